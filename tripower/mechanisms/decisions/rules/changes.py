"""The rule on decisions that stand: who may change, suspend and resume them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from tripower.core.messages import N_
from tripower.core.people import acting_heads_on, heads_on
from tripower.core.rules import Derived, Hit, manual, practice, reg, rule, violation, warning
from tripower.core.unit import Sees, View
from tripower.mechanisms.decisions import execution, scope
from tripower.mechanisms.decisions.records import (
    Body,
    ChangeOfDecision,
    ChangeType,
    Closing,
    ClosingResult,
    Halt,
    Matter,
)

SAME_WAY = N_(
    "Put the change to the body that decided, and name that matter with `--under`; until then "
    "the decision stands."
)


class Decided(Derived, frozen=True):
    """A matter whose decision was altered, stopped, resumed, suspended, or not carried out."""

    matter: Matter
    see: Sees

    kind: ClassVar[str] = Matter.kind

    @property
    def subject(self) -> tuple[str, str]:
        """The matter itself, as findings name it."""
        return self.matter.subject

    @property
    def anchors(self) -> list[tuple[str, str]]:
        """The matter, and those by which its decision was changed."""
        others = [one.new_matter_id for one in self.changes if one.new_matter_id]
        return [self.subject, *((Matter.kind, other) for other in others)]

    @property
    def record(self) -> Matter:
        """The record to point at where no better one is."""
        return self.matter

    @classmethod
    def every(cls, see: Sees) -> Iterator[Decided]:
        """Every matter with a record of a change, a suspension, or of a closing half done."""
        found = {one.matter_id for one in see.all(ChangeOfDecision)}
        found |= {one.matter_id for one in see.all(Halt)}
        found |= {c.matter_id for c in see.all(Closing) if c.result is not ClosingResult.DONE}
        for matter_id in sorted(found):
            matter = see.get(Matter, matter_id)
            if matter is not None:
                yield cls(matter, see)

    @property
    def changes(self) -> list[ChangeOfDecision]:
        """What was done to its decision, in order."""
        return execution.changes_of(self.matter.matter_id, self.see)

    @property
    def halts(self) -> list[Halt]:
        """The suspensions, in order."""
        found = self.see.where(Halt, matter_id=self.matter.matter_id)
        return sorted(found, key=lambda one: (one.on, one.halt_no))


@rule(
    "DEC-19",
    N_("A decision is changed only the way it was made"),
    subject=Decided,
    reads=[*execution.READS, Closing],
    parameters=[*execution.PARAMETERS, "pow.head_roles", "dec.halt_settle_workdays"],
    acts=[ChangeOfDecision, Halt],
    basis=[
        reg(N_("Decree 713 of the State Council, art. 37: nobody alters or stops a decision.")),
        reg(
            N_("Law on administrative discipline of public officials (政务处分法), art. 30."),
            only=["alone"],
        ),
        practice(
            N_("Ten working days to settle a suspension, and that the head resumes, are ours."),
            only=["suspension"],
        ),
    ],
    says={
        "alone": (
            N_("{person} {did} the decision on {day}, and no other decision stands behind it"),
            SAME_WAY,
        ),
        "undecided": (
            N_("{person} {did} the decision on {day}; {matter} had not passed by then"),
            SAME_WAY,
        ),
        "earlier": (
            N_("{person} {did} the decision on {day} under “{matter}”, decided before it, {held}"),
            SAME_WAY,
        ),
        "other_body": (
            N_("the decision was {did} by another body: decided by {body}, changed by {other}"),
            SAME_WAY,
        ),
        "not_the_head": (
            N_("{person} suspended the decision on {day} and was not head"),
            N_("Only the head suspends in haste; put the matter to a meeting."),
        ),
        "left_standing": (
            N_("suspended on {day}, and by {due} neither decided anew nor resumed"),
            N_("Put it to the next meeting, or resume it with `tripower decision change`."),
        ),
        "not_by_head": (
            N_("{person} resumed on {day} what the head had suspended, and was not head"),
            N_("Let the head or a meeting confirm that it goes on."),
        ),
        "given_up": (
            N_("{person} closed the decision on {day} as {result}; no meeting changed it before"),
            N_("Ask whether it could not be done or was given up; only the body may give it up."),
        ),
    },
)
def same_procedure(this: Decided, see: View) -> Iterator[Hit]:
    """A passed decision is altered or stopped only by a decision of the same body.

    The record of the change names the matter by which it was decided; that had passed by
    the day of the change, and not before the decision itself. Whether that matter speaks of
    this decision, only its text shows. Where it is urgent, the head may suspend first: then
    the next meeting decides, or the head resumes it, within ten working days. What the body
    stopped, nobody resumes alone. Who closes a matter as not done, or done in part, without
    a decision to change it may have given it up alone: people must say.

    Why: a vote that one person can undo afterwards was no decision.

    Example: passed on 2024-03-01. A deputy stops it on 2024-04-10 on the word of the head:
    violation. The head suspends it on 2024-04-10 and the team stops it by a new matter on
    2024-04-15: in order.
    """
    for change in this.changes:
        yield from _changed(this, change, see)
    for halt in this.halts:
        yield from _suspended(this, halt, see)
    yield from _given_up(this, see)


def _changed(this: Decided, change: ChangeOfDecision, see: View) -> Iterator[Hit]:
    own, other = this.matter.matter_id, change.new_matter_id
    decided = execution.adopted_on(own, see, change.on)
    if decided is None:
        return  # what had not passed is no decision yet
    if other is None and _goes_on(this, change):
        yield from _resumed(this, change, see)
    elif other is None or other == own:
        yield _wrong("alone", change, see, "by")
    else:
        yield from _under(own, other, decided, change, see)


def _under(
    own: str, other: str, decided: date, change: ChangeOfDecision, see: View
) -> Iterator[Hit]:
    """The other matter must have passed by then, not before the first, and in its body."""
    changed = execution.adopted_on(other, see, change.on)
    if changed is None:
        yield _wrong("undecided", change, see, "new_matter_id", matter=_title(other, see))
    elif changed < decided:
        told: dict[str, Any] = {"matter": _title(other, see), "held": changed}
        yield _wrong("earlier", change, see, "new_matter_id", **told)
    elif (bodies := _bodies(own, other, see, change.on)) is not None:
        told = {"body": bodies[0], "other": bodies[1]}
        yield _wrong("other_body", change, see, "new_matter_id", **told)


def _wrong(says: str, change: ChangeOfDecision, see: View, field: str, **args: Any) -> Hit:
    return violation(
        says,
        at=change,
        field=field,
        on=change.on,
        mark=str(change.change_no),
        about="alone",
        person=see.name(change.by),
        did=change.type_,
        day=change.on,
        **args,
    )


def _goes_on(this: Decided, change: ChangeOfDecision) -> bool:
    """Whether it is a resumption that undoes nothing which was stopped before it."""
    before = this.changes[: this.changes.index(change)]
    stopped = bool(before) and before[-1].type_ is ChangeType.STOPPED
    return change.type_ is ChangeType.RESUMED and not stopped


def _resumed(this: Decided, change: ChangeOfDecision, see: View) -> Iterator[Hit]:
    day = change.on
    suspended = any(halt.on <= day for halt in this.halts)
    if suspended and not _leads(change.by, see, day):
        told: dict[str, Any] = {"at": change, "field": "by", "on": day, "about": "suspension"}
        person, mark = see.name(change.by), str(change.change_no)
        yield warning("not_by_head", mark=mark, person=person, day=day, **told)


def _title(matter_id: str, see: View) -> str:
    matter = see.get(Matter, matter_id)
    return matter.title if matter else matter_id


def _bodies(own: str, other: str, see: View, day: date) -> tuple[Body, Body] | None:
    """The bodies that decided the one and the other, where they are not the same."""
    first, second = (execution.adopted_in(matter_id, see, day) for matter_id in (own, other))
    if first is None or second is None or first.meeting.body is second.meeting.body:
        return None
    return first.meeting.body, second.meeting.body


def _leads(person_id: str, see: View, day: date) -> bool:
    roles = see.on(day).words("pow.head_roles")
    return person_id in (*heads_on(see, day, roles), *acting_heads_on(see, day, roles))


def _suspended(this: Decided, halt: Halt, see: View) -> Iterator[Hit]:
    day, mark = halt.on, str(halt.halt_no)
    if scope.cover(halt.matter_id, see, day) is scope.Cover.NONE:
        return  # there was nothing to suspend
    told: dict[str, Any] = {"at": halt, "on": day, "mark": mark, "day": day}
    if not _leads(halt.by, see, day):
        person = see.name(halt.by)
        yield violation("not_the_head", field="by", about="alone", person=person, **told)
    due = execution.settle_by(halt, see)
    if see.as_of > due and not any(day <= one.on <= due for one in this.changes):
        yield warning("left_standing", field="on", about="suspension", due=due, **told)


def _given_up(this: Decided, see: View) -> Iterator[Hit]:
    closing = see.get(Closing, this.matter.matter_id)
    if closing is None or closing.result is ClosingResult.DONE:
        return
    changed = [
        one
        for one in execution.changes_of(closing.matter_id, see, closing.on)
        if one.type_ is not ChangeType.RESUMED
    ]
    if not changed and scope.passed_by(closing.matter_id, see, closing.on):
        told: dict[str, Any] = {"person": see.name(closing.by), "day": closing.on}
        told |= {"at": closing, "field": "result", "on": closing.on, "result": closing.result}
        yield manual("given_up", **told)
