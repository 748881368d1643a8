"""What a check tells: of a unit, or of all units of a district as one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from tripower.core.exits import Exit
from tripower.core.findings import Finding, Problem
from tripower.core.messages import N_
from tripower.engine.doors import Checked
from tripower.engine.run import Crash

F = TypeVar("F", Finding, Problem)
SAME = N_("another unit of the district has the id `{id}` already")


class Told(msgspec.Struct, frozen=True):
    """Findings, what could not be read, and rules that crashed; `files` are for excerpts."""

    as_of: date
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    crashes: tuple[Crash, ...]
    files: Mapping[str, bytes]

    @property
    def unreadable(self) -> list[Problem]:
        """The faults that keep a part of a folder from being read."""
        return [one for one in self.problems if not one.warning]

    @property
    def code(self) -> Exit:
        """The exit status: 70 for a bug, 3 for unreadable data, 1 for what weighs, else 0."""
        if self.crashes:
            return Exit.BUG
        if self.unreadable:
            return Exit.UNREADABLE
        return Exit.REFUSED if any(f.severity.fails for f in self.findings) else Exit.CLEAN


def of_unit(done: Checked, wanted: Collection[str], path: str = "") -> Told:
    """What was found in a unit by the wanted rules, by all where none is named.

    `path` is the unit's folder in the district's: all files are then named from there.
    """
    findings = (one for one in done.findings if not wanted or one.rule_id in wanted)
    under = f"{path}/" if path else ""
    return Told(
        done.as_of,
        tuple(_below(under, one) for one in findings),
        tuple(_below(under, one) for one in done.unit.problems),
        done.crashes,
        {under + name: data for name, data in done.files.items()} if under else done.files,
    )


def of_units(checks: Mapping[str, Checked], wanted: Collection[str]) -> dict[str, Told]:
    """What was found in each unit of a district, by the unit's folder."""
    told = {path: of_unit(done, wanted, path) for path, done in checks.items()}
    return dict(zip(told, _namesakes(told, checks), strict=True))


def merged(every: Iterable[Told], today: date) -> Told:
    """All units as one, unit by unit, as of the latest of their days."""
    told = list(every)
    return Told(
        max((one.as_of for one in told), default=today),
        tuple(finding for one in told for finding in one.findings),
        tuple(problem for one in told for problem in one.problems),
        tuple(crash for one in told for crash in one.crashes),
        {name: data for one in told for name, data in one.files.items()},
    )


def _below(under: str, one: F) -> F:
    return replace(one, path=under + one.path) if under and one.path else one


def _namesakes(told: Mapping[str, Told], checks: Mapping[str, Checked]) -> Iterator[Told]:
    """Each unit, with a fault where its id is that of an earlier one."""
    earlier: set[str] = set()
    for path, one in told.items():
        name = checks[path].unit.unit_id
        if name and name in earlier:
            yield replace(one, problems=(*one.problems, _same(f"{path}/unit.yaml", name)))
        else:
            yield one
        earlier.add(name)


def _same(path: str, name: str) -> Problem:
    args = {"id": name}
    return Problem(path=path, line=1, field="unit_id", code="same-unit", message=SAME, args=args)
