"""`tripower check` on a district: each unit with its findings, files named from the district."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.publish.folders import commit, git
from tests.rules.units import HERE
from tests.rules.units import district as lay
from tripower.cli.commands.check import SCHEMA

KEYS = {"schema", "as_of", "commit", "findings", "problems", "crashes", "summary"}
FORMS = ["table", "json", "csv", "sarif", "github"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two units, and people who have powers in both."""
    return lay(HERE / "POW-16" / "bad", tmp_path / "district")


def broken(folder: Path, unit: str) -> Path:
    """The quorum of a meeting of that unit is missed."""
    shutil.copytree(HERE / "DEC-05" / "bad", folder / unit, dirs_exist_ok=True)
    return folder


def test_each_unit_stands_with_its_findings_and_its_sum(folder: Path, tripower: Any) -> None:
    ran = tripower("check", "-C", folder, "--rule", "POW-16")
    assert ran.code == 0, "a notice and what cannot be assessed weigh nothing"
    lines = ran.out.splitlines()
    assert lines[0] == "示例水利局 (water):"
    assert lines[1].startswith("water/powers.yaml:4: POW-16 notice: 贾石 had 3 powers in ")
    assert "示例渠道管理处 (canal):" in lines
    assert [line for line in lines if line.startswith("As of 2024-12-31: ")] == [
        _sum(notice=1, open_=1),
        _sum(notice=0, open_=0),
        _sum(notice=1, open_=1),
    ]
    assert lines[-3:-1] == ["Only asked for: POW-16.", "示例区, 2 units:"]


def _sum(notice: int, open_: int) -> str:
    return (
        f"As of 2024-12-31: 0 block, 0 violation, 0 warning, {notice} notice, 0 manual, "
        f"{open_} not assessable, 0 unreadable."
    )


def test_a_unit_of_it_alone_cannot_tell_what_people_do_elsewhere(
    folder: Path, tripower: Any
) -> None:
    ran = tripower("check", "-C", folder / "water", "--rule", "POW-16")
    assert "POW-16 not assessable" in ran.out


def test_json_keeps_the_contract_and_adds_the_units(folder: Path, tripower: Any) -> None:
    ran = tripower("check", "-C", broken(folder, "canal"), "--format", "json")
    assert ran.code == 1
    assert set(ran.data) == {*KEYS, "district_id", "units"}
    assert (ran.data["schema"], ran.data["district_id"]) == (SCHEMA, "example")
    water, canal = ran.data["units"]
    assert (water["unit_id"], water["path"], canal["path"]) == ("water", "water", "canal")
    assert (water["as_of"], water["unreadable"], canal["exit"]) == ("2024-12-31", 0, 1)
    for one in (water, canal):
        own = [f for f in ran.data["findings"] if f["unit_id"] == one["unit_id"]]
        assert sum(one["summary"].values()) == len(own) > 0
        assert all(
            (folder / f["path"]).is_file() and f["path"].startswith(one["path"]) for f in own
        )
    assert ran.data["summary"]["violation"] == canal["summary"]["violation"]
    assert "DEC-05" in {f["rule_id"] for f in ran.data["findings"] if f["unit_id"] == "canal"}


def test_what_each_unit_finds_is_what_its_own_check_finds(folder: Path, tripower: Any) -> None:
    broken(folder, "canal")
    every = tripower("check", "-C", folder, "--format", "json").data["findings"]
    for unit in ("water", "canal"):
        own = tripower("check", "-C", folder / unit, "--format", "json").data["findings"]
        alone = {(f["rule_id"], f["fingerprint"], f"{unit}/{f['path']}") for f in own}
        here = {(f["rule_id"], f["fingerprint"], f["path"]) for f in every if f["unit_id"] == unit}
        assert {f for f in alone if f[0] != "POW-16"} == {f for f in here if f[0] != "POW-16"}


def test_a_commit_is_told_for_each_unit(folder: Path, tripower: Any) -> None:
    git(folder / "water", "init", "-qb", "main")
    head = commit(folder / "water")
    told = tripower("check", "-C", folder, "--format", "json").data
    assert (told["commit"], [one["commit"] for one in told["units"]]) == (None, [head, None])


def test_csv_is_one_table_with_one_header(folder: Path, tripower: Any) -> None:
    ran = tripower("check", "-C", broken(folder, "canal"), "--format", "csv")
    header, *rows = csv.reader(io.StringIO(ran.out))
    assert header[:3] == ["path", "line", "rule_id"]
    assert {len(row) for row in rows} == {8}
    assert {row[0].partition("/")[0] for row in rows} == {"water", "canal"}
    assert header not in rows


def test_sarif_and_annotations_name_files_from_the_district(folder: Path, tripower: Any) -> None:
    broken(folder, "canal")
    log = json.loads(tripower("check", "-C", folder, "--format", "sarif").out)
    [run] = log["runs"]
    places = [r["locations"][0]["physicalLocation"] for r in run["results"] if r["locations"]]
    uris = {place["artifactLocation"]["uri"] for place in places}
    assert {"water/powers.yaml", "canal/meetings/2024/K-1/meeting.yaml"} <= uris
    lines = tripower("check", "-C", folder, "--format", "github").out.splitlines()
    assert any(line.startswith("::error file=canal/meetings/2024/K-1/") for line in lines)


def test_the_worst_unit_makes_the_exit_status(folder: Path, tripower: Any) -> None:
    assert tripower("check", "-C", broken(folder, "canal")).code == 1
    (folder / "water" / "calendar.yaml").write_text("days: [\n")
    ran = tripower("check", "-C", folder)
    assert ran.code == 3
    assert "water/calendar.yaml:2:1: unreadable: " in ran.out
    assert "DEC-05 violation" in ran.out, "the other units are judged all the same"


@pytest.mark.parametrize("form", FORMS)
def test_a_unit_that_is_not_there_is_named_and_the_others_are_judged(
    folder: Path, tripower: Any, form: str
) -> None:
    shutil.rmtree(folder / "water")
    ran = tripower("check", "-C", folder, "--format", form)
    assert ran.code == 3
    assert "water/unit.yaml" in ran.out
    assert "canal" in ran.out


def test_what_is_the_same_unit_twice_is_a_fault(folder: Path, tripower: Any) -> None:
    shutil.copyfile(folder / "water/unit.yaml", folder / "canal/unit.yaml")
    ran = tripower("check", "-C", folder)
    assert ran.code == 3
    assert "canal/unit.yaml:1:1: unreadable: unit_id: another unit of the district has" in ran.out


@pytest.mark.parametrize("units", ["[water, ../other]", "[/water]", "[water, ./water]", "[.]"])
def test_a_unit_outside_or_twice_is_refused(folder: Path, tripower: Any, units: str) -> None:
    (folder / "district.yaml").write_text(f"district_id: e\nname: 区\nunits: {units}\n")
    ran = tripower("check", "-C", folder)
    assert (ran.code, ran.out) == (3, "")
    assert "district.yaml:3:" in ran.err


def test_another_pack_is_tried_on_one_unit(folder: Path, tripower: Any) -> None:
    pack = folder / "water" / "district-parameters.yaml"
    ran = tripower("check", "-C", folder, "--pack", pack)
    assert ran.code == 2
    assert "one unit at a time" in ran.err


@pytest.mark.parametrize("form", FORMS)
def test_nothing_in_the_folder_is_touched(folder: Path, tripower: Any, form: str) -> None:
    before = {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in folder.rglob("*") if p.is_file()}
    tripower("check", "-C", folder, "--format", form)
    after = {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in folder.rglob("*") if p.is_file()}
    assert after == before
