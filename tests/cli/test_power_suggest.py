"""`tripower power suggest` as people and scripts read it."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def test_a_lawful_unit_needs_no_change(unit: Any, tripower: Any) -> None:
    ran = tripower("power", "suggest", "-C", unit())
    assert ran.code == 0
    assert "→ takes" in ran.out and "→ 贾石" not in ran.out
    assert "On 2024-12-31, fewest changes: 0; possible divisions: 1, shown: 1." in ran.out


def test_a_barred_pair_is_undone_with_the_fewest_changes(unit: Any, tripower: Any) -> None:
    folder = unit("POW-03")
    ran = tripower("power", "suggest", "-C", folder, "--format", "json")
    keys = {"on", "powers", "eligible", "needed", "today", "changes", "count", "possible"}
    assert ran.code == 0
    assert set(ran.data) == keys
    assert len(ran.data["possible"]) == min(20, ran.data["count"])
    assert ran.data["changes"] == 2
    assert all(set(one) == set(ran.data["powers"]) for one in ran.data["possible"])
    table = tripower("power", "suggest", "-C", folder).out
    assert "→ " in table
    assert "The team decides." in table


def test_where_nothing_is_possible_it_says_how_many_deputies_are_needed(
    unit: Any, tripower: Any
) -> None:
    folder = unit("POW-06")
    ran = tripower("power", "suggest", "-C", folder)
    assert ran.code == 0
    assert "need at least 3 deputies, 2 are eligible (贾石, 易明)" in ran.out
    data = tripower("power", "suggest", "-C", folder, "--format", "json").data
    assert (data["count"], data["needed"], data["changes"], data["possible"]) == (0, 3, None, [])


def test_another_day_is_asked_for_by_on(unit: Any, tripower: Any) -> None:
    ran = tripower("power", "suggest", "-C", unit(), "--on", "2024-01-07")
    assert ran.out.strip() == "On 2024-01-07 the unit has none of the six powers on record."


def test_it_writes_nothing(unit: Any, tripower: Any) -> None:
    folder: Path = unit("POW-03")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    tripower("power", "suggest", "-C", folder)
    after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert after == before
