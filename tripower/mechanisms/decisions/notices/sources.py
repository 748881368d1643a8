"""The records that a page shows, down to the names of the people in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from tripower.core.parameters import DistrictParameterValue, ParameterValue
from tripower.core.people import Position
from tripower.core.records import Record
from tripower.core.unit import Unit
from tripower.mechanisms.decisions import status
from tripower.mechanisms.decisions.notices.office import Office
from tripower.mechanisms.decisions.records import (
    Attendance,
    Ballot,
    Confirmation,
    EmergencyDecision,
    HeadDecision,
    Material,
    Matter,
    Meeting,
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
POST = ("person_id", "role", "title", "from_", "to")


def shown(
    events: Iterable[Record],
    office: Office,
    *,
    posts_of: Collection[str] = (),
    parameters: Collection[str] = (),
    in_part: Iterable[Source] = (),
) -> list[Source]:
    """What a page is made from: events, and the names of all whom they name.

    `posts_of` are people whose posts it shows or asks for, `parameters` what it reckons
    with, `in_part` records of which it shows only some fields.
    """
    events, partial, unit = list(events), list(in_part), office.unit
    named = {*posts_of, *_people([*events, *(one.record for one in partial)])}
    persons = (unit.person(one) for one in sorted(named))
    return [
        Source(office.profile, ("name", "short_name")),
        *(Source(one) for one in events),
        *partial,
        *(Source(one, ("name",)) for one in persons if one is not None),
        *(Source(one, POST) for one in unit.all(Position) if one.person_id in posts_of),
        *(Source(one) for one in _parameters(unit, parameters)),
    ]


def of_meeting(
    meeting: Meeting, matter_ids: Iterable[str], office: Office, *more: Record
) -> list[Source]:
    """What a page on some matters of a meeting that was held is made from."""
    events = [*more, meeting, *_of_rounds(meeting, matter_ids, office.unit)]
    proposers = {one.proposer_id for one in events if isinstance(one, Matter)}
    return shown(events, office, posts_of=proposers, parameters=status.PARAMETERS)


def of_matter(matter_id: str, unit: Unit, day: date) -> Iterator[Record]:
    """A matter with what had been handed in or said of it by a day."""
    matter = unit.get(Matter, matter_id)
    if matter is not None:
        yield matter
    yield from unit.where(Confirmation, matter_id=matter_id)
    papers = unit.where(Material, matter_id=matter_id)
    yield from (one for one in papers if one.received_on <= day)
    yield from unit.where(EmergencyDecision, matter_id=matter_id)


def _of_rounds(meeting: Meeting, matter_ids: Iterable[str], unit: Unit) -> Iterator[Record]:
    for matter_id in matter_ids:
        for kind in OF_ROUND:
            yield from unit.where(kind, meeting_id=meeting.meeting_id, matter_id=matter_id)
        yield from of_matter(matter_id, unit, meeting.held_on)


def _people(records: Iterable[Record]) -> set[str]:
    return {key for one in records for _, kind, key in one.links() if kind == "person"}


def _parameters(unit: Unit, keys: Collection[str]) -> list[ParameterValue]:
    values = (*unit.all(ParameterValue), *unit.all(DistrictParameterValue))
    return [one for one in values if one.key_ in keys]
