"""Rules on ranks: their order, their publication, who is ranked at all (POL-03, 04, 10)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tripower.core.district import DistrictUnit, unit_name
from tripower.core.messages import N_
from tripower.core.rules import Hit, manual, practice, rule, seed, violation, warning
from tripower.core.unit import View
from tripower.mechanisms.polls import listing
from tripower.mechanisms.polls.records import (
    NotRanked,
    PollPublication,
    PollResult,
    PollRound,
    ResultRow,
)
from tripower.mechanisms.polls.sureness import unfounded


@rule(
    "POL-03",
    N_("Units are ranked in their category, from the highest score to the lowest"),
    subject=PollRound,
    reads=[*listing.READS, PollPublication],
    parameters=listing.PARAMETERS,
    basis=[
        seed(N_("The results are listed by category from the highest to the lowest.")),
        practice(N_("How ties are broken and shared is ours.")),
    ],
    says={
        "other_rank": (
            N_("{unit} was shown as number {told}; by the scores it is number {right}"),
            N_("Publish a correction."),
        ),
        "not_shown": (
            N_("{unit} is number {right} by the scores and was not shown"),
            N_("Publish the whole list."),
        ),
        "twice": (
            N_("{unit} has two lines in the result"),
            N_("Compute the result again."),
        ),
        "both_names": (
            N_("{unit} stands in the result under its former name, too: {former}"),
            N_("Compute the result again, with one name for it."),
        ),
        "unfounded": (
            N_(
                "how sure the rank of {unit} is said to be does not agree with the scores on record"
            ),
            N_("Compute the result again."),
        ),
        "category": (
            N_("{unit} was ranked among {told}; the register has it among {right}"),
            N_("Correct the register, or compute the result again."),
        ),
    },
)
def ranked_by_score(this: PollRound, see: View) -> Iterator[Hit]:
    """What was shown is what follows from the scores: exact at two decimals, highest first.

    Equal totals are told apart by the score of the targeted survey; what is equal then shares
    the rank: 1, 2, 2, 4. A unit that got another name while people were asked is one unit.

    What a result says on how sure a rank is agrees with its own numbers: the total lies in its
    interval, the rank among those that the data allow, and differences are those of the totals.

    Why: a rank can cost a post, so it must be the one that the numbers give.

    Example: 90.00, 85.00, 85.00 and 80.00, with 84.00 and 84.00 in the targeted survey, are
    numbers 1, 2, 2 and 4; a list that shows 1, 2, 3, 4: violation.
    """
    yield from _lines(this, see)
    yield from _sureness(this, see)
    for shown in see.where(PollPublication, round_id=this.round_id):
        told = {one.unit_id: one.rank for one in shown.ranks}
        for table in listing.by_category(this, see) if told else ():
            for place in table.places if _covers(shown, table.name) else ():
                name, mark = unit_name(see, place.unit_id), f"{shown.key}/{place.unit_id}"
                saying: dict[str, Any] = {"unit": name, "right": place.rank}
                rank = told.get(place.unit_id)
                if rank is None:
                    yield violation("not_shown", at=shown, field="ranks", mark=mark, **saying)
                elif rank != place.rank:
                    saying["told"] = rank
                    yield violation("other_rank", at=shown, field="ranks", mark=mark, **saying)


def _lines(this: PollRound, see: View) -> Iterator[Hit]:
    """Units that stand in the result twice, or in another category than in the register."""
    result, seen = see.get(PollResult, this.round_id), set[str]()
    for nth, row in enumerate(result.rows if result is not None else ()):
        name, unit = unit_name(see, row.unit_id), see.get(DistrictUnit, row.unit_id)
        where: dict[str, Any] = {"at": result, "mark": row.unit_id, "unit": name}
        if row.unit_id in seen:
            yield violation("twice", field=f"rows.{nth}", **where)
        seen.add(row.unit_id)
        for former in _formerly(unit, this, see) if unit is not None else ():
            if result is not None and result.row(former.unit_id) is not None:
                yield violation("both_names", field=f"rows.{nth}", former=former.name, **where)
        if unit is not None and unit.category is not None and unit.category != row.category:
            told: dict[str, Any] = {"told": row.category, "right": unit.category}
            yield warning("category", field=f"rows.{nth}.category", **where, **told)


def _sureness(this: PollRound, see: View) -> Iterator[Hit]:
    result = see.get(PollResult, this.round_id)
    odd = unfounded(result, listing.lists(this, see)) if result is not None else {}
    for unit_id, field in odd.items():
        name = unit_name(see, unit_id)
        yield violation("unfounded", at=result, field=field, mark=unit_id, unit=name)


def _formerly(unit: DistrictUnit, this: PollRound, see: View) -> Iterator[DistrictUnit]:
    """What a unit was called when the fieldwork began, where it was named or merged since."""
    if unit.from_ <= this.fieldwork_from:
        return
    for one in unit.successor_of:
        former = see.get(DistrictUnit, one)
        if former is not None and former.to is not None and former.to < this.fieldwork_to:
            yield former


def _covers(shown: PollPublication, category: str) -> bool:
    return not shown.categories or category in shown.categories


@rule(
    "POL-04",
    N_("Each list is shown on the district's television and on the government's website"),
    subject=PollRound,
    reads=[PollResult, PollPublication],
    parameters=["pol.publish_workdays"],
    basis=[
        seed(N_("Published on the district's television, the government's website and elsewhere.")),
        practice(N_("The days within which it happens are ours.")),
    ],
    says={
        "no_tv": (
            N_("the list of {category} was not shown on the district's television"),
            N_("Have it broadcast, and record the broadcast."),
        ),
        "no_web": (
            N_("the list of {category} is not on the government's website"),
            N_("Publish it there, and record the address."),
        ),
        "overdue": (
            N_("the result is of {day}, and the list of {category} is not published; due by {due}"),
            N_("Publish the list on television and on the website."),
        ),
    },
)
def shown_to_all(this: PollRound, see: View) -> Iterator[Hit]:
    """The ranked list of each category is published on both: television and website.

    Once it is published on one of them, the other must not be wanting; and it is published
    within twenty working days of the result.

    Why: only what everybody sees makes anybody mend his ways.

    Example: broadcast, and no page on the website: violation.
    """
    result = see.get(PollResult, this.round_id)
    if result is None:
        return
    due = listing.publish_by(result, see)
    published = see.where(PollPublication, round_id=this.round_id)
    for category in dict.fromkeys(row.category for row in result.rows):
        shown = [one for one in published if _covers(one, category)]
        if shown:
            yield from _channels(category, shown)
        elif see.as_of > due:
            told: dict[str, Any] = {"category": category, "day": result.computed_on, "due": due}
            yield violation("overdue", at=result, field="computed_on", mark=category, **told)


def _channels(category: str, shown: list[PollPublication]) -> Iterator[Hit]:
    first = shown[0]
    if not any(one.tv_ref for one in shown):
        yield violation("no_tv", at=first, field="tv_ref", mark=category, category=category)
    if not any(one.web_url for one in shown):
        yield violation("no_web", at=first, field="web_url", mark=category, category=category)


@rule(
    "POL-10",
    N_("A new unit, or one that too few people rated, is not ranked; every other one is"),
    subject=PollRound,
    reads=[*listing.READS, PollPublication],
    parameters=listing.PARAMETERS,
    basis=[practice(N_("The age and the numbers of answers are ours."))],
    says={
        "ranked": (
            N_("{unit} is ranked and must not be: {why}"),
            N_("Leave the unit out: say why in `not_ranked`."),
        ),
        "left_out": (
            N_("{unit} is left out ({why}), and the records do not bear that out"),
            N_("Rank the unit, or correct the register or the numbers."),
        ),
        "unknown": (
            N_("{unit} is left out ({why}), and the result does not tell the numbers"),
            N_("Have them told by whoever counted the answers, and correct the result."),
        ),
        "shown": (
            N_("{unit} was shown as number {rank} though it is not ranked: {why}"),
            N_("Publish a correction without the unit."),
        ),
    },
)
def ranked_or_not(this: PollRound, see: View) -> Iterator[Hit]:
    """A unit is ranked if it is six months old, and rated by enough people in each survey.

    Enough are thirty valid answers, and twenty-five once their weights are counted. A unit that
    is not ranked is not counted among the units of its list, and its score is not published.

    Why: with few answers it is chance who comes last.

    Example: 29 valid answers in the targeted survey: not ranked; 30: ranked. Fieldwork from
    2024-09-01: a unit founded on 2024-03-01 is ranked, one founded on 2024-03-02 is not.
    """
    result = see.get(PollResult, this.round_id)
    for nth, row in enumerate(result.rows if result is not None else ()):
        why = list(listing.grounds(row, this, see))
        told: dict[str, Any] = {"at": result, "field": f"rows.{nth}", "mark": row.unit_id}
        told["unit"] = unit_name(see, row.unit_id)
        if row.not_ranked is None and why:
            yield violation("ranked", **told, why=why[0])
        elif row.not_ranked is not None and row.not_ranked not in why:
            hit = violation if _told(row, this) else manual
            yield hit("left_out" if hit is violation else "unknown", **told, why=row.not_ranked)
    yield from _shown(this, see)


def _told(row: ResultRow, this: PollRound) -> bool:
    """Whether the records could bear the reason out: without the numbers nobody can tell."""
    without = any(one.effective is None for one in listing.answers(row, this))
    return not (row.not_ranked is NotRanked.FEW_EFFECTIVE and without)


def _shown(this: PollRound, see: View) -> Iterator[Hit]:
    out = {row.unit_id: why for row, why in listing.rows_left_out(this, see)}
    for shown in see.where(PollPublication, round_id=this.round_id):
        for nth, one in enumerate(shown.ranks):
            if one.unit_id in out:
                told: dict[str, Any] = {"rank": one.rank, "why": out[one.unit_id]}
                told["unit"] = unit_name(see, one.unit_id)
                told |= {"field": f"ranks.{nth}", "mark": f"{shown.key}/{one.unit_id}"}
                yield violation("shown", at=shown, **told)
