"""A project's way through its gates, a line for each: state, who signed, who is missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from tripower.core.answer import Say, say
from tripower.core.messages import N_
from tripower.core.unit import Sees
from tripower.mechanisms.priority_topics import reporting
from tripower.mechanisms.priority_topics.gates import Gate, Status, holds_for, members
from tripower.mechanisms.priority_topics.lacking import deadline, lack_of
from tripower.mechanisms.priority_topics.records import (
    Project,
    Stage,
    StageRule,
    WorkflowDef,
)
from tripower.mechanisms.priority_topics.replay import State, state
from tripower.mechanisms.priority_topics.steps import Step, event_of, id_of, steps_of


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One gate: the stage, the step that it is before, and where it stands.

    `signed` are roles with people, `missing` what still has to come, `command` brings it.
    """

    workflow_id: str
    stage: Stage
    event: str
    step: Step | None = None
    status: Status
    since: date | None = None
    due: date | None = None
    round: int = 1
    signed: tuple[Say, ...] = ()
    missing: tuple[Say, ...] = ()
    command: tuple[str, ...] = ()

    @property
    def step_id(self) -> str | None:
        """The step's id, None where none is on record yet."""
        return id_of(self.step) if self.step is not None else None


def way_of(project: Project, see: Sees, as_of: date) -> list[Line]:
    """Every gate of the workflows that hold for a project, in their order, for each step."""
    return [line for one in see.all(WorkflowDef) for line in _of(one, project, see, as_of)]


def _of(workflow: WorkflowDef, project: Project, see: Sees, as_of: date) -> Iterator[Line]:
    if not holds_for(workflow, project):
        return
    steps = steps_of(project.project_id, see)
    for stage in workflow.stages:
        found = [one for one in steps if event_of(one) == stage.must_precede]
        own = [one for one in found if workflow.period.covers(one.on)]
        if stage.rule is StageRule.REPORT:
            yield _report(workflow, stage, project, see, as_of)
            continue
        if not own and workflow.period.covers(as_of):
            name, event = workflow.workflow_id, stage.must_precede
            yield Line(workflow_id=name, stage=stage, event=event, status=Status.AHEAD)
        for step in own:
            yield _line(state(Gate(workflow, stage, step, see, (as_of, ""))), see, as_of)


def _line(this: State, see: Sees, as_of: date) -> Line:
    gate = this.gate
    signed = (
        say(N_("{role}: {name}"), role=one.role, name=see.name(one.person_id))
        for one in this.counted
    )
    lacks = missing_of(this, see, as_of) if this.open else ()
    return Line(
        workflow_id=gate.workflow.workflow_id,
        stage=gate.stage,
        event=gate.stage.must_precede,
        step=gate.step,
        status=this.status,
        since=this.passed[0] if this.passed else None,
        due=deadline(this) if this.open else None,
        round=this.round,
        signed=tuple(signed),
        missing=lacks,
        command=_command(this) if this.open else (),
    )


def missing_of(this: State, see: Sees, as_of: date) -> tuple[Say, ...]:
    """What an open stage still lacks, in words, with those who may sign on a day."""
    return tuple(_missing(this, see, as_of))


def _missing(this: State, see: Sees, as_of: date) -> Iterator[Say]:
    says, args = lack_of(this)
    if says == "rejected":
        text = N_("rejected by {person} on {rejected}; all sign anew")
        yield say(text, person=see.name(args["person"]), rejected=args["rejected"])
    if says == "not_carried":
        yield say(N_("members {entitled}, taking part {present}, in favour {yes}"), **args)
    elif this.people:
        yield say(N_("signatures wanting: {people}"), people=this.people)
    wanted = this.roles if this.stage.rule is StageRule.ALL else ()
    for who in this.stage.participants:
        if who.role in wanted:
            people = [see.name(one) for one in members(who, as_of, see)]
            yield say(N_("{role} ({people})"), role=who.role, people=people or "—")
    if this.site:
        yield say(N_("a record of the site with its people"))


def _command(this: State) -> tuple[str, ...]:
    """What is typed next: a signature, or the record of the site."""
    step, stage = this.gate.step, this.stage
    if not (this.roles or this.people):
        told = (f"project_id={step.project_id}", f"stage_id={stage.stage_id}")
        return ("tripower record new site_record", *told, f"about={id_of(step)}")
    role = ("--role " + this.roles[0],) if this.roles else ()
    onsite = ("--onsite",) if stage.onsite else ()
    words = (f"tripower gate sign {step.project_id} {id_of(step)}", f"--stage {stage.stage_id}")
    return (*words, *role, *onsite)


def _report(workflow: WorkflowDef, stage: Stage, project: Project, see: Sees, as_of: date) -> Line:
    duty = reporting.duty(project, see, as_of)
    report, status = duty.report if duty else None, Status.NOT_NEEDED
    if duty is not None:
        status = Status.PASSED if report else Status.OPEN
    lacks = (say(N_("to be reported by {due}"), due=duty.due),) if duty and not report else ()
    told = f"tripower record new project_report project_id={project.project_id}"
    return Line(
        workflow_id=workflow.workflow_id,
        stage=stage,
        event=stage.must_precede,
        status=status,
        since=report.on if report else None,
        due=duty.due if duty else None,
        signed=(say("{name}", name=report.to),) if report else (),
        missing=lacks,
        command=(told,) if lacks else (),
    )
