"""Rules on who may be in charge of a power at all."""

from __future__ import annotations

from collections.abc import Iterator

from tripower.core.messages import N_
from tripower.core.people import Role
from tripower.core.rules import (
    Hit,
    local,
    practice,
    reg,
    rule,
    seed,
    violation,
    warning,
)
from tripower.core.unit import View
from tripower.mechanisms.power_split.allocation import (
    PARAMETERS,
    READS,
    Part,
    acting_too_long,
    by_role,
    eligible,
    forced,
    spells,
)
from tripower.mechanisms.power_split.records import PowerAssignment
from tripower.mechanisms.power_split.rules.subjects import Holder, Weight, dates, mark

HANDS_OFF = N_("Give the power to a deputy head who may hold it, by a decision of the team.")


@rule(
    "POW-01",
    N_("The head is in charge of none of the six powers"),
    subject=Holder,
    reads=READS,
    parameters=PARAMETERS,
    acts=[PowerAssignment],
    waivable=False,
    basis=[
        seed(N_("The principal officials of party and administration are in charge of none.")),
        local(N_("The head keeps overall responsibility, the chair and the last word.")),
    ],
    says={
        "head": (
            N_("{person} is head and was in charge of {power} from {first} to {last}"),
            HANDS_OFF,
        )
    },
)
def head_holds_nothing(this: Holder, see: View) -> Iterator[Hit]:
    """On no day is a person who is head of the unit in charge of one of the six powers.

    Party secretary and director are both heads, also where they are two people. Standing in
    for a deputy counts from the first day. Overall responsibility, the chair, supervision and
    the last word are no power in this sense. No exception is possible.

    Why: whoever decides and also carries out is checked by nobody.

    Example: the director holds nothing; the party secretary, another person, is in charge of
    personnel from 2024-03-01 to 2024-03-31: violation by the secretary for these days.
    """
    for spell in spells(this.parts, lambda part: _as_head(this, part)):
        line = spell.what
        yield violation(
            "head",
            at=line,
            field="person_id",
            mark=mark(spell, line.assignment_id),
            person=see.name(this.person_id),
            power=line.power,
            **dates(spell),
        )


def _as_head(this: Holder, part: Part) -> list[PowerAssignment]:
    lines = part.holding(this.person_id)
    return lines if lines and this.person_id in part.heads else []


@rule(
    "POW-07",
    N_("Only members of the leadership are in charge of a power"),
    subject=Holder,
    reads=READS,
    parameters=PARAMETERS,
    acts=[PowerAssignment],
    basis=[practice(N_("Deputy heads, members of the party group and chief engineers hold them."))],
    says={
        "role": (
            N_("{person} was in charge of {power} from {first} to {last} as {roles}"),
            N_(
                "Give it to a deputy, or file an exception of the district with "
                "`scope: [person/<id>]`."
            ),
        ),
        "no_post": (
            N_("{person} was in charge of {power} from {first} to {last} without a post here"),
            N_("End the assignment on the last day in the post and name a successor."),
        ),
    },
)
def eligible_holder(this: Holder, see: View) -> Iterator[Hit]:
    """Whoever is in charge of a power holds a post of the leadership on each of the days.

    Heads are judged by POW-01 and discipline leaders by POW-08, not here again. Where a
    small unit designates somebody else with a paper of the district, the exception names
    the person: `rule_id: POW-07`, `scope: [person/<id>]`. Whom it names also counts among
    the deputies by which POW-06 judges whether the powers can be divided.

    Why: a power needs a holder who answers for it in the leadership.

    Example: a member of staff is in charge of procurement: violation where the district has
    adopted the rule, else a warning. A deputy who left on 2024-03-31 is still on record as
    in charge on 2024-04-01: the same.
    """
    for spell in spells(this.parts, lambda part: _outside(this, part)):
        line, _ = spell.what
        roles = [p.role for p in spell.part.posts if p.person_id == this.person_id]
        yield violation(
            "role" if roles else "no_post",
            at=line,
            field="person_id",
            mark=mark(spell, line.assignment_id),
            person=see.name(this.person_id),
            power=line.power,
            roles=roles,
            **dates(spell),
        )


