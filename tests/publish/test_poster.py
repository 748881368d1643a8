"""The sheet for the notice board, and publishing some documents only."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.publish.folders import commit, edited, files, publish, recorded
from tests.publish.office_year import added
from tripower.publish.blocks import Block, Cell
from tripower.publish.poster import SIZES, fitting

Captured = pytest.CaptureFixture[str]


def prose(lines: int) -> list[Block]:
    return [Block("h1", 1, "示例局", "title"), Block("p", 1, "议" * 30 * lines)]


def table(rows: int) -> list[Block]:
    cells = tuple((Cell(str(n)), Cell("领导班子成员分工"), Cell("甄诚")) for n in range(rows))
    return [Block("table", 1, "分工", rows=cells)]


@pytest.mark.parametrize("page", [prose, table])
def test_the_longer_the_page_the_smaller_the_type(page: Any) -> None:
    sizes = [fitting(page(length)) for length in (1, 10, 20, 40, 80, 400)]
    assert sizes == sorted(sizes, reverse=True)
    assert (sizes[0], sizes[-1]) == (SIZES[0], SIZES[-1])
    assert len(set(sizes)) > 3


def test_a_size_that_fits_leaves_room_on_the_sheet() -> None:
    """178 mm hold 21 characters of 24 pt; 20 lines of one and a half are 254 mm: too many."""
    assert fitting([Block("p", 1, "议" * 21 * 19)]) == 24
    assert fitting([Block("p", 1, "议" * 21 * 20)]) < 24


def test_every_public_notice_has_its_sheet(tmp_path: Path, capsys: Captured) -> None:
    unit, out = recorded(tmp_path / "unit", added()), tmp_path / "out"
    assert publish(unit, out, capsys)[0] == 0
    made = files(out)
    public = {path[7:-5] for path in made if re.fullmatch(r"public/.+\.html", path)}
    posters = {path[7:-5] for path in made if path.startswith("poster/")}
    assert public == posters
    assert {"D1-2024-01-08", "D2-J-2024-2", "D8-2024-01-01"} <= posters
    for name in posters:
        sheet = made[f"poster/{name}.html"]
        assert float(re.search(r"--size: ([\d.]+)pt", sheet)[1]) in SIZES  # type: ignore[index]
        assert "(place of the seal)" in sheet
        assert "Votes by name" not in sheet


def test_the_sheet_of_minutes_tells_results_and_nothing_by_name(
    tmp_path: Path, capsys: Captured
) -> None:
    unit, out = recorded(tmp_path / "unit", added()), tmp_path / "out"
    publish(unit, out, capsys)
    sheet = files(out)["poster/D2-J-2024-2.html"]
    assert "东堤管涌抢险" in sheet and "ratified" in sheet
    assert "资金来源不明" not in sheet


def test_a_whole_year_published_twice_changes_nothing(tmp_path: Path, capsys: Captured) -> None:
    unit, out = recorded(tmp_path / "unit", added()), tmp_path / "out"
    publish(unit, out, capsys, lang="zh")
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    code, told = publish(unit, out, capsys, lang="zh")
    assert (code, told["paths"]) == (0, [])
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == before


def test_a_paper_names_the_last_commit_of_what_it_shows(tmp_path: Path, capsys: Captured) -> None:
    unit, out = recorded(tmp_path / "unit", added()), tmp_path / "out"
    publish(unit, out, capsys)
    look = "matter_id: M-5\ncheck_no: 2\nby: zheng\non: 2024-08-15\nfound: 已完工\n"
    newest = commit(unit, {"matters/2024/M-5/supervision-2.yaml": look})
    _, told = publish(unit, out, capsys)
    changed = {one["id"] for one in told["notices"] if one["state"] != "unchanged"}
    assert changed == {"D24-followup-M-5"}
    assert newest in files(out)["internal/D24-followup-M-5.txt"]


def test_a_mobile_in_a_paper_of_the_office_blocks_everything(
    tmp_path: Path, capsys: Captured
) -> None:
    path = "matters/2024/M-3/confirmation.yaml"
    refusal = added()[path].replace("不属于年度计划", "详询13800138000")
    unit = recorded(tmp_path / "unit", {**added(), path: refusal})
    code, told = publish(unit, tmp_path / "out", capsys, "--only", "D5")
    assert (code, told["refused"]) == (1, ["PUB-09"])
    assert not (tmp_path / "out").exists()


def test_only_what_is_asked_for_is_written_and_the_rest_left_alone(
    tmp_path: Path, capsys: Captured
) -> None:
    unit, out = recorded(tmp_path / "unit", added()), tmp_path / "out"
    publish(unit, out, capsys)
    before = files(out)
    commit(unit, edited("people.yaml", ("贾石", "贾示例")))
    code, told = publish(unit, out, capsys, "--only", "D8,D4")
    listed = json.loads((out / "manifest-D4-D8.json").read_text(encoding="utf-8"))
    assert {one["id"] for one in listed["notices"]} == {"D4-M-2-1", "D8-2024-01-01"}
    assert (code, told["paths"], told["left"]) == (0, ["manifest-D4-D8.json"], [])
    assert {path: text for path, text in files(out).items() if path in before} == before


def test_a_document_that_is_not_there_is_a_mistake_in_the_call(
    tmp_path: Path, capsys: Captured
) -> None:
    unit = recorded(tmp_path / "unit")
    assert publish(unit, tmp_path / "out", capsys, "--only", "D8,D99")[0] == 2
    assert not (tmp_path / "out").exists()
