"""Writing down whose report of personal matters is checked, drawn by lot (SUP-09)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import msgspec

from tripower.core.answer import refuse
from tripower.core.messages import N_
from tripower.core.plan import Plan
from tripower.core.unit import Unit
from tripower.mechanisms.oversight.lots import draw
from tripower.mechanisms.oversight.personal_matters import due_by, reported, to_draw
from tripower.mechanisms.oversight.records import PersonalDraw

Action = Callable[[Unit], Plan]


class Seed(msgspec.Struct, frozen=True):
    """The text from which the lot follows, where it came from, and who was there."""

    text: str
    source: str | None
    witness_ids: tuple[str, ...]


def drawn(unit: Unit, year: int, on: date, seed: Seed) -> PersonalDraw:
    """The draw of a year among all who had reported; refuses one too early, and a second one."""
    held = unit.where(PersonalDraw, year=year)
    if held:
        text = N_("the draw of {year} is on record already, of {day}; whoever draws twice chooses")
        raise refuse(text, year=year, day=held[0].drawn_on)
    due = due_by(unit, year)
    if on <= due:
        text = N_("reports of {year} may still be handed in until {due}; draw after that day")
        raise refuse(text, year=year, due=due)
    population = tuple(sorted(reported(unit, year, on)))
    if not population:
        text = N_("nobody has reported personal matters in {year} by {day}; nothing can be drawn")
        raise refuse(text, year=year, day=on)
    return PersonalDraw(
        draw_id=str(year),
        year=year,
        drawn_on=on,
        seed=seed.text,
        seed_from=seed.source,
        population=population,
        drawn=draw(seed.text, population, to_draw(unit, on, len(population))),
        witness_ids=seed.witness_ids,
    )


def draw_reports(year: int, on: date, seed: Seed) -> Action:
    """Record the draw."""

    def act(unit: Unit) -> Plan:
        record = drawn(unit, year, on, seed)
        return Plan("oversight draw", f"oversight draw {year}", on, [record])

    return act
