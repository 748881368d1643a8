"""`tripower oversight select`: the count of the plenary's ballots, round by round."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from tripower.core.answer import Answer, Cell, Facts, Part, Table, say
from tripower.core.district import unit_name
from tripower.core.messages import N_
from tripower.core.unit import Unit
from tripower.mechanisms.options import Reading, reading
from tripower.mechanisms.oversight.actions.selecting import known_selection
from tripower.mechanisms.oversight.records import Selection
from tripower.mechanisms.oversight.selection import Count, Course, course
from tripower.mechanisms.typed import ID


@click.command(
    name="select",
    short_help=N_("Count the plenary's ballots for the units of a year."),
    help=N_(
        "Count the plenary's ballots for the units of a year, round by round: who is chosen, and "
        "which ballot is due where they leave a seat open. Nothing is chosen silently. Without "
        "an id, all selections."
    ),
)
@click.argument("selection_id", type=ID, required=False, metavar="[SELECTION]")
@reading()
def select_(asked: Reading, selection_id: str | None) -> Answer:
    """One selection, or all."""
    unit, _ = asked.unit()
    if selection_id is None:
        return _all([course(one, unit) for one in unit.all(Selection)], unit)
    found = course(known_selection(unit, selection_id), unit)
    return Answer([*_page(found, unit)], _data(found))


def _all(every: list[Course], unit: Unit) -> Answer:
    if not every:
        return Answer([say(N_("No selection is on record."))], {"selections": []})
    heads = (
        N_("selection"),
        N_("year"),
        N_("day"),
        N_("seats"),
        N_("units chosen"),
        N_("ballot due"),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            one.selection.selection_id,
            str(one.selection.year),
            one.selection.held_on,
            one.selection.seats,
            "、".join(unit_name(unit, name) for name in one.chosen) or None,
            say(one.next.ballot_kind.label) if one.next is not None else None,
        )
        for one in every
    ]
    return Answer([Table(heads, rows)], {"selections": [_data(one) for one in every]})


def _page(found: Course, unit: Unit) -> Iterator[Part]:
    this = found.selection
    pairs: list[tuple[str, Cell]] = [
        (N_("selection"), this.selection_id),
        (N_("year"), str(this.year)),
        (N_("plenary"), this.body),
        (N_("seats"), this.seats),
    ]
    yield Facts(pairs)
    for count in found.counts:
        yield from _round(count, unit)
    yield say(N_("Chosen: {units}"), units=[unit_name(unit, one) for one in found.chosen] or "—")
    yield from _left(found, unit)


def _round(count: Count, unit: Unit) -> Iterator[Part]:
    vote, papers = count.vote, count.papers
    title = say(
        N_("Round {round}, {day}: {kind}, seats: {seats}"),
        round=vote.round,
        day=vote.held_on,
        kind=vote.ballot_kind,
        seats=vote.seats,
    )
    pairs: list[tuple[str, Cell]] = [
        (N_("entitled"), vote.entitled),
        (N_("present"), vote.present),
        (N_("papers issued"), vote.issued),
        (N_("papers collected"), vote.collected),
        (N_("valid"), papers.valid),
        (N_("of these blank"), papers.blank),
        (N_("void, too many ticks"), papers.over),
        (N_("void, a unit not up for choice"), papers.strange),
        (N_("void, not to be read"), vote.spoiled),
        (N_("votes needed"), count.needed or say(N_("more votes decide"))),
    ]
    yield Facts(pairs, title)
    for fault in count.faults:
        yield say(N_("The round does not count: {fault}."), fault=fault)
    rows = [
        (unit_name(unit, name), votes, count.inequality(votes), _outcome(name, count))
        for name, votes in papers.votes
        if votes
    ]
    yield Table((N_("unit"), N_("votes"), N_("comparison"), N_("outcome")), rows)
    if none := len(papers.votes) - len(rows):
        yield say(N_("Units without a vote: {count}"), count=none)


def _outcome(name: str, count: Count) -> Cell:
    if name in count.chosen:
        return say(N_("chosen"))
    return say(N_("tied")) if name in count.tied else None


def _left(found: Course, unit: Unit) -> Iterator[Part]:
    due = found.next
    if due is not None:
        yield say(
            N_("Due is a {kind} for {seats} seat(s) among {units}; record it: {command}"),
            kind=due.ballot_kind,
            seats=due.seats,
            units=[unit_name(unit, one) for one in due.candidates],
            command=f"`oversight ballots {found.selection.selection_id}`",
        )
    elif found.short:
        text = N_("Seats left open: {count}. No ballot is foreseen any more; the plenary decides.")
        yield say(text, count=found.short)


def _data(found: Course) -> dict[str, Any]:
    return {
        "selection_id": found.selection.selection_id,
        "year": found.selection.year,
        "seats": found.selection.seats,
        "rounds": [_round_data(one) for one in found.counts],
        "chosen": list(found.chosen),
        "due": found.next,
        "open": found.selection.seats - len(found.chosen),
        "complete": found.complete,
    }


def _round_data(count: Count) -> dict[str, Any]:
    vote, papers = count.vote, count.papers
    return {
        "round": vote.round,
        "ballot_kind": vote.ballot_kind,
        "held_on": vote.held_on,
        "entitled": vote.entitled,
        "present": vote.present,
        "issued": vote.issued,
        "collected": vote.collected,
        "valid": papers.valid,
        "blank": papers.blank,
        "over_ticked": papers.over,
        "strange": papers.strange,
        "spoiled": vote.spoiled,
        "votes_needed": count.needed,
        "counts": count.counts,
        "faults": list(count.faults),
        "votes": [
            {"unit_id": name, "votes": votes, "inequality": count.inequality(votes)}
            for name, votes in papers.votes
        ],
        "chosen": list(count.chosen),
        "tied": list(count.tied),
    }
