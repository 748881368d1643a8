"""What the rules on things owed have in common: done late, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from typing import Any

from tripower.core.rules import Hit, violation, warning
from tripower.core.unit import View
from tripower.mechanisms.oversight.records import (
    AuditIssue,
    AuditStatus,
    Issue,
    PlannedMeasure,
    RectificationStatus,
)
from tripower.mechanisms.oversight.rectification import UNDATED, Deadline, State

SAYS = {
    State.LATE: "late",
    State.EARLY: "early",
    State.OVERDUE: "overdue",
    State.SILENT: "silent",
}


def lapsed(
    one: Deadline, see: View, hit: Callable[..., Hit] = violation, about: str = ""
) -> Iterator[Hit]:
    """A hit where something owed came late or before its time, or did not come and is overdue.

    The messages are `late`, `early` and `overdue`; `unpublished` for what no rule sets a day for,
    `silent` for what need not come.
    """
    state, at = one.state(see.as_of), one.done or one.since
    if state not in SAYS:
        return
    unpublished = state is State.OVERDUE and one.demand in UNDATED
    told: dict[str, Any] = {"what": one.demand, "since": one.since.day, "due": one.due}
    if one.done is not None:
        told["done"] = one.done.day
    says, mark = "unpublished" if unpublished else SAYS[state], one.demand.value
    yield hit(says, at=at, field=at.day_field, mark=mark, about=about, **told)


def told_of_others(
    statuses: Iterable[RectificationStatus | AuditStatus], issues: Iterable[Issue | AuditIssue]
) -> Iterator[Hit]:
    """A warning for each word on an issue that was never found (`no_such`)."""
    known = {one.issue_no for one in issues}
    for one in statuses:
        for nth, item in enumerate(one.items):
            if item.issue_no not in known:
                mark = f"{one.status_no}/{item.issue_no}"
                field = f"items.{nth}.issue_no"
                yield warning("no_such", at=one, field=field, mark=mark, issue=item.issue_no)


def untold(
    issues: Iterable[Issue | AuditIssue | PlannedMeasure], told: Container[str]
) -> Iterator[int]:
    """The places of those whose issue is none of the told ones."""
    yield from (nth for nth, one in enumerate(issues) if one.issue_no not in told)
