"""A unit in a real repository to write into, and what may not change when nothing is written."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from atexit import register
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from tests.rules.units import HERE, overlay
from tripower.cli.console import Step, surroundings
from tripower.cli.main import respond
from tripower.core.answer import Answer
from tripower.core.resources import sample_unit
from tripower.trail.commit import Change, CommitFacts
from tripower.trail.repository import create_repository
from tripower.trail.write import record

NOW = "2025-06-10T09:00"
"""A day in the period of the sample unit, after all of its year."""
FACTS = CommitFacts("init", (), "wen", "闻书", "", "before", datetime(2024, 6, 1, tzinfo=UTC))


def bureau(folder: Path) -> Path:
    """The sample unit with its whole year, as one commit."""
    return _laid(folder, "sample")


def office(folder: Path) -> Path:
    """The small base unit of the rule tests, as one commit."""
    return _laid(folder, "base")


def _laid(folder: Path, name: str) -> Path:
    shutil.copytree(_template(name), folder)
    return folder


@cache
def _template(name: str) -> Path:
    place = Path(tempfile.mkdtemp())
    register(shutil.rmtree, place, ignore_errors=True)
    files = _sample() if name == "sample" else overlay(HERE / "base")
    record(create_repository(place / name), lambda _: Change(files, FACTS), timeout=5)
    return place / name


MATTERS = ("M-11", "M-12", "M-13", "M-14", "M-15")
"""Admitted and on the agenda of K-called; M-16 is on that of K-open, M-17 was decided in K-over."""


def sitting(folder: Path) -> Path:
    """The sample unit with a called meeting (five matters), one in session and one that is over."""
    shutil.copytree(_sitting(), folder)
    return folder


@cache
def _sitting() -> Path:
    folder = bureau(_template("sample").parent / "sitting")
    matters = (*MATTERS, "M-16", "M-17")
    lines = [line for number in matters for line in _admitted(number)]
    call = "--on 2025-06-17 --presiding zhen --recorder wen --place 三楼"
    lines += [
        "2025-06-10T10:00 accountability open C-old M-2024-2 --ground G2 --found 漏 --doc 示审1号",
        f"2025-06-10T10:00 meeting call K-called {' '.join(MATTERS)} {call}",
        f"2025-06-10T10:00 meeting call K-open M-16 {call}",
        f"2025-06-10T10:00 meeting call K-over M-17 {call}",
        "2025-06-17T10:00 meeting open K-open",
        "2025-06-17T10:00 meeting open K-over",
        *(f"2025-06-17T10:00 meeting speak K-over M-17 {p} 同意 --stance for" for p in SPEAKERS),
        "2025-06-17T10:00 vote cast M-17 --all yes",
        "2025-06-17T10:00 meeting close K-over",
        *_gates(),
        *_district(folder.parent),
    ]
    for line in lines:
        now, *words = shlex.split(line)
        with surroundings(Step((), {"TRIPOWER_NOW": now}), **ACTING, TRIPOWER_UNIT=str(folder)):
            answer, _ = respond(words, "en")
        assert isinstance(answer, Answer)
        assert answer.code == 0, (line, answer)
    return folder


def _gates() -> list[str]:
    """A payment that waits for its signatures, and a step before which there is no gate."""
    new, step = "2025-06-17T11:00 record new", "project_id=P-hongqi draft=true"
    return [
        f"{new} payment {step} payment_id=9 on=2025-06-20 amount=1000 payee=示例水利工程公司 "
        "contract_no=C-1 matter_id=M-2024-3",
        f"{new} project_event {step} event_id=hand event=handed_over on=2025-06-17",
    ]


def _district(place: Path) -> list[str]:
    """Two units, heads who reported, selections with and without ballots, rounds of a poll."""
    new = "2025-06-17T11:00 record new"
    answers = answered(place / "answers.csv")
    ask = f"poll import R-2 {answers} --invited 40 --survey"
    rounds = "org=示例调查中心 supervisor=区作风办 w_general=0.5 w_targeted=0.5"
    days = "weights_set_on=2025-05-01 fieldwork_from=2025-06-02 fieldwork_to=2025-06-13"
    voted = "--entitled 3 --present 3 --paper a=3"
    return [
        *(
            f"{new} district_unit unit_id={one} name={name} category=类 from=2010-01-01"
            for one, name in UNITS.items()
        ),
        *(
            f"{new} poll_round round_id=R-{n} name=民调 {rounds} {days} --late x "
            "--acknowledge POL-02=没有跟踪"
            for n in (1, 2)
        ),
        *(f"2025-06-17T11:00 {ask} {survey}" for survey in ("general", "targeted")),
        *(
            f"{new} selection selection_id=S-{n} year=2025 body=全会 held_on=2025-06-17 seats=1 "
            "'candidates=[a, b]' --acknowledge SUP-02=少选几个"
            for n in (1, 2)
        ),
        f"2025-06-17T11:00 oversight ballots S-2 {voted}",
        f"{new} personal_report report_id=p-1 year=2025 person_id=zhen reported_on=2025-01-20",
    ]


UNITS = {"a": "甲局", "b": "乙局"}


def answered(path: Path) -> Path:
    """Answers of forty people on both units, as a platform exports them."""
    names = UNITS.values()
    known = [f"2、您对下列单位的了解程度—{name}" for name in names]
    asked = [f"3、您对下列单位的总体评价—{name}" for name in names]
    lines = [["序号", "所用时间", "来自IP", *known, *asked]]
    words = ("满意", "基本满意", "非常满意")
    for nth in range(1, 41):
        marks = [words[nth % 3], words[nth % 2]]
        lines.append([str(nth), f"{300 + nth}秒", f"192.0.2.{nth}", "非常了解", "比较了解", *marks])
    path.write_text("\n".join(map(",".join, lines)) + "\n", encoding="utf-8")
    return path


ACTING = {"TRIPOWER_ACTOR": "wen"}
SPEAKERS = ("jia", "shi", "lin", "he", "zheng", "wan", "zhen")
"""The team in June 2025, the head last."""


def _admitted(matter: str) -> list[str]:
    at = "2025-06-09T09:00 decision"
    by = "--producer 示例所 --producer-type institution --signed --sealed --dated 2025-06-05"
    return [
        f"{at} propose {matter} --category major_decision --item annual-plan --title 事项{matter} "
        "--proposer zhen",
        f"{at} attach {matter} survey --type survey_report --title 调查 --method survey {by}",
        f"{at} attach {matter} legality --type legality_opinion --title 意见 {by}",
        f"{at} admit {matter}",
    ]


def _sample() -> Mapping[str, bytes]:
    found = sample_unit().rglob("*.yaml")
    return {path.relative_to(sample_unit()).as_posix(): path.read_bytes() for path in found}


def git(folder: Path, *words: str) -> str:
    """The git program, by the clock that the test has set."""
    moment = f"{os.environ.get('TRIPOWER_NOW', NOW)}:00+08:00"
    env = {**os.environ, "GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
    done = subprocess.run(["git", *words], cwd=folder, env=env, capture_output=True, check=True)
    return done.stdout.decode()


def commits(folder: Path) -> int:
    return int(git(folder, "rev-list", "--count", "HEAD"))


def everything(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Bytes and time of change of each file, those of git included; the lock is no content."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "tripower.lock" not in path.name
    }


def start(folder: Path, *words: str, actor: str = "wen", now: str = NOW) -> subprocess.Popen[bytes]:
    """The program in a process of its own, writing into a unit."""
    told = {"TRIPOWER_UNIT": str(folder), "TRIPOWER_ACTOR": actor, "TRIPOWER_NOW": now}
    command = [sys.executable, "-m", "tripower", "--lang", "en", *words]
    env = {**os.environ, **told}
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
