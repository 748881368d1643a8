"""`tripower due`: what is owed now, by whom, by which rule, by when."""

from __future__ import annotations

from datetime import date

import click

from tripower.cli.findings_text import sentence
from tripower.core.answer import Answer, Cell, Part, Table, refuse, say
from tripower.core.dues import Due
from tripower.core.exits import Exit
from tripower.core.messages import N_
from tripower.core.unit import Unit
from tripower.mechanisms.decisions import owed as decisions
from tripower.mechanisms.options import Reading, reading, unreadable
from tripower.mechanisms.oversight import owed as oversight
from tripower.mechanisms.polls import owed as polls
from tripower.mechanisms.power_split import owed as power_split
from tripower.mechanisms.priority_topics import owed as priority_topics

ROOMS = (decisions, power_split, oversight, priority_topics, polls)


@click.command(
    short_help=N_("What is owed, by whom, by when."),
    help=N_("What is owed now: by whom, by which rule, by when."),
)
@click.option("--person", help=N_("Only what this person owes, by id."))
@reading()
def due(asked: Reading, person: str | None) -> Answer:
    """One line an obligation, the nearest first."""
    unit, as_of = asked.unit()
    if person is not None and person not in unit.records["person"]:
        text = N_("nobody with the id {person} is in people.yaml")
        raise refuse(text, code=Exit.USAGE, person=person)
    every = (one for room in ROOMS for one in room.owed(unit, as_of))
    found = sorted(every, key=Due.order)
    found = [one for one in found if person is None or one.person_id == person]
    headers = (N_("by"), N_("who"), N_("what"), N_("rule"))
    rows = [(_by(one, as_of), _who(one, unit), one.what, one.rule_id) for one in found]
    listed = [
        {
            "rule_id": one.rule_id,
            "subject": one.subject,
            "person_id": one.person_id,
            "by": one.by,
            "what": sentence(one.what.text, one.what.args, asked.app.lang),
        }
        for one in found
    ]
    parts: list[Part] = [Table(headers, rows)]
    parts.append(say(N_("As of {as_of}: {count} owed."), as_of=as_of, count=len(found)))
    data = {"as_of": as_of, "unreadable": unreadable(unit), "owed": listed}
    return Answer(parts, data)


def _by(one: Due, as_of: date) -> Cell:
    if one.by is None:
        return None
    return say(N_("{day} (overdue)"), day=one.by) if one.by < as_of else one.by


def _who(one: Due, unit: Unit) -> str | None:
    return unit.name(one.person_id) if one.person_id else None
