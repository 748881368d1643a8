"""Who stands aside, and how that counts: every reading of the three parameters by hand (DEC-11)."""

from __future__ import annotations

from itertools import product

import pytest

from tests.mechanisms.decisions.voting_room import N, Y, in_order, judged, members, vote
from tripower.mechanisms.decisions import records as d
from tripower.mechanisms.decisions.tally import tally

O = d.Outcome  # noqa: E741 - as short as the table needs it
DV, DO = "deliberation_and_vote", "deliberation_only"


def left(*persons: str) -> d.Attendance:
    return d.Attendance(meeting_id="K", matter_id="M", present_ids=persons, reason="回避离席")


def readings(scope: str, denominator: str, quorum: str) -> dict[str, str]:
    return {
        "recusal_scope": scope,
        "recusal_denominator": denominator,
        "recusal_quorum": quorum,
    }


# 6 entitled, m1 to m5 came, m5 is recused and leaves: m1 to m3 yes, m4 no. Quorum is 4.
@pytest.mark.parametrize(
    ("scope", "denominator", "quorum", "present", "whole", "result"),
    [
        (DV, "keep", "count", 5, 6, O.REJECTED),  # 2×3 = 6 ≤ 6
        (DV, "keep", "exclude", 4, 6, O.REJECTED),
        (DV, "reduce", "count", 5, 5, O.PASSED),  # 2×3 = 6 > 5
        (DV, "reduce", "exclude", 4, 5, O.PASSED),  # 3×4 = 12 ≥ 12 = 2×6
        (DO, "keep", "count", 5, 6, O.REJECTED),
        (DO, "keep", "exclude", 4, 6, O.REJECTED),
        (DO, "reduce", "count", 5, 6, O.REJECTED),  # m5 may vote, so m5 stays in the whole
        (DO, "reduce", "exclude", 4, 6, O.REJECTED),
    ],
)
def test_a_member_stands_aside_and_does_not_vote(
    scope: str, denominator: str, quorum: str, present: int, whole: int, result: d.Outcome
) -> None:
    found = judged(
        6,
        5,
        in_order((Y, 3), (N, 1)),
        left(*members(4)),
        recused=["m5"],
        **readings(scope, denominator, quorum),
    )
    assert (found.count.present, found.count.denominator) == (present, whole)
    assert (found.count.yes, found.count.recused, found.count.struck) == (3, 1, 0)
    assert (found.result, found.flipped) == (result, False)


# As above, but m5 votes yes all the same.
@pytest.mark.parametrize(
    ("scope", "denominator", "yes", "struck", "result"),
    [
        (DV, "keep", 3, 1, O.INVALID),  # 2×4 = 8 > 6 as cast, 2×3 = 6 ≤ 6 without
        (DV, "reduce", 3, 1, O.PASSED),  # 2×4 = 8 > 5 as cast, 2×3 = 6 > 5 without
        (DO, "keep", 4, 0, O.PASSED),  # m5 may vote: 2×4 = 8 > 6
        (DO, "reduce", 4, 0, O.PASSED),
    ],
)
@pytest.mark.parametrize("quorum", ["count", "exclude"])
def test_a_recused_member_votes(
    scope: str, denominator: str, quorum: str, yes: int, struck: int, result: d.Outcome
) -> None:
    cast = in_order((Y, 3), (N, 1)) | {"m5": Y}
    told = readings(scope, denominator, quorum)
    found = judged(6, 5, cast, left(*members(4)), recused=["m5"], **told)
    assert (found.count.yes, found.count.struck, found.result) == (yes, struck, result)
    assert found.flipped == (result is O.INVALID)


def test_a_flip_is_shown_with_both_comparisons() -> None:
    found = judged(7, 7, in_order((Y, 4), (N, 3)), recused=["m4"])
    last = found.decided_by[-1]
    assert (last.rule_id, last.inequality) == ("DEC-11", "2×4 = 8 > 7 → 2×3 = 6 ≤ 7")
    assert found.result is O.INVALID


@pytest.mark.parametrize(
    ("cast", "result"),
    [
        (in_order((Y, 5), (N, 2)), O.PASSED),  # 4 without m5: no flip
        (in_order((Y, 3), (N, 4)), O.REJECTED),  # a no that is taken out changes nothing
        (in_order((Y, 4), (N, 3)), O.PASSED),  # m5 said no
    ],
)
def test_a_struck_ballot_that_changes_nothing(cast: dict, result: d.Outcome) -> None:
    found = judged(7, 7, cast, recused=["m5"])
    assert (found.count.struck, found.flipped, found.result) == (1, False, result)


@pytest.mark.parametrize(
    ("quorum", "present", "result"), [("count", 5, O.PASSED), ("exclude", 4, O.INVALID)]
)
def test_the_quorum_with_one_of_five_recused_out_of_seven(
    quorum: str, present: int, result: d.Outcome
) -> None:
    cast = in_order((Y, 4))
    found = judged(7, 5, cast, left(*members(4)), recused=["m5"], recusal_quorum=quorum)
    assert (found.count.present, found.result) == (present, result)


def test_a_recused_member_who_never_came_is_not_present_and_does_not_vote() -> None:
    counted = judged(7, 5, in_order((Y, 5)), recused=["m7"])
    assert counted.count.present == 5
    for_absent = in_order((Y, 3)) | {"m7": Y}
    found = judged(7, 5, for_absent, recused=["m7"], recusal_scope=DO)
    assert (found.count.yes, found.count.struck, found.result) == (3, 1, O.REJECTED)


def test_who_comes_back_for_the_vote_may_vote_though_absent_from_the_discussion() -> None:
    cast = in_order((Y, 4))
    told = readings(DO, "keep", "count")
    assert judged(7, 5, cast, left("m1", "m2", "m3", "m5"), recused=["m4"], **told).count.yes == 4


CONCERNED = {"concerns_ids": ("m4",)}


@pytest.mark.parametrize("denominator", ["keep", "reduce"])
def test_an_interest_without_a_recusal_strikes_and_does_not_make_the_whole_smaller(
    denominator: str,
) -> None:
    cast = in_order((Y, 4), (N, 2))
    found = judged(6, 6, cast, matter=CONCERNED, recusal_denominator=denominator)
    assert (found.count.yes, found.count.struck, found.count.recused) == (3, 1, 0)
    assert (found.count.denominator, found.result) == (6, O.INVALID)


def test_outsiders_on_the_list_of_the_recused_change_no_number() -> None:
    told = readings(DV, "reduce", "exclude")
    found = judged(6, 6, in_order((Y, 3), (N, 3)), recused=["guest"], **told)
    assert (found.count.recused, found.count.denominator) == (0, 6)
    assert (found.count.present, found.result) == (6, O.REJECTED)


@pytest.mark.parametrize(
    ("scope", "denominator", "quorum"),
    list(product([DV, DO], ["keep", "reduce"], ["count", "exclude"])),
)
def test_if_all_stand_aside_nothing_passes(scope: str, denominator: str, quorum: str) -> None:
    this = vote(
        5,
        5,
        in_order((Y, 5)),
        recused=members(5),
        **readings(scope, denominator, quorum),
    )
    may_still_vote = scope == DO and quorum == "count"
    assert (tally(this).result is O.PASSED) == may_still_vote
