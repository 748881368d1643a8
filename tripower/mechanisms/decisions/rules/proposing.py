"""Rules on the way of a matter to the agenda: who proposes it, and the gate of materials."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from tripower.core.messages import N_
from tripower.core.people import Position, team_on
from tripower.core.rules import Hit, block, rule, seed, warning
from tripower.core.unit import View
from tripower.mechanisms.decisions import status
from tripower.mechanisms.decisions.records import (
    Admission,
    Confirmation,
    ConfirmationResult,
    EmergencyDecision,
    GateResult,
    Matter,
    Meeting,
    Retabling,
    RetablingChange,
    Withdrawal,
)
from tripower.mechanisms.decisions.rounds import stood_on
from tripower.mechanisms.decisions.speaking import PARAMETERS as HEADS

CHANGED = (RetablingChange.FACTS, RetablingChange.PLAN)
"""What makes the materials of before argue for something else than what comes back."""


@rule(
    "DEC-03",
    N_("The head proposes, or confirms what a member proposes"),
    subject=Matter,
    reads=[Confirmation, Meeting, Admission, Withdrawal, Position],
    parameters=HEADS,
    acts=[Admission, Meeting],
    basis=[seed(N_("Matters are proposed by the head, or by a member and settled by the head."))],
    says={
        "outsider": (
            N_("{matter}: {person} proposed it and is neither head nor member of the team"),
            N_("Let the head or a member of the team propose it."),
        ),
        "unconfirmed": (
            N_("{matter}: {person} proposed it and the head has not confirmed it by {day}"),
            N_("Ask the head to confirm or to refuse, and record the answer."),
        ),
        "late": (
            N_("{matter} was on the agenda of {day} but was confirmed only on {confirmed}"),
            N_("A confirmation comes before the meeting; put the matter to a new meeting."),
        ),
        "refused": (
            N_("{matter}: {by} refused it on {confirmed}, so it may not be discussed"),
            N_("Take it off the agenda; a changed proposal is a new matter."),
        ),
        "not_head": (
            N_("{matter}: {by} confirmed it and is no head, or has no delegation in writing"),
            N_("Let the head confirm it, or record the number of the written delegation."),
        ),
        "own": (
            N_("{matter}: {person} proposed it and confirmed it too"),
            N_("Let the head confirm it; nobody confirms an own proposal by delegation."),
        ),
        "no_reason": (
            N_("{matter}: {by} refused it on {confirmed} without a reason"),
            N_("Ask for the reason and record it; a refusal is not dropped silently."),
        ),
    },
)
def lawfully_proposed(this: Matter, see: View) -> Iterator[Hit]:
    """A matter on an agenda comes from the head, or from a member with the head's confirmation.

    It is judged once it is on an agenda, or has passed the gate of materials; what is only
    proposed may still wait for its confirmation. On the day of the meeting the confirmation is
    in time, later it is not. While the head is absent another member confirms with a written
    delegation, but never an own proposal; while the post is vacant, the one who leads the
    unit does. A refusal needs its reason.

    Why: the head answers for what is decided, and a refused proposal must leave a trace.

    Example: a deputy proposes on 1 March, the head confirms on 5 March: it may be discussed on
    5 March, not on 4 March.
    """
    confirmation = see.get(Confirmation, this.matter_id)
    if confirmation is not None and _refused(confirmation) and confirmation.reason is None:
        yield warning("no_reason", at=confirmation, field="result", **_args(this, None, see))
    meetings = _agendas(this.matter_id, see)
    for meeting in meetings:
        if fault := _fault(this, meeting.held_on, see):
            yield block(
                fault,
                at=meeting,
                field=f"agenda.{meeting.agenda.index(this.matter_id)}",
                on=meeting.held_on,
                mark=meeting.meeting_id,
                **_args(this, meeting.held_on, see),
            )
    if not meetings:
        yield from _admitted_unlawfully(this, see)


def _agendas(matter_id: str, see: View) -> list[Meeting]:
    """The meetings with the matter on the agenda, those only called included."""
    linked = see.linked(Meeting, ("matter", matter_id))
    return [meeting for meeting in linked if matter_id in meeting.agenda]


def _admitted_unlawfully(this: Matter, see: View) -> Iterator[Hit]:
    gate = status.last_check(this.matter_id, see)
    if gate is None or gate.result is not GateResult.ADMITTED:
        return
    fault = _fault(this, date.max, see)
    if fault and see.get(Withdrawal, this.matter_id) is None:
        yield block(
            fault, at=gate, field="result", on=gate.checked_on, **_args(this, see.as_of, see)
        )


def _fault(this: Matter, day: date, see: View) -> str:
    """What kept a matter from an agenda on a day, empty if it was lawfully proposed."""
    if status.confirmed_by(this, see, day):
        return ""
    if this.proposer_id not in team_on(see, this.proposed_on):
        return "outsider"
    confirmation = see.get(Confirmation, this.matter_id)
    if confirmation is None:
        return "unconfirmed"
    if _refused(confirmation):
        return "refused" if confirmation.on <= day else "unconfirmed"
    if confirmation.on > day:
        return "late"
    return "own" if confirmation.by == this.proposer_id else "not_head"


def _refused(confirmation: Confirmation) -> bool:
    return confirmation.result is ConfirmationResult.REFUSED


def _args(this: Matter, day: date | None, see: View) -> dict[str, Any]:
    confirmation = see.get(Confirmation, this.matter_id)
    args: dict[str, Any] = {"matter": this.title, "person": see.name(this.proposer_id), "day": day}
    if confirmation is None:
        return args
    return {**args, "by": see.name(confirmation.by), "confirmed": confirmation.on}


@rule(
    "DEC-04",
    N_("No matter is on an agenda without its materials"),
    subject=Meeting,
    reads=[Matter, Admission, Retabling, EmergencyDecision],
    acts=[Admission, Meeting],
    basis=[
        seed(N_("A matter comes to the meeting only with supporting materials, else not at all."))
    ],
    says={
        "unchecked": (
            N_("{matter}: its materials had not been checked when the agenda stood on {day}"),
            N_("Check the materials first; the matter goes on an agenda once it is admitted."),
        ),
        "returned": (
            N_("{matter}: it was returned for materials on {checked}; missing: {missing}"),
            N_("Hand in what is missing; a new check then admits it."),
        ),
        "late": (
            N_("{matter}: it was admitted on {checked}, after the agenda stood on {day}"),
            N_("Send out the agenda anew once the matter is admitted, or leave it out."),
        ),
        "changed": (
            N_("{matter}: it came back on {back} with changed {change}, last checked on {checked}"),
            N_("Check its materials again: they argue for what it was before."),
        ),
    },
)
def gate_of_materials(this: Meeting, see: View) -> Iterator[Hit]:
    """Every matter on an agenda had been admitted by the gate of materials by then.

    The agenda stands on the day of its notice, or on the day of the meeting where no notice
    is on record. The last check counts: a matter returned later, up to the meeting, needs a
    new one. A matter that comes back after it was deferred keeps its admission; one that
    comes back with new facts or a new plan is checked again. What was decided in an emergency
    and is now to be ratified has no gate.

    Why: nobody can decide on what nobody has looked into, and a paper handed round during the
    meeting is not looked into.

    Example: the notice goes out on 4 March. Admitted on 4 March: the matter may be on it.
    Admitted on 5 March, a new notice is needed.
    """
    stood = stood_on(this)
    for index, matter_id in enumerate(this.agenda):
        emergency = see.get(EmergencyDecision, matter_id)
        if emergency is not None and emergency.decided_on <= this.held_on:
            continue
        fault = _gate_fault(matter_id, stood, this.held_on, see)
        if fault is not None:
            matter, (says, args) = see.get(Matter, matter_id), fault
            yield block(
                says,
                field=f"agenda.{index}",
                mark=matter_id,
                matter=matter.title if matter else matter_id,
                day=stood,
                **args,
            )


def _gate_fault(
    matter_id: str, stood: date, held: date, see: View
) -> tuple[str, dict[str, Any]] | None:
    """What is wrong with the gate of one matter, and what to say of it."""
    last = status.last_check(matter_id, see, held)
    if last is None:
        return "unchecked", {}
    if last.result is GateResult.RETURNED:
        return "returned", {"checked": last.checked_on, "missing": list(last.missing) or "—"}
    by_then = status.last_check(matter_id, see, stood)
    if by_then is None or by_then.result is GateResult.RETURNED:
        return "late", {"checked": last.checked_on}
    back = _last_change(matter_id, held, see)
    if back is not None and by_then.checked_on < back.on:
        return "changed", {"back": back.on, "change": back.change, "checked": by_then.checked_on}
    return None


def _last_change(matter_id: str, held: date, see: View) -> Retabling | None:
    """The last time by the meeting that the matter came back as something else."""
    returns = see.where(Retabling, matter_id=matter_id)
    changed = [back for back in returns if back.change in CHANGED and back.on <= held]
    return max(changed, key=lambda back: (back.on, back.round), default=None)
