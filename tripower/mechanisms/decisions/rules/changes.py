"""Rules on decisions that stand: who may change them, and how long their papers are kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from tripower.core.dates import add_years
from tripower.core.messages import N_
from tripower.core.people import acting_heads_on, heads_on
from tripower.core.rules import (
    Derived,
    Hit,
    local,
    manual,
    practice,
    reg,
    rule,
    violation,
    warning,
)
from tripower.core.unit import Sees, View
from tripower.mechanisms.decisions import execution, scope
from tripower.mechanisms.decisions.records import (
    Body,
    ChangeOfDecision,
    ChangeType,
    Destruction,
    Halt,
    Matter,
    Paper,
)
from tripower.mechanisms.decisions.rounds import rounds_of

SAME_WAY = N_("Put the change to the body that decided; until then the decision stands.")


@dataclass(frozen=True)
class Decided(Derived):
    """A matter whose decision was altered, stopped, resumed or suspended."""

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
        """Every matter with a record of a change or a suspension."""
        changed = {one.matter_id for one in see.all(ChangeOfDecision)}
        for matter_id in sorted(changed | {one.matter_id for one in see.all(Halt)}):
            matter = see.get(Matter, matter_id)
            if matter is not None:
                yield cls(matter, see)

    @property
    def changes(self) -> list[ChangeOfDecision]:
        """What was done to its decision, in order."""
        found = self.see.where(ChangeOfDecision, matter_id=self.matter.matter_id)
        return sorted(found, key=lambda one: (one.on, one.change_no))

    @property
    def halts(self) -> list[Halt]:
        """The suspensions, in order."""
        found = self.see.where(Halt, matter_id=self.matter.matter_id)
        return sorted(found, key=lambda one: (one.on, one.halt_no))


@rule(
    "DEC-19",
    N_("A decision is changed only the way it was made"),
    subject=Decided,
    reads=execution.READS,
    parameters=[*execution.PARAMETERS, "pow.head_roles", "dec.halt_settle_workdays"],
    acts=[ChangeOfDecision, Halt],
    basis=[
        reg(N_("Decree 713 of the State Council, art. 37: nobody alters or stops a decision.")),
        reg(N_("Law on administrative discipline of public officials (政务处分法), art. 30.")),
        practice(N_("Ten working days to settle a suspension are our number.")),
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
    },
)
def same_procedure(this: Decided, see: View) -> Iterator[Hit]:
    """A passed decision is altered or stopped only by a decision of the same body.

    The record of the change names the matter by which it was decided; that had passed by
    the day of the change, and not before the decision itself. Where it is urgent, the head
    may suspend first: then the next meeting decides, or the head resumes it, within ten
    working days.

    Why: a vote that one person can undo afterwards was no decision.

    Example: passed on 2024-03-01. A deputy stops it on 2024-04-10 on the word of the head:
    violation. The head suspends it on 2024-04-10 and the team stops it by a new matter on
    2024-04-15: in order.
    """
    for change in this.changes:
        yield from _changed(this, change, see)
    for halt in this.halts:
        yield from _suspended(this, halt, see)


def _changed(this: Decided, change: ChangeOfDecision, see: View) -> Iterator[Hit]:
    own, other = this.matter.matter_id, change.new_matter_id
    decided = execution.adopted_on(own, see, change.on)
    if change.type_ is ChangeType.RESUMED or decided is None:
        return  # what had not passed is no decision yet
    did, day, mark = change.type_, change.on, str(change.change_no)
    told: dict[str, Any] = {"at": change, "on": day, "mark": mark, "did": did}
    person = see.name(change.by)
    if other is None or other == own:
        yield violation("alone", field="by", person=person, day=day, **told)
        return
    changed = execution.adopted_on(other, see, day)
    if changed is None or changed < decided:
        matter = _title(other, see)
        yield violation(
            "undecided", field="new_matter_id", person=person, day=day, matter=matter, **told
        )
    elif (bodies := _bodies(own, other, see, day)) is not None:
        yield violation(
            "other_body", field="new_matter_id", body=bodies[0], other=bodies[1], **told
        )


def _title(matter_id: str, see: View) -> str:
    matter = see.get(Matter, matter_id)
    return matter.title if matter else matter_id


def _bodies(own: str, other: str, see: View, day: date) -> tuple[Body, Body] | None:
    """The bodies that decided the one and the other, where they are not the same."""
    first, second = (
        [one.meeting.body for one in rounds_of(see, matter_id) if one.day <= day][-1]
        for matter_id in (own, other)
    )
    return (first, second) if first is not second else None


def _suspended(this: Decided, halt: Halt, see: View) -> Iterator[Hit]:
    day, mark = halt.on, str(halt.halt_no)
    roles = see.on(day).words("pow.head_roles")
    if halt.by not in (*heads_on(see, day, roles), *acting_heads_on(see, day, roles)):
        person = see.name(halt.by)
        yield violation(
            "not_the_head", at=halt, field="by", on=day, mark=mark, person=person, day=day
        )
    due = execution.settle_by(halt, see)
    if see.as_of > due and not any(day <= one.on <= due for one in this.changes):
        yield warning("left_standing", at=halt, field="on", on=day, mark=mark, day=day, due=due)


@rule(
    "DEC-20",
    N_("Records are kept for good, papers of what was not adopted for ten years"),
    subject=Destruction,
    reads=scope.READS,
    parameters=[*scope.PARAMETERS, "dec.not_adopted_keep_years"],
    acts=[Destruction],
    basis=[
        reg(N_("Decree 8 of the State Archives Administration (2006), not verified here.")),
        local(N_("Archive rules of other places: minutes for good, papers not adopted 10 years.")),
    ],
    says={
        "record": (
            N_("{person} had the record of the meetings on “{matter}” destroyed on {day}"),
            N_("Stop it; the record and the minutes of a meeting are kept for good."),
        ),
        "early": (
            N_("papers of “{matter}”, discussed on {met}, destroyed on {day}; kept until {until}"),
            N_("Stop it; report to the archive what is gone already."),
        ),
        "adopted": (
            N_("papers of “{matter}”, which was adopted, were destroyed on {day}"),
            N_("Ask the archive how long they had to be kept; the rules name no term."),
        ),
    },
)
def archive(this: Destruction, see: View) -> Iterator[Hit]:
    """Records and minutes of meetings are never destroyed; papers of what failed, after ten years.

    The ten years run from the last meeting that discussed the matter, and are over on the
    corresponding day. For the papers of what was adopted the rules name no term, so a
    person must say. That minutes are marked for keeping for good is asked by DEC-17. What
    is destroyed without any record of it, no rule can see; the trail shows only that the
    files of this folder are still there.

    Why: who decided what, and on which papers, is asked years later (终身追责).

    Example: rejected on 2014-03-01. Its papers may go from 2024-03-01 on; on 2024-02-29 it
    is a violation.
    """
    matter = see.get(Matter, this.matter_id)
    if matter is None:
        return
    told: dict[str, Any] = {"matter": matter.title, "day": this.on}
    met = [one.day for one in rounds_of(see, this.matter_id) if one.day <= this.on]
    if this.what is Paper.RECORD:
        yield violation("record", field="what", person=see.name(this.by), **told)
    elif scope.passed_by(this.matter_id, see, this.on):
        yield manual("adopted", field="what", **told)
    elif met:
        until = add_years(met[-1], see.on(this.on).whole("dec.not_adopted_keep_years"))
        if this.on < until:
            yield violation("early", field="on", met=met[-1], until=until, **told)
