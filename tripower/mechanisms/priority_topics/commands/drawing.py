"""A project drawn as text: its amounts, a line for each gate, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from tripower.core.answer import Cell, Facts, Part, Raw, Say, Table, say
from tripower.core.messages import N_
from tripower.core.records import Money
from tripower.core.unit import Unit
from tripower.mechanisms.priority_topics import amounts
from tripower.mechanisms.priority_topics.gates import Status
from tripower.mechanisms.priority_topics.picture import Line, way_of
from tripower.mechanisms.priority_topics.records import Payment, Project
from tripower.mechanisms.priority_topics.steps import Step, called, event_of, id_of, steps_of

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
    return [*parts, *_next(project, lines, unit)], data


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
    before = say("{event} {step}", event=called(line.event), step=line.step_id or "")
    state: Cell = say(line.status.label)
    if line.round > 1:
        state = say(N_("{state}, round {round}"), state=line.status, round=line.round)
    return name, before, state, line.since, _list(line.signed), _list(line.missing)


def _list(said: tuple[Say, ...]) -> Say | None:
    return say("{what}", what=[*said]) if said else None


def _next(project: Project, lines: list[Line], unit: Unit) -> Iterator[Part]:
    """What comes next: a signature that is wanting, a step that may happen, one to plan."""
    wanting = [one for one in lines if one.command and (one.step is None or one.step.draft)]
    free = [one for one in steps_of(project.project_id, unit) if _free(one, lines)]
    if wanting:
        line = wanting[0]
        yield say(N_("Next: {stage}, {missing}"), stage=line.stage.name, missing=[*line.missing])
        yield Raw("  " + " ".join(line.command))
    for step in free:
        told = {"event": called(event_of(step)), "step": id_of(step)}
        yield say(N_("Next: {event} {step} has passed its gates and may happen"), **told)
        yield Raw(f"  tripower gate pass {step.project_id} {id_of(step)}")
    ahead = [one for one in lines if one.status is Status.AHEAD]
    if ahead and not (wanting or free):
        event, stage = called(ahead[0].event), ahead[0].stage.name
        yield say(N_("Next: put {event} forward as a draft, for {stage}"), event=event, stage=stage)


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
