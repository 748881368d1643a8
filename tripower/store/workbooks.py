"""Workbooks (.xlsx): looked at before they are opened, then read at one go.

A stranger's workbook may unpack into all of a machine's memory, or reach over a million rows by
one stray cell. Two things that the reader passes over in silence are looked for in the sheet's
own text: a formula that was never worked out, and a cell that shows an error.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from tripower.core.messages import N_
from tripower.store.sheets import Flaw, Sheet, missing, unusable

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

MAX_BYTES = 50 * 1024 * 1024
MAX_RATIO = 100
MAX_UNPACKED = 1024**3
MAX_MEMBERS = 200
MAX_CELLS = 50_000_000
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_ROW = re.compile(rb"""<row\s[^>]*?\br=["']([0-9]{1,9})["']""")
_FAR = re.compile(rb"""\sr=["'][A-Z]{1,3}[0-9]{6}""")
_WIDE = (
    (re.compile(rb"""\sr=["'][A-Z]{3}[0-9]"""), 16_384),
    (re.compile(rb"""\sr=["'][A-Z]{2}[0-9]"""), 702),
)
_ROWS = 1_048_576
_CELL = re.compile(rb"<c\s([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_PLACE = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_VALUE = re.compile(rb"<v[^>/]*>[^<]|<is>")
_ERROR = re.compile(rb"""\bt=["']e["']""")
_IN_BOOK = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
UNCOUNTED = N_("a formula that was never worked out; open the file, let it calculate, save it")
ERROR = N_("an error such as #DIV/0!; expected a value")
MERGED = N_("merged cells; expected one value in each cell")


def read_workbook(path: Path, wanted: str | None) -> Sheet:
    """The named sheet of a workbook, or its first; refuses (3) a file that is not safe to open."""
    try:
        import python_calamine as calamine
    except ImportError as error:
        raise missing("python-calamine") from error
    data = path.read_bytes()
    texts = _vetted(path, data)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = book.sheet_names
        if wanted is not None and wanted not in names:
            text = N_("{path} has no sheet `{sheet}`; it has: {names}")
            raise unusable(path, text, sheet=wanted, names=", ".join(names))
        sheet = book.get_sheet_by_name(wanted) if wanted else book.get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (calamine.CalamineError, calamine.ZipError, calamine.XmlError, OSError) as error:
        text = N_("{path} cannot be read as a workbook ({reason}); save it anew as .xlsx")
        raise unusable(path, text, reason=str(error)) from error
    flaws = (*_flaws(_own(texts, data, sheet.name)), *_merged(sheet))
    return Sheet(rows, name=sheet.name, flaws=flaws)


def _vetted(path: Path, data: bytes) -> dict[str, bytes]:
    """The texts of the sheets, read with every limit held."""
    if len(data) > MAX_BYTES:
        text = N_("{path} has more than {limit} MB; hand it over in parts")
        raise unusable(path, text, limit=MAX_BYTES // 1024**2)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            members = packed.infolist()
            unpacked = sum(one.file_size for one in members)
            most = min(MAX_RATIO * len(data), MAX_UNPACKED)
            if len(members) > MAX_MEMBERS or unpacked > most:
                raise unusable(path, N_("{path} unpacks into far more than it should; not opened"))
            for one in members:  # a member that is longer than it says fails its checksum here
                if not _SHEET.fullmatch(one.filename):
                    packed.read(one)
            texts = {
                one.filename: packed.read(one) for one in members if _SHEET.fullmatch(one.filename)
            }
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, zlib.error) as error:
        text = N_("{path} cannot be read as a workbook ({reason}); save it anew as .xlsx")
        raise unusable(path, text, reason=str(error)) from error
    if any(_reach(held) > MAX_CELLS for held in texts.values()):
        far = N_("{path} has a cell far out, so that it reaches over {limit} cells; delete it")
        raise unusable(path, far, limit=MAX_CELLS)
    return texts


def _reach(text: bytes) -> int:
    """At most so many cells lie between the first and the last that a sheet names."""
    rows = max((int(found[1]) for found in _ROW.finditer(text)), default=0)
    if _FAR.search(text):
        rows = max(rows, _ROWS)
    return rows * next((width for pattern, width in _WIDE if pattern.search(text)), 26)


def _own(texts: dict[str, bytes], data: bytes, name: str) -> bytes:
    """The text of the sheet of that name; the workbook's list says in which file it lies."""
    if len(texts) == 1:
        return next(iter(texts.values()))
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        book, links = (_tree(packed, f"xl/{part}") for part in _PARTS)
    wanted = next((one.get(_LINK) for one in book.iter(_IN_BOOK) if one.get("name") == name), None)
    target = next((one.get("Target") or "" for one in links if one.get("Id") == wanted), "")
    return texts.get("xl/" + target.removeprefix("/").removeprefix("xl/"), b"")


_PARTS = ("workbook.xml", "_rels/workbook.xml.rels")


def _tree(packed: zipfile.ZipFile, name: str) -> ElementTree.Element:
    """A small list inside the workbook; one that declares entities is taken for empty."""
    data = packed.read(name) if name in packed.namelist() else b"<!"
    if b"<!" in data:
        return ElementTree.Element("none")
    return ElementTree.fromstring(data)  # noqa: S314 - no declarations, so nothing to expand


def _flaws(text: bytes) -> Iterator[Flaw]:
    """The cells that hold a formula without a value, or an error."""
    if b"<f" not in text and not _ERROR.search(text):
        return
    for found in _CELL.finditer(text):
        told, inside = found[1], found[2] or b""
        wrong = ""
        if _ERROR.search(told):
            wrong = ERROR
        elif b"<f" in inside and not _VALUE.search(inside):
            wrong = UNCOUNTED
        place = _PLACE.search(told) if wrong else None
        if place is not None:
            yield Flaw(int(place[2]), _number(place[1].decode()), wrong)


def _number(name: str) -> int:
    """The number of a column by its letters: A is 1, AA is 27."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _merged(sheet: CalamineSheet) -> Iterator[Flaw]:
    """The ranges that are merged, by the cells of their first row."""
    for (top, left), (_, right) in sheet.merged_cell_ranges or ():
        yield from (Flaw(top + 1, column + 1, MERGED) for column in range(left, right + 1))
