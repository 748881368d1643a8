"""Rules on the exercise of a power: who approved, within what limit, for whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tripower.core.messages import N_
from tripower.core.people import Position, heads_on
from tripower.core.rules import Hit, local, not_assessable, reg, rule, seed, violation
from tripower.core.unit import View
from tripower.mechanisms.decisions import scope
from tripower.mechanisms.power_split import approvals as ledger
from tripower.mechanisms.power_split.approvals import Books, Ledger, Transaction
from tripower.mechanisms.power_split.records import (
    ApprovalAction,
    Power,
    PowerAssignment,
    Step,
)

NO_LEDGER = (
    N_("no step of any approval or payment is on record, so this cannot be judged"),
    N_("Import the unit's ledger of approvals and payments."),
)
INTERNAL_CONTROL = reg(
    N_("Internal control standards of public bodies (财会〔2012〕21号), separation of duties.")
)


@rule(
    "POW-13",
    N_("A power is exercised by the one who holds it"),
    subject=Books,
    reads=[ApprovalAction, PowerAssignment, Position, *scope.READS],
    parameters=["pow.head_roles", "pow.head_cosign", *scope.PARAMETERS],
    of_body=True,
    basis=[
        seed(N_("The powers are allocated to the deputies; the head carries none of them out.")),
        local(N_("The head approves the own expenses of the deputy in charge of finance.")),
    ],
    says={
        "no_ledger": NO_LEDGER,
        "unapproved": (
            N_("{subject}: the step `{step}` is on record but no approval, so it cannot be judged"),
            N_("Record who approved it, and when."),
        ),
        "head": (
            N_("{person} is head of the unit and did the step `{step}` for {power} on {day}"),
            N_("The head approves nothing: let the holder of the power decide such cases."),
        ),
        "not_holder": (
            N_("{person} approved for {power} on {day}, but {holders} held that power"),
            N_("Have the holder review it; change the division of work if it is out of date."),
        ),
        "no_holder": (
            N_("{person} approved for {power} on {day}, but nobody held that power"),
            N_("Put somebody in charge of the power by a decision of the team."),
        ),
        "above_limit": (
            N_("{person} approved {amount} yuan, above the limit of {limit}, without a decision"),
            N_("Put it to a meeting; above the limit the holder signs only what has passed."),
        ),
    },
)
def exercised_by_its_holder(this: Ledger | Transaction, see: View) -> Iterator[Hit]:
    """Whoever approves holds that power on that day, is no head, and stays within the limit.

    An amount equal to the limit is within it; a larger one needs a matter that had passed.
    Three things are lawful all the same: the head approves the own expenses of the deputy in
    charge of finance; the head countersigns a payment above the limit after the deputy, where
    the district allows it; and a penalty that the law has the heads decide together. Paying
    and booking are no approvals and need no holder, but no head does them either.

    Why: a division of work that nobody keeps when papers are signed is only a sheet of paper.

    Example: finance is with a deputy who signs up to 20000. The director approves 5000:
    violation. The deputy approves 20000.00: lawful. The deputy approves 20000.01 without a
    decision: violation. The deputy's own trip is approved by the director: lawful.
    """
    if isinstance(this, Ledger):
        if not this.actions:
            yield not_assessable("no_ledger")
        return
    moved = this.of(Step.PAY, Step.BOOK)
    if moved and not this.of(Step.APPROVE):
        first = moved[0]
        yield not_assessable("unapproved", at=first, subject=first.subject_text, step=first.step)
    for action in this.steps:
        if action.step is not Step.APPLY and not _excepted(action, this, see):
            yield from _exercise(action, this, see)


def _excepted(action: ApprovalAction, this: Transaction, see: View) -> bool:
    """The three cases in which a head may sign."""
    if action.collective and action.power is Power.ENFORCEMENT:
        return True
    if action.approver_id not in ledger.leaders_on(see, action.on):
        return False
    if ledger.own_expense_of_holder(action, see):
        return True
    return (
        action.step is Step.COSIGN
        and see.on(action.on).text("pow.head_cosign") == "yes"
        and ledger.signed_above_limit(this, action.power, see, action.on)
    )


def _exercise(action: ApprovalAction, this: Transaction, see: View) -> Iterator[Hit]:
    who = {"person": see.name(action.approver_id), "power": action.power, "day": action.on}
    if action.approver_id in heads_on(see, action.on, see.on(action.on).words("pow.head_roles")):
        yield _hit("head", action, step=action.step, **who)
    elif action.step in ledger.APPROVING:
        holders = ledger.holders_on(see, action.power, action.on)
        if not holders:
            yield _hit("no_holder", action, **who)
        elif action.approver_id not in holders:
            yield _hit("not_holder", action, holders=[see.name(h) for h in holders], **who)
        elif ledger.above_limit(action, this, see) and not _allowed_above(action, this, see):
            yield _above(action, this, see)


def _hit(says: str, action: ApprovalAction, **args: Any) -> Hit:
    return violation(
        says, at=action, field="approver_id", on=action.on, mark=action.action_id, **args
    )


def _above(action: ApprovalAction, this: Transaction, see: View) -> Hit:
    return violation(
        "above_limit",
        at=action,
        field="amount",
        on=action.on,
        mark=action.action_id,
        person=see.name(action.approver_id),
        amount=this.amount if action.amount is None else action.amount,
        limit=ledger.sign_limit_of(see, action.approver_id, action.power, action.on),
    )


def _allowed_above(action: ApprovalAction, this: Transaction, see: View) -> bool:
    """Whether a decision carries an approval above the limit, or a head's countersignature."""
    if any(scope.cover(m, see, action.on) is not scope.Cover.NONE for m in this.matter_ids):
        return True
    allowed = see.on(action.on).text("pow.head_cosign") == "yes"
    return allowed and ledger.cosigned(action, this, see)


@rule(
    "POW-14",
    N_("Nobody approves an own application"),
    subject=Transaction,
    reads=[ApprovalAction],
    basis=[INTERNAL_CONTROL],
    says={
        "self": (
            N_("{person} approved on {day} what {person} had applied for: {subject}"),
            N_("Have somebody else approve it; the holder's own expenses go to the head."),
        )
    },
)
def no_self_approval(this: Transaction, see: View) -> Iterator[Hit]:
    """Whoever applies for something does not approve or countersign it.

    The applicant is whoever the record names as such in any step, and whoever handed the
    application in.

    Why: an approval is a second look, and nobody gives an own application a second look.

    Example: the deputy in charge of finance asks for 800 for an own trip and approves it:
    violation. The director approves it: lawful.
    """
    for action in this.of(*ledger.APPROVING):
        if action.approver_id in this.applicants:
            yield violation(
                "self",
                at=action,
                field="approver_id",
                on=action.on,
                mark=action.action_id,
                person=see.name(action.approver_id),
                day=action.on,
                subject=action.subject_text,
            )
