"""`tripower poll import`: real files, and everything that is wrong with one at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import polars
import pytest

from tests.mechanisms.polls.import_room import (
    GENERAL,
    GOOD,
    absent,
    asked,
    district_office,
    entered,
    faults,
    imported,
    kept,
    on_record,
    platform,
    workbook,
)
from tripower.mechanisms.kinds import KINDS
from tripower.mechanisms.polls.records import PollData
from tripower.store.digest import file_digest
from tripower.store.unit import load_folder


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return entered(district_office(tmp_path / "office"), monkeypatch)


def test_the_export_of_a_platform(office: Path, tmp_path: Path) -> None:
    path = workbook(tmp_path / "导出.xlsx", platform(GOOD))
    answer = imported(path, "--invited", "4")
    assert answer.data["paths"] == ["polls/2024/R-1/data-general.yaml"]
    record = on_record(office)
    assert (record.rows, record.raters, record.invited) == (8, 2, 4)
    assert (record.source, record.source_sha256) == ("导出.xlsx", file_digest(path))
    assert record.sha256 == file_digest(office / ".data/polls/R-1/general.parquet")
    rows = kept(office)
    assert [(one["unit_id"], one["rater_id"]) for one in rows[:3]] == [
        ("farm", "1"),
        ("farm", "2"),
        ("parks", "1"),
    ]
    scores = {(one["unit_id"], one["rater_id"]): (one["score"], one["answered"]) for one in rows}
    assert scores["water", "1"] == (8000, 1)
    assert scores["farm", "1"] == (6000, 1)
    assert scores["parks", "2"] == (0, 1)  # the lowest word is an answer
    assert scores["roads", "1"] == (0, 0)  # 不了解 is none
    assert scores["farm", "2"] == (0, 0)  # nor is a gap
    assert {one["category"] for one in rows} == {"执法监管类"}
    assert {one["duration_s"] for one in rows} == {61, 62}
    assert {one["know_pm"] for one in rows} == {1000}


def test_answers_stay_outside_the_history(office: Path, tmp_path: Path) -> None:
    imported(workbook(tmp_path / "a.xlsx", platform(GOOD)))
    git = ["git", "-C", str(office)]
    held = subprocess.run([*git, "ls-files"], capture_output=True, text=True, check=True).stdout
    assert ".data" not in held
    assert not subprocess.run(
        [*git, "status", "--porcelain"], capture_output=True, text=True, check=True
    ).stdout
    data = (office / ".data/polls/R-1/general.parquet").read_bytes()
    assert b"10.0.0" not in data  # addresses are not kept


def test_types_are_declared(office: Path, tmp_path: Path) -> None:
    imported(workbook(tmp_path / "a.xlsx", platform(GOOD)))
    schema = polars.read_parquet_schema(office / ".data/polls/R-1/general.parquet")
    assert schema["rep_group"] == polars.Int32
    assert schema["q01"] == schema["score"] == schema["w_base_pm"] == polars.Int64
    assert schema["rater_id"] == schema["device_hash"] == polars.String


def test_all_faults_at_once_and_nothing_is_written(office: Path, tmp_path: Path) -> None:
    rows = platform([("满意", "一般", "不了解", "非常满意"), ("满意", 101, "好", "不满意")])
    rows[2][0] = 1  # the same rater again
    rows[1][2] = "很久"
    answer = imported(workbook(tmp_path / "a.xlsx", rows))
    found = {(row, column) for row, column, _ in faults(answer)}
    assert {(2, "C"), (2, "I"), (3, "I"), (3, "J"), (3, "A")} == found
    assert not (office / ".data").exists()
    assert load_folder(office, KINDS).all(PollData) == []


def test_the_same_fault_in_many_rows_is_one_line(office: Path, tmp_path: Path) -> None:
    answer = imported(
        workbook(tmp_path / "a.xlsx", platform([("满意", "坏", "满意", "满意")] * 30))
    )
    table = answer.parts[1]
    [row] = table.rows  # type: ignore[union-attr]
    assert row[:3] == ("2–31", "I", "坏")
    assert len(answer.data["faults"]) == 30


def test_a_unit_that_nobody_knows_names_the_nearest(office: Path, tmp_path: Path) -> None:
    rows = platform(GOOD)
    rows[0][7] = f"2、{GENERAL}—水力局"
    [(row, column, told)] = faults(imported(workbook(tmp_path / "a.xlsx", rows)))
    assert (row, column) == (1, "H")
    assert "水利局" in told


def test_a_unit_abolished_before_the_poll_is_unknown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for last, count in (("2024-05-05", 1), ("2024-05-06", 0)):
        gone = (
            "  - unit_id: old\n    name: 老局\n    category: 执法监管类\n"
            f"    from: 2001-01-01\n    to: {last}\n"
        )
        entered(district_office(tmp_path / last, extra=gone), monkeypatch)
        rows = platform([("满意", "满意")], ("水利局", "老局"))
        answer = imported(workbook(tmp_path / f"{last}.xlsx", rows))
        assert len(answer.data.get("faults", ())) == count


RENAMED = """  - unit_id: old
    name: 老局
    category: 执法监管类
    from: 2001-01-01
    to: 2024-05-12
  - unit_id: new
    name: 新局
    category: 执法监管类
    from: 2024-05-13
    successor_of: [old]
