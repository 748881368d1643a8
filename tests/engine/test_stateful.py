"""The records of an office in any order, with crashes between: what was done is on record.

Hypothesis chooses what the clerk does next, when the power goes and when somebody presses
Ctrl-C. After each step the real folder is compared with a model, and its history verified.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from atexit import register
from collections.abc import Callable
from datetime import datetime, time
from functools import cache, partial
from pathlib import Path
from typing import Never
from unittest.mock import patch

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.engine.office_model import BEGIN, Act, Model
from tests.rules.histories import base
from tripower.cli.app import tables
from tripower.cli.console import Step, surroundings
from tripower.cli.main import respond
from tripower.core.answer import Answer
from tripower.core.dates import BEIJING
from tripower.core.records import Record
from tripower.engine.verify import verify
from tripower.mechanisms.kinds import KINDS
from tripower.store.load import read_file
from tripower.store.unit import load
from tripower.trail import write
from tripower.trail.commit import Change, CommitFacts
from tripower.trail.repository import create_repository, open_repository

BEFORE = ("judged", "index locked", "objects", "journal", "branch locked", "index")
AFTER = ("committed", "file")
STEPS = st.sampled_from((*BEFORE, *AFTER))
TIDIED = {"nothing", "discarded", "rolled forward"}


@cache
def _begun() -> Path:
    """The base unit as it came about, up to its first minutes."""
    place = Path(tempfile.mkdtemp())
    register(shutil.rmtree, place, ignore_errors=True)
    repository = create_repository(place / "unit")
    for day, files in base():
        if day < BEGIN.date():
            read = (read_file(path, data or b"", KINDS)[0] for path, data in files.items())
            named = tuple("/".join(one.record.subject) for found in read for one in found)
            when = datetime.combine(day, time(9), BEIJING)
            about = CommitFacts("record new", named, "wen", "文员甲", "", "begin", when)
            change = Change(files, about)
            write.record(repository, lambda _, made=change: made, timeout=5)
    return place / "unit"


class Office(RuleBasedStateMachine):
    """The clerk's desk, and beside it the model."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp())
        self.folder = Path(shutil.copytree(_begun(), self.place / "unit"))
        self.model = Model(self.on_record(), self.commits())
        self.tidy = True

    def teardown(self) -> None:
        try:
            self.repairs()
            assert self.git("fsck", "--strict", "--no-dangling") == ""
            assert self.git("status", "--porcelain") == ""
            self.the_record_is_the_model()
        finally:
            shutil.rmtree(self.place)

    @initialize(far=st.integers(0, 12))
    def so_far_all_went_well(self, far: int) -> None:
        """Twelve acts take a matter from its proposal to the minutes, and the next one begins."""
        for _ in range(far):
            act = self.model.possible()[-1]
            assert self.told(act.line, act.when).code == 0, act
            self.model.happened(act)

    @rule(data=st.data())
    def the_clerk_writes(self, data: st.DataObject) -> None:
        """The next thing happens; what a crash has left is tidied by the way."""
        act = self.chosen(data)
        answer = self.told(act.line, act.when)
        assert answer.code == 0, answer
        self.model.happened(act)
        self.tidy = True

    @rule(data=st.data(), step=STEPS)
    def the_power_goes(self, data: st.DataObject, step: str) -> None:
        """The machine stops in the middle of a write: as if it had been done, or not begun."""
        act = self.chosen(data)
        child = os.fork()
        if child == 0:
            try:
                self.told(act.line, act.when, at(step, die))
            finally:
                os._exit(99)
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) == -signal.SIGKILL
        if step in AFTER:
            self.model.happened(act)
        self.tidy = False

    @rule(data=st.data(), step=STEPS)
    def somebody_presses_ctrl_c(self, data: st.DataObject, step: str) -> None:
        """The same, but the program has the last word: it says which of both it is."""
        act = self.chosen(data)
        answer = self.told(act.line, act.when, at(step, interrupt))
        assert answer.code == (130 if step in BEFORE else 6), answer
        if step in AFTER:
            self.model.happened(act)
        self.tidy = step in BEFORE

    @rule()
    def repairs(self) -> None:
        answer = self.told("trail repair", self.model.now)
        assert answer.code == 0, answer
        assert answer.data["outcome"] in (TIDIED if not self.tidy else {"nothing"})
        self.tidy = True

    @rule(data=st.data())
    def what_is_not_lawful_is_refused(self, data: st.DataObject) -> None:
        line = data.draw(st.sampled_from(self.model.unlawful()))
        answer = self.told(line, self.model.now)
        assert answer.code in (1, 3), (line, answer)
        assert answer.data["commit"] == ""

    @invariant()
    def the_record_is_the_model(self) -> None:
        assert self.model.differs(self.on_record()) == []
        assert self.commits() == self.model.commits

    @invariant()
    def the_history_is_sound(self) -> None:
        verified = verify(self.folder, tables(), self.model.now.date())
        assert verified.crashes == ()
        assert [one for one in verified.findings if one.severity.fails] == []
        assert verified.tally.commits == self.model.commits

    @precondition(lambda self: self.tidy)
    @invariant()
    def the_folder_follows(self) -> None:
        repository = open_repository(self.folder)
        assert repository.dirty() == []
        assert repository.unrecorded() == []
        assert not list(repository.gitdir.glob("tripower.[!lm]*"))
        assert not list(repository.gitdir.glob("index.lock"))

    def chosen(self, data: st.DataObject) -> Act:
        return data.draw(st.sampled_from(self.model.possible()))

    def told(self, line: str, when: datetime, step: Callable[[str], None] | None = None) -> Answer:
        """What the program answers to a command, in this process."""
        stopped = partial(write.record, step=step) if step else write.record
        now = {"TRIPOWER_NOW": f"{when:%Y-%m-%dT%H:%M}", "TRIPOWER_UNIT": str(self.folder)}
        with surroundings(Step((), now), TRIPOWER_ACTOR="wen"):
            with patch("tripower.trail.write.record", stopped):
                answer, _ = respond(shlex.split(line), "zh")
        assert isinstance(answer, Answer)
        return answer

    def on_record(self) -> dict[tuple[str, str], Record]:
        """Every record that the newest commit has, by kind and key."""
        repository = open_repository(self.folder)
        unit = load(repository.files(repository.head()), KINDS)
        assert [one for one in unit.problems if not one.warning] == []
        return {one.subject: one for held in unit.records.values() for one in held.values()}

    def commits(self) -> int:
        return int(self.git("rev-list", "--count", "HEAD"))

    def git(self, *words: str) -> str:
        done = subprocess.run(
            ["git", *words], cwd=self.folder, capture_output=True, check=True, text=True
        )
        return done.stdout


def at(step: str, happens: Callable[[], Never]) -> Callable[[str], None]:
    """Something happens when a write comes to a step."""

    def look(reached: str) -> None:
        if reached == step:
            happens()

    return look


def die() -> Never:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("still alive")


def interrupt() -> Never:
    raise KeyboardInterrupt


TestOffice = Office.TestCase
TestOffice.settings = settings(
    max_examples=int(os.environ.get("TRIPOWER_EXAMPLES", "8")),
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink would take minutes
    report_multiple_bugs=False,
)
