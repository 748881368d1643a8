"""One cell of an answer at a time: points, knowledge, seconds, weights; None is no answer.

Each function gives what the cell means, or a `Wrong` that says what was expected. Cells are
read as people type them (full-width digits, a blank that cannot be seen at the end); nothing is
guessed, and nothing is a float: points are hundredths, weights thousandths.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from fractions import Fraction

import msgspec

from tripower.core.messages import N_
from tripower.mechanisms.polls.mapping import PollMapping
from tripower.store.tables import Cell

_NUMBER = re.compile(r"(\d{1,9})(?:\.(\d{1,9}))?")
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})")
_SPOKEN = re.compile(
    r"(?:(\d{1,3})(?:时|小时|h))?(?:(\d{1,4})(?:分|分钟|m|min))?(?:(\d{1,6})(?:秒|秒钟|s|sec)?)?"
)
_PERSONAL = re.compile(r"(?<!\d)(?:(?:00)?86)?1[3-9]\d{9}(?!\d)|(?<!\d)\d{17}[\dXx](?![\dXx])|@")
_BETWEEN = re.compile(r"[\s\-()+.·]")
"""What people put between the digits of a telephone number."""
_NUMBERING = re.compile(r"^(?:[(（]\d{1,3}[)）]|\d{1,3}[、.．)）])\s*(?=\D)")
HOLES = frozenset({"", "-", "--", "—", "/"})
KNOWN_FOR = {str(level): 200 * level for level in range(1, 6)} | {"0": 0, "none": 0}
"""The weight of knowledge in thousandths, where the mapping has no words of its own."""


class Wrong(msgspec.Struct, frozen=True):
    """A cell that is not what stands here; what was expected, as a msgid with its arguments."""

    expected: str
    args: dict[str, str] = {}


class Scale(msgspec.Struct, frozen=True):
    """How an answer becomes points: numbers between two bounds, words, and what is no answer."""

    bounds: tuple[Fraction, Fraction] | None
    words: Mapping[str, int]
    silent: frozenset[str]
    wrong: Wrong

    def points(self, cell: Cell) -> int | Wrong | None:
        """Hundredths of a point, from 0 to 10000."""
        text = folded(cell)
        if text is None or text in HOLES or text in self.silent:
            return None if text is not None else self.wrong
        if (worth := self.words.get(text)) is not None:
            return worth
        number = numeral(text.removesuffix("分"))
        if number is None or self.bounds is None:
            return self.wrong
        lowest, highest = self.bounds
        return half_up(number / highest * 10_000) if lowest <= number <= highest else self.wrong


def scale_of(mapping: PollMapping) -> Scale:
    """The scale that a mapping tells."""
    words = {_fold(word): half_up(Fraction(points) * 100) for word, points in mapping.words.items()}
    silent = frozenset(_fold(word) for word in mapping.not_answered)
    args = {"words": "、".join([*mapping.words, *mapping.not_answered])}
    expected = N_("a word of the scale: {words}")
    if mapping.bounds is not None:
        args |= {"lowest": mapping.lowest or "0", "highest": mapping.highest or "100"}
        expected = N_("a number from {lowest} to {highest}, or a word of the scale: {words}")
        if not args["words"]:
            expected = N_("a number from {lowest} to {highest}")
    return Scale(mapping.bounds, words, silent, Wrong(expected, args))


def levels_of(mapping: PollMapping) -> Mapping[str, int]:
    """The weight of each word on knowledge, in thousandths."""
    own = {_fold(word): weight for word, weight in mapping.knowledge_words.items()}
    return own or KNOWN_FOR


def knowledge(cell: Cell, levels: Mapping[str, int]) -> int | Wrong:
    """The weight of how well a rater knows the unit, in thousandths."""
    text = folded(cell)
    weight = None if text is None else levels.get(text)
    if weight is None:
        return Wrong(N_("how well the unit is known: {words}"), {"words": "、".join(levels)})
    return weight


def seconds(cell: Cell) -> int | Wrong | None:
    """How long it took: seconds, `128秒`, `2分8秒`, `0:02:08`, or a time of day in a workbook."""
    if isinstance(cell, timedelta):
        return round(cell.total_seconds())
    if isinstance(cell, time):
        return cell.hour * 3600 + cell.minute * 60 + cell.second
    text = folded(cell)
    if text is not None and text in HOLES:
        return None
    found = None
    if text is not None:
        found = _CLOCK.fullmatch(text) or _SPOKEN.fullmatch(text.replace(" ", ""))
    if found is None:
        return Wrong(N_("how long it took, such as 128, 128秒 or 2分8秒"))
    hours, minutes, rest = (int(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + rest


def weight(cell: Cell) -> int | Wrong:
    """A weight above zero with at most three decimals, in thousandths."""
    text = folded(cell)
    number = None if text is None else numeral(text)
    scaled = None if number is None else number * 1000
    if scaled is None or scaled.denominator != 1 or not 0 < scaled <= 1_000_000:
        return Wrong(N_("a weight above 0 and at most 1000, with at most three decimals"))
    return int(scaled)


def rater(cell: Cell, *, hidden: bool) -> str | Wrong:
    """What tells a rater from others; somebody's own number is refused where it is not hidden."""
    text = folded(cell)
    if text is None or text in HOLES:
        return Wrong(N_("a number or a code that tells the rater from others"))
    if not hidden and _PERSONAL.search(_BETWEEN.sub("", text)):
        return Wrong(N_("a code, no phone, ID number or address; or say `hide_rater: true`"))
    return text


def group(cell: Cell) -> str | Wrong:
    """The name of a group."""
    text = folded(cell)
    return Wrong(N_("the name of a group")) if text is None or text in HOLES else text


def folded(cell: Cell) -> str | None:
    """The text of a cell in its plain form; None for a date, a time or a true/false."""
    if isinstance(cell, str):
        return _fold(cell)
    if cell is None:
        return ""
    if isinstance(cell, (bool, date, datetime, time, timedelta)):
        return None
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _fold(text: str) -> str:
    text = unicodedata.normalize("NFKC", text)
    if not text.isprintable():
        text = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return text.strip()


def bare(text: str) -> str:
    """A heading or a name without the number before it: `3、水利局` is `水利局`."""
    return _NUMBERING.sub("", _fold(text))


def numeral(text: str) -> Fraction | None:
    """A plain number of digits with a point; None for anything else."""
    return Fraction(text) if _NUMBER.fullmatch(text) else None


def half_up(value: Fraction) -> int:
    """The nearest whole number, halves away from zero; for what is not below zero."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def mean(values: Iterable[int | None]) -> int | None:
    """The mean of the answered questions in hundredths, halves up; None where none is answered."""
    told = [value for value in values if value is not None]
    return (2 * sum(told) + len(told)) // (2 * len(told)) if told else None


def shown(cell: Cell) -> str:
    """A cell as it is told to a person, cut where it is long."""
    text = "" if cell is None else folded(cell) or str(cell)
    return text if len(text) <= 40 else text[:39] + "…"
