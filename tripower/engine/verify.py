"""The door through which a whole history comes: every commit, then the state that it led to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec
from msgspec.structs import replace

from tripower.core.changes import Claim, Evidence
from tripower.core.digests import sha256
from tripower.core.exits import Exit
from tripower.core.findings import Finding
from tripower.core.keyring import KeyRing
from tripower.core.trust import Checkpoint
from tripower.core.unit import Unit
from tripower.engine.changes import heavy, judge_evidence
from tripower.engine.doors import default_day, located
from tripower.engine.judge import judge
from tripower.engine.ranges import Range, judge_range
from tripower.engine.replay import Replay, Tally, is_record
from tripower.engine.run import Crash
from tripower.engine.since import Seen, keep, recall, ring_at
from tripower.engine.tables import Tables
from tripower.store.lazy import LazyUnit
from tripower.store.source import FolderSource
from tripower.trail.errors import TrailError
from tripower.trail.opened import History, open_history


class Held(msgspec.Struct, frozen=True):
    """A checkpoint that somebody holds: by whom, its number, digest and head.

    `outside` says that it lies in another repository, `witness` that another unit signed it.
    """

    by: str
    number: int
    sha256: str
    head: str
    on: date | None = None
    outside: bool = True
    witness: bool = False


class Verified(msgspec.Struct, frozen=True, kw_only=True):
    """What the walk through a history gave.

    `findings` are those of the trail, `state` those of the state at the end. `files` are for
    excerpts. `since` is the commit from which the walk went on, "" for the whole history, and
    `touched` are the files that changed from there on.
    """

    head: str
    as_of: date
    unit: Unit
    findings: tuple[Finding, ...]
    state: tuple[Finding, ...] = ()
    crashes: tuple[Crash, ...] = ()
    files: Mapping[str, bytes] = {}
    tally: Tally = msgspec.field(default_factory=Tally)
    ring: KeyRing = KeyRing()
    claims: tuple[Claim, ...] = ()
    witnesses: tuple[str, ...] = ()
    since: str = ""
    touched: tuple[str, ...] = ()
    whole: bool = True

    @property
    def code(self) -> Exit:
        """Exit status: 70 a bug, 4 incomplete, 5 the trail is broken, 3 unreadable, 1 else."""
        if self.crashes:
            return Exit.BUG
        if not self.whole:
            return Exit.INCOMPLETE
        if heavy(self.findings):
            return Exit.BROKEN
        if any(not one.warning for one in self.unit.problems):
            return Exit.UNREADABLE
        return Exit.REFUSED if heavy(self.state) else Exit.CLEAN


def verify(folder: Path, tables: Tables, today: date, held: Sequence[Held] = ()) -> Verified:
    """Walk the history of a unit once: rules on change at each commit, all others at its end.

    `held` is what others hold of it. TrailError where there is no history to read.
    """
    history = open_history(folder)
    return verify_at(history, history.head(), tables, today, held)


def verify_since(
    folder: Path, tables: Tables, today: date, held: Sequence[Held] = ()
) -> tuple[Verified, Seen | None]:
    """Go on from what was verified before, where that is on the line; else walk all of it.

    Then only what the new commits touch is judged, and the work folder is compared as git sees it.
    """
    history = open_history(folder)
    head, seen = history.head(), recall(history)
    found = _range(history, seen, head, tables, today) if seen is not None else None
    if seen is None or found is None:
        return verify_at(history, head, tables, today, held), None
    walk = history.walk()
    names = {one.id for one in walk.line(head)} if held else set()
    claims = tuple(_claim(one, names, found.unit) for one in held)
    evidence = Evidence(edited=tuple(sorted(_edited(history))), claims=claims)
    more = judge_evidence(evidence, found.unit, tables.rules, head, found.as_of)
    tally = Tally(
        seen.tally.commits + found.tally.commits,
        seen.tally.due + found.tally.due,
        seen.tally.signed + found.tally.signed,
    )
    done = Verified(
        head=head,
        as_of=found.as_of,
        unit=found.unit,
        findings=_sorted([*found.findings, *more]),
        state=_sorted(found.state),
        crashes=found.crashes,
        files=found.unit.files,
        tally=tally,
        ring=found.ring,
        claims=claims,
        witnesses=_witnesses(claims),
        since=seen.head,
        touched=found.paths,
    )
    return done, seen


def _range(history: History, seen: Seen, head: str, tables: Tables, today: date) -> Range | None:
    try:
        start = LazyUnit(history.source(seen.head), tables.kinds)
        ring = ring_at(start, seen.keys)
        return judge_range(history, history.walk(), seen.head, head, ring, tables, today)
    except TrailError:  # gone, or damaged: the whole walk says what
        return None


def _edited(history: History) -> Iterator[str]:
    return seen_by_git(history) if history.folder is not None else iter(())


def _witnesses(claims: Sequence[Claim]) -> tuple[str, ...]:
    return tuple(sorted({one.by for one in claims if one.known and one.same and one.witness}))


def remember(folder: Path, done: Verified, light: int, ballots: tuple[int, int]) -> None:
    """Keep what was verified, where the trail held and nothing was unreadable."""
    readable = not any(not one.warning for one in done.unit.problems)
    if done.code in (Exit.CLEAN, Exit.REFUSED) and readable:
        seen = Seen("", done.head, done.as_of, done.tally, done.ring.chain, light, ballots)
        keep(open_history(folder), seen)


def verify_at(
    history: History, head: str, tables: Tables, today: date, held: Sequence[Held] = ()
) -> Verified:
    """The same up to a commit; where there are work files, they are compared with it."""
    walk = history.walk()
    replay = Replay(tables.kinds, tables.rules, walk.objects.read)
    evidence = Evidence()
    names: set[str] = set()
    try:
        line = walk.line(head)
        names = {one.id for one in line}
        for step in walk.steps(line):
            replay.take(step)
    except TrailError as error:
        evidence = _damage(error)
    unit = replay.unit.whole()
    day = default_day(unit, today)
    if not (evidence.damage or evidence.missing):
        evidence = _looked(history, unit)
    claims = tuple(_claim(one, names, unit) for one in held)
    evidence = replace(evidence, claims=claims)
    judged = judge(None, unit, day, tables.rules)
    return Verified(
        head=head,
        as_of=day,
        unit=unit,
        findings=_sorted(
            [*replay.findings, *judge_evidence(evidence, unit, tables.rules, head, day)]
        ),
        state=_sorted(located(one, unit.files) for one in judged.findings),
        crashes=(*replay.crashes, *judged.crashes),
        files={**unit.files, **replay.shown},
        tally=replay.tally,
        ring=replay.ring,
        claims=claims,
        witnesses=_witnesses(claims),
        whole=not evidence.missing,
    )


def _sorted(findings: Iterator[Finding] | Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=Finding.order))


def _damage(error: TrailError) -> Evidence:
    """What stopped the walk: an object that is not there, or one that is another."""
    name = str(error.fields.get("object", "")) or str(error)
    if error.exit_code is Exit.INCOMPLETE:
        return Evidence(missing=(name,))
    return Evidence(damage=((name, str(error.fields.get("why", error))),))


def _looked(history: History, unit: Unit) -> Evidence:
    """What in the work folder is not as recorded, and what of that git would not show."""
    if history.folder is None:
        return Evidence()
    there = dict(FolderSource(history.folder).read(unit.files))
    differing = {path for path, data in unit.files.items() if there.get(path) != data}
    if not differing:
        return Evidence()
    seen = set(seen_by_git(history))
    return Evidence(hidden=tuple(sorted(differing - seen)), edited=tuple(sorted(differing & seen)))


def seen_by_git(history: History) -> Iterator[str]:
    """The record files of which `git status` would say that they differ."""
    cut = len(history.prefix)
    for path in history.git.status(untracked_files="no"):
        if path.startswith(history.prefix) and is_record(path[cut:]):
            yield path[cut:]


def _claim(held: Held, names: set[str], unit: Unit) -> Claim:
    """What is held outside beside what is here."""
    here = unit.get(Checkpoint, str(held.number))
    return Claim(
        by=held.by,
        number=held.number,
        head=held.head,
        known=held.head in names,
        same=here is not None and sha256(unit.content(here)) == held.sha256,
        on=held.on,
        ledger=held.outside and not held.witness,
        witness=held.outside and held.witness,
    )
