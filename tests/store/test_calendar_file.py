"""DAT-04: calendar.yaml gives days of the district, and says which years it gives in full."""

from __future__ import annotations

from datetime import date

import pytest

from tests.rules.units import HERE, overlay
from tripower.core.calendar import Calendar
from tripower.core.unit import Unit
from tripower.mechanisms.kinds import KINDS
from tripower.store.unit import load

DAYS = """\
days:
  - on: 2003-05-01
    status: off
    source: 国办发〔2003〕1号
  - on: 2003-04-26
    status: work
    source: 国办发〔2003〕1号
"""
YEARS = """\
years:
  - year: {year}
    source: 国办发〔2003〕1号
"""


def unit(calendar: str) -> Unit:
    return load(overlay(HERE / "base") | {"calendar.yaml": calendar.encode()}, KINDS)


def missing(calendar: Calendar) -> list[int]:
    return sorted(calendar.missing_years(date(2002, 12, 31), date(2004, 1, 1)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (DAYS, [2002, 2003]),  # single days do not make a year complete
        (DAYS + YEARS.format(year=2003), [2002]),
        (DAYS + YEARS.format(year=2002), [2002, 2003]),  # of that year it gives no day
        (YEARS.format(year=2003), [2002, 2003]),
    ],
)
def test_a_year_that_the_file_gives_in_full_is_not_missing(text: str, expected: list[int]) -> None:
    found = unit(text)
    assert found.problems == ()
    assert missing(found.calendar) == expected
    assert found.calendar.is_workday(date(2003, 5, 1)) is (DAYS not in text)
    assert found.calendar.is_workday(date(2003, 4, 26)) is (DAYS in text)


def test_a_year_said_twice_is_a_problem() -> None:
    found = unit(DAYS + YEARS.format(year=2003) + YEARS.format(year=2003).removeprefix("years:\n"))
    assert [(p.path, p.code, p.line) for p in found.problems] == [("calendar.yaml", "twice", 11)]
