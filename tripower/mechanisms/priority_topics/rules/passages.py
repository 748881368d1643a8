"""Rules on what passes a gate: nothing without its stages, no money that is not due (WF-01)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tripower.core.findings import Basis, SourceClass
from tripower.core.messages import N_
from tripower.core.rules import (
    Hit,
    block,
    not_assessable,
    practice,
    reg,
    rule,
    violation,
    warning,
)
from tripower.core.unit import View
from tripower.mechanisms.priority_topics import amounts, reporting, spending
from tripower.mechanisms.priority_topics.gates import holds_for
from tripower.mechanisms.priority_topics.lacking import deadline, lack_of
from tripower.mechanisms.priority_topics.records import (
    Payment,
    Project,
    ProjectContract,
    ProjectEvent,
    ProjectSort,
    WorkflowDef,
)
from tripower.mechanisms.priority_topics.replay import State
from tripower.mechanisms.priority_topics.ways import READS, Passage, Way, Whole

GATES = Basis(
    N_(
        "A design is handed in after consultation, money is paid after countersignature, and an "
        "audit follows a joint review on the spot."
    ),
    SourceClass.SEED,
    ("gate",),
)
REPORTED = Basis(
    N_("Works of 500,000 yuan and more are reported to the discipline commission."),
    SourceClass.SEED,
    ("report",),
)
DECIDED = Basis(N_("Large sums of a project are decided together."), SourceClass.SEED, ("money",))
SIGN = N_("Have it passed first: `tripower gate show` says who signs; `tripower gate sign` signs.")


@rule(
    "WF-01",
    N_("Nothing passes an open gate"),
    subject=Passage,
    reads=[*READS, *spending.READS, *reporting.READS],
    parameters=[*reporting.PARAMETERS, *spending.PARAMETERS],
    acts=[Payment, ProjectEvent],
    basis=[
        GATES,
        REPORTED,
        DECIDED,
        practice(N_("Within how many days a project is reported is ours."), only=["report"]),
        reg(
            N_("Decree 16 of the National Development and Reform Commission (2018), art. 5."),
            only=["tender"],
        ),
    ],
    says={
        "unsigned": (N_("{step}: {stage} is not passed, {roles} did not sign"), SIGN),
        "few": (N_("{step}: {stage} is not passed, signatures wanting: {people}"), SIGN),
        "not_carried": (
            N_(
                "{step}: {stage} is not passed: members {entitled}, taking part {present}, in "
                "favour {yes}"
            ),
            SIGN,
        ),
        "no_site": (
            N_("{step}: {stage} is not passed, no look at the site with its people"),
            N_("Look at the site together and record it: `tripower record new site_record`."),
        ),
        "rejected": (
            N_("{step}: {stage} was rejected by {person} on {rejected}"),
            N_("Mend what was objected; then all sign anew, in the next round."),
        ),
        "lost": (
            N_("{step}: the vote in {stage} failed on {rejected}"),
            N_("Mend what was objected; then all vote anew, in the next round."),
        ),
        "overdue": (
            N_("{step}: {stage} was to be passed by {due} and is not"),
            N_("Sign, or reject and say why."),
        ),
        "over_paid": (
            spending.OVER_PAID,
            N_("Have the change approved before it is paid; what was paid too much comes back."),
        ),
        "undecided": (
            spending.UNDECIDED,
            N_("Have it decided in a meeting, and name the matter."),
        ),
        "unreported": (
            N_("“{project}” comes to {amount} yuan since {since}; its report was due by {due}"),
            N_("Report it now and record it: `tripower record new project_report`."),
        ),
        "began": (
            N_("“{project}” comes to {amount} yuan since {since}; work began unreported on {due}"),
            N_("Report it now and record it: `tripower record new project_report`."),
        ),
        "tender": (
            N_(
                "contract {contract}: {amount} yuan by {method}; the law asks for a tender from "
                "{bound} on"
            ),
            N_("Name the tender, or in `exempt_basis` the law by which none is needed."),
        ),
        "no_workflow": (
            N_("no workflow of gates holds for “{project}”, so this cannot be judged"),
            N_("Take one over with `tripower gate adopt three-meetings`."),
        ),
    },
)
def gates_passed(this: Way | Whole, see: View) -> Iterator[Hit]:
    """A step happens only after every stage before it was passed, and money only as it is due.

    A payment is refused while a signature is missing. What is paid in all stays within the
    contracts and the changes approved by that day; from the unit's threshold on a matter has
    passed. A project that reaches 500,000 yuan is reported within ten working days, and no later
    than work begins. A planned step, a draft, is only looked at for the days of its stages.

    Why: three who must sign see what one who pays does not.

    Example: a payment signed by the project office, finance and the deputy in charge, and not
    by the construction office, is blocked. A contract of 500000.00 is to be reported, one of
    499999.99 is not.
    """
    if isinstance(this, Whole):
        yield from _whole(this.record, see)
    elif this.record.draft:
        yield from _overdue(this, see)
    else:
        for then, now in zip(this.then, this.now, strict=True):
            if then.open and now.open:
                yield _open(this, now, see)
        if isinstance(this.record, Payment):
            yield from _paid(this.record, see)


def told(this: Way, state: State, about: str = "gate") -> dict[str, Any]:
    """Where a hit on a stage of a step points, and what its message names."""
    named = {"step": this.name, "stage": state.stage.name}
    return {"field": "on", "mark": state.gate.mark, "about": about, **named}


def _open(this: Way, state: State, see: View) -> Hit:
    says, args = lack_of(state)
    if says == "rejected":
        args |= {"person": see.name(args["person"])}
    return block(says, **told(this, state), **args)


def _overdue(this: Way, see: View) -> Iterator[Hit]:
    for state in this.now:
        due = deadline(state)
        if state.open and due is not None and due < see.as_of:
            yield warning("overdue", on=due, due=due, **told(this, state))


def _paid(this: Payment, see: View) -> Iterator[Hit]:
    paid, most = amounts.paid_with(this, see), amounts.payable(this.project_id, see, this.on)
    told: dict[str, Any] = {"field": "amount", "about": "money", "step": this.payment_id}
    if paid > most:
        yield block("over_paid", paid=paid, most=most, **told)
    if threshold := spending.undecided(this, see):
        yield block("undecided", amount=this.amount, threshold=threshold, **told)


def _whole(this: Project, see: View) -> Iterator[Hit]:
    works = this.sort is ProjectSort.WORKS and not this.draft
    if works and not any(_holds(one, this) for one in see.all(WorkflowDef)):
        yield not_assessable("no_workflow", about="gate", project=this.title)
    duty = reporting.duty(this, see, see.as_of)
    if duty is not None and duty.report is None and duty.late(see.as_of):
        amount = amounts.greatest(this.project_id, see, duty.since)
        told: dict[str, Any] = {"project": this.title, "amount": amount, "since": duty.since}
        says = "began" if duty.began else "unreported"
        yield violation(says, on=duty.due, about="report", due=duty.due, **told)
    for contract in see.where(ProjectContract, project_id=this.project_id):
        yield from _tender(contract, this, see)


def _holds(workflow: WorkflowDef, project: Project) -> bool:
    ended = workflow.to is not None and workflow.to < project.registered_on
    return holds_for(workflow, project) and not ended


def _tender(this: ProjectContract, project: Project, see: View) -> Iterator[Hit]:
    bound = spending.needs_tender(this, project, see)
    if bound is not None:
        told: dict[str, Any] = {"contract": this.contract_no, "method": this.method}
        told |= {"amount": this.amount, "bound": bound}
        day, mark = this.signed_on, this.contract_no
        yield warning("tender", at=this, field="method", on=day, mark=mark, about="tender", **told)
