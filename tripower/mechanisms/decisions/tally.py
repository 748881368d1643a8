"""Judging a vote: what is needed, what comes out, and which rule decided it (DEC-05 to DEC-18).

Everything is compared in integers; each step that decides is written out as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import msgspec
from msgspec.structs import replace

from tripower.core.numbers import (
    inequality_at_least,
    inequality_more_than,
    least_more_than,
    more_than,
)
from tripower.core.parameters import InForce
from tripower.core.people import Position
from tripower.core.records import Record
from tripower.mechanisms.decisions import speaking
from tripower.mechanisms.decisions.counting import (
    Count,
    barred_from_vote,
    bundled,
    close_vote,
    count,
    counted_twice,
    quorate,
    quorum_needed,
    quorum_share,
    sheet_holds,
)
from tripower.mechanisms.decisions.records import (
    Attendance,
    Ballot,
    Category,
    DecisionModel,
    EmergencyDecision,
    Form,
    HeadChoice,
    HeadDecision,
    Matter,
    Meeting,
    Outcome,
    Recusals,
    SecretTally,
    Speeches,
)
from tripower.mechanisms.decisions.rounds import Round

READS: tuple[type[Record], ...] = (
    Meeting,
    Matter,
    Attendance,
    Recusals,
    Speeches,
    Ballot,
    SecretTally,
    HeadDecision,
    EmergencyDecision,
    Position,
)
PARAMETERS = (
    "dec.quorum.team",
    "dec.quorum.party_group",
    "dec.quorum.government_meeting",
    "dec.quorum.personnel",
    "dec.pass",
    "dec.recusal_scope",
    "dec.recusal_denominator",
    "dec.recusal_quorum",
    "dec.close_margin",
    "dec.close_min_entitled",
    "dec.close_split_action",
    "dec.defer_vote",
    *speaking.PARAMETERS,
)


class Decider(msgspec.Struct, frozen=True):
    """A rule that had a part in the result, with its inequality and whether it holds."""

    rule_id: str
    inequality: str
    holds: bool


class Tally(msgspec.Struct, frozen=True):
    """A vote as counted and judged. `result` is None while nobody has voted."""

    count: Count
    quorum_needed: int
    quorum_reached: bool
    yes_needed: int
    result: Outcome | None
    decided_by: tuple[Decider, ...]
    close: bool
    flipped: bool
    procedural_defect: tuple[str, ...]

    @property
    def put_off_as_close(self) -> bool:
        """Whether the unit's own rule deferred it because the vote was close (DEC-12)."""
        return any(step.rule_id == "DEC-12" for step in self.decided_by)

    @property
    def could_be_put_off(self) -> bool:
        """Whether it was close and there is still something to put off (DEC-12)."""
        return self.close and self.result not in (None, Outcome.INVALID, Outcome.DEFERRED)


def tally(this: Round) -> Tally:
    """Count and judge one vote by the parameters in force on the day of the meeting."""
    named = (this.meeting, this.matter_id)
    return this.see.once("tally", named, lambda see: _tally(replace(this, see=see)))


def _tally(this: Round) -> Tally:
    rules = this.see.on(this.meeting.held_on)
    counted = count(this, rules)
    share, majority = quorum_share(this, rules), rules.share("dec.pass")
    result, decided_by = _result(this, counted, rules)
    return Tally(
        count=counted,
        quorum_needed=quorum_needed(counted.entitled, share),
        quorum_reached=quorate(counted, share),
        yes_needed=least_more_than(counted.denominator, majority),
        result=_of_emergency(this, result),
        decided_by=tuple(decided_by),
        close=_is_close(this, counted, rules),
        flipped=_flips(this, counted, rules),
        procedural_defect=("DEC-06",) if speaking.speaking(this).early is not None else (),
    )


def cast(this: Round) -> bool:
    """Whether what decides has been given: ballots or a sheet; or the head's word (DEC-18)."""
    if head_decides(this):
        return this.head_decision is not None
    return bool(this.ballots) or this.secret_tally is not None


def put_off(this: Round) -> bool:
    """Whether the meeting put the matter off."""
    return any(one.matter_id == this.matter_id for one in this.meeting.deferred)


def voted(this: Round) -> bool:
    """Whether anything has been recorded that decides the matter."""
    return cast(this) or put_off(this)


def head_decides(this: Round) -> bool:
    """Whether the head decides after discussion, instead of the vote (DEC-18)."""
    return this.meeting.decision_model is DecisionModel.HEAD_AFTER_DISCUSSION


def _ratifies(this: Round) -> bool:
    """Whether the vote is on what one person had decided before (DEC-14)."""
    decision = this.see.get(EmergencyDecision, this.matter_id)
    return decision is not None and decision.decided_on <= this.meeting.held_on


def _is_close(this: Round, counted: Count, rules: InForce) -> bool:
    if head_decides(this) or not cast(this) or _ratifies(this):
        return False
    return close_vote(counted, rules)


