"""A clerk's slips: each is answered with what was meant, and nothing is written."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.write_room import everything, sitting

PROPOSE = "--category major_decision --item annual-plan --title 买车"

FUNDS = "--category large_funds --item funds --title 买车"


@pytest.fixture
def unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = sitting(tmp_path / "unit")
    monkeypatch.setenv("TRIPOWER_NOW", "2025-06-17T16:00")
    monkeypatch.setenv("TRIPOWER_ACTOR", "wen")
    monkeypatch.setenv("TRIPOWER_UNIT", str(folder))
    return folder


@pytest.mark.parametrize(
    ("line", "code", "why"),
    [
        (f"propose M-2024-1 {PROPOSE}", 1, "is used already by “领导班子成员分工（2024年）”"),
        (f"propose M-2024-1 {PROPOSE}", 1, "the next free id is M-2024-11"),
        (f'propose "M 2025/10" {PROPOSE}', 2, "for 'ID': `M 2025/10` is not what stands here"),
        (f'propose "M 2025/10" {PROPOSE}', 2, "expected: an id of letters"),
        (f"propose M-30 {PROPOSE} --proposer 'li ming'", 2, "for '--proposer': `li ming`"),
        (f"propose M-30 {PROPOSE} --concerns 'he,li ming'", 2, "for '--concerns': `li ming`"),
        (f"propose M-30 {PROPOSE} --amount -5", 2, "`-5` is below zero"),
        (f"propose M-30 {FUNDS}", 1, "name it with --amount, in yuan"),
        (
            f"propose M-30 {PROPOSE} --item funds",
            1,
            "the catalogue's item “5万元以上资金使用” is under large expenditure",
        ),
        (f"propose M-30 {PROPOSE} --amount 80,000", 2, "`80,000` is not an amount in yuan"),
        (f"propose M-30 {PROPOSE} --amount 八万", 2, "such as 80000 or 1200.50"),
        (f"propose M-30 {PROPOSE} --on 2025-06-31", 2, "2025-06 has 30 days"),
        (f"propose M-30 {PROPOSE} --on 6月1日", 2, "`6月1日` is not a date; write YYYY-MM-DD"),
        ("confirm M-30 --by lin", 1, "林默 may not confirm “买车”"),
        ("confirm M-30 --by lin --delegation 委托书", 1, "nobody so confirms an own proposal"),
        ("confirm M-30 --by he", 1, "the head may: zhen 甄诚"),
    ],
)
def test_a_slip_is_answered_with_what_was_expected(
    unit: Path, tripower: Callable[..., Any], line: str, code: int, why: str
) -> None:
    if "confirm" in line:
        words = shlex.split(f"propose M-30 {PROPOSE} --proposer lin")
        assert tripower("decision", *words).code == 0
    before = everything(unit)
    ran = tripower("decision", *shlex.split(line))
    assert why in ran.err
    assert "supersede" not in ran.err
    assert "unreadable" not in ran.err
    assert "delete" not in ran.err.lower()
    assert ran.code == code
    assert everything(unit) == before


def test_another_member_confirms_with_a_written_delegation(
    unit: Path, tripower: Callable[..., Any]
) -> None:
    words = shlex.split(f"propose M-30 {PROPOSE} --proposer lin")
    assert tripower("decision", *words).code == 0
    assert tripower("decision", "confirm", "M-30", "--by", "he", "--delegation", "委1号").code == 0
    assert (unit / "matters/2025/M-30/confirmation.yaml").is_file()


@pytest.mark.parametrize("words", ["check", "due", "decision list", "decision admit M-11"])
def test_a_wrong_folder_is_named_before_anything_else(
    unit: Path, tripower: Callable[..., Any], words: str
) -> None:
    (unit.parent / "empty").mkdir()
    nowhere = tripower(*words.split(), "-C", unit.parent / "nowhere")
    empty = tripower(*words.split(), "-C", unit.parent / "empty")
    assert (nowhere.code, nowhere.out) == (2, "")
    assert "there is no folder" in nowhere.err
    assert (empty.code, empty.out) == (3, "")
    assert "it has no unit.yaml" in empty.err


def test_missing_papers_are_told_by_the_word_to_type(
    unit: Path, tripower: Callable[..., Any]
) -> None:
    words = shlex.split(f"propose M-30 {PROPOSE} --proposer zhen")
    assert tripower("decision", *words).code == 0
    english = tripower("decision", "show", "M-30").out
    assert "ARG-04 survey_report or argument_report, ARG-04 legality_opinion" in english
    chinese = tripower("decision", "show", "M-30", lang="zh").out
    assert "survey_report（调查报告） 或 argument_report（论证报告）" in chinese
    owed = tripower("due", "--person", "zhen").out
    assert "“买车”: survey_report or argument_report" in owed
    owed = tripower("due", "--person", "zhen", lang="zh").out
    assert "survey_report（调查报告） 或 argument_report（论证报告）" in owed
    refused = tripower("decision", "admit", "M-30").err
    assert "survey_report or argument_report" in refused
    assert refused.count("Which papers the other kinds of matter need") == 1, "once for a rule"
    assert refused.count("was let in without: ") == 2


def test_who_closes_without_speeches_is_told_what_cannot_be_seen_any_more(
    unit: Path, tripower: Callable[..., Any]
) -> None:
    ran = tripower("meeting", "close", "K-open", "--defer", "M-16=改日再议")
    assert ran.code == 0
    assert "No speeches are on record for M-16" in ran.out
    assert "`tripower record new speeches --late …`" in ran.out


def test_the_sheet_leaves_standing_aside_to_the_body(
    unit: Path, tripower: Callable[..., Any]
) -> None:
    words = f"propose M-30 {PROPOSE} --proposer zhen --concerns he"
    assert tripower("decision", *shlex.split(words)).code == 0
    call = "meeting call K-30 M-30 --on 2025-06-20 --presiding zhen --late 补记"
    called = tripower(*call.split(), "--acknowledge", "DEC-04=会前补齐")
    assert called.code == 0, called.err
    sheet = tripower("meeting", "sheet", "K-30").out
    assert "    # recusals: [{person_id: he, ground: own_interest, decided_by: body}]" in sheet
    assert "\n    recusals:" not in sheet
    assert '- {person_id: he, stance: , gist: ""}' in sheet


def test_what_is_typed_into_a_field_is_not_called_unreadable(
    unit: Path, tripower: Callable[..., Any]
) -> None:
    before = everything(unit)
    ran = tripower("record", "new", "person", "person_id=li ming", "name=")
    assert ran.code == 3
    assert ran.err.splitlines() == [
        "Not written:",
        "person_id: `li ming` is not what stands here; expected: an id of letters, digits, "
        "`-`, `_` and `.`, such as M-2024-07",
        "name: `` is not what stands here; expected: a text that is not empty",
    ]
    assert everything(unit) == before


@pytest.mark.parametrize("option", ["--id", "--clerk"])
def test_a_new_unit_wants_ids_that_can_be_written(
    unit: Path, tripower: Callable[..., Any], option: str
) -> None:
    told = {"--id": "water", "--name": "示例局", "--clerk": "wen", "--clerk-name": "文员甲"}
    words = [word for pair in {**told, option: "a b"}.items() for word in pair]
    ran = tripower("init", unit.parent / "new", *words)
    assert ran.code == 2
    assert f"for '{option}': `a b` is not what stands here; expected: an id of letters" in ran.err
    assert not (unit.parent / "new").exists()


@pytest.mark.parametrize(("lang", "words"), [("zh", "事项M-17：通过"), ("en", "事项M-17: passed")])
def test_what_nobody_put_in_words_is_said_in_the_language_of_the_clerk(
    unit: Path, tripower: Callable[..., Any], lang: str, words: str
) -> None:
    follow = "--executor M-17=jia --due M-17=2025-12-31 --supervisor M-17=zhen --to 各股室"
    issue = shlex.split(f"minutes issue K-over --signer zhen {follow}")
    ran = tripower(*issue, lang=lang)
    assert ran.code == 0, ran.err
    assert words in (unit / "meetings/2025/K-over/minutes.yaml").read_text()
