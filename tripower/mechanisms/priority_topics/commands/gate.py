"""`tripower gate`: what a project has to pass, and who signed."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from tripower.core.answer import Answer, refuse
from tripower.core.exits import Exit
from tripower.core.messages import N_
from tripower.mechanisms.answers import entry_answer
from tripower.mechanisms.options import DAY, Reading, Writing, reading, writing
from tripower.mechanisms.priority_topics.actions import gates as act
from tripower.mechanisms.priority_topics.commands.drawing import drawn, listed
from tripower.mechanisms.priority_topics.records import SignResult
from tripower.mechanisms.typed import ID

PROJECT = click.argument("project_id", type=ID, metavar="PROJECT")
STEP = click.argument("about", type=ID, metavar="STEP")
ON = click.option("--on", type=DAY, help=N_("The day it happened; today if not given."))
TIME = click.option("--time", metavar="HH:MM", help=N_("The time of day, where it matters."))


@click.group(help=N_("Gates of projects: what has to be passed before what, and who signed."))
def gate() -> None:
    """Group of commands."""


@gate.command(help=N_("Copy a shipped workflow into the unit's register, such as three-meetings."))
@click.argument("name", metavar="NAME")
@click.option("--from", "from_", type=DAY, help=N_("First day on which it holds; else today."))
@click.option("--id", "workflow_id", type=ID, help=N_("Another id, where its own is used."))
@click.option("--basis", help=N_("The unit's own paper that brings it in."))
@writing
def adopt(
    asked: Writing, name: str, from_: date | None, workflow_id: str | None, basis: str | None
) -> Answer:
    """A workflow of the unit's own."""
    return asked.answer(act.adopt(name, from_ or asked.today, workflow_id, basis))


@gate.command(help=N_("Sign a planned payment or step at its gate, or reject it."))
@PROJECT
@STEP
@click.option("--stage", type=ID, help=N_("The stage, by its id, where several come before it."))
@click.option("--role", help=N_("For which body or section; where the person is in one, that."))
@click.option("--person", "person_id", type=ID, help=N_("Who signs; the actor if not given."))
@click.option("--reject", is_flag=True, help=N_("Reject it; all sign anew. Say why: --note."))
@click.option("--abstain", is_flag=True, help=N_("Take part in the meeting, but not in favour."))
@click.option("--onsite", is_flag=True, help=N_("The person was on the spot."))
@click.option("--note", help=N_("The opinion; of a rejection, why."))
@TIME
@ON
@writing
def sign(
    asked: Writing,
    project_id: str,
    person_id: str | None,
    on: date | None,
    reject: bool,
    abstain: bool,
    **told: Any,
) -> Answer:
    """A signature, and the project as it stands then."""
    if reject and abstain:
        raise refuse(N_("say one of both: --reject or --abstain"), code=Exit.USAGE)
    if reject and not told["note"]:
        raise refuse(N_("whoever rejects says why: --note"), code=Exit.USAGE)
    result = SignResult.REJECT if reject else SignResult.PASS
    signing = act.Signing(
        project_id=project_id,
        person_id=person_id or asked.actor,
        on=on or asked.today,
        result=SignResult.ABSTAIN if abstain else result,
        **told,
    )
    return _written(asked, project_id, act.sign(signing))


@gate.command("pass", help=N_("A planned step happens: refused while a gate before it is open."))
@PROJECT
@STEP
@TIME
@ON
@writing
def pass_(asked: Writing, project_id: str, about: str, time: str | None, on: date | None) -> Answer:
    """A payment that is made, a design that is handed in."""
    return _written(asked, project_id, act.carry_out(project_id, about, on or asked.today, time))


def _written(asked: Writing, project_id: str, action: act.Action) -> Answer:
    entry = asked.write(action)
    answer = entry_answer(entry, dry_run=asked.order.dry_run)
    unit = entry.verdict.unit
    parts, _ = drawn(act.known_project(unit, project_id), unit, asked.today)
    return Answer([*answer.parts, *parts], answer.data)


@gate.command(
    help=N_(
        "A project's way through its gates: who signed, who is missing, what next; without a "
        "project, all of them with their next step."
    )
)
@click.argument("project_id", type=ID, required=False, metavar="[PROJECT]")
@reading()
def show(asked: Reading, project_id: str | None) -> Answer:
    """One project drawn as text, or the list of all."""
    unit, day = asked.unit()
    if project_id is None:
        return Answer(*listed(unit, day))
    parts, data = drawn(act.known_project(unit, project_id), unit, day)
    return Answer(parts, data)
