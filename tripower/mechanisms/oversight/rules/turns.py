"""Rules on when the year's units are chosen, and that each has its turn (SUP-10, SUP-11)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from tripower.core.dates import Period
from tripower.core.district import DistrictUnit, ancestors, unit_name
from tripower.core.messages import N_
from tripower.core.rules import ANY, Derived, Hit, manual, notice, practice, rule, warning
from tripower.core.unit import View
from tripower.mechanisms.oversight import four_parts, selection
from tripower.mechanisms.oversight.four_parts import Overseen
from tripower.mechanisms.oversight.records import Selection, SelectionResult
from tripower.mechanisms.oversight.rules.selecting import BY_BALLOT, told_due
from tripower.mechanisms.oversight.selection import Course, course
from tripower.mechanisms.oversight.yearly import last_day


@rule(
    "SUP-10",
    N_("Oversight goes round"),
    subject=Overseen,
    reads=[*four_parts.READS, DistrictUnit],
    parameters=[*four_parts.PARAMETERS, "sup.reselect_years"],
    basis=[practice(N_("A unit is not chosen again within two years, unless to look back at it."))],
    says={
        "again": (
            N_("{unit} was chosen for {before} and again for {year}, within {years} years"),
            N_("If it is looked at again on what was found (回头看), name it under `revisits`."),
        ),
    },
)
def goes_round(this: Overseen, see: View) -> Iterator[Hit]:
    """A unit that was chosen is not chosen again within two years, unless it is looked back at.

    The years of oversight are compared: 2014 and 2016 are two years apart and within them, 2017 is
    not. A unit that was renamed or merged goes on (`successor_of`). One that the selection names
    under `revisits` is passed.

    Why: there are more units than seats, and those never chosen must not be forgotten.

    Example: chosen for 2024 and for 2026: a notice; for 2027: nothing.
    """
    plain = [one for one in this.selections if this.unit_id not in one.revisits]
    if not plain:
        return
    years = see.on(plain[0].held_on).whole("sup.reselect_years")
    same = {this.unit_id, *(one.unit_id for one in ancestors(see, this.unit_id))}
    earlier = [o.year for o in Overseen.every(see) if o.selections and o.unit_id in same]
    within = [year for year in earlier if 0 < this.year - year <= years]
    if within:
        told: dict[str, Any] = {
            "unit": unit_name(see, this.unit_id),
            "year": this.year,
            "years": years,
        }
        yield notice(
            "again",
            at=plain[0],
            field="candidates",
            on=plain[0].held_on,
            before=max(within),
            **told,
        )


class SelectionYear(Derived, frozen=True):
    """The selections of a year, none where the district's office has none on record."""

    year: int
    selections: tuple[Selection, ...]

    kind: ClassVar[str] = "selection_year"

    @property
    def subject(self) -> tuple[str, str]:
        """Kind and key."""
        return self.kind, str(self.year)

    @property
    def anchors(self) -> list[tuple[str, str]]:
        """The year, and whatever is recorded on selections."""
        return [self.subject, *((kind.kind, ANY) for kind in selection.READS)]

    @classmethod
    def every(cls, see: View) -> Iterator[SelectionYear]:
        """Each year with a selection; in the district's own folder each year of its period."""
        found = selection.held(see)
        for year in sorted({*(one.year for one in found), *_years(see)}):
            yield cls(year, tuple(one for one in found if one.year == year))


def _years(see: View) -> Iterator[int]:
    """The years in which the district's office, being on record by then, has to choose."""
    if see.profile is None or not see.profile.office:
        return
    days = Period(see.profile.period.from_, see.profile.period.to)
    for year in range(days.first.year, min(days.last, see.as_of).year + 1):
        if days.covers(last_day(see, "sup.select_by", year)):
            yield year


@rule(
    "SUP-11",
    N_("The choice is made at the beginning of the year, and completed"),
    subject=SelectionYear,
    reads=[*selection.READS, DistrictUnit],
    parameters=[*selection.PARAMETERS, "sup.select_by"],
    basis=[
        BY_BALLOT,
        practice(
            N_(
                "By March 31; where too few units have the majority, a second ballot among the "
                "next, twice the seats open."
            )
        ),
    ],
    says={
        "none": (
            N_("no unit was chosen for {year} by {end}"),
            N_("Let the plenary choose, and record the selection with its ballots."),
        ),
        "undone": (
            N_(
                "by {end} {open} of {seats} seats for {year} were open, and a {due_kind} among "
                "{units} was due"
            ),
            N_("Take the ballot that is due."),
        ),
        "late": (
            N_("the units of {year} were chosen on {day}, after {end}"),
            N_("Nothing can be mended; choose in time next year."),
        ),
        "short": (
            N_("the ballots leave {open} of {seats} seats for {year} open"),
            N_("Let the plenary decide whether fewer units are overseen or others are voted on."),
        ),
    },
)
def chosen_in_time(this: SelectionYear, see: View) -> Iterator[Hit]:
    """The units of a year are chosen by March 31, and every seat is filled by a ballot.

    Where fewer units have the majority than there are seats, a second ballot is taken among the
    next by votes, two for each seat that is open; whoever is equal to the last of them stands too.
    Seats that stay open after that are for people to decide. What counts is the day of the round
    that filled the last seat.

    Why: whoever is chosen late is overseen for the rest of the year only.

    Example: the last seat was filled on 2024-03-31: in order; on 2024-04-01: a warning.
    """
    end = last_day(see, "sup.select_by", this.year)
    held = [one for one in this.selections if one.held_on <= see.as_of]
    found = [course(one, see, see.as_of) for one in held]
    days = [day for one in found if (day := _filled_on(one, see)) and day <= see.as_of]
    told: dict[str, Any] = {"year": this.year, "end": end}
    if days:
        if min(days) > end:
            yield warning("late", at=found[0].selection, on=min(days), day=min(days), **told)
        return
    short = [one for one in found if one.short]
    for one in short:
        yield manual("short", at=one.selection, **_open(one), **told)
    if see.as_of > end and not short:
        yield from _undone(found, see, told)


def _undone(found: list[Course], see: View, told: dict[str, Any]) -> Iterator[Hit]:
    if not found:
        yield warning("none", at=see.profile, on=told["end"], **told)
    for one in found:
        yield warning("undone", at=one.selection, **_open(one), **told_due(one.next, see), **told)


def _open(one: Course) -> dict[str, Any]:
    return {"open": one.selection.seats - len(one.chosen), "seats": one.selection.seats}


def _filled_on(one: Course, see: View) -> date | None:
    """The day on which the last seat was filled; of the announcement where no ballot is known."""
    result = see.get(SelectionResult, one.selection.selection_id)
    if not one.counts and result is not None:
        return result.announced_on
    return one.filled_on
