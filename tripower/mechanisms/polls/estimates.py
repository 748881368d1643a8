"""From answers to a score a unit, with its error: post-stratified means of a stratified sample.

The same representatives judge every unit, so the errors of two units are not independent: all is
in one covariance matrix over raters. Sums are exact integers and a score is an exact fraction;
only the errors are floats, computed in one order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from tripower.columns.moments import Moment, moments, strata
from tripower.columns.pairs import pairs
from tripower.mechanisms.polls.linearised import (
    Cell,
    Cells,
    common_squares,
    covariance,
    own_squares,
    residuals,
)
from tripower.mechanisms.polls.student import quantile

if TYPE_CHECKING:
    from narwhals import LazyFrame
    from numpy.typing import NDArray

HUNDREDTHS = 100
Population = Mapping[str, Mapping[str, int]]


class UnitEstimate(msgspec.Struct, frozen=True):
    """A unit's score in points with its standard error; round `exact`, never `score`.

    `n_eff` is Kish's: so many answers of equal weight would be as good. `missing` names the
    post-strata without an answer on the unit; the shares of the others are raised to fill them.
    """

    unit_id: str
    category: str
    n: int
    n_eff: float
    score: float
    se: float
    exact: Fraction
    missing: tuple[str, ...] = ()


class Survey(msgspec.Struct, frozen=True, eq=False):
    """The estimates of a survey, and the covariance of their errors, in points."""

    units: tuple[UnitEstimate, ...]
    covariance: NDArray[Any]
    df: int

    @property
    def unit_ids(self) -> tuple[str, ...]:
        """The units in the order of the matrix."""
        return tuple(one.unit_id for one in self.units)


class Combined(msgspec.Struct, frozen=True, eq=False):
    """The scores of a round, of both surveys together, and the covariance of their errors."""

    unit_ids: tuple[str, ...]
    categories: tuple[str, ...]
    theta: tuple[float, ...]
    exact: tuple[Fraction, ...]
    covariance: NDArray[Any]
    df: int

    @property
    def errors(self) -> tuple[float, ...]:
        """The standard error of each unit."""
        return _errors(self.covariance)

    def within(self, category: str) -> Combined:
        """The units of a category alone."""
        return self.only([unit for unit, name in self._named if name == category])

    def only(self, unit_ids: Iterable[str]) -> Combined:
        """These units alone, in the order of all."""
        wanted = set(unit_ids)
        at = [place for place, unit in enumerate(self.unit_ids) if unit in wanted]
        return Combined(
            tuple(self.unit_ids[place] for place in at),
            tuple(self.categories[place] for place in at),
            tuple(self.theta[place] for place in at),
            tuple(self.exact[place] for place in at),
            self.covariance[at][:, at],
            self.df,
        )

    @property
    def _named(self) -> list[tuple[str, str]]:
        return list(zip(self.unit_ids, self.categories, strict=True))


def estimate(
    table: Path,
    survey: str,
    *,
    engine: str = "duckdb",
    population: Population | None = None,
    without_flagged: bool = False,
) -> Survey:
    """Score every unit of a survey from its Parquet file.

    `population` may hold `cells`, people by post-stratum, to which the answers are weighted, and
    `strata`, people by stratum: the error is smaller where many of them were asked.
    """
    import narwhals as nw

    from tripower.columns.engines import open_table
    from tripower.columns.quality import unflagged

    frame = open_table(table, engine).filter(nw.col("survey") == survey)
    return estimated(unflagged(frame) if without_flagged else frame, population or {})


def estimated(frame: LazyFrame[Any], population: Population) -> Survey:
    """The same from an open table."""
    import narwhals as nw

    people = population.get("cells")
    if people is None:
        people, frame = {"": 1}, frame.with_columns(post_cell=nw.lit(""))
    found, layers = moments(frame), strata(frame)
    cells = _cells(found, people)
    units = tuple(sorted({unit for unit, _ in cells}))
    if all(one.raters == one.answers for one in layers):
        squares = own_squares(found, cells, units)
    else:
        centres = {key: cell.centre for key, cell in cells.items()}
        squares = common_squares(pairs(frame, units, centres), cells, units)
    sums = residuals(found, cells, units)
    matrix = covariance(layers, squares, sums, population.get("strata", {}), len(units))
    matrix /= HUNDREDTHS**2
    return Survey(
        _units(found, cells, people, _errors(matrix)),
        matrix,
        sum(one.raters - 1 for one in layers),
    )


def _cells(found: Iterable[Moment], people: Mapping[str, int]) -> Cells:
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for one in found:
        total = sums[one.unit_id, one.cell]
        total[0] += one.w
        total[1] += one.wy
    unknown = sorted({cell for _, cell in sums} - people.keys())
    if unknown:
        raise ValueError(f"the population has no post-stratum {', '.join(unknown)}")
    reached: dict[str, int] = defaultdict(int)
    for unit, cell in sums:
        reached[unit] += people[cell]
    return {
        (unit, cell): Cell(Fraction(people[cell], reached[unit]), w, Fraction(wy, w))
        for (unit, cell), (w, wy) in sums.items()
    }


def _units(
    found: Sequence[Moment], cells: Cells, people: Mapping[str, int], errors: Sequence[float]
) -> tuple[UnitEstimate, ...]:
    answers: dict[str, list[Moment]] = defaultdict(list)
    for one in found:
        answers[one.unit_id].append(one)
    return tuple(
        _unit(answers[unit], cells, people, error)
        for unit, error in zip(sorted(answers), errors, strict=True)
    )


def _unit(
    answers: Sequence[Moment], cells: Cells, people: Mapping[str, int], error: float
) -> UnitEstimate:
    unit = answers[0].unit_id
    asked = sorted({one.cell for one in answers})
    exact = sum((cells[unit, cell].share * cells[unit, cell].mean for cell in asked), Fraction(0))
    weight, square = sum(one.w for one in answers), sum(one.w2 for one in answers)
    return UnitEstimate(
        unit,
        answers[0].category,
        n=sum(one.n for one in answers),
        n_eff=float(Fraction(weight**2, square)),
        score=float(exact / HUNDREDTHS),
        se=error,
        exact=exact / HUNDREDTHS,
        missing=tuple(sorted(cell for cell in people if people[cell] and cell not in asked)),
    )


def combine(general: Survey, targeted: Survey, weight_general: Fraction) -> Combined:
    """Weigh the surveys; other people answered each, so the errors are independent."""
    first, second = weight_general, 1 - weight_general
    one = alone(general).only(targeted.unit_ids)
    other = alone(targeted).only(general.unit_ids)
    exact = tuple(first * g + second * t for g, t in zip(one.exact, other.exact, strict=True))
    return Combined(
        one.unit_ids,
        one.categories,
        tuple(float(score) for score in exact),
        exact,
        float(first**2) * one.covariance + float(second**2) * other.covariance,
        one.df + other.df,
    )


def alone(survey: Survey) -> Combined:
    """The scores of one survey as those of a round."""
    return Combined(
        survey.unit_ids,
        tuple(one.category for one in survey.units),
        tuple(one.score for one in survey.units),
        tuple(one.exact for one in survey.units),
        survey.covariance,
        survey.df,
    )


def confidence(combined: Combined, level: Fraction) -> tuple[tuple[float, float], ...]:
    """The interval of each unit by itself, by Student's t."""
    if combined.df < 1:
        raise ValueError("a single rater a stratum says nothing about an error")
    reach = quantile(float(level), combined.df)
    return tuple(
        (score - reach * error, score + reach * error)
        for score, error in zip(combined.theta, combined.errors, strict=True)
    )


def _errors(matrix: NDArray[Any]) -> tuple[float, ...]:
    return tuple(sqrt(max(0.0, float(matrix[at, at]))) for at in range(len(matrix)))
