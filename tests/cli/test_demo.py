"""The sample unit is what its year says: played, checked, and published as it is shipped."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from tripower.cli.commands.demo import play, story
from tripower.cli.console import steps
from tripower.cli.main import respond
from tripower.core.answer import Answer, Refused
from tripower.core.resources import sample_unit

ROW = re.compile(r"^\| ([A-Z]+-\d+) \| (\w+) \| (\w+) \| (\S+) \|", re.MULTILINE)


@pytest.fixture(scope="module")
def unit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's year, played into a fresh repository."""
    folder = tmp_path_factory.mktemp("demo") / "unit"
    for step in story():
        play(step, folder)
    if os.environ.get("UPDATE_GOLDEN"):
        _replace(folder)
    return folder


def _replace(unit: Path) -> None:
    for path in sample_unit().iterdir():
        if path.suffix != ".md":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copytree(unit, sample_unit(), dirs_exist_ok=True, ignore=shutil.ignore_patterns(".git"))


def _records(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*.yaml") if ".git" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def _asked(*words: str) -> Answer:
    answer, _ = respond(words, "en")
    assert isinstance(answer, Answer)
    return answer


def test_the_year_leads_to_the_records_that_are_shipped(unit: Path) -> None:
    assert _records(unit) == _records(sample_unit())


def test_each_act_that_was_not_refused_is_one_commit(unit: Path) -> None:
    acts = [step for step in story() if not step.fails and not _reads(step.words)]
    log = _asked("trail", "log", "--unit", str(unit), "--limit", "1000").data
    assert len(log) == len(acts)
    assert {entry["actor"] for entry in log} == {"wen", "ke", "bi"}


def _reads(words: tuple[str, ...]) -> bool:
    """Whether a command only looks: all that it leaves is what it says."""
    looks = (
        *("vote tally", "meeting sheet", "decision show", "power rotation"),
        *("topic show", "gate show", "oversight rectification"),
    )
    return words[1] in ("due", "standard") or " ".join(words[1:3]) in looks


def test_a_matter_has_its_meeting_and_its_minutes(unit: Path) -> None:
    told = _asked("trail", "log", "--matter", "M-2025-1", "--unit", str(unit)).data
    operations = [entry["operation"] for entry in told]
    assert operations == [
        "decision propose",
        "decision attach",
        "decision attach",
        "decision admit",
        "meeting call",
        "meeting record",
        "minutes issue",
        "record new",  # who is in charge of what, from then on
    ]


def test_a_check_finds_exactly_what_was_planted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRIPOWER_NOW", "2025-07-01T09:00")  # after the year that is told
    listed = set(ROW.findall((sample_unit() / "README.md").read_text(encoding="utf-8")))
    answer = _asked("check", "--format", "json", "--unit", str(sample_unit()))
    found = [
        (f["rule_id"], f["severity"], f["status"], f"{f['subject_type']}/{f['subject_id']}")
        for f in answer.data["findings"]
    ]
    assert sorted(found) == sorted(listed)
    assert answer.code == 1


def test_an_act_that_goes_otherwise_than_told_stops_the_demonstration(tmp_path: Path) -> None:
    (lawful,) = steps("```console\n$ tripower check || true\n```\n")
    shutil.copytree(sample_unit(), tmp_path / "unit")
    play(lawful, tmp_path / "unit")  # it has findings, as the document says
    (wrong,) = steps("```console\n$ tripower check\n```\n")
    with pytest.raises(Refused):
        play(wrong, tmp_path / "unit")
