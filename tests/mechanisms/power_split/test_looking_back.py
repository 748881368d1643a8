"""Reports of the holder of finance by the quarter (POW-15), risk points by the year (POW-18)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.mechanisms.power_split.division import (
    DISCIPLINE,
    HEAD,
    F,
    G,
    Seen,
    day,
    declared,
    deputies,
    found,
    has,
    line,
    parameter,
    unit,
    waiver,
)
from tripower.core.dates import Period
from tripower.core.records import Record
from tripower.core.unit import Unit
from tripower.mechanisms.power_split.allocation import (
    ending_on,
    ends,
    holds_quarter,
    quarter_end,
    quarters_ended,
)
from tripower.mechanisms.power_split.records import Grade, Power, PowerReport, Quarter, RiskPoint

EVERYBODY = ("h", "z", "a", "b")
Q1 = ("POW-15", "notice", "power/finance", "01-01", "03-31")


def report(quarter: int, on: str, who: str = "a", to: tuple[str, ...] = EVERYBODY) -> PowerReport:
    return PowerReport(
        report_id=f"R-{quarter}-{who}-{on}",
        person_id=who,
        year=2024,
        quarter=Quarter(f"Q{quarter}"),
        on=day(on),
        to_ids=to,
    )


def team(*records: Record) -> Unit:
    """Head h, discipline leader z, deputies a and b; a has finance since New Year."""
    return unit(HEAD, DISCIPLINE, *deputies("ab"), *records)


def reported(*records: Record, as_of: str = "05-31") -> list[Seen]:
    held = () if any(r.kind == "power_assignment" for r in records) else has("a", F)
    return found(team(*held, *records), "POW-15", day(as_of))


def test_quarters_have_their_days_and_intervals_end_with_them() -> None:
    assert [quarter_end(2024, n) for n in range(1, 5)] == [
        *(day("03-31"), day("06-30"), day("09-30"), day("12-31"))
    ]
    window = Period(date(2024, 3, 31), date(2025, 3, 30))
    assert list(quarters_ended(window)) == [day("03-31"), day("06-30"), day("09-30"), day("12-31")]
    assert [ends(day("06-30"), sort) for sort in ("quarter", "half_year", "year")] == [1, 1, 0]
    assert ending_on(day("12-31"), "half_year") == Period(day("07-01"), day("12-31"))
    half = Period(day("01-01"), day("06-30"))
    told = [(2024, 1), (2024, 2), (2024, 3), (2023, 1), (0, 1), (10**9, 1)]
    assert [holds_quarter(half, *one) for one in told] == [True, True, *[False] * 4]


@pytest.mark.parametrize(
    ("on", "as_of", "expected"),
    [
        ("03-31", "05-31", []),  # before the quarter is over
        ("04-30", "05-31", []),  # the thirtieth day after 31 March
        ("05-01", "05-31", [Q1]),  # a day late
        (None, "04-30", []),  # there is time yet
        (None, "05-01", [Q1]),
        ("05-15", "05-10", [Q1]),  # on that day it had not been given
    ],
)
def test_a_report_is_in_time_on_the_thirtieth_day(
    on: str | None, as_of: str, expected: list[Seen]
) -> None:
    assert reported(*([report(1, on)] if on else []), as_of=as_of) == expected


@pytest.mark.parametrize(
    ("case", "one", "expected"),
    [
        ("head, discipline leader and the other deputy", report(1, "04-12"), []),
        ("the head left out", report(1, "04-12", to=("z", "b")), [Q1]),
        ("a deputy left out", report(1, "04-12", to=("h", "z")), [Q1]),
        ("the reporter needs no copy", report(1, "04-12", to=("h", "z", "b")), []),
        ("by somebody who had no finance", report(1, "04-12", who="b"), [Q1]),
        ("on another quarter", report(2, "04-12"), [Q1]),
    ],
)
def test_who_reports_and_to_whom(case: str, one: PowerReport, expected: list[Seen]) -> None:
    assert reported(one) == expected, case


def test_of_two_reports_the_one_that_reached_all_counts() -> None:
    assert reported(report(1, "04-12", to=("h",)), report(1, "04-20")) == []


def test_the_one_who_handed_finance_over_may_have_reported() -> None:
    handed = [line("a", F, to="03-15"), line("b", F, "03-16")]
    assert reported(*handed, report(1, "04-12", who="a")) == []
    assert reported(*handed, report(1, "04-12", who="b")) == []


def test_a_report_of_tomorrow_is_not_known_today_and_one_before_the_quarter_is_on_no_quarter() -> (
    None
):
    partly = report(1, "04-25", to=("h",))
    assert reported(partly, as_of="04-24") == []
    assert reported(partly, as_of="04-25") == [Q1]
    assert reported(report(1, "2023-12-31")) == [Q1]
    assert reported(report(1, "2024-01-01")) == []


def test_without_a_holder_on_the_last_day_nobody_owes_a_report() -> None:
    assert reported(line("a", F, to="03-30")) == []
    assert reported(line("a", F, to="03-31")) == [Q1]


def test_a_district_may_ask_for_a_report_each_half_year() -> None:
    half = parameter("pow.report_interval", "half_year")
    assert reported(half) == []
    due = [("POW-15", "notice", "power/finance", "01-01", "06-30")]
    assert reported(half, as_of="07-30") == []
    assert reported(half, as_of="07-31") == due
    assert reported(half, report(1, "04-12"), as_of="07-31") == []


def test_even_an_adopted_rule_of_practice_says_no_more_than_its_text() -> None:
    assert reported(parameter("adopted", ("POW-15",))) == [Q1]


def point(power: Power, *reviewed: str, since: str = "01-01", to: str = "") -> RiskPoint:
    return RiskPoint(
        point_id=f"r-{power.value}-{since}",
        power=power,
        link="支出审批",
        grade=Grade.HIGH,
        measure="按季报告",
        from_=day(since),
        to=day(to) if to else None,
        reviewed_on=tuple(day(one) for one in reviewed),
    )


def looked(*records: Record, as_of: str = "12-31") -> list[tuple[str, str, str]]:
    one = team(*declared(F), *records)
    return [seen[:3] for seen in found(one, "POW-18", day(as_of))]


WRONG = ("POW-18", "violation", "power/finance")


@pytest.mark.parametrize(
    ("reviewed", "as_of", "expected"),
    [
        (("2024-12-31",), "2024-12-31", []),
        (("2024-01-01",), "2024-12-31", []),
        (("2023-12-31",), "2024-12-31", [WRONG]),
        (("2025-01-01",), "2025-01-31", [WRONG]),
        ((), "2024-12-30", []),  # the year is not over
        ((), "2024-12-31", [WRONG]),
        (("2024-06-01",), "2025-12-31", [WRONG]),  # 2025 needs its own
        (("2024-06-01", "2025-06-01"), "2025-12-31", []),
        ((), "2025-12-31", [WRONG, WRONG]),
    ],
)
def test_a_risk_point_is_reviewed_in_each_calendar_year(
    reviewed: tuple[str, ...], as_of: str, expected: list[tuple[str, str, str]]
) -> None:
    assert looked(point(F, *reviewed, since="2023-01-01"), as_of=as_of) == expected


def test_a_power_without_risk_points_is_one_breach_and_one_that_is_not_there_none() -> None:
    assert looked() == [WRONG]
    assert looked(point(F, "06-01"), point(G)) == []  # procurement is declared away
    assert looked(point(G, "06-01")) == [WRONG]


def test_the_list_of_the_last_day_counts() -> None:
    reviewed = point(F, "06-01")
    assert looked(reviewed, point(F, since="02-01", to="12-30")) == []
    assert looked(reviewed, point(F, since="02-01", to="12-31")) == [WRONG]
    assert looked(point(F, "06-01", to="12-30")) == [WRONG]


def test_an_exception_of_the_district_excuses_a_year() -> None:
    excused = waiver("POW-18", "power/finance", "12-01", "12-31")
    assert looked(excused) == [("POW-18", "notice", "power/finance")]
