"""What the pages of a meeting hold; the public ones are without `Named`."""

from __future__ import annotations

from datetime import date

import msgspec

from tripower.core.answer import Say
from tripower.core.records import Money
from tripower.mechanisms.decisions.records import (
    Category,
    Choice,
    MaterialKind,
    Outcome,
    RecusalDecider,
    RecusalGround,
    Retention,
    SpeechKind,
    Stance,
    VoteMethod,
)
from tripower.publish.masking import PrivatePerson
from tripower.publish.office import Paper


class Spoken(msgspec.Struct, frozen=True):
    """A contribution to the discussion, in the order of speaking."""

    name: str
    kind: SpeechKind
    stance: Stance | None
    gist: str


class Aside(msgspec.Struct, frozen=True):
    """A member who stood aside, and why."""

    name: str
    ground: RecusalGround
    decided_by: RecusalDecider
    note: str | None


class Vote(msgspec.Struct, frozen=True):
    """A member's vote; `counts` is false for one that had to be struck out."""

    name: str
    choice: Choice
    counts: bool
    opinion: str | None


class Opinion(msgspec.Struct, frozen=True):
    """An opinion, word for word."""

    name: str
    text: str


class Named(msgspec.Struct, frozen=True):
    """Everything by name about one matter; for the unit itself, never for the public."""

    speeches: tuple[Spoken, ...]
    asides: tuple[Aside, ...]
    votes: tuple[Vote, ...]
    counters: tuple[str, ...]
    dissents: tuple[Opinion, ...]
    written: tuple[Opinion, ...]
    head_reasons: str | None
    deferred_because: str | None


class SupportingPaper(msgspec.Struct, frozen=True):
    """A supporting paper."""

    kind: MaterialKind
    title: str
    producer: str | PrivatePerson
    dated: date | None


class Step(msgspec.Struct, frozen=True):
    """One comparison behind the result, written out as it stands."""

    rule_id: str
    text: Say
    inequality: str | Say
    holds: bool


class Numbers(msgspec.Struct, frozen=True):
    """The vote in numbers, as the minutes have it; `void` and `struck` as counted."""

    entitled: int
    present: int
    yes: int
    no: int
    abstain: int
    defer: int
    recused: int
    void: int
    struck: int


class Section(msgspec.Struct, frozen=True):
    """One matter. `round` is 2 where it came back; `defects` are rules of procedure broken.

    `by_records` is what the records give where the minutes say something else, `corrected`
    says that the matter itself was corrected since the meeting. What follows
    `outcome` is known from minutes alone.
    """

    matter_id: str
    title: str
    category: Category | None
    amount: Money | None
    round: int
    proposer: str | None
    confirmation: Say | None
    papers: tuple[SupportingPaper, ...]
    speakers: int
    method: Say | tuple[VoteMethod, ...] | None
    numbers: Numbers
    steps: tuple[Step, ...]
    defects: tuple[Say, ...]
    dissents: int
    secret: bool
    named: Named | None
    outcome: Outcome | None
    by_records: Outcome | None = None
    corrected: Say | None = None
    conclusion: str | None = None
    executor: str | None = None
    due_on: date | None = None
    supervisors: tuple[str, ...] = ()


class Absent(msgspec.Struct, frozen=True):
    """A member who stayed away; the reason, often one of health, only in the internal page."""

    name: str
    reason: str | None


class MeetingPage(Paper, frozen=True, kw_only=True):
    """A meeting that was held: when, where, and who was there."""

    meeting_id: str
    held_on: date
    place: str | None
    presiding: str
    recorder: str | None
    entitled: tuple[str, ...]
    present: tuple[str, ...]
    absent: tuple[Absent, ...]
    observers: tuple[str, ...]
    sections: tuple[Section, ...]


class MinutesPage(MeetingPage, frozen=True, kw_only=True):
    """The minutes of a meeting."""

    signer: str
    issued_on: date
    distribution: tuple[str, ...]
    retention: Retention
