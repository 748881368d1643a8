"""Which powers one person has in several units of a district (POW-16)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tripower.core.dates import Period
from tripower.core.unit import Sees
from tripower.mechanisms.power_split.allocation.parts import holders
from tripower.mechanisms.power_split.records import Power


@dataclass(frozen=True)
class Elsewhere:
    """What one person is in charge of on a day, unit by unit."""

    person_id: str
    held: tuple[tuple[str, Power], ...]

    @property
    def units(self) -> tuple[str, ...]:
        """The units, each once."""
        return tuple(dict.fromkeys(unit_id for unit_id, _ in self.held))


def across(units: Iterable[Sees], day: date) -> Iterator[Elsewhere]:
    """Everyone who is in charge of powers in more than one unit on a day, by id."""
    found: dict[str, list[tuple[str, Power]]] = {}
    for see in units:
        for person_id, power in _held(see, day):
            unit_id = see.profile.unit_id if see.profile else ""
            found.setdefault(person_id, []).append((unit_id, power))
    for person_id in sorted(found):
        one = Elsewhere(person_id, tuple(found[person_id]))
        if len(one.units) > 1:
            yield one


def _held(see: Sees, day: date) -> Iterator[tuple[str, Power]]:
    for part in holders(see, Period(day, day)):
        for person_id in dict.fromkeys(one.person_id for one in part.held):
            for power in part.powers_of(person_id):
                yield person_id, power
