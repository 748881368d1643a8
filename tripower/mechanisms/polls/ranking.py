"""Who stands where: ranks from the top and from the bottom, ties, and how many are named (POL-03).

Exact decimals at two places; nothing here reads a record or knows a date.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal

import msgspec

PLACES = Decimal("0.01")
_EXACT = Context(prec=50, rounding=ROUND_HALF_UP)
"""Products of scores and weights are exact in it, whatever context the caller has."""


class Score(msgspec.Struct, frozen=True):
    """What a unit reached: the total, and the targeted score that breaks a tie."""

    unit_id: str
    total: Decimal
    targeted: Decimal

    @property
    def order(self) -> tuple[Decimal, Decimal]:
        """By what it is ranked."""
        return self.total, self.targeted


class Limits(msgspec.Struct, frozen=True):
    """How many are named: first and last in a category, and below which size it is small."""

    top: int
    bottom: int
    small: int


class Place(msgspec.Struct, frozen=True):
    """Where a unit stands: `rank` from the top, `reverse` from the bottom, 1 for the lowest."""

    score: Score
    rank: int
    reverse: int
    shared: bool

    @property
    def unit_id(self) -> str:
        """The unit."""
        return self.score.unit_id

    @property
    def last(self) -> bool:
        """Whether nobody is lower (末位)."""
        return self.reverse == 1


class Standings(msgspec.Struct, frozen=True):
    """A category in order, from the highest to the lowest."""

    name: str
    places: tuple[Place, ...]
    limits: Limits

    @property
    def count(self) -> int:
        """How many units are ranked (N)."""
        return len(self.places)

    @property
    def small(self) -> bool:
        """Whether it has too few units to name three first and three last (POL-07)."""
        return self.count < self.limits.small

    @property
    def all_equal(self) -> bool:
        """Whether several units are ranked and all have the same score (POL-08)."""
        return self.count > 1 and len({one.score.total for one in self.places}) == 1

    @property
    def top_quota(self) -> int:
        """How many ranks from the top count (POL-07)."""
        return quota(self.count, self.limits.top, self.limits.small)

    @property
    def bottom_quota(self) -> int:
        """How many ranks from the bottom count (POL-07)."""
        return quota(self.count, self.limits.bottom, self.limits.small)

    @property
    def top(self) -> tuple[Place, ...]:
        """The first, all that are tied at the cut included; none where all are equal."""
        return () if self.all_equal else self._within(self.top_quota, from_top=True)

    @property
    def bottom(self) -> tuple[Place, ...]:
        """The last, lowest first, all that are tied at the cut included."""
        found = () if self.all_equal else self._within(self.bottom_quota, from_top=False)
        return found[::-1]

    @property
    def both(self) -> tuple[str, ...]:
        """The units that ties put among the first and among the last (POL-08)."""
        last = {one.unit_id for one in self.bottom}
        return tuple(one.unit_id for one in self.top if one.unit_id in last)

    def place(self, unit_id: str) -> Place | None:
        """Where a unit stands."""
        return next((one for one in self.places if one.unit_id == unit_id), None)

    def _within(self, quota: int, *, from_top: bool) -> tuple[Place, ...]:
        return tuple(one for one in self.places if (one.rank if from_top else one.reverse) <= quota)


def total(general: Decimal, targeted: Decimal, w_general: Decimal, w_targeted: Decimal) -> Decimal:
    """Weigh the two scores and round once, half up, to two places (POL-01).

    Example: 80.01 and 90.00 by halves are 85.005, so 85.01.
    """
    weighed = _EXACT.add(_EXACT.multiply(w_general, general), _EXACT.multiply(w_targeted, targeted))
    return weighed.quantize(PLACES, context=_EXACT)


def quota(count: int, wanted: int, small: int) -> int:
    """How many ranks count at one end: as many as wanted, in a small category half of it at most.

    So no unit is among the first and the last (POL-07).

    Example: of 5 units 2, of 4 two, of 3 one, of 2 one, of a single unit none.
    """
    return min(wanted, count // 2) if count < small else wanted


def standings(name: str, scores: Iterable[Score], limits: Limits) -> Standings:
    """Put the units of a category in order; equals share the rank: 1, 2, 2, 4 (POL-03).

    The targeted score breaks a tie of totals. The rank from the bottom is one more than the
    number of units that stand lower.
    """
    ordered = sorted(scores, key=lambda one: one.unit_id)
    ordered.sort(key=lambda one: one.order, reverse=True)
    return Standings(name, tuple(_placed(ordered)), limits)


def _placed(ordered: list[Score]) -> list[Place]:
    keys = [one.order for one in ordered]
    found = []
    for one in ordered:
        first, same = keys.index(one.order), keys.count(one.order)
        found.append(Place(one, first + 1, len(keys) - first - same + 1, same > 1))
    return found
