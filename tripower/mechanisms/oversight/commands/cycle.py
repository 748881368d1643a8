"""`tripower oversight cycle`: the four parts of each unit's oversight, and who is behind."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from tripower.core.answer import Answer, Cell, Part, Table, say
from tripower.core.district import unit_name
from tripower.core.messages import N_
from tripower.core.unit import Unit
from tripower.mechanisms.options import Reading, reading
from tripower.mechanisms.oversight.four_parts import Overseen, Standing, State, overseen
from tripower.mechanisms.oversight.records import Part as OnePart

BEHIND = frozenset({State.BEHIND, State.MISSING})
"""States of a part that somebody has to see to now."""


@click.command(
    name="cycle",
    short_help=N_("The four parts of each unit's oversight, and who is behind."),
    help=N_(
        "The four parts of each chosen unit's oversight as of a day: what is done, what is not yet "
        "due, and who is behind the plan or has missed the end of the year; without "
        "a year, of all."
    ),
)
@click.argument("year", type=click.IntRange(1900, 9998), required=False, metavar="[YEAR]")
@reading()
def cycle_(asked: Reading, year: int | None) -> Answer:
    """All units, or those of a year."""
    unit, as_of = asked.unit()
    every = [one for one in overseen(unit) if year in (None, one.year) and one.since <= as_of]
    if not every:
        return Answer([say(N_("No unit is overseen."))], {"as_of": as_of, "units": []})
    heads = (N_("year"), N_("unit"), *(part.label for part in OnePart))
    parts: list[Part] = [Table(heads, [_row(one, unit, as_of) for one in every])]
    late = [row for one in every for row in _behind(one, unit, as_of)]
    if late:
        told = (N_("year"), N_("unit"), N_("part of oversight"), N_("due by"), N_("state"))
        parts.append(Table(told, late, say(N_("Who is behind"))))
    else:
        parts.append(say(N_("Nobody is behind.")))
    return Answer(parts, {"as_of": as_of, "units": [_data(one, unit, as_of) for one in every]})


def _row(this: Overseen, unit: Unit, as_of: date) -> tuple[Cell, ...]:
    cells = [_cell(one, as_of) for one in this.standings(unit)]
    return (str(this.year), unit_name(unit, this.unit_id), *cells)


def _cell(one: Standing, as_of: date) -> Cell:
    state = one.state(as_of)
    if one.done is None or state not in (State.DONE, State.LATE):
        return say(state.label)
    day = one.done.done_on
    return say(N_("{day}, {state}"), day=day, state=state) if state is State.LATE else day


def _behind(this: Overseen, unit: Unit, as_of: date) -> list[tuple[Cell, ...]]:
    name = unit_name(unit, this.unit_id)
    return [
        (str(this.year), name, say(one.part.label), one.by, say(one.state(as_of).label))
        for one in this.standings(unit)
        if one.state(as_of) in BEHIND
    ]


def _data(this: Overseen, unit: Unit, as_of: date) -> dict[str, Any]:
    standings = this.standings(unit)
    return {
        "year": this.year,
        "unit_id": this.unit_id,
        "selections": [one.selection_id for one in this.selections],
        "cycles": [one.cycle_id for one in this.cycles],
        "parts": {
            one.part.value: {
                "by": one.by,
                "done_on": one.done.done_on if one.done is not None else None,
                "state": one.state(as_of),
            }
            for one in standings
        },
        "behind": [one.part for one in standings if one.state(as_of) in BEHIND],
    }
