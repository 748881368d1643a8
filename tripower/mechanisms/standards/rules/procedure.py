"""Rules on the way of a penalty: review, hearing, deadlines, withdrawal (DIS-32, 34 to 37)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tripower.core.messages import N_
from tripower.core.rules import Hit, block, manual, reg, rule, violation
from tripower.core.unit import View
from tripower.mechanisms.standards.cases import PARAMETERS, READS, Case
from tripower.mechanisms.standards.procedure import (
    PERHAPS,
    HearingRight,
    decide_by,
    deliver_by,
    hearing_from,
    needs_review,
    request_by,
)
from tripower.mechanisms.standards.records import (
    Hearing,
    PenaltyCase,
    PenaltyDecision,
    PenaltyDelivery,
    PenaltyPublication,
    PenaltyRevocation,
    PenaltyWithdrawal,
)
from tripower.mechanisms.standards.rules.deadlines import kept

WORKING = reg(N_("Administrative Penalty Law, art. 85: these days are working days."))


@rule(
    "DIS-32",
    N_("A legal review comes first where the law asks for one"),
    subject=PenaltyCase,
    reads=READS,
    parameters=PARAMETERS,
    acts=[PenaltyDecision],
    waivable=False,
    basis=[reg(N_("Administrative Penalty Law, art. 58."))],
    says={
        "missing": (
            N_("the law asks for a legal review, and none was on record by {day}"),
            N_("Have the case reviewed before it is decided: `record new case_review`."),
        ),
        "before_hearing": (
            N_("the legal review of {reviewed} came before the hearing of {held}"),
            N_("Have the case reviewed again, with what was said in the hearing."),
        ),
        "own_officer": (
            N_("{person} handled the case and reviewed it"),
            N_("Let somebody review it who has not handled it."),
        ),
        "failed": (
            N_("the legal review of {reviewed} did not pass the case"),
            N_("Mend what it says and have it reviewed again."),
        ),
    },
)
def reviewed_first(this: PenaltyCase, see: View) -> Iterator[Hit]:
    """A case of public interest, a complex one or one that was heard is decided after its review.

    The same where another law asks for it. The review has passed the case.

    Why: who decides in a hurry must meet somebody who reads.

    Example: reviewed on 2024-06-03, decided on 2024-06-03: fine; reviewed on 2024-06-04: blocked.
    """
    case = Case(this, see)
    decision = case.decision
    if decision is None or not case.punished or not needs_review(this, heard=case.heard):
        return
    review = case.review
    if review is None or review.on > decision.decided_on:
        yield block("missing", at=decision, field="decided_on", day=decision.decided_on)
    elif case.heard and case.hearing and review.on < (case.hearing.held_on or review.on):
        told: dict[str, Any] = {"reviewed": review.on, "held": case.hearing.held_on}
        yield block("before_hearing", at=review, field="on", **told)
    elif review.reviewer_id in [one.person_id for one in this.officers]:
        yield violation(
            "own_officer", at=review, field="reviewer_id", person=see.name(review.reviewer_id)
        )
    elif not review.passed:
        yield block("failed", at=decision, field="decided_on", reviewed=review.on)


@rule(
    "DIS-34",
    N_("The right to a hearing is told, and its days are kept"),
    subject=PenaltyCase,
    reads=READS,
    parameters=PARAMETERS,
    acts=[PenaltyDecision, Hearing],
    basis=[reg(N_("Administrative Penalty Law, art. 44, 63 and 64.")), WORKING],
    says={
        "unknown": (
            N_("whether {amount} yuan open a hearing, no table for “{domain}” says"),
            N_("Set `dis.hearing_thresholds` for the field, with its source."),
        ),
        "heavy": (
            N_("whether {penalty} is heavy enough to open a hearing, no table says"),
            N_("A person must say; if it is, the party is told of the right."),
        ),
        "not_told": (
            N_("the party was not told of the intended penalty before the decision"),
            N_("Tell the party first; without that the decision does not stand (art. 62)."),
        ),
        "not_offered": (
            N_("the notice did not tell of the right to a hearing"),
            N_("Tell the party of it, and wait for the days of asking."),
        ),
        "too_soon": (
            N_("decided on {day}; until {last} the party could ask for a hearing"),
            N_("Decide after the last day for asking."),
        ),
        "refused": (
            N_("asked for on {asked}, by {last} at the latest, and the hearing was not held"),
            N_("Hold the hearing before the decision."),
        ),
        "short": (
            N_("told of the hearing on {told}, held on {held}; {earliest} at the earliest"),
            N_("Tell of it seven working days before; the day of telling is not counted."),
        ),
        "own_officer": (
            N_("{person} handled the case and presided over its hearing"),
            N_("Let somebody preside who has not handled the case."),
        ),
    },
)
def hearing_offered(this: PenaltyCase, see: View) -> Iterator[Hit]:
    """Before a heavy penalty the party is told of the right to be heard, and may ask for it.

    From which fine on, a table by field says; without a row a person must find out. Within five
    working days the party asks; seven working days before the hearing its time is told.

    Why: who is heard first is less often wronged.

    Example: told on 2024-09-27, the last day for asking is 2024-10-10; decided on that day: too
    soon, on the next: lawful.
    """
    case = Case(this, see)
    decision = case.decision
    yield from _held(case, see)
    if decision is None or not case.punished or decision.on_the_spot:
        return
    right = case.hearing_right
    notice = case.notices[-1] if case.notices else None
    if notice is None or notice.received_on > decision.decided_on:
        yield violation("not_told", at=decision, field="decided_on")
        return
    if right is HearingRight.UNKNOWN:
        heavy = [one for one in decision.penalties if one in PERHAPS]
        for penalty in heavy:
            yield manual("heavy", at=decision, field="penalties", mark=penalty, penalty=penalty)
        if not heavy:
            domain = case.item.domain if case.item and case.item.domain else "–"
            told: dict[str, Any] = {"amount": decision.amount or "–", "domain": domain}
            yield manual("unknown", at=decision, field="amount", **told)
    if right is not HearingRight.YES:
        return
    if not notice.hearing_offered:
        yield violation("not_offered", at=notice, field="received_on", mark=str(notice.notice_no))
        return
    last = request_by(notice.received_on, see)
    asked = case.hearing
    heard = case.heard and asked is not None and asked.requested_on >= notice.received_on
    if not heard and decision.decided_on <= last:
        yield violation(
            "too_soon", at=decision, field="decided_on", day=decision.decided_on, last=last
        )
    if asked is not None and asked.requested_on <= last and not _before(asked, decision):
        yield violation(
            "refused", at=asked, field="requested_on", asked=asked.requested_on, last=last
        )


def _before(asked: Hearing, decision: PenaltyDecision) -> bool:
    return asked.held_on is not None and asked.held_on <= decision.decided_on


def _held(case: Case, see: View) -> Iterator[Hit]:
    asked = case.hearing
    if asked is None or asked.held_on is None:
        return
    earliest = hearing_from(asked.notice_on, see) if asked.notice_on else None
    if earliest is None or asked.held_on < earliest:
        told: dict[str, Any] = {"told": asked.notice_on or "–", "held": asked.held_on}
        yield violation("short", at=asked, field="held_on", earliest=earliest or "–", **told)
    officers = [one.person_id for one in case.filed.officers]
    if asked.presiding_id in officers:
        person = see.name(asked.presiding_id or "")
        yield violation("own_officer", at=asked, field="presiding_id", person=person)


@rule(
    "DIS-35",
    N_("A case is decided within ninety days"),
    subject=PenaltyCase,
    reads=READS,
    parameters=PARAMETERS,
    basis=[reg(N_("Administrative Penalty Law, art. 60: ninety days from the filing."))],
    says={
        "early": (
            N_("{done} lies before {since}, the day from which the days run"),
            N_("Correct the day that is wrong."),
        ),
        "late": (
            N_("filed on {filed}, decided on {done}; due by {due}"),
            N_("Say in the case why it took longer, if a law allows it."),
        ),
        "overdue": (
            N_("filed on {filed} and not decided; due by {due}"),
            N_("Decide the case."),
        ),
    },
)
def decided_in_time(this: PenaltyCase, see: View) -> Iterator[Hit]:
    """From the filing to the decision no more than ninety days go by, all days counted.

    A last day off moves on to the next working day.

    Why: a threat that hangs over somebody for years is a penalty without a decision.

    Example: filed on 2024-07-05, the ninetieth day is 2024-10-03, a holiday, so 2024-10-08 is the
    last; decided on 2024-10-09: violation.
    """
    decision = Case(this, see).decision
    yield from kept(decide_by(this.filed_on, see), decision, see, since=this, filed=this.filed_on)


@rule(
    "DIS-36",
    N_("A decision is handed over within seven working days"),
    subject=PenaltyCase,
    reads=READS,
    parameters=PARAMETERS,
    basis=[reg(N_("Administrative Penalty Law, art. 61: within seven days.")), WORKING],
    says={
        "early": (
            N_("{done} lies before {since}, the day from which the days run"),
            N_("Correct the day that is wrong."),
        ),
        "late": (
            N_("decided on {decided}, handed over on {done}; due by {due}"),
            N_("Say in the case why it came late."),
        ),
        "overdue": (
            N_("decided on {decided} and not handed over; due by {due}"),
            N_("Hand the decision over and record the day."),
        ),
    },
)
def delivered_in_time(this: PenaltyCase, see: View) -> Iterator[Hit]:
    """The decision reaches the party within seven working days.

    Why: the days for appeal run from then.

    Example: decided on Friday 2024-09-27: by Saturday 2024-10-12, a make-up day.
    """
    case = Case(this, see)
    decision = case.decision
    if decision is None or not case.punished or decision.on_the_spot:
        return
    due, delivery = deliver_by(decision.decided_on, see), see.get(PenaltyDelivery, this.case_id)
    yield from kept(due, delivery, see, since=decision, decided=decision.decided_on)


@rule(
    "DIS-37",
    N_("A published decision that was revoked is withdrawn within three working days"),
    subject=PenaltyCase,
    reads=READS,
    parameters=(*PARAMETERS, "dis.withdrawal_workdays"),
    basis=[
        reg(N_("Administrative Penalty Law, art. 48: within three days, with reasons.")),
        WORKING,
    ],
    says={
        "early": (
            N_("{done} lies before {since}, the day from which the days run"),
            N_("Correct the day that is wrong."),
        ),
        "late": (
            N_("revoked on {revoked}, withdrawn from the public on {done}; due by {due}"),
            N_("Say in the case why it came late."),
        ),
        "overdue": (
            N_("revoked on {revoked} and still public; due by {due}"),
            N_("Withdraw it, tell the public why, and record the day."),
        ),
    },
)
def withdrawn_in_time(this: PenaltyCase, see: View) -> Iterator[Hit]:
    """A decision that was made public and then revoked is withdrawn within three working days.

    Why: a stain that the law took back must not stay on somebody's name.

    Example: revoked on Monday 2024-04-29: by 2024-05-07, for 05-01 to 05-05 are off.
    """
    published = see.get(PenaltyPublication, this.case_id)
    revoked = see.get(PenaltyRevocation, this.case_id)
    if published is None or revoked is None:
        return
    days = see.on(revoked.revoked_on).whole("dis.withdrawal_workdays")
    due = see.calendar.add_workdays(revoked.revoked_on, days)
    withdrawn = see.get(PenaltyWithdrawal, this.case_id)
    yield from kept(due, withdrawn, see, since=revoked, revoked=revoked.revoked_on)
