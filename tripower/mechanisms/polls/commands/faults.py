"""What is wrong with a file of answers, as people and scripts are told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tripower.core.answer import Answer, Cell, Part, Table, say
from tripower.core.exits import Exit
from tripower.core.messages import N_
from tripower.mechanisms.polls.headings import Fault
from tripower.store.tables import letters

FEW = 3
"""Texts that are shown of the same fault in many rows."""
FEW_ROWS = 5
"""Rows, or rows in a row, that are named of them."""


def fault_table(faults: Sequence[Fault]) -> Table:
    """Every fault: the same in many rows on one line, with the rows and a few of the texts."""
    grouped: dict[tuple[int, str, tuple[tuple[str, str], ...]], list[Fault]] = {}
    for one in sorted(faults, key=lambda one: (one.row, one.column)):
        grouped.setdefault((one.column, one.expected, (*one.args.items(),)), []).append(one)
    rows: list[tuple[Cell, ...]] = []
    for (column, expected, args), same in grouped.items():
        texts = [*dict.fromkeys(one.found for one in same)]
        told = "  ".join(texts[:FEW]) + (" …" if len(texts) > FEW else "")
        rows.append(
            (_where([one.row for one in same]), letters(column), told, say(expected, **dict(args)))
        )
    return Table((N_("row"), N_("column"), N_("is there"), N_("expected")), rows)


def _where(numbers: Sequence[int]) -> Cell:
    """`3, 5–9 and 4 more`: rows, those in a row by the first and the last, and only a few."""
    runs: list[list[int]] = []
    for row in dict.fromkeys(numbers):
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    few = runs[:FEW_ROWS]
    told = ", ".join(f"{first}" if first == last else f"{first}–{last}" for first, last in few)
    more = sum(last - first + 1 for first, last in runs[FEW_ROWS:])
    return say(N_("{rows} and {count} more"), rows=told, count=more) if more else told


def fault_data(one: Fault) -> dict[str, object]:
    """A fault for scripts."""
    return {
        "row": one.row,
        "column": letters(one.column),
        "found": one.found,
        "expected": one.expected.format_map(one.args),
    }


def unfit(path: Path, faults: Sequence[Fault]) -> Answer:
    """A file that cannot be imported as it is, with all that is wrong with it."""
    text = N_("{path} cannot be imported yet; nothing was written. Wrong: {count}")
    data = {
        "commit": "",
        "paths": [],
        "refused": sorted({one.expected.format_map(one.args) for one in faults}),
        "faults": [*map(fault_data, faults)],
    }
    parts: list[Part] = [say(text, path=path.name, count=len(faults)), fault_table(faults)]
    return Answer(parts, data, Exit.UNREADABLE, failed=True)
