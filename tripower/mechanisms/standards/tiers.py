"""The tiers of a fine: how each method divides the statutory range (DIS-03, DIS-17).

All limits are yuan, worked out exactly and rounded once, to a cent (NUM-03). For a range of
multiples or percentages the sum of the case is multiplied first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import msgspec

from tripower.core.numbers import Yuan, round_limit
from tripower.mechanisms.standards.records import (
    Base,
    Benchmark,
    FactorFound,
    Grade,
    Method,
    TierKind,
)

CENT = Decimal("0.01")
WHOLE = {Base.AMOUNT: Fraction(1), Base.MULTIPLE: Fraction(1), Base.PERCENT: Fraction(1, 100)}


class Band(msgspec.Struct, frozen=True):
    """The amounts of one tier, in yuan; `upper` is None where there is no highest.

    An end belongs to the band where `has_lower` or `has_upper` says so.
    """

    tier: TierKind
    lower: Yuan
    upper: Yuan | None
    has_lower: bool = True
    has_upper: bool = True

    def holds(self, amount: Yuan) -> bool:
        """Whether an amount lies in the band."""
        above = amount > self.lower or (self.has_lower and amount == self.lower)
        below = self.upper is None or amount < self.upper
        return above and (below or (self.has_upper and amount == self.upper))

    @property
    def empty(self) -> bool:
        """Whether no amount lies in it."""
        if self.upper is None:
            return False
        both = self.has_lower and self.has_upper
        return self.lower > self.upper or (self.lower == self.upper and not both)

    @property
    def text(self) -> str:
        """The band as it is written: [10000.00, 22000.00]."""
        left, right = "[" if self.has_lower else "(", "]" if self.has_upper else ")"
        return f"{left}{self.lower}, {'∞)' if self.upper is None else f'{self.upper}{right}'}"


class Range(msgspec.Struct, frozen=True):
    """The statutory range in yuan, exact; None where the statute names no such limit."""

    lower: Fraction | None
    upper: Fraction | None

    @property
    def lowest(self) -> Yuan:
        """The lowest fine; a cent where the statute names none, for a fine is never nothing."""
        return max(CENT, round_limit(self.lower)) if self.lower is not None else CENT

    @property
    def highest(self) -> Yuan | None:
        """The highest fine."""
        return round_limit(self.upper) if self.upper is not None else None

    def holds(self, amount: Yuan) -> bool:
        """Whether an amount lies in the range, both ends included (NUM-01)."""
        return self.lowest <= amount and (self.highest is None or amount <= self.highest)


def statutory(this: Benchmark, base: Yuan | None = None) -> Range | None:
    """The range of a benchmark in yuan; None where it needs the sum of a case that is not told."""
    if this.base is not Base.AMOUNT and base is None:
        return None
    times = WHOLE[this.base] * (Fraction(1) if this.base is Base.AMOUNT else Fraction(base or 0))
    lower, upper = (
        Fraction(v) * times if v is not None else None for v in (this.lower, this.upper)
    )
    return Range(lower, upper)


def bands(this: Benchmark, base: Yuan | None = None) -> list[Band]:
    """The tiers of a benchmark in yuan, from the lowest; none where they cannot be worked out.

    The method of weights has no tiers: it gives one amount (`weighed`).
    """
    found = statutory(this, base)
    if found is None or not fits(this.method, found):
        return []
    return list(METHODS[this.method](this, found, base))


def fits(method: Method, found: Range) -> bool:
    """Whether the statute names the limits that a method needs, and no others."""
    if method is Method.FLOOR_ONLY:
        return found.lower is not None
    if method in (Method.TABLE, Method.WEIGHTS):
        return method is Method.TABLE or found.upper is not None
    needs_lower = method in (Method.THIRTY_SEVENTY, Method.MIDPOINT)
    return found.upper is not None and needs_lower == bool(found.lower)


def _thirty_seventy(this: Benchmark, found: Range, _: Yuan | None) -> Iterator[Band]:
    """Lighter is the lower 30 per cent of the range, heavier the upper 30."""
    low, high = found.lower or Fraction(0), found.upper or Fraction(0)
    first, second = (round_limit(low + (high - low) * share / 10) for share in (3, 7))
    inner = this.below_inclusive
    yield Band(TierKind.LIGHTER, found.lowest, first, has_upper=inner)
    yield Band(TierKind.GENERAL, first, second, has_lower=not inner, has_upper=False)
    yield Band(TierKind.HEAVIER, second, found.highest)


def _midpoint(this: Benchmark, found: Range, _: Yuan | None) -> Iterator[Band]:
    """General is the middle alone."""
    del this
    middle = round_limit(((found.lower or 0) + (found.upper or Fraction(0))) / 2)
    yield Band(TierKind.LIGHTER, found.lowest, middle, has_upper=False)
    yield Band(TierKind.GENERAL, middle, middle)
    yield Band(TierKind.HEAVIER, middle, found.highest, has_lower=False)


def _forty_sixty(this: Benchmark, found: Range, _: Yuan | None) -> Iterator[Band]:
    """Of the highest fine: up to 20 per cent, 40 to 60, above 60; between 20 and 40 is nothing."""
    del this
    high = found.upper or Fraction(0)
    first, second, third = (round_limit(high * share / 10) for share in (2, 4, 6))
    yield Band(TierKind.LIGHTER, CENT, first)
    yield Band(TierKind.GENERAL, second, third)
    yield Band(TierKind.HEAVIER, third, found.highest, has_lower=False)


def _guangdong(this: Benchmark, found: Range, _: Yuan | None) -> Iterator[Band]:
    """Lighter is 20 per cent of the highest fine, general 50, heavier what lies above."""
    del this
    high = found.upper or Fraction(0)
    first, second = (round_limit(high * share / 10) for share in (2, 5))
    yield Band(TierKind.LIGHTER, first, first)
    yield Band(TierKind.GENERAL, second, second)
    yield Band(TierKind.HEAVIER, second, found.highest, has_lower=False)


def _floor_only(this: Benchmark, found: Range, _: Yuan | None) -> Iterator[Band]:
    """Lighter is the lowest fine, general twice, heavier five times of it."""
    del this
    for tier, times in ((TierKind.LIGHTER, 1), (TierKind.GENERAL, 2), (TierKind.HEAVIER, 5)):
        amount = round_limit((found.lower or Fraction(0)) * times)
        yield Band(tier, amount, amount)


def _table(this: Benchmark, found: Range, base: Yuan | None) -> Iterator[Band]:
    """The tiers as they are listed; the last one has the end of the statutory range."""
    times = WHOLE[this.base] * (Fraction(1) if this.base is Base.AMOUNT else Fraction(base or 0))
    last = len(this.tiers) - 1
    for nth, tier in enumerate(this.tiers):
        lower = round_limit(Fraction(tier.lower or 0) * times)
        upper = round_limit(Fraction(tier.upper) * times) if tier.upper is not None else None
        shared = nth > 0 and tier.lower == this.tiers[nth - 1].upper
        yield Band(
            tier.tier_kind,
            lower if tier.tier_kind is TierKind.MITIGATED else max(lower, found.lowest),
            upper,
            has_lower=not (shared and this.below_inclusive),
            has_upper=this.below_inclusive or nth == last,
        )


def _weights(this: Benchmark, found: Range, _: Yuan | None) -> Iterator[Band]:
    del this, found
    return iter(())


METHODS: dict[Method, Callable[[Benchmark, Range, Yuan | None], Iterator[Band]]] = {
    Method.THIRTY_SEVENTY: _thirty_seventy,
    Method.ZERO_FLOOR: _thirty_seventy,
    Method.MIDPOINT: _midpoint,
    Method.FORTY_SIXTY: _forty_sixty,
    Method.GUANGDONG: _guangdong,
    Method.FLOOR_ONLY: _floor_only,
    Method.TABLE: _table,
    Method.WEIGHTS: _weights,
}
GAPS_MEANT = (Method.FORTY_SIXTY, Method.GUANGDONG, Method.FLOOR_ONLY)
"""Methods that leave amounts to nobody on purpose: a person decides there."""


def tier_of(amount: Yuan, every: Iterable[Band]) -> Band | None:
    """The band in which an amount lies; None between two bands, and outside of all."""
    return next((band for band in every if band.holds(amount)), None)


class Fault(msgspec.Struct, frozen=True):
    """What is wrong with the tiers: a msgid's name, and the amounts it speaks of."""

    says: str
    one: str = ""
    other: str = ""


