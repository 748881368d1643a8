"""What a unit owes after an inspection or an audit, by when, and what it has done (SUP-07, 08)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

import msgspec

from tripower.core.dates import add_days, add_months
from tripower.core.records import Event, Record, Term
from tripower.core.unit import Sees
from tripower.mechanisms.oversight import finals
from tripower.mechanisms.oversight.records import (
    Audience,
    AuditDraft,
    AuditOpinion,
    AuditPublication,
    AuditReport,
    AuditResult,
    AuditStart,
    AuditStatus,
    AuditTask,
    InspectionFeedback,
    InspectionTask,
    Issue,
    ItemMended,
    RectificationPlan,
    RectificationPublication,
    RectificationReport,
    RectificationStatus,
    ReportedTo,
    ReportPaper,
    StagePassed,
)

INSPECTION_READS: tuple[type[Record], ...] = (
    InspectionTask,
    InspectionFeedback,
    RectificationPlan,
    RectificationReport,
    RectificationStatus,
    RectificationPublication,
    StagePassed,
)
INSPECTION_PARAMETERS = ("sup.rectify_months", "sup.plan_months", "sup.roll")
AUDIT_READS: tuple[type[Record], ...] = (
    AuditTask,
    AuditStart,
    AuditDraft,
    AuditOpinion,
    AuditReport,
    AuditResult,
    AuditStatus,
    AuditPublication,
)
AUDIT_PARAMETERS = (
    "sup.audit_notice_days",
    "sup.audit_opinion_days",
    "sup.audit_rectify_days",
    "sup.audit_told",
    "sup.roll",
)


class Demand(Term):
    """What is owed after an inspection, an audit or a low score (方案、报告、公开、谈话)."""

    PLAN = "plan_of_rectification"
    UNIT_REPORT = "report_on_rectification"
    HEAD_REPORT = "report_on_how_the_head_saw_to_it"
    TO_PARTY = "publication_within_the_party"
    TO_PUBLIC = "publication_to_the_public"
    OPINION = "opinion_on_the_draft_report"
    TO_AUDIT_OFFICE = "report_to_the_audit_office"
    TO_GOVERNMENT = "report_to_the_government"
    TALK = "talk_after_a_low_score"
    EXPLANATION = "written_explanation"
    MENDING = "mending_after_the_talk"


PAPERS = {ReportPaper.UNIT: Demand.UNIT_REPORT, ReportPaper.HEAD: Demand.HEAD_REPORT}
OPENED = {Audience.PARTY: Demand.TO_PARTY, Audience.PUBLIC: Demand.TO_PUBLIC}
RECEIVERS = {
    ReportedTo.AUDIT_OFFICE: Demand.TO_AUDIT_OFFICE,
    ReportedTo.GOVERNMENT: Demand.TO_GOVERNMENT,
}
UNDATED = frozenset(OPENED.values())
"""What no rule sets a day for: it is waited for until the reports are due, and never late."""


class State(Term):
    """How something that is owed stands on a day (按期、逾期)."""

    IN_TIME = "done_in_time"
    DONE = "done"
    LATE = "done_late"
    EARLY = "done_too_early"
    OPEN = "not_yet_due"
    OVERDUE = "overdue"
    SILENT = "taken_for_no_objection"


class Deadline(msgspec.Struct, frozen=True):
    """One thing that is owed: since when, by when, and the record by which it was done.

    `since` is the record from whose day the time runs; `stated` tells whether `due` is a day
    that somebody named, and not one that was counted.
    """

    demand: Demand
    since: Event
    due: date
    done: Event | None = None
    stated: bool = False

    def state(self, as_of: date) -> State:
        """How it stands; what was done on the last day is in time.

        An opinion may be given and need not be: its time passes, and it is not overdue.
        """
        day, start = self.done.day if self.done else None, self.since.day
        if day is None and as_of > self.due:
            return State.SILENT if self.demand is Demand.OPINION else State.OVERDUE
        if day is None:
            return State.OPEN
        if start is not None and day < start:
            return State.EARLY
        if self.demand in UNDATED:
            return State.DONE
        return State.LATE if day > self.due else State.IN_TIME


def months_after(start: date, months: int, what: str, see: Sees) -> date:
    """The last day of so many months, rolled on where the parameters say so (DAT-02, DAT-03)."""
    return _rolled(add_months(start, months), what, start, see)


def days_after(start: date, days: int, what: str, see: Sees) -> date:
    """The last day of so many days, rolled on where the parameters say so (DAT-01, DAT-03)."""
    return _rolled(add_days(start, days), what, start, see)


def _rolled(last: date, what: str, start: date, see: Sees) -> date:
    return see.calendar.roll(last) if what in see.on(start).words("sup.roll") else last


class Inspection(msgspec.Struct, frozen=True, dict=True):
    """An inspection with all that is on record about it."""

    task: InspectionTask
    see: Sees

    @property
    def inspection_id(self) -> str:
        """Its id."""
        return self.task.inspection_id

    @cached_property
    def feedback(self) -> InspectionFeedback | None:
        """What the unit was told."""
        return finals.get(self.see, InspectionFeedback, self.inspection_id)

    @property
    def stages(self) -> list[StagePassed]:
        """The stages that were passed."""
        return finals.where(self.see, StagePassed, inspection_id=self.inspection_id)

    @property
    def plan(self) -> RectificationPlan | None:
        """The plan of rectification."""
        return finals.get(self.see, RectificationPlan, self.inspection_id)

    def report(self, paper: ReportPaper) -> RectificationReport | None:
        """One of the two reports."""
        return finals.get(self.see, RectificationReport, f"{self.inspection_id}/{paper.value}")

    def published(self, to: Audience) -> RectificationPublication | None:
        """The first publication before the Party or the public."""
        every = finals.where(self.see, RectificationPublication, inspection_id=self.inspection_id)
        return min((one for one in every if to in one.to), key=_order, default=None)

    @property
    def statuses(self) -> list[RectificationStatus]:
        """What was said on how far the issues are mended, in order."""
        found = finals.where(self.see, RectificationStatus, inspection_id=self.inspection_id)
        return sorted(found, key=lambda one: (one.on, one.status_no))

    @property
    def papers(self) -> list[Event]:
        """Everything with which the unit answered: plan, reports, words on issues, publications."""
        name = self.inspection_id
        reports = finals.where(self.see, RectificationReport, inspection_id=name)
        public = finals.where(self.see, RectificationPublication, inspection_id=name)
        plan = [self.plan] if self.plan is not None else []
        return [*plan, *reports, *self.statuses, *public]

    @property
    def mended(self) -> dict[str, ItemMended]:
        """The latest word on each issue that has one."""
        return latest(self.statuses)

    @property
    def may_be_told(self) -> list[Issue]:
        """The issues that no law keeps from the public."""
        told = self.feedback.issues if self.feedback is not None else ()
        return [one for one in told if one.not_public_ground is None]

    @property
    def rectify_by(self) -> date | None:
        """The last day for both reports; None before the feedback (SUP-07).

        From 2024-12-31, two months end on 2025-02-28 (DAT-02).
        """
        if self.feedback is None:
            return None
        months = self.see.on(self.feedback.on).whole("sup.rectify_months")
        return months_after(self.feedback.on, months, "reports", self.see)

    def deadlines(self) -> Iterator[Deadline]:
        """Everything that is owed after the feedback, in order."""
        told, due = self.feedback, self.rectify_by
        if told is None or due is None:
            return
        months = self.see.on(told.on).whole("sup.plan_months")
        yield Deadline(
            Demand.PLAN, told, months_after(told.on, months, "plan", self.see), self.plan
        )
        for paper, demand in PAPERS.items():
            yield Deadline(demand, told, due, self.report(paper))
        for audience, demand in OPENED.items():
            if audience is Audience.PARTY or self.may_be_told:
                yield Deadline(demand, told, due, self.published(audience))


class Audit(msgspec.Struct, frozen=True, dict=True):
    """An audit with all that is on record about it."""

    task: AuditTask
    see: Sees

    @property
    def audit_id(self) -> str:
        """Its id."""
        return self.task.audit_id

    @property
    def start(self) -> AuditStart | None:
        """The day on which the auditors began."""
        return finals.get(self.see, AuditStart, self.audit_id)

    @property
    def first_day(self) -> date:
        """The first day on which they may begin: three days after the notice (SUP-08)."""
        told = self.task.notice_on
        return add_days(told, self.see.on(told).whole("sup.audit_notice_days"))

    @cached_property
    def report(self) -> AuditReport | None:
        """The report of the audit office."""
        return finals.get(self.see, AuditReport, self.audit_id)

    @property
    def publication(self) -> AuditPublication | None:
        """The publication of what was mended."""
        return finals.get(self.see, AuditPublication, self.audit_id)

    @property
    def statuses(self) -> list[AuditStatus]:
        """What was said on how far the issues are mended, in order."""
        found = finals.where(self.see, AuditStatus, audit_id=self.audit_id)
        return sorted(found, key=lambda one: (one.on, one.status_no))

    @property
    def mended(self) -> dict[str, ItemMended]:
        """The latest word on each issue that has one."""
        return latest(self.statuses)

    @property
    def rectify_by(self) -> date | None:
        """The last day for rectification: the one stated, else counted; None where none is owed."""
        if self.report is None:
            return None
        if self.report.rectify_by is not None or not self.report.issues:
            return self.report.rectify_by
        days = self.see.on(self.report.on).whole("sup.audit_rectify_days")
        return days_after(self.report.on, days, "audit_rectify", self.see)

    def deadlines(self) -> Iterator[Deadline]:
        """Everything that is owed, in order; report and publication since the law asks for them."""
        draft = finals.get(self.see, AuditDraft, self.audit_id)
        if draft is not None:
            days = self.see.on(draft.on).whole("sup.audit_opinion_days")
            due = days_after(draft.on, days, "audit_opinion", self.see)
            opinion = finals.get(self.see, AuditOpinion, self.audit_id)
            yield Deadline(Demand.OPINION, draft, due, opinion)
        report, last = self.report, self.rectify_by
        if report is None or last is None:
            return
        stated, told = report.rectify_by is not None, self.see.on(report.on).words("sup.audit_told")
        for to, demand in RECEIVERS.items():
            if to.value in told:
                done = finals.get(self.see, AuditResult, f"{self.audit_id}/{to.value}")
                yield Deadline(demand, report, last, done, stated)
        if Audience.PUBLIC.value in told and report.not_public_ground is None:
            yield Deadline(Demand.TO_PUBLIC, report, last, self.publication, stated)


def _order(one: RectificationPublication) -> tuple[date, int]:
    return one.on, one.publication_no


def latest(statuses: Iterable[RectificationStatus | AuditStatus]) -> dict[str, ItemMended]:
    """The last word on each issue, of words in order."""
    return {item.issue_no: item for one in statuses for item in one.items}
