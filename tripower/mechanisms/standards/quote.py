"""What a case would come to: tier, range, arithmetic, hands and days; a proposal, no verdict."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from tripower.core.answer import Say, say
from tripower.core.messages import N_
from tripower.core.numbers import Yuan
from tripower.core.unit import Sees
from tripower.mechanisms.standards.choosing import TIER, Choice, Course, Facts, ages, choose
from tripower.mechanisms.standards.procedure import (
    HearingRight,
    decide_by,
    deliver_by,
    hearing_from,
    hearing_right,
    level_for,
    needs_meeting,
    needs_review,
    request_by,
    threshold,
)
from tripower.mechanisms.standards.records import (
    AuthorityLevel,
    Benchmark,
    Ground,
    Method,
    Penalty,
    PenaltyCase,
    PowerItem,
    TierKind,
)
from tripower.mechanisms.standards.tiers import Band, Range, Weighed, bands, statutory, weighed

FORMULAS = {
    Method.THIRTY_SEVENTY: N_(
        "lower 30 %: {lower} + 0.3 × ({upper} − {lower}) = {first}; upper 30 %: {lower} + 0.7 × "
        "({upper} − {lower}) = {second}"
    ),
    Method.ZERO_FLOOR: N_(
        "the statute has no lowest fine: lower 30 %: 0.3 × {upper} = {first}; upper 30 %: 0.7 × "
        "{upper} = {second}"
    ),
    Method.MIDPOINT: N_("the middle: ({lower} + {upper}) ÷ 2 = {first}"),
    Method.FORTY_SIXTY: N_(
        "of {upper}: up to 20 % = {first}, 40 % to 60 % = {second} to {third}, above; between 20 % "
        "and 40 % a person decides"
    ),
    Method.GUANGDONG: N_(
        "of {upper}: 20 % = {first} lighter, 50 % = {second} general, above heavier"
    ),
    Method.FLOOR_ONLY: N_(
        "of the lowest fine {lower}: general twice = {second}, heavier five times = {third}"
    ),
    Method.WEIGHTS: N_("{sum} = {percent} % of {upper} = {amount}"),
    Method.TABLE: N_("the tiers stand in the table of the benchmark"),
}
COURSES = {
    Course.NO_PENALTY: N_("not punished: {because}"),
    Course.MAY_SPARE: N_("may be left unpunished: {because}"),
    Course.LIGHTER: N_("lighter, for: {lighter}"),
    Course.GENERAL: N_("general: nothing makes it lighter or heavier"),
    Course.HEAVIER: N_("heavier, for: {heavier}"),
    Course.WEIGH: N_("a person weighs in writing: lighter for {lighter}; heavier for {heavier}"),
}


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked: the case as it would be filed, its circumstances, the day of the notice."""

    case: PenaltyCase
    facts: Facts
    told_on: date


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """The answer. `own` are the bands of the tier, None of the rest where there is no benchmark."""

    item: PowerItem
    benchmark: Benchmark | None
    choice: Choice
    tier: TierKind | None
    range: Range | None
    bands: tuple[Band, ...]
    own: tuple[Band, ...]
    weighed: Weighed | None
    hearing: HearingRight
    hearing_from: Yuan | None
    review: bool
    heard_review: bool
    meeting: bool
    days: tuple[tuple[str, Say, date], ...]

    @property
    def course(self) -> Say:
        """What follows from the circumstances, in a sentence."""
        told = self.choice
        return say(
            COURSES[told.course],
            because=told.because,
            lighter=told.lighter,
            heavier=told.heavier,
        )

    @property
    def ends(self) -> tuple[Yuan | None, Yuan | None]:
        """The lowest and the highest amount of the tier."""
        if self.choice.course is Course.NO_PENALTY:
            return None, None
        if self.weighed is not None:
            lawful = any(isinstance(one, Ground) for one in self.choice.lighter)
            low = self.range.lowest if lawful and self.range else self.weighed.amount
            return low, self.weighed.amount
        if not self.own:
            return None, None
        return self.own[0].lower, self.own[-1].upper

    def signs(self) -> Iterator[tuple[Yuan | None, AuthorityLevel | None]]:
        """Who may sign the lowest and the highest amount of the tier."""
        low, high = self.ends
        if low is None:
            yield from ((level.max_amount, level) for level in self.item.authority)
            return
        for amount in dict.fromkeys((low, high)):
            yield amount, level_for(self.item, amount)

    def workings(self) -> Iterator[Say]:
        """The arithmetic, written out."""
        if self.benchmark is None or self.range is None:
            return
        if self.weighed is not None:
            yield self._weights(self.weighed)
        elif self.bands or self.benchmark.method is Method.TABLE:
            first, second, third = (*(band.upper for band in self.bands), None, None, None)[:3]
            if self.benchmark.method in (Method.FORTY_SIXTY, Method.FLOOR_ONLY):
                second, third = _inner(self.bands, self.benchmark.method)
            yield say(
                FORMULAS[self.benchmark.method],
                lower=self.range.lowest,
                upper=self.range.highest or "∞",
                first=first or "–",
                second=second or "–",
                third=third or "–",
            )

    def _weights(self, found: Weighed) -> Say:
        terms = " + ".join(f"{weight} {name}".strip() for name, weight in found.parts)
        upper = self.range.highest if self.range else None
        told = {"percent": found.percent, "upper": upper, "amount": found.amount}
        return say(FORMULAS[Method.WEIGHTS], sum=f"({terms})", **told)


