"""What people did beside voting: proposed, decided alone, carried out, made a paper (ACC-01)."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from tests.mechanisms.decisions import papers_room as room
from tests.mechanisms.decisions.accountability_room import (
    LATE,
    looked_into,
    minutes,
    proposed,
    twelve,
)
from tests.mechanisms.decisions.voting_room import DAY, N, Y, vote
from tripower.core.records import Record
from tripower.mechanisms.decisions import records as d
from tripower.mechanisms.decisions.accountability import Liability, concerned, liabilities
from tripower.mechanisms.decisions.inquiry import Inquiry
from tripower.mechanisms.decisions.records import CaseProposal as P
from tripower.mechanisms.decisions.records import CaseReason as R
from tripower.mechanisms.decisions.records import CaseRole
from tripower.mechanisms.power_split.records import ApprovalAction, Power, Step


def executed(person: str, on: date) -> d.Execution:
    return d.Execution(matter_id="M", executor_id=person, started_on=on)


def paid(person: str, on: date, step: Step = Step.APPROVE) -> ApprovalAction:
    return ApprovalAction(
        action_id=f"X-{person}-{on}",
        transaction_id="X",
        power=Power.FINANCE,
        step=step,
        approver_id=person,
        on=on,
        subject_text="付款",
        matter_id="M",
    )


def resumed(person: str, on: date) -> d.ChangeOfDecision:
    type_ = d.ChangeType.RESUMED
    return d.ChangeOfDecision(
        matter_id="M", change_no=1, type_=type_, on=on, by=person, what="恢复"
    )


@pytest.mark.parametrize(
    "act",
    [
        executed("m12", DAY),
        executed("m12", date(2024, 4, 1)),
        paid("m12", DAY),
        paid("m12", date(2024, 4, 1), Step.PAY),
        resumed("m12", date(2024, 4, 1)),
    ],
)
def test_who_was_away_and_took_the_decision_up_answers_for_it(act: Record) -> None:
    assert proposed(twelve(act))["m12"] == (P.LIABLE, R.TOOK_IT_UP)
    before = act.day
    assert before is not None
    if before > DAY:
        assert proposed(twelve(act), DAY)["m12"] == (P.NOT_LIABLE, R.ABSENT)


def test_to_book_or_to_ask_is_not_to_endorse() -> None:
    for step in (Step.APPLY, Step.BOOK):
        found = proposed(twelve(paid("m12", date(2024, 4, 1), step)))
        assert found["m12"] == (P.NOT_LIABLE, R.ABSENT)


def test_the_proposer_who_was_away_is_for_people() -> None:
    this = vote(5, ("m2", "m3", "m4", "m5"), dict.fromkeys(("m2", "m3", "m4"), Y))
    assert proposed(this)["m1"] == (P.MANUAL, R.PROPOSED)


def test_who_approved_before_the_vote_has_acted_alone() -> None:
    eve = date(2024, 2, 29)
    found = looked_into(twelve(paid("m12", eve), paid("x1", eve), paid("m2", eve)))
    assert (found["m12"].proposal, found["m12"].reason) == (P.MANUAL, R.ACTED_BEFORE)
    assert found["x1"].roles == (CaseRole.DECIDER,)
    assert found["x1"].reason is R.ACTED_BEFORE
    assert found["m2"].reason is R.VOTED_YES
    assert CaseRole.DECIDER in found["m2"].roles
    assert CaseRole.DECIDER not in looked_into(twelve(paid("m2", DAY)))["m2"].roles


def test_an_emergency_is_answered_by_who_decided_it() -> None:
    decision = d.EmergencyDecision(
        matter_id="M",
        decider_id="m3",
        decided_on=date(2024, 2, 27),
        ground=d.EmergencyGround.DISASTER_RELIEF,
        reason="管涌",
        measure="抢险",
    )
    ratified = proposed(twelve(decision))
    assert ratified["m3"] == (P.LIABLE, R.DECIDED)
    assert ratified["m4"] == (P.LIABLE, R.VOTED_YES)
    refused = proposed(vote(5, 4, {"m1": Y, "m2": Y, "m3": N, "m4": N}, decision))
    assert refused["m3"] == (P.LIABLE, R.DECIDED)
    assert refused["m1"] == (P.MANUAL, R.NOT_ADOPTED)


def test_a_head_who_decides_after_discussion_answers_first() -> None:
    told = d.HeadDecision(
        meeting_id="K", matter_id="M", decider_id="m1", choice=d.HeadChoice.PASS, reasons="急需"
    )
    model = {"decision_model": d.DecisionModel.HEAD_AFTER_DISCUSSION}
    found = proposed(vote(5, 4, {"m2": N}, told, minutes("m2"), meeting=model))
    assert found["m1"] == (P.LIABLE, R.DECIDED)
    assert found["m2"] == (P.REDUCED_OR_EXEMPT, R.DISSENT_RECORDED)
    assert found["m3"] == (P.MANUAL, R.SILENT)


def test_a_matter_that_no_meeting_saw_still_has_its_people() -> None:
    where = room.unit(room.matter("M-2"), replace(paid("jia", DAY), matter_id="M-2"))
    matter = where.get(d.Matter, "M-2")
    assert matter is not None
    found = {one.name: one for one in concerned(Inquiry(matter, where, LATE))}
    assert found["甄诚"].roles == (CaseRole.HEAD, CaseRole.PROPOSER)
    assert found["甄诚"].reason is R.NO_BALLOT
    assert found["贾石"].roles == (CaseRole.DECIDER, CaseRole.IN_CHARGE)
    assert found["贾石"].reason is R.ACTED_BEFORE


def test_the_round_that_decided_is_the_last_that_adopted() -> None:
    rounds = [
        room.meeting("K-2", date(2024, 3, 1), "M-2"),
        room.meeting("K-3", date(2024, 4, 5), "M-2"),
        room.meeting("K-4", date(2024, 5, 6), "M-2"),
    ]
    votes = [*room.cast("K-2", "M-2", "yynnn"), *room.cast("K-3", "M-2", "yyyna")]
    where = room.unit(room.matter("M-2"), *rounds, *votes)
    matter = where.get(d.Matter, "M-2")
    assert matter is not None
    this = Inquiry(matter, where, LATE)
    assert this.round is not None and this.round.meeting.meeting_id == "K-3"
    found = {one.person_id: one for one in concerned(this)}
    assert found["yi"].reason is R.VOTED_YES
    assert found["yi"].earlier == (("K-2", N),)
    earlier = Inquiry(matter, where, date(2024, 4, 4))
    assert earlier.round is not None and earlier.round.meeting.meeting_id == "K-2"


def test_roles_lead_to_the_liability_roles_of_the_law() -> None:
    where = room.unit()
    matter = room.the(d.Matter, "M-1")
    found = {one.name: one for one in concerned(Inquiry(matter, where, LATE))}
    assert found["甄诚"].liabilities == (Liability.MAIN, Liability.IMPORTANT)
    assert found["石方"].liabilities == (Liability.DIRECT,)
    assert found["郑真"].roles == (CaseRole.MEMBER, CaseRole.SUPERVISOR)
    assert found["郑真"].liabilities == ()
    assert found["示例咨询中心"].liabilities == (Liability.DIRECT,)
    assert liabilities([CaseRole.IN_CHARGE]) == (Liability.IMPORTANT,)


def test_in_charge_is_who_held_the_power_on_the_day_of_the_vote() -> None:
    begun = d.Execution(
        matter_id="M-2", executor_id="yi", started_on=date(2024, 4, 1), power=Power.ENGINEERING
    )
    told = (room.matter("M-2"), room.meeting("K-2", date(2024, 3, 1), "M-2"))
    where = room.unit(*told, *room.cast("K-2", "M-2", "yyyyy"), begun)
    matter = where.get(d.Matter, "M-2")
    assert matter is not None
    found = {one.person_id: one for one in concerned(Inquiry(matter, where, LATE))}
    assert set(found["yi"].roles) == {CaseRole.IN_CHARGE, CaseRole.MEMBER, CaseRole.EXECUTOR}


def test_the_maker_of_a_false_paper_is_pointed_out_and_judged_by_people() -> None:
    false = d.FalseMaterial(
        matter_id="M-1",
        material_id="report",
        verified_false_on=date(2024, 5, 6),
        by="审计局",
        found="数据虚构",
    )
    matter = room.the(d.Matter, "M-1")
    by_day = {}
    for day in (date(2024, 5, 5), date(2024, 5, 6)):
        people = concerned(Inquiry(matter, room.unit(false), day))
        by_day[day] = {one.name: one.reason for one in people}
    assert by_day[date(2024, 5, 5)]["示例咨询中心"] is R.NO_BALLOT
    assert by_day[date(2024, 5, 6)]["示例咨询中心"] is R.FALSE_PAPER
