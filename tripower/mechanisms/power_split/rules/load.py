"""Rules on how much, and what together, one person may be in charge of."""

from __future__ import annotations

from collections.abc import Iterator

from tripower.core.messages import N_
from tripower.core.people import Role
from tripower.core.rules import Hit, notice, practice, reg, rule, seed, violation
from tripower.core.unit import View
from tripower.mechanisms.power_split.allocation import (
    PARAMETERS,
    READS,
    Part,
    eligible,
    excess_follows,
    forced,
    pair_follows,
    pairs_of,
    spells,
)
from tripower.mechanisms.power_split.records import Power, PowerAssignment
from tripower.mechanisms.power_split.rules.subjects import (
    Holder,
    dates,
    line_of,
    mark,
    named,
)

Pair = tuple[Power, ...]
AT_MOST_TWO = seed(N_("No deputy is in charge of more than two of the six powers."))
FINANCE_APART = seed(N_("The deputy for finance has neither engineering nor approvals."))


@rule(
    "POW-02",
    N_("A deputy is in charge of two powers at most"),
    subject=Holder,
    reads=READS,
    parameters=PARAMETERS,
    acts=[PowerAssignment],
    basis=[AT_MOST_TWO],
    says={
        "many": (
            N_("{person} had {count} powers from {first} to {last}, at most {most}: {powers}"),
            N_(
                "Give one of them to another deputy, or file an exception of the district with "
                "`scope: [person/<id>]`."
            ),
        )
    },
)
def at_most_two(this: Holder, see: View) -> Iterator[Hit]:
    """On no day is one deputy in charge of more than two different powers of a unit.

    Several scopes of one power count once. A power held as a stand-in counts after its days
    of grace (POW-10). What a head or a discipline leader holds is judged by POW-01 and
    POW-08. Where the unit has too few deputies and nobody else could take one of the powers,
    POW-06 reports that once instead. An exception names the person: `rule_id: POW-02`,
    `scope: [person/<id>]`.

    Why: power that gathers in one deputy is no more divided than in the head.

    Example: personnel, procurement and enforcement with one deputy are 3 > 2: violation. Two
    scopes of engineering and enforcement are 2: allowed.
    """
    for spell in spells(this.parts, lambda part: _excess(this, part)):
        powers, most, _ = spell.what
        yield violation(
            "many",
            at=line_of(spell, this.person_id, *powers),
            field="power",
            mark=mark(spell),
            evidence=named(spell.part.holding(this.person_id)),
            person=see.name(this.person_id),
            count=len(powers),
            most=most,
            powers=powers,
            **dates(spell),
        )


def _excess(this: Holder, part: Part) -> Iterator[tuple[Pair, int, bool]]:
    powers, most = part.counted(this.person_id), part.rules.whole("pow.max_powers_per_deputy")
    barred = this.person_id in [*part.heads, *part.with_role(Role.DISCIPLINE_LEADER)]
    if len(powers) <= most or barred or excess_follows(part, this.person_id):
        return
    if len(set(powers) - set(forced(part, this.person_id))) > most:
        yield powers, most, part.waived("POW-02", *this.subject)


@rule(
    "POW-03",
    N_("Finance stays apart from engineering and approvals"),
    subject=Holder,
    reads=READS,
    parameters=PARAMETERS,
    acts=[PowerAssignment],
    waivable=False,
    basis=[FINANCE_APART, reg(N_("Internal control standards (财会〔2012〕21号), duties apart."))],
    says={
        "pair": (
            N_("{person} had both {one} and {other} from {first} to {last}"),
            N_("Give one of the two to another deputy; nobody may make an exception here."),
        ),
        "noted": (
            N_("{person} had both {one} and {other} from {first} to {last}; better apart"),
            N_("Consider giving one of the two to another deputy."),
        ),
    },
)
def incompatible_pairs(this: Holder, see: View) -> Iterator[Hit]:
    """On no day does one person hold finance together with engineering or with approvals.

    It does not matter that they are only two powers, nor that one is held as a stand-in:
    that counts from the first day. Other pairs, such as finance and procurement, are only
    pointed out where the unit has listed them. Where one deputy is all there is, POW-06
    reports that once instead; an exception to POW-06 does not cover a pair. Where nobody
    else may stand in, POW-10 reports it.

    Why: whoever lets a contract or a licence and signs the money for it controls both sides.

    Example: a deputy with finance and approvals: violation, although they are only two.
    """
    for spell in spells(this.parts, lambda part: _pairs(this, part)):
        pair, says = spell.what
        yield (violation if says == "pair" else notice)(
            says,
            at=line_of(spell, this.person_id, *pair),
            field="power",
            mark=mark(spell, *pair),
            evidence=named([x for x in spell.part.holding(this.person_id) if x.power in pair]),
            person=see.name(this.person_id),
            one=pair[0],
            other=pair[1],
            **dates(spell),
        )


