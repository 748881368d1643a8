"""What a penalty asks for on its way: who may sign, who looks at it first, which days run."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal

from tripower.core.answer import Say, say
from tripower.core.dates import add_days
from tripower.core.numbers import Yuan, parse_money, round_limit
from tripower.core.people import Position, positions_on
from tripower.core.records import Term
from tripower.core.unit import Sees
from tripower.mechanisms.standards.records import (
    AuthorityLevel,
    Mark,
    PartyType,
    Penalty,
    PenaltyCase,
    PowerItem,
)

GRAVE = (
    Penalty.LOWER_QUALIFICATION,
    Penalty.REVOKE_LICENSE,
    Penalty.STOP_PRODUCTION,
    Penalty.CLOSE,
    Penalty.BAN_FROM_TRADE,
)
"""Penalties with a right to a hearing whatever the amount (行政处罚法 第63条)."""
PERHAPS = (
    Penalty.CONFISCATION,
    Penalty.SUSPEND_LICENSE,
    Penalty.RESTRICT_BUSINESS,
    Penalty.OTHER,
)
"""Those with a right to a hearing if they are heavy, which a person has to say."""
LIGHT = (Penalty.WARNING, Penalty.CRITICISM)
PARAMETERS = (
    "dis.hearing_thresholds",
    "dis.hearing_request_workdays",
    "dis.hearing_notice_workdays",
    "dis.decision_days",
    "dis.delivery_workdays",
    "dis.spot_citizen",
    "dis.spot_organisation",
)


def level_for(item: PowerItem, amount: Yuan | None) -> AuthorityLevel | None:
    """The lowest level that decides an amount; None where no level does."""
    fits = [one for one in item.authority if _covers(one, amount)]
    return min(fits, key=lambda one: (one.max_amount is None, one.max_amount or 0), default=None)


def _covers(level: AuthorityLevel, amount: Yuan | None) -> bool:
    return level.max_amount is None or (amount is not None and amount <= level.max_amount)


def called(level: AuthorityLevel) -> Say:
    """A post as people call it: a role by its label, a title as it is."""
    return say(level.post.replace("_", " "))


def levels_of(item: PowerItem, posts: Iterable[Position]) -> list[AuthorityLevel]:
    """The levels of an item that a person's posts have."""
    held = {name for post in posts for name in (post.role.value, post.title)}
    return [level for level in item.authority if level.post in held]


def may_sign(item: PowerItem, person_id: str, day: date, amount: Yuan | None, see: Sees) -> bool:
    """Whether a person may decide an amount of an item on a day (岗位权限)."""
    posts = [post for post in positions_on(see, day) if post.person_id == person_id]
    return any(_covers(level, amount) for level in levels_of(item, posts))


class HearingRight(Term):
    """Whether the party has a right to a hearing; the first that is found counts."""

    YES = "yes"
    UNKNOWN = "unknown"
    NO = "no"


def hearing_right(
    penalties: Collection[Penalty],
    amount: Yuan | None,
    party: PartyType,
    item: PowerItem,
    day: date,
    see: Sees,
) -> HearingRight:
    """Whether these penalties open a hearing (DIS-34).

    From which amount on a fine does, only a table by field of administration says; without a row
    nobody knows.
    """
    if any(one in GRAVE for one in penalties):
        return HearingRight.YES
    least = threshold(item, party, day, see)
    if Penalty.FINE in penalties and least is not None and (amount or 0) >= least:
        return HearingRight.YES
    unsaid = Penalty.FINE in penalties and least is None
    heavy = any(one in PERHAPS for one in penalties)
    return HearingRight.UNKNOWN if unsaid or heavy else HearingRight.NO


def threshold(item: PowerItem, party: PartyType, day: date, see: Sees) -> Yuan | None:
    """From which amount on a fine is a larger one for a party; None without a row of the field."""
    for row in see.on(day).words("dis.hearing_thresholds"):
        domain, citizen, organisation = (*row.split("/"), "", "")[:3]
        if domain == (item.domain or ""):
            try:
                return parse_money(citizen if party is PartyType.CITIZEN else organisation)
            except ValueError:
                return None
    return None


def request_by(received_on: date, see: Sees) -> date:
    """The last day on which the party may ask for a hearing; working days (DIS-34).

    Received on 2024-09-27, five working days end on 2024-10-10.
    """
    days = see.on(received_on).whole("dis.hearing_request_workdays")
    return see.calendar.add_workdays(received_on, days)


def hearing_from(notice_on: date, see: Sees) -> date:
    """The first day on which a hearing may be held after its notice; working days (DIS-34)."""
    days = see.on(notice_on).whole("dis.hearing_notice_workdays")
    return see.calendar.add_workdays(notice_on, days)


def decide_by(filed_on: date, see: Sees) -> date:
    """The last day for deciding; calendar days, a day off moves it on (DIS-35, DAT-03)."""
    days = see.on(filed_on).whole("dis.decision_days")
    return see.calendar.roll(add_days(filed_on, days))


def deliver_by(decided_on: date, see: Sees) -> date:
    """The last day for handing the decision over; working days (DIS-36)."""
    return see.calendar.add_workdays(decided_on, see.on(decided_on).whole("dis.delivery_workdays"))


def spot_limit(party: PartyType, day: date, see: Sees) -> Yuan:
    """Up to which fine a case may be decided on the spot (DIS-31)."""
    key = "dis.spot_citizen" if party is PartyType.CITIZEN else "dis.spot_organisation"
    return see.on(day).money(key) or Decimal(0)


def needs_review(case: PenaltyCase, *, heard: bool) -> bool:
    """Whether the law asks for a legal review first (DIS-32)."""
    return heard or any(
        mark in case.marks for mark in (Mark.PUBLIC_INTEREST, Mark.COMPLEX, Mark.REVIEW_REQUIRED)
    )


def needs_meeting(case: PenaltyCase) -> bool:
    """Whether the leaders must discuss it together (DIS-33)."""
    return any(mark in case.marks for mark in (Mark.COMPLEX, Mark.MAJOR))


def late_charge(fine: Yuan, days: int, percent: int) -> Yuan:
    """The charge for a fine paid some days late, never more than the fine (DIS-38).

    Why: Administrative Penalty Law, art. 72: three per cent a day, but no more than the fine.

    Example: of 10000 yuan it is 9900 after 33 days and 10000 from day 34 on.
    """
    return min(fine, round_limit(fine * max(days, 0) * percent / 100))
