"""Where a result hinges on a reading of the rules, compared with the real count of each vote."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from msgspec.structs import asdict

from tests.mechanisms.decisions.voting_room import A, N, Y, members, result
from tripower.mechanisms.decisions import readings
from tripower.mechanisms.decisions.readings import Reading, Seats, Terms
from tripower.mechanisms.decisions.records import Outcome

TERMS = Terms(Fraction(2, 3), Fraction(1, 2), close_margin=1, close_min_entitled=5)
OWN = Reading("keep", "count", "notice")


def seatings(entitled: int, *, vote_after: bool) -> Iterator[Seats]:
    """Every way in which members of a small team stay away and stand aside."""
    for aside in range(entitled + 1):
        for aside_present in range(aside + 1):
            for others in range(entitled - aside + 1):
                yield Seats(entitled, others + aside_present, aside, aside_present, vote_after)


def counted(seats: Seats, yes: int, no: int, how: Reading) -> Outcome | None:
    """The same vote as records, counted as a meeting's is: who stands aside comes first."""
    team = members(seats.entitled)
    aside, others = team[: seats.aside], team[seats.aside :]
    there = aside[: seats.aside_present] + others[: seats.present - seats.aside_present]
    voters = there if seats.vote_after else there[seats.aside_present :]
    choices = [Y] * yes + [N] * no + [A] * (len(voters) - yes - no)
    scope = "deliberation_only" if seats.vote_after else "deliberation_and_vote"
    cast: dict[str, Any] = dict(zip(voters, choices, strict=True))
    told: dict[str, Any] = {**asdict(how), "recusal_scope": scope, "recused": aside}
    return result(seats.entitled, there, cast, **told)


@pytest.mark.parametrize(("entitled", "vote_after"), [(3, False), (5, False), (4, True), (5, True)])
def test_the_arithmetic_agrees_with_the_count_of_real_votes(
    entitled: int, vote_after: bool
) -> None:
    tried = 0
    for seats in seatings(entitled, vote_after=vote_after):
        for yes, no in readings.counts(seats):
            if seats.voters == 0:
                continue  # nobody votes, so there is nothing to count
            for how in readings.every_reading():
                there = counted(seats, yes, no, how)
                assert there is readings.result(seats, yes, no, TERMS, how), (seats, yes, no, how)
                tried += 1
    assert tried > 100


@pytest.mark.parametrize("own", readings.every_reading())
@pytest.mark.parametrize("seats", [Seats(6, 6, 1, 1), Seats(7, 5, 2, 1), Seats(5, 5), Seats(8, 6)])
def test_a_hinge_is_exactly_where_one_answer_changes_the_result(seats: Seats, own: Reading) -> None:
    told = {
        (hinge.parameter, count, hinge.now, hinge.then)
        for hinge in readings.hinges(seats, TERMS, own)
        for count in hinge.counts
    }
    expected = set()
    for yes, no in readings.counts(seats):
        for parameter in readings.ANSWERS:
            now = readings.result(seats, yes, no, TERMS, own)
            then = readings.result(seats, yes, no, TERMS, own.other(parameter))
            if now is not then:
                expected.add((parameter, (yes, no), now, then))
    assert told == expected
    yes_told = {count[0] for _, count, _, _ in told}
    assert yes_told <= set(readings.disputed(seats, TERMS))


def test_c08_one_of_six_stands_aside_and_three_vote_yes() -> None:
    denominator = [
        h for h in readings.hinges(Seats(6, 6, 1, 1), TERMS, OWN) if "reduce" in h.answer
    ]
    (hinge,) = denominator
    assert (hinge.now, hinge.then, hinge.yes) == (Outcome.REJECTED, Outcome.PASSED, (3,))


def test_the_quorum_hinges_on_who_left_the_room() -> None:
    # 3×4 = 12 ≥ 12 with the one who left, 3×3 = 9 < 12 without.
    found = readings.hinges(Seats(6, 4, 1, 1), TERMS, OWN)
    quorum = [h for h in found if h.parameter == "recusal_quorum"]
    assert {h.then for h in quorum} == {Outcome.INVALID}
    assert {yes for h in quorum for yes in h.yes} == {0, 1, 2, 3}
    assert not [
        h for h in readings.hinges(Seats(6, 5, 1, 1), TERMS, OWN) if h.parameter == "recusal_quorum"
    ]


def test_a_close_vote_hinges_on_what_it_leads_to_from_five_members_on() -> None:
    assert not readings.hinges(Seats(4, 4), TERMS, OWN)
    (passed, rejected) = readings.hinges(Seats(5, 5), TERMS, OWN)
    assert (passed.now, passed.then, passed.counts) == (
        Outcome.PASSED,
        Outcome.DEFERRED,
        ((3, 2),),
    )
    assert (rejected.now, rejected.yes) == (Outcome.REJECTED, (0, 1, 2))


def test_an_emergency_decision_is_never_close() -> None:
    ratifying = Terms(TERMS.quorum, TERMS.majority, None, TERMS.close_min_entitled)
    assert readings.disputed(Seats(5, 5), ratifying) == ()
    assert readings.disputed(Seats(6, 6, 1, 1), ratifying) == (3,)
