"""Scores by hand: weights, post-strata, two surveys; and what must hold for any answers."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.columns.answers import made_up, written
from tripower.columns.engines import open_table
from tripower.columns.moments import moments, strata
from tripower.mechanisms.polls.estimates import Survey, alone, combine, confidence, estimate
from tripower.mechanisms.polls.linearised import Cell, covariance, own_squares, residuals


def scored(folder: Path, answers: list[dict[str, Any]], survey: str = "general", **more: Any):
    named = [{"survey": survey, "rater_id": f"r{at}", **one} for at, one in enumerate(answers)]
    return estimate(written(folder / "t.parquet", named), survey, **more)


def test_knowledge_weighs(tmp_path: Path) -> None:
    found = scored(
        tmp_path,
        [
            {"score": 9000, "know_pm": 1000},
            {"score": 6000, "know_pm": 200},
            {"score": 100, "know_pm": 0},
            {"score": 100, "answered": 0},
        ],
        "targeted",
    )
    (one,) = found.units
    assert one.exact == Fraction(9000 * 5 + 6000, 600)
    assert one.n == 2
    assert one.n_eff == pytest.approx(36 / 26)
    assert found.df == 3


def test_a_score_is_exact_to_the_half_hundredth(tmp_path: Path) -> None:
    (one,) = scored(tmp_path, [{"score": 8001}, {"score": 8000}]).units
    assert one.exact == Fraction("80.005")
    assert one.se == pytest.approx(0.005)


def test_post_strata_count_by_their_people(tmp_path: Path) -> None:
    answers = [
        {"score": 9000, "post_cell": "young"},
        {"score": 9000, "post_cell": "young"},
        {"score": 9000, "post_cell": "young"},
        {"score": 5000, "post_cell": "old"},
    ]
    cells = {"young": 100, "old": 300}
    (one,) = scored(tmp_path, answers, population={"cells": cells}).units
    assert one.exact == 60
    assert one.missing == ()
    (plain,) = scored(tmp_path, answers).units
    assert plain.exact == 80


def test_a_post_stratum_without_answers_is_named_and_the_others_fill_it(tmp_path: Path) -> None:
    answers = [{"score": 9000, "post_cell": "young"}, {"score": 5000, "post_cell": "old"}]
    cells = {"young": 100, "old": 300, "abroad": 50, "nobody": 0}
    (one,) = scored(tmp_path, answers, population={"cells": cells}).units
    assert one.exact == 60
    assert one.missing == ("abroad",)


def test_a_post_stratum_that_the_population_does_not_know(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="the population has no post-stratum all"):
        scored(tmp_path, [{}], population={"cells": {"young": 1}})


def test_everybody_asked_leaves_no_error(tmp_path: Path) -> None:
    answers = [{"score": score} for score in (9000, 7000)]
    (one,) = scored(tmp_path, answers, population={"strata": {"town": 2}}).units
    assert one.se == 0
    with pytest.raises(ValueError, match="2 raters in town, of 1 people"):
        scored(tmp_path, answers, population={"strata": {"town": 1}})


def test_equal_answers_leave_no_error(tmp_path: Path) -> None:
    answers = [{"score": 3333, "w_nr_pm": 1000 + at} for at in range(7)]
    (one,) = scored(tmp_path, answers).units
    assert (one.score, one.se) == (33.33, 0.0)


def test_only_the_survey_asked_for(tmp_path: Path) -> None:
    answers = [{"score": 9000}, {"score": 1000, "survey": "targeted"}]
    (one,) = scored(tmp_path, answers).units
    assert one.exact == 90


def test_the_flagged_are_left_out_and_their_raters_stay(tmp_path: Path) -> None:
    same = dict.fromkeys(("q01", "q02", "q03"), 2000)
    answers = [{"score": 2000, **same}, {"score": 8000}, {"score": 7000}]
    all_, fewer = (scored(tmp_path, answers, without_flagged=flag) for flag in (False, True))
    assert (all_.units[0].n, fewer.units[0].n) == (3, 2)
    assert fewer.units[0].exact == 75
    assert all_.df == fewer.df == 2


def test_two_surveys_of_different_people(tmp_path: Path) -> None:
    general = scored(tmp_path, [{"score": s} for s in (8000, 9000)])
    targeted = scored(tmp_path, [{"score": s} for s in (6000, 7000)], "targeted")
    found = combine(general, targeted, Fraction(3, 10))
    assert found.exact == (Fraction(3, 10) * 85 + Fraction(7, 10) * 65,)
    expected = 0.09 * general.covariance + 0.49 * targeted.covariance
    assert found.covariance == pytest.approx(expected)
    assert found.df == 2
    ((low, high),) = confidence(found, Fraction(95, 100))
    assert (low + high) / 2 == pytest.approx(71)
    assert (high - low) / 2 == pytest.approx(4.302652729749 * found.errors[0])


def test_only_units_of_both_surveys_and_of_a_category(tmp_path: Path) -> None:
    general = scored(
        tmp_path,
        [
            {"score": score, "unit_id": unit, "category": category}
            for unit, category in [("a", "x"), ("b", "y"), ("c", "y"), ("d", "x")]
            for score in (7000, 8000)
        ],
    )
    targeted = scored(
        tmp_path,
        [{"score": 9000, "unit_id": u, "category": "y"} for u in ("c", "b", "e")],
        "targeted",
    )
    found = combine(general, targeted, Fraction(1, 2))
    assert found.unit_ids == ("b", "c")
    within = alone(general).within("x")
    assert within.unit_ids == ("a", "d")
    assert within.covariance.shape == (2, 2)


def test_no_interval_without_degrees_of_freedom(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="a single rater"):
        confidence(alone(scored(tmp_path, [{}])), Fraction(95, 100))


def test_one_pass_and_the_raters_matrix_agree(tmp_path: Path) -> None:
    """Where everybody judges one unit, the sums alone give what the matrix over raters gives."""
    answers = [one for at, one in enumerate(made_up(400, 4, seed=2)) if at % 4 == at // 4 % 4]
    table = written(tmp_path / "t.parquet", answers)
    single = estimate(table, "general")
    twice = written(tmp_path / "u.parquet", [*answers, {**answers[0], "answered": 0}])
    crossed = estimate(twice, "general")
    assert crossed.covariance == pytest.approx(single.covariance, rel=1e-12, abs=1e-15)
    assert [one.exact for one in crossed.units] == [one.exact for one in single.units]


weights = st.integers(1, 5000)
answer = st.fixed_dictionaries(
    {
        "score": st.integers(0, 10_000),
        "w_base_pm": weights,
        "w_nr_pm": weights,
        "know_pm": st.sampled_from([200, 400, 600, 800, 1000]),
        "stratum": st.sampled_from(["town", "village"]),
        "post_cell": st.sampled_from(["young", "old"]),
    }
)


def floating(answers: list[dict[str, Any]]) -> tuple[float, float]:
    """Score and standard error by plain arithmetic over single answers."""
    y = np.array([one["score"] / 100 for one in answers])
    w = np.array([one["w_base_pm"] * one["w_nr_pm"] * one["know_pm"] / 1e9 for one in answers])
    mean = (w * y).sum() / w.sum()
    e = w * (y - mean) / w.sum()
    variance = 0.0
    for name in {one["stratum"] for one in answers}:
        own = e[[one["stratum"] == name for one in answers]]
        n = len(own)
        variance += own[0] ** 2 if n == 1 else n / (n - 1) * ((own - own.mean()) ** 2).sum()
    return mean, variance**0.5


@settings(max_examples=40, deadline=None)
@given(st.lists(answer, min_size=2, max_size=12))
def test_sums_give_what_single_answers_give(answers: list[dict[str, Any]]) -> None:
    with TemporaryDirectory() as folder:
        (one,) = scored(Path(folder), answers).units
    score, error = floating(answers)
    assert one.score == pytest.approx(score, rel=1e-12)
    assert one.se == pytest.approx(error, rel=1e-9, abs=1e-9)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000), st.integers(2, 4), st.booleans())
def test_a_covariance_is_one(seed: int, units: int, with_people: bool) -> None:
    answers = made_up(12, units, seed, survey="targeted")
    people = {"cells": {"young": 2, "old": 5}} if with_people else None
    with TemporaryDirectory() as folder:
        table = written(Path(folder) / "t.parquet", answers)
        found: Survey = estimate(table, "targeted", population=people)
    assert np.array_equal(found.covariance, found.covariance.T)
    assert np.linalg.eigvalsh(found.covariance).min() >= -1e-9


def test_the_error_of_a_stratum_nobody_answered_in_is_nothing(tmp_path: Path) -> None:
    answers = [
        {"score": 8000, "rater_id": "a"},
        {"score": 7000, "rater_id": "b"},
        {"rater_id": "c", "stratum": "village", "answered": 0},
    ]
    table = written(tmp_path / "t.parquet", answers)
    frame = open_table(table)
    found, layers = moments(frame), strata(frame)
    cells = {("water", "all"): Cell(Fraction(1), 2 * 10**9, Fraction(7500))}
    squares, sums = own_squares(found, cells, ["water"]), residuals(found, cells, ["water"])
    assert covariance(layers, squares, sums, {}, 1)[0, 0] == pytest.approx(500**2)
