"""D13 票决结果公告: the units that the plenary chose for the year; public, and nobody is named.

The count of each round is told so that anybody can redo it: the votes of the units that were
chosen, that were tied, and that stood in a runoff; of all others only the most that one of
them had.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import msgspec

from tripower.core.answer import say
from tripower.core.district import DistrictUnit, unit_name
from tripower.core.messages import N_
from tripower.mechanisms.oversight import finals
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
NUMERALS = "一二三四五六七八九十百0-9"
SESSION = re.compile(rf"(第?[{NUMERALS}]+届)?(第?[{NUMERALS}]+次)?(全会|全体会议)$")
"""What the name of a plenary adds to that of the commission whose session it is."""


class VoteRow(msgspec.Struct, frozen=True):
    """A unit in a round: its votes, and how they compare with the share where one is needed."""

    unit: str
    votes: int
    inequality: str | None
    chosen: bool
    tied: bool


class RoundRow(msgspec.Struct, frozen=True):
    """A round that counted: members and papers, why papers were void, and the votes.

    over: void, for they tick more units than seats. strange: void, for they tick a unit that was
    not up for choice. spoiled: void, for no choice can be read. blank: valid ones that tick none.
    others: the most votes of a unit that is not shown, None where there is none.
    """

    number: int
    ballot_kind: BallotKind
    held_on: date
    seats: int
    entitled: int
    present: int
    issued: int
    collected: int
    valid: int
    over: int
    strange: int
    spoiled: int
    blank: int
    needed: int
    rows: tuple[VoteRow, ...]
    others: int | None

    @property
    def void(self) -> int:
        """The papers that do not count."""
        return self.over + self.strange + self.spoiled


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
        selection = finals.get(office.unit, Selection, result.selection_id)
        if selection is not None and result.announced_on <= office.as_of:
            found = course(selection, office.unit)
            settled = found.counts and found.next is None
            if settled and set(found.chosen) == set(result.chosen):
                yield _notice(found, result, office)


def _notice(found: Course, result: SelectionResult, office: Office) -> Notice:
    this, counts = found.selection, [one for one in found.counts if one.counts]
    title = say(N_("Announcement of the units chosen for oversight in {year}"), year=str(this.year))
    page = SelectionPage(
        **office.head(title, RULES) | {"issuer": SESSION.sub("", this.body)},
        doc_no=result.doc_no,
        internal=False,
        body=this.body,
        year=this.year,
        held_on=this.held_on,
        seats=this.seats,
        rounds=tuple(_round(one, office) for one in counts),
        chosen=tuple(row for one in counts for row in _chosen(one, office)),
    )
    about = say(
        N_("{body}: units chosen by ballot, {count}"), body=this.body, count=len(page.chosen)
    )
    named = ("D13-selection", this.selection_id)
    sources = _sources(found, result, office)
    return office.announcement(named, page, (result.announced_on, None), about, sources)


def _told(count: Count) -> set[str]:
    """The units whose votes are told."""
    runoff = count.vote.ballot_kind is BallotKind.RUNOFF
    return {*count.chosen, *count.tied, *(count.vote.candidates if runoff else ())}


def _round(count: Count, office: Office) -> RoundRow:
    vote, papers, told = count.vote, count.papers, _told(count)
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
        over=papers.over,
        strange=papers.strange,
        spoiled=vote.spoiled,
        blank=papers.blank,
        needed=count.needed,
        rows=tuple(_votes(*one, count, office) for one in papers.votes if one[0] in told),
        others=max((votes for name, votes in papers.votes if name not in told), default=None),
    )


def _votes(name: str, votes: int, count: Count, office: Office) -> VoteRow:
    chosen, tied = name in count.chosen, name in count.tied
    return VoteRow(unit_name(office.unit, name), votes, count.inequality(votes), chosen, tied)


def _chosen(count: Count, office: Office) -> Iterator[ChosenRow]:
    votes = dict(count.papers.votes)
    for one in count.chosen:
        yield ChosenRow(unit_name(office.unit, one), count.vote.round, votes[one])


def _sources(found: Course, result: SelectionResult, office: Office) -> list[Source]:
    unit, this = office.unit, found.selection
    votes = finals.where(unit, SelectionVote, selection_id=this.selection_id)
    named = {name for one in found.counts if one.counts for name in _told(one)}
    units = (unit.get(DistrictUnit, one) for one in sorted(named))
    names = (Source(one, ("name",)) for one in units if one is not None)
    return [*shown([this, *votes, result], office, PARAMETERS), *names]
