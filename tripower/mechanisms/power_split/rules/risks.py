"""The rule that a unit knows the risks of its powers and looks at them again each year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from tripower.core.messages import N_
from tripower.core.rules import Hit, rule, seed, violation
from tripower.core.unit import View
from tripower.mechanisms.power_split.allocation import PARAMETERS, READS, Part
from tripower.mechanisms.power_split.records import PowerProfile, RiskPoint
from tripower.mechanisms.power_split.rules.subjects import OnePower


@rule(
    "POW-18",
    N_("The risk points of each power are looked at again each year"),
    subject=OnePower,
    reads=[RiskPoint, *READS],
    parameters=PARAMETERS,
    basis=[seed(N_("Each unit finds the risks in its powers and looks back at them (回头看)."))],
    says={
        "none": (
            N_("no risk point of {power} is on record at the end of {year}"),
            N_("Find where the power could be abused, and what is done against it."),
        ),
        "unreviewed": (
            N_("“{link}”, a risk point of {power}, was not looked at again in {year}"),
            N_("Look at it now and add the day; if it was looked at in time, add that day."),
        ),
    },
)
def looked_at_again(this: OnePower, see: View) -> Iterator[Hit]:
    """Each power that a unit has at the end of a year has risk points, all reviewed that year.

    A year is judged on its last day, with which the folder of many units ends. What counts is
    the list of that day: a point taken off the list before needs no review, and one that is
    new needs a day of review (`reviewed_on`) like any other. An exception names the power:
    `rule_id: POW-18`, `scope: [power/finance]`.

    Why: a measure against an abuse is forgotten unless somebody asks each year if it works.

    Example: a risk point of finance was reviewed on 2024-12-31: in order. Reviewed on
    2025-01-01 and not in 2024: a violation for 2024.
    """
    for part in this.parts:
        for year_end in _year_ends(part):
            if part.applies(this.power):
                yield from _judged(this, see, year_end)


def _year_ends(part: Part) -> Iterator[date]:
    """The last days of years among these days."""
    for year in range(part.days.first.year, part.days.last.year + 1):
        if part.days.covers(day := date(year, 12, 31)):
            yield day


def _judged(this: OnePower, see: View, year_end: date) -> Iterator[Hit]:
    told: dict[str, Any] = {"on": year_end, "power": this.power, "year": year_end.year}
    points = [p for p in see.where(RiskPoint, power=this.power) if p.period.covers(year_end)]
    if not points:
        profiles = see.where(PowerProfile, power=this.power)
        at = next((p for p in profiles if p.period.covers(year_end)), see.profile)
        yield violation("none", at=at, mark=str(year_end.year), **told)
    for point in points:
        if not any(day.year == year_end.year for day in point.reviewed_on):
            yield violation(
                "unreviewed",
                at=point,
                field="reviewed_on",
                mark=f"{point.point_id} {year_end.year}",
                link=point.link,
                **told,
            )
