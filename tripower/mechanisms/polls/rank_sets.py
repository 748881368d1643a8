"""What the data say about a rank: the ranks that a unit may have, and who is proved to be last.

Confidence sets for ranks after Mogstad, Romano, Shaikh and Wilhelm (2024): every ordered pair of
units is tested, and all together err in 5 of 100 polls at most. The last place by itself needs no
correction (Hung and Fithian 2019). Best is 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import erfc, inf, sqrt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

DRAWS = 20_000
ALPHA = Fraction(1, 20)
NORMAL = 1.96
"""Two in a hundred and a half lie above it in a standard normal distribution."""

Pair = tuple[int, int]
Vector = Sequence[float]


def rank_sets(
    theta: Vector, cov: NDArray[Any], *, draws: int = DRAWS, seed: int, alpha: Fraction = ALPHA
) -> tuple[Pair, ...]:
    """The lowest and the highest rank that a unit may have, for all units at once.

    Fewer than 20,000 draws give another answer from seed to seed.
    """
    noise = _noise(cov, draws, seed)
    tests = _statistics(theta, cov)
    active, proved = set(tests), set[Pair]()
    while active:
        limit = _quantile(_greatest(noise, cov, active), alpha)
        found = {pair for pair in active if tests[pair] > limit}
        if not found:
            break
        proved |= found
        active -= found
    return _sets(len(theta), proved)


def holm(theta: Vector, cov: NDArray[Any], *, alpha: Fraction = ALPHA) -> tuple[Pair, ...]:
    """The same without a draw, by Holm's steps: wider, and no seed is needed."""
    ordered = sorted(_statistics(theta, cov).items(), key=lambda item: (-item[1], item[0]))
    proved = set[Pair]()
    for at, (pair, value) in enumerate(ordered):
        if erfc(value / sqrt(2)) / 2 > float(alpha) / (len(ordered) - at):
            break
        proved.add(pair)
    return _sets(len(theta), proved)


def bottom(sets: Sequence[Pair], k: int) -> tuple[str, ...]:
    """Whether each unit is among the last k: confirmed, possible or excluded."""
    first = len(sets) - k + 1
    return tuple(
        "confirmed" if low >= first else "excluded" if high < first else "possible"
        for low, high in sets
    )


def versus_last(theta: Vector, cov: NDArray[Any]) -> tuple[int, list[tuple[int, float, float]]]:
    """The lowest unit, and by how much each other is above it, with the standard error of that."""
    last = min(range(len(theta)), key=lambda at: theta[at])
    others = [at for at in range(len(theta)) if at != last]
    return last, [(at, float(theta[at] - theta[last]), spread(cov, at, last)) for at in others]


def last_confirmed(theta: Vector, cov: NDArray[Any]) -> bool:
    """Whether the lowest is proved to be the last: below each other by 1.96 standard errors."""
    _, others = versus_last(theta, cov)
    return bool(others) and all(_studentised(gap, error) > NORMAL for _, gap, error in others)


def spread(cov: NDArray[Any], one: int, other: int) -> float:
    """The standard error of the difference of two units."""
    return sqrt(max(0.0, float(cov[one, one] + cov[other, other] - 2 * cov[one, other])))


def _studentised(gap: float, error: float) -> float:
    if error:
        return gap / error
    return inf if gap > 0 else -inf if gap < 0 else 0.0


def _statistics(theta: Vector, cov: NDArray[Any]) -> dict[Pair, float]:
    """By how many standard errors the first of two is above the second, all ordered pairs."""
    units = range(len(theta))
    return {
        (one, other): _studentised(float(theta[one] - theta[other]), spread(cov, one, other))
        for one in units
        for other in units
        if one != other
    }


def _sets(count: int, proved: Iterable[Pair]) -> tuple[Pair, ...]:
    low, high = [1] * count, [count] * count
    for better, worse in proved:
        low[worse] += 1
        high[better] -= 1
    return tuple(zip(low, high, strict=True))


def _noise(cov: NDArray[Any], draws: int, seed: int) -> NDArray[Any]:
    """Draws of the errors of all units, a row a unit.

    Root and product are taken element by element: libraries of linear algebra differ from
    machine to machine in the last digit.
    """
    import numpy as np

    root = _root(cov)
    free = np.random.Generator(np.random.PCG64(seed)).standard_normal((len(root), draws))
    noise = np.zeros_like(free)
    for at, line in enumerate(root):
        for of in range(at + 1):
            noise[at] += line[of] * free[of]
    return noise


def _root(cov: NDArray[Any]) -> list[list[float]]:
    """The lower triangle whose square is the matrix; a unit without error of its own gets zeros."""
    size = len(cov)
    root = [[0.0] * size for _ in range(size)]
    for i in range(size):
        for j in range(i + 1):
            left = float(cov[i, j]) - sum(root[i][k] * root[j][k] for k in range(j))
            if i == j:
                root[i][i] = sqrt(left) if left > 1e-12 * float(cov[i, i]) else 0.0
            elif root[j][j]:
                root[i][j] = left / root[j][j]
    return root


def _greatest(noise: NDArray[Any], cov: NDArray[Any], active: set[Pair]) -> NDArray[Any]:
    """The greatest studentised error among the pairs, draw by draw."""
    import numpy as np

    found = np.zeros(noise.shape[1])
    for one, other in sorted(active):
        mirrored = (other, one) in active
        error = spread(cov, one, other)
        if (mirrored and one > other) or not error:
            continue
        gap = (noise[one] - noise[other]) / error
        np.maximum(found, np.abs(gap) if mirrored else gap, out=found)
    return found


def _quantile(values: NDArray[Any], alpha: Fraction) -> float:
    """The smallest draw that leaves a share of alpha above it at most."""
    import numpy as np

    at = len(values) - 1 - int(len(values) * alpha)
    return float(np.partition(values, at)[at])
