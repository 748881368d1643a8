"""What others hold of a unit's history: the ledger of a district, the word of other units."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tripower.core.digests import sha256
from tripower.core.keyring import KeyRing, advanced, signers
from tripower.core.trust import Checkpoint, Purpose, Signature, Witness
from tripower.core.unit import Unit
from tripower.engine.tables import Tables
from tripower.engine.verify import Held
from tripower.store.district import FILE, read_district
from tripower.store.lazy import LazyUnit
from tripower.store.load import read_file
from tripower.store.source import FolderSource
from tripower.trail.opened import History, open_history

LEDGER = "ledger"
"""The folder of a district with the checkpoints of its units, `ledger/UNIT/NUMBER.yaml`."""


def held_by(place: Path, folder: Path, tables: Tables) -> Iterator[Held]:
    """The checkpoints of a unit that a district, or another unit, holds in its folder."""
    here, there = open_history(folder), open_history(place)
    own = recorded(here, tables)
    outside = here.gitdir != there.gitdir
    if (place / FILE).is_file():
        yield from _of_ledger(place, own.unit_id, tables, outside=outside)
        return
    other = recorded(there, tables)
    yield from _of_witness(other, own.unit_id, outside=outside and other.unit_id != own.unit_id)


def recorded(history: History, tables: Tables) -> Unit:
    """The unit as the newest commit of a history has it."""
    return LazyUnit(history.source(history.head()), tables.kinds)


def in_ledger(place: Path, unit_id: str) -> dict[int, bytes]:
    """The checkpoints of a unit in a district's ledger, by number: the very bytes of each."""
    source = FolderSource(place)
    paths = source.inside(f"{LEDGER}/{unit_id}").files
    names = {path: path.rpartition("/")[2].removesuffix(".yaml") for path in paths}
    found = dict(source.read(path for path, name in names.items() if name.isdecimal()))
    return {int(names[path]): data for path, data in sorted(found.items())}


def as_checkpoint(data: bytes, tables: Tables) -> Checkpoint | None:
    """The checkpoint that some bytes are; None for other bytes."""
    loaded, _ = read_file("checkpoints/1.yaml", data, tables.kinds)
    found = loaded[0].record if loaded else None
    return found if isinstance(found, Checkpoint) else None


def _of_ledger(place: Path, unit_id: str, tables: Tables, *, outside: bool) -> Iterator[Held]:
    district = read_district(place)
    name = district.name if district else place.name
    for number, data in in_ledger(place, unit_id).items():
        one = as_checkpoint(data, tables)
        if one is not None:
            yield Held(name, number, sha256(data), one.head, one.on, outside)


def _of_witness(other: Unit, unit_id: str, *, outside: bool) -> Iterator[Held]:
    """What another unit says to have seen; it counts as a witness where a holder signed it."""
    ring = advanced(KeyRing(), other)
    name = other.profile.name if other.profile else "?"
    for one in other.all(Witness):
        if one.unit != unit_id:
            continue
        content = other.content(one)
        signatures = other.where(Signature, sha256=sha256(content))
        witness = bool(signers(ring, signatures, content, Purpose.WITNESS, one.on))
        yield Held(name, one.number, one.sha256, one.head, one.on, outside, witness)
