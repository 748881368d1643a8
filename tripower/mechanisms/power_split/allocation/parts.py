"""Who is in charge of which power on which day (POW-09, POW-10, POW-11).

The days are cut wherever anything changes; within each part everything holds on every day,
so that a rule asks about parts and never about single days (POW-11).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import Generic, TypeVar

import msgspec
from msgspec.structs import replace

from tripower.core.dates import Period, add_days, gaps, merge, sweep
from tripower.core.exceptions import Waiver
from tripower.core.parameters import DistrictParameterValue, InForce, ParameterValue
from tripower.core.people import Person, Position, acting_heads_on, heads_on
from tripower.core.records import Record
from tripower.core.registers import UnitProfile
from tripower.core.unit import Sees
from tripower.mechanisms.power_split.records import Power, PowerAssignment, PowerProfile

READS: tuple[type[Record], ...] = (
    PowerAssignment,
    PowerProfile,
    Position,
    Waiver,
    ParameterValue,
    DistrictParameterValue,
)
PARAMETERS = (
    "adopted",
    "pow.head_roles",
    "pow.max_powers_per_deputy",
    "pow.incompatible_pairs",
    "pow.noted_pairs",
    "pow.holders_max",
    "pow.eligible_roles",
    "pow.discipline_leader",
    "pow.acting_head_grace_days",
    "pow.standin_grace_days",
)
V = TypeVar("V")


class Part(msgspec.Struct, frozen=True, dict=True):
    """Days on which nothing changes: the assignments in force, and who holds which post."""

    days: Period
    held: tuple[PowerAssignment, ...]
    see: Sees

    @property
    def first(self) -> date:
        """The first of the days, which stands for all of them."""
        return self.days.first

    @property
    def rules(self) -> InForce:
        """The parameters in force on these days."""
        return self.see.on(self.first)

    @cached_property
    def posts(self) -> list[Position]:
        """The posts held on these days."""
        return [post for post in self.see.all_positions() if post.held_on(self.first)]

    def all_positions(self) -> list[Position]:
        """The same, so that people can be looked up here as in a unit."""
        return self.posts

    def person(self, person_id: str) -> Person | None:
        """The person of that id."""
        return self.see.person(person_id)

    def holding(self, person_id: str) -> list[PowerAssignment]:
        """The assignments of one person."""
        return [one for one in self.held if one.person_id == person_id]

    def powers_of(self, person_id: str) -> tuple[Power, ...]:
        """The different powers of one person, stand-ins included, in the order of the six."""
        held = {one.power for one in self.holding(person_id)}
        return tuple(power for power in Power if power in held)

    def counted(self, person_id: str) -> tuple[Power, ...]:
        """The powers that count against the limit: stand-ins only after their grace (POW-10)."""
        held = {one.power for one in self.holding(person_id) if not in_grace(self, one)}
        return tuple(power for power in Power if power in held)

    @property
    def heads(self) -> list[str]:
        """Who is head (一把手)."""
        return heads_on(self, self.first, self.rules.words("pow.head_roles"))

    @property
    def acting_heads(self) -> list[str]:
        """Who leads the unit while the head's post is vacant (主持工作)."""
        return acting_heads_on(self, self.first, self.rules.words("pow.head_roles"))

    def with_role(self, *roles: str) -> list[str]:
        """Who has a post of one of these roles."""
        return list(dict.fromkeys(p.person_id for p in self.posts if p.role in roles))

    def waived(self, rule_id: str, kind: str, key: str) -> bool:
        """Whether an exception to a rule is on file for a subject on these days (FND-01)."""
        named = f"{kind}/{key}"
        return any(one.covers(rule_id, named, self.first) for one in self.see.all(Waiver))

    def applies(self, power: Power) -> bool:
        """Whether the unit has the power: as declared, else from its first assignment on."""
        told = [p for p in self.see.where(PowerProfile, power=power) if p.period.covers(self.first)]
        if told:
            return any(profile.applicable for profile in told)
        given = self.see.where(PowerAssignment, power=power)
        return any(one.from_ <= self.first for one in given)

    @property
    def applicable(self) -> tuple[Power, ...]:
        """The powers that the unit has, in the order of the six."""
        return tuple(power for power in Power if self.applies(power))


def holders(see: Sees, window: Period) -> list[Part]:
    """Who is in charge of what on every day of a period, cut wherever something changes.

    The cuts are the first and last days of assignments, posts, suspensions, declared powers
    and exceptions, the ends of days of grace, and the days on which a parameter changes.
    What a rule finds in neighbouring parts is one finding with its first and last day, so
    gaps and overlaps in the past are reported as ranges of dates, not only today's state.

    Why: a division of work that is in order today may have left a power in nobody's hands,
    or in the wrong ones, for a week in March.

    Example: one deputy is in charge of finance to 2024-03-14, the next from 2024-03-18: the
    check of the whole year reports a gap from 2024-03-15 to 2024-03-17.
    """
    given = see.all(PowerAssignment)
    return [
        Part(days, tuple(one for one in given if one.period.covers(days.first)), see)
        for days in _settled(see, window)
    ]


