"""Who is due to leave a post, who left it with which papers, and who leaves together (TEN)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import ClassVar, TypeVar

import msgspec

from tripower.core.dates import Period, add_days, add_months, add_years, merge
from tripower.core.people import Person, Position, positions_on
from tripower.core.records import Record
from tripower.core.rules import Derived
from tripower.core.unit import Sees, View
from tripower.mechanisms.power_split.records import (
    ExemptionGround,
    Handover,
    LeavingAudit,
    RotationAction,
    RotationOrder,
    RotationPlan,
)
from tripower.mechanisms.power_split.tenure import (
    PARAMETERS,
    READS,
    Tenure,
    careers,
    in_unit,
    since_at_level,
    tenures,
)

R = TypeVar("R", bound=Record)
LIMITS = (
    *PARAMETERS,
    "ten.key_years",
    "ten.hard_years",
    "ten.lead_months",
    "ten.term_years",
    "ten.terms",
    "ten.level_years",
    "ten.unit_years",
    "ten.near_retirement_years",
)
PAPERS: tuple[type[Record], ...] = (
    *READS,
    RotationPlan,
    RotationOrder,
    Handover,
    LeavingAudit,
)


class Limit(msgspec.Struct, frozen=True, order=True):
    """The day on which a limit is reached, by which rule, and from when it is soon."""

    on: date
    rule_id: str
    soon: date


def limit(rule_id: str, start: date, years: int, lead: int) -> Limit:
    """When so many years are full, and that less so many months of lead (DAT-02)."""
    return Limit(add_years(start, years), rule_id, add_months(start, 12 * years - lead))


def limits(tenure: Tenure, see: Sees, day: date) -> list[Limit]:
    """Every limit for somebody in a post, as it looks on a day, the first one first."""
    return sorted(_limits(tenure, see, day))


def _limits(tenure: Tenure, see: Sees, day: date) -> Iterator[Limit]:
    rules, start = see.on(day), tenure.run.start
    lead = rules.whole("ten.lead_months")
    if tenure.head:
        yield limit("TEN-02", start, rules.whole("ten.key_years"), lead)
        unit = in_unit(see, tenure.person_id, day)
        if unit is not None:
            yield limit("TEN-05", unit.start, rules.whole("ten.unit_years"), lead)
    yield limit("TEN-03", start, rules.whole("ten.hard_years"), lead)
    terms = rules.whole("ten.terms") * rules.whole("ten.term_years")
    yield limit("TEN-04", start, terms, lead)
    level = tenure.level
    since = since_at_level(see, tenure.person_id, level, day) if level else None
    if since is not None:
        yield limit("TEN-04", since, rules.whole("ten.level_years"), lead)


def near_retirement(person: Person | None, day: date, years: int) -> bool:
    """Whether somebody retires within so many years of a day, the last day included (TEN-07)."""
    retires = person.retire_on if person else None
    return retires is not None and add_years(retires, -years) <= day


def plans_of(tenure: Tenure, see: Sees) -> list[RotationPlan]:
    """What is planned for somebody in a post."""
    return [p for one in tenure.positions for p in see.where(RotationPlan, position_id=one.key)]


def orders_of(tenure: Tenure, see: Sees) -> list[RotationOrder]:
    """The orders that move the holder of a post, the first one first."""
    named = (o for one in tenure.positions for o in see.where(RotationOrder, position_id=one.key))
    own = (order for order in named if order.person_id == tenure.person_id and not order.draft)
    return sorted(own, key=lambda order: (order.on, order.order_id))


def handovers_of(tenure: Tenure, see: Sees) -> list[Handover]:
    """The handovers of a post, the last one last."""
    found = (see.get(Handover, one.key) for one in tenure.positions)
    return [one for one in found if one is not None and not one.draft]


def audits_of(tenure: Tenure, see: Sees) -> list[LeavingAudit]:
    """The audits on leaving a post."""
    named = (a for one in tenure.positions for a in see.where(LeavingAudit, position_id=one.key))
    return [audit for audit in named if not audit.draft]


class Leaving(Derived, frozen=True):
    """A tenure with the papers on its end.

    `last` is the last day where it lies in the unit's period and before the day of the check.
    """

    tenure: Tenure
    last: date | None
    plans: tuple[RotationPlan, ...]
    orders: tuple[RotationOrder, ...]
    handovers: tuple[Handover, ...]
    audits: tuple[LeavingAudit, ...]
    head_no_more: bool

    kind: ClassVar[str] = Tenure.kind

    @property
    def subject(self) -> tuple[str, str]:
        """That of the tenure."""
        return self.tenure.subject

    @property
    def record(self) -> Position:
        """The post that is left."""
        return self.tenure.position

    @property
    def anchors(self) -> list[tuple[str, str]]:
        """The papers; the rest are registers, whose change runs the rule whole."""
        return [one.subject for one in (*self.orders, *self.handovers, *self.audits)]

    @property
    def rotates(self) -> bool:
        """Whether it is a rotation: a head left, or the move was planned or ordered."""
        planned = any(plan.action is RotationAction.ROTATE for plan in self.plans)
        return self.head_no_more or bool(self.orders) or planned

    @classmethod
    def every(cls, see: View) -> Iterator[Leaving]:
        """Every tenure: which of them ends, only the papers may tell."""
        for one in tenures(see, see.as_of):
            last = _last_day(one, see)
            yield cls(
                one,
                last,
                tuple(plans_of(one, see)),
                tuple(orders_of(one, see)),
                tuple(handovers_of(one, see)),
                tuple(audits_of(one, see)),
                last is not None and one.head and not _head_after(one.person_id, last, see),
            )


def _last_day(tenure: Tenure, see: View) -> date | None:
    end, profile = tenure.run.end, see.profile
    if end is None or profile is None:
        return None
    return end if profile.period.from_ <= end < see.as_of else None


def _head_after(person_id: str, last: date, see: Sees) -> bool:
    """Whether somebody who left a head's post went on in another of the unit."""
    roles = see.on(last).words("pow.head_roles")
    posts = positions_on(see, add_days(last, 1))
    return any(p.person_id == person_id and p.role in roles and not p.acting for p in posts)


