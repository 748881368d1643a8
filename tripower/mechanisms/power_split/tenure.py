"""How long somebody has been in a post, in the unit, at a level (TEN-01, TEN-06)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import ClassVar

import msgspec

from tripower.core.dates import Period, add_days, add_months, add_years, full_years, merge
from tripower.core.people import Position, Role
from tripower.core.records import Record
from tripower.core.rules import Derived
from tripower.core.unit import Sees, View
from tripower.mechanisms.power_split.records import EarlierPost

READS: tuple[type[Record], ...] = (Position, EarlierPost)
PARAMETERS = ("pow.head_roles", "ten.gap_months")
Service = Position | EarlierPost


class Run(msgspec.Struct, frozen=True):
    """Service that goes on: lines in order of their first day, without a gap that breaks it."""

    lines: tuple[Service, ...]

    @property
    def start(self) -> date:
        """The first day."""
        return self.lines[0].from_

    @property
    def end(self) -> date | None:
        """The last day; None while it goes on."""
        ends = [line.to for line in self.lines if line.to is not None]
        return max(ends) if len(ends) == len(self.lines) else None

    def covers(self, day: date) -> bool:
        """Whether one of the lines covers a day; in a gap none does."""
        return any(line.period.covers(day) for line in self.lines)

    def years(self, day: date) -> int:
        """The full years on a day."""
        return full_years_of(self, day)

    def reaches(self, years: int) -> date:
        """The day on which so many years are full (DAT-02)."""
        return add_years(self.start, years)


def full_years_of(run: Run, day: date) -> int:
    """Count the anniversaries of the first day that are reached on a day (TEN-01).

    Why: “five years in the post” must be full on the same day for whoever counts. Days divided
    by 365 give another day after every leap year.

    Example: in the post from 2019-03-01: 4 full years on 2024-02-29, 5 on 2024-03-01. From
    2020-02-29 the fifth year is full on 2025-02-28.
    """
    return full_years(run.start, day)


def goes_on(end: date | None, start: date, months: int) -> bool:
    """Whether service from `start` goes on with service to `end`: the gap is shorter (TEN-06).

    The gap begins on the day after `end`. It breaks the count where so many months of it are
    full; until then the count goes on from the first day, the days of the gap included. A unit
    that was renamed or merged goes on as its successor (`successor_of`), and a head's time as
    acting head is no time as head.

    Why: a few months in another office, or a new name on the door, must not start the clock
    anew.

    Example: a post is left on 2020-03-31. Who returns to it on 2021-03-31 goes on counting, who
    returns on 2021-04-01, after 12 full months, begins anew.
    """
    return end is None or start < add_months(add_days(end, 1), months)


class Tenure(Derived, frozen=True):
    """A leader in a post of this unit, with all the service that counts for it.

    `acting` are the times for which the person led the unit without being its head: shown, and
    no time as head.
    """

    person_id: str
    run: Run
    head: bool
    acting: tuple[Period, ...]

    kind: ClassVar[str] = "tenure"

    @property
    def subject(self) -> tuple[str, str]:
        """Such as `tenure/zhen/director`: the person, and the post by id, role or title."""
        post = self.position
        name = post.post or (post.role.value if self.head else f"{post.role.value}/{post.title}")
        return self.kind, f"{self.person_id}/{name}"

    @property
    def anchors(self) -> list[tuple[str, str]]:
        """The lines; all that is read are registers, whose change runs the rule whole."""
        return [line.subject for line in self.run.lines]

    @property
    def positions(self) -> list[Position]:
        """The lines of this unit's own register."""
        return [line for line in self.run.lines if isinstance(line, Position)]

    @property
    def position(self) -> Position:
        """The last of them."""
        return self.positions[-1]

    @property
    def record(self) -> Position:
        """The record to point at."""
        return self.position

    @property
    def title(self) -> str:
        """The post as it is called now."""
        return self.position.title

    @property
    def level(self) -> str | None:
        """The level of the post."""
        return self.position.level

    @property
    def mark(self) -> str:
        """What tells it from an earlier time in the same post: the first day."""
        return self.run.start.isoformat()

    @classmethod
    def every(cls, see: View) -> Iterator[Tenure]:
        """All that had begun by the day of the check."""
        yield from tenures(see, see.as_of)


