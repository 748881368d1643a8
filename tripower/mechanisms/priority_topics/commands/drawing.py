"""A project drawn as text: its amounts, a line for each gate, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from tripower.core.answer import Cell, Facts, Part, Raw, Say, Table, say
from tripower.core.messages import N_
from tripower.core.records import Money
from tripower.core.unit import Unit
from tripower.mechanisms.priority_topics import amounts, spending
from tripower.mechanisms.priority_topics.commanding import draft_command
from tripower.mechanisms.priority_topics.gates import Status
from tripower.mechanisms.priority_topics.picture import Line, way_of
from tripower.mechanisms.priority_topics.records import Payment, Project
from tripower.mechanisms.priority_topics.spending import OVER_PAID, UNDECIDED
from tripower.mechanisms.priority_topics.steps import (
    KnownEvent,
    Step,
    called,
    event_of,
    id_of,
    steps_of,
)

MARKS = {
    Status.PASSED: "✓",
    Status.OPEN: "…",
    Status.REJECTED: "✗",
    Status.NOT_NEEDED: "-",
    Status.AHEAD: "·",
}


def drawn(project: Project, unit: Unit, as_of: date) -> tuple[list[Part], dict[str, Any]]:
    """The picture and its data."""
    lines = way_of(project, unit, as_of)
    headers = (N_("stage"), N_("before"), N_("state"), N_("since"), N_("signed"), N_("missing"))
    sums = _sums(project, unit, as_of)
    pairs = [(name, _yuan(amount)) for name, amount in sums.items()]
    parts: list[Part] = [Facts([(N_("project"), project.title), *pairs])]
    if lines:
        parts.append(Table(headers, [*map(_row, lines)]))
    else:
        parts.append(say(N_("No workflow of gates holds; take one over: `tripower gate adopt`.")))
    data = {
        "project": project,
        "amounts": sums,
        "stages": [*map(_data, lines)],
        "steps": [*map(_step, steps_of(project.project_id, unit))],
    }
    return [*parts, *_next(project, lines, unit, as_of)], data


def _sums(project: Project, unit: Unit, as_of: date) -> dict[str, Money | None]:
    name = project.project_id
    made = [one for one in unit.where(Payment, project_id=name) if not one.draft]
    return {
        N_("estimate"): amounts.estimated(name, unit, as_of),
        N_("contract with changes"): amounts.with_changes(name, unit, as_of),
        N_("settlement"): amounts.settled(name, unit, as_of),
        N_("greatest amount"): amounts.greatest(name, unit, as_of),
        N_("may be paid"): amounts.payable(name, unit, as_of),
        N_("paid"): amounts.total(one.amount for one in made if one.on <= as_of),
    }


def _yuan(amount: Money | None) -> str:
    return "—" if amount is None else str(amount)


def _row(line: Line) -> tuple[Cell, ...]:
    name = say("{mark} {stage}", mark=MARKS[line.status], stage=line.stage.name)
    before = _before(line)
    state: Cell = say(line.status.label)
    if line.round > 1:
        state = say(N_("{state}, round {round}"), state=line.status, round=line.round)
    return name, before, state, line.since, _list(line.signed), _list(line.missing)


def _before(line: Line) -> Cell:
    """What the gate is before: the step by its title, by its id where it has none."""
    event, step = called(line.event), line.step
    if step is None:
        return say("{event}", event=event)
    title = step.purpose if isinstance(step, Payment) else step.title
    if title is not None and not isinstance(event, KnownEvent):
        return title
    return say("{event} {step}", event=event, step=title or id_of(step))


def listed(unit: Unit, as_of: date) -> tuple[list[Part], dict[str, Any]]:
    """Every project with where it stands and what comes next, and its data."""
    rows: list[tuple[Cell, ...]] = []
    for project in unit.all(Project):
        lines = way_of(project, unit, as_of)
        status, then = _outlook(lines, steps_of(project.project_id, unit))
        state = say(status.label) if status is not None else None
        rows.append((project.project_id, project.title, state, then))
    heads = (N_("project"), N_("title"), N_("state"), N_("next"))
    parts: list[Part] = [Table(heads, rows)] if rows else [say(N_("No project is on record."))]
    named = [{"project_id": row[0], "title": row[1]} for row in rows]
    return parts, {"projects": named}


def _outlook(lines: list[Line], steps: list[Step]) -> tuple[Status | None, Cell]:
    """Where a project stands and what comes next, the way of its whole picture in one line."""
    wanting = next((one for one in lines if _wanting(one)), None)
    if wanting is not None:
        told = {"stage": wanting.stage.name, "missing": [*wanting.missing]}
        return wanting.status, say(N_("{stage}: {missing}"), **told)
    free = next((one for one in steps if _free(one, lines)), None)
    if free is not None:
        event = called(event_of(free))
        return Status.PASSED, say(N_("{event} {step} may happen"), event=event, step=id_of(free))
    ahead = next((one for one in lines if one.status is Status.AHEAD), None)
    if ahead is not None:
        return Status.AHEAD, say(N_("put {event} forward"), event=called(ahead.event))
    return (Status.PASSED if lines else None), None


def _wanting(line: Line) -> bool:
    """Whether something is to be done for it now."""
    return bool(line.command) and (line.step is None or line.step.draft)


def _list(said: tuple[Say, ...]) -> Say | None:
    return say("{what}", what=[*said]) if said else None


def _next(project: Project, lines: list[Line], unit: Unit, as_of: date) -> Iterator[Part]:
    """What comes next: a signature that is wanting, a step that may happen, one to plan."""
    wanting = [one for one in lines if _wanting(one)]
    free = [one for one in steps_of(project.project_id, unit) if _free(one, lines)]
    if wanting:
        line = wanting[0]
        yield say(N_("Next: {stage}, {missing}"), stage=line.stage.name, missing=[*line.missing])
        yield Raw("  " + " ".join(line.command))
    for step in free:
        if why := _unpayable(step, unit):
            yield why
            continue
        told = {"event": called(event_of(step)), "step": id_of(step)}
        yield say(N_("Next: {event} {step} has passed its gates and may happen"), **told)
        yield Raw(f"  tripower gate pass {step.project_id} {id_of(step)}")
    ahead = [one for one in lines if one.status is Status.AHEAD]
    if ahead and not (wanting or free):
        event, stage = called(ahead[0].event), ahead[0].stage.name
        yield say(N_("Next: put {event} forward as a draft, for {stage}"), event=event, stage=stage)
        yield Raw("  " + " ".join(draft_command(project, ahead[0].event, unit, as_of)))


def _unpayable(step: Step, unit: Unit) -> Say | None:
    """Why a payment that all have signed may not be made yet, in the words of WF-01."""
    if not isinstance(step, Payment):
        return None
    paid, most = amounts.paid_with(step, unit), amounts.payable(step.project_id, unit, step.on)
    if paid > most:
        return say(OVER_PAID, step=step.payment_id, paid=paid, most=most)
    threshold = spending.undecided(step, unit)
    told = {"step": step.payment_id, "amount": step.amount, "threshold": threshold}
    return say(UNDECIDED, **told) if threshold else None


def _free(step: Step, lines: list[Line]) -> bool:
    """Whether a planned step has all its gates behind it."""
    own = [one for one in lines if one.step == step]
    closed = (Status.PASSED, Status.NOT_NEEDED)
    return step.draft and all(one.status in closed for one in own)


def _data(line: Line) -> dict[str, Any]:
    return {
        "workflow_id": line.workflow_id,
        "stage_id": line.stage.stage_id,
        "name": line.stage.name,
        "event": line.event,
        "step": line.step_id,
        "state": line.status,
        "round": line.round,
        "since": line.since,
        "due": line.due,
        "signed": [one.args for one in line.signed],
        "missing": [one.args for one in line.missing],
        "next": " ".join(line.command),
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "event": event_of(step),
        "step": id_of(step),
        "on": step.on,
        "amount": step.amount,
        "planned": step.draft,
    }
