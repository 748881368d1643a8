"""Which tier the circumstances of a case lead to (DIS-10 to DIS-16); a proposal, no verdict."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

import msgspec

from tripower.core.dates import add_years
from tripower.core.records import Term
from tripower.core.unit import Sees
from tripower.mechanisms.standards.records import (
    Benchmark,
    Effect,
    FactorFound,
    Ground,
    PenaltyCase,
    TierKind,
)

NO_PENALTY = (Ground.UNDER_14, Ground.NO_CAPACITY, Ground.MINOR_NO_HARM, Ground.NO_FAULT)
"""On these the act is not punished (行政处罚法 30、31、33条)."""
MAY_SPARE = (Ground.FIRST_MINOR,)
"""On this it need not be punished (33条第1款)."""
MUST_LIGHTEN = (
    Ground.UNDER_18,
    Ground.HARM_REDUCED,
    Ground.COERCED,
    Ground.CONFESSED,
    Ground.COOPERATED,
    Ground.OTHER_BY_LAW,
)
"""On these the penalty is lighter, or mitigated (30、32条)."""
MAY_LIGHTEN = (Ground.PARTIAL_CAPACITY,)
HEAVIER = (Ground.EMERGENCY,)
EDUCATED = (Ground.MINOR_NO_HARM, Ground.NO_FAULT, Ground.FIRST_MINOR)
"""Where the party is talked to instead (33条第3款)."""


class Course(Term):
    """What follows from the circumstances."""

    NO_PENALTY = "no_penalty"
    MAY_SPARE = "may_spare"
    LIGHTER = "lighter"
    GENERAL = "general"
    HEAVIER = "heavier"
    WEIGH = "weigh"


class Facts(msgspec.Struct, frozen=True):
    """The circumstances that count."""

    grounds: tuple[Ground, ...] = ()
    factors: tuple[FactorFound, ...] = ()
    age: int | None = None
    barred: bool = False


class Choice(msgspec.Struct, frozen=True):
    """What follows, and what it follows from, each way."""

    course: Course
    lighter: tuple[Ground | str, ...] = ()
    heavier: tuple[Ground | str, ...] = ()
    because: tuple[Ground | str, ...] = ()


def choose(facts: Facts, benchmark: Benchmark | None, ages: tuple[int, int]) -> Choice:
    """The course for some circumstances; `ages` are those of no and of full responsibility."""
    grounds = {*facts.grounds, *_by_age(facts.age, ages)}
    if none := [one for one in NO_PENALTY if one in grounds]:
        return Choice(Course.NO_PENALTY, because=tuple(none))
    if facts.barred:
        return Choice(Course.NO_PENALTY, because=("time",))
    lighter = (
        *_among(grounds, (*MUST_LIGHTEN, *MAY_LIGHTEN)),
        *_named(facts, benchmark, Effect.LIGHTER),
    )
    heavier = (*_among(grounds, HEAVIER), *_named(facts, benchmark, Effect.HEAVIER))
    if spare := _among(grounds, MAY_SPARE):
        return Choice(Course.MAY_SPARE, lighter, heavier, spare)
    if lighter and heavier:
        return Choice(Course.WEIGH, lighter, heavier)
    if lighter:
        return Choice(Course.LIGHTER, lighter)
    return Choice(Course.HEAVIER if heavier else Course.GENERAL, (), heavier)


def _by_age(age: int | None, ages: tuple[int, int]) -> Iterator[Ground]:
    if age is not None and age < ages[0]:
        yield Ground.UNDER_14
    elif age is not None and age < ages[1]:
        yield Ground.UNDER_18


def _among(grounds: Collection[Ground], which: Collection[Ground]) -> tuple[Ground, ...]:
    return tuple(one for one in which if one in grounds)


def _named(facts: Facts, benchmark: Benchmark | None, effect: Effect) -> tuple[str, ...]:
    """The factors of the benchmark that point one way, by name."""
    found = (benchmark.factor(one.factor) if benchmark else None for one in facts.factors)
    return tuple(one.name for one in found if one is not None and one.effect is effect)


TIER = {
    Course.LIGHTER: TierKind.LIGHTER,
    Course.GENERAL: TierKind.GENERAL,
    Course.HEAVIER: TierKind.HEAVIER,
}
"""The tier of a course, where there is one."""


def ages(see: Sees, day: date) -> tuple[int, int]:
    """Below which age nobody is punished, and below which everybody less (DIS-10, DIS-12)."""
    rules = see.on(day)
    return rules.whole("dis.age_none"), rules.whole("dis.age_full")


def barred_after(case: PenaltyCase, see: Sees) -> date:
    """The last day on which the act could be discovered to be punished (DIS-10).

    Counted from the end of the act. 2024-02-29 and two years end on 2026-02-28.
    """
    key = "dis.years_grave" if case.grave_harm else "dis.years"
    return add_years(case.act_to, see.on(case.act_to).whole(key))