def _inner(every: tuple[Band, ...], method: Method) -> tuple[Yuan | None, Yuan | None]:
    """The two amounts between which a method sets its general tier."""
    general = every[1]
    return (
        (general.lower, general.upper)
        if method is Method.FORTY_SIXTY
        else (
            general.lower,
            every[2].lower,
        )
    )


def quote(asked: Asked, item: PowerItem, see: Sees) -> Quote:
    """What a case would come to by the benchmark in force at the end of the act."""
    case = asked.case
    party, day = case.party_type, asked.told_on
    versions = see.where(Benchmark, item_id=item.item_id)
    benchmark = next((one for one in versions if one.period.covers(case.act_to)), None)
    choice = choose(asked.facts, benchmark, ages(see, case.act_to))
    tier = TIER.get(choice.course)
    every = tuple(bands(benchmark, case.sum)) if benchmark else ()
    own = tuple(band for band in every if band.tier is tier)
    by_weight = weighed(benchmark, asked.facts.factors, case.sum) if benchmark else None
    most = by_weight.amount if by_weight else own[-1].upper if own else None
    spared = choice.course is Course.NO_PENALTY
    least = None if spared else threshold(item, party, day, see)
    right = HearingRight.NO
    if not spared:
        highest = most if most is not None else least
        right = hearing_right([Penalty.FINE], highest, party, item, day, see)
    return Quote(
        item=item,
        benchmark=benchmark,
        choice=choice,
        tier=tier,
        range=statutory(benchmark, case.sum) if benchmark else None,
        bands=every,
        own=own,
        weighed=by_weight,
        hearing=right,
        hearing_from=least,
        review=needs_review(case, heard=False),
        heard_review=right is HearingRight.YES,
        meeting=needs_meeting(case) or choice.course is Course.WEIGH,
        days=() if spared else tuple(_days(asked, right, see)),
    )


def _days(asked: Asked, right: HearingRight, see: Sees) -> Iterator[tuple[str, Say, date]]:
    told = asked.told_on
    if right is not HearingRight.NO:
        yield "DIS-34", say(N_("the party asks for a hearing by")), request_by(told, see)
        if right is HearingRight.YES:
            text = say(N_("a hearing is held at the earliest, if its notice goes out that day"))
            yield "DIS-34", text, hearing_from(request_by(told, see), see)
    yield "DIS-35", say(N_("the case is decided by")), decide_by(asked.case.filed_on, see)
    text = say(N_("handed over by, if it is decided on the day of the notice"))
    yield "DIS-36", text, deliver_by(told, see)
