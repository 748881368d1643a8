"""What a command answers: parts to show and data for scripts; only cli prints it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from tripower.core.exits import Exit
from tripower.core.findings import Finding, Problem


class Say(msgspec.Struct, frozen=True):
    """A sentence: a msgid and its arguments."""

    text: str
    args: dict[str, Any] = msgspec.field(default_factory=dict)


def say(text: str, /, **args: Any) -> Say:
    """A sentence to be translated and filled in when shown."""
    return Say(text, args)


Cell = str | int | date | Say | None


class Table(msgspec.Struct, frozen=True):
    """Rows under headers; headers are msgids, cells are shown as they are or translated."""

    headers: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]
    title: Say | None = None


class Facts(msgspec.Struct, frozen=True):
    """Names with values, one a line."""

    pairs: Sequence[tuple[str, Cell]]
    title: Say | None = None


class Raw(msgspec.Struct, frozen=True):
    """Text that is shown as it is: a file, a schema, a notice."""

    text: str


class Findings(msgspec.Struct, frozen=True):
    """Findings to show, all of them, in their order; `files` are for excerpts."""

    findings: Sequence[Finding]
    problems: Sequence[Problem] = ()
    files: Mapping[str, bytes] = msgspec.field(default_factory=dict)


Part = Say | Table | Facts | Raw | Findings


class Answer(msgspec.Struct, frozen=True):
    """Parts for people, data for scripts, the exit status.

    A `failed` answer is a message: in the table format it goes to the error stream.
    """

    parts: Sequence[Part] = ()
    data: Any = None
    code: int = 0
    failed: bool = False


class Refused(Exception):  # noqa: N818 - an answer, no bug
    """A command will not go on; carries the answer to show instead."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


def refuse(text: str, /, *, code: int = Exit.REFUSED, **args: Any) -> Refused:
    """A refusal in one sentence."""
    told = say(text, **args)
    return Refused(Answer([told], {"refused": [english(told)]}, code, failed=True))


def english(value: Any) -> Any:
    """An argument as scripts read it: sentences filled in, lists joined."""
    if isinstance(value, Say):
        return value.text.format(**{name: english(one) for name, one in value.args.items()})
    if isinstance(value, (list, tuple)):
        return ", ".join(str(english(one)) for one in value)
    return value


def inert(text: str) -> str:
    """Spreadsheets take these first characters for a formula, also in full width."""
    return (
        f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠") else text
    )
