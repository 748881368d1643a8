"""How long a measure lasts, and whether a post taken meanwhile is a promotion (ACC-04)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tripower.core.dates import Period, add_days, add_months
from tripower.core.parameters import InForce
from tripower.core.people import Position, Role
from tripower.core.unit import Sees
from tripower.mechanisms.decisions.records import AccountabilityMeasure, CaseMeasure

MONTHS = {
    CaseMeasure.WARNING: "acc.months.warning",
    CaseMeasure.DEMERIT: "acc.months.demerit",
    CaseMeasure.MAJOR_DEMERIT: "acc.months.major_demerit",
    CaseMeasure.DEMOTION: "acc.months.demotion",
    CaseMeasure.REMOVAL: "acc.months.removal",
}
"""The parameter that has the months of each measure; to the others the law gives no period."""
PARAMETERS = (*MONTHS.values(), "acc.level_order")
RANKS = {
    Role.STAFF: 0,
    Role.CHIEF_ENGINEER: 1,
    Role.PARTY_GROUP_MEMBER: 1,
    Role.DISCIPLINE_LEADER: 1,
    Role.DEPUTY_HEAD: 1,
    Role.DIRECTOR: 2,
    Role.PARTY_SECRETARY: 2,
}
"""The order of posts by role, where no level is on record; among equals it says nothing."""


def months_of(measure: CaseMeasure, effective_on: date, see: Sees) -> int | None:
    """How many months a measure of a day lasts; None where the law gives it no period."""
    key = MONTHS.get(measure)
    return see.on(effective_on).whole(key) if key else None


def last_day(effective_on: date, months: int | None) -> date | None:
    """The last day of the period: the corresponding day, or the last of that month (DAT-02)."""
    return add_months(effective_on, months) if months is not None else None


def period_of(this: AccountabilityMeasure, see: Sees) -> Period | None:
    """The days on which a measure holds by law, the day of effect and the last one included."""
    end = last_day(this.effective_on, months_of(this.measure, this.effective_on, see))
    return Period(this.effective_on, end) if end else None


def taken_within(person_id: str, period: Period, see: Sees) -> list[Position]:
    """The posts that a person took within a period."""
    own = [one for one in see.all_positions() if one.person_id == person_id]
    return [one for one in own if period.covers(one.from_)]


def higher(new: Position, see: Sees) -> bool | None:
    """Whether a post is higher than those before it; None where the records do not tell.

    By level where both have one that the order knows, and by role; a deputy who begins to lead
    the unit, and another post among equals without levels, are for people to judge.
    """
    before = _before(new, see)
    if not before:
        return None
    order = _order(see.on(new.from_))
    old_level, level = _highest(before, order), order.get(new.level or "")
    old_rank, rank = max(RANKS[one.role] for one in before), RANKS[new.role]
    known = level is not None and old_level is not None
    if rank > old_rank or (known and (level or 0) > (old_level or 0)):
        return True
    if any(_same(one, new) for one in before) or known or rank < old_rank:
        return None if new.acting and not any(one.acting for one in before) else False
    return None


def _same(one: Position, other: Position) -> bool:
    return (one.role, one.title) == (other.role, other.title)


def _before(new: Position, see: Sees) -> list[Position]:
    """The posts held on the day before; else those given up last."""
    earlier = [
        one
        for one in see.all_positions()
        if one.person_id == new.person_id and one.from_ < new.from_
    ]
    eve = add_days(new.from_, -1)
    held = [one for one in earlier if one.held_on(eve)]
    last = max((one.period.last for one in earlier), default=date.min)
    return held or [one for one in earlier if one.period.last == last]


def _order(rules: InForce) -> dict[str, int]:
    """Each level with its place; `a/b` are one level."""
    words = enumerate(rules.words("acc.level_order"))
    return {level: place for place, word in words for level in word.split("/")}


def _highest(posts: Iterable[Position], order: dict[str, int]) -> int | None:
    known = [order[one.level] for one in posts if one.level in order]
    return max(known, default=None)
