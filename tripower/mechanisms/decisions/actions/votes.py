"""Writing ballots: one line a matter, however many vote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tripower.core.answer import refuse
from tripower.core.messages import N_
from tripower.core.plan import Plan
from tripower.core.unit import Unit
from tripower.mechanisms.decisions.actions.matters import Action
from tripower.mechanisms.decisions.actions.meetings import meeting_at, on_agenda
from tripower.mechanisms.decisions.counting import may_vote
from tripower.mechanisms.decisions.records import (
    Ballot,
    Choice,
    HeadChoice,
    HeadDecision,
    Meeting,
    MeetingStage,
    SecretTally,
    VoteMethod,
)
from tripower.mechanisms.decisions.rounds import Round


def open_meeting_of(unit: Unit, matter_id: str) -> str:
    """The meeting in session that has the matter on its agenda."""
    found = [
        meeting.meeting_id
        for meeting in unit.linked(Meeting, ("matter", matter_id))
        if meeting.stage is MeetingStage.OPEN and matter_id in meeting.agenda
    ]
    if len(found) != 1:
        text = N_("no meeting in session has {matter} on its agenda; name it with --meeting")
        raise refuse(text, matter=matter_id)
    return found[0]


def voters(this: Round) -> list[str]:
    """Who is asked for a vote: whoever may vote by the count, in the order of the entitled."""
    allowed = may_vote(this, this.see.on(this.day))
    return [person for person in this.meeting.entitled_ids if person in allowed]


def ballots(
    this: Round,
    everyone: Choice | None,
    named: Mapping[str, Choice],
    opinions: Mapping[str, str],
    method: VoteMethod,
) -> list[Ballot]:
    """One ballot a voter: the named choice, else what everyone else voted."""
    choices = dict.fromkeys(voters(this), everyone) | dict(named)
    unknown = [person for person, choice in choices.items() if choice is None]
    if unknown:
        text = N_("no vote is given for {people}; name each, or give --all")
        raise refuse(text, people=", ".join(unknown))
    if silent := sorted(set(opinions) - set(choices)):
        text = N_("{people} gave an opinion but no vote")
        raise refuse(text, people=", ".join(silent))
    return [
        Ballot(
            meeting_id=this.meeting.meeting_id,
            matter_id=this.matter_id,
            person_id=person,
            choice=choice,
            method=method,
            opinion=opinions.get(person),
        )
        for person, choice in choices.items()
        if choice is not None
    ]


def cast(
    matter_id: str,
    meeting_id: str | None,
    everyone: Choice | None,
    named: Mapping[str, Choice],
    opinions: Mapping[str, str],
    method: VoteMethod,
) -> Action:
    """Record the vote by name on one matter of a meeting in session."""

    def act(unit: Unit) -> Plan:
        this = _round(unit, matter_id, meeting_id)
        cast_now = ballots(this, everyone, named, opinions, method)
        return _plan(this, cast_now)

    return act


def secret(
    matter_id: str, meeting_id: str | None, numbers: Mapping[str, int], counters: Sequence[str]
) -> Action:
    """Record the count of a secret vote."""

    def act(unit: Unit) -> Plan:
        this = _round(unit, matter_id, meeting_id)
        sheet = SecretTally(
            meeting_id=this.meeting.meeting_id,
            matter_id=matter_id,
            issued=numbers.get("issued", len(voters(this))),
            collected=numbers.get("collected", sum(numbers.get(c.value, 0) for c in Choice)),
            yes=numbers.get("yes", 0),
            no=numbers.get("no", 0),
            abstain=numbers.get("abstain", 0),
            defer=numbers.get("defer", 0),
            void=numbers.get("void", 0),
            counter_ids=tuple(counters),
        )
        return _plan(this, [sheet])

    return act


def head_decides(
    matter_id: str, meeting_id: str | None, decider_id: str, choice: HeadChoice, reasons: str | None
) -> Action:
    """Record what the head decided after discussion, where that model holds (DEC-18)."""

    def act(unit: Unit) -> Plan:
        this = _round(unit, matter_id, meeting_id)
        decision = HeadDecision(
            meeting_id=this.meeting.meeting_id,
            matter_id=matter_id,
            decider_id=decider_id,
            choice=choice,
            reasons=reasons,
        )
        return _plan(this, [decision])

    return act


def _round(unit: Unit, matter_id: str, meeting_id: str | None) -> Round:
    name = meeting_id or open_meeting_of(unit, matter_id)
    meeting = meeting_at(unit, name, MeetingStage.OPEN)
    on_agenda(meeting, matter_id)
    return Round(meeting, matter_id, unit)


def _plan(this: Round, puts: Sequence[Ballot | SecretTally | HeadDecision]) -> Plan:
    summary = f"vote cast {this.key}: {len(puts)}"
    return Plan("vote cast", summary, this.meeting.held_on, puts)
