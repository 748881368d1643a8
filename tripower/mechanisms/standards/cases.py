"""A penalty or permit case with all that is on record about it."""

from __future__ import annotations

from datetime import date
from functools import cached_property

import msgspec

from tripower.core.numbers import Yuan
from tripower.core.people import Position
from tripower.core.records import Record
from tripower.core.unit import Sees
from tripower.mechanisms.decisions import scope
from tripower.mechanisms.decisions.records import Matter
from tripower.mechanisms.standards.choosing import Choice, Facts, ages, barred_after, choose
from tripower.mechanisms.standards.procedure import PARAMETERS as ON_THE_WAY
from tripower.mechanisms.standards.procedure import HearingRight, hearing_right
from tripower.mechanisms.standards.records import (
    Benchmark,
    CaseReview,
    FineReceipt,
    Hearing,
    Mode,
    Penalty,
    PenaltyCase,
    PenaltyDecision,
    PenaltyDelivery,
    PenaltyNotice,
    PenaltyPublication,
    PenaltyRevocation,
    PenaltyWithdrawal,
    PermitCase,
    PermitDecision,
    PermitDelivery,
    PermitExclusion,
    PermitExtension,
    PowerItem,
)
from tripower.mechanisms.standards.tiers import (
    Band,
    Range,
    Weighed,
    bands,
    statutory,
    tier_of,
    weighed,
)

READS: tuple[type[Record], ...] = (
    PenaltyCase,
    PowerItem,
    Benchmark,
    PenaltyNotice,
    Hearing,
    CaseReview,
    PenaltyDecision,
    PenaltyDelivery,
    PenaltyPublication,
    PenaltyRevocation,
    PenaltyWithdrawal,
    FineReceipt,
    Position,
    Matter,
    *scope.READS,
)
PARAMETERS: tuple[str, ...] = (
    "dis.age_none",
    "dis.age_full",
    "dis.years",
    "dis.years_grave",
    *ON_THE_WAY,
    *scope.PARAMETERS,
)


class Case(msgspec.Struct, frozen=True, dict=True):
    """A penalty case."""

    filed: PenaltyCase
    see: Sees

    @cached_property
    def item(self) -> PowerItem | None:
        """The penalty that is considered."""
        return self.see.get(PowerItem, self.filed.item_id)

    @cached_property
    def decision(self) -> PenaltyDecision | None:
        """The decision."""
        return self.see.get(PenaltyDecision, self.filed.case_id)

    @cached_property
    def notices(self) -> list[PenaltyNotice]:
        """What the party was told by the day of the decision, the first notice first."""
        found = self.see.where(PenaltyNotice, case_id=self.filed.case_id)
        told = (one for one in found if one.received_on <= self._last)
        return sorted(told, key=lambda one: (one.received_on, one.notice_no))

    @property
    def _last(self) -> date:
        """The day of the decision; what came later had no part in it."""
        return self.decision.decided_on if self.decision else date.max

    @cached_property
    def hearing(self) -> Hearing | None:
        """The hearing that the party asked for."""
        return self.see.get(Hearing, self.filed.case_id)

    @property
    def heard(self) -> bool:
        """Whether a hearing was held by the day of the decision."""
        held = self.hearing.held_on if self.hearing else None
        return held is not None and held <= self._last

    @cached_property
    def review(self) -> CaseReview | None:
        """The last legal review by the day of the decision."""
        found = self.see.where(CaseReview, case_id=self.filed.case_id)
        done = (one for one in found if one.on <= self._last)
        return max(done, key=lambda one: (one.on, one.review_no), default=None)

    @cached_property
    def versions(self) -> list[Benchmark]:
        """The versions of the benchmark of the item, the oldest first."""
        return sorted(self.see.where(Benchmark, item_id=self.filed.item_id), key=_first_day)

    def in_force(self, day: date) -> Benchmark | None:
        """The version in force on a day."""
        return next((one for one in self.versions if one.period.covers(day)), None)

    @cached_property
    def benchmark(self) -> Benchmark | None:
        """The version that was applied; without a word, that of the end of the act."""
        named = self.decision.benchmark_id if self.decision else None
        if named is not None:
            return self.see.get(Benchmark, named)
        return self.in_force(self.filed.act_to)

    @cached_property
    def bands(self) -> list[Band]:
        """The tiers in yuan; none where they cannot be worked out."""
        return bands(self.benchmark, self.filed.sum) if self.benchmark else []

    @cached_property
    def range(self) -> Range | None:
        """The statutory range in yuan."""
        return statutory(self.benchmark, self.filed.sum) if self.benchmark else None

    @property
    def punished(self) -> bool:
        """Whether anything was imposed."""
        return self.decision is not None and bool(self.decision.penalties)

    @property
    def fined(self) -> Yuan | None:
        """The fine that was imposed."""
        if self.decision is None or Penalty.FINE not in self.decision.penalties:
            return None
        return self.decision.amount

    @property
    def placed(self) -> Band | None:
        """The tier in which the fine lies."""
        return tier_of(self.fined, self.bands) if self.fined is not None else None

    @property
    def below(self) -> bool:
        """Whether the fine lies below the statutory range."""
        return self.fined is not None and self.range is not None and self.fined < self.range.lowest

    @cached_property
    def weighed(self) -> Weighed | None:
        """The amount by weights, for a benchmark that has them."""
        if self.benchmark is None or self.decision is None:
            return None
        return weighed(self.benchmark, self.decision.factors, self.filed.sum)

    @cached_property
    def facts(self) -> Facts:
        """The circumstances as the decision has them."""
        grounds = self.decision.grounds if self.decision else ()
        factors = self.decision.factors if self.decision else ()
        barred = self.filed.discovered_on > barred_after(self.filed, self.see)
        return Facts(grounds, factors, self.filed.age, barred)

    @cached_property
    def choice(self) -> Choice:
        """The course that the circumstances lead to."""
        return choose(self.facts, self.benchmark, ages(self.see, self.filed.act_to))

    @cached_property
    def hearing_right(self) -> HearingRight:
        """Whether what was intended, or what was imposed, opened a hearing."""
        if self.decision is None or self.item is None:
            return HearingRight.NO
        every: list[PenaltyNotice | PenaltyDecision] = [*self.notices, self.decision]
        party, day = self.filed.party_type, self.decision.decided_on
        found = {
            hearing_right(one.penalties, one.amount, party, self.item, day, self.see)
            for one in every
        }
        return next(one for one in HearingRight if one in found)

    def discussed(self, matter_id: str | None, day: date) -> bool:
        """Whether the leaders passed a matter together, by a day (DEC)."""
        return matter_id is not None and scope.passed_by(matter_id, self.see, day)


