"""What two units have in common because the same people judged both: exact sums of products.

Raters × units is a matrix; its products are taken in limbs of 18 bits, so small that floating
point holds every partial sum exactly. The answer is an integer, whatever the order of adding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import gcd
from typing import TYPE_CHECKING, Any

import msgspec

from tripower.columns.engines import tuples
from tripower.columns.moments import counted, weight

if TYPE_CHECKING:
    from narwhals import LazyFrame
    from numpy.typing import NDArray

BITS = 18
CHUNK = 1 << 16
LIMIT = 1 << 62
Key = tuple[str, str]


class Pairs(msgspec.Struct, frozen=True, eq=False):
    """Sums over the raters of a stratum and post-stratum, a row and a column a unit.

    With d = w·(score − centre): `dd` of d·d, `dw` of d·w, `ww` of w·w; integers of any size.
    """

    stratum: str
    cell: str
    dd: NDArray[Any]
    dw: NDArray[Any]
    ww: NDArray[Any]


def pairs(
    frame: LazyFrame[Any], units: Sequence[str], centre: Mapping[tuple[str, str], int]
) -> tuple[Pairs, ...]:
    """The sums for these units; `centre` is a whole number near the mean by unit and cell.

    Holds all answers in memory.
    """
    names = ("stratum", "post_cell", "rater_id", "unit_id", "w_base_pm", "w_nr_pm", "know_pm")
    table = [
        (stratum, cell, rater, unit, weight(*factors), int(score))
        for stratum, cell, rater, unit, *factors, score in tuples(
            counted(frame).select(*names, "score")
        )
    ]
    common = gcd(*(row[4] for row in table)) or 1
    groups: dict[Key, list[tuple[str, str, int, int]]] = defaultdict(list)
    for stratum, cell, rater, unit, w, score in table:
        off = score - centre[unit, cell]
        groups[stratum, cell].append((rater, unit, w // common, off))
    return tuple(_crossed(key, groups[key], units, common) for key in sorted(groups))


def _crossed(
    key: Key, answers: list[tuple[str, str, int, int]], units: Sequence[str], common: int
) -> Pairs:
    weights, offsets = _matrices(answers, units)
    scale = common * common
    return Pairs(
        *key,
        dd=product(offsets, offsets) * scale,
        dw=product(offsets, weights) * scale,
        ww=product(weights, weights) * scale,
    )


def _matrices(
    answers: list[tuple[str, str, int, int]], units: Sequence[str]
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Weights and weighted offsets, raters × units; several answers of one rater are added."""
    import numpy as np

    column = {unit: at for at, unit in enumerate(units)}
    raters: dict[str, int] = {}
    shape = (len({rater for rater, *_ in answers}), len(units))
    weights, offsets = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    for (rater, unit), (w, off) in _sums(answers).items():
        at = raters.setdefault(rater, len(raters)), column[unit]
        weights[at], offsets[at] = w, off
    return weights, offsets


def _sums(answers: list[tuple[str, str, int, int]]) -> dict[tuple[str, str], tuple[int, int]]:
    """Weight and weighted offset of each rater and unit; numpy holds 63 bits of them."""
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for rater, unit, w, off in answers:
        weight_before, off_before = found.get((rater, unit), (0, 0))
        found[rater, unit] = weight_before + w, off_before + w * off
    if any(max(w, abs(off)) >= LIMIT for w, off in found.values()):
        raise ValueError("weights are too large to be multiplied")
    return found


def product(left: NDArray[Any], right: NDArray[Any]) -> NDArray[Any]:
    """The product leftᵀ·right of matrices of 64-bit integers, as exact Python integers."""
    import numpy as np

    total = np.zeros((left.shape[1], right.shape[1]), object)
    for start in range(0, len(left), CHUNK):
        chunk = slice(start, start + CHUNK)
        for i, one in _limbs(left[chunk]):
            for j, other in _limbs(right[chunk]):
                part = (one.T @ other).astype(np.int64).astype(object)
                total += part * (1 << BITS * (i + j))
    return total


def _limbs(matrix: NDArray[Any]) -> list[tuple[int, NDArray[Any]]]:
    found = []
    for at in range(4):
        low = matrix & ((1 << BITS) - 1) if at < 3 else matrix
        if low.any():
            found.append((at, low.astype(float)))
        matrix = matrix >> BITS
    return found
