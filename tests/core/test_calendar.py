"""DAT-03, DAT-04: working days with make-up days, and what a district may change."""

import subprocess
import sys
from datetime import date, timedelta
from itertools import pairwise

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripower.core.calendar import Calendar

D = date.fromisoformat
ONE = timedelta(days=1)
PLAIN = Calendar()
FIRST, LAST = min(chinese_calendar.holidays).year, max(chinese_calendar.holidays).year
tabled = st.dates(date(FIRST, 2, 1), date(LAST, 11, 30))
overrides = st.dictionaries(
    st.dates(date(2024, 9, 1), date(2024, 11, 30)), st.sampled_from(["off", "work"]), max_size=20
)
autumn = st.dates(date(2024, 9, 1), date(2024, 11, 30))


def test_a_hearing_may_be_requested_until_the_fifth_working_day():
    received, last = D("2024-09-27"), D("2024-10-10")  # C36
    assert PLAIN.add_workdays(received, 5) == last
    assert PLAIN.workdays_between(received, last) == 5
    assert PLAIN.workdays_between(received, last - ONE) == 4
    assert PLAIN.missing_years(received, last) == frozenset()


# Written out, so that no update of the library moves a day of the past unnoticed.
_MAKE_UP = """
2021-02-07 2021-02-20 2021-04-25 2021-05-08 2021-09-18 2021-09-26 2021-10-09
2022-01-29 2022-01-30 2022-04-02 2022-04-24 2022-05-07 2022-10-08 2022-10-09
2023-01-28 2023-01-29 2023-04-23 2023-05-06 2023-06-25 2023-10-07 2023-10-08
2024-02-04 2024-02-18 2024-04-07 2024-04-28 2024-05-11 2024-09-14 2024-09-29 2024-10-12
2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11
2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10
"""
_HOLIDAYS = """
2021-02-11 2021-05-05 2021-10-07 2022-02-04 2022-05-04 2022-10-07 2023-01-27 2023-05-03
2023-06-22 2023-09-29 2024-02-16 2024-05-03 2024-09-16 2024-10-07 2025-01-28 2025-02-04
2025-05-05 2025-06-02 2025-10-08 2026-01-02 2026-02-23 2026-05-05 2026-06-19 2026-10-07
"""
MAKE_UP_DAYS = _MAKE_UP.split()


@pytest.mark.parametrize("day", MAKE_UP_DAYS)
def test_a_make_up_day_at_the_weekend_is_worked(day):
    assert D(day).weekday() >= 5
    assert PLAIN.is_workday(D(day))


@pytest.mark.parametrize("day", _HOLIDAYS.split())
def test_a_holiday_on_a_weekday_is_off(day):
    assert D(day).weekday() < 5
    assert not PLAIN.is_workday(D(day))


@pytest.mark.parametrize("year", range(2021, 2027))
def test_no_other_weekend_of_these_years_is_worked(year):
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(365))
    worked = [str(day) for day in days if day.weekday() >= 5 and PLAIN.is_workday(day)]
    assert worked == [day for day in MAKE_UP_DAYS if day.startswith(str(year))]


def test_the_calendar_agrees_with_the_library_on_every_day_that_it_knows():
    days = chinese_calendar.get_dates(date(FIRST, 1, 1), date(LAST, 12, 31))
    expected = [day for day in days if chinese_calendar.is_workday(day)]
    assert [day for day in days if PLAIN.is_workday(day)] == expected


@given(tabled, st.integers(0, 40))
def test_counting_on_agrees_with_the_list_of_working_days(start, workdays):
    if start.year == LAST:
        start = start.replace(year=FIRST, day=min(start.day, 28))
    listed = chinese_calendar.get_workdays(start + ONE, start + timedelta(days=120))
    end = PLAIN.add_workdays(start, workdays)
    assert end == [start, *listed][workdays]
    assert PLAIN.workdays_between(start, end) == workdays


@given(overrides, autumn, st.integers(1, 20))
def test_counting_back_undoes_counting_on(given, start, workdays):
    calendar = Calendar(given)
    opened = calendar.roll(start)
    assert calendar.add_workdays(calendar.add_workdays(opened, workdays), -workdays) == opened


@given(overrides, autumn, autumn)
def test_between_two_days_every_working_day_counts_once(given, start, end):
    calendar = Calendar(given)
    slow, day = 0, start
    while day < end:
        day += ONE
        official = chinese_calendar.is_workday(day)
        slow += {"off": False, "work": True}.get(given.get(day, ""), official)
    assert calendar.workdays_between(start, end) == slow


@given(overrides, autumn)
def test_a_deadline_rolls_over_days_off_only(given, day):
    calendar = Calendar(given)
    rolled = calendar.roll(day)
    assert calendar.is_workday(rolled)
    assert rolled == day or calendar.workdays_between(day, rolled) == 1
    assert rolled == day or not calendar.is_workday(day)


