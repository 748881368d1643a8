"""Rules on the law that a fine rests on (DIS-19, 20)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from tripower.core.messages import N_
from tripower.core.rules import Hit, manual, reg, rule, violation
from tripower.core.unit import View
from tripower.mechanisms.standards.cases import PARAMETERS, READS, Case
from tripower.mechanisms.standards.records import (
    Benchmark,
    PenaltyCase,
    PenaltyDecision,
    PenaltyRevocation,
)
from tripower.mechanisms.standards.tiers import statutory

NO_END = Decimal("Infinity")
ONE_FINE = reg(N_("Administrative Penalty Law, art. 29: one act, one fine, by the highest."))


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
        "high_unknown": (
            N_("whether “{other}” has a higher fine for this act than “{item}” cannot be reckoned"),
            N_("A person must compare them; write the sum into the case where a fine needs one."),
        ),
    },
)
def one_act_one_fine(see: View) -> Iterator[Hit]:
    """An act of a party is fined once, and by the provision with the highest fine.

    A fine that was revoked does not count.

    Why: two fines for one act are two punishments.

    Example: one act, filed by two sections as two cases, both fined: violation at the second.
    """
    first: dict[tuple[str, str], str] = {}
    cases = [Case(one, see) for one in see.all(PenaltyCase)]
    fined = [one for one in cases if one.fined and not _revoked(one, see)]
    for case in sorted(fined, key=_when):
        act = case.filed.act_id
        mark = act or "", case.filed.party
        if act is not None and mark in first:
            told: dict[str, Any] = {"act": act, "first": first[mark]}
            yield violation("twice", at=case.decision, field="penalties", **told)
        elif act is not None:
            first[mark] = case.filed.case_id
        yield from _lower(case, see)


def _revoked(case: Case, see: View) -> bool:
    return see.get(PenaltyRevocation, case.filed.case_id) is not None


def _when(case: Case) -> tuple[str, str]:
    decided = case.decision.decided_on.isoformat() if case.decision else ""
    return decided, case.filed.case_id


def _lower(case: Case, see: View) -> Iterator[Hit]:
    for other in case.filed.also_item_ids:
        there = Case(replace(case.filed, item_id=other), see)
        low, high = _highest(case), _highest(there)
        names = [one.item.name if one.item else one.filed.item_id for one in (there, case)]
        told: dict[str, Any] = {"mark": other, "other": names[0], "item": names[1]}
        if low is None or high is None:
            yield manual("high_unknown", at=case.filed, field="also_item_ids", **told)
        elif high > low:
            told |= {"high": high, "low": low}
            yield violation("lower", at=case.filed, field="also_item_ids", **told)


def _highest(case: Case) -> Decimal | None:
    """The highest fine for the act in yuan; None where it cannot be reckoned."""
    version = case.in_force(case.filed.act_to)
    found = statutory(version, case.filed.sum) if version is not None else None
    if found is None:
        return None
    return found.highest if found.highest is not None else NO_END


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
        "none_then": (
            N_("{used} was applied; on the day of the act, {day}, no version was in force"),
            N_("A person must say by what the fine was measured."),
        ),
        "compare": (
            N_("{used} and {right} cannot be compared by their range alone"),
            N_("A person must say which of the two is lighter for this act."),
        ),
    },
)
def law_of_the_day(this: PenaltyCase, see: View) -> Iterator[Hit]:
    """The version in force at the end of the act applies; a newer one only where it is lighter.

    Lighter is one whose range is no higher at either end, and lower at one. Where the ranges are
    equal and the tiers are not, or neither range is lighter, a person compares.

    Why: nobody can keep a law that comes later, and nobody pays for one that was softened.

    Example: act of 2024-02-29, version A to 2024-02-29, B from 2024-03-01 with a lower highest
    fine, decided in April: B. With a higher one: A.
    """
    case = Case(this, see)
    decision, used = case.decision, case.benchmark
    if decision is None or used is None or case.fined is None:
        return
    then, now = case.in_force(this.act_to), case.in_force(decision.decided_on)
    told: dict[str, Any] = {"used": used.benchmark_id}
    if then is None:
        yield manual("none_then", at=decision, field="benchmark_id", day=this.act_to, **told)
        return
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
    if ups == lows == 0:
        same = (now.method, now.tiers) == (then.method, then.tiers)
        return False if same else None
    if ups <= 0 and lows <= 0:
        return True
    return False if ups >= 0 and lows >= 0 else None


def _sign(one: Decimal | None, other: Decimal | None, open_end: Decimal) -> int:
    left, right = (open_end if end is None else end for end in (one, other))
    return (left > right) - (left < right)
