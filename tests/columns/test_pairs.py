"""Products of raters and units are exact integers, however large."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.columns.answers import written
from tripower.columns import pairs as module
from tripower.columns.engines import open_table
from tripower.columns.pairs import pairs, product

numbers = st.integers(-(2**62), 2**62)
matrices = st.integers(1, 5).flatmap(
    lambda raters: st.tuples(
        *[
            st.lists(st.tuples(*[numbers] * columns), min_size=raters, max_size=raters)
            for columns in (2, 3)
        ]
    )
)


@given(matrices)
def test_a_product_is_exact(both: tuple[list[tuple[int, ...]], list[tuple[int, ...]]]) -> None:
    left, right = both
    found = product(np.array(left, np.int64), np.array(right, np.int64))
    expected = [
        [sum(one[i] * other[j] for one, other in zip(left, right, strict=True)) for j in range(3)]
        for i in range(2)
    ]
    assert found.tolist() == expected


def test_chunks_are_added(monkeypatch: pytest.MonkeyPatch) -> None:
    matrix = np.arange(21, dtype=np.int64).reshape(7, 3) * 10**15
    whole = product(matrix, matrix).tolist()
    monkeypatch.setattr(module, "CHUNK", 2)
    assert product(matrix, matrix).tolist() == whole


def test_common_factors_of_weights_do_not_count(tmp_path: Path) -> None:
    answers = [
        {"rater_id": "a", "unit_id": "x", "score": 9000, "w_base_pm": 4000},
        {"rater_id": "a", "unit_id": "y", "score": 4000, "w_base_pm": 4000},
        {"rater_id": "b", "unit_id": "x", "score": 7000, "w_base_pm": 6000},
    ]
    frame = open_table(written(tmp_path / "t.parquet", answers))
    (one,) = pairs(frame, ["x", "y"], {("x", "all"): 8000, ("y", "all"): 5000})
    a, b = 4 * 10**9, 6 * 10**9
    assert one.ww.tolist() == [[a * a + b * b, a * a], [a * a, a * a]]
    assert one.dw.tolist() == [[1000 * (a * a - b * b), 1000 * a * a], [-1000 * a * a] * 2]
    assert one.dd[0, 1] == -1_000_000 * a * a


def test_weights_beyond_all_measure(tmp_path: Path) -> None:
    answers = [{"w_base_pm": 10**14, "w_nr_pm": 10**6}, {"rater_id": "r2", "w_base_pm": 1001}]
    frame = open_table(written(tmp_path / "t.parquet", answers))
    with pytest.raises(ValueError, match="weights are too large"):
        pairs(frame, ["water"], {("water", "all"): 0})


def test_nobody_answered(tmp_path: Path) -> None:
    frame = open_table(written(tmp_path / "t.parquet", [{"answered": 0}]))
    assert pairs(frame, [], {}) == ()
