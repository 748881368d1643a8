"""D17, the papers on what follows from a rank: internal; each proposes, people decide and sign.

What is for people to decide gets no paper before their decision is on record. A paper of which
no record says that it has gone out is a draft.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from tripower.core.answer import Say, say
from tripower.core.district import DistrictUnit, UnitHead, unit_name
from tripower.core.messages import N_
from tripower.mechanisms.polls import chain, listing
from tripower.mechanisms.polls.consequences import (
    Proposal,
    Support,
    award_year,
    proposals,
    rectify_by,
)
from tripower.mechanisms.polls.ranking import Standings
from tripower.mechanisms.polls.records import (
    Consequence,
    PollAcceptance,
    PollConsequence,
    PollResult,
    PollRound,
)
from tripower.publish.notice import Notice, Source
from tripower.publish.office import Office, Paper

TITLES = {
    Consequence.COMMENDATION: N_("Request for commendation"),
    Consequence.KEY_MANAGED: N_("Notice of priority oversight"),
    Consequence.TALK: N_("Notice of an admonitory talk"),
    Consequence.RECTIFICATION: N_("Order to put things right by a day"),
    Consequence.AWARD_BAN: N_("Notice of the loss of the year's awards"),
    Consequence.REMOVAL: N_("Proposal of a removal"),
}
KINDS = {
    Consequence.COMMENDATION: "D17-commendation",
    Consequence.KEY_MANAGED: "D17-oversight",
    Consequence.TALK: "D17-talk",
    Consequence.RECTIFICATION: "D17-rectification",
    Consequence.AWARD_BAN: "D17-awards",
    Consequence.REMOVAL: "D17-removal",
}
RULES = {
    Consequence.COMMENDATION: ("POL-05", "POL-07", "POL-08"),
    Consequence.KEY_MANAGED: ("POL-05", "POL-07", "POL-08", "POL-12"),
    Consequence.TALK: ("POL-05", "POL-11", "POL-14"),
    Consequence.RECTIFICATION: ("POL-05", "POL-12"),
    Consequence.AWARD_BAN: ("POL-05", "POL-11"),
    Consequence.REMOVAL: ("POL-05", "POL-06", "POL-07", "POL-08", "POL-09", "POL-11", "POL-13"),
}


class Ranked(msgspec.Struct, frozen=True):
    """A place in a round: of how many, from the top and from the bottom, and on what it rests."""

    round: str
    unit: str
    category: str | Say
    rank: int
    reverse: int
    count: int
    total: str
    interval: str | None
    answers: str
    default: bool


class RankPage(Paper, frozen=True, kw_only=True):
    """What the papers on one unit have in common."""

    unit: str
    heads: tuple[str, ...]
    ranks: tuple[Ranked, ...]
    support: Support
    dated: date
    published_on: date | None


class OrderPage(RankPage, frozen=True, kw_only=True):
    """The order to put things right: what, by when, and how it was accepted.

    `due_on` is None in a draft, for the `days` run from the day of the paper.
    """

    due_on: date | None
    days: int
    issues: tuple[str, ...]
    checks: tuple[PollAcceptance, ...]


class AwardsPage(RankPage, frozen=True, kw_only=True):
    """The loss of the awards of a year, for the unit and its head."""

    year: int


class CommendedPage(Paper, frozen=True, kw_only=True):
    """The first of each list, for the district's Party committee.

    `decided` are the days on which units of them were commended, each with who did it and how
    many units.
    """

    round: str
    published_on: date | None
    rows: tuple[tuple[Ranked, Support], ...]
    decided: tuple[tuple[date, str, int], ...]


def due(office: Office) -> Iterator[Notice]:
    """The papers of each round with a result by the day: for the first, then for the last."""
    for this in office.unit.all(PollRound):
        result = office.unit.get(PollResult, this.round_id)
        if result is None or result.computed_on > office.as_of:
            continue
        follow = [one for one in proposals(this, office.unit) if one.follows]
        first = [one for one in follow if one.consequence is Consequence.COMMENDATION]
        if first:
            yield _commended(this, first, office)
        for one in follow:
            if one.consequence is not Consequence.COMMENDATION:
                yield _paper(one, this, office)


def _commended(this: PollRound, first: list[Proposal], office: Office) -> Notice:
    title = say(TITLES[Consequence.COMMENDATION])
    rows = tuple((_ranked(one.unit_id, this, one.table, office), one.support) for one in first)
    given = [found for one in first if (found := _sent(one, this, office)) is not None]
    decided = Counter((found.issued_on, found.issued_by) for found in given)
    page = CommendedPage(
        **office.head(title, RULES[Consequence.COMMENDATION])
        | {"issuer": this.supervisor, "draft": True},
        round=this.name,
        published_on=listing.published_on(this, office.unit),
        rows=rows,
        decided=tuple((*one, count) for one, count in sorted(decided.items())),
    )
    about = say(N_("The first of {round}"), round=this.name)
    sources = [*_common(this, office), *(one for two in first for one in _unit(two, office))]
    sources += map(Source, given)
    named = (KINDS[Consequence.COMMENDATION], this.round_id)
    return office.paper(named, page, _day(this, office), about, sources)


def _paper(one: Proposal, this: PollRound, office: Office) -> Notice:
    sent = _sent(one, this, office)
    page = _page(one, this, sent, office)
    about = say(N_("{unit}: {round}"), unit=page.unit, round=this.name)
    sources = [*_common(this, office), *_unit(one, office)]
    sources += [Source(record) for record in (sent,) if record is not None]
    named = (KINDS[one.consequence], f"{this.round_id}-{one.unit_id}")
    return office.paper(named, page, page.dated, about, sources)


def _sent(one: Proposal, this: PollRound, office: Office) -> PollConsequence | None:
    """The paper as it went out, by the day."""
    key = f"{this.round_id}/{one.unit_id}/{one.consequence}"
    found = office.unit.get(PollConsequence, key)
    return found if found is not None and found.issued_on <= office.as_of else None


def _page(one: Proposal, this: PollRound, sent: PollConsequence | None, office: Office) -> RankPage:
    head = office.head(say(TITLES[one.consequence]), RULES[one.consequence])
    if sent is not None:
        head |= {"issuer": sent.issued_by, "doc_no": sent.doc_no}
    else:
        ours = one.consequence is Consequence.REMOVAL
        head |= {"issuer": this.supervisor if ours else None, "draft": True}
    told: dict[str, Any] = {
        **head,
        "unit": unit_name(office.unit, one.unit_id),
        "heads": office.names(one.people),
        "ranks": tuple(_ranks(one, this, office)),
        "support": one.support,
        "dated": sent.issued_on if sent is not None else _day(this, office),
        "published_on": listing.published_on(this, office.unit),
    }
    if one.consequence is Consequence.RECTIFICATION:
        return _order(one, this, sent, told, office)
    if one.consequence is Consequence.AWARD_BAN:
        year = sent.award_year if sent is not None and sent.award_year else award_year(this)
        return AwardsPage(**told, year=year)
    return RankPage(**told)


def _order(
    one: Proposal,
    this: PollRound,
    sent: PollConsequence | None,
    told: dict[str, Any],
    office: Office,
) -> OrderPage:
    checks = office.unit.where(PollAcceptance, round_id=this.round_id, unit_id=one.unit_id)
    by_then = (check for check in checks if check.checked_on <= office.as_of)
    day, due_on = told["dated"], None
    if sent is not None:
        due_on = sent.due_on or rectify_by(sent.issued_on, office.unit)
    return OrderPage(
        **told,
        due_on=due_on,
        days=office.unit.on(day).whole("pol.rectify_days"),
        issues=sent.issues if sent is not None else (),
        checks=tuple(sorted(by_then, key=lambda check: check.check_no)),
    )


def _ranks(one: Proposal, this: PollRound, office: Office) -> Iterator[Ranked]:
    """The rank in the round; for a removal that of the round before, too."""
    yield _ranked(one.unit_id, this, one.table, office)
    twice = None
    if one.consequence is Consequence.REMOVAL:
        twice = chain.last_twice(one.unit_id, this, office.unit)
    for stand in twice.then if twice is not None else ():
        table = listing.list_of(stand.unit_id, twice.before, office.unit) if twice else None
        if table is not None and twice is not None:
            yield _ranked(stand.unit_id, twice.before, table, office)


def _ranked(unit_id: str, this: PollRound, table: Standings, office: Office) -> Ranked:
    result, place = office.unit.get(PollResult, this.round_id), table.place(unit_id)
    row = result.row(unit_id) if result is not None else None
    assert place is not None and row is not None  # noqa: S101 - a proposal has both
    return Ranked(
        round=this.name,
        unit=unit_name(office.unit, unit_id),
        category=table.name or say(N_("all units")),
        rank=place.rank,
        reverse=place.reverse,
        count=table.count,
        total=str(place.score.total),
        interval=f"{row.low}–{row.high}" if row.low is not None else None,
        answers=f"{row.n_general} + {row.n_targeted}",
        default=table.small,
    )


def _day(this: PollRound, office: Office) -> date:
    """The day of a draft: that on which the consequences fall, if it has come."""
    day = listing.decisive_day(this, office.unit)
    return min(day, office.as_of) if day is not None else office.as_of


def _common(this: PollRound, office: Office) -> list[Source]:
    result = office.unit.get(PollResult, this.round_id)
    found = [Source(office.profile, ("name", "short_name")), Source(this)]
    return found + [Source(one) for one in (result,) if one is not None]


def _unit(one: Proposal, office: Office) -> list[Source]:
    unit = office.unit.get(DistrictUnit, one.unit_id)
    heads = [
        line
        for line in office.unit.where(UnitHead, unit_id=one.unit_id)
        if line.person_id in one.people
    ]
    return [Source(found) for found in (unit, *heads) if found is not None]
