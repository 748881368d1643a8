"""Quarters and longer intervals of a calendar year, by which something is reported (POW-15)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tripower.core.dates import Period, add_days, add_months

MONTHS = {"quarter": 3, "half_year": 6, "year": 12}
"""How many months each interval has; a calendar year is a whole number of them."""


def quarter_end(year: int, number: int) -> date:
    """The last day of a quarter, the first of a year being 1."""
    return add_days(add_months(date(year, 3 * number - 2, 1), 3), -1)


def quarters_ended(window: Period) -> Iterator[date]:
    """The last days of quarters in a period, the earliest first."""
    for year in range(window.first.year, window.last.year + 1):
        for number in range(1, 5):
            if window.covers(day := quarter_end(year, number)):
                yield day


def holds_quarter(days: Period, year: int, number: int) -> bool:
    """Whether a quarter ends in an interval; the year may be any number that somebody typed."""
    ends_in = {(day.year, (day.month + 2) // 3) for day in quarters_ended(days)}
    return (year, number) in ends_in


def ending_on(last: date, interval: str) -> Period:
    """The interval of that sort that has this last day of a month."""
    return Period(add_months(add_days(last, 1), -MONTHS[interval]), last)


def ends(last: date, interval: str) -> bool:
    """Whether an interval of that sort, counted from New Year, ends on this last day of a month."""
    return last.month % MONTHS[interval] == 0
