"""Answers on the terminal: as text, as JSON, as CSV. Nothing else prints."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

import msgspec

from tripower.cli.findings_text import finding_lines, problem_lines, sentence
from tripower.core.answer import Answer, Cell, Facts, Findings, Part, Raw, Say, Table
from tripower.core.messages import translate


def show(answer: Answer, how: str, lang: str) -> int:
    """Print an answer and return the exit status."""
    if how == "json" and answer.data is not None:
        text = json.dumps(plain(answer.data), ensure_ascii=False, indent=2)
    elif how == "csv":
        text = as_csv(answer, lang).removesuffix("\n")
    else:
        text = "\n".join(line for part in answer.parts for line in lines(part, lang))
    if text:
        stream = sys.stderr if answer.failed and how != "json" else sys.stdout
        try:
            print(text, file=stream, flush=True)
        except BrokenPipeError:  # the reader has seen enough
            sys.stdout = None
    return answer.code


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
        yield from part.text.rstrip("\n").splitlines()
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

    if table.title:
        yield sentence(table.title.text, table.title.args, lang)
    headers = [translate(header, lang) for header in table.headers]
    rows = [[cell(value, lang) for value in row] for row in table.rows]
    tabulate.WIDE_CHARS_MODE = True  # Chinese is two columns wide
    tabulate.PRESERVE_WHITESPACE = False
    yield from tabulate.tabulate(rows, headers, "simple", disable_numparse=True).splitlines()


def _facts(facts: Facts, lang: str) -> Iterator[str]:
    from wcwidth import wcswidth

    if facts.title:
        yield sentence(facts.title.text, facts.title.args, lang)
    names = [translate(name, lang) for name, _ in facts.pairs]
    width = max((wcswidth(name) for name in names), default=0)
    for name, (_, value) in zip(names, facts.pairs, strict=True):
        yield f"{name}{' ' * (width - wcswidth(name))}  {cell(value, lang)}".rstrip()


def _findings(part: Findings, lang: str) -> Iterator[str]:
    for problem in part.problems:
        yield from problem_lines(problem, part.files, lang)
    for finding in part.findings:
        yield from finding_lines(finding, part.files, lang)


def as_csv(answer: Answer, lang: str) -> str:
    """The tables of an answer; cells that a spreadsheet would run are marked as text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for part in answer.parts:
        if isinstance(part, Table):
            writer.writerow([translate(header, lang) for header in part.headers])
            writer.writerows([_inert(cell(v, lang)) for v in row] for row in part.rows)
        elif isinstance(part, Facts):
            writer.writerows([translate(n, lang), _inert(cell(v, lang))] for n, v in part.pairs)
        elif isinstance(part, Findings):
            writer.writerows(_finding_row(f, lang) for f in part.findings)
    return out.getvalue()


def _finding_row(finding: Any, lang: str) -> list[str]:
    message = sentence(finding.message, finding.args, lang)
    place = [finding.path, str(finding.line), finding.rule_id, finding.severity.value]
    return [_inert(text) for text in (*place, finding.subject_id, message)]


def _inert(text: str) -> str:
    """Spreadsheets take these first characters for a formula, also in full width."""
    return (
        f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠") else text
    )
