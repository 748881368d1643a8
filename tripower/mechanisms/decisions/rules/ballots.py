"""Rules on who votes, on what, and how plainly."""

from __future__ import annotations

from collections.abc import Iterator

from tripower.core.messages import N_
from tripower.core.numbers import at_least, least_more_than
from tripower.core.parameters import InForce
from tripower.core.rules import Hit, block, local, manual, reg, rule, violation
from tripower.core.unit import View
from tripower.mechanisms.decisions import tally as votes
from tripower.mechanisms.decisions.counting import may_vote, struck_ballots, voted_with
from tripower.mechanisms.decisions.records import (
    Ballot,
    Category,
    Choice,
    HeadDecision,
    Matter,
    Meeting,
    Outcome,
    SecretTally,
    WrittenOpinion,
)
from tripower.mechanisms.decisions.rounds import Round, rounds_of

UNCLEAR = (Choice.ABSTAIN, Choice.VOID)
"""What leaves open where a member stands on a person (DEC-10)."""


@rule(
    "DEC-08",
    N_("Only members in the room vote"),
    subject=Round,
    reads=[*votes.READS, WrittenOpinion],
    parameters=votes.PARAMETERS,
    basis=[
        local(N_("Written opinions of absent members are read out and not counted; no proxies."))
    ],
    says={
        "absent": (
            N_("{person} was not in the room for this matter, and a ballot is on record"),
            N_("The ballot does not count. What the member wrote may be read out as an opinion."),
        ),
        "outsider": (
            N_("{person} is not entitled to vote in this meeting, and a ballot is on record"),
            N_("The ballot does not count. Who attends without a vote may speak, not vote."),
        ),
        "counted": (
            N_("the written opinion of {person} was counted as a vote"),
            N_("Count again without it; keep the opinion with the papers of the matter."),
        ),
    },
)
def in_person(this: Round, see: View) -> Iterator[Hit]:
    """A vote is given in person, by a member entitled to vote who is in the room.

    Written opinions of absent members may be read out and are never counted. Nobody votes
    for another. Whoever left the room for a matter is absent for that matter. Observers
    have no vote.

    Why: a vote without having heard the discussion is no part of a collective decision, and
    a paper can be had from a member whom one would rather not have in the room.

    Example: of 7 members 5 are present and 3 vote yes. An absent member has sent "agree":
    still 3 votes in favour, 2×3 = 6 ≤ 7, rejected.
    """
    _, outside = struck_ballots(this, see.on(this.meeting.held_on))
    for ballot in this.ballots:
        if ballot.person_id in outside:
            member = ballot.person_id in this.meeting.entitled_ids
            yield violation(
                "absent" if member else "outsider",
                at=ballot,
                field="person_id",
                mark=ballot.person_id,
                person=see.name(ballot.person_id),
            )
    for opinion in this.written_opinions:
        if opinion.counted:
            person = see.name(opinion.person_id)
            yield violation(
                "counted", at=opinion, field="counted", mark=opinion.person_id, person=person
            )


@rule(
    "DEC-09",
    N_("Each matter and each person is voted on separately"),
    subject=Round,
    reads=[Meeting, Matter, Ballot, SecretTally, HeadDecision],
    basis=[
        reg(N_("Regulations on the appointment of leading cadres: one person after another.")),
        local(N_("Rules of other places: each matter is put to a vote of its own.")),
    ],
    says={
        "matters": (
            N_("{matters} were put to one vote"),
            N_("Vote on each of them separately, in a new round."),
        ),
        "personnel_matters": (
            N_("{matters} were put to one vote; for the personnel matter it is invalid"),
            N_("Vote on each of them separately, in a new round."),
        ),
        "persons": (
            N_("{number} persons were put to one vote: {persons}; it is invalid"),
            N_("Make a matter of each person and vote on them one by one."),
        ),
    },
)
def one_by_one(this: Round, _see: View) -> Iterator[Hit]:
    """Each matter has a vote of its own, in personnel each person.

    A vote on several persons at once is invalid. A vote on several other matters at once is
    a breach and stays countable.

    Why: in a bundle a wanted matter carries an unwanted one, and nobody can say afterwards
    who stood for what.

    Example: three appointments are passed by one show of hands: invalid. They go into three
    matters with three votes.
    """
    matter = this.matter
    personnel = matter is not None and matter.category is Category.PERSONNEL
    together = voted_with(this)
    if together:
        says = "personnel_matters" if personnel else "matters"
        yield violation(says, field="voted_together", matters=together)
    if matter is not None and len(set(matter.candidates)) > 1 and votes.cast(this):
        persons = list(dict.fromkeys(matter.candidates))
        yield violation(
            "persons", at=matter, field="candidates", number=len(persons), persons=persons
        )


