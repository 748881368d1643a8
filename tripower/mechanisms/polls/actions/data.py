"""Writing about answers: what was read in, by its digests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from msgspec.structs import replace

from tripower.core.answer import refuse
from tripower.core.district import DistrictUnit
from tripower.core.exits import Exit
from tripower.core.messages import N_
from tripower.core.plan import Plan
from tripower.core.records import Digest, Event, Supersedes
from tripower.core.unit import Sees, Unit
from tripower.mechanisms.polls.headings import Known, known
from tripower.mechanisms.polls.mapping import PollMapping
from tripower.mechanisms.polls.records import PollData, PollResult, PollRound, Survey

Action = Callable[[Unit], Plan]
E = TypeVar("E", bound=Event)


def known_round(unit: Unit, round_id: str) -> PollRound:
    """The round of that id; refuses where there is none."""
    found = unit.get(PollRound, round_id)
    if found is None:
        rounds = ", ".join(one.round_id for one in unit.all(PollRound)) or "–"
        text = N_("there is no round {round}; on record: {rounds}")
        raise refuse(text, code=Exit.USAGE, round=round_id, rounds=rounds)
    return found


def data_of(unit: Unit, round_id: str) -> dict[Survey, PollData]:
    """What was read in of a round, by survey."""
    return {one.survey: one for one in unit.where(PollData, round_id=round_id)}


def surveyed(see: Sees, this: PollRound, mapping: PollMapping) -> Known:
    """The units that exist when the round is in the field, by every name that they go by.

    One that gets another name meanwhile is one unit under both.
    """
    days = (this.fieldwork_from, this.fieldwork_to)
    units = [one for one in see.all(DistrictUnit) if any(one.period.covers(day) for day in days)]
    names = {one.unit_id: one.name for one in units}
    categories = {one.unit_id: one.category for one in units}
    return known(names, categories, mapping, _renamed(units, this))


def _renamed(units: Sequence[DistrictUnit], this: PollRound) -> dict[str, str]:
    """What a unit became by a new name alone, neither merged nor divided, within the fieldwork."""
    ended = {one.unit_id for one in units if not one.period.covers(this.fieldwork_to)}
    later = [one for one in units if not one.period.covers(this.fieldwork_from)]
    found: dict[str, list[str]] = {}
    for one in later:
        for former in one.successor_of:
            found.setdefault(former, []).append(one.unit_id)
    alone = {one.unit_id for one in later if len(one.successor_of) == 1}
    return {
        former: names[0]
        for former, names in found.items()
        if former in ended and len(names) == 1 and names[0] in alone
    }


def put_result(record: PollResult, reason: str | None = None) -> Action:
    """Record a result, once the fieldwork is over; the same one is not recorded twice.

    With a reason another one is recorded as a correction of that on record.
    """

    def act(unit: Unit) -> Plan:
        this = known_round(unit, record.round_id)
        if record.computed_on < this.fieldwork_to:
            text = N_("the fieldwork of {round} lasts until {day}")
            raise refuse(text, round=this.round_id, day=this.fieldwork_to)
        held = unit.get(PollResult, record.round_id)
        if held is not None and not unlike(held, record):
            put = held
        elif held is not None and reason is None:
            text = N_(
                "another result of {round} is on record since {day}; where that one was wrong, "
                "correct it with --replace REASON"
            )
            raise refuse(text, round=this.round_id, day=held.computed_on)
        else:
            put = _correcting(unit, held, record, reason, record.computed_on)
        return Plan("poll score", f"poll score {record.key}", record.computed_on, [put])

    return act


def unlike(held: PollResult, record: PollResult) -> list[str]:
    """The fields in which two results differ, whenever they were computed."""
    told = {"computed_on", "late_entry", "supersedes"}
    fields = [name for name in held.__struct_fields__ if name not in told]
    return [name for name in fields if getattr(held, name) != getattr(record, name)]


def _correcting(unit: Unit, held: E | None, record: E, reason: str | None, on: date) -> E:
    """A record that says which file it corrects, and why; as it is where none is on record."""
    if held is None or reason is None:
        return record
    path, digest = unit.origin(held).path, Digest(unit.sha256(held))
    return replace(record, supersedes=Supersedes(path=path, sha256=digest, reason=reason, on=on))


def put_data(record: PollData, reason: str | None = None) -> Action:
    """Record what was read in; once on record, it is only ever corrected, with a reason."""

    def act(unit: Unit) -> Plan:
        this = known_round(unit, record.round_id)
        if record.imported_on < this.fieldwork_from:
            text = N_("{round} goes into the field only on {day}")
            raise refuse(text, round=this.round_id, day=this.fieldwork_from)
        held = unit.get(PollData, record.key)
        put = _correcting(unit, held, record, reason, record.imported_on)
        return Plan("poll import", f"poll import {record.key}", record.imported_on, [put])

    return act
