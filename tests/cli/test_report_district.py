"""`report` on a district: the figures of the article of 2016, from records alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.pilots import district, shares

SEED = {"catalogue_items": 612, "matters": 132, "passed": 115, "minutes": 56}


@pytest.fixture(scope="module")
def pilots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return district(tmp_path_factory.mktemp("district") / "pilots")


def test_nine_pilot_units_give_the_figures_of_the_article(pilots: Path, tripower: Any) -> None:
    told = tripower("report", "-C", pilots, "--format", "json").data
    assert {name: told[name] for name in SEED} == SEED
    assert told["minutes"] <= told["meetings"] <= told["rounds"]
    assert len(told["units"]) == 9
    for name in SEED:
        assert sum(unit[name] for unit in told["units"]) == told[name]


def test_the_table_has_a_line_for_each_unit_and_the_sum(pilots: Path, tripower: Any) -> None:
    ran = tripower("report", "-C", pilots)
    assert ran.code == 0
    title, _, _, *units, together = ran.out.splitlines()
    assert title == "示例区"
    assert len(units) == 9
    assert together.split()[:5] == ["together", "612", "132", "115", "56"]


def test_a_unit_that_cannot_be_read_makes_the_sum_incomplete(tmp_path: Path, tripower: Any) -> None:
    folder = district(tmp_path / "pilots")
    (folder / "unit-3/catalogue.yaml").write_text("items: 3\n")
    ran = tripower("report", "-C", folder)
    assert ran.code == 3
    assert "Incomplete" in ran.out


def test_a_district_file_with_a_fault_is_named(tmp_path: Path, tripower: Any) -> None:
    (tmp_path / "district.yaml").write_text("district_id: a\nname: 区\nunitz: []\n")
    ran = tripower("report", "-C", tmp_path)
    assert ran.code == 3
    assert "district.yaml" in ran.err
    assert "unitz" in ran.err


def test_shares_add_up() -> None:
    assert shares(56, 9) == [7, 7, 6, 6, 6, 6, 6, 6, 6]


def test_signs_of_one_man_rule_are_numbers_to_look_at(unit: Any, tripower: Any) -> None:
    folder = unit("DEC-12")
    told = tripower("report", "-C", folder, "--format", "json").data["signs"]
    assert told["votes"] == 1
    assert told["unanimous"] == 0
    assert told["of_head"] == 1
    assert "no verdict" in tripower("report", "-C", folder).out
