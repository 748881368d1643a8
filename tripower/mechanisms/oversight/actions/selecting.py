"""Writing about the choice of the year's units: the ballots of a round, the announcement."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import msgspec

from tripower.core.answer import refuse
from tripower.core.messages import N_
from tripower.core.plan import Plan
from tripower.core.unit import Unit
from tripower.mechanisms.oversight.records import Selection, SelectionResult, SelectionVote
from tripower.mechanisms.oversight.selection import Due, Paper, course

Action = Callable[[Unit], Plan]


class Counted(msgspec.Struct, frozen=True):
    """What was counted at the table: members, papers, and what each paper ticks."""

    entitled: int
    present: int
    issued: int | None
    collected: int | None
    spoiled: int
    papers: tuple[Paper, ...]


def known_selection(unit: Unit, selection_id: str) -> Selection:
    """The selection of that id; refuses where there is none."""
    found = unit.get(Selection, selection_id)
    if found is None:
        known = ", ".join(one.selection_id for one in unit.all(Selection)) or "–"
        text = N_("there is no selection `{selection}`; on record: {known}")
        raise refuse(text, selection=selection_id, known=known)
    return found


def ballots(selection_id: str, on: date, told: Counted) -> Action:
    """Record the ballots of the round that is due; which one that is follows from those before.

    The papers are put into the order of their text, so that nothing tells in which order they
    were handed in.
    """

    def act(unit: Unit) -> Plan:
        selection = known_selection(unit, selection_id)
        due = course(selection, unit).next
        if due is None:
            text = N_("no ballot is due in {selection}; `oversight select {selection}` shows why")
            raise refuse(text, selection=selection_id)
        collected = told.collected
        if collected is None:
            collected = len(told.papers) + told.spoiled
        record = SelectionVote(
            selection_id=selection_id,
            round=_next_round(unit, selection_id),
            ballot_kind=due.ballot_kind,
            held_on=on,
            entitled=told.entitled,
            present=told.present,
            seats=due.seats,
            candidates=due.candidates,
            issued=collected if told.issued is None else told.issued,
            collected=collected,
            spoiled=told.spoiled,
            ballots=_sorted(told.papers, due),
        )
        summary = f"oversight ballots {record.key}"
        return Plan("oversight ballots", summary, on, [record])

    return act


def _next_round(unit: Unit, selection_id: str) -> int:
    held = unit.where(SelectionVote, selection_id=selection_id)
    return max((one.round for one in held), default=0) + 1


def _sorted(papers: tuple[Paper, ...], due: Due) -> tuple[tuple[str, ...], ...]:
    places = {name: number for number, name in enumerate(due.candidates)}

    def place(name: str) -> tuple[int, str]:
        return places.get(name, len(places)), name

    read = [tuple(sorted(set(paper), key=place)) for paper in papers]
    return tuple(sorted(read, key=lambda paper: [place(name) for name in paper]))


def announce(selection_id: str, on: date, doc_no: str | None) -> Action:
    """Record the announcement of the units that the ballots chose; refuses while one is due."""

    def act(unit: Unit) -> Plan:
        selection = known_selection(unit, selection_id)
        found = course(selection, unit)
        if not found.counts or found.next is not None:
            text = N_(
                "the ballots of {selection} have not settled every seat; "
                "`oversight select {selection}` names the ballot that is due"
            )
            raise refuse(text, selection=selection_id)
        record = SelectionResult(
            selection_id=selection_id, announced_on=on, chosen=found.chosen, doc_no=doc_no
        )
        return Plan("oversight announce", f"oversight announce {selection_id}", on, [record])

    return act
