"""A penalty or permit case with all that is on record about it."""

from __future__ import annotations

from datetime import date
from functools import cached_property

import msgspec

from tripower.core.calendar import Calendar
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
from tripower.mechanisms.standards.tiers import Band, Range, bands, statutory, tier_of

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
        """What the party was told, the first notice first."""
        found = self.see.where(PenaltyNotice, case_id=self.filed.case_id)
        return sorted(found, key=lambda one: (one.received_on, one.notice_no))

    @cached_property
    def hearing(self) -> Hearing | None:
        """The hearing that the party asked for."""
        return self.see.get(Hearing, self.filed.case_id)

    @property
    def heard(self) -> bool:
        """Whether a hearing was held."""
        return self.hearing is not None and self.hearing.held_on is not None

    @cached_property
    def review(self) -> CaseReview | None:
        """The last legal review."""
        found = self.see.where(CaseReview, case_id=self.filed.case_id)
        return max(found, key=lambda one: (one.on, one.review_no), default=None)

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
        """Whether what was imposed opened a hearing."""
        if self.decision is None or self.item is None:
            return HearingRight.NO
        told = self.decision
        party, day = self.filed.party_type, told.decided_on
        return hearing_right(told.penalties, told.amount, party, self.item, day, self.see)

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
        joint = self.accepted.mode.value == "joint"
        rules = self.see.on(self.accepted.accepted_on)
        return rules.whole("dis.joint_more_workdays" if joint else "dis.permit_more_workdays")

    @property
    def days(self) -> int:
        """Working days for the decision, with those that were added."""
        joint = self.accepted.mode.value == "joint"
        rules = self.see.on(self.accepted.accepted_on)
        within = rules.whole("dis.joint_workdays" if joint else "dis.permit_workdays")
        added = min(self.extension.days, self.most_added) if self.extension else 0
        return within + added

    @cached_property
    def decide_by(self) -> date:
        """The last day for the decision, with the time that does not count (DIS-50).

        A promise in the catalogue that is shorter than the law counts instead (DIS-54 judges it).
        """
        calendar = self.see.calendar
        excluded = sum(
            excluded_days(calendar, one) for one in self.exclusions if one.told_on is not None
        )
        return calendar.add_workdays(self.accepted.accepted_on, self.days + excluded)


def excluded_days(calendar: Calendar, this: PermitExclusion) -> int:
    """The working days that something took, first and last day counted."""
    before = date.fromordinal(this.begun_on.toordinal() - 1)
    return calendar.workdays_between(before, this.ended_on)
