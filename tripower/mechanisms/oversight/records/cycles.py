"""The four parts of a chosen unit's oversight in a year (四位一体)."""

from datetime import date
from typing import Annotated

import msgspec

from tripower.core.district import DistrictUnitId
from tripower.core.messages import N_
from tripower.core.records import ID_PATTERN, Event, Id, Ref, Term, Text
from tripower.mechanisms.oversight.records.appraisals import TallyId
from tripower.mechanisms.oversight.records.audits import AuditTaskId
from tripower.mechanisms.oversight.records.inspections import InspectionId
from tripower.mechanisms.oversight.records.selections import SelectionId, Year
from tripower.mechanisms.oversight.records.sessions import SessionId

CycleId = Annotated[str, Ref("supervision_cycle"), msgspec.Meta(pattern=ID_PATTERN)]


class Part(Term):
    """One of the four parts of oversight."""

    AUDIT = "audit"
    INSPECTION = "inspection"
    REPORT = "integrity_report"
    APPRAISAL = "appraisal"

    @property
    def label(self) -> str:
        """The English label; two of the words mean something else in other rooms."""
        return LABELS.get(self, super().label)


LABELS = {
    Part.INSPECTION: N_("inspection by the district"),
    Part.APPRAISAL: N_("appraisal of the head"),
}


class PlannedPart(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By when a part is to be done.

    part: the part.
    by: its last day.
    """

    part: Part
    by: date


class SupervisionCycle(Event, frozen=True, kw_only=True):
    """A unit is overseen in a year by audit, inspection, integrity report, appraisal (四位一体).

    cycle_id: id of the cycle, the name of its folder.
    year: the year.
    unit_id: the unit.
    opened_on: the day from which it is overseen.
    selection_id: the selection that chose it, where one is on record.
    plan: by when each part is to be done; the end of the cycle where nothing is said.
    """

    kind = "supervision_cycle"
    id_fields = ("cycle_id",)
    day_field = "opened_on"

    cycle_id: Id
    year: Year
    unit_id: DistrictUnitId
    opened_on: date
    selection_id: SelectionId | None = None
    plan: tuple[PlannedPart, ...] = ()


class CyclePart(Event, frozen=True, kw_only=True):
    """One of the four parts was done (四位一体之一).

    cycle_id: the cycle.
    part: audit, inspection, integrity report or appraisal.
    done_on: the day on which it was completed.
    doc_no: number of the paper that ends it, such as the report of the audit.
    audit_id: the audit, where it is on record.
    inspection_id: the inspection, where it is on record.
    session_id: the session in which the head reported, where it is on record.
    tally_id: the count of the appraisal, where it is on record.
    """

    kind = "cycle_part"
    id_fields = ("cycle_id", "part")
    day_field = "done_on"
    drafts = False

    cycle_id: CycleId
    part: Part
    done_on: date
    doc_no: Text | None = None
    audit_id: AuditTaskId | None = None
    inspection_id: InspectionId | None = None
    session_id: SessionId | None = None
    tally_id: TallyId | None = None
