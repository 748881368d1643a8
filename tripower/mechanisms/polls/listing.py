"""The ranked lists of a round from its result: who is ranked, in which list, who is left out.

The rules of a round are those of the first day of its fieldwork (VER-01).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal

import msgspec

from tripower.core.dates import add_months
from tripower.core.district import DistrictUnit, ancestors
from tripower.core.records import Record
from tripower.core.unit import Sees
from tripower.mechanisms.polls.ranking import Limits, Score, Standings, standings
from tripower.mechanisms.polls.records import (
    NotRanked,
    PollPublication,
    PollResult,
    PollRound,
    ResultRow,
    Survey,
)

READS: tuple[type[Record], ...] = (PollRound, PollResult, DistrictUnit)
PARAMETERS = (
    "pol.top_k",
    "pol.bottom_k",
    "pol.small_below",
    "pol.scope",
    "pol.min_age_months",
    "pol.least_answers",
    "pol.least_effective",
)
OVERALL = ""
"""The name of the one list where all units are ranked together."""


class Answers(msgspec.Struct, frozen=True):
    """What a survey gave on a unit: score, valid answers, effective number of answers."""

    survey: Survey
    score: str | None
    count: int
    effective: Decimal | None


def answers(row: ResultRow, this: PollRound) -> Iterator[Answers]:
    """The surveys that count in a round, those whose weight is not zero."""
    general, targeted = this.weights
    if general:
        count, effective = row.n_general, row.n_eff_general
        yield Answers(Survey.GENERAL, row.general, count, _number(effective))
    if targeted:
        count, effective = row.n_targeted, row.n_eff_targeted
        yield Answers(Survey.TARGETED, row.targeted, count, _number(effective))


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def founded(unit_id: str, see: Sees) -> date | None:
    """When a unit began, or the first of those that it continues; None where nobody knows.

    A new name makes no new unit (POL-09).
    """
    return min((one.from_ for one in ancestors(see, unit_id)), default=None)


def grounds(row: ResultRow, this: PollRound, see: Sees) -> Iterator[NotRanked]:
    """Why a unit must not be ranked, by what is on record (POL-10)."""
    rules, begun = see.on(this.fieldwork_from), founded(row.unit_id, see)
    months = rules.whole("pol.min_age_months")
    if begun is not None and add_months(begun, months) > this.fieldwork_from:
        yield NotRanked.NEW_UNIT
    found = list(answers(row, this))
    if row.total is None or any(one.score is None for one in found):
        yield NotRanked.ONE_SURVEY
    if any(one.count < rules.whole("pol.least_answers") for one in found):
        yield NotRanked.FEW_ANSWERS
    least = rules.whole("pol.least_effective")
    if any(one.effective is not None and one.effective < least for one in found):
        yield NotRanked.FEW_EFFECTIVE


def left_out(row: ResultRow, this: PollRound, see: Sees) -> NotRanked | None:
    """Why a unit is not ranked: what the result says, or what must keep it out all the same."""
    return row.not_ranked or next(grounds(row, this, see), None)


def lists(this: PollRound, see: Sees) -> tuple[Standings, ...]:
    """The lists by whose ranks something follows, those with a ranked unit (POL-05).

    A list each category, or one of all units together, as the parameters say.
    """
    found: tuple[Standings, ...] = see.once(
        "polls.lists",
        this.round_id,
        lambda inner: _lists(this, inner, together=overall(this, inner)),
    )
    return found


def by_category(this: PollRound, see: Sees) -> tuple[Standings, ...]:
    """The lists as they are shown: by category, whatever the consequences go by (POL-03, 04)."""
    found: tuple[Standings, ...] = see.once(
        "polls.by_category", this.round_id, lambda inner: _lists(this, inner)
    )
    return found


def overall(this: PollRound, see: Sees) -> bool:
    """Whether what follows goes by the rank among all units together."""
    return see.on(this.fieldwork_from).text("pol.scope") == "overall"


def _lists(this: PollRound, see: Sees, *, together: bool = False) -> tuple[Standings, ...]:
    result = see.get(PollResult, this.round_id)
    if result is None:
        return ()
    rules = see.on(this.fieldwork_from)
    keys = ("pol.top_k", "pol.bottom_k", "pol.small_below")
    limits = Limits(*(rules.whole(key) for key in keys))
    held: dict[str, list[Score]] = {}
    for row in result.rows:
        scores = held.setdefault(OVERALL if together else row.category, [])
        if left_out(row, this, see) is None:
            scores.append(Score(row.unit_id, row.points, Decimal(row.targeted or 0)))
    return tuple(standings(name, scores, limits) for name, scores in held.items() if scores)


def list_of(unit_id: str, this: PollRound, see: Sees) -> Standings | None:
    """The list in which a unit is ranked in a round."""
    return next((one for one in lists(this, see) if one.place(unit_id) is not None), None)


def rows_left_out(this: PollRound, see: Sees) -> Iterator[tuple[ResultRow, NotRanked]]:
    """The units that are not ranked, each with the reason."""
    result = see.get(PollResult, this.round_id)
    for row in result.rows if result is not None else ():
        why = left_out(row, this, see)
        if why is not None:
            yield row, why


def unnamed(named: Collection[str], this: PollRound, see: Sees) -> Iterator[DistrictUnit]:
    """The units that could be rated while a round was in the field, and are not among those named.

    One that was continued within the fieldwork counts by the unit that continues it.
    """
    days = (this.fieldwork_from, this.fieldwork_to)
    units = [
        one
        for one in see.all(DistrictUnit)
        if one.category and any(one.period.covers(day) for day in days)
    ]
    ended = {one.unit_id for one in units if not one.period.covers(this.fieldwork_to)}
    continued = {former for one in units for former in one.successor_of} & ended
    for one in units:
        names = {one.unit_id, *ended.intersection(one.successor_of)}
        if one.unit_id not in continued and names.isdisjoint(named):
            yield one


def published_on(this: PollRound, see: Sees) -> date | None:
    """The day on which the ranking was first published."""
    found = see.where(PollPublication, round_id=this.round_id)
    return min((one.published_on for one in found), default=None)


def publish_by(result: PollResult, see: Sees) -> date:
    """The last day for the publication, from the day of the result."""
    days = see.on(result.computed_on).whole("pol.publish_workdays")
    return see.calendar.add_workdays(result.computed_on, days)


def decisive_day(this: PollRound, see: Sees) -> date | None:
    """The day on whose head the consequences fall: of the publication, till then of the result."""
    result = see.get(PollResult, this.round_id)
    return published_on(this, see) or (result.computed_on if result is not None else None)
