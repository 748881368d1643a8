"""A unit through the rounds: new names, mergers, other categories, rounds left out, other heads.

Only the single lowest place counts (末位), never a place among the last three (POL-06).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

import msgspec

from tripower.core.answer import Say, say
from tripower.core.district import DistrictUnit, UnitHead, unit_name
from tripower.core.messages import N_
from tripower.core.records import Record, Term
from tripower.core.unit import Sees
from tripower.mechanisms.polls import listing
from tripower.mechanisms.polls.design import Z_TWO_SIDED, sound
from tripower.mechanisms.polls.heads import fieldwork, heads_during, heads_on
from tripower.mechanisms.polls.records import (
    PollPublication,
    PollResult,
    PollRound,
    PollSkip,
)

READS: tuple[type[Record], ...] = (*listing.READS, PollPublication, PollSkip, UnitHead)
PARAMETERS = (*listing.PARAMETERS, "pol.chain_least", "pol.sure_effective")


class Held(Term):
    """How a unit stood in a round."""

    LAST = "last"
    SHARED = "shared_last"
    OTHER = "not_last"
    EQUAL = "all_equal"
    SKIPPED = "skipped_by_approval"
    LEFT_OUT = "not_ranked"
    ABSENT = "not_in_the_round"
    NEW = "not_founded_yet"


LOWEST = (Held.LAST, Held.SHARED, Held.EQUAL)
PASSED_OVER = (Held.SKIPPED, Held.LEFT_OUT, Held.ABSENT)


class Stand(msgspec.Struct, frozen=True):
    """A unit in a round: in which list, of how many, which rank from the top and the bottom."""

    unit_id: str
    held: Held
    category: str = ""
    count: int = 0
    rank: int | None = None
    reverse: int | None = None


class Doubt(msgspec.Struct, frozen=True):
    """Why a person must decide, and the rule that says so."""

    rule_id: str
    text: Say


class Twice(msgspec.Struct, frozen=True):
    """A unit that was last in two rounds running.

    `before` is the earlier of the rounds and `then` what stood there for the unit; `doubts` say
    why a person must decide. `confirmed` is whether the data of both rounds bear it out that it
    was the last, whoever headed it and whatever else is for people.
    """

    unit_id: str
    before: PollRound
    now: Stand
    then: tuple[Stand, ...]
    doubts: tuple[Doubt, ...]
    confirmed: bool


def stand(unit_id: str, this: PollRound, see: Sees) -> Stand:
    """How a unit stood in a round, by its own id."""
    table = listing.list_of(unit_id, this, see)
    place = table.place(unit_id) if table is not None else None
    if table is None or place is None:
        return Stand(unit_id, _missing(unit_id, this, see))
    if table.all_equal:
        held = Held.EQUAL
    elif place.last:
        held = Held.SHARED if place.shared else Held.LAST
    else:
        held = Held.OTHER
    return Stand(unit_id, held, table.name, table.count, place.rank, place.reverse)


def _missing(unit_id: str, this: PollRound, see: Sees) -> Held:
    if see.get(PollSkip, f"{this.round_id}/{unit_id}") is not None:
        return Held.SKIPPED
    if _listed(unit_id, this, see):
        return Held.LEFT_OUT
    return Held.ABSENT if _existed(unit_id, this, see) else Held.NEW


def _listed(unit_id: str, this: PollRound, see: Sees) -> bool:
    result = see.get(PollResult, this.round_id)
    skipped = see.get(PollSkip, f"{this.round_id}/{unit_id}") is not None
    return skipped or (result is not None and result.row(unit_id) is not None)


def _existed(unit_id: str, this: PollRound, see: Sees) -> bool:
    unit = see.get(DistrictUnit, unit_id)
    return unit is not None and unit.period.covers(this.fieldwork_from)


def stood_for(unit_id: str, this: PollRound, see: Sees) -> tuple[str, ...]:
    """The units that were in a round what a unit is now (POL-09).

    The unit itself where it was there; else those that it continues, one for a new name, all
    for a merger; those that joined it since, too.
    """
    found: dict[str, None] = {}
    _stood_for(unit_id, this, see, found, set())
    return tuple(found)


def _stood_for(
    unit_id: str, this: PollRound, see: Sees, found: dict[str, None], seen: set[str]
) -> None:
    if unit_id in seen:
        return
    seen.add(unit_id)
    unit = see.get(DistrictUnit, unit_id)
    earlier = unit.successor_of if unit is not None else ()
    there = _listed(unit_id, this, see)
    if there or _existed(unit_id, this, see):
        found[unit_id] = None
        earlier = tuple(one for one in earlier if _listed(one, this, see))
    elif not earlier:
        found[unit_id] = None
    for one in earlier:
        _stood_for(one, this, see, found, seen)


def rounds_before(this: PollRound, see: Sees) -> Iterator[PollRound]:
    """The rounds before one, the nearest first, as each names the one before it."""
    seen = {this.round_id}
    while this.previous is not None and this.previous not in seen:
        seen.add(this.previous)
        earlier = see.get(PollRound, this.previous)
        if earlier is None:
            return
        yield earlier
        this = earlier


def last_twice(unit_id: str, this: PollRound, see: Sees) -> Twice | None:
    """Whether a unit is last in a round and was last in the one before (POL-05, 06, 09).

    A round in which it was not ranked neither counts nor breaks the chain, and a person decides.
    """
    now, passed = stand(unit_id, this, see), list[Doubt]()
    if now.held not in (Held.LAST, Held.SHARED):
        return None
    for before in rounds_before(this, see):
        then = tuple(stand(one, before, see) for one in stood_for(unit_id, before, see))
        if any(one.held in (Held.OTHER, Held.NEW) for one in then):
            return None
        over = [one for one in then if one.held in PASSED_OVER]
        passed += [Doubt("POL-09", _passed_over(one, before, see)) for one in over]
        if len(over) == len(then):
            continue
        doubts = (
            *passed,
            *_doubts(now, then, this, see),
            *_other_heads(now, then, this, before, see),
        )
        sure = _borne_out(now, then, this, before, see)
        return Twice(unit_id, before, now, then, doubts, sure)
    return None


def _passed_over(one: Stand, before: PollRound, see: Sees) -> Say:
    text = N_("{unit} was not ranked in {round} ({held})")
    return say(text, unit=unit_name(see, one.unit_id), round=before.name, held=one.held)


def _doubts(now: Stand, then: tuple[Stand, ...], this: PollRound, see: Sees) -> Iterator[Doubt]:
    """What leaves it to a person though the unit was last in both rounds."""
    both = (now, *then)
    if any(one.held in (Held.SHARED, Held.EQUAL) for one in both):
        yield Doubt("POL-08", say(N_("the last place was shared")))
    least = see.on(this.fieldwork_from).whole("pol.chain_least")
    if any(one.count < least for one in both if one.held in LOWEST):
        text = N_("fewer than {least} units were ranked")
        yield Doubt("POL-07", say(text, least=least))
    if any(one.category != now.category for one in then if one.held in LOWEST):
        yield Doubt("POL-09", say(N_("the unit was ranked in another category before")))
    if any(_divided(one.unit_id, see) for one in then):
        yield Doubt("POL-09", say(N_("the unit was divided between the rounds")))


def _divided(unit_id: str, see: Sees) -> bool:
    """Whether several units continue one."""
    return sum(unit_id in one.successor_of for one in see.all(DistrictUnit)) > 1


def _other_heads(
    now: Stand, then: tuple[Stand, ...], this: PollRound, before: PollRound, see: Sees
) -> Iterator[Doubt]:
    """Whether others headed the unit in one of the rounds, or do since (POL-11)."""
    day = listing.decisive_day(this, see)
    came = heads_during([now.unit_id], fieldwork(this), see)
    went = heads_during([one.unit_id for one in then], fieldwork(before), see)
    still = set(heads_on(now.unit_id, day, see)) if day else came
    if not (came and went and still):
        yield Doubt("POL-11", say(N_("who headed the unit is not on record for both rounds")))
    elif not came == went == still:
        yield Doubt("POL-11", say(N_("the head is not the one of both rounds")))


def beats(pairs: Iterable[tuple[str, str]]) -> bool:
    """Whether differences of independent rounds, added up, are above chance (last_twice).

    Each pair is a difference and its standard error as text; exact.

    Example: 1.2 with 0.5 and 0.8 with 0.6: 2.0² = 4 > 1.96² × 0.61 = 2.343376.
    """
    exact = [(Fraction(difference), Fraction(error)) for difference, error in pairs]
    total = sum((one for one, _ in exact), Fraction(0))
    variance = sum((error**2 for _, error in exact), Fraction(0))
    return total > 0 and total**2 > Z_TWO_SIDED**2 * variance


def _borne_out(
    now: Stand, then: tuple[Stand, ...], this: PollRound, before: PollRound, see: Sees
) -> bool:
    """Whether the unit lies below every other, by the differences of both rounds together.

    A unit that was in its list in one of the rounds alone (too new before, merged since) is
    tested by that round alone. Where the unit shared the place nothing is borne out.
    """
    if len(then) != 1 or {now.held, then[0].held} != {Held.LAST}:
        return False
    if not (sound(now.unit_id, this, see) and sound(then[0].unit_id, before, see)):
        return False
    late, early = _differences(now, this, see), _differences(then[0], before, see)
    sums: list[list[tuple[str, str] | None]] = []
    for other, told in late.items():
        earlier = stood_for(other, before, see)
        same = earlier[0] if len(earlier) == 1 and earlier[0] in early else None
        sums.append([told] if same is None else [told, early.pop(same)])
    sums += [[told] for told in early.values()]
    return bool(sums) and all(
        None not in one and beats([pair for pair in one if pair is not None]) for one in sums
    )


def _differences(one: Stand, this: PollRound, see: Sees) -> dict[str, tuple[str, str] | None]:
    """What separates each other of the list from the unit; None where it was not computed."""
    result, table = see.get(PollResult, this.round_id), listing.list_of(one.unit_id, this, see)
    told = {
        versus.other_id: (versus.difference, versus.se)
        for versus in (result.versus if result is not None else ())
        if versus.unit_id == one.unit_id
    }
    places = table.places if table is not None else ()
    return {
        place.unit_id: told.get(place.unit_id) for place in places if place.unit_id != one.unit_id
    }
