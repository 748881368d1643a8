"""The covariance of post-stratified means over raters (Taylor), from exact sums.

Per stratum: (1 − f)·n/(n − 1)·[Σ e·e′ − Σe·Σe′/n], where e is what an answer moves the score of a
unit, and n counts everyone who was drawn, whether or not they knew the unit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import msgspec

from tripower.columns.moments import Moment, Stratum
from tripower.columns.pairs import Pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

Squares = dict[str, "NDArray[Any]"]
"""Σ e·e′ by stratum, units × units."""


class Cell(msgspec.Struct, frozen=True):
    """A unit's answers from a post-stratum: its share of the people, total weight and mean."""

    share: Fraction
    w: int
    mean: Fraction

    @property
    def factor(self) -> Fraction:
        """What a weighted deviation counts in the score."""
        return self.share / self.w

    @property
    def centre(self) -> int:
        """The whole number next to the mean, to which deviations are summed."""
        return round(self.mean)


Cells = Mapping[tuple[str, str], Cell]


def own_squares(found: Iterable[Moment], cells: Cells, units: Sequence[str]) -> Squares:
    """Σ e·e′ where everybody judged one unit: no product of two units is other than zero."""
    import numpy as np

    squares: Squares = defaultdict(lambda: np.zeros((len(units), len(units))))
    for one in found:
        cell, at = cells[one.unit_id, one.cell], units.index(one.unit_id)
        exact = one.w2y2 - 2 * cell.mean * one.w2y + cell.mean**2 * one.w2
        squares[one.stratum][at, at] += float(cell.factor**2 * exact)
    return squares


def common_squares(crossed: Iterable[Pairs], cells: Cells, units: Sequence[str]) -> Squares:
    """Σ e·e′ where the same people judged several units."""
    import numpy as np

    squares: Squares = defaultdict(lambda: np.zeros((len(units), len(units))))
    for one in crossed:
        here = [cells.get((unit, one.cell)) for unit in units]
        factor = np.array([float(cell.factor) if cell else 0.0 for cell in here])
        off = np.array([float(cell.mean - cell.centre) if cell else 0.0 for cell in here])
        dd, dw, ww = (sums.astype(float) for sums in (one.dd, one.dw, one.ww))
        apart = dw * off[None, :]
        sums = dd - (apart + apart.T) + ww * np.multiply.outer(off, off)
        squares[one.stratum] += sums * np.multiply.outer(factor, factor)
    return squares


def residuals(found: Iterable[Moment], cells: Cells, units: Sequence[str]) -> Squares:
    """Σ e by stratum, a number a unit."""
    import numpy as np

    exact: dict[str, list[Fraction]] = defaultdict(lambda: [Fraction(0)] * len(units))
    for one in found:
        cell = cells[one.unit_id, one.cell]
        exact[one.stratum][units.index(one.unit_id)] += cell.factor * (one.wy - cell.mean * one.w)
    return {name: np.array([float(value) for value in sums]) for name, sums in exact.items()}


def covariance(
    strata: Sequence[Stratum],
    squares: Squares,
    sums: Squares,
    people: Mapping[str, int],
    size: int,
) -> NDArray[Any]:
    """The matrix over all strata; `people` by stratum for a finite population.

    Where a stratum has a single rater nothing is known of its spread: its deviation from the
    whole stands for it.
    """
    import numpy as np

    total = np.zeros((size, size))
    for one in strata:
        if one.name not in squares:
            continue
        left = float(1 - sampled(one, people))
        n, apart = one.raters, sums[one.name]
        if n == 1:
            total += left * squares[one.name]
            continue
        total += (left * n / (n - 1)) * (squares[one.name] - np.multiply.outer(apart, apart) / n)
    return total


def sampled(one: Stratum, people: Mapping[str, int]) -> Fraction:
    """The share of a stratum's people who were drawn; 0 where they are not counted."""
    if one.name not in people:
        return Fraction(0)
    share = Fraction(one.raters, people[one.name])
    if share > 1:
        raise ValueError(f"{one.raters} raters in {one.name}, of {people[one.name]} people")
    return share
