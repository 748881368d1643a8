"""What the writing door lets through of inspections and ratings, and what it refuses."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.cli.write_room import office
from tests.mechanisms.oversight.unit_room import COUNT, tally
from tripower.cli.main import respond
from tripower.core.answer import Answer

ADOPTS = "      - ARG-05\n"


@pytest.fixture
def unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small unit, which adopted SUP-06, with a low score of its head."""
    folder = office(tmp_path / "unit")
    adopted = folder / "district-parameters.yaml"
    text = adopted.read_text("utf-8")
    assert ADOPTS in text
    adopted.write_text(text.replace(ADOPTS, ADOPTS + "      - SUP-06\n"), "utf-8")
    for path, held in tally({"dissatisfied": 10}, 10, 10).items():
        assert path.startswith(COUNT)
        (folder / path).parent.mkdir(parents=True)
        (folder / path).write_text(held, "utf-8")
    by_hand = ["git", "-C", str(folder), "-c", "user.name=x", "-c", "user.email=wen"]
    subprocess.run([*by_hand, "add", "-A"], check=True)
    names = ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE")
    dated = {**os.environ, **dict.fromkeys(names, "2024-06-20T09:00")}
    subprocess.run([*by_hand, "commit", "-qm", "a count"], check=True, env=dated)
    monkeypatch.setenv("TRIPOWER_UNIT", str(folder))
    monkeypatch.setenv("TRIPOWER_ACTOR", "wen")
    return folder


def written(monkeypatch: pytest.MonkeyPatch, day: str, kind: str, *words: str) -> Answer:
    monkeypatch.setenv("TRIPOWER_NOW", f"{day}T09:00")
    answer, _ = respond(("record", "new", kind, *words), "en")
    assert isinstance(answer, Answer)
    return answer


STAGES = {
    "looking_in_the_mirror": ("2024-07-01", "2024-07-12"),
    "straightening_attire": ("2024-07-15", "2024-07-26"),
    "taking_a_bath": ("2024-07-29", "2024-08-09"),
}
FEEDBACK = ("inspection_id=X-9", "on=2024-08-12")
ISSUE = "issues=[{issue_no: '1', text: 会议多, wind: formalism}]"


@pytest.mark.usefixtures("unit")
def test_a_feedback_that_came_is_a_fact_whatever_stages_it_lacks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    task = ("inspection_id=X-9", "begun_on=2024-07-01")
    assert written(monkeypatch, "2024-07-01", "inspection_task", *task).code == 0
    told = (*FEEDBACK, ISSUE)
    early = written(monkeypatch, "2024-08-12", "inspection_feedback", *told)
    assert (early.code, set(early.data["refused"])) == (1, {"SUP-12"})
    word = ("--acknowledge", "SUP-12=各阶段材料由巡察组保管")
    assert written(monkeypatch, "2024-08-12", "inspection_feedback", *told, *word).code == 0
    answer, _ = respond(("check", "--rule", "SUP-12", "--format", "json"), "en")
    assert isinstance(answer, Answer)
    assert "SUP-12" in {one["rule_id"] for one in answer.data["findings"]}


@pytest.mark.usefixtures("unit")
def test_a_feedback_after_its_stages_needs_no_word(monkeypatch: pytest.MonkeyPatch) -> None:
    task = ("inspection_id=X-9", "begun_on=2024-07-01")
    assert written(monkeypatch, "2024-07-01", "inspection_task", *task).code == 0
    for stage, (begun, ended) in STAGES.items():
        words = [f"stage={stage}", f"begun_on={begun}", f"ended_on={ended}", "done=谈话"]
        words += ["evidence=[{title: 谈话记录}]", "talks=9", "visits=3", "petitions=0"]
        answer = written(monkeypatch, ended, "inspection_stage", "inspection_id=X-9", *words)
        assert answer.code == 0
    unclassed = ISSUE.replace(", wind: formalism", "")
    vague = written(monkeypatch, "2024-08-12", "inspection_feedback", *FEEDBACK, unclassed)
    assert set(vague.data["refused"]) == {"SUP-12"}
    assert written(monkeypatch, "2024-08-12", "inspection_feedback", *FEEDBACK, ISSUE).code == 0


@pytest.mark.usefixtures("unit")
def test_nobody_with_a_low_score_is_rated_excellent(monkeypatch: pytest.MonkeyPatch) -> None:
    rated = ("rating_id=N-1", "year=2024", "person_id=zhen", "on=2024-07-01")
    refused = written(monkeypatch, "2024-07-01", "year_rating", *rated, "grade=excellent")
    assert (refused.code, set(refused.data["refused"])) == (1, {"SUP-06"})
    assert written(monkeypatch, "2024-07-01", "year_rating", *rated, "grade=competent").code == 0
