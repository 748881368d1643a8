"""What follows a decision on the track: report, publication, evaluation (MAD-08 to MAD-10)."""

from __future__ import annotations

from datetime import date

from tripower.mechanisms.decisions.records import (
    DecisionPublication,
    Execution,
    Material,
    MaterialKind,
    PartyReport,
    PostEvaluation,
    ProducerType,
)
from tripower.mechanisms.decisions.scope import same_name
from tripower.mechanisms.decisions.track import Track

ARGUING = (MaterialKind.ARGUMENT_REPORT, MaterialKind.RISK_REPORT)
"""Papers whose producer argued or assessed the matter before it was decided."""


def issued_on(this: Track, as_of: date) -> date | None:
    """The day on which the decision went out: published, else begun to be carried out."""
    out = this.see.get(DecisionPublication, this.matter_id)
    begun = this.see.get(Execution, this.matter_id)
    days = [out.published_on if out else None, begun.started_on if begun else None]
    return min((day for day in days if day is not None and day <= as_of), default=None)


def party_fault(this: Track, as_of: date) -> str:
    """Why the report to the Party committee did not come before the decision (MAD-08)."""
    report, issued = this.see.get(PartyReport, this.matter_id), issued_on(this, as_of)
    if issued is None:
        return ""
    if report is None:
        return "unreported"
    return "late" if report.reported_on > issued else ""


def publish_by(this: Track, adopted: date) -> date:
    """The last day on which the decision is made public in time (MAD-09)."""
    days = this.see.on(adopted).whole("mad.publish_workdays")
    return this.see.calendar.add_workdays(adopted, days)


def opinions_came(this: Track, as_of: date) -> bool:
    """Whether there are opinions of the public or of experts whose adoption is to be explained."""
    asked = any(one.opened_on <= as_of for one in this.consultations)
    heard = any(one.held_on <= as_of for one in this.hearings)
    return asked or heard or any(one.on <= as_of for one in this.reviews)


def evaluations(this: Track, as_of: date) -> list[PostEvaluation]:
    """The evaluations made by a day, in order."""
    found = this.see.where(PostEvaluation, matter_id=this.matter_id)
    return sorted((one for one in found if one.on <= as_of), key=lambda one: one.evaluation_no)


def argued_before(this: Track, evaluation: PostEvaluation) -> bool:
    """Whether the evaluator argued or assessed the matter before it was decided (MAD-10)."""
    return same_name(evaluation.evaluator) in arguers(this, evaluation.on)


def arguers(this: Track, day: date) -> set[str]:
    """The bodies that argued or assessed the matter before it was decided (MAD-10)."""
    found = [one.institution for one in this.reviews if one.institution and one.on <= day]
    found += [one.by for one in this.assessments if one.on <= day]
    for paper in this.see.where(Material, matter_id=this.matter_id):
        by_body = paper.producer_type is ProducerType.INSTITUTION
        if by_body and paper.type_ in ARGUING and paper.received_on <= day:
            found.append(paper.producer)
    return {same_name(one) for one in found}
