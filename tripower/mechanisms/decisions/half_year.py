"""What falls in half a year: the records behind each figure of the bulletin (半年通报, D26)."""

from __future__ import annotations

import re
from datetime import date

import msgspec

from tripower.core.answer import Say, say
from tripower.core.dates import Period
from tripower.core.messages import N_
from tripower.core.unit import Sees
from tripower.mechanisms.decisions.records import (
    CatalogItem,
    Matter,
    Meeting,
    MeetingStage,
    Minutes,
    Outcome,
)
from tripower.mechanisms.decisions.rounds import Round, before
from tripower.mechanisms.decisions.tally import tally

HALVES = {1: N_("first half of {year}"), 2: N_("second half of {year}")}


class HalfYear(msgspec.Struct, frozen=True):
    """The first or second half of a year, written 2024-H1."""

    year: int
    half: int

    @classmethod
    def parse(cls, text: str) -> HalfYear:
        """Read `2024-H1`; ValueError for anything else."""
        found = re.fullmatch(r"([1-9]\d{3})-H([12])", text, re.ASCII)
        if found is None:
            raise ValueError(text)
        return cls(int(found[1]), int(found[2]))

    def __str__(self) -> str:
        """As it is written."""
        return f"{self.year}-H{self.half}"

    @property
    def name(self) -> Say:
        """As people say it."""
        return say(HALVES[self.half], year=self.year)

    @property
    def days(self) -> Period:
        """From January to June, or from July to December."""
        if self.half == 1:
            return Period(date(self.year, 1, 1), date(self.year, 6, 30))
        return Period(date(self.year, 7, 1), date(self.year, 12, 31))


class Counted(msgspec.Struct, frozen=True):
    """The records that each figure counts; a round is a matter in its last meeting of the time.

    items: catalogue items in force on the last day.
    matters: matters that a meeting held in the time discussed, each once.
    passed: those of them that passed in the last of these meetings.
    minutes: minutes issued in the time, drafts left out.
    """

    items: tuple[CatalogItem, ...]
    matters: tuple[Round, ...]
    passed: tuple[Round, ...]
    minutes: tuple[Minutes, ...]


def counted(see: Sees, days: Period) -> Counted:
    """Count a unit's records; each matter that is on record, whatever became of it later."""
    matters = tuple(_rounds(see, days).values())
    return Counted(
        items=tuple(one for one in see.all(CatalogItem) if one.in_force(days.last)),
        matters=matters,
        passed=tuple(one for one in matters if tally(one).result is Outcome.PASSED),
        minutes=tuple(
            one for one in see.all(Minutes) if days.covers(one.issued_on) and not one.draft
        ),
    )


def _rounds(see: Sees, days: Period) -> dict[str, Round]:
    """For each matter discussed in the time its last round."""
    held = [
        one
        for one in see.all(Meeting)
        if one.stage is MeetingStage.CLOSED and days.covers(one.held_on)
    ]
    found: dict[str, Round] = {}
    for this in (one for meeting in held for one in Round.of(meeting, see)):
        earlier = found.get(this.matter_id)
        later = earlier is None or before(earlier.meeting, this.meeting)
        if later and see.get(Matter, this.matter_id) is not None:
            found[this.matter_id] = this
    return found
