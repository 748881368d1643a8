"""The ledger of a district: the very bytes of each checkpoint of its units, one commit a visit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

from tripower.core.digests import sha256
from tripower.core.keyring import short
from tripower.core.trust import Checkpoint
from tripower.engine.desk import LOCK_TIMEOUT
from tripower.engine.outside import LEDGER, as_checkpoint, in_ledger, recorded
from tripower.engine.tables import Tables
from tripower.store.source import FolderSource
from tripower.trail.commit import Change, CommitFacts
from tripower.trail.opened import open_history
from tripower.trail.repository import open_repository
from tripower.trail.write import record

Row = tuple[str, int, date, str, str]
"""Unit, number, day, commit, short code."""


def new_checkpoints(place: Path, folder: Path, tables: Tables) -> dict[str, bytes]:
    """The files that a ledger lacks of a unit's checkpoints."""
    unit = recorded(open_history(folder), tables)
    known = in_ledger(place, unit.unit_id)
    return {
        f"{LEDGER}/{unit.unit_id}/{one.number}.yaml": unit.content(one)
        for one in unit.all(Checkpoint)
        if one.number not in known
    }


def keep(place: Path, files: Mapping[str, bytes], actor: str, when: datetime) -> str:
    """Record new files of the ledger in the district's repository; the commit."""
    facts = CommitFacts(
        operation="ledger add",
        record_ids=tuple(path.removesuffix(".yaml") for path in sorted(files)),
        actor_id=actor,
        actor_name="",
        parameters="",
        summary=f"ledger add: {len(files)}",
        when=when,
    )
    written = record(open_repository(place), lambda _: Change(files, facts), timeout=LOCK_TIMEOUT)
    return written.commit


def kept(place: Path, tables: Tables) -> Iterator[Row]:
    """What a ledger has, by unit and number."""
    for folder in FolderSource(place).inside(LEDGER).folders:
        unit_id = folder.rpartition("/")[2]
        for number, data in sorted(in_ledger(place, unit_id).items()):
            one = as_checkpoint(data, tables)
            if one is not None:
                yield unit_id, number, one.on, one.head[:10], short(sha256(data))
