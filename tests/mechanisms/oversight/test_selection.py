"""The count of ballots for units: majorities, ties, runoffs, second ballots, rounds that fail."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from msgspec.structs import replace

from tests.mechanisms.oversight.oversight_room import parameter, selection, unit, votes
from tripower.mechanisms.oversight.records import Selection, SelectionVote
from tripower.mechanisms.oversight.selection import (
    Course,
    Due,
    Fault,
    Mode,
    course,
    cut,
    follow,
    next_best,
    read,
)

HALF = Fraction(1, 2)
MODE = Mode(of_entitled=True, share=HALF, quorum=HALF, times=2, runoff_share=False)


def counted(this: Selection, *rounds: SelectionVote, mode: Mode = MODE) -> Course:
    return follow(this, rounds, lambda _: mode)


def due(found: Course) -> tuple[str, int, str] | None:
    one = found.next
    return (one.ballot_kind.value, one.seats, "".join(one.candidates)) if one else None


def test_votes_are_ticks_on_papers_that_keep_to_the_seats() -> None:
    found = read([{"a", "b"}, {"a"}, {"a", "b", "c"}, (), {"z"}, ["c", "c"]], "abc", 2)
    assert dict(found.votes) == {"a": 2, "b": 1, "c": 1}
    assert (found.valid, found.over, found.strange, found.blank) == (4, 1, 1, 1)


def test_equal_votes_keep_the_order_of_the_paper() -> None:
    assert [name for name, _ in read([{"c"}, {"b"}], "abc", 1).votes] == ["b", "c", "a"]


@pytest.mark.parametrize(
    ("seats", "sure", "tied"),
    [
        (0, "", ""),
        (1, "a", ""),
        (2, "a", "bc"),
        (3, "abc", ""),
        (4, "abcd", ""),
        (5, "abcd", ""),
    ],
)
def test_a_cut_is_never_a_choice(seats: int, sure: str, tied: str) -> None:
    ranked = [("a", 10), ("b", 9), ("c", 9), ("d", 8)]
    assert cut(ranked, seats) == (tuple(sure), tuple(tied))


def test_who_is_equal_to_the_last_stands_in_a_second_ballot() -> None:
    ranked = [("a", 3), ("b", 2), ("c", 2), ("d", 0), ("e", 0)]
    assert next_best(ranked, 2) == ("a", "b", "c")
    assert next_best(ranked, 3) == ("a", "b", "c")
    assert next_best(ranked, 4) == ("a", "b", "c", "d", "e")


@pytest.mark.parametrize(
    ("entitled", "ticks", "chosen"),
    [
        (31, 16, True),  # 2×16 = 32 > 31
        (31, 15, False),  # 2×15 = 30 < 31
        (30, 15, False),  # half is not more than half
        (30, 16, True),
        (1, 1, True),
    ],
)
def test_more_than_half_of_those_entitled(entitled: int, ticks: int, *, chosen: bool) -> None:
    this = selection("ab", 1)
    papers = ["a"] * ticks + [""] * (entitled - ticks)
    found = counted(this, votes(this, *papers, entitled=entitled))
    assert (found.chosen == ("a",)) is chosen


def test_of_those_present_where_the_district_has_it_so() -> None:
    this = selection("ab", 1)
    one = votes(this, *["a"] * 11, *["b"] * 9, entitled=30, present=20)
    assert counted(this, one).chosen == ()  # 11 of 30
    own = parameter("sup.select_majority", "present")
    assert course(this, unit(this, one, own)).chosen == ("a",)  # 22 > 20
    assert course(this, unit(this, one)).chosen == ()


def test_of_more_units_than_seats_those_with_more_votes() -> None:
    this = selection("abcd", 2)
    found = counted(this, votes(this, "ab", "ab", "ac", "bc", "ab"))
    assert (found.chosen, found.complete, due(found)) == (("a", "b"), True, None)
    assert found.filled_on == date(2024, 3, 5)


def test_a_tie_at_the_last_seat_is_a_runoff_that_more_votes_decide() -> None:
    this = selection("abc", 2)
    first = votes(this, *["ab"] * 3, "ac", "ac", "bc", "a")  # a 6, b 4, c 3 of 7: c fails
    assert counted(this, first).chosen == ("a", "b")
    first = votes(this, *["ab"] * 3, *["ac"] * 3, "bc")  # a 6, b 4, c 4
    found = counted(this, first)
    assert (found.chosen, due(found)) == (("a",), ("runoff", 1, "bc"))
    again = votes(this, *"bbc", "", "", "", "", kind="runoff", round=2, seats=1, candidates="bc")
    assert counted(this, first, again).chosen == ("a", "b")  # 2 of 7 are enough: both had passed
    strict = replace(MODE, runoff_share=True)
    found = counted(this, first, again, mode=strict)
    assert (found.chosen, due(found), found.short) == (("a",), None, 1)


def test_a_runoff_may_tie_again() -> None:
    this = selection("abcd", 2)
    first = votes(this, "ab", "ac", "bc", "ab", "ac", "bc")  # 4 of 6 each
    assert due(counted(this, first)) == ("runoff", 2, "abc")
    second = votes(this, "ab", "ac", "a", kind="runoff", round=2, candidates="abc", entitled=6)
    second = replace(second, present=6)
    found = counted(this, first, second)
    assert (found.chosen, due(found)) == (("a",), ("runoff", 1, "bc"))
    third = replace(second, round=3, seats=1, candidates=("b", "c"), ballots=(("c",),) * 3)
    assert counted(this, first, second, third).chosen == ("a", "c")


def test_too_few_pass_and_the_next_stand_again() -> None:
    this = selection("abcdefgh", 4)
    papers = ["abcd", "abce", "abcf", "abde", "abcg"]  # a5 b5 c4 d2 e2 f1 g1 h0 of 5
    found = counted(this, votes(this, *papers))
    assert (found.chosen, due(found)) == (("a", "b", "c"), ("second_ballot", 1, "de"))
    second = votes(this, *"ddeee", kind="second_ballot", round=2, seats=1, candidates="de")
    done = counted(this, votes(this, *papers), second)
    assert (done.chosen, done.complete) == (("a", "b", "c", "e"), True)
    split = votes(this, *"ddee", "", kind="second_ballot", round=2, seats=1, candidates="de")
    short = counted(this, votes(this, *papers), split)
    assert (short.chosen, short.next, short.short) == (("a", "b", "c"), None, 1)


def test_a_second_ballot_may_tie_too() -> None:
    this = selection("abc", 2)
    first = votes(this, "a", "ab", "ac", "", "a", "a")  # a 5 of 6, b 1, c 1
    assert due(counted(this, first)) == ("second_ballot", 1, "bc")
    ties = votes(this, "b", "c", "b", "c", kind="second_ballot", round=2, seats=1, candidates="bc")
    ties = replace(ties, entitled=3, present=3)  # 4 papers of 3 members: taken again
    found = counted(this, first, ties)
    assert (found.chosen, due(found)) == (("a",), ("second_ballot", 1, "bc"))
    assert Fault.ISSUED in found.counts[1].faults


def test_nobody_left_to_vote_on_is_short() -> None:
    this = selection("a", 2)
    found = counted(this, votes(this, "a", "a"))
    assert (found.chosen, found.next, found.short, found.complete) == (("a",), None, 1, False)


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"present": 2}, Fault.QUORUM),  # 2 of 4 is not more than half
        ({"present": 5}, Fault.ENTITLED),
        ({"issued": 5}, Fault.ISSUED),
        ({"issued": 3}, Fault.COLLECTED),
        ({"collected": 3, "issued": 3}, Fault.PAPERS),
        ({"spoiled": 1}, Fault.PAPERS),
        ({"seats": 2}, Fault.OTHER),
        ({"candidates": ("a", "b")}, Fault.OTHER),
        ({"ballot_kind": "runoff"}, Fault.OTHER),
    ],
)
def test_a_round_that_does_not_count_is_taken_again(changed: dict[str, Any], fault: Fault) -> None:
    this = selection("abc", 1)
    good = votes(this, "a", "a", "a", "b")
    found = counted(this, replace(good, **changed))
    assert fault in found.counts[0].faults
    assert (found.chosen, due(found)) == ((), ("first_ballot", 1, "abc"))
    again = counted(this, replace(good, **changed), replace(good, round=2))
    assert again.chosen == ("a",)


def test_the_least_quorum_counts() -> None:
    this = selection("ab", 1)
    three = votes(this, "a", "a", "a", entitled=4)
    assert three.present == 3
    assert counted(this, three).chosen == ("a",)
    assert counted(this, replace(three, entitled=6)).counts[0].faults == (Fault.QUORUM,)


def test_after_the_last_seat_no_round_counts() -> None:
    this = selection("ab", 1)
    one = votes(this, "a", "a")
    found = counted(this, one, replace(one, round=2, ballots=(("b",), ("b",))))
    assert found.chosen == ("a",)
    assert found.counts[1].faults == (Fault.OTHER,)


def test_an_empty_plenary_chooses_nobody() -> None:
    this = selection("ab", 1)
    assert counted(this, votes(this)).counts[0].faults == (Fault.QUORUM,)


def test_the_day_of_the_round_sets_the_numbers() -> None:
    this = selection("abc", 2)
    one = votes(this, "ab", "ab", "a", "c")  # a 3, b 2 of 4: b fails
    eased = parameter("sup.select_share", "1/3", since="2024-03-05")
    assert course(this, unit(this, one, eased)).chosen == ("a", "b")
    later = parameter("sup.select_share", "1/3", since="2024-03-06")
    assert course(this, unit(this, one, later)).chosen == ("a",)


def test_what_is_due_first_is_the_paper_itself() -> None:
    this = selection("abc", 2)
    assert counted(this).next == Due(votes(this).ballot_kind, 2, ("a", "b", "c"))
