"""What holds of every gate, whatever its workflow: hypothesis looks for what slips through."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.mechanisms.priority_topics.gate_room import (
    DAY,
    END,
    change,
    contract,
    found,
    member,
    payment,
    project,
    signed,
    stage,
    standing,
    unit,
    workflow,
)
from tripower.core.records import Digest
from tripower.mechanisms.priority_topics import records as t
from tripower.mechanisms.priority_topics.gates import Status, Void
from tripower.mechanisms.priority_topics.replay import State
from tripower.mechanisms.priority_topics.steps import content_sha256

ROLES = ("甲", "乙", "丙", "丁", "戊")
OLD = Digest("0" * 64)
"""The digest of a content that the step does not have any more."""
BY_PEOPLE = (t.StageRule.ALL, t.StageRule.ANY, t.StageRule.K_OF_N)
RESULTS = tuple(t.SignResult)
Deeds = Sequence[tuple[str, t.SignResult, bool]]
"""Who signs how, and whether what the step says now."""


@st.composite
def stages(draw: st.DrawFn, rules: Sequence[t.StageRule] = tuple(BY_PEOPLE)) -> t.Stage:
    roles = draw(st.lists(st.sampled_from(ROLES), min_size=1, unique=True))
    k, people = draw(st.integers(1, len(roles))), draw(st.integers(1, len(roles)))
    return stage(draw(st.sampled_from(rules)), roles, k=k, min_people=people)


def deeds(results: Sequence[t.SignResult] = RESULTS) -> st.SearchStrategy[Deeds]:
    one = st.tuples(st.sampled_from((*ROLES, "路人")), st.sampled_from(results), st.booleans())
    return st.lists(one, max_size=12)


def replayed(this: t.Stage, done: Deeds) -> list[t.GateAction]:
    """Signatures one after the other, each in the round that is open when it is given."""
    actions: list[t.GateAction] = []
    for role, result, current in done:
        more: dict[str, Any] = {} if current else {"content_sha256": OLD}
        now = standing(this, actions).round
        actions.append(signed(len(actions) + 1, role, result=result, round=now, **more))
    return actions


def fresh(this: t.Stage, actions: Sequence[t.GateAction]) -> set[str]:
    """Roles of the stage signed for what the step says now, after the last rejection and edit.

    Written anew and plainly, to hold the engine against.
    """
    count: set[str] = set()
    content = content_sha256(payment())
    for one in actions:
        if one.role not in this.roles or one.person_id != one.role:
            continue
        if one.result is t.SignResult.REJECT:
            count = set()
        elif one.result is t.SignResult.PASS:
            count = count | {one.role} if one.content_sha256 == content else set()
    return count


@given(stages(), deeds())
def test_nothing_passes_while_a_required_signature_is_missing(this: t.Stage, done: Deeds) -> None:
    actions = replayed(this, done)
    count = fresh(this, actions)
    wanted = {
        t.StageRule.ALL: count >= set(this.roles),
        t.StageRule.ANY: bool(count),
        t.StageRule.K_OF_N: len(count) >= this.k,
    }[this.rule]
    passed = standing(this, actions).status is Status.PASSED
    assert passed is (wanted and len(count) >= this.min_people)


@given(stages(), deeds())
def test_what_is_missing_is_named_while_it_is_open(this: t.Stage, done: Deeds) -> None:
    found = standing(this, replayed(this, done))
    assert found.open is bool(found.roles or found.people)
    if this.rule is t.StageRule.ALL:
        assert {*found.roles} == {*this.roles} - {one.role for one in found.counted}


@given(stages(), st.permutations(ROLES), st.integers(0, 5), st.randoms())
def test_the_order_of_signatures_is_irrelevant(
    this: t.Stage, people: Sequence[str], many: int, chance: Any
) -> None:
    signing = [(one, t.SignResult.PASS, True) for one in people[:many]]
    shuffled = [*signing]
    chance.shuffle(shuffled)
    one, other = standing(this, replayed(this, signing)), standing(this, replayed(this, shuffled))
    assert one.status == other.status
    assert {*one.roles} == {*other.roles}
    assert one.people == other.people


def complete(this: t.Stage) -> list[t.GateAction]:
    return [signed(no, role) for no, role in enumerate(this.roles, 1)]


@given(stages(), st.decimals("0.01", "999999.99", places=2))
def test_a_change_always_reopens(this: t.Stage, amount: Any) -> None:
    actions, edited = complete(this), payment(str(amount))
    assert standing(this, actions).status is Status.PASSED
    found = standing(this, actions, edited)
    same = edited.amount == payment().amount
    assert found.open is not same
    assert {*found.void.values()} == (set() if same else {Void.EDITED})


@given(stages(), st.data())
def test_a_rejection_always_reopens_and_a_new_round_passes(this: t.Stage, data: Any) -> None:
    who, actions = data.draw(st.sampled_from(this.roles)), complete(this)
    actions.append(signed(len(actions) + 1, who, result=t.SignResult.REJECT))
    found = standing(this, actions)
    assert (found.status, found.round, found.counted) == (Status.REJECTED, 2, ())
    again = [*actions]
    for role in this.roles:
        again.append(signed(len(again) + 1, role, round=2))
    assert standing(this, again).status is Status.PASSED
    old = [*actions, *(signed(90 + no, role) for no, role in enumerate(this.roles))]
    assert standing(this, old).open


@given(stages(), deeds(), st.integers(0, 12))
def test_a_stranger_changes_nothing(this: t.Stage, done: Deeds, place: int) -> None:
    actions = replayed(this, done)
    numbered = [signed(no * 2, one.role) for no, one in enumerate(actions, 1)]
    told = [
        replace_no(one, number.action_no) for one, number in zip(actions, numbered, strict=True)
    ]
    stranger = signed(place * 2 + 1, this.roles[0], "路人", result=t.SignResult.REJECT)
    one, other = standing(this, told), standing(this, [*told, stranger])
    assert (one.status, one.round, one.counted) == (other.status, other.round, other.counted)


def replace_no(one: t.GateAction, number: int) -> t.GateAction:
    from msgspec.structs import replace

    return replace(one, action_no=number)


def passing(this: t.Stage, people: Sequence[str]) -> State:
    return standing(this, [signed(no, one) for no, one in enumerate(people, 1)])


@given(st.permutations(ROLES), st.integers(0, 4), st.integers(1, 5))
def test_k_of_n_is_monotone(people: Sequence[str], many: int, k: int) -> None:
    this = stage(t.StageRule.K_OF_N, ROLES, k=k)
    few, more = passing(this, people[:many]), passing(this, people[: many + 1])
    assert few.status is not Status.PASSED or more.status is Status.PASSED
    harder = stage(t.StageRule.K_OF_N, ROLES, k=k + 1)
    assert passing(harder, people[:many]).open or not few.open
    assert few.open is (many < k)


@given(st.integers(1, 9), st.lists(st.sampled_from(RESULTS), max_size=9))
def test_a_meeting_needs_its_quorum_and_more_than_half_of_all(
    size: int, cast: Sequence[t.SignResult]
) -> None:
    body = [member("组", f"m{no}") for no in range(size)]
    this = stage(t.StageRule.MEETING, ["组"])
    cast = cast[:size]
    actions = [signed(no, "组", f"m{no - 1}", result=one) for no, one in enumerate(cast, 1)]
    found = standing(this, [*body, *actions])
    yes = sum(one is t.SignResult.PASS for one in cast)
    if found.status is Status.PASSED:
        assert 2 * yes > size
    if not any(one is t.SignResult.REJECT for one in cast) and found.round == 1:
        assert (found.status is Status.PASSED) is (3 * len(cast) >= 2 * size and 2 * yes > size)


@given(st.sets(st.sampled_from(ROLES)), st.booleans())
def test_a_payment_past_an_open_gate_is_blocked_and_one_past_a_passed_gate_is_not(
    people: set[str], draft: bool
) -> None:
    this, step = stage(t.StageRule.ALL, ROLES), payment(draft=draft)
    actions = [signed(no, one) for no, one in enumerate(sorted(people), 1)]
    body = [member(one, one) for one in ROLES]
    records = [project(), contract("1000.00"), workflow(this), step, *body, *actions]
    blocked = [one for one in found("WF-01", unit(*records)) if one.subject_type == "payment"]
    assert bool(blocked) is (not draft and people != {*ROLES})


@given(st.lists(st.integers(-300, 600), max_size=6), st.integers(0, 600))
def test_the_greatest_amount_never_falls_below_the_contract(moves: list[int], price: int) -> None:
    from tripower.mechanisms.priority_topics import amounts

    days = [date(2024, 2, no) for no in range(1, len(moves) + 1)]
    moved = [
        change(f"{move}000.00", day, no)
        for no, (move, day) in enumerate(zip(moves, days, strict=True), 1)
    ]
    see = unit(project(), contract(f"{price}000.00"), *moved)
    greatest = amounts.greatest("P", see, END)
    assert greatest is not None
    assert greatest == max(price, price + sum(moves)) * 1000
    sums = [max(price, price + sum(moves[:no])) for no in range(len(moves) + 1)]
    reached = amounts.reached_on("P", see, DAY)
    assert (reached is not None) is any(one >= 500 for one in sums)
