"""Tables that people hand over: what is read, and what is refused before it does harm."""

from __future__ import annotations

import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import polars
import pyreadstat
import pytest

from tripower.core.answer import Refused, Say
from tripower.core.exits import Exit
from tripower.store import workbooks
from tripower.store.sheets import read_sheet
from tripower.store.tables import letters


def refused(path: Path, **told: Any) -> str:
    """The one sentence with which a file is refused as unreadable."""
    with pytest.raises(Refused) as caught:
        read_sheet(path, **told)
    assert caught.value.answer.code == Exit.UNREADABLE
    [part] = caught.value.answer.parts
    assert isinstance(part, Say)
    return part.text.format(**part.args)


def book(path: Path, *cells: tuple[str, Any]) -> Path:
    made = openpyxl.Workbook()
    page = made.active
    assert page is not None
    for place, value in cells:
        page[place] = value
    made.save(path)
    return path


def changed(path: Path, inside: str, change: Callable[[bytes], bytes]) -> Path:
    """The same workbook with one of its files changed."""
    with zipfile.ZipFile(path) as old:
        held = {one: old.read(one) for one in old.namelist()}
    held[inside] = change(held[inside])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in held.items():
            new.writestr(name, data)
    return path


def test_a_workbook_is_read_with_its_gaps(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", ("A1", "单位"), ("C1", "分"), ("A3", "水利局"), ("C3", 82.5))
    found = read_sheet(path)
    assert [list(row) for row in found.rows] == [
        ["单位", "", "分"],
        ["", "", ""],
        ["水利局", "", 82.5],
    ]
    assert (found.name, found.encoding, found.flaws) == ("Sheet", None, ())


def test_what_a_file_is_its_bytes_say(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", ("A1", "x"))
    assert read_sheet(path.rename(tmp_path / "a.csv")).rows[0][0] == "x"


def test_a_sheet_by_its_name(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.create_sheet("答卷")["A1"] = "here"
    made.save(tmp_path / "a.xlsx")
    assert read_sheet(tmp_path / "a.xlsx", "答卷").rows[0][0] == "here"
    assert "it has: Sheet, 答卷" in refused(tmp_path / "a.xlsx", sheet="other")


def test_a_formula_that_was_never_worked_out(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", ("A1", "x"), ("AB2", "=1+1"), ("B3", "text"))
    [flaw] = read_sheet(path).flaws
    assert (flaw.row, letters(flaw.column), flaw.wrong) == (2, "AB", workbooks.UNCOUNTED)


def test_a_formula_with_its_value_counts(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", ("A1", "x"), ("A2", "=1+1"))
    known = b"<f>1+1</f><v>2</v>"
    inside = "xl/worksheets/sheet1.xml"
    path = changed(path, inside, lambda text: text.replace(b"<f>1+1</f><v />", known))
    found = read_sheet(path)
    assert (found.rows[1][0], found.flaws) == (2, ())


def test_an_error_is_no_value(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", ("A1", "x"), ("B2", "#DIV/0!"))
    page = openpyxl.load_workbook(path)
    page.active["B2"].data_type = "e"  # type: ignore[index, union-attr]
    page.save(path)
    [flaw] = read_sheet(path).flaws
    assert (flaw.row, flaw.column, flaw.wrong) == (2, 2, workbooks.ERROR)


def test_merged_cells_are_told(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    page = made.active
    assert page is not None
    page["A1"], page["C3"] = "x", "y"
    page.merge_cells("A2:B2")
    made.save(tmp_path / "a.xlsx")
    assert {(one.row, one.column) for one in read_sheet(tmp_path / "a.xlsx").flaws} == {
        (2, 1),
        (2, 2),
    }


def test_a_workbook_cut_short(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", *((f"A{row}", f"row {row}") for row in range(1, 500)))
    data = path.read_bytes()
    for size in (5, len(data) // 2, len(data) - 10):
        path.write_bytes(data[:size])
        assert "cannot be read as a workbook" in refused(path)


def test_a_workbook_with_a_spoilt_byte(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", *((f"A{row}", f"row {row}") for row in range(1, 500)))
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as packed:
        at = packed.getinfo("xl/worksheets/sheet1.xml").header_offset + 200
    data[at] ^= 0xFF
    path.write_bytes(bytes(data))
    assert "cannot be read as a workbook" in refused(path)


def test_a_workbook_that_unpacks_into_far_too_much(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", ("A1", "x"))
    changed(path, "xl/worksheets/sheet1.xml", lambda text: text + b" " * 5_000_000)
    assert "unpacks into far more" in refused(path)


def test_a_stray_cell_far_out(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", ("A1", "x"), ("XFD1048576", "y"))
    assert "far out" in refused(path)


FAR = {
    "in another folder": ("evil/s.xml", '<row r="200000"><c r="AAA200000"><v>1</v></c></row>'),
    "a row that is not named": ("worksheets/s.xml", '<row><c r="AAA99999"><v>1</v></c></row>'),
    "a row that is named wrongly": (
        "worksheets/s.xml",
        '<row r="7"><c r="AAA99999"><v>1</v></c></row>',
    ),
    "blanks": ("worksheets/s.xml", '<row r="2"><c r = "AAA99999"><v>1</v></c></row>'),
    "single quotes": ("worksheets/s.xml", "<row r='2'><c s='1' r='aaa99999'><v>1</v></c></row>"),
    "no places": ("worksheets/s.xml", '<row r="99999">' + "<c><v>1</v></c>" * 600 + "</row>"),
}


def packed(path: Path, target: str, rows: str, prefix: str = "") -> Path:
    """A workbook by hand, whose one sheet lies where it is told."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    links = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    sheet = f'<sheetData><row r="1"><c r="A1"><v>1</v></c></row>{rows}</sheetData>'
    opened = f'<worksheet xmlns="{main}">'
    if prefix:
        sheet = re.sub(r"<(/?)(?=\w)", rf"<\1{prefix}:", sheet)
        opened = f'<{prefix}:worksheet xmlns:{prefix}="{main}">'
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{links}"><Relationship Id="rId1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{links}"><Relationship Id="rId1" '
        f'Type="{office}/worksheet" Target="{target}"/></Relationships>',
        f"xl/{target}": f"{opened}{sheet}{opened.split(' ')[0].replace('<', '</')}>",
    }
    with zipfile.ZipFile(path, "w") as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return path


@pytest.mark.parametrize("prefix", ["", "x"])
@pytest.mark.parametrize("how", FAR)
def test_a_stray_cell_far_out_however_it_is_written(tmp_path: Path, how: str, prefix: str) -> None:
    path = packed(tmp_path / "a.xlsx", *FAR[how], prefix)
    assert "far out" in refused(path)


@pytest.mark.parametrize("prefix", ["", "x"])
def test_a_sheet_in_another_folder_is_read(tmp_path: Path, prefix: str) -> None:
    row = '<row r="2"><c r="B2"><v>7</v></c></row>'
    found = read_sheet(packed(tmp_path / "a.xlsx", "evil/s.xml", row, prefix))
    assert [list(one) for one in found.rows] == [[1.0, ""], ["", 7.0]]


@pytest.mark.parametrize("part", ["content.xml", "xl/workbook.bin"])
def test_another_kind_of_workbook_is_not_opened(tmp_path: Path, part: str) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr(part, "<x/>")
    assert "another kind" in refused(path)


def test_a_zip_that_is_no_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as packed:
        packed.writestr("readme.txt", "no workbook")
    assert "cannot be read as a workbook" in refused(tmp_path / "a.xlsx")


def test_an_old_workbook_or_one_with_a_password(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    assert "save it as .xlsx" in refused(path)


@pytest.mark.parametrize("name", ["a.xlsx", "A.XLSX", "a.sav"])
@pytest.mark.parametrize("data", [b"\xff\xfe\x81 broken", b"a,b\n1,2\n", b"\0" * 600])
def test_a_damaged_file_is_called_so(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    told = refused(path)
    assert "it is damaged" in told
    assert "GB18030" not in told


@pytest.mark.parametrize("length", [10, 200, 3000])
def test_a_workbook_or_spss_file_that_was_cut_is_called_so(tmp_path: Path, length: int) -> None:
    whole = book(tmp_path / "a.xlsx", ("A1", "x"))
    whole.write_bytes(whole.read_bytes()[:length])
    assert "cannot be read as a workbook" in refused(whole)
    frame = polars.DataFrame({"id": [f"rater {nth}" for nth in range(400)]})
    pyreadstat.write_sav(frame, str(tmp_path / "a.sav"))
    cut = tmp_path / "b.sav"
    cut.write_bytes((tmp_path / "a.sav").read_bytes()[: min(length, 200)])
    assert "cannot be read as an SPSS file" in refused(cut)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_encoding_of_a_text_is_tried_and_told(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("单位,分\r\n水利局,82\r\n𠮷局,70\r\n".encode(encoding))
    found = read_sheet(path)
    assert [list(row) for row in found.rows] == [["单位", "分"], ["水利局", "82"], ["𠮷局", "70"]]
    assert found.encoding == encoding


def test_a_cell_stays_a_text(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('a,b\n"Yes","1,5"\n"two\nlines",007\n', encoding="utf-8")
    assert list(read_sheet(path).rows[1:]) == [["Yes", "1,5"], ["two\nlines", "007"]]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "is empty"),
        (b"a,b\n\xff\xff\xff,1\n", "neither in UTF-8 nor in GB18030"),
        (b"\xef\xbb\xbfa,b\n\xb5\xa5,1\n", "neither in UTF-8 nor in GB18030"),
        ("单位,分\n水利局,8".encode() + b"\xe6\x97\n", "neither in UTF-8 nor in GB18030"),
        (b"a,b\n1,\x00\n", "holds zeros"),
        ("a,b\n".encode("utf-16"), "is in UTF-16"),
        (b'a,b\n1,"never closed\n', "row 2 cannot be read"),
        (b'a,b\n1,"2"3\n', "row 2 cannot be read"),
    ],
)
def test_a_text_that_nobody_can_be_sure_of(tmp_path: Path, data: bytes, told: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    assert told in refused(path)


def test_an_spss_file_by_its_labels(tmp_path: Path) -> None:
    frame = polars.DataFrame({"id": ["a", "b"], "q1": [80.0, None], "q2": [1.0, 2.0]})
    path = tmp_path / "a.sav"
    pyreadstat.write_sav(frame, str(path), column_labels=["编号", "总体评价", None])
    found = read_sheet(path)
    assert [list(row) for row in found.rows] == [
        ["编号", "总体评价", "q2"],
        ["a", 80.0, 1.0],
        ["b", None, 2.0],
    ]
    assert found.first == 0


def test_an_spss_file_cut_short(tmp_path: Path) -> None:
    path = tmp_path / "a.sav"
    path.write_bytes(b"$FL2" + b"@(#) SPSS DATA FILE" + b" " * 40)
    assert "cannot be read as an SPSS file" in refused(path)


def test_a_file_that_is_too_big(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book(tmp_path / "a.xlsx", ("A1", "x"))
    monkeypatch.setattr(workbooks, "MAX_BYTES", 100)
    assert "hand it over in parts" in refused(path)


def test_what_is_not_installed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(Refused) as caught:
        read_sheet(book(tmp_path / "a.xlsx", ("A1", "x")))
    assert caught.value.answer.code == Exit.USAGE
    [told] = caught.value.answer.data["refused"]
    assert "pip install 'tripower[analytics]'" in told


@pytest.mark.parametrize(("number", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (16384, "XFD")])
def test_columns_by_letters(number: int, name: str) -> None:
    assert letters(number) == name
