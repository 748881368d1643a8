"""An audit of a unit and what it mends afterwards: each step is a file of its own."""

from datetime import date
from typing import Annotated

import msgspec

from tripower.core.convert import Sum
from tripower.core.district import DistrictUnitId
from tripower.core.records import ID_PATTERN, Digest, Event, Id, Ref, Term, Text
from tripower.mechanisms.oversight.records.inspections import ItemMended

AuditTaskId = Annotated[str, Ref("audit_task"), msgspec.Meta(pattern=ID_PATTERN)]


class AuditTask(Event, frozen=True, kw_only=True):
    """An audit of a unit, from the day on which the notice reaches it (审计).

    audit_id: id of the audit, the name of its folder.
    unit_id: the unit of the district that is audited; without it, the folder's own.
    subject_matter: what is audited.
    auditor: the audit office.
    notice_on: the day on which the notice was handed over (审计通知书送达).
    doc_no: number of the notice.
    """

    kind = "audit_task"
    id_fields = ("audit_id",)
    day_field = "notice_on"

    audit_id: Id
    unit_id: DistrictUnitId | None = None
    subject_matter: Text
    auditor: Text | None = None
    notice_on: date
    doc_no: Text | None = None


class AuditStart(Event, frozen=True, kw_only=True):
    """The auditors begin their work in the unit (实施审计).

    audit_id: the audit.
    on: the day.
    approval_doc: the paper of the head of the audit office by which they may come without waiting.
    """

    kind = "audit_start"
    id_fields = ("audit_id",)
    day_field = "on"

    audit_id: AuditTaskId
    on: date
    approval_doc: Text | None = None


class AuditDraft(Event, frozen=True, kw_only=True):
    """The audit team's report reaches the unit, for its opinion (征求意见稿).

    audit_id: the audit.
    on: the day on which it was received.
    """

    kind = "audit_draft"
    id_fields = ("audit_id",)
    day_field = "on"

    audit_id: AuditTaskId
    on: date


class AuditOpinion(Event, frozen=True, kw_only=True):
    """What the unit says to the audit team's report, in writing (书面意见).

    audit_id: the audit.
    on: the day on which it was handed in.
    text: what it says; that there is no objection is an opinion too.
    """

    kind = "audit_opinion"
    id_fields = ("audit_id",)
    day_field = "on"

    audit_id: AuditTaskId
    on: date
    text: Text


class AuditIssue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that an audit found wrong.

    issue_no: short id of the issue, such as 1.
    text: what is wrong.
    amount: the money concerned, in yuan.
    """

    issue_no: Id
    text: Text
    amount: Sum | None = None


class AuditReport(Event, frozen=True, kw_only=True):
    """The report or decision of the audit office, with what is to be mended (审计报告).

    audit_id: the audit.
    on: the day on which the unit received it.
    doc_no: number of the paper.
    issues: what is wrong, one by one; none where nothing is.
    rectify_by: the last day for rectification that it states.
    not_public_ground: by which law or rule the result is kept from the public, if it is.
    """

    kind = "audit_report"
    id_fields = ("audit_id",)
    day_field = "on"

    audit_id: AuditTaskId
    on: date
    doc_no: Text | None = None
    issues: tuple[AuditIssue, ...] = ()
    rectify_by: date | None = None
    not_public_ground: Text | None = None


class ReportedTo(Term):
    """Who is told how an audit was followed up (审计机关、本级人民政府或者有关主管机关)."""

    AUDIT_OFFICE = "audit_office"
    GOVERNMENT = "government"


class AuditResult(Event, frozen=True, kw_only=True):
    """The unit reports what it mended after an audit (审计整改结果报告).

    audit_id: the audit.
    to: whether the audit office, or the government or the authority above the unit.
    on: the day on which it was handed in.
    doc_no: number of the paper.
    text: what it says, in short.
    """

    kind = "audit_result"
    id_fields = ("audit_id", "to")
    day_field = "on"

    audit_id: AuditTaskId
    to: ReportedTo
    on: date
    doc_no: Text | None = None
    text: Text


class AuditStatus(Event, frozen=True, kw_only=True):
    """How far the issues of an audit are mended on a day; the latest word counts (整改台账).

    audit_id: the audit.
    status_no: 1 for the first.
    on: the day.
    items: the issues of which it speaks.
    """

    kind = "audit_status"
    id_fields = ("audit_id", "status_no")
    day_field = "on"

    audit_id: AuditTaskId
    status_no: int = 1
    on: date
    items: tuple[ItemMended, ...]


class AuditPublication(Event, frozen=True, kw_only=True):
    """What was mended after an audit is made public (向社会公布).

    audit_id: the audit.
    on: the day.
    where: in which place or medium.
    sha256: the exact bytes of what was published.
    """

    kind = "audit_publication"
    id_fields = ("audit_id",)
    day_field = "on"

    audit_id: AuditTaskId
    on: date
    where: Text
    sha256: Digest | None = None
