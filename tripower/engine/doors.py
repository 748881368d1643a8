"""The doors to the engine that only read: a folder as it lies, a folder as of a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import msgspec
from msgspec.structs import replace

from tripower.core.findings import Finding
from tripower.core.kinds import KindTable
from tripower.core.records import Event, Record
from tripower.core.rules import Rule
from tripower.core.unit import Unit
from tripower.engine.judge import Crash, judge
from tripower.store.load import Files, read_folder
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
    files, problems = read_folder(folder)
    files |= instead or {}
    unit = load(files, kinds, problems)
    day = as_of or default_day(unit, today)
    if as_of is not None:
        unit = as_known(unit, as_of)
    judgement = judge(None, unit, day, rules)
    findings = tuple(sorted((located(f, files) for f in judgement.findings), key=Finding.order))
    return Checked(unit, findings, judgement.crashes, day, files)


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
