"""The rule on audits: notice, opinion, and what is mended afterwards (SUP-08)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tripower.core.messages import N_
from tripower.core.rules import Hit, notice, practice, reg, rule, violation, warning
from tripower.core.unit import View
from tripower.mechanisms.oversight.records import AuditReport, AuditTask
from tripower.mechanisms.oversight.rectification import (
    AUDIT_PARAMETERS,
    AUDIT_READS,
    Audit,
    Deadline,
    Demand,
)
from tripower.mechanisms.oversight.rules.lapses import lapsed, told_of_others, untold


@rule(
    "SUP-08",
    N_("An audit is announced, answered and followed up"),
    subject=AuditTask,
    reads=AUDIT_READS,
    parameters=AUDIT_PARAMETERS,
    basis=[
        reg(
            N_("Audit Law, art. 42: the notice is served three days before the audit."),
            only=["notice"],
        ),
        reg(
            N_("Audit Law, art. 44: the unit gives its opinion within ten days."),
            only=["opinion"],
        ),
        reg(
            N_(
                "Audit Law (2021), art. 52: what was found is mended in the time set, reported to "
                "the audit office and to the government or the authority above, and published."
            ),
            only=["stated", "default"],
        ),
        practice(N_("Where the report states no time, 90 days are our number."), only=["default"]),
    ],
    says={
        "too_soon": (
            N_("the audit began on {begun}; told on {told}, it could not begin before {first}"),
            N_("Name the approval by which the auditors came without waiting, if there is one."),
        ),
        "late": (
            N_("{what}: done on {done}, due by {due}"),
            N_("Say in the paper why it came late."),
        ),
        "early": (
            N_("{what}: dated {done}, before {since}, from which the time runs"),
            N_("Correct the day that is wrong."),
        ),
        "overdue": (
            N_("{what}: due by {due}, time running from {since}, and not on record"),
            N_("Hand it in and record the day."),
        ),
        "silent": (
            N_("no opinion on the audit team's report of {since} came by {due}"),
            N_("The law takes that for no objection; nothing needs to be done."),
        ),
        "unpublished": (
            N_("{what}: the time for rectification ended on {due}, and none is on record"),
            N_("Publish the result, or name in the report what keeps it from the public."),
        ),
        "untold": (
            N_("nothing says how far issue {issue} is mended; due by {due}"),
            N_("Record it as completed, mostly completed or of the long term, with what was done."),
        ),
        "no_such": (
            N_("issue {issue} is none of those that the audit found"),
            N_("Correct its number."),
        ),
    },
)
def audit_followed_up(this: AuditTask, see: View) -> Iterator[Hit]:
    """Three days' notice, ten days for an opinion, and in the time set what was mended.

    The result goes to the audit office, to the government or the authority above, and to the
    public. Where no opinion comes, that is pointed out: the law takes it for none. Where the
    audit report sets no time, the parameters do, and a breach of that weighs a warning. Reports
    and publication are asked for of audits reported from 2022 on, when the law began to.

    Why: an audit that finds the same each year has changed nothing.

    Example: notice on 2024-03-04, the auditors may come on 2024-03-07; on 2024-03-06: violation.
    """
    case = Audit(this, see)
    yield from _announced(case)
    for one in case.deadlines():
        yield from _kept(one, see)
    if case.report is not None:
        yield from _told(case, case.report, see)


def _announced(case: Audit) -> Iterator[Hit]:
    start = case.start
    if start is not None and start.approval_doc is None and start.on < case.first_day:
        args: dict[str, Any] = {
            "begun": start.on,
            "told": case.task.notice_on,
            "first": case.first_day,
        }
        yield violation("too_soon", at=start, field="on", about="notice", **args)


def _kept(one: Deadline, see: View) -> Iterator[Hit]:
    if one.demand is Demand.OPINION:
        yield from lapsed(one, see, notice, "opinion")
    else:
        hit, about = (violation, "stated") if one.stated else (warning, "default")
        yield from lapsed(one, see, hit, about)


def _told(case: Audit, report: AuditReport, see: View) -> Iterator[Hit]:
    yield from told_of_others(case.statuses, report.issues)
    due, about = case.rectify_by, "stated" if report.rectify_by else "default"
    if due is None or see.as_of <= due:
        return
    for nth in untold(report.issues, case.mended):
        issue, field = report.issues[nth].issue_no, f"issues.{nth}"
        args: dict[str, Any] = {"issue": issue, "due": due}
        yield warning("untold", at=report, field=field, mark=issue, about=about, **args)
