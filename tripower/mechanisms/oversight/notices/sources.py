"""The records that a paper of oversight shows, down to the names of the people in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from tripower.core.district import DistrictUnit, heads_of
from tripower.core.parameters import DistrictParameterValue, ParameterValue
from tripower.core.records import Record
from tripower.mechanisms.oversight.concerned import OfUnit
from tripower.publish.notice import Source
from tripower.publish.office import Office


def shown(
    events: Iterable[Record], office: Office, parameters: Collection[str] = ()
) -> list[Source]:
    """Events, the names of all whom they name, and the parameters that the paper reckons with."""
    told = list(events)
    named = {key for one in told for _, kind, key in one.links() if kind == "person"}
    people = (office.unit.person(one) for one in sorted(named))
    return [
        Source(office.profile, ("name", "short_name")),
        *map(Source, told),
        *(Source(one, ("name",)) for one in people if one is not None),
        *(Source(one) for one in _parameters(office, parameters)),
    ]


def whose(record: OfUnit, day: date, office: Office) -> Iterator[Record]:
    """The lines of the register that name the unit of a record, and who headed it on a day."""
    if record.unit_id is not None:
        unit = office.unit.get(DistrictUnit, record.unit_id)
        yield from (one for one in (unit,) if one is not None)
        yield from heads_of(office.unit, record.unit_id, day)


def _parameters(office: Office, keys: Collection[str]) -> list[ParameterValue]:
    values = (*office.unit.all(ParameterValue), *office.unit.all(DistrictParameterValue))
    return [one for one in values if one.key_ in keys]
