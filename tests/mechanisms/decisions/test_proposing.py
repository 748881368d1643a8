"""Who brings a matter to a meeting, and when its materials were checked (DEC-03, DEC-04)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.mechanisms.power_split.ledger_room import (
    DAY,
    emergency,
    findings,
    matter,
    office,
    post,
    said,
)
from tripower.core.people import Role
from tripower.core.records import Record
from tripower.mechanisms.decisions import records as d

HELD = date(2024, 3, 8)
NOTICE = date(2024, 3, 5)
AFTER = date(2024, 3, 9)


def meeting(held: date = HELD, name: str = "K", *, notice: date | None = None) -> d.Meeting:
    return d.Meeting(
        meeting_id=name,
        held_on=held,
        presiding_id="zhen",
        agenda=("M",),
        stage=d.MeetingStage.CALLED,
        notice_on=notice,
    )


def confirmed(on: date, by: str = "zhen", doc: str | None = None) -> d.Confirmation:
    result = d.ConfirmationResult.CONFIRMED
    return d.Confirmation(matter_id="M", by=by, on=on, result=result, delegation_doc=doc)


def refused(on: date, reason: str | None = "场地未批") -> d.Confirmation:
    result = d.ConfirmationResult.REFUSED
    return d.Confirmation(matter_id="M", by="zhen", on=on, result=result, reason=reason)


def check(on: date, number: int = 1, result: str = "admitted") -> d.Admission:
    return d.Admission(
        matter_id="M",
        check_no=number,
        checked_on=on,
        checked_by="wen",
        result=d.GateResult(result),
    )


HEADS, MEMBERS = matter(), matter(proposer_id="jia")
VACANT = post("zhen", Role.DIRECTOR, to=date(2023, 12, 31))
LEADS = post("yi", Role.DEPUTY_HEAD, acting=True)
WITHDRAWN = d.Withdrawal(matter_id="M", on=AFTER, by="jia", reason="另行研究")


@pytest.mark.parametrize(
    ("case", "told", "expected"),
    [
        ("the head proposes", [HEADS, meeting()], []),
        ("a member, only proposed", [MEMBERS], []),
        ("a member, unconfirmed", [MEMBERS, meeting()], ["block unconfirmed"]),
        ("admitted, unconfirmed", [MEMBERS, check(DAY)], ["block unconfirmed"]),
        ("returned, unconfirmed", [MEMBERS, check(DAY, result="returned")], []),
        ("admitted, then taken back", [MEMBERS, check(DAY), WITHDRAWN], []),
        ("confirmed after admission", [MEMBERS, check(DAY), confirmed(NOTICE)], []),
        ("confirmed on the day", [MEMBERS, confirmed(HELD), meeting()], []),
        ("confirmed after", [MEMBERS, confirmed(AFTER), meeting()], ["block late"]),
        (
            "confirmed between two meetings",
            [MEMBERS, confirmed(AFTER), meeting(), meeting(AFTER, "L")],
            ["block late"],
        ),
        ("refused", [MEMBERS, refused(NOTICE), meeting()], ["block refused"]),
        ("refused, off the agenda", [MEMBERS, refused(NOTICE)], []),
        ("refused, admitted", [MEMBERS, refused(NOTICE), check(HELD)], ["block refused"]),
        ("refused without reason", [MEMBERS, refused(NOTICE, None)], ["warning no_reason"]),
        ("refused too late", [MEMBERS, refused(AFTER), meeting()], ["block unconfirmed"]),
        ("by word of mouth", [MEMBERS, confirmed(DAY, "yi"), meeting()], ["block not_head"]),
        ("in writing", [MEMBERS, confirmed(DAY, "yi", "委托〔2024〕1号"), meeting()], []),
        (
            "own proposal, in writing",
            [MEMBERS, confirmed(DAY, "jia", "委托〔2024〕1号"), meeting()],
            ["block own"],
        ),
        (
            "delegated to the staff",
            [MEMBERS, confirmed(DAY, "wen", "委托〔2024〕1号"), meeting()],
            ["block not_head"],
        ),
        ("from the staff", [matter(proposer_id="wen"), meeting()], ["block outsider"]),
        (
            "vacant post, who leads confirms",
            [VACANT, LEADS, MEMBERS, confirmed(DAY, "yi"), meeting()],
            [],
        ),
        (
            "vacant post, who leads proposes",
            [VACANT, LEADS, matter(proposer_id="yi"), meeting()],
            [],
        ),
    ],
)
def test_proposed_lawfully(case: str, told: list[Record], expected: list[str]) -> None:
    assert said("DEC-03", office(told)) == expected, case


def back(on: date, change: d.RetablingChange) -> d.Retabling:
    return d.Retabling(matter_id="M", round=2, on=on, change=change, note="已调整方案")


PLAN, WORK = d.RetablingChange.PLAN, d.RetablingChange.ADDED_WORK
CALLED = meeting(notice=NOTICE)


@pytest.mark.parametrize(
    ("case", "told", "expected"),
    [
        ("never checked", [CALLED], ["block unchecked"]),
        ("admitted on the day of the notice", [CALLED, check(NOTICE)], []),
        ("admitted the day after", [CALLED, check(date(2024, 3, 6))], ["block late"]),
        ("no notice, admitted on the day", [meeting(), check(HELD)], []),
        ("no notice, admitted after", [meeting(), check(AFTER)], ["block unchecked"]),
        ("a notice after the meeting", [meeting(notice=AFTER), check(AFTER)], ["block unchecked"]),
        ("returned", [CALLED, check(DAY, result="returned")], ["block returned"]),
        (
            "C13: returned, then mended",
            [CALLED, check(date(2024, 3, 2), 1, "returned"), check(NOTICE, 2)],
            [],
        ),
        (
            "C13: mended only after the notice",
            [CALLED, check(date(2024, 3, 3), 1, "returned"), check(date(2024, 3, 6), 2)],
            ["block late"],
        ),
        ("returned later", [CALLED, check(DAY), check(HELD, 2, "returned")], ["block returned"]),
        ("returned after the meeting", [CALLED, check(DAY), check(AFTER, 2, "returned")], []),
        ("deferred, more was worked out", [CALLED, check(DAY), back(NOTICE, WORK)], []),
        ("a new plan", [CALLED, check(DAY), back(NOTICE, PLAN)], ["block changed"]),
        (
            "a new plan, checked the same day",
            [CALLED, check(DAY), back(NOTICE, PLAN), check(NOTICE, 2)],
            [],
        ),
        ("a new plan after this meeting", [CALLED, check(DAY), back(AFTER, PLAN)], []),
        ("an emergency to be ratified", [CALLED, emergency(HELD)], []),
        ("no emergency yet", [CALLED, emergency(AFTER)], ["block unchecked"]),
    ],
)
def test_the_gate_of_materials(case: str, told: list[Record], expected: list[str]) -> None:
    assert said("DEC-04", office(matter(), told)) == expected, case


def test_each_matter_of_an_agenda_is_named_at_its_line() -> None:
    agenda = d.Meeting(
        meeting_id="K",
        held_on=HELD,
        presiding_id="zhen",
        agenda=("M", "N"),
        stage=d.MeetingStage.CALLED,
    )
    found = findings("DEC-04", office(matter(), matter("N"), agenda, check(DAY)))
    assert [(f.field, f.args["matter"]) for f in found] == [("agenda.1", "议题N")]
