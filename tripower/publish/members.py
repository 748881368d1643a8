"""Figures of a district down to the records of its units: what each one counts, and as of when."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from tripower.core.answer import refuse
from tripower.core.kinds import KindTable
from tripower.core.messages import N_
from tripower.core.records import Record
from tripower.core.unit import Unit
from tripower.publish.issue import refuse_cut_history, unrecorded
from tripower.publish.notice import Source
from tripower.publish.provenance import Provenance
from tripower.trail.errors import TrailError
from tripower.trail.repository import open_repository

SCHEMA = "tripower-figures/1"


class Counting(msgspec.Struct, frozen=True):
    """A record that a figure counts; `by` is the one because of which it counts."""

    record: Record
    by: Record | None = None


class Member(msgspec.Struct, frozen=True):
    """A unit of a district whose records are counted.

    path: its folder, seen from the district's. figures: for each figure what it counts.
    behind: what decides whether something counts, such as votes.
    """

    path: str
    unit: Unit
    figures: Mapping[str, tuple[Counting, ...]]
    behind: tuple[Source, ...] = ()

    def sources(self) -> list[Source]:
        """All that a page with these figures shows of the unit."""
        every = [one for found in self.figures.values() for one in found]
        profile = [Source(self.unit.profile, ("unit_id", "name"))] if self.unit.profile else []
        reasons = [Source(one.by) for one in every if one.by is not None]
        return [*profile, *(Source(one.record) for one in every), *reasons, *self.behind]


def commits(folder: Path, members: Iterable[Member], kinds: KindTable) -> dict[str, str]:
    """For each unit's folder the last commit that changed anything that is counted.

    Refuses (1) where something of it is not recorded, (4) where a history is cut off.
    """
    found, missing = {}, _own(folder)
    for one in members:
        repository = open_repository(folder / one.path)
        refuse_cut_history(repository)
        provenance = Provenance(repository, one.unit, kinds)
        sources = one.sources()
        paths = {provenance.path(source) for source in sources}
        missing += [f"{one.path}/{path}" for path in unrecorded(paths, repository)]
        if not missing:
            found[one.path] = provenance.commit(sources)
    if missing:
        text = N_("not recorded, so nothing is published from it: {paths}")
        raise refuse(text, paths=", ".join(missing))
    return found


def _own(folder: Path) -> list[str]:
    """The list of units, where the district's folder has a history and the list is not in it."""
    try:
        return open_repository(folder).dirty(["district.yaml"])
    except TrailError:  # each unit has its own history, the list has none
        return []


def evidence(
    about: Mapping[str, Any],
    members: Iterable[Member],
    missing: Mapping[str, str],
    commit: Mapping[str, str],
) -> bytes:
    """For scripts: every figure with the kind and id of each record that it counts.

    `about` says of what and when, `missing` for each folder that is left out why. The same
    records give the same bytes in any language.
    """
    units = [_unit(one, commit[one.path]) for one in members]
    names = units[0]["figures"] if units else {}
    data = {
        "schema": SCHEMA,
        **about,
        "units_named": len(units) + len(missing),
        "units_counted": len(units),
        "figures": {name: sum(one["figures"][name] for one in units) for name in names},
        "units": units,
        "missing": [{"path": path, "why": why} for path, why in missing.items()],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _unit(one: Member, commit: str) -> dict[str, Any]:
    profile = one.unit.profile
    return {
        "unit_id": one.unit.unit_id,
        "name": profile.name if profile else None,
        "path": one.path,
        "commit": commit,
        "figures": {name: len(found) for name, found in one.figures.items()},
        "records": {
            name: [_counting(counting, one.unit) for counting in found]
            for name, found in one.figures.items()
        },
    }


def _counting(one: Counting, unit: Unit) -> dict[str, Any]:
    kind, key = one.record.subject
    told: dict[str, Any] = {"kind": kind, "id": key, "path": unit.origin(one.record).path}
    if one.by is not None:
        told["by"] = {"kind": one.by.subject[0], "id": one.by.subject[1]}
    return told
