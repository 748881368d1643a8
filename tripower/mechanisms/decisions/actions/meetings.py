"""Writing about meetings: call, open, who is in the room, who speaks, close."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec
from msgspec.structs import replace

from tripower.core.answer import refuse
from tripower.core.messages import N_
from tripower.core.people import team_on
from tripower.core.plan import Plan
from tripower.core.records import Record
from tripower.core.unit import Sees, Unit
from tripower.mechanisms.decisions.actions.matters import Action
from tripower.mechanisms.decisions.records import (
    Absence,
    Attendance,
    Deferral,
    Meeting,
    MeetingStage,
    Recusal,
    Recusals,
    Speech,
    Speeches,
    Withdrawal,
)
from tripower.mechanisms.decisions.rounds import Round


class Opening(msgspec.Struct, frozen=True):
    """Who is there when a meeting opens; whoever is entitled and not absent is present."""

    absent: Mapping[str, str]
    observers: tuple[str, ...]
    held_on: date | None
    place: str | None
    recorder_id: str | None


def call(meeting: Meeting) -> Action:
    """Call a meeting; it stays a draft until it is closed."""

    def act(unit: Unit) -> Plan:
        if unit.get(Meeting, meeting.meeting_id) is not None:
            text = N_("{meeting} is on record already; change it with `tripower record edit`")
            raise refuse(text, meeting=meeting.meeting_id)
        day = meeting.notice_on or meeting.held_on
        return Plan("meeting call", f"meeting call {meeting.meeting_id}", day, [meeting])

    return act


def meeting_at(unit: Unit, meeting_id: str, *stages: MeetingStage) -> Meeting:
    """The meeting, if it is at one of these stages; a refusal otherwise."""
    meeting = unit.get(Meeting, meeting_id)
    if meeting is None:
        raise refuse(N_("there is no meeting {meeting} on record"), meeting=meeting_id)
    if meeting.stage not in stages:
        raise refuse(STANDS[meeting.stage], meeting=meeting_id)
    return meeting


STANDS = {
    MeetingStage.CALLED: N_(
        "meeting {meeting} has been called and not opened; `tripower meeting open {meeting}` "
        "opens it"
    ),
    MeetingStage.OPEN: N_(
        "meeting {meeting} is in session; `tripower meeting close {meeting}` closes it"
    ),
    MeetingStage.CLOSED: N_(
        "meeting {meeting} is over and its records are final; a wrong one is corrected with "
        "`tripower record supersede`"
    ),
}
"""What a refusal says where a meeting is not as far as a command needs it, or further."""


def opened(meeting: Meeting, opening: Opening, unit: Unit) -> Meeting:
    """The meeting with who is entitled and present, and the parameters in force, frozen."""
    held_on = opening.held_on or meeting.held_on
    entitled = tuple(team_on(unit, held_on))
    if strangers := sorted(set(opening.absent) - set(entitled)):
        text = N_("not entitled to attend, so not absent: {people}; entitled: {entitled}")
        raise refuse(text, people=", ".join(strangers), entitled=names(entitled, unit))
    return replace(
        meeting,
        held_on=held_on,
        place=opening.place or meeting.place,
        recorder_id=opening.recorder_id or meeting.recorder_id,
        stage=MeetingStage.OPEN,
        entitled_ids=entitled,
        present_ids=tuple(p for p in entitled if p not in opening.absent),
        absent=tuple(Absence(person_id=p, reason=why) for p, why in opening.absent.items()),
        observers=opening.observers or meeting.observers,
        parameters=unit.parameters.version(held_on),
    )


def open_(meeting_id: str, opening: Opening, today: date) -> Action:
    """Open a called meeting, on its day or, where it is recorded afterwards, later."""

    def act(unit: Unit) -> Plan:
        meeting = meeting_at(unit, meeting_id, MeetingStage.CALLED)
        now = opened(meeting, opening, unit)
        if now.held_on > today:
            text = N_(
                "{meeting} is called for {day}; today is {today}; say --on if it came earlier"
            )
            raise refuse(text, meeting=meeting_id, day=now.held_on, today=today)
        return Plan("meeting open", f"meeting open {meeting_id}", now.held_on, [now])

    return act


def attend(meeting_id: str, matter_id: str, without: Sequence[str], reason: str) -> Action:
    """Who is in the room for one matter, where that differs from the opening."""

    def act(unit: Unit) -> Plan:
        meeting = meeting_at(unit, meeting_id, MeetingStage.OPEN)
        on_agenda(meeting, matter_id)
        refuse_strangers(without, meeting, unit)
        present = tuple(p for p in meeting.present_ids if p not in without)
        record = Attendance(
            draft=True,
            meeting_id=meeting_id,
            matter_id=matter_id,
            present_ids=present,
            reason=reason,
        )
        return _during("meeting attend", meeting, record)

    return act


def names(people: Iterable[str], see: Sees) -> str:
    """`li 李示例, wang 王示例`: ids as they are typed, with the names that tell who is meant."""
    return ", ".join(f"{person} {see.name(person)}" for person in people)


def refuse_strangers(people: Iterable[str], meeting: Meeting, see: Sees) -> None:
    """Refuse ids of people who are not members entitled to attend the meeting."""
    if strangers := [one for one in people if one not in meeting.entitled_ids]:
        text = N_("not entitled in this meeting: {people}; entitled: {entitled}")
        entitled = names(meeting.entitled_ids, see)
        raise refuse(text, people=", ".join(strangers), entitled=entitled)


def on_agenda(meeting: Meeting, matter_id: str) -> None:
    """Refuse a matter that the meeting does not discuss."""
    if matter_id not in meeting.agenda:
        text = N_("{matter} is not on the agenda of {meeting}: {agenda}")
        agenda = ", ".join(meeting.agenda)
        raise refuse(text, matter=matter_id, meeting=meeting.meeting_id, agenda=agenda)


def speak(meeting_id: str, matter_id: str, speech: Speech) -> Action:
    """Add a speech to those on a matter; the order of writing is the order of speaking."""

    def act(unit: Unit) -> Plan:
        meeting = meeting_at(unit, meeting_id, MeetingStage.OPEN)
        on_agenda(meeting, matter_id)
        spoken = Round(meeting, matter_id, unit).speeches
        record = Speeches(
            draft=True,
            meeting_id=meeting_id,
            matter_id=matter_id,
            speeches=(*spoken, speech),
        )
        return _during("meeting speak", meeting, record)

    return act


def recuse(meeting_id: str, matter_id: str, recusal: Recusal) -> Action:
    """Add a member who stands aside on a matter."""

    def act(unit: Unit) -> Plan:
        meeting = meeting_at(unit, meeting_id, MeetingStage.OPEN)
        on_agenda(meeting, matter_id)
        refuse_strangers([recusal.person_id], meeting, unit)
        before = Round(meeting, matter_id, unit).recusals
        record = Recusals(
            draft=True,
            meeting_id=meeting_id,
            matter_id=matter_id,
            recusals=(*before, recusal),
        )
        return _during("meeting recuse", meeting, record)

    return act


def _during(operation: str, meeting: Meeting, record: Record) -> Plan:
    return Plan(operation, f"{operation} {record.key}", meeting.held_on, [record])


def close(
    meeting_id: str,
    deferred: Mapping[str, str],
    place: str | None = None,
    recorder_id: str | None = None,
) -> Action:
    """Close a meeting: what was a draft becomes final."""

    def act(unit: Unit) -> Plan:
        meeting = meeting_at(unit, meeting_id, MeetingStage.OPEN)
        meeting = replace(
            meeting,
            place=place or meeting.place,
            recorder_id=recorder_id or meeting.recorder_id,
        )
        _refuse_gaps(meeting)
        for matter_id in deferred:
            on_agenda(meeting, matter_id)
        _refuse_loose_ends(meeting, deferred, unit)
        put_off = tuple(Deferral(matter_id=m, reason=why) for m, why in deferred.items())
        puts = [closed(meeting, put_off), *final(unit, meeting)]
        return Plan("meeting close", f"meeting close {meeting_id}", meeting.held_on, puts)

    return act


def _refuse_gaps(meeting: Meeting) -> None:
    """Without place and recorder there can be no minutes, and a closed meeting stays as it is."""
    if meeting.place is None or meeting.recorder_id is None:
        raise refuse(N_("say where it was held and who kept the record: --place, --recorder"))


def _refuse_loose_ends(meeting: Meeting, deferred: Mapping[str, str], unit: Unit) -> None:
    """After closing nobody can vote any more, so a forgotten vote is asked for before."""
    settled = {one.matter_id for one in meeting.deferred} | set(deferred)
    loose = [m for m in meeting.agenda if m not in settled and is_undecided(meeting, m, unit)]
    if loose:
        text = N_(
            "{matters}: neither voted on nor put off. Record the vote with `tripower vote cast`, "
            "or close with --defer {first}=why"
        )
        raise refuse(text, matters=", ".join(loose), first=loose[0])


def is_undecided(meeting: Meeting, matter_id: str, unit: Unit) -> bool:
    """Whether no vote, no decision and no withdrawal of a matter is on record."""
    this = Round(meeting, matter_id, unit)
    decided = this.ballots or this.secret_tally or this.head_decision
    return not decided and unit.get(Withdrawal, matter_id) is None


def closed(meeting: Meeting, deferred: tuple[Deferral, ...]) -> Meeting:
    """The meeting as it is kept."""
    return replace(
        meeting,
        draft=False,
        stage=MeetingStage.CLOSED,
        deferred=(*meeting.deferred, *deferred),
    )


def final(unit: Unit, meeting: Meeting) -> list[Record]:
    """Everything recorded as a draft during the meeting, final from now on."""
    drafts = [
        record
        for kind in (Attendance, Speeches, Recusals)
        for record in unit.where(kind, meeting_id=meeting.meeting_id)
        if record.draft
    ]
    return [replace(record, draft=False) for record in drafts]
