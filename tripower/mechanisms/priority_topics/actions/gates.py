"""Writing about gates: a workflow taken over, a signature, a step that has passed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from tripower.core import resources
from tripower.core.answer import Say, refuse, say
from tripower.core.messages import N_
from tripower.core.plan import Plan
from tripower.core.unit import Unit
from tripower.mechanisms.priority_topics.gates import Gate, gates_of, in_role, members
from tripower.mechanisms.priority_topics.records import (
    GateAction,
    Participant,
    Project,
    SignResult,
    StageRule,
    WorkflowDef,
)
from tripower.mechanisms.priority_topics.replay import State, state
from tripower.mechanisms.priority_topics.steps import (
    Step,
    content_sha256,
    event_of,
    id_of,
    may_precede,
    moment,
    steps_of,
)
from tripower.mechanisms.priority_topics.ways import KNOWN
from tripower.store.form import read_form

Action = Callable[[Unit], Plan]


class Signing(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be signed and how; `stage` and `role` may be left open where only one fits."""

    project_id: str
    about: str
    stage: str | None = None
    role: str | None = None
    person_id: str
    result: SignResult = SignResult.PASS
    on: date
    time: str | None = None
    onsite: bool = False
    note: str | None = None


def shipped() -> list[str]:
    """The workflows that come with the program, by name."""
    return sorted(path.stem for path in _folder().glob("*.yaml"))


def adopt(name: str, from_: date, workflow_id: str | None, basis: str | None = None) -> Action:
    """Copy a shipped workflow into the unit's register; from then on it is the unit's own."""

    def act(unit: Unit) -> Plan:
        made = _definition(name, from_)
        own = {"workflow_id": workflow_id or made.workflow_id, "basis": basis or made.basis}
        record = replace(made, **own)
        held = unit.get(WorkflowDef, record.workflow_id)
        if held is not None:
            text = N_("{workflow} holds already, since {day}; take it over under another --id")
            raise refuse(text, workflow=record.workflow_id, day=held.from_)
        return Plan("gate adopt", f"gate adopt {record.workflow_id}", from_, [record])

    return act


def _definition(name: str, from_: date) -> WorkflowDef:
    if name not in shipped():
        text = N_("there is no workflow {name}; shipped: {known}")
        raise refuse(text, code=2, name=name, known=shipped())
    form = read_form(_folder() / f"{name}.yaml")
    return replace(form, tree={**form.tree, "from": from_.isoformat()}).as_(WorkflowDef)


def _folder() -> Path:
    return resources.templates() / "workflows"


def sign(told: Signing) -> Action:
    """Sign at a gate what the step says now, in the stage's present round."""

    def act(unit: Unit) -> Plan:
        gate = _gate(known_step(unit, told.project_id, told.about), told, unit)
        every = unit.where(GateAction, project_id=told.project_id)
        now, role = state(gate), told.role or _role(gate, told, unit)
        _refuse_idle(now, role, told, unit)
        record = GateAction(
            project_id=told.project_id,
            action_no=max((one.action_no for one in every), default=0) + 1,
            workflow_id=gate.workflow.workflow_id,
            stage_id=gate.stage.stage_id,
            about=told.about,
            round=now.round,
            role=role,
            person_id=told.person_id,
            result=told.result,
            on=told.on,
            time=told.time,
            onsite=told.onsite,
            content_sha256=content_sha256(gate.step),
            note=told.note,
        )
        return Plan("gate sign", f"gate sign {record.key}", told.on, [record])

    return act


def carry_out(project_id: str, about: str, on: date, time: str | None) -> Action:
    """A planned step happens: its draft becomes final, if its gates are passed."""

    def act(unit: Unit) -> Plan:
        step = known_step(unit, project_id, about)
        if not step.draft:
            raise refuse(N_("{step} happened already, on {day}"), step=about, day=step.on)
        record = replace(step, draft=False, on=on, time=time)
        return Plan("gate pass", f"gate pass {record.key}", on, [record])

    return act


