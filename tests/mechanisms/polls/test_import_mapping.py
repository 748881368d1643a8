"""Files of other shapes than the usual, as their mapping tells: long, CSV, SPSS, two headings."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars
import pyreadstat
import pytest

from tests.mechanisms.polls.import_room import (
    GENERAL,
    GOOD,
    UNITS,
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
from tripower.cli.messages import extra_messages
from tripower.core.convert import field_lines
from tripower.mechanisms.polls.mapping import PollMapping

LONG = """shape: long
rater: 编号
unit: 单位
questions: [质量, 效率]
highest: "10"
not_answered: [不了解]
stratum: 类别
base_weight: 权重
knowledge: 了解
"""


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return entered(district_office(tmp_path / "office"), monkeypatch)


def mapping(folder: Path, text: str) -> Path:
    path = folder / "mapping.yaml"
    path.write_text("name: 示例\n" + text, encoding="utf-8")
    return path


def long_file(path: Path, *rows: Sequence[Any], encoding: str = "gb18030") -> Path:
    head = ("编号", "单位", "质量", "效率", "类别", "权重", "了解")
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return path


def test_a_targeted_survey_weighs_by_knowledge(office: Path, tmp_path: Path) -> None:
    knowing = [("非常了解", "不了解", "很少了解", ""), ("", "", "比较了解", "一般了解")]
    answers = [("满意", "满意", "不满意", ""), ("满意", "", "满意", "满意")]
    path = workbook(tmp_path / "a.xlsx", platform(answers, knowing=knowing))
    [(row, column, told)] = faults(imported(path, survey="targeted"))
    assert (row, column) == (3, "L")  # a unit was judged, but not how well it is known
    assert told.startswith("how well the unit is known")
    knowing[1] = ("非常了解", "", "比较了解", "一般了解")
    imported(workbook(path, platform(answers, knowing=knowing)), survey="targeted")
    found = {(one["unit_id"], one["rater_id"]): one for one in kept(office, "targeted")}
    assert (found["water", "1"]["know_pm"], found["water", "1"]["answered"]) == (1000, 1)
    assert (found["roads", "1"]["know_pm"], found["roads", "1"]["answered"]) == (200, 1)
    # 不了解 and 没有回答 do not count, whatever the score
    assert (found["farm", "1"]["know_pm"], found["farm", "1"]["answered"]) == (0, 0)
    assert (found["parks", "1"]["know_pm"], found["parks", "1"]["answered"]) == (0, 0)


def test_a_long_table_in_gb18030(office: Path, tmp_path: Path) -> None:
    path = long_file(
        tmp_path / "a.csv",
        ("a", "水利局", "9", "7.5", "人大代表", "1.5", "5"),
        ("a", "2、农业农村局", "", "8", "人大代表", "1.5", "1"),
        ("b", "water", "不了解", "－", "群众", "1", "2"),
        encoding="gb18030",
    )
    words = ("--mapping", str(mapping(tmp_path, LONG)), *absent("roads", "parks"))
    imported(path, *words, survey="targeted")
    assert on_record(office).encoding == "gb18030"
    farm, first, second = kept(office, "targeted")
    assert (first["score"], first["q01"], first["q02"]) == (8250, 9000, 7500)
    assert (first["stratum"], first["w_base_pm"], first["know_pm"]) == ("人大代表", 1500, 1000)
    assert (farm["unit_id"], farm["score"], farm["q01"]) == ("farm", 8000, None)
    assert (second["answered"], second["stratum"]) == (0, "群众")


def test_what_is_wrong_in_a_long_table(office: Path, tmp_path: Path) -> None:
    path = long_file(
        tmp_path / "a.csv",
        ("a", "水利局", "9", "10.01", "人大代表", "1.5", "5"),
        ("a", "水利局", "-1", "7", "人大代表", "1.5", "5"),
        ("a", "公路局", "9", "7", "群众", "1.5", "5"),
        ("", "园林局", "9", "7", "群众", "0", "6"),
        ("13800000000", "无此局", "9", "7", "", "1.2345", "5"),
    )
    answer = imported(path, "--mapping", str(mapping(tmp_path, LONG)), survey="targeted")
    found = {(row, column) for row, column, _ in faults(answer)}
    assert found == {
        (2, "D"),  # above the highest
        (3, "C"),  # below zero
        (3, "A"),  # the same rater and unit again
        (4, "A"),  # another group than before
        (5, "A"),  # nobody
        (5, "F"),  # no weight
        (5, "G"),  # no such knowledge
        (6, "A"),  # a telephone
        (6, "B"),  # no such unit
        (6, "E"),  # no group
        (6, "F"),  # too many decimals
    }
    assert "13800000000" not in str(answer)


def test_the_boundary_of_the_scale(office: Path, tmp_path: Path) -> None:
    path = long_file(
        tmp_path / "a.csv",
        ("a", "水利局", "10", "０", "x", "1000", "5"),
        ("b", "水利局", "0.0", " 10 ", "x", "0.001", "5"),
    )
    words = ("--mapping", str(mapping(tmp_path, LONG)), *absent("farm", "roads", "parks"))
    imported(path, *words, survey="targeted")
    assert [(one["q01"], one["q02"]) for one in kept(office, "targeted")] == [
        (10000, 0),
        (0, 10000),
    ]


def test_personal_numbers_of_raters_are_hidden(office: Path, tmp_path: Path) -> None:
    path = long_file(
        tmp_path / "a.csv",
        ("13800000000", "水利局", "9", "7", "x", "1", "5"),
        ("13800000000", "公路局", "9", "7", "x", "1", "5"),
        ("13900000000", "水利局", "9", "7", "x", "1", "5"),
    )
    told = mapping(tmp_path, LONG + "hide_rater: true\n")
    imported(path, "--mapping", str(told), *absent("farm", "parks"), survey="targeted")
    assert [one["rater_id"] for one in kept(office, "targeted")] == ["r000001"] * 2 + ["r000002"]


def test_an_spss_file(office: Path, tmp_path: Path) -> None:
    columns: dict[str, list[Any]] = {"id": ["a", "b"], "w": [1.0, 3.0], "f": [2.0, None]}
    labels = ["编号", "打分—水利局", "打分—农业农村局"]
    path = tmp_path / "a.sav"
    pyreadstat.write_sav(polars.DataFrame(columns), str(path), column_labels=labels)
    told = 'shape: wide\nrater: 编号\nscores: ["{question}—{unit}"]\nhighest: "5"\nlowest: "1"\n'
    words = ("--mapping", str(mapping(tmp_path, told)))
    answer = imported(path, *words, *absent("roads", "parks"))
    assert answer.code == 0, answer
    assert [(one["unit_id"], one["score"], one["answered"]) for one in kept(office)] == [
        ("farm", 4000, 1),
        ("farm", 0, 0),
        ("water", 2000, 1),
        ("water", 6000, 1),
    ]
    columns["w"] = [1.0, 6.0]
    pyreadstat.write_sav(polars.DataFrame(columns), str(path), column_labels=labels)
    [(row, column, _)] = faults(imported(path, *words))
    assert (row, column) == (2, "B")  # the second answer, as SPSS counts


def test_several_rows_of_headings(office: Path, tmp_path: Path) -> None:
    rows = [
        ["编号", "质量", "", "效率", ""],
        ["", "水利局", "公路局", "水利局", "公路局"],
        ["a", 90, 80, 70, 60],
    ]
    told = 'shape: wide\nrater: 编号\nheading_rows: [1, 2]\nscores: ["{question}—{unit}"]\n'
    path = workbook(tmp_path / "a.xlsx", rows)
    words = ("--mapping", str(mapping(tmp_path, told)), *absent("farm", "parks"))
    assert imported(path, *words).code == 0
    assert [(one["unit_id"], one["score"]) for one in kept(office)] == [
        ("roads", 7000),
        ("water", 8000),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("shape: wide\nrater: x\n", "say how the headings of answers are made up"),
        ("shape: long\nrater: x\n", "a long table has a column that names the unit"),
        ('shape: wide\nrater: x\nscores: ["{question}"]\n', "expected `{unit}` once"),
        ("shape: tall\nrater: x\n", "wide | long"),
        ('shape: wide\nrater: x\nscores: ["{unit}"]\nwords: {好: "101"}\n', "at most 100"),
        ('shape: wide\nrater: x\nscores: ["{unit}"]\nhighest: "0"\n', "not below"),
        ("shape: wide\nrater: x\nscore: y\n", "unknown field"),
        ("shape: wide\nrater: x\nscores: ['{unit}']\ndelimiter: '\"'\n", "one sign"),
    ],
)
def test_a_mapping_that_does_not_go_together(
    office: Path, tmp_path: Path, text: str, told: str
) -> None:
    path = workbook(tmp_path / "a.xlsx", platform(GOOD))
    answer = imported(path, "--mapping", str(mapping(tmp_path, text)))
    assert answer.code == 3
    shown = " ".join(
        one.message.format_map({"field": "", "known": "", **one.args})
        for part in answer.parts[1:]
        for one in part.problems  # type: ignore[union-attr]
    )
    assert told in shown


def test_the_mapping_shows_each_column(office: Path, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", platform(GOOD))
    answer = asked("poll", "mapping", str(path), "--round", "R-1")
    used = [one["heading"] for one in answer.data["columns"] if one["used"]]
    assert used == [
        "序号",
        "所用时间",
        "来自IP",
        *(f"2、{GENERAL}—{one}" for one in UNITS.values()),
    ]


def test_a_mapping_to_begin_with(office: Path, tmp_path: Path) -> None:
    text = asked("poll", "mapping").data["mapping"]
    own = tmp_path / "own.yaml"
    own.write_text(text, encoding="utf-8")
    path = workbook(tmp_path / "a.xlsx", platform(GOOD))
    assert imported(path, "--mapping", str(own)).code == 0
    assert set(asked("poll", "mapping", "--fields").data) >= {"rater", "scores", "knowledge"}


def test_the_mapping_needs_no_unit_and_a_file_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRIPOWER_UNIT", str(tmp_path / "nowhere"))
    assert asked("poll", "mapping").code == 0
    assert asked("poll", "mapping", "--fields").code == 0
    path = workbook(tmp_path / "a.xlsx", platform(GOOD))
    answer = asked("poll", "mapping", str(path), "--round", "R-1")
    assert answer.code == 2
    assert "nowhere" in answer.data["refused"][0]


def test_the_fields_of_a_mapping_are_there_to_be_translated() -> None:
    assert set(field_lines(PollMapping).values()) <= set(extra_messages())