"""


def test_a_unit_renamed_within_the_fieldwork_is_one_unit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("老局", "新局", "old"):
        office = entered(district_office(tmp_path / name, extra=RENAMED), monkeypatch)
        rows = platform([("满意", "满意")], ("水利局", name))
        path = workbook(tmp_path / f"{name}.xlsx", rows)
        imported(path, *absent("farm", "roads", "parks"))
        assert {one["unit_id"] for one in kept(office)} == {"water", "new"}
    entered(district_office(tmp_path / "both", extra=RENAMED), monkeypatch)
    rows = platform([("满意", "不满意")], ("老局", "新局"))
    [(row, column, _)] = faults(imported(workbook(tmp_path / "both.xlsx", rows)))
    assert (row, column) == (1, "I")


def test_units_merged_within_the_fieldwork_stay_several(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = RENAMED.replace("[old]", "[old, roads]")
    office = entered(district_office(tmp_path / "office", extra=more), monkeypatch)
    path = workbook(tmp_path / "a.xlsx", platform([("满意", "满意")], ("老局", "公路局")))
    imported(path, *absent("water", "farm", "parks"))
    assert {one["unit_id"] for one in kept(office)} == {"old", "roads"}


def test_missing_columns(office: Path, tmp_path: Path) -> None:
    rows = [row[1:2] + row[3:5] for row in platform(GOOD)]
    told = [expected for _, _, expected in faults(imported(workbook(tmp_path / "a.xlsx", rows)))]
    assert any("“序号”" in one for one in told)
    assert any("“所用时间”" in one for one in told)
    assert any(one.startswith("columns of answers") for one in told)


@pytest.mark.parametrize("rows", [[], platform([])])
def test_a_table_without_answers(office: Path, tmp_path: Path, rows: list[Any]) -> None:
    assert imported(workbook(tmp_path / "a.xlsx", rows)).code == 3
    assert not (office / ".data").exists()


def test_a_formula_without_a_value_is_a_fault(office: Path, tmp_path: Path) -> None:
    rows = platform(GOOD)
    rows[1][7] = "=1+1"
    rows[1][1] = "=NOW()"  # in a column that is not read, it does not matter
    [(row, column, told)] = faults(imported(workbook(tmp_path / "a.xlsx", rows)))
    assert (row, column) == (2, "H")
    assert "formula" in told


def test_the_same_file_again_only_lays_the_table(office: Path, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", platform(GOOD))
    imported(path)
    table = office / ".data/polls/R-1/general.parquet"
    before = table.read_bytes()
    table.unlink()
    assert imported(path).data["paths"] == []
    assert table.read_bytes() == before


def test_other_answers_of_the_same_survey_are_refused(office: Path, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", platform(GOOD))
    imported(path)
    table = office / ".data/polls/R-1/general.parquet"
    before = table.read_bytes()
    answer = imported(workbook(path, platform([GOOD[0]])))
    assert answer.code == 1
    assert "--replace REASON" in answer.data["refused"][0]
    assert table.read_bytes() == before


def test_a_dry_run_leaves_nothing(office: Path, tmp_path: Path) -> None:
    answer = imported(workbook(tmp_path / "a.xlsx", platform(GOOD)), "--dry-run")
    assert answer.data["paths"] == ["polls/2024/R-1/data-general.yaml"]
    assert not (office / ".data").exists()


def test_what_the_engine_refuses_leaves_nothing(office: Path, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", platform(GOOD))
    assert imported(path, "--actor", "nobody").code == 1
    assert not list((office / ".data").rglob("*.parquet*"))


def test_a_link_does_not_lead_out(office: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (office / ".data").symlink_to(tmp_path / "elsewhere")
    answer = imported(workbook(tmp_path / "a.xlsx", platform(GOOD)))
    assert answer.code == 3
    assert not list((tmp_path / "elsewhere").iterdir())


def test_too_few_invited(office: Path, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", platform(GOOD))
    assert imported(path, "--invited", "1").code == 2
    assert imported(path, "--invited", "2").code == 0


def test_not_before_the_fieldwork(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbook(tmp_path / "a.xlsx", platform(GOOD))
    monkeypatch.setenv("TRIPOWER_NOW", "2024-05-05T09:00")
    assert imported(path).code == 1
    monkeypatch.setenv("TRIPOWER_NOW", "2024-05-06T09:00")
    assert imported(path).code == 0


def test_an_unknown_round(office: Path, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", platform(GOOD))
    answer = asked("poll", "import", "R-9", str(path), "--survey", "general")
    assert (answer.code, answer.data["refused"]) == (2, ["there is no round R-9; on record: R-1"])


def test_without_the_extra_it_says_what_to_install(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    answer = imported(workbook(tmp_path / "a.xlsx", platform(GOOD)))
    assert answer.code == 2
    assert "pip install 'tripower[analytics]'" in answer.data["refused"][0]
