"""The room in figures: catalogue items, matters, what was passed, minutes."""

from __future__ import annotations

from collections import Counter

import msgspec

from tripower.core.people import heads_on
from tripower.core.unit import Sees
from tripower.mechanisms.decisions.records import (
    Ballot,
    CatalogItem,
    Choice,
    Confirmation,
    ConfirmationResult,
    EmergencyDecision,
    Matter,
    Meeting,
    MeetingStage,
    Minutes,
    Outcome,
)
from tripower.mechanisms.decisions.rounds import Round
from tripower.mechanisms.decisions.status import Stage, status
from tripower.mechanisms.decisions.tally import cast, tally


class Figures(msgspec.Struct, frozen=True):
    """Counts over the records; minutes ≤ meetings ≤ rounds (DEC-17)."""

    catalogue_items: int
    matters: int
    passed: int
    minutes: int
    meetings: int
    rounds: int
    by_status: dict[Outcome | Stage, int]


class Signs(msgspec.Struct, frozen=True):
    """What one-man rule looks like in numbers; each is for people to look at, none a verdict.

    votes: rounds in which votes were cast.
    unanimous: those in which everybody who voted said yes.
    dissents: opinions on record that differ from a plain yes.
    refused: proposals of members that the head refused.
    of_head: matters that the head proposed.
    emergencies: matters that one person decided first.
    """

    votes: int
    unanimous: int
    dissents: int
    refused: int
    of_head: int
    emergencies: int


def signs(see: Sees) -> Signs:
    """Count over all meetings that are over."""
    held = [m for m in see.all(Meeting) if m.stage is MeetingStage.CLOSED]
    counted = [tally(this).count for m in held for this in Round.of(m, see) if cast(this)]
    roles = "pow.head_roles"
    return Signs(
        votes=len(counted),
        unanimous=sum(1 for c in counted if c.yes and not (c.no + c.abstain + c.defer + c.void)),
        dissents=sum(1 for b in see.all(Ballot) if b.opinion and b.choice is not Choice.YES),
        refused=sum(1 for c in see.all(Confirmation) if c.result is ConfirmationResult.REFUSED),
        of_head=sum(
            1
            for m in see.all(Matter)
            if m.proposer_id in heads_on(see, m.proposed_on, see.on(m.proposed_on).words(roles))
        ),
        emergencies=len(see.all(EmergencyDecision)),
    )


def figures(see: Sees) -> Figures:
    """Count the records of the room."""
    held = [m for m in see.all(Meeting) if m.stage is MeetingStage.CLOSED]
    statuses = Counter(status(matter, see) for matter in see.all(Matter))
    return Figures(
        catalogue_items=len(see.all(CatalogItem)),
        matters=len(see.all(Matter)),
        passed=statuses[Outcome.PASSED],
        minutes=len(see.all(Minutes)),
        meetings=len(held),
        rounds=sum(len(meeting.agenda) for meeting in held),
        by_status={word: statuses[word] for word in (*Stage, *Outcome) if statuses[word]},
    )
