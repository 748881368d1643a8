"""A decision after the vote: where it stands, and who still owes what by when."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.mechanisms.decisions.papers_room import base, cast, changed, matter, meeting, the, unit
from tripower.core.records import Record
from tripower.core.unit import Unit
from tripower.mechanisms.decisions import records as d
from tripower.mechanisms.decisions.execution import Life, adopted_on, life, standing, task
from tripower.mechanisms.decisions.owed import owed

DUE = date(2024, 1, 31)
"""The deadline in the minutes of the base unit's matter."""


def begun(matter_id: str = "M-1") -> d.Execution:
    return d.Execution(matter_id=matter_id, executor_id="shi", started_on=date(2024, 1, 8))


def looked(matter_id: str = "M-1") -> d.SupervisionCheck:
    on = date(2024, 1, 22)
    return d.SupervisionCheck(matter_id=matter_id, check_no=1, by="zheng", on=on, found="按期")


def closed(result: d.ClosingResult = d.ClosingResult.DONE) -> d.Closing:
    return d.Closing(matter_id="M-1", on=DUE, by="shi", result=result)


def halt(on: date, number: int = 1) -> d.Halt:
    return d.Halt(matter_id="M-1", halt_no=number, on=on, by="zhen", reason="汛情")


def change(type_: d.ChangeType, on: date, number: int = 1) -> d.ChangeOfDecision:
    return d.ChangeOfDecision(
        matter_id="M-1", change_no=number, type_=type_, on=on, by="zhen", what="见会议纪要"
    )


def stands(*records: Record) -> Any:
    return standing(the(d.Matter, "M-1"), unit(*records))


@pytest.mark.parametrize(
    ("case", "records", "expected"),
    [
        ("decided", [], d.Outcome.PASSED),
        ("begun", [begun()], Life.EXECUTING),
        ("looked at", [begun(), looked()], Life.EXECUTING),
        ("closed", [begun(), looked(), closed()], Life.CLOSED),
        ("given up before it began", [closed(d.ClosingResult.NOT_DONE)], Life.CLOSED),
        ("suspended", [begun(), halt(date(2024, 1, 10))], Life.SUSPENDED),
        (
            "resumed the same day",
            [begun(), halt(date(2024, 1, 10)), change(d.ChangeType.RESUMED, date(2024, 1, 10))],
            Life.EXECUTING,
        ),
        (
            "suspended again",
            [
                begun(),
                halt(date(2024, 1, 10)),
                change(d.ChangeType.RESUMED, date(2024, 1, 12)),
                halt(date(2024, 1, 15), 2),
            ],
            Life.SUSPENDED,
        ),
        ("stopped", [begun(), change(d.ChangeType.STOPPED, date(2024, 1, 12))], Life.STOPPED),
        (
            "stopped, then altered to go on",
            [
                begun(),
                change(d.ChangeType.STOPPED, date(2024, 1, 12)),
                change(d.ChangeType.ALTERED, date(2024, 1, 19), 2),
            ],
            Life.EXECUTING,
        ),
    ],
)
def test_where_a_decision_stands_follows_from_its_records(
    case: str, records: list[Record], expected: Any
) -> None:
    assert stands(*records) is expected, case


def test_what_did_not_pass_has_no_life_after_the_vote() -> None:
    rejected = cast("K-1", "M-1", "yynnn")
    assert stands(*rejected, begun()) is d.Outcome.REJECTED


def test_a_matter_is_adopted_on_the_day_of_the_meeting_that_passed_it() -> None:
    again = [meeting("K-2", date(2024, 3, 1), "M-2"), meeting("K-3", date(2024, 4, 5), "M-2")]
    votes = [*cast("K-2", "M-2", "yynnn"), *cast("K-3", "M-2", "yyynn")]
    where = unit(matter("M-2"), *again, *votes)
    assert adopted_on("M-2", where) == date(2024, 4, 5)
    assert adopted_on("M-2", where, date(2024, 4, 4)) is None


