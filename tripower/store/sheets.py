"""Tables that people hand over: a workbook, a text with commas, an SPSS file, as rows of cells.

What a file is, its first bytes say, not its name. Nothing here guesses a type: a cell stays
what the file says it is, and who reads it declares what has to stand there.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tripower.core.messages import N_
from tripower.store.tables import Cell, Sheet, missing, unusable
from tripower.store.workbooks import read_workbook

MAX_FILE = 200 * 1024 * 1024
"""Bytes of a text or an SPSS file; a workbook may have fewer (see `workbooks`)."""
_WORKBOOK, _OLD, _SAV = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", (b"$FL2", b"$FL3")
_BY_NAME = {".xlsx": "Excel (.xlsx)", ".sav": "SPSS (.sav)"}
"""Names that promise more than text, by what a file of that name is."""
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_sheet(path: Path, sheet: str | None = None, delimiter: str = ",") -> Sheet:
    """The table of a file; `sheet` names one of a workbook, else it is the first.

    Refuses (3) what is no table, too big, in an encoding that nobody can be sure of, or locked
    by a password.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(4)
    if size == 0:
        raise unusable(path, N_("{path} is empty; expected a table with headings"))
    if size > MAX_FILE:
        text = N_("{path} has more than {limit} MB; hand it over in parts")
        raise unusable(path, text, limit=MAX_FILE // 1024**2)
    if head == _WORKBOOK:
        return read_workbook(path, sheet)
    if head == _OLD:
        text = N_("{path} is an old workbook or one with a password; save it as .xlsx without one")
        raise unusable(path, text)
    if head in _SAV:
        return _spss(path)
    if (kind := _BY_NAME.get(path.suffix.lower())) is not None:
        text = N_("{path} does not begin as {kind} does: it is damaged, or no such file")
        raise unusable(path, text, kind=kind)
    return _text(path, delimiter)


def _text(path: Path, delimiter: str) -> Sheet:
    text, encoding = decoded(path, path.read_bytes())
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[Cell]] = []
    try:
        rows.extend(list(row) for row in reader)
    except csv.Error as error:
        told = N_("{path}: row {row} cannot be read ({reason}); look at its quotation marks")
        raise unusable(path, told, row=len(rows) + 1, reason=str(error)) from error
    return Sheet(rows, encoding=encoding)


def decoded(path: Path, data: bytes) -> tuple[str, str]:
    """The text and its encoding, by strict trial: a mark at the start, then UTF-8, then GB18030."""
    if data.startswith(_UTF16):
        text = N_("{path} is in UTF-16; save it as CSV in UTF-8")
        raise unusable(path, text)
    if b"\0" in data:
        raise unusable(
            path, N_("{path} holds zeros, so it is no text; expected .xlsx, CSV or .sav")
        )
    for encoding in _encodings(data):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise unusable(path, N_("{path} is neither in UTF-8 nor in GB18030; save it as CSV in UTF-8"))


def _encodings(data: bytes) -> Iterator[str]:
    if data.startswith(codecs.BOM_UTF8):
        yield "utf-8-sig"
    else:
        yield from ("utf-8", "gb18030")


def _spss(path: Path) -> Sheet:
    """An SPSS file: a variable's label is its heading, or its name where it has none.

    Missing values are cells with nothing in them; the first answer has the number 1, as in SPSS.
    """
    try:
        import pyreadstat
    except ImportError as error:
        raise missing("pyreadstat") from error
    try:
        columns, told = pyreadstat.read_sav(str(path), output_format="dict")
    except (pyreadstat.ReadstatError, ValueError, OverflowError) as error:
        text = N_("{path} cannot be read as an SPSS file ({reason})")
        raise unusable(path, text, reason=str(error)) from error
    names = told.column_names
    headings = [
        label or name for name, label in zip(names, told.column_labels or names, strict=True)
    ]
    values = [[_plain(one) for one in _listed(columns[name])] for name in names]
    return Sheet([headings, *zip(*values, strict=True)], first=0)


def _listed(column: Any) -> list[Any]:
    return column.tolist() if hasattr(column, "tolist") else list(column)


def _plain(value: Any) -> Cell:
    """A value of an SPSS file; what is not a number is not there."""
    if isinstance(value, float) and value != value:  # noqa: PLR0124 - the sign of a NaN
        return None
    return value if isinstance(value, Cell) else str(value)
