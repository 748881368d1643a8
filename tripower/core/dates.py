"""Dates of the law: periods of days, months and years, closed intervals (DAT, VER-01).

A result beyond the calendar's first or last day stays at that day (`date.min`,
`date.max`): a mistyped date is for a check to report and must not stop the run.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta, timezone
from typing import TypeVar

import msgspec

Version = TypeVar("Version")

_DAY = timedelta(days=1)
BEIJING = timezone(timedelta(hours=8))
"""The clock of the place that the rules speak of."""


def add_days(start: date, days: int) -> date:
    """Find the last day of a period of days; the start day is not counted (DAT-01).

    A negative number counts back.

    Why: Civil Code art. 201: a period in days begins on the day after the event.

    Example: 10 days from 2024-03-01 end on 2024-03-11.
    """
    ordinal = start.toordinal() + days
    return date.fromordinal(min(max(ordinal, date.min.toordinal()), date.max.toordinal()))


def add_months(start: date, months: int) -> date:
    """Find the last day of a period of months: the corresponding day (DAT-02).

    Where the last month has no such day, it is the last day of that month. A negative
    number counts back.

    Why: Civil Code art. 202. Counting 30 days for a month would end some periods early
    and others late.

    Example: 2 months from 2024-12-31 end on 2025-02-28.
    """
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    from calendar import monthrange  # brings the module locale along, for this one call

    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def add_years(start: date, years: int) -> date:
    """Find the last day of a period of years, by the same law as months (DAT-02).

    From 2020-02-29, 5 years end on 2025-02-28.
    """
    return add_months(start, 12 * years)


def full_years(start: date, as_of: date) -> int:
    """Count the anniversaries of `start` reached on `as_of`; 0 before it (DAT-02)."""
    years = as_of.year - start.year
    return max(0, years if add_years(start, years) <= as_of else years - 1)


class Period(msgspec.Struct, frozen=True):
    """The days from `start` to `end`, both counted; None leaves that side open (DAT-05).

    A period that ends before it starts has no days: it covers nothing and overlaps
    nothing. The check of the record reports it.

    Why: assignments, parameters and rules say from which day to which day they hold. Were
    the last day shared with the successor's first, that day would have two answers.

    Example: one deputy holds finance to 2024-03-14, the next from 2024-03-15: no gap, no
    overlap. Starting on 2024-03-18 leaves a gap from 2024-03-15 to 2024-03-17.
    """

    start: date | None = None
    end: date | None = None

    @property
    def first(self) -> date:
        """The first day; `date.min` where the start is open."""
        return self.start or date.min

    @property
    def last(self) -> date:
        """The last day; `date.max` where the end is open."""
        return self.end or date.max

    @property
    def empty(self) -> bool:
        """Whether it has no days (it ends before it starts)."""
        return self.first > self.last

    def covers(self, day: date) -> bool:
        """Whether a day lies in it, first and last day included (DAT-05)."""
        return self.first <= day <= self.last

    def intersect(self, other: Period) -> Period | None:
        """Find the days common to both, None if there are none (DAT-05)."""
        start = max(self, other, key=lambda p: p.first).start
        end = min(self, other, key=lambda p: p.last).end
        common = Period(start, end)
        return None if common.empty else common

    def overlaps(self, other: Period) -> bool:
        """Whether they have a day in common (DAT-05)."""
        return self.intersect(other) is not None

    def follows(self, other: Period) -> bool:
        """Whether it starts on the day after the other's last day (DAT-05)."""
        if self.empty or other.empty or other.last == date.max:
            return False
        return self.first == other.last + _DAY


def sweep(periods: Iterable[Period], window: Period) -> list[Period]:
    """Split the window wherever a period starts or has ended (POW-11, DAT-05).

    Within each part, the same periods hold on every day. The parts are in order, without
    gap or overlap; an empty window has none.
    """
    if window.empty:
        return []
    bounds = {day for period in periods if not period.empty for day in _boundaries(period)}
    cuts = sorted(day for day in bounds if window.first < day <= window.last)
    starts = [window.start, *cuts]
    ends = [*(day - _DAY for day in cuts), window.end]
    return [Period(start, end) for start, end in zip(starts, ends, strict=True)]


def _boundaries(period: Period) -> list[date]:
    return [period.first] if period.last == date.max else [period.first, period.last + _DAY]


def merge(periods: Iterable[Period]) -> list[Period]:
    """Join overlapping and neighbouring periods: the same days, in order (DAT-05)."""
    merged: list[Period] = []
    for period in sorted((p for p in periods if not p.empty), key=lambda p: p.first):
        if merged and (period.overlaps(merged[-1]) or period.follows(merged[-1])):
            end = max(merged[-1], period, key=lambda p: p.last).end
            merged[-1] = Period(merged[-1].start, end)
        else:
            merged.append(period)
    return merged


def gaps(periods: Iterable[Period], window: Period) -> list[Period]:
    """Find the days of the window that no period covers, as periods (POW-11, DAT-05)."""
    clipped = (period.intersect(window) for period in periods)
    covered = merge(period for period in clipped if period is not None)
    firsts = {period.first for period in covered}
    return [part for part in sweep(covered, window) if part.first not in firsts]


def in_force(versions: Iterable[tuple[Period, Version]], day: date) -> tuple[Version, ...]:
    """Pick the versions in force on the day of an event, in the order given (VER-01).

    None means that nothing applied on that day, several that the versions overlap, which is
    a fault of the data; the caller says so and chooses nothing silently.

    Why: what was lawful when it was done stays lawful, and a wrong does not become right by
    a later rule. The day of the run is not asked.

    Example: a rule with versions to 2024-06-30 and from 2024-07-01 is applied to a meeting of
    2024-06-30 in the first version, even if checked in 2025.
    """
    return tuple(version for period, version in versions if period.covers(day))
