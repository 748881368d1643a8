"""All that was found wrong in a folder's units, what is owed for it, and who is late (整改台账)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from tripower.core.district import unit_name
from tripower.core.records import Term
from tripower.core.unit import Sees
from tripower.mechanisms.oversight import concerned, finals, following
from tripower.mechanisms.oversight.four_parts import named
from tripower.mechanisms.oversight.records import (
    AuditIssue,
    AuditTask,
    CyclePart,
    EvaluationTally,
    InspectionTask,
    Issue,
    ItemMended,
    Part,
    SupervisionCycle,
)
from tripower.mechanisms.oversight.rectification import Audit, Deadline, Inspection, State


class Cause(Term):
    """What something is owed for."""

    INSPECTION = "inspection"
    AUDIT = "audit"
    APPRAISAL = "low_score"


BY_CYCLE = {Part.INSPECTION: Cause.INSPECTION, Part.AUDIT: Cause.AUDIT}
"""The parts of a cycle that find something."""


class Case(msgspec.Struct, frozen=True):
    """An inspection, audit or low score of a unit, with the days that it set.

    `issues` have the latest word on each, None where there is none; `due` is their last day.
    `told` says that the feedback or report is on record in which issues stand.
    """

    cause: Cause
    case_id: str
    unit: str
    heads: tuple[str, ...]
    issues: tuple[tuple[Issue | AuditIssue, ItemMended | None], ...]
    due: date | None
    deadlines: tuple[Deadline, ...]
    told: bool = False


class Untold(msgspec.Struct, frozen=True):
    """An inspection or audit that was begun or done, and what it found is not on record.

    `origin` is its id, or that of the part of a cycle by which it was done.
    """

    cause: Cause
    origin: str
    unit: str


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
        whose = _named(inspection, as_of, see)
        owed = tuple(one.deadlines())
        if owed:
            key = one.inspection_id
            yield Case(Cause.INSPECTION, key, *whose, issues, one.rectify_by, owed, told=True)
    for audit in see.all(AuditTask):
        told = Audit(audit, see)
        listed = told.report.issues if told.report is not None else ()
        amiss = tuple((issue, told.mended.get(issue.issue_no)) for issue in listed)
        owed = tuple(told.deadlines())
        if owed or amiss:
            whose = _named(audit, as_of, see)
            key, reported = told.audit_id, told.report is not None
            yield Case(Cause.AUDIT, key, *whose, amiss, told.rectify_by, owed, told=reported)
    for score in following.LowScore.every(see):
        whose, key = _named(score.record, as_of, see), score.record.tally_id
        yield Case(Cause.APPRAISAL, key, *whose, (), None, tuple(score.owed()))


def untold(see: Sees, as_of: date) -> Iterator[Untold]:
    """Inspections without feedback and audits without report, by the cycles too, until a day."""
    for task in finals.every(see, InspectionTask):
        if task.begun_on <= as_of and Inspection(task, see).feedback is None:
            yield Untold(Cause.INSPECTION, task.inspection_id, concerned.unit_of(task, see))
    for audit in finals.every(see, AuditTask):
        if audit.notice_on <= as_of and Audit(audit, see).report is None:
            yield Untold(Cause.AUDIT, audit.audit_id, concerned.unit_of(audit, see))
    for part in finals.every(see, CyclePart):
        cycle, cause = see.get(SupervisionCycle, part.cycle_id), BY_CYCLE.get(part.part)
        if cycle is None or cause is None or part.done_on > as_of or named(part, see):
            continue
        if cycle.unit_id not in _with_a_task(cause, see):
            yield Untold(cause, part.key, unit_name(see, cycle.unit_id))


def _with_a_task(cause: Cause, see: Sees) -> set[str | None]:
    if cause is Cause.INSPECTION:
        return {one.unit_id for one in see.all(InspectionTask)}
    return {one.unit_id for one in see.all(AuditTask)}


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
