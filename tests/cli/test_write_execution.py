"""After the vote: carried out, looked at, closed, and never changed by one person."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.write_room import everything, sitting

Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """M-17 passed in June with 易明's successor 万里 in charge of works; M-16 is in session."""
    folder = sitting(tmp_path / "unit")
    monkeypatch.setenv("TRIPOWER_NOW", "2025-06-18T09:00")
    monkeypatch.setenv("TRIPOWER_ACTOR", "wen")
    monkeypatch.setenv("TRIPOWER_UNIT", str(folder))
    return folder


def status(tripower: Run, matter: str) -> str:
    told: str = tripower("decision", "show", matter, "--format", "json").data["status"]
    return told


def test_a_decision_is_begun_looked_at_and_closed(tripower: Run) -> None:
    assert status(tripower, "M-17") == "passed"
    assert tripower("decision", "execute", "M-17", "--by", "jia").code == 0
    assert status(tripower, "M-17") == "executing"
    found = ("--by", "zheng", "--found", "进度正常")
    assert tripower("decision", "supervise", "M-17", *found).code == 0
    assert tripower("decision", "supervise", "M-17", *found).code == 0
    closed = tripower("decision", "close", "M-17", "--by", "jia", "--format", "json")
    assert closed.data["paths"] == ["matters/2025/M-17/closing.yaml"]
    assert status(tripower, "M-17") == "closed"
    assert "M-17" in tripower("decision", "list", "--status", "closed").out
    again = tripower("decision", "close", "M-17", "--by", "jia")
    assert (again.code, again.err.strip()) == (1, "M-17 is closed already, since 2025-06-18")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("execute M-16 --by jia", "M-16 had not passed on 2025-06-18; where it stands: on agenda"),
        ("close M-16 --by jia", "M-16 had not passed on 2025-06-18; where it stands: on agenda"),
        ("close M-2024-10 --by jia", "where it stands: withdrawn"),
        ("supervise M-12 --by zheng --found 无", "where it stands: admitted"),
        ("execute M-17", "the minutes name nobody to carry out M-17: say it with --by"),
        ("close M-17 --by jia", "nobody has begun to carry out M-17"),
        ("close M-17 --by jia --result not_done", "say with --note why M-17 was not done in full"),
        ("execute M-17 --by jia --on 2025-06-16", "M-17 passed only on 2025-06-17, which is after"),
        ("supervise M-17 --found 无 --on 2025-06-16", "M-17 passed only on 2025-06-17"),
        ("review M-16 --conclusion 维持", "M-16 had no result by 2025-06-18"),
        ("review M-17 --conclusion 维持 --on 2025-06-16", "M-17 had no result by 2025-06-16"),
        (
            "review M-17 --conclusion 维持 --false report",
            "M-17 has no paper report; it has: legality, survey",
        ),
        ("review M-17 --conclusion 维持 --false survey", "survey of M-17 had not proved false by"),
        ("disprove M-17 report --by 审计局 --found 假", "M-17 has no paper report; it has"),
        ("disprove M-17 survey --by 审计局 --found 假 --on 2025-06-01", "was handed in only on"),
        ("change M-17 --type resumed --what 恢复", "M-17 was not suspended on 2025-06-18"),
        ("execute M-99 --by jia", "there is no matter M-99 on record"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(
    unit: Path, tripower: Run, line: str, said: str
) -> None:
    before = everything(unit)
    ran = tripower("decision", *line.split())
    assert ran.code in (1, 2)
    assert said in ran.err
    assert everything(unit) == before


def test_the_head_carries_nothing_out(unit: Path, tripower: Run) -> None:
    before = everything(unit)
    ran = tripower("decision", "execute", "M-17", "--by", "zhen")
    assert ran.code == 1
    assert "SEP-01 violation" in ran.err
    assert everything(unit) == before


def test_a_decision_is_begun_once_and_not_after_its_end(tripower: Run) -> None:
    assert tripower("decision", "execute", "M-17", "--by", "wan").code == 0
    again = tripower("decision", "execute", "M-17", "--by", "jia")
    assert "万里 has been carrying out M-17 since 2025-06-18" in again.err
    early = tripower("decision", "close", "M-17", "--by", "jia", "--on", "2025-06-17")
    assert "M-17 was begun only on 2025-06-18, which is after 2025-06-17" in early.err


def test_a_look_that_nobody_wrote_down_is_told_after_the_closing(tripower: Run) -> None:
    tripower("decision", "execute", "M-17", "--by", "wan")
    asked = ("check", "--format", "json")
    closed = tripower("decision", "close", "M-17", "--by", "wan")
    assert "SEP-04 warning" in closed.out
    assert "is closed already" in tripower("decision", "halt", "M-17", "--reason", "雨").err
    looked = ("--by", "zheng", "--found", "已完工", "--late", "漏记")
    assert tripower("decision", "supervise", "M-17", *looked).code == 0
    assert "SEP-04" not in {f["rule_id"] for f in tripower(*asked).data["findings"]}


def test_what_is_suspended_or_stopped_is_not_done(tripower: Run) -> None:
    tripower("decision", "execute", "M-17", "--by", "wan")
    tripower("decision", "halt", "M-17", "--by", "zhen", "--reason", "汛情")
    done = tripower("decision", "close", "M-17", "--by", "wan")
    assert "M-17 is suspended, so it was not done in full: say --result partly_done" in done.err
    told = ("--result", "not_done", "--note", "不再需要")
    given_up = tripower("decision", "close", "M-17", "--by", "wan", *told)
    assert given_up.code == 0
    assert "DEC-19 manual" in given_up.out


def test_what_is_stopped_is_not_stopped_again_nor_resumed_alone(tripower: Run) -> None:
    told = ("decision", "change", "M-17", "--by", "zhen", "--what", "停了", "--type")
    word = ("--late", "事后才知道", "--acknowledge", "DEC-19=已批评")
    assert tripower(*told, "stopped", *word).code == 0
    assert "M-17 is stopped already, since 2025-06-18" in tripower(*told, "stopped").err
    assert "M-17 was not suspended on 2025-06-18" in tripower(*told, "resumed").err


def test_nothing_is_told_of_tomorrow(unit: Path, tripower: Run) -> None:
    before = everything(unit)
    ran = tripower("decision", "supervise", "M-17", "--found", "好", "--on", "2025-06-19")
    assert (ran.code, "2025-06-19 lies ahead; today is 2025-06-18" in ran.err) == (3, True)
    assert everything(unit) == before


def test_nobody_changes_a_decision_alone(unit: Path, tripower: Run) -> None:
    told = ("decision", "change", "M-17", "--type", "stopped", "--by", "zhen", "--what", "不办了")
    before = everything(unit)
    ran = tripower(*told)
    assert ran.code == 1
    assert "DEC-19 violation" in ran.err
    assert tripower(*told, "--under", "M-16").code == 1, "M-16 has not passed"
    assert everything(unit) == before


def test_what_one_person_did_alone_can_be_told_afterwards(tripower: Run) -> None:
    told = ("decision", "change", "M-17", "--type", "stopped", "--by", "jia", "--what", "停了")
    word = ("--late", "事后才知道", "--acknowledge", "DEC-19=贾石自行停工，已责令恢复")
    assert tripower(*told, *word).code == 0
    assert status(tripower, "M-17") == "stopped"
    refused = tripower("decision", "execute", "M-17", "--by", "jia")
    assert "M-17 cannot go on: it is stopped" in refused.err


def test_only_the_head_suspends_and_may_resume(tripower: Run) -> None:
    told = ("decision", "halt", "M-17", "--reason", "汛情")
    assert "DEC-19 violation" in tripower(*told, "--by", "jia").err
    assert tripower(*told, "--by", "zhen").code == 0
    assert status(tripower, "M-17") == "suspended"
    due = tripower("due", "--person", "zhen").out
    assert "put the suspended" in due
    assert "M-17 cannot go on: it is suspended" in tripower("decision", "execute", "M-17").err
    resume = ("--type", "resumed", "--by", "zhen", "--what", "恢复")
    assert tripower("decision", "change", "M-17", *resume).code == 0
    assert status(tripower, "M-17") == "passed"


def test_a_false_paper_asks_for_a_review_and_a_review_answers(tripower: Run) -> None:
    found = ("--by", "区审计局", "--found", "数据系编造")
    ran = tripower("decision", "disprove", "M-17", "survey", *found)
    assert ran.code == 0
    assert "ARG-06 manual" in ran.out
    asked = ("check", "--format", "json")
    assert "ARG-06" in {f["rule_id"] for f in tripower(*asked).data["findings"]}
    told = ("--by", "zheng", "--conclusion", "结论仍然成立", "--false", "survey")
    again = tripower("decision", "disprove", "M-17", "survey", *found)
    assert "survey of M-17 is on record as false since 2025-06-18 already" in again.err
    assert tripower("decision", "review", "M-17", *told).code == 0
    assert "ARG-06" not in {f["rule_id"] for f in tripower(*asked).data["findings"]}
