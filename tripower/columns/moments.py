"""One pass over the answers: what a score, its error and its weights need, as exact integers.

The engines never multiply weights: they group by the three factors and add up scores and their
squares; Python multiplies, with integers of any size. So nothing overflows, on any engine.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from tripower.columns.engines import rows

if TYPE_CHECKING:
    from narwhals import LazyFrame

PLACE = ("unit_id", "stratum", "post_cell")
FACTORS = ("w_base_pm", "w_nr_pm", "know_pm")


class Moment(msgspec.Struct, frozen=True):
    """Sums of the answers on a unit from a stratum and a post-stratum, weights in 1e-9."""

    unit_id: str
    category: str
    stratum: str
    cell: str
    n: int
    w: int
    wy: int
    w2: int
    w2y: int
    w2y2: int


class Stratum(msgspec.Struct, frozen=True):
    """Everyone drawn in a stratum, those who knew nothing of any unit included."""

    name: str
    raters: int
    answers: int


def counted(frame: LazyFrame[Any]) -> LazyFrame[Any]:
    """The answers that count: given, by somebody with a weight who knows the unit."""
    import narwhals as nw

    weighs = [nw.col(name) > 0 for name in FACTORS]
    return frame.filter(nw.col("answered") == 1, *weighs)


def moments(frame: LazyFrame[Any]) -> tuple[Moment, ...]:
    """The sums by unit, stratum and post-stratum, in that order."""
    import narwhals as nw

    score = nw.col("score")
    grouped = (
        counted(frame)
        .with_columns(square=score * score)
        .group_by("category", *PLACE, *FACTORS)
        .agg(nw.len().alias("n"), score.sum().alias("y"), nw.col("square").sum().alias("y2"))
    )
    return _added(rows(grouped, PLACE))


def _added(groups: list[dict[str, Any]]) -> tuple[Moment, ...]:
    sums: dict[tuple[str, str, str, str], list[int]] = defaultdict(lambda: [0] * 6)
    for one in groups:
        key = (one["unit_id"], one["category"], one["stratum"], one["post_cell"])
        total = sums[key]
        for at, value in enumerate(_weighed(one)):
            total[at] += value
    return tuple(Moment(*key, *sums[key]) for key in sorted(sums))


def _weighed(one: Mapping[str, Any]) -> tuple[int, ...]:
    w = weight(one["w_base_pm"], one["w_nr_pm"], one["know_pm"])
    n, y, y2 = int(one["n"]), int(one["y"]), int(one["y2"])
    return n, w * n, w * y, w * w * n, w * w * y, w * w * y2


def weight(base: int, response: int, knowledge: int) -> int:
    """The weight of an answer in 1e-9, from three factors in permille."""
    return int(base) * int(response) * int(knowledge)


def strata(frame: LazyFrame[Any]) -> tuple[Stratum, ...]:
    """How many raters each stratum has and how many answers of theirs are in the table."""
    import narwhals as nw

    of_rater = frame.group_by("stratum", "rater_id").agg(nw.len().alias("answers"))
    found = of_rater.group_by("stratum").agg(
        nw.len().alias("raters"), nw.col("answers").sum().alias("given")
    )
    return tuple(
        Stratum(one["stratum"], int(one["raters"]), int(one["given"]))
        for one in rows(found, ["stratum"])
    )
