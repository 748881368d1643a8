"""`meeting rehearse`: before the meeting, what it needs and where a reading would decide."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.write_room import MATTERS, sitting

BY = "--producer 示例所 --producer-type institution --method analysis --signed --dated 2025-06-16"
PAPER = f"--type argument_report --title 论证报告 {BY}"
FUNDS = f"--type funding_source --title 资金来源 {BY}"


@pytest.fixture
def unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = sitting(tmp_path / "unit")
    monkeypatch.setenv("TRIPOWER_NOW", "2025-06-16T16:00")
    monkeypatch.setenv("TRIPOWER_ACTOR", "wen")
    monkeypatch.setenv("TRIPOWER_UNIT", str(folder))
    return folder


def told(tripower: Callable[..., Any], meeting: str = "K-called") -> dict[str, dict[str, Any]]:
    ran = tripower("meeting", "rehearse", meeting, "--format", "json")
    assert ran.code == 0, ran.err
    return {one["matter_id"]: one for one in ran.data["matters"]}


def test_each_matter_says_what_it_needs(unit: Path, tripower: Callable[..., Any]) -> None:
    matters = told(tripower)
    assert tuple(matters) == MATTERS
    assert {one["quorum"] for one in matters.values()} == {5}
    assert all(one["missing"] == [] for one in matters.values())


def test_without_anybody_aside_only_closeness_may_decide(
    unit: Path, tripower: Callable[..., Any]
) -> None:
    plain = next(one for one in told(tripower).values() if not one["recuse"])
    assert {hinge["parameter"] for hinge in plain["hinges"]} == {"dec.close_split_action"}


def test_people_read_the_question_the_count_and_both_results(
    unit: Path, tripower: Callable[..., Any]
) -> None:
    text = tripower("meeting", "rehearse", "K-called").out
    assert "Entitled to attend: 7" in text
    passed = "with 4 for and the rest against passed, read otherwise deferred: "
    rejected = "with 3 for and the rest against rejected, read otherwise deferred: "
    assert f"M-15: {passed}whether a close vote is put off" in text
    assert f"M-15: {rejected}whether a close vote is put off" in text


def test_a_matter_that_touches_a_member_hangs_on_who_is_counted(
    unit: Path, tripower: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two of seven stand aside: 3 in favour are too few of 7, enough of 5."""
    monkeypatch.setenv("TRIPOWER_NOW", "2025-06-17T16:00")
    propose = "--category project --title 堤防 --proposer jia --concerns he,lin"
    call = "--on 2025-06-20 --presiding zhen"
    for line in (f"decision propose M-20 {propose}", f"meeting call K-20 M-20 {call} --dry-run"):
        ran = tripower(*line.split())
    assert "DEC-03" in ran.err, "it is not confirmed, so no meeting may be called on it"
    for line in (
        "decision confirm M-20 --by zhen",
        f"decision attach M-20 report {PAPER}",
        f"decision attach M-20 funds {FUNDS}",
        "decision admit M-20",
        f"meeting call K-20 M-20 {call}",
    ):
        assert tripower(*line.split()).code == 0, line
    (one,) = told(tripower, "K-20").values()
    assert one["grounds"] == {"lin": "own interest", "he": "own interest"}
    assert (one["quorum"], one["yes_needed"], one["missing"]) == (5, 4, [])
    whole = [h for h in one["hinges"] if h["parameter"] == "dec.recusal_denominator"]
    assert [(h["yes"], h["now"], h["then"]) for h in whole] == [([3], "rejected", "passed")]
    text = tripower("meeting", "rehearse", "K-20", "--absent", "yi,jia").err
    assert "not entitled to attend: yi" in text
    text = tripower("meeting", "rehearse", "K-20", "--absent", "jia,shi,zheng").out
    assert "林默 (own interest), 何安 (own interest)" in text
    assert "M-20: 4 come, 5 must be present" in text


def test_what_a_matter_lacks_is_said_before_the_meeting(
    unit: Path, tripower: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A paper proves false after the check: the gate would be shut on the day."""
    monkeypatch.setenv("TRIPOWER_NOW", "2025-06-17T10:30")
    line = "decision disprove M-11 legality --by 区司法局 --found 印章系伪造"
    assert tripower(*line.split()).code == 0
    assert told(tripower)["M-11"]["missing"] == ["ARG-04 legality_opinion"]


def test_a_meeting_that_is_over_is_not_rehearsed(unit: Path, tripower: Callable[..., Any]) -> None:
    assert tripower("meeting", "rehearse", "K-over").code == 1
