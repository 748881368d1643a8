"""`record supersede`: a correction beside the final file, which nobody touches."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.write_room import NOW, bureau
from tripower.cli.main import respond
from tripower.core.answer import Answer
from tripower.mechanisms.kinds import KINDS
from tripower.store.unit import load_folder

BALLOT = "meetings/2024/K-2024-4/M-2024-7/ballots/zheng"
MINUTES = "meetings/2024/K-2024-4/minutes"
SAID = ("--acknowledge", "DEC-07=计票时看错了", "--acknowledge", "DEC-17=纪要随后更正")


@pytest.fixture
def unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRIPOWER_NOW", NOW)
    monkeypatch.setenv("TRIPOWER_ACTOR", "wen")
    monkeypatch.setenv("TRIPOWER_UNIT", str(tmp_path / "unit"))
    return bureau(tmp_path / "unit")


def supersede(*words: str) -> Answer:
    answer, _ = respond(("record", "supersede", *words, "--reason", "登记错了"), "en")
    assert isinstance(answer, Answer)
    return answer


def ballot(choice: str) -> Answer:
    return supersede("ballot", "K-2024-4/M-2024-7/zheng", f"choice={choice}", *SAID)


def tally(tripower: Callable[..., Any]) -> dict[str, Any]:
    words = ("vote", "tally", "M-2024-7", "--meeting", "K-2024-4", "--format", "json")
    counted: dict[str, Any] = tripower(*words).data
    return counted


def test_a_correction_lies_beside_the_file_that_it_names_by_its_digest(unit: Path) -> None:
    final = unit / f"{BALLOT}.yaml"
    before = (final.read_bytes(), final.stat().st_mtime_ns)
    answer = ballot("abstain")
    assert answer.code == 0
    assert f"{BALLOT}~2.yaml" in answer.data["paths"]
    assert (final.read_bytes(), final.stat().st_mtime_ns) == before
    text = (unit / f"{BALLOT}~2.yaml").read_text()
    assert hashlib.sha256(before[0]).hexdigest() in text
    assert f"path: {BALLOT}.yaml" in text
    assert "reason: 登记错了" in text


def test_the_count_and_the_notices_go_by_the_correction(
    unit: Path, tripower: Callable[..., Any]
) -> None:
    assert (tally(tripower)["no"], tally(tripower)["abstain"]) == (4, 0)
    ballot("abstain")
    assert (tally(tripower)["no"], tally(tripower)["abstain"]) == (3, 1)
    assert "minutes give 4 for no, the records of the vote give 3" in tripower("check").out
    assert tripower("publish", "notices", "--out", unit.parent / "out").code == 0
    page = (unit.parent / "out/internal/D2-J-2024-4.txt").read_text()
    assert "郑真  abstain" in page


def test_once_the_minutes_are_corrected_too_they_agree(
    unit: Path, tripower: Callable[..., Any]
) -> None:
    ballot("abstain")
    corrected = load_folder(unit, KINDS)
    sha256 = hashlib.sha256((unit / f"{BALLOT}~2.yaml").read_bytes()).hexdigest()
    old = hashlib.sha256((unit / f"{BALLOT}.yaml").read_bytes()).hexdigest()
    text = (unit / f"{MINUTES}.yaml").read_text().replace(old, sha256)
    text = text.replace("    no: 4\n    abstain: 0\n", "    no: 3\n    abstain: 1\n")
    assert corrected.problems == ()
    (unit.parent / "minutes.yaml").write_text(text)
    answer = supersede("minutes", "J-2024-4", "--file", str(unit.parent / "minutes.yaml"))
    assert answer.data["paths"] == [f"{MINUTES}~2.yaml"]
    found = tripower("check", "--format", "json").data["findings"]
    assert not [one for one in found if one["rule_id"] == "DEC-07"]


def test_a_correction_is_corrected_in_its_turn(unit: Path, tripower: Callable[..., Any]) -> None:
    ballot("abstain")
    answer = ballot_again("no")
    assert f"{BALLOT}~3.yaml" in answer.data["paths"]
    assert f"path: {BALLOT}~2.yaml" in (unit / f"{BALLOT}~3.yaml").read_text()
    assert tally(tripower)["no"] == 4
    assert load_folder(unit, KINDS).problems == ()


def ballot_again(choice: str) -> Answer:
    """Back to the choice that the minutes give; the file is another one all the same."""
    return supersede("ballot", "K-2024-4/M-2024-7/zheng", f"choice={choice}")


def test_a_meeting_is_corrected_and_what_hangs_on_it_stays(
    unit: Path, tripower: Callable[..., Any]
) -> None:
    answer = supersede("meeting", "K-2024-4", "place=局一楼会议室")
    assert answer.data["paths"] == ["meetings/2024/K-2024-4/meeting~2.yaml"]
    before = tally(tripower)
    assert before["no"] == 4
    assert before["present"] == 7
    out = unit.parent / "out"
    assert tripower("publish", "notices", "--out", out).code == 0
    pages = [path.read_text() for path in out.rglob("*J-2024-4.html")]
    assert pages
    assert all("局三楼会议室" not in page for page in pages)


def test_a_paper_handed_in_later_still_finds_its_matter(unit: Path) -> None:
    said = ("--acknowledge", "DEC-13=题目登记时写错")
    assert supersede("matter", "M-2024-7", "title=租用业务用车一辆", *said).code == 0
    paper = "matter_id=M-2024-7 material_id=later type=survey_report title=补充说明"
    more = "producer=示例调查所 producer_type=institution received_on=2025-06-10"
    answer, _ = respond(("record", "new", "material", *paper.split(), *more.split()), "en")
    assert isinstance(answer, Answer)
    assert answer.data["paths"] == ["matters/2024/M-2024-7/material-later.yaml"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("person", "zhen", "name=甄实"), "stands in a register; change it with `tripower record"),
        (("ballot", "K-2024-4/M-2024-7/nobody", "choice=no"), "there is no ballot"),
        (("ballot", "K-2024-4/M-2024-7/zheng"), "say what changes"),
        (("ballot", "K-2024-4/M-2024-7/zheng", "person_id=jia"), "an id never changes"),
        (("meeting", "K-draft", "place=二楼"), "is a draft yet; change it with `tripower record e"),
    ],
)
def test_what_cannot_be_corrected_so_is_refused_with_what_to_do(
    unit: Path, words: tuple[str, ...], why: str
) -> None:
    called = ("held_on=2025-06-13", "presiding_id=zhen", "agenda=[M-2025-2]", "stage=called")
    respond(("record", "new", "meeting", "meeting_id=K-draft", "draft=true", *called), "en")
    answer = supersede(*words)
    assert answer.code in (1, 2)
    assert answer.data["commit"] == ""
    assert why in answer.data["refused"][0]
    assert not list(unit.rglob("*~2.yaml"))


def test_no_record_may_be_made_to_hide_another(unit: Path) -> None:
    victim = "meetings/2024/K-2024-4/meeting.yaml"
    digest = hashlib.sha256((unit / victim).read_bytes()).hexdigest()
    hides = f"supersedes={{path: {victim}, sha256: {digest}, reason: x}}"
    told = "matter_id=M-99 category=project title=t proposer_id=zhen proposed_on=2025-06-10"
    answer, _ = respond(("record", "new", "matter", *told.split(), hides), "en")
    assert isinstance(answer, Answer)
    assert answer.code == 1
    assert "is written by `tripower record supersede` alone" in answer.data["refused"][0]
