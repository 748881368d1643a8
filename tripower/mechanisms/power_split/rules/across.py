"""The rule on powers that one person has in several units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from tripower.core.messages import N_
from tripower.core.people import Person
from tripower.core.rules import DISTRICT, Hit, not_assessable, notice, practice, rule
from tripower.core.unit import View
from tripower.mechanisms.power_split.allocation import (
    PARAMETERS,
    READS,
    Charge,
    Gathering,
    across,
    charges,
)


@rule(
    "POW-16",
    N_("Nobody gathers powers across units"),
    reads=[*READS, Person],
    parameters=PARAMETERS,
    needs=[DISTRICT],
    of_body=True,
    basis=[practice(N_("The limit of two holds in one unit; beyond it, people should know."))],
    says={
        "many": (
            N_("{person} had {count} powers in {units} from {first} to {last}, more than {most}"),
            N_("Find out whether one person can answer for all of them."),
        ),
        "namesakes": (
            N_(
                "people named {person} had {count} powers in {units} from {first} to {last}, "
                "more than {most}; the records do not tell whether they are one person"
            ),
            N_("Record the `staff_no` of each in the unit's people.yaml."),
        ),
    },
)
def across_units(see: View, units: Iterable[View]) -> Iterator[Hit]:
    """A person who has powers in several units has no more than two altogether.

    The limit of POW-02 holds in each unit; beyond that, this only points it out, once, at the
    first of the units. It is the same person where `staff_no` is the same; an id such as `li`
    holds within its unit only. Where people of one name have no number, it cannot be
    assessed. A unit's own folder does not tell what its people do elsewhere: only the check of
    a district's folder does.

    Why: a power over two units that check each other is one power.

    Example: a deputy head has finance and enforcement in one bureau and procurement in its
    sub-bureau: 3 > 2, a notice. One power in each is 2: in order.
    """
    found = list(across(one for other in units for one in _charges(other)))
    many = [one for one in found if one.count > _most(see, one.days.first)]
    known = {one.staff_no for one in many if one.sure}
    for one in many:
        if one.units[0] == see.profile and (one.sure or one.staff_no not in known):
            yield _hit(one, see)


def _charges(see: View) -> tuple[Charge, ...]:
    """What everybody has in one unit; worked out once, however many units ask."""
    day = see.as_of
    return see.once("charges", day, lambda unit: charges(unit, day))


def _most(see: View, day: date) -> int:
    return see.on(day).whole("pow.max_powers_per_deputy")


def _hit(one: Gathering, see: View) -> Hit:
    first = one.days.first
    says, found = ("many", notice) if one.sure else ("namesakes", not_assessable)
    return found(
        says,
        at=one.held[0].line,
        field="person_id",
        on=first,
        mark=f"{one.staff_no or one.name} {first}",
        person=one.name,
        count=one.count,
        units=[unit.name for unit in one.units],
        first=first,
        last=one.days.last,
        most=_most(see, first),
    )
