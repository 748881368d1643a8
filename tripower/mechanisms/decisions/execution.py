"""A decision after the vote: who carries it out, where that stands; derived, never stored."""

from __future__ import annotations

from datetime import date

from tripower.core.dates import add_days
from tripower.core.people import Role, roles_on
from tripower.core.records import Record, Term
from tripower.core.unit import Sees
from tripower.mechanisms.decisions import scope
from tripower.mechanisms.decisions import tally as votes
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
    SupervisionCheck,
)
from tripower.mechanisms.decisions.rounds import Round, rounds_of
from tripower.mechanisms.decisions.status import Stage, status
from tripower.mechanisms.power_split.approvals import leaders_on

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


def life(matter_id: str, see: Sees, by: date = date.max) -> Life | None:
    """How far a decision had been carried out by a day; None where nobody had begun."""
    closing, begun = see.get(Closing, matter_id), see.get(Execution, matter_id)
    if closing is not None and closing.on <= by:
        return Life.CLOSED
    if halt_in_force(matter_id, see, by) is not None:
        return Life.SUSPENDED
    changes = changes_of(matter_id, see, by)
    if changes and changes[-1].type_ is ChangeType.STOPPED:
        return Life.STOPPED
    return Life.EXECUTING if begun is not None and begun.started_on <= by else None


def changes_of(matter_id: str, see: Sees, by: date = date.max) -> list[ChangeOfDecision]:
    """What was done to a decision by a day, in order."""
    found = [one for one in see.where(ChangeOfDecision, matter_id=matter_id) if one.on <= by]
    return sorted(found, key=lambda one: (one.on, one.change_no))


def halt_in_force(matter_id: str, see: Sees, by: date = date.max) -> Halt | None:
    """The last suspension that nothing had followed by a day: no change and no resumption."""
    halts = [one for one in see.where(Halt, matter_id=matter_id) if one.on <= by]
    last = max(halts, key=lambda one: (one.on, one.halt_no), default=None)
    if last is None or any(change.on >= last.on for change in changes_of(matter_id, see, by)):
        return None
    return last


def settle_by(halt: Halt, see: Sees) -> date:
    """The last day for a meeting on what was suspended; the day itself is not counted (DEC-19)."""
    days = see.on(halt.on).whole("dec.halt_settle_workdays")
    return see.calendar.add_workdays(halt.on, days)


def adopted_in(matter_id: str, see: Sees, by: date = date.max) -> Round | None:
    """The round that passed or ratified the matter, if one had by a day.

    A later meeting that had it on the agenda and came to no result adopted nothing.
    """
    if not scope.passed_by(matter_id, see, by):
        return None
    held = [one for one in rounds_of(see, matter_id) if one.day <= by]
    return next(one for one in reversed(held) if votes.tally(one).result is not None)


def adopted_on(matter_id: str, see: Sees, by: date = date.max) -> date | None:
    """The day of the meeting that passed or ratified the matter, if one had by a day."""
    adopted = adopted_in(matter_id, see, by)
    return adopted.day if adopted else None


def supervised(matter_id: str, see: Sees, by: date = date.max) -> bool:
    """Whether a head, or the discipline leader, had looked at it by a day (SEP-04)."""
    looks = see.where(SupervisionCheck, matter_id=matter_id)
    return any(look.on <= by and _supervises(look, see) for look in looks)


def _supervises(look: SupervisionCheck, see: Sees) -> bool:
    roles = roles_on(see, look.by, look.on)
    return Role.DISCIPLINE_LEADER in roles or look.by in leaders_on(see, look.on)


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
