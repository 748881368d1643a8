"""The duty to report a large project to the district commission for discipline inspection (WF)."""

from __future__ import annotations

from datetime import date

import msgspec

from tripower.core.records import Record
from tripower.core.unit import Sees
from tripower.mechanisms.priority_topics import amounts
from tripower.mechanisms.priority_topics.gates import holds_for
from tripower.mechanisms.priority_topics.records import (
    Project,
    ProjectEvent,
    ProjectReport,
    ProjectSort,
    Stage,
    StageRule,
    WorkflowDef,
)
from tripower.mechanisms.priority_topics.steps import KnownEvent

READS: tuple[type[Record], ...] = (*amounts.READS, ProjectEvent, ProjectReport, WorkflowDef)
PARAMETERS = ("wf.report_amount", "wf.report_workdays")


class Duty(msgspec.Struct, frozen=True):
    """A project that has to be reported: since when, by when, and the report.

    `began` says that the work began before the working days were over.
    """

    since: date
    due: date
    began: bool = False
    report: ProjectReport | None = None

    def late(self, as_of: date) -> bool:
        """Whether it was, or is by now, too late."""
        return (self.report.on if self.report else as_of) > self.due


def duty(project: Project, see: Sees, by: date) -> Duty | None:
    """The duty to report as it stands on a day; None while the amount is below the bound.

    Works are reported, and of goods and services what a workflow has reported.

    It arises on the day on which the greatest amount first reaches `wf.report_amount`. The report
    is due within `wf.report_workdays`, and where the work begins earlier, on that day.

    Example: a contract of 480000 with a change of 32000 on 2024-05-06: the duty arises on
    2024-05-06 and ends on 2024-05-17, for Saturday 2024-05-11 is a working day.
    """
    since = amounts.reached_on(project.project_id, see, by)
    if since is None or not _reported(project, since, see):
        return None
    last = see.calendar.add_workdays(since, see.on(since).whole("wf.report_workdays"))
    began = begun_on(project, since, see)
    due = last if began is None else min(last, began)
    made = see.where(ProjectReport, project_id=project.project_id)
    reports = [one for one in made if not one.draft and one.on <= by]
    first = min(reports, key=lambda one: (one.on, one.report_no), default=None)
    return Duty(since, due, began is not None and began < last, first)


def _reported(project: Project, day: date, see: Sees) -> bool:
    works = project.sort is ProjectSort.WORKS
    return works or bool(report_stages(project, day, see))


def begun_on(project: Project, since: date, see: Sees) -> date | None:
    """The first day, from that of the duty on, of what a report has to come before.

    That is the beginning of the work, where no workflow names another event.
    """
    named = {stage.must_precede for stage in report_stages(project, since, see)}
    named = named or {KnownEvent.COMMENCEMENT.value}
    events = see.where(ProjectEvent, project_id=project.project_id)
    days = [one.on for one in events if one.event in named and not one.draft and one.on >= since]
    return min(days, default=None)


def report_stages(project: Project, day: date, see: Sees) -> list[Stage]:
    """The stages of the workflows in force on a day at which a report is made."""
    held = [one for one in see.all(WorkflowDef) if one.period.covers(day)]
    every = (stage for one in held if holds_for(one, project) for stage in one.stages)
    return [stage for stage in every if stage.rule is StageRule.REPORT]
