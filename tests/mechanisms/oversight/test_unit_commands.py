"""`tripower oversight rectification`, `score` and `session` as a person calls them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.mechanisms.oversight.unit_room import INSPECTION, fed_back
from tests.rules.units import HERE, overlay
from tripower.cli.main import perform, respond
from tripower.core.answer import Answer


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A unit with inspections, audits, a session and counts in all states."""
    files: dict[str, bytes] = {}
    for name in ("SUP-04", "SUP-13", "SUP-05", "SUP-07", "SUP-08"):
        files |= overlay(HERE / name / "bad")
    for path, data in files.items():
        place = tmp_path / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    monkeypatch.setenv("TRIPOWER_UNIT", str(tmp_path))
    return tmp_path


def asked(*words: str, day: str = "2024-12-31") -> Answer:
    answer, _ = respond(("oversight", *words, "--as-of", day), "en")
    assert isinstance(answer, Answer)
    return answer


def data(*words: str, day: str = "2024-12-31") -> Any:
    return asked(*words, day=day).data


def shown(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert perform(["oversight", *words, "--as-of", "2024-12-31"], "en") == 0
    return capsys.readouterr().out


@pytest.mark.usefixtures("folder")
def test_rectification_tells_state_and_day_of_everything_owed() -> None:
    cases = {one["case_id"]: one for one in data("rectification")["cases"]}
    assert {*cases} == {"X-1", "X-2", "X-3", "X-4", "S-1", "S-2"}
    owed = {str(one["what"]): one for one in cases["X-1"]["deadlines"]}
    assert owed["report_on_rectification"]["state"] == "done_in_time"
    assert owed["report_on_how_the_head_saw_to_it"]["state"] == "overdue"
    assert owed["report_on_how_the_head_saw_to_it"]["due"].isoformat() == "2024-04-29"
    assert owed["publication_within_the_party"]["state"] == "done"  # 2024-05-10: no day is set
    assert [one["status"] for one in cases["X-1"]["issues"]] == ["completed", None]
    audit = {str(one["what"]): str(one["state"]) for one in cases["S-1"]["deadlines"]}
    assert audit["opinion_on_the_draft_report"] == "taken_for_no_objection"
    assert audit["report_to_the_audit_office"] == "done_late"


@pytest.mark.usefixtures("folder")
def test_who_is_late_is_named_with_the_head_and_the_oldest_days() -> None:
    [late] = data("rectification", "X-1")["late"]
    assert (late.unit, late.heads) == ("示例局", ("甄诚",))
    assert (late.overdue, late.done_late, late.days) == (2, 1, 246)


@pytest.mark.usefixtures("folder")
def test_on_the_last_day_nothing_is_overdue_yet() -> None:
    def states(day: str) -> set[str]:
        [case] = data("rectification", "X-3", day=day)["cases"]
        return {str(one["state"]) for one in case["deadlines"] if "report" in str(one["what"])}

    assert states("2024-10-30") == {"not_yet_due"}
    assert states("2024-10-31") == {"overdue"}


@pytest.mark.usefixtures("folder")
def test_only_what_is_late_is_shown_where_asked(capsys: pytest.CaptureFixture[str]) -> None:
    every, late = shown(capsys, "rectification"), shown(capsys, "rectification", "--late")
    assert "done in time" in every
    assert "done in time" not in late
    assert "overdue, nothing said" in late


@pytest.mark.usefixtures("folder")
def test_a_score_shows_its_arithmetic(capsys: pytest.CaptureFixture[str]) -> None:
    told = data("score", "E-2")
    assert (told["points"], told["valid"], told["score"]) == (6050, 75, "80.67")
    assert told["cast_again_in"] == "E-3"
    text = shown(capsys, "score", "E-2")
    assert "6050 points over 75 ballots that count: 80.67; that reaches 70" in text


@pytest.mark.usefixtures("folder")
def test_a_count_with_a_fault_has_no_score(capsys: pytest.CaptureFixture[str]) -> None:
    assert data("score", "E-1")["score"] is None
    assert "more ballots collected than issued" in shown(capsys, "score", "E-1")
    counts = {one["tally_id"]: one["place"] for one in data("score")["counts"]}
    assert (counts["E-1"], counts["E-2"], counts["E-3"]) == (None, 2, 1)


@pytest.mark.usefixtures("folder")
def test_a_session_shows_groups_and_what_is_open() -> None:
    told = data("session", "J-1")
    assert told["groups"] == {
        "commission_members": 21,
        "congress_deputies": 10,
        "cppcc_members": 10,
    }
    assert [str(one["state"]) for one in told["questions"]][:3] == [
        "neither_answered_nor_given_a_day",
        "closed_late",
        "overdue",
    ]
    assert told["open"] == 2
    assert len(data("session")["sessions"]) == 3


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("words", [("rectification", "Z"), ("score", "Z"), ("session", "Z")])
def test_what_is_not_there_is_named(words: tuple[str, ...]) -> None:
    answer = asked(*words)
    assert answer.code == 1
    assert "on record:" in answer.data["refused"][0]


@pytest.mark.parametrize("word", ["rectification", "score", "session"])
def test_a_unit_without_any_says_so(
    word: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path, held in overlay(HERE / "base").items():
        place = tmp_path / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(held)
    assert perform(["oversight", word, "-C", str(tmp_path)], "en") == 0
    assert capsys.readouterr().out.startswith("No ")


UNITS = "units:\n  - unit_id: water\n    name: 水务局\n    from: 2010-01-01\n"
CYCLE = {
    "units.yaml": UNITS,
    "cycles/2024/Y-1/cycle.yaml": (
        "cycle_id: Y-1\nyear: 2024\nunit_id: water\nopened_on: 2024-02-01\n"
    ),
    "cycles/2024/Y-1/part-audit.yaml": (
        "cycle_id: Y-1\npart: audit\ndone_on: 2024-05-06\ndoc_no: 示审报1号\n"
    ),
    "cycles/2024/Y-1/part-inspection.yaml": (
        "cycle_id: Y-1\npart: inspection\ndone_on: 2024-05-07\ndoc_no: 示巡1号\n"
    ),
}
NOT_TOLD = "Inspections without feedback on record: {0}. What they found is not known here"


def looked_at(
    files: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str], *words: str
) -> str:
    held = overlay(HERE / "base") | {path: text.encode() for path, text in files.items()}
    for path, data in held.items():
        place = tmp_path / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    line = ["oversight", "rectification", *words, "-C", str(tmp_path), "--as-of", "2024-12-31"]
    assert perform(line, "en") == 0
    return capsys.readouterr().out


def test_what_was_done_and_not_told_is_not_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = looked_at(CYCLE, tmp_path, capsys)
    assert NOT_TOLD.format(1) in shown
    assert "Audits without a report on record: 1." in shown
    assert "Nothing was found" not in shown
    own = {path: text for path, text in fed_back("2024-03-29").items() if "feedback" not in path}
    both = looked_at(CYCLE | own, tmp_path, capsys)
    assert NOT_TOLD.format(2) in both
    assert NOT_TOLD.format(1) in looked_at(CYCLE | own, tmp_path, capsys, "X-1")


def test_the_record_that_a_cycle_names_is_counted_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = f"{CYCLE['cycles/2024/Y-1/part-inspection.yaml']}inspection_id: X-1\n"
    files = {path: text for path, text in fed_back("2024-03-29").items() if "feedback" not in path}
    task = files[f"{INSPECTION}/inspection.yaml"] + "unit_id: water\n"
    files |= CYCLE | {f"{INSPECTION}/inspection.yaml": task}
    assert NOT_TOLD.format(1) in looked_at(files, tmp_path, capsys)
    named = files | {"cycles/2024/Y-1/part-inspection.yaml": names}
    assert NOT_TOLD.format(1) in looked_at(named, tmp_path, capsys)


def test_nothing_was_found_only_where_a_feedback_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = fed_back("2024-03-29")
    files[f"{INSPECTION}/feedback.yaml"] = 'inspection_id: X-1\n"on": 2024-03-29\nissues: []\n'
    shown = looked_at(files, tmp_path, capsys)
    assert "Nothing was found wrong: what is on record names no issue." in shown
    assert "not known here" not in shown
