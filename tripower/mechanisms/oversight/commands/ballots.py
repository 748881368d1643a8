"""`tripower oversight ballots` and `announce`: a round as it was counted, and its result."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from tripower.core.answer import Answer, refuse
from tripower.core.exits import Exit
from tripower.core.messages import N_
from tripower.mechanisms.options import DAY, Writing, ids, writing
from tripower.mechanisms.oversight.actions import selecting as act
from tripower.mechanisms.typed import ID

NUMBER = click.IntRange(min=0)
BLANK = "-"
"""How a paper that ticks no unit is written."""


@click.command(
    name="ballots",
    short_help=N_("Record the ballots of the round that is due, without names."),
    help=N_(
        "Record the ballots of the round that is due, paper by paper and without names. A paper "
        "is written as the units that it ticks, by id or name, `water,schools`; "
        "`water,schools=3` are three papers alike, `-=2` two that tick none. Which ballot it is, "
        "for how many seats and among which units, follows from the rounds before."
    ),
)
@click.argument("selection_id", type=ID, metavar="SELECTION")
@click.option("--entitled", type=NUMBER, required=True, help=N_("Members entitled to attend."))
@click.option("--present", type=NUMBER, required=True, help=N_("Members present."))
@click.option("--issued", type=NUMBER, help=N_("Papers issued; as many as collected if not given."))
@click.option(
    "--collected", type=NUMBER, help=N_("Papers that came back; those told if not given.")
)
@click.option("--spoiled", type=NUMBER, default=0, help=N_("Papers that cannot be read."))
@click.option(
    "--paper", "papers", multiple=True, metavar="UNITS[=COUNT]", help=N_("Papers and how many.")
)
@click.option(
    "--file",
    "path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=N_("Take the papers from a file of such lines."),
)
@click.option("--on", type=DAY, help=N_("The day it happened; today if not given."))
@writing
def ballots_(
    asked: Writing,
    selection_id: str,
    entitled: int,
    present: int,
    issued: int | None,
    collected: int | None,
    spoiled: int,
    papers: tuple[str, ...],
    path: Path | None,
    on: date | None,
) -> Answer:
    """A round."""
    back = spoiled or None if collected is None else collected
    if path is None and not papers and back != spoiled:
        wrong = N_(
            "no paper is told: write each with `--paper water,schools=3`, or all as such lines in "
            "a `--file`; where none came back, `--collected 0`"
        )
        raise refuse(wrong, code=Exit.USAGE)
    lines = _lines(papers, path)
    told = tuple(act.Sheet(where, paper) for where, text in lines for paper in read(text))
    counted = act.Counted(entitled, present, issued, collected, spoiled, told)
    return asked.answer(act.ballots(selection_id, on or asked.today, counted))


def _lines(papers: tuple[str, ...], path: Path | None) -> Iterator[tuple[str, str]]:
    """Each line of papers with where it stands."""
    yield from ((text, text) for text in papers)
    if path is not None:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        yield from ((f"{path.name}:{no}", text) for no, text in enumerate(lines, start=1))


def read(text: str) -> Iterator[tuple[str, ...]]:
    """`water,schools=3` as three papers; an empty line is none, a `-` a paper without ticks."""
    units, _, number = (part.strip() for part in text.partition("="))
    if not units and not number:
        return
    count = int(number) if number.isascii() and number.isdigit() else 0 if number else 1
    if not units or not count:
        wrong = N_("`{text}` is no paper; write UNITS or UNITS=COUNT, such as water,schools=3")
        raise refuse(wrong, code=Exit.USAGE, text=text)
    ticks = () if units == BLANK else ids(units)
    yield from (ticks for _ in range(count))


@click.command(
    name="announce",
    help=N_("Record the announcement of the units that the ballots chose."),
)
@click.argument("selection_id", type=ID, metavar="SELECTION")
@click.option("--doc", "doc_no", help=N_("Number of the announcement."))
@click.option("--on", type=DAY, help=N_("The day it happened; today if not given."))
@writing
def announce_(asked: Writing, selection_id: str, doc_no: str | None, on: date | None) -> Answer:
    """The result."""
    return asked.answer(act.announce(selection_id, on or asked.today, doc_no))
