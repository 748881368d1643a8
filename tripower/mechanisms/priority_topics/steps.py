"""The steps of a project that go through gates: when they happened, and what was signed of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import TypeAlias

from tripower.core.digests import sha256
from tripower.core.messages import N_
from tripower.core.records import Digest, Record, Term
from tripower.core.unit import Sees
from tripower.mechanisms.priority_topics.records import (
    PAYMENT,
    GateAction,
    Payment,
    ProjectEvent,
)

Step: TypeAlias = Payment | ProjectEvent
Moment: TypeAlias = tuple[date, str]
"""A day and the time of that day, empty where nobody wrote it down."""
READS: tuple[type[Record], ...] = (Payment, ProjectEvent)
CONTENT: dict[str, tuple[str, ...]] = {
    Payment.kind: (
        *("project_id", "payment_id", "amount", "payee", "account_type", "purpose"),
        *("contract_no", "matter_id"),
    ),
    ProjectEvent.kind: ("project_id", "event_id", "event", "title", "amount", "file_sha256"),
}
"""The fields that a signature stands for. The day is none: it is only planned while people sign."""


class KnownEvent(Term):
    """The events that the shipped workflow names; a unit's own words have no label."""

    PAYMENT = PAYMENT
    DESIGN = "design_submit"
    AUDIT = "audit_submit"
    COMMENCEMENT = "commencement"

    @property
    def label(self) -> str:
        """The English label; alone, the word payment is a power of the unit."""
        return LABELS[self]


LABELS = {
    KnownEvent.PAYMENT: N_("project payment"),
    KnownEvent.DESIGN: N_("submission of the design"),
    KnownEvent.AUDIT: N_("submission for audit"),
    KnownEvent.COMMENCEMENT: N_("commencement"),
}


def called(event: str) -> KnownEvent | str:
    """An event as people read it."""
    return KnownEvent(event) if event in set(KnownEvent) else event


def event_of(step: Step) -> str:
    """What happens with the step, in the words of workflows."""
    return PAYMENT if isinstance(step, Payment) else step.event


def id_of(step: Step) -> str:
    """The step's id within its project, as signatures name it."""
    return step.payment_id if isinstance(step, Payment) else step.event_id


def content_sha256(step: Step) -> Digest:
    """The digest of what is signed; another amount, payee or file gives another one (WF-05)."""
    names = CONTENT[step.kind]
    held = {name: getattr(step, name) for name in names}
    told = {name: None if value is None else str(value) for name, value in held.items()}
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Digest(sha256(text.encode()))


def steps_of(project_id: str, see: Sees) -> list[Step]:
    """The steps of a project, planned ones too, in order."""
    every: list[Step] = [
        *see.where(ProjectEvent, project_id=project_id),
        *see.where(Payment, project_id=project_id),
    ]
    return sorted(every, key=lambda one: (one.on, one.time or "~", id_of(one)))


def moment(record: Step | GateAction) -> Moment:
    """When it happened."""
    return record.on, record.time or ""


def may_precede(one: Moment, other: Moment) -> bool:
    """Whether one may have come no later than another; on the same day only times can deny it."""
    if one[0] == other[0] and one[1] and other[1]:
        return one[1] <= other[1]
    return one[0] <= other[0]


def surely_precedes(one: Moment, other: Moment) -> bool:
    """Whether it is on record that one came no later; on the same day both times are needed."""
    same_day = one[0] == other[0]
    return may_precede(one, other) and (not same_day or bool(one[1] and other[1]))


def later(one: Moment, other: Moment) -> Moment:
    """The later of two; of the same day without a time where one of them has none."""
    if one[0] == other[0]:
        return one[0], max(one[1], other[1]) if one[1] and other[1] else ""
    return max(one, other)


def in_order(actions: Iterable[GateAction]) -> list[GateAction]:
    """Signatures by day; within a day by time where all have one, else by number."""
    days: dict[date, list[GateAction]] = {}
    for action in actions:
        days.setdefault(action.on, []).append(action)
    found: list[GateAction] = []
    for day in sorted(days):
        timed = all(one.time for one in days[day])
        found += sorted(days[day], key=lambda one: (one.time if timed else "", one.action_no))
    return found
