"""Reports of personal matters: who, by when, who is checked, what it is called (SUP-09)."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from tests.mechanisms.oversight.oversight_room import FOLDER, a_head, day, parameter, said
from tripower.core.people import Position, Role
from tripower.core.records import Record
from tripower.core.registers import Span
from tripower.mechanisms.oversight.lots import draw
from tripower.mechanisms.oversight.records import (
    CheckKind,
    CheckResult,
    Difference,
    PersonalCandidate,
    PersonalDraw,
    PersonalMatterCheck,
    PersonalReport,
)

YEAR = "personal_year/2024"
HERE = replace(FOLDER, period=Span(from_=day("2024-01-01")))
D = Difference


def report(person: str, on: str, year: int = 2024) -> PersonalReport:
    told = {"report_id": f"r-{person}-{year}", "person_id": person, "year": year}
    return PersonalReport(reported_on=day(on), **told)


def reports(count: int) -> list[Record]:
    return [report(f"p{number}", "2024-01-20") for number in range(count)]


def a_draw(population: int, drawn: int, on: str = "2024-03-01", **more: Any) -> PersonalDraw:
    people = tuple(f"p{number}" for number in range(population))
    told = {"draw_id": "2024", "year": 2024, "drawn_on": day(on), "seed": "6-1"} | more
    return PersonalDraw(population=people, drawn=draw("6-1", people, drawn), **told)


def check(person: str, on: str, kind: str = "random", **more: Any) -> PersonalMatterCheck:
    told = {"check_id": f"k-{person}", "person_id": person, "year": 2024} | more
    held = {"check_kind": CheckKind(kind), "checked_on": day(on), "result": CheckResult.CONSISTENT}
    return PersonalMatterCheck(**{**held, **told})


def found(as_of: str, *records: Record) -> list[str]:
    return said("SUP-09", as_of, HERE, *records)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2024-01-31", []),
        ("2024-02-01", [f"warning late {YEAR}"]),
        ("", [f"warning missing {YEAR}"]),
    ],
)
def test_the_last_day_of_january(on: str, expected: list[str]) -> None:
    own = [report("li", on)] if on else []
    other = report("wang", "2024-01-05")
    assert found("2024-06-30", a_head("li"), other, *own) == expected


def test_nothing_is_missing_on_the_last_day_itself() -> None:
    other = report("wang", "2024-01-05")
    assert found("2024-01-31", a_head("li"), other) == []
    assert found("2024-02-01", a_head("li"), other) == [f"warning missing {YEAR}"]


@pytest.mark.parametrize(
    ("since", "to", "owes"),
    [
        ("2023-12-31", "", True),
        ("2024-01-01", "", False),  # no head in the year that is told of
        ("2020-01-01", "2024-01-31", True),
        ("2020-01-01", "2024-01-30", False),  # left before the last day
    ],
)
def test_who_was_head_at_both_ends(since: str, to: str, *, owes: bool) -> None:
    told = found("2024-06-30", a_head("li", since, to), report("wang", "2024-01-05"))
    assert (told == [f"warning missing {YEAR}"]) is owes


@pytest.mark.parametrize(
    ("to", "since"), [("2024-01-10", "2024-01-11"), ("2023-12-31", "2024-01-31")]
)
def test_whoever_moved_to_another_unit_in_january_still_reports(to: str, since: str) -> None:
    """Both days count, not one post that covers both; a unit that is renamed is such a move."""
    moved = [a_head("li", "2020-01-01", to, of="a"), a_head("li", since, of="b")]
    told = found("2024-06-30", *moved, report("wang", "2024-01-05"))
    assert told == [f"warning missing {YEAR}"]


def test_whoever_took_up_the_first_post_in_the_year_is_not_late() -> None:
    """The report of somebody who became head in March was not due in January."""
    new = [a_head("li", "2024-03-04"), report("li", "2024-04-01")]
    assert found("2024-06-30", *new) == []
    unknown = report("li", "2024-04-01")
    assert found("2024-06-30", unknown) == [f"warning late {YEAR}"]


def test_other_levels_where_the_district_has_it_so() -> None:
    post = Position(
        position_id="p",
        person_id="li",
        role=Role.DEPUTY_HEAD,
        title="副局长",
        level="副科级",
        voting=True,
        from_=day("2020-01-01"),
    )
    other = report("wang", "2024-01-05")
    assert found("2024-06-30", post, other) == []
    own = parameter("sup.personal_population", ("heads", "副科级"))
    assert found("2024-06-30", post, own, other) == [f"warning missing {YEAR}"]


def test_where_no_report_is_kept_nobody_can_tell() -> None:
    assert found("2024-06-30", a_head("li")) == [f"not_assessable not_kept {YEAR}"]


def test_where_the_district_has_adopted_it_it_is_a_violation() -> None:
    adopted = parameter("adopted", ("SUP-09",))
    told = found("2024-06-30", a_head("li"), report("wang", "2024-01-05"), adopted)
    assert told == [f"violation missing {YEAR}"]


@pytest.mark.parametrize(("count", "drawn", "enough"), [(10, 1, True), (11, 1, False), (11, 2, 1)])
def test_ten_per_cent_are_drawn(count: int, drawn: int, *, enough: bool) -> None:
    told = found("2024-06-30", *reports(count), a_draw(count, drawn))
    assert told == ([] if enough else [f"warning too_few {YEAR}"])


def test_more_may_be_drawn() -> None:
    assert found("2024-06-30", *reports(10), a_draw(10, 3)) == []


def test_another_than_the_lot_gives_is_found_out() -> None:
    honest = a_draw(10, 1)
    other = next(one for one in honest.population if one not in honest.drawn)
    told = found("2024-06-30", *reports(10), replace(honest, drawn=(other,)))
    assert told == [f"warning other_lot {YEAR}"]


def test_nobody_is_left_out_of_the_draw_or_drawn_without_a_report() -> None:
    assert found("2024-06-30", *reports(10), a_draw(9, 1)) == [f"warning others {YEAR}"]
    assert found("2024-06-30", *reports(9), a_draw(10, 1)) == [f"warning others {YEAR}"]
    late = report("p9", "2024-03-02")
    told = found("2024-06-30", *reports(9), late, a_draw(9, 1))
    assert told == [f"warning late {YEAR}"]  # after the draw, so not in it


@pytest.mark.parametrize(
    ("on", "left_out"), [("2024-01-25", True), ("2024-01-31", True), ("2024-02-01", False)]
)
def test_a_draw_before_the_last_day_leaves_nobody_out(on: str, *, left_out: bool) -> None:
    """Nobody escapes the lot by reporting, in time, after it was cast."""
    last = report("p9", "2024-01-31" if left_out else "2024-02-02")
    told = found("2024-06-30", *reports(9), last, a_draw(9, 1, on))
    assert (f"warning others {YEAR}" in told) is left_out


def test_a_second_draw_is_a_choice() -> None:
    again = a_draw(10, 1, "2024-03-02", draw_id="again", seed="6-1")
    assert found("2024-06-30", *reports(10), a_draw(10, 1), again) == [f"warning again {YEAR}"]


def test_whoever_was_drawn_is_checked_in_the_year() -> None:
    drawn = a_draw(10, 1)
    (person,) = drawn.drawn
    records = [*reports(10), drawn]
    assert found("2024-12-31", *records) == []
    unchecked = [f"warning unchecked {YEAR}"]
    assert found("2025-01-01", *records)[:1] == unchecked
    assert found("2025-01-01", *records, check(person, "2024-12-31")) == []
    assert found("2025-01-01", *records, check(person, "2025-01-01"))[:1] == unchecked
    assert found("2025-01-01", *records, check(person, "2024-06-01", "candidate"))[:1] == unchecked
    assert found("2025-01-01", *records, check(person, "2024-02-29"))[:1] == unchecked  # no lot yet
    assert found("2025-01-01", *records, check(person, "2024-03-01")) == []


def test_a_year_without_a_draw() -> None:
    assert found("2024-12-31", *reports(3)) == []
    assert found("2025-01-01", *reports(3)) == [f"warning no_draw {YEAR}"]


CANDIDATE = PersonalCandidate(
    candidate_id="c", person_id="li", named_on=day("2024-05-06"), post="局长"
)


@pytest.mark.parametrize(
    ("checked", "expected"),
    [
        ("2024-05-06", []),
        ("2024-06-30", []),  # the last day: the post begins on it
        ("2024-07-01", [f"warning candidate {YEAR}"]),
        ("2024-05-05", [f"warning candidate {YEAR}"]),  # before anybody named the person
        ("", [f"warning candidate {YEAR}"]),
    ],
)
def test_a_candidate_is_checked_before_taking_up_the_post(
    checked: str, expected: list[str]
) -> None:
    own = [check("li", checked, "candidate")] if checked else []
    records = [CANDIDATE, a_head("li", "2024-06-30"), *own]
    assert found("2024-07-02", *records) == expected


def test_a_candidate_without_a_post_is_checked_in_the_year_unless_dropped() -> None:
    assert found("2024-12-31", CANDIDATE) == []
    assert found("2025-01-01", CANDIDATE) == [f"warning candidate {YEAR}"]
    assert found("2025-01-01", replace(CANDIDATE, dropped_on=day("2024-12-31"))) == []


@pytest.mark.parametrize(
    ("differences", "result", "says"),
    [
        ((D.FLOOR_AREA,), "omission", []),  # an area told too small
        ((D.FLOOR_AREA,), "concealment", ["other_result"]),
        ((D.WHOLE_PROPERTY,), "concealment", []),  # a whole flat left out
        ((D.WHOLE_PROPERTY,), "omission", ["other_result"]),
        ((D.FLOOR_AREA, D.WHOLE_PROPERTY), "concealment", []),
        ((), "consistent", []),
        ((), "omission", ["other_result"]),
        ((D.FLOOR_AREA,), "consistent", ["other_result"]),
        ((D.OTHER,), "omission", []),  # the lists leave it open
        ((D.OTHER,), "consistent", []),
    ],
)
def test_omission_and_concealment_by_the_lists(
    differences: tuple[Difference, ...], result: str, says: list[str]
) -> None:
    told = {"result": CheckResult(result), "differences": differences, "handling": "责令补报"}
    one = check("li", "2024-06-01", "report_driven", **told)
    assert found("2024-06-30", one) == [f"warning {name} {YEAR}" for name in says]
    assert found("2024-06-30", replace(one, reason="经核实为他人代持")) == []


def test_what_is_found_is_dealt_with() -> None:
    told = {"result": CheckResult.OMISSION, "differences": (D.FLOOR_AREA,)}
    one = check("li", "2024-06-01", **told)
    assert found("2024-06-30", one) == [f"warning unhandled {YEAR}"]


def test_before_the_measures_the_lists_say_nothing() -> None:
    told = {"differences": (D.FLOOR_AREA,), "result": CheckResult.CONCEALMENT, "handling": "x"}
    one = check("li", "2017-02-07", "report_driven", year=2017, **told)
    assert found("2024-06-30", one) == []
    later = replace(one, checked_on=day("2017-02-08"))
    assert found("2024-06-30", later) == ["warning other_result personal_year/2017"]
