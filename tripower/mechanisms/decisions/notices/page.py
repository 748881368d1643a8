"""What the page of minutes holds; the public one is without `Named`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

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
from tripower.publish.basis import RuleBasis
from tripower.publish.masking import PrivatePerson


@dataclass(frozen=True)
class Spoken:
    """A contribution to the discussion, in the order of speaking."""

    name: str
    kind: SpeechKind
    stance: Stance | None
    gist: str


@dataclass(frozen=True)
class Aside:
    """A member who stood aside, and why."""

    name: str
    ground: RecusalGround
    decided_by: RecusalDecider
    note: str | None


@dataclass(frozen=True)
class Vote:
    """A member's vote; `counts` is false for one that had to be struck out."""

    name: str
    choice: Choice
    counts: bool


@dataclass(frozen=True)
class Opinion:
    """An opinion, word for word."""

    name: str
    text: str


@dataclass(frozen=True)
class Named:
    """Everything by name about one matter; for the unit itself, never for the public."""

    speeches: tuple[Spoken, ...]
    asides: tuple[Aside, ...]
    votes: tuple[Vote, ...]
    counters: tuple[str, ...]
    dissents: tuple[Opinion, ...]
    written: tuple[Opinion, ...]
    head_reasons: str | None
    deferred_because: str | None


@dataclass(frozen=True)
class Paper:
    """A supporting paper."""

    kind: MaterialKind
    title: str
    producer: str | PrivatePerson
    dated: date | None


@dataclass(frozen=True)
class Step:
    """One comparison behind the result, written out as it stands."""

    rule_id: str
    text: Say
    inequality: str | Say
    holds: bool


@dataclass(frozen=True)
class Numbers:
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


@dataclass(frozen=True)
class Section:
    """One matter. `round` is 2 where it came back; `defects` are rules of procedure broken.

    `by_records` is what the records give where the minutes say something else.
    """

    title: str
    category: Category | None
    amount: Money | None
    round: int
    proposer: str | None
    confirmation: Say | None
    papers: tuple[Paper, ...]
    speakers: int
    method: Say | tuple[VoteMethod, ...] | None
    numbers: Numbers
    steps: tuple[Step, ...]
    defects: tuple[str, ...]
    dissents: int
    outcome: Outcome
    by_records: Outcome | None
    conclusion: str | None
    executor: str | None
    due_on: date | None
    supervisors: tuple[str, ...]
    named: Named | None


@dataclass(frozen=True)
class Absent:
    """A member who stayed away; the reason, often one of health, only in the internal page."""

    name: str
    reason: str | None


@dataclass(frozen=True)
class MinutesPage:
    """What the template shows."""

    issuer: str
    title: Say
    doc_no: str
    held_on: date
    place: str | None
    presiding: str
    recorder: str | None
    entitled: tuple[str, ...]
    present: tuple[str, ...]
    absent: tuple[Absent, ...]
    observers: tuple[str, ...]
    sections: tuple[Section, ...]
    signer: str
    issued_on: date
    distribution: tuple[str, ...]
    retention: Retention
    basis: tuple[RuleBasis, ...]
    internal: bool
