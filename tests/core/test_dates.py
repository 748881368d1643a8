"""DAT-01, DAT-02, DAT-05, POW-11, VER-01: deadlines, anniversaries and who held what when."""

from calendar import monthrange
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripower.core.dates import (
    Period,
    add_days,
    add_months,
    add_years,
    full_years,
    gaps,
    in_force,
    merge,
    sweep,
)

D = date.fromisoformat
ONE = timedelta(days=1)
ALWAYS = Period()
WINDOW = Period(date(2024, 1, 1), date(2024, 3, 31))
near = st.dates(date(2023, 12, 20), date(2024, 4, 10))
edges = st.none() | near | st.sampled_from([date.min, date.max])
periods = st.builds(Period, edges, edges)
windows = st.builds(Period, near, near)


def days(*given: Period) -> set[date]:
    """Every day that a period covers, one by one, around the dates that the tests draw."""
    span = (date(2023, 12, 1) + timedelta(days=n) for n in range(150))
    return {day for day in span if any(p.first <= day <= p.last for p in given)}


def test_the_start_day_is_not_counted():
    assert add_days(D("2024-03-01"), 1) == D("2024-03-02")
    assert add_days(D("2024-02-20"), 10) == D("2024-03-01")
    assert add_days(D("2024-03-01"), -1) == D("2024-02-29")
    assert add_days(D("2024-03-01"), 0) == D("2024-03-01")


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2024-12-31", 2, "2025-02-28"),
        ("2023-12-31", 2, "2024-02-29"),
        ("2024-01-30", 1, "2024-02-29"),
        ("2024-02-29", 1, "2024-03-29"),
        ("2024-08-31", 1, "2024-09-30"),
        ("2024-11-15", 2, "2025-01-15"),
        ("2024-03-31", -1, "2024-02-29"),
        ("2024-01-31", -2, "2023-11-30"),
        ("2024-01-31", 0, "2024-01-31"),
    ],
)
def test_months_end_on_the_corresponding_day_or_the_months_last(start, months, end):
    assert add_months(D(start), months) == D(end)


def test_years_from_a_leap_day_end_on_the_last_of_february():
    assert add_years(D("2020-02-29"), 5) == D("2025-02-28")
    assert add_years(D("2020-02-29"), 4) == D("2024-02-29")
    assert add_years(D("2020-02-28"), 5) == D("2025-02-28")


@given(st.dates(), st.integers(-30_000, 30_000))
def test_months_land_in_the_right_month_and_never_on_a_later_day(start, months):
    end = add_months(start, months)
    if end in (date.min, date.max):
        return
    assert (end.year - start.year) * 12 + end.month - start.month == months
    assert end.day <= start.day
    assert end.day == start.day or end.day == monthrange(end.year, end.month)[1]


@pytest.mark.parametrize("far", [1, 10**6, 10**12])
def test_the_ends_of_the_calendar_are_not_left(far):
    for add in (add_days, add_months, add_years):
        assert add(date.max, far) == date.max
        assert add(date.min, -far) == date.min
        assert add(date.max, 0) == date.max
        assert add(date.min, 0) == date.min
    assert add_days(date.min, (date.max - date.min).days) == date.max
    assert add_months(date(9999, 11, 30), 1) == date(9999, 12, 30)
    assert add_months(date(1, 2, 1), -1) == date.min


@pytest.mark.parametrize(
    ("start", "as_of", "years"),
    [
        ("2019-03-01", "2024-02-29", 4),  # C29
        ("2019-03-01", "2024-03-01", 5),
        ("2020-02-29", "2025-02-27", 4),
        ("2020-02-29", "2025-02-28", 5),
        ("2024-03-01", "2024-03-01", 0),
        ("2024-03-01", "2020-01-01", 0),
        ("0001-01-01", "9999-12-31", 9998),
    ],
)
def test_an_anniversary_is_reached_on_its_day(start, as_of, years):
    assert full_years(D(start), D(as_of)) == years


@given(st.dates(), st.dates())
def test_full_years_is_the_last_anniversary_reached(start, as_of):
    years = full_years(start, as_of)
    if as_of >= start:
        assert add_years(start, years) <= as_of
    if as_of.year < date.max.year:
        assert add_years(start, years + 1) > as_of or as_of < start


def test_both_ends_of_a_period_are_in_it():
    march = Period(D("2024-03-01"), D("2024-03-31"))
    assert march.covers(D("2024-03-01"))
    assert march.covers(D("2024-03-31"))
    assert not march.covers(D("2024-02-29"))
    assert not march.covers(D("2024-04-01"))
    assert Period(D("2024-03-01")).covers(date.max)
    assert Period(None, D("2024-03-01")).covers(date.min)


