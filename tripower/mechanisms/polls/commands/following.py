"""`tripower poll consequences`: what is proposed for the first and the last of a round."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from tripower.core.answer import Answer, Cell, Part, Say, Table, say
from tripower.core.district import unit_name
from tripower.core.messages import N_, fill
from tripower.core.unit import Unit
from tripower.mechanisms.options import Reading, reading
from tripower.mechanisms.polls import listing
from tripower.mechanisms.polls.chain import Doubt
from tripower.mechanisms.polls.commands.ranking import ALL_UNITS, round_with_result
from tripower.mechanisms.polls.consequences import Proposal, proposals
from tripower.mechanisms.polls.records import Consequence, PollRound
from tripower.mechanisms.typed import ID

PEOPLE_DECIDE = N_("These are proposals; people decide, and the papers are theirs.")


@click.command(
    name="consequences",
    short_help=N_("What is proposed for the first and the last of a round."),
    help=N_(
        "What the rules attach to the ranks of a round: each consequence with the unit, its head, "
        "the rule, how far the data bear it out, and why a person must decide where that is so. "
        "They are proposals; nothing is written."
    ),
)
@click.argument("round_id", type=ID, metavar="ROUND")
@reading()
def consequences_(asked: Reading, round_id: str) -> Answer:
    """The proposals, list by list."""
    unit, _ = asked.unit()
    this, _ = round_with_result(unit, round_id)
    return Answer(list(_parts(this, unit)), _data(this, unit))


def _parts(this: PollRound, unit: Unit) -> Iterator[Part]:
    headers = (
        *(N_("list"), N_("unit"), N_("rank"), N_("consequence"), N_("head"), N_("rule")),
        *(N_("state"), N_("by the data"), N_("why a person decides")),
    )
    rows = [row for one in proposals(this, unit) for row in _rows(one, unit)]
    if not rows:
        yield say(N_("Nothing is proposed."))
    yield Table(headers, rows, say(N_("{round}: what is proposed"), round=this.name))
    for table in listing.lists(this, unit):
        if table.all_equal:
            text = N_("All units of {list} have the same score, so nothing follows there.")
            yield say(text, list=table.name or say(ALL_UNITS))
    yield from _notes(this, unit)
    yield say(PEOPLE_DECIDE)


def _notes(this: PollRound, unit: Unit) -> Iterator[Part]:
    """What rests on a default, each list once."""
    seen: set[str] = set()
    for one in proposals(this, unit):
        if one.notes and one.table.name not in seen:
            seen.add(one.table.name)
            yield from one.notes


def _rows(one: Proposal, unit: Unit) -> Iterator[tuple[Cell, ...]]:
    first: tuple[Cell, ...] = (
        one.table.name or say(ALL_UNITS),
        unit_name(unit, one.unit_id),
        f"{one.place.rank}/{one.table.count}",
        one.consequence,
        _heads(one, unit),
        ", ".join(dict.fromkeys(doubt.rule_id for doubt in one.doubts)) or one.rule_id,
        say(state(one)),
        one.support,
    )
    reasons: list[Say | None] = [doubt.text for doubt in one.doubts] or [None]
    yield (*first, reasons[0])
    for reason in reasons[1:]:
        yield (*(None for _ in first), reason)


def _heads(one: Proposal, unit: Unit) -> Cell:
    """Whom it concerns; of the ban on awards, why it may be another than who heads the unit now."""
    names = "、".join(unit.name(person_id) for person_id in one.people)
    if not names or one.consequence is not Consequence.AWARD_BAN:
        return names or None
    return say(N_("{people} (headed it during the fieldwork)"), people=names)


def state(one: Proposal) -> str:
    """How a proposal stands, as a msgid."""
    if one.ruled is not None:
        return N_("decided: it follows") if one.ruled else N_("decided: it does not follow")
    return N_("for a person to decide") if one.doubts else N_("as proposed")


def _data(this: PollRound, unit: Unit) -> dict[str, Any]:
    equal = [one.name or None for one in listing.lists(this, unit) if one.all_equal]
    return {
        "round_id": this.round_id,
        "all_equal": equal,
        "proposals": [_proposal_data(one, unit) for one in proposals(this, unit)],
    }


def _proposal_data(one: Proposal, unit: Unit) -> dict[str, Any]:
    return {
        "consequence": one.consequence,
        "unit_id": one.unit_id,
        "name": unit_name(unit, one.unit_id),
        "category": one.table.name or None,
        "rank": one.place.rank,
        "reverse_rank": one.place.reverse,
        "count": one.table.count,
        "people": list(one.people),
        "rule_id": one.rule_id,
        "course": "manual" if one.manual else "proposed" if one.follows else "dropped",
        "ruled": one.ruled,
        "support": one.support,
        "doubts": doubts_data(one.doubts),
        "evidence": list(one.evidence),
    }


def doubts_data(doubts: tuple[Doubt, ...]) -> list[dict[str, str]]:
    """Why a person must decide, for scripts."""
    return [
        {"rule_id": one.rule_id, "text": fill(one.text.text, dict(one.text.args), "en")}
        for one in doubts
    ]
