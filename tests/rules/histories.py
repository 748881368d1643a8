"""Histories for the rules on change: the base unit as it came about, then a few commits more.

`<ID>/good` and `<ID>/bad` hold a folder for each commit, in order of their names. It has the
files that the commit brings; `.absent` lists those that it takes away, `.commit` says what the
commit says of itself where that differs from an honest one:

    when: 2024-07-01T09:00      actor: wen       author: wen       named: kind/key, kind/key
    name: 文员甲
    by_hand: true               parents: 2       signature: …      (of the text `commit <id>`)

An honest commit is made by `wen`, names what it changes, and is of the day of what it tells.
For rules on evidence there is an `evidence.yaml` instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from pathlib import Path

import msgspec

from tests.rules.units import HERE, overlay
from tripower.cli.registry import load_rules
from tripower.core.changes import Evidence
from tripower.core.dates import BEIJING
from tripower.core.findings import Finding
from tripower.core.records import Event
from tripower.core.sshsig import BEGIN, END
from tripower.core.unit import Unit
from tripower.engine.changes import judge_evidence
from tripower.engine.replay import Replay
from tripower.mechanisms.decisions.records import Meeting
from tripower.mechanisms.kinds import KINDS
from tripower.store.load import read_file
from tripower.store.unit import load
from tripower.store.yaml_read import read
from tripower.trail.commit import CommitFacts, message
from tripower.trail.objects import Commit, Ident
from tripower.trail.walk import Step, Touch

Files = dict[str, bytes | None]
BEGUN = date(2023, 12, 1)
TODAY = date(2024, 12, 31)


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `.commit` says."""

    when: str | None = None
    actor: str = "wen"
    author: str | None = None
    name: str = ""
    named: str | None = None
    by_hand: bool = False
    parents: int = 1
    signature: str = ""


def base() -> Iterator[tuple[date, Files]]:
    """The base unit day by day: its registers first, then each event on its own day.

    Its topic is left out: no rule on change asks for one.
    """
    every = overlay(HERE / "base")
    files = {path: data for path, data in every.items() if not path.startswith("topics/")}
    unit = load(files, KINDS)
    days: dict[date, Files] = {}
    for path, data in files.items():
        days.setdefault(day_of(path, data, unit) or BEGUN, {})[path] = data
    yield from sorted(days.items())


def day_of(path: str, data: bytes, unit: Unit) -> date | None:
    """The day of the event in a file; a part of a meeting has the day of that meeting."""
    loaded, _ = read_file(path, data, KINDS)
    event = loaded[0].record if loaded else None
    if not isinstance(event, Event):
        return None
    meeting = unit.get(Meeting, str(getattr(event, "meeting_id", "")))
    return event.day or (meeting.held_on if meeting is not None else None)


class History:
    """Commits without a repository, judged as they come."""

    def __init__(self) -> None:
        self.blobs: dict[str, bytes] = {}
        self.replay = Replay(KINDS, load_rules(), self.blobs.__getitem__, TODAY)
        self.count = 0
        for day, files in base():
            self.commit(files, Told(), day)
        assert not [f for f in self.replay.findings if f.severity.fails], "the base is clean"

    def commit(self, files: Files, told: Told, day: date) -> None:
        """One commit more."""
        self.count += 1
        when = datetime.fromisoformat(told.when) if told.when else datetime.combine(day, time(9))
        when = when.replace(tzinfo=BEIJING)
        touches = tuple(self._touch(path, data) for path, data in sorted(files.items()))
        self.replay.take(Step(self._said(files, told, when), touches))

    def _touch(self, path: str, data: bytes | None) -> Touch:
        name = f"{self.count}-{path}"
        if data is None:
            return Touch(path, None, None)
        if data.startswith(b"mode "):
            return Touch(path, None, name, data.split()[1].decode())
        self.blobs[name] = data
        return Touch(path, None, name)

    def _said(self, files: Files, told: Told, when: datetime) -> Commit:
        facts = CommitFacts(
            operation="record",
            record_ids=tuple((told.named or ", ".join(self._named(files))).split(", ")),
            actor_id=told.actor,
            actor_name=told.name,
            parameters="",
            summary=f"commit {self.count}",
            when=when,
        )
        ident = Ident(told.author or told.actor, told.author or told.actor, when)
        name, parent = (f"{number:010x}".ljust(40, "0") for number in (self.count, self.count - 1))
        return Commit(
            id=name,
            tree=b"",
            parents=(parent,) * (told.parents if self.count > 1 else 0),
            author=ident,
            committer=ident,
            message=f"commit {self.count}\n" if told.by_hand else message(facts),
            signature=f"{BEGIN}\n{told.signature}\n{END}\n" if told.signature else "",
            payload=f"commit {self.count}".encode(),
        )

    def _named(self, files: Files) -> Iterator[str]:
        """Each record that these files change, as an honest commit names it."""
        unit = self.replay.unit
        for path, data in files.items():
            then = {one.subject: one for one in unit.at(path)}
            loaded = read_file(path, data, KINDS)[0] if data is not None else ()
            now = {one.record.subject: one.record for one in loaded}
            for subject in {**then, **now}:
                if then.get(subject) != now.get(subject):
                    yield "/".join(subject)


def steps(folder: Path) -> Iterator[tuple[Files, Told]]:
    """The commits of an example, in order."""
    for place in sorted(one for one in folder.iterdir() if one.is_dir()):
        files: Files = {
            path.relative_to(place).as_posix(): path.read_bytes()
            for path in sorted(place.rglob("*.yaml"))
        }
        gone = place / ".absent"
        files.update(dict.fromkeys(gone.read_text("utf-8").split() if gone.is_file() else ()))
        said = place / ".commit"
        tree = read(said.read_bytes(), "a.yaml").tree if said.is_file() else {}
        yield files, msgspec.convert(tree, Told, strict=False)


def found_in(folder: Path, rule_id: str) -> tuple[list[Finding], Mapping[str, bytes]]:
    """What a rule finds in the commits of an example, or in its evidence."""
    told = folder / "evidence.yaml"
    history = History()
    replay = history.replay
    if told.is_file():
        tree = read(told.read_bytes(), "a.yaml").tree
        evidence = msgspec.convert(tree, Evidence, strict=False)
        unit, day = replay.unit, TODAY
        every = judge_evidence(evidence, unit, load_rules(), f"{history.count:010x}", day)
        return [one for one in every if one.rule_id == rule_id], unit.files
    for files, said in steps(folder):
        history.commit(files, said, _day(files, replay.unit))
    assert not replay.crashes, replay.crashes[0].trace
    return [one for one in replay.findings if one.rule_id == rule_id], replay.shown


def _day(files: Files, unit: Unit) -> date:
    """The latest day that the files tell of; else a day in the middle of the year."""
    days = (day_of(path, data, unit) for path, data in files.items() if data is not None)
    return max((day for day in days if day is not None), default=date(2024, 7, 1))
