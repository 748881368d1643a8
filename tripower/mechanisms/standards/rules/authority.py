"""Rules on who decides a penalty, and with whom (DIS-30, 31, 33)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from tripower.core.messages import N_
from tripower.core.rules import Hit, practice, reg, rule, seed, violation
from tripower.core.unit import View
from tripower.mechanisms.standards.cases import PARAMETERS, READS, Case
from tripower.mechanisms.standards.procedure import (
    LIGHT,
    called,
    level_for,
    may_sign,
    needs_meeting,
    spot_limit,
)
from tripower.mechanisms.standards.records import Penalty, PenaltyCase, PenaltyDecision


@rule(
    "DIS-30",
    N_("Two qualified officers handle a case, and who decides it may"),
    subject=PenaltyCase,
    reads=READS,
    parameters=(*PARAMETERS, "dis.least_officers"),
    acts=[PenaltyCase, PenaltyDecision],
    basis=[
        reg(N_("Administrative Penalty Law, art. 42: two officers with certificates.")),
        seed(N_("Authority by position: each post decides up to its amount.")),
        practice(N_("Who handles a case does not decide it.")),
    ],
    says={
        "few": (
            N_("officers who handle the case: {count}, at least {least}"),
            N_("Name the officers who handle it."),
        ),
        "unqualified": (
            N_("{officer} handles the case without a certificate"),
            N_("Name the number of the certificate, or another officer."),
        ),
        "both": (
            N_("{person} handled the case and decided it"),
            N_("Let somebody decide who has not handled it."),
        ),
        "beyond": (
            N_("{person} decided {amount} yuan, beyond what the posts held that day may decide"),
            N_("Have it decided by: {post}."),
        ),
    },
)
def qualified_and_allowed(this: PenaltyCase, see: View) -> Iterator[Hit]:
    """Two officers with certificates handle a case; another person decides it within a limit.

    The table of the item says which post decides up to which amount; above it the next post
    decides. A penalty heavier than a warning that has no amount is for a post without a limit. A
    case decided on the spot is decided by its officers.

    Why: power by post is power that somebody checked.

    Example: the deputy decides up to 50000 yuan: 50000 is within, 50000.01 is for the head.
    """
    least = see.on(this.filed_on).whole("dis.least_officers")
    people = dict.fromkeys(one.person_id for one in this.officers)
    if len(people) < least:
        yield violation("few", field="officers", count=len(people), least=least)
    for nth, one in enumerate(this.officers):
        if one.certificate_no is None:
            told: dict[str, Any] = {"mark": one.person_id, "officer": see.name(one.person_id)}
            yield violation("unqualified", field=f"officers.{nth}", **told)
    case = Case(this, see)
    decision, item = case.decision, case.item
    if decision is None or decision.on_the_spot:
        return
    name = see.name(decision.decided_by)
    if decision.decided_by in people:
        yield violation("both", at=decision, field="decided_by", person=name)
    if item is None or not item.authority or not case.punished:
        return
    amount = case.fined
    if amount is None and all(one in LIGHT for one in decision.penalties):
        amount = Decimal(0)
    if not may_sign(item, decision.decided_by, decision.decided_on, amount, see):
        level = level_for(item, amount)
        post = called(level) if level is not None else "–"
        more: dict[str, Any] = {"person": name, "amount": amount or "–", "post": post}
        yield violation("beyond", at=decision, field="decided_by", **more)


@rule(
    "DIS-31",
    N_("On the spot only warnings and small fines are decided"),
    subject=PenaltyCase,
    reads=READS,
    parameters=PARAMETERS,
    acts=[PenaltyDecision],
    basis=[reg(N_("Administrative Penalty Law, art. 51."))],
    says={
        "too_much": (
            N_("{amount} yuan were decided on the spot, {most} at most"),
            N_("Decide it in the ordinary procedure."),
        ),
        "not_there": (
            N_("{penalty} was decided on the spot, where only a warning or a small fine may be"),
            N_("Decide it in the ordinary procedure."),
        ),
    },
)
def on_the_spot(this: PenaltyCase, see: View) -> Iterator[Hit]:
    """On the spot officers decide a warning, or a fine up to a limit by the kind of party.

    Why: what is decided at the roadside is seen by nobody else.

    Example: 200 yuan for a citizen, 3000 for an organisation: fine; a cent more: violation.
    """
    case = Case(this, see)
    decision = case.decision
    if decision is None or not decision.on_the_spot:
        return
    most = spot_limit(this.party_type, decision.decided_on, see)
    if case.fined is not None and case.fined > most:
        told: dict[str, Any] = {"amount": case.fined, "most": most}
        yield violation("too_much", at=decision, field="amount", **told)
    for penalty in decision.penalties:
        if penalty not in (Penalty.WARNING, Penalty.FINE):
            yield violation(
                "not_there", at=decision, field="penalties", mark=penalty, penalty=penalty
            )


@rule(
    "DIS-33",
    N_("Complex and grave cases are decided by the leaders together"),
    subject=PenaltyCase,
    reads=READS,
    parameters=PARAMETERS,
    acts=[PenaltyDecision],
    basis=[reg(N_("Administrative Penalty Law, art. 57: the leaders discuss it together."))],
    says={
        "alone": (
            N_("the case is complex or grave, and the leaders had not passed it by {day}"),
            N_("Put it before the leaders; name the matter that they passed in `matter_id`."),
        ),
    },
)
def discussed_together(this: PenaltyCase, see: View) -> Iterator[Hit]:
    """A case that is complex, or whose act is grave, is passed by the leaders before its decision.

    Quorum and majority are those of any collective decision (DEC-05, DEC-07).

    Why: the heavier the hand, the more heads.

    Example: passed on 2024-06-03, decided on 2024-06-03: fine; decided on 2024-06-02: violation.
    """
    case = Case(this, see)
    decision = case.decision
    if decision is None or not case.punished or not needs_meeting(this):
        return
    if not case.discussed(decision.matter_id, decision.decided_on):
        yield violation("alone", at=decision, field="matter_id", day=decision.decided_on)
