"""Answers on the terminal: straight columns in Chinese, nothing that a reader must guess."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest
from wcwidth import wcswidth

from tripower.cli.show import show
from tripower.core.answer import Answer, Facts, Raw, Table, say

TITLES = ("2024年领导班子成员分工", "采购 3 台水泵", "x")


def shown(answer: Answer, capsys: pytest.CaptureFixture[str], how: str = "table") -> str:
    show(answer, how, "en")
    return capsys.readouterr().out


def test_columns_are_straight_where_titles_are_chinese(capsys: Any) -> None:
    rows = [(title, f"M-{number}") for number, title in enumerate(TITLES)]
    out = shown(Answer([Table(("议题", "id"), rows)]), capsys)
    header, _, *lines = out.splitlines()
    assert {wcswidth(line[: line.index("M-")]) for line in lines} == {
        wcswidth(header[: header.index("id")])
    }


def test_facts_stand_in_one_column(capsys: Any) -> None:
    out = shown(Answer([Facts([(title, f"={title}") for title in TITLES])]), capsys)
    assert len({wcswidth(line[: line.index("=")]) for line in out.splitlines()}) == 1


def test_an_empty_table_is_not_shown_and_its_header_is_in_csv(capsys: Any) -> None:
    answer = Answer([Table(("by", "who"), []), say("{count} owed", count=0)])
    assert shown(answer, capsys) == "0 owed\n"
    assert shown(answer, capsys, "csv") == "by,who\n"


@pytest.mark.parametrize("width", [60, 80])
def test_a_terminal_gets_no_line_wider_than_itself(
    width: int, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    out = shown(Answer([Table(("id", "title"), [("M-1", "分工" * 60)])]), capsys)
    assert max(map(wcswidth, out.splitlines())) <= width
    assert out.count("分工") + out.count("分\n") == 60


def test_a_pipe_gets_one_line_a_row(capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    out = shown(Answer([Table(("id", "title"), [("M-1", "分工" * 60)])]), capsys)
    assert len(out.splitlines()) == 3


def test_a_sheet_takes_no_cell_for_a_formula(capsys: Any) -> None:
    cells = ["=1+1", "＝1", "@x", "-rf", "plain"]
    out = shown(Answer([Table(("text",), [(cell,) for cell in cells])]), capsys, "csv")
    assert out.splitlines()[1:] == ["'=1+1", "'＝1", "'@x", "'-rf", "plain"]


def test_what_hides_or_steers_is_written_out_and_means_the_same_in_json(capsys: Any) -> None:
    text = "a\x1b[31m\u202eb\u200bc\x9bd𠮷"
    assert shown(Answer([Raw(text)]), capsys) == "a\\u001b[31m\\u202eb\\u200bc\\u009bd𠮷\n"
    out = shown(Answer(data={"text": text}), capsys, "json")
    assert "𠮷" in out
    assert "\x9b" not in out
    assert json.loads(out) == {"text": text}
