"""Rules on how a matter ends, and how it comes back."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from tripower.core.dates import add_days
from tripower.core.findings import Severity
from tripower.core.messages import N_
from tripower.core.rules import ANY, Derived, Hit, among, practice, reg, rule, violation, warning
from tripower.core.unit import Sees, View
from tripower.mechanisms.decisions import tally as votes
from tripower.mechanisms.decisions.corrections import Correction, corrections
from tripower.mechanisms.decisions.records import (
    Admission,
    Form,
    GateResult,
    Matter,
    Meeting,
    MeetingStage,
    Outcome,
    Retabling,
    RetablingChange,
    Withdrawal,
)
from tripower.mechanisms.decisions.rounds import Round, before, rounds_of

SETTLED = (Outcome.PASSED, Outcome.REJECTED, Outcome.RATIFIED, Outcome.NOT_RATIFIED)
COMES_BACK = (Outcome.DEFERRED, Outcome.REJECTED)
"""Results after which a matter that is discussed again needs a record of what is new."""


class Course(Derived, frozen=True, dict=True):
    """One matter through all its meetings, with what followed the last of them."""

    matter: Matter
    see: Sees

    kind: ClassVar[str] = Matter.kind

    @property
    def subject(self) -> tuple[str, str]:
        """The matter itself, as findings name it."""
        return self.matter.subject

    @property
    def anchors(self) -> list[tuple[str, str]]:
        """The matter, and the meetings at which it should have come back."""
        return [self.matter.subject, (Meeting.kind, ANY)]

    @property
    def record(self) -> Matter:
        """The record to point at where no better one is."""
        return self.matter

    @classmethod
    def every(cls, see: Sees) -> Iterator[Course]:
        """Every matter."""
        for matter in see.all(Matter):
            yield cls(matter, see)

    @classmethod
    def among(cls, see: Sees, keys: Collection[tuple[str, str]]) -> Iterator[Course]:
        """Those among the keys; where a meeting changes, all."""
        if (Meeting.kind, ANY) in keys:
            return cls.every(see)
        return (cls(matter, see) for matter in among(see, Matter, keys))

    @cached_property
    def rounds(self) -> list[Round]:
        """The meetings that had it on the agenda, in order of date."""
        return rounds_of(self.see, self.matter.matter_id)

    @cached_property
    def results(self) -> list[Outcome | None]:
        """What each of them came to; None where nothing is on record."""
        return [votes.tally(one).result for one in self.rounds]

    @property
    def withdrawn_on(self) -> date:
        """The day on which it was taken back; the end of time if it never was."""
        withdrawal = self.see.get(Withdrawal, self.matter.matter_id)
        return withdrawal.on if withdrawal else date.max

    @property
    def returns(self) -> list[Retabling]:
        """The records of its coming back, in order of round."""
        found = self.see.where(Retabling, matter_id=self.matter.matter_id)
        return sorted(found, key=lambda one: one.round)

    @cached_property
    def passed_over(self) -> list[tuple[Round, Meeting]]:
        """Each round that deferred it, with the next meeting of the body that left it out."""
        pairs = []
        for one, result in zip(self.rounds, self.results, strict=True):
            if result is Outcome.DEFERRED:
                found = _next_meeting(one.meeting, self.see)
                if found is not None and self.matter.matter_id not in found.agenda:
                    pairs.append((one, found))
        return pairs


def _next_meeting(after: Meeting, see: Sees) -> Meeting | None:
    """The next meeting in person of the same body that has begun."""
    same = see.where(Meeting, body=after.body, form=Form.MEETING)
    later = [m for m in same if m.stage is not MeetingStage.CALLED and before(after, m)]
    return min(later, key=lambda m: (m.held_on, m.meeting_id), default=None)


@rule(
    "DEC-13",
    N_("A matter ends with a result, and comes back with something new"),
    subject=Course,
    reads=[*votes.READS, Retabling, Withdrawal, Admission],
    parameters=[*votes.PARAMETERS, "dec.retable_min_days"],
    basis=[
        practice(N_("Eight results, and what brings a matter back; the number is ours.")),
        reg(N_("Decree 713 of the State Council, art. 37: nobody alters or stops a decision.")),
    ],
    says={
        "undecided": (
            N_("the meeting of {day} is over, and what became of the matter is not on record"),
            N_("Record the vote, or that the matter was put off or withdrawn."),
        ),
        "forgotten": (
            N_("deferred on {day}, but not on the agenda of the next meeting on {next_day}"),
            N_("Put it on the agenda of the coming meeting with what was worked out since."),
        ),
        "no_record": (
            N_("{result} on {day}, discussed again; what is new in round {round} is not on record"),
            N_("Record what is new with `tripower decision propose --again`."),
        ),
        "no_work": (
            N_("it was deferred on {day} and came back without a note of added work"),
            N_("Say in the record of its return what was looked into since."),
        ),
        "unchanged": (
            N_("it was rejected on {day} and came back without new facts or a new plan"),
            N_("A rejected matter comes back only with changed facts or a changed plan."),
        ),
        "early": (
            N_("it was rejected on {day} and came back on {back_on}; {earliest} is the first day"),
            N_("Wait until that day, or say why the matter cannot wait."),
        ),
        "rewritten": (
            N_("decided on {day}, corrected since: `{what}` was {old} at the vote, is {new} now"),
            N_("The old vote does not cover it; put what is new to a meeting."),
        ),
        "misnumbered": (
            N_("its return on {back_on} is recorded as round {round}; rounds held before: {held}"),
            N_("Number the return one above the rounds that were held before it."),
        ),
    },
)
def comes_back(this: Course, see: View) -> Iterator[Hit]:
    """A deferred matter comes back at the next meeting with a note of what was added.

    A rejected one comes back only with changed facts or a changed plan, and not before
    thirty days. Each return is recorded and counts one round more. A meeting that is over
    leaves no matter of its agenda without a result, be it only that it was put off. What
    was decided is not rewritten: category, title, amount, payee and candidates stay as they
    were at the vote; a correction of them on that day or later is a violation, unless the
    matter was brought back first.

    Why: what is deferred must not be forgotten, and what is rejected must not be put to the
    vote until it passes.

    Example: rejected on 2024-03-01, it may come back from 2024-03-31 on, with a new plan, as
    round 2.
    """
    yield from _undecided(this)
    for one, missed in this.passed_over:
        if missed.stage is MeetingStage.CLOSED and this.withdrawn_on > missed.held_on:
            yield warning(
                "forgotten",
                at=one.meeting,
                field="deferred",
                on=missed.held_on,
                mark=missed.meeting_id,
                day=one.day,
                next_day=missed.held_on,
            )
    yield from _unrecorded(this)
    for back in this.returns:
        yield from _return(this, back, see)
    yield from _rewritten(this)


def _undecided(this: Course) -> Iterator[Hit]:
    checks = this.see.where(Admission, matter_id=this.matter.matter_id)
    returned = [c.checked_on for c in checks if c.result is GateResult.RETURNED]
    for one, result in zip(this.rounds, this.results, strict=True):
        sent_back = any(day >= one.day for day in returned)
        if result is None and one.closed and not sent_back and this.withdrawn_on == date.max:
            key = one.meeting.meeting_id
            yield warning(
                "undecided", at=one.meeting, field="agenda", on=one.day, mark=key, day=one.day
            )


def _unrecorded(this: Course) -> Iterator[Hit]:
    """Rounds after a deferral or a rejection that no record of a return explains."""
    numbers = {back.round for back in this.returns}
    for index in range(1, len(this.rounds)):
        earlier, one, number = this.rounds[index - 1], this.rounds[index], index + 1
        result = this.results[index - 1]
        if result in COMES_BACK and one.closed and number not in numbers:
            yield warning(
                "no_record",
                at=one.meeting,
                field="agenda",
                on=one.day,
                mark=str(number),
                result=result,
                day=earlier.day,
                round=number,
            )


def _return(this: Course, back: Retabling, see: View) -> Iterator[Hit]:
    """One return: its number, then what the round before it asks of it."""
    held = sum(one.day < back.on for one in this.rounds)
    at_most = sum(one.day <= back.on for one in this.rounds)
    if not max(held, 1) < back.round <= at_most + 1:
        yield _about("misnumbered", back, "round", back_on=back.on, round=back.round, held=held)
        return
    earlier, result = this.rounds[back.round - 2], this.results[back.round - 2]
    if result is Outcome.DEFERRED and back.change is not RetablingChange.ADDED_WORK:
        yield _about("no_work", back, "change", day=earlier.day)
    if result is Outcome.REJECTED:
        yield from _after_rejection(earlier, back, see)


def _after_rejection(earlier: Round, back: Retabling, see: View) -> Iterator[Hit]:
    if back.change is RetablingChange.ADDED_WORK:
        yield _about("unchanged", back, "change", day=earlier.day)
    earliest = add_days(earlier.day, see.on(back.on).whole("dec.retable_min_days"))
    if back.on < earliest:
        yield _about("early", back, "on", day=earlier.day, earliest=earliest, back_on=back.on)


def _rewritten(this: Course) -> Iterator[Hit]:
    """What was corrected after a vote that decided on it, unless it came back in between."""
    for one in corrections(this.matter, this.see):
        settled = [
            (held.day, held.number)
            for held, result in zip(this.rounds, this.results, strict=True)
            if held.closed and result in SETTLED and one.after(held.day)
        ]
        if not settled or _came_back(this, settled[-1][1], one.day):
            continue
        day, _ = settled[-1]
        told: dict[str, Any] = {"what": one.field, "old": _shown(one.old), "new": _shown(one.new)}
        yield violation("rewritten", field=one.field, on=one.day, mark=_mark(one), day=day, **told)


def _came_back(this: Course, number: int, by: date | None) -> bool:
    """Whether the matter was brought back after a round, by a day: then it may be rewritten."""
    return by is not None and any(b.round > number and b.on <= by for b in this.returns)


def _mark(one: Correction) -> str:
    """The file that was corrected, and the field: there may be several of both."""
    told = one.now.supersedes
    return f"{told.path if told else ''} {one.field}"


def _shown(value: object) -> object:
    return list(value) or "—" if isinstance(value, tuple) else "—" if value is None else value


def _about(says: str, back: Retabling, field: str, **args: date | int) -> Hit:
    """A warning at one field of the record of a return."""
    mark = str(back.round)
    return Hit(Severity.WARNING, says, at=back, field=field, on=back.on, mark=mark, args=args)
