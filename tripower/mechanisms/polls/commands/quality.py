"""`tripower poll quality`: answers that look as if they were given without thought."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from tripower.core.answer import Answer, Cell, Part, Table, say
from tripower.core.district import unit_name
from tripower.core.messages import N_
from tripower.core.records import Term
from tripower.core.unit import Unit
from tripower.mechanisms.options import Reading, reading
from tripower.mechanisms.polls.actions.data import known_round
from tripower.mechanisms.polls.commands.tables import (
    ENGINE,
    at_hand,
    held_tables,
    refuse_nothing,
)
from tripower.mechanisms.polls.records import Survey
from tripower.mechanisms.typed import ID

if TYPE_CHECKING:
    from tripower.columns.quality import Flag

MANY = 10
"""Out of a hundred: where more are flagged, the flag is likely to be wrong."""
HEADERS = (
    N_("unit"),
    N_("flag"),
    N_("can be judged"),
    N_("look at"),
    N_("do not count anyway"),
    N_("not recorded"),
)


class Sign(Term):
    """What about an answer is to be looked at."""

    STRAIGHT = "straight_line"
    PATTERN = "same_pattern"
    SPEED = "speeding"
    DEVICE = "shared_device"


@click.command(
    name="quality",
    short_help=N_("How many answers look as if they were given without thought."),
    help=N_(
        "Count, for each unit, the answers that are to be looked at: the same to every question, "
        "the same pattern again and again, in under a third of the usual time, many from one "
        "device. Nothing is deleted; `poll score --without-flagged` shows what they change."
    ),
)
@click.argument("round_id", type=ID, metavar="ROUND")
@ENGINE
@reading()
def quality_(asked: Reading, round_id: str, engine: str) -> Answer:
    """The flags of each survey that was read in."""
    unit = asked.look()
    this = known_round(unit, round_id)
    with at_hand(engine):
        from tripower.columns.quality import quality

        held = held_tables(asked.own, unit, this.round_id)
        refuse_nothing(round_id, held)
        found = {survey: quality(one.path, engine) for survey, one in held.items()}
    parts: list[Part] = []
    for survey, flags in found.items():
        parts += _shown(survey, flags, unit)
    parts.append(say(N_("A flag asks somebody to look; it says nothing of who answered.")))
    data = {survey.value: list(flags) for survey, flags in found.items()}
    return Answer(parts, data)


def _shown(survey: Survey, flags: Sequence[Flag], unit: Unit) -> Iterator[Part]:
    """The flags of a survey that apply; with a word where so many are flagged that it is odd."""
    told = [one for one in flags if one.applicable]
    rows: list[tuple[Cell, ...]] = [
        (
            unit_name(unit, one.unit_id),
            Sign(one.flag),
            one.applicable,
            one.flagged,
            one.excluded,
            one.missing,
        )
        for one in told
        if one.flagged
    ]
    title = say(N_("Answers to look at, {survey}"), survey=survey)
    if not told:
        yield say(N_("Nothing is recorded that could be judged in the {survey}."), survey=survey)
    elif not rows:
        yield say(N_("No answer of the {survey} stands out."), survey=survey)
    else:
        yield Table(HEADERS, rows, title)
    often = dict.fromkeys(one.flag for one in told if one.flagged * 100 > one.applicable * MANY)
    for flag in often:
        text = N_("More than {share} % are flagged as {flag}: the flag may be wrong here.")
        yield say(text, share=MANY, flag=Sign(flag))
