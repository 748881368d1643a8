"""The papers that a meeting rests on: the unit's own rules and the catalogue, on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tripower.core.dates import Period
from tripower.core.registers import Span
from tripower.core.unit import Sees
from tripower.mechanisms.decisions.records import (
    CatalogItem,
    CatalogueReview,
    CatalogueVersion,
    Issuer,
    Matter,
    Regulation,
)
from tripower.mechanisms.decisions.rounds import meetings_of


def own_rules(see: Sees) -> list[Regulation]:
    """The unit's own rules of implementation (实施细则), whatever the day."""
    return [one for one in see.all(Regulation) if one.issuer is Issuer.UNIT and one.implements]


def versions_on(see: Sees, day: date) -> list[CatalogueVersion]:
    """The versions of the catalogue in force on a day."""
    return [one for one in see.all(CatalogueVersion) if one.period.covers(day)]


def years_in_force(see: Sees, until: date) -> Iterator[int]:
    """The calendar years whose last day has come, and on it a version was in force.

    The last day itself counts, with which the folder of many units ends, as in POW-18. A year
    at whose end the unit did not keep its records here is left out.
    """
    first = min((one.from_ for one in see.all(CatalogueVersion)), default=until)
    kept = see.profile.period if see.profile else Span(from_=first)
    for year in range(first.year, until.year + 1):
        end = date(year, 12, 31)
        if end <= until and Period(kept.from_, kept.to).covers(end) and versions_on(see, end):
            yield year


def looked_at(see: Sees, year: int) -> bool:
    """Whether the catalogue was reviewed in a year, or a version came into force in it."""
    reviewed = any(one.on.year == year for one in see.all(CatalogueReview))
    return reviewed or any(one.from_.year == year for one in see.all(CatalogueVersion))


def judged_on(matter: Matter, see: Sees) -> date:
    """The day whose catalogue a matter is judged by: its first meeting, else its proposal."""
    held = meetings_of(see, matter.matter_id)
    return held[0].held_on if held else matter.proposed_on


def item_of(matter: Matter, see: Sees) -> CatalogItem | None:
    """The catalogue item that a matter names."""
    return see.get(CatalogItem, matter.catalog_item_id) if matter.catalog_item_id else None
