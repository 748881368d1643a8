"""D13 票决结果公告: the units that the plenary chose for the year; public, and without any name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from tripower.core.answer import say
from tripower.core.district import DistrictUnit, unit_name
from tripower.core.messages import N_
from tripower.mechanisms.oversight.notices.sources import shown
from tripower.mechanisms.oversight.records import (
    BallotKind,
    Part,
    Selection,
    SelectionResult,
    SelectionVote,
)
from tripower.mechanisms.oversight.selection import PARAMETERS, Count, Course, course
from tripower.publish.notice import Notice, Source
from tripower.publish.office import Office, Paper

RULES = ("SUP-01", "SUP-02", "SUP-11")


class RoundRow(msgspec.Struct, frozen=True):
    """A round that counted: members and papers, in numbers only."""

    number: int
    ballot_kind: BallotKind
    held_on: date
    seats: int
    entitled: int
    present: int
    issued: int
    collected: int
    valid: int
    void: int
    needed: int


class ChosenRow(msgspec.Struct, frozen=True):
    """A unit that was chosen: in which round, with how many votes."""

    unit: str
    number: int
    votes: int


class SelectionPage(Paper, frozen=True, kw_only=True):
    """What the template shows."""

    body: str
    year: int
    held_on: date
    seats: int
    rounds: tuple[RoundRow, ...]
    chosen: tuple[ChosenRow, ...]
    parts: tuple[Part, ...] = tuple(Part)


def due(office: Office) -> Iterator[Notice]:
    """The announcement of each result made by the day that is what the ballots say."""
    for result in office.unit.all(SelectionResult):
        selection = office.unit.get(Selection, result.selection_id)
        if selection is not None and result.announced_on <= office.as_of:
            found = course(selection, office.unit)
            settled = found.counts and found.next is None
            if settled and set(found.chosen) == set(result.chosen):
                yield _notice(found, result, office)


def _notice(found: Course, result: SelectionResult, office: Office) -> Notice:
    this, counts = found.selection, [one for one in found.counts if one.counts]
    title = say(N_("Announcement of the units chosen for oversight in {year}"), year=str(this.year))
    page = SelectionPage(
        **office.head(title, RULES),
        doc_no=result.doc_no,
        internal=False,
        body=this.body,
        year=this.year,
        held_on=this.held_on,
        seats=this.seats,
        rounds=tuple(_round(one) for one in counts),
        chosen=tuple(row for one in counts for row in _chosen(one, office)),
    )
    about = say(
        N_("{body}: units chosen by ballot, {count}"), body=this.body, count=len(page.chosen)
    )
    named = ("D13-selection", this.selection_id)
    sources = _sources(found, result, office)
    return office.announcement(named, page, (result.announced_on, None), about, sources)


def _round(count: Count) -> RoundRow:
    vote, papers = count.vote, count.papers
    return RoundRow(
        number=vote.round,
        ballot_kind=vote.ballot_kind,
        held_on=vote.held_on,
        seats=vote.seats,
        entitled=vote.entitled,
        present=vote.present,
        issued=vote.issued,
        collected=vote.collected,
        valid=papers.valid,
        void=papers.over + papers.strange + vote.spoiled,
        needed=count.needed,
    )


def _chosen(count: Count, office: Office) -> Iterator[ChosenRow]:
    votes = dict(count.papers.votes)
    for one in count.chosen:
        yield ChosenRow(unit_name(office.unit, one), count.vote.round, votes[one])


def _sources(found: Course, result: SelectionResult, office: Office) -> list[Source]:
    unit, this = office.unit, found.selection
    votes = unit.where(SelectionVote, selection_id=this.selection_id)
    units = (unit.get(DistrictUnit, one) for one in found.chosen)
    names = (Source(one, ("name",)) for one in units if one is not None)
    return [*shown([this, *votes, result], office, PARAMETERS), *names]
