"""The minutes of a meeting (集体决策会议纪要), frozen when issued."""

from datetime import date

import msgspec

from tripower.core.records import Digest, Event, Id, MatterId, MeetingId, PersonId, Term, Text


class Outcome(Term):
    """What became of a matter (DEC-13)."""

    PASSED = "passed"
    REJECTED = "rejected"
    DEFERRED = "deferred"
    RETURNED_FOR_MATERIALS = "returned_for_materials"
    INVALID = "invalid"
    WITHDRAWN = "withdrawn"
    RATIFIED = "ratified"
    NOT_RATIFIED = "not_ratified"


class Retention(Term):
    """How long a paper is kept."""

    PERMANENT = "permanent"
    TEN_YEARS = "ten_years"


class BallotDigest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The exact ballot that was counted, so that none can be dropped later.

    person_id: whose ballot; left out for the sheet of a secret vote.
    sha256: digest of the ballot's file.
    """

    person_id: PersonId | None = None
    sha256: Digest


class Dissent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A different opinion, word for word (713令 第30条).

    person_id: whose opinion.
    text: the opinion as stated.
    """

    person_id: PersonId
    text: Text


class MinutesItem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the minutes say of one matter.

    matter_id: the matter.
    outcome: what became of it.
    entitled: members entitled to attend.
    present: members present for this matter.
    yes: votes in favour.
    no: votes against.
    abstain: abstentions.
    defer: votes to defer.
    recused: members who stood aside.
    ballots: digests of the ballots counted.
    dissents: different opinions, word for word.
    conclusion: what was decided, in a sentence.
    executor_id: who carries it out.
    due_on: by when.
    supervisor_ids: who supervises.
    """

    matter_id: MatterId
    outcome: Outcome
    entitled: int
    present: int
    yes: int
    no: int
    abstain: int
    defer: int
    recused: int = 0
    ballots: tuple[BallotDigest, ...] = ()
    dissents: tuple[Dissent, ...] = ()
    conclusion: Text | None = None
    executor_id: PersonId | None = None
    due_on: date | None = None
    supervisor_ids: tuple[PersonId, ...] = ()


class Minutes(Event, frozen=True, kw_only=True):
    """The minutes of one meeting, numbered serially within a year (DEC-17).

    meeting_id: the meeting.
    minutes_id: id of the minutes, such as J-2024-03.
    year: the year of the number.
    number: the serial number within the year.
    issued_on: the day of issue.
    signer_id: who signed.
    distribution: who received them.
    retention: how long they are kept.
    items: what they say of each matter.
    """

    kind = "minutes"
    id_fields = ("minutes_id",)
    day_field = "issued_on"

    meeting_id: MeetingId
    minutes_id: Id
    year: int
    number: int
    issued_on: date
    signer_id: PersonId
    distribution: tuple[Text, ...]
    retention: Retention = Retention.PERMANENT
    items: tuple[MinutesItem, ...]
