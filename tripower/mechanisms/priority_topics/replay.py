"""Where a gate stands: its signatures in order, what counts, what is void, what is missing (WF).

One engine for every workflow of the register. What voids a signature is told with it. An answer
is about a moment: what had been signed by then.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import msgspec

from tripower.core.numbers import at_least, more_than
from tripower.core.unit import Sees
from tripower.mechanisms.priority_topics.gates import (
    Gate,
    Status,
    Void,
    gates_of,
    in_role,
    members,
)
from tripower.mechanisms.priority_topics.records import GateAction, SignResult, Stage, StageRule
from tripower.mechanisms.priority_topics.steps import (
    Moment,
    Step,
    content_sha256,
    later,
    may_precede,
    moment,
)


class State(msgspec.Struct, frozen=True):
    """Where a stage stands, and why.

    `counted` are the signatures that count, `void` maps the numbers of the others to what
    voids them. `roles` still sign, or `people` more do; `site` says that the record is missing.
    `rejected_by` is the signature by which it was rejected, until somebody signs anew.
    """

    gate: Gate
    status: Status
    round: int = 1
    passed: Moment | None = None
    counted: tuple[GateAction, ...] = ()
    void: dict[int, Void] = msgspec.field(default_factory=dict)
    roles: tuple[str, ...] = ()
    people: int = 0
    site: bool = False
    rejected_by: GateAction | None = None

    @property
    def stage(self) -> Stage:
        """The stage."""
        return self.gate.stage

    @property
    def open(self) -> bool:
        """Whether the step may not happen yet because of it."""
        return self.status in (Status.OPEN, Status.REJECTED)

    @property
    def entitled(self) -> int:
        """How many members the bodies that meet have, on the day of the last signature."""
        day = self.counted[-1].on if self.counted else self.gate.step.on
        return len(entitled(self.gate, day))

    @property
    def last_is_not_last(self) -> bool:
        """Whether another role signed after the one that is expected last."""
        last = [one for one in self.counted if one.role == self.stage.last]
        others = [one for one in self.counted if one.role != self.stage.last]
        return any(not may_precede(moment(a), moment(b)) for a in others for b in last)

    def voided(self, why: Void) -> list[str]:
        """Whose signatures that void, each person once."""
        found = (one for one in self.gate.actions if self.void.get(one.action_no) is why)
        return [*dict.fromkeys(one.person_id for one in found)]


def states(step: Step, see: Sees, by: Moment) -> list[State]:
    """Where each stage before a step stands by a moment."""
    return [state(gate) for gate in gates_of(step, see, by)]


def state(gate: Gate) -> State:
    """Where one stage stands by a moment."""
    if not gate.needed:
        return State(gate, Status.NOT_NEEDED)
    replayed = Replay(gate)
    for action in gate.actions:
        replayed.take(action)
    replayed.end()
    return replayed.state()


class Replay:
    """The signatures of one gate, taken in order."""

    def __init__(self, gate: Gate) -> None:
        self.gate = gate
        self.round = 1
        self.rejected_by: GateAction | None = None
        self.valid: list[GateAction] = []
        self.void: dict[int, Void] = {}

    def take(self, action: GateAction) -> None:
        """One signature more: it counts, is void, or reopens the stage.

        At a meeting a rejection is a vote; the stage is reopened when nobody can carry it any more.
        """
        void = self._stranger(action)
        if void is None and action.result is SignResult.REJECT and not self._meets:
            self._reopen(action)
            return
        void = void or self._weak(action)
        if void is not None:
            self.void[action.action_no] = void
            return
        if self.valid and self.valid[-1].content_sha256 != action.content_sha256:
            self._drop(Void.EDITED)
        self.valid.append(action)
        self.rejected_by = None
        if self._meets and self._lost():
            self._reopen(action)

    def end(self) -> None:
        """What was signed is no longer what the step says: nothing counts (WF-05)."""
        if self.valid and self.valid[-1].content_sha256 != content_sha256(self.gate.step):
            self._drop(Void.EDITED)

    def state(self) -> State:
        """What it comes to."""
        passed = self._passed()
        gate, stage = self.gate, self.gate.stage
        site_missing = stage.onsite and gate.site is None
        status = Status.REJECTED if self.rejected_by else Status.OPEN
        if passed is not None and not site_missing:
            status = Status.PASSED
            passed = later(passed, (gate.site.on, "")) if stage.onsite and gate.site else passed
        return State(
            gate,
            status,
            self.round,
            passed if status is Status.PASSED else None,
            tuple(self.valid),
            self.void,
            self._roles() if passed is None else (),
            self._more() if passed is None else 0,
            site_missing,
            self.rejected_by,
        )

    @property
    def _meets(self) -> bool:
        return self.gate.stage.rule is StageRule.MEETING

    def _stranger(self, action: GateAction) -> Void | None:
        """Why a signature is none of this round or of nobody who signs here."""
        rejects_ahead = action.result is SignResult.REJECT and action.round > self.round
        if action.round != self.round and not rejects_ahead:
            return Void.ROUND
        own = [one for one in self.gate.stage.participants if one.role == action.role]
        if not own:
            return Void.ROLE
        if self._meets:
            voters = members(own[0], action.on, self.gate.see, voting=True)
            return None if action.person_id in voters else Void.ROLE
        belongs = in_role(own[0], action.person_id, action.on, self.gate.see)
        return None if belongs else Void.ROLE

    def _weak(self, action: GateAction) -> Void | None:
        """Why a signature of one who signs here does not count all the same."""
        own = [one.role for one in self.valid if one.person_id == action.person_id]
        same = [one for one in self.valid if one.content_sha256 == action.content_sha256]
        if own and same:
            return Void.TWICE if action.role in own or self._meets else Void.TWO_ROLES
        if self.gate.stage.onsite and not action.onsite:
            return Void.OFFSITE
        if action.result is SignResult.ABSTAIN and not self._meets:
            return Void.ABSTAINED
        return None

    def _reopen(self, by: GateAction) -> None:
        self._drop(Void.REOPENED)
        self.round += 1
        self.rejected_by = by

    def _drop(self, why: Void) -> None:
        self.void |= {one.action_no: why for one in self.valid}
        self.valid = []

    def _passed(self) -> Moment | None:
        """The moment of the signature with which the stage was complete."""
        prefixes = (self.valid[: end + 1] for end in range(len(self.valid)))
        done = next((one for one in prefixes if self._complete(one)), None)
        if done is None:
            return None
        found = moment(done[0])
        for action in done[1:]:
            found = later(found, moment(action))
        return found

    def _complete(self, signed: Sequence[GateAction]) -> bool:
        stage, people = self.gate.stage, {one.person_id for one in signed}
        if len(people) < stage.min_people:
            return False
        if stage.rule is StageRule.ALL:
            return {one.role for one in signed} >= set(stage.roles)
        if stage.rule is StageRule.MEETING:
            whole = len(entitled(self.gate, signed[-1].on))
            reached = at_least(len(people), whole, _share(stage.quorum))
            return reached and more_than(_yes(signed), whole, _share(stage.pass_))
        return self._count(signed) >= _wanted(stage)

    def _lost(self) -> bool:
        """Whether those who have not voted yet could no longer carry it."""
        everyone = entitled(self.gate, self.valid[-1].on)
        left = len(set(everyone) - {one.person_id for one in self.valid})
        share = _share(self.gate.stage.pass_)
        return not more_than(_yes(self.valid) + left, len(everyone), share)

    def _roles(self) -> tuple[str, ...]:
        stage, signed = self.gate.stage, {one.role for one in self.valid}
        if stage.rule is StageRule.ALL:
            return tuple(role for role in stage.roles if role not in signed)
        return stage.roles

    def _more(self) -> int:
        """How many more have to sign, where their number is what counts."""
        stage, people = self.gate.stage, {one.person_id for one in self.valid}
        few = stage.min_people - len(people)
        if stage.rule is StageRule.ALL:
            return max(0, few) if not self._roles() else 0
        if stage.rule is StageRule.MEETING:
            return 0
        return max(_wanted(stage) - self._count(self.valid), few)

    def _count(self, signed: Sequence[GateAction]) -> int:
        """How many of the participants signed, or of the members where one body alone does."""
        if len(self.gate.stage.participants) > 1:
            return len({one.role for one in signed})
        return len({one.person_id for one in signed})


def entitled(gate: Gate, day: date) -> list[str]:
    """The members of the bodies that meet on a day, each once."""
    every = (members(one, day, gate.see, voting=True) for one in gate.stage.participants)
    return list(dict.fromkeys(person_id for found in every for person_id in found))


def _share(text: str | None) -> Fraction:
    """A share of a body; the whole where none is told, and more than that is never reached."""
    return Fraction(text) if text is not None else Fraction(1)


def _wanted(stage: Stage) -> int:
    return stage.k if stage.rule is StageRule.K_OF_N else 1


def _yes(signed: Sequence[GateAction]) -> int:
    return sum(one.result is SignResult.PASS for one in signed)
