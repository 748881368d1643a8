"""A table of cells as it is handed on, whatever file it stood in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import msgspec

from tripower.core.answer import Refused, refuse
from tripower.core.exits import Exit
from tripower.core.messages import N_

Cell = str | int | float | bool | date | datetime | time | timedelta | None


class Flaw(msgspec.Struct, frozen=True):
    """A cell that cannot be believed, such as a formula that was never worked out."""

    row: int
    column: int
    wrong: str


class Sheet(msgspec.Struct, frozen=True):
    """One table: its rows from the first on, which has the number `first`.

    `encoding` is that of a text, None elsewhere; `name` the name of the sheet, if it has one.
    """

    rows: Sequence[Sequence[Cell]]
    name: str = ""
    encoding: str | None = None
    first: int = 1
    flaws: tuple[Flaw, ...] = ()


def letters(column: int) -> str:
    """The name of a column as a workbook shows it: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def unusable(path: Path, text: str, /, **args: Any) -> Refused:
    """A file that cannot be read as a table."""
    return refuse(text, code=Exit.UNREADABLE, path=path.name, **args)


def missing(name: str, extra: str = "analytics") -> Refused:
    """A library that comes with the extra is not installed."""
    text = N_("{name} is not installed: pip install 'tripower[{extra}]'")
    return refuse(text, code=Exit.USAGE, name=name, extra=extra)
