"""A project's way through its gates, a line for each: state, who signed, who is missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from tripower.core.answer import Say, say
from tripower.core.messages import N_
from tripower.core.unit import Sees
from tripower.mechanisms.priority_topics import reporting
from tripower.mechanisms.priority_topics.commanding import command_of, report_command, wanting
from tripower.mechanisms.priority_topics.gates import Gate, Status, holds_for, members
from tripower.mechanisms.priority_topics.lacking import deadline, lack_of
from tripower.mechanisms.priority_topics.records import (
    GateAction,
    Participant,
    Project,
    SignResult,
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
        signed=tuple(_signature(one, this, see) for one in this.counted),
        missing=lacks,
        command=command_of(this, see, as_of) if this.open else (),
    )


def _signature(one: GateAction, this: State, see: Sees) -> Say:
    """A signature with what it says: at a meeting not all are in favour."""
    told = {"role": one.role, "name": see.name(one.person_id)}
    if one.result is not SignResult.PASS:
        return say(N_("{role}: {name}, {result}"), **told, result=one.result)
    if one.role == this.stage.last and (this.last_is_not_last or this.roles):
        return say(N_("{role}: {name}, before the others, though expected last"), **told)
    return say(N_("{role}: {name}"), **told)


def missing_of(this: State, see: Sees, as_of: date) -> tuple[Say, ...]:
    """What an open stage still lacks, in words, with those who may sign on a day."""
    return tuple(_missing(this, see, as_of))


def _missing(this: State, see: Sees, as_of: date) -> Iterator[Say]:
    says, args = lack_of(this)
    if says == "rejected":
        text = N_("rejected by {person} on {rejected}; all sign anew")
        yield say(text, person=see.name(args["person"]), rejected=args["rejected"])
    if says == "lost":
        yield say(N_("the vote failed on {rejected}; all vote anew"), **args)
    if says == "not_carried":
        yield say(N_("members {entitled}, taking part {present}, in favour {yes}"), **args)
    elif this.people:
        yield say(N_("signatures wanting: {people}"), people=this.people)
    if this.stage.rule is StageRule.ALL:
        yield from (_wanting(who, this, see, as_of) for who in wanting(this))
    if this.site:
        yield say(N_("a record of the site with its people"))


def _wanting(who: Participant, this: State, see: Sees, as_of: date) -> Say:
    people = [see.name(one) for one in members(who, as_of, see)]
    if who.power is not None and not people:
        text = N_("{role}: nobody has {power} in charge; `tripower record new power_assignment`")
        return say(text, role=who.role, power=who.power)
    if who.role == this.stage.last and len(this.roles) > 1:
        return say(N_("{role} ({people}), last"), role=who.role, people=people or "—")
    return say(N_("{role} ({people})"), role=who.role, people=people or "—")


def _report(workflow: WorkflowDef, stage: Stage, project: Project, see: Sees, as_of: date) -> Line:
    duty = reporting.duty(project, see, as_of)
    report, status = duty.report if duty else None, Status.NOT_NEEDED
    if duty is not None:
        status = Status.PASSED if report else Status.OPEN
    lacks = (say(N_("to be reported by {due}"), due=duty.due),) if duty and not report else ()
    return Line(
        workflow_id=workflow.workflow_id,
        stage=stage,
        event=stage.must_precede,
        status=status,
        since=report.on if report else None,
        due=duty.due if duty else None,
        signed=(say("{name}", name=report.to),) if report else (),
        missing=lacks,
        command=report_command(project, see, as_of) if lacks else (),
    )
