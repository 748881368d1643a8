"""Rules on moving people: whom not now, and how many at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tripower.core.messages import N_
from tripower.core.numbers import more_than
from tripower.core.people import Person, Position, heads_on, positions_on
from tripower.core.rules import (
    Hit,
    local,
    manual,
    practice,
    rule,
    warning,
)
from tripower.core.unit import View
from tripower.mechanisms.power_split.allocation import reporting_period
from tripower.mechanisms.power_split.records import (
    EarlierPost,
    ExemptionGround,
    RotationAction,
    RotationPlan,
)
from tripower.mechanisms.power_split.rotation import (
    Move,
    at_once,
    limit,
    moves,
    near_retirement,
    plans_of,
)
from tripower.mechanisms.power_split.tenure import PARAMETERS, Tenure

PEOPLE_DECIDE = N_("Let the district decide, and keep its answer on file.")


@rule(
    "TEN-07",
    N_("Whom not to move now, people decide"),
    subject=Tenure,
    reads=[Position, EarlierPost, Person, RotationPlan],
    parameters=[
        *PARAMETERS,
        "ten.key_years",
        "ten.hard_years",
        "ten.lead_months",
        "ten.near_retirement_years",
    ],
    basis=[local(N_("Nobody is moved close to retirement, ill, or under investigation."))],
    says={
        "near": (
            N_("{person}, {post}, is to be moved and retires within {years} years"),
            N_("Decide whether to move the person now, and put the answer into the plan."),
        ),
        "exempt": (N_("the plan leaves {person} as {post} because of {ground}"), PEOPLE_DECIDE),
        "not_near": (
            N_(
                "the plan leaves {person} as {post} because of retirement, which is not on record "
                "as within {years} years"
            ),
            PEOPLE_DECIDE,
        ),
        "no_ground": (N_("the plan leaves {person} as {post} and names no ground"), PEOPLE_DECIDE),
    },
)
def not_now(this: Tenure, see: View) -> Iterator[Hit]:
    """Whether somebody close to retirement, ill or under investigation is moved, people decide.

    Whoever is to be moved, by plan or since the years of TEN-02 or TEN-03 are full in six
    months, and retires within three years (`retire_on`; exactly three years are within) is
    pointed out, and so is every exemption in the plan with its ground. An exemption does not
    take the finding on the years away; an exception of the district (`waiver`) does. The day of
    retirement itself is not told.

    Why: moving somebody for the last year helps nobody; but an exemption is also the easiest
    way to stay.

    Example: a head due on 2024-12-31 retires on 2027-12-31: to be decided. On 2028-01-01:
    nothing to decide, the head is due.
    """
    if not this.run.covers(see.as_of):
        return
    years = see.on(see.as_of).whole("ten.near_retirement_years")
    near = near_retirement(see.person(this.person_id), see.as_of, years)
    plans = plans_of(this, see)
    exempt = [plan for plan in plans if plan.action is RotationAction.EXEMPT]
    told: dict[str, Any] = {"person": see.name(this.person_id), "post": this.title, "years": years}
    for plan in exempt:
        yield manual(
            _exemption(plan, near=near),
            at=plan,
            field="exemption_ground" if plan.exemption_ground else "action",
            on=see.as_of,
            mark=plan.plan_id,
            ground=plan.exemption_ground,
            **told,
        )
    if near and not exempt and (plans or _soon_due(this, see)):
        yield manual("near", on=see.as_of, mark=this.mark, **told)


def _exemption(plan: RotationPlan, *, near: bool) -> str:
    if plan.exemption_ground is None:
        return "no_ground"
    by_age = plan.exemption_ground is ExemptionGround.RETIREMENT
    return "not_near" if by_age and not near else "exempt"


def _soon_due(this: Tenure, see: View) -> bool:
    rules = see.on(see.as_of)
    years = [rules.whole("ten.hard_years")]
    if this.head:
        years.append(rules.whole("ten.key_years"))
    lead = rules.whole("ten.lead_months")
    return any(limit("", this.run.start, one, lead).soon <= see.as_of for one in years)


@rule(
    "TEN-08",
    N_("A team is not moved all at once"),
    reads=[Position, RotationPlan],
    parameters=["pow.head_roles", "ten.team_share", "ten.at_once_days"],
    basis=[
        local(N_("At most a third of a team is moved at once, and never both its heads.")),
        practice(N_("What happens within thirty days happens at once.")),
    ],
    says={
        "team": (
            N_(
                "{count} of the {team} members of the team leave it from {first} to {last}, more "
                "than {share}: {people}"
            ),
            N_("Spread the moves; ask the district to let some begin later."),
        ),
        "heads": (
            N_("both heads leave from {first} to {last}: {people}"),
            N_("Let one of them stay until the other's successor knows the unit."),
        ),
    },
)
def not_all_at_once(see: View) -> Iterator[Hit]:
    """At most a third of the team leaves at once, and the two heads do not leave together.

    At once is what lies within thirty days, the thirtieth included. What counts are the last
    days of voting members in the team, as they were in the unit's period up to the day of the
    check, and what is planned from that day on. The share is that of the team of the first of
    these days; one person alone is never too many. Heads are two people who are both head
    (`pow.head_roles`) on the first of the days; who goes on as head here does not leave.

    Why: a unit whose leaders are all new is led by those who stayed below.

    Example: of 6 members 2 leave on one day: 3×2 = 6, no more than 6; the third within thirty
    days makes 9: a warning.
    """
    if see.profile is None:
        return
    window, plans = reporting_period(see.profile, see.as_of), see.all(RotationPlan)
    voting = [post for post in see.all(Position) if post.voting]
    days = see.on(see.as_of).whole("ten.at_once_days")
    for group in at_once(moves(voting, plans, window), days):
        yield from _too_many(group, see)
    roles = see.on(see.as_of).words("pow.head_roles")
    heads = [post for post in see.all(Position) if post.role in roles and not post.acting]
    for group in at_once(moves(heads, plans, window), days):
        yield from _both_heads(group, see)


def _too_many(group: list[Move], see: View) -> Iterator[Hit]:
    first, rules = group[0].on, see.on(see.as_of)
    team = {post.person_id for post in positions_on(see, first) if post.voting}
    leave = [one for one in group if one.person_id in team]
    count, share = len({one.person_id for one in leave}), rules.share("ten.team_share")
    if count > 1 and more_than(count, len(team), share):
        told = _group(leave, see) | {"count": count, "team": len(team)}
        yield warning("team", share=rules.text("ten.team_share"), **told)


def _both_heads(group: list[Move], see: View) -> Iterator[Hit]:
    heads = heads_on(see, group[0].on, see.on(see.as_of).words("pow.head_roles"))
    leave = [one for one in group if one.person_id in heads]
    if len({one.person_id for one in leave}) > 1:
        yield warning("heads", **_group(leave, see))


def _group(group: list[Move], see: View) -> dict[str, Any]:
    people = list(dict.fromkeys(one.person_id for one in group))
    first = group[0]
    begun = (p for p in see.where(Position, person_id=first.person_id) if p.from_ <= first.on)
    return {
        "at": max(begun, key=lambda post: post.from_),
        "field": "to",
        "on": first.on,
        "mark": " ".join((first.on.isoformat(), *people)),
        "first": first.on,
        "last": group[-1].on,
        "people": [see.name(person_id) for person_id in people],
    }
