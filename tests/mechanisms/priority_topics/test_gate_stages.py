"""Stages by hand: on the spot, in a meeting, from an amount on; each boundary on both sides."""

from __future__ import annotations

from datetime import date

import pytest

from tests.mechanisms.priority_topics.gate_room import (
    FOUR,
    contract,
    found,
    member,
    payment,
    project,
    signed,
    stage,
    standing,
    told,
    unit,
    workflow,
)
from tripower.core.records import Money
from tripower.mechanisms.priority_topics import records as t
from tripower.mechanisms.priority_topics.gates import Status, Void
from tripower.mechanisms.priority_topics.picture import way_of
from tripower.mechanisms.priority_topics.replay import State

YES, REJECT, ABSTAIN = t.SignResult.PASS, t.SignResult.REJECT, t.SignResult.ABSTAIN


def site(*people: str, on: date = date(2024, 6, 4)) -> t.SiteRecord:
    return t.SiteRecord(
        project_id="P",
        record_no=1,
        stage_id="s",
        about="pay",
        on=on,
        place="渠首",
        person_ids=people,
        found="无异常",
    )


@pytest.mark.parametrize(
    ("people", "onsite", "passed"),
    [
        (("a", "b"), True, True),
        (("a",), True, False),
        (("a", "a"), True, False),
        (("a", "b"), 0, 0),
    ],
)
def test_a_joint_review_is_on_the_spot_by_two(
    people: tuple[str, ...], *, onsite: bool, passed: bool
) -> None:
    this = stage(t.StageRule.MEETING, ["组"], onsite=True, min_people=2)
    body = [member("组", one) for one in ("a", "b", "c")]
    votes = [signed(1, "组", "a", onsite=bool(onsite)), signed(2, "组", "b", onsite=bool(onsite))]
    found = standing(this, [*body, *votes, site(*people)])
    assert (found.status is Status.PASSED) is bool(passed)


@pytest.mark.parametrize(
    ("people", "passed"), [(("a", "b"), True), (("a", "x"), False), (("x", "y"), False)]
)
def test_the_people_on_the_spot_are_of_the_body_that_reviews(
    people: tuple[str, ...], *, passed: bool
) -> None:
    """A record on which the contractor's people stand is none of the leading group's."""
    this = stage(t.StageRule.MEETING, ["组"], onsite=True, min_people=2)
    body = [member("组", one) for one in ("a", "b", "c")]
    body.append(member("组", "x", membership_id="x", to=date(2024, 6, 3)))
    votes = [signed(no, "组", one, onsite=True) for no, one in enumerate(("a", "b"), 1)]
    found = standing(this, [*body, *votes, site(*people)])
    assert (found.status is Status.PASSED, found.site) == (passed, not passed)


@pytest.mark.parametrize("last", [REJECT, ABSTAIN])
def test_a_vote_that_fails_is_nobodys_rejection(last: t.SignResult) -> None:
    """The last who voted did not send it back: those who did not say yes did, together."""
    body = [member("组", f"m{no}") for no in range(3)]
    votes = [signed(1, "组", "m0", result=REJECT), signed(2, "组", "m1", result=last)]
    flow = workflow(stage(t.StageRule.MEETING, ["组"], name="会商"))
    see = unit(project(), contract("1000.00"), payment(), *body, *votes, flow)
    assert told(found("WF-01", see)) == ["block: pay: the vote in 会商 failed on 2024-06-04"]
    (line,) = way_of(project(), see, date(2024, 6, 5))
    assert [one.text for one in line.missing] == ["the vote failed on {rejected}; all vote anew"]


def test_the_look_at_the_site_comes_before_the_step_too() -> None:
    this = stage(t.StageRule.MEETING, ["组"], onsite=True, min_people=2, name="会审")
    body = [member("组", one) for one in ("a", "b")]
    votes = [signed(no, "组", one, onsite=True) for no, one in enumerate(("a", "b"), 1)]
    late = site("a", "b", on=date(2024, 6, 6))
    paid = [project(), contract("1000.00"), payment()]
    see = unit(*paid, *body, *votes, late, workflow(this))
    assert [one.message for one in found("WF-02", see)] == [
        "{step} happened on {day}; {stage} was passed only on {passed}"
    ]


def meeting(size: int, *cast: t.SignResult) -> State:
    body = [member("组", f"m{no}") for no in range(size)]
    votes = [signed(no, "组", f"m{no - 1}", result=one) for no, one in enumerate(cast, 1)]
    return standing(stage(t.StageRule.MEETING, ["组"]), [*body, *votes])


@pytest.mark.parametrize(
    ("size", "cast", "status"),
    [
        (7, [YES] * 4, Status.OPEN),
        (7, [YES] * 4 + [ABSTAIN], Status.PASSED),
        (7, [YES] * 3 + [ABSTAIN] * 2, Status.OPEN),
        (8, [YES] * 5, Status.OPEN),
        (8, [YES] * 4 + [REJECT] * 2, Status.OPEN),
        (8, [YES] * 4 + [REJECT] * 4, Status.REJECTED),
        (8, [YES] * 5 + [REJECT], Status.PASSED),
        (3, [REJECT, REJECT], Status.REJECTED),
    ],
)
def test_a_consultation_counts_as_meetings_do(
    size: int, cast: list[t.SignResult], status: Status
) -> None:
    assert meeting(size, *cast).status is status


@pytest.mark.parametrize(
    ("quorum", "share", "passed"),
    [("2/3", "1/2", True), (None, "1/2", False), ("2/3", None, False), ("3/2", "1/2", False)],
)
def test_a_meeting_whose_shares_are_not_told_is_no_way_around(
    quorum: str | None, share: str | None, *, passed: bool
) -> None:
    this = stage(t.StageRule.MEETING, ["组"], quorum=quorum, pass_=share)
    body = [member("组", one) for one in ("a", "b", "c")]
    votes = [signed(no, "组", one) for no, one in enumerate(("a", "b"), 1)]
    assert (standing(this, [*body, *votes]).status is Status.PASSED) is passed


def test_members_without_a_vote_do_not_count() -> None:
    body = [member("组", "a"), member("组", "b", voting=False)]
    this = stage(t.StageRule.MEETING, ["组"])
    assert standing(this, [*body, signed(1, "组", "b")]).void == {1: Void.ROLE}
    assert standing(this, [*body, signed(1, "组", "a")]).status is Status.PASSED


@pytest.mark.parametrize(("amount", "needed"), [("49999.99", False), ("50000.00", True)])
def test_a_condition_includes_its_amount(amount: str, *, needed: bool) -> None:
    asked = t.Condition(field=t.Amount.STEP, at_least=Money("50000"))
    this = stage(t.StageRule.ALL, FOUR, condition=asked)
    wanted = Status.OPEN if needed else Status.NOT_NEEDED
    assert standing(this, [], payment(amount)).status is wanted


def test_a_stage_without_anybody_to_sign_never_passes() -> None:
    assert standing(stage(t.StageRule.ALL, []), [signed(1, "谁")]).open
