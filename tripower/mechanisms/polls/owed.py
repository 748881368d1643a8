"""What a round of the poll still owes: its publication, the papers, a look at what was mended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tripower.core.answer import say
from tripower.core.district import unit_name
from tripower.core.dues import Due
from tripower.core.messages import N_
from tripower.core.unit import Sees
from tripower.mechanisms.polls.consequences import Proposal, proposals
from tripower.mechanisms.polls.listing import published_on
from tripower.mechanisms.polls.records import (
    Consequence,
    PollAcceptance,
    PollConsequence,
    PollResult,
    PollRound,
    PollTalk,
)


def owed(see: Sees, as_of: date) -> Iterator[Due]:
    """Everything the room's records show as still to be done on a day."""
    for this in see.all(PollRound):
        shown = published_on(this, see)
        if shown is None or shown > as_of:
            yield from _publication(this, see)
            continue
        days = see.on(shown).whole("pol.issue_workdays")
        by = see.calendar.add_workdays(shown, days)
        for one in proposals(this, see):
            yield from _paper(one, this, see, by)
        yield from _acceptances(this, see)


def _publication(this: PollRound, see: Sees) -> Iterator[Due]:
    result = see.get(PollResult, this.round_id)
    if result is not None:
        days = see.on(result.computed_on).whole("pol.publish_workdays")
        by = see.calendar.add_workdays(result.computed_on, days)
        what = say(N_("publish the ranking of {round}"), round=this.name)
        yield Due("POL-04", f"poll_round/{this.round_id}", what, None, by)


def _paper(one: Proposal, this: PollRound, see: Sees, by: date) -> Iterator[Due]:
    subject = f"poll_round/{this.round_id}/{one.unit_id}/{one.consequence}"
    told = {"unit": unit_name(see, one.unit_id), "consequence": say(one.consequence.label)}
    if one.manual:
        what = say(N_("decide for {unit}: {consequence}"), **told)
        yield Due(one.doubts[0].rule_id, subject, what, None, by)
    elif one.follows and not _issued(one, this, see):
        what = say(N_("issue for {unit}: {consequence}"), **told)
        yield Due(one.rule_id, subject, what, None, by)


def _issued(one: Proposal, this: PollRound, see: Sees) -> bool:
    """Whether its paper went out; of a talk, whether it was held with each."""
    key = f"{this.round_id}/{one.unit_id}"
    if one.consequence is Consequence.TALK:
        return all(see.get(PollTalk, f"{key}/{person}") is not None for person in one.people)
    return see.get(PollConsequence, f"{key}/{one.consequence}") is not None


def _acceptances(this: PollRound, see: Sees) -> Iterator[Due]:
    for paper in see.where(PollConsequence, round_id=this.round_id):
        if paper.consequence is not Consequence.RECTIFICATION or paper.due_on is None:
            continue
        checks = see.where(PollAcceptance, round_id=this.round_id, unit_id=paper.unit_id)
        if not any(one.accepted for one in checks):
            what = say(N_("look at what {unit} put right"), unit=unit_name(see, paper.unit_id))
            yield Due("POL-05", f"poll_consequence/{paper.key}", what, None, paper.due_on)
