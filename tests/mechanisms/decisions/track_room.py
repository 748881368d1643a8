"""A matter on the track over the base unit, one short word for each of its steps."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.mechanisms.decisions.papers_room import changed, matter, meeting, unit
from tripower.core.records import Record
from tripower.core.unit import Unit
from tripower.mechanisms.decisions import records as d
from tripower.mechanisms.decisions.stages import track_of
from tripower.mechanisms.decisions.track import Track

ON = date(2024, 2, 1)
DIKE = matter("M-2", title="防洪堤加固工程", proposed_on=ON)
PERSONS = (("钱一", "示例大学"), ("孙二", "示例设计院"), ("李三", "示例水科院"))


def track(**fields: Any) -> d.MajorTrack:
    told: dict[str, Any] = {
        "scope": d.MajorScope.PUBLIC_CONSTRUCTION,
        "catalogue_published_on": ON,
        "party_consent_doc": "示例区委办〔2024〕3号",
    }
    return d.MajorTrack(matter_id="M-2", opened_on=fields.pop("on", ON), **told | fields)


def comments(opened: date, closed: date, number: int = 1, **fields: Any) -> d.PublicConsultation:
    return d.PublicConsultation(
        matter_id="M-2", consultation_no=number, opened_on=opened, closed_on=closed, **fields
    )


def hearing(held: date, papers: date | None, listed: date | None) -> d.HearingSession:
    return d.HearingSession(
        matter_id="M-2",
        hearing_no=1,
        held_on=held,
        papers_delivered_on=papers,
        participants_published_on=listed,
    )


def experts(on: date, number: int = 3, nth: int = 1, **fields: Any) -> d.ExpertReview:
    told: dict[str, Any] = {"signed": True, "sealed": True, "conclusion": "可行"}
    people = tuple(d.Expert(name=name, affiliation=where) for name, where in PERSONS[:number])
    return d.ExpertReview(
        matter_id="M-2", review_no=nth, on=on, **{"experts": people, **told, **fields}
    )


def risk(on: date, nth: int = 1, *, ok: bool = True, **fields: Any) -> d.RiskAssessment:
    told: dict[str, Any] = {
        "by": "示例评估所",
        "points": ("拆迁",),
        "plan": "分段施工",
        "level": "low",
        "controllable": ok,
    }
    return d.RiskAssessment(matter_id="M-2", round=nth, on=on, **told | fields)


def legality(
    sent: date, due: date, came: date | None = None, result: str = "lawful", **fields: Any
) -> d.LegalityReview:
    return d.LegalityReview(
        matter_id="M-2",
        review_no=fields.pop("nth", 1),
        submitted_on=sent,
        review_due_on=due,
        reviewer="示例区司法局",
        opinion_on=came,
        result=d.LegalityResult(result) if came else None,
        **fields,
    )


def called(held: date, notice: date | None = None) -> d.Meeting:
    stage = d.MeetingStage.CALLED
    return changed(meeting("K-2", held, "M-2"), stage=stage, notice_on=notice)


def office(*records: Record, **fields: Any) -> Unit:
    """The base unit with the matter on the track, and what else is on record."""
    return unit(DIKE, track(**fields), *records)


def the_track(where: Unit) -> Track:
    found = track_of("M-2", where)
    assert found is not None
    return found
