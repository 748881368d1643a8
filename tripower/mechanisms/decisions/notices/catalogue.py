"""D8 集体决策事项目录: what the unit decides collectively, a page for each state of the list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

import msgspec

from tripower.core.answer import Say, say
from tripower.core.dates import Period, sweep
from tripower.core.messages import N_
from tripower.core.records import Money, Record
from tripower.mechanisms.decisions.catalogue import versions_on
from tripower.mechanisms.decisions.notices.office import BODIES, Office
from tripower.mechanisms.decisions.notices.sources import shown
from tripower.mechanisms.decisions.records import (
    CatalogItem,
    CatalogueVersion,
    Category,
    MaterialKind,
    Matter,
)
from tripower.mechanisms.decisions.scope import THRESHOLD
from tripower.publish.notice import Notice
from tripower.publish.office import Paper

RULES = ("DEC-01", "DEC-04", "DEC-22")
ASKED = "arg.required."


class Item(msgspec.Struct, frozen=True):
    """A line of the catalogue; `materials` are those beyond what its category asks for."""

    item_id: str
    name: str
    threshold: Money | None
    body: Say
    materials: tuple[MaterialKind, ...]
    basis: str
    published_on: date | None


class Group(msgspec.Struct, frozen=True):
    """The items of one category, with the papers that each of them needs."""

    category: Category
    materials: tuple[Say, ...]
    items: tuple[Item, ...]


class Adoption(msgspec.Struct, frozen=True):
    """How a version came about: the matter a meeting passed, or the number of its minutes."""

    version_id: str
    decision: str | None
    filed_on: date | None


class CataloguePage(Paper, frozen=True, kw_only=True):
    """What the template shows; `threshold` in yuan, from which spending is large."""

    first: date
    last: date | None
    adoptions: tuple[Adoption, ...]
    threshold: Money | None
    groups: tuple[Group, ...]


def due(office: Office) -> Iterator[Notice]:
    """A page for each stretch of days, begun by the day, on which the list stays the same.

    Stretches that lie wholly before the unit's period are left out.
    """
    period = office.profile.period
    window = Period(period.from_, min(period.to or date.max, office.as_of))
    if window.empty:
        return
    for days in _stretches(office):
        if days.overlaps(window):
            yield _notice(days, office)


def _stretches(office: Office) -> Iterator[Period]:
    """Runs of days with the same items and the same version, where there is any item."""
    items, versions = office.unit.all(CatalogItem), office.unit.all(CatalogueVersion)
    every = [Period(one.from_, one.to) for one in items] + [one.period for one in versions]
    periods = [one for one in every if not one.empty]
    if not periods:
        return
    cut = sweep(periods, Period(min(one.first for one in periods)))
    for found, run in groupby(cut, lambda days: _held(office, days.first)):
        stretch = list(run)
        if any(isinstance(one, CatalogItem) for one in found):
            yield Period(stretch[0].start, stretch[-1].end)


def _held(office: Office, day: date) -> list[Record]:
    items = [one for one in office.unit.all(CatalogItem) if one.in_force(day)]
    return [*items, *versions_on(office.unit, day)]


def _notice(days: Period, office: Office) -> Notice:
    unit, first = office.unit, days.first
    items = [one for one in unit.all(CatalogItem) if one.in_force(first)]
    versions = versions_on(unit, first)
    decisions = [unit.get(Matter, one.decision_id) for one in versions if one.decision_id]
    title = say(
        N_("Catalogue of matters that {unit} decides collectively"), unit=office.profile.name
    )
    page = CataloguePage(
        **office.head(title, RULES),
        internal=False,
        first=first,
        last=days.end,
        adoptions=tuple(_adoption(one, office) for one in versions),
        threshold=unit.on(first).money(THRESHOLD),
        groups=tuple(_groups(items, first, office)),
    )
    about = say(N_("{count} kinds of matter, from {first}"), count=len(items), first=first)
    events = [*items, *versions, *(one for one in decisions if one is not None)]
    keys = [THRESHOLD, *(f"{ASKED}{category.value}" for category in Category)]
    sources = shown(events, office, parameters=keys)
    return office.announcement(("D8", first.isoformat()), page, (first, days.end), about, sources)


def _adoption(version: CatalogueVersion, office: Office) -> Adoption:
    matter = office.unit.get(Matter, version.decision_id) if version.decision_id else None
    told = matter.title if matter else version.minutes_no
    return Adoption(version.version_id, told, version.filed_on)


def _groups(items: list[CatalogItem], day: date, office: Office) -> Iterator[Group]:
    for category in Category:
        own = [one for one in items if one.category is category]
        if own:
            asked = office.unit.on(day).words(f"{ASKED}{category.value}")
            materials = tuple(_choice(one) for one in asked)
            yield Group(category, materials, tuple(_item(one) for one in own))


def _choice(kinds: str) -> Say:
    """A kind of paper, or two of which one is enough, as the parameter writes them: a|b."""
    told = [MaterialKind(one) for one in kinds.split("|")]
    if len(told) == 1:
        return say(told[0].label)
    return say(N_("one of: {kinds}"), kinds=told)


def _item(item: CatalogItem) -> Item:
    return Item(
        item_id=item.item_id,
        name=item.name,
        threshold=item.threshold,
        body=say(BODIES[item.body]),
        materials=item.required_materials,
        basis=item.basis,
        published_on=item.published_on,
    )
