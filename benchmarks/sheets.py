"""A workbook read by `poll import`, or by openpyxl: run as its own process; and the figures."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.timing import PYTHON, Figure, cpu, paired

ROWS, COLUMNS = 50_000, 19


def figures(place: Path, env: Mapping[str, str], rounds: int, rows: int = ROWS) -> Iterator[Figure]:
    """The same workbook read by both, to the last cell."""
    path = place / "answers.xlsx"
    written(path, rows)
    run = (str(PYTHON), "-m", "benchmarks.sheets")
    yield paired(
        f"reading a workbook of {rows:,} × {COLUMNS} for `poll import`",
        "openpyxl",
        lambda: cpu((*run, "ours", str(path)), env),
        lambda: cpu((*run, "openpyxl", str(path)), env),
        0.3,
        rounds,
    )


def written(path: Path, rows: int) -> None:
    """A workbook of a rater a row: a code, then scores from 0 to 100."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet("answers")
    page.append(["rater", *(f"score—{nth}" for nth in range(1, COLUMNS))])
    for row in range(rows):
        page.append([f"r{row}", *((row * 7 + nth) % 101 for nth in range(1, COLUMNS))])
    book.save(path)


def ours(path: Path) -> int:
    """The rows as `poll import` gets them, looked through for what cannot be believed."""
    from tripower.store.sheets import read_sheet

    sheet = read_sheet(path)
    assert not sheet.flaws
    return sum(len(row) for row in sheet.rows)


def by_openpyxl(path: Path) -> int:
    """The same by openpyxl, read only, values alone."""
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    return sum(len(row) for row in book.worksheets[0].iter_rows(values_only=True))


if __name__ == "__main__":
    count = {"ours": ours, "openpyxl": by_openpyxl}[sys.argv[1]](Path(sys.argv[2]))
    assert count % COLUMNS == 0, count
