"""A part of a history judged: what a push brings, what came since the last look, what is staged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

import msgspec
from msgspec.structs import replace

from tripower.core.changes import Act, Change, Flaw, Seal, manifest_of
from tripower.core.digests import sha256
from tripower.core.findings import Finding, Status
from tripower.core.keyring import KeyRing, advanced
from tripower.core.trust import Checkpoint
from tripower.core.unit import Unit
from tripower.engine.acts import act_of, days_of
from tripower.engine.changes import OnChange, judge_change, pairs_between
from tripower.engine.doors import default_day, located
from tripower.engine.judge import judge
from tripower.engine.replay import Tally, touches_keys
from tripower.engine.run import Crash
from tripower.engine.tables import Tables
from tripower.store.consistency import TWICE
from tripower.store.lazy import LazyUnit
from tripower.store.source import Changed, Source, is_record
from tripower.trail.opened import History
from tripower.trail.walk import Step, Touch, Walk


class Range(msgspec.Struct, frozen=True):
    """What was found in some commits, and newly in the state that they lead to."""

    unit: LazyUnit
    findings: tuple[Finding, ...]
    state: tuple[Finding, ...]
    crashes: tuple[Crash, ...]
    ring: KeyRing
    tally: Tally
    as_of: date
    paths: tuple[str, ...] = ()

    @property
    def heavy(self) -> list[Finding]:
        """What keeps a push or a commit out: what weighs and nobody has acknowledged."""
        every = (*self.findings, *self.state)
        return [one for one in every if one.severity.fails and one.status is Status.OPEN]


def judge_range(
    history: History,
    walk: Walk,
    old: str,
    new: str,
    ring: KeyRing | None,
    tables: Tables,
    today: date,
) -> Range | None:
    """The commits after `old` up to `new`; None where `old` is not on the line of `new`.

    `ring` is the list of keys at `old`, where it is known; else what the records say.
    """
    line = walk.line(new, old)
    before = walk.objects.commit(old)
    if not line or line[0].parents[:1] != (old,):
        return None if line else _nothing(history, old, tables, today, ring)
    start = LazyUnit(history.source(old), tables.kinds)
    run = _Run(start, tables, advanced(KeyRing(), start) if ring is None else ring, walk, today)
    run.previous, run.parent = before.committer.when, old
    paths: dict[str, None] = {}
    for step in walk.steps(line, before):
        if history.prefix and not step.touches:
            run.previous, run.parent = step.commit.committer.when, step.commit.id
            continue
        paths.update(dict.fromkeys(run.take(step)))
    return _ended(run, start, paths, tables, today)


def _nothing(
    history: History, head: str, tables: Tables, today: date, ring: KeyRing | None
) -> Range:
    unit = LazyUnit(history.source(head), tables.kinds)
    known = advanced(KeyRing(), unit) if ring is None else ring
    return Range(unit, (), (), (), known, Tally(), default_day(unit, today))


def judge_staged(
    before: Source, after: Source, head: str, author: str, when: datetime, tables: Tables
) -> Range:
    """What a commit by git would bring: the index beside the newest commit."""
    start = LazyUnit(before, tables.kinds)
    every = {*before, *after}
    differing = [path for path in sorted(every) if before.get(path) != after.get(path)]
    unit = LazyUnit(after, tables.kinds)
    ring = advanced(KeyRing(), start)
    act = Act(author_id=author, when=when, days=days_of(when), seal=Seal.UNSEEN, described=False)
    change = Change(
        act=act,
        pairs=tuple(pairs_between(start, unit, differing)),
        ring=ring,
        anchored=_anchored(start),
        parent=head,
        flaws=tuple(_flaws(unit, [Touch(path, None, "") for path in differing])),
    )
    change = replace(change, manifest=lambda: _manifest(before))
    judged = judge_change(change, unit, OnChange(tables.rules))
    day = default_day(unit, when.date())
    state = judge(start, unit, day, tables.rules, differing)
    return Range(
        unit,
        tuple(located(one, unit.files) for one in judged.findings),
        tuple(located(one, unit.files) for one in state.new),
        (*judged.crashes, *state.crashes),
        ring,
        Tally(1),
        day,
    )


class _Run:
    """One commit after the other, each state a change of the one before."""

    def __init__(
        self, start: LazyUnit, tables: Tables, ring: KeyRing, walk: Walk, today: date
    ) -> None:
        self.unit = start
        self.ring = ring
        self.anchored = _anchored(start)
        self.previous: datetime | None = None
        self.parent = ""
        self.findings: list[Finding] = []
        self.crashes: list[Crash] = []
        self.tally = Tally()
        self._tables = tables
        self._rules = OnChange(tables.rules)
        self._walk = walk
        self._today = today

    def take(self, step: Step) -> list[str]:
        """Judge a commit; the files that it changes."""
        files = dict(self._files(step.touches))
        source = Changed(_source(self.unit), files)
        unit = LazyUnit(source, self._tables.kinds)
        change = Change(
            act=act_of(step.commit, self.ring, self.anchored, self.previous, first=False),
            pairs=tuple(pairs_between(self.unit, unit, files)),
            ring=self.ring,
            anchored=self.anchored,
            parent=self.parent,
            flaws=tuple(_flaws(unit, step.touches)),
            today=self._today,
        )
        before = _source(self.unit)
        change = replace(change, manifest=lambda: _manifest(before))
        judged = judge_change(change, unit, self._rules)
        self.findings += (located(one, source) for one in judged.findings)
        self.crashes += judged.crashes
        self._follow(change, unit)
        return list(files)

    def _files(self, touches: Iterable[Touch]) -> Iterator[tuple[str, bytes | None]]:
        for one in touches:
            if is_record(one.path):
                there = one.after is not None and not one.odd
                yield one.path, self._walk.objects.read(one.after or "") if there else None

    def _follow(self, change: Change, unit: LazyUnit) -> None:
        self.unit = unit
        self.tally.commits += 1
        if self.ring.version:
            self.tally.due += 1
            self.tally.signed += change.act.seal is Seal.GOOD
        if touches_keys(change):
            self.ring = advanced(self.ring, unit, floor=self.anchored)
        for _, one in change.of(Checkpoint):
            self.anchored = max(one.on, self.anchored or one.on)
        self.previous, self.parent = change.act.when, change.act.commit


def _ended(
    run: _Run, start: LazyUnit, paths: Mapping[str, None], tables: Tables, today: date
) -> Range:
    day = default_day(run.unit, today)
    judged = judge(start, run.unit, day, tables.rules, paths)
    state = tuple(located(one, run.unit.files) for one in judged.new)
    crashes = (*run.crashes, *judged.crashes)
    found = tuple(run.findings)
    return Range(run.unit, found, state, crashes, run.ring, run.tally, day, tuple(paths))


def _anchored(unit: Unit) -> date | None:
    return max((one.on for one in unit.all(Checkpoint)), default=None)


def _source(unit: LazyUnit) -> Source:
    assert isinstance(unit.files, Source)  # noqa: S101 - every LazyUnit is over one
    return unit.files


def _manifest(source: Source) -> tuple[int, str]:
    return manifest_of({path: sha256(data) for path, data in source.items()})


def _flaws(unit: LazyUnit, touches: Iterable[Touch]) -> Iterator[Flaw]:
    for one in touches:
        if one.odd:
            yield Flaw(one.path, mode=one.odd)
        elif one.after is not None and is_record(one.path):
            for problem, other in unit.doubled(one.path):
                yield Flaw(one.path, 0, "", problem.message, {**problem.args, "other": other})
            for problem in unit.problems:
                if problem.path == one.path and not problem.warning and problem.code != TWICE:
                    yield Flaw(one.path, problem.line, "", problem.message, problem.args)
