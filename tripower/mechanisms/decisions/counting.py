"""Counting a vote: who is entitled and present, which ballots count (DEC-05, DEC-07, DEC-11)."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import msgspec

from tripower.core.numbers import at_least, least_at_least
from tripower.core.parameters import InForce
from tripower.mechanisms.decisions.records import Category, Choice, SecretTally
from tripower.mechanisms.decisions.rounds import Round


class Count(msgspec.Struct, frozen=True):
    """The numbers of one vote; `struck` ballots were cast but do not count.

    `denominator` is the number that the votes in favour are compared with: all entitled,
    less the recused where the parameter says so.
    """

    entitled: int
    present: int
    denominator: int
    yes: int
    no: int
    abstain: int
    defer: int
    void: int
    recused: int
    struck: int


def quorum_share(this: Round, rules: InForce) -> Fraction:
    """The share that must be present: the body's, for personnel never below its own."""
    share = rules.share(f"dec.quorum.{this.meeting.body.value}")
    matter = this.matter
    if matter is not None and matter.category is Category.PERSONNEL:
        return max(share, rules.share("dec.quorum.personnel"))
    return share


def quorum_needed(entitled: int, share: Fraction) -> int:
    """How many must be present; at least one, since a body of nobody never decides (DEC-05)."""
    return max(1, least_at_least(entitled, share))


def quorate(counted: Count, share: Fraction) -> bool:
    """Whether enough members are present; a body of nobody never is (DEC-05)."""
    return counted.entitled > 0 and at_least(counted.present, counted.entitled, share)


def stood_aside(this: Round) -> set[str]:
    """Members recused, and members whose own interest the matter touches (DEC-11)."""
    recused, matter = recused_members(this), this.matter
    if matter is None or not matter.concerns_ids:
        return recused
    return recused | (set(matter.concerns_ids) & set(this.meeting.entitled_ids))


def recused_members(this: Round) -> set[str]:
    """Members whose recusal is on record."""
    if not this.recusals:
        return set()
    return {one.person_id for one in this.recusals} & set(this.meeting.entitled_ids)


def present_for_quorum(this: Round, rules: InForce) -> set[str]:
    """Entitled members who count as present; those who stand aside by the parameter (DEC-11)."""
    present = set(this.present_ids) & set(this.meeting.entitled_ids)
    if rules.text("dec.recusal_quorum") == "exclude":
        return present - stood_aside(this)
    return present | (recused_members(this) & set(this.meeting.present_ids))


def barred_from_vote(this: Round, rules: InForce) -> set[str]:
    """Members who must not vote on the matter; none where they miss only the deliberation."""
    only_deliberation = rules.text("dec.recusal_scope") == "deliberation_only"
    return set() if only_deliberation else stood_aside(this)


def may_vote(this: Round, rules: InForce) -> set[str]:
    """Entitled members who are in the room when the vote is taken and need not stand aside.

    Where the recused miss only the deliberation, they come back into the room for the vote.
    """
    back = stood_aside(this) & set(this.meeting.present_ids)
    in_room = (set(this.present_ids) | back) & set(this.meeting.entitled_ids)
    return in_room - barred_from_vote(this, rules)


def struck_ballots(this: Round, rules: InForce) -> tuple[set[str], set[str]]:
    """Who voted and must not count: those recused or concerned; those not entitled or absent."""
    voters = {ballot.person_id for ballot in this.ballots}
    barred = voters & barred_from_vote(this, rules)
    return barred, voters - barred - may_vote(this, rules)


def count(this: Round, rules: InForce, *, strike: bool = True) -> Count:
    """Count one vote; `strike=False` leaves in the ballots of the recused, for comparison."""
    barred, outside = struck_ballots(this, rules)
    out = (barred if strike else set()) | outside
    choices = _choices(this, out)
    return Count(
        entitled=len(set(this.meeting.entitled_ids)),
        present=len(present_for_quorum(this, rules)),
        denominator=denominator(this, rules, recused_members(this)),
        yes=choices[Choice.YES],
        no=choices[Choice.NO],
        abstain=choices[Choice.ABSTAIN],
        defer=choices[Choice.DEFER],
        void=choices[Choice.VOID],
        recused=len(recused_members(this)),
        struck=len(out),
    )


def denominator(this: Round, rules: InForce, recused: set[str]) -> int:
    """All entitled; less the recused who do not vote, where the parameter says so (DEC-11).

    A count gives it those recused on record only, for a smaller whole makes passing easier.
    Who may vote after the deliberation stays in it: nobody is in the votes and not in the whole.
    """
    entitled = set(this.meeting.entitled_ids)
    if rules.text("dec.recusal_denominator") == "reduce":
        entitled -= recused & barred_from_vote(this, rules)
    return len(entitled)


def _choices(this: Round, struck: set[str]) -> Counter[Choice]:
    sheet = this.secret_tally
    if sheet is not None:
        return Counter(
            {
                Choice.YES: sheet.yes,
                Choice.NO: sheet.no,
                Choice.ABSTAIN: sheet.abstain,
                Choice.DEFER: sheet.defer,
                Choice.VOID: sheet.void,
            }
        )
    return Counter(b.choice for b in this.ballots if b.person_id not in struck)


def adds_up(sheet: SecretTally) -> bool:
    """Whether the numbers on the sheet of a secret vote are possible at all (DEC-07)."""
    parts = (sheet.yes, sheet.no, sheet.abstain, sheet.defer, sheet.void)
    return min(parts) >= 0 and sum(parts) == sheet.collected <= sheet.issued


def sheet_holds(this: Round, rules: InForce) -> bool:
    """Whether a secret vote can be relied on: it adds up, and nobody else got a ballot.

    A ballot too many cannot be taken out again, since nobody knows which one it was.
    """
    sheet = this.secret_tally
    if sheet is None:
        return True
    return adds_up(sheet) and sheet.issued <= len(may_vote(this, rules))


def counted_twice(this: Round) -> bool:
    """Whether ballots by name and a secret sheet are both on record for one vote."""
    return this.secret_tally is not None and bool(this.ballots)


def all_voted(this: Round, rules: InForce) -> bool:
    """Whether everybody who may vote has done so, so that the count cannot change any more."""
    voters = {ballot.person_id for ballot in this.ballots}
    return this.secret_tally is not None or may_vote(this, rules) <= voters


def voted_with(this: Round) -> list[str]:
    """The matters that were put to one vote, this one included; empty where it stood alone."""
    for group in this.meeting.voted_together:
        if this.matter_id in group and len(set(group)) > 1:
            return list(dict.fromkeys(group))
    return []


def bundled(this: Round) -> bool:
    """Whether several matters, or several persons, were put to one vote (DEC-09)."""
    matter = this.matter
    return bool(voted_with(this)) or (matter is not None and len(set(matter.candidates)) > 1)


def close_vote(counted: Count, rules: InForce) -> bool:
    """Whether yes and no are so near each other that deferring is advised (DEC-12)."""
    if counted.entitled < rules.whole("dec.close_min_entitled"):
        return False
    return abs(counted.yes - counted.no) <= rules.whole("dec.close_margin")
