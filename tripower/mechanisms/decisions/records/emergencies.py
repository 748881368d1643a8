"""Decisions that one person took because there was no time to meet (紧急处置)."""

from datetime import date

from tripower.core.records import Event, MatterId, MeetingId, PersonId, Term, Text


class EmergencyGround(Term):
    """What alone lets one person decide (突发事件、抢险救灾、人身财产紧迫危险)."""

    SUDDEN_INCIDENT = "sudden_incident"
    DISASTER_RELIEF = "disaster_relief"
    IMMINENT_DANGER = "imminent_danger"


class EmergencyDecision(Event, frozen=True, kw_only=True):
    """What one person decided because there was no time to meet (紧急处置).

    matter_id: the matter.
    decider_id: who decided.
    decided_on: the day.
    ground: what made it urgent.
    reason: what happened.
    measure: what was decided.
    """

    kind = "emergency_decision"
    id_fields = ("matter_id",)
    day_field = "decided_on"

    matter_id: MatterId
    decider_id: PersonId
    decided_on: date
    ground: EmergencyGround
    reason: Text
    measure: Text


class EmergencyReport(Event, frozen=True, kw_only=True):
    """The report afterwards on an emergency decision (事后报告).

    matter_id: the matter.
    reported_on: the day.
    reported_to: to whom.
    """

    kind = "emergency_report"
    id_fields = ("matter_id",)
    day_field = "reported_on"

    matter_id: MatterId
    reported_on: date
    reported_to: Text


class Ratification(Event, frozen=True, kw_only=True):
    """An emergency decision is put before a meeting to be ratified (追认).

    matter_id: the matter.
    meeting_id: the meeting that votes on it.
    submitted_on: the day it was handed in.
    """

    kind = "ratification"
    id_fields = ("matter_id",)
    day_field = "submitted_on"

    matter_id: MatterId
    meeting_id: MeetingId
    submitted_on: date
