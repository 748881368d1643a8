"""How the answers came about: what looks filled in without thought, counted by unit.

A flag says "look at this", nothing more. Nothing is deleted: results are shown with and without
the answers flagged.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from tripower.columns.engines import kept, open_table, tuples
from tripower.columns.patterns import given, is_straight, key_of, patterns, questions_of

if TYPE_CHECKING:
    from narwhals import Expr, LazyFrame

FLAGS = ("straight_line", "same_pattern", "speeding", "shared_device")
DEVICE_LEAST = 5
"""A device is looked at from which so many people answered."""
Counts = Mapping[str, int]


class Flag(msgspec.Struct, frozen=True):
    """The answers on a unit under one flag.

    `applicable` could be judged, `flagged` of them look odd, `excluded` do not count anyway, and
    of `missing` nothing is recorded that the flag could look at.
    """

    unit_id: str
    flag: str
    applicable: int
    flagged: int
    excluded: int
    missing: int


class Unit(msgspec.Struct, frozen=True):
    """How many answers on a unit there are, were given, are timed and name the device."""

    n: int
    given: int
    timed: int
    devices: int


def quality(path: Path, engine: str = "duckdb") -> tuple[Flag, ...]:
    """All flags of a survey's file, by unit and in the order of FLAGS."""
    return flags(open_table(path, engine))


def flags(frame: LazyFrame[Any]) -> tuple[Flag, ...]:
    """The same of an open table.

    Straight line: the same answer to all questions, of three at least. Same pattern: see
    `patterns`. Speeding: less than a third of the survey's median time. Shared device: five
    people or more answered from it.
    """
    units, compared = _units(frame), patterns(frame)
    odd = Counter[str]()
    for one in compared.odd:
        odd[one.unit_id] += one.n
    counts: dict[str, tuple[Counts, Counts]] = {
        "straight_line": (compared.judged, compared.straight),
        "same_pattern": (compared.judged, odd),
        "speeding": ({unit: one.timed for unit, one in units.items()}, _speeding(frame)),
        "shared_device": ({unit: one.devices for unit, one in units.items()}, _shared(frame)),
    }
    return tuple(
        _flag(unit, flag, units[unit], *counts[flag]) for unit in sorted(units) for flag in FLAGS
    )


def _flag(unit: str, flag: str, all_: Unit, applicable: Counts, flagged: Counts) -> Flag:
    judged = applicable.get(unit, 0)
    missing = all_.given - judged
    return Flag(unit, flag, judged, flagged.get(unit, 0), all_.n - all_.given, missing)


def unflagged(frame: LazyFrame[Any]) -> LazyFrame[Any]:
    """The table with the flagged answers as if they had not been given; raters stay counted."""
    import narwhals as nw

    questions = questions_of(frame)
    devices = sorted(device for device, _ in tuples(_devices(frame)))
    keys = [one.key for one in patterns(frame).odd]
    odd = is_straight(questions) | _is_quick(twice_median(frame))
    if devices:
        odd = odd | nw.col("device_hash").fill_null("").is_in(devices)
    if keys:
        odd = odd | key_of(questions).is_in(keys)
    answered = nw.when(odd).then(nw.lit(0)).otherwise(nw.col("answered"))
    return frame.with_columns(answered=answered)


def _units(frame: LazyFrame[Any]) -> dict[str, Unit]:
    import narwhals as nw

    marked = frame.with_columns(
        timed=nw.col("answered") * (~nw.col("duration_s").is_null()).cast(nw.Int64),
        devices=nw.col("answered") * (~nw.col("device_hash").is_null()).cast(nw.Int64),
    )
    sums = [nw.col(name).sum().alias(f"{name}_n") for name in ("answered", "timed", "devices")]
    found = marked.group_by("unit_id").agg(nw.len().alias("n"), *sums)
    return {unit: Unit(*counts) for unit, *counts in tuples(found)}


def twice_median(frame: LazyFrame[Any]) -> int:
    """Twice the median time of all answers given, a whole number; 0 where none was recorded."""
    import narwhals as nw

    timed = given(frame).filter(~nw.col("duration_s").is_null())
    times = sorted(tuples(timed.group_by("duration_s").agg(nw.len().alias("n"))))
    reached = list(accumulate(n for _, n in times))
    if not reached:
        return 0
    middle = (reached[-1] - 1) // 2, reached[-1] // 2
    return sum(int(times[bisect_right(reached, place)][0]) for place in middle)


def _is_quick(twice: int) -> Expr:
    import narwhals as nw

    return 6 * nw.col("duration_s").fill_null(twice) < twice


def _speeding(frame: LazyFrame[Any]) -> Counts:
    return _by_unit(given(frame).filter(_is_quick(twice_median(frame))))


def _by_unit(frame: LazyFrame[Any]) -> Counts:
    import narwhals as nw

    return dict(tuples(frame.group_by("unit_id").agg(nw.len().alias("n"))))


def _devices(frame: LazyFrame[Any]) -> LazyFrame[Any]:
    """The devices from which many people answered, and how many."""
    import narwhals as nw

    named = given(frame).filter(~nw.col("device_hash").is_null())
    by_rater = named.group_by("device_hash", "rater_id").agg(nw.len().alias("answers"))
    by_device = by_rater.group_by("device_hash").agg(nw.len().alias("raters"))
    return by_device.filter(nw.col("raters") >= DEVICE_LEAST)


def _shared(frame: LazyFrame[Any]) -> Counts:
    return _by_unit(given(frame).join(kept(_devices(frame)), on="device_hash", how="semi"))
