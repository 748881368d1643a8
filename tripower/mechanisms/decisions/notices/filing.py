"""D24 归档目录: every paper of a meeting, in order, with how long it is kept (DEC-20)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from tripower.core.answer import Say, say
from tripower.core.messages import N_
from tripower.core.records import Record
from tripower.mechanisms.decisions.execution import ADOPTED
from tripower.mechanisms.decisions.notices import minutes as issued_minutes
from tripower.mechanisms.decisions.notices.office import Office, body_of
from tripower.mechanisms.decisions.notices.sources import OF_ROUND, of_matter, shown
from tripower.mechanisms.decisions.records import (
    Admission,
    Attendance,
    Ballot,
    Confirmation,
    EmergencyDecision,
    EmergencyReport,
    HeadDecision,
    Material,
    Matter,
    Meeting,
    Minutes,
    Outcome,
    Ratification,
    Recusals,
    Retabling,
    SecretTally,
    Speeches,
    WrittenOpinion,
)
from tripower.publish.notice import Notice
from tripower.publish.office import Paper

RULES = ("DEC-17", "DEC-20")
KEPT = "dec.not_adopted_keep_years"
DIGEST = 16
"""So many characters of a file's digest are shown; enough to tell files apart."""
KINDS: dict[type[Record], str] = {
    Minutes: N_("minutes"),
    Meeting: N_("meeting as held"),
    Matter: N_("proposal"),
    Confirmation: N_("word of the head"),
    Admission: N_("check of the materials, no. {number}"),
    Material: N_("material: {title}"),
    EmergencyDecision: N_("emergency decision"),
    EmergencyReport: N_("report on the emergency decision"),
    Ratification: N_("submission for ratification"),
    Retabling: N_("return of the matter, round {number}"),
    Attendance: N_("attendance for the matter"),
    Speeches: N_("speeches"),
    Recusals: N_("recusals"),
    Ballot: N_("ballot of {person}"),
    SecretTally: N_("count of the secret vote"),
    WrittenOpinion: N_("written opinion of {person}"),
    HeadDecision: N_("decision of the head"),
}
"""What each record is called in the list."""
BEFORE: tuple[type[Record], ...] = (Admission, Retabling, EmergencyReport, Ratification)


class Filed(msgspec.Struct, frozen=True):
    """A line of the list: what it is, its date, its file within the unit and the digest of that."""

    what: Say
    dated: date
    path: str
    digest: str


class Folder(msgspec.Struct, frozen=True):
    """What belongs together and is kept equally long."""

    title: Say
    keep: Say
    files: tuple[Filed, ...]


class FilingPage(Paper, frozen=True, kw_only=True):
    """What the template shows."""

    body: Say
    held_on: date
    minutes: str
    folders: tuple[Folder, ...]


def due(office: Office) -> Iterator[Notice]:
    """A list for each meeting of which minutes had been issued by the day.

    It names what had been written down by then: all on the meeting, and on each of its
    matters what is dated no later than the meeting.
    """
    for minutes, meeting in issued_minutes.issued(office):
        yield _notice(minutes, meeting, office)


def _notice(minutes: Minutes, meeting: Meeting, office: Office) -> Notice:
    piles = list(_piles(minutes, meeting, office))
    page = FilingPage(
        **office.head(say(N_("Filing list of the meeting of {day}"), day=meeting.held_on), RULES),
        body=body_of(meeting),
        held_on=meeting.held_on,
        minutes=issued_minutes.number(minutes, office),
        folders=tuple(
            Folder(title, keep, tuple(_filed(one, meeting.held_on, office) for one in records))
            for title, keep, records in piles
            if records
        ),
    )
    every = [one for _, _, records in piles for one in records]
    sources = shown(every, office, parameters=[KEPT])
    about = say(N_("{count} papers"), count=len(every))
    named = ("D24-filing", meeting.meeting_id)
    return office.paper(named, page, minutes.issued_on, about, sources)


def _piles(
    minutes: Minutes, meeting: Meeting, office: Office
) -> Iterator[tuple[Say, Say, list[Record]]]:
    """What belongs together: its title, how long it is kept, its records."""
    permanent = say(N_("permanent"))
    outcomes = {one.matter_id: one.outcome for one in minutes.items}
    yield say(N_("Minutes and meeting")), permanent, [minutes, meeting]
    for one in meeting.agenda:
        title = say(N_("Record on “{matter}”"), matter=_title(one, office))
        yield title, permanent, _votes(one, meeting, office)
    for one in meeting.agenda:
        title = say(N_("Papers of “{matter}”"), matter=_title(one, office))
        yield title, _keep(outcomes.get(one), meeting, office), _papers(one, meeting, office)


def _title(matter_id: str, office: Office) -> str:
    matter = office.unit.get(Matter, matter_id)
    return matter.title if matter else matter_id


def _keep(outcome: Outcome | None, meeting: Meeting, office: Office) -> Say:
    """Papers of what was not adopted may go some years after the meeting."""
    if outcome in ADOPTED:
        return say(N_("the rules name no term; ask the archive"))
    if outcome is Outcome.DEFERRED:
        return say(N_("open until the matter is settled"))
    return say(N_("{years} years"), years=office.unit.on(meeting.held_on).whole(KEPT))


def _votes(matter_id: str, meeting: Meeting, office: Office) -> list[Record]:
    where = {"meeting_id": meeting.meeting_id, "matter_id": matter_id}
    return [record for kind in OF_ROUND for record in office.unit.where(kind, **where)]


def _papers(matter_id: str, meeting: Meeting, office: Office) -> list[Record]:
    unit, day = office.unit, meeting.held_on
    found = [
        *of_matter(matter_id, unit, day),
        *(record for kind in BEFORE for record in unit.where(kind, matter_id=matter_id)),
    ]
    return [one for one in found if (one.day or day) <= day]


def _filed(record: Record, held_on: date, office: Office) -> Filed:
    """What has no date of its own was written down in the meeting."""
    unit = office.unit
    number = getattr(record, "check_no", None) or getattr(record, "round", None)
    person = getattr(record, "person_id", None)
    title = getattr(record, "title", None)
    name = unit.name(person) if person else None
    what = say(KINDS[type(record)], number=number, person=name, title=title)
    path, digest = unit.origin(record).path, unit.sha256(record)[:DIGEST]
    return Filed(what, record.day or held_on, path, digest)
