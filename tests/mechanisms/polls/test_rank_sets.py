"""Ranks that the data allow: as csranks has them, and where the boundaries are."""

from __future__ import annotations

import csv
import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tripower.mechanisms.polls.rank_sets import (
    bottom,
    holm,
    last_confirmed,
    rank_sets,
    versus_last,
)

HERE = Path(__file__).parent / "reference"
VALUES = json.loads((HERE / "values.json").read_text("utf-8"))


def countries(subject: str) -> tuple[list[float], np.ndarray]:
    with (HERE / "pisa2018.csv").open(encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    errors = [float(line[f"{subject}_se"]) for line in table]
    return [float(line[f"{subject}_score"]) for line in table], np.diag(errors) ** 2


@pytest.mark.parametrize("subject", ["math", "science"])
def test_countries_are_ranked_as_by_csranks(subject: str) -> None:
    theta, cov = countries(subject)
    sets = rank_sets(theta, cov, seed=1)
    assert [low for low, _ in sets] == VALUES[subject]["low"]
    assert [high for _, high in sets] == VALUES[subject]["high"]


def test_holm_is_hardly_wider() -> None:
    theta, cov = countries("math")
    drawn, stepped = rank_sets(theta, cov, seed=1), holm(theta, cov)
    assert all(
        low <= first and last <= high
        for (low, high), (first, last) in zip(stepped, drawn, strict=True)
    )
    widths = [high - low for low, high in stepped], [high - low for low, high in drawn]
    assert sum(widths[0]) <= 1.05 * sum(widths[1])


def test_the_same_seed_gives_the_same_sets() -> None:
    theta, cov = countries("math")
    assert rank_sets(theta, cov, draws=500, seed=9) == rank_sets(theta, cov, draws=500, seed=9)


def test_what_is_far_apart_is_certain_and_what_is_equal_is_open() -> None:
    assert rank_sets([90.0, 80.0, 70.0], np.eye(3), seed=1) == ((1, 1), (2, 2), (3, 3))
    assert rank_sets([80.0, 80.0, 80.0], np.eye(3), seed=1) == ((1, 3),) * 3
    assert holm([90.0, 80.0, 80.0], np.eye(3)) == ((1, 1), (2, 3), (2, 3))


def test_two_units_are_told_apart_at_the_normal_quantile() -> None:
    cov = np.eye(2) / 2
    assert rank_sets([1.93, 0.0], cov, draws=100_000, seed=4) == ((1, 2), (1, 2))
    assert rank_sets([1.99, 0.0], cov, draws=100_000, seed=4) == ((1, 1), (2, 2))
    assert holm([1.95, 0.0], cov) == ((1, 2), (1, 2))
    assert holm([1.97, 0.0], cov) == ((1, 1), (2, 2))


def test_the_step_down_proves_more_than_one_step() -> None:
    cov = np.eye(4) / 2
    assert rank_sets([20.0, 10.0, 2.45, 0.0], cov, seed=1)[2:] == ((3, 3), (4, 4))
    assert rank_sets([3.0, 2.0, 2.45, 0.0], cov, seed=1)[2:] == ((1, 4), (2, 4))


def test_errors_in_common_do_not_blur_a_difference() -> None:
    theta = [80.0, 79.0]
    assert holm(theta, np.eye(2)) == ((1, 2), (1, 2))
    together = np.full((2, 2), 0.99) + np.eye(2) * 0.01
    assert holm(theta, together) == rank_sets(theta, together, seed=2) == ((1, 1), (2, 2))


def test_units_without_an_error() -> None:
    nothing = np.zeros((3, 3))
    assert rank_sets([3.0, 2.0, 2.0], nothing, seed=1) == ((1, 1), (2, 3), (2, 3))
    assert holm([3.0, 2.0, 2.0], nothing) == ((1, 1), (2, 3), (2, 3))
    assert last_confirmed([3.0, 2.0], np.zeros((2, 2)))
    assert not last_confirmed([2.0, 2.0], np.zeros((2, 2)))


def test_a_single_unit() -> None:
    assert rank_sets([70.0], np.eye(1), seed=1) == holm([70.0], np.eye(1)) == ((1, 1),)
    assert not last_confirmed([70.0], np.eye(1))


def test_the_last_three() -> None:
    sets = ((1, 7), (1, 8), (7, 10), (8, 10), (9, 10))
    of_ten = bottom((*sets, *((1, 10),) * 5), 3)
    assert of_ten[:5] == ("excluded", "possible", "possible", "confirmed", "confirmed")
    assert bottom(((1, 2), (1, 2)), 1) == ("possible", "possible")


@pytest.mark.parametrize(("gap", "confirmed"), [(1.96, False), (1.961, True)])
def test_the_last_is_confirmed_beyond_1_96(gap: float, confirmed: bool) -> None:
    cov = np.eye(3) / 2
    assert last_confirmed([gap, 0.0, 9.0], cov) is confirmed
    last, others = versus_last([gap, 0.0, 9.0], cov)
    assert last == 1
    assert others == [(0, gap, pytest.approx(1.0)), (2, 9.0, pytest.approx(1.0))]


scores = st.lists(st.integers(0, 10_000).map(lambda n: n / 100), min_size=1, max_size=7)


@settings(max_examples=40, deadline=None)
@given(scores, st.integers(0, 2**32), st.floats(0.01, 30))
def test_the_rank_observed_is_always_in_the_set(
    theta: list[float], seed: int, error: float
) -> None:
    cov = np.eye(len(theta)) * error
    for sets in (rank_sets(theta, cov, draws=200, seed=seed), holm(theta, cov)):
        for score, (low, high) in zip(theta, sets, strict=True):
            above = sum(other > score for other in theta)
            level = sum(other >= score for other in theta)
            assert 1 <= low <= above + 1
            assert level <= high <= len(theta)


@settings(max_examples=20, deadline=None)
@given(scores)
def test_less_certainty_never_widens(theta: list[float]) -> None:
    cov = np.eye(len(theta)) * 25
    strict = rank_sets(theta, cov, draws=400, seed=1, alpha=Fraction(1, 100))
    loose = rank_sets(theta, cov, draws=400, seed=1, alpha=Fraction(1, 5))
    for (low, high), (first, last) in zip(strict, loose, strict=True):
        assert low <= first
        assert last <= high
