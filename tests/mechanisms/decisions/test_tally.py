"""How a vote is counted and judged: the worked cases, the tables, and what can go wrong."""

from __future__ import annotations

import pytest

from tests.mechanisms.decisions.voting_room import (
    DAY,
    A,
    D,
    N,
    V,
    Y,
    in_order,
    judged,
    members,
    result,
    sheet,
    vote,
)
from tripower.mechanisms.decisions import records as d
from tripower.mechanisms.decisions.counting import adds_up
from tripower.mechanisms.decisions.tally import Decider, tally, voted

O = d.Outcome  # noqa: E741 - as short as the table needs it
EMERGENCY = d.EmergencyDecision(
    matter_id="M",
    decider_id="m1",
    decided_on=DAY,
    ground=d.EmergencyGround.DISASTER_RELIEF,
    reason="堤坝渗漏",
    measure="抢修",
)
PERSONNEL = {"category": d.Category.PERSONNEL}
PARTY_GROUP = {"body": d.Body.PARTY_GROUP}
BY_HEAD = {"decision_model": d.DecisionModel.HEAD_AFTER_DISCUSSION}


def told(choice: str, decider: str = "m1") -> d.HeadDecision:
    return d.HeadDecision(
        meeting_id="K", matter_id="M", decider_id=decider, choice=d.HeadChoice(choice)
    )


def attendance(*persons: str) -> d.Attendance:
    return d.Attendance(meeting_id="K", matter_id="M", present_ids=persons, reason="临时离席")


OPINION = d.WrittenOpinion(meeting_id="K", matter_id="M", person_id="m6", text="同意")


@pytest.mark.parametrize(
    ("case", "this", "expected"),
    [
        ("C01", vote(7, 5, in_order((Y, 4), (N, 1))), O.PASSED),
        ("C02", vote(7, 5, in_order((Y, 3), (A, 2))), O.REJECTED),
        ("C04", vote(8, 6, in_order((Y, 4), (N, 2))), O.REJECTED),
        ("C04 and one more", vote(8, 6, in_order((Y, 5), (N, 1))), O.PASSED),
        ("C05", vote(8, 5, in_order((Y, 5))), O.INVALID),
        ("C05 and one more present", vote(8, 6, in_order((Y, 5))), O.PASSED),
        ("C07", vote(7, 5, in_order((Y, 3), (N, 2)), OPINION), O.REJECTED),
        ("C08 keep", vote(6, 6, in_order((Y, 3), (N, 2)), recused=["m6"]), O.REJECTED),
        (
            "C08 reduce",
            vote(6, 6, in_order((Y, 3), (N, 2)), recused=["m6"], recusal_denominator="reduce"),
            O.PASSED,
        ),
        ("C10", vote(7, 7, in_order((Y, 4), (N, 3))), O.PASSED),
        (
            "C10 defer",
            vote(7, 7, in_order((Y, 4), (N, 3)), close_split_action="defer"),
            O.DEFERRED,
        ),
        ("C16", vote(5, 4, in_order((Y, 2), (N, 2)), EMERGENCY), O.NOT_RATIFIED),
        ("C16 and one more", vote(5, 4, in_order((Y, 3), (N, 1)), EMERGENCY), O.RATIFIED),
    ],
    ids=lambda value: value if isinstance(value, str) and value.startswith("C") else "",
)
def test_worked_cases(case: str, this: object, expected: d.Outcome) -> None:
    assert tally(this).result is expected  # type: ignore[arg-type]


def test_the_numbers_of_c01_and_c10_are_shown_with_their_inequalities() -> None:
    c01 = judged(7, 5, in_order((Y, 4), (N, 1)))
    assert (c01.quorum_needed, c01.quorum_reached, c01.yes_needed) == (5, True, 4)
    assert c01.decided_by == (
        Decider("DEC-05", "3×5 = 15 ≥ 14 = 2×7", True),
        Decider("DEC-07", "2×4 = 8 > 7", True),
    )
    assert judged(7, 7, in_order((Y, 4), (N, 3))).close
    assert not judged(7, 7, in_order((Y, 5), (N, 2))).close


QUORUM = {3: 2, 4: 3, 5: 4, 6: 4, 7: 5, 8: 6, 9: 6, 10: 7, 11: 8, 12: 8}
NEEDED = {3: 2, 4: 3, 5: 3, 6: 4, 7: 4, 8: 5, 9: 5, 10: 6, 11: 6}


@pytest.mark.parametrize(("entitled", "needed"), QUORUM.items())
def test_the_table_of_quorums(entitled: int, needed: int) -> None:
    enough, short = judged(entitled, needed), judged(entitled, needed - 1)
    assert enough.quorum_needed == short.quorum_needed == needed
    assert (enough.quorum_reached, short.quorum_reached) == (True, False)


