"""From the estimates of the surveys to the result on record: rounded once, with reasons.

Scores are exact until they are rounded half up; what says how sure they are comes as floats from
one order of sums and is rounded to the places of the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from tripower.columns.engines import open_table
from tripower.columns.engines import rows as rows_of
from tripower.core.unit import Sees
from tripower.mechanisms.polls.estimates import (
    Combined,
    Survey,
    UnitEstimate,
    alone,
    combine,
    confidence,
)
from tripower.mechanisms.polls.listing import OVERALL, grounds
from tripower.mechanisms.polls.rank_sets import bottom, last_confirmed, rank_sets, spread
from tripower.mechanisms.polls.ranking import Limits, Score, Standings, standings, total
from tripower.mechanisms.polls.records import PollRound, ResultRow, Sureness, Versus
from tripower.mechanisms.polls.records import Survey as Which

LEVEL = Fraction(95, 100)
Surveys = Mapping[Which, Survey]


class Draws(msgspec.Struct, frozen=True):
    """How the sets of ranks are drawn."""

    count: int
    seed: int


class Scored(msgspec.Struct, frozen=True, eq=False):
    """The rows of a result and the comparisons with the lowest; `lists` are its categories."""

    rows: tuple[ResultRow, ...]
    versus: tuple[Versus, ...]
    lists: tuple[Standings, ...]


def scored(
    this: PollRound, surveys: Surveys, asked: Mapping[str, str], see: Sees, draws: Draws
) -> Scored:
    """The result of a round; `asked` are the units that people were asked about, by category."""
    together = combined(this, surveys)
    rows = {one.unit_id: one for one in plain_rows(this, surveys, asked)}
    rules = see.on(this.fieldwork_from)
    limits = Limits(*(rules.whole(f"pol.{key}") for key in ("top_k", "bottom_k", "small_below")))
    if together.df > 0:
        rows |= {one.unit_id: one for one in _with_intervals(rows, together)}
    rows = {name: replace(row, not_ranked=_why(row, this, see)) for name, row in rows.items()}
    lists = [*_lists(rows.values(), limits, together=rules.text("pol.scope") == "overall")]
    versus: list[Versus] = []
    for one in lists:
        told = together.only(place.unit_id for place in one.places)
        rows |= {row.unit_id: row for row in _with_ranks(rows, told, one, draws)}
        versus += _versus(told, one)
    ordered = sorted(rows.values(), key=lambda one: (one.category, one.unit_id))
    return Scored(tuple(ordered), tuple(versus), tuple(lists))


def asked_about(paths: Iterable[Path], engine: str) -> dict[str, str]:
    """The units that the tables of a round are about, answered or not, each with its category."""
    import narwhals as nw

    found: dict[str, str] = {}
    for path in paths:
        named = open_table(path, engine).group_by("unit_id", "category").agg(n=nw.len())
        found |= {one["unit_id"]: one["category"] for one in rows_of(named, ["unit_id"])}
    return found


def combined(this: PollRound, surveys: Surveys) -> Combined:
    """The surveys that have a weight, weighed together."""
    w_general, w_targeted = this.weights
    if not w_targeted:
        return alone(surveys[Which.GENERAL])
    if not w_general:
        return alone(surveys[Which.TARGETED])
    return combine(surveys[Which.GENERAL], surveys[Which.TARGETED], Fraction(w_general))


def plain_rows(this: PollRound, surveys: Surveys, asked: Mapping[str, str]) -> Iterator[ResultRow]:
    """A row for each unit that a survey is about: scores, and on how much they rest."""
    held = {which: {one.unit_id: one for one in told.units} for which, told in surveys.items()}
    for unit_id in sorted(asked):
        general, targeted = (held.get(which, {}).get(unit_id) for which in Which)
        yield ResultRow(
            unit_id=unit_id,
            category=asked[unit_id],
            general=_points(general),
            targeted=_points(targeted),
            total=_total(this, general, targeted),
            n_general=general.n if general else 0,
            n_targeted=targeted.n if targeted else 0,
            n_eff_general=_effective(general),
            n_eff_targeted=_effective(targeted),
        )


def _points(one: UnitEstimate | None) -> str | None:
    return None if one is None else str(rounded(one.exact, 2))


def _effective(one: UnitEstimate | None) -> str | None:
    """Cut, not rounded: 24.96 must not pass for 25.0 (NUM-02)."""
    return None if one is None else str(Decimal(int(Fraction(one.n_eff) * 10)).scaleb(-1))


def _total(
    this: PollRound, general: UnitEstimate | None, targeted: UnitEstimate | None
) -> str | None:
    """The weighted sum of the two scores as they are published (POL-01)."""
    scores = []
    for weight, one in zip(this.weights, (general, targeted), strict=True):
        if one is None and weight:
            return None
        scores.append(rounded(one.exact, 2) if one is not None else Decimal(0))
    w_general, w_targeted = this.weights
    return str(total(scores[0], scores[1], w_general, w_targeted))


def rounded(value: Fraction | float, places: int) -> Decimal:
    """A number to so many places, halves away from zero; exact until then."""
    exact = Fraction(value) * 10**places
    whole = (2 * abs(exact.numerator) + exact.denominator) // (2 * exact.denominator)
    return Decimal(whole if exact >= 0 else -whole).scaleb(-places)


def _with_intervals(rows: Mapping[str, ResultRow], told: Combined) -> Iterator[ResultRow]:
    intervals = confidence(told, LEVEL)
    for unit_id, error, (low, high) in zip(told.unit_ids, told.errors, intervals, strict=True):
        if isfinite(error):
            ends = [str(rounded(value, 2)) for value in (error, low, high)]
            yield replace(rows[unit_id], se=ends[0], low=ends[1], high=ends[2])


def _why(row: ResultRow, this: PollRound, see: Sees) -> Any:
    return next(grounds(row, this, see), None)


def _lists(rows: Iterable[ResultRow], limits: Limits, *, together: bool) -> Iterator[Standings]:
    held: dict[str, list[Score]] = {}
    for row in rows:
        if row.not_ranked is None:
            score = Score(row.unit_id, row.points, Decimal(row.targeted or 0))
            held.setdefault(OVERALL if together else row.category, []).append(score)
    for name in sorted(held):
        yield standings(name, held[name], limits)


def _with_ranks(
    rows: Mapping[str, ResultRow], told: Combined, own: Standings, draws: Draws
) -> Iterator[ResultRow]:
    """The sets of ranks within a list; nothing where a single rater says nothing about errors."""
    if told.df < 1 or own.count < 2:
        return
    sets = rank_sets(told.theta, told.covariance, draws=draws.count, seed=draws.seed)
    sure = bottom(sets, own.bottom_quota)
    for unit_id, (low, high), word in zip(told.unit_ids, sets, sure, strict=True):
        place = own.place(unit_id)
        last = _last_confirmed(told, own) if place is not None and place.last else None
        yield replace(
            rows[unit_id],
            rank_low=low,
            rank_high=high,
            bottom=Sureness(word) if own.bottom_quota else None,
            last_confirmed=last,
        )


def _last_confirmed(told: Combined, own: Standings) -> bool:
    """Whether the data bear out that the last of the list is the last; never where it is shared."""
    at = _last(told, own)
    exact = told.exact
    lowest = at is not None and all(
        exact[at] < score for other, score in enumerate(exact) if other != at
    )
    return lowest and last_confirmed(told.theta, told.covariance)


def _last(told: Combined, own: Standings) -> int | None:
    """Where the last of a list stands in the estimates; None where several share the place."""
    lowest = [one.unit_id for one in own.places if one.last]
    return told.unit_ids.index(lowest[0]) if len(lowest) == 1 else None


def _versus(told: Combined, own: Standings) -> Iterator[Versus]:
    """The last of a list against each other of it."""
    at = _last(told, own)
    if at is None or told.df < 1:
        return
    for other, unit_id in enumerate(told.unit_ids):
        if other != at:
            gap = told.exact[other] - told.exact[at]
            yield Versus(
                category=own.name or told.categories[at],
                unit_id=told.unit_ids[at],
                other_id=unit_id,
                difference=str(rounded(gap, 6)),
                se=str(rounded(spread(told.covariance, at, other), 6)),
            )


class Swing(msgspec.Struct, frozen=True):
    """What those who did not answer would have to think for the last of a list to be others.

    `mean` is theirs on the unit, in points, where all else stays; None where no mean from 0 to
    100 would do it. `above` says on which side of it.
    """

    list: str
    survey: Which
    unit_id: str
    observed: Decimal
    mean: Decimal | None
    above: bool


def swings(
    this: PollRound, surveys: Surveys, told: Scored, which: Which, response: Fraction
) -> Iterator[Swing]:
    """For each list, the two units on both sides of the cut, by the response of a survey."""
    weight = Fraction(this.weights[list(Which).index(which)])
    scores = {one.unit_id: one.exact for one in surveys[which].units}
    lacking = weight * (1 - response)
    for own in told.lists:
        inside = {one.unit_id for one in own.bottom}
        cut = [one for one in own.places if one.unit_id in inside][:1]
        over = [one for one in own.places if one.unit_id not in inside][-1:]
        if not (cut and over and lacking):
            continue
        gap = Fraction(over[0].score.total - cut[0].score.total)
        for place, step in ((cut[0], gap), (over[0], -gap)):
            own_score = scores[place.unit_id]
            mean = own_score + step / lacking
            possible = rounded(mean, 2) if 0 <= mean <= 100 else None
            observed = rounded(own_score, 2)
            yield Swing(own.name, which, place.unit_id, observed, possible, step >= 0)


def seed_of(digests: Sequence[str]) -> int:
    """A seed that follows from the data, so that nobody can look for one that pleases."""
    return int("".join(digest[:8] for digest in sorted(digests))[:8] or "0", 16)
