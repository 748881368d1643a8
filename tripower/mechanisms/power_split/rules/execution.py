"""Rules that keep those who carry a decision out apart from those who supervise it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, ClassVar

from tripower.core.messages import N_
from tripower.core.people import Position, heads_on, roles_on
from tripower.core.records import Record
from tripower.core.rules import Derived, Hit, among, manual, rule, seed, violation, warning
from tripower.core.unit import Sees, View
from tripower.mechanisms.decisions import scope
from tripower.mechanisms.decisions.execution import supervised
from tripower.mechanisms.decisions.records import (
    Category,
    Closing,
    Execution,
    Matter,
    Minutes,
    MinutesItem,
    SupervisionCheck,
)
from tripower.mechanisms.power_split import approvals as ledger
from tripower.mechanisms.power_split.records import Power, PowerAssignment

PRINCIPLE = seed(N_("Collective decision, execution by deputies, supervision by the head."))
Named = tuple[str, Record, str]
TAKES = {Category.PERSONNEL: Power.PERSONNEL}
"""The power that a matter of some category takes in any case."""


class Undertaking(Derived, frozen=True):
    """A matter, with who was to carry it out and who did, and who supervises."""

    record: Matter
    see: Sees

    kind: ClassVar[str] = "matter"

    @property
    def subject(self) -> tuple[str, str]:
        """Kind and key."""
        return self.record.subject

    @property
    def anchors(self) -> list[tuple[str, str]]:
        """The matter: all that is read links to it."""
        return [self.subject]

    @classmethod
    def every(cls, see: View) -> Iterator[Undertaking]:
        """Every matter."""
        for matter in see.all(Matter):
            yield cls(matter, see)

    @classmethod
    def among(cls, see: View, keys: Collection[tuple[str, str]]) -> Iterator[Undertaking]:
        """Those among the keys."""
        return (cls(matter, see) for matter in among(see, Matter, keys))

    @property
    def execution(self) -> Execution | None:
        """How it began to be carried out."""
        return self.see.get(Execution, self.record.matter_id)

    @property
    def checks(self) -> list[SupervisionCheck]:
        """The looks at how it is carried out, in order."""
        found = self.see.where(SupervisionCheck, matter_id=self.record.matter_id)
        return sorted(found, key=lambda check: (check.on, check.check_no))

    def items(self) -> Iterator[tuple[Minutes, int, MinutesItem]]:
        """What minutes say of it, with its place in them."""
        for minutes in self.see.linked(Minutes, self.subject):
            for index, item in enumerate(minutes.items):
                if item.matter_id == self.record.matter_id:
                    yield minutes, index, item

    def executors(self) -> Iterator[Named]:
        """Who carries it out: person, record and field that say so."""
        if self.execution is not None:
            yield self.execution.executor_id, self.execution, "executor_id"
        for minutes, index, item in self.items():
            if item.executor_id is not None:
                yield item.executor_id, minutes, f"items.{index}.executor_id"

    def supervisors(self) -> Iterator[Named]:
        """Who supervises it: person, record and field that say so."""
        for check in self.checks:
            yield check.by, check, "by"
        for minutes, index, item in self.items():
            for person_id in item.supervisor_ids:
                yield person_id, minutes, f"items.{index}.supervisor_ids"


@rule(
    "SEP-01",
    N_("A decision is carried out by the deputy who holds the power"),
    subject=Undertaking,
    reads=[Matter, Minutes, Execution, Position, PowerAssignment],
    parameters=["pow.head_roles", "pow.eligible_roles"],
    acts=[Minutes, Execution],
    basis=[PRINCIPLE],
    says={
        "head": (
            N_("{person} is head and is to carry out {matter} ({day})"),
            N_("Let the deputy who holds the power carry it out; the head supervises."),
        ),
        "not_holder": (
            N_("{person} began to carry out {matter} on {day}, but {holders} held {power}"),
            N_("Hand it over to the holder of the power, or put down which power it is."),
        ),
        "no_holder": (
            N_("{person} began to carry out {matter} on {day}, but nobody held {power}"),
            N_("Put somebody in charge of the power by a decision of the team."),
        ),
        "not_deputy": (
            N_("{person} began to carry out {matter} on {day} and was no deputy head"),
            N_("Name the deputy who answers for it; others may do the work under that deputy."),
        ),
        "unsaid": (
            N_("{person} began to carry out {matter} on {day}; which power it takes is not said"),
            N_("Say which of the six it is, or why none, in a record that corrects this one."),
        ),
    },
)
def carried_out_by_its_holder(this: Undertaking, see: View) -> Iterator[Hit]:
    """Whoever carries a matter out is no head, and holds its power on the day it begins.

    The day is that on which the execution starts (`started_on`); who held the power before or
    after does not matter. A stand-in of that day is its holder. An appointment takes the power
    over personnel, whatever is named. Where the execution names no power, the matter touches
    none of the six: then any deputy may carry it out, and of a project or a large expenditure
    people must say whether that is so. Minutes that name a head as the one to carry it out are
    judged by their day of issue.

    Why: whoever decides and also carries out is checked by nobody.

    Example: finance passes from A to B on 2024-04-01. B begins on 2024-04-01: in order. B
    begins on 2024-03-31, or the director on any day: violation.
    """
    for person_id, record, field in this.executors():
        if record.day and person_id in heads_on(
            see, record.day, see.on(record.day).words("pow.head_roles")
        ):
            yield _wrong("head", this, see, person_id, record, field)
        elif isinstance(record, Execution):
            yield from _holding(this, see, record)


def _holding(this: Undertaking, see: View, begun: Execution) -> Iterator[Hit]:
    power = TAKES.get(this.record.category, begun.power)
    if power is None:
        yield from _without_power(this, see, begun)
        return
    holders = ledger.holders_on(see, power, begun.started_on)
    if begun.executor_id not in holders:
        says = "not_holder" if holders else "no_holder"
        told = {"power": power, "holders": [see.name(one) for one in holders]}
        yield _wrong(says, this, see, begun.executor_id, begun, "executor_id", **told)


def _without_power(this: Undertaking, see: View, begun: Execution) -> Iterator[Hit]:
    day, person_id = begun.started_on, begun.executor_id
    if not set(roles_on(see, person_id, day)) & set(see.on(day).words("pow.eligible_roles")):
        yield _wrong("not_deputy", this, see, person_id, begun, "executor_id")
    elif this.record.category in (Category.PROJECT, Category.LARGE_FUNDS):
        told: dict[str, Any] = {"person": see.name(person_id), "matter": this.record.title}
        told |= {"day": day, "mark": person_id}
        yield manual("unsaid", at=begun, field="executor_id", on=day, **told)


def _wrong(
    says: str, this: Undertaking, see: View, person_id: str, record: Record, field: str, **args: Any
) -> Hit:
    return violation(
        says,
        at=record,
        field=field,
        on=record.day,
        mark=f"{'/'.join(record.subject)} {person_id}",
        person=see.name(person_id),
        matter=this.record.title,
        day=record.day,
        **args,
    )


@rule(
    "SEP-02",
    N_("Whoever carries a decision out does not supervise it"),
    subject=Undertaking,
    reads=[Matter, Minutes, Execution, SupervisionCheck],
    acts=[Minutes, Execution],
    basis=[PRINCIPLE],
    says={
        "both": (
            N_("{person} both carries out {matter} and supervises it"),
            N_("Let the head or the discipline leader supervise it."),
        )
    },
)
def other_eyes(this: Undertaking, see: View) -> Iterator[Hit]:
    """Nobody is at once among those who carry a matter out and those who supervise it.

    Who carries it out is said by the execution and by the minutes, who supervises by the
    minutes and by every look that is recorded.

    Why: a supervisor of the own work sees only what was done well.

    Example: the minutes name A to carry it out and A to supervise: violation. A carries it
    out and the discipline leader supervises: in order.
    """
    doing = {person_id for person_id, _, _ in this.executors()}
    found = {p: (record, field) for p, record, field in this.supervisors() if p in doing}
    for person_id, (record, field) in found.items():
        yield violation(
            "both",
            at=record,
            field=field,
            on=record.day,
            mark=person_id,
            person=see.name(person_id),
            matter=this.record.title,
        )


@rule(
    "SEP-04",
    N_("A decision is supervised before its matter is closed"),
    subject=Undertaking,
    reads=[SupervisionCheck, Closing, Execution, Position, *scope.READS],
    parameters=["pow.head_roles", *scope.PARAMETERS],
    basis=[PRINCIPLE],
    says={
        "unseen": (
            N_("{matter} was closed on {day} and neither head nor discipline leader had looked"),
            N_("Let one of them look at the result now, and record it."),
        )
    },
)
def supervised_before_closing(this: Undertaking, see: View) -> Iterator[Hit]:
    """A head or a discipline leader looked at a passed matter before it was closed.

    One look is enough, on the day of closing at the latest; whoever looked was head, led the
    unit while that post was vacant, or was discipline leader on the day of the look.

    Why: supervision that comes after the end changes nothing.

    Example: closed on 2024-05-10. The head looked on 2024-05-10: in order; only on
    2024-05-11: a warning.
    """
    closing = see.get(Closing, this.record.matter_id)
    if closing is None or not scope.passed_by(this.record.matter_id, see, closing.on):
        return
    if not supervised(this.record.matter_id, see, closing.on):
        yield warning(
            "unseen",
            at=closing,
            field="on",
            on=closing.on,
            matter=this.record.title,
            day=closing.on,
        )