class Career(Derived, frozen=True):
    """A leader with the posts held on the day of the check, and all service before."""

    person_id: str
    tenures: tuple[Tenure, ...]

    kind: ClassVar[str] = "person"

    @property
    def subject(self) -> tuple[str, str]:
        """Kind and key, so that an exception can name the person."""
        return self.kind, self.person_id

    @property
    def anchors(self) -> list[tuple[str, str]]:
        """The person; all that is read are registers, whose change runs the rule whole."""
        return [self.subject]

    @property
    def head(self) -> Tenure | None:
        """The first of the posts that is a head's."""
        return next((one for one in self.tenures if one.head), None)

    @classmethod
    def every(cls, see: View) -> Iterator[Career]:
        """Every leader who holds a post of the unit on the day of the check."""
        yield from careers(see, see.as_of)


def tenures(see: Sees, day: date) -> list[Tenure]:
    """The tenures of leaders of this unit that had begun by a day, in the order of people."""
    people = dict.fromkeys(post.person_id for post in see.all(Position))
    return [one for person_id in people for one in _of_person(see, person_id, day)]


def careers(see: Sees, day: date) -> list[Career]:
    """Every leader who holds a post of the unit on a day."""
    held: dict[str, list[Tenure]] = {}
    for one in tenures(see, day):
        if any(post.held_on(day) for post in one.positions):
            held.setdefault(one.person_id, []).append(one)
    return [Career(person_id, tuple(found)) for person_id, found in held.items()]


def _of_person(see: Sees, person_id: str, day: date) -> Iterator[Tenure]:
    rules = see.on(day)
    heads, months = rules.words("pow.head_roles"), rules.whole("ten.gap_months")
    here = service_here(see, person_id, day)
    acting = tuple(merge(line.period for line in here if line.acting))
    counted = [line for line in here if line.role is not Role.STAFF and not _as_head(line, heads)]
    for run in runs_in_posts(counted, heads, months):
        own = [line for line in run.lines if isinstance(line, Position)]
        if own:
            yield Tenure(person_id, run, own[-1].role in heads, acting)


def _as_head(line: Service, heads: Collection[str]) -> bool:
    """Whether somebody only acted in a head's post; a deputy who leads stays in the own post."""
    return line.acting and line.role in heads


def service(see: Sees, person_id: str, day: date) -> list[Service]:
    """All posts of a person that had begun by a day, here and elsewhere, the first one first."""
    posts: list[Service] = [
        *see.where(EarlierPost, person_id=person_id),
        *see.where(Position, person_id=person_id),
    ]
    begun = (line for line in posts if line.from_ <= day and not line.period.empty)
    return sorted(begun, key=lambda line: (line.from_, line.key))


def service_here(see: Sees, person_id: str, day: date) -> list[Service]:
    """The same, in this unit and in those that it continues (TEN-06)."""
    names = _names(see)
    return [
        line
        for line in service(see, person_id, day)
        if isinstance(line, Position) or line.unit in names
    ]


def _names(see: Sees) -> set[str | None]:
    profile = see.profile
    return {profile.name, profile.short_name, *profile.successor_of} if profile else set()


def runs_in_posts(lines: Iterable[Service], heads: Collection[str], months: int) -> list[Run]:
    """Lines as runs, one for each time in one post."""
    runs: list[Run] = []
    for line in lines:
        for at, run in enumerate(runs):
            in_post = any(same_post(line, other, heads) for other in run.lines)
            if in_post and goes_on(run.end, line.from_, months):
                runs[at] = Run((*run.lines, line))
                break
        else:
            runs.append(Run((line,)))
    return runs


def same_post(one: Service, other: Service, heads: Collection[str]) -> bool:
    """Whether two lines are one post: a head's by its role, others by id, else role and title."""
    if one.role is other.role and one.role in heads:
        return True
    if one.post and other.post:
        return one.post == other.post
    return (one.role, one.title) == (other.role, other.title)


def in_unit(see: Sees, person_id: str, day: date) -> Run | None:
    """The run in this unit that holds a day, whatever the posts (TEN-05)."""
    months = see.on(day).whole("ten.gap_months")
    run: Run | None = None
    for line in service_here(see, person_id, day):
        follows = run is not None and goes_on(run.end, line.from_, months)
        run = Run((*run.lines, line)) if run and follows else Run((line,))
    return run if run is not None and run.covers(day) else None


def since_at_level(see: Sees, person_id: str, level: str, day: date) -> date | None:
    """From which day somebody would be at a level if all time at it stood without gaps.

    Time counts wherever it was served, each day once, up to the day. Its full years are then
    those of one run.
    """
    held = (line.period for line in service(see, person_id, day) if line.level == level)
    known = (period.intersect(Period(None, day)) for period in held)
    days = sum(_length(period) for period in merge(one for one in known if one is not None))
    return add_days(day, 1 - days) if days else None


def _length(period: Period) -> int:
    return period.last.toordinal() - period.first.toordinal() + 1
