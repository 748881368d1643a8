"""Rules on members who must stand aside."""

from __future__ import annotations

from collections.abc import Iterator

from tripower.core.messages import N_
from tripower.core.parameters import InForce
from tripower.core.rules import Hit, practice, reg, rule, violation
from tripower.core.unit import View
from tripower.mechanisms.decisions import tally as votes
from tripower.mechanisms.decisions.counting import (
    barred_from_vote,
    recused_members,
    stood_aside,
)
from tripower.mechanisms.decisions.records import RecusalDecider, SpeechKind
from tripower.mechanisms.decisions.rounds import Round


@rule(
    "DEC-11",
    N_("Whoever has an interest stands aside"),
    subject=Round,
    reads=votes.READS,
    parameters=votes.PARAMETERS,
    basis=[
        reg(N_("Civil Servants Law, arts. 74 and 76.")),
        practice(N_("Who decides on a recusal, and how the recused count.")),
    ],
    says={
        "voted": (
            N_("{person} had to stand aside and voted: {choice}"),
            N_("The ballot is taken out and the vote counted again without it."),
        ),
        "flipped": (
            N_("the ballots of those who had to stand aside changed the result: {inequality}"),
            N_("The vote is invalid. Vote again without them."),
        ),
        "decided": (
            N_("{person} had to stand aside and decided the matter as head"),
            N_("The decision is invalid. Let the member decide who presides in the head's place."),
        ),
        "spoke": (
            N_("{person} had to stand aside and gave an opinion in the discussion"),
            N_("Whoever stands aside leaves before the discussion; say so in the minutes."),
        ),
        "stayed": (
            N_("the matter touches the interest of {person}, who stayed in the room for it"),
            N_("Let the body decide on the recusal and record it with `tripower meeting recuse`."),
        ),
        "alone": (
            N_("{person} decided alone on a recusal that concerns the presiding member"),
            N_("Let the body decide on it."),
        ),
    },
)
def stand_aside(this: Round, see: View) -> Iterator[Hit]:
    """A member whose own interest or near relative is concerned takes no part in the matter.

    Near relatives are the spouse, lineal blood, collateral within three generations and
    near in-laws; any other bias counts as well. The body decides, the presiding member alone
    only on others. Such a member neither discusses nor votes; a ballot all the same is
    taken out, and where that changes the result, the vote is invalid. Whoever is on record
    as concerned and stays in the room for the matter breaks the rule even in silence.

    Why: nobody judges in their own cause, and a colleague in the room is hard to judge.

    Example: of 7 members 4 vote yes, one of them on a payment to a spouse: as cast 2×4 = 8 > 7,
    without that ballot 2×3 = 6 ≤ 7. The vote is invalid.
    """
    rules = see.on(this.meeting.held_on)
    yield from _voted(this, rules, see)
    yield from _discussed(this, see)
    yield from _stayed(this, rules, see)
    record = this.recusals_record
    for index, one in enumerate(this.recusals):
        own = one.person_id == this.meeting.presiding_id
        if own and one.decided_by is RecusalDecider.PRESIDING:
            person, field = see.name(one.person_id), f"recusals.{index}.decided_by"
            yield violation("alone", at=record, field=field, mark=one.person_id, person=person)


def _voted(this: Round, rules: InForce, see: View) -> Iterator[Hit]:
    barred = barred_from_vote(this, rules)
    for ballot in this.ballots:
        if ballot.person_id in barred:
            yield violation(
                "voted",
                at=ballot,
                field="person_id",
                mark=ballot.person_id,
                person=see.name(ballot.person_id),
                choice=ballot.choice,
            )
    decision = this.head_decision
    if votes.head_decides(this) and decision and decision.decider_id in barred:
        person = see.name(decision.decider_id)
        yield violation("decided", at=decision, field="decider_id", person=person)
    counted = votes.tally(this)
    if counted.flipped:
        both = next((d.inequality for d in counted.decided_by if d.rule_id == "DEC-11"), "")
        yield violation("flipped", field="agenda", inequality=both)


def _discussed(this: Round, see: View) -> Iterator[Hit]:
    aside, seen = stood_aside(this), set()
    for index, speech in enumerate(this.speeches):
        person_id = speech.person_id
        if speech.type_ is SpeechKind.OPINION and person_id in aside and person_id not in seen:
            seen.add(person_id)
            yield violation(
                "spoke",
                at=this.speeches_record,
                field=f"speeches.{index}.person_id",
                mark=person_id,
                person=see.name(person_id),
            )


def _stayed(this: Round, rules: InForce, see: View) -> Iterator[Hit]:
    """Concerned, in the room, no recusal on record; who voted or spoke is named for that."""
    matter = this.matter
    if matter is None or not this.closed or not votes.voted(this):
        return
    voters = {b.person_id for b in this.ballots} & barred_from_vote(this, rules)
    spoke = {s.person_id for s in this.speeches if s.type_ is SpeechKind.OPINION}
    quiet = (set(this.present_ids) & stood_aside(this)) - recused_members(this) - voters - spoke
    for index, person_id in enumerate(matter.concerns_ids):
        if person_id in quiet:
            field, person = f"concerns_ids.{index}", see.name(person_id)
            yield violation("stayed", at=matter, field=field, mark=person_id, person=person)
