"""Who headed a unit, and when, under whatever name it had (POL-11)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tripower.core.dates import Period, merge
from tripower.core.district import DistrictUnit, UnitHead, ancestors, heads_of
from tripower.core.unit import Sees
from tripower.mechanisms.polls.records import PollRound


def fieldwork(this: PollRound) -> Period:
    """The days on which people were asked."""
    return Period(this.fieldwork_from, this.fieldwork_to)


def heads_during(unit_ids: Iterable[str], days: Period, see: Sees) -> set[str]:
    """Who headed one of the units on any of the days, under the name it had then.

    A unit that got its new name within the days is headed by the same person under both.
    """
    lines = {
        line.head_id: line
        for name in unit_ids
        for unit in ancestors(see, name)
        for line in see.where(UnitHead, unit_id=unit.unit_id)
        if unit.unit_id == name or unit.period.overlaps(days)
    }
    return {one.person_id for one in lines.values() if one.period.overlaps(days)}


def heads_on(unit_id: str, day: date, see: Sees) -> tuple[str, ...]:
    """Who headed a unit on a day, or what continues it by then; in the order of the register."""
    lines = heads_of(see, unit_id, day)
    if not lines:
        later = [one for one in see.all(DistrictUnit) if unit_id in one.successor_of]
        lines = [line for unit in later for line in heads_of(see, unit.unit_id, day)]
    return tuple(dict.fromkeys(one.person_id for one in lines))


def in_office_since(unit_id: str, person_id: str, day: date, see: Sees) -> date | None:
    """Since when somebody had headed a unit on a day without a break, under whatever name."""
    names = [one.unit_id for one in ancestors(see, unit_id)]
    names += [one.unit_id for one in see.all(DistrictUnit) if unit_id in one.successor_of]
    lines = (
        line.period
        for name in dict.fromkeys(names)
        for line in see.where(UnitHead, unit_id=name, person_id=person_id)
    )
    held = next((one for one in merge(lines) if one.covers(day)), None)
    return held.first if held is not None else None
