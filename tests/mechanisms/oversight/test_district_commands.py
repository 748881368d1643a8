"""`tripower oversight select`, `ballots`, `announce`, `cycle`, `draw` at the terminal."""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path

import pytest

from tests.cli.write_room import office
from tripower.cli.main import respond
from tripower.cli.show import as_text
from tripower.core.answer import Answer, Say
from tripower.mechanisms.kinds import KINDS
from tripower.mechanisms.oversight.commands.ballots import read
from tripower.mechanisms.oversight.records import PersonalDraw, SelectionVote
from tripower.store.unit import load_folder

UNITS = ("water", "schools", "city", "health")
PARAMETER = """
  - key: sup.select_n
    value: "2"
    source_class: local_practice
    source: 示例区参数包
"""
REPORTS = "reports:\n" + "".join(
    f"  - report_id: r-{one}\n    person_id: {one}\n    year: 2024\n    reported_on: 2024-01-31\n"
    for one in ("zhen", "jia", "yi")
)
SELECTION = """selection_id: S-1
year: 2024
body: 中共示例区纪委全会
held_on: 2024-03-05
seats: 2
candidates: [water, schools, city, health]
"""


@pytest.fixture
def unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small unit with four units to choose from, a selection, and three reports."""
    folder = office(tmp_path / "unit")
    lines = (f"  - unit_id: {one}\n    name: {one}局\n    from: 2010-01-01\n" for one in UNITS)
    (folder / "units.yaml").write_text("units:\n" + "".join(lines), encoding="utf-8")
    with (folder / "district-parameters.yaml").open("a", encoding="utf-8") as file:
        file.write(PARAMETER)
    (folder / "personal-matters.yaml").write_text(REPORTS, encoding="utf-8")
    place = folder / "selections" / "2024" / "S-1"
    place.mkdir(parents=True)
    (place / "selection.yaml").write_text(SELECTION, encoding="utf-8")
    commit(folder, "units")
    monkeypatch.setenv("TRIPOWER_UNIT", str(folder))
    monkeypatch.setenv("TRIPOWER_ACTOR", "wen")
    monkeypatch.setenv("TRIPOWER_NOW", "2024-06-05T15:00")
    return folder


def commit(folder: Path, message: str) -> None:
    by_hand = ["git", "-C", str(folder), "-c", "user.name=x", "-c", "user.email=wen"]
    dates = {f"GIT_{who}_DATE": "2024-06-02T09:00" for who in ("AUTHOR", "COMMITTER")}
    subprocess.run([*by_hand, "add", "-A"], check=True)
    env = {**os.environ, **dates}
    subprocess.run([*by_hand, "commit", "-qm", message], check=True, env=env)


def asked(*words: str) -> Answer:
    answer, _ = respond(("oversight", *words), "en")
    assert isinstance(answer, Answer)
    return answer


def ballots(*papers: str, members: int = 7) -> Answer:
    told = [word for paper in papers for word in ("--paper", paper)]
    count = str(members)
    return asked("ballots", "S-1", "--entitled", count, "--present", count, *told)


def texts(answer: Answer) -> str:
    return "\n".join(one.text.format(**one.args) for one in answer.parts if isinstance(one, Say))


def test_papers_are_written_as_units_with_a_count() -> None:
    assert list(read("water, schools")) == [("water", "schools")]
    assert list(read("water，city=2")) == [("water", "city")] * 2
    assert list(read("-=3")) == [()] * 3
    assert list(read("  ")) == []


@pytest.mark.parametrize("text", ["water=0", "water=x", "=3", "water=²"])
def test_what_is_no_paper_is_refused(unit: Path, text: str) -> None:
    answer = ballots(text)
    assert (answer.code, answer.failed) == (2, True)


def test_a_selection_from_the_first_ballot_to_the_announcement(unit: Path) -> None:
    first = asked("select", "S-1").data
    assert first["due"].seats == 2
    assert not first["rounds"]
    assert ballots("water,schools=3", "water,city=1", "schools,city=1", "city=2").code == 0
    tied = asked("select", "S-1")
    assert tied.data["chosen"] == []
    assert tied.data["due"].ballot_kind.value == "runoff"
    assert "city局" in texts(tied)
    early = asked("announce", "S-1")
    assert early.code == 1
    assert ballots("water,schools=4", "city=2", "-").code == 0
    done = asked("select", "S-1").data
    assert (done["chosen"], done["complete"]) == (["water", "schools"], True)
    last = done["rounds"][1]
    assert [one["votes"] for one in last["votes"]] == [4, 4, 2]
    assert last["blank"] == 1
    assert asked("announce", "S-1", "--doc", "示纪发〔2024〕1号").code == 0
    assert (unit / "selections/2024/S-1/result.yaml").is_file()
    assert ballots("city=7").code == 1
    rows = asked("select").data["selections"]
    assert [one["selection_id"] for one in rows] == ["S-1"]


def test_nobody_votes_on_a_selection_that_may_still_change(unit: Path) -> None:
    place = unit / "selections/2024/S-1/selection.yaml"
    place.write_text(f"{SELECTION}draft: true\n", encoding="utf-8")
    commit(unit, "draft")
    answer = ballots("water,schools=7")
    assert answer.code == 1
    assert "S-1 is a draft" in texts(answer)


def test_the_order_in_which_papers_were_handed_in_is_not_on_record(unit: Path) -> None:
    ballots("city=2", "-", "schools,water=3", "water,city")
    record = load_folder(unit, KINDS).get(SelectionVote, "S-1/1")
    assert record is not None
    assert record.ballots == ((), *[("water", "schools")] * 3, ("water", "city"), *[("city",)] * 2)
    assert (record.collected, record.issued) == (7, 7)


def test_papers_may_come_from_a_file(unit: Path, tmp_path: Path) -> None:
    path = tmp_path / "papers.txt"
    path.write_text("\ufeffwater,schools=4\n\nwater,city=2\n-\n", encoding="utf-8")
    answer = asked(*("ballots", "S-1", "--entitled", "7", "--present", "7"), "--file", str(path))
    assert answer.code == 0
    assert asked("select", "S-1").data["chosen"] == ["water", "schools"]


def test_nobody_votes_without_a_paper(unit: Path) -> None:
    line = ("ballots", "S-1", "--entitled", "7", "--present", "7")
    for more in ((), ("--collected", "7"), ("--collected", "7", "--spoiled", "6")):
        answer = asked(*line, *more)
        assert answer.code == 2
        assert "--paper water,schools=3" in texts(answer)
    for more in (("--collected", "0"), ("--spoiled", "7")):
        assert asked(*line, *more, "--dry-run").code == 0


def test_units_are_told_by_id_or_name(unit: Path) -> None:
    assert ballots("water局，schools=7").code == 0
    assert asked("select", "S-1").data["chosen"] == ["water", "schools"]


def test_unknown_units_are_told_all_at_once_with_near_names(unit: Path, tmp_path: Path) -> None:
    path = tmp_path / "papers.txt"
    path.write_text("water,schools=4\nwatr,city=2\n", encoding="utf-8")
    line = ("ballots", "S-1", "--entitled", "7", "--present", "7", "--file", str(path))
    answer = asked(*line, "--paper", "没有,city")
    assert answer.code == 1
    shown = texts(answer)
    assert "`没有,city` 没有; `papers.txt:2` watr → water" in shown
    assert "--spoiled" in shown
    assert not (unit / "selections/2024/S-1/vote-1.yaml").exists()


def test_a_count_leaves_out_units_without_a_vote(unit: Path) -> None:
    ballots("water,schools=7")
    answer = asked("select", "S-1")
    shown = as_text(answer.parts, "en")
    assert "Units without a vote: 2" in shown
    assert "city局" not in shown
    assert len(answer.data["rounds"][0]["votes"]) == 4


def test_a_round_that_does_not_count_is_recorded_with_a_word_on_it(unit: Path) -> None:
    line = ("ballots", "S-1", "--entitled", "7", "--present", "3", "--paper", "water,schools=3")
    assert asked(*line).code == 1
    assert asked(*line, "--acknowledge", "SUP-02=到会不足半数，已宣布改期").code == 0
    again = asked("select", "S-1")
    assert "too few members present" in texts(again) or again.data["rounds"][0]["faults"]
    assert again.data["due"].ballot_kind.value == "first_ballot"


def test_another_result_than_the_ballots_give_cannot_be_written(unit: Path) -> None:
    ballots("water,schools=7")
    fields = ("selection_id=S-1", "announced_on=2024-06-05", "chosen=[water, city]")
    answer, _ = respond(("record", "new", "selection_result", *fields), "en")
    assert isinstance(answer, Answer)
    assert answer.code == 1
    assert not (unit / "selections/2024/S-1/result.yaml").exists()


def test_an_unknown_selection_names_those_on_record(unit: Path) -> None:
    answer = asked("select", "S-9")
    assert answer.code == 1
    assert "S-1" in texts(answer)


def test_a_draw_goes_on_record_with_its_seed_and_is_done_once(
    unit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed = "3-5-1-6-2-4"
    told = asked(
        "draw", "2024", "--seed", seed, "--seed-from", "当场掷骰子", "--witnesses", "zheng"
    )
    assert told.code == 0
    lots = {one: hashlib.sha256(f"{seed} {one}".encode()).hexdigest() for one in told.data["lots"]}
    assert lots == told.data["lots"]
    assert told.data["drawn"] == [min(lots, key=lambda one: lots[one])]
    record = load_folder(unit, KINDS).get(PersonalDraw, "2024")
    assert record is not None
    assert (record.seed, record.seed_from) == (seed, "当场掷骰子")
    assert record.population == ("jia", "yi", "zhen")
    again = asked("draw", "2024", "--seed", "other")
    assert (again.code, again.failed) == (1, True)
    nobody = asked("draw", "2023", "--seed", seed)
    assert nobody.code == 1


@pytest.mark.parametrize(("day", "code"), [("2024-01-31", 1), ("2024-02-01", 0)])
def test_a_draw_waits_for_the_last_day_of_the_reports(unit: Path, day: str, code: int) -> None:
    told = asked("draw", "2024", "--seed", "1", "--on", day, "--late", "补录", "--dry-run")
    assert told.code == code
    assert ("may still be handed in until 2024-01-31" in texts(told)) is bool(code)


def test_a_draw_can_be_tried_without_writing(unit: Path) -> None:
    told = asked("draw", "2024", "--seed", "1", "--dry-run")
    assert len(told.data["drawn"]) == 1
    assert not (unit / "personal").exists()


def test_a_cycle_shows_who_is_behind(unit: Path) -> None:
    assert asked("cycle").data["units"] == []
    ballots("water,schools=7")
    for name in ("water", "schools"):
        line = f"cycle_id=Y-{name} year=2024 unit_id={name} opened_on=2024-06-05".split()
        assert written("supervision_cycle", *line, "selection_id=S-1")
    part = ["cycle_id=Y-water", "part=audit", "done_on=2024-06-05"]
    assert written("cycle_part", *part, "doc_no=示审报1号")
    now = asked("cycle").data["units"]
    assert [one["behind"] for one in now] == [[], []]
    late = asked("cycle", "--as-of", "2025-01-01").data["units"]
    assert [len(one["behind"]) for one in late] == [3, 4]
    assert late[0]["parts"]["audit"]["state"].value == "done"
    assert asked("cycle", "2023").data["units"] == []


def test_a_part_that_came_after_the_end_is_shown_as_such(
    unit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = ["cycle_id=Y-water", "year=2024", "unit_id=water", "opened_on=2024-06-05"]
    assert written("supervision_cycle", *line)
    monkeypatch.setenv("TRIPOWER_NOW", "2025-01-02T09:00")
    part = ["cycle_id=Y-water", "part=audit", "done_on=2025-01-02", "doc_no=示审报1号"]
    assert written("cycle_part", *part, "--acknowledge", "SUP-01=补办")
    shown = as_text(asked("cycle", "--as-of", "2025-01-02").parts, "en")
    assert "2025-01-02, done after the end" in shown


def written(kind: str, *fields: str) -> bool:
    answer, _ = respond(("record", "new", kind, *fields), "en")
    return isinstance(answer, Answer) and answer.code == 0
