"""`tripower oversight draw`: whose report of personal matters is checked, by lot."""

from __future__ import annotations

from datetime import date

import click
from msgspec.structs import replace

from tripower.core.answer import Answer, Cell, Part, Table, say
from tripower.core.messages import N_
from tripower.engine.desk import Entry
from tripower.mechanisms.answers import entry_answer
from tripower.mechanisms.options import DAY, Writing, ids, writing
from tripower.mechanisms.oversight.actions.drawing import Seed, draw_reports
from tripower.mechanisms.oversight.lots import lot
from tripower.mechanisms.oversight.records import PersonalDraw
from tripower.mechanisms.typed import IDS

BY_HAND = N_(
    "Anybody can repeat it: the lot of a person is the SHA-256 of the seed, one space and the id "
    "of the person, in UTF-8, as by: printf '%s' 'SEED ID' | sha256sum. The lowest are drawn."
)


@click.command(
    name="draw",
    short_help=N_("Draw by lot whose report of personal matters is checked."),
    help=N_(
        "Draw by lot whose report of personal matters of a year is checked, from all who have "
        "reported: ten per cent, rounded up, at least one. The seed is settled before witnesses "
        "and goes on record. The lot of a person is the SHA-256 of the seed, one space and the "
        "person's id; those with the lowest are drawn, so that anybody can repeat it by hand."
    ),
)
@click.argument("year", type=click.IntRange(1900, 9998), metavar="YEAR")
@click.option("--seed", required=True, help=N_("The text from which the lot follows."))
@click.option("--seed-from", help=N_("Where it comes from, such as dice thrown before witnesses."))
@click.option("--witnesses", type=IDS, help=N_("Who was there, by id."))
@click.option("--on", type=DAY, help=N_("The day it happened; today if not given."))
@writing
def draw_(
    asked: Writing,
    year: int,
    seed: str,
    seed_from: str | None,
    witnesses: str | None,
    on: date | None,
) -> Answer:
    """A draw, with the lots of all."""
    told = Seed(seed, seed_from, ids(witnesses))
    entry = asked.write(draw_reports(year, on or asked.today, told))
    answer = entry_answer(entry, dry_run=asked.order.dry_run)
    record, unit = drawn_in(entry), entry.verdict.unit
    lots = [(one, lot(record.seed, one)) for one in record.population]
    ranked = sorted(lots, key=lambda pair: (pair[1], pair[0]))
    rows: list[tuple[Cell, ...]] = [
        (one, unit.name(one), value, say(N_("drawn")) if one in record.drawn else None)
        for one, value in ranked
    ]
    parts: list[Part] = [
        Table((N_("id"), N_("name"), N_("lot"), N_("outcome")), rows),
        say(BY_HAND),
        *answer.parts,
    ]
    data = {**answer.data, "year": year, "seed": seed, "drawn": list(record.drawn)}
    return replace(answer, parts=parts, data={**data, "lots": dict(ranked)})


def drawn_in(entry: Entry) -> PersonalDraw:
    """The draw that was written."""
    return next(one for one in entry.verdict.plan.puts if isinstance(one, PersonalDraw))
