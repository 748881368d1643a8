"""Writing about answers: what was read in, by its digests."""

from __future__ import annotations

from collections.abc import Callable

from tripower.core.answer import refuse
from tripower.core.district import DistrictUnit
from tripower.core.exits import Exit
from tripower.core.messages import N_
from tripower.core.plan import Plan
from tripower.core.unit import Sees, Unit
from tripower.mechanisms.polls.headings import Known, known
from tripower.mechanisms.polls.mapping import PollMapping
from tripower.mechanisms.polls.records import PollData, PollResult, PollRound, Survey

Action = Callable[[Unit], Plan]


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
    """The units that exist when the round is in the field, by every name that they go by."""
    days = (this.fieldwork_from, this.fieldwork_to)
    units = [one for one in see.all(DistrictUnit) if any(one.period.covers(day) for day in days)]
    names = {one.unit_id: one.name for one in units}
    return known(names, {one.unit_id: one.category for one in units}, mapping)


def put_result(record: PollResult) -> Action:
    """Record a result, once the fieldwork is over; the same one is not recorded twice."""

    def act(unit: Unit) -> Plan:
        this = known_round(unit, record.round_id)
        if record.computed_on < this.fieldwork_to:
            text = N_("the fieldwork of {round} lasts until {day}")
            raise refuse(text, round=this.round_id, day=this.fieldwork_to)
        held = unit.get(PollResult, record.round_id)
        if held is not None and not same_result(held, record):
            text = N_(
                "another result of {round} is on record since {day}; correct that one with "
                "`tripower record supersede`"
            )
            raise refuse(text, round=this.round_id, day=held.computed_on)
        puts = [record if held is None else held]
        return Plan("poll score", f"poll score {record.key}", record.computed_on, puts)

    return act


def same_result(held: PollResult, record: PollResult) -> bool:
    """Whether two results say the same, whenever they were computed."""
    told = {"computed_on", "late_entry", "supersedes", "method"}
    fields = [name for name in held.__struct_fields__ if name not in told]
    return all(getattr(held, name) == getattr(record, name) for name in fields)


def put_data(record: PollData) -> Action:
    """Record what was read in; once on record, it is only ever corrected."""

    def act(unit: Unit) -> Plan:
        this = known_round(unit, record.round_id)
        if record.imported_on < this.fieldwork_from:
            text = N_("{round} goes into the field only on {day}")
            raise refuse(text, round=this.round_id, day=this.fieldwork_from)
        return Plan("poll import", f"poll import {record.key}", record.imported_on, [record])

    return act
