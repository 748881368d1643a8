"""Answers on the terminal: as text, as JSON, as CSV. Nothing else prints."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

import msgspec

from tripower.cli.findings_text import (
    finding_lines,
    problem_lines,
    problem_message,
    sentence,
)
from tripower.cli.help import columns, width_of
from tripower.core.answer import Answer, Cell, Facts, Findings, Part, Raw, Say, Table, inert
from tripower.core.findings import Finding, Problem
from tripower.core.messages import translate

STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
NARROW = 20
"""Columns below which a cell is not broken into lines: it would be a ladder of words."""
FINDING = ("path", "line", "rule_id", "severity", "status", "subject_id", "message", "next")
"""Columns of findings and problems in CSV, named as in JSON."""


def show(answer: Answer, how: str, lang: str) -> int:
    """Print an answer and return the exit status."""
    result, message = texts(answer, how, lang)
    for text, stream in ((result, sys.stdout), (message, sys.stderr)):
        if text:
            with suppress(BrokenPipeError):  # the reader has seen enough
                print(visible(text), file=stream, flush=True)
    return answer.code


def texts(answer: Answer, how: str, lang: str) -> tuple[str, str]:
    """The result for stdout, the message for stderr; a failure has a message in any format."""
    if how == "json" and answer.data is not None:
        result = json.dumps(plain(answer.data), ensure_ascii=False, indent=2)
        return result, as_text(answer.parts, lang) if answer.failed else ""
    if answer.failed:
        return "", as_text(answer.parts, lang)
    if how == "csv":
        said = [part for part in answer.parts if isinstance(part, Say)]
        return as_csv(answer, lang).removesuffix("\n"), as_text(said, lang)
    return as_text(answer.parts, lang), ""


def as_text(parts: Iterable[Part], lang: str) -> str:
    """Parts as people read them."""
    return "\n".join(line for part in parts for line in lines(part, lang))


def visible(text: str) -> str:
    """Characters that steer a terminal or hide in a text, written out as in JSON.

    What is shown may be the very line of a file that was refused for them.
    """
    return STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def plain(value: Any) -> Any:
    """Data as JSON can hold it: dates as text, money as text, words of closed lists as text."""
    if isinstance(value, msgspec.Struct):
        return {name: plain(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, dict):
        return {str(plain(key)): plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, (date, Decimal)) else value


def lines(part: Part, lang: str) -> Iterator[str]:
    """A part as lines of text."""
    if isinstance(part, Say):
        yield sentence(part.text, part.args, lang)
    elif isinstance(part, Raw):
        yield from part.text.rstrip().split("\n")
    elif isinstance(part, Table):
        yield from _table(part, lang)
    elif isinstance(part, Facts):
        yield from _facts(part, lang)
    else:
        yield from _findings(part, lang)


def cell(value: Cell, lang: str) -> str:
    """A cell as text; what is not there is an empty cell."""
    if value is None:
        return ""
    if isinstance(value, Say):
        return sentence(value.text, value.args, lang)
    if isinstance(value, Enum):
        label = getattr(value, "label", str(value.value))
        return translate(label, lang)
    return str(value)


def _table(table: Table, lang: str) -> Iterator[str]:
    import tabulate

    if not table.rows:
        return
    if table.title:
        yield sentence(table.title.text, table.title.args, lang)
    headers = [translate(header, lang) for header in table.headers]
    rows = [[cell(value, lang) for value in row] for row in table.rows]
    tabulate.WIDE_CHARS_MODE = True  # Chinese is two columns wide
    tabulate.PRESERVE_WHITESPACE = False
    widths = _limits([headers, *rows])
    text = tabulate.tabulate(rows, headers, "simple", disable_numparse=True, maxcolwidths=widths)
    yield from (line.rstrip() for line in text.split("\n"))


def _limits(rows: Sequence[Sequence[str]]) -> list[int | None] | None:
    """How wide each column may be on a terminal: the widest one gives way, within reason."""
    if sys.stdout is None or not sys.stdout.isatty():  # a pipe or a file gets whole lines
        return None
    widths = [max(map(width_of, column)) for column in zip(*rows, strict=True)]
    widest = widths.index(max(widths))
    room = columns() - sum(widths) + widths[widest] - 2 * (len(widths) - 1)
    if widths[widest] <= room or room < NARROW:
        return None
    return [room if index == widest else None for index in range(len(widths))]


def _facts(facts: Facts, lang: str) -> Iterator[str]:
    if facts.title:
        yield sentence(facts.title.text, facts.title.args, lang)
    names = [translate(name, lang) for name, _ in facts.pairs]
    width = max((width_of(name) for name in names), default=0)
    for name, (_, value) in zip(names, facts.pairs, strict=True):
        yield f"{name}{' ' * (width - width_of(name))}  {cell(value, lang)}".rstrip()


def _findings(part: Findings, lang: str) -> Iterator[str]:
    for problem in part.problems:
        yield from problem_lines(problem, part.files, lang)
    told: set[tuple[str, str]] = set()
    for finding in part.findings:
        said = (finding.rule_id, finding.next)
        yield from finding_lines(finding, part.files, lang, brief=said in told)
        told.add(said)


def as_csv(answer: Answer, lang: str) -> str:
    """The tables of an answer; cells that a spreadsheet would run are marked as text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for part in answer.parts:
        if isinstance(part, Table):
            writer.writerow([translate(header, lang) for header in part.headers])
            writer.writerows([inert(cell(v, lang)) for v in row] for row in part.rows)
        elif isinstance(part, Facts):
            writer.writerows([translate(n, lang), inert(cell(v, lang))] for n, v in part.pairs)
        elif isinstance(part, Findings):
            writer.writerow(FINDING)
            writer.writerows(_problem_row(p, lang) for p in part.problems)
            writer.writerows(_finding_row(f, lang) for f in part.findings)
    return out.getvalue()


def _finding_row(finding: Finding, lang: str) -> list[str]:
    weight = (finding.rule_id, finding.severity.value, finding.status.value, finding.subject_id)
    told = [sentence(text, finding.args, lang) for text in (finding.message, finding.next)]
    return [inert(text) for text in (finding.path, str(finding.line), *weight, *told)]


def _problem_row(problem: Problem, lang: str) -> list[str]:
    weight = (problem.code, "note" if problem.warning else "unreadable", "open", problem.field)
    told = (problem_message(problem, lang), sentence(problem.next, problem.args, lang))
    return [inert(text) for text in (problem.path, str(problem.line), *weight, *told)]