@rule(
    "DEC-10",
    N_("Personnel: every member states a position, nothing is moved on the spot"),
    subject=Round,
    reads=votes.READS,
    parameters=[*votes.PARAMETERS, "dec.personnel_divided", "dec.reconsider"],
    basis=[
        local(N_("Rules of other places: each member says agree, disagree or defer.")),
        local(N_("Rules of other places: no motions on the spot; large disagreement defers.")),
    ],
    says={
        "impromptu": (
            N_("the personnel matter was moved in the meeting itself"),
            N_("Take it off the agenda and table it for a later meeting, with its materials."),
        ),
        "unclear": (
            N_("{person} said neither yes nor no nor defer, but: {choice}"),
            N_("Ask every member for yes, no or defer before the vote is closed."),
        ),
        "missing": (
            N_("{person} was present and stated no position"),
            N_("Ask every member for yes, no or defer before the vote is closed."),
        ),
        "secret_unclear": (
            N_("{number} ballots of the secret vote say neither yes nor no nor defer"),
            N_("Ask every member for yes, no or defer before the vote is closed."),
        ),
        "secret_missing": (
            N_("{number} of {voters} members who may vote handed in no ballot"),
            N_("Ask every member for yes, no or defer before the vote is closed."),
        ),
        "divided": (
            N_("{against} of {present} present voted no or to defer, and the matter passed"),
            N_("Judge whether the disagreement is large; if so, put the matter off."),
        ),
        "again": (
            N_(
                "passed on {day} and put to the vote again; {needed} of {entitled} must first agree"
            ),
            N_("See that so many members had agreed to reconsider it, and file the paper."),
        ),
    },
)
def personnel(this: Round, see: View) -> Iterator[Hit]:
    """In personnel every attending member who need not stand aside says yes, no or defer.

    Nobody abstains. Such a matter is never moved on the spot. Where members disagree widely
    or an important question is open, it is put off; whether that is so is for people to
    judge. Once passed it is reconsidered only if more than half of the members agree.

    Why: silence and surprise are how a choice made beforehand gets through.

    Example: 5 attend, 4 vote yes and 1 abstains: passed by 2×4 = 8 > 5, and a violation until
    the fifth has stated a position.
    """
    matter = this.matter
    if matter is None or matter.category is not Category.PERSONNEL:
        return
    if this.matter_id in this.meeting.impromptu:
        index = this.meeting.impromptu.index(this.matter_id)
        yield block("impromptu", field=f"impromptu.{index}")
    rules = see.on(this.meeting.held_on)
    if not votes.head_decides(this):
        yield from _unclear(this, rules, see)
        yield from _missing(this, rules, see)
    yield from _divided(this, rules)
    yield from _again(this, rules, see)


def _unclear(this: Round, rules: InForce, see: View) -> Iterator[Hit]:
    voters, sheet = may_vote(this, rules), this.secret_tally
    for ballot in this.ballots:
        if ballot.choice in UNCLEAR and ballot.person_id in voters:
            person, choice = see.name(ballot.person_id), ballot.choice
            yield violation(
                "unclear",
                at=ballot,
                field="choice",
                mark=ballot.person_id,
                person=person,
                choice=choice,
            )
    if sheet is not None and sheet.abstain + sheet.void > 0:
        number = sheet.abstain + sheet.void
        yield violation("secret_unclear", at=sheet, field="abstain", number=number)


def _missing(this: Round, rules: InForce, see: View) -> Iterator[Hit]:
    """Judged when the meeting is over and did not put the matter off without a vote."""
    if not this.closed or not votes.cast(this):
        return
    voters, sheet = may_vote(this, rules), this.secret_tally
    if sheet is not None:
        if sheet.collected < len(voters):
            number = len(voters) - sheet.collected
            yield violation(
                "secret_missing", at=sheet, field="collected", number=number, voters=len(voters)
            )
        return
    silent = voters - {ballot.person_id for ballot in this.ballots}
    for person_id in sorted(silent):
        yield violation("missing", field="present_ids", mark=person_id, person=see.name(person_id))


def _divided(this: Round, rules: InForce) -> Iterator[Hit]:
    counted = votes.tally(this)
    against, present = counted.count.no + counted.count.defer, counted.count.present
    if counted.result is not Outcome.PASSED or not this.closed or not against:
        return
    if at_least(against, present, rules.share("dec.personnel_divided")):
        yield manual("divided", field="agenda", against=against, present=present)


def _again(this: Round, rules: InForce, see: View) -> Iterator[Hit]:
    earlier = [one for one in rounds_of(see, this.matter_id) if one.number < this.number]
    if not earlier or not votes.cast(this):
        return
    if votes.tally(earlier[-1]).result is Outcome.PASSED:
        entitled = len(set(this.meeting.entitled_ids))
        needed = least_more_than(entitled, rules.share("dec.reconsider"))
        day = earlier[-1].day
        yield manual("again", field="agenda", day=day, needed=needed, entitled=entitled)