def reporting_period(profile: UnitProfile, as_of: date) -> Period:
    """The days that a check looks at: the unit's period up to the day of the check."""
    return Period(profile.period.from_, min(profile.period.to or date.max, as_of))


def _settled(see: Sees, window: Period) -> Iterator[Period]:
    """The window cut at every change of records, then at every other change of parameters."""
    for days in sweep(_periods(see), window):
        turns = [Period(day) for day in _turns(see, days.first, days.last)]
        yield from sweep(turns, days)


def _periods(see: Sees) -> Iterator[Period]:
    for one in see.all(PowerAssignment):
        yield one.period
        if one.standin and not one.period.empty:
            yield standin_grace(see, one)
    for post in see.all_positions():
        yield post.period
        yield Period(post.suspended_from or post.from_, post.suspended_to)
        if post.acting and not post.period.empty:
            yield from (acting_grace(see, run) for run in acting_runs(see, post.person_id))
    yield from (profile.period for profile in see.all(PowerProfile))
    yield from (waiver.period for waiver in see.all(Waiver))
    for kind in (ParameterValue, DistrictParameterValue):
        yield from (Period(v.from_) for v in see.all(kind) if v.key_ in PARAMETERS)


def _turns(see: Sees, first: date, last: date) -> Iterator[date]:
    """The days on which a shipped parameter changes, found by halving."""
    if last <= first or _values(see, first) == _values(see, last):
        return
    middle = date.fromordinal((first.toordinal() + last.toordinal()) // 2)
    if middle == first:
        yield last
        return
    yield from _turns(see, first, middle)
    yield from _turns(see, middle, last)


def _values(see: Sees, day: date) -> list[tuple[str | None, tuple[str, ...]]]:
    rules = see.on(day)
    return [(rules.optional(key), rules.words(key)) for key in PARAMETERS]


def standin_grace(see: Sees, one: PowerAssignment) -> Period:
    """The days on which a stand-in does not count yet; the first day is day 1 (POW-10).

    They are counted once over an uninterrupted stand-in, however many lines record it.
    """
    told = see.where(PowerAssignment, power=one.power, person_id=one.person_id, standin=True)
    runs = merge(other.period for other in told)
    since = next(run.first for run in runs if run.covers(one.from_))
    return _grace(since, see.on(since).whole("pow.standin_grace_days"))


def in_grace(part: Part, one: PowerAssignment) -> bool:
    """Whether an assignment is a stand-in that does not count yet (POW-10)."""
    return one.standin and standin_grace(part.see, one).covers(part.first)


def acting_runs(see: Sees, person_id: str) -> list[Period]:
    """The uninterrupted times for which someone led the unit without a head (POW-09)."""
    posts = see.all_positions()
    acting = merge(p.period for p in posts if p.person_id == person_id and p.acting)
    found = []
    for run in acting:
        roles = see.on(run.first).words("pow.head_roles")
        found.extend(gaps([p.period for p in posts if p.role in roles], run))
    return found


def acting_grace(see: Sees, run: Period) -> Period:
    """The days on which an acting head may still keep a power; the first is day 1 (POW-09)."""
    return _grace(run.first, see.on(run.first).whole("pow.acting_head_grace_days"))


def acting_too_long(part: Part, person_id: str) -> bool:
    """Whether an acting head's days of grace are over (POW-09)."""
    if person_id not in part.acting_heads:
        return False
    runs = [run for run in acting_runs(part.see, person_id) if run.covers(part.first)]
    return not any(acting_grace(part.see, run).covers(part.first) for run in runs)


def _grace(first: date, days: int) -> Period:
    return Period(first, add_days(first, days - 1))


class Spell(msgspec.Struct, Generic[V], frozen=True):
    """Something that holds on all days from the first to the last; `part` is the first part."""

    what: V
    days: Period
    part: Part


def spells(parts: Iterable[Part], found: Callable[[Part], Iterable[V]]) -> list[Spell[V]]:
    """Join what is found alike in neighbouring parts, in the order of its first day (POW-11)."""
    done: list[Spell[V]] = []
    going: dict[V, Spell[V]] = {}
    for part in parts:
        here = dict.fromkeys(found(part))
        now = {what: going.pop(what, Spell(what, part.days, part)) for what in here}
        done.extend(going.values())
        going = {w: replace(s, days=Period(s.days.start, part.days.end)) for w, s in now.items()}
    return sorted([*done, *going.values()], key=lambda spell: spell.days.first)
