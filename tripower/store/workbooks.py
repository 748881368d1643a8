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
from tripower.store.tables import Flaw, Sheet, missing, unusable

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

MAX_BYTES = 50 * 1024 * 1024
MAX_RATIO = 100
MAX_UNPACKED = 1024**3
MAX_MEMBERS = 200
MAX_CELLS = 50_000_000
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_HOLDS_CELLS = b"sheetData"
"""Without it no part of a workbook is a sheet, wherever in the file it lies."""
_OTHER = {"content.xml", "xl/workbook.bin"}
"""Parts of other kinds of workbooks, which the reader would open as well."""
_PLAIN, _ANY = rb'<c r="', rb"""\sr\s*=\s*["']"""
"""What comes before the place of a cell: as everybody writes it, and however it may be written."""
_UNUSUAL = re.compile(rb"""<c(?! r="[A-Z]{1,3}[0-9])(?=[\s/>])|:c[\s/>]""")
_ROW = re.compile(rb"""<row\s[^>]*?\br=["']([0-9]{1,9})["']""")
_ANY_ROW = re.compile(_ANY + rb"""([0-9]{1,9})["']""")
_NO_PLACE = re.compile(rb"""<(?:[\w.-]+:)?c(?=[\s/>])(?![^<]*?\sr\s*=)""")
"""A cell that does not say where it lies; it follows the one before it."""
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
            texts = {}
            for one in members:  # a member that is longer than it says fails its checksum here
                inside = packed.read(one)
                if _SHEET.fullmatch(one.filename) or _HOLDS_CELLS in inside:
                    texts[one.filename] = inside
            if not _OTHER.isdisjoint(one.filename for one in members):
                raise zipfile.BadZipFile("another kind of workbook")
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, zlib.error) as error:
        text = N_("{path} cannot be read as a workbook ({reason}); save it anew as .xlsx")
        raise unusable(path, text, reason=str(error)) from error
    if any(_reach(held) > MAX_CELLS for held in texts.values()):
        far = N_("{path} has a cell far out, so that it reaches over {limit} cells; delete it")
        raise unusable(path, far, limit=MAX_CELLS)
    return texts


def _reach(text: bytes) -> int:
    """At most about so many cells lie between the first and the last of a sheet."""
    unusual = _UNUSUAL.search(text) is not None
    place, named = (_ANY, _ANY_ROW) if unusual else (_PLAIN, _ROW)
    rows = max((int(found[1]) for found in named.finditer(text)), default=0)
    if re.search(place + _below(rows), text):  # cells outside the rows that are named
        inside = re.finditer(place + b"[A-Za-z]{1,3}([0-9]{1,9})", text)
        rows = max(int(found[1]) for found in inside)
    wide = ((3, 16_384), (2, 702))
    widths = (width for n, width in wide if re.search(place + b"[A-Za-z]{%d}[0-9]" % n, text))
    width = next(widths, 26)
    if unusual:
        width = max(width, sum(1 for _ in _NO_PLACE.finditer(text)))
    return rows * width


def _below(rows: int) -> bytes:
    """A place whose row has more digits than the last one, or as many and a greater first one."""
    digits, first = len(str(rows)), int(str(rows)[0])
    greater = b"|[%d-9][0-9]{%d}" % (first + 1, digits - 1) if first < 9 else b""
    return b"[A-Za-z]{1,3}(?:[0-9]{%d,9}" % (digits + 1) + greater + b")[^0-9]"


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
