"""D11 裁量基准表: the catalogue of penalties, and of each its tiers, authority, flow; public."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import groupby

import msgspec

from tripower.core.answer import Say, say
from tripower.core.dates import Period, sweep
from tripower.core.messages import N_
from tripower.core.numbers import Yuan
from tripower.mechanisms.standards.procedure import called
from tripower.mechanisms.standards.records import (
    Base,
    Benchmark,
    Effect,
    Factor,
    ItemKind,
    Method,
    PowerItem,
    TierKind,
)
from tripower.mechanisms.standards.tiers import bands
from tripower.publish.notice import Notice, Source
from tripower.publish.office import Office, Paper

RULES = ("DIS-02", "DIS-03", "DIS-04")
UNITS = {
    Base.AMOUNT: N_("yuan"),
    Base.MULTIPLE: N_("times the sum"),
    Base.PERCENT: N_("per cent of the sum"),
}
WHOLE = {Base.AMOUNT: None, Base.MULTIPLE: Decimal(1), Base.PERCENT: Decimal(100)}
"""The sum by which the limits come out as the statute writes them."""


class TierRow(msgspec.Struct, frozen=True):
    """A tier, when it applies, and its range as it is written."""

    tier: TierKind
    circumstances: str | None
    range: str


class Level(msgspec.Struct, frozen=True):
    """Up to which amount a post decides, None for any; never who holds it."""

    post: Say
    most: Yuan | None


class BenchmarkPage(Paper, frozen=True, kw_only=True):
    """What the template shows of one version of a benchmark."""

    item: str
    grounds: str
    conditions: tuple[str, ...]
    lowest: Yuan | None
    highest: Yuan | None
    measure: Say
    method: Method
    tiers: tuple[TierRow, ...]
    lighter: tuple[str, ...]
    heavier: tuple[str, ...]
    weights: tuple[Factor, ...]
    start_weight: Decimal | None
    authority: tuple[Level, ...]
    flow: tuple[str, ...]
    usage_rules: str | None
    first: date
    last: date | None
    published_on: date | None


class ItemRow(msgspec.Struct, frozen=True):
    """A line of the catalogue of penalties."""

    name: str
    grounds: str
    method: Method | None
    published_on: date | None


class CataloguePage(Paper, frozen=True, kw_only=True):
    """What the template shows of the catalogue."""

    first: date
    last: date | None
    rows: tuple[ItemRow, ...]


def due(office: Office) -> Iterator[Notice]:
    """A page for each version of a benchmark that holds on a day of the unit's period."""
    for benchmark in office.unit.all(Benchmark):
        item = office.unit.get(PowerItem, benchmark.item_id)
        if item is not None and benchmark.period.overlaps(_window(office)):
            yield _notice(benchmark, item, office)


def _window(office: Office) -> Period:
    period = office.profile.period
    return Period(period.from_, min(period.to or date.max, office.as_of))


def _notice(this: Benchmark, item: PowerItem, office: Office) -> Notice:
    title = say(N_("Benchmark of discretion: {item}"), item=item.name)
    page = BenchmarkPage(
        **{**office.head(title, RULES), "doc_no": this.doc_no, "internal": False},
        item=item.name,
        grounds=item.basis,
        conditions=item.conditions,
        lowest=this.lower,
        highest=this.upper,
        measure=say(UNITS[this.base]),
        method=this.method,
        tiers=tuple(_rows(this)),
        lighter=_named(this, Effect.LIGHTER),
        heavier=_named(this, Effect.HEAVIER),
        weights=this.factors if this.method is Method.WEIGHTS else (),
        start_weight=this.start_weight,
        authority=tuple(Level(called(one), one.max_amount) for one in item.authority),
        flow=item.flow,
        usage_rules=item.usage_rules,
        first=this.from_,
        last=this.to,
        published_on=this.published_on,
    )
    about = say(N_("Tiers, authority and flow of “{item}”"), item=item.name)
    sources = (Source(office.profile, ("name", "short_name")), Source(this), Source(item))
    key, valid = ("D11", this.benchmark_id), (this.from_, this.to)
    return office.announcement(key, page, valid, about, sources)


def _rows(this: Benchmark) -> Iterator[TierRow]:
    said = [one for one in this.tiers if one.circumstances is not None]
    for nth, band in enumerate(bands(this, WHOLE[this.base])):
        if this.method is Method.TABLE:
            words = this.tiers[nth].circumstances
        else:
            own = (one.circumstances for one in said if one.tier_kind is band.tier)
            words = next(own, None)
        yield TierRow(band.tier, words, band.text)


def _named(this: Benchmark, effect: Effect) -> tuple[str, ...]:
    return tuple(one.name for one in this.factors if one.effect is effect)


def catalogues(office: Office) -> Iterator[Notice]:
    """The catalogue of penalties, a page for each stretch of days on which it stays the same."""
    window = _window(office)
    items = [one for one in office.unit.all(PowerItem) if one.item_kind is ItemKind.PENALTY]
    dated = [one for one in items if not one.period.empty]
    if window.empty or not dated:
        return
    cut = sweep((one.period for one in dated), Period(min(one.from_ for one in dated)))
    runs = groupby(cut, lambda days: [one for one in dated if one.period.covers(days.first)])
    for there, run in runs:
        stretch = [*run]
        days = Period(stretch[0].start, stretch[-1].end)
        if there and days.overlaps(window):
            yield _catalogue(days, there, office)


def _catalogue(days: Period, items: list[PowerItem], office: Office) -> Notice:
    rows = tuple(
        ItemRow(one.name, one.basis, _method(one, days.first, office), one.published_on)
        for one in items
    )
    title = say(N_("Catalogue of administrative penalties"))
    page = CataloguePage(
        **{**office.head(title, ("DIS-02", "DIS-04")), "internal": False},
        first=days.first,
        last=days.end,
        rows=rows,
    )
    about = say(N_("What {unit} may punish, {count} items"), unit=page.issuer, count=len(rows))
    sources = [Source(office.profile, ("name", "short_name")), *map(Source, items)]
    key = ("D11-catalogue", days.first.isoformat())
    return office.announcement(key, page, (days.first, days.end), about, sources)


def _method(item: PowerItem, day: date, office: Office) -> Method | None:
    versions = office.unit.where(Benchmark, item_id=item.item_id)
    return next((one.method for one in versions if one.period.covers(day)), None)
