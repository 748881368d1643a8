"""What the year's decisions still owe: confirmations, papers, reports, minutes, execution."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tripower.core.answer import say
from tripower.core.dues import Due
from tripower.core.messages import N_
from tripower.core.people import heads_on
from tripower.core.unit import Sees
from tripower.mechanisms.decisions.follow_up import follow_up
from tripower.mechanisms.decisions.gate import Lack, lacks
from tripower.mechanisms.decisions.next_steps import next_step
from tripower.mechanisms.decisions.records import (
    EmergencyDecision,
    EmergencyReport,
    MaterialKind,
    Matter,
    Meeting,
    MeetingStage,
    Minutes,
    Outcome,
    Ratification,
)
from tripower.mechanisms.decisions.stages import Step
from tripower.mechanisms.decisions.status import Stage, status


def owed(see: Sees, as_of: date) -> Iterator[Due]:
    """Everything the room's records show as still to be done on a day."""
    for matter in see.all(Matter):
        yield from _of_matter(matter, see, as_of)
        yield from follow_up(matter, see, as_of)
        yield from _of_track(matter, see, as_of)
    for meeting in see.all(Meeting):
        yield from _of_meeting(meeting, see)
    for emergency in see.all(EmergencyDecision):
        yield from _of_emergency(emergency, see)


def _of_matter(matter: Matter, see: Sees, as_of: date) -> Iterator[Due]:
    if see.get(EmergencyDecision, matter.matter_id) is not None:
        return  # decided already: what it owes is reported and ratified, not argued
    where, subject = status(matter, see), f"matter/{matter.matter_id}"
    if where is Stage.PROPOSED:
        roles = see.on(matter.proposed_on).words("pow.head_roles")
        heads = heads_on(see, as_of, roles)
        what = say(N_("confirm or refuse the proposal “{title}”"), title=matter.title)
        yield Due("DEC-03", subject, what, heads[0] if heads else None, None)
    elif where in (Stage.CONFIRMED, Outcome.RETURNED_FOR_MATERIALS):
        for lack in lacks(matter, see, as_of):
            text = N_("supply materials for “{title}”: {kinds}")
            what = say(text, title=matter.title, kinds=_wanted(lack))
            yield Due(lack.rule_id, subject, what, matter.proposer_id, None)
    elif where is Outcome.DEFERRED:
        what = say(
            N_("bring “{title}” back to the next meeting with added work"), title=matter.title
        )
        yield Due("DEC-13", subject, what, matter.proposer_id, None)


def _of_track(matter: Matter, see: Sees, as_of: date) -> Iterator[Due]:
    """The next step of a major decision; the way to a meeting is owed by every matter."""
    following = next_step(matter, see, as_of)
    if following is not None and following.step is not Step.COLLECTIVE_DECISION:
        subject = f"matter/{matter.matter_id}"
        yield Due(following.rule_id, subject, following.what, matter.proposer_id, following.by)


def _wanted(lack: Lack) -> tuple[MaterialKind, ...]:
    """The kinds of which one is enough; for a paper that does not qualify, its own kind."""
    return lack.kinds or ((lack.material.type_,) if lack.material else ())


def _of_meeting(meeting: Meeting, see: Sees) -> Iterator[Due]:
    if meeting.stage is not MeetingStage.CLOSED:
        return
    if not see.where(Minutes, meeting_id=meeting.meeting_id):
        days = see.on(meeting.held_on).whole("dec.minutes_workdays")
        by = see.calendar.add_workdays(meeting.held_on, days)
        what = say(N_("issue the minutes of meeting {meeting}"), meeting=meeting.meeting_id)
        yield Due("DEC-17", f"meeting/{meeting.meeting_id}", what, meeting.recorder_id, by)


def _of_emergency(emergency: EmergencyDecision, see: Sees) -> Iterator[Due]:
    rules, subject = see.on(emergency.decided_on), f"matter/{emergency.matter_id}"
    if see.get(EmergencyReport, emergency.matter_id) is None:
        days = rules.whole("dec.emergency_report_days")
        by = see.calendar.add_workdays(emergency.decided_on, days)
        what = say(N_("report the emergency decision on {matter}"), matter=emergency.matter_id)
        yield Due("DEC-14", subject, what, emergency.decider_id, by)
    if see.get(Ratification, emergency.matter_id) is None:
        days = rules.whole("dec.ratify_within_workdays")
        by = see.calendar.add_workdays(emergency.decided_on, days)
        what = say(
            N_("put the emergency decision on {matter} to a meeting"), matter=emergency.matter_id
        )
        yield Due("DEC-14", subject, what, emergency.decider_id, by)
