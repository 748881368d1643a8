"""`tripower publish`: notices for the public and the office."""

from __future__ import annotations

from pathlib import Path

import click

from tripower.cli.bulletin import HalfYearType
from tripower.cli.bulletin import issue as issue_bulletin
from tripower.core.answer import Answer, Findings, Part, Refused, Table, refuse, say
from tripower.core.exits import Exit
from tripower.core.messages import N_
from tripower.core.unit import Unit
from tripower.mechanisms.decisions import notices as decisions
from tripower.mechanisms.decisions.half_year import HalfYear
from tripower.mechanisms.options import Reading, ids, reading
from tripower.mechanisms.oversight import notices as oversight
from tripower.mechanisms.polls import notices as polls
from tripower.mechanisms.power_split import notices as power_split
from tripower.mechanisms.priority_topics import notices as priority_topics
from tripower.mechanisms.standards import notices as standards
from tripower.publish.files import State
from tripower.publish.issue import Issued, Order
from tripower.publish.issue import publish as issue
from tripower.trail.repository import open_repository

ROOMS = (power_split, decisions, standards, oversight, priority_topics, polls)
OUT = click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help=N_("Folder to write to; what is unchanged is not touched."),
)
TEMPLATES = click.option(
    "--templates",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=N_("Folder of templates of your own; they come before those of the program."),
)


@click.group(help=N_("Notices for the public and the office."))
def publish() -> None:
    """Group of commands."""


@publish.command(
    help=N_(
        "Write every notice that is due, as a web page and as plain text: what is public for "
        "anybody and as a sheet for the notice board, the rest for the unit itself."
    )
)
@OUT
@TEMPLATES
@click.option(
    "--only",
    metavar="D4,D8",
    help=N_("Only these documents, by their numbers; the others are left as they are."),
)
@reading()
def notices(asked: Reading, *, out: Path, templates: Path | None, only: str | None) -> Answer:
    """What is due is told by the records alone; nothing is recorded by publishing."""
    wanted = _documents(only)
    unit, as_of = asked.unit()
    _readable(unit)
    tables = asked.app.tables()
    due = [one for room in ROOMS for one in room.notices(unit, as_of, tables.rules, wanted)]
    repository = open_repository(asked.own)
    order = Order(out, asked.app.lang or "zh", templates, wanted if only else ())
    issued = issue(due, unit, repository, tables.kinds, order)
    return _answer(issued, repository.head(), out, str(as_of))


@publish.command(
    help=N_(
        "Write the half-year bulletin (D26) of a district: catalogue items, matters, passed, "
        "minutes, for each unit and together, with the list of the records that each figure "
        "counts. Units that cannot be read are named."
    )
)
@click.option("--period", type=HalfYearType(), required=True, help=N_("The half-year."))
@OUT
@TEMPLATES
@reading()
def bulletin(asked: Reading, *, period: HalfYear, out: Path, templates: Path | None) -> Answer:
    """All records on file count, also those that came late; `--as-of` looks back to a day."""
    issued = issue_bulletin(asked, period, out, templates)
    return _answer(issued, None, out, str(asked.as_of or asked.today))


def _documents(only: str | None) -> tuple[str, ...]:
    """The documents asked for in the order of the list; all where none is named."""
    known = tuple(name for room in ROOMS for name in room.DOCUMENTS)
    asked = known if only is None else ids(only)
    if unknown := [one for one in asked if one not in known]:
        text = N_("no document is numbered {unknown}; there are {known}")
        raise refuse(text, code=Exit.USAGE, unknown=", ".join(unknown), known=", ".join(known))
    return tuple(one for one in known if one in asked)


def _readable(unit: Unit) -> None:
    """Refuse (3) where anything in the folder cannot be read: a notice may hang on it."""
    problems = [one for one in unit.problems if not one.warning]
    if problems:
        heading = say(N_("These records cannot be read, so nothing was written:"))
        refused = [one.code for one in problems]
        data = {"paths": [], "refused": refused}
        parts: list[Part] = [heading, Findings((), problems, unit.files)]
        raise Refused(Answer(parts, data, Exit.UNREADABLE, failed=True))


def _answer(issued: Issued, commit: str | None, out: Path, as_of: str) -> Answer:
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
        "commit": commit or "",
        "paths": list(issued.paths),
        "refused": [],
        "notices": [{"id": name, "state": state} for name, state in issued.states.items()],
        "left": list(issued.left),
    }
    return Answer(parts, data)
