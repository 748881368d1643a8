"""Answers of invented representatives to a poll, for the sample district; the same every time.

A unit has a level in points; an answer lies about it, by the mood of the rater and by chance. All
of it is whole numbers drawn from a seed.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

WORDS = ((80, "非常满意"), (62, "满意"), (45, "基本满意"), (30, "不满意"), (0, "非常不满意"))
"""From how many points on an answer is given in which word."""
KNOWING = ("非常了解", "比较了解", "一般了解", "不太了解", "很少了解", "不了解")
GROUPS = ("党代表", "人大代表", "政协委员", "企业代表", "居民代表", "村民代表")
MOOD, CHANCE = 9, 22
"""How far the mood of a rater, and chance in one answer, go to either side, in points."""
SILENT = 6
"""One answer in so many says that the rater does not know the unit."""


class Asked(msgspec.Struct, frozen=True):
    """A unit on the questionnaire: its name, and its level in points."""

    name: str
    level: int


def write_answers(
    path: Path, units: Sequence[Asked], raters: int, seed: int, *, targeted: bool
) -> None:
    """A file as a survey platform exports it (CSV): a row for each rater, columns for each unit."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(_heading(units, targeted=targeted))
        writer.writerows(_rows(units, raters, random.Random(seed), targeted=targeted))  # noqa: S311


def _heading(units: Iterable[Asked], *, targeted: bool) -> list[str]:
    scores = [f"3、您对下列单位的总体评价—{unit.name}" for unit in units]
    known = [f"2、您对下列单位的了解程度—{unit.name}" for unit in units if targeted]
    return ["序号", "所用时间", "来自IP", "1、代表类别", *known, *scores]


def _rows(
    units: Sequence[Asked], raters: int, chance: random.Random, *, targeted: bool
) -> Iterator[list[str]]:
    for number in range(1, raters + 1):
        mood = chance.randrange(-MOOD, MOOD + 1)
        seconds = f"{chance.randrange(240, 1500)}秒"
        address = f"192.0.2.{number % 250}（示例区）"
        known = [KNOWING[chance.randrange(len(KNOWING))] for _ in units] if targeted else []
        scores = [_answer(unit.level + mood, chance) for unit in units]
        if targeted:
            pairs = zip(known, scores, strict=True)
            scores = ["不了解" if how == KNOWING[-1] else word for how, word in pairs]
        yield [str(number), seconds, address, GROUPS[number % len(GROUPS)], *known, *scores]


def _answer(level: int, chance: random.Random) -> str:
    if chance.randrange(SILENT) == 0:
        return "不了解"
    points = level + chance.randrange(-CHANCE, CHANCE + 1)
    return next(word for least, word in WORDS if points >= least or least == 0)
