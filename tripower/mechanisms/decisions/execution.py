"""A decision after the vote: who carries it out, where that stands; derived, never stored."""

from __future__ import annotations

from datetime import date

from tripower.core.dates import add_days
from tripower.core.records import Record, Term
from tripower.core.unit import Sees
from tripower.mechanisms.decisions import scope
from tripower.mechanisms.decisions.records import (
    ChangeOfDecision,
    ChangeType,
    Closing,
    Execution,
    Halt,
    Matter,
    Minutes,
    MinutesItem,
    Outcome,
)
from tripower.mechanisms.decisions.rounds import rounds_of
from tripower.mechanisms.decisions.status import Stage, status

READS: tuple[type[Record], ...] = (*scope.READS, ChangeOfDecision, Halt)
PARAMETERS = scope.PARAMETERS
ADOPTED = (Outcome.PASSED, Outcome.RATIFIED)


class Life(Term):
    """Where a decision stands once somebody has begun to carry it out, or has stopped it."""

    EXECUTING = "executing"
    SUSPENDED = "suspended"
    STOPPED = "stopped"
    CLOSED = "closed"


def standing(matter: Matter, see: Sees) -> Outcome | Stage | Life:
    """Where a matter stands; of a decision, how far it has been carried out."""
    result = status(matter, see)
    if result not in ADOPTED:
        return result
    return life(matter.matter_id, see) or result


def life(matter_id: str, see: Sees) -> Life | None:
    """How far a decision has been carried out; None where nobody has begun."""
    if see.get(Closing, matter_id) is not None:
        return Life.CLOSED
    if halt_in_force(matter_id, see) is not None:
        return Life.SUSPENDED
    changes = see.where(ChangeOfDecision, matter_id=matter_id)
    last = max(changes, key=lambda one: (one.on, one.change_no), default=None)
    if last is not None and last.type_ is ChangeType.STOPPED:
        return Life.STOPPED
    return Life.EXECUTING if see.get(Execution, matter_id) is not None else None


def halt_in_force(matter_id: str, see: Sees) -> Halt | None:
    """The last suspension that nothing has followed: no change and no resumption."""
    halts = see.where(Halt, matter_id=matter_id)
    last = max(halts, key=lambda one: (one.on, one.halt_no), default=None)
    if last is None or any(
        change.on >= last.on for change in see.where(ChangeOfDecision, matter_id=matter_id)
    ):
        return None
    return last


def settle_by(halt: Halt, see: Sees) -> date:
    """The last day for a meeting on what was suspended; the day itself is not counted (DEC-19)."""
    days = see.on(halt.on).whole("dec.halt_settle_workdays")
    return see.calendar.add_workdays(halt.on, days)


def adopted_on(matter_id: str, see: Sees, by: date = date.max) -> date | None:
    """The day of the meeting that passed or ratified the matter, if one had by a day."""
    held = [one.day for one in rounds_of(see, matter_id) if one.day <= by]
    return held[-1] if held and scope.passed_by(matter_id, see, by) else None


def task(matter_id: str, see: Sees) -> MinutesItem | None:
    """What the last minutes that adopted the matter say: executor, deadline, supervisors."""
    issued = [one for one in see.linked(Minutes, ("matter", matter_id)) if not one.draft]
    for minutes in sorted(issued, key=lambda one: (one.issued_on, one.minutes_id), reverse=True):
        for item in minutes.items:
            if item.matter_id == matter_id and item.outcome in ADOPTED:
                return item
    return None


def is_near(day: date, as_of: date, see: Sees) -> bool:
    """Whether a deadline has passed or is so near that its executor is reminded of it."""
    return day <= add_days(as_of, see.on(as_of).whole("dec.execution_lead_days"))
