"""What minutes still lack: each part that they must have.

The parts are those of the specification, section D2 item 2 (DEC-17). Whether outcome and
numbers are those of the count is asked by DEC-07, and nowhere else. Who issues minutes can
ask before, the rule asks afterwards; both get the same answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from tripower.core.people import Position
from tripower.core.records import Record, Term
from tripower.mechanisms.decisions import tally as votes
from tripower.mechanisms.decisions.counting import stood_aside, struck_ballots
from tripower.mechanisms.decisions.gate import materials_by
from tripower.mechanisms.decisions.records import (
    Ballot,
    Choice,
    Confirmation,
    DecisionModel,
    EmergencyDecision,
    Material,
    Meeting,
    Minutes,
    MinutesItem,
    Outcome,
    Retention,
    SecretTally,
)
from tripower.mechanisms.decisions.rounds import Round
from tripower.mechanisms.decisions.status import confirmed_by

READS: tuple[type[Record], ...] = (*votes.READS, Confirmation, Material, Position)
PARAMETERS = votes.PARAMETERS
DIFFERENT = (Choice.NO, Choice.ABSTAIN, Choice.DEFER)


class Part(Term):
    """A part that minutes must have; its label is a msgid."""

    PLACE = "place"
    RECORDER = "recorder"
    ENTITLED = "members_entitled_to_attend"
    PRESENT = "members_present"
    ABSENCE = "reason_for_absence"
    DISTRIBUTION = "distribution"
    RETENTION = "permanent_retention"
    YEAR = "year_of_the_number"
    ENTRY = "exactly_one_entry"
    AGENDA = "place_on_the_agenda"
    CONFIRMATION = "confirmation_by_the_head"
    MATERIALS = "materials"
    SPEECHES = "speeches_in_order"
    BALLOT = "ballot"
    DIGEST = "digest_of_the_ballot"
    SHEET = "digest_of_the_count_sheet"
    CHANGED = "ballot_as_it_was_counted"
    DISSENT = "different_opinion_word_for_word"
    CONCLUSION = "conclusion"
    EXECUTOR = "executor"
    DEADLINE = "deadline"
    SUPERVISOR = "supervisor"


class Gap(msgspec.Struct, frozen=True):
    """One part that is missing or untrue, and where it would stand.

    `said` and `true` are set where the minutes say something else than the records.
    """

    part: Part
    at: Meeting | Minutes
    field: str = ""
    matter_id: str = ""
    person_id: str = ""
    said: int | None = None
    true: int | None = None


def lacking(minutes: Minutes, meeting: Meeting, rounds: Iterable[Round]) -> Iterator[Gap]:
    """Everything that the minutes of a meeting lack, none if they may be issued."""
    yield from _of_meeting(meeting)
    yield from _of_minutes(minutes, meeting)
    for this in rounds:
        found = [i for i, item in enumerate(minutes.items) if item.matter_id == this.matter_id]
        if len(found) == 1:
            yield from _of_matter(minutes, found[0], this)
        else:
            yield Gap(Part.ENTRY, minutes, "items", this.matter_id)


def _of_meeting(meeting: Meeting) -> Iterator[Gap]:
    if meeting.place is None:
        yield Gap(Part.PLACE, meeting, "place")
    if meeting.recorder_id is None:
        yield Gap(Part.RECORDER, meeting, "recorder_id")
    if not meeting.entitled_ids:
        yield Gap(Part.ENTITLED, meeting, "entitled_ids")
    if not meeting.present_ids:
        yield Gap(Part.PRESENT, meeting, "present_ids")
    told = {*meeting.present_ids, *(one.person_id for one in meeting.absent)}
    for person_id in meeting.entitled_ids:
        if person_id not in told:
            yield Gap(Part.ABSENCE, meeting, "absent", person_id=person_id)


def _of_minutes(minutes: Minutes, meeting: Meeting) -> Iterator[Gap]:
    if not minutes.distribution:
        yield Gap(Part.DISTRIBUTION, minutes, "distribution")
    if minutes.retention is not Retention.PERMANENT:
        yield Gap(Part.RETENTION, minutes, "retention")
    if minutes.year not in (meeting.held_on.year, minutes.issued_on.year):
        issued = minutes.issued_on.year
        yield Gap(Part.YEAR, minutes, "year", said=minutes.year, true=issued)
    for index, item in enumerate(minutes.items):
        if item.matter_id not in meeting.agenda:
            yield Gap(Part.AGENDA, minutes, f"items.{index}", item.matter_id)


def _of_matter(minutes: Minutes, index: int, this: Round) -> Iterator[Gap]:
    item = minutes.items[index]
    yield from _proposal(this)
    if votes.voted(this) and this.matter_id not in _put_off(this) and not this.speeches:
        yield Gap(Part.SPEECHES, this.meeting, "agenda", this.matter_id)
    yield from _ballots(minutes, index, this)
    yield from _dissents(minutes, index, this)
    yield from _task(minutes, index, item)


def _proposal(this: Round) -> Iterator[Gap]:
    """Proposed or confirmed by the head, with materials; the emergency's report is one."""
    matter, day = this.matter, this.meeting.held_on
    if matter is None:
        return
    if not confirmed_by(matter, this.see, day):
        yield Gap(Part.CONFIRMATION, this.meeting, "agenda", this.matter_id)
    emergency = this.see.get(EmergencyDecision, this.matter_id)
    if emergency is None and not materials_by(matter, this.see, day):
        yield Gap(Part.MATERIALS, this.meeting, "agenda", this.matter_id)


