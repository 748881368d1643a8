"""The doors to the engine that only read: a folder as it lies, a folder as of a day."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import msgspec
from msgspec.structs import replace

from tripower.core.findings import Finding
from tripower.core.kinds import KindTable
from tripower.core.records import Event, Record
from tripower.core.rules import Rule
from tripower.core.unit import Unit
from tripower.engine.judge import judge
from tripower.engine.run import Crash
from tripower.engine.warm import facts_of, names_of, open_warm
from tripower.store import facts
from tripower.store.folder import read_folder
from tripower.store.load import Files
from tripower.store.unit import load
from tripower.store.yaml_read import locate


class Checked(msgspec.Struct, frozen=True):
    """What a check of a folder found, with the files it read (for excerpts)."""

    unit: Unit
    findings: tuple[Finding, ...]
    crashes: tuple[Crash, ...]
    as_of: date
    files: Files


def check(
    folder: Path,
    kinds: KindTable,
    rules: Mapping[str, Rule],
    as_of: date | None,
    today: date,
    instead: Files | None = None,
) -> Checked:
    """Judge a folder as it lies. Without `as_of`, as of today or the end of its period.

    `instead` are files to be taken for those of the folder: what if the rules were others?
    """
    if as_of is not None or instead:
        return _whole(folder, kinds, rules, as_of, today, instead or {})
    warm = open_warm(folder, kinds)
    day = default_day(warm.unit, today) if warm is not None else None
    if warm is None or day is None or not warm.fits(day):
        return _whole(folder, kinds, rules, None, today, {})
    run = warm.run(day, rules)
    done = _checked(warm.unit, run.all(rules), run.crashes.values(), day, warm.unit.files)
    if not run.crashes:
        facts.keep(folder, warm.found(day, run))
    return done


def _whole(
    folder: Path,
    kinds: KindTable,
    rules: Mapping[str, Rule],
    as_of: date | None,
    today: date,
    instead: Files,
) -> Checked:
    """Read and judge everything; what is found out about a big folder is kept."""
    begun = time.time_ns()
    there = read_folder(folder)
    files = {**there.files, **instead}
    parsed = {path: one for path, one in there.parsed.items() if path not in instead}
    unit = load(files, kinds, there.problems, parsed)
    day = as_of or default_day(unit, today)
    if as_of is not None:
        unit = as_known(unit, as_of)
    judgement = judge(None, unit, day, rules)
    plain = as_of is None and not (instead or unit.problems or judgement.crashes)
    if plain and len(files) >= MANY and facts.place(folder):
        seen, folders = (facts.stamped(folder, p, begun) for p in (sorted(files), there.folders))
        names = names_of(unit, kinds)
        facts.keep(folder, facts_of(day, seen, folders, names, judgement.unclean))
    return _checked(unit, judgement.findings, judgement.crashes, day, files)


MANY = 1_000
"""Files from which on it pays to keep what was found out about them."""


def _checked(
    unit: Unit, findings: Iterable[Finding], crashes: Iterable[Crash], day: date, files: Files
) -> Checked:
    found = sorted((located(one, files) for one in findings), key=Finding.order)
    return Checked(unit, tuple(found), tuple(crashes), day, files)


def default_day(unit: Unit, today: date) -> date:
    """Today, or the end of the unit's period where that is earlier."""
    end = unit.profile.period.to if unit.profile else None
    return min(today, end) if end else today


def located(finding: Finding, files: Files) -> Finding:
    """The finding with the line of its field, which is looked up only now."""
    if finding.path not in files:
        return finding
    line, _ = locate(files[finding.path], finding.pointer)
    return replace(finding, line=line)


def as_known(unit: Unit, day: date) -> Unit:
    """The unit without the events after a day, and without what hangs on them alone."""
    gone = {
        record.subject
        for held in unit.records.values()
        for record in held.values()
        if isinstance(record, Event) and record.day is not None and record.day > day
    }
    records: dict[str, dict[str, Record]] = {}
    for kind, held in unit.records.items():
        records[kind] = {key: one for key, one in held.items() if not _hangs_on(one, gone)}
    rest = unit.problems, unit.files, unit.replaced
    return Unit(records, unit.origins, unit.parameters, unit.calendar, *rest)


def _hangs_on(record: Record, gone: set[tuple[str, str]]) -> bool:
    """A later event goes; so does what has no day of its own and belongs to one."""
    if record.subject in gone:
        return True
    if not isinstance(record, Event) or record.day is not None:
        return False
    return any((kind, key) in gone for _, kind, key in record.links())
