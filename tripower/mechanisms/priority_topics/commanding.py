"""What is typed next on a project's way, whole: each command is accepted as it stands."""

from __future__ import annotations

from datetime import date

from tripower.core.unit import Sees
from tripower.mechanisms.priority_topics import amounts
from tripower.mechanisms.priority_topics.gates import members
from tripower.mechanisms.priority_topics.records import (
    PAYMENT,
    Participant,
    Project,
    ProjectContract,
    ProjectReport,
    SiteRecord,
    StageRule,
)
from tripower.mechanisms.priority_topics.replay import State
from tripower.mechanisms.priority_topics.steps import id_of, steps_of

Words = tuple[str, ...]
NEW = "tripower record new"


def wanting(this: State) -> list[Participant]:
    """Who still signs at an open stage; whoever is expected last comes last."""
    found = [one for one in this.stage.participants if one.role in this.roles]
    return sorted(found, key=lambda one: one.role == this.stage.last)


def command_of(this: State, see: Sees, as_of: date) -> Words:
    """A signature at an open stage, or the record of the site."""
    step, stage = this.gate.step, this.stage
    if not (this.roles or this.people):
        return _site(this, see, as_of)
    who = next(iter(wanting(this)), None)
    role = (f"--role {who.role}",) if who is not None else ()
    person = _signer(who, this, see, as_of) if who is not None else None
    onsite = ("--onsite",) if stage.onsite else ()
    words = (f"tripower gate sign {step.project_id} {id_of(step)}", f"--stage {stage.stage_id}")
    return (*words, *role, *((f"--person {person}",) if person else ()), *onsite)


def _signer(who: Participant, this: State, see: Sees, as_of: date) -> str | None:
    """The first in that role who has not signed yet."""
    signed = {one.person_id for one in this.counted}
    held = members(who, as_of, see, voting=this.stage.rule is StageRule.MEETING)
    return next((one for one in held if one not in signed), None)


def _site(this: State, see: Sees, as_of: date) -> Words:
    step, name = this.gate.step, this.gate.step.project_id
    number = max((one.record_no for one in see.where(SiteRecord, project_id=name)), default=0) + 1
    own = (one for who in this.stage.participants for one in members(who, as_of, see))
    people = dict.fromkeys([*(one.person_id for one in this.counted if one.onsite), *own])
    told = (f"project_id={name}", f"record_no={number}", f"stage_id={this.stage.stage_id}")
    seen = (f"about={id_of(step)}", f"on={as_of}", "place=现场", "found=所见情况")
    return (f"{NEW} site_record", *told, *seen, f"'person_ids=[{', '.join(people)}]'")


def report_command(project: Project, see: Sees, as_of: date) -> Words:
    """The report on a large project."""
    name = project.project_id
    number = (
        max((one.report_no for one in see.where(ProjectReport, project_id=name)), default=0) + 1
    )
    told = (f"project_id={name}", f"report_no={number}", f"on={as_of}", "to=区纪委")
    return (f"{NEW} project_report", *told)


def draft_command(project: Project, event: str, see: Sees, as_of: date) -> Words:
    """A step that is put forward as a draft, so that people see what they sign."""
    name, taken = project.project_id, {id_of(one) for one in steps_of(project.project_id, see)}
    days = (f"asked_on={as_of}", f"on={as_of}", "draft=true")
    if event != PAYMENT:
        told = (f"project_id={name}", f"event_id={_free(event, taken)}", f"event={event}")
        return (f"{NEW} project_event", *told, *days)
    signed = [one for one in see.where(ProjectContract, project_id=name) if not one.draft]
    contract = (f"contract_no={signed[-1].contract_no}",) if signed else ()
    payee = signed[-1].contractor if signed else "收款单位"
    amount = amounts.payable(name, see, as_of)
    told = (f"project_id={name}", f"payment_id={_free('', taken)}", f"amount={amount}")
    return (f"{NEW} payment", *told, f"'payee={payee}'", *contract, *days)


def _free(stem: str, taken: set[str]) -> str:
    """An id that is not taken: the stem itself or with a number, and without stem a number."""
    numbers = map(str, range(1, len(taken) + 2))
    every = [stem, *(f"{stem}-{no}" for no in numbers)] if stem else [*numbers]
    return next(one for one in every if one not in taken)