def _pairs(this: Holder, part: Part) -> Iterator[tuple[Pair, str]]:
    held = part.powers_of(this.person_id)
    if len(held) < 2:
        return
    if not pair_follows(part, this.person_id):
        others = set(forced(part, this.person_id))
        for pair in together(held, part, "pow.incompatible_pairs"):
            if not others & set(pair):
                yield pair, "pair"
    for pair in together(held, part, "pow.noted_pairs"):
        yield pair, "noted"


def together(held: Pair, part: Part, key: str) -> list[Pair]:
    """The pairs of a parameter that are held together, in the order of the six."""
    pairs = pairs_of(part.rules.words(key))
    found = (tuple(power for power in held if power in pair) for pair in pairs)
    return sorted((pair for pair in found if len(pair) == 2), key=lambda p: [x.value for x in p])


@rule(
    "POW-10",
    N_("Where nobody may lawfully stand in, the district designates someone"),
    subject=Holder,
    reads=READS,
    parameters=PARAMETERS,
    acts=[PowerAssignment],
    basis=[
        AT_MOST_TWO,
        FINANCE_APART,
        practice(N_("A stand-in counts among a deputy's powers after 30 days.")),
    ],
    says={
        "forced": (
            N_(
                "{person} stood in for {power} from {first} to {last} against the limits, and "
                "no other deputy could lawfully have done so"
            ),
            N_(
                "Ask the district to designate someone, and file its paper as an exception to "
                "POW-10 with `scope: [person/<id>]`."
            ),
        )
    },
)
def stand_in(this: Holder, see: View) -> Iterator[Hit]:
    """Standing in for a colleague keeps the limits of the division of powers, after a grace.

    A stand-in counts towards the two powers of POW-02 from day 31 on (the first day is day 1,
    counted over the uninterrupted time); towards POW-01 and POW-03 it counts from the first
    day, and those rules report it. Where a stand-in breaks POW-02, POW-03 or POW-07 and none
    of the other deputies could lawfully have stood in, this rule reports it in their place.
    The district's paper is then an exception that names the person: `rule_id: POW-10`,
    `scope: [person/<id>]`, `doc_no` the paper. It helps nobody where another deputy could
    have stood in: then POW-02, POW-03 or POW-07 speak.

    Why: an illness must not stop the work, nor be a way around the limits.

    Example: of two deputies the one for finance falls ill on 2024-03-01; the other, in charge
    of engineering, stands in. Finance and engineering may not go together, and nobody else is
    there: violation, or a notice once the district has designated the deputy for these days.
    """
    for spell in spells(this.parts, lambda part: _forced(this, part)):
        power, _ = spell.what
        yield violation(
            "forced",
            at=line_of(spell, this.person_id, power),
            field="person_id",
            mark=mark(spell, power),
            person=see.name(this.person_id),
            power=power,
            **dates(spell),
        )


def _forced(this: Holder, part: Part) -> Iterator[tuple[Power, bool]]:
    """Powers held as a stand-in, by nobody else's right, and against a limit."""
    person_id = this.person_id
    if not part.holding(person_id):
        return
    barred = person_id in [*part.heads, *part.with_role(Role.DISCIPLINE_LEADER)]
    for power in () if barred else forced(part, person_id):
        if _against_a_limit(part, person_id, power):
            yield power, part.waived("POW-10", *this.subject)


def _against_a_limit(part: Part, person_id: str, power: Power) -> bool:
    held, counted = part.powers_of(person_id), part.counted(person_id)
    pairs = together(held, part, "pow.incompatible_pairs")
    if person_id not in eligible(part) or any(power in pair for pair in pairs):
        return True
    many = power in counted and len(counted) > part.rules.whole("pow.max_powers_per_deputy")
    return many and not excess_follows(part, person_id)
