"""`tripower rule ID` tells all that the docstring of the rule does."""

from __future__ import annotations

import json

import pytest

from tripower.cli.main import perform

MIDDLE = "The whole is those entitled, not those present."


def test_the_page_has_each_paragraph_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert perform(["rule", "dec-07"], "en") == 0
    page = capsys.readouterr().out
    order = [
        "DEC-07  Passed means",
        "A matter is passed only if",
        MIDDLE,
        "\nWhy: counted by those present",
        "\nExample: of 7 members",
        "\n[the district's mechanism of 2016] Passed",
    ]
    assert [page.count(text) for text in order] == [1] * len(order)
    assert sorted(order, key=page.index) == order


def test_a_script_gets_them_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert perform(["rule", "DEC-07", "--format", "json"], "en") == 0
    told = json.loads(capsys.readouterr().out)
    first, second = told["what"].split("\n\n")
    assert first.startswith("A matter is passed") and second.startswith(MIDDLE)
    assert told["why"].startswith("counted by those present")


def test_the_value_of_a_parameter_says_what_it_rests_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert perform(["rule", "DEC-07"], "en") == 0
    page = capsys.readouterr().out
    row = next(line for line in page.splitlines() if line.startswith("dec.close_margin"))
    assert "[default, not law] The number is ours" in row


def test_the_middle_is_translated(capsys: pytest.CaptureFixture[str]) -> None:
    assert perform(["rule", "DEC-07"], "zh") == 0
    assert "分母是应到人数，不是实到人数。" in capsys.readouterr().out