def _first_day(one: Benchmark) -> date:
    return one.from_


PERMIT_READS: tuple[type[Record], ...] = (
    PermitCase,
    PowerItem,
    PermitExtension,
    PermitExclusion,
    PermitDecision,
    PermitDelivery,
)
PERMIT_PARAMETERS = (
    "dis.permit_workdays",
    "dis.permit_more_workdays",
    "dis.joint_workdays",
    "dis.joint_more_workdays",
    "dis.permit_delivery_workdays",
)


class Permit(msgspec.Struct, frozen=True, dict=True):
    """A permit case."""

    accepted: PermitCase
    see: Sees

    @cached_property
    def item(self) -> PowerItem | None:
        """The approval that is asked for."""
        return self.see.get(PowerItem, self.accepted.item_id)

    @cached_property
    def decision(self) -> PermitDecision | None:
        """The decision."""
        return self.see.get(PermitDecision, self.accepted.case_id)

    @cached_property
    def extension(self) -> PermitExtension | None:
        """The time that was added."""
        return self.see.get(PermitExtension, self.accepted.case_id)

    @cached_property
    def exclusions(self) -> list[PermitExclusion]:
        """The time that does not count, where the applicant was told."""
        found = self.see.where(PermitExclusion, case_id=self.accepted.case_id)
        return sorted(found, key=lambda one: one.exclusion_no)

    @property
    def most_added(self) -> int:
        """How many working days may be added (DIS-50)."""
        joint = self.accepted.mode is Mode.JOINT
        rules = self.see.on(self.accepted.accepted_on)
        return rules.whole("dis.joint_more_workdays" if joint else "dis.permit_more_workdays")

    @property
    def days(self) -> int:
        """Working days for the decision by law, without those that were added."""
        if self.accepted.mode is Mode.JOINT:
            return self.see.on(self.accepted.accepted_on).whole("dis.joint_workdays")
        if self.item is not None and self.item.statutory_days is not None:
            return self.item.statutory_days
        return self.see.on(self.accepted.accepted_on).whole("dis.permit_workdays")

    @property
    def in_time(self) -> bool:
        """Whether the time was extended before it had run out."""
        return self.extension is not None and self.extension.on <= self._until(self.days)

    @property
    def decide_by(self) -> date:
        """The last day for the decision, with what was added and what does not count (DIS-50)."""
        added = min(self.extension.days, self.most_added) if self.extension else 0
        return self._until(self.days + (added if self.in_time else 0))

    @property
    def promised_by(self) -> date | None:
        """The same by the days that the catalogue promises, where it does."""
        if self.item is None or self.item.days is None or self.extension is not None:
            return None
        return self._until(self.item.days)

    def _until(self, days: int) -> date:
        """The last of so many working days; a clock that has run out is not stopped any more."""
        calendar, last = self.see.calendar, self.accepted.accepted_on
        excluded = self._excluded
        while days and last != date.max:
            last = calendar.add_workdays(last, 1)
            days -= last not in excluded
        return last

    @cached_property
    def _excluded(self) -> frozenset[date]:
        """The days that do not count, each once."""
        told = (one for one in self.exclusions if one.told_on is not None)
        spans = ((one.begun_on.toordinal(), one.ended_on.toordinal()) for one in told)
        return frozenset(
            date.fromordinal(day) for first, last in spans for day in range(first, last + 1)
        )
