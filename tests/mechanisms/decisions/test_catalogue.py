"""The papers that meetings rest on: the unit's own rules (DEC-21) and its catalogue (DEC-22)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.mechanisms.decisions.papers_room import (
    base,
    cast,
    changed,
    findings,
    matter,
    meeting,
    said,
    the,
    unit,
)
from tripower.core.records import Record
from tripower.core.registers import Span, UnitProfile
from tripower.core.unit import Unit
from tripower.mechanisms.decisions import records as d

HELD = date(2024, 3, 15)
RULES = the(d.Regulation, "own-2024")
VERSION = the(d.CatalogueVersion, "v2024")
ITEM = the(d.CatalogItem, "large-payments")


def day(text: str) -> date:
    return date.fromisoformat(f"2024-{text}")


@pytest.mark.parametrize(
    ("case", "rules", "expected"),
    [
        ("from that day on", {"from_": HELD}, []),
        ("from the next day on", {"from_": day("03-16")}, ["violation not_in_force"]),
        ("until that day", {"to": HELD}, []),
        ("until the day before", {"to": day("03-14")}, ["violation not_in_force"]),
    ],
)
def test_the_units_own_rules_are_in_force_on_the_day_of_the_meeting(
    case: str, rules: dict[str, Any], expected: list[str]
) -> None:
    early = the(d.Meeting, "K-1")
    where = unit(changed(RULES, **rules), meeting("K-2", HELD, "M-1"), without=[early])
    assert said("DEC-21", where) == expected, case


@pytest.mark.parametrize(
    "other",
    [{"issuer": d.Issuer.DISTRICT}, {"implements": None}],
)
def test_neither_the_districts_paper_nor_one_that_carries_out_nothing_will_do(
    other: dict[str, Any],
) -> None:
    assert said("DEC-21", unit(changed(RULES, **other))) == ["violation none"]


def test_a_unit_without_any_rules_is_told_once_and_a_call_is_no_meeting_yet() -> None:
    two = unit(meeting("K-2", HELD, "M-1"), without=[RULES])
    (found,) = findings("DEC-21", two, date(2024, 12, 31))
    assert (found.args["count"], found.args["first"]) == (2, date(2024, 1, 5))
    called = changed(the(d.Meeting, "K-1"), stage=d.MeetingStage.CALLED)
    assert said("DEC-21", unit(called, without=[RULES])) == []


@pytest.mark.parametrize(
    ("case", "filed_on", "as_of", "expected"),
    [
        ("on the tenth working day", day("01-15"), "12-31", []),
        ("on the eleventh", day("01-16"), "12-31", ["warning not_filed"]),
        ("not yet, on the last day", None, "01-15", []),
        ("not yet, a day later", None, "01-16", ["warning not_filed"]),
    ],
)
def test_a_version_is_filed_within_ten_working_days(
    case: str, filed_on: date | None, as_of: str, expected: list[str]
) -> None:
    where = unit(changed(VERSION, filed_on=filed_on))
    assert said("DEC-22", where, day(as_of)) == expected, case


def adopted(from_: date, votes: str = "yyyyy") -> Unit:
    """A second version, by a matter that was put to the vote on 2024-03-15."""
    first = changed(VERSION, to=date.fromordinal(from_.toordinal() - 1))
    second = changed(VERSION, version_id="v2", from_=from_, decision_id="M-2", minutes_no=None)
    second = changed(second, filed_on=from_)
    held = [matter("M-2"), meeting("K-2", HELD, "M-2"), *cast("K-2", "M-2", votes)]
    return unit(first, second, *held)


def test_a_version_holds_from_the_day_on_which_a_meeting_adopted_it() -> None:
    assert said("DEC-22", adopted(HELD)) == []
    assert said("DEC-22", adopted(day("03-14"))) == ["warning not_adopted"]
    assert said("DEC-22", adopted(HELD, "yynnn")) == ["warning not_adopted"]


def test_minutes_from_before_the_records_begin_are_enough_and_later_ones_are_not() -> None:
    start = the(UnitProfile, "example").period.from_
    before = date.fromordinal(start.toordinal() - 1)
    assert said("DEC-22", unit(changed(VERSION, from_=before, filed_on=before))) == []
    assert said("DEC-22", unit(changed(VERSION, from_=start, filed_on=start))) == []
    after = date.fromordinal(start.toordinal() + 1)
    late = unit(changed(VERSION, from_=after, filed_on=after))
    assert said("DEC-22", late) == ["warning not_adopted"]
    nothing = unit(changed(VERSION, minutes_no=None))
    assert said("DEC-22", nothing) == ["warning not_adopted"]


def test_a_catalogue_has_a_version_in_force() -> None:
    ended = changed(VERSION, to=day("06-30"))
    assert said("DEC-22", unit(ended), day("06-30")) == []
    assert said("DEC-22", unit(ended), day("07-01")) == ["warning no_version"]
    items = base().all(d.CatalogItem)
    assert said("DEC-22", unit(without=[VERSION, *items])) == []


def kept(*records: Record, to: date | None = None) -> Unit:
    """A unit whose records go on for years."""
    profile = the(UnitProfile, "example")
    span = Span(from_=profile.period.from_, to=to)
    return unit(changed(profile, period=span), *records)


def review(on: date) -> d.CatalogueReview:
    return d.CatalogueReview(review_id=str(on.year), on=on, by="wen", found="没有变化")


@pytest.mark.parametrize(
    ("case", "records", "as_of", "expected"),
    [
        ("the year of the first version needs none", [], date(2024, 12, 31), []),
        ("the next year, a day before its end", [], date(2025, 12, 30), []),
        ("the next year, on its last day", [], date(2025, 12, 31), ["warning not_reviewed"]),
        ("reviewed on its last day", [review(date(2025, 12, 31))], date(2026, 1, 1), []),
        (
            "reviewed a day late",
            [review(date(2026, 1, 1))],
            date(2026, 1, 1),
            ["warning not_reviewed"],
        ),
        (
            "two years, one review",
            [review(date(2025, 5, 6))],
            date(2027, 1, 1),
            ["warning not_reviewed"],
        ),
    ],
)
def test_the_catalogue_is_reviewed_each_calendar_year(
    case: str, records: list[Record], as_of: date, expected: list[str]
) -> None:
    assert said("DEC-22", kept(*records), as_of) == expected, case


def test_a_folder_that_ends_with_the_year_is_asked_about_it() -> None:
    ended = kept(to=date(2025, 12, 31))
    assert said("DEC-22", ended, date(2025, 12, 31)) == ["warning not_reviewed"]


def test_between_two_versions_no_catalogue_judges_a_matter() -> None:
    first = changed(VERSION, to=day("03-14"))
    second = changed(VERSION, version_id="v2", from_=day("03-16"), filed_on=day("03-18"))
    second = changed(second, decision_id="M-1", minutes_no=None)
    asked = matter("M-2", category=d.Category.LARGE_FUNDS, catalog_item_id=ITEM.item_id)
    for on, expected in ("03-14", []), ("03-15", ["warning lapsed"]), ("03-16", []):
        where = unit(first, second, asked, meeting("K-2", day(on), "M-2"))
        assert said("DEC-22", where) == expected, on


def test_a_year_at_whose_end_the_records_had_stopped_is_not_asked_about() -> None:
    stopped = kept(to=date(2025, 12, 30))
    assert said("DEC-22", stopped, date(2026, 1, 1)) == []


@pytest.mark.parametrize(
    ("case", "to", "met", "expected"),
    [
        ("on the last day of the item", HELD, [HELD], []),
        ("a day later", day("03-14"), [HELD], ["warning not_in_force"]),
        ("the first meeting counts", HELD, [day("04-12"), HELD], []),
        ("no meeting yet, so the proposal counts", day("01-02"), [], []),
        ("proposed a day too late", day("01-01"), [], ["warning not_in_force"]),
    ],
)
def test_a_matter_is_judged_by_the_item_in_force_at_its_first_meeting(
    case: str, to: date, met: list[date], expected: list[str]
) -> None:
    asked = matter("M-2", category=d.Category.LARGE_FUNDS, catalog_item_id=ITEM.item_id)
    held = [meeting(f"K-{on:%m%d}", on, "M-2") for on in met]
    assert said("DEC-22", unit(asked, changed(ITEM, to=to), *held)) == expected, case
