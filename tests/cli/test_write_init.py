"""`tripower init`: a folder with its history, and nothing but what was asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.write_room import commits, git

NAMED = ("--id", "water", "--name", "示例局", "--clerk", "wen", "--clerk-name", "闻书")


def test_a_new_unit_says_what_was_written_and_what_comes_next(
    tmp_path: Path, tripower: Callable[..., Any]
) -> None:
    ran = tripower("init", tmp_path / "unit", *NAMED)
    assert ran.code == 0
    first, *rest = ran.out.splitlines()
    assert first.startswith("Recorded as ")
    assert first.endswith(": people.yaml, unit.yaml")
    assert rest[0].startswith("Next, in ")
    assert all(line.startswith("  tripower ") for line in rest[1:])
    assert commits(tmp_path / "unit") == 1
    assert git(tmp_path / "unit", "status", "--porcelain") == ""


def test_a_script_gets_commit_and_paths(tmp_path: Path, tripower: Callable[..., Any]) -> None:
    data = tripower("init", tmp_path / "unit", *NAMED, "--format", "json").data
    assert data["commit"] == git(tmp_path / "unit", "rev-parse", "HEAD").strip()
    assert (data["paths"], data["refused"]) == (["people.yaml", "unit.yaml"], [])


def test_the_clerk_may_go_on(
    tmp_path: Path, tripower: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    tripower("init", tmp_path / "unit", *NAMED)
    monkeypatch.setenv("TRIPOWER_UNIT", str(tmp_path / "unit"))
    new = ("record", "new", "person", "person_id=li", "name=李示例")
    assert tripower(*new, "--actor", "wen").code == 0
    refused = tripower(*new, "--actor", "li2")
    assert "known: wen, li" in refused.err


@pytest.mark.parametrize("word", ["a b", "../x", "水\u202e", "a\nb"])
def test_a_wrong_id_leaves_no_folder_behind(
    tmp_path: Path, tripower: Callable[..., Any], word: str
) -> None:
    ran = tripower("init", tmp_path / "unit", "--id", word, *NAMED[2:])
    assert ran.code == 2
    assert "for '--id'" in ran.err
    assert not (tmp_path / "unit").exists()
    assert tripower("init", tmp_path / "unit", *NAMED).code == 0, "the second try is free"


def test_a_folder_with_something_in_it_is_left_alone(
    tmp_path: Path, tripower: Callable[..., Any]
) -> None:
    (tmp_path / "diary.txt").write_text("mine")
    ran = tripower("init", tmp_path, *NAMED)
    assert ran.code == 1
    assert "is not empty" in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["diary.txt"]
