"""Rules on the amount of a fine and the law that it rests on (DIS-14, 17 to 20)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from tripower.core.messages import N_
from tripower.core.people import heads_on
from tripower.core.rules import Hit, block, manual, practice, reg, rule, violation
from tripower.core.unit import View
from tripower.mechanisms.standards.cases import PARAMETERS, READS, Case
from tripower.mechanisms.standards.choosing import MAY_LIGHTEN, MUST_LIGHTEN
from tripower.mechanisms.standards.records import (
    Benchmark,
    Deviation,
    Method,
    PenaltyCase,
    PenaltyDecision,
)
from tripower.mechanisms.standards.tiers import GAPS_MEANT, weighed

ONE_FINE = reg(N_("Administrative Penalty Law, art. 29: one act, one fine, by the highest."))
FOLLOW = reg(N_("State Council, 国办发〔2022〕27号: who leaves the benchmark has it approved."))


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
    if decision is None or amount is None:
        return
    if case.benchmark is None or case.range is None:
        name = case.item.name if case.item else this.item_id
        yield manual("unknown", at=decision, field="amount", item=name, amount=amount)
        return
    highest = case.range.highest
    if highest is not None and amount > highest:
        yield block("above", at=decision, field="amount", amount=amount, highest=highest)
    elif not case.below and decision.deviation is None:
        yield from _by_method(case, case.benchmark, decision)


def _by_method(case: Case, benchmark: Benchmark, decision: PenaltyDecision) -> Iterator[Hit]:
    amount = case.fined
    if benchmark.method is Method.WEIGHTS:
        found = weighed(benchmark, decision.factors, case.filed.sum)
        if found is not None and found.amount != amount:
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
    },
)
def departure_approved(this: PenaltyCase, see: View) -> Iterator[Hit]:
    """A decision that leaves the benchmark names the reason and who approved it.

    The main leader by a day on or before the decision, or a matter that the leaders passed.

    Why: a benchmark that anybody may leave is a suggestion.

    Example: approved by the head on 2024-06-03, decided on 2024-06-03: fine; approved on
    2024-06-04, or by a deputy: violation.
    """
    decision = Case(this, see).decision
    if decision is None or decision.deviation is None:
        return
    if not _approved(decision, decision.deviation, Case(this, see), see):
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


@rule(
    "DIS-19",
    N_("One act, one fine, by the highest provision"),
    reads=READS,
    parameters=PARAMETERS,
    acts=[PenaltyDecision],
    basis=[ONE_FINE],
    says={
        "twice": (
            N_("the act {act} was fined already in case {first}"),
            N_("Revoke one of the fines."),
        ),
        "lower": (
            N_("“{other}” has a higher fine ({high}) for this act than “{item}” ({low})"),
            N_("Apply the provision with the highest fine."),
        ),
    },
)
def one_act_one_fine(see: View) -> Iterator[Hit]:
    """An act is fined once; where it breaks several provisions, by that with the highest fine.

    Why: two fines for one act are two punishments.

    Example: one act, filed by two sections as two cases, both fined: violation at the second.
    """
    first: dict[str, str] = {}
    cases = [Case(one, see) for one in see.all(PenaltyCase)]
    fined = [one for one in cases if one.decision is not None and one.fined]
    for case in sorted(fined, key=_when):
        act = case.filed.act_id
        if act is not None and act in first:
            told: dict[str, Any] = {"act": act, "first": first[act]}
            yield violation("twice", at=case.decision, field="penalties", **told)
        elif act is not None:
            first[act] = case.filed.case_id
        yield from _lower(case, see)


def _when(case: Case) -> tuple[str, str]:
    decided = case.decision.decided_on.isoformat() if case.decision else ""
    return decided, case.filed.case_id


def _lower(case: Case, see: View) -> Iterator[Hit]:
    own = case.in_force(case.filed.act_to)
    low = own.upper if own else None
    for other in case.filed.also_item_ids:
        there = Case(replace(case.filed, item_id=other), see)
        high = there.in_force(case.filed.act_to)
        if low is not None and high is not None and high.upper is not None and high.upper > low:
            names = (there.item.name if there.item else other, case.item.name if case.item else "")
            told: dict[str, Any] = {
                "other": names[0],
                "high": high.upper,
                "item": names[1],
                "low": low,
            }
            yield violation("lower", at=case.filed, field="also_item_ids", mark=other, **told)


@rule(
    "DIS-20",
    N_("The law of the day of the act, or a newer one that is lighter"),
    subject=PenaltyCase,
    reads=READS,
    parameters=PARAMETERS,
    acts=[PenaltyDecision],
    basis=[reg(N_("Administrative Penalty Law, art. 37."))],
    says={
        "wrong_version": (
            N_("{used} was applied; on the day of the act, {day}, {right} was in force"),
            N_("Apply the version of the day of the act."),
        ),
        "newer_is_lighter": (
            N_("{used} was applied; {right}, in force when it was decided, is lighter"),
            N_("Apply the newer version, since it is lighter."),
        ),
        "compare": (
            N_("{used} and {right} cannot be compared by their range alone"),
            N_("A person must say which of the two is lighter for this act."),
        ),
    },
)
def law_of_the_day(this: PenaltyCase, see: View) -> Iterator[Hit]:
    """The version in force at the end of the act applies; a newer one only where it is lighter.

    Lighter is one whose range is no higher at either end, and lower at one.

    Why: nobody can keep a law that comes later, and nobody pays for one that was softened.

    Example: act of 2024-02-29, version A to 2024-02-29, B from 2024-03-01 with a lower highest
    fine, decided in April: B. With a higher one: A.
    """
    case = Case(this, see)
    decision, used = case.decision, case.benchmark
    if decision is None or used is None or case.fined is None:
        return
    then, now = case.in_force(this.act_to), case.in_force(decision.decided_on)
    if then is None:
        return
    told: dict[str, Any] = {"used": used.benchmark_id}
    lighter = _lighter(now, then) if now is not None and now != then else False
    if lighter is None and now is not None:
        yield manual("compare", at=decision, field="benchmark_id", right=now.benchmark_id, **told)
    elif lighter and now is not None and used != now:
        name = now.benchmark_id
        yield violation("newer_is_lighter", at=decision, field="benchmark_id", right=name, **told)
    elif lighter is False and used != then:
        more: dict[str, Any] = {"day": this.act_to, "right": then.benchmark_id}
        yield violation("wrong_version", at=decision, field="benchmark_id", **more, **told)


def _lighter(now: Benchmark, then: Benchmark) -> bool | None:
    """Whether one range is lighter than another; None where that cannot be said."""
    if now.base is not then.base:
        return None
    ups, lows = _sign(now.upper, then.upper, NO_END), _sign(now.lower, then.lower, Decimal(0))
    if ups <= 0 and lows <= 0:
        return ups < 0 or lows < 0
    return False if ups >= 0 and lows >= 0 else None


def _sign(one: Decimal | None, other: Decimal | None, open_end: Decimal) -> int:
    left, right = (open_end if end is None else end for end in (one, other))
    return (left > right) - (left < right)


NO_END = Decimal("Infinity")
