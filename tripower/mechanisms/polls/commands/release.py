"""`tripower poll release`: answers for others to compute with, nobody to be recognised."""

from __future__ import annotations

import csv
from pathlib import Path

import click

from tripower.core.answer import Answer, inert, refuse, say
from tripower.core.exits import Exit
from tripower.core.messages import N_
from tripower.mechanisms.options import Reading, reading
from tripower.mechanisms.polls.actions.data import known_round
from tripower.mechanisms.polls.commands.tables import at_hand, held_tables, refuse_nothing
from tripower.mechanisms.polls.release import QUASI, SHOWN, released
from tripower.mechanisms.typed import ID

LEAST, USUAL = 5, 10


@click.command(
    name="release",
    short_help=N_("Write the answers to a file for others, nobody to be recognised."),
    help=N_(
        "Write the answers of a round to a CSV file for others to compute with. No rater, device "
        "or duration is in it; groups and weights only where enough people on the same unit have "
        "them in common. Look at it before it goes out."
    ),
)
@click.argument("round_id", type=ID, metavar="ROUND")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help=N_("The file to write; one that is there already is left alone."),
)
@click.option(
    "-k",
    "least",
    type=click.IntRange(min=LEAST),
    default=USUAL,
    help=N_("Of how many people at least nobody can be told from the others."),
)
@reading()
def release_(asked: Reading, round_id: str, out: Path, least: int) -> Answer:
    """The answers of both surveys, in one file."""
    unit = asked.look()
    known_round(unit, round_id)
    if out.exists():
        raise refuse(N_("{path} is there already; name another file"), path=str(out))
    with at_hand("polars"):
        from tripower.columns.engines import open_table, rows

        held = held_tables(asked.own, unit, round_id)
        refuse_nothing(round_id, held)
        tables = [rows(open_table(one.path, "polars"), ["unit_id"]) for one in held.values()]
    questions = sorted({name for table in tables for row in table[:1] for name in _asked(row)})
    given = [row for table in tables for row in table]
    shown = [one for table in tables for one in released(table, _asked(table[0]), least)]
    with out.open("x", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*SHOWN, *questions])
        writer.writeheader()
        writer.writerows({name: _cell(value) for name, value in one.items()} for one in shown)
    hidden = sum(all(row[name] is None for name in QUASI) for row in shown)
    data = {"rows": len(shown), "hidden": hidden, "left_out": len(given) - len(shown), "k": least}
    text = N_(
        "{path}: {rows} answers; of {hidden} groups and weights are hidden, {left_out} are left "
        "out. Look at it before it goes out."
    )
    return Answer([say(text, path=str(out), **data)], data, Exit.CLEAN)


def _cell(value: object) -> object:
    """What a spreadsheet would run is marked as text: groups are named by whoever asked."""
    return inert(value) if isinstance(value, str) else value


def _asked(row: dict[str, object]) -> list[str]:
    """The names of the columns of questions."""
    return [name for name in row if name[0] == "q" and name[1:].isdigit()]
