"""Records become a `Unit`: corrections applied, references followed, parameters resolved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tripower.core.calendar import Calendar
from tripower.core.findings import Problem
from tripower.core.kinds import KindTable
from tripower.core.messages import N_
from tripower.core.parameters import DistrictParameterValue, Parameters, ParameterValue
from tripower.core.people import Person
from tripower.core.records import Record
from tripower.core.registers import CalendarDay, CalendarYear, UnitProfile
from tripower.core.unit import Origin, Unit
from tripower.store import consistency
from tripower.store.consistency import definitions
from tripower.store.folder import read_folder
from tripower.store.load import Files, Loaded, placed, read_file, records_of
from tripower.store.parsed import Parsed

Records = dict[str, dict[str, Record]]


def load_folder(folder: Path, kinds: KindTable) -> Unit:
    """Build a unit from the files as they lie in a folder."""
    there = read_folder(folder)
    return load(there.files, kinds, there.problems, there.parsed)


def load(
    files: Files,
    kinds: KindTable,
    problems: Iterable[Problem] = (),
    parsed: Mapping[str, Parsed] | None = None,
) -> Unit:
    """Build a unit from files; what cannot be read is a problem, the rest is there.

    `parsed` holds what of them is parsed already.
    """
    known = parsed or {}
    found: list[Loaded] = []
    reported = list(problems)
    for path in sorted(files):
        data = files[path]
        records, wrong = (
            records_of(path, data, known[path], kinds)
            if path in known
            else read_file(path, data, kinds)
        )
        found.extend(records)
        reported.extend(wrong)
    return assemble(found, files, kinds, reported)


def assemble(found: list[Loaded], files: Files, kinds: KindTable, problems: list[Problem]) -> Unit:
    """A unit from what its files hold, in order; adds to `problems` what does not fit together."""
    replaced, wrong = consistency.replaced_files(found, files)
    live = [one for one in found if one.origin.path not in replaced]
    records, origins, doubled = _by_kind(live, kinds)
    values = [one for one in live if isinstance(one.record, ParameterValue)]
    raised = [
        *wrong,
        *doubled,
        *_profile_missing(records, files),
        *consistency.missing_references(live, lambda kind, key: key in records.get(kind, {})),
        *consistency.same_looking(records[Person.kind].values(), origins),  # type: ignore[arg-type]
        *(p for one in values for p in consistency.unfit_values(one)),
    ]
    problems.extend(placed(p, files[p.path]) if p.path in files else p for p in raised)
    return Unit(
        records,
        origins,
        Parameters(definitions(), parameter_values(records)),
        calendar(records),
        sorted(problems, key=Problem.order),
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
        kind, key = subject = one.record.subject
        first = origins.setdefault(subject, one.origin)
        if first is not one.origin:
            doubled.append(consistency.doubled(one, first))
        else:
            records[kind][key] = one.record
    return records, origins, doubled


def _profile_missing(records: Records, files: Files) -> Iterator[Problem]:
    if not records[UnitProfile.kind] and "unit.yaml" not in files:
        yield Problem(
            path="unit.yaml",
            line=1,
            code="no-unit",
            message=N_("there is no unit.yaml here, so this is not a unit's folder"),
            next=N_("Name the folder with --unit, or make a new unit with `tripower init`."),
        )


def parameter_values(records: Mapping[str, Mapping[str, Record]]) -> list[ParameterValue]:
    """The values that the district and the unit have set."""
    kinds = (ParameterValue.kind, DistrictParameterValue.kind)
    every = (one for kind in kinds for one in records[kind].values())
    return [one for one in every if isinstance(one, ParameterValue)]


def calendar(records: Mapping[str, Mapping[str, Record]]) -> Calendar:
    """The district's days; a year said to be given in full counts if any of them is in it."""
    given = [day for day in records[CalendarDay.kind].values() if isinstance(day, CalendarDay)]
    years = {
        one.year for one in records[CalendarYear.kind].values() if isinstance(one, CalendarYear)
    }
    return Calendar(
        {day.on: day.status.value for day in given}, years & {day.on.year for day in given}
    )