@pytest.mark.parametrize(("entitled", "needed"), NEEDED.items())
def test_the_table_of_votes_needed(entitled: int, needed: int) -> None:
    against = entitled - needed
    passed = judged(entitled, entitled, in_order((Y, needed), (N, against)))
    assert (passed.yes_needed, passed.result) == (needed, O.PASSED)
    failed = in_order((Y, needed - 1), (N, against + 1))
    assert result(entitled, entitled, failed) is O.REJECTED


@pytest.mark.parametrize("other", [A, D, V, N])
def test_nothing_but_yes_is_a_vote_in_favour(other: d.Choice) -> None:
    cast = in_order((Y, 3), (other, 4))
    assert result(7, 7, cast, defer_vote="reject") is O.REJECTED


def test_more_than_half_votes_to_defer_defer_it_where_the_unit_lets_them() -> None:
    assert result(7, 7, in_order((Y, 3), (D, 4))) is O.DEFERRED
    assert result(7, 7, in_order((Y, 3), (D, 3), (N, 1))) is O.REJECTED


@pytest.mark.parametrize(
    ("entitled", "present", "matter", "expected"),
    [
        (6, 3, {}, O.REJECTED),  # half is enough for a party group, and 3 of 6 do not pass
        (6, 2, {}, O.INVALID),
        (6, 3, PERSONNEL, O.INVALID),  # for a person two thirds, whatever the body
        (6, 4, PERSONNEL, O.PASSED),
    ],
)
def test_a_party_group(entitled: int, present: int, matter: dict, expected: d.Outcome) -> None:
    cast = in_order((Y, present))
    assert result(entitled, present, cast, matter=matter, meeting=PARTY_GROUP) is expected


def test_no_unit_can_lower_a_quorum_or_the_majority() -> None:
    lower = {"quorum__team": "1/2", "quorum__personnel": "1/2", "quorum__party_group": "1/5"}
    assert result(8, 5, in_order((Y, 5)), **lower) is O.INVALID
    assert result(6, 2, in_order((Y, 2)), meeting=PARTY_GROUP, **lower) is O.INVALID
    assert result(7, 7, in_order((Y, 3)), **{"pass": "1/3"}) is O.REJECTED


@pytest.mark.parametrize(
    ("meeting", "cast"),
    [({}, in_order((Y, 1))), (BY_HEAD, {}), ({"entitled_ids": ("m9",)}, in_order((Y, 3)))],
    ids=["nobody entitled", "nobody entitled, the head decides", "the entitled stayed away"],
)
def test_a_body_of_nobody_decides_nothing(meeting: dict, cast: dict) -> None:
    entitled = {"entitled_ids": (), **meeting}
    this = vote(0, 3, cast, told("pass"), meeting=entitled)
    assert (tally(this).result, tally(this).quorum_reached) == (O.INVALID, False)


def test_names_that_stand_twice_count_once() -> None:
    twice = {"entitled_ids": (*members(3), "m3"), "present_ids": ("m1", "m1", "m2")}
    found = judged(0, 0, in_order((Y, 2)), meeting=twice)
    assert (found.count.entitled, found.count.present, found.result) == (3, 2, O.PASSED)


@pytest.mark.parametrize("form", [f for f in d.Form if f is not d.Form.MEETING])
def test_nothing_takes_the_place_of_a_meeting(form: d.Form) -> None:
    assert result(7, 7, in_order((Y, 7)), meeting={"form": form}) is O.INVALID


def test_ballots_of_the_absent_and_of_outsiders_do_not_count() -> None:
    cast = in_order((Y, 3)) | {"m7": Y, "guest": Y}
    found = judged(7, 5, cast)
    assert (found.count.yes, found.count.struck, found.result) == (3, 2, O.REJECTED)
    left = judged(7, 7, in_order((Y, 4), (N, 3)), attendance(*members(7)[1:]))
    assert (left.count.present, left.count.yes, left.result) == (6, 3, O.REJECTED)


def test_who_came_late_counts_for_that_matter() -> None:
    assert result(7, 4, in_order((Y, 5))) is O.INVALID
    assert result(7, 4, in_order((Y, 5)), attendance(*members(5))) is O.PASSED


def test_a_bundle_is_invalid_for_persons_and_countable_for_the_rest() -> None:
    bundle = {"voted_together": (("M", "M2"),), "agenda": ("M", "M2")}
    assert result(5, 5, in_order((Y, 5)), meeting=bundle) is O.PASSED
    assert result(5, 5, in_order((Y, 5)), meeting=bundle, matter=PERSONNEL) is O.INVALID
    two = PERSONNEL | {"candidates": ("甄诚", "贾石")}
    assert result(5, 5, in_order((Y, 5)), matter=two) is O.INVALID
    alone = {"voted_together": (("M", "M"), ("M2", "M3"))}
    assert result(5, 5, in_order((Y, 5)), meeting=alone, matter=PERSONNEL) is O.PASSED


