"""Rules on how long a leader stays in one post, in one unit, at one level."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tripower.core.dates import full_years
from tripower.core.messages import N_
from tripower.core.rules import (
    Hit,
    local,
    practice,
    principle,
    reg,
    rule,
    seed,
    violation,
    warning,
)
from tripower.core.unit import View
from tripower.mechanisms.power_split.rotation import limit
from tripower.mechanisms.power_split.tenure import (
    PARAMETERS,
    READS,
    Career,
    Tenure,
    full_years_of,
    goes_on,
    in_unit,
    since_at_level,
)

PLAN = N_(
    "Plan the rotation with the district, or file an exception of the district with "
    "`scope: [{scope}]`."
)
ASK = N_("Ask the district to move the head to another unit, or keep its answer on file.")

principle(
    "TEN-01",
    N_("Years in a post are anniversaries"),
    full_years_of,
    reg(N_("Civil Code, art. 202.")),
)
principle(
    "TEN-06",
    N_("A new name or a short gap does not start the count anew"),
    goes_on,
    practice(N_("A gap of less than twelve months; acting as head is shown and not counted.")),
)


@rule(
    "TEN-02",
    N_("A head leaves the post after five years"),
    subject=Tenure,
    reads=READS,
    parameters=[*PARAMETERS, "ten.key_years", "ten.lead_months"],
    basis=[
        local(N_("A provincial rule moves heads of key departments after five years.")),
        practice(N_("Other heads are pointed out too, all of them six months ahead.")),
    ],
    says={
        "key": (
            N_(
                "{person} has been {post} of a key department since {start}, {years} full years; "
                "the limit is {most}"
            ),
            PLAN,
        ),
        "other": (
            N_("{person} has been {post} since {start}, {years} full years; the limit is {most}"),
            PLAN,
        ),
        "soon": (
            N_("{person} has been {post} since {start}; {most} years are full on {due}"),
            N_("Plan who follows, and the audit on leaving."),
        ),
    },
)
def head_moves_on(this: Tenure, see: View) -> Iterator[Hit]:
    """On the day on which five years in the post are full, its head is to have left it.

    It is looked at on the day of the check. In a key department (`key_department`), where the
    district has adopted the rule, it is a violation, else a warning. Six months ahead a warning
    tells the day. A head is whoever has a head's role (`pow.head_roles`); a deputy who only
    leads the unit for a time is none. An exception names the tenure:
    `scope: [tenure/zhen/director]`.

    Why: whoever stays head of one office for long ties people and money to themselves.

    Example: head of the finance bureau since 2019-03-01: a warning ahead from 2023-09-01 to
    2024-02-29, a violation from 2024-03-01 on.
    """
    if not (this.head and this.run.covers(see.as_of)):
        return
    rules, profile = see.on(see.as_of), see.profile
    most = rules.whole("ten.key_years")
    at = limit("TEN-02", this.run.start, most, rules.whole("ten.lead_months"))
    told = _told(this, see, most)
    if see.as_of < at.soon:
        return
    if see.as_of < at.on:
        yield warning("soon", due=at.on, **told)
    elif profile is not None and profile.key_department:
        yield violation("key", **told)
    else:
        yield warning("other", **told)


def _told(this: Tenure, see: View, most: int) -> dict[str, Any]:
    return {
        "field": "from",
        "on": see.as_of,
        "mark": this.mark,
        "scope": "/".join(this.subject),
        "person": see.name(this.person_id),
        "post": this.title,
        "start": this.run.start,
        "years": this.run.years(see.as_of),
        "most": most,
    }


@rule(
    "TEN-03",
    N_("No leader stays in one post for ten years"),
    subject=Tenure,
    reads=READS,
    parameters=[*PARAMETERS, "ten.hard_years"],
    basis=[
        reg(
            N_(
                "Rules on the exchange of leading cadres (2006), art. 5; Regulations on their "
                "selection (2014), art. 54. They speak of local leaders; here by analogy."
            )
        ),
    ],
    says={
        "over": (
            N_("{person} has been {post} since {start}, {years} full years; the limit is {most}"),
            PLAN,
        ),
    },
)
def ten_years(this: Tenure, see: View) -> Iterator[Hit]:
    """On the day on which ten years in one post are full, a leader is to have left it.

    It holds for every post of the leadership, deputies and the discipline leader included, and
    is looked at on the day of the check. The text speaks of leaders of local Party committees
    and governments; to the leaders of a bureau it is applied by analogy.

    Why: in ten years a post becomes a possession.

    Example: deputy head since 2014-03-01: nothing on 2024-02-29, a violation on 2024-03-01.
    """
    most = see.on(see.as_of).whole("ten.hard_years")
    if this.run.covers(see.as_of) and see.as_of >= this.run.reaches(most):
        yield violation("over", **_told(this, see, most))


@rule(
    "TEN-04",
    N_("Two terms in one post, fifteen years at one level"),
    subject=Career,
    reads=READS,
    parameters=[*PARAMETERS, "ten.term_years", "ten.terms", "ten.level_years"],
    basis=[
        reg(
            N_(
                "Provisional rules on terms of office (2006), art. 3, 6 and 7. County bureaus are "
                "outside their scope; here by analogy."
            )
        ),
        local(N_("Some districts apply the fifteen years at one level to their bureaus.")),
    ],
    says={
        "terms": (
            N_("{person} has been {post} since {start}, {terms} full terms of {term} years"),
            N_("Do not put the same person forward for this post again."),
        ),
        "level": (
            N_(
                "{person} has {years} full years in posts of the level {level}; the limit is {most}"
            ),
            N_("Do not put the person forward for another post of this level."),
        ),
    },
)
def terms_of_office(this: Career, see: View) -> Iterator[Hit]:
    """After two full terms of five years nobody is put forward for the same post again.

    Nor, after fifteen years at one level, for another post of that level. Terms follow each
    other in one post (TEN-06); years at a level are added up wherever they were served, from
    posts of this unit and `earlier_post`, each day once. A post without `level` counts for no
    level. Both are looked at on the day of the check, for whoever holds a post then.

    Why: a term that can be renewed without end is none.

    Example: deputy head from 2014-03-01: two terms are full on 2024-03-01. Eight years at a level
    elsewhere to 2012-12-31 and then here from 2018-01-01: a warning from 2025-01-01 on.
    """
    rules = see.on(see.as_of)
    terms, term = rules.whole("ten.terms"), rules.whole("ten.term_years")
    for one in this.tenures:
        if see.as_of >= one.run.reaches(terms * term):
            told = _told(one, see, terms * term)
            yield warning("terms", at=one.position, terms=terms, term=term, **told)
    yield from _levels(this, see)


def _levels(this: Career, see: View) -> Iterator[Hit]:
    most = see.on(see.as_of).whole("ten.level_years")
    posts = {one.level: one.position for one in this.tenures if one.level is not None}
    for level, post in posts.items():
        since = since_at_level(see, this.person_id, level, see.as_of)
        years = full_years(since, see.as_of) if since else 0
        if years >= most:
            yield warning(
                "level",
                at=post,
                field="level",
                on=see.as_of,
                mark=level,
                person=see.name(this.person_id),
                level=level,
                years=years,
                most=most,
            )


@rule(
    "TEN-05",
    N_("A head does not stay in one unit for ten years"),
    subject=Career,
    reads=READS,
    parameters=[*PARAMETERS, "ten.unit_years"],
    basis=[
        seed(N_("Rotation keeps a head from working in one unit for too long.")),
        practice(N_("Ten years, all posts in the unit counted.")),
    ],
    says={
        "unit": (
            N_("{person}, {post}, has been in this unit since {start}, {years} full years"),
            ASK,
        ),
    },
)
def years_in_unit(this: Career, see: View) -> Iterator[Hit]:
    """A head has less than ten years in the unit, the years as deputy or clerk included.

    What counts is all service in this unit and in those that it continues, in whatever post,
    also as acting head, without a gap of twelve months (TEN-06).

    Why: the mechanism of 2016 wants no head to work in one unit for too long; whoever rose in
    it owes favours to many.

    Example: clerk from 2014-03-01, deputy from 2017, director from 2021: nothing on 2024-02-29,
    a warning on 2024-03-01.
    """
    most, head = see.on(see.as_of).whole("ten.unit_years"), this.head
    run = in_unit(see, this.person_id, see.as_of)
    if head is None or run is None or see.as_of < run.reaches(most):
        return
    yield warning(
        "unit",
        at=head.position,
        field="role",
        on=see.as_of,
        mark=run.start.isoformat(),
        person=see.name(this.person_id),
        post=head.title,
        start=run.start,
        years=run.years(see.as_of),
    )
