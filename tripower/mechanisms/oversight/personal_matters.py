"""Who reports personal matters in a year, whose report is checked, and what it may be called.

All of it is SUP-09; what somebody reported is never asked for.
"""

from __future__ import annotations

from datetime import date

from tripower.core.district import UnitHead
from tripower.core.people import Position
from tripower.core.records import Record
from tripower.core.unit import Sees
from tripower.mechanisms.oversight import finals
from tripower.mechanisms.oversight.lots import how_many
from tripower.mechanisms.oversight.records import (
    CheckKind,
    CheckResult,
    PersonalCandidate,
    PersonalDraw,
    PersonalMatterCheck,
    PersonalReport,
)
from tripower.mechanisms.oversight.yearly import last_day

READS: tuple[type[Record], ...] = (
    PersonalReport,
    PersonalCandidate,
    PersonalDraw,
    PersonalMatterCheck,
    UnitHead,
    Position,
)
PARAMETERS = (
    "sup.personal_by",
    "sup.personal_check_by",
    "sup.personal_population",
    "sup.random_ratio",
    "sup.random_min",
    "sup.omissions",
    "sup.concealments",
)
HEADS = "heads"
"""The word of `sup.personal_population` for the heads of the district's units."""


def due_by(see: Sees, year: int) -> date:
    """The last day for the reports of a year."""
    return last_day(see, "sup.personal_by", year)


def checked_by(see: Sees, year: int) -> date:
    """The last day for the checks of a year."""
    return last_day(see, "sup.personal_check_by", year)


def owing(see: Sees, year: int) -> dict[str, UnitHead | Position]:
    """Who has to report in a year, each with the post for which.

    Whoever belonged to the population at the end of the year before, and still does on the last
    day for the reports; in another post, if need be.
    """
    first, last = date(year - 1, 12, 31), due_by(see, year)
    held = [*reversed(in_population(see, year))]
    before = {one.person_id for one in held if one.period.covers(first)}
    return {
        one.person_id: one for one in held if one.person_id in before and one.period.covers(last)
    }


def in_population(see: Sees, year: int) -> list[UnitHead | Position]:
    """The posts, of whatever days, that make somebody report by the parameters of a year."""
    named = _population(see, year)
    held: list[UnitHead | Position] = [*see.all(UnitHead)] if HEADS in named else []
    return held + [post for post in see.all(Position) if post.level in named]


def excused(see: Sees, year: int) -> set[str]:
    """Whose report was not due in a year: their posts are on record, and ask for none then."""
    return {one.person_id for one in in_population(see, year)} - owing(see, year).keys()


def _population(see: Sees, year: int) -> tuple[str, ...]:
    return see.on(due_by(see, year)).words("sup.personal_population")


def reports(see: Sees, year: int) -> list[PersonalReport]:
    """The reports of a year, in the order of the register."""
    return see.where(PersonalReport, year=year)


def reported(see: Sees, year: int, by: date) -> list[str]:
    """Who had reported for a year by a day."""
    told = (one.person_id for one in reports(see, year) if one.reported_on <= by)
    return list(dict.fromkeys(told))


def to_draw(see: Sees, day: date, population: int) -> int:
    """How many are to be drawn on a day of so many who reported."""
    rules = see.on(day)
    return how_many(population, rules.share("sup.random_ratio"), rules.whole("sup.random_min"))


def checks(see: Sees, person_id: str, kind: CheckKind) -> list[PersonalMatterCheck]:
    """The checks of a kind of a person's reports, in order of their days."""
    found = finals.where(see, PersonalMatterCheck, person_id=person_id, check_kind=kind)
    return sorted(found, key=lambda one: one.checked_on)


def check_before(candidate: PersonalCandidate, see: Sees) -> date:
    """The last day for the check of a candidate: when the person takes up a post, else year's end.

    A post counts that begins on or after the day on which the person was put forward.
    """
    named = candidate.named_on
    begun = [one.from_ for one in see.where(UnitHead, person_id=candidate.person_id)]
    begun += [one.from_ for one in see.where(Position, person_id=candidate.person_id)]
    return min([*(day for day in begun if day >= named), checked_by(see, named.year)])


def called(check: PersonalMatterCheck, see: Sees) -> CheckResult | None:
    """What the lists of the measures call the differences; None where they leave it open."""
    rules = see.on(check.checked_on)
    omissions, concealments = rules.words("sup.omissions"), rules.words("sup.concealments")
    if any(one.value in concealments for one in check.differences):
        return CheckResult.CONCEALMENT
    if any(one.value in omissions for one in check.differences):
        return CheckResult.OMISSION
    return None if check.differences else CheckResult.CONSISTENT
