"""Cold checks of big units, beside parsing their files alone; and how the cost grows."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.timing import PYTHON, Figure, cpu, on_cores, paired, program, wall
from benchmarks.units import build

PARSE = (str(PYTHON), "-m", "benchmarks.parse_only")


def figures(place: Path, env: Mapping[str, str], sizes: Mapping[int, float]) -> Iterator[Figure]:
    """One figure a size; `sizes` maps records to the ratio aimed at."""
    for size, most in sizes.items():
        folder = place / f"unit-{size}"
        count = build(folder, size)
        with on_cores(1):  # two processes have a row of their own
            yield paired(
                f"cold `check` of {count:,} records, in one process",
                "parsing alone (yaml-rs)",
                lambda folder=folder: cpu((*program(), "check", "-C", str(folder)), env),  # type: ignore[misc]
                lambda folder=folder: cpu((*PARSE, str(folder)), env),  # type: ignore[misc]
                most,
                rounds=5 if size <= 10_000 else 3,
            )


def halves(folder: Path, env: Mapping[str, str]) -> Figure:
    """By the clock: the same check on two cores beside one core."""
    check = (*program(), "check", "-C", str(folder))
    count = sum(1 for _ in folder.rglob("*.yaml"))
    return paired(
        f"the same of {count:,} in two processes, by the clock",
        "in one process",
        lambda: wall(check, env, 2),
        lambda: wall(check, env, 1),
        0.75,
    )


def exponent(figures: list[Figure], sizes: list[int]) -> float:
    """The power of the size with which the cost grows, from the smallest to the largest."""
    first, last = figures[0].seconds, figures[-1].seconds
    return math.log(last / first) / math.log(sizes[-1] / sizes[0])
