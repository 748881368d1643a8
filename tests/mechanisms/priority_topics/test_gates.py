"""Gates by hand: each boundary on both sides (WF-01 to WF-05, C44)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from tests.mechanisms.priority_topics.gate_room import (
    DAY,
    FOUR,
    START,
    change,
    contract,
    event,
    found,
    in_charge,
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
from tripower.core.records import Record
from tripower.mechanisms.power_split.records import Power
from tripower.mechanisms.priority_topics import records as t
from tripower.mechanisms.priority_topics.gates import Void
from tripower.mechanisms.priority_topics.spending import matters_of

ALL = stage(t.StageRule.ALL, FOUR, min_people=4, last="分管领导")
BODIES = [member(one, one) for one in FOUR]
REJECT = t.SignResult.REJECT


def world(*records: Record, flow: t.WorkflowDef | None = None, price: str = "1000.00") -> Any:
    return unit(project(), contract(price), flow or workflow(ALL), *BODIES, *records)


def four(**more: Any) -> list[t.GateAction]:
    return [signed(no, one, **more) for no, one in enumerate(FOUR, 1)]


def test_c44_three_of_four_block_the_payment() -> None:
    three = [one for one in four() if one.role != "建管办"]
    assert told(found("WF-01", world(payment(), *three))) == [
        "block: pay: 会签 is not passed, ['建管办'] did not sign"
    ]
    assert found("WF-01", world(payment(), *four())) == []


def test_c44_one_person_for_two_roles() -> None:
    both = [signed(1, "项目部"), signed(2, "财务股", "项目部")]
    see = world(payment(draft=True), member("财务股", "项目部", membership_id="x"), *both)
    assert told(found("WF-03", see)) == [
        "violation: 项目部 signs 会签 of pay for 财务股 and had signed for 项目部"
    ]
    assert found("WF-04", see) == []
    stands = standing(ALL, [*BODIES, member("财务股", "项目部", membership_id="x"), *both])
    assert stands.void == {2: Void.TWO_ROLES}
    assert stands.roles == ("财务股", "建管办", "分管领导")


def test_two_roles_are_seen_though_the_person_is_in_one_only() -> None:
    see = world(payment(draft=True), signed(1, "项目部"), signed(2, "财务股", "项目部"))
    assert len(found("WF-03", see)) == 1
    assert len(found("WF-04", see)) == 1


def test_in_another_round_the_same_person_may_sign_for_the_other_role() -> None:
    signs = [signed(1, "项目部"), signed(2, "财务股", result=REJECT)]
    other = signed(3, "财务股", "项目部", round=2)
    assert found("WF-03", world(payment(draft=True), *signs, other)) == []


@pytest.mark.parametrize(("on", "late"), [(date(2024, 6, 5), False), (date(2024, 6, 6), True)])
def test_what_is_signed_after_the_payment_does_not_mend_it(on: date, *, late: bool) -> None:
    see = world(payment(), *four()[:3], signed(4, "分管领导", on=on))
    assert found("WF-01", see) == []
    severities = [one.severity.value for one in found("WF-02", see)]
    assert severities == ["violation" if late else "notice"]


@pytest.mark.parametrize(
    ("signed_at", "paid_at", "severity"),
    [
        ("09:30", "10:00", None),
        ("10:00", "10:00", None),
        ("10:01", "10:00", "violation"),
        (None, "10:00", "notice"),
        ("09:30", None, "notice"),
    ],
)
def test_on_one_day_the_times_decide(
    signed_at: str | None, paid_at: str | None, severity: str | None
) -> None:
    last = signed(4, "分管领导", on=DAY, time=signed_at)
    see = world(payment(time=paid_at), *four()[:3], last)
    assert [one.severity.value for one in found("WF-02", see)] == [severity] * bool(severity)


def test_the_deputy_signs_last_or_it_is_pointed_out() -> None:
    early = [signed(1, "分管领导", on=date(2024, 6, 3)), *four()[:3]]
    early = [early[0], *(signed(no + 1, one.role) for no, one in enumerate(early[1:], 1))]
    assert told(found("WF-02", world(payment(), *early))) == [
        "notice: pay: 分管领导 is expected to sign 会签 last and did not"
    ]


def test_a_later_rejection_does_not_take_back_what_had_passed() -> None:
    no = signed(5, "财务股", result=REJECT, on=date(2024, 6, 6))
    see = world(payment(), *four(), no)
    assert found("WF-01", see) == []
    early = signed(5, "财务股", result=REJECT, on=date(2024, 6, 4))
    assert told(found("WF-01", world(payment(), *four(), early))) == [
        "block: pay: 会签 was rejected by 财务股 on 2024-06-04"
    ]


@pytest.mark.parametrize(("amount", "broken"), [("1000.00", False), ("1000.01", True)])
def test_a_cent_more_voids_all_signatures(amount: str, *, broken: bool) -> None:
    see = world(payment(amount), *four(of=payment()), price="9000.00")
    assert [one.severity.value for one in found("WF-05", see)] == ["violation"] * broken
    assert [one.severity.value for one in found("WF-01", see)] == ["block"] * broken


@pytest.mark.parametrize("field", ["payee", "purpose", "contract_no", "matter_id"])
def test_another_payee_or_purpose_voids_them_too(field: str) -> None:
    see = world(payment(**{field: "X"}), *four(of=payment()))
    assert [one.severity.value for one in found("WF-05", see)] == ["violation"]


def test_the_planned_day_may_move() -> None:
    moved = payment(on=date(2024, 6, 28), asked_on=DAY, time="10:00")
    assert found("WF-05", world(moved, *four())) == []


def test_of_a_draft_a_change_is_only_pointed_out_until_all_sign_anew() -> None:
    edited = payment("2000.00", draft=True)
    once = [*four(of=payment())]
    assert [one.severity.value for one in found("WF-05", world(edited, *once))] == ["notice"]
    again = [signed(no, one, of=edited) for no, one in enumerate(FOUR, 5)]
    assert found("WF-05", world(edited, *once, *again)) == []


@pytest.mark.parametrize(
    ("day", "kept"), [(date(2024, 2, 28), False), (date(2024, 2, 29), True), (date(2024, 3, 1), 0)]
)
def test_who_signs_is_in_the_role_on_that_very_day(day: date, *, kept: bool) -> None:
    one_day = member("项目部", "甲", from_=date(2024, 2, 29), to=date(2024, 2, 29))
    see = world(payment(draft=True), one_day, signed(1, "项目部", "甲", on=day))
    assert bool(found("WF-04", see)) is not bool(kept)


def test_a_power_names_its_holder_of_the_day() -> None:
    who = t.Participant(role="分管领导", power=Power.ENGINEERING)
    this = t.Stage(
        stage_id="s", name="会签", must_precede="payment", rule=t.StageRule.ALL, participants=(who,)
    )
    held = [in_charge("甲", to=date(2024, 6, 3)), in_charge("乙", from_=date(2024, 6, 4))]
    for person, kept in (("甲", False), ("乙", True)):
        see = world(payment(draft=True), *held, signed(1, "分管领导", person), flow=workflow(this))
        assert (found("WF-04", see) == []) is kept


@pytest.mark.parametrize(
    ("on", "judged"), [(date(2024, 2, 29), False), (date(2024, 3, 1), True), (date(2024, 6, 30), 1)]
)
def test_a_workflow_holds_from_its_first_to_its_last_day(on: date, *, judged: bool) -> None:
    flow = workflow(ALL, from_=date(2024, 3, 1), to=date(2024, 6, 30))
    assert bool(found("WF-01", world(payment(on=on), flow=flow))) is bool(judged)


def test_a_workflow_for_works_is_none_for_goods() -> None:
    flow = workflow(ALL, sorts=(t.ProjectSort.WORKS,))
    goods = unit(project(sort=t.ProjectSort.GOODS), contract("1000.00"), flow, payment())
    assert found("WF-01", goods) == []


def test_without_a_workflow_nothing_is_clean() -> None:
    assert told(found("WF-01", unit(project()))) == [
        "not_assessable: no workflow of gates holds for “渠道整治”, so this cannot be judged"
    ]


@pytest.mark.parametrize(("paid", "blocked"), [("400.00", False), ("400.01", True)])
def test_all_payments_stay_within_what_was_approved(paid: str, *, blocked: bool) -> None:
    first = payment("700.00", payment_id="p0", on=date(2024, 5, 6))
    moved = change("100.00", date(2024, 5, 6), approved_on=date(2024, 5, 31))
    later = change("500.00", date(2024, 5, 7), 2)
    see = unit(project(), contract("1000.00"), moved, later, first, payment(paid))
    wanted = [f"block: payment pay: {paid[:2]}"] * blocked
    texts = [one for one in told(found("WF-01", see)) if one.startswith("block")]
    assert len(texts) == len(wanted)
    if blocked:
        assert texts == [
            "block: payment pay: 1100.01 yuan with this one; contract and approved changes: 1100.00"
        ]


def test_a_stage_has_its_days_once_a_step_is_put_forward() -> None:
    this = stage(t.StageRule.ALL, FOUR, workdays=5)
    draft = payment(draft=True, asked_on=date(2024, 4, 29), on=date(2024, 6, 28))
    see = world(draft, flow=workflow(this))
    late = "warning: pay: 会签 was to be passed by 2024-05-09 and is not"
    assert told(found("WF-01", see, date(2024, 5, 9))) == []
    assert told(found("WF-01", see, date(2024, 5, 10))) == [late]


@pytest.mark.parametrize(
    ("on", "amount", "method", "warned"),
    [
        (date(2024, 3, 1), "3999999.99", "negotiation", False),
        (date(2024, 3, 1), "4000000.00", "negotiation", True),
        (date(2024, 3, 1), "4000000.00", "invited_tender", False),
        (date(2018, 5, 31), "2000000.00", "negotiation", True),
        (date(2018, 6, 1), "2000000.00", "negotiation", False),
    ],
)
def test_from_which_price_on_a_tender_is_needed(
    on: date, amount: str, method: str, *, warned: bool
) -> None:
    one = contract(amount, on, method=t.Procurement(method))
    report = t.ProjectReport(project_id="P", report_no=1, on=on, to="区纪委")
    see = unit(project(registered_on=on), one, report)
    texts = [line for line in told(found("WF-01", see)) if line.startswith("warning")]
    assert len(texts) == warned


@pytest.mark.parametrize(
    ("sort", "amount", "warned"),
    [
        ("services", "999999.99", False),
        ("services", "1000000.00", True),  # the design of works is no works
        ("goods", "2000000.00", True),
        (None, "2000000.00", False),
    ],
)
def test_a_contract_may_be_of_another_sort_than_its_project(
    sort: str | None, amount: str, *, warned: bool
) -> None:
    own = t.ProjectSort(sort) if sort else None
    one = contract(amount, method=t.Procurement.NEGOTIATION, sort=own)
    report = t.ProjectReport(project_id="P", report_no=1, on=START, to="区纪委")
    texts = told(found("WF-01", unit(project(), one, report)))
    assert len([line for line in texts if line.startswith("warning")]) == warned


def test_a_contract_that_is_a_draft_lends_no_decision() -> None:
    paid, signed_ = payment(contract_no="C"), contract("9.00", matter_id="M")
    assert matters_of(paid, unit(project(), signed_)) == ["M"]
    assert matters_of(paid, unit(project(), replace(signed_, draft=True))) == []


def test_events_pass_gates_as_payments_do() -> None:
    this = stage(t.StageRule.MEETING, ["组"], name="会商", must_precede="design_submit")
    step, body = event("design_submit"), [member("组", "a")]
    see = world(step, *body, flow=workflow(this))
    assert [one.severity.value for one in found("WF-01", see)] == ["block"]
    vote = signed(1, "组", "a", of=step)
    assert found("WF-01", world(step, *body, vote, flow=workflow(this))) == []
