"""What a round of the poll still owes: its publication, the papers, a look at what was mended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tripower.core.answer import say
from tripower.core.district import unit_name
from tripower.core.dues import Due
from tripower.core.messages import N_
from tripower.core.unit import Sees
from tripower.mechanisms.polls.consequences import (
    Proposal,
    accepted,
    issue_by,
    proposals,
    wanting,
)
from tripower.mechanisms.polls.listing import publish_by, published_on
from tripower.mechanisms.polls.records import Consequence, PollConsequence, PollResult, PollRound


def owed(see: Sees, as_of: date) -> Iterator[Due]:
    """Everything the room's records show as still to be done on a day."""
    for this in see.all(PollRound):
        shown = published_on(this, see)
        if shown is None or shown > as_of:
            yield from _publication(this, see)
            continue
        by = issue_by(shown, see)
        for one in proposals(this, see):
            yield from _paper(one, this, see, by)
        yield from _acceptances(this, see)


def _publication(this: PollRound, see: Sees) -> Iterator[Due]:
    result = see.get(PollResult, this.round_id)
    if result is not None:
        what = say(N_("publish the ranking of {round}"), round=this.name)
        by = publish_by(result, see)
        yield Due("POL-04", f"poll_round/{this.round_id}", what, None, by)


def _paper(one: Proposal, this: PollRound, see: Sees, by: date) -> Iterator[Due]:
    subject = f"poll_round/{this.round_id}/{one.unit_id}/{one.consequence}"
    told = {"unit": unit_name(see, one.unit_id), "consequence": say(one.consequence.label)}
    if one.manual:
        what = say(N_("decide for {unit}: {consequence}"), **told)
        yield Due(one.doubts[0].rule_id, subject, what, None, by)
    elif one.follows and wanting(one, this, see):
        what = say(N_("issue for {unit}: {consequence}"), **told)
        yield Due(one.rule_id, subject, what, None, by)


def _acceptances(this: PollRound, see: Sees) -> Iterator[Due]:
    for paper in see.where(PollConsequence, round_id=this.round_id):
        if paper.consequence is not Consequence.RECTIFICATION or paper.due_on is None:
            continue
        if not accepted(paper, see):
            what = say(N_("look at what {unit} put right"), unit=unit_name(see, paper.unit_id))
            yield Due("POL-05", f"poll_consequence/{paper.key}", what, None, paper.due_on)
