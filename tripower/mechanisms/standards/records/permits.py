"""A permit case, from the day on which the application is accepted."""

from datetime import date
from typing import Annotated

import msgspec

from tripower.core.convert import Sum
from tripower.core.records import ID_PATTERN, Event, Id, PersonId, Ref, Term, Text
from tripower.mechanisms.standards.records.items import ItemId

PermitId = Annotated[str, Ref("permit_case"), msgspec.Meta(pattern=ID_PATTERN)]


class Mode(Term):
    """Whether one body decides, or several in one procedure (统一、联合、集中办理)."""

    SINGLE = "single"
    JOINT = "joint"


class PermitCase(Event, frozen=True, kw_only=True):
    """An application that was accepted (许可受理).

    case_id: id of the case, the name of its folder.
    item_id: the approval that is asked for.
    applicant: who asks.
    mode: single or joint.
    accepted_on: the day of acceptance.
    conditions: the conditions that were asked for.
    materials: the papers that were asked for.
    """

    kind = "permit_case"
    id_fields = ("case_id",)
    day_field = "accepted_on"

    case_id: Id
    item_id: ItemId
    applicant: Text
    mode: Mode = Mode.SINGLE
    accepted_on: date
    conditions: tuple[Text, ...] = ()
    materials: tuple[Text, ...] = ()


class Approver(Term):
    """Who may give more time."""

    UNIT_HEAD = "unit_head"
    GOVERNMENT_HEAD = "government_head"


class PermitExtension(Event, frozen=True, kw_only=True):
    """More time was given, and the applicant told why (延期).

    case_id: the case.
    on: the day.
    days: working days more.
    approver: whether the unit's head or the government's.
    approver_id: who of the unit approved it.
    reason: what the applicant was told.
    """

    kind = "permit_extension"
    id_fields = ("case_id",)
    day_field = "on"

    case_id: PermitId
    on: date
    days: int
    approver: Approver = Approver.UNIT_HEAD
    approver_id: PersonId | None = None
    reason: Text


class Excluded(Term):
    """What takes time that does not count (行政许可法 第45条)."""

    HEARING = "hearing"
    TENDER = "tender"
    AUCTION = "auction"
    TEST = "testing"
    QUARANTINE = "quarantine"
    EXPERT_REVIEW = "expert_review"


class PermitExclusion(Event, frozen=True, kw_only=True):
    """Time that does not count, if the applicant was told in writing (不计入期限).

    case_id: the case.
    exclusion_no: 1 for the first.
    what: what took the time.
    begun_on: its first day.
    ended_on: its last day.
    told_on: the day on which the applicant was told in writing.
    """

    kind = "permit_exclusion"
    id_fields = ("case_id", "exclusion_no")
    day_field = "ended_on"

    case_id: PermitId
    exclusion_no: int = 1
    what: Excluded
    begun_on: date
    ended_on: date
    told_on: date | None = None


class PermitDecision(Event, frozen=True, kw_only=True):
    """The decision on an application (许可决定).

    case_id: the case.
    decided_on: the day.
    decided_by: who decided it.
    granted: whether it was granted.
    grade: the grade, for an approval that has grades.
    fee: what was charged, in yuan.
    """

    kind = "permit_decision"
    id_fields = ("case_id",)
    day_field = "decided_on"

    case_id: PermitId
    decided_on: date
    decided_by: PersonId
    granted: bool
    grade: Text | None = None
    fee: Sum | None = None


class PermitDelivery(Event, frozen=True, kw_only=True):
    """The permit reached the applicant (送达).

    case_id: the case.
    delivered_on: the day.
    """

    kind = "permit_delivery"
    id_fields = ("case_id",)
    day_field = "delivered_on"

    case_id: PermitId
    delivered_on: date
