"""How values read in one language: dates, amounts, lists, words of closed lists, sentences."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
from markupsafe import Markup

from tripower.core.answer import Say
from tripower.core.messages import N_, fill, translate
from tripower.core.records import Term

MONTHS = (
    *(N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June")),
    *(N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December")),
)
DATE = N_("{day} {month} {year}")
HEADING = N_("{number}. {title}")
HTML_LANGUAGE = {"zh": "zh-CN", "en": "en"}


WAN = 10_000


class Bound(msgspec.Struct, frozen=True):
    """A sum in yuan as a bound is named: 50万 or 500,000, and cents only where there are any."""

    amount: Decimal


class Words(msgspec.Struct, frozen=True):
    """Everything that depends on the language of a page."""

    lang: str

    @property
    def html_lang(self) -> str:
        """The language as HTML names it."""
        return HTML_LANGUAGE[self.lang]

    @property
    def gap(self) -> str:
        """What stands between two sentences: a blank, but none after a full-width mark."""
        return "" if self.lang == "zh" else " "

    def show(self, value: Any) -> Any:
        """A value of a context as people read it; what is missing is said to be missing."""
        if isinstance(value, (Markup, int)):
            return value
        if value is None:
            return translate(N_("not on record"), self.lang)
        if isinstance(value, Term):
            return translate(value.label, self.lang)
        if isinstance(value, Say):
            return self.fill(translate(value.text, self.lang), **value.args)
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, (Bound, Decimal)):
            return self._sum(value)
        if isinstance(value, (list, tuple)):
            return ("、" if self.lang == "zh" else ", ").join(str(self.show(v)) for v in value)
        return str(value)

    def fill(self, text: str, /, **args: Any) -> str:
        """A sentence, translated already, with its arguments as people read them."""
        return fill(text, {name: str(self.show(value)) for name, value in args.items()}, "en")

    def day(self, day: date) -> str:
        """A date without leading zeros, as GB/T 9704 writes it."""
        month = translate(MONTHS[day.month - 1], self.lang)
        return fill(DATE, {"day": day.day, "month": month, "year": day.year}, self.lang)

    def _sum(self, value: Bound | Decimal) -> str:
        if isinstance(value, Decimal) or value.amount % 1:
            return f"{value if isinstance(value, Decimal) else value.amount:,.2f}"
        if self.lang == "zh" and value.amount % WAN == 0:
            return f"{value.amount / WAN:,.0f}万"
        return f"{value.amount:,.0f}"

    def heading(self, title: Any, number: int) -> str:
        """A heading with its number, such as 一、分工 or 1. Division of work."""
        shown = numeral(number) if self.lang == "zh" else str(number)
        return fill(HEADING, {"number": shown, "title": self.show(title)}, self.lang)

    @property
    def filters(self) -> Mapping[str, Any]:
        """What templates may apply to values."""
        return {"show": self.show, "fill": self.fill, "heading": self.heading}


def numeral(number: int) -> str:
    """A number from 1 to 99 in Chinese characters; larger ones as digits."""
    if not 0 < number < 100:
        return str(number)
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{digits[tens]}十"
    return head + (digits[ones] if ones else "")


def document_number(issuer: str, year: int, number: int) -> str:
    """The number of a paper such as 示例局〔2024〕3号: no 第, no zeros in front."""
    return f"{issuer}〔{year}〕{number}号"
