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
from tripower.core.trust import Checkpoint, KeyChange
from tripower.core.unit import Unit
from tripower.engine.changes import heavy, judge_evidence
from tripower.engine.doors import default_day, located
from tripower.engine.judge import judge
from tripower.engine.ranges import judge_range
from tripower.engine.replay import Replay, Tally
from tripower.engine.run import Crash
from tripower.engine.since import Seen, keep, recall, ring_at
from tripower.engine.tables import Tables
from tripower.store.source import FolderSource, is_record
from tripower.store.unit import load
from tripower.trail.errors import TrailError
from tripower.trail.opened import History, open_history
from tripower.trail.unwatched import unwatched


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
    excerpts. `since` is the commit from which the walk went on, "" for the whole history.
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

    Only the new commits are judged as commits. That the others are there, the state that all of
    them lead to, and the work folder are looked at each time.
    """
    history = open_history(folder)
    head, seen = history.head(), recall(history)
    done = _gone_on(history, seen, head, tables, today, held) if seen is not None else None
    if done is None:
        return verify_at(history, head, tables, today, held), None
    return done, seen


def _gone_on(
    history: History, seen: Seen, head: str, tables: Tables, today: date, held: Sequence[Held]
) -> Verified | None:
    try:
        names = {one.id for one in history.walk().line(head)}
        unit = load(history.files(head), tables.kinds)
        listed = tables.kinds.by_name[KeyChange.kind].path.partition("{")[0]
        ring = ring_at(load(history.files(seen.head, listed), tables.kinds), seen.keys)
        found = judge_range(history, history.walk(), seen.head, head, ring, tables, today)
    except TrailError:  # gone, or damaged: the whole walk says what
        return None
    if found is None:
        return None
    counts = zip(
        msgspec.structs.astuple(seen.tally), msgspec.structs.astuple(found.tally), strict=True
    )
    told = _Told(
        found.findings, found.crashes, Tally(*map(sum, counts)), found.ring, found.unit.files
    )
    evidence = _looked(history, unit)
    return _said(told, evidence, unit, head, tables, today, _claims(held, names, unit), seen.head)


def _witnesses(claims: Sequence[Claim]) -> tuple[str, ...]:
    return tuple(sorted({one.by for one in claims if one.known and one.same and one.witness}))


def remember(folder: Path, done: Verified, light: int) -> None:
    """Keep what was verified, where the trail held and nothing was unreadable."""
    readable = not any(not one.warning for one in done.unit.problems)
    if done.code in (Exit.CLEAN, Exit.REFUSED) and readable:
        keep(open_history(folder), Seen("", done.head, done.tally, done.ring.chain, light))


def verify_at(
    history: History, head: str, tables: Tables, today: date, held: Sequence[Held] = ()
) -> Verified:
    """The same up to a commit; where there are work files, they are compared with it."""
    walk = history.walk()
    replay = Replay(tables.kinds, tables.rules, walk.objects.read, today)
    evidence = Evidence()
    names: set[str] = set()
    try:
        line = walk.line(head)
        names = {one.id for one in line}
        for step in walk.steps(line):
            if step.touches or not history.prefix:
                replay.take(step)
            else:
                replay.pass_over(step.commit)
    except TrailError as error:
        evidence = _damage(error)
    unit = replay.unit.whole()
    if not (evidence.damage or evidence.missing):
        evidence = _looked(history, unit)
    told = _Told(replay.findings, replay.crashes, replay.tally, replay.ring, replay.shown)
    return _said(told, evidence, unit, head, tables, today, _claims(held, names, unit))


class _Told(msgspec.Struct, frozen=True):
    """What the commits gave that were judged one by one."""

    findings: Sequence[Finding]
    crashes: Sequence[Crash]
    tally: Tally
    ring: KeyRing
    files: Mapping[str, bytes]


def _said(  # noqa: PLR0913, PLR0917 - what was found, put together once
    told: _Told,
    evidence: Evidence,
    unit: Unit,
    head: str,
    tables: Tables,
    today: date,
    claims: tuple[Claim, ...],
    since: str = "",
) -> Verified:
    """The verdict: what the commits gave, what the repository shows, the state at the end."""
    day = default_day(unit, today)
    shown = judge_evidence(replace(evidence, claims=claims), unit, tables.rules, head, day)
    judged = judge(None, unit, day, tables.rules)
    return Verified(
        head=head,
        as_of=day,
        unit=unit,
        findings=_sorted([*told.findings, *shown]),
        state=_sorted(located(one, unit.files) for one in judged.findings),
        crashes=(*told.crashes, *judged.crashes),
        files={**unit.files, **told.files},
        tally=told.tally,
        ring=told.ring,
        claims=claims,
        witnesses=_witnesses(claims),
        since=since,
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
    source = FolderSource(history.folder)
    there = dict(source.read(unit.files))
    edited = {p for p, data in unit.files.items() if _turned(there.get(p, b"")) != _turned(data)}
    edited |= unit.files.keys() - there.keys()
    more = set(source) - unit.files.keys()
    if not (edited or more):
        return Evidence()
    shown = set(_shown(history))
    return Evidence(
        hidden=tuple(sorted((edited | more) - shown)),
        edited=tuple(sorted(edited & shown)),
        unrecorded=tuple(sorted(more & shown)),
    )


def _turned(data: bytes) -> bytes:
    """The same with the line ends of every system, which git turns where it is set up so."""
    return data.replace(b"\r\n", b"\n")


def _shown(history: History) -> Iterator[str]:
    """The record files of which `git status` says that they differ."""
    cut = len(history.prefix)
    blind = unwatched(history.gitdir / "index")
    for path in history.git.status(untracked_files="all"):
        if path.startswith(history.prefix) and is_record(path[cut:]) and path not in blind:
            yield path[cut:]


def _claims(held: Sequence[Held], names: set[str], unit: Unit) -> tuple[Claim, ...]:
    return tuple(_claim(one, names, unit) for one in held)


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
