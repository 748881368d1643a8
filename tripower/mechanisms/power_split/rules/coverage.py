"""Rules on each power having one holder, and on whether a unit can manage that."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from tripower.core.dates import add_days
from tripower.core.messages import N_
from tripower.core.records import Record
from tripower.core.rules import Hit, local, practice, principle, rule, seed, violation
from tripower.core.unit import View
from tripower.mechanisms.power_split.allocation import (
    PARAMETERS,
    READS,
    Part,
    Shortage,
    Spell,
    gap_follows,
    holders,
    shortage,
    spells,
)
from tripower.mechanisms.power_split.records import PowerAssignment, PowerProfile
from tripower.mechanisms.power_split.rules.subjects import (
    OnePower,
    Weight,
    WholeUnit,
    dates,
    mark,
    named,
    weight,
)

principle(
    "POW-11",
    N_("Every day of the period is judged, not only today"),
    holders,
    practice(N_("Gaps and overlaps of the past are reported as ranges of dates.")),
)
Found = tuple[tuple[str, ...], Weight]


@rule(
    "POW-04",
    N_("Each power has exactly one holder on each day"),
    subject=OnePower,
    reads=READS,
    parameters=PARAMETERS,
    basis=[practice(N_("The mechanism of 2016 gives each power to a deputy; one answers for it."))],
    says={
        "gap": (
            N_("nobody was in charge of {power} from {first} to {last}"),
            N_("Put a deputy in charge of it; until then it falls to the head, who may not."),
        ),
        "several": (
            N_("{people} were all in charge of {power} from {first} to {last}"),
            N_("Leave it to one of them, or give each a scope of its own."),
        ),
    },
)
def one_holder(this: OnePower, see: View) -> Iterator[Hit]:
    """On each day each power that the unit has is in the charge of exactly one person.

    Several people are allowed where each of their lines has a scope and no two scopes are
    the same. A stand-in beside the holder is no second holder; two stand-ins are. Where the
    unit has too few deputies and nobody could take the power, POW-06 reports that once
    instead. Facts may be recorded: a deputy leaves before a successor is named. An exception
    names the power: `rule_id: POW-04`, `scope: [power/finance]`.

    Why: a power without a holder falls back to the head; with two, nobody answers for it.

    Example: finance is held by one deputy to 2024-03-14 and by the next from 2024-03-18: a
    gap from 2024-03-15 to 2024-03-17. From 2024-03-15 on there would be none.
    """
    for spell in spells(this.parts, lambda part: _holders(this, part)):
        people, _ = spell.what
        lines = this.lines(spell.part)
        at, field = (lines[-1], "person_id") if people else _before(this, spell, see)
        yield violation(
            "several" if people else "gap",
            at=at,
            field=field,
            mark=mark(spell),
            evidence=named(lines),
            power=this.power,
            people=[see.name(person) for person in people],
            **dates(spell),
        )


def _holders(this: OnePower, part: Part) -> Iterator[Found]:
    """Nobody, or several people who share a power without dividing it."""
    lines, weighed = this.lines(part), weight(part, "POW-04", this.subject)
    if not lines:
        if part.applies(this.power) and not gap_follows(part, this.power):
            yield (), weighed
        return
    for standin in (False, True):
        people = undivided([one for one in lines if one.standin is standin])
        if len(people) > part.rules.whole("pow.holders_max"):
            yield people, weighed


def undivided(lines: list[PowerAssignment]) -> tuple[str, ...]:
    """The people among whom a power is not divided: a scope is missing, or two are the same."""
    people = tuple(dict.fromkeys(one.person_id for one in lines))
    return people if any(_clash(*pair) for pair in combinations(lines, 2)) else people[:1]


def _clash(one: PowerAssignment, other: PowerAssignment) -> bool:
    if one.person_id == other.person_id:
        return False
    scopes = {"".join((line.scope or "").split()).casefold() for line in (one, other)}
    return "" in scopes or len(scopes) == 1


def _before(this: OnePower, spell: Spell[Found], see: View) -> tuple[Record | None, str]:
    """Where a gap begins: the line that ends the day before, else the declaration."""
    eve = add_days(spell.days.first, -1)
    ended = [one for one in see.where(PowerAssignment, power=this.power) if one.to == eve]
    if ended:
        return ended[-1], "to"
    told = see.where(PowerProfile, power=this.power)
    return next((p for p in told if p.period.covers(spell.days.first)), see.profile), ""


@rule(
    "POW-06",
    N_("There are deputies enough for the unit's powers"),
    subject=WholeUnit,
    reads=READS,
    parameters=PARAMETERS,
    basis=[
        seed(N_("Two powers at most for each deputy, finance apart.")),
        local(N_("Small agencies with one or two leaders are usual elsewhere.")),
    ],
    says={
        "infeasible": (
            N_(
                "infeasible from {first} to {last}: {powers} need at least {min_deputies} "
                "deputies, {deputies} are eligible ({people})"
            ),
            N_(
                "With a paper of the district, let one hold more than two (an exception to POW-06 "
                "with `scope: [unit/<id>]`) or designate another member of the team (to POW-07 "
                "with `scope: [person/<id>]`): never a head, a discipline leader, a barred pair."
            ),
        ),
        "nobody": (
            N_(
                "infeasible from {first} to {last}: {powers} need at least {min_deputies} "
                "deputies, and nobody is eligible"
            ),
            N_(
                "Designate members of the team by a paper of the district, each an exception to "
                "POW-07 with `scope: [person/<id>]`."
            ),
        ),
    },
)
def feasible(this: WholeUnit, see: View) -> Iterator[Hit]:
    """The unit has enough people who may hold its powers under POW-02 and POW-03.

    Every way of dividing the powers is tried. Where there are too few deputies, this is the
    one finding: what follows from it is not reported again, that is a third power with a
    deputy (POW-02) and a power with nobody (POW-04) where nobody else could take it, and a
    barred pair (POW-03) with the only deputy. An exception names the unit: `rule_id: POW-06`,
    `scope: [unit/<id>]`. To designate another person file an exception to POW-07 with
    `scope: [person/<id>]`; that person then counts here.

    Why: a small unit should hear what it lacks, not be blamed person by person.

    Example: six powers and two deputies: at least 3 are needed, one violation. Finance and
    engineering with one deputy: 2 are needed, although 2 powers are not more than 2.
    """
    for spell in spells(this.parts, lambda part: _short(this, part)):
        short, _ = spell.what
        yield violation(
            "infeasible" if short.deputies else "nobody",
            at=see.profile,
            mark=mark(spell),
            powers=short.powers,
            min_deputies=short.needed,
            deputies=len(short.deputies),
            people=[see.name(person) for person in short.deputies],
            **dates(spell),
        )


def _short(this: WholeUnit, part: Part) -> Iterator[tuple[Shortage, bool]]:
    short = shortage(part)
    if short is not None:
        yield short, part.waived("POW-06", *this.subject)