def test_a_deadline_in_the_october_holiday_ends_after_it():
    assert PLAIN.roll(D("2024-10-01")) == D("2024-10-08")
    assert PLAIN.roll(D("2024-09-28")) == D("2024-09-29")
    assert PLAIN.roll(D("2024-09-29")) == D("2024-09-29")
    assert PLAIN.roll(D("2024-12-31")) == D("2024-12-31")


def test_october_1_to_5_has_no_working_day_and_february_2025_one():
    assert PLAIN.workdays_between(D("2024-09-30"), D("2024-10-05")) == 0
    assert PLAIN.workdays_between(D("2025-01-31"), D("2025-02-05")) == 1
    assert PLAIN.workdays_between(D("2022-04-30"), D("2022-05-05")) == 1


def test_nothing_lies_between_a_day_and_an_earlier_one():
    assert PLAIN.workdays_between(D("2024-10-10"), D("2024-10-10")) == 0
    assert PLAIN.workdays_between(D("2024-10-10"), D("2024-10-09")) == 0


def test_a_notice_two_working_days_ahead_is_counted_back():
    assert PLAIN.add_workdays(D("2024-10-08"), -2) == D("2024-09-29")
    assert PLAIN.add_workdays(D("2024-10-05"), 0) == D("2024-10-05")


def test_a_district_closes_for_a_flood_and_works_on_a_sunday():
    flood, sunday = D("2024-07-04"), D("2024-07-07")
    calendar = Calendar({flood: "off", sunday: "work"})
    assert not calendar.is_workday(flood)
    assert calendar.is_workday(sunday)
    assert calendar.add_workdays(D("2024-07-03"), 2) == sunday
    assert PLAIN.add_workdays(D("2024-07-03"), 2) == D("2024-07-05")
    assert Calendar({D("2024-09-29"): "off"}).roll(D("2024-09-28")) == D("2024-09-30")


def test_a_year_without_a_table_is_named_and_judged_by_weekday():
    friday = next(d for d in (date(LAST + 1, 5, n) for n in range(1, 8)) if d.weekday() == 4)
    assert PLAIN.is_workday(friday)
    assert PLAIN.add_workdays(friday, 1) == friday + timedelta(days=3)
    assert PLAIN.missing_years(friday, friday) == {LAST + 1}
    assert PLAIN.missing_years(date(LAST, 12, 31), date(LAST + 2, 1, 1)) == {LAST + 1, LAST + 2}
    assert PLAIN.missing_years(friday, date(LAST, 12, 31)) == {LAST + 1}
    assert PLAIN.missing_years(date(FIRST - 1, 1, 1), date(FIRST, 1, 1)) == {FIRST - 1}
    assert PLAIN.missing_years(date(FIRST, 1, 1), date(LAST, 12, 31)) == frozenset()


def test_one_local_day_does_not_make_a_year_complete_but_the_district_may_say_so():
    day = date(LAST + 1, 5, 1)
    assert Calendar({day: "off"}).missing_years(day, day) == {LAST + 1}
    assert not Calendar({day: "off"}).is_workday(day)
    assert Calendar({day: "off"}, years=[LAST + 1]).missing_years(day, day) == frozenset()


def test_a_calendar_is_a_value():
    day = D("2024-07-04")
    given = {day: "off"}
    calendar = Calendar(given)
    given[day] = "work"
    assert not calendar.is_workday(day)
    assert calendar == Calendar({day: "off"})
    assert len({calendar, Calendar({day: "off"}), PLAIN}) == 2
    with pytest.raises(AttributeError):
        calendar.off = frozenset()


def test_only_off_and_work_can_be_said_of_a_day():
    with pytest.raises(ValueError, match="neither off nor work"):
        Calendar({D("2024-07-04"): "holiday"})


def test_the_ends_of_the_calendar_are_not_left():
    assert PLAIN.add_workdays(date.max, 3) == date.max
    assert PLAIN.add_workdays(date.max - ONE, 10**9) == date.max
    assert PLAIN.add_workdays(date.min, -3) == date.min
    assert Calendar({date.max: "off"}).roll(date.max) == date.max
    assert PLAIN.workdays_between(date.max - ONE, date.max) == 1


def test_working_days_stay_in_order():
    ends = [PLAIN.add_workdays(D("2024-09-27"), n) for n in range(1, 60)]
    assert all(early < late for early, late in pairwise(ends))
    assert all(PLAIN.is_workday(day) for day in ends)


def test_the_table_is_loaded_only_when_a_day_is_asked():
    code = "import sys, tripower.core.calendar as c; c.Calendar(); print(*sys.modules)"
    run = [sys.executable, "-c", code]
    loaded = subprocess.run(run, capture_output=True, text=True, check=True).stdout.split()
    assert "tripower.core.calendar" in loaded
    assert "chinese_calendar" not in loaded
