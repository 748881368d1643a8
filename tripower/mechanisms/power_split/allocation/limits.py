"""Who may be in charge of a power, and how few deputies can do at all (POW-02, 03, 06, 07, 10)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product

import msgspec

from tripower.core.exceptions import Waiver
from tripower.core.people import Role
from tripower.mechanisms.power_split.allocation.parts import Part, acting_too_long, in_grace
from tripower.mechanisms.power_split.records import Power, PowerAssignment

Pairs = frozenset[frozenset[str]]


def pairs_of(words: Iterable[str]) -> Pairs:
    """Pairs of powers as parameters write them, each `a+b`."""
    found = (frozenset(word.split("+")) for word in words)
    return frozenset(pair for pair in found if len(pair) == 2)


def by_role(part: Part) -> list[str]:
    """Who may be in charge of a power by the post (POW-07); no head, no discipline leader."""
    barred = {*part.heads, *part.with_role(Role.DISCIPLINE_LEADER)}
    return [p for p in part.with_role(*part.rules.words("pow.eligible_roles")) if p not in barred]


def eligible(part: Part) -> list[str]:
    """Who may be given a power: by the post, or designated by an exception to POW-07.

    An acting head may not once the days of grace are over (POW-09).
    """
    barred = {*part.heads, *part.with_role(Role.DISCIPLINE_LEADER)}
    found = dict.fromkeys([*by_role(part), *_designated(part)])
    return [p for p in found if p not in barred and not acting_too_long(part, p)]


def _designated(part: Part) -> list[str]:
    exceptions = (w for w in part.see.all(Waiver) if w.period.covers(part.first))
    scopes = (scope for w in exceptions if w.rule_id == "POW-07" for scope in w.scope)
    return [scope.removeprefix("person/") for scope in scopes if scope.startswith("person/")]


def may_take(part: Part, person_id: str, power: Power, *, standin: bool = False) -> bool:
    """Whether a person could lawfully be given one more power, as a stand-in or for good."""
    if any(p.suspended_on(part.first) for p in part.posts if p.person_id == person_id):
        return False
    rules = part.rules
    counted = {*part.counted(person_id), power}
    held = {*part.powers_of(person_id), power}
    fits = standin or len(counted) <= rules.whole("pow.max_powers_per_deputy")
    return fits and not any(
        pair <= held for pair in pairs_of(rules.words("pow.incompatible_pairs"))
    )


def takers(part: Part, power: Power, *, but: Iterable[str], standin: bool = False) -> list[str]:
    """Who else could lawfully be given a power as things stand."""
    others = [person for person in eligible(part) if person not in set(but)]
    return [person for person in others if may_take(part, person, power, standin=standin)]


def forced(part: Part, person_id: str) -> Iterator[Power]:
    """Powers a person holds only as a stand-in and nobody else could lawfully take (POW-10)."""
    for power in part.powers_of(person_id):
        lines = [one for one in part.holding(person_id) if one.power is power]
        if all(one.standin for one in lines):
            but = {person_id, *_stood_in_for(part, power)}
            early = all(in_grace(part, one) for one in lines)
            if not takers(part, power, but=but, standin=early):
                yield power


def _stood_in_for(part: Part, power: Power) -> list[str]:
    """Whose power it is while others stand in: the holder, else whoever held it last."""
    told = part.see.where(PowerAssignment, power=power, standin=False)
    begun = sorted((one for one in told if one.from_ <= part.first), key=lambda one: one.from_)
    now = [one for one in begun if one in part.held]
    return [one.person_id for one in now or begun[-1:]]


@cache
def divide(
    powers: tuple[Power, ...], deputies: int, at_most: int, pairs: Pairs
) -> tuple[frozenset[Power], ...] | None:
    """Divide powers among so many deputies, the first lawful way there is; None without one.

    Every way is tried, six powers among three deputies at worst in 729 steps.
    """
    for hands in product(range(deputies), repeat=len(powers)):
        held = list(zip(powers, hands, strict=True))
        shares = tuple(frozenset(p for p, hand in held if hand == n) for n in range(deputies))
        if all(len(s) <= at_most and not any(pair <= s for pair in pairs) for s in shares):
            return shares
    return None


def min_deputies(powers: tuple[Power, ...], at_most: int, pairs: Pairs) -> int | None:
    """The least number of deputies for some powers (POW-06); None where no number would do."""
    numbers = range(len(powers) + 1)
    return next((n for n in numbers if divide(powers, n, at_most, pairs) is not None), None)


class Shortage(msgspec.Struct, frozen=True):
    """Too few people for the powers that a unit has (POW-06)."""

    powers: tuple[Power, ...]
    deputies: tuple[str, ...]
    needed: int


def shortage(part: Part) -> Shortage | None:
    """The shortage of these days, None where the powers can be divided lawfully."""
    powers, people, rules = part.applicable, tuple(eligible(part)), part.rules
    pairs = pairs_of(rules.words("pow.incompatible_pairs"))
    needed = min_deputies(powers, rules.whole("pow.max_powers_per_deputy"), pairs)
    short = needed is not None and len(people) < needed
    return Shortage(powers, people, needed) if short and needed is not None else None


def excess_follows(part: Part, person_id: str) -> bool:
    """Whether someone holds too much because of a shortage: nobody else could take any of it."""
    if person_id not in eligible(part) or shortage(part) is None:
        return False
    theirs = part.counted(person_id)
    return not any(takers(part, p, but=[person_id, *_stood_in_for(part, p)]) for p in theirs)


def gap_follows(part: Part, power: Power) -> bool:
    """Whether nobody holds a power because of a shortage: nobody could take it."""
    return shortage(part) is not None and not takers(part, power, but=())


def pair_follows(part: Part, person_id: str) -> bool:
    """Whether someone holds an incompatible pair because of a shortage that is not excused.

    With one deputy a pair cannot be avoided, with two it can. An exception to POW-06 may let
    one person hold many powers, never such a pair: then the pair is reported after all.
    """
    short, profile = shortage(part), part.see.profile
    if short is None or profile is None or person_id not in short.deputies:
        return False
    pairs = pairs_of(part.rules.words("pow.incompatible_pairs"))
    avoidable = divide(short.powers, len(short.deputies), len(short.powers), pairs) is not None
    return not avoidable and not part.waived("POW-06", "unit", profile.unit_id)