PUT_OFF = {"deferred": (d.Deferral(matter_id="M", reason="材料待补"),)}


@pytest.mark.parametrize(
    ("this", "expected"),
    [
        (vote(7, 7, meeting=PUT_OFF), O.DEFERRED),
        (vote(7, 3, meeting=PUT_OFF), O.DEFERRED),  # too few to vote, so it is put off
        (vote(7, 3, in_order((Y, 3)), meeting=PUT_OFF), O.INVALID),
        (vote(7, 7, in_order((Y, 4), (N, 3)), meeting=PUT_OFF), O.DEFERRED),
        (vote(7, 7, meeting=PUT_OFF | {"form": d.Form.PHONE}), O.INVALID),
        (vote(7, 7), None),
        (vote(7, 7, None, told("pass")), None),  # where the vote decides, the head does not
    ],
)
def test_putting_off_and_not_voting(this: object, expected: d.Outcome | None) -> None:
    assert tally(this).result is expected  # type: ignore[arg-type]
    assert voted(this) == (expected is not None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("choice", "expected"), [("pass", O.PASSED), ("reject", O.REJECTED), ("defer", O.DEFERRED)]
)
def test_where_the_head_decides_the_ballots_do_not(choice: str, expected: d.Outcome) -> None:
    found = judged(7, 5, in_order((N, 5)), told(choice), meeting=BY_HEAD)
    assert (found.result, found.close, found.flipped) == (expected, False, False)
    assert result(7, 5, in_order((Y, 5)), meeting=BY_HEAD) is None
    assert not judged(7, 5, in_order((Y, 3), (N, 2)), told("pass"), meeting=BY_HEAD).close


def test_a_head_who_must_stand_aside_cannot_decide() -> None:
    assert result(7, 7, None, told("pass"), meeting=BY_HEAD, recused=["m1"]) is O.INVALID
    assert result(7, 7, None, told("pass", "m2"), meeting=BY_HEAD, recused=["m1"]) is O.PASSED


@pytest.mark.parametrize(
    ("paper", "expected"),
    [
        (sheet(5, 5, 4, 1), O.PASSED),
        (sheet(5, 4, 4), O.PASSED),  # one kept the paper: no vote in favour
        (sheet(5, 5, 3, 0, abstain=1, void=1), O.REJECTED),
        (sheet(5, 5, 4), O.INVALID),  # 4 counted, 5 collected
        (sheet(4, 5, 5), O.INVALID),  # more came back than went out
        (sheet(6, 6, 6), O.INVALID),  # 6 papers, 5 members in the room
        (sheet(5, 5, 6, -1), O.INVALID),
        (sheet(5, 0, 0), O.REJECTED),
    ],
)
def test_secret_votes(paper: d.SecretTally, expected: d.Outcome) -> None:
    assert result(7, 5, paper) is expected


def test_a_secret_vote_has_no_paper_for_the_recused_and_no_second_count_by_name() -> None:
    assert result(7, 5, sheet(5, 5, 5), recused=["m5"]) is O.INVALID
    assert result(7, 5, sheet(4, 4, 4), recused=["m5"]) is O.PASSED
    came_back = {"recused": ["m5"], "recusal_scope": "deliberation_only"}
    assert result(7, 5, sheet(5, 5, 5), **came_back) is O.PASSED
    both = d.Ballot(meeting_id="K", matter_id="M", person_id="m1", choice=Y)
    assert result(7, 5, sheet(5, 5, 5), both) is O.INVALID
    assert not adds_up(sheet(9, 5, 6, -1))


@pytest.mark.parametrize(
    ("entitled", "cast", "close"),
    [
        (5, in_order((Y, 3), (N, 2)), True),
        (4, in_order((Y, 2), (N, 2)), False),  # in a small team every vote is close
        (7, in_order((Y, 3), (N, 3), (A, 1)), True),
        (7, in_order((Y, 3), (N, 4)), True),
        (7, in_order((Y, 4), (N, 2), (A, 1)), False),
        (7, {}, False),
    ],
)
def test_close_votes(entitled: int, cast: dict, close: bool) -> None:
    assert judged(entitled, entitled, cast).close is close
    assert not judged(entitled, entitled, cast, EMERGENCY).close


def test_a_vote_before_the_emergency_ratifies_nothing() -> None:
    earlier = {"held_on": DAY.replace(day=DAY.day).replace(year=2023)}
    assert result(5, 5, in_order((N, 5)), EMERGENCY, meeting=earlier) is O.REJECTED
