"""A record comes when it happens, or says why it is late, to the day (TRL-08)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.mechanisms.decisions.papers_room import base, changed, matter, the
from tests.mechanisms.decisions.trail_room import MONDAY, act, came, hits, pair, said, there
from tripower.core.findings import SourceClass
from tripower.core.parameters import ParameterValue
from tripower.core.records import Digest, Supersedes
from tripower.core.trust import Purpose, Signature
from tripower.mechanisms.decisions import records as d

HELD = the(d.Meeting, "K-1")
CALLED = changed(HELD, meeting_id="K-2", held_on=MONDAY, stage=d.MeetingStage.CALLED, draft=True)


def ballot(person_id: str, **told: Any) -> d.Ballot:
    which = {"meeting_id": "K-2", "matter_id": "M-1", "choice": d.Choice.YES}
    return d.Ballot(person_id=person_id, **which | told)


NINE = datetime(2024, 7, 1, 9)


@pytest.mark.parametrize(
    ("ahead", "expected"),
    [
        (timedelta(0), []),
        (timedelta(hours=1), []),
        (timedelta(hours=1, seconds=1), [1]),
        (timedelta(hours=2), [2]),
        (timedelta(hours=3, seconds=-1), [2]),
        (timedelta(days=-3), []),
    ],
)
def test_no_commit_lies_before_the_one_it_stands_on(ahead: timedelta, expected: list[int]) -> None:
    found = hits("TRL-08", [], base(), act(previous=NINE + ahead))
    assert [(hit.says, hit.args["hours"]) for hit in found] == [("clock", one) for one in expected]


@pytest.mark.parametrize(
    ("days", "today", "expected"),
    [
        ((MONDAY,), MONDAY - timedelta(days=1), []),
        ((MONDAY,), MONDAY - timedelta(days=2), ["violation future"]),
        ((MONDAY, MONDAY - timedelta(days=1)), MONDAY - timedelta(days=2), []),  # of two clocks
        ((MONDAY + timedelta(days=1), MONDAY), MONDAY - timedelta(days=2), ["violation future"]),
        ((MONDAY,), None, []),
    ],
)
def test_no_commit_comes_from_a_day_that_has_not_come(
    days: tuple[date, ...], today: date | None, expected: list[str]
) -> None:
    found = hits("TRL-08", [], base(), act(days=days), today=today)
    assert [f"{hit.severity} {hit.says}" for hit in found] == expected
    assert [hit.args["committed"] for hit in found] == [MONDAY] * len(expected)


FILED = date(2024, 6, 17)
"""A Monday; five working days after it is the Monday of the next week."""


@pytest.mark.parametrize(
    ("day", "committed", "expected"),
    [
        (FILED, FILED, []),
        (FILED, FILED - timedelta(days=1), ["violation ahead"]),
        (FILED, date(2024, 6, 24), []),
        (FILED, date(2024, 6, 25), ["warning late"]),
        (date(2024, 4, 26), date(2024, 5, 7), []),  # five days of holiday between
        (date(2024, 4, 26), date(2024, 5, 8), ["warning late"]),
        (date(2024, 9, 9), date(2024, 9, 14), []),  # the Saturday is worked
        (date(2024, 9, 9), date(2024, 9, 15), ["warning late"]),
    ],
)
def test_late_is_more_than_five_working_days(
    day: date, committed: date, expected: list[str]
) -> None:
    new = matter("M-9", proposed_on=day)
    assert said("TRL-08", came(new), by=act(committed)) == expected


def test_what_is_late_or_ahead_is_marked_by_its_file() -> None:
    early, late = came(matter("M-9", proposed_on=FILED)), act(date(2024, 6, 25))
    (hit,) = hits("TRL-08", early, there(early), late)
    assert (hit.mark, hit.args["day"], hit.args["committed"]) == ("matter/M-9", FILED, late.day)


def days_allowed(number: int) -> ParameterValue:
    told = {"value": str(number), "source_class": SourceClass.PRACTICE, "source": "test"}
    return ParameterValue(key_="trail.late_workdays", **told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("number", "committed", "expected"),
    [
        (2, date(2024, 6, 19), []),
        (2, date(2024, 6, 20), ["warning late"]),
        (0, FILED, []),
        (0, date(2024, 6, 18), ["warning late"]),
        (7, date(2024, 6, 26), []),
        (7, date(2024, 6, 27), ["warning late"]),
    ],
)
def test_how_late_is_the_units_own_number(
    number: int, committed: date, expected: list[str]
) -> None:
    new = matter("M-9", proposed_on=FILED)
    assert said("TRL-08", came(new), days_allowed(number), by=act(committed)) == expected


def test_of_two_clocks_the_one_counts_that_accuses_of_less() -> None:
    new = matter("M-9", proposed_on=FILED)
    both = act(days=(date(2024, 6, 25), date(2024, 6, 24)))
    assert said("TRL-08", came(new), by=both) == []
    assert said("TRL-08", came(new), by=act(days=(FILED, FILED - timedelta(days=1)))) == []


@pytest.mark.parametrize(
    ("anchored", "expected"),
    [
        (FILED, []),
        (FILED + timedelta(days=1), ["violation anchored"]),
    ],
)
def test_what_was_not_there_at_the_checkpoint(anchored: date, expected: list[str]) -> None:
    new = matter("M-9", proposed_on=FILED)
    committed = act(date(2024, 6, 19))
    assert said("TRL-08", came(new), by=committed, anchored=anchored) == expected
    late = changed(new, late_entry="材料移交")
    assert said("TRL-08", came(late), by=committed, anchored=anchored) == []
    corrected = changed(
        new, supersedes=Supersedes(path="x", sha256=Digest("0" * 64), reason="笔误")
    )
    assert said("TRL-08", came(corrected), by=committed, anchored=anchored) == []


def test_a_draft_may_lie_ahead_and_keeps_its_day() -> None:
    early = act(date(2024, 6, 3))
    assert said("TRL-08", came(CALLED), by=early) == []
    assert said("TRL-08", came(changed(CALLED, draft=False)), by=early) == ["violation ahead"]
    closed = pair(CALLED, changed(CALLED, stage=d.MeetingStage.CLOSED, draft=False))
    later = act(date(2024, 8, 1))
    assert said("TRL-08", [closed], by=later) == []
    moved = pair(changed(CALLED, held_on=date(2024, 7, 2)), closed.after)
    assert said("TRL-08", [moved], by=later) == ["warning late"]


def test_what_belongs_to_a_meeting_has_its_day() -> None:
    held = changed(CALLED, held_on=FILED)
    assert said("TRL-08", came(ballot("yi")), held, by=act(date(2024, 6, 24))) == []
    assert said("TRL-08", came(ballot("yi")), held, by=act(date(2024, 6, 25))) == ["warning late"]
    assert said("TRL-08", came(ballot("yi")), by=act(date(2024, 6, 25))) == []  # of no meeting


def test_for_what_proves_the_trail_no_word_explains_why_it_is_late() -> None:
    signed = Signature(
        sha256=Digest("0" * 64),
        person_id="wen",
        purpose=Purpose.MINUTES,
        on=FILED,
        signature="AAAA",
        late_entry="补录",
    )
    assert said("TRL-08", came(signed), by=act(date(2024, 6, 25))) == ["warning late"]
