"""A decision found wrong: two rounds, every way to vote, a case, its measures and its end."""

from __future__ import annotations

import json
import shutil
import tempfile
from atexit import register
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.cli.write_room import _admitted, everything, sitting
from tripower.cli.console import Step, surroundings
from tripower.cli.main import respond
from tripower.core.answer import Answer
from tripower.core.digests import sha256

Run = Callable[..., Any]
CALL = "--on 2025-06-20 --presiding zhen --recorder wen --place 三楼"
MORNING, NOON = "2025-06-18T09:00", "2025-06-20T10:00"
MINUTES = "--signer zhen --to 局领导 --on 2025-06-23"


def spoken(matter: str, *against: str) -> list[tuple[str, str]]:
    return [
        (NOON, f"meeting speak K-2 {matter} {person} {gist} --stance {stance}")
        for person in ("jia", "shi", "lin", "he", "wan", "zhen")
        for gist, stance in [("预算不清", "against") if person in against else ("同意", "for")]
        if not (matter == "M-16" and person == "wan")
    ]


STORY: list[tuple[str, str]] = [
    ("2025-06-17T10:30", "vote cast M-16 --meeting K-open --all defer"),
    ("2025-06-17T10:30", "meeting close K-open"),
    (MORNING, "decision propose M-16 --again --change added_work --note 补充测算"),
    (MORNING, "decision admit M-16"),
    *((MORNING, line.partition(" ")[2]) for line in _admitted("M-18")),
    (MORNING, f"meeting call K-2 M-16 M-18 {CALL}"),
    (NOON, "meeting open K-2 --absent zheng=出差"),
    (NOON, "meeting recuse K-2 M-16 wan --ground spouse --decided-by body"),
    *spoken("M-16", "lin"),
    (NOON, "vote cast M-16 --all yes --except lin=no --opinion lin=预算不清，建议缓办"),
    *spoken("M-18"),
    (NOON, "vote cast M-18 --all yes --except lin=no,wan=abstain"),
    (NOON, "meeting close K-2"),
    (
        "2025-06-23T09:00",
        f"minutes issue K-2 {MINUTES} --executor M-16=wan --executor M-18=jia "
        "--due M-16=2025-12-31 --due M-18=2025-12-31 "
        "--supervisor M-16=zheng --supervisor M-18=zheng "
        "--conclusion M-16=通过 --conclusion M-18=通过",
    ),
]


@cache
def _told() -> Path:
    place = Path(tempfile.mkdtemp())
    register(shutil.rmtree, place, ignore_errors=True)
    folder = sitting(place / "unit")
    for now, line in STORY:
        env = {"TRIPOWER_ACTOR": "wen", "TRIPOWER_UNIT": str(folder)}
        with surroundings(Step((), {"TRIPOWER_NOW": now}), **env):
            answer, _ = respond(line.split(), "en")
        assert isinstance(answer, Answer)
        assert answer.code == 0, (line, answer)
    return folder


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """M-16 was put off, then passed; M-18 passed in the same meeting."""
    folder = shutil.copytree(_told(), tmp_path / "unit")
    monkeypatch.setenv("TRIPOWER_ACTOR", "wen")
    monkeypatch.setenv("TRIPOWER_UNIT", str(folder))
    monkeypatch.setenv("TRIPOWER_NOW", "2025-06-25T09:00")
    return folder


def traced(tripower: Run, matter: str) -> dict[str, tuple[str | None, str, str]]:
    data = tripower("accountability", "trace", matter, "--format", "json").data
    return {p["name"]: (p["ballot"], p["proposal"], p["reason"]) for p in data["persons"]}


FOUND = ("--ground", "G2", "--ground", "G7", "--found", "概算失实", "--by", "区审计局")
PAPER = ("--doc", "示审〔2025〕7号")


def test_every_ballot_is_found_with_what_it_leads_to(told: Path, tripower: Run) -> None:
    yes = ("yes", "liable", "voted_yes")
    assert traced(tripower, "M-16") == {
        **dict.fromkeys(("甄诚", "贾石", "石方", "何安"), yes),
        "林默": ("no", "reduced_or_exempt", "dissent_recorded"),
        "郑真": (None, "not_liable", "absent"),
        "万里": (None, "not_liable", "recused"),
        "示例所": (None, "manual", "no_ballot"),
    }
    second = traced(tripower, "M-18")
    assert second["林默"] == ("no", "manual", "dissent_missing")
    assert second["万里"] == ("abstain", "manual", "abstained")


def test_the_trace_names_file_digest_words_and_earlier_round(told: Path, tripower: Run) -> None:
    data = tripower("accountability", "trace", "M-16", "--format", "json").data
    lin = next(one for one in data["persons"] if one["person_id"] == "lin")
    path = "meetings/2025/K-2/M-16/ballots/lin.yaml"
    assert (lin["ballot_path"], lin["ballot_sha256"]) == (
        path,
        sha256((told / path).read_bytes()),
    )
    assert lin["dissent"] == "预算不清，建议缓办"
    assert [one["gist"] for one in lin["speeches"]] == ["预算不清"]
    assert lin["earlier"] == [{"meeting_id": "K-open", "ballot": "defer"}]
    assert (data["round"], data["result"], data["verdict"]) == (2, "passed", False)
    shown = {one["ground"]: one["shown"] for one in data["grounds"]}
    assert list(shown) == [f"G{number}" for number in range(1, 11)]
    assert shown["G10"] == "not_assessable"
    text = tripower("accountability", "trace", "M-16").out
    assert "the competent body hears the person and decides" in text
    assert "预算不清，建议缓办" in text and "hold to account" in text


