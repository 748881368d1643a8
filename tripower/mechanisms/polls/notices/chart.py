"""A ranked list as a picture: a mark for each score on the line of its interval.

All places are whole units of the picture, so that it is the same on every machine. Who is among
the first or the last is told by the shape of the mark and not by its colour alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from decimal import ROUND_FLOOR, Decimal
from typing import TypeAlias

import msgspec

from tripower.core.records import Term
from tripower.publish.layout import width

ROW = 26
TOP = 14
FOOT = 42
FONT = 13
PLOT = 380
GAP = 12
RIGHT = 66
STEP = Decimal(5)
At: TypeAlias = Callable[[Decimal], int]
"""Where a score lies, from the left."""


class Shape(Term):
    """The mark of a score."""

    FIRST = "triangle"
    LAST = "square"
    OTHER = "circle"


class Mark(msgspec.Struct, frozen=True):
    """A unit: its line, its name, where its score and the ends of its interval lie."""

    y: int
    base: int
    name: str
    shape: Shape
    x: int
    score: str
    low: int | None
    high: int | None


class Tick(msgspec.Struct, frozen=True):
    """A mark of the scale."""

    x: int
    text: str


class Chart(msgspec.Struct, frozen=True):
    """What the template draws; `key` tells it from others on the page."""

    key: str
    width: int
    height: int
    left: int
    right: int
    foot: int
    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]


class Scale(msgspec.Struct, frozen=True):
    """What the pictures of a page have in common: the ends of the scale and where it begins."""

    first: Decimal
    last: Decimal
    left: int


class Drawn(msgspec.Struct, frozen=True):
    """A unit as it is to be drawn."""

    name: str
    total: Decimal
    low: Decimal | None
    high: Decimal | None
    shape: Shape


def scale(units: Collection[Drawn]) -> Scale | None:
    """The scale on which all of these units can be drawn; None without any."""
    if not units:
        return None
    ends = [end for one in units for end in (one.total, one.low, one.high) if end is not None]
    left = GAP + max(width(one.name) for one in units) * FONT // 2 + GAP
    return Scale(_down(min(ends)) * STEP, (_down(max(ends)) + 1) * STEP, left)


def chart(key: str, units: tuple[Drawn, ...], by: Scale | None) -> Chart | None:
    """The picture of a list by the scale of its page; None where nobody is ranked."""
    if not units or by is None:
        return None
    first, last, left = by.first, by.last, by.left

    def at(value: Decimal) -> int:
        return left + int((value - first) * PLOT / (last - first))

    foot = TOP + ROW * len(units)
    marks = tuple(_mark(nth, one, at) for nth, one in enumerate(units))
    count = int((last - first) / STEP)
    every = 1 + (count - 1) // 8
    steps = (first + STEP * nth for nth in range(0, count + 1, every))
    ticks = tuple(Tick(at(value), str(int(value))) for value in steps)
    right = left + PLOT
    return Chart(key, right + RIGHT, foot + FOOT, left, right, foot, marks, ticks)


def _down(value: Decimal) -> int:
    return int((value / STEP).to_integral_value(ROUND_FLOOR))


def _mark(nth: int, one: Drawn, at: At) -> Mark:
    y = TOP + ROW * nth + ROW // 2
    low = at(one.low) if one.low is not None else None
    high = at(one.high) if one.high is not None else None
    return Mark(y, y + 5, one.name, one.shape, at(one.total), str(one.total), low, high)
