"""D3 会议记录, 表决票, 计票单: everything that a meeting's records hold, with votes by name.

For the unit itself, never for the public (PUB-05): there is no public edition at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from tripower.core.answer import Say, say
from tripower.core.messages import N_
from tripower.mechanisms.decisions.notices.meetings import attended
from tripower.mechanisms.decisions.notices.office import Office, body_of
from tripower.mechanisms.decisions.notices.page import MeetingPage, Section
from tripower.mechanisms.decisions.notices.section import of_records
from tripower.mechanisms.decisions.notices.sources import of_meeting, shown
from tripower.mechanisms.decisions.records import (
    Attendance,
    DecisionModel,
    Form,
    Matter,
    Meeting,
    MeetingStage,
    SecretTally,
)
from tripower.mechanisms.decisions.rounds import Round
from tripower.publish.notice import Notice, Source
from tripower.publish.office import Paper

RULES = ("DEC-05", "DEC-06", "DEC-08", "DEC-11", "DEC-20")
BALLOT_RULES = ("DEC-08", "DEC-09", "DEC-10", "DEC-11")
TALLY_RULES = ("DEC-05", "DEC-07", "DEC-09", "DEC-11")
ABOUT = N_("Meeting of {day}: {matters}")
CALLED_WITH = ("meeting_id", "held_on", "body", "agenda", "decision_model", "notice_on")
"""What a meeting has from the day on which it is called."""


class Part(msgspec.Struct, frozen=True):
    """One matter of the record; `room` says who was in it where that differs from the opening."""

    section: Section
    candidates: tuple[str, ...]
    alternatives: tuple[str, ...]
    room: tuple[str, ...] | None
    room_reason: str | None
    impromptu: bool
    sheet: SecretTally | None


class RecordPage(MeetingPage, frozen=True, kw_only=True):
    """The record of a meeting, or the count of its votes."""

    body: Say
    form: Form
    parts: tuple[Part, ...]


class Slip(msgspec.Struct, frozen=True):
    """A ballot paper, one for each matter and each voter; of several candidates one each."""

    matter: str
    candidate: str | None


class BallotPage(Paper, frozen=True, kw_only=True):
    """The empty ballot papers of a meeting."""

    body: Say
    held_on: date
    slips: tuple[Slip, ...]


def due(office: Office) -> Iterator[Notice]:
    """Which papers of the meetings' votes are due on the day.

    The record and the tally sheet: for each meeting that is closed and was held by the day.
    Ballot papers: for each meeting that votes, from the day its notice was sent, or where
    none is recorded from the day on which it was held.
    """
    for meeting in office.unit.all(Meeting):
        if was_called(meeting, office) and meeting.decision_model is DecisionModel.VOTE:
            yield _ballots(meeting, office)
        if is_over(meeting, office):
            yield _record(meeting, office)
            if meeting.decision_model is DecisionModel.VOTE:
                yield _tally(meeting, office)


def was_called(meeting: Meeting, office: Office) -> bool:
    """Whether a meeting in person had been called by the day."""
    day = meeting.notice_on or meeting.held_on
    return meeting.form is Form.MEETING and day <= office.as_of


def is_over(meeting: Meeting, office: Office) -> bool:
    """Whether the meeting is closed and was held by the day."""
    return meeting.stage is MeetingStage.CLOSED and meeting.held_on <= office.as_of


def _about(meeting: Meeting, office: Office) -> Say:
    return say(ABOUT, day=meeting.held_on, matters=office.matters(meeting))


def _record(meeting: Meeting, office: Office) -> Notice:
    title = say(N_("Record of the meeting of {day}"), day=meeting.held_on)
    page = _page(meeting, office, title, RULES)
    sources = of_meeting(meeting, meeting.agenda, office)
    named = ("D3", meeting.meeting_id)
    return office.paper(named, page, meeting.held_on, _about(meeting, office), sources)


def _tally(meeting: Meeting, office: Office) -> Notice:
    title = say(N_("Tally sheet of the meeting of {day}"), day=meeting.held_on)
    page = _page(meeting, office, title, TALLY_RULES)
    sources = of_meeting(meeting, meeting.agenda, office)
    named = ("D3-tally", meeting.meeting_id)
    return office.paper(named, page, meeting.held_on, _about(meeting, office), sources)


def _page(meeting: Meeting, office: Office, title: Say, rules: tuple[str, ...]) -> RecordPage:
    unit = office.unit
    parts = tuple(_part(this, office) for this in Round.of(meeting, unit))
    applied = {step.rule_id for one in parts for step in one.section.steps}
    about = {one.section.category for one in parts if one.section.category}
    return RecordPage(
        **office.head(title, {*rules, *applied}, about),
        **attended(meeting, unit, internal=True),
        sections=tuple(one.section for one in parts),
        body=body_of(meeting),
        form=meeting.form,
        parts=parts,
    )


def _part(this: Round, office: Office) -> Part:
    matter = this.matter
    differs = office.unit.get(Attendance, this.key)
    return Part(
        section=of_records(this, office.unit, internal=True),
        candidates=matter.candidates if matter else (),
        alternatives=matter.alternatives if matter else (),
        room=office.names(differs.present_ids) if differs else None,
        room_reason=differs.reason if differs else None,
        impromptu=this.matter_id in this.meeting.impromptu,
        sheet=this.secret_tally,
    )


def _ballots(meeting: Meeting, office: Office) -> Notice:
    matters = [office.unit.get(Matter, one) for one in meeting.agenda]
    page = BallotPage(
        **office.head(
            say(N_("Ballot papers of the meeting of {day}"), day=meeting.held_on), BALLOT_RULES
        ),
        body=body_of(meeting),
        held_on=meeting.held_on,
        slips=tuple(slip for one in matters if one is not None for slip in _slips(one)),
    )
    events = [one for one in matters if one is not None]
    part = [Source(meeting, CALLED_WITH)]
    sources = shown(events, office, in_part=part)
    dated = meeting.notice_on or meeting.held_on
    named = ("D3-ballot", meeting.meeting_id)
    return office.paper(named, page, dated, _about(meeting, office), sources)


def _slips(matter: Matter) -> Iterator[Slip]:
    """One for each person to be appointed or removed, else one (DEC-09)."""
    for candidate in matter.candidates or (None,):
        yield Slip(matter.title, candidate)