def _outside(this: Holder, part: Part) -> Iterator[tuple[PowerAssignment, Weight]]:
    """Lines held without the role for it, except those that POW-10 reports."""
    lines, person_id = part.holding(this.person_id), this.person_id
    barred = [*part.heads, *part.with_role(Role.DISCIPLINE_LEADER)]
    if not lines or person_id in by_role(part) or person_id in barred:
        return
    others = () if person_id in eligible(part) else tuple(forced(part, person_id))
    for line in lines:
        if line.power not in others:
            yield line, this.weight(part, "POW-07")


@rule(
    "POW-08",
    N_("A discipline leader is in charge of none of the six powers"),
    subject=Holder,
    reads=READS,
    parameters=PARAMETERS,
    acts=[PowerAssignment],
    waivable=False,
    basis=[
        seed(N_("Supervision is kept apart from execution.")),
        reg(N_("Opinions on the bodies of the Central Commission (2014): no other business.")),
    ],
    says={
        "discipline": (
            N_("{person} supervises discipline and had {power} from {first} to {last}"),
            HANDS_OFF,
        )
    },
)
def discipline_leader(this: Holder, see: View) -> Iterator[Hit]:
    """On no day is a leader of discipline inspection in charge of one of the six powers.

    It does not matter whether the leader is sent or belongs to the unit, or has another post
    beside it. Before 2015 it was a principle only, and weighs as a warning. No exception is
    possible.

    Why: nobody can supervise what they carry out themselves.

    Example: a discipline leader is in charge of procurement from 2014-12-01 to 2015-01-31: a
    warning for December, a violation from 2015-01-01 on.
    """
    for spell in spells(this.parts, lambda part: _as_discipline(this, part)):
        line, how = spell.what
        hit = violation if how == "violation" else warning
        yield hit(
            "discipline",
            at=line,
            field="person_id",
            mark=mark(spell, line.assignment_id),
            person=see.name(this.person_id),
            power=line.power,
            **dates(spell),
        )


def _as_discipline(this: Holder, part: Part) -> list[tuple[PowerAssignment, str]]:
    if this.person_id not in part.with_role(Role.DISCIPLINE_LEADER):
        return []
    how = part.rules.text("pow.discipline_leader")
    return [(line, how) for line in part.holding(this.person_id)]


@rule(
    "POW-09",
    N_("An acting head hands over the powers"),
    subject=Holder,
    reads=READS,
    parameters=PARAMETERS,
    basis=[practice(N_("Whoever leads a unit without a head is its head after a while."))],
    says={
        "grace": (
            N_("{person} leads the unit without a head and had {power} from {first} to {last}"),
            N_("Divide the powers anew before the days of grace are over."),
        ),
        "over": (
            N_(
                "{person} leads the unit without a head and still had {power} from {first} to "
                "{last}, after the days of grace"
            ),
            HANDS_OFF,
        ),
    },
)
def acting_head(this: Holder, see: View) -> Iterator[Hit]:
    """A deputy who leads the unit while the head's post is vacant gives up the powers.

    The first 30 days of leading are a warning, what follows is a violation where the district
    has adopted the rule. The first day is day 1, counted over the uninterrupted time, also
    where it began before the period of the records. A head on leave leaves no vacancy. An
    exception names the person: `rule_id: POW-09`, `scope: [person/<id>]`.

    Why: an acting head decides like a head, so the same reasons hold as in POW-01.

    Example: a deputy in charge of finance leads the unit from 2024-03-01: a warning to
    2024-03-30, day 30; a violation from 2024-03-31 on.
    """
    for spell in spells(this.parts, lambda part: _as_acting(this, part)):
        line, over, _ = spell.what
        yield (violation if over else warning)(
            "over" if over else "grace",
            at=line,
            field="person_id",
            mark=mark(spell, line.assignment_id),
            person=see.name(this.person_id),
            power=line.power,
            **dates(spell),
        )


def _as_acting(this: Holder, part: Part) -> list[tuple[PowerAssignment, bool, Weight]]:
    lines = part.holding(this.person_id)
    if not lines or this.person_id not in part.acting_heads:
        return []
    over = acting_too_long(part, this.person_id)
    return [(line, over, this.weight(part, "POW-09")) for line in lines]
