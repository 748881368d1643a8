"""Working days of mainland China with make-up days, and a district's changes (DAT-03, DAT-04)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

from tripower.core.dates import add_days

DayKind: TypeAlias = Literal["off", "work"]
_NONE: Mapping[date, DayKind] = MappingProxyType({})
_SATURDAY = 5
_DAY = timedelta(days=1)


class _Table(NamedTuple):
    off: frozenset[date]
    work: frozenset[date]
    years: frozenset[int]


@cache
def _table() -> _Table:
    # Its sets are read, not its is_workday(): that one searches the whole table for the
    # first and the last year at every call, and raises beyond them.
    import chinese_calendar

    off, work = frozenset(chinese_calendar.holidays), frozenset(chinese_calendar.workdays)
    return _Table(off, work, frozenset(day.year for day in off))


@dataclass(frozen=True, slots=True, init=False)
class Calendar:
    """Which days are working days: the State Council's table, and a district's file over it.

    A value: the same question always has the same answer, two equal calendars are
    interchangeable, and no question changes anything (DAT-04).
    """

    off: frozenset[date]
    work: frozenset[date]
    years: frozenset[int]

    def __init__(self, overrides: Mapping[date, DayKind] = _NONE, years: Iterable[int] = ()):
        """Build it from a district's days; `years` are those that its file gives in full.

        Single days do not make a year complete, so that a local day off does not silence
        `calendar_missing`. A kind other than `off` or `work` raises ValueError.
        """
        if wrong := sorted(set(overrides.values()) - {"off", "work"}):
            raise ValueError(f"neither off nor work: {wrong}")
        _set(self, "off", frozenset(day for day, kind in overrides.items() if kind == "off"))
        _set(self, "work", frozenset(day for day, kind in overrides.items() if kind == "work"))
        _set(self, "years", frozenset(years))

    def is_workday(self, day: date) -> bool:
        """Whether a day is a working day: district's file, then table, then weekday (DAT-04).

        Of a year without a table, Monday to Friday are taken for working days; ask
        `missing_years` in order to say so.

        Why: the State Council moves weekends to join them to holidays. Whoever counts Monday
        to Friday misses the make-up days and counts the holidays.

        Example: a notice received on 2024-09-27 allows 5 working days: Sunday 2024-09-29 is a
        make-up day, 2024-10-01 to 2024-10-07 are off, so the last day is 2024-10-10.
        """
        if day in self.off or day in self.work:
            return day in self.work
        table = _table()
        return day in table.work or (day.weekday() < _SATURDAY and day not in table.off)

    def add_workdays(self, start: date, workdays: int) -> date:
        """Find the last day of a period of working days, start day not counted (DAT-04).

        Days are counted as by DAT-01. A negative number counts back; 0 is the start day,
        working or not. The result stays at `date.min` or `date.max` where the calendar ends.
        """
        step, edge = (_DAY, date.max) if workdays > 0 else (-_DAY, date.min)
        day, left = start, abs(workdays)
        while left and day != edge:
            day += step
            left -= self.is_workday(day)
        return day

    def workdays_between(self, start: date, end: date) -> int:
        """Count the working days after `start` up to and including `end` (DAT-01, DAT-04).

        It is 0 where `end` is not after `start`.
        """
        days = range(start.toordinal() + 1, end.toordinal() + 1)
        return sum(self.is_workday(date.fromordinal(day)) for day in days)

    def roll(self, day: date) -> date:
        """Take the day itself if it is a working day, else the next that is (DAT-03).

        For deadlines with `roll: true`; `date.max` if there is no later working day.

        Why: Civil Code art. 203: a period whose last day is a statutory day off ends on the
        day after the days off. Nobody can be asked to hand in a paper at a closed door.

        Example: a period that would end on 2024-10-05 ends on 2024-10-08; one that would end on
        Sunday 2024-09-29, a make-up day, ends on that day.
        """
        while not self.is_workday(day) and day != date.max:
            day = add_days(day, 1)
        return day

    def missing_years(self, start: date, end: date) -> frozenset[int]:
        """List the years of these days, in either order, that have no table (DAT-04).

        The caller reports them as `calendar_missing`: the days were judged by weekday only.
        """
        low, high = sorted((start.year, end.year))
        return frozenset(range(low, high + 1)) - _table().years - self.years


# The class is frozen after it has been built; this is how a frozen one is built.
_set = object.__setattr__
