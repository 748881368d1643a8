"""`tripower poll score`: the result of a round, computed from the answers that were read in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec
from msgspec.structs import replace

from tripower.core.answer import Answer, Cell, Part, Table, refuse, say
from tripower.core.district import unit_name
from tripower.core.exits import Exit
from tripower.core.messages import N_
from tripower.core.unit import Unit
from tripower.mechanisms.options import Writing, writing
from tripower.mechanisms.polls.actions.data import known_round, put_result, unlike
from tripower.mechanisms.polls.commands.mapping import FILE
from tripower.mechanisms.polls.commands.tables import (
    ENGINE,
    REPLACE,
    Held,
    at_hand,
    held_tables,
    refuse_nothing,
)
from tripower.mechanisms.polls.consequences import last_support, unsure
from tripower.mechanisms.polls.method import WEIGHTED_MEANS, computed, responses
from tripower.mechanisms.polls.population import Population, read_population
from tripower.mechanisms.polls.records import PollResult, PollRound, Survey
from tripower.mechanisms.typed import ID
from tripower.store.digest import file_digest

if TYPE_CHECKING:
    from tripower.mechanisms.polls.scoring import Draws, Scored, Surveys, Swing

LEAST_DRAWS = 20_000
FEW = 5
"""Units that are named of those whose scores differ."""
HALF = Fraction(1, 2)
UNTOLD = N_(
    "How many were asked for the {survey} is not on record, so nobody can judge its response."
)


class Task(msgspec.Struct, frozen=True):
    """A round to be scored, with its tables."""

    this: PollRound
    unit: Unit
    tables: Mapping[Survey, Held]
    engine: str
    population: Population
    draws: Draws


@click.command(
    name="score",
    short_help=N_("Compute the scores of a round, and how sure its ranks are."),
    help=N_(
        "Compute the scores of a round from the answers that were read in, with their intervals "
        "and the ranks that the data allow, and record them. The answers are verified by their "
        "digest first. Every engine gives the same record."
    ),
)
@click.argument("round_id", type=ID, metavar="ROUND")
@ENGINE
@click.option(
    "--draws",
    type=click.IntRange(min=LEAST_DRAWS),
    default=LEAST_DRAWS,
    help=N_("How many draws the sets of ranks rest on."),
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    help=N_("Seed of the draws; without it, one that follows from the answers."),
)
@click.option(
    "--population",
    "population_path",
    type=FILE,
    help=N_(
        "File with the people in each group, to which the answers are weighed: `general:` and "
        "`targeted:`, each with `cells:` and `strata:`, in which a line is a group and its number."
    ),
)
@click.option(
    "--without-flagged",
    is_flag=True,
    help=N_("Show beside it what the scores are without the answers flagged."),
)
@REPLACE
@writing
def score_(
    asked: Writing,
    round_id: str,
    engine: str,
    draws: int,
    seed: int | None,
    population_path: Path | None,
    *,
    without_flagged: bool,
    reason: str | None,
) -> Answer:
    """The result on record, and what to know about it."""
    unit = asked.desk.recorded()
    this = known_round(unit, round_id)
    tables = held_tables(asked.desk.folder, unit, round_id)
    refuse_nothing(round_id, tables)
    _refuse_lacking(this, tables)
    with at_hand(engine):
        from tripower.mechanisms.polls.scoring import Draws, seed_of

        digests = tuple(one.data.sha256 for one in tables.values())
        population = read_population(population_path)
        drawn = Draws(draws, seed_of(digests) if seed is None else seed)
        task = Task(this, unit, tables, engine, population, drawn)
        surveys, told = _computed(task)
        other = _computed(task, without_flagged=True)[1] if without_flagged else None
        lacking = [*_lacking(task, surveys, told)]
    record = PollResult(
        round_id=round_id,
        computed_on=asked.today,
        method=WEIGHTED_MEANS,
        draws=drawn.count,
        seed=drawn.seed,
        data_sha256=digests,
        population_sha256=None if population_path is None else file_digest(population_path),
        rows=told.rows,
        versus=told.versus,
    )
    answer = _answer(asked, unit, record, reason)
    parts = [*answer.parts, *_shown(task, told, other), *_lacking_parts(lacking, unit)]
    parts += [*computed(record), *responses(round_id, unit)]
    parts += [say(UNTOLD, survey=one) for one, held in tables.items() if not held.data.invited]
    data = {**(answer.data or {}), "result": record, "without_flagged": other and other.rows}
    return replace(answer, parts=parts, data={**data, "response": lacking})


def _answer(asked: Writing, unit: Unit, record: PollResult, reason: str | None) -> Answer:
    """What was written; a dry run holds it against what is on record, if anything is."""
    held = unit.get(PollResult, record.round_id)
    if held is None or not asked.order.dry_run:
        return asked.answer(put_result(record, reason))
    other = unlike(held, record)
    planned = Answer([], {"commit": "", "paths": [], "refused": []})
    if other and reason is not None:
        planned = asked.answer(put_result(record, reason))
    text = N_("The result is identical with that on record since {day}.")
    if other:
        text = N_("The result is another than that on record since {day}; it differs in: {what}")
    told = say(text, day=held.computed_on, what=_unlike(held, record, other, unit))
    data = {**planned.data, "identical": not other}
    return replace(planned, parts=[told, *planned.parts], data=data)


def _unlike(held: PollResult, record: PollResult, fields: list[str], unit: Unit) -> str:
    """The fields that differ, the rows by their units."""
    rows = {row.unit_id for row in {*held.rows} ^ {*record.rows}}
    names = [unit_name(unit, unit_id) for unit_id in sorted(rows)]
    told = [*names[:FEW], "…"] if len(names) > FEW else names
    return "、".join([*told, *(name for name in fields if name != "rows")])


def _refuse_lacking(this: PollRound, tables: Mapping[Survey, Held]) -> None:
    """Refuse weights that make no mean, and a survey that counts and was not read in."""
    if sum(this.weights) != 1:
        text = N_("the weights of {round} do not make 1; correct them first")
        raise refuse(text, round=this.round_id)
    for survey, weight in zip(Survey, this.weights, strict=True):
        if weight and survey not in tables:
            text = N_("the answers of the {survey} of {round} were not read in yet")
            raise refuse(text, survey=survey, round=this.round_id)


def _computed(task: Task, *, without_flagged: bool = False) -> tuple[Surveys, Scored]:
    """The estimates of the surveys that count, and the rows that follow."""
    from tripower.mechanisms.polls.estimates import estimate
    from tripower.mechanisms.polls.scoring import asked_about, scored

    weights = dict(zip(Survey, task.this.weights, strict=True))
    counting = {which: held for which, held in task.tables.items() if weights[which]}
    try:
        surveys = {
            which: estimate(
                held.path,
                which.value,
                engine=task.engine,
                population=getattr(task.population, which.value).told(),
                without_flagged=without_flagged,
            )
            for which, held in counting.items()
        }
    except ValueError as error:
        text = N_("the scores cannot be computed: {reason}")
        raise refuse(text, code=Exit.UNREADABLE, reason=str(error)) from error
    asked = asked_about([held.path for held in counting.values()], task.engine)
    return surveys, scored(task.this, surveys, asked, task.unit, task.draws)


class Lacking(msgspec.Struct, frozen=True):
    """A survey that fewer than half answered, and what would change the last of each list."""

    survey: Survey
    raters: int
    invited: int
    swings: tuple[Swing, ...]


def _lacking(task: Task, surveys: Surveys, told: Scored) -> Iterator[Lacking]:
    from tripower.mechanisms.polls.scoring import swings

    for which, held in task.tables.items():
        data = held.data
        if data.invited is None or which not in surveys:
            continue
        response = Fraction(data.raters, data.invited)
        if response < HALF:
            found = swings(task.this, surveys, told, which, response)
            yield Lacking(which, data.raters, data.invited, tuple(found))


def _shown(task: Task, told: Scored, other: Scored | None) -> Iterator[Part]:
    """The scores, and beside them those without the answers flagged."""
    this, unit = task.this, task.unit
    ranks = _ranks(told)
    beside = {row.unit_id: row for row in other.rows} if other is not None else {}
    ranks_beside = _ranks(other) if other is not None else {}
    headers = [N_("category"), N_("rank"), N_("unit"), N_("total"), N_("95 % interval")]
    headers += [N_("ranks that the data allow"), N_("among the last"), N_("not ranked because")]
    if other is not None:
        headers += [N_("without flagged"), N_("rank without flagged")]
    rows: list[tuple[Cell, ...]] = []
    for row in sorted(told.rows, key=lambda one: (one.category, ranks.get(one.unit_id, 10**9))):
        cells: list[Cell] = [
            row.category,
            ranks.get(row.unit_id),
            unit_name(unit, row.unit_id),
            row.total,
            f"{row.low}–{row.high}" if row.low is not None else None,
            f"{row.rank_low}–{row.rank_high}" if row.rank_low is not None else None,
            last_support(row, this, unit) if row.bottom is not None else None,
            row.not_ranked,
        ]
        if other is not None:
            found = beside.get(row.unit_id)
            cells += [found.total if found else None, ranks_beside.get(row.unit_id)]
        rows.append(tuple(cells))
    yield Table(tuple(headers), rows)
    yield from unsure(told.rows, this, unit)


def _ranks(told: Scored) -> dict[str, int]:
    return {place.unit_id: place.rank for own in told.lists for place in own.places}


def _lacking_parts(lacking: list[Lacking], unit: Unit) -> Iterator[Part]:
    """A warning for each survey that fewer than half answered, with what hangs on the others."""
    for one in lacking:
        text = N_(
            "Fewer than half answered the {survey}: {raters} of {invited}. Who would be "
            "among the last hangs on those who did not answer:"
        )
        yield say(text, survey=one.survey, raters=one.raters, invited=one.invited)
        rows: list[tuple[Cell, ...]] = [
            (swing.list, unit_name(unit, swing.unit_id), str(swing.observed), _mean(swing))
            for swing in one.swings
        ]
        heads = (N_("list"), N_("unit"), N_("those who answered"), N_("changes if the others are"))
        yield Table(heads, rows)


def _mean(swing: Swing) -> Cell:
    if swing.mean is None:
        return say(N_("no mean from 0 to 100 would do"))
    text = N_("above {mean}") if swing.above else N_("below {mean}")
    return say(text, mean=str(swing.mean))
