"""Rules on whether an act is punished, and which way its circumstances point (DIS-10 to 16)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tripower.core.messages import N_
from tripower.core.rules import Hit, manual, notice, practice, reg, rule, violation, warning
from tripower.core.unit import View
from tripower.mechanisms.standards.cases import PARAMETERS, READS, Case
from tripower.mechanisms.standards.choosing import (
    EDUCATED,
    HEAVIER,
    MAY_LIGHTEN,
    MAY_SPARE,
    MUST_LIGHTEN,
    NO_PENALTY,
    Course,
    ages,
    barred_after,
)
from tripower.mechanisms.standards.records import (
    Effect,
    Ground,
    PenaltyCase,
    PenaltyDecision,
    TierKind,
)

LIGHT = (TierKind.LIGHTER, TierKind.MITIGATED)
TALK = (
    N_("no record tells that the party was talked to instead of being punished"),
    N_("Talk to the party, and name the record of it in `education`."),
)


@rule(
    "DIS-10",
    N_("What must not be punished is not punished"),
    subject=PenaltyCase,
    reads=READS,
    parameters=PARAMETERS,
    acts=[PenaltyDecision],
    basis=[reg(N_("Administrative Penalty Law, art. 30, 31, 33 and 36."))],
    says={
        "punished": (
            N_("{party} was punished although the law forbids it: {ground}"),
            N_("Revoke the penalty, or correct the ground if it is not there."),
        ),
        "barred": (
            N_("discovered on {discovered}, after {last}, when the time for punishing had run out"),
            N_("Do not punish; correct the days if the act went on."),
        ),
        "untold": TALK,
    },
)
def must_not_punish(this: PenaltyCase, see: View) -> Iterator[Hit]:
    """Nobody is punished below the age, without capacity or fault, for a trifle, or too late.

    The time runs from the end of the act: two years, five where life, health or financial safety
    was harmed. Who is spared for a trifle or for want of fault is talked to, on record.

    Why: a penalty that the law forbids is not made lawful by a tier.

    Example: an act that ended on 2022-03-15 and was discovered on 2024-03-15 may be punished; on
    2024-03-16 no more.
    """
    case = Case(this, see)
    decision = case.decision
    if decision is None:
        return
    none = ages(see, this.act_to)[0]
    young = this.age is not None and this.age < none and Ground.UNDER_14 not in decision.grounds
    found = [one for one in NO_PENALTY if one in decision.grounds]
    for ground in [*found, *([Ground.UNDER_14] if young else [])]:
        if case.punished:
            told: dict[str, Any] = {"party": this.party, "ground": ground}
            yield violation("punished", at=decision, field="penalties", mark=ground, **told)
    last = barred_after(this, see)
    if case.punished and case.facts.barred:
        told = {"discovered": this.discovered_on, "last": last}
        yield violation("barred", at=decision, field="penalties", **told)
    spared = [one for one in found if one in EDUCATED]
    if not case.punished and spared and decision.education is None:
        yield violation("untold", at=decision, field="grounds")


@rule(
    "DIS-11",
    N_("A first small fault that was put right may be spared"),
    subject=PenaltyCase,
    reads=READS,
    parameters=PARAMETERS,
    basis=[reg(N_("Administrative Penalty Law, art. 33: it need not be punished."))],
    says={
        "punished": (
            N_("a first, small fault, put right in time, was punished all the same"),
            N_("The law leaves it open; say in the case why it was punished."),
        ),
        "untold": TALK,
    },
)
def may_spare(this: PenaltyCase, see: View) -> Iterator[Hit]:
    """Who errs for the first time, does little harm and puts it right may be left unpunished.

    Then the party is talked to, and that is on record.

    Why: the law wants faults put right, not fines.

    Example: not punished for a first small fault, and no record of the talk: violation.
    """
    case = Case(this, see)
    decision = case.decision
    if decision is None or not any(one in decision.grounds for one in MAY_SPARE):
        return
    if case.punished:
        yield notice("punished", at=decision, field="grounds")
    elif decision.education is None:
        yield violation("untold", at=decision, field="grounds")


@rule(
    "DIS-12",
    N_("On grounds of the law the penalty is lighter, or mitigated"),
    subject=PenaltyCase,
    reads=READS,
    parameters=PARAMETERS,
    acts=[PenaltyDecision],
    basis=[reg(N_("Administrative Penalty Law, art. 30 and 32."))],
    says={
        "not_lighter": (
            N_("the tier is {tier}, though the law asks for a lighter one: {ground}"),
            N_(
                "Take the lighter tier, or mitigate; where heavier factors stand against it, weigh."
            ),
        ),
    },
)
def must_lighten(this: PenaltyCase, see: View) -> Iterator[Hit]:
    """A party of 14 to 17, or with a ground of art. 32, gets the lighter tier or less.

    Where a heavier factor stands against it, a person weighs both (DIS-16).

    Why: whoever puts the harm right must know that it counts.

    Example: a party of 17 years and the general tier: violation; of 18 years: fine.
    """
    case = Case(this, see)
    decision = case.decision
    if decision is None or not case.punished or case.choice.course is Course.WEIGH:
        return
    grounds = [one for one in MUST_LIGHTEN if one in case.choice.lighter]
    by_weight = case.weighed
    if grounds and by_weight is not None and case.fined is not None:
        if case.fined >= by_weight.amount > (case.range.lowest if case.range else 0):
            shown = f"{by_weight.percent} %"
            yield violation(
                "not_lighter", at=decision, field="amount", tier=shown, ground=grounds[0]
            )
    elif grounds and decision.tier is not None and decision.tier not in LIGHT:
        told: dict[str, Any] = {"tier": decision.tier, "ground": grounds[0]}
        yield violation("not_lighter", at=decision, field="tier", **told)


@rule(
    "DIS-13",
    N_("Partial capacity may make the penalty lighter"),
    subject=PenaltyCase,
    reads=READS,
    parameters=PARAMETERS,
    basis=[reg(N_("Administrative Penalty Law, art. 31."))],
    says={
        "not_lighter": (
            N_("the party has partial capacity, and the tier is {tier}"),
            N_("The law leaves it open; say in the case why it was not lighter."),
        ),
    },
)
def may_lighten(this: PenaltyCase, see: View) -> Iterator[Hit]:
    """A party who could not fully recognise or control the act may get a lighter penalty.

    Why: guilt that is smaller may be answered by less.

    Example: partial capacity and the general tier: notice.
    """
    case = Case(this, see)
    decision = case.decision
    if decision is None or not any(one in decision.grounds for one in MAY_LIGHTEN):
        return
    if case.punished and decision.tier is not None and decision.tier not in LIGHT:
        yield notice("not_lighter", at=decision, field="tier", tier=decision.tier)


@rule(
    "DIS-15",
    N_("Heavier needs a listed ground, and defence makes nothing heavier"),
    subject=PenaltyCase,
    reads=READS,
    parameters=PARAMETERS,
    acts=[PenaltyDecision],
    basis=[
        reg(N_("Administrative Penalty Law, art. 45: no heavier penalty for a defence.")),
        reg(N_("Administrative Penalty Law, art. 49: heavier in an emergency.")),
        practice(N_("What makes a case heavier stands in the published benchmark.")),
    ],
    says={
        "no_ground": (
            N_("the tier is heavier, and no ground for that is listed in the benchmark"),
            N_("Name the factor of the benchmark, or take another tier."),
        ),
        "new_kind": (
            N_("{penalty} was imposed, which the party had not been told of"),
            N_("Impose what was told, or tell the new facts in another notice first."),
        ),
        "aggravated": (
            N_("told {notified} yuan, and after the defence {final} yuan, without new facts"),
            N_("Go back to what was told, or tell the new facts in another notice first."),
        ),
    },
)
def heavier_needs_ground(this: PenaltyCase, see: View) -> Iterator[Hit]:
    """The heavier tier rests on a factor of the benchmark, or on an emergency.

    A fine is no higher than the party was told, unless facts came up that were told in a
    further notice.

    Why: who may answer must not pay for having answered.

    Example: told 20000, decided 20000.01 with no new facts: violation; 20000: fine.
    """
    case = Case(this, see)
    decision = case.decision
    if decision is None or not case.punished:
        return
    if decision.tier is TierKind.HEAVIER and not _listed(case, decision):
        yield violation("no_ground", at=decision, field="tier")
    if not case.notices or decision.on_the_spot:
        return
    told = case.notices[-1 if decision.new_facts is not None else 0]
    for penalty in decision.penalties:
        if penalty not in told.penalties:
            yield violation(
                "new_kind", at=decision, field="penalties", mark=penalty, penalty=penalty
            )
    if told.amount is not None and case.fined is not None and case.fined > told.amount:
        amounts: dict[str, Any] = {"notified": told.amount, "final": case.fined}
        yield violation("aggravated", at=decision, field="amount", **amounts)


def _listed(case: Case, decision: PenaltyDecision) -> bool:
    if any(one in decision.grounds for one in HEAVIER):
        return True
    found = [case.benchmark.factor(f.factor) if case.benchmark else None for f in decision.factors]
    return any(one is not None and one.effect is Effect.HEAVIER for one in found)


@rule(
    "DIS-16",
    N_("Lighter and heavier are weighed in words, not set off"),
    subject=PenaltyCase,
    reads=READS,
    parameters=PARAMETERS,
    basis=[practice(N_("Factors of both directions are weighed as a whole, and in writing."))],
    says={
        "weigh": (
            N_("lighter: {lighter}; heavier: {heavier}; a person weighed them"),
            N_("Read the weighing; no arithmetic decides it."),
        ),
        "unweighed": (
            N_("lighter: {lighter}; heavier: {heavier}; nothing says how they were weighed"),
            N_("Write into the decision how they were weighed (`weighing`)."),
        ),
    },
)
def weighed_in_words(this: PenaltyCase, see: View) -> Iterator[Hit]:
    """Where circumstances point both ways, a person weighs them, and the case says how.

    Why: one good and one bad word do not make nothing.

    Example: the harm was put right, and it is the third time: for a person, with the reason.
    """
    case = Case(this, see)
    decision = case.decision
    if decision is None or not case.punished or case.choice.course is not Course.WEIGH:
        return
    told: dict[str, Any] = {"lighter": case.choice.lighter, "heavier": case.choice.heavier}
    if decision.weighing is None:
        yield warning("unweighed", at=decision, field="grounds", **told)
    yield manual("weigh", at=decision, field="grounds", **told)