def test_a_meeting_that_came_back_to_it_without_a_vote_adopts_nothing() -> None:
    again = [meeting("K-2", date(2024, 3, 1), "M-2"), meeting("K-3", date(2024, 4, 5), "M-2")]
    where = unit(matter("M-2"), *again, *cast("K-2", "M-2", "yyynn"))
    assert adopted_on("M-2", where) == date(2024, 3, 1)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (date(2024, 1, 7), None),
        (date(2024, 1, 8), Life.EXECUTING),
        (date(2024, 1, 10), Life.SUSPENDED),
        (date(2024, 1, 12), Life.EXECUTING),
        (date(2024, 1, 30), Life.EXECUTING),
        (DUE, Life.CLOSED),
    ],
)
def test_where_a_decision_stood_on_a_day(by: date, expected: Life | None) -> None:
    resumed = change(d.ChangeType.RESUMED, date(2024, 1, 12))
    where = unit(begun(), halt(date(2024, 1, 10)), resumed, closed())
    assert life("M-1", where, by) is expected


def test_the_task_is_that_of_the_last_minutes_that_are_issued() -> None:
    minutes = the(d.Minutes, "J-2024-1")
    item = changed(minutes.items[0], executor_id="yi")
    later = changed(minutes, minutes_id="J-2024-2", issued_on=date(2024, 2, 1), items=(item,))
    assert _executor(unit()) == "shi"
    assert _executor(unit(later)) == "yi"
    assert _executor(unit(changed(later, draft=True))) == "shi"


def _executor(where: Unit) -> str | None:
    told = task("M-1", where)
    return told.executor_id if told else None


def due(as_of: date, *records: Record) -> list[tuple[str, str | None, date | None]]:
    """Rule, person and day of what is owed on the base unit's matter."""
    found = owed(unit(*records), as_of)
    return [(one.rule_id, one.person_id, one.by) for one in found if one.subject == "matter/M-1"]


def test_what_has_passed_is_to_be_begun_by_whom_the_minutes_name() -> None:
    assert due(date(2024, 1, 8)) == [("DEC-17", "shi", DUE)]


CARRY_OUT, LOOK = ("DEC-17", "shi", DUE), ("SEP-04", "zheng", DUE)


@pytest.mark.parametrize(
    ("case", "as_of", "records", "expected"),
    [
        ("eleven days before", date(2024, 1, 20), [begun()], [LOOK]),
        ("ten days before", date(2024, 1, 21), [begun()], [CARRY_OUT, LOOK]),
        ("overdue", date(2024, 2, 1), [begun(), looked()], [CARRY_OUT]),
        (
            "only another deputy looked",
            date(2024, 1, 20),
            [begun(), changed(looked(), by="yi")],
            [LOOK],
        ),
        ("closed", date(2024, 2, 1), [begun(), looked(), closed()], []),
        (
            "stopped",
            date(2024, 2, 1),
            [begun(), change(d.ChangeType.STOPPED, date(2024, 1, 12))],
            [],
        ),
    ],
)
def test_the_executor_is_reminded_and_the_supervisor_has_to_look(
    case: str, as_of: date, records: list[Record], expected: list[Any]
) -> None:
    assert due(as_of, *records) == expected, case


def test_what_is_suspended_is_settled_by_whoever_suspended_it() -> None:
    stopped = halt(date(2024, 4, 10))
    assert due(date(2024, 4, 11), begun(), stopped) == [("DEC-19", "zhen", date(2024, 4, 24))]


def test_a_matter_without_minutes_owes_its_execution_without_a_day() -> None:
    where = unit(begun(), looked(), without=[the(d.Minutes, "J-2024-1")])
    found = [one for one in owed(where, date(2024, 1, 9)) if one.rule_id == "DEC-17"]
    assert ("matter/M-1", "shi", None) in [(one.subject, one.person_id, one.by) for one in found]
    assert base().get(d.Execution, "M-1") is None
