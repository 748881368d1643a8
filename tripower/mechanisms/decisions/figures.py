"""The room in figures: catalogue items, matters, what was passed, minutes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from tripower.core.unit import Sees
from tripower.mechanisms.decisions.records import (
    CatalogItem,
    Matter,
    Meeting,
    MeetingStage,
    Minutes,
    Outcome,
)
from tripower.mechanisms.decisions.status import Stage, status


@dataclass(frozen=True)
class Figures:
    """Counts over the records; minutes ≤ meetings ≤ rounds (DEC-17)."""

    catalogue_items: int
    matters: int
    passed: int
    minutes: int
    meetings: int
    rounds: int
    by_status: dict[Outcome | Stage, int]


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
