"""Which powers one person has in several units of a district, and on which days (POW-16).

An id names a person within one unit only: `li` here and `li` there may be two people. What
tells one person from another in the whole district is `staff_no`. People without it who have
the same name may be one person; that is said, not assumed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

import msgspec

from tripower.core.dates import Period, sweep
from tripower.core.registers import UnitProfile
from tripower.core.unit import Sees
from tripower.mechanisms.power_split.allocation.parts import holders, reporting_period
from tripower.mechanisms.power_split.records import Power, PowerAssignment


class Charge(msgspec.Struct, frozen=True):
    """A power that a person has in one unit, and on which days."""

    unit: UnitProfile
    name: str
    staff_no: str | None
    power: Power
    line: PowerAssignment
    days: Period


class Gathering(msgspec.Struct, frozen=True):
    """Powers in several units on the same days.

    `sure` where one number stands with all of them; else some stand with the name alone.
    """

    name: str
    staff_no: str | None
    sure: bool
    days: Period
    held: tuple[Charge, ...]

    @property
    def units(self) -> tuple[UnitProfile, ...]:
        """The units, each once, in the order of the district."""
        return tuple(dict.fromkeys(one.unit for one in self.held))

    @property
    def count(self) -> int:
        """How many powers; the same power in two units is two."""
        return len({(one.unit.unit_id, one.power) for one in self.held})


def charges(see: Sees, as_of: date) -> tuple[Charge, ...]:
    """Who is in charge of what in one unit up to a day; a stand-in once it counts (POW-10)."""
    unit = see.profile
    if unit is None:
        return ()
    return tuple(
        Charge(unit, see.name(line.person_id), _number(see, line.person_id), power, line, part.days)
        for part in holders(see, reporting_period(unit, as_of))
        for line in part.held
        for power in part.counted(line.person_id)
        if power is line.power
    )


def _number(see: Sees, person_id: str) -> str | None:
    person = see.person(person_id)
    return person.staff_no if person else None


def across(found: Iterable[Charge]) -> Iterator[Gathering]:
    """Whoever has powers in more than one unit at a time: first by number, then by name."""
    every = list(found)
    for number in sorted({one.staff_no for one in every if one.staff_no}):
        own = [one for one in every if one.staff_no == number]
        yield from _gatherings(own, number, sure=True)
    for perhaps, alike in _namesakes(every):
        yield from _gatherings(alike, perhaps, sure=False)


def _namesakes(every: list[Charge]) -> Iterator[tuple[str | None, list[Charge]]]:
    """People of one name, some of them without number: each number with all that have none."""
    for name in sorted({one.name for one in every if one.staff_no is None}):
        alike = [one for one in every if one.name == name]
        numbers = sorted({one.staff_no for one in alike if one.staff_no})
        for number in numbers or (None,):
            yield number, [one for one in alike if one.staff_no in (number, None)]


def _gatherings(own: list[Charge], number: str | None, *, sure: bool) -> Iterator[Gathering]:
    for days, held in _together(own):
        several = len({one.unit.unit_id for one in held}) > 1
        if several and (sure or any(one.staff_no is None for one in held)):
            yield Gathering(held[0].name, number, sure, days, held)


def _together(own: Sequence[Charge]) -> Iterator[tuple[Period, tuple[Charge, ...]]]:
    """The days cut wherever a charge begins or ends, those with the same powers joined."""
    window = Period(min(one.days.first for one in own), max(one.days.last for one in own))
    cut = [(days, _held(own, days.first)) for days in sweep((one.days for one in own), window)]
    for _, run in groupby(cut, lambda one: {(c.unit.unit_id, c.power) for c in one[1]}):
        parts = list(run)
        yield Period(parts[0][0].start, parts[-1][0].end), parts[0][1]


def _held(own: Sequence[Charge], day: date) -> tuple[Charge, ...]:
    return tuple(one for one in own if one.days.covers(day))
