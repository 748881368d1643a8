"""A matter walks the whole track of major decisions by real commands, refusals included."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.write_room import everything, office
from tripower.cli.help import width_of

Run = Callable[..., Any]
Say = Callable[..., Any]

FLAGS = "--scope public_construction --technical --social-risk --market --catalogue 2024-01-10"
EXPERTS = "experts=[{name: 钱一, affiliation: 示例大学}, {name: 孙二, affiliation: 示例设计院}]"
BY = "--producer 示例咨询中心 --producer-type institution --method analysis --signed --sealed"
PAPERS = (
    "decision_draft",
    "fair_competition_note",
    "public_opinion_note",
    "argument_report",
    "risk_report",
    "legality_opinion",
    "funding_source",
)
CALL = "meeting call K-2 M-2 --on 2024-10-10 --presiding zhen --recorder wen --place 三楼"
REVIEW = "legality_review matter_id=M-2 submitted_on=2024-09-20 reviewer=示例区司法局"
SENT = f"record new {REVIEW} review_no=1 review_due_on=2024-09-30 draft=true"


@pytest.fixture(autouse=True)
def unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = office(tmp_path / "unit")
    monkeypatch.setenv("TRIPOWER_ACTOR", "wen")
    monkeypatch.setenv("TRIPOWER_UNIT", str(folder))
    return folder


@pytest.fixture
def at(tripower: Run, monkeypatch: pytest.MonkeyPatch) -> Say:
    """`at("08-01", "decision show M-2")` on that day of 2024; further words as they are."""

    def run(day: str, line: str, *words: str, code: int = 0) -> Any:
        monkeypatch.setenv("TRIPOWER_NOW", f"2024-{day}T09:00")
        ran = tripower(*line.split(), *words)
        assert ran.code == code, ran.out + ran.err
        return ran

    return run


def put_on(at: Say) -> None:
    at("08-01", "decision propose M-2 --category project --title 防洪堤加固工程 --proposer zhen")
    at("08-01", f"decision track M-2 {FLAGS} --consent 示例区委办〔2024〕3号")


def prepared(at: Say) -> None:
    """Every step before the agenda but the review of legality, which is under way."""
    put_on(at)
    asked = "record new public_consultation matter_id=M-2 consultation_no=1 opened_on=2024-08-01"
    at("08-01", f"{asked} closed_on=2024-08-31")
    experts = "record new expert_review matter_id=M-2 review_no=1 on=2024-09-02 signed=true"
    at("09-02", f"{experts} sealed=true conclusion=可行 institution=示例设计院", EXPERTS)
    risk = "record new risk_assessment matter_id=M-2 by=示例评估所 plan=分段施工"
    at("09-04", f"{risk} round=1 on=2024-09-04 points=[拆迁] level=high controllable=false")
    change = "change=改线避让民房"
    at("09-10", f"{risk} round=2 on=2024-09-10 points=[拆迁] level=low controllable=true {change}")
    at("09-20", SENT)
    for kind in PAPERS:
        attach = f"decision attach M-2 {kind} --type {kind} --title 材料 {BY}"
        at("09-20", f"{attach} --dated 2024-09-20")
    at("09-20", "decision admit M-2")


def states(at: Say, day: str) -> list[str]:
    found = at(day, "decision show M-2 --format json").data["track"]["stages"]
    return [one["state"] for one in found]


def test_the_whole_track(at: Say) -> None:
    prepared(at)
    assert states(at, "09-20") == ["done"] * 3 + ["under_way", "done"] + ["missing"] * 3 + [
        "not_needed"
    ]
    at("09-29", "record edit legality_review M-2/1 opinion_on=2024-09-29 result=lawful draft=false")
    at("09-30", CALL)
    at("10-10", "meeting open K-2")
    for person in ("jia", "yi", "shi", "zheng", "zhen"):
        at("10-10", f"meeting speak K-2 M-2 {person} 同意 --stance for")
    at("10-10", "vote cast M-2 --all yes")
    at("10-10", "meeting close K-2")
    out = "record new decision_publication matter_id=M-2 published_on=2024-10-11"
    out += " published_in=公报 adoption=采纳改线意见"
    early = at("10-11", out, code=1)
    assert "MAD-08" in early.err
    owed = at("10-11", "due --person zhen --format json").data["owed"]
    assert [(one["rule_id"], one["by"]) for one in owed] == [("MAD-08", "2024-11-06")]
    at("10-11", "record new party_report matter_id=M-2 reported_on=2024-10-11 reported_to=区委")
    at("10-11", out)
    assert states(at, "10-11") == ["done"] * 8 + ["not_needed"]
    same = "record new post_evaluation matter_id=M-2 evaluation_no=1 trigger=many_objections"
    same += " on=2024-12-20 result=达到预期 evaluator="
    assert "MAD-10" in at("12-20", f"{same}示例评估所", code=1).err
    at("12-20", f"{same}示例大学")
    assert states(at, "12-20") == ["done"] * 9


def test_no_agenda_before_the_opinion_and_none_after_an_unlawful_one(unit: Path, at: Say) -> None:
    prepared(at)
    before = everything(unit)
    refused = at("09-25", CALL, code=1)
    assert "MAD-06 block" in refused.err
    assert everything(unit) == before
    opinion = "record edit legality_review M-2/1 opinion_on=2024-09-29 draft=false result="
    at("09-29", f"{opinion}unlawful")
    assert "found it unlawful" in at("09-30", CALL, code=1).err
    shown = at("09-30", "decision show M-2").out
    assert "✗ legality review" in shown
    assert "review_no=2" in shown
    again = REVIEW.replace("2024-09-20", "2024-09-30")
    again += " review_no=2 opinion_on=2024-10-10 result=lawful review_due_on="
    at("10-10", f"record new {again}2024-10-14")
    at("10-10", CALL.replace("10-10", "10-15"))


def test_an_opinion_that_comes_to_a_called_meeting_asks_for_a_new_agenda(at: Say) -> None:
    prepared(at)
    at("09-29", "record edit legality_review M-2/1 opinion_on=2024-09-29 result=lawful draft=false")
    at("09-30", CALL)
    second = REVIEW.replace("2024-09-20", "2024-09-29") + " review_no=2 review_due_on=2024-10-12"
    unlawful = f"record new {second} opinion_on=2024-10-08 result=unlawful"
    assert "MAD-06 block" in at("10-08", unlawful, code=1).err
    at("10-08", "record edit meeting K-2 agenda=[M-1]")
    at("10-08", unlawful)
    assert "MAD-06 block" in at("10-08", "record edit meeting K-2 agenda=[M-2]", code=1).err


def test_short_comments_are_a_fact_to_be_acknowledged(at: Say) -> None:
    put_on(at)
    asked = "record new public_consultation matter_id=M-2 consultation_no=1 opened_on=2024-08-01"
    short = at("08-01", f"{asked} closed_on=2024-08-30", code=1)
    assert "29 days, 30 needed" in short.err
    at("08-01", f"{asked} closed_on=2024-08-30", "--acknowledge", "MAD-02=网站故障")
    shown = at("08-31", "decision show M-2")
    assert "✗ public participation" in shown.out
    assert "consultation_no=2" in shown.out


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("decision track M-9 --scope public_policy", 1, "there is no matter M-9 on record"),
        ("decision track M-1", 2, "say one of both: --scope or --excluded"),
        (
            "decision track M-1 --scope public_policy --excluded legislation",
            2,
            "say one of both: --scope or --excluded",
        ),
        ("decision track M-2 --scope public_policy", 1, "is on the track already, since 2024-08"),
        ("decision track M-1 --scope something", 2, "public_construction"),
    ],
)
def test_what_makes_no_sense_is_refused(
    unit: Path, at: Say, line: str, code: int, said: str
) -> None:
    put_on(at)
    before = everything(unit)
    assert said in at("08-02", line, code=code).err
    assert everything(unit) == before


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_drawing_fits_a_narrow_terminal(at: Say, lang: str) -> None:
    put_on(at)
    out = at("08-05", f"decision show M-2 --lang {lang}").out
    told = [line for line in out.splitlines() if line[:1] in tuple("✓…·✗- ")]
    assert len(told) == 9 + 1 + 2
    assert max(map(width_of, told)) <= 80


def test_the_command_of_the_next_step_can_be_typed_as_it_stands(at: Say) -> None:
    put_on(at)
    found = at("08-05", "decision show M-2 --format json").data["track"]["next"]
    words = found["command"].removeprefix("tripower ").replace("WHERE", "示例区政府网站")
    at("08-05", words)
    assert states(at, "08-05")[0] == "under_way"


def test_a_matter_that_is_on_no_track_is_shown_as_before(at: Say) -> None:
    assert at("08-05", "decision show M-1 --format json").data["track"] is None
