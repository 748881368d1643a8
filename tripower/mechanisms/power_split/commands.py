"""`tripower power`: who is in charge of which power, on a day and over time."""

from __future__ import annotations

from datetime import date

import click

from tripower.core.answer import Answer, Cell, Part, Table, say
from tripower.core.messages import N_
from tripower.core.people import positions_on
from tripower.core.unit import Unit
from tripower.mechanisms.options import Reading, reading
from tripower.mechanisms.power_split.records import Power, PowerAssignment, PowerProfile


@click.group(help=N_("Who is in charge of which power."))
def power() -> None:
    """Group of commands."""


@power.command(help=N_("The matrix of people against powers on a day, and how it changed."))
@click.option("--history", is_flag=True, help=N_("Who held each power from when to when."))
@reading()
def show(asked: Reading, *, history: bool) -> Answer:
    """People in rows, the six powers in columns."""
    unit, as_of = asked.unit()
    table = _history(unit) if history else _matrix(unit, as_of)
    data = [
        {
            "power": a.power,
            "person_id": a.person_id,
            "from": a.from_,
            "to": a.to,
            "scope": a.scope,
            "standin": a.standin,
            "in_force": a.period.covers(as_of),
        }
        for a in _in_order(unit)
    ]
    note = say(
        N_("As of {as_of}. ● in charge, ○ stands in, – not exercised by this unit."), as_of=as_of
    )
    parts: list[Part] = [table] if history else [table, note]
    return Answer(parts, data)


def _in_order(unit: Unit) -> list[PowerAssignment]:
    order = list(Power)
    return sorted(
        unit.all(PowerAssignment), key=lambda a: (order.index(a.power), a.from_, a.assignment_id)
    )


def _matrix(unit: Unit, day: date) -> Table:
    leaders = [p for p in positions_on(unit, day) if p.voting]
    held = [a for a in unit.all(PowerAssignment) if a.period.covers(day)]
    people = dict.fromkeys([*(p.person_id for p in leaders), *(a.person_id for a in held)])
    titles = {p.person_id: p.title for p in leaders}
    idle = {p.power for p in unit.all(PowerProfile) if not p.applicable and p.period.covers(day)}
    rows = [
        [unit.name(person), titles.get(person), *(_mark(person, one, held, idle) for one in Power)]
        for person in people
    ]
    headers = (N_("name"), N_("post"), *(one.label for one in Power))
    return Table(headers, rows)


def _mark(person: str, one: Power, held: list[PowerAssignment], idle: set[Power]) -> Cell:
    own = [a for a in held if a.person_id == person and a.power is one]
    if own:
        mark = "○" if all(a.standin for a in own) else "●"
        scopes = "、".join(a.scope for a in own if a.scope)
        return f"{mark} {scopes}".strip()
    return "–" if one in idle else None


def _history(unit: Unit) -> Table:
    headers = (
        N_("power"),
        N_("name"),
        N_("from"),
        N_("to"),
        N_("scope"),
        N_("sign limit"),
        N_("matter"),
    )
    rows = [
        (
            a.power,
            unit.name(a.person_id),
            a.from_,
            a.to,
            a.scope,
            str(a.sign_limit) if a.sign_limit is not None else None,
            a.decision_id,
        )
        for a in _in_order(unit)
    ]
    return Table(headers, rows)
