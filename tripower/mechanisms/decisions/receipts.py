"""A member's receipt: what to hold on to, so that the own vote can be shown to be there still."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import msgspec

from tripower.core.digests import sha256
from tripower.core.keyring import short
from tripower.core.trust import Checkpoint
from tripower.core.unit import Unit
from tripower.mechanisms.decisions.completeness import DIFFERENT
from tripower.mechanisms.decisions.records import Ballot, Minutes

SCHEMA = "tripower-receipt-1"


class Receipt(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A ballot as it was on record, with where it stood in the history.

    `text` is the whole file of the ballot; `minutes_sha256` and `checkpoint` are empty where
    there were none yet.
    """

    schema: str
    unit_id: str
    unit: str
    person_id: str
    meeting_id: str
    matter_id: str
    path: str
    sha256: str
    text: str
    commit: str
    exported_on: str
    minutes_path: str = ""
    minutes_sha256: str = ""
    checkpoint: int = 0
    checkpoint_sha256: str = ""
    code: str = ""


class Fault(StrEnum):
    """What does not hold any more."""

    UNIT = "unit"
    COMMIT = "commit"
    GONE = "gone"
    CHANGED = "changed"
    NOT_COUNTED = "not_counted"
    DISSENT = "dissent"
    MINUTES = "minutes"
    CHECKPOINT = "checkpoint"


def receipt(unit: Unit, ballot: Ballot, commit: str, day: str) -> Receipt:
    """The receipt of a ballot as the unit has it at a commit."""
    content = unit.content(ballot)
    told: dict[str, Any] = {}
    minutes = _minutes(unit, ballot.meeting_id)
    if minutes is not None:
        told["minutes_path"] = unit.origin(minutes).path
        told["minutes_sha256"] = unit.sha256(minutes)
    last = max(unit.all(Checkpoint), key=lambda one: one.number, default=None)
    if last is not None:
        digest = unit.sha256(last)
        told |= {"checkpoint": last.number, "checkpoint_sha256": digest, "code": short(digest)}
    return Receipt(
        schema=SCHEMA,
        unit_id=unit.unit_id,
        unit=unit.profile.name if unit.profile else "",
        person_id=ballot.person_id,
        meeting_id=ballot.meeting_id,
        matter_id=ballot.matter_id,
        path=unit.origin(ballot).path,
        sha256=sha256(content),
        text=content.decode(),
        commit=commit,
        exported_on=day,
        **told,
    )


def faults(held: Receipt, unit: Unit, *, known: bool) -> Iterator[Fault]:
    """What of a receipt the unit does not bear out; `known` says whether its commit is there."""
    if held.unit_id != unit.unit_id:
        yield Fault.UNIT
        return
    if not known:
        yield Fault.COMMIT
    now = unit.files.get(held.path)
    if now is None:
        yield Fault.GONE
    elif sha256(now) != held.sha256 or sha256(held.text.encode()) != held.sha256:
        yield Fault.CHANGED
    if held.minutes_path and _digest(unit, held.minutes_path) != held.minutes_sha256:
        yield Fault.MINUTES
    yield from _in_minutes(held, unit)
    if held.checkpoint:
        one = unit.get(Checkpoint, str(held.checkpoint))
        if one is None or unit.sha256(one) != held.checkpoint_sha256:
            yield Fault.CHECKPOINT


def _in_minutes(held: Receipt, unit: Unit) -> Iterator[Fault]:
    """The ballot is among those that the minutes counted, and a different opinion stands there."""
    minutes = _minutes(unit, held.meeting_id)
    ballot = unit.get(Ballot, f"{held.meeting_id}/{held.matter_id}/{held.person_id}")
    if minutes is None:
        return
    items = [one for one in minutes.items if one.matter_id == held.matter_id]
    counted = {one.sha256 for item in items for one in item.ballots}
    if held.sha256 not in counted:
        yield Fault.NOT_COUNTED
    if ballot is not None and ballot.choice in DIFFERENT and ballot.opinion is not None:
        told = {(one.person_id, one.text) for item in items for one in item.dissents}
        if (held.person_id, ballot.opinion) not in told:
            yield Fault.DISSENT


def _minutes(unit: Unit, meeting_id: str) -> Minutes | None:
    issued = (one for one in unit.linked(Minutes, ("meeting", meeting_id)) if not one.draft)
    return next(issued, None)


def _digest(unit: Unit, path: str) -> str:
    data = unit.files.get(path)
    return sha256(data) if data is not None else ""
