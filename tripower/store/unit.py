"""Records become a `Unit`: corrections applied, references followed, parameters resolved."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import msgspec

from tripower.core import resources
from tripower.core.calendar import Calendar
from tripower.core.findings import Problem
from tripower.core.kinds import KindTable
from tripower.core.messages import N_
from tripower.core.parameters import Definition, Parameters, ParameterValue, unfit
from tripower.core.people import Person
from tripower.core.records import Event, Record
from tripower.core.registers import CalendarDay, CalendarYear, UnitProfile
from tripower.core.unit import Origin, Unit
from tripower.store.load import Files, Loaded, placed, problem_at, read_file, read_folder
from tripower.store.yaml_read import read

Records = dict[str, dict[str, Record]]


def load_folder(folder: Path, kinds: KindTable) -> Unit:
    """Build a unit from the files as they lie in a folder."""
    files, problems = read_folder(folder)
    return load(files, kinds, problems)


def load(files: Files, kinds: KindTable, problems: Iterable[Problem] = ()) -> Unit:
    """Build a unit from files; what cannot be read is a problem, the rest is there."""
    found: list[Loaded] = []
    reported = list(problems)
    for path in sorted(files):
        records, wrong = read_file(path, files[path], kinds)
        found.extend(records)
        reported.extend(wrong)
    return _assemble(found, files, kinds, reported)


def _assemble(found: list[Loaded], files: Files, kinds: KindTable, problems: list[Problem]) -> Unit:
    replaced, wrong = _superseded(found, files)
    live = [one for one in found if one.origin.path not in replaced]
    records, origins, doubled = _by_kind(live, kinds)
    values = [one for one in live if isinstance(one.record, ParameterValue)]
    raised = [
        *wrong,
        *doubled,
        *_profile_missing(records, files),
        *_missing_references(live, records),
        *_same_looking(records, origins),
        *(p for one in values for p in _unfit(one)),
    ]
    problems.extend(placed(p, files[p.path]) if p.path in files else p for p in raised)
    return Unit(
        records,
        origins,
        Parameters(definitions(), [v.record for v in values]),  # type: ignore[misc]
        _calendar(records),
        sorted(problems, key=lambda p: (p.path, p.line, p.column, p.code, p.field)),
        files,
        {one.origin.path: one.record for one in found if one.origin.path in replaced},
    )


def _by_kind(
    live: list[Loaded], kinds: KindTable
) -> tuple[Records, dict[tuple[str, str], Origin], list[Problem]]:
    records: Records = {kind.name: {} for kind in kinds}
    origins: dict[tuple[str, str], Origin] = {}
    doubled = []
    for one in live:
        first = origins.setdefault(one.record.subject, one.origin)
        if first is not one.origin:
            text = N_("{kind} `{key}` is on record twice; the other stands in {other}")
            kind, key = one.record.subject
            at = (*one.origin.pointer, *one.record.id_fields[:1])
            doubled.append(
                problem_at(one.origin.path, at, "twice", text, kind=kind, key=key, other=first.path)
            )
        else:
            records[one.record.kind][one.record.key] = one.record
    return records, origins, doubled


def _superseded(found: list[Loaded], files: Files) -> tuple[set[str], list[Problem]]:
    """The files that a later one corrects, and corrections that name no such file.

    A correction is of the same record: whatever else it names, it does not hide.
    """
    replaced: set[str] = set()
    wrong = []
    standing = {one.origin.path: one.record.subject for one in found}
    for one in found:
        told = one.record.supersedes if isinstance(one.record, Event) else None
        if told is None:
            continue
        data = files.get(told.path)
        if data is None or hashlib.sha256(data).hexdigest() != told.sha256:
            text = N_("it corrects {path}, but no file there has that digest")
        elif standing.get(told.path) != one.record.subject:
            text = N_("it corrects {path}, which holds another record")
        else:
            replaced.add(told.path)
            continue
        at = ("supersedes",)
        wrong.append(problem_at(one.origin.path, at, "supersedes", text, path=told.path))
    return replaced, wrong


def _profile_missing(records: Records, files: Files) -> Iterator[Problem]:
    if not records[UnitProfile.kind] and "unit.yaml" not in files:
        yield Problem(
            path="unit.yaml",
            line=1,
            code="no-unit",
            message=N_("there is no unit.yaml here, so this is not a unit's folder"),
            next=N_("Name the folder with --unit, or make a new unit with `tripower init`."),
        )


def _missing_references(live: list[Loaded], records: Records) -> Iterator[Problem]:
    for one in live:
        for field, kind, key in one.record.links():
            if key not in records.get(kind, {}):
                text = N_("there is no {kind} `{key}` on record")
                at = (*one.origin.pointer, *_split(field))
                yield problem_at(one.origin.path, at, "missing-reference", text, kind=kind, key=key)


def _split(field: str) -> tuple[str | int, ...]:
    return tuple(int(p) if p.isdigit() else p for p in field.split("."))


def _same_looking(records: Records, origins: dict[tuple[str, str], Origin]) -> Iterator[Problem]:
    """Two people whose names cannot be told apart in a roster."""
    seen: dict[str, str] = {}
    for key, person in records[Person.kind].items():
        name = getattr(person, "name", "").replace(" ", "").replace("\u3000", "").casefold()
        if name in seen:
            origin = origins[person.subject]
            text = N_("{first} and {second} have the same name; add what tells them apart")
            yield problem_at(
                origin.path,
                (*origin.pointer, "name"),
                "same-name",
                text,
                first=seen[name],
                second=key,
            )
        seen.setdefault(name, key)


def _unfit(one: Loaded) -> Iterator[Problem]:
    value = one.record
    if not isinstance(value, ParameterValue):
        return
    definition = {d.key: d for d in definitions()}.get(value.key_)
    path, pointer = one.origin.path, one.origin.pointer
    if definition is None:
        text = N_("there is no parameter `{key}`")
        yield problem_at(path, (*pointer, "key"), "unknown-parameter", text, key=value.key_)
    elif (why := unfit(definition, value.value)) is not None:
        text = N_("`{value}` is not what stands here; expected: {expected}")
        shown = value.value if isinstance(value.value, str) else "[…]"
        yield problem_at(path, (*pointer, "value"), "wrong-type", text, value=shown, expected=why)
    elif not definition.allows(value.value):
        text = N_("`{key}` may not be changed to {value} here")
        yield problem_at(
            path, (*pointer, "value"), "fixed-parameter", text, key=value.key_, value=value.value
        )


def _calendar(records: Records) -> Calendar:
    """The district's days; a year said to be given in full counts if any of them is in it."""
    given = [day for day in records[CalendarDay.kind].values() if isinstance(day, CalendarDay)]
    years = {
        one.year for one in records[CalendarYear.kind].values() if isinstance(one, CalendarYear)
    }
    return Calendar(
        {day.on: day.status.value for day in given}, years & {day.on.year for day in given}
    )


@cache
def definitions() -> tuple[Definition, ...]:
    """The parameters that come with the program; a fault in them is a bug, not bad data."""
    found: list[Definition] = []
    for path in sorted(resources.parameters().glob("*.yaml")):
        tree = read(path.read_bytes(), path.name).tree
        pack = msgspec.convert(tree, dict[str, list[Definition]], strict=False)
        found.extend(pack["definitions"])
    return tuple(found)