def _ballots(minutes: Minutes, index: int, this: Round) -> Iterator[Gap]:
    """A digest for each ballot counted, a ballot for each digest and each voter present."""
    item, at = minutes.items[index], f"items.{index}.ballots"
    if this.secret_tally is not None:
        if [one.person_id for one in item.ballots] != [None]:
            yield Gap(Part.SHEET, minutes, at, this.matter_id)
        yield from _changed_since(minutes, index, this)
        return
    on_record = {ballot.person_id for ballot in this.ballots}
    digests = {one.person_id for one in item.ballots}
    expected = voters(this)
    for person_id in expected:
        if person_id not in on_record:
            yield Gap(Part.BALLOT, this.meeting, "present_ids", this.matter_id, person_id)
    for ballot in counted_ballots(this):
        if ballot.person_id not in digests:
            yield Gap(Part.DIGEST, minutes, at, this.matter_id, ballot.person_id)
    for one in item.ballots:
        if one.person_id not in {*on_record, *expected}:
            yield Gap(Part.BALLOT, minutes, at, this.matter_id, one.person_id or "")
    yield from _changed_since(minutes, index, this)


def _changed_since(minutes: Minutes, index: int, this: Round) -> Iterator[Gap]:
    """Each digest that is not, byte by byte, that of the ballot or sheet on record."""
    sheet = this.secret_tally
    papers: dict[str | None, Ballot | SecretTally] = {None: sheet} if sheet else {}
    if sheet is None:
        papers.update({one.person_id: one for one in this.ballots})
    for nth, told in enumerate(minutes.items[index].ballots):
        paper = papers.get(told.person_id)
        now = this.see.sha256(paper) if paper is not None else ""
        if now and now != told.sha256:
            at = f"items.{index}.ballots.{nth}.sha256"
            yield Gap(Part.CHANGED, minutes, at, this.matter_id, told.person_id or "")


def _dissents(minutes: Minutes, index: int, this: Round) -> Iterator[Gap]:
    """An opinion other than yes stands in the minutes as it was stated (Decree 713, art. 30)."""
    told = {(one.person_id, one.text) for one in minutes.items[index].dissents}
    for ballot in counted_ballots(this):
        if ballot.choice not in DIFFERENT or ballot.opinion is None:
            continue
        if (ballot.person_id, ballot.opinion) not in told:
            field = f"items.{index}.dissents"
            yield Gap(Part.DISSENT, minutes, field, this.matter_id, ballot.person_id)


def _task(minutes: Minutes, index: int, item: MinutesItem) -> Iterator[Gap]:
    """What was passed is to be done by somebody, by a day, under somebody's eyes."""
    wanted = {
        Part.CONCLUSION: ("conclusion", item.conclusion),
        Part.EXECUTOR: ("executor_id", item.executor_id),
        Part.DEADLINE: ("due_on", item.due_on),
        Part.SUPERVISOR: ("supervisor_ids", item.supervisor_ids),
    }
    if item.outcome is Outcome.PASSED:
        for part, (name, value) in wanted.items():
            if not value:
                yield Gap(part, minutes, f"items.{index}.{name}", item.matter_id)


def voters(this: Round) -> list[str]:
    """Whose ballot by name is expected: the entitled in the room, less those who stood aside."""
    if not votes.voted(this) or this.matter_id in _put_off(this):
        return []
    if this.meeting.decision_model is DecisionModel.HEAD_AFTER_DISCUSSION:
        return []
    present = set(this.present_ids) - stood_aside(this)
    return [person_id for person_id in this.meeting.entitled_ids if person_id in present]


def counted_ballots(this: Round) -> list[Ballot]:
    """The ballots by name that count, in the order of the record."""
    recused, outside = struck_ballots(this, this.see.on(this.meeting.held_on))
    return [one for one in this.ballots if one.person_id not in recused | outside]


def _put_off(this: Round) -> set[str]:
    return {one.matter_id for one in this.meeting.deferred}