class Move(msgspec.Struct, frozen=True, order=True):
    """The last day of somebody in a team or as head, as it was or as it is planned."""

    on: date
    person_id: str


def at_once(moves: Iterable[Move], days: int) -> list[list[Move]]:
    """The moves that lie within so many days of each other, each group as large as it can be."""
    ordered = sorted(moves)
    found: list[list[Move]] = []
    for at, first in enumerate(ordered):
        group = [one for one in ordered[at:] if one.on <= add_days(first.on, days)]
        if not found or group[-1] != found[-1][-1]:
            found.append(group)
    return found


def moves(posts: Iterable[Position], plans: Iterable[RotationPlan], window: Period) -> set[Move]:
    """Who left, or is to leave, the last of these posts, and on which day.

    A post that is followed at once by another of them is not left. What is planned counts from
    the end of the window on, for those who are still there.
    """
    held: dict[str, list[Position]] = {}
    for post in posts:
        held.setdefault(post.person_id, []).append(post)
    found = {
        Move(run.last, person_id)
        for person_id, own in held.items()
        for run in merge(post.period for post in own)
        if window.covers(run.last)
    }
    ids = {post.key for own in held.values() for post in own if post.held_on(window.last)}
    planned = (plan for plan in plans if plan.action is RotationAction.ROTATE)
    ahead = (plan for plan in planned if plan.position_id in ids and plan.due_on >= window.last)
    return found | {Move(plan.due_on, plan.person_id) for plan in ahead}


class Seat(msgspec.Struct, frozen=True):
    """A leader in a post on a day: which limits wait, and what is planned and on file.

    `years` are full years in the post; `unit_since` is None where nothing tells.
    """

    tenure: Tenure
    years: int
    unit_since: date | None
    unit_years: int
    limits: tuple[Limit, ...]
    near_retirement: bool
    plan: RotationPlan | None
    order: RotationOrder | None
    audit: LeavingAudit | None

    @property
    def due(self) -> Limit:
        """The limit that comes first, or came."""
        return self.limits[0]

    @property
    def exempt(self) -> bool:
        """Whether the plan leaves the holder in the post."""
        return self.plan is not None and self.plan.action is RotationAction.EXEMPT

    @property
    def ground(self) -> ExemptionGround | None:
        """Why it does."""
        return self.plan.exemption_ground if self.plan and self.exempt else None


def seats(see: Sees, day: date) -> list[Seat]:
    """Every post that a leader holds on a day, the one that is due first at the top."""
    found = [_seat(one, see, day) for career in careers(see, day) for one in career.tenures]
    return sorted(found, key=lambda seat: (seat.due, seat.tenure.subject))


def _seat(tenure: Tenure, see: Sees, day: date) -> Seat:
    unit = in_unit(see, tenure.person_id, day)
    years = see.on(day).whole("ten.near_retirement_years")
    return Seat(
        tenure=tenure,
        years=tenure.run.years(day),
        unit_since=unit.start if unit else None,
        unit_years=unit.years(day) if unit else 0,
        limits=tuple(limits(tenure, see, day)),
        near_retirement=near_retirement(see.person(tenure.person_id), day, years),
        plan=_last(plans_of(tenure, see)),
        order=_last(orders_of(tenure, see)),
        audit=_last(audits_of(tenure, see)),
    )


def _last(found: list[R]) -> R | None:
    return found[-1] if found else None
