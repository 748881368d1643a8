"""Every step that decides a vote is written out, and each vote is its own (DEC-05 to DEC-18)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from msgspec.structs import replace

from tests.mechanisms.decisions.voting_room import (
    DAY,
    A,
    D,
    N,
    V,
    Y,
    ballots,
    in_order,
    judged,
    members,
    result,
    sheet,
    vote,
)
from tripower.core.unit import Unit, View
from tripower.mechanisms.decisions import records as d
from tripower.mechanisms.decisions.counting import (
    adds_up,
    all_voted,
    bundled,
    counted_twice,
    quorum_needed,
    sheet_holds,
    stood_aside,
    voted_with,
)
from tripower.mechanisms.decisions.rounds import Round
from tripower.mechanisms.decisions.tally import PARAMETERS, READS, Decider, tally

O = d.Outcome  # noqa: E741 - as short as the table needs it
BY_HEAD = {"decision_model": d.DecisionModel.HEAD_AFTER_DISCUSSION}
PERSONNEL = {"category": d.Category.PERSONNEL}
PUT_OFF = {"deferred": (d.Deferral(matter_id="M", reason="材料待补"),)}
TOGETHER = {"voted_together": (("M", "M2"),)}
CLOSE = in_order((Y, 4), (N, 3))


def head(choice: str) -> d.HeadDecision:
    return d.HeadDecision(
        meeting_id="K", matter_id="M", decider_id="m1", choice=d.HeadChoice(choice)
    )


QUORUM = Decider("DEC-05", "3×7 = 21 ≥ 14 = 2×7", True)
PASSES = Decider("DEC-07", "2×4 = 8 > 7", True)
FAILS = Decider("DEC-07", "2×3 = 6 ≤ 7", False)


@pytest.mark.parametrize(
    ("this", "steps"),
    [
        (vote(7, 7, CLOSE), [QUORUM, PASSES]),
        (
            vote(7, 7, CLOSE, close_split_action="defer"),
            [QUORUM, PASSES, Decider("DEC-12", "|4−3| = 1", True)],
        ),
        (
            vote(7, 7, in_order((Y, 3), (N, 4)), close_split_action="defer"),
            [QUORUM, FAILS, Decider("DEC-12", "|3−4| = 1", True)],
        ),
        (
            vote(7, 7, in_order((Y, 3), (D, 4))),
            [QUORUM, FAILS, Decider("DEC-13", "2×4 = 8 > 7", True)],
        ),
        (vote(7, 7, in_order((Y, 3), (D, 4)), defer_vote="reject"), [QUORUM, FAILS]),
        (vote(7, 7, meeting=PUT_OFF), [Decider("DEC-13", "deferred", True)]),
        (vote(7, 7, CLOSE, meeting=PUT_OFF), [QUORUM, Decider("DEC-13", "deferred", True)]),
        (
            vote(7, 7, CLOSE, meeting={"form": d.Form.PHONE}),
            [Decider("DEC-15", "phone", False), QUORUM],
        ),
        (
            vote(7, 7, sheet(7, 7, 1, 2, abstain=3, defer=4, void=5)),
            [QUORUM, Decider("DEC-07", "1+2+3+4+5 / 7 / 7", False)],
        ),
        (
            vote(7, 7, in_order((Y, 7)), meeting=TOGETHER, matter=PERSONNEL),
            [QUORUM, Decider("DEC-09", "bundled", False)],
        ),
        (
            vote(7, 7, CLOSE, recused=["m1"]),
            [QUORUM, Decider("DEC-11", "2×4 = 8 > 7 → 2×3 = 6 ≤ 7", False)],
        ),
        (
            vote(7, 7, None, head("pass"), meeting=BY_HEAD),
            [QUORUM, Decider("DEC-18", "pass", True)],
        ),
        (
            vote(7, 7, None, head("reject"), meeting=BY_HEAD, recused=["m1"]),
            [QUORUM, Decider("DEC-11", "reject", False)],
        ),
    ],
)
def test_each_step_is_written_out_as_it_stands(this: Round, steps: list[Decider]) -> None:
    assert list(tally(this).decided_by) == steps


def test_where_the_head_decides_no_ballot_or_sheet_makes_it_invalid() -> None:
    struck = judged(7, 7, CLOSE, head("pass"), meeting=BY_HEAD, recused=["m2"])
    assert (struck.result, struck.flipped, struck.count.struck) == (O.PASSED, False, 1)
    assert result(7, 7, sheet(9, 9, 1), head("pass"), meeting=BY_HEAD) is O.PASSED
    assert (
        result(7, 7, CLOSE, head("pass"), meeting=BY_HEAD | TOGETHER, matter=PERSONNEL) is O.PASSED
    )


@pytest.mark.parametrize(
    ("cast", "told", "put_off", "could_be"),
    [
        (CLOSE, {}, False, True),
        (CLOSE, {"close_split_action": "defer"}, True, False),
        (in_order((Y, 5), (N, 2)), {"close_split_action": "defer"}, False, False),
        (CLOSE, {"meeting": PUT_OFF}, False, False),  # by the meeting, not because it was close
        (CLOSE, {"recused": ["m1"]}, False, False),  # invalid
    ],
)
def test_a_close_vote_is_put_off_once(
    cast: Any, told: dict[str, Any], put_off: bool, could_be: bool
) -> None:
    found = judged(7, 7, cast, **told)
    assert (found.put_off_as_close, found.could_be_put_off) == (put_off, could_be)


def test_with_room_to_spare_nothing_is_put_off() -> None:
    far = in_order((Y, 5), (N, 2))
    assert result(7, 7, far, close_split_action="defer") is O.PASSED
    assert result(7, 7, in_order((Y, 2), (N, 5)), close_split_action="defer") is O.REJECTED


def opinions(*persons: str) -> d.Speeches:
    said = tuple(
        d.Speech(person_id=one, type_=d.SpeechKind.OPINION, gist="同意") for one in persons
    )
    return d.Speeches(meeting_id="K", matter_id="M", speeches=said)


def test_a_head_who_spoke_first_is_a_defect_of_the_vote() -> None:
    assert judged(3, 3, in_order((Y, 3)), opinions("m1", "m2", "m3")).procedural_defect == (
        "DEC-06",
    )
    assert judged(3, 3, in_order((Y, 3)), opinions("m2", "m3", "m1")).procedural_defect == ()


def test_each_matter_of_each_meeting_has_its_own_tally() -> None:
    again = d.Meeting(
        meeting_id="K2",
        held_on=date(2024, 4, 1),
        presiding_id="m1",
        agenda=("M",),
        stage=d.MeetingStage.CLOSED,
        entitled_ids=members(5),
        present_ids=members(5),
    )
    other = [replace(one, matter_id="M2") for one in ballots(in_order((Y, 1), (N, 4)))]
    later = [replace(one, meeting_id="K2") for one in ballots(in_order((Y, 2), (N, 3)))]
    this = vote(5, 5, in_order((Y, 5)), again, *other, *later)
    second = Round(this.meeting, "M2", this.see)
    found = [tally(one).count.yes for one in (this, second, Round(again, "M", this.see))]
    assert found == [5, 1, 2]
    assert tally(this).count.yes == 5


@pytest.mark.parametrize("body", d.Body)
@pytest.mark.parametrize("choice", d.Choice)
@pytest.mark.parametrize("category", [d.Category.PERSONNEL, d.Category.PROJECT])
def test_whatever_is_judged_rests_on_what_is_declared(
    body: d.Body, choice: d.Choice, category: d.Category
) -> None:
    """A rule that asks for a tally declares READS and PARAMETERS; its view refuses the rest."""
    told = {"meeting": {"body": body}, "matter": {"category": category}}
    this = vote(7, 7, in_order((choice, 7)), recused=["m1"], **told)
    assert isinstance(this.see, Unit)
    kinds = frozenset(kind.kind for kind in READS)
    see = View(this.see, kinds, frozenset(PARAMETERS), DAY)
    assert tally(Round(this.meeting, "M", see)) == tally(this)


def test_a_vote_on_a_matter_that_is_not_on_record_is_still_counted() -> None:
    cast = [replace(one, matter_id="X") for one in ballots(in_order((Y, 4), (N, 1)))]
    this = vote(5, 5, None, *cast, meeting={"agenda": ("X",), "voted_together": (("X", "M"),)})
    unknown = Round(this.meeting, "X", this.see)
    assert (tally(unknown).result, tally(unknown).quorum_needed) == (O.PASSED, 4)
    assert stood_aside(unknown) == set()
    assert bundled(unknown)
    assert not bundled(Round(replace(this.meeting, voted_together=()), "X", this.see))


def test_a_body_of_one_decides_alone_and_a_body_of_nobody_would_need_one() -> None:
    found = judged(1, 1, in_order((Y, 1)))
    assert (found.quorum_needed, found.quorum_reached, found.result) == (1, True, O.PASSED)
    assert [quorum_needed(entitled, Fraction(2, 3)) for entitled in (0, 1, 2)] == [1, 1, 2]


def test_a_guest_in_the_room_does_not_vote_and_flips_nothing() -> None:
    there = (*members(6), "guest")
    cast = in_order((Y, 3), (N, 3)) | {"guest": Y}
    found = judged(6, there, cast)
    assert (found.count.yes, found.count.struck, found.result) == (3, 1, O.REJECTED)
    concerned = judged(6, there, cast, matter={"concerns_ids": ("guest",)})
    assert (concerned.flipped, concerned.result) == (False, O.REJECTED)
    assert stood_aside(vote(6, there, matter={"concerns_ids": ("guest", "m2")})) == {"m2"}


@pytest.mark.parametrize(
    ("paper", "expected"),
    [
        (sheet(7, 7, 4, 2, defer=1), True),
        (sheet(7, 6, 4, 2, defer=1), False),
        (sheet(7, 7, 5, 3, defer=-1), False),
        (sheet(7, 7, 5, 3, abstain=-1), False),
        (sheet(7, 7, 5, 3, void=-1), False),
        (sheet(7, 7, -1, 8), False),
        (sheet(7, 7, 7), True),
        (sheet(8, 7, 7), True),
        (sheet(6, 7, 7), False),
        (sheet(0, 0, 0), True),
    ],
)
def test_a_sheet_adds_up_over_every_choice(paper: d.SecretTally, expected: bool) -> None:
    assert adds_up(paper) is expected


def test_without_a_sheet_nothing_is_doubted_and_with_one_the_count_is_done() -> None:
    named, secret, none = vote(3, 3, in_order((Y, 2))), vote(3, 3, sheet(3, 3, 3)), vote(3, 3)
    rules = named.see.on(DAY)
    assert [sheet_holds(one, rules) for one in (named, secret, none)] == [True, True, True]
    assert [counted_twice(one) for one in (named, secret, none)] == [False, False, False]
    assert [all_voted(one, rules) for one in (named, secret, none)] == [False, True, False]
    assert all_voted(vote(3, 3, in_order((Y, 2), (A, 1))), rules)
    assert all_voted(vote(3, 3, in_order((Y, 2)), recused=["m3"]), rules)
    assert all_voted(vote(3, 2, in_order((Y, 1), (V, 1))), rules)


def test_what_stands_alone_is_no_bundle() -> None:
    one = PERSONNEL | {"candidates": ("甄诚",)}
    assert result(5, 5, in_order((Y, 5)), matter=one) is O.PASSED
    twice = PERSONNEL | {"candidates": ("甄诚", "甄诚")}
    assert result(5, 5, in_order((Y, 5)), matter=twice) is O.PASSED
    assert voted_with(vote(5, 5)) == []
    assert voted_with(vote(5, 5, meeting={"voted_together": (("M2", "M", "M2"),)})) == ["M2", "M"]
