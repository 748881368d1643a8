"""`tripower trail log`: who recorded what, and when."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

ENTRY = {"signed_by", "commit", "when", "actor", "operation", "records", "paths", "summary"}


@pytest.fixture
def history(tmp_path: Path, tripower: Any) -> Path:
    """A new unit in which a clerk has recorded one colleague."""
    folder = tmp_path / "unit"
    clerk = ("--clerk", "wen", "--clerk-name", "文员甲")
    made = tripower("init", folder, "--id", "water", "--name", "示例水务局", *clerk)
    assert made.code == 0, made.err
    fields = ("person_id=li", "name=李示例")
    told = tripower("record", "new", "person", "--actor", "wen", "-C", folder, *fields)
    assert told.code == 0, told.err
    return folder


def test_the_newest_comes_first_with_who_and_when(history: Path, tripower: Any) -> None:
    ran = tripower("trail", "log", "-C", history)
    assert ran.code == 0
    header, _, newest, oldest, count = ran.out.splitlines()
    assert header.split() == ["when", "who", "what", "signed", "commit"]
    assert "文员甲  record new person li" in newest
    assert "init water" in oldest
    assert newest.startswith("2024-12-31 09:00")
    assert count == "Entries: 2"


def test_a_wide_name_keeps_the_columns_straight(history: Path, tripower: Any) -> None:
    header, rule, *rows = tripower("trail", "log", "-C", history).out.splitlines()
    who = header.index("what")
    assert all(row[: who - 3].startswith("2024-12-31 09:00  文员甲  ") for row in rows[:2])
    assert rule[who - 2 : who] == "  "


def test_json_has_one_object_a_commit(history: Path, tripower: Any) -> None:
    newest, oldest = tripower("trail", "log", "-C", history, "--format", "json").data
    assert set(newest) == set(oldest) == ENTRY
    assert newest["actor"] == "wen"
    assert newest["records"] == ["person/li"]
    assert newest["paths"] == ["people.yaml"]
    assert len(newest["commit"]) == 40


@pytest.mark.parametrize(
    ("words", "count"),
    [
        (("--record", "person/li"), 1),
        (("--person", "wen"), 2),
        (("--person", "li"), 0),
        (("--matter", "M-1"), 0),
        (("--limit", "1"), 1),
    ],
)
def test_what_is_asked_for_is_all_that_is_shown(
    history: Path, tripower: Any, words: tuple[str, ...], count: int
) -> None:
    ran = tripower("trail", "log", "-C", history, *words)
    assert (ran.code, ran.out.splitlines()[-1]) == (0, f"Entries: {count}")
    assert len(tripower("trail", "log", "-C", history, *words, "--format", "json").data) == count


def test_a_folder_without_history_is_told_how_to_get_one(unit: Any, tripower: Any) -> None:
    ran = tripower("trail", "log", "-C", unit())
    assert (ran.code, ran.out) == (1, "")
    assert "is in no git repository; `tripower init` makes one" in ran.err


def test_repair_finds_nothing_to_do(history: Path, tripower: Any) -> None:
    ran = tripower("trail", "repair", "-C", history, "--format", "json")
    assert ran.code == 0
    assert set(ran.data) == {"outcome"}
    assert tripower("trail", "repair", "-C", history).out == "Nothing had been interrupted.\n"


def test_a_clock_that_runs_backwards_records_nothing(
    history: Path, tripower: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRIPOWER_NOW", "2024-12-31T07:59")
    fields = ("person_id=wang", "name=王示例")
    ran = tripower("record", "new", "person", "--actor", "wen", "-C", history, *fields)
    assert ran.code == 1
    assert "the clock says 2024-12-31 07:59, but the last commit is of 2024-12-31 09:00" in ran.err
    assert tripower("trail", "log", "-C", history).out.count("record new") == 1


def test_a_commit_by_hand_is_marked(history: Path, tripower: Any) -> None:
    (history / "people.yaml").write_text("people: []\n")
    who = ("-c", "user.name=某人", "-c", "user.email=x@example.invalid")
    subprocess.run(["git", *who, "commit", "-qam", "tidy"], cwd=history, check=True)
    assert "某人 (by hand)  tidy" in tripower("trail", "log", "-C", history).out


@pytest.mark.parametrize("command", ["log", "repair"])
def test_a_folder_that_is_not_there_is_a_slip(tmp_path: Path, tripower: Any, command: str) -> None:
    ran = tripower("trail", command, "-C", tmp_path / "nowhere")
    assert (ran.code, ran.out) == (2, "")
    assert "there is no folder" in ran.err


def test_the_history_is_told_where_unit_yaml_is_gone(history: Path, tripower: Any) -> None:
    (history / "unit.yaml").unlink()
    assert "Entries: 2" in tripower("trail", "log", "-C", history).out
