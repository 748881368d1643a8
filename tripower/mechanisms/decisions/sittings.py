"""A meeting with its minutes: when they are due, and their place in the year's series (DEC-17)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator
from datetime import date
from functools import cached_property
from typing import ClassVar

from tripower.core.rules import ANY, Derived, among
from tripower.core.unit import Sees
from tripower.mechanisms.decisions.records import Meeting, MeetingStage, Minutes
from tripower.mechanisms.decisions.rounds import Round

PARAMETERS = ("dec.minutes_workdays",)


class Sitting(Derived, frozen=True, dict=True):
    """One meeting that is over, its minutes, and the other minutes of their year.

    It is over when it is closed, or when its minutes are issued, whoever forgot to close it.
    """

    meeting: Meeting
    see: Sees

    kind: ClassVar[str] = Meeting.kind

    @property
    def subject(self) -> tuple[str, str]:
        """The meeting, as findings name it."""
        return self.meeting.subject

    @property
    def anchors(self) -> list[tuple[str, str]]:
        """The meeting, and what its minutes' number depends on: the other minutes."""
        return [self.meeting.subject, (Minutes.kind, ANY)]

    @property
    def day(self) -> date:
        """The day of the meeting."""
        return self.meeting.held_on

    @property
    def record(self) -> Meeting:
        """The record to point at where no better one is."""
        return self.meeting

    @classmethod
    def every(cls, see: Sees) -> Iterator[Sitting]:
        """Every meeting that is over."""
        for meeting in see.all(Meeting):
            if _over(meeting, see):
                yield cls(meeting, see)

    @classmethod
    def among(cls, see: Sees, keys: Collection[tuple[str, str]]) -> Iterator[Sitting]:
        """Those among the keys; where minutes change, all."""
        if (Minutes.kind, ANY) in keys:
            yield from cls.every(see)
            return
        for meeting in among(see, Meeting, keys):
            if _over(meeting, see):
                yield cls(meeting, see)

    @property
    def rounds(self) -> list[Round]:
        """The matters of the meeting, in the order of its agenda."""
        return list(Round.of(self.meeting, self.see))

    @cached_property
    def issued(self) -> list[Minutes]:
        """The minutes that are issued, that is no drafts, in order of issue; one is right."""
        found = self.see.where(Minutes, meeting_id=self.meeting.meeting_id)
        return sorted((one for one in found if not one.draft), key=_by_issue)

    @property
    def due(self) -> date:
        """The last day for the minutes; the day of the meeting is not counted."""
        days = self.see.on(self.day).whole("dec.minutes_workdays")
        return self.see.calendar.add_workdays(self.day, days)


def _over(meeting: Meeting, see: Sees) -> bool:
    if meeting.stage is MeetingStage.CLOSED:
        return True
    return any(not one.draft for one in see.where(Minutes, meeting_id=meeting.meeting_id))


def _by_issue(minutes: Minutes) -> tuple[date, str]:
    return minutes.issued_on, minutes.minutes_id


def series(see: Sees, year: int) -> dict[int, Minutes]:
    """The minutes of a year by number, in order of number; of two the one issued first."""
    return see.once("series", year, lambda shared: _series(shared, year))


def _series(see: Sees, year: int) -> dict[int, Minutes]:
    issued = sorted((m for m in see.where(Minutes, year=year) if not m.draft), key=_by_issue)
    first: dict[int, Minutes] = {}
    for one in issued:
        first.setdefault(one.number, one)
    return dict(sorted(first.items()))


def next_number(see: Sees, year: int) -> int:
    """The number that the next minutes of a year get."""
    return max(series(see, year), default=0) + 1


def doubled(minutes: Minutes, see: Sees) -> Minutes | None:
    """The earlier minutes of the year that bear the same number."""
    first = series(see, minutes.year)[minutes.number]
    return None if first.minutes_id == minutes.minutes_id else first


def skipped(minutes: Minutes, see: Sees) -> range:
    """The numbers missing directly before this one; empty where the series is whole.

    Where the folder starts in the course of the year, numbers before its first are not missed.
    """
    below = _number_below(minutes, see)
    if below == 0 and _starts_within(see, minutes.year):
        return range(0)
    return range(below + 1, minutes.number)


def _number_below(minutes: Minutes, see: Sees) -> int:
    numbers = see.once("numbers", minutes.year, lambda shared: [*series(shared, minutes.year)])
    place = bisect_left(numbers, minutes.number)
    return numbers[place - 1] if place else 0


def _starts_within(see: Sees, year: int) -> bool:
    start = see.profile.period.from_ if see.profile else date.min
    return start.year == year and start > date(year, 1, 1)
