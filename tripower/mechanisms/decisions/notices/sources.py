"""The records that a page of minutes shows, down to the names of the people in it."""

from __future__ import annotations

from collections.abc import Iterator

from tripower.core.parameters import DistrictParameterValue, ParameterValue
from tripower.core.people import Position
from tripower.core.records import Record
from tripower.core.registers import UnitProfile
from tripower.core.unit import Unit
from tripower.mechanisms.decisions import status
from tripower.mechanisms.decisions.records import (
    Attendance,
    Ballot,
    Confirmation,
    EmergencyDecision,
    HeadDecision,
    Material,
    Matter,
    Meeting,
    Minutes,
    Recusals,
    SecretTally,
    Speeches,
    WrittenOpinion,
)
from tripower.publish.notice import Source

OF_ROUND: tuple[type[Record], ...] = (
    Attendance,
    Speeches,
    Recusals,
    Ballot,
    SecretTally,
    WrittenOpinion,
    HeadDecision,
)
POST = ("person_id", "role", "from_", "to")
OF_MATTER: tuple[type[Record], ...] = (Confirmation, Material, EmergencyDecision)


def sources(minutes: Minutes, meeting: Meeting, profile: UnitProfile, unit: Unit) -> list[Source]:
    """Everything that the page is made from."""
    events = [minutes, meeting, *_events(minutes, meeting, unit)]
    named = {key for one in events for _, kind, key in one.links() if kind == "person"}
    proposers = {one.proposer_id for one in events if isinstance(one, Matter)}
    persons = (unit.person(one) for one in sorted(named))
    return [
        Source(profile, ("name", "short_name")),
        *(Source(one) for one in events),
        *(Source(one, ("name",)) for one in persons if one is not None),
        *(Source(one, POST) for one in unit.all(Position) if one.person_id in proposers),
        *(Source(one) for one in _parameters(unit)),
    ]


def _events(minutes: Minutes, meeting: Meeting, unit: Unit) -> Iterator[Record]:
    for item in minutes.items:
        for kind in OF_ROUND:
            yield from unit.where(kind, meeting_id=meeting.meeting_id, matter_id=item.matter_id)
        matter = unit.get(Matter, item.matter_id)
        if matter is not None:
            yield matter
        for kind in OF_MATTER:
            yield from unit.where(kind, matter_id=item.matter_id)


def _parameters(unit: Unit) -> list[ParameterValue]:
    values = (*unit.all(ParameterValue), *unit.all(DistrictParameterValue))
    return [one for one in values if one.key_ in status.PARAMETERS]
