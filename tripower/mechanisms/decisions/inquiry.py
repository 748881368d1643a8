"""A decision that is looked into, with everything on record about it by a day (ACC)."""

from __future__ import annotations

from datetime import date
from functools import cached_property

import msgspec

from tripower.core.parameters import InForce
from tripower.core.records import Record
from tripower.core.unit import Sees
from tripower.mechanisms.decisions import tally as votes
from tripower.mechanisms.decisions.counting import struck_ballots
from tripower.mechanisms.decisions.execution import ADOPTED
from tripower.mechanisms.decisions.records import (
    Ballot,
    ChangeOfDecision,
    ChangeType,
    Dissent,
    EmergencyDecision,
    Execution,
    Matter,
    Minutes,
    MinutesItem,
    Outcome,
)
from tripower.mechanisms.decisions.rounds import Round, rounds_of
from tripower.mechanisms.power_split.records import ApprovalAction, Step

READS: tuple[type[Record], ...] = (
    *votes.READS,
    ApprovalAction,
    ChangeOfDecision,
    Execution,
    Minutes,
)
PARAMETERS = votes.PARAMETERS
APPROVING = (Step.APPROVE, Step.COSIGN)


class Inquiry(msgspec.Struct, frozen=True, dict=True):
    """A matter whose decision is looked into, as the records stood by a day."""

    matter: Matter
    see: Sees
    by: date

    @cached_property
    def round(self) -> Round | None:
        """The round that decided: the last that adopted it, else one with a result, else any."""
        held = [one for one in self.rounds if votes.tally(one).result is not None]
        adopted = [one for one in held if votes.tally(one).result in ADOPTED]
        return next(iter(reversed(adopted or held or self.rounds)), None)

    @cached_property
    def rounds(self) -> list[Round]:
        """All rounds by the day, in order."""
        return [one for one in rounds_of(self.see, self.matter.matter_id) if one.day <= self.by]

    @property
    def tally(self) -> votes.Tally | None:
        """The count of the deciding round."""
        return votes.tally(self.round) if self.round else None

    @property
    def result(self) -> Outcome | None:
        """What the deciding round gave."""
        return self.tally.result if self.tally else None

    @property
    def adopted_on(self) -> date | None:
        """The day on which a meeting adopted the matter."""
        return self.round.day if self.round and self.result in ADOPTED else None

    @property
    def taken(self) -> bool:
        """Whether enough voted yes; also in an invalid vote that was taken for a decision."""
        counted = self.tally
        if counted is None:
            return False
        invalid = counted.result is Outcome.INVALID and counted.count.yes >= counted.yes_needed
        return counted.result in ADOPTED or invalid

    @property
    def secret(self) -> bool:
        """Whether the vote was secret, so that no ballot has a name."""
        return self.round is not None and not self.round.ballots and bool(self.round.secret_tally)

    @property
    def rules(self) -> InForce:
        """The parameters in force on the day of the decision (VER-01)."""
        return self.see.on(self.day)

    @cached_property
    def day(self) -> date:
        """The day of the decision: the meeting's, else the emergency's, the first act's."""
        if self.round is not None:
            return self.round.day
        if self.emergency is not None:
            return self.emergency.decided_on
        begun = [self.execution.started_on] if self.execution else []
        return min([one.on for one in self.actions] + begun, default=self.matter.proposed_on)

    @property
    def emergency(self) -> EmergencyDecision | None:
        """What one person decided in an emergency."""
        found = self.see.get(EmergencyDecision, self.matter.matter_id)
        return found if found is not None and found.decided_on <= self.by else None

    @property
    def execution(self) -> Execution | None:
        """Who began to carry it out."""
        found = self.see.get(Execution, self.matter.matter_id)
        return found if found is not None and found.started_on <= self.by else None

    @cached_property
    def actions(self) -> list[ApprovalAction]:
        """The approvals and payments that name the matter."""
        found = self.see.where(ApprovalAction, matter_id=self.matter.matter_id)
        return [one for one in found if one.on <= self.by]

    @cached_property
    def minutes(self) -> Minutes | None:
        """The minutes of the deciding round that were issued by the day."""
        if self.round is None:
            return None
        held = self.see.where(Minutes, meeting_id=self.round.meeting.meeting_id)
        issued = [one for one in held if not one.draft and one.issued_on <= self.by]
        return max(issued, key=lambda one: (one.issued_on, one.minutes_id), default=None)

    @property
    def item(self) -> MinutesItem | None:
        """What these minutes say of the matter."""
        return self._item(self.minutes)

    def _item(self, minutes: Minutes | None) -> MinutesItem | None:
        items = minutes.items if minutes else ()
        return next((one for one in items if one.matter_id == self.matter.matter_id), None)

    @cached_property
    def alone(self) -> tuple[str, ...]:
        """Who decided alone: in an emergency, or as head after discussion (DEC-18)."""
        found = [self.emergency.decider_id] if self.emergency else []
        head = self.round.head_decision if self.round else None
        if head is not None and self.result in ADOPTED:
            found.append(head.decider_id)
        return tuple(dict.fromkeys(found))

    @cached_property
    def early(self) -> tuple[str, ...]:
        """Who approved it before a meeting had adopted it, and without an emergency."""
        if self.emergency is not None:
            return ()
        until = self.adopted_on or date.max
        found = [one for one in self.actions if one.step in APPROVING and one.on < until]
        return tuple(dict.fromkeys(one.approver_id for one in found))

    @property
    def entitled(self) -> tuple[str, ...]:
        """The members entitled to attend the deciding round."""
        return tuple(dict.fromkeys(self.round.meeting.entitled_ids)) if self.round else ()

    @cached_property
    def ballots(self) -> dict[str, Ballot]:
        """The ballots of the deciding round, by person."""
        return {one.person_id: one for one in self.round.ballots} if self.round else {}

    @cached_property
    def struck(self) -> set[str]:
        """Whose ballot must not count."""
        if self.round is None:
            return set()
        barred, outside = struck_ballots(self.round, self.rules)
        return barred | outside

    def dissent(self, person_id: str) -> Dissent | None:
        """The different opinion of a person as the minutes have it."""
        return _dissent(self.item, person_id)

    def added(self, person_id: str) -> bool:
        """Whether only a correction brought the dissent, and not in the words of the ballot."""
        dissent, ballot = self.dissent(person_id), self.ballots.get(person_id)
        if dissent is None or (ballot is not None and ballot.opinion == dissent.text):
            return False
        first = before = self.minutes
        while before is not None:
            first, before = before, self.see.corrected(before)
        return _dissent(self._item(first), person_id) is None

    def took_up(self, person_id: str) -> bool:
        """Whether a person endorsed or carried out the decision once it was made."""
        begun = self.execution
        if begun is not None and begun.executor_id == person_id and begun.started_on >= self.day:
            return True
        own = [one for one in self.actions if one.approver_id == person_id]
        if any(one.step in (*APPROVING, Step.PAY) and one.on >= self.day for one in own):
            return True
        changes = self.see.where(ChangeOfDecision, matter_id=self.matter.matter_id, by=person_id)
        kept = [one.on for one in changes if one.type_ is ChangeType.RESUMED]
        return any(self.day <= on <= self.by for on in kept)


def _dissent(item: MinutesItem | None, person_id: str) -> Dissent | None:
    dissents = item.dissents if item else ()
    return next((one for one in dissents if one.person_id == person_id), None)
