"""What the members think of a matter, where the head decides after discussion (DEC-18)."""

from __future__ import annotations

from tripower.core.people import Position
from tripower.core.records import Record
from tripower.mechanisms.decisions.records import (
    Attendance,
    Ballot,
    Choice,
    HeadChoice,
    HeadDecision,
    Meeting,
    Speeches,
    SpeechKind,
    Stance,
)
from tripower.mechanisms.decisions.rounds import Round

READS: tuple[type[Record], ...] = (Meeting, Attendance, Ballot, Speeches, HeadDecision, Position)
_BALLOTS = {
    Choice.YES: HeadChoice.PASS,
    Choice.NO: HeadChoice.REJECT,
    Choice.DEFER: HeadChoice.DEFER,
}
_STANCES = {
    Stance.FOR: HeadChoice.PASS,
    Stance.AGAINST: HeadChoice.REJECT,
    Stance.DEFER: HeadChoice.DEFER,
}


def members_present(this: Round) -> set[str]:
    """The members with a vote who were in the room for the matter."""
    return set(this.present_ids) & set(this.meeting.entitled_ids)


def views(this: Round) -> dict[str, HeadChoice]:
    """What each member present was for: the ballot, else the last opinion; neutral is no view."""
    found: dict[str, HeadChoice] = {}
    for speech in this.speeches:
        if speech.type_ is SpeechKind.OPINION and speech.stance in _STANCES:
            found[speech.person_id] = _STANCES[speech.stance]
    for ballot in this.ballots:
        if ballot.choice in _BALLOTS:
            found[ballot.person_id] = _BALLOTS[ballot.choice]
    present = members_present(this)
    return {person_id: view for person_id, view in found.items() if person_id in present}


def differing(this: Round, decision: HeadDecision) -> int:
    """How many members present were for something else than what the head decided."""
    return sum(view is not decision.choice for view in views(this).values())
