"""Rules on the amount of a fine (DIS-14, 17, 18)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tripower.core.messages import N_
from tripower.core.people import heads_on
from tripower.core.rules import Hit, block, manual, practice, reg, rule, violation, warning
from tripower.core.unit import View
from tripower.mechanisms.standards.cases import PARAMETERS, READS, Case
from tripower.mechanisms.standards.choosing import MAY_LIGHTEN, MUST_LIGHTEN, TIER
from tripower.mechanisms.standards.records import (
    Benchmark,
    Deviation,
    Method,
    Penalty,
    PenaltyCase,
    PenaltyDecision,
    TierKind,
)
from tripower.mechanisms.standards.tiers import GAPS_MEANT

FOLLOW = reg(N_("State Council, 国办发〔2022〕27号: who leaves the benchmark has it approved."))

BELOW = {
    TierKind.LIGHTER: (),
    TierKind.GENERAL: (TierKind.LIGHTER,),
    TierKind.HEAVIER: (TierKind.LIGHTER, TierKind.GENERAL),
}
"""The tiers that are lighter than one, and not below the statute (DIS-14)."""


@rule(
    "DIS-14",
    N_("A fine below the statute needs a ground of the law and the leaders together"),
    subject=PenaltyCase,
    reads=READS,
    parameters=(*PARAMETERS, "dis.mitigation"),
    acts=[PenaltyDecision],
    basis=[
        reg(N_("Administrative Penalty Law, art. 30 to 32.")),
        practice(N_("That the leaders discuss it is our demand.")),
    ],
    says={
        "no_ground": (
            N_("{amount} yuan is below the {lowest} of the statute, and no ground allows it"),
            N_("Take at least the lowest fine, or name the ground of art. 30 to 32."),
        ),
        "alone": (
            N_(
                "{amount} yuan is below the {lowest} of the statute; the leaders have not passed it"
            ),
            N_("Put it before the leaders; name the matter that they passed in `matter_id`."),
        ),
    },
)
def mitigated_lawfully(this: PenaltyCase, see: View) -> Iterator[Hit]:
    """Below the statutory range goes a fine only on a ground of the law, and after a discussion.

    Why: below the statute there is no tier that binds, so a single hand must not go there.

    Example: the statute has 10000 at least. 9999.99 without a ground: blocked; with a ground and
    a matter passed by the day of the decision: lawful.
    """
    case = Case(this, see)
    decision = case.decision
    if decision is None or case.range is None or not case.below:
        return
    told: dict[str, Any] = {"amount": case.fined, "lowest": case.range.lowest}
    if not any(one in case.choice.lighter for one in (*MUST_LIGHTEN, *MAY_LIGHTEN)):
        yield block("no_ground", at=decision, field="amount", **told)
    together = see.on(decision.decided_on).text("dis.mitigation") == "collective"
    if together and not case.discussed(decision.matter_id, decision.decided_on):
        yield block("alone", at=decision, field="amount", **told)


@rule(
    "DIS-17",
    N_("The amount lies in its tier, and in the statutory range"),
    subject=PenaltyCase,
    reads=READS,
    parameters=PARAMETERS,
    acts=[PenaltyDecision],
    basis=[
        reg(N_("Administrative Penalty Law, art. 34: discretion is used by the benchmark.")),
        reg(N_("Administrative Penalty Law, art. 4: no penalty without a legal basis.")),
    ],
    says={
        "no_amount": (
            N_("a fine was imposed, and the decision does not say how much"),
            N_("Write the amount into the decision."),
        ),
        "no_fine": (
            N_("the decision names {amount} yuan and no fine among its penalties"),
            N_("Name the fine, or take the amount out."),
        ),
        "no_sum": (
            N_("the fine is measured by a sum of the case, which is not on record"),
            N_("Write the sum into the case (`sum`)."),
        ),
        "above": (
            N_("{amount} yuan is above the {highest} of the statute"),
            N_("Take no more than the highest fine."),
        ),
        "outside": (
            N_("{amount} yuan is not in the tier {tier}: {band}"),
            N_("Take an amount of the tier, or another tier; to leave it needs approval (DIS-18)."),
        ),
        "another": (
            N_("by its weights the fine is {expected} yuan ({percent} %), decided were {amount}"),
            N_("Take the amount that the weights give; to leave it needs approval (DIS-18)."),
        ),
        "nowhere": (
            N_("{amount} yuan lies in no tier, as the method leaves it open"),
            N_("A person must say why; the method leaves this band to nobody."),
        ),
        "no_tier": (
            N_("the decision does not say which tier was applied"),
            N_("Name the tier in the decision."),
        ),
        "unknown": (
            N_("no benchmark of “{item}” was in force, so nothing says whether {amount} is right"),
            N_("Record the benchmark that was in force on the day of the act."),
        ),
    },
)
def amount_in_tier(this: PenaltyCase, see: View) -> Iterator[Hit]:
    """A fine lies in the tier that the decision names, and never above the statute.

    Below the statute DIS-14 judges it. A decision that leaves the tier with approval is judged by
    DIS-18.

    Why: a tier that the amount does not keep binds nobody.

    Example: 10000 to 50000, lower 30 per cent: 22000 is lighter, 22000.01 general. “General” with
    22000: violation.
    """
    case = Case(this, see)
    decision, amount = case.decision, case.fined
    if decision is None:
        return
    if amount is None:
        yield from _incomplete(decision)
        return
    if case.benchmark is not None and case.range is None:
        yield manual("no_sum", field="case_id")
        return
    if case.benchmark is None or case.range is None:
        name = case.item.name if case.item else this.item_id
        yield manual("unknown", at=decision, field="amount", item=name, amount=amount)
        return
    highest = case.range.highest
    if highest is not None and amount > highest:
        yield block("above", at=decision, field="amount", amount=amount, highest=highest)
    elif decision.deviation is None and not (case.below and decision.tier is TierKind.MITIGATED):
        yield from _by_method(case, case.benchmark, decision)


def _incomplete(decision: PenaltyDecision) -> Iterator[Hit]:
    if Penalty.FINE in decision.penalties:
        yield violation("no_amount", at=decision, field="penalties")
    elif decision.amount is not None:
        yield violation("no_fine", at=decision, field="amount", amount=decision.amount)


def _by_method(case: Case, benchmark: Benchmark, decision: PenaltyDecision) -> Iterator[Hit]:
    amount = case.fined
    if benchmark.method is Method.WEIGHTS:
        found = case.weighed
        lawful = any(one in case.choice.lighter for one in (*MUST_LIGHTEN, *MAY_LIGHTEN))
        less = amount is not None and found is not None and amount < found.amount
        if found is not None and found.amount != amount and not (lawful and less):
            told: dict[str, Any] = {
                "expected": found.amount,
                "percent": found.percent,
                "amount": amount,
            }
            yield violation("another", at=decision, field="amount", **told)
        return
    if decision.tier is None:
        yield violation("no_tier", at=decision, field="amount")
        return
    if case.placed is None and benchmark.method in GAPS_MEANT:
        yield manual("nowhere", at=decision, field="amount", amount=amount)
        return
    own = [band for band in case.bands if band.tier is decision.tier]
    if amount is not None and not any(band.holds(amount) for band in own):
        shown = ", ".join(band.text for band in own) or "–"
        told = {"amount": amount, "tier": decision.tier, "band": shown}
        yield violation("outside", at=decision, field="amount", **told)


@rule(
    "DIS-18",
    N_("Who leaves the benchmark says why, with approval"),
    subject=PenaltyCase,
    reads=READS,
    parameters=(*PARAMETERS, "pow.head_roles"),
    acts=[PenaltyDecision],
    basis=[FOLLOW],
    says={
        "unapproved": (
            N_("the benchmark was left ({reason}), and nobody who may has approved it"),
            N_("Have the main leader approve it, or the leaders together, before the decision."),
        ),
        "lenient": (
            N_("the tier is {tier}, and what is on record leads to {course}"),
            N_("Name what makes it lighter, or why the benchmark was left, with its approval."),
        ),
    },
)
def departure_approved(this: PenaltyCase, see: View) -> Iterator[Hit]:
    """A decision that leaves the benchmark names the reason and who approved it.

    The main leader by a day on or before the decision, or a matter that the leaders passed. A
    tier that is lighter than the circumstances on record lead to is pointed out.

    Why: a benchmark that anybody may leave is a suggestion.

    Example: approved by the head on 2024-06-03, decided on 2024-06-03: fine; approved on
    2024-06-04, or by a deputy: violation.
    """
    case = Case(this, see)
    decision = case.decision
    if decision is None or not case.punished:
        return
    if decision.deviation is None:
        due = TIER.get(case.choice.course)
        if due is not None and decision.tier in BELOW[due]:
            yield warning("lenient", at=decision, field="tier", tier=decision.tier, course=due)
        return
    if not _approved(decision, decision.deviation, case, see):
        told: dict[str, Any] = {"reason": decision.deviation.reason}
        yield violation("unapproved", at=decision, field="deviation", **told)


def _approved(decision: PenaltyDecision, told: Deviation, case: Case, see: View) -> bool:
    if case.discussed(told.matter_id, decision.decided_on):
        return True
    if told.approved_by is None or told.approved_on is None:
        return False
    roles = see.on(told.approved_on).words("pow.head_roles")
    heads = heads_on(see, told.approved_on, roles)
    return told.approved_by in heads and told.approved_on <= decision.decided_on
