"""`tripower publish`: notices for the public and the office."""

from __future__ import annotations

from pathlib import Path

import click

from tripower.core.answer import Answer, Findings, Part, Refused, Table, say
from tripower.core.messages import N_
from tripower.core.unit import Unit
from tripower.mechanisms.decisions import notices as decisions
from tripower.mechanisms.options import Reading, reading
from tripower.mechanisms.power_split import notices as power_split
from tripower.publish.files import State
from tripower.publish.issue import Issued, Order
from tripower.publish.issue import publish as issue
from tripower.trail.repository import open_repository

UNREADABLE = 3


@click.group(help=N_("Notices for the public and the office."))
def publish() -> None:
    """Group of commands."""


@publish.command(
    help=N_(
        "Write every notice that is due: the division of work and the minutes, as web pages "
        "and as plain text, for the public and for the unit itself."
    )
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help=N_("Folder to write to; what is unchanged is not touched."),
)
@click.option(
    "--templates",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=N_("Folder of templates of your own; they come before those of the program."),
)
@reading()
def notices(asked: Reading, *, out: Path, templates: Path | None) -> Answer:
    """What is due is told by the records alone; nothing is recorded by publishing."""
    unit, as_of = asked.unit()
    _readable(unit)
    tables = asked.app.tables()
    rooms = (power_split.notices, decisions.notices)
    due = [one for notices_of in rooms for one in notices_of(unit, as_of, tables.rules)]
    repository = open_repository(asked.folder)
    order = Order(out, asked.app.lang or "zh", templates)
    issued = issue(due, unit, repository, tables.kinds, order)
    return _answer(issued, repository.head() or "", out, str(as_of))


def _readable(unit: Unit) -> None:
    """Refuse (3) where anything in the folder cannot be read: a notice may hang on it."""
    problems = [one for one in unit.problems if not one.warning]
    if problems:
        heading = say(N_("These records cannot be read, so nothing was written:"))
        refused = [one.code for one in problems]
        data = {"paths": [], "refused": refused}
        parts: list[Part] = [heading, Findings((), problems, unit.files)]
        raise Refused(Answer(parts, data, UNREADABLE, failed=True))


def _answer(issued: Issued, commit: str, out: Path, as_of: str) -> Answer:
    counts = {state: [*issued.states.values()].count(state) for state in State}
    rows = [
        (name, issued.titles[name], state)
        for name, state in issued.states.items()
        if state is not State.UNCHANGED
    ]
    parts: list[Part] = []
    if rows:
        parts.append(Table((N_("document"), N_("title"), N_("state")), rows))
    text = N_("As of {as_of}: {new} new, {changed} changed, {unchanged} unchanged in {out}")
    told = {state.value: count for state, count in counts.items()}
    parts.append(say(text, as_of=as_of, out=str(out), **told))
    if issued.left:
        text = N_("No longer due, left where they are: {paths}")
        parts.append(say(text, paths=", ".join(issued.left)))
    data = {
        "as_of": as_of,
        "commit": commit,
        "paths": list(issued.paths),
        "refused": [],
        "notices": [{"id": name, "state": state} for name, state in issued.states.items()],
        "left": list(issued.left),
    }
    return Answer(parts, data)
