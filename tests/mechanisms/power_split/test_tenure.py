"""Years in a post, in a unit, at a level: every limit on the day before and on the day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.mechanisms.power_split.division import parameter, waiver
from tests.mechanisms.power_split.posts import (
    ADOPTED,
    DEPUTY,
    DIRECTOR,
    HERE,
    KEY,
    SECRETARY,
    day,
    earlier,
    post,
    said,
    unit,
)
from tripower.core.people import Role
from tripower.core.records import Record
from tripower.mechanisms.power_split.tenure import (
    Run,
    full_years_of,
    goes_on,
    since_at_level,
    tenures,
)

FIRST, LAST = date(2016, 1, 1), date(2030, 12, 31)
DAYS = st.dates(FIRST, LAST)
LEADS_2019 = [KEY, ADOPTED, post("zhen", DIRECTOR, "2019-03-01")]
LEAP = [KEY, ADOPTED, post("zhen", DIRECTOR, "2020-02-29")]
TENURE = "tenure/zhen/director"


def birthdays(born: date, on: date) -> int:
    """Years counted as a person would: one for each birthday; 29 February falls on the 28th."""
    count = 0
    for year in range(born.year + 1, on.year + 1):
        try:
            birthday = born.replace(year=year)
        except ValueError:
            birthday = date(year, 2, 28)
        count += birthday <= on
    return count


@given(DAYS, DAYS)
def test_full_years_are_counted_birthdays(start: date, on: date) -> None:
    run = Run((post("a", DEPUTY, start.isoformat()),))
    assert full_years_of(run, on) == birthdays(start, on)


@pytest.mark.parametrize("start", ["2016-02-29", "2020-02-29", "2024-02-29", "2019-03-01"])
def test_every_day_of_fifteen_years(start: str) -> None:
    run = Run((post("a", DEPUTY, start),))
    for offset in range((LAST - FIRST).days + 1):
        on = FIRST + timedelta(days=offset)
        assert full_years_of(run, on) == birthdays(day(start), on)


@pytest.mark.parametrize(
    ("end", "start", "on"),
    [
        ("2020-03-31", "2020-04-01", True),
        ("2020-03-31", "2021-03-31", True),
        ("2020-03-31", "2021-04-01", False),
        ("2020-02-28", "2021-02-27", True),
        ("2020-02-28", "2021-02-28", False),
        ("2023-12-31", "2024-12-31", True),
        ("2023-12-31", "2025-01-01", False),
    ],
)
def test_a_gap_of_less_than_twelve_months_goes_on(end: str, start: str, *, on: bool) -> None:
    assert goes_on(day(end), day(start), 12) is on


@pytest.mark.parametrize(
    ("as_of", "records", "expected"),
    [
        ("2023-08-31", LEADS_2019, []),
        ("2023-09-01", LEADS_2019, ["warning soon"]),
        ("2024-02-29", LEADS_2019, ["warning soon"]),
        ("2024-03-01", LEADS_2019, ["violation key"]),
        ("2024-03-01", [KEY, LEADS_2019[2]], ["warning key"]),
        ("2024-03-01", [ADOPTED, LEADS_2019[2]], ["warning other"]),
        ("2024-08-28", LEAP, []),
        ("2024-08-29", LEAP, ["warning soon"]),
        ("2025-02-27", LEAP, ["warning soon"]),
        ("2025-02-28", LEAP, ["violation key"]),
        ("2024-03-01", [KEY, ADOPTED, post("zhen", DEPUTY, "2010-01-01")], []),
        ("2024-03-01", [*LEADS_2019, parameter("ten.key_years", "6")], []),
        ("2024-09-01", [*LEADS_2019, parameter("ten.key_years", "6")], ["warning soon"]),
        ("2025-03-01", [*LEADS_2019, parameter("ten.key_years", "6")], ["violation key"]),
    ],
)
def test_c29_a_head_leaves_after_five_years(
    as_of: str, records: list[Record], expected: list[str]
) -> None:
    assert said("TEN-02", as_of, *records) == [f"{one} {TENURE}" for one in expected]


def test_adopted_later_it_weighs_from_then_on() -> None:
    later = replace(ADOPTED, from_=day("2024-06-01"))
    records = [KEY, later, LEADS_2019[2]]
    assert said("TEN-02", "2024-05-31", *records) == [f"warning key {TENURE}"]
    assert said("TEN-02", "2024-06-01", *records) == [f"violation key {TENURE}"]


def test_an_exception_of_the_district_makes_it_a_notice_while_it_lasts() -> None:
    paper = waiver("TEN-02", TENURE, "2024-03-01", "2024-12-31")
    assert said("TEN-02", "2024-12-31", *LEADS_2019, paper) == [f"notice key {TENURE}"]
    assert said("TEN-02", "2025-01-01", *LEADS_2019, paper) == [f"violation key {TENURE}"]


def test_who_has_left_is_no_longer_due() -> None:
    left = post("zhen", DIRECTOR, "2019-03-01", "2024-03-31")
    assert said("TEN-02", "2024-03-31", KEY, ADOPTED, left) == [f"violation key {TENURE}"]
    assert said("TEN-02", "2024-04-01", KEY, ADOPTED, left) == []


@pytest.mark.parametrize(
    ("back", "expected"), [("2021-03-31", ["violation key"]), ("2021-04-01", [])]
)
def test_a_year_away_starts_the_clock_anew(back: str, expected: list[str]) -> None:
    away = post("zhen", DIRECTOR, "2017-05-01", "2020-03-31")
    again = post("zhen", DIRECTOR, back)
    found = said("TEN-02", "2022-05-01", KEY, ADOPTED, away, again)
    assert found == [f"{one} {TENURE}" for one in expected]


def test_a_renamed_unit_and_a_new_title_go_on() -> None:
    before = earlier("zhen", DIRECTOR, "2019-03-01", "2021-06-30", unit="示例区水产局")
    now = post("zhen", DIRECTOR, "2021-07-01", title="党组书记、局长")
    continues = replace(KEY, successor_of=("示例区水产局", "示例区农机局"))
    assert said("TEN-02", "2024-03-01", continues, ADOPTED, before, now) == [
        f"violation key {TENURE}"
    ]
    assert said("TEN-02", "2024-03-01", KEY, ADOPTED, before, now) == []


def test_time_as_acting_head_is_shown_and_not_counted() -> None:
    acting = post("zhen", DEPUTY, "2018-03-01", "2019-02-28", acting=True)
    as_head = post("zhen", DIRECTOR, "2018-03-02", "2019-02-28", acting=True, position_id="x")
    held = post("zhen", DIRECTOR, "2019-03-01")
    for records in ([acting, held], [as_head, held]):
        assert said("TEN-02", "2024-02-29", KEY, ADOPTED, *records) == [f"warning soon {TENURE}"]
        one = next(t for t in tenures(unit(*records), day("2024-02-29")) if t.head)
        assert one.run.start == day("2019-03-01")
        assert [period.end for period in one.acting] == [day("2019-02-28")]


def test_a_deputy_who_leads_for_a_time_stays_in_the_own_post() -> None:
    lines = [
        post("yi", DEPUTY, "2014-03-01", "2020-12-31"),
        post("yi", DEPUTY, "2021-01-01", "2022-06-30", acting=True),
        post("yi", DEPUTY, "2022-07-01"),
    ]
    assert said("TEN-03", "2024-03-01", *lines) == ["violation over tenure/yi/deputy_head/副局长"]


@pytest.mark.parametrize(
    ("records", "on"),
    [
        ([post("yi", DEPUTY, "2014-03-01")], "2024-03-01"),
        ([post("yi", Role.DISCIPLINE_LEADER, "2014-06-30")], "2024-06-30"),
        ([post("yi", Role.CHIEF_ENGINEER, "2012-02-29")], "2022-02-28"),
        (
            [
                earlier("yi", DEPUTY, "2014-03-01", "2018-01-31", title="副局长", post="d-2"),
                post("yi", DEPUTY, "2018-02-01", title="党组成员、副局长", post="d-2"),
            ],
            "2024-03-01",
        ),
    ],
)
def test_no_leader_stays_ten_years_in_one_post(records: list[Record], on: str) -> None:
    before = (day(on) - timedelta(days=1)).isoformat()
    assert said("TEN-03", before, *records) == []
    (found,) = said("TEN-03", on, *records)
    assert found.startswith("violation over tenure/yi/")


def test_another_title_without_an_id_is_another_post_and_staff_have_none() -> None:
    retitled = [
        post("yi", DEPUTY, "2010-03-01", "2018-01-31"),
        post("yi", DEPUTY, "2018-02-01", title="总会计师"),
    ]
    assert said("TEN-03", "2024-03-01", *retitled) == []
    assert said("TEN-03", "2024-03-01", post("wen", Role.STAFF, "2000-01-01")) == []
    other_ids = [
        post("yi", DEPUTY, "2010-03-01", "2018-01-31", post="d-1"),
        post("yi", DEPUTY, "2018-02-01", post="d-2"),
    ]
    assert said("TEN-03", "2024-03-01", *other_ids) == []


def test_an_id_added_to_a_new_line_does_not_start_the_clock_anew() -> None:
    lines = [post("yi", DEPUTY, "2014-03-01", "2023-12-31"), post("yi", DEPUTY, "2024-01-01")]
    named = [lines[0], replace(lines[1], post="d-9")]
    assert said("TEN-03", "2024-03-01", *named) == ["violation over tenure/yi/d-9"]


def test_two_full_terms_in_one_post() -> None:
    deputy = post("yi", DEPUTY, "2014-03-01")
    assert said("TEN-04", "2024-02-29", deputy) == []
    assert said("TEN-04", "2024-03-01", deputy) == ["warning terms person/yi"]
    three = parameter("ten.terms", "3")
    assert said("TEN-04", "2029-02-28", deputy, three) == []
    assert said("TEN-04", "2029-03-01", deputy, three) == ["warning terms person/yi"]


def test_years_at_a_level_add_up_wherever_they_were_served() -> None:
    level = {"level": "正科级"}
    elsewhere = earlier("zhen", DIRECTOR, "2005-01-01", "2012-12-31", unit="示例区林场", **level)
    now = post("zhen", DIRECTOR, "2018-01-01", **level)
    double = earlier("zhen", SECRETARY, "2019-01-01", "2020-12-31", unit="示例区林场", **level)
    for records in ([elsewhere, now], [elsewhere, now, double]):
        assert said("TEN-04", "2024-12-31", *records) == []
        assert said("TEN-04", "2025-01-01", *records) == ["warning level person/zhen"]
    assert said("TEN-04", "2025-01-01", replace(elsewhere, level="副科级"), now) == []
    assert said("TEN-04", "2025-01-01", elsewhere, replace(now, level=None)) == []


@given(st.dates(date(2000, 1, 1), FIRST), DAYS)
def test_time_at_a_level_without_a_gap_is_that_of_one_run(start: date, on: date) -> None:
    cut = start + (on - start) / 2
    whole = unit(post("a", DEPUTY, start.isoformat(), level="副科级"))
    halves = unit(
        earlier("a", DEPUTY, start.isoformat(), cut.isoformat(), level="副科级", unit="别处"),
        post("a", DEPUTY, (cut + timedelta(days=1)).isoformat(), level="副科级"),
    )
    assert since_at_level(whole, "a", "副科级", on) == start
    assert since_at_level(halves, "a", "副科级", on) == start


def test_a_head_in_the_unit_for_ten_years_in_whatever_post() -> None:
    career = [
        earlier("zhen", Role.STAFF, "2014-03-01", "2016-12-31", title="科员"),
        post("zhen", DEPUTY, "2017-06-01", "2020-12-31"),
        post("zhen", DIRECTOR, "2021-01-01"),
    ]
    assert said("TEN-05", "2024-02-29", *career) == []
    assert said("TEN-05", "2024-03-01", *career) == ["warning unit person/zhen"]
    elsewhere = [replace(career[0], unit="示例区林场"), *career[1:]]
    assert said("TEN-05", "2024-03-01", *elsewhere) == []
    late = [career[0], replace(career[1], from_=day("2018-01-01")), career[2]]
    assert said("TEN-05", "2024-03-01", *late) == []
    deputy = [*career[:2], post("zhen", DEPUTY, "2021-01-01")]
    assert said("TEN-05", "2024-03-01", *deputy) == []


def test_two_head_posts_of_one_person_are_told_once_for_the_unit() -> None:
    both = [
        post("zhen", SECRETARY, "2014-03-01", title="党组书记"),
        post("zhen", DIRECTOR, "2014-03-02", title="局长"),
    ]
    assert said("TEN-05", "2024-03-01", *both) == ["warning unit person/zhen"]


def test_earlier_service_makes_nobody_head_or_member() -> None:
    served = earlier("zhen", DIRECTOR, "2010-01-01")
    assert tenures(unit(served), day("2024-01-01")) == []
    assert said("TEN-02", "2024-01-01", replace(HERE, key_department=True), served) == []
