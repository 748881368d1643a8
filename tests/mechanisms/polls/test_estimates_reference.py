"""Estimates as R's `survey` has them, to ten digits, on its data of Californian schools."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.columns.answers import written
from tripower.mechanisms.polls.estimates import Survey, alone, confidence, estimate
from tripower.mechanisms.polls.student import quantile

HERE = Path(__file__).parent / "reference"
VALUES = json.loads((HERE / "values.json").read_text("utf-8"))
SCHOOLS = {"E": 4421, "H": 755, "M": 1018}
Line = dict[str, str]
Answer = dict[str, Any]


def lines(name: str) -> list[Line]:
    with (HERE / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def answer(line: Line, unit: str, score: str, **more: str) -> Answer:
    """A school as a rater. Its weight has twelve decimals, its score one."""
    weight = round(Fraction(line["pw"]) * 10**12)
    return {
        "unit_id": unit,
        "rater_id": line["snum"],
        "score": int(line[score]),
        "w_base_pm": weight,
        "w_nr_pm": 1,
        "know_pm": 1,
        **more,
    }


def survey(folder: Path, answers: Iterable[Answer], **people: dict[str, int]) -> Survey:
    return estimate(written(folder / "t.parquet", answers), "general", population=people)


def agrees(found: Survey, name: str) -> None:
    """Scores here are hundredths of points there."""
    mean, matrix = VALUES[name]["mean"], VALUES[name]["vcov"]
    here = [one.score * 100 for one in found.units]
    assert here == pytest.approx(mean, rel=1e-10)
    expected = np.array(matrix).reshape(len(mean), -1)
    scale = np.sqrt(np.outer(np.diag(expected), np.diag(expected)))
    assert np.abs(found.covariance * 10_000 - expected).max() <= 1e-10 * scale.max()
    assert [one.se * 100 for one in found.units] == pytest.approx(
        np.sqrt(np.diag(expected)), rel=1e-10
    )
    if VALUES[name]["df"] != [None]:
        assert found.df == VALUES[name]["df"][0]


def by_level(line: Line, unit: str = "all", score: str = "api00") -> Answer:
    return answer(line, unit, score, stratum=line["stype"])


def test_a_stratified_mean(tmp_path: Path) -> None:
    found = survey(tmp_path, map(by_level, lines("apistrat")), strata=SCHOOLS)
    agrees(found, "strat")
    assert found.units[0].score * 100 == pytest.approx(662.287363159, rel=1e-11)
    assert found.units[0].se * 100 == pytest.approx(9.40894080, rel=1e-9)
    assert found.units[0].n == 200
    assert found.units[0].n_eff == pytest.approx(VALUES["interval"]["kish"][0], rel=1e-10)


def test_without_counting_the_population(tmp_path: Path) -> None:
    found = survey(tmp_path, map(by_level, lines("apistrat")))
    agrees(found, "strat_open")
    assert found.units[0].se * 100 == pytest.approx(9.53613230, rel=1e-9)


def test_an_interval_by_students_t(tmp_path: Path) -> None:
    found = survey(tmp_path, map(by_level, lines("apistrat")), strata=SCHOOLS)
    (low, high), *_ = confidence(alone(found), Fraction(95, 100))
    assert [low * 100, high * 100] == pytest.approx(VALUES["interval"]["t"], rel=1e-10)
    assert [low * 100, high * 100] == pytest.approx([643.7321883, 680.842538], rel=1e-9)


def test_two_scores_of_the_same_raters(tmp_path: Path) -> None:
    answers = [
        by_level(line, score, score) for line in lines("apistrat") for score in ("api00", "api99")
    ]
    agrees(survey(tmp_path, answers, strata=SCHOOLS), "strat_both")


@pytest.mark.parametrize(
    ("name", "unit", "people"),
    [
        ("strat_wide", lambda line: line["sch.wide"], {"strata": SCHOOLS}),
        ("strat_awards", lambda line: f"{line['stype']}-{line['awards']}", {}),
    ],
)
def test_domains_with_the_whole_sample_behind_them(
    tmp_path: Path, name: str, unit: Callable[[Line], str], people: dict[str, dict[str, int]]
) -> None:
    answers = [by_level(line, unit(line)) for line in lines("apistrat")]
    agrees(survey(tmp_path, answers, **people), name)


def test_a_simple_sample(tmp_path: Path) -> None:
    answers = [answer(line, "all", "api00") for line in lines("apisrs")]
    agrees(survey(tmp_path, answers, strata={"town": 6194}), "srs")


def test_a_simple_sample_post_stratified(tmp_path: Path) -> None:
    answers = [answer(line, "all", "api00", post_cell=line["stype"]) for line in lines("apisrs")]
    found = survey(tmp_path, answers, strata={"town": 6194}, cells=SCHOOLS)
    agrees(found, "srs_cells")
    assert found.units[0].score * 100 == pytest.approx(656.781580953, rel=1e-11)
    assert found.units[0].se * 100 == pytest.approx(9.15653816, rel=1e-9)


def test_two_scores_post_stratified(tmp_path: Path) -> None:
    answers = [
        answer(line, score, score, post_cell=line["stype"])
        for line in lines("apisrs")
        for score in ("api00", "api99")
    ]
    agrees(survey(tmp_path, answers, strata={"town": 6194}, cells=SCHOOLS), "srs_cells_both")


def test_several_answers_of_one_rater_are_a_cluster(tmp_path: Path) -> None:
    answers = [
        answer(line, score, score, rater_id=line["dnum"])
        for line in lines("apiclus1")
        for score in ("api00", "api99")
    ]
    agrees(survey(tmp_path, answers, strata={"town": 757}), "clus")


def test_domains_of_clusters(tmp_path: Path) -> None:
    answers = [
        answer(line, line["sch.wide"], "api00", rater_id=line["dnum"]) for line in lines("apiclus1")
    ]
    agrees(survey(tmp_path, answers, strata={"town": 757}), "clus_wide")


def test_a_single_rater_in_a_stratum(tmp_path: Path) -> None:
    table = lines("apistrat")
    first, other = ([line for line in table if line["stype"] == level] for level in "EH")
    agrees(survey(tmp_path, map(by_level, [*first[:40], other[0]])), "lonely")


def test_students_quantiles() -> None:
    student = VALUES["student"]
    for df, at95, at99 in zip(student["df"], student["at95"], student["at99"], strict=True):
        assert quantile(0.95, df) == pytest.approx(at95, rel=1e-10)
        assert quantile(0.99, df) == pytest.approx(at99, rel=1e-10)


@pytest.mark.parametrize(("level", "df"), [(0.0, 3), (1.0, 3), (0.95, 0)])
def test_no_quantile(level: float, df: int) -> None:
    with pytest.raises(ValueError, match="no quantile"):
        quantile(level, df)
