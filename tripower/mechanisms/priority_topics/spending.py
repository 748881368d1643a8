"""Money of a project beside its gates: the decision behind it, and the tender (WF-01)."""

from __future__ import annotations

from tripower.core.messages import N_
from tripower.core.records import Money, Record
from tripower.core.unit import Sees
from tripower.mechanisms.decisions import scope
from tripower.mechanisms.priority_topics import amounts
from tripower.mechanisms.priority_topics.records import (
    TENDERS,
    Payment,
    Project,
    ProjectContract,
    ProjectSort,
)

READS: tuple[type[Record], ...] = (*amounts.READS, Payment, *scope.READS)
BOUNDS = {
    ProjectSort.WORKS: "wf.tender_works",
    ProjectSort.GOODS: "wf.tender_goods",
    ProjectSort.SERVICES: "wf.tender_services",
}
OVER_PAID = N_("payment {step}: {paid} yuan with this one; contract and approved changes: {most}")
UNDECIDED = N_("payment {step}: {amount} yuan without a decision; the threshold is {threshold}")
PARAMETERS = (scope.THRESHOLD, *scope.PARAMETERS, *BOUNDS.values())


def undecided(payment: Payment, see: Sees) -> Money | None:
    """The threshold that a payment reaches without a decision by its day; None where all is well.

    The matter is the payment's own, that of its contract or that of the project. One that was
    decided in an emergency covers it until ratification fails (DEC-14).
    """
    threshold = see.on(payment.on).money(scope.THRESHOLD)
    if threshold is None or payment.amount < threshold:
        return None
    covers = {scope.cover(one, see, payment.on) for one in matters_of(payment, see)}
    return threshold if covers <= {scope.Cover.NONE} else None


def matters_of(payment: Payment, see: Sees) -> list[str]:
    """The matters on which a payment may rest, each once."""
    project = see.get(Project, payment.project_id)
    signed = see.where(ProjectContract, project_id=payment.project_id)
    named = [one for one in signed if one.contract_no == payment.contract_no and not one.draft]
    own = [one.matter_id for one in named]
    every = [payment.matter_id, *own, project.matter_id if project else None]
    return [*dict.fromkeys(one for one in every if one)]


def needs_tender(this: ProjectContract, project: Project, see: Sees) -> Money | None:
    """The amount from which on a tender is needed, where a contract reaches it without one."""
    if this.draft or this.method in TENDERS or this.exempt_basis is not None:
        return None
    bound = see.on(this.signed_on).money(BOUNDS[this.sort or project.sort])
    return bound if bound is not None and this.amount >= bound else None