def test_a_successor_starts_the_day_after():
    first = Period(None, D("2024-02-29"))
    assert Period(D("2024-03-01")).follows(first)
    assert not Period(D("2024-02-29")).follows(first)
    assert not Period(D("2024-03-02")).follows(first)
    assert Period(D("2024-02-29")).overlaps(first)
    assert not Period(D("2024-03-01")).overlaps(first)
    assert not first.follows(first)
    assert not ALWAYS.follows(ALWAYS)
    assert not Period(date.max).follows(Period(None, date.max))


def test_a_period_that_ends_before_it_starts_holds_on_no_day():
    wrong = Period(D("2024-03-02"), D("2024-03-01"))
    assert wrong.empty
    assert not wrong.covers(D("2024-03-01"))
    assert not wrong.overlaps(ALWAYS)
    assert not wrong.follows(Period(None, D("2024-03-01")))
    assert not Period(D("2024-03-02")).follows(wrong)
    assert merge([wrong]) == []
    assert sweep([wrong], WINDOW) == [WINDOW]
    assert sweep([ALWAYS], wrong) == gaps([], wrong) == []


@given(periods, periods)
def test_what_two_periods_have_in_common_are_their_common_days(one, other):
    common = one.intersect(other)
    assert days(*([common] if common else [])) == days(one) & days(other)
    assert common is None or not common.empty
    assert one.overlaps(other) == other.overlaps(one) == (common is not None)


def test_an_open_end_stays_open():
    assert ALWAYS.intersect(ALWAYS) == ALWAYS
    assert Period(D("2024-01-01")).intersect(Period(D("2023-01-01"))) == Period(D("2024-01-01"))
    cut = D("2024-03-01")
    assert sweep([Period(cut)], ALWAYS) == [Period(None, cut - ONE), Period(cut)]
    assert merge([Period(cut), Period(None, cut)]) == [ALWAYS]
    assert gaps([Period(cut, cut)], ALWAYS) == [Period(None, cut - ONE), Period(cut + ONE)]


def test_a_post_left_and_taken_up_later_leaves_a_gap():
    before, after = Period(None, D("2024-03-14")), Period(D("2024-03-18"))  # C24
    gap = Period(D("2024-03-15"), D("2024-03-17"))
    assert gaps([after, before], WINDOW) == [gap]
    assert sweep([after, before], WINDOW) == [
        Period(D("2024-01-01"), D("2024-03-14")),
        gap,
        Period(D("2024-03-18"), D("2024-03-31")),
    ]


def test_a_successor_without_delay_leaves_no_gap():
    assert gaps([Period(None, D("2024-03-14")), Period(D("2024-03-15"))], WINDOW) == []
    assert gaps([], WINDOW) == [WINDOW]


def test_neighbouring_periods_become_one():
    whole = Period(D("2024-01-01"), D("2024-03-31"))
    first, second = sweep([Period(D("2024-02-01"))], whole)
    assert merge([second, first]) == [whole]
    apart = Period(second.start + ONE, second.end)
    assert merge([apart, first]) == [first, apart]


@given(st.lists(periods, max_size=6), windows)
def test_a_sweep_covers_the_window_exactly_once(given, window):
    parts = sweep(given, window)
    assert days(*parts) == days(window)
    assert all(not part.empty for part in parts)
    assert all(late.follows(early) for early, late in pairwise(parts))
    for part in parts:
        for period in given:
            assert len({period.covers(day) for day in days(part)}) == 1


@given(st.lists(periods, max_size=6), windows)
def test_gaps_are_the_days_without_a_holder(given, window):
    found = gaps(given, window)
    assert days(*found) == days(window) - days(*given)
    assert merge(found) == found


@given(st.lists(periods, max_size=6), st.randoms())
def test_merging_keeps_the_days_and_leaves_room_between(given, random):
    merged = merge(given)
    assert days(*merged) == days(*given)
    for early, late in pairwise(merged):
        assert early.last + ONE < late.first
    shuffled = random.sample(given, len(given))
    spans = [(period.first, period.last) for period in merge(shuffled)]
    assert spans == [(period.first, period.last) for period in merged]


def test_an_event_is_judged_by_the_version_of_its_own_day():
    versions = [(Period(None, D("2024-06-30")), "old"), (Period(D("2024-07-01")), "new")]
    assert in_force(versions, D("2024-06-30")) == ("old",)
    assert in_force(versions, D("2024-07-01")) == ("new",)
    assert in_force(versions[1:], D("2024-06-30")) == ()
    assert in_force([*versions, (ALWAYS, "stray")], D("2024-07-01")) == ("new", "stray")
