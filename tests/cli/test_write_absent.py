"""Who is not in the room says nothing there: the sheet leaves them out and refuses their words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.write_room import everything, sitting

WORDS = "stance: for, gist: 同意}"


@pytest.fixture
def unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = sitting(tmp_path / "unit")
    monkeypatch.setenv("TRIPOWER_NOW", "2025-06-17T16:00")
    monkeypatch.setenv("TRIPOWER_ACTOR", "wen")
    monkeypatch.setenv("TRIPOWER_UNIT", str(folder))
    return folder


def filled(sheet: str) -> str:
    """Everybody who has a line says a word; all vote yes."""
    said = sheet.replace('stance: , gist: ""}', WORDS)
    return said.replace("    all:\n", "    all: yes\n")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("absent: []", "absent: [{person_id: wan, reason: 出差}]"),
        ("out_of_room: []", "out_of_room: [{person_id: wan, reason: 接电话}]"),
    ],
)
def test_words_of_somebody_absent_are_answered_with_their_line(
    unit: Path, tripower: Callable[..., Any], old: str, new: str
) -> None:
    path = unit.parent / "sheet.yaml"
    text = filled(tripower("meeting", "sheet", "K-called").out).replace(old, new, 1)
    path.write_text(text)
    before = everything(unit)
    ran = tripower("meeting", "record", path)
    first = 1 + text.splitlines().index(f"      - {{person_id: wan, {WORDS}  # 万里")
    assert ran.code == 3
    assert f"sheet.yaml:{first}:" in ran.err
    assert "`wan` is not in the room for this matter" in ran.err
    assert everything(unit) == before
    path.write_text(text.replace(f"person_id: wan, {WORDS}", 'person_id: wan, gist: ""}'))
    assert tripower("meeting", "record", path).code == 0


def test_the_sheet_has_no_line_for_who_is_recorded_as_out(
    unit: Path, tripower: Callable[..., Any]
) -> None:
    out = ("attend", "K-open", "M-16", "--without", "wan", "--reason", "接电话")
    assert tripower("meeting", *out).code == 0
    sheet = tripower("meeting", "sheet", "K-open").out
    assert "person_id: wan, stance" not in sheet
    path = unit.parent / "sheet.yaml"
    late = "    speeches:\n      - {person_id: wan, gist: 同意}\n"
    path.write_text(filled(sheet).replace("    speeches:\n", late))
    ran = tripower("meeting", "record", path)
    assert ran.code == 3
    assert "`wan` is not in the room for this matter" in ran.err
    path.write_text(filled(sheet))
    assert tripower("meeting", "record", path).code == 0
