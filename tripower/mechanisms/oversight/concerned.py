"""Which unit a record of oversight is about, and who headed it."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from tripower.core.district import DistrictUnit, UnitHead, heads_of, unit_name
from tripower.core.people import Position, acting_heads_on, heads_on
from tripower.core.records import Record
from tripower.core.unit import Sees

READS: tuple[type[Record], ...] = (DistrictUnit, UnitHead, Position)
PARAMETERS = ("pow.head_roles",)


class OfUnit(Protocol):
    """A record that names a unit of the district, or none where it is the folder's own."""

    @property
    def unit_id(self) -> str | None:
        """The unit of the district."""
        ...


def unit_of(record: OfUnit, see: Sees) -> str:
    """The name of the unit that a record is about."""
    if record.unit_id is not None:
        return unit_name(see, record.unit_id)
    return see.profile.name if see.profile is not None else ""


def heads(record: OfUnit, day: date, see: Sees) -> list[str]:
    """Who headed that unit on a day; empty where the registers do not tell.

    A deputy who leads the unit while the post is vacant is its head here (主持工作).
    """
    if record.unit_id is not None:
        return [one.person_id for one in heads_of(see, record.unit_id, day)]
    roles = see.on(day).words("pow.head_roles")
    return heads_on(see, day, roles) or acting_heads_on(see, day, roles)
