"""A clerk and a meeting: five matters, seven members, one sheet, and what may go wrong on it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.write_room import MATTERS, SPEAKERS, commits, everything, sitting
from tripower.mechanisms.decisions import records as d
from tripower.mechanisms.decisions.rounds import Round
from tripower.mechanisms.decisions.tally import tally
from tripower.mechanisms.kinds import KINDS
from tripower.store.unit import load_folder

Edit = tuple[str, str]
HE_NO = "{person_id: he, choice: no}"


@pytest.fixture
def unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = sitting(tmp_path / "unit")
    monkeypatch.setenv("TRIPOWER_NOW", "2025-06-17T16:00")
    monkeypatch.setenv("TRIPOWER_ACTOR", "wen")
    monkeypatch.setenv("TRIPOWER_UNIT", str(folder))
    return folder


@pytest.fixture
def sheet(unit: Path, tripower: Callable[..., Any]) -> Path:
    """The empty sheet of the called meeting, as the program hands it out."""
    path = unit.parent / "sheet.yaml"
    assert tripower("meeting", "sheet", "K-called", "-o", path).code == 0
    return path


def fill(sheet: Path, *edits: Edit) -> None:
    """Everyone says a word on everything and votes yes; then what was otherwise."""
    text = sheet.read_text().replace('stance: , gist: ""', "stance: for, gist: 同意")
    text = text.replace("    all:\n", "    all: yes\n")
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    sheet.write_text(text)


def line_of(sheet: Path, text: str) -> int:
    lines = sheet.read_text().splitlines()
    return 1 + next(n for n, line in enumerate(lines) if text in line)


def spoken(unit: Path, matter: str) -> list[str]:
    record = load_folder(unit, KINDS).get(d.Speeches, f"K-called/{matter}")
    return [one.person_id for one in record.speeches] if record else []


def test_the_sheet_has_a_line_for_each_who_may_speak(sheet: Path) -> None:
    text = sheet.read_text()
    assert [text.count(f"matter_id: {matter}\n") for matter in MATTERS] == [1] * 5
    assert text.count('- {person_id: he, stance: , gist: ""}  # 何安') == 5
    assert re.findall(r"- {person_id: (\w+), stance: ,", text)[:7] == list(SPEAKERS), (
        "the head last"
    )


def test_a_sheet_that_is_there_is_not_written_over(
    sheet: Path, tripower: Callable[..., Any]
) -> None:
    sheet.write_text("half an hour of work")
    ran = tripower("meeting", "sheet", "K-called", "-o", sheet)
    assert ran.code == 1
    assert sheet.read_text() == "half an hour of work"


def test_a_filled_sheet_is_the_meeting_in_one_commit(
    unit: Path, sheet: Path, tripower: Callable[..., Any]
) -> None:
    fill(
        sheet,
        ("votes: []", "votes: [{person_id: he, choice: no, opinion: 缓一缓}]"),
        (
            "    all: yes\n    votes: []\n  - matter_id: M-13",
            "    deferred: 等预算\n  - matter_id: M-13",
        ),
        ("absent: []", "absent: [{person_id: wan, reason: 出差}]"),
    )
    said = sheet.read_text().replace(
        "person_id: wan, stance: for, gist: 同意", 'person_id: wan, stance: , gist: ""'
    )
    sheet.write_text(said)
    before = commits(unit)
    ran = tripower("meeting", "record", sheet)
    assert ran.code == 0, ran.err
    assert commits(unit) == before + 1
    assert "meetings/2025/K-called/M-11/ballots/ (6 files)" in ran.out
    found = load_folder(unit, KINDS)
    meeting = found.get(d.Meeting, "K-called")
    assert meeting is not None
    assert (meeting.stage, meeting.draft) == (d.MeetingStage.CLOSED, False)
    assert "wan" not in meeting.present_ids
    results = [tally(this).result for this in Round.of(meeting, found)]
    assert results == ["passed", "deferred", "passed", "passed", "passed"]
    assert tally(Round(meeting, "M-11", found)).count.no == 1


def test_who_did_not_speak_leaves_the_line_empty(
    unit: Path, sheet: Path, tripower: Callable[..., Any]
) -> None:
    silent = ("{person_id: he, stance: for, gist: 同意}", '{person_id: he, stance: , gist: ""}')
    fill(sheet, silent)
    assert tripower("meeting", "record", sheet).code == 0
    assert "he" not in spoken(unit, "M-11")
    assert "he" in spoken(unit, "M-12")


def test_where_nobody_spoke_nothing_is_on_record(
    unit: Path, sheet: Path, tripower: Callable[..., Any]
) -> None:
    sheet.write_text(sheet.read_text().replace("    all:\n", "    all: yes\n"))
    assert tripower("meeting", "record", sheet).code == 0
    assert spoken(unit, "M-11") == []


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("gist: 同意}  # 何安", 'gist: ""}  # 何安', "what `he` said is missing"),
        ("all: yes", "all:  # forgotten", "neither voted on nor put off"),
        ("all: yes", "all: ja", "`ja` is not what stands here; expected: yes | no"),
        ("votes: []", "votes: [{person_id: li, choice: no}]", "entitled: zhen 甄诚, jia"),
        ("absent: []", "absent: [{person_id: ke, reason: 病}]", "`ke` is not entitled"),
        ("{person_id: jia,", "{person_id: jai,", "there is no person `jai` on record"),
        ("matter_id: M-12", "matter_id: M-16", "`M-16` is not on the agenda: M-11, M-12"),
        ("matter_id: M-12", "matter_id: M-11  # again", "`M-11` is named twice"),
        ("votes: []", f"votes: [{HE_NO}, {HE_NO}]", "`he` is named twice"),
    ],
)
def test_a_mistake_on_the_sheet_is_answered_with_its_line(
    unit: Path, sheet: Path, tripower: Callable[..., Any], old: str, new: str, why: str
) -> None:
    fill(sheet, (old, new))
    before = everything(unit)
    ran = tripower("meeting", "record", sheet, "--format", "json")
    assert ran.code == 3
    assert why in ran.err
    assert f"sheet.yaml:{line_of(sheet, new)}:" in ran.err
    assert ran.data["refused"]
    assert everything(unit) == before


def test_all_mistakes_are_answered_at_once(
    unit: Path, sheet: Path, tripower: Callable[..., Any]
) -> None:
    fill(sheet, ("all: yes", "all:"), ("{person_id: jia,", "{person_id: jai,"))
    ran = tripower("meeting", "record", sheet)
    assert "neither voted on nor put off" in ran.err
    assert "`jai`" in ran.err


def test_a_sheet_goes_on_from_what_was_recorded_in_the_room(
    unit: Path, tripower: Callable[..., Any]
) -> None:
    tripower("meeting", "speak", "K-open", "M-16", "zheng", "先说一句, 请快", "--stance", "for")
    tripower("meeting", "recuse", "K-open", "M-16", "he", "--ground", "spouse")
    path = unit.parent / "open.yaml"
    tripower("meeting", "sheet", "K-open", "-o", path)
    text = path.read_text()
    assert text.index("zheng, type: opinion") < text.index("person_id: jia")
    assert "he, stance" not in text, "who stands aside does not speak"
    path.write_text(text.replace("    all:\n", "    all: yes\n"))
    ran = tripower("meeting", "record", path)
    assert ran.code == 0, ran.err
    found = load_folder(unit, KINDS)
    speeches = found.get(d.Speeches, "K-open/M-16")
    assert speeches is not None
    assert not speeches.draft
    assert [one.gist for one in speeches.speeches] == ["先说一句, 请快"]
    assert found.get(d.Ballot, "K-open/M-16/he") is None


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        ("meeting close K-open", 1, "M-16: neither voted on nor put off. Record the vote with"),
        ("meeting speak K-over M-17 jia 补一句", 1, "K-over is over and its records are final"),
        ("vote cast M-17 --meeting K-over --all yes", 1, "K-over is over and its records are"),
        ("vote cast M-17 --all yes", 1, "no meeting in session has M-17"),
        ("meeting speak K-called M-11 jia 早了", 1, "`tripower meeting open K-called` opens it"),
        ("minutes issue K-open --signer zhen --to a", 1, "`tripower meeting close K-open` closes"),
        ("meeting call K-open M-11 --on 2025-06-20 --presiding zhen", 1, "on record already"),
        ("meeting speak K-open M-11 jia 走题", 1, "M-11 is not on the agenda of K-open: M-16"),
        ("meeting attend K-open M-16 --without li --reason x", 1, "entitled: zhen 甄诚, jia 贾石"),
        ("meeting recuse K-open M-16 ke --ground spouse", 1, "not entitled in this meeting: ke"),
        ("meeting open K-called --absent ke=病", 1, "not absent: ke; entitled: zhen 甄诚"),
        ("meeting open K-called --absent he=a --absent he=b", 2, "`he` is told twice"),
        ("vote cast M-16 --all yes --except li=no,wang=abstain", 1, "li, wang; entitled: zhen 甄"),
        ("vote cast M-16 --all yes --except he=nein", 2, "`he=nein` is not a vote"),
        ("vote cast M-16 --all yes --except he=no,he=yes", 2, "`he` is told twice"),
        ("vote cast M-16 --all yes --opinion li=x", 1, "not entitled in this meeting: li"),
        ("vote cast M-16 --except he=no", 1, "no vote on M-16 is given for zhen, jia, shi"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(
    unit: Path, tripower: Callable[..., Any], words: str, code: int, why: str
) -> None:
    before = everything(unit)
    ran = tripower(*words.split())
    assert why in ran.err
    assert ran.code == code
    assert everything(unit) == before


def test_nobody_votes_twice(unit: Path, tripower: Callable[..., Any]) -> None:
    cast = ("vote", "cast", "M-16", "--all", "yes")
    assert tripower(*cast, "--except", "he=no,wan=abstain").code == 0
    before = everything(unit)
    ran = tripower(*cast, "--except", "he=yes")
    assert ran.code == 1
    assert "the vote of he 何安 on M-16" in ran.err
    assert "tripower record supersede ballot K-open/M-16/he choice=… --reason …" in ran.err
    assert tripower(*cast).code == 1, "not even the same again"
    assert everything(unit) == before


def test_a_ballot_recorded_by_hand_is_not_asked_for_again(
    unit: Path, tripower: Callable[..., Any]
) -> None:
    told = "meeting_id=K-open matter_id=M-16 person_id=he choice=no"
    assert tripower("record", "new", "ballot", *told.split()).code == 0
    ran = tripower("vote", "cast", "M-16", "--all", "yes")
    assert "ballots/ (6 files)" in ran.out


@pytest.mark.parametrize(
    "settled",
    [
        "vote cast M-16 --all yes",
        "vote cast M-16 --secret yes=6,no=1 --counters zheng,he",
        "decision withdraw M-16 --by zhen --reason 不再需要",
    ],
)
def test_a_meeting_closes_when_each_matter_is_settled(
    unit: Path, tripower: Callable[..., Any], settled: str
) -> None:
    assert tripower(*settled.split()).code == 0
    assert tripower("meeting", "close", "K-open").code == 0


def test_a_matter_put_off_settles_it_too(unit: Path, tripower: Callable[..., Any]) -> None:
    assert tripower("meeting", "close", "K-open", "--defer", "M-16=意见分歧大").code == 0
    assert "deferred" in tripower("decision", "show", "M-16").out


def test_the_head_decides_and_not_the_clerk(unit: Path, tripower: Callable[..., Any]) -> None:
    ran = tripower("vote", "cast", "M-16", "--head-decides", "pass", "--reasons", "防汛")
    assert ran.code == 0, ran.err
    decision = load_folder(unit, KINDS).get(d.HeadDecision, "K-open/M-16")
    assert decision is not None
    assert decision.decider_id == "zhen"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("meeting open K-called", "K-called is called for 2025-06-17; today is 2025-06-16"),
        ("decision withdraw M-11 --by zhen --reason x --on 2025-06-20", "2025-06-20 lies ahead"),
        (
            "record new approval_action action_id=T-9 transaction_id=T-9 power=finance step=apply "
            "approver_id=gong on=2025-07-01 subject=x",
            "on: 2025-07-01 lies ahead",
        ),
    ],
)
def test_what_has_not_happened_yet_is_not_recorded(
    unit: Path,
    tripower: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    words: str,
    why: str,
) -> None:
    monkeypatch.setenv("TRIPOWER_NOW", "2025-06-16T09:00")
    before = everything(unit)
    ran = tripower(*words.split())
    assert why in ran.err
    assert ran.code in (1, 3)
    assert everything(unit) == before


def test_a_sheet_of_a_day_to_come_is_refused(
    sheet: Path, tripower: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(sheet)
    monkeypatch.setenv("TRIPOWER_NOW", "2025-06-16T09:00")
    ran = tripower("meeting", "record", sheet)
    assert ran.code == 3
    assert "held_on: 2025-06-17 lies ahead; today is 2025-06-16" in ran.err


def test_a_meeting_without_a_place_is_not_closed(unit: Path, tripower: Callable[..., Any]) -> None:
    assert tripower("vote", "cast", "M-16", "--all", "yes").code == 0
    assert tripower("record", "edit", "meeting", "K-open", "--unset", "place").code == 0
    ran = tripower("meeting", "close", "K-open")
    assert ran.code == 1
    assert "--place" in ran.err
    assert tripower("meeting", "close", "K-open", "--place", "局会议室").code == 0
