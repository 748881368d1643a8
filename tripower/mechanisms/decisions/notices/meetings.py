"""Who was at a meeting, as the pages on it show."""

from __future__ import annotations

from typing import Any

from tripower.core.unit import Unit
from tripower.mechanisms.decisions.notices.page import Absent
from tripower.mechanisms.decisions.records import Meeting


def attended(meeting: Meeting, unit: Unit, *, internal: bool) -> dict[str, Any]:
    """The fields of a `MeetingPage` but its sections; why somebody stayed away is internal."""
    names = unit.name
    return {
        "meeting_id": meeting.meeting_id,
        "held_on": meeting.held_on,
        "place": meeting.place,
        "presiding": names(meeting.presiding_id),
        "recorder": names(meeting.recorder_id) if meeting.recorder_id else None,
        "entitled": tuple(map(names, meeting.entitled_ids)),
        "present": tuple(map(names, meeting.present_ids)),
        "absent": _absent(meeting, unit, internal=internal),
        "observers": meeting.observers,
        "internal": internal,
    }


def _absent(meeting: Meeting, unit: Unit, *, internal: bool) -> tuple[Absent, ...]:
    """Who was entitled and stayed away, also where nobody wrote down why."""
    reasons = {one.person_id: one.reason for one in meeting.absent}
    missing = [one for one in meeting.entitled_ids if one not in meeting.present_ids]
    return tuple(
        Absent(unit.name(one), reasons.get(one) if internal else None)
        for one in dict.fromkeys([*missing, *reasons])
    )
