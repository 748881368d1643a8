"""`tripower publish notices`: exit status, keys, and a second run that changes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.publish.folders import recorded

KEYS = {"as_of", "commit", "paths", "refused", "notices", "left"}


def times(out: Path) -> dict[str, int]:
    return {str(path.relative_to(out)): path.stat().st_mtime_ns for path in out.rglob("*")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return recorded(tmp_path / "unit")


def test_the_second_run_touches_no_file(folder: Path, tmp_path: Path, tripower: Any) -> None:
    out = tmp_path / "out"
    asked = ("publish", "notices", "-C", folder, "--out", out, "--format", "json")
    first = tripower(*asked)
    assert first.code == 0
    assert set(first.data) == KEYS
    assert {one["state"] for one in first.data["notices"]} == {"new"}
    names = set(times(out))
    assert {"manifest.json", "public/D1-2024-01-08.html", "internal/D1-2024-01-08.txt"} <= names
    before = times(out)
    second = tripower(*asked)
    assert (second.code, second.data["paths"]) == (0, [])
    assert times(out) == before


def test_people_read_what_is_new_and_then_that_nothing_is(
    folder: Path, tmp_path: Path, tripower: Any
) -> None:
    asked = ("publish", "notices", "-C", folder, "--out", tmp_path / "out")
    first = tripower(*asked).out
    assert "D1-2024-01-08" in first
    assert "As of 2024-12-31: 12 new, 0 changed, 0 unchanged in " in first
    assert tripower(*asked).out.startswith("As of 2024-12-31: 0 new, 0 changed, 12 unchanged in ")


def test_data_that_cannot_be_read_stop_it_with_3(
    folder: Path, tmp_path: Path, tripower: Any
) -> None:
    (folder / "calendar.yaml").write_text("days: 3\n")
    out = tmp_path / "out"
    ran = tripower("publish", "notices", "-C", folder, "--out", out)
    assert (ran.code, ran.out) == (3, "")
    assert "calendar.yaml:1:1: unreadable: days" in ran.err
    assert not out.exists()


def test_without_a_history_there_is_nothing_to_cite(
    unit: Any, tmp_path: Path, tripower: Any
) -> None:
    ran = tripower("publish", "notices", "-C", unit(), "--out", tmp_path / "out")
    assert ran.code == 1
    assert "is in no git repository" in ran.err


def test_where_to_write_must_be_said(folder: Path, tripower: Any) -> None:
    ran = tripower("publish", "notices", "-C", folder)
    assert ran.code == 2
    assert "--out" in ran.err
