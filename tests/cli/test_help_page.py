"""Help pages measure what is seen: a Chinese character takes two columns."""

from __future__ import annotations

import pytest

from tripower.cli.help import Help, columns, width_of

TEXT = "生成所有应出的文书：班子成员分工表和会议纪要（含“附件”），分公开版和内部版。Use `vote` now."


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Help:
    monkeypatch.setenv("COLUMNS", "52")
    return Help()


def test_no_line_is_wider_than_the_terminal_and_nothing_is_lost(page: Help) -> None:
    page.write_text(TEXT)
    lines = page.getvalue().splitlines()
    assert len(lines) == 2
    assert max(map(width_of, lines)) <= 50
    assert "".join(lines) == TEXT


def test_no_line_starts_with_a_closing_mark_or_ends_with_an_opening_one(page: Help) -> None:
    for shift in range(12):
        page.write_text("字" * shift + TEXT * 3)
    lines = page.getvalue().splitlines()
    assert not [line for line in lines if line[0] in "，。：）”" or line[-1] in "（“"]


def test_what_names_mean_stands_in_one_column(page: Help) -> None:
    page.write_dl(
        [("类型", "甲" * 30), ("--format", "乙"), ("--a-name-as-long-as-a-line-of-text", "丙")]
    )
    lines = page.getvalue().splitlines()
    starts = {
        width_of(line[: line.index(word)]) for line in lines for word in "甲乙丙" if word in line
    }
    assert len(starts) == 1
    assert max(map(width_of, lines)) <= 50


def test_english_is_wrapped_between_words(page: Help) -> None:
    page.write_text("one two " * 20 + "\n\nanother paragraph")
    first, second = page.getvalue().strip().split("\n\n")
    assert set(first.split()) == {"one", "two"}
    assert second == "another paragraph"


def test_a_usage_line_hangs_under_its_first_argument(page: Help) -> None:
    page.write_usage("tripower vote", " ".join(["[OPTIONS]"] * 6))
    first, second, *_ = page.getvalue().splitlines()
    assert second.startswith(" " * first.index("["))


def test_the_width_asked_for_is_kept_and_nonsense_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert (columns(), Help().width) == (200, 98)
    monkeypatch.setenv("COLUMNS", "wide")
    assert columns() > 0
