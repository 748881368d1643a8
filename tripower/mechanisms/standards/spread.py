"""How like cases were treated: the spread of fines within a tier, and who stands out of it.

It is arithmetic on what is on record. That an officer, a factor or a year stands out may have
the best of reasons; it says where a person should look.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction
from statistics import median

import msgspec

from tripower.core.messages import N_
from tripower.core.numbers import Yuan
from tripower.core.records import Term
from tripower.core.unit import Sees
from tripower.mechanisms.standards.cases import Case
from tripower.mechanisms.standards.records import PenaltyCase, TierKind


class By(Term):
    """By what like cases are told apart."""

    FACTOR = "factor"
    OFFICER = "officer"
    YEAR = "year"
    DECIDER = "decider"


class Placed(msgspec.Struct, frozen=True):
    """A fine and where it lies in its tier: 0 at the lower end, 1 at the upper."""

    case_id: str
    amount: Yuan
    place: Fraction
    by: tuple[tuple[By, str], ...]


class Group(msgspec.Struct, frozen=True):
    """The fines of one item and one tier."""

    item_id: str
    tier: TierKind
    fines: tuple[Placed, ...]

    @property
    def amounts(self) -> list[Yuan]:
        """The fines, lowest first."""
        return sorted(one.amount for one in self.fines)

    @property
    def middle(self) -> Fraction:
        """The middle of the places within the tier."""
        return Fraction(median(one.place for one in self.fines))


class Outlier(msgspec.Struct, frozen=True):
    """Cases that have something in common and lie apart from the others of their group."""

    group: Group
    by: By
    name: str
    cases: tuple[str, ...]
    own: Fraction
    others: Fraction


def groups(see: Sees, item_id: str | None = None) -> list[Group]:
    """The fined cases by item and tier; those whose tier has no width are left out."""
    found: dict[tuple[str, TierKind], list[Placed]] = defaultdict(list)
    for filed in see.all(PenaltyCase):
        if item_id is None or filed.item_id == item_id:
            case = Case(filed, see)
            placed = _placed(case)
            if placed is not None and case.placed is not None:
                found[filed.item_id, case.placed.tier].append(placed)
    order = list(TierKind)
    keys = sorted(found, key=lambda key: (key[0], order.index(key[1])))
    return [Group(*key, tuple(sorted(found[key], key=_name))) for key in keys]


def _name(one: Placed) -> str:
    return one.case_id


def _placed(case: Case) -> Placed | None:
    band, amount, decision = case.placed, case.fined, case.decision
    if band is None or amount is None or decision is None or band.upper is None:
        return None
    if band.upper == band.lower:
        return None
    place = Fraction(amount - band.lower) / Fraction(band.upper - band.lower)
    by = [(By.OFFICER, one.person_id) for one in case.filed.officers]
    by += [(By.FACTOR, one.factor) for one in decision.factors]
    by += [(By.YEAR, str(decision.decided_on.year)), (By.DECIDER, decision.decided_by)]
    return Placed(case.filed.case_id, amount, place, tuple(by))


def outliers(found: Iterable[Group], apart: Fraction, least: int) -> Iterator[Outlier]:
    """Where the mean place of cases with something in common lies apart from that of the others.

    `apart` is a share of the tier's width; `least` cases are needed on either side, since one
    case alone is no pattern.
    """
    for group in found:
        marks = dict.fromkeys(mark for one in group.fines for mark in one.by)
        for by, name in sorted(marks):
            own = [one for one in group.fines if (by, name) in one.by]
            others = [one for one in group.fines if (by, name) not in one.by]
            if len(own) < least or len(others) < least:
                continue
            mean, rest = _mean(own), _mean(others)
            if abs(mean - rest) >= apart:
                cases = tuple(one.case_id for one in own)
                yield Outlier(group, by, name, cases, mean, rest)


def _mean(fines: list[Placed]) -> Fraction:
    return sum((one.place for one in fines), Fraction(0)) / len(fines)


NO_VERDICT = N_("Arithmetic, no verdict: it says where a person should look.")