def known_project(unit: Unit, project_id: str) -> Project:
    """The project of that id; refuses where there is none."""
    project = unit.get(Project, project_id)
    if project is None:
        known = [one.project_id for one in unit.all(Project)]
        text = N_("there is no project {project}; on record: {known}")
        raise refuse(text, project=project_id, known=known or "—")
    return project


def known_step(unit: Unit, project_id: str, about: str) -> Step:
    """The payment or step of that id, the planned one first; refuses where there is none."""
    known_project(unit, project_id)
    steps = steps_of(project_id, unit)
    found = [one for one in steps if id_of(one) == about]
    if not found:
        text = N_(
            "{project} has no payment or step {step}; on record: {known}. Record it as a draft "
            "first: `tripower record new payment` or `record new project_event`"
        )
        known = [id_of(one) for one in steps] or "—"
        raise refuse(text, project=project_id, step=about, known=known)
    return min(found, key=lambda one: not one.draft)


def _gate(step: Step, told: Signing, unit: Unit) -> Gate:
    gates = [*gates_of(step, unit, KNOWN)]
    fit = [one for one in gates if told.stage in (None, one.stage.stage_id)]
    if len(fit) == 1:
        return fit[0]
    if not gates:
        text = N_("nothing is signed before {step}: no stage of a workflow precedes {event}")
        raise refuse(text, step=told.about, event=event_of(step))
    stages = [one.stage.stage_id for one in gates]
    raise refuse(N_("say which --stage: {stages}"), code=2, stages=stages)


def _refuse_idle(now: State, role: str, told: Signing, unit: Unit) -> None:
    """Refuse what would not count: after the step happened, and what the person signed already."""
    step, meets = now.gate.step, now.stage.rule is StageRule.MEETING
    before_it = told.time is not None and may_precede((told.on, told.time), moment(step))
    if not (step.draft or told.on < step.on or before_it):
        text = N_(
            "{step} happened already, on {day}: nothing is signed any more; what was signed "
            "before it on that day is recorded with its --time"
        )
        raise refuse(text, step=told.about, day=step.on)
    if told.result is SignResult.REJECT and not meets:
        return
    own = [one for one in now.counted if one.person_id == told.person_id]
    before = next((one for one in own if meets or role == one.role), None)
    if before is not None:
        text = N_("{person} signed {stage} for {role} already, on {day}, and nothing changed since")
        named: dict[str, Any] = {"person": unit.name(told.person_id), "role": role}
        raise refuse(text, **named, stage=now.stage.name, day=before.on)


def _role(gate: Gate, told: Signing, unit: Unit) -> str:
    """The one role of the stage in which the person is; refuses where that leaves a choice."""
    who = gate.stage.participants
    own = [one.role for one in who if in_role(one, told.person_id, told.on, unit)]
    if len(own) == 1:
        return own[0]
    if own:
        text = N_("{person} is in several roles; say which --role: {roles}")
        raise refuse(text, code=2, person=unit.name(told.person_id), roles=own)
    text = N_("{person} is in no role that signs {stage} on {day}; these are: {roles}")
    roles = [_named(one, told.on, unit) for one in who]
    person, stage = unit.name(told.person_id), gate.stage.name
    unheld = [one for one in who if one.power is not None and not members(one, told.on, unit)]
    if unheld:
        text = N_(
            "{person} is in no role that signs {stage} on {day}; these are: {roles}. Nobody has "
            "{power} in charge; record it: `tripower record new power_assignment`"
        )
    power = [one.power for one in unheld]
    raise refuse(text, person=person, stage=stage, day=told.on, roles=roles, power=power)


def _named(who: Participant, day: date, unit: Unit) -> Say:
    people = [unit.name(one) for one in members(who, day, unit)]
    return say(N_("{role} ({people})"), role=who.role, people=people or "—")
