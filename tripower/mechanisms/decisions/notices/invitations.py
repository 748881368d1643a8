"""D24 会议通知, 议程, 签到表: the papers that go out with a meeting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from tripower.core.answer import Say, say
from tripower.core.messages import N_
from tripower.core.people import Position
from tripower.core.records import Money, Record
from tripower.mechanisms.decisions.notices.office import Office, body_of
from tripower.mechanisms.decisions.notices.page import SupportingPaper
from tripower.mechanisms.decisions.notices.record import ABOUT, CALLED_WITH, was_called
from tripower.mechanisms.decisions.notices.section import confirmation, papers
from tripower.mechanisms.decisions.notices.sources import of_matter, shown
from tripower.mechanisms.decisions.quorum import entitled_on
from tripower.mechanisms.decisions.records import Category, EmergencyDecision, Matter, Meeting
from tripower.publish.notice import Notice, Source
from tripower.publish.office import Paper

NOTICE_RULES = ("DEC-05", "DEC-08", "DEC-16")
AGENDA_RULES = ("DEC-03", "DEC-04", "DEC-06", "DEC-09", "DEC-16")
SIGN_IN_RULES = ("DEC-05", "DEC-08")
INVITED_WITH = (*CALLED_WITH, "place", "presiding_id", "recorder_id")
ATTENDED_WITH = (*INVITED_WITH, "entitled_ids", "absent", "observers")


class Seat(msgspec.Struct, frozen=True):
    """A line of the sign-in sheet; `note` is the reason on record for staying away."""

    name: str
    posts: tuple[str, ...]
    note: str | None


class Point(msgspec.Struct, frozen=True):
    """One matter of the agenda with its papers."""

    title: str
    category: Category
    amount: Money | None
    proposer: str
    confirmation: Say | None
    papers: tuple[SupportingPaper, ...]
    urgent: bool


class InvitationPage(Paper, frozen=True, kw_only=True):
    """What the templates of notice, agenda and sign-in sheet show."""

    meeting_id: str
    body: Say
    held_on: date
    place: str | None
    presiding: str
    recorder: str | None
    sent_on: date | None
    matters: tuple[str, ...]
    points: tuple[Point, ...] = ()
    seats: tuple[Seat, ...] = ()
    observers: tuple[str, ...] = ()


def due(office: Office) -> Iterator[Notice]:
    """Notice, agenda and sign-in sheet of each meeting in person that had been called by the day.

    That is from the day its notice was sent, or where none is recorded from the day on which
    it was held. They show what was known then: the opening of the meeting changes neither the
    notice nor the agenda.
    """
    for meeting in office.unit.all(Meeting):
        if was_called(meeting, office):
            yield _invitation(meeting, office)
            yield _agenda(meeting, office)
            yield _sign_in(meeting, office)


def _about(meeting: Meeting, office: Office) -> Say:
    return say(ABOUT, day=meeting.held_on, matters=office.matters(meeting))


def _facts(meeting: Meeting, office: Office) -> dict[str, Any]:
    name = office.unit.name
    return {
        "meeting_id": meeting.meeting_id,
        "body": body_of(meeting),
        "held_on": meeting.held_on,
        "place": meeting.place,
        "presiding": name(meeting.presiding_id),
        "recorder": name(meeting.recorder_id) if meeting.recorder_id else None,
        "sent_on": meeting.notice_on,
        "matters": office.matters(meeting),
    }


def _dated(meeting: Meeting) -> date:
    return meeting.notice_on or meeting.held_on


def _invitation(meeting: Meeting, office: Office) -> Notice:
    page = InvitationPage(
        **office.head(say(N_("Notice of meeting")), NOTICE_RULES),
        **_facts(meeting, office),
        seats=tuple(Seat(one, (), None) for one in office.names(_entitled(meeting, office))),
    )
    sources = _sources(meeting, office, INVITED_WITH)
    named = ("D24-notice", meeting.meeting_id)
    return office.paper(named, page, _dated(meeting), _about(meeting, office), sources)


def _agenda(meeting: Meeting, office: Office) -> Notice:
    found = [office.unit.get(Matter, one) for one in meeting.agenda]
    matters = [one for one in found if one is not None]
    page = InvitationPage(
        **office.head(say(N_("Agenda of the meeting of {day}"), day=meeting.held_on), AGENDA_RULES),
        **_facts(meeting, office),
        points=tuple(_point(one, meeting, office) for one in matters),
    )
    named = ("D24-agenda", meeting.meeting_id)
    events = (
        record
        for one in matters
        for record in of_matter(one.matter_id, office.unit, meeting.held_on)
    )
    proposers = {one.proposer_id for one in matters}
    part = [Source(meeting, INVITED_WITH)]
    sources = shown(events, office, posts_of=proposers, parameters=["pow.head_roles"], in_part=part)
    return office.paper(named, page, _dated(meeting), _about(meeting, office), sources)


def _point(matter: Matter, meeting: Meeting, office: Office) -> Point:
    unit = office.unit
    return Point(
        title=matter.title,
        category=matter.category,
        amount=matter.amount,
        proposer=unit.name(matter.proposer_id),
        confirmation=confirmation(matter, unit),
        papers=papers(matter, unit, meeting.held_on, internal=True),
        urgent=unit.get(EmergencyDecision, matter.matter_id) is not None,
    )


def _sign_in(meeting: Meeting, office: Office) -> Notice:
    reasons = {one.person_id: one.reason for one in meeting.absent}
    page = InvitationPage(
        **office.head(
            say(N_("Sign-in sheet of the meeting of {day}"), day=meeting.held_on), SIGN_IN_RULES
        ),
        **_facts(meeting, office),
        seats=tuple(
            Seat(office.unit.name(one), office.posts(one, meeting.held_on), reasons.get(one))
            for one in _entitled(meeting, office)
        ),
        observers=meeting.observers,
    )
    named = ("D24-signin", meeting.meeting_id)
    sources = _sources(meeting, office, ATTENDED_WITH)
    return office.paper(named, page, _dated(meeting), _about(meeting, office), sources)


def _entitled(meeting: Meeting, office: Office) -> list[str]:
    return entitled_on(meeting, office.unit)


def _sources(meeting: Meeting, office: Office, fields: tuple[str, ...]) -> list[Source]:
    """The posts tell who is entitled as long as the meeting has not opened."""
    unit, entitled = office.unit, _entitled(meeting, office)
    matters = (unit.get(Matter, one) for one in meeting.agenda)
    events: list[Record] = [one for one in matters if one is not None]
    voting = {one.person_id for one in unit.all(Position) if one.voting}
    part = [Source(meeting, fields)]
    return shown(events, office, posts_of={*entitled, *voting}, in_part=part)