def faults(this: Benchmark, base: Yuan | None, least: int) -> Iterator[Fault]:
    """Where tiers are too few, out of order, overlap, leave a gap, or miss the range (DIS-03)."""
    found = statutory(this, base)
    if found is None or this.method is Method.WEIGHTS:
        return
    every = [one for one in bands(this, base) if one.tier is not TierKind.MITIGATED]
    if (kinds := len({band.tier for band in every})) < least:
        yield Fault("few", str(kinds))
    if not every:
        return
    if any(band.empty for band in every):
        yield Fault("empty", next(band.text for band in every if band.empty))
    if [*map(_rank, every)] != sorted(map(_rank, every)):
        yield Fault("order")
    yield from _between(this, every)
    ends = (every[0].lower, every[-1].upper)
    if this.method not in GAPS_MEANT and ends != (found.lowest, found.highest):
        span = Band(TierKind.GENERAL, found.lowest, found.highest)
        whole = Band(TierKind.GENERAL, *ends)
        yield Fault("range", whole.text, span.text)


def _rank(band: Band) -> int:
    return list(TierKind).index(band.tier)


def _between(this: Benchmark, every: list[Band]) -> Iterator[Fault]:
    whole = this.base is Base.AMOUNT
    for one, other in pairwise(every):
        if one.upper is None or other.lower < one.upper or _both(one, other):
            yield Fault("overlap", one.text, other.text)
        elif this.method not in GAPS_MEANT and not _joined(one, other, by_cents=whole):
            yield Fault("gap", one.text, other.text)


