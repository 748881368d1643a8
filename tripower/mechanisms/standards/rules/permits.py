"""Rules on permits: days, conditions and papers, fees (DIS-50 to 52)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from tripower.core.messages import N_
from tripower.core.rules import Hit, reg, rule, violation, warning
from tripower.core.unit import View
from tripower.mechanisms.standards.cases import PERMIT_PARAMETERS, PERMIT_READS, Permit
from tripower.mechanisms.standards.records import (
    Approver,
    Mode,
    PermitCase,
    PermitDecision,
    PermitDelivery,
)
from tripower.mechanisms.standards.rules.deadlines import kept


@rule(
    "DIS-50",
    N_("A permit is decided and handed over in time"),
    subject=PermitCase,
    reads=PERMIT_READS,
    parameters=PERMIT_PARAMETERS,
    basis=[reg(N_("Administrative License Law, art. 42, 44, 45 and 82."))],
    says={
        "early": (
            N_("{done} lies before {since}, the day from which the days run"),
            N_("Correct the day that is wrong."),
        ),
        "late": (
            N_("accepted on {accepted}, decided on {done}; due by {due}"),
            N_("Tell the applicant why it came late."),
        ),
        "overdue": (
            N_("accepted on {accepted} and not decided; due by {due}"),
            N_("Decide the application, or have the time extended before it runs out."),
        ),
        "too_long": (
            N_("{days} working days were added, {most} at most"),
            N_("Only the days that the law allows count."),
        ),
        "extended_late": (
            N_("the time was extended on {on_day}, when it had run out"),
            N_("Extend before the last day; this extension does not count."),
        ),
        "beyond_promise": (
            N_("decided on {decided}; the catalogue promises {days} working days, to {due}"),
            N_("Keep the promise, or publish other days."),
        ),
        "wrong_hand": (
            N_("the extension was approved by another than the law names: {approver}"),
            N_("Single procedure: the unit's head; joint procedure: the government's head."),
        ),
        "untold": (
            N_("{what} took time that does not count, and the applicant was not told in writing"),
            N_("Tell the applicant in writing; until then the days count."),
        ),
        "delivered_late": (
            N_("granted on {decided}, handed over on {done}; due by {due}"),
            N_("Say in the case why it came late."),
        ),
        "not_delivered": (
            N_("granted on {decided} and not handed over; due by {due}"),
            N_("Hand the permit over and record the day."),
        ),
    },
)
def permit_in_time(this: PermitCase, see: View) -> Iterator[Hit]:
    """Twenty working days, in a joint procedure forty-five, and ten or fifteen more if approved.

    A special law may set other days for an item. The time of hearings, tests and expert reviews
    does not count if the applicant was told so in writing, and stops a clock that still runs. A
    permit is handed over within ten working days. A promise in the catalogue is kept.

    Why: a permit that waits is a permit that asks for something.

    Example: accepted on Monday 2024-09-09, the twentieth working day is 2024-10-12, a make-up
    Saturday; decided on 2024-10-14: violation.
    """
    case = Permit(this, see)
    yield from _extended(case)
    yield from _untold(case)
    told: dict[str, Any] = {"accepted": this.accepted_on}
    yield from kept(case.decide_by, case.decision, see, since=this, **told)
    yield from _promised(case)
    if case.decision is not None and case.decision.granted:
        yield from _delivered(case, case.decision, see)


def _promised(case: Permit) -> Iterator[Hit]:
    decision, due = case.decision, case.promised_by
    late = decision is not None and due is not None and due < decision.decided_on <= case.decide_by
    if decision is not None and late and case.item is not None:
        told: dict[str, Any] = {"decided": decision.decided_on, "due": due, "days": case.item.days}
        yield warning("beyond_promise", at=decision, field="decided_on", **told)


def _extended(case: Permit) -> Iterator[Hit]:
    more = case.extension
    if more is None:
        return
    if more.days > case.most_added:
        yield violation("too_long", at=more, field="days", days=more.days, most=case.most_added)
    if not case.in_time:
        yield violation("extended_late", at=more, field="on", on_day=more.on)
    joint = case.accepted.mode is Mode.JOINT
    right = Approver.GOVERNMENT_HEAD if joint else Approver.UNIT_HEAD
    if more.approver is not right:
        yield violation("wrong_hand", at=more, field="approver", approver=more.approver)


def _untold(case: Permit) -> Iterator[Hit]:
    for one in case.exclusions:
        if one.told_on is None:
            mark = str(one.exclusion_no)
            yield warning("untold", at=one, field="what", mark=mark, what=one.what)


def _delivered(case: Permit, decision: PermitDecision, see: View) -> Iterator[Hit]:
    days = see.on(decision.decided_on).whole("dis.permit_delivery_workdays")
    due = see.calendar.add_workdays(decision.decided_on, days)
    delivery = see.get(PermitDelivery, case.accepted.case_id)
    names = {"late": "delivered_late", "overdue": "not_delivered"}
    yield from kept(due, delivery, see, since=decision, **names, decided=decision.decided_on)


@rule(
    "DIS-51",
    N_("Nothing is asked for that the published list does not have"),
    subject=PermitCase,
    reads=PERMIT_READS,
    parameters=PERMIT_PARAMETERS,
    acts=[PermitCase],
    basis=[reg(N_("Administrative License Law, art. 16 and 31: no further conditions or papers."))],
    says={
        "condition": (
            N_("“{asked}” was asked for, which is no condition of “{item}” as published"),
            N_("Ask for what is published only."),
        ),
        "material": (
            N_("“{asked}” was asked for, which is no paper of “{item}” as published"),
            N_("Ask for what is published only."),
        ),
    },
)
def nothing_added(this: PermitCase, see: View) -> Iterator[Hit]:
    """An applicant is asked for the conditions and papers of the published list, and for no other.

    Why: each paper that is asked for besides is a door that somebody keeps.

    Example: the list has five papers, a sixth was asked for: violation.
    """
    item = Permit(this, see).item
    if item is None:
        return
    asked = (
        ("condition", this.conditions, item.conditions),
        ("material", this.materials, item.materials),
    )
    for says, wanted, listed in asked:
        for nth, one in enumerate(wanted):
            if one not in listed:
                told: dict[str, Any] = {"asked": one, "item": item.name}
                yield violation(says, field=f"{says}s.{nth}", mark=one, **told)


@rule(
    "DIS-52",
    N_("No fee without a statute, and none beyond its standard"),
    subject=PermitCase,
    reads=PERMIT_READS,
    parameters=PERMIT_PARAMETERS,
    acts=[PermitDecision],
    basis=[reg(N_("Administrative License Law, art. 58 and 59."))],
    says={
        "no_statute": (
            N_("{fee} yuan were charged for “{item}”, for which no statute allows a fee"),
            N_("Give the money back."),
        ),
        "beyond": (
            N_("{fee} yuan were charged for “{item}”; by {standard} it is {amount}"),
            N_("Charge by the published standard, and give back what is too much."),
        ),
    },
)
def fee_by_statute(this: PermitCase, see: View) -> Iterator[Hit]:
    """A fee is charged only where a statute allows it, by the listed item and its standard.

    Why: a price on a permit makes it a ware.

    Example: the standard is 300 yuan: 300 charged is lawful, 300.01 a violation.
    """
    case = Permit(this, see)
    decision, item = case.decision, case.item
    fee = decision.fee if decision is not None else None
    if decision is None or item is None or not fee:
        return
    told: dict[str, Any] = {"fee": fee, "item": item.name}
    if item.fee is None:
        yield violation("no_statute", at=decision, field="fee", **told)
    elif fee > Decimal(item.fee.amount):
        more: dict[str, Any] = {"standard": item.fee.standard, "amount": item.fee.amount}
        yield violation("beyond", at=decision, field="fee", **told, **more)