def _flips(this: Round, counted: Count, rules: InForce) -> bool:
    """Whether the ballots of those who had to stand aside changed the result (DEC-11)."""
    if head_decides(this) or not counted.struck:
        return False
    majority = rules.share("dec.pass")
    as_cast = count(this, rules, strike=False)
    return _passes(as_cast, majority) != _passes(counted, majority)


def _passes(counted: Count, majority: Fraction) -> bool:
    return more_than(counted.yes, counted.denominator, majority)


def _result(this: Round, counted: Count, rules: InForce) -> tuple[Outcome | None, list[Decider]]:
    """The result and what decided it: first what makes a vote invalid, then the vote."""
    if not voted(this):
        return None, []
    steps = list(_conditions(this, counted, rules))
    if not all(step.holds for step in steps):
        return Outcome.INVALID, steps
    if put_off(this):
        return Outcome.DEFERRED, [*steps, Decider("DEC-13", "deferred", True)]
    if head_decides(this):
        return _head_decides(this, steps)
    return _vote(counted, rules, steps, close=_is_close(this, counted, rules))


def _conditions(this: Round, counted: Count, rules: InForce) -> Iterator[Decider]:
    """What a valid result needs; to put a matter off without a vote needs only a meeting."""
    if this.meeting.form is not Form.MEETING:
        yield Decider("DEC-15", this.meeting.form.value, False)
    if not cast(this):
        return
    share = quorum_share(this, rules)
    text, _ = inequality_at_least(counted.present, counted.entitled, share)
    yield Decider("DEC-05", text, quorate(counted, share))
    matter, sheet = this.matter, this.secret_tally
    if head_decides(this):
        yield from _head_may_decide(this, rules)
        return
    if sheet is not None and not (sheet_holds(this, rules) and not counted_twice(this)):
        yield Decider("DEC-07", _sheet(sheet), False)
    if bundled(this) and matter is not None and matter.category is Category.PERSONNEL:
        yield Decider("DEC-09", "bundled", False)
    if _flips(this, counted, rules):
        yield Decider("DEC-11", _flip(this, counted, rules), False)


def _head_may_decide(this: Round, rules: InForce) -> Iterator[Decider]:
    """A head whose own interest the matter touches cannot decide it (DEC-11)."""
    decision = this.head_decision
    if decision is not None and decision.decider_id in barred_from_vote(this, rules):
        yield Decider("DEC-11", decision.choice.value, False)


def _head_decides(this: Round, steps: list[Decider]) -> tuple[Outcome | None, list[Decider]]:
    decision = this.head_decision
    if decision is None:
        return None, steps
    outcome = {
        HeadChoice.PASS: Outcome.PASSED,
        HeadChoice.REJECT: Outcome.REJECTED,
        HeadChoice.DEFER: Outcome.DEFERRED,
    }[decision.choice]
    return outcome, [*steps, Decider("DEC-18", decision.choice.value, True)]


def _vote(
    counted: Count, rules: InForce, steps: list[Decider], *, close: bool
) -> tuple[Outcome, list[Decider]]:
    majority = rules.share("dec.pass")
    text, passed = inequality_more_than(counted.yes, counted.denominator, majority)
    steps = [*steps, Decider("DEC-07", text, passed)]
    if close and rules.text("dec.close_split_action") == "defer":
        return Outcome.DEFERRED, [*steps, Decider("DEC-12", _difference(counted), True)]
    if passed:
        return Outcome.PASSED, steps
    text, most_defer = inequality_more_than(counted.defer, counted.denominator, majority)
    if most_defer and rules.text("dec.defer_vote") == "defer":
        return Outcome.DEFERRED, [*steps, Decider("DEC-13", text, True)]
    return Outcome.REJECTED, steps


def _flip(this: Round, counted: Count, rules: InForce) -> str:
    """The comparison with the ballots that must not count, and without them."""
    majority = rules.share("dec.pass")
    both = (count(this, rules, strike=False), counted)
    texts = [inequality_more_than(one.yes, one.denominator, majority)[0] for one in both]
    return " → ".join(texts)


def _difference(counted: Count) -> str:
    return f"|{counted.yes}−{counted.no}| = {abs(counted.yes - counted.no)}"


def _sheet(sheet: SecretTally) -> str:
    parts = f"{sheet.yes}+{sheet.no}+{sheet.abstain}+{sheet.defer}+{sheet.void}"
    return f"{parts} / {sheet.collected} / {sheet.issued}"


def _of_emergency(this: Round, result: Outcome | None) -> Outcome | None:
    """A vote on an emergency decision ratifies it or does not (DEC-14)."""
    if result is None or not _ratifies(this):
        return result
    renamed = {Outcome.PASSED: Outcome.RATIFIED, Outcome.REJECTED: Outcome.NOT_RATIFIED}
    return renamed.get(result, result)
