"""Types of options: a day, an amount, a pair; each says what was expected in both languages."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Any

import click

from tripower.core.answer import Say, say
from tripower.core.convert import expected
from tripower.core.messages import N_, fill, translate
from tripower.core.records import ID_PATTERN, Id, Money


class DayType(click.ParamType[date]):
    """A day such as 2024-03-15, nothing looser."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: Any, ctx: Any) -> date:
        """Read a day; a usage error otherwise."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(spoken(no_day(value), ctx), param, ctx)


DAY = DayType()


def no_day(text: str) -> Say:
    """What is wrong with a text that is no day, and how a day is written."""
    found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text)
    year, month = (int(found[1]), int(found[2])) if found else (0, 0)
    if year and 1 <= month <= 12:
        days = monthrange(year, month)[1]
        wrong = N_("`{text}` is no day: {month} has {days} days; write YYYY-MM-DD such as {last}")
        name = f"{year:04d}-{month:02d}"
        return say(wrong, text=text, month=name, days=days, last=f"{name}-{days}")
    wrong = N_("`{text}` is not a date; write YYYY-MM-DD, such as 2024-03-15")
    return say(wrong, text=text)


def spoken(wrong: Say, ctx: click.Context | None) -> str:
    """A sentence in the language of the run, for the errors of option types."""
    lang = ctx.obj.lang if ctx and ctx.obj else "en"
    return fill(wrong.text, wrong.args, lang)


class Pair(click.ParamType[tuple[str, str]]):
    """Two texts around a `=`, such as li=ill."""

    name = "NAME=TEXT"

    def convert(self, value: Any, param: Any, ctx: Any) -> tuple[str, str]:
        """Split at the first `=`; both sides must say something."""
        if isinstance(value, tuple):
            return value
        left, _, right = str(value).partition("=")
        if not left.strip() or not right.strip():
            wrong = N_("`{text}` is not NAME=TEXT, such as li=ill: two texts, an = between them")
            self.fail(spoken(say(wrong, text=str(value)), ctx), param, ctx)
        return left.strip(), right.strip()


PAIR = Pair()


class Amount(click.ParamType[Money]):
    """An amount in yuan, zero or more."""

    name = "YUAN"

    def convert(self, value: Any, param: Any, ctx: Any) -> Money:
        """Read an amount with at most two decimals."""
        try:
            amount = Money.parse(value)
        except ValueError:
            self.fail(spoken(say(NO_AMOUNT, text=str(value)), ctx), param, ctx)
        if amount < 0:
            self.fail(spoken(say(BELOW_ZERO, text=str(value)), ctx), param, ctx)
        return amount


NO_AMOUNT = N_(
    "`{text}` is not an amount in yuan; write it in digits without commas, with at most two "
    "decimals, such as 80000 or 1200.50"
)
BELOW_ZERO = N_("`{text}` is below zero; write the amount that is to be decided, such as 80000")


class IdType(click.ParamType[str]):
    """An id, or with `many` ids with commas between them; whether it is on record is not asked."""

    name = "text"

    def __init__(self, *, many: bool = False) -> None:
        self.many = many

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        """The text as it was typed; a usage error where a record could not bear such an id."""
        text = str(value)
        parts = [part.strip() for part in re.split("[,，]", text)] if self.many else [text]
        for part in parts:
            if not re.search(ID_PATTERN, part) and not (self.many and part == ""):
                wanted = translate(expected(Id), ctx.obj.lang if ctx and ctx.obj else "en")
                wrong = say(NO_ID, value=part, expected=wanted)
                self.fail(spoken(wrong, ctx), param, ctx)
        return text


ID = IdType()
IDS = IdType(many=True)
NO_ID = N_("`{value}` is not what stands here; expected: {expected}")
