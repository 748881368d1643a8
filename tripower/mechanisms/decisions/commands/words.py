"""Option types that the commands of the room share."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

import click

from tripower.core.messages import N_
from tripower.core.records import Term
from tripower.mechanisms.options import DAY, Writing

T = TypeVar("T", bound=Term)

ON = click.option("--on", type=DAY, help=N_("The day it happened; today if not given."))
PAPER_KIND = N_("Kind of paper, by its word, such as legality_opinion.")
"""In Chinese this names the label of each word, which nobody could guess."""


class words(click.Choice[Any]):  # noqa: N801 - used like a function, `words(Category)`
    """One word from a closed list, given back as its term."""

    def __init__(self, kind: type[T]) -> None:
        super().__init__([term.value for term in kind])
        self.kind = kind

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """Read a word; a usage error names those that are known."""
        return self.kind(super().convert(value, param, ctx))


def on_day(on: date | None, asked: Writing) -> date:
    """The day told, or the day of writing."""
    return on or asked.today
