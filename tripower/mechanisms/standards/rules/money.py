"""Rules on the money of fines: late charges, who takes it, what it is used for (DIS-38, 39, 53)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from tripower.core.dates import Period, add_days
from tripower.core.messages import N_
from tripower.core.rules import Hit, not_assessable, reg, rule, seed, violation
from tripower.core.unit import View
from tripower.mechanisms.standards.cases import PARAMETERS, READS, Case
from tripower.mechanisms.standards.procedure import late_charge
from tripower.mechanisms.standards.records import (
    FineReceipt,
    FineUse,
    PenaltyCase,
    PenaltyDelivery,
    Receiver,
    SpotGround,
)

NO_GAIN = seed(N_("Nobody enforces the law for gain."))


@rule(
    "DIS-38",
    N_("The charge for paying late is three per cent a day, at most the fine"),
    subject=PenaltyCase,
    reads=READS,
    parameters=(*PARAMETERS, "dis.pay_days", "dis.late_percent"),
    acts=[FineReceipt],
    basis=[reg(N_("Administrative Penalty Law, art. 67 and 72."))],
    says={
        "too_much": (
            N_("a charge of {charged} yuan for {days} days late; {most} at most"),
            N_("Give back what is too much."),
        ),
    },
)
def late_charge_capped(this: PenaltyCase, see: View) -> Iterator[Hit]:
    """For each day after the last day for paying, three per cent of the fine, up to the fine.

    The last day is fifteen days after the decision was handed over, or the later one that it names.

    Why: interest that outgrows the debt is a second fine.

    Example: for 10000 yuan, 33 days are 9900 and 34 days 10000; charged 10200: violation.
    """
    case = Case(this, see)
    fine, last = case.fined, _pay_by(case, see)
    if fine is None or last is None:
        return
    percent = see.on(last).whole("dis.late_percent")
    receipts = see.where(FineReceipt, case_id=this.case_id)
    charged = sum((one.late_charge or Decimal(0) for one in receipts), Decimal(0))
    if not receipts or not charged:
        return
    final = max(receipts, key=lambda one: (one.received_on, one.receipt_no))
    days = (final.received_on - last).days
    most = late_charge(fine, days, percent)
    if charged > most:
        told: dict[str, Any] = {"charged": charged, "days": max(days, 0), "most": most}
        yield violation("too_much", at=final, field="late_charge", **told)


def _pay_by(case: Case, see: View) -> date | None:
    told = case.decision.pay_by if case.decision is not None else None
    delivery = see.get(PenaltyDelivery, case.filed.case_id)
    if delivery is None:
        return told
    days = see.on(delivery.delivered_on).whole("dis.pay_days")
    by_law = see.calendar.roll(add_days(delivery.delivered_on, days))
    return max(told or by_law, by_law)


@rule(
    "DIS-39",
    N_("Nobody is measured by fines, and none flows back"),
    reads=[FineUse, PenaltyCase],
    basis=[reg(N_("Administrative Penalty Law, art. 74.")), NO_GAIN],
    says={
        "appraised": (
            N_("“{title}” ({doc_no}) measures the unit or its officers by fines"),
            N_("Take the fines out of the appraisal."),
        ),
        "returned": (
            N_("“{title}” ({doc_no}) lets fines flow back to the unit"),
            N_("Pay all fines into the treasury, and nothing back."),
        ),
        "unsaid": (
            N_(
                "no paper on record says how fines are used and whether anybody is measured by them"
            ),
            N_("Record the paper: `record new fine_use`."),
        ),
    },
)
def no_gain_from_fines(see: View) -> Iterator[Hit]:
    """No paper in force ties appraisal or money of the unit to what it fines.

    Where the unit fines and no paper is on record, nothing can be said.

    Why: who lives on fines finds faults.

    Example: an appraisal with points for the sum of fines: violation.
    """
    uses = [one for one in see.all(FineUse) if Period(one.from_, one.to).covers(see.as_of)]
    if not uses and see.all(PenaltyCase):
        yield not_assessable("unsaid")
    for one in uses:
        told: dict[str, Any] = {"title": one.title, "doc_no": one.doc_no}
        if one.appraised:
            yield violation("appraised", at=one, field="appraised", mark=one.use_id, **told)
        if one.returned:
            yield violation("returned", at=one, field="returned", mark=one.use_id, **told)


@rule(
    "DIS-53",
    N_("Who decides a fine does not collect it"),
    subject=PenaltyCase,
    reads=READS,
    parameters=(*PARAMETERS, "dis.spot_receipt"),
    acts=[FineReceipt],
    basis=[reg(N_("Administrative Penalty Law, art. 67 to 69.")), NO_GAIN],
    says={
        "own_till": (
            N_("receipt {receipt}: the unit that decided the fine took {amount} yuan itself"),
            N_("Have the fine paid to the bank or the treasury."),
        ),
        "no_reason": (
            N_("receipt {receipt}: an officer took {amount} yuan, and nothing says why"),
            N_("Name the reason of art. 68 or 69, or have it paid to the bank."),
        ),
        "not_on_spot": (
            N_("receipt {receipt}: an officer took {amount} yuan; it was not decided on the spot"),
            N_("Have the fine paid to the bank."),
        ),
        "too_much": (
            N_("receipt {receipt}: an officer took {amount} yuan as a small fine, {most} at most"),
            N_("Have the fine paid to the bank."),
        ),
    },
)
def paid_elsewhere(this: PenaltyCase, see: View) -> Iterator[Hit]:
    """A fine is paid to the bank, the treasury or electronically, not to the unit.

    An officer takes it on the spot only where the law says so: a small one, one that could hardly
    be collected later, one far from any bank at the party's own wish.

    Why: deciding and collecting in one hand is how enforcement becomes a trade.

    Example: 100 yuan taken on the spot as a small fine: lawful; 100.01: violation.
    """
    case = Case(this, see)
    spot, fine = case.decision is not None and case.decision.on_the_spot, case.fined or Decimal(0)
    for one in see.where(FineReceipt, case_id=this.case_id):
        told: dict[str, Any] = {"receipt": one.receipt_no, "amount": one.amount}
        mark = one.receipt_no
        if one.receiver is Receiver.UNIT:
            yield violation("own_till", at=one, field="receiver", mark=mark, **told)
        elif one.receiver is Receiver.OFFICER:
            most = see.on(one.received_on).money("dis.spot_receipt") or Decimal(0)
            if one.spot_ground is None:
                yield violation("no_reason", at=one, field="receiver", mark=mark, **told)
            elif one.spot_ground is not SpotGround.REMOTE and not spot:
                yield violation("not_on_spot", at=one, field="receiver", mark=mark, **told)
            elif one.spot_ground is SpotGround.SMALL and max(one.amount, fine) > most:
                yield violation("too_much", at=one, field="amount", mark=mark, most=most, **told)
