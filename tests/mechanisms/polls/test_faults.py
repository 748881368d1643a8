"""All that is wrong with a file, told at once and in few lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mechanisms.polls.import_room import (
    GENERAL,
    GOOD,
    district_office,
    entered,
    faults,
    imported,
    platform,
    workbook,
)
from tripower.cli.show import as_text
from tripower.core.answer import Answer


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return entered(district_office(tmp_path / "office"), monkeypatch)


def lines(answer: Answer) -> list[list[str]]:
    """The table of faults as it is read, a list a line."""
    return [
        [as_text([cell], "en").strip() if not isinstance(cell, str) else cell for cell in row]  # type: ignore[list-item]
        for row in answer.parts[1].rows  # type: ignore[union-attr]
    ]


def test_headings_and_cells_are_told_together(office: Path, tmp_path: Path) -> None:
    rows = platform(GOOD)
    rows[0][7] = f"2、{GENERAL}—水力局"
    rows[2][8] = "坏"
    rows[1][0] = None
    found = faults(imported(workbook(tmp_path / "a.xlsx", rows)))
    assert [(row, column) for row, column, _ in found] == [(1, "H"), (2, "A"), (3, "I")]


def test_without_the_column_of_raters_the_answers_are_looked_at(
    office: Path, tmp_path: Path
) -> None:
    rows = platform([("满意", "坏", "满意", "满意"), ("满意", "满意", "满意", "满意")])
    rows[0][0] = "别的"
    found = faults(imported(workbook(tmp_path / "a.xlsx", rows)))
    assert [(row, column) for row, column, _ in found] == [(1, ""), (2, "I")]


def test_a_rater_who_is_there_twice_is_one_line(office: Path, tmp_path: Path) -> None:
    rows = platform([GOOD[0]] * 12)
    for at in (3, 5, 7, 9, 11, 12):
        rows[at][0] = 1
    answer = imported(workbook(tmp_path / "a.xlsx", rows))
    assert len(answer.data["faults"]) == 6
    [line] = lines(answer)
    assert line[:3] == ["4, 6, 8, 10, 12–13", "A", "1"]
    assert "begin in row 2" in line[3]


def test_at_most_five_rows_are_named(office: Path, tmp_path: Path) -> None:
    bad, good = ("坏", "满意", "满意", "满意"), ("满意", "满意", "满意", "满意")
    for count, told in ((5, "2, 4, 6, 8, 10"), (6, "2, 4, 6, 8, 10 and 1 more")):
        answer = imported(workbook(tmp_path / "a.xlsx", platform([bad, good] * count)))
        [line] = lines(answer)
        assert line[0] == told
