"""A whole meeting on one sheet, filled in: what it holds, and the records that it becomes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec
from msgspec.structs import replace

from tripower.core.plan import Plan
from tripower.core.records import Id, Record, Text
from tripower.core.unit import Unit
from tripower.mechanisms.decisions.actions.matters import Action
from tripower.mechanisms.decisions.actions.meetings import (
    Opening,
    closed,
    final,
    meeting_at,
    opened,
)
from tripower.mechanisms.decisions.actions.votes import ballots
from tripower.mechanisms.decisions.records import (
    Absence,
    Attendance,
    Choice,
    Deferral,
    HeadChoice,
    HeadDecision,
    Meeting,
    MeetingStage,
    Recusal,
    Recusals,
    SecretTally,
    Speech,
    Speeches,
    SpeechKind,
    Stance,
    VoteMethod,
)
from tripower.mechanisms.decisions.rounds import Round


class SheetVote(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How one member voted, where it differs from the others.

    person_id: the member.
    choice: yes, no, abstain, defer or void.
    opinion: the opinion, word for word.
    """

    person_id: Id
    choice: Choice
    opinion: Text | None = None


class SheetSecret(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The count of a secret vote.

    issued: ballots handed out.
    collected: ballots that came back.
    yes: in favour.
    no: against.
    abstain: abstentions.
    defer: votes to defer.
    void: ballots that say none of these.
    counter_ids: who counted.
    """

    issued: int
    collected: int
    yes: int
    no: int
    abstain: int = 0
    defer: int = 0
    void: int = 0
    counter_ids: tuple[Id, ...]


class SheetSpeech(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One contribution; a line whose stance and gist stay empty says that nobody spoke.

    person_id: who spoke.
    type: procedural remark or opinion.
    stance: which way the opinion leans.
    gist: what was said, in short.
    """

    person_id: Id
    type_: SpeechKind = msgspec.field(name="type", default=SpeechKind.OPINION)
    stance: Stance | None = None
    gist: str | None = None


class SheetMatter(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One matter on the sheet.

    matter_id: the matter.
    title: its title, for the reader; not recorded again.
    out_of_room: members who were not in the room for it, with the reason.
    recusals: members who stood aside.
    speeches: who spoke, in order.
    all: what everyone else voted.
    votes: members who voted otherwise, or who gave an opinion.
    method: how they voted.
    secret: the count, where the vote was secret.
    head_decides: what the head decided after discussion, where that model holds.
    reasons: the head's reasons, stated in the meeting.
    deferred: why it was put off, if it was.
    """

    matter_id: Id
    title: Text | None = None
    out_of_room: tuple[Absence, ...] = ()
    recusals: tuple[Recusal, ...] = ()
    speeches: tuple[SheetSpeech, ...] = ()
    all_: Choice | None = msgspec.field(name="all", default=None)
    votes: tuple[SheetVote, ...] = ()
    method: VoteMethod = VoteMethod.SHOW_OF_HANDS
    secret: SheetSecret | None = None
    head_decides: HeadChoice | None = None
    reasons: Text | None = None
    deferred: Text | None = None


class Sheet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A meeting as it was held.

    meeting_id: the meeting, as it was called.
    held_on: the day.
    place: where.
    recorder_id: who keeps the record.
    absent: entitled members who stayed away, with the reason.
    observers: who attended without a vote, by name.
    matters: each matter, in the order of discussion.
    """

    meeting_id: Id
    held_on: date
    place: Text
    recorder_id: Id
    absent: tuple[Absence, ...] = ()
    observers: tuple[Text, ...] = ()
    matters: tuple[SheetMatter, ...]


def record(sheet: Sheet) -> Action:
    """Write a whole meeting at once: opened, discussed, voted and closed."""

    def act(unit: Unit) -> Plan:
        called = meeting_at(unit, sheet.meeting_id, MeetingStage.CALLED, MeetingStage.OPEN)
        meeting = _held(called, sheet, unit)
        puts: dict[tuple[str, str], Record] = {meeting.subject: meeting}
        for one in final(unit, called):  # what was written down in the meeting, unless told anew
            puts[one.subject] = one
        for matter in sheet.matters:
            puts |= {one.subject: one for one in _about(meeting, matter, unit)}
        summary = f"meeting record {sheet.meeting_id}"
        return Plan("meeting record", summary, sheet.held_on, [*puts.values()])

    return act


def _held(called: Meeting, sheet: Sheet, unit: Unit) -> Meeting:
    opening = Opening(
        absent={one.person_id: one.reason for one in sheet.absent},
        observers=sheet.observers,
        held_on=sheet.held_on,
        place=sheet.place,
        recorder_id=sheet.recorder_id,
    )
    deferred = tuple(
        Deferral(matter_id=m.matter_id, reason=m.deferred) for m in sheet.matters if m.deferred
    )
    agenda = tuple(matter.matter_id for matter in sheet.matters)
    now = replace(opened(called, opening, unit), agenda=agenda)
    return closed(now, deferred)


def _about(meeting: Meeting, told: SheetMatter, unit: Unit) -> Iterator[Record]:
    """The records of one matter of the meeting."""
    meeting_id, matter_id = meeting.meeting_id, told.matter_id
    away = {one.person_id for one in told.out_of_room}
    if away:
        present = tuple(p for p in meeting.present_ids if p not in away)
        why = "；".join(f"{unit.name(o.person_id)}：{o.reason}" for o in told.out_of_room)
        yield Attendance(
            meeting_id=meeting_id, matter_id=matter_id, present_ids=present, reason=why
        )
    if told.recusals:
        yield Recusals(meeting_id=meeting_id, matter_id=matter_id, recusals=told.recusals)
    if said := tuple(_said(told.speeches)):
        yield Speeches(meeting_id=meeting_id, matter_id=matter_id, speeches=said)
    if told.secret is not None:
        yield _secret(meeting_id, matter_id, told.secret)
    elif told.all_ is not None or told.votes:
        yield from _ballots(meeting, told, unit, away)
    if told.head_decides is not None:
        yield HeadDecision(
            meeting_id=meeting_id,
            matter_id=matter_id,
            decider_id=meeting.presiding_id,
            choice=told.head_decides,
            reasons=told.reasons,
        )


def _said(speeches: tuple[SheetSpeech, ...]) -> Iterator[Speech]:
    for one in speeches:
        if one.gist:
            yield Speech(person_id=one.person_id, type_=one.type_, stance=one.stance, gist=one.gist)


def _secret(meeting_id: str, matter_id: str, told: SheetSecret) -> SecretTally:
    return SecretTally(
        meeting_id=meeting_id,
        matter_id=matter_id,
        issued=told.issued,
        collected=told.collected,
        yes=told.yes,
        no=told.no,
        abstain=told.abstain,
        defer=told.defer,
        void=told.void,
        counter_ids=told.counter_ids,
    )


def _ballots(meeting: Meeting, told: SheetMatter, unit: Unit, away: set[str]) -> list[Record]:
    aside = {one.person_id for one in told.recusals} | away
    asked = replace(meeting, present_ids=tuple(p for p in meeting.present_ids if p not in aside))
    named = {vote.person_id: vote.choice for vote in told.votes}
    opinions = {vote.person_id: vote.opinion for vote in told.votes if vote.opinion}
    return [*ballots(Round(asked, told.matter_id, unit), told.all_, named, opinions, told.method)]
