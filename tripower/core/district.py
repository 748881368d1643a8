"""The units of a district and their heads, as the keeper of the district's own records has them.

A unit's own folder tells of its posts; what the district decides on many units (selections,
polls) rests on these two registers of the office's folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

import msgspec

from tripower.core.dates import Period
from tripower.core.records import ID_PATTERN, Entry, Id, PersonId, Ref, Text
from tripower.core.unit import Sees

DistrictUnitId = Annotated[str, Ref("district_unit"), msgspec.Meta(pattern=ID_PATTERN)]


class DistrictUnit(Entry, frozen=True, kw_only=True):
    """A unit of the district, from its founding to its end (区直单位).

    A unit that is renamed or merged is a new line, which names those that it continues.

    unit_id: short id of the unit, the one in its own unit.yaml.
    name: full name of the unit.
    category: the category in which it is ranked (民调类别), such as 执法监管类.
    from: the day on which it was established (成立日期).
    to: the last day before it was abolished; open while it exists.
    successor_of: the units that it continues (前身).
    """

    kind = "district_unit"
    id_fields = ("unit_id",)
    day_field = "from_"

    unit_id: Id
    name: Text
    category: Text | None = None
    from_: date = msgspec.field(name="from")
    to: date | None = None
    successor_of: tuple[DistrictUnitId, ...] = ()

    @property
    def period(self) -> Period:
        """From the first to the last day, both included (DAT-05)."""
        return Period(self.from_, self.to)


class UnitHead(Entry, frozen=True, kw_only=True):
    """Who headed a unit of the district, and when (单位一把手).

    head_id: id of this line.
    unit_id: the unit.
    person_id: who headed it.
    title: the post as it is called.
    from: first day in the post.
    to: last day in the post; open while it lasts.
    """

    kind = "unit_head"
    id_fields = ("head_id",)
    day_field = "from_"

    head_id: Id
    unit_id: DistrictUnitId
    person_id: PersonId
    title: Text
    from_: date = msgspec.field(name="from")
    to: date | None = None

    @property
    def period(self) -> Period:
        """From the first to the last day, both included (DAT-05)."""
        return Period(self.from_, self.to)


def heads_of(see: Sees, unit_id: str, day: date) -> list[UnitHead]:
    """Who headed a unit on a day, in the order of the register; several where the post is two."""
    return [one for one in see.where(UnitHead, unit_id=unit_id) if one.period.covers(day)]


def unit_name(see: Sees, unit_id: str) -> str:
    """The name of a unit of the district, or its id where the register does not know it."""
    unit = see.get(DistrictUnit, unit_id)
    return unit.name if unit is not None else unit_id


def ancestors(see: Sees, unit_id: str) -> Iterator[DistrictUnit]:
    """The unit and all those that it continues, nearest first, each once."""
    waiting, seen = [unit_id], set[str]()
    while waiting:
        name = waiting.pop(0)
        unit = see.get(DistrictUnit, name)
        if unit is None or name in seen:
            continue
        seen.add(name)
        yield unit
        waiting += unit.successor_of
