"""Rules on what follows from a rank: all of it, nothing else, by the right hand (POL-05, 06)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from tripower.core.district import unit_name
from tripower.core.messages import N_
from tripower.core.rules import Hit, practice, rule, seed, violation, warning
from tripower.core.unit import View
from tripower.mechanisms.polls import listing
from tripower.mechanisms.polls.consequences import (
    PARAMETERS,
    READS,
    Proposal,
    accepted,
    award_year,
    issue_by,
    proposals,
    rectify_by,
    ruled,
    wanting,
)
from tripower.mechanisms.polls.records import (
    Consequence,
    PollAcceptance,
    PollConsequence,
    PollRemoval,
    PollRound,
    PollTalk,
)

FIRST_AND_LAST = seed(
    N_(
        "The first three are proposed for commendation; the last three come under priority "
        "oversight, their heads are talked to by the district's Party leader, they have to put "
        "things right, and unit and head lose the year's awards."
    )
)


@rule(
    "POL-05",
    N_("What the rules attach to a rank is done, and nothing else"),
    subject=PollRound,
    reads=[*READS, PollConsequence, PollTalk, PollAcceptance],
    parameters=[*PARAMETERS, "pol.issue_workdays", "pol.talkers"],
    acts=[PollConsequence],
    basis=[
        FIRST_AND_LAST,
        practice(N_("The days within which papers go out and things are put right are ours.")),
    ],
    says={
        "not_issued": (
            N_("no paper is on record for {unit}: {consequence}; due by {due}"),
            N_("Issue the paper and record it, or record what was decided (`poll_ruling`)."),
        ),
        "no_talk": (
            N_("nobody has talked to {person} of {unit}; due by {due}"),
            N_("Have the district's Party leader hold the talk, and record it."),
        ),
        "talker": (
            N_("{talker} ({post}) held the talk with {person}"),
            N_("The district's Party leader holds the talk, nobody else; have it held again."),
        ),
        "no_ground": (
            N_("{unit} got a paper ({consequence}) for which its rank gives no ground"),
            N_("Withdraw the paper."),
        ),
        "undecided": (
            N_(
                "{unit} got a paper ({consequence}), and whether it applies is for people to decide"
            ),
            N_("Record what the competent body decided (`poll_ruling`)."),
        ),
        "no_day": (
            N_("the paper sets {unit} no day by which things are put right"),
            N_("Set a day; by default it is {due}."),
        ),
        "long": (
            N_("{unit} has until {day} to put things right; by default it is {due}"),
            N_("Set an earlier day, or other days in the parameters."),
        ),
        "year": (
            N_("{unit} loses the awards of {told}; the round is of {right}"),
            N_("Correct the paper."),
        ),
        "no_head": (
            N_("{unit} loses its awards, and the paper does not name its head"),
            N_("Unit and head lose the awards: name who headed it during the fieldwork."),
        ),
        "not_accepted": (
            N_("{unit} had until {day} to put things right, and nothing was accepted"),
            N_("Look at what was done, and record it (`record new poll_acceptance`)."),
        ),
    },
)
def consequences_drawn(this: PollRound, see: View) -> Iterator[Hit]:
    """What follows from the first and the last ranks is issued, and only that.

    The first three are proposed for commendation. The last three come under priority oversight,
    the district's Party leader talks to the head, things are put right within ninety days, and
    unit and head lose the awards of the year. Papers go out within twenty working days of the
    publication. What is for people to decide waits for their decision.

    Why: a consequence that comes for some and not for others is a favour.

    Example: a talk held by a deputy leader or by the commission for discipline inspection:
    violation. A unit that is fourth from the bottom under priority oversight: violation.
    """
    drawn = proposals(this, see)
    shown = listing.published_on(this, see)
    if shown is not None:
        due = issue_by(shown, see)
        if see.as_of > due:
            yield from _wanting(this, drawn, due, see)
    for talk in see.where(PollTalk, round_id=this.round_id):
        yield from _talk(talk, this, drawn, see)
    for paper in see.where(PollConsequence, round_id=this.round_id):
        yield from _paper(paper, this, drawn, see)


def _wanting(this: PollRound, drawn: tuple[Proposal, ...], due: date, see: View) -> Iterator[Hit]:
    for one in (each for each in drawn if each.follows):
        told: dict[str, Any] = {"unit": unit_name(see, one.unit_id), "due": due}
        for person_id in wanting(one, this, see):
            if person_id is None:
                mark = f"{one.unit_id}/{one.consequence}"
                yield violation("not_issued", mark=mark, consequence=one.consequence, **told)
            else:
                mark = f"{one.unit_id}/{person_id}"
                yield violation("no_talk", mark=mark, person=see.name(person_id), **told)


def _of(unit_id: str, which: Consequence, drawn: tuple[Proposal, ...]) -> Proposal | None:
    found = (one for one in drawn if one.unit_id == unit_id and one.consequence is which)
    return next(found, None)


def _grounded(
    record: PollConsequence | PollTalk, this: PollRound, drawn: tuple[Proposal, ...], see: View
) -> Iterator[Hit]:
    """Whether the rank, or the decision of the competent body, gives a ground for it."""
    which = record.consequence if isinstance(record, PollConsequence) else Consequence.TALK
    told: dict[str, Any] = {"unit": unit_name(see, record.unit_id), "consequence": which}
    proposal = _of(record.unit_id, which, drawn)
    table = listing.list_of(record.unit_id, this, see)
    if proposal is None and table is not None and table.all_equal:
        if not ruled(this, record.unit_id, which, see):
            yield warning("undecided", at=record, field="unit_id", mark=record.key, **told)
    elif proposal is None or proposal.ruled is False:
        yield violation("no_ground", at=record, field="unit_id", mark=record.key, **told)
    elif proposal.manual:
        yield warning("undecided", at=record, field="unit_id", mark=record.key, **told)


def _talk(talk: PollTalk, this: PollRound, drawn: tuple[Proposal, ...], see: View) -> Iterator[Hit]:
    yield from _grounded(talk, this, drawn, see)
    if talk.talker_post not in see.on(talk.held_on).words("pol.talkers"):
        told: dict[str, Any] = {"talker": talk.talker, "post": talk.talker_post}
        told["person"] = see.name(talk.person_id)
        yield violation("talker", at=talk, field="talker_post", mark=talk.key, **told)


def _paper(
    paper: PollConsequence, this: PollRound, drawn: tuple[Proposal, ...], see: View
) -> Iterator[Hit]:
    if paper.consequence is Consequence.REMOVAL:  # POL-06
        return
    yield from _grounded(paper, this, drawn, see)
    where: dict[str, Any] = {"at": paper, "mark": paper.key, "unit": unit_name(see, paper.unit_id)}
    if paper.consequence is Consequence.RECTIFICATION:
        yield from _rectification(paper, where, see)
    if paper.consequence is Consequence.AWARD_BAN:
        right = award_year(this)
        if paper.award_year not in (None, right):
            years: dict[str, Any] = {"told": paper.award_year, "right": right}
            yield violation("year", field="award_year", **where, **years)
        if paper.person_id is None:
            yield violation("no_head", field="consequence", **where)


def _rectification(paper: PollConsequence, where: dict[str, Any], see: View) -> Iterator[Hit]:
    due = rectify_by(paper.issued_on, see)
    if paper.due_on is None:
        yield warning("no_day", field="issued_on", **where, due=due)
        return
    if paper.due_on > due:
        yield warning("long", field="due_on", **where, day=paper.due_on, due=due)
    if see.as_of > paper.due_on and not accepted(paper, see):
        yield warning("not_accepted", field="due_on", **where, day=paper.due_on)


@rule(
    "POL-06",
    N_("A removal is proposed only for who was the single last twice running"),
    subject=PollRound,
    reads=[*READS, PollConsequence, PollRemoval],
    parameters=PARAMETERS,
    acts=[PollConsequence],
    basis=[seed(N_("The head of a unit that is last in two rounds running is removed."))],
    says={
        "not_twice": (
            N_("a removal is on record for {unit}, which was not last in two rounds running"),
            N_("Withdraw it: to be among the last three is not to be the last."),
        ),
        "undecided": (
            N_("a removal is on record for {unit}, and a person must decide first: {why}"),
            N_("Record what the competent body decided (`poll_ruling`)."),
        ),
    },
)
def last_means_last(this: PollRound, see: View) -> Iterator[Hit]:
    """The last (末位) is the single lowest of its list, and not one of the last three.

    A unit that was among the last three twice, and last once, gives no ground to propose the
    removal of its head. Where the rules leave it to people, their decision is on record first.

    Why: a post is lost over this, so it must be the case that the rule names.

    Example: second from the bottom, then last: no removal. Last as 水利局, then last as the
    renamed 水利和水务局 under the same head: a removal is proposed.
    """
    drawn = proposals(this, see)
    papers = see.where(PollConsequence, round_id=this.round_id, consequence=Consequence.REMOVAL)
    removals = see.where(PollRemoval, round_id=this.round_id)
    both: list[PollConsequence | PollRemoval] = [*papers, *removals]
    for one in both:
        proposal = _of(one.unit_id, Consequence.REMOVAL, drawn)
        where: dict[str, Any] = {"at": one, "field": "unit_id", "mark": "/".join(one.subject)}
        where["unit"] = unit_name(see, one.unit_id)
        if proposal is None or proposal.ruled is False:
            yield violation("not_twice", **where)
        elif proposal.manual:
            yield warning("undecided", **where, why=proposal.doubts[0].text)
