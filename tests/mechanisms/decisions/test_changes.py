"""A decision that stands: changed the way it was made (DEC-19), its papers kept (DEC-20)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.mechanisms.decisions.papers_room import (
    cast,
    changed,
    findings,
    matter,
    meeting,
    said,
    unit,
)
from tripower.core.records import Record
from tripower.core.unit import Unit
from tripower.mechanisms.decisions import records as d


def day(text: str) -> date:
    return date.fromisoformat(f"2024-{text}")


PASSED = [matter("M-2"), meeting("K-2", day("03-01"), "M-2"), *cast("K-2", "M-2", "yyyyy")]


def anew(on: str, votes: str = "yyyyy", **held: Any) -> list[Record]:
    """A second matter, M-3, decided on a day."""
    return [matter("M-3"), meeting("K-3", day(on), "M-3", **held), *cast("K-3", "M-3", votes)]


def change(on: str = "04-15", **told: Any) -> d.ChangeOfDecision:
    fields: dict[str, Any] = {"type_": d.ChangeType.STOPPED, "by": "shi", "what": "停止实施"}
    return d.ChangeOfDecision(matter_id="M-2", change_no=1, on=day(on), **fields | told)


def halt(on: str, by: str = "zhen") -> d.Halt:
    return d.Halt(matter_id="M-2", halt_no=1, on=day(on), by=by, reason="发现地下管线")


@pytest.mark.parametrize(
    ("case", "records", "expected"),
    [
        ("on nobody's decision", [change()], ["violation alone"]),
        ("by the head alone", [change(by="zhen")], ["violation alone"]),
        ("on its own decision", [change(new_matter_id="M-2")], ["violation alone"]),
        ("decided the same day", [*anew("04-15"), change(new_matter_id="M-3")], []),
        (
            "decided a day later",
            [*anew("04-16"), change(new_matter_id="M-3")],
            ["violation undecided"],
        ),
        (
            "put to the vote and rejected",
            [*anew("04-15", "yynnn"), change(new_matter_id="M-3")],
            ["violation undecided"],
        ),
        (
            "decided before the decision itself",
            [*anew("02-29"), change(new_matter_id="M-3")],
            ["violation earlier"],
        ),
        (
            "decided by another body",
            [*anew("04-15", body=d.Body.PARTY_GROUP), change(new_matter_id="M-3")],
            ["violation other_body"],
        ),
        (
            "decided by a meeting that came back to the decision without a vote since",
            [
                meeting("K-5", day("04-20"), "M-2"),
                *anew("04-15"),
                change("04-22", new_matter_id="M-3"),
            ],
            [],
        ),
        ("before it was decided there was nothing to change", [change("02-29")], []),
        ("on the day it was decided", [change("03-01")], ["violation alone"]),
    ],
)
def test_a_decision_is_changed_by_a_decision_of_the_same_body(
    case: str, records: list[Record], expected: list[str]
) -> None:
    assert said("DEC-19", unit(*PASSED, *records)) == expected, case


RESUMED = {"type_": d.ChangeType.RESUMED, "by": "zhen", "what": "恢复实施"}


@pytest.mark.parametrize(
    ("case", "records", "as_of", "expected"),
    [
        ("a deputy", [halt("04-10", "shi")], "04-10", ["violation not_the_head"]),
        ("the head, ten working days", [halt("04-10")], "04-24", []),
        ("the head, a day more", [halt("04-10")], "04-25", ["warning left_standing"]),
        ("resumed on the last day", [halt("04-10"), change("04-24", **RESUMED)], "12-31", []),
        (
            "resumed a day late",
            [halt("04-10"), change("04-25", **RESUMED)],
            "12-31",
            ["warning left_standing"],
        ),
        (
            "stopped by the team",
            [halt("04-10"), *anew("04-15"), change(new_matter_id="M-3")],
            "12-31",
            [],
        ),
    ],
)
def test_only_the_head_suspends_and_not_for_long(
    case: str, records: list[Record], as_of: str, expected: list[str]
) -> None:
    assert said("DEC-19", unit(*PASSED, *records), day(as_of)) == expected, case


def test_what_had_not_passed_cannot_be_suspended() -> None:
    assert said("DEC-19", unit(*PASSED, halt("02-29", "shi"))) == []


@pytest.mark.parametrize(
    ("case", "records", "expected"),
    [
        ("the head", [halt("04-10"), change("04-12", **RESUMED)], []),
        (
            "a deputy",
            [halt("04-10"), change("04-12", **RESUMED | {"by": "shi"})],
            ["warning not_by_head"],
        ),
        (
            "a deputy, by a decision of the team",
            [halt("04-10"), *anew("04-12"), change("04-12", new_matter_id="M-3", **RESUMED)],
            [],
        ),
        (
            "the head, what the team had stopped",
            [
                *anew("04-15"),
                change(new_matter_id="M-3"),
                changed(change("04-16", **RESUMED), change_no=2),
            ],
            ["violation alone"],
        ),
        ("nobody had suspended it", [change("04-12", **RESUMED | {"by": "shi"})], []),
    ],
)
def test_what_the_head_suspended_the_head_resumes(
    case: str, records: list[Record], expected: list[str]
) -> None:
    assert said("DEC-19", unit(*PASSED, *records)) == expected, case


def closed(result: d.ClosingResult, on: str = "04-20") -> d.Closing:
    return d.Closing(matter_id="M-2", on=day(on), by="shi", result=result, note="见说明")


@pytest.mark.parametrize(
    ("case", "records", "expected"),
    [
        ("carried out", [closed(d.ClosingResult.DONE)], []),
        ("given up", [closed(d.ClosingResult.NOT_DONE)], ["manual given_up"]),
        ("in part", [closed(d.ClosingResult.PARTLY_DONE)], ["manual given_up"]),
        (
            "stopped by the team",
            [*anew("04-15"), change(new_matter_id="M-3"), closed(d.ClosingResult.NOT_DONE)],
            [],
        ),
        (
            "stopped by the team only afterwards",
            [
                *anew("04-15"),
                change("04-21", new_matter_id="M-3"),
                closed(d.ClosingResult.NOT_DONE),
            ],
            ["manual given_up"],
        ),
        ("before it had passed", [closed(d.ClosingResult.NOT_DONE, "02-29")], []),
    ],
)
def test_closing_what_was_not_done_is_no_way_to_stop_it(
    case: str, records: list[Record], expected: list[str]
) -> None:
    assert said("DEC-19", unit(*PASSED, *records)) == expected, case


def test_a_finding_names_the_clauses_that_speak_of_it() -> None:
    clauses = {"alone": 2, "left_standing": 2, "given_up": 1}
    cases = {
        "alone": unit(*PASSED, change()),
        "left_standing": unit(*PASSED, halt("04-10")),
        "given_up": unit(*PASSED, closed(d.ClosingResult.NOT_DONE)),
    }
    shown = {name: findings("DEC-19", one, day("12-31"))[0] for name, one in cases.items()}
    assert {name: len(one.basis) for name, one in shown.items()} == clauses


def discussed(votes: str, held: date = date(2014, 3, 1)) -> Unit:
    old = meeting("K-2", held, "M-2")
    return unit(matter("M-2", proposed_on=date(2014, 2, 1)), old, *cast("K-2", "M-2", votes))


def destroyed(on: date, what: d.Paper = d.Paper.MATERIALS) -> d.Destruction:
    return d.Destruction(matter_id="M-2", what=what, on=on, by="wen", doc_no="销毁清册1号")


@pytest.mark.parametrize(
    ("case", "where", "record", "expected"),
    [
        ("rejected, ten years less a day", "yynnn", date(2024, 2, 29), ["violation early"]),
        ("rejected, the last day of ten years", "yynnn", date(2024, 3, 1), ["violation early"]),
        ("rejected, the day after", "yynnn", date(2024, 3, 2), []),
        ("passed", "yyynn", date(2024, 3, 1), ["manual adopted"]),
        ("not yet discussed", "yynnn", date(2014, 2, 28), []),
    ],
)
def test_papers_of_what_failed_are_kept_for_ten_years(
    case: str, where: str, record: date, expected: list[str]
) -> None:
    assert said("DEC-20", unit(destroyed(record), origin=discussed(where))) == expected, case


def test_ten_years_from_a_leap_day_end_on_the_last_of_february() -> None:
    where = discussed("yynnn", date(2012, 2, 29))
    early, in_time = destroyed(date(2022, 2, 28)), destroyed(date(2022, 3, 1))
    assert said("DEC-20", unit(early, origin=where)) == ["violation early"]
    assert said("DEC-20", unit(in_time, origin=where)) == []


def test_the_record_of_a_meeting_is_kept_for_good() -> None:
    gone = destroyed(date(2024, 12, 1), d.Paper.RECORD)
    for votes in ("yyyyy", "nnnnn"):
        assert said("DEC-20", unit(gone, origin=discussed(votes))) == ["violation record"]


def test_a_matter_that_came_back_is_kept_from_its_last_meeting() -> None:
    again = [meeting("K-3", date(2016, 5, 4), "M-2"), *cast("K-3", "M-2", "nnnnn")]
    where = unit(*again, origin=discussed("yynnn"))
    assert said("DEC-20", unit(destroyed(date(2026, 5, 4)), origin=where)) == ["violation early"]
    assert said("DEC-20", unit(destroyed(date(2026, 5, 5)), origin=where)) == []


def test_what_was_changed_may_be_named_twice_with_its_number() -> None:
    second = changed(change("05-06"), change_no=2)
    assert said("DEC-19", unit(*PASSED, change(), second)) == ["violation alone"] * 2
