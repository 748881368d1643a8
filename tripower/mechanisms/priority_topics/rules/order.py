"""Rules on order and content: first signed, then done, and as signed (WF-02, WF-05)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tripower.core.messages import N_
from tripower.core.rules import Hit, notice, practice, rule, violation
from tripower.core.unit import View
from tripower.mechanisms.priority_topics import reporting
from tripower.mechanisms.priority_topics.gates import Void
from tripower.mechanisms.priority_topics.records import (
    Payment,
    Project,
    ProjectEvent,
    ProjectReport,
)
from tripower.mechanisms.priority_topics.replay import State
from tripower.mechanisms.priority_topics.rules.passages import GATES, REPORTED, told
from tripower.mechanisms.priority_topics.steps import moment, surely_precedes
from tripower.mechanisms.priority_topics.ways import READS, Passage, Way, Whole


@rule(
    "WF-02",
    N_("A stage is passed before the step, in its order"),
    subject=Passage,
    reads=[*READS, *reporting.READS],
    parameters=reporting.PARAMETERS,
    basis=[
        GATES,
        REPORTED,
        practice(
            N_("That the deputy in charge signs last, and times of a day, are ours."),
            only=["order"],
        ),
    ],
    says={
        "before": (
            N_("{step} happened on {day}; {stage} was passed only on {passed}"),
            N_("It stays on record; find out who let it pass."),
        ),
        "same_day": (
            N_("{step} and {stage} are both of {day}; which came first is not on record"),
            N_("Record the time of day of signatures and of the step."),
        ),
        "not_last": (
            N_("{step}: {role} is expected to sign {stage} last and did not"),
            N_("Let the others sign first: the last one answers for all."),
        ),
        "late_report": (
            N_("“{project}” was reported on {reported}; its report was due by {due}"),
            N_("Say in the report why it came late."),
        ),
    },
)
def gates_in_order(this: Way | Whole, see: View) -> Iterator[Hit]:
    """What was passed only after the step does not mend it; on one day the times decide.

    A report that came after its day stays late.

    Why: a signature that comes after the money is no control.

    Example: paid on 2024-06-05, the last signature of 2024-06-06: violation. Both on 2024-06-05
    with the signature at 09:30 and the payment at 10:00: in order; without times: notice.
    """
    if isinstance(this, Whole):
        yield from _reported(this.record, see)
        return
    for then, now in zip(this.then, this.now, strict=True):
        if not this.record.draft:
            yield from _order(this, then, now)
        if now.passed is not None and now.last_is_not_last:
            yield notice("not_last", role=now.stage.last, **told(this, now, about="order"))


def _order(this: Way, then: State, now: State) -> Iterator[Hit]:
    if then.open and now.passed is not None:
        passed = now.passed[0]
        yield violation("before", **told(this, now), day=this.day, passed=passed)
    elif then.passed is not None and not surely_precedes(then.passed, moment(this.record)):
        yield notice("same_day", **told(this, then, about="order"), day=this.day)


def _reported(this: Project, see: View) -> Iterator[Hit]:
    duty = reporting.duty(this, see, see.as_of)
    report: ProjectReport | None = duty.report if duty else None
    if duty is not None and report is not None and duty.late(see.as_of):
        days: dict[str, Any] = {"reported": report.on, "due": duty.due}
        yield violation(
            "late_report", at=report, field="on", about="report", project=this.title, **days
        )


@rule(
    "WF-05",
    N_("What was signed is what is done"),
    subject=Passage,
    reads=READS,
    acts=[Payment, ProjectEvent],
    basis=[GATES, practice(N_("That a change voids all signatures of before is ours."))],
    says={
        "done": (
            N_("{step}: changed after {people} had signed {stage}; no signature counts"),
            N_("Undo the change, or have all sign anew what is to be done."),
        ),
        "changed": (
            N_("{step}: changed after {people} had signed {stage}; all sign anew"),
            N_("Have all sign what it says now: `tripower gate sign`."),
        ),
        "round": (
            N_("{step}: {people} signed {stage} for a round that is not the present one"),
            N_("After a rejection all sign anew, with the number of the new round."),
        ),
    },
)
def signed_as_done(this: Way | Whole, see: View) -> Iterator[Hit]:
    """A change of amount, payee or other content voids every signature given before it.

    Each signature carries the digest of what was signed. The day alone may move: it is only
    planned while people sign. A rejection voids what was signed in its round, too.

    Why: whoever signs 120000 has not signed 130000.

    Example: signed at 120000.00 and paid at 120000.01: violation, and the gate is open again.
    """
    if isinstance(this, Whole):
        return
    for state in this.now:
        if state.open and (edited := state.voided(Void.EDITED)):
            says, hit = ("changed", notice) if this.record.draft else ("done", violation)
            yield hit(says, **told(this, state), people=_names(edited, see))
        if state.open and (others := state.voided(Void.ROUND)):
            yield notice("round", **told(this, state), people=_names(others, see))


def _names(person_ids: list[str], see: View) -> list[str]:
    return [see.name(one) for one in person_ids]
