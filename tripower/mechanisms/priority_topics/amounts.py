"""The amounts of a project as they stood on a day: what it costs, what may be paid, what was."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tripower.core.records import Money, Record
from tripower.core.unit import Sees
from tripower.mechanisms.priority_topics.records import (
    Amount,
    Changed,
    Payment,
    Project,
    ProjectChange,
    ProjectContract,
    ProjectSettlement,
)

READS: tuple[type[Record], ...] = (Project, ProjectChange, ProjectContract, ProjectSettlement)


def contracts(project_id: str, see: Sees, day: date) -> list[ProjectContract]:
    """The contracts signed by a day."""
    found = see.where(ProjectContract, project_id=project_id)
    return [one for one in found if not one.draft and one.signed_on <= day]


def changes(project_id: str, see: Sees, day: date, of: Changed) -> list[ProjectChange]:
    """The changes of an amount that were agreed by a day, approved or not."""
    found = see.where(ProjectChange, project_id=project_id, of=of)
    return [one for one in found if not one.draft and one.agreed_on <= day]


def estimated(project_id: str, see: Sees, day: date) -> Money | None:
    """The estimate with its changes; None where there is none."""
    project = see.get(Project, project_id)
    if project is None or project.draft or project.registered_on > day:
        return None
    if project.estimate is None:
        return None
    moved = changes(project_id, see, day, Changed.ESTIMATE)
    return total([project.estimate, *(one.amount for one in moved)])


def contracted(project_id: str, see: Sees, day: date) -> Money | None:
    """All contracts together; None where there is none."""
    signed = contracts(project_id, see, day)
    return total(one.amount for one in signed) if signed else None


def with_changes(project_id: str, see: Sees, day: date) -> Money | None:
    """All contracts with the changes that were agreed; None where there is no contract."""
    price = contracted(project_id, see, day)
    moved = changes(project_id, see, day, Changed.CONTRACT)
    return None if price is None else total([price, *(one.amount for one in moved)])


def settled(project_id: str, see: Sees, day: date) -> Money | None:
    """What it came to in the end; None before that is known."""
    found = see.get(ProjectSettlement, project_id)
    return found.amount if found and not found.draft and found.settled_on <= day else None


def greatest(project_id: str, see: Sees, day: date) -> Money | None:
    """The greatest of estimate, contract, contract with changes, and settlement, by a day.

    Why: whoever could choose the amount that is looked at could choose the smallest.

    Example: a contract of 480000 with a change of 32000 is a project of 512000; a later change
    of -100000 leaves 480000, for that is what the contract alone came to.
    """
    every = (
        estimated(project_id, see, day),
        contracted(project_id, see, day),
        with_changes(project_id, see, day),
        settled(project_id, see, day),
    )
    return max((one for one in every if one is not None), default=None)


def amount_of(field: Amount, project_id: str, see: Sees, day: date) -> Money | None:
    """The project's amount on which a condition rests."""
    if field is Amount.ESTIMATE:
        return estimated(project_id, see, day)
    if field is Amount.CONTRACT:
        return with_changes(project_id, see, day)
    return greatest(project_id, see, day)


def reached_on(project_id: str, see: Sees, by: date) -> date | None:
    """The first day, no later than `by`, on which the greatest amount reached `wf.report_amount`.

    The amount itself reaches it (NUM-01): 500000.00 does, 499999.99 does not.
    """
    for day in _days(project_id, see, by):
        bound, amount = see.on(day).money("wf.report_amount"), greatest(project_id, see, day)
        if bound is not None and amount is not None and amount >= bound:
            return day
    return None


def _days(project_id: str, see: Sees, by: date) -> list[date]:
    """The days on which an amount came about, in order."""
    project, ended = see.get(Project, project_id), see.get(ProjectSettlement, project_id)
    days = {one.signed_on for one in see.where(ProjectContract, project_id=project_id)}
    days |= {one.agreed_on for one in see.where(ProjectChange, project_id=project_id)}
    days |= {project.registered_on} if project else set()
    days |= {ended.settled_on} if ended else set()
    return sorted(day for day in days if day <= by)


def payable(project_id: str, see: Sees, day: date) -> Money:
    """What may be paid by a day: the contracts, and the changes that were approved by then."""
    moved = changes(project_id, see, day, Changed.CONTRACT)
    approved = (one.amount for one in moved if one.approved_on and one.approved_on <= day)
    return total([*(one.amount for one in contracts(project_id, see, day)), *approved])


def paid_with(payment: Payment, see: Sees) -> Money:
    """All payments made up to this one, and this one."""
    made = [one for one in see.where(Payment, project_id=payment.project_id) if not one.draft]
    before = (one.amount for one in made if _order(one) < _order(payment))
    return total([*before, payment.amount])


def _order(payment: Payment) -> tuple[date, str, str]:
    return payment.on, payment.time or "", payment.payment_id


def total(amounts: Iterable[Money]) -> Money:
    """A sum in yuan, exact."""
    return Money(sum(amounts, Money("0.00")))
