"""All that was found wrong in a folder's units, what is owed for it, and who is late (整改台账)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from tripower.core.records import Term
from tripower.core.unit import Sees
from tripower.mechanisms.oversight import concerned, following
from tripower.mechanisms.oversight.records import (
    AuditIssue,
    AuditTask,
    EvaluationTally,
    InspectionTask,
    Issue,
    ItemMended,
)
from tripower.mechanisms.oversight.rectification import Audit, Deadline, Inspection, State


class Cause(Term):
    """What something is owed for."""

    INSPECTION = "inspection"
    AUDIT = "audit"
    APPRAISAL = "low_score"


class Case(msgspec.Struct, frozen=True):
    """An inspection, audit or low score of a unit, with the days that it set.

    `issues` have the latest word on each, None where there is none; `due` is their last day.
    """

    cause: Cause
    case_id: str
    unit: str
    heads: tuple[str, ...]
    issues: tuple[tuple[Issue | AuditIssue, ItemMended | None], ...]
    due: date | None
    deadlines: tuple[Deadline, ...]


class Late(msgspec.Struct, frozen=True):
    """A unit with all that it owes and is late with, or did late.

    `days` is how long what is overdue has been so, of the oldest.
    """

    unit: str
    heads: tuple[str, ...]
    overdue: int
    done_late: int
    days: int


def cases(see: Sees, as_of: date) -> Iterator[Case]:
    """Every case that owes something or found something, by cause and in the order of the files."""
    for inspection in see.all(InspectionTask):
        one = Inspection(inspection, see)
        found = one.feedback.issues if one.feedback is not None else ()
        issues = tuple((issue, one.mended.get(issue.issue_no)) for issue in found)
        named = _named(inspection, as_of, see)
        owed = tuple(one.deadlines())
        if owed:
            key = one.inspection_id
            yield Case(Cause.INSPECTION, key, *named, issues, one.rectify_by, owed)
    for audit in see.all(AuditTask):
        told = Audit(audit, see)
        listed = told.report.issues if told.report is not None else ()
        amiss = tuple((issue, told.mended.get(issue.issue_no)) for issue in listed)
        owed = tuple(told.deadlines())
        if owed or amiss:
            named = _named(audit, as_of, see)
            yield Case(Cause.AUDIT, told.audit_id, *named, amiss, told.rectify_by, owed)
    for score in following.LowScore.every(see):
        named, key = _named(score.record, as_of, see), score.record.tally_id
        yield Case(Cause.APPRAISAL, key, *named, (), None, tuple(score.owed()))


def _named(
    record: InspectionTask | AuditTask | EvaluationTally, day: date, see: Sees
) -> tuple[str, tuple[str, ...]]:
    heads = tuple(map(see.name, concerned.heads(record, day, see)))
    return concerned.unit_of(record, see), heads


def late(found: Iterable[Case], as_of: date) -> list[Late]:
    """The units that are late or were, those with most overdue first, then by name."""
    units: dict[str, list[tuple[Case, Deadline]]] = {}
    for case in found:
        for one in case.deadlines:
            if one.state(as_of) in (State.OVERDUE, State.LATE):
                units.setdefault(case.unit, []).append((case, one))
    lines = (_line(unit, owed, as_of) for unit, owed in units.items())
    return sorted(lines, key=lambda one: (-one.overdue, -one.days, -one.done_late, one.unit))


def _line(unit: str, owed: list[tuple[Case, Deadline]], as_of: date) -> Late:
    open_ = [one for _, one in owed if one.state(as_of) is State.OVERDUE]
    days = max(((as_of - one.due).days for one in open_), default=0)
    return Late(unit, owed[-1][0].heads, len(open_), len(owed) - len(open_), days)
