"""Which grounds the records point to, and which no record can show."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from tests.mechanisms.decisions.papers_room import cast, matter, meeting, the, unit
from tests.rules.units import HERE, overlay
from tripower.cli.registry import load_rules
from tripower.core.findings import Finding, Severity
from tripower.core.records import Record
from tripower.core.unit import Unit
from tripower.engine.judge import judge
from tripower.mechanisms.decisions import records as d
from tripower.mechanisms.decisions.accountability import concerned
from tripower.mechanisms.decisions.grounds import SHOWN_BY, Shown, assess
from tripower.mechanisms.decisions.inquiry import Inquiry
from tripower.mechanisms.decisions.records import Ground
from tripower.mechanisms.kinds import KINDS
from tripower.mechanisms.power_split.records import ApprovalAction, Power, Step
from tripower.store.unit import load

AS_OF = date(2024, 12, 31)


def grounds(where: Unit, matter_id: str = "M-1", **more: Any) -> dict[str, Shown]:
    about = where.get(d.Matter, matter_id)
    assert about is not None
    findings = judge(None, where, AS_OF, load_rules()).findings
    return {one.ground.value: one.shown for one in assess(about, findings, where, **more)}


def found(where: Unit, matter_id: str = "M-1") -> set[str]:
    return {name for name, shown in grounds(where, matter_id).items() if shown is Shown.FOUND}


def test_a_lawful_decision_shows_nothing_and_the_rest_is_said_to_be_unknown() -> None:
    told = grounds(unit())
    assert list(told) == [one.value for one in Ground]
    unknown = {name for name, shown in told.items() if shown is Shown.NOT_ASSESSABLE}
    assert unknown == {"G5", "G6", "G10"}
    assert set(told.values()) == {Shown.NOT_ASSESSABLE, Shown.NOTHING_FOUND}


def test_every_rule_that_leads_to_a_ground_is_a_rule() -> None:
    named = {rule_id for rules in SHOWN_BY.values() for rule_id in rules}
    assert named - {one for one in named if one.startswith("MAD-")} <= set(load_rules())


def early(**fields: Any) -> d.Speeches:
    speeches = the(d.Speeches, "K-1/M-1")
    first = d.Speech(person_id="zhen", stance=d.Stance.FOR, gist="我看可以")
    return replace(speeches, speeches=(first, *speeches.speeches), **fields)


FALSE = d.FalseMaterial(
    matter_id="M-1",
    material_id="report",
    verified_false_on=date(2024, 5, 6),
    by="审计局",
    found="虚构",
)
STOPPED = d.ChangeOfDecision(
    matter_id="M-1",
    change_no=1,
    type_=d.ChangeType.STOPPED,
    on=date(2024, 5, 6),
    by="yi",
    what="停了",
)
UNDECIDED = ApprovalAction(
    action_id="X-9",
    transaction_id="X-9",
    power=Power.FINANCE,
    step=Step.PAY,
    approver_id="chu",
    on=date(2024, 1, 4),
    amount=None,
    subject_text="付款",
    matter_id="M-1",
)


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (early(), {"G2"}),
        (replace(the(d.Meeting, "K-1"), present_ids=("zhen", "jia", "yi")), {"G2"}),
        (replace(the(d.Meeting, "K-1"), form=d.Form.CIRCULATION), {"G2"}),
        (FALSE, {"G3"}),
        (STOPPED, {"G4"}),
        (replace(the(d.Matter, "M-1"), concerns_ids=("yi",)), {"G7"}),
        (UNDECIDED, {"G1"}),
    ],
)
def test_what_rules_find_on_the_matter_points_to_a_ground(
    record: Record, expected: set[str]
) -> None:
    assert found(unit(record)) & {f"G{n}" for n in range(1, 11)} >= expected


def test_c16_an_emergency_not_ratified_is_g1_and_its_decider_answers() -> None:
    decision = d.EmergencyDecision(
        matter_id="M-2",
        decider_id="zhen",
        decided_on=date(2024, 2, 27),
        ground=d.EmergencyGround.DISASTER_RELIEF,
        reason="管涌",
        measure="抢险",
    )
    sitting = meeting("K-2", date(2024, 3, 1), "M-2", present_ids=("zhen", "jia", "yi", "shi"))
    where = unit(matter("M-2"), decision, sitting, *cast("K-2", "M-2", "yynn-"))
    assert "G1" in found(where, "M-2")
    one = where.get(d.Matter, "M-2")
    assert one is not None
    people = {p.person_id: p.reason for p in concerned(Inquiry(one, where, AS_OF))}
    assert people["zhen"] is d.CaseReason.DECIDED
    assert people["jia"] is d.CaseReason.NOT_ADOPTED
    assert people["zheng"] is d.CaseReason.ABSENT


def test_a_split_points_to_its_matters_only() -> None:
    where = load(overlay(HERE / "DEC-02" / "bad"), KINDS)
    assert "G9" not in found(where)


def test_a_split_that_names_the_matter_points_to_it() -> None:
    about, where = the(d.Matter, "M-1"), unit(UNDECIDED)
    told = replace(_finding("DEC-02", ("unit", "example"), ""), evidence=("transaction/X-9",))
    by_ground = {one.ground: one for one in assess(about, [told], where)}
    assert by_ground[Ground.G9].shown is Shown.FOUND
    assert by_ground[Ground.G9].rules == ("DEC-02",)


def test_what_is_about_another_matter_of_the_meeting_is_left_aside() -> None:
    both = meeting("K-2", date(2024, 3, 1), "M-1", "M-2")
    where = unit(both, replace(the(d.Matter, "M-1"), matter_id="M-2"))
    told = _finding("DEC-04", ("meeting", "K-2"), "agenda.1")
    for matter_id, shown in (("M-1", Shown.NOTHING_FOUND), ("M-2", Shown.FOUND)):
        about = where.get(d.Matter, matter_id)
        assert about is not None
        by_ground = {one.ground: one.shown for one in assess(about, [told], where)}
        assert by_ground[Ground.G2] is shown


def test_a_rule_that_cannot_judge_or_was_lost_leaves_its_ground_open() -> None:
    about, where = the(d.Matter, "M-1"), unit()
    blind = _finding("DEC-01", ("unit", "example"), "", Severity.NOT_ASSESSABLE)
    by_ground = {one.ground: one.shown for one in assess(about, [blind], where)}
    assert by_ground[Ground.G1] is Shown.NOT_ASSESSABLE
    assert grounds(where, crashed={"DEC-11"})["G7"] is Shown.NOT_ASSESSABLE
    mild = _finding("DEC-06", ("round", "K-1/M-1"), "", Severity.NOTICE)
    by_ground = {one.ground: one.shown for one in assess(about, [mild], where)}
    assert by_ground[Ground.G2] is Shown.NOTHING_FOUND


def _finding(
    rule_id: str, subject: tuple[str, str], field: str, severity: Severity = Severity.VIOLATION
) -> Finding:
    return Finding(
        rule_id=rule_id,
        fingerprint="f",
        severity=severity,
        subject_type=subject[0],
        subject_id=subject[1],
        unit_id="example",
        event_date=None,
        path="",
        field=field,
        args={},
        message="",
        basis=(),
        params_used={},
        evidence=(),
    )
