"""Writing ballots: one line a matter, however many vote."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence

from tripower.core.answer import refuse
from tripower.core.messages import N_
from tripower.core.plan import Plan
from tripower.core.records import Digest, Event
from tripower.core.trust import Purpose
from tripower.core.unit import Unit
from tripower.mechanisms.decisions.actions.matters import Action
from tripower.mechanisms.decisions.actions.meetings import (
    meeting_at,
    names,
    on_agenda,
    refuse_strangers,
)
from tripower.mechanisms.decisions.actions.proofs import Sign, file_of, signature
from tripower.mechanisms.decisions.counting import may_vote
from tripower.mechanisms.decisions.records import (
    Attestation,
    Ballot,
    Binding,
    Choice,
    HeadChoice,
    HeadDecision,
    Meeting,
    MeetingStage,
    SecretTally,
    VoteMethod,
)
from tripower.mechanisms.decisions.rounds import Round
from tripower.mechanisms.decisions.signed import binding_digests


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
    """One ballot a voter: the named choice, else what everyone else voted.

    A member who should not have voted may be named: that it happened is for the rules to say.
    """
    refuse_strangers([*named, *opinions], this.meeting, this.see)
    done = {ballot.person_id for ballot in this.ballots}
    waiting = [person for person in voters(this) if person not in done]
    choices = dict.fromkeys(waiting, everyone) | dict(named)
    _refuse_second_votes(this, named, {*waiting, *named})
    if unknown := [person for person, choice in choices.items() if choice is None]:
        text = N_("no vote on {matter} is given for {people}; name each, or what all voted")
        raise refuse(text, matter=this.matter_id, people=", ".join(unknown))
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


def _refuse_second_votes(this: Round, named: Collection[str], waiting: Collection[str]) -> None:
    """A ballot is final: a wrong one is corrected, another opinion needs another round."""
    done = sorted(ballot.person_id for ballot in this.ballots)
    if twice := [person for person in done if person in named] or (done if not waiting else []):
        text = N_(
            "on record already: the vote of {people} on {matter}. Correct a wrong ballot with "
            "`tripower record supersede ballot {ballot} choice=… --reason …`"
        )
        people = names(twice, this.see)
        raise refuse(text, people=people, matter=this.matter_id, ballot=f"{this.key}/{twice[0]}")


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


def signed(
    *,
    matter_id: str,
    meeting_id: str | None,
    person_id: str,
    choice: Choice,
    opinion: str | None,
    method: VoteMethod,
    sign: Sign,
) -> Action:
    """A member's own ballot on one matter of a meeting in session, bound to it and signed."""

    def act(unit: Unit) -> Plan:
        this = _round(unit, matter_id, meeting_id)
        if person_id in {one.person_id for one in this.ballots}:
            raise refuse(TWICE, person=unit.name(person_id))
        proposal, papers = binding_digests(unit, matter_id)
        ballot = Ballot(
            meeting_id=this.meeting.meeting_id,
            matter_id=matter_id,
            person_id=person_id,
            choice=choice,
            method=method,
            opinion=opinion,
            attestation=Attestation.SIGNED,
            binding=Binding(
                unit_id=unit.unit_id,
                matter_sha256=Digest(proposal),
                material_sha256s=tuple(Digest(one) for one in papers),
                nonce=secrets.token_hex(16),
            ),
        )
        told = {"meeting_id": ballot.meeting_id, "matter_id": matter_id}
        day = this.meeting.held_on
        under = signature(file_of(ballot), Purpose.BALLOT, person_id, sign, day, **told)
        return _plan(this, [ballot, under])

    return act


TWICE = N_("the ballot of {person} is on record already")


def secret(
    matter_id: str, meeting_id: str | None, numbers: Mapping[str, int], counters: Sequence[str]
) -> Action:
    """Record the count of a secret vote."""

    def act(unit: Unit) -> Plan:
        this = _round(unit, matter_id, meeting_id)
        refuse_strangers(counters, this.meeting, unit)
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
    matter_id: str,
    meeting_id: str | None,
    decider_id: str | None,
    choice: HeadChoice,
    reasons: str | None,
) -> Action:
    """Record what the head, or who presides, decided after discussion (DEC-18)."""

    def act(unit: Unit) -> Plan:
        this = _round(unit, matter_id, meeting_id)
        decision = HeadDecision(
            meeting_id=this.meeting.meeting_id,
            matter_id=matter_id,
            decider_id=decider_id or this.meeting.presiding_id,
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


def _plan(this: Round, puts: Sequence[Event]) -> Plan:
    summary = f"vote cast {this.key}: {sum(one.kind != 'signature' for one in puts)}"
    return Plan("vote cast", summary, this.meeting.held_on, puts)
