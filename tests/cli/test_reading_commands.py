"""`due` and `report`: what they answer to people and to scripts, and how they end."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

REPORT = {
    *("as_of", "catalogue_items", "matters", "passed", "minutes", "meetings", "rounds"),
    *("by_status", "findings", "signs", "unreadable"),
}


def spoil(folder: Path) -> Path:
    (folder / "calendar.yaml").write_text("days: 3\n")
    return folder


def test_report_counts_and_has_the_keys_of_the_contract(unit: Any, tripower: Any) -> None:
    ran = tripower("report", "-C", unit(), "--format", "json")
    assert ran.code == 0
    assert set(ran.data) == REPORT
    counted = {name: ran.data[name] for name in ("catalogue_items", "matters", "passed", "minutes")}
    assert counted == {"catalogue_items": 2, "matters": 1, "passed": 1, "minutes": 1}
    assert ran.data["as_of"] == "2024-12-31"


def test_report_shows_what_check_finds_in_aligned_columns(unit: Any, tripower: Any) -> None:
    ran = tripower("report", "-C", unit("DEC-05"))
    assert ran.code == 0, "it reports; `check` judges"
    title, first, *_ = ran.out.splitlines()
    assert title == "示例局, as of 2024-12-31"
    assert first.split() == ["catalogue", "items", "2"]
    assert "violation" in ran.out


@pytest.mark.parametrize("command", ["report", "due"])
def test_figures_with_a_hole_say_so_and_end_with_3(unit: Any, tripower: Any, command: str) -> None:
    folder = spoil(unit())
    ran = tripower(command, "-C", folder)
    assert ran.code == 3
    assert "Incomplete: 1 unreadable; `tripower check` shows" in ran.out
    assert tripower(command, "-C", folder, "--format", "json").data["unreadable"] == 1


def test_due_tells_what_is_owed_by_whom_and_by_when(unit: Any, tripower: Any) -> None:
    folder = unit()
    (folder / "meetings/2024/K-1/minutes.yaml").unlink()
    ran = tripower("due", "-C", folder, "--format", "json")
    assert ran.code == 0
    assert set(ran.data) == {"as_of", "unreadable", "owed"}
    owed = next(one for one in ran.data["owed"] if one["rule_id"] == "DEC-17")
    assert set(owed) == {"rule_id", "subject", "person_id", "by", "what"}
    table = tripower("due", "-C", folder)
    assert f"{owed['by']} (overdue)" in table.out
    assert table.out.splitlines()[-1].startswith("As of 2024-12-31: ")


def test_due_of_nobody_is_a_slip_and_no_good_news(unit: Any, tripower: Any) -> None:
    ran = tripower("due", "-C", unit(), "--person", "zen")
    assert ran.code == 2
    assert "nobody with the id zen is in people.yaml" in ran.err


def test_nothing_owed_is_one_line(unit: Any, tripower: Any) -> None:
    ran = tripower("due", "-C", unit(), "--person", "zheng")
    assert ran.out == "As of 2024-12-31: 0 owed.\n"


def test_in_csv_the_remark_goes_to_the_error_stream(unit: Any, tripower: Any) -> None:
    ran = tripower("due", "-C", unit(), "--person", "zheng", "--format", "csv")
    assert [*csv.reader(io.StringIO(ran.out))] == [["by", "who", "what", "rule"]]
    assert ran.err == "As of 2024-12-31: 0 owed.\n"
