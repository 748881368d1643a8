"""`meeting rehearse`: before the meeting, what it needs and where a reading would decide."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.write_room import MATTERS, sitting


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


def test_people_read_the_question_and_the_counts(unit: Path, tripower: Callable[..., Any]) -> None:
    text = tripower("meeting", "rehearse", "K-called").out
    assert "Entitled to attend: 7" in text
    assert "M-15: with 4 in favour the result could hang on a reading of the rules: " in text
    assert "whether a close vote is put off" in text


def test_a_meeting_that_is_over_is_not_rehearsed(unit: Path, tripower: Callable[..., Any]) -> None:
    assert tripower("meeting", "rehearse", "K-over").code == 1
