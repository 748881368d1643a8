"""`tripower poll rank`: the ranked lists of a round, and how sure each rank is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from tripower.core.answer import Answer, Cell, Part, Say, Table, refuse, say
from tripower.core.district import DistrictUnit, unit_name
from tripower.core.messages import N_, fill
from tripower.core.unit import Unit
from tripower.mechanisms.options import Reading, reading
from tripower.mechanisms.polls import listing
from tripower.mechanisms.polls.actions.data import known_round
from tripower.mechanisms.polls.consequences import last_support, unsure
from tripower.mechanisms.polls.method import computed, responses
from tripower.mechanisms.polls.ranking import Place, Standings
from tripower.mechanisms.polls.records import PollResult, PollRound, PollSkip, ResultRow
from tripower.mechanisms.typed import ID

ALL_UNITS = N_("all units")
HEADERS = (
    *(
        N_("rank"),
        N_("unit"),
        N_("total"),
        N_("general survey"),
        N_("targeted survey"),
        N_("95 % interval"),
    ),
    *(N_("ranks that the data allow"), N_("among the last"), N_("from the bottom")),
)


@click.command(
    name="rank",
    short_help=N_("The ranked lists of a round, and how sure each rank is."),
    help=N_(
        "The ranked list of each category from the result on record: rank, score, its interval, "
        "the ranks that the data allow, and whether the data bear out that a unit is among the "
        "last. Equal scores share a rank."
    ),
)
@click.argument("round_id", type=ID, metavar="ROUND")
@reading()
def rank_(asked: Reading, round_id: str) -> Answer:
    """A table for each list, then who is not ranked."""
    unit, _ = asked.unit()
    this, result = round_with_result(unit, round_id)
    return Answer(list(_parts(this, result, unit)), _data(this, result, unit))


def round_with_result(unit: Unit, round_id: str) -> tuple[PollRound, PollResult]:
    """A round and its result; refuses one that is not on record, or not computed yet."""
    this = known_round(unit, round_id)
    result = unit.get(PollResult, round_id)
    if result is None:
        text = N_("{round} has no result on record; compute it with `tripower poll score`")
        raise refuse(text, round=round_id)
    return this, result


def _parts(this: PollRound, result: PollResult, unit: Unit) -> Iterator[Part]:
    for table in listing.lists(this, unit):
        rows = [_row(place, table, this, result, unit) for place in table.places]
        title = N_("{round}: {list}, {count} units ranked")
        named = table.name or say(ALL_UNITS)
        yield Table(HEADERS, rows, say(title, round=this.name, list=named, count=table.count))
        if table.all_equal:
            yield say(N_("All have the same score, so nothing follows; that is for people."))
        if table.small:
            yield small(table)
    out: list[tuple[Cell, ...]] = [
        (unit_name(unit, row.unit_id), row.category, why)
        for row, why in listing.rows_left_out(this, unit)
    ]
    out += [(one.name, one.category, why) for one, why in _no_answers(this, result, unit)]
    heads = (N_("unit"), N_("category"), N_("not ranked because"))
    yield Table(heads, out, say(N_("Not ranked")))
    yield from unsure(result.rows, this, unit)
    yield from (*computed(result), *responses(this.round_id, unit))


def _no_answers(
    this: PollRound, result: PollResult, unit: Unit
) -> Iterator[tuple[DistrictUnit, Say]]:
    """The units that existed in the fieldwork and of which the result says nothing, with why."""
    for one in listing.unnamed({row.unit_id for row in result.rows}, this, unit):
        skip = unit.get(PollSkip, f"{this.round_id}/{one.unit_id}")
        if skip is None:
            yield one, say(N_("nobody was asked about it"))
        else:
            text = N_("not surveyed; {by} approved it on {day}: {reason}")
            args = {"by": skip.approved_by, "day": skip.approved_on, "reason": skip.reason}
            yield one, say(text, **args)


def small(table: Standings) -> Part:
    """What holds in a short list (POL-07)."""
    text = N_("Only {count} units are ranked, so {quota} at each end count; default, not law.")
    return say(text, count=table.count, quota=table.bottom_quota)


def _row(
    place: Place, table: Standings, this: PollRound, result: PollResult, unit: Unit
) -> tuple[Cell, ...]:
    row = result.row(place.unit_id)
    last = {one.unit_id for one in table.bottom}
    mark = place.reverse if place.unit_id in last else None
    return (
        place.rank,
        unit_name(unit, place.unit_id),
        str(place.score.total),
        row.general if row else None,
        row.targeted if row else None,
        interval(row),
        rank_set(row),
        last_support(row, this, unit) if row else None,
        mark,
    )


def interval(row: ResultRow | None) -> str | None:
    """The interval of a total, such as 81.20–84.10."""
    return f"{row.low}–{row.high}" if row is not None and row.low is not None else None


def rank_set(row: ResultRow | None) -> str | None:
    """The ranks that the data allow, such as 2–5."""
    known = row is not None and row.rank_low is not None
    return f"{row.rank_low}–{row.rank_high}" if row is not None and known else None


def _data(this: PollRound, result: PollResult, unit: Unit) -> dict[str, Any]:
    return {
        "round_id": this.round_id,
        "lists": [
            {
                "category": table.name or None,
                "count": table.count,
                "small": table.small,
                "all_equal": table.all_equal,
                "top_quota": table.top_quota,
                "bottom_quota": table.bottom_quota,
                "rows": [_row_data(place, table, this, result, unit) for place in table.places],
            }
            for table in listing.lists(this, unit)
        ],
        "not_ranked": [
            {"unit_id": row.unit_id, "name": unit_name(unit, row.unit_id), "why": why}
            for row, why in listing.rows_left_out(this, unit)
        ],
        "no_answers": [
            {"unit_id": one.unit_id, "name": one.name, "why": fill(why.text, why.args, "en")}
            for one, why in _no_answers(this, result, unit)
        ],
    }


def _row_data(
    place: Place, table: Standings, this: PollRound, result: PollResult, unit: Unit
) -> dict[str, Any]:
    row = result.row(place.unit_id)
    names = ("general", "targeted", "low", "high", "rank_low", "rank_high", "bottom")
    return {
        "unit_id": place.unit_id,
        "name": unit_name(unit, place.unit_id),
        "rank": place.rank,
        "reverse_rank": place.reverse,
        "shared": place.shared,
        "total": str(place.score.total),
        **{name: getattr(row, name, None) for name in names},
        "support": last_support(row, this, unit) if row else None,
        "last_confirmed": row.last_confirmed if row else None,
        "among_first": place.unit_id in {one.unit_id for one in table.top},
        "among_last": place.unit_id in {one.unit_id for one in table.bottom},
    }
