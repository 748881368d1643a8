"""`tripower power`: who is in charge of which power, on a day and over time."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from tripower.core.answer import Answer, Cell, Part, Table, say
from tripower.core.dates import Period, add_months
from tripower.core.messages import N_
from tripower.core.people import positions_on
from tripower.core.unit import Unit
from tripower.mechanisms.options import DAY, Reading, reading
from tripower.mechanisms.power_split.allocation import Suggestion, holders, suggest
from tripower.mechanisms.power_split.records import Power, PowerAssignment, PowerProfile
from tripower.mechanisms.power_split.rotation import Seat, seats

SHOWN = 20
"""How many possible divisions are shown; their number is always told."""


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


@power.command(
    name="suggest",
    short_help=N_("Possible divisions of work with the fewest changes."),
    help=N_(
        "Possible divisions of work with the fewest changes from that of a day, or why there is "
        "none. It is arithmetic, no verdict: the team decides."
    ),
)
@click.option("--on", "day", type=DAY, help=N_("The day; without it, the day of the check."))
@reading()
def suggest_(asked: Reading, *, day: date | None) -> Answer:
    """One row a division, one column a power."""
    unit, as_of = asked.unit()
    on = day or as_of
    (part,) = holders(unit, Period(on, on))
    found = suggest(part, SHOWN)
    return Answer(_possible(found, unit, on), _suggestion_data(found, on))


def _possible(found: Suggestion, unit: Unit, on: date) -> list[Part]:
    if not found.powers:
        return [say(N_("On {day} the unit has none of the six powers on record."), day=on)]
    if not found.count:
        return [_too_few(found, unit, on)]
    headers = (N_("no."), *(one.label for one in found.powers))
    rows: list[list[Cell]] = [
        [number, *(_new(found, power, division[power], unit) for power in found.powers)]
        for number, division in enumerate(found.shown, 1)
    ]
    text = N_(
        "On {day}, fewest changes: {changes}; possible divisions: {count}, shown: {shown}. "
        "→ takes the power over. The team decides."
    )
    told = {"changes": found.changes, "count": found.count, "shown": len(found.shown)}
    return [Table(headers, rows), say(text, day=on, **told)]


def _new(found: Suggestion, power: Power, person_id: str, unit: Unit) -> str:
    kept = person_id in found.today[power]
    return unit.name(person_id) if kept else f"→ {unit.name(person_id)}"


def _too_few(found: Suggestion, unit: Unit, on: date) -> Part:
    told = {"powers": found.powers, "people": [unit.name(p) for p in found.people], "day": on}
    if found.needed is None:
        text = N_("On {day} no division of {powers} is possible, whatever the number of deputies.")
        return say(text, **told)
    if not found.people:
        text = N_("On {day} {powers} need at least {needed} deputies, and nobody is eligible.")
    else:
        text = N_(
            "On {day} {powers} need at least {needed} deputies, {count} are eligible ({people})."
        )
    return say(text, needed=found.needed, count=len(found.people), **told)


def _suggestion_data(found: Suggestion, on: date) -> dict[str, Any]:
    return {
        "on": on,
        "powers": list(found.powers),
        "eligible": list(found.people),
        "needed": found.needed,
        "today": {power: list(people) for power, people in found.today.items()},
        "changes": found.changes if found.count else None,
        "count": found.count,
        "possible": list(found.shown),
    }


@power.command(
    short_help=N_("Which leader is due to leave a post, and when."),
    help=N_(
        "Which leader is due to leave a post, when and by which rule: full years in the post and "
        "in the unit, what is planned, and which papers are on file. For the unit itself, not to "
        "be published."
    ),
)
@click.option(
    "--within",
    type=click.IntRange(min=0),
    metavar="MONTHS",
    help=N_("Only those due by then, and those who were due before."),
)
@reading()
def rotation(asked: Reading, *, within: int | None) -> Answer:
    """One row a post that a leader holds, what is due first at the top."""
    unit, as_of = asked.unit()
    until = date.max if within is None else add_months(as_of, within)
    found = [seat for seat in seats(unit, as_of) if seat.due.on <= until]
    headers = (
        N_("name"),
        N_("post"),
        N_("in post since"),
        N_("full years"),
        N_("years in the unit"),
        N_("acting head"),
        N_("due on"),
        N_("rule"),
        N_("exemption"),
        N_("audit"),
        N_("rotation order"),
    )
    full = sum(seat.due.on <= as_of for seat in found)
    text = N_("As of {as_of}: {count} posts, {full} of them due.")
    told = say(text, as_of=as_of, count=len(found), full=full)
    rows = [_seat_row(seat, unit, as_of) for seat in found]
    return Answer(
        [Table(headers, rows), told], {"as_of": as_of, "posts": [_seat_data(s) for s in found]}
    )


def _seat_row(seat: Seat, unit: Unit, as_of: date) -> list[Cell]:
    due: Cell = seat.due.on
    if seat.due.on <= as_of:
        due = say(N_("{day} (reached)"), day=seat.due.on)
    acting = "、".join(f"{one.first}–{one.end or ''}" for one in seat.tenure.acting)
    return [
        unit.name(seat.tenure.person_id),
        seat.tenure.title,
        seat.tenure.run.start,
        seat.years,
        seat.unit_years,
        acting or None,
        due,
        seat.due.rule_id,
        _exemption(seat),
        seat.audit.doc_no if seat.audit else None,
        seat.order.doc_no if seat.order else None,
    ]


def _exemption(seat: Seat) -> Cell:
    if seat.exempt:
        return seat.ground or say(N_("exempt, no ground named"))
    return say(N_("close to retirement")) if seat.near_retirement else None


def _seat_data(seat: Seat) -> dict[str, Any]:
    plan = seat.plan
    return {
        "person_id": seat.tenure.person_id,
        "position_id": seat.tenure.position.position_id,
        "post": seat.tenure.title,
        "since": seat.tenure.run.start,
        "years": seat.years,
        "unit_since": seat.unit_since,
        "unit_years": seat.unit_years,
        "acting": [{"from": one.start, "to": one.end} for one in seat.tenure.acting],
        "due_on": seat.due.on,
        "rule_id": seat.due.rule_id,
        "limits": [{"rule_id": one.rule_id, "on": one.on} for one in seat.limits],
        "planned_on": plan.due_on if plan else None,
        "action": plan.action if plan else None,
        "exemption_ground": plan.exemption_ground if plan else None,
        "close_to_retirement": seat.near_retirement,
        "audit_id": seat.audit.audit_id if seat.audit else None,
        "order_id": seat.order.order_id if seat.order else None,
    }
