"""`tripower poll chain`: a unit through the rounds, and whether it was last twice running."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from tripower.core.answer import Answer, Cell, Part, Table, refuse, say
from tripower.core.district import DistrictUnit, unit_name
from tripower.core.exits import Exit
from tripower.core.messages import N_
from tripower.core.unit import Unit
from tripower.mechanisms.options import Reading, reading
from tripower.mechanisms.polls import chain, heads
from tripower.mechanisms.polls.chain import Held, Stand, Twice
from tripower.mechanisms.polls.commands.following import PEOPLE_DECIDE, doubts_data
from tripower.mechanisms.polls.records import PollResult, PollRound
from tripower.mechanisms.typed import ID


@click.command(
    name="chain",
    short_help=N_("A unit through the rounds, and whether it was last twice running."),
    help=N_(
        "How a unit stood in every round, under whatever name: new names, mergers, other "
        "categories, rounds left out and other heads. Then whether it was the single last twice "
        "running, and whether the data bear that out."
    ),
)
@click.argument("unit_id", type=ID, metavar="UNIT")
@reading()
def chain_(asked: Reading, unit_id: str) -> Answer:
    """Each round, the latest first, and what follows from the last two."""
    unit, day = asked.unit()
    typed = _known_unit(unit, unit_id)
    named, later = _today(typed, day, unit)
    unit_id = named.unit_id
    steps = [(this, _stands(unit_id, this, unit)) for this in _rounds(unit)]
    there = [this for this, stands in steps if _own(unit_id, stands)]
    twice = chain.last_twice(unit_id, there[0], unit) if there else None
    return Answer(
        [*_followed(typed, named), *_parts(named, steps, twice, unit, later)],
        {
            "asked": typed.unit_id,
            "continued_by": [one.unit_id for one in later],
            "unit_id": unit_id,
            "name": named.name,
            "rounds": [_round_data(this, stands, unit) for this, stands in steps],
            "last_twice": _twice_data(twice, there[0]) if twice is not None else None,
        },
    )


def _known_unit(unit: Unit, unit_id: str) -> DistrictUnit:
    found = unit.get(DistrictUnit, unit_id)
    if found is None:
        known = ", ".join(one.unit_id for one in unit.all(DistrictUnit)) or "–"
        text = N_("there is no unit `{unit}` in units.yaml; on record: {known}")
        raise refuse(text, code=Exit.USAGE, unit=unit_id, known=known)
    return found


def _today(named: DistrictUnit, day: date, unit: Unit) -> tuple[DistrictUnit, list[DistrictUnit]]:
    """The unit that continues one by a day, as long as it is one; else those that do."""
    seen: set[str] = set()
    while named.to is not None and named.to < day and named.unit_id not in seen:
        seen.add(named.unit_id)
        begun = (one for one in unit.all(DistrictUnit) if one.from_ <= day)
        later = [one for one in begun if named.unit_id in one.successor_of]
        if len(later) != 1:
            return named, later
        named = later[0]
    return named, []


def _followed(typed: DistrictUnit, named: DistrictUnit) -> Iterator[Part]:
    if typed != named:
        text = N_("{former} is continued by {unit}, of which this tells.")
        yield say(text, former=typed.name, unit=named.name)


def _rounds(unit: Unit) -> list[PollRound]:
    """The rounds that have a result, the latest first."""
    done = (one for one in unit.all(PollRound) if unit.get(PollResult, one.round_id) is not None)
    return sorted(done, key=lambda one: (one.fieldwork_from, one.round_id), reverse=True)


def _stands(unit_id: str, this: PollRound, unit: Unit) -> tuple[Stand, ...]:
    names = chain.stood_for(unit_id, this, unit)
    found = (chain.stand(name, this, unit) for name in names)
    return tuple(one for one in found if one.held is not Held.NEW)


def _own(unit_id: str, stands: tuple[Stand, ...]) -> bool:
    return any(one.unit_id == unit_id and one.rank is not None for one in stands)


def _parts(
    named: DistrictUnit,
    steps: list[tuple[PollRound, tuple[Stand, ...]]],
    twice: Twice | None,
    unit: Unit,
    later: list[DistrictUnit],
) -> Iterator[Part]:
    headers = (
        *(N_("round"), N_("unit"), N_("category"), N_("rank"), N_("from the bottom")),
        *(N_("state"), N_("head during the fieldwork")),
    )
    rows = [_row(this, one, unit) for this, stands in steps for one in stands]
    if not rows:
        yield say(N_("{unit} was in no round."), unit=named.name)
        return
    yield Table(headers, rows, say(N_("{unit} in the rounds"), unit=named.name))
    if not later:
        yield from _verdict(named, twice)
    for one in later:
        text = N_("{former} was divided; for {unit} type: tripower poll chain {unit_id}")
        yield say(text, former=named.name, unit=one.name, unit_id=one.unit_id)


def _row(this: PollRound, one: Stand, unit: Unit) -> tuple[Cell, ...]:
    people = sorted(heads.heads_during([one.unit_id], heads.fieldwork(this), unit))
    return (
        this.name,
        unit_name(unit, one.unit_id),
        one.category or None,
        f"{one.rank}/{one.count}" if one.rank is not None else None,
        one.reverse,
        one.held,
        "、".join(map(unit.name, people)) or None,
    )


def _verdict(named: DistrictUnit, twice: Twice | None) -> Iterator[Part]:
    if twice is None:
        text = N_("{unit} was not last twice running: no removal is proposed (POL-06).")
        yield say(text, unit=named.name)
        return
    if not twice.doubts:
        text = N_("{unit} was last twice running: the removal of its head is proposed (POL-05).")
        yield say(text, unit=named.name)
    else:
        text = N_("{unit} was last twice running; whether anything follows a person must decide:")
        yield say(text, unit=named.name)
        rows = [(one.rule_id, one.text) for one in twice.doubts]
        yield Table((N_("rule"), N_("why a person decides")), rows)
    borne = N_("The data of both rounds together bear it out.")
    open_ = N_("The data of both rounds together do not settle whether it is the last.")
    yield say(borne if twice.confirmed else open_)
    yield say(PEOPLE_DECIDE)


def _round_data(this: PollRound, stands: tuple[Stand, ...], unit: Unit) -> dict[str, Any]:
    during = heads.fieldwork(this)
    people = heads.heads_during([one.unit_id for one in stands], during, unit)
    return {"round_id": this.round_id, "stands": list(stands), "heads": sorted(people)}


def _twice_data(twice: Twice, this: PollRound) -> dict[str, Any]:
    return {
        "rounds": [twice.before.round_id, this.round_id],
        "course": "manual" if twice.doubts else "proposed",
        "support": "confirmed" if twice.confirmed else "unresolved",
        "doubts": doubts_data(twice.doubts),
    }
