"""Writing about the choice of the year's units: the ballots of a round, the announcement."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from difflib import get_close_matches

import msgspec

from tripower.core.answer import refuse
from tripower.core.district import DistrictUnit, unit_name
from tripower.core.messages import N_
from tripower.core.plan import Plan
from tripower.core.unit import Unit
from tripower.mechanisms.oversight.records import Selection, SelectionResult, SelectionVote
from tripower.mechanisms.oversight.selection import Due, Paper, course

Action = Callable[[Unit], Plan]


class Sheet(msgspec.Struct, frozen=True):
    """A ballot paper as it was written down: where, and the units that it ticks, by id or name."""

    where: str
    ticks: tuple[str, ...]


class Counted(msgspec.Struct, frozen=True):
    """What was counted at the table: members, papers, and what each paper ticks."""

    entitled: int
    present: int
    issued: int | None
    collected: int | None
    spoiled: int
    papers: tuple[Sheet, ...]


def known_selection(unit: Unit, selection_id: str) -> Selection:
    """The selection of that id; refuses where there is none."""
    found = unit.get(Selection, selection_id)
    if found is None:
        known = ", ".join(one.selection_id for one in unit.all(Selection)) or "—"
        text = N_("there is no selection `{selection}`; on record: {known}")
        raise refuse(text, selection=selection_id, known=known)
    return found


def _final(selection: Selection) -> Selection:
    if selection.draft:
        text = N_("{selection} is a draft; make it final before anybody votes on it")
        raise refuse(text, selection=selection.selection_id)
    return selection


def ballots(selection_id: str, on: date, told: Counted) -> Action:
    """Record the ballots of the round that is due; which one that is follows from those before.

    The papers are put into the order of their text, so that nothing tells in which order they
    were handed in.
    """

    def act(unit: Unit) -> Plan:
        selection = _final(known_selection(unit, selection_id))
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
            ballots=_sorted(_known(told.papers, due, unit), due),
        )
        summary = f"oversight ballots {record.key}"
        return Plan("oversight ballots", summary, on, [record])

    return act


def _known(sheets: tuple[Sheet, ...], due: Due, unit: Unit) -> tuple[Paper, ...]:
    """The papers with the ids of their units; refuses, all at once, units that nobody knows."""
    every = unit.all(DistrictUnit)
    names = {one.name: one.unit_id for one in every}
    names |= {unit_name(unit, one): one for one in due.candidates}
    names |= {one: one for one in (*(one.unit_id for one in every), *due.candidates)}
    strange = {(one.where, name): None for one in sheets for name in one.ticks if name not in names}
    if strange:
        text = N_(
            "units that are not on record: {unknown}. Correct them; a paper that ticks what is no "
            "unit is not written down, but counted with `--spoiled`"
        )
        told = [_strange(where, name, names) for where, name in strange]
        raise refuse(text, unknown="; ".join(told))
    return tuple(tuple(names[name] for name in one.ticks) for one in sheets)


def _strange(where: str, name: str, names: Collection[str]) -> str:
    near = get_close_matches(name, names)
    return f"`{where}` {name}" + (f" → {' / '.join(near)}?" if near else "")


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
        selection = _final(known_selection(unit, selection_id))
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