def _both(one: Band, other: Band) -> bool:
    return one.upper == other.lower and one.has_upper and other.has_lower


def _joined(one: Band, other: Band, *, by_cents: bool) -> bool:
    """Whether no amount lies between: amounts go by cents, multiples do not."""
    if one.upper == other.lower:
        return one.has_upper or other.has_lower
    apart = other.lower - one.upper if one.upper is not None else None
    return by_cents and one.has_upper and apart == CENT


class Weighed(msgspec.Struct, frozen=True):
    """The amount by weights: the share of the highest fine in per cent, with what it came from."""

    parts: tuple[tuple[str, Decimal], ...]
    percent: Decimal
    amount: Yuan


def weighed(this: Benchmark, factors: Iterable[FactorFound], base: Yuan | None) -> Weighed | None:
    """(start weight + weights of all factors, at most 100 per cent) × the highest fine.

    Of a factor that is not told, or whose grade is not known, the lowest grade counts. A fine
    below the lowest of the statute is raised to it: to go below needs a ground of the law.
    """
    found = statutory(this, base)
    if found is None or found.upper is None or this.method is not Method.WEIGHTS:
        return None
    told = {one.factor: one.grade for one in factors}
    parts = [("", this.start_weight or Decimal(0))]
    for factor in this.factors:
        grade = _grade(factor.grades, told.get(factor.factor_id))
        if grade is not None:
            parts.append((f"{factor.name} · {grade.name}", grade.weight))
    percent = min(sum((weight for _, weight in parts), Decimal(0)), Decimal(100))
    amount = round_limit(found.upper * Fraction(percent) / 100)
    return Weighed(tuple(parts), percent, max(amount, found.lowest))


def _grade(grades: tuple[Grade, ...], name: str | None) -> Grade | None:
    known = next((one for one in grades if one.name == name), None)
    return known or min(grades, key=lambda one: one.weight, default=None)
