"""`tripower oversight rectification`: what was found, how far it is mended, who is late."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import click

from tripower.core.answer import Answer, Cell, Part, Table, refuse, say
from tripower.core.messages import N_
from tripower.mechanisms.options import Reading, reading
from tripower.mechanisms.oversight.ledger import Case, Cause, Late, Untold, cases, late, untold
from tripower.mechanisms.oversight.rectification import Deadline, State

UNTOLD = {
    Cause.INSPECTION: N_(
        "Inspections without feedback on record: {count}. What they found is not known here; "
        "record it: `tripower record new inspection_feedback`."
    ),
    Cause.AUDIT: N_(
        "Audits without a report on record: {count}. What they found is not known here; "
        "record it: `tripower record new audit_report`."
    ),
}
LATE = frozenset({State.OVERDUE, State.LATE})


@click.command(
    name="rectification",
    short_help=N_("What was found, how far it is mended, by when, who is late."),
    help=N_(
        "What inspections, audits and low scores found, how far each issue is mended, which papers "
        "are owed by when, and which units are late."
    ),
)
@click.argument("case_id", required=False, metavar="[ORIGIN]")
@click.option("--late", "only_late", is_flag=True, help=N_("Only what is overdue or came late."))
@reading()
def rectification_(asked: Reading, case_id: str | None, *, only_late: bool) -> Answer:
    """All cases of the folder, or one."""
    unit, as_of = asked.unit()
    every, silent = list(cases(unit, as_of)), list(untold(unit, as_of))
    known = [*(one.case_id for one in every), *(one.origin for one in silent)]
    if case_id is not None and case_id not in known:
        text = N_("nothing is owed for `{case}`; on record: {known}")
        raise refuse(text, case=case_id, known=", ".join(dict.fromkeys(known)) or "—")
    found = [one for one in every if case_id in (None, one.case_id)]
    quiet = [one for one in silent if case_id in (None, one.origin)]
    parts = [*_untold(quiet), *_parts(found, as_of, only_late=only_late)]
    if not parts:
        parts = [say(N_("No inspection, audit or low score is on record."))]
    return Answer(parts, {**_data(found, as_of), "untold": quiet})


def _untold(quiet: Sequence[Untold]) -> Iterator[Part]:
    for cause, text in UNTOLD.items():
        if count := sum(one.cause is cause for one in quiet):
            yield say(text, count=count)


def _parts(found: Sequence[Case], as_of: date, *, only_late: bool) -> Iterator[Part]:
    if not found:
        return
    if not any(one.issues for one in found) and any(one.told for one in found):
        yield say(N_("Nothing was found wrong: what is on record names no issue."))
    issues = [row for case in found for row in _issues(case, as_of, only_late=only_late)]
    if issues:
        heads = (N_("origin"), N_("unit"), N_("issue"), N_("what"), N_("state"), N_("due"))
        yield Table(heads, issues, say(N_("Issues found")))
    owed = [row for case in found for row in _owed(case, as_of, only_late=only_late)]
    if owed:
        heads = (N_("origin"), N_("unit"), N_("owed"), N_("due"), N_("done on"), N_("state"))
        yield Table(heads, owed, say(N_("What is owed")))
    behind = late(found, as_of)
    if behind:
        names = (N_("unit"), N_("head"), N_("overdue"), N_("done late"), N_("days overdue"))
        yield Table(names, [*map(_behind, behind)], say(N_("Who is late")))
    else:
        yield say(N_("Nobody is late."))


def _issues(case: Case, as_of: date, *, only_late: bool) -> Iterator[tuple[Cell, ...]]:
    for issue, word in case.issues:
        over = word is None and case.due is not None and as_of > case.due
        if over or not only_late:
            silent = N_("overdue, nothing said") if over else N_("nothing said")
            state = say(silent) if word is None else say(word.status.label)
            yield case.case_id, case.unit, issue.issue_no, issue.text, state, case.due


def _owed(case: Case, as_of: date, *, only_late: bool) -> Iterator[tuple[Cell, ...]]:
    for one in case.deadlines:
        state = one.state(as_of)
        if state in LATE or not only_late:
            done = one.done.day if one.done is not None else None
            what, how = say(one.demand.label), say(state.label)
            yield case.case_id, case.unit, what, one.due, done, how


def _behind(one: Late) -> tuple[Cell, ...]:
    return one.unit, ", ".join(one.heads) or None, one.overdue, one.done_late, one.days


def _data(found: Sequence[Case], as_of: date) -> dict[str, Any]:
    return {
        "cases": [_case(one, as_of) for one in found],
        "late": late(found, as_of),
    }


def _case(case: Case, as_of: date) -> dict[str, Any]:
    return {
        "case_id": case.case_id,
        "cause": case.cause,
        "unit": case.unit,
        "heads": case.heads,
        "due": case.due,
        "issues": [
            {
                "issue_no": issue.issue_no,
                "text": issue.text,
                "status": word.status if word is not None else None,
                "result": word.result if word is not None else None,
            }
            for issue, word in case.issues
        ],
        "deadlines": [_deadline(one, as_of) for one in case.deadlines],
    }


def _deadline(one: Deadline, as_of: date) -> dict[str, Any]:
    return {
        "what": one.demand,
        "since": one.since.day,
        "due": one.due,
        "stated": one.stated,
        "done": one.done.day if one.done is not None else None,
        "state": one.state(as_of),
    }
