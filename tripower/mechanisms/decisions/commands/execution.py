"""`tripower decision` after the vote: carry out, supervise, close, review, change."""

from __future__ import annotations

from datetime import date

import click

from tripower.core.answer import Answer
from tripower.core.messages import N_
from tripower.mechanisms.decisions.actions import execution as act
from tripower.mechanisms.decisions.commands.words import ON, on_day, words
from tripower.mechanisms.decisions.records import ChangeType, ClosingResult
from tripower.mechanisms.options import Writing, writing
from tripower.mechanisms.power_split.records import Power

MATTER = click.argument("matter_id", metavar="ID")


@click.command(help=N_("Begin to carry out what was decided."))
@MATTER
@click.option("--by", "executor", help=N_("Who carries it out; else whom the minutes name."))
@click.option("--power", type=words(Power), help=N_("Which of the six powers it exercises."))
@ON
@writing
def execute(
    asked: Writing, matter_id: str, executor: str | None, power: Power | None, on: date | None
) -> Answer:
    """An execution."""
    return asked.answer(act.execute(matter_id, executor, power, on_day(on, asked)))


@click.command(help=N_("Record a look at how a decision is carried out."))
@MATTER
@click.option("--by", help=N_("Who looked; the actor if not given."))
@click.option("--found", required=True, help=N_("What was found."))
@ON
@writing
def supervise(
    asked: Writing, matter_id: str, by: str | None, found: str, on: date | None
) -> Answer:
    """A check by a supervisor."""
    day = on_day(on, asked)
    return asked.answer(act.supervise(matter_id, by or asked.actor, day, found))


@click.command(help=N_("Close a decision that has been carried out, or cannot be."))
@MATTER
@click.option("--by", help=N_("Who closes it; the actor if not given."))
@click.option("--result", type=words(ClosingResult), default="done", help=N_("How far it came."))
@click.option("--note", help=N_("What was achieved, and why the rest was not."))
@ON
@writing
def close(
    asked: Writing,
    matter_id: str,
    by: str | None,
    result: ClosingResult,
    note: str | None,
    on: date | None,
) -> Answer:
    """A closing."""
    day = on_day(on, asked)
    return asked.answer(act.close(matter_id, by or asked.actor, day, result, note))


@click.command(help=N_("Look at a result again, for instance because a paper proved false."))
@MATTER
@click.option("--by", help=N_("Who reviewed it; the actor if not given."))
@click.option("--conclusion", required=True, help=N_("What the review concluded."))
@click.option("--false", "papers", multiple=True, help=N_("A paper that had proved false, by id."))
@ON
@writing
def review(
    asked: Writing,
    matter_id: str,
    by: str | None,
    conclusion: str,
    papers: tuple[str, ...],
    on: date | None,
) -> Answer:
    """A review."""
    day = on_day(on, asked)
    return asked.answer(act.review(matter_id, by or asked.actor, day, conclusion, papers))


@click.command(help=N_("Record that a supporting paper has proved false."))
@MATTER
@click.argument("material_id", metavar="PAPER")
@click.option("--by", required=True, help=N_("Who found it, by name."))
@click.option("--found", required=True, help=N_("What is false, and how it was found."))
@ON
@writing
def disprove(
    asked: Writing, matter_id: str, material_id: str, by: str, found: str, on: date | None
) -> Answer:
    """A false paper."""
    return asked.answer(act.disprove(matter_id, material_id, by, on_day(on, asked), found))


@click.command(help=N_("Alter or stop a decision, or resume one that was suspended."))
@MATTER
@click.option("--type", "type_", type=words(ChangeType), required=True, help=N_("Which of them."))
@click.option("--by", help=N_("Who did it; the actor if not given."))
@click.option("--what", required=True, help=N_("What is different from then on."))
@click.option("--under", "new_matter", metavar="ID", help=N_("The matter by which it was decided."))
@ON
@writing
def change(
    asked: Writing,
    matter_id: str,
    type_: ChangeType,
    by: str | None,
    what: str,
    new_matter: str | None,
    on: date | None,
) -> Answer:
    """A change of a decision."""
    told = act.Changing(type_, what, new_matter)
    return asked.answer(act.change(matter_id, by or asked.actor, on_day(on, asked), told))


@click.command(help=N_("Suspend a decision for the time being; only the head may, and in haste."))
@MATTER
@click.option("--by", help=N_("Who suspended it; the actor if not given."))
@click.option("--reason", required=True, help=N_("What made it urgent."))
@ON
@writing
def halt(asked: Writing, matter_id: str, by: str | None, reason: str, on: date | None) -> Answer:
    """A suspension."""
    return asked.answer(act.halt(matter_id, by or asked.actor, on_day(on, asked), reason))


COMMANDS = (execute, supervise, close, review, disprove, change, halt)
