"""Units that existed when people were asked, and of which a file says nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mechanisms.polls.import_room import (
    GOOD,
    asked,
    district_office,
    entered,
    imported,
    on_record,
    platform,
    workbook,
)
from tests.mechanisms.polls.test_import import RENAMED
from tripower.cli.show import as_text

TWO = ("水利局", "公路局")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return entered(district_office(tmp_path / "office"), monkeypatch)


def two(tmp_path: Path) -> Path:
    return workbook(tmp_path / "a.xlsx", platform([("满意", "满意")], TWO))


def skip(unit_id: str) -> None:
    words = ("approved_on=2024-04-30", "approved_by=示例区委", "reason=救灾")
    answer = asked("record", "new", "poll_skip", "round_id=R-1", f"unit_id={unit_id}", *words)
    assert answer.code == 0, as_text(answer.parts, "en")


def test_each_is_named_before_anything_is_written(office: Path, tmp_path: Path) -> None:
    path = two(tmp_path)
    for more, lacking in (
        ((), "农业农村局 (farm)、园林局 (parks)"),
        (("--absent", "farm"), "园林局 (parks)"),
    ):
        answer = imported(path, *more)
        assert answer.code == 1
        assert f": {lacking};" in answer.data["refused"][0]
        assert not (office / ".data").exists()
    skip("parks")
    assert imported(path, "--absent", "farm").code == 0
    assert on_record(office).absent == ("farm",)


def test_a_dry_run_and_the_mapping_warn_at_the_top(office: Path, tmp_path: Path) -> None:
    path = two(tmp_path)
    for answer in (
        imported(path, "--dry-run"),
        asked("poll", "mapping", str(path), "--round", "R-1"),
    ):
        assert answer.code == 0
        first = as_text(answer.parts[:1], "en")
        assert first.startswith("Warning: ")
        assert "农业农村局 (farm)、园林局 (parks)" in first
    whole = workbook(tmp_path / "b.xlsx", platform(GOOD))
    assert asked("poll", "mapping", str(whole), "--round", "R-1").data["lacking"] == []


def test_a_long_table_names_units_in_its_cells(office: Path, tmp_path: Path) -> None:
    told = tmp_path / "m.yaml"
    told.write_text(
        "name: x\nshape: long\nrater: 编号\nunit: 单位\nquestions: [分]\n", encoding="utf-8"
    )
    rows = [["编号", "单位", "分"], ["a", "水利局", 90], ["a", "公路局", 80]]
    path = workbook(tmp_path / "a.xlsx", rows)
    words = ("--round", "R-1", "--mapping", str(told))
    assert asked("poll", "mapping", str(path), *words).data["lacking"] == ["farm", "parks"]


def test_a_word_on_a_unit_that_the_file_names_is_refused(office: Path, tmp_path: Path) -> None:
    for unit_id in ("water", "nobody"):
        answer = imported(two(tmp_path), "--absent", unit_id)
        assert answer.code == 2
        assert "only: farm, parks" in answer.data["refused"][0]


def test_a_unit_renamed_meanwhile_is_missed_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered(district_office(tmp_path / "office", extra=RENAMED), monkeypatch)
    answer = imported(workbook(tmp_path / "a.xlsx", platform(GOOD)))
    assert "新局 (new);" in answer.data["refused"][0]


def test_who_has_no_answers_is_listed_with_the_reason(office: Path, tmp_path: Path) -> None:
    skip("parks")
    names = ("水利局", "公路局")
    for survey, knowing in (("general", None), ("targeted", [("非常了解", "非常了解")] * 40)):
        rows = platform([("满意", "基本满意"), ("非常满意", "满意")] * 20, names, knowing)
        path = workbook(tmp_path / f"{survey}.xlsx", rows)
        assert imported(path, "--absent", "farm", survey=survey).code == 0
    assert asked("poll", "score", "R-1").code == 0
    answer = asked("poll", "rank", "R-1")
    assert [(one["unit_id"], one["why"]) for one in answer.data["no_answers"]] == [
        ("farm", "nobody was asked about it"),
        ("parks", "not surveyed; 示例区委 approved it on 2024-04-30: 救灾"),
    ]
    assert "nobody was asked about it" in as_text(answer.parts, "en")
