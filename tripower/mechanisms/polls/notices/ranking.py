"""D17 民调排名公告: the ranked lists of a round, how sure each rank is, how it was done; public.

No head is named, and of a unit that is not ranked no score is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import msgspec

from tripower.core.answer import Say, say
from tripower.core.district import DistrictUnit, unit_name
from tripower.core.messages import N_
from tripower.mechanisms.polls import listing
from tripower.mechanisms.polls.method import computed
from tripower.mechanisms.polls.notices.chart import Chart, Drawn, Shape, chart, scale
from tripower.mechanisms.polls.ranking import Place, Standings
from tripower.mechanisms.polls.records import (
    NotRanked,
    PollData,
    PollResult,
    PollRoster,
    PollRound,
    ResultRow,
    Survey,
)
from tripower.publish.notice import Notice, Source
from tripower.publish.office import Office, Paper

KIND = "D17"
RULES = ("POL-01", "POL-02", "POL-03", "POL-04", "POL-07", "POL-08", "POL-10", "POL-15")


class RankRow(msgspec.Struct, frozen=True):
    """A unit of a list: rank, scores, interval of the total, ranks that the data allow."""

    rank: int
    name: str
    total: str
    general: str | None
    targeted: str | None
    interval: str | None
    ranks: str | None


class RankList(msgspec.Struct, frozen=True):
    """A ranked list; `quota` is set where it is short, `equal` where all scores are."""

    name: str | Say
    rows: tuple[RankRow, ...]
    quota: int | None
    equal: bool
    chart: Chart | None


class LeftOut(msgspec.Struct, frozen=True):
    """A unit that is not ranked, and why."""

    name: str
    category: str
    why: NotRanked


class Asked(msgspec.Struct, frozen=True):
    """How many answered a survey, and how many were asked."""

    survey: Survey
    raters: int
    invited: int | None


class RankingPage(Paper, frozen=True, kw_only=True):
    """What the template shows."""

    round: str
    org: str
    supervisor: str
    first: date
    last: date
    w_general: str
    w_targeted: str
    weights_set_on: date
    method: tuple[Say, ...]
    roster: PollRoster | None
    asked: tuple[Asked, ...]
    lists: tuple[RankList, ...]
    out: tuple[LeftOut, ...]
    intervals: bool


def due(office: Office) -> Iterator[Notice]:
    """An announcement for each round with a result by the day."""
    for this in office.unit.all(PollRound):
        result = office.unit.get(PollResult, this.round_id)
        if result is not None and result.computed_on <= office.as_of:
            yield _notice(this, result, office)


def _notice(this: PollRound, result: PollResult, office: Office) -> Notice:
    unit = office.unit
    title = say(N_("Ranking by the opinion poll: {round}"), round=this.name)
    tables = listing.by_category(this, unit)
    drawn = [_picture(one, this, office) for one in tables]
    by = scale([one for own in drawn for one in own])
    page = RankingPage(
        **{**office.head(title, RULES), "internal": False},
        round=this.name,
        org=this.org,
        supervisor=this.supervisor,
        first=this.fieldwork_from,
        last=this.fieldwork_to,
        w_general=this.w_general,
        w_targeted=this.w_targeted,
        weights_set_on=this.weights_set_on,
        method=tuple(computed(result)),
        roster=unit.get(PollRoster, this.round_id),
        asked=tuple(_asked(this, office)),
        lists=tuple(
            _list(table, chart(str(nth), own, by), this, office)
            for nth, (table, own) in enumerate(zip(tables, drawn, strict=True), 1)
        ),
        out=tuple(
            LeftOut(unit_name(unit, row.unit_id), row.category, why)
            for row, why in listing.rows_left_out(this, unit)
        ),
        intervals=any(row.low is not None for row in result.rows),
    )
    about = say(N_("Ranked lists of {round} by category"), round=this.name)
    day = listing.published_on(this, unit)
    dated = day if day is not None and day <= office.as_of else result.computed_on
    key = (KIND, this.round_id)
    return office.announcement(key, page, (dated, None), about, _sources(this, result, office))


def _asked(this: PollRound, office: Office) -> Iterator[Asked]:
    for survey in Survey:
        data = office.unit.get(PollData, f"{this.round_id}/{survey}")
        if data is not None:
            yield Asked(survey, data.raters, data.invited)


def _picture(table: Standings, this: PollRound, office: Office) -> tuple[Drawn, ...]:
    """The units of a list; first and last are those by the lists from which something follows."""
    result, deciding = _result(this, office), listing.lists(this, office.unit)
    first = {one.unit_id for own in deciding for one in own.top}
    last = {one.unit_id for own in deciding for one in own.bottom} - first
    return tuple(_drawn(place, result, first, last, office) for place in table.places)


def _result(this: PollRound, office: Office) -> PollResult:
    result = office.unit.get(PollResult, this.round_id)
    assert result is not None  # noqa: S101 - the lists are made of it
    return result


def _list(table: Standings, picture: Chart | None, this: PollRound, office: Office) -> RankList:
    """A list by category."""
    result, apart = _result(this, office), table in listing.lists(this, office.unit)
    rows = tuple(_row(place, result, office, apart=apart) for place in table.places)
    return RankList(
        name=table.name or say(N_("all units")),
        rows=rows,
        quota=table.bottom_quota if table.small and apart else None,
        equal=table.all_equal and apart,
        chart=picture,
    )


def _row(place: Place, result: PollResult, office: Office, *, apart: bool) -> RankRow:
    """The ranks that the data allow are told only where they were computed for this list."""
    row = _of(place, result)
    told = apart and row.rank_low is not None
    return RankRow(
        rank=place.rank,
        name=unit_name(office.unit, place.unit_id),
        total=str(place.score.total),
        general=row.general,
        targeted=row.targeted,
        interval=f"{row.low}–{row.high}" if row.low is not None else None,
        ranks=f"{row.rank_low}–{row.rank_high}" if told else None,
    )


def _of(place: Place, result: PollResult) -> ResultRow:
    row = result.row(place.unit_id)
    assert row is not None  # noqa: S101 - the places are made of the rows
    return row


def _drawn(
    place: Place, result: PollResult, first: set[str], last: set[str], office: Office
) -> Drawn:
    row = _of(place, result)
    shape = Shape.OTHER
    if place.unit_id in first:
        shape = Shape.FIRST
    elif place.unit_id in last:
        shape = Shape.LAST
    ends = [None if one is None else Decimal(one) for one in (row.low, row.high)]
    name = unit_name(office.unit, place.unit_id)
    return Drawn(name, place.score.total, ends[0], ends[1], shape)


def _sources(this: PollRound, result: PollResult, office: Office) -> list[Source]:
    unit = office.unit
    found = [Source(office.profile, ("name", "short_name")), Source(this), Source(result)]
    roster = unit.get(PollRoster, this.round_id)
    surveys = (unit.get(PollData, f"{this.round_id}/{survey}") for survey in Survey)
    named = (unit.get(DistrictUnit, row.unit_id) for row in result.rows)
    found += [Source(one) for one in (roster, *surveys) if one is not None]
    return found + [Source(one, ("name", "from_")) for one in named if one is not None]
