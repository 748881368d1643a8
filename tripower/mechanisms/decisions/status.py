"""Where a matter stands: derived from what is on record, never stored (DEC-13)."""

from __future__ import annotations

from datetime import date

from tripower.core.people import acting_heads_on, heads_on, team_on
from tripower.core.records import Term
from tripower.core.unit import Sees
from tripower.mechanisms.decisions import tally as votes
from tripower.mechanisms.decisions.records import (
    Admission,
    Confirmation,
    ConfirmationResult,
    GateResult,
    Matter,
    Outcome,
    Retabling,
    Withdrawal,
)
from tripower.mechanisms.decisions.rounds import Round, rounds_of


class Stage(Term):
    """Where a matter without a result yet stands on its way."""

    PROPOSED = "proposed"
    REFUSED = "refused"
    CONFIRMED = "confirmed"
    ADMITTED = "admitted"
    ON_AGENDA = "on_agenda"


READS = (*votes.READS, Confirmation, Admission, Retabling, Withdrawal)
PARAMETERS = votes.PARAMETERS


def status(matter: Matter, see: Sees) -> Outcome | Stage:
    """The latest thing that happened to a matter."""
    if see.get(Withdrawal, matter.matter_id) is not None:
        return Outcome.WITHDRAWN
    latest = last_round(matter.matter_id, see)
    if latest is not None and not _came_back(matter.matter_id, latest, see):
        return votes.tally(latest).result or Stage.ON_AGENDA
    gate = last_check(matter.matter_id, see)
    if gate is not None:
        returned = gate.result is GateResult.RETURNED
        return Outcome.RETURNED_FOR_MATERIALS if returned else Stage.ADMITTED
    return _before_the_gate(matter, see)


def _before_the_gate(matter: Matter, see: Sees) -> Stage:
    confirmation = see.get(Confirmation, matter.matter_id)
    if confirmation is not None and confirmation.result is ConfirmationResult.REFUSED:
        return Stage.REFUSED
    return Stage.CONFIRMED if confirmed_by(matter, see, date.max) else Stage.PROPOSED


def _came_back(matter_id: str, latest: Round, see: Sees) -> bool:
    """Whether the matter was brought back after its last round."""
    returns = see.where(Retabling, matter_id=matter_id)
    return any(one.round > latest.number for one in returns)


def last_round(matter_id: str, see: Sees) -> Round | None:
    """The last meeting that discussed the matter."""
    rounds = rounds_of(see, matter_id)
    return rounds[-1] if rounds else None


def last_check(matter_id: str, see: Sees, by: date = date.max) -> Admission | None:
    """The last check of the gate made by a day."""
    checks = [c for c in see.where(Admission, matter_id=matter_id) if c.checked_on <= by]
    return max(checks, key=lambda c: (c.checked_on, c.check_no), default=None)


def confirmed_by(matter: Matter, see: Sees, day: date) -> bool:
    """Whether head's own proposal or a confirmed member's, by a day (DEC-03)."""
    if _leads(see, matter.proposer_id, matter.proposed_on):
        return True
    if matter.proposer_id not in team_on(see, matter.proposed_on):
        return False
    confirmation = see.get(Confirmation, matter.matter_id)
    return (
        confirmation is not None
        and confirmation.on <= day
        and confirmation.result is ConfirmationResult.CONFIRMED
        and may_confirm(confirmation, see, matter.proposer_id)
    )


def may_confirm(confirmation: Confirmation, see: Sees, proposer_id: str = "") -> bool:
    """Whether a head confirmed, or another member with a written delegation (DEC-03)."""
    if _leads(see, confirmation.by, confirmation.on):
        return True
    delegated = confirmation.delegation_doc is not None and confirmation.by != proposer_id
    return delegated and confirmation.by in team_on(see, confirmation.on)


def _leads(see: Sees, person_id: str, day: date) -> bool:
    """Whether a person is head on a day, or leads the unit while that post is vacant (POW-09)."""
    roles = see.on(day).words("pow.head_roles")
    return person_id in (heads_on(see, day, roles) or acting_heads_on(see, day, roles))