def test_the_trace_as_of_an_earlier_day_knows_the_first_round_only(
    told: Path, tripower: Run
) -> None:
    words = ("accountability", "trace", "M-16", "--as-of", "2025-06-19", "--format", "json")
    data = tripower(*words).data
    assert (data["meeting_id"], data["result"]) == ("K-open", "deferred")
    assert {one["reason"] for one in data["persons"] if one["person_id"]} == {"not_adopted"}


def test_a_case_from_its_opening_to_its_end(
    told: Path, tripower: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = tripower("accountability", "open", "A-1", "M-16", *FOUND, *PAPER, "--format", "json")
    assert opened.data["paths"] == ["accountability/2025/A-1/case.yaml"]
    text = (told / "accountability/2025/A-1/case.yaml").read_text(encoding="utf-8")
    assert "ballot: no" in text and "proposal: reduced_or_exempt" in text
    by = ("--by", "区纪委监委", "--doc", "示纪〔2025〕3号")
    early = tripower("accountability", "close", "A-1", "--reason", "retired")
    assert (early.code, "ACC-03 violation" in early.err) == (1, True)
    for person in ("zhen", "jia", "shi"):
        told_of = ("accountability", "measure", "A-1", person, "--measure", "demerit", *by)
        assert tripower(*told_of).code == 0
    measure = (told / "accountability/2025/A-1/measure-jia.yaml").read_text(encoding="utf-8")
    assert "period_months: 12" in measure and "ends_on: 2026-06-25" in measure
    lin = ("accountability", "measure", "A-1", "lin", "--measure", "none", *by)
    assert tripower(*lin).code == 0
    closed = tripower("accountability", "close", "A-1", "--reason", "handled")
    assert closed.code == 0
    assert "ACC-03 manual" in closed.out and "何安" in closed.out
    again = tripower("accountability", "close", "A-1", "--reason", "handled")
    assert "A-1 is closed already, since 2025-06-25" in again.err
    shown = tripower("accountability", "show", "A-1")
    assert "2026-06-25" in shown.out and "no measure" in shown.out
    data = tripower("accountability", "show", "A-1", "--format", "json").data
    assert data["closing"]["reason"] == "handled"
    assert len(data["measures"]) == 4
    found = tripower("check", "--format", "json").data["findings"]
    assert not [f for f in found if f["rule_id"].startswith("ACC") and f["severity"] != "manual"]


def test_a_case_typed_by_hand_against_the_minutes_is_refused(told: Path, tripower: Run) -> None:
    persons = [
        {"person_id": "lin", "roles": ["member"], "proposal": "liable", "reason": "voted_yes"}
    ]
    fields = {
        "case_id": "A-2",
        "matter_id": "M-16",
        "opened_on": "2025-06-25",
        "found": "失实",
        "found_by": "区审计局",
        "doc_no": "7号",
    }
    typed = [f"{name}={value}" for name, value in fields.items()]
    before = everything(told)
    nested = json.dumps(persons, ensure_ascii=False)
    ran = tripower(
        "record", "new", "accountability_case", *typed, "grounds=[G2]", f"persons={nested}"
    )
    assert ran.code == 1
    assert "ACC-01 violation" in ran.err and "ACC-02 violation" in ran.err
    assert everything(told) == before


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("trace M-99", 1, "there is no matter M-99 on record"),
        ("open A-1 M-99 --ground G2 --found 错 --doc 1号", 1, "there is no matter M-99"),
        ("open A-2 M-16 --found 错 --doc 1号", 2, "Missing option '--ground'"),
        ("open A-2 M-16 --ground G11 --found 错 --doc 1号", 2, "'G11' is not one of"),
        ("open A-2 M-16 --ground G2 --found 错 --doc 1号 --on 2025-06-08", 1, "was proposed only"),
        ("open A-1 M-18 --ground G2 --found 错 --doc 1号", 1, "A-1 is on record already"),
        ("measure A-9 jia --measure none --by 纪委 --doc 1号", 1, "there is no case A-9"),
        ("measure A-1 gong --measure none --by 纪委 --doc 1号", 1, "gong is not among the persons"),
        (
            "measure A-1 jia --measure warning --by 纪委 --doc 1号 --months 3",
            2,
            "say --months only with `other`",
        ),
        (
            "measure A-1 jia --measure none --by 纪委 --doc 1号 --effective 2025-06-24",
            1,
            "A-1 was opened only on 2025-06-25",
        ),
        ("close A-9 --reason handled", 1, "there is no case A-9; on record: A-1"),
        ("close A-1 --reason handled --on 2025-06-24", 1, "A-1 was opened only on 2025-06-25"),
        ("show A-9", 1, "there is no case A-9"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(
    told: Path, tripower: Run, line: str, code: int, said: str
) -> None:
    assert tripower("accountability", "open", "A-1", "M-16", *FOUND, *PAPER).code == 0
    before = everything(told)
    ran = tripower("accountability", *line.split())
    assert (ran.code, said in ran.err) == (code, True), ran.err
    assert everything(told) == before
