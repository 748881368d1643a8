"""The static table of what lies where: each kind of record and its place in the folder."""

from __future__ import annotations

from tripower.core.exceptions import Acknowledgement, Waiver
from tripower.core.kinds import Kind, KindTable
from tripower.core.parameters import DistrictParameterValue, ParameterValue
from tripower.core.people import Person, Position
from tripower.core.registers import CalendarDay, CalendarYear, UnitProfile
from tripower.core.trust import Checkpoint, KeyChange, Signature, Witness
from tripower.mechanisms.decisions import records as d
from tripower.mechanisms.power_split import records as p

KINDS = KindTable(
    (
        Kind(UnitProfile, "unit.yaml"),
        Kind(Person, "people.yaml", "people"),
        Kind(Position, "positions.yaml", "positions"),
        Kind(p.PowerProfile, "powers.yaml", "profiles"),
        Kind(p.PowerAssignment, "powers.yaml", "assignments"),
        Kind(p.RiskPoint, "risk-points.yaml", "points"),
        Kind(p.Relation, "relations.yaml", "relations"),
        Kind(d.CatalogItem, "catalogue.yaml", "items"),
        Kind(d.CatalogueVersion, "catalogue.yaml", "versions"),
        Kind(d.CatalogueReview, "catalogue.yaml", "reviews"),
        Kind(d.Regulation, "regulations.yaml", "regulations"),
        Kind(ParameterValue, "parameters.yaml", "parameters"),
        Kind(DistrictParameterValue, "district-parameters.yaml", "parameters"),
        Kind(Waiver, "waivers.yaml", "waivers"),
        Kind(CalendarDay, "calendar.yaml", "days"),
        Kind(CalendarYear, "calendar.yaml", "years"),
        Kind(p.ApprovalAction, "approvals/{year}/{action_id}.yaml"),
        Kind(p.PowerReport, "reports/{year}/{report_id}.yaml"),
        Kind(Acknowledgement, "acknowledgements/{year}/{ack_id}.yaml"),
        Kind(KeyChange, "keys/change-{version}.yaml"),
        Kind(Signature, "signatures/{year}/{sha256}/{person_id}.yaml"),
        Kind(Checkpoint, "checkpoints/{number}.yaml"),
        Kind(Witness, "witnessed/{unit}/{number}.yaml"),
        Kind(d.Matter, "matters/{year}/{matter_id}/matter.yaml"),
        Kind(d.Confirmation, "confirmation.yaml", parent=d.Matter),
        Kind(d.Material, "material-{material_id}.yaml", parent=d.Matter),
        Kind(d.FalseMaterial, "false-{material_id}.yaml", parent=d.Matter),
        Kind(d.Admission, "admission-{check_no}.yaml", parent=d.Matter),
        Kind(d.Retabling, "retabling-{round}.yaml", parent=d.Matter),
        Kind(d.Withdrawal, "withdrawal.yaml", parent=d.Matter),
        Kind(d.EmergencyDecision, "emergency.yaml", parent=d.Matter),
        Kind(d.EmergencyReport, "emergency-report.yaml", parent=d.Matter),
        Kind(d.Ratification, "ratification.yaml", parent=d.Matter),
        Kind(d.Execution, "execution.yaml", parent=d.Matter),
        Kind(d.SupervisionCheck, "supervision-{check_no}.yaml", parent=d.Matter),
        Kind(d.Closing, "closing.yaml", parent=d.Matter),
        Kind(d.Review, "review-{review_no}.yaml", parent=d.Matter),
        Kind(d.ChangeOfDecision, "change-{change_no}.yaml", parent=d.Matter),
        Kind(d.Halt, "halt-{halt_no}.yaml", parent=d.Matter),
        Kind(d.Destruction, "destruction-{what}.yaml", parent=d.Matter),
        Kind(d.Meeting, "meetings/{year}/{meeting_id}/meeting.yaml"),
        Kind(d.Minutes, "minutes.yaml", parent=d.Meeting),
        Kind(d.Attendance, "{matter_id}/attendance.yaml", parent=d.Meeting),
        Kind(d.Speeches, "{matter_id}/speeches.yaml", parent=d.Meeting),
        Kind(d.Recusals, "{matter_id}/recusals.yaml", parent=d.Meeting),
        Kind(d.Ballot, "{matter_id}/ballots/{person_id}.yaml", parent=d.Meeting),
        Kind(d.SecretTally, "{matter_id}/ballots/tally.yaml", parent=d.Meeting),
        Kind(d.WrittenOpinion, "{matter_id}/opinions/{person_id}.yaml", parent=d.Meeting),
        Kind(d.HeadDecision, "{matter_id}/decision.yaml", parent=d.Meeting),
    )
)
