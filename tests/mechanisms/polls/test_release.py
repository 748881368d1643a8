"""`tripower poll release`: nobody is found in what is given away, not even by subtraction."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.mechanisms.polls.import_room import (
    UNITS,
    absent,
    asked,
    district_office,
    entered,
    imported,
    platform,
    workbook,
)
from tripower.mechanisms.polls.release import QUASI, hidden_groups, released


def row(unit: str, group: str, score: int = 8000) -> dict[str, Any]:
    return {
        "survey": "general",
        "category": "执法监管类",
        "unit_id": unit,
        "stratum": group,
        "post_cell": group,
        "w_base_pm": 1000,
        "w_nr_pm": 1000,
        "know_pm": 1000,
        "answered": 1,
        "score": score,
        "rater_id": "r1",
        "q01": score,
    }


def groups(*sizes: int) -> list[dict[str, Any]]:
    return [row("u", f"g{at}") for at, size in enumerate(sizes) for _ in range(size)]


def hidden(*sizes: int, k: int = 5) -> int:
    """How many people have their group hidden."""
    keys = hidden_groups(groups(*sizes), k)
    return sum(size for at, size in enumerate(sizes) if any(f"g{at}" in key for key in keys))


@pytest.mark.parametrize(
    ("sizes", "count"),
    [
        ((5, 5), 0),
        ((4, 6), 10),  # four alone would be found by subtraction
        ((4, 4, 6), 8),
        ((1, 5, 9), 6),
        ((2, 3, 9), 5),
        ((5,), 0),
    ],
)
def test_small_groups_are_hidden_with_enough_others(sizes: tuple[int, ...], count: int) -> None:
    assert hidden(*sizes) == count


@given(st.lists(st.integers(1, 12), min_size=1, max_size=8), st.integers(2, 10))
def test_nobody_stands_alone(sizes: list[int], k: int) -> None:
    shown = released(groups(*sizes), ["q01"], k)
    assert len(shown) in (0, sum(sizes))
    assert (not shown) == (sum(sizes) < k)
    alike = Counter(tuple(one[name] for name in QUASI) for one in shown)
    assert all(count >= k for count in alike.values())


def test_no_rater_and_no_order(tmp_path: Path) -> None:
    rows = [row("u", "g", score) for score in (3000, 9000, 6000) * 4]
    shown = released(rows, ["q01"], 5)
    assert "rater_id" not in shown[0]
    assert [one["score"] for one in shown] == sorted(one["score"] for one in rows)


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entered(district_office(tmp_path / "office"), monkeypatch)
    answers = [("满意", "基本满意", "不了解", "非常满意")] * 12
    imported(workbook(tmp_path / "a.xlsx", platform(answers)))
    out = tmp_path / "out.csv"
    told = asked("poll", "release", "R-1", "--out", str(out))
    assert told.data == {"rows": 48, "hidden": 0, "left_out": 0, "k": 10}
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {one["unit_id"] for one in rows} == set(UNITS)
    assert not {"rater_id", "device_hash", "duration_s"} & set(rows[0])
    assert asked("poll", "release", "R-1", "--out", str(out)).code == 1
    few = asked("poll", "release", "R-1", "--out", str(tmp_path / "few.csv"), "-k", "13")
    assert few.data["left_out"] == 48


def test_what_a_spreadsheet_would_run_is_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered(district_office(tmp_path / "office"), monkeypatch)
    path = tmp_path / "a.csv"
    rows = "".join(f"{nth},水利局,9,=HYPERLINK(A1)\n" for nth in range(10))
    path.write_text("编号,单位,质量,类别\n" + rows, encoding="utf-8")
    form = tmp_path / "mapping.yaml"
    form.write_text(
        "name: 示例\nshape: long\nrater: 编号\nunit: 单位\nquestions: [质量]\nstratum: 类别\n",
        encoding="utf-8",
    )
    words = ("--mapping", str(form), *absent("farm", "roads", "parks"))
    assert imported(path, *words).code == 0
    out = tmp_path / "out.csv"
    assert asked("poll", "release", "R-1", "--out", str(out)).code == 0
    with out.open(encoding="utf-8", newline="") as file:
        assert {one["stratum"] for one in csv.DictReader(file)} == {"'=HYPERLINK(A1)"}
