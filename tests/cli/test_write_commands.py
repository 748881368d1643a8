"""What every writing command can do beside its work: a dry run, who acts, a word on a breach."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from tests.cli.write_room import SPEAKERS, answered, commits, everything, git, sitting
from tripower.cli.main import TABLE, perform, root

SHEET = """\
meeting_id: K-called
held_on: 2025-06-17
place: 三楼
recorder_id: wen
matters: []
"""
# One lawful line of each writing command, as of the hour before it.
LINES = {
    "record new": "person person_id=qin name=秦新",
    "record edit": "person ke office_phone=0000-7",
    "record supersede": "meeting K-2024-4 place=一楼 --reason 写错了",
    "decision propose": "M-20 --category major_decision --item annual-plan --title 新 "
    "--proposer zhen",
    "decision confirm": "M-12 --by zhen",
    "decision attach": "M-12 more --type survey_report --title 补充 --producer 示例所 "
    "--producer-type institution --method survey --signed --sealed --dated 2025-06-16",
    "decision admit": "M-12",
    "decision track": "M-12 --excluded legislation",
    "decision withdraw": "M-16 --by zhen --reason 不再需要",
    "decision emergency": "M-12 --decider zhen --ground disaster_relief --reason 险情 "
    "--measure 抢险",
    "decision ratify": "M-12 --meeting K-called",
    "decision execute": "M-2024-9 --by shi",
    "decision supervise": "M-2024-9 --by zheng --found 正常",
    "decision close": "M-2024-9 --by shi --result not_done --note 资金未到",
    "decision review": "M-2024-9 --by zhen --conclusion 维持",
    "decision change": "M-2024-9 --type altered --by shi --what 改在明年 --under M-17",
    "decision halt": "M-2024-8 --by zhen --reason 汛情",
    "decision disprove": "M-2024-9 survey --by 区审计局 --found 数字不实",
    "meeting call": "K-new M-12 --on 2025-06-20 --presiding zhen",
    "meeting open": "K-called",
    "meeting attend": "K-open M-16 --without he --reason 接电话",
    "meeting speak": "K-open M-16 jia 同意 --stance for",
    "meeting recuse": "K-open M-16 he --ground spouse",
    "meeting close": "K-open --defer M-16=改日再议",
    "meeting record": "SHEET",
    "vote cast": "M-16 --all yes",
    "minutes issue": "K-over --signer zhen --to 各股室 --executor M-17=jia --due M-17=2025-12-01 "
    "--supervisor M-17=zheng",
    "accountability open": "C-new M-2024-2 --ground G2 --found 漏了一家报价 --doc 示例〔2025〕1号",
    "accountability measure": "C-old jia --measure warning --by 区纪委 --doc 示纪〔2025〕1号",
    "accountability close": "C-old --reason unfounded --doc 示纪〔2025〕2号",
    "minutes sign": "J-2024-4 --key KEY",
    "gate adopt": "three-meetings --id three-more --from 2025-07-01",
    "gate sign": "P-hongqi 9 --person xing",
    "gate pass": "P-hongqi hand",
    "oversight ballots": "S-1 --entitled 3 --present 3 --paper a=3",
    "oversight announce": "S-2",
    "oversight draw": "2025 --seed 掷骰子四十二",
    "poll import": "R-1 ANSWERS --survey general --invited 40",
    "poll score": "R-2",
    "trail checkpoint": "",
    "trail witness": "OTHER --key KEY",
}


@pytest.fixture
def unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = sitting(tmp_path / "unit")
    monkeypatch.setenv("TRIPOWER_NOW", "2025-06-17T16:00")
    monkeypatch.setenv("TRIPOWER_ACTOR", "wen")
    monkeypatch.setenv("TRIPOWER_UNIT", str(folder))
    return folder


def words(name: str, folder: Path) -> list[str]:
    made = {"SHEET": sheet, "KEY": own_key, "OTHER": neighbour, "ANSWERS": answers}
    line = LINES[name]
    for word, make in made.items():
        line = line.replace(word, str(make(folder))) if word in line else line
    return [*name.split(), *shlex.split(line)]


def own_key(folder: Path) -> Path:
    """A key that no list knows yet."""
    key = folder.parent / "key"
    if not key.exists():
        subprocess.run(["ssh-keygen", "-qt", "ed25519", "-N", "", "-f", str(key)], check=True)
    return key


def neighbour(folder: Path) -> Path:
    """Another unit, with a checkpoint to be seen."""
    other = folder.parent / "other"
    if not other.exists():
        moment = ["--id", "other", "--name", "邻局", "--clerk", "wen", "--clerk-name", "文员甲"]
        assert perform(["init", str(other), *moment], "en") == 0
        assert perform(["trail", "checkpoint", "-C", str(other), "--actor", "wen"], "en") == 0
    return other


def answers(folder: Path) -> Path:
    return answered(folder.parent / "answers.csv")


def sheet(folder: Path) -> Path:
    lines = [
        f"{{matter_id: M-1{n}, all: yes, speeches: [{', '.join(_said())}]}}" for n in range(1, 6)
    ]
    path = folder.parent / "sheet.yaml"
    path.write_text(SHEET.replace("[]", "[" + ", ".join(lines) + "]"))
    return path


def _said() -> list[str]:
    return [f"{{person_id: {person}, stance: for, gist: 同意}}" for person in SPEAKERS]


def writing_commands() -> set[str]:
    """All commands that take --dry-run."""
    found = set()
    for noun in TABLE:
        top = root("en").get_command(click.Context(root("en")), noun)
        assert top is not None
        subs = top.commands if isinstance(top, click.Group) else {"": top}
        for name, sub in subs.items():
            if any(option.name == "dry_run" for option in sub.params):
                found.add(f"{noun} {name}".strip())
    return found


def test_every_writing_command_is_tried() -> None:
    assert set(LINES) == writing_commands()


@pytest.mark.parametrize("name", LINES)
def test_a_dry_run_shows_all_and_writes_nothing(
    unit: Path, tripower: Callable[..., Any], name: str
) -> None:
    line = words(name, unit)
    before = everything(unit)
    dry = tripower(*line, "--dry-run")
    assert dry.code == 0, dry
    assert everything(unit) == before
    assert "Nothing was written. It would be" in dry.out
    assert f"Tripower-Operation: {name}" in dry.out
    assert "Tripower-Actor: wen (闻书)" in dry.out
    told = tripower(*line, "--dry-run", "--format", "json").data
    done = tripower(*line, "--format", "json")
    assert done.code == 0, done
    assert told == {**done.data, "commit": ""}
    assert done.data["commit"] == git(unit, "rev-parse", "HEAD").strip()
    assert done.data["refused"] == []
    for path in done.data["paths"]:
        assert f"b/{path}" in dry.out
    assert sorted(done.data["paths"]) == sorted(changed(unit))


def changed(folder: Path) -> list[str]:
    return git(folder, "diff", "--name-only", "HEAD^", "HEAD").split()


@pytest.mark.parametrize("name", LINES)
def test_who_acts_must_be_somebody(unit: Path, tripower: Callable[..., Any], name: str) -> None:
    before = everything(unit)
    ran = tripower(*words(name, unit), "--actor", "nobody", "--format", "json")
    assert ran.code == 1
    assert "there is no person `nobody` in people.yaml to act; known: wen, zhen," in ran.err
    assert ran.data["refused"]
    assert everything(unit) == before


@pytest.mark.parametrize("name", LINES)
def test_who_acts_must_be_said(
    unit: Path, tripower: Callable[..., Any], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TRIPOWER_ACTOR")
    ran = tripower(*words(name, unit))
    assert ran.code == 2
    assert "TRIPOWER_ACTOR" in ran.err


@pytest.mark.parametrize("name", LINES)
def test_an_acknowledgement_that_fits_nothing_is_refused(
    unit: Path, tripower: Callable[..., Any], name: str
) -> None:
    before = everything(unit)
    ran = tripower(*words(name, unit), "--acknowledge", "DEC-99=x")
    assert ran.code == 1
    assert "DEC-99" in ran.err
    assert everything(unit) == before


@pytest.mark.parametrize("name", [n for n in LINES if n not in ("record edit",)])
def test_what_comes_late_says_why(unit: Path, tripower: Callable[..., Any], name: str) -> None:
    ran = tripower(*words(name, unit), "--late", "停电三天", "--format", "json")
    assert ran.code == 0, ran
    events = [p for p in ran.data["paths"] if "/" in p]
    for path in events:
        assert "late_entry: 停电三天" in (unit / path).read_text()


def test_a_fact_wants_a_word_and_gets_it(unit: Path, tripower: Callable[..., Any]) -> None:
    tripower("meeting", "speak", "K-open", "M-16", "zhen", "我看可以", "--stance", "for")
    line = ("meeting", "speak", "K-open", "M-16", "jia", "同意", "--stance", "for")
    number = commits(unit)
    bare = tripower(*line, "--format", "json")
    assert bare.code == 1
    assert bare.data["refused"] == ["DEC-06"]
    assert "--acknowledge DEC-06=" in bare.err
    wrong = tripower(*line, "--acknowledge", "DEC-07=x")
    assert "DEC-07 finds nothing here; what can be acknowledged: DEC-06" in wrong.err
    misspelt = tripower(*line, "--acknowledge", "DEC-O6=x")
    assert "there is no rule DEC-O6; what can be acknowledged: DEC-06" in misspelt.err
    twice = tripower(*line, "--acknowledge", "DEC-06=x", "--acknowledge", "DEC-06=y")
    assert twice.code == 2
    assert commits(unit) == number
    done = tripower(*line, "--acknowledge", "DEC-06=局长先说了", "--format", "json")
    assert done.code == 0
    assert [p for p in done.data["paths"] if p.startswith("acknowledgements/2025/")]


def test_several_faults_of_a_plan_are_named_together(
    unit: Path, tripower: Callable[..., Any]
) -> None:
    line = ("meeting", "call", "K-new", "M-98", "M-99", "--on", "2025-06-20", "--presiding", "who")
    ran = tripower(*line)
    assert ran.code == 3
    for name in ("M-98", "M-99", "who"):
        assert f"`{name}`" in ran.err
    assert "meetings/2025/K-new/meeting.yaml:" in ran.err


def test_the_answer_names_folders_and_not_each_ballot(
    unit: Path, tripower: Callable[..., Any]
) -> None:
    ran = tripower("vote", "cast", "M-16", "--all", "yes")
    assert "  meetings/2025/K-open/M-16/ballots/ (7 files)\n" in ran.out
    assert "jia.yaml" not in ran.out


def test_after_a_write_the_light_findings_are_counted(
    unit: Path, tripower: Callable[..., Any]
) -> None:
    for person in SPEAKERS:
        tripower("meeting", "speak", "K-open", "M-16", person, "说明", "--stance", "neutral")
    ran = tripower("vote", "cast", "M-16", "--all", "yes", "--except", "jia=no,shi=no,wan=no")
    assert ran.code == 0
    assert "DEC-12" not in ran.out, "a notice"
    assert re.search("New notices and not assessable: [12]; `tripower check` shows them", ran.out)
