"""A project in memory with workflows of any shape: who is in which role, what was signed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from tripower.cli.registry import load_rules
from tripower.core.calendar import Calendar
from tripower.core.findings import Finding
from tripower.core.parameters import Parameters
from tripower.core.records import Money, Record
from tripower.core.registers import Span, UnitProfile
from tripower.core.unit import Unit
from tripower.engine.judge import judge
from tripower.mechanisms.power_split import records as p
from tripower.mechanisms.priority_topics import records as t
from tripower.mechanisms.priority_topics.gates import Gate
from tripower.mechanisms.priority_topics.replay import State, state
from tripower.mechanisms.priority_topics.steps import Moment, Step, content_sha256, id_of
from tripower.mechanisms.priority_topics.ways import KNOWN
from tripower.store.consistency import definitions

START, END = date(2024, 1, 1), date(2024, 12, 31)
DAY = date(2024, 6, 5)
PARAMETERS, RULES = Parameters(definitions()), load_rules()
FOUR = ("项目部", "财务股", "建管办", "分管领导")
"""The roles of a countersignature; in each is one person, called as the role is."""


def stage(rule: t.StageRule, roles: Iterable[str], **more: Any) -> t.Stage:
    shares = {"quorum": "2/3", "pass_": "1/2"} if rule is t.StageRule.MEETING else {}
    told: dict[str, Any] = {"stage_id": "s", "name": "会签", "must_precede": "payment"}
    told |= shares | more
    return t.Stage(rule=rule, participants=tuple(t.Participant(role=one) for one in roles), **told)


def workflow(*stages: t.Stage, **more: Any) -> t.WorkflowDef:
    told: dict[str, Any] = {"workflow_id": "w", "name": "流程", "from_": START} | more
    return t.WorkflowDef(stages=stages, **told)


def member(body: str, person: str, **more: Any) -> t.BodyMembership:
    told: dict[str, Any] = {"membership_id": f"{body}-{person}", "from_": START} | more
    return t.BodyMembership(body=body, person_id=person, **told)


def payment(amount: str = "1000.00", **more: Any) -> t.Payment:
    told: dict[str, Any] = {"payment_id": "pay", "on": DAY, "payee": "示例建筑公司"} | more
    return t.Payment(project_id="P", amount=Money(amount), **told)


def event(word: str, on: date = DAY, **more: Any) -> t.ProjectEvent:
    told: dict[str, Any] = {"event_id": word} | more
    return t.ProjectEvent(project_id="P", event=word, on=on, **told)


def signed(
    no: int, role: str, person: str = "", *, of: Step | None = None, **more: Any
) -> t.GateAction:
    step = of or payment()
    told: dict[str, Any] = {"workflow_id": "w", "stage_id": "s", "on": date(2024, 6, 4)} | more
    told = {"content_sha256": content_sha256(step), "about": id_of(step)} | told
    return t.GateAction(project_id="P", action_no=no, role=role, person_id=person or role, **told)


def project(**more: Any) -> t.Project:
    told: dict[str, Any] = {"title": "渠道整治", "registered_on": START} | more
    return t.Project(project_id="P", **told)


def contract(amount: str, on: date = START, no: str = "C", **more: Any) -> t.ProjectContract:
    told: dict[str, Any] = {"contractor": "示例建筑公司", "method": t.Procurement.PUBLIC_TENDER}
    told |= {"project_id": "P", "contract_no": no, "signed_on": on} | more
    return t.ProjectContract(amount=Money(amount), **told)


def change(amount: str, on: date, no: int = 1, **more: Any) -> t.ProjectChange:
    told: dict[str, Any] = {"project_id": "P", "change_no": no, "reason": "增加护坡"} | more
    return t.ProjectChange(amount=Money(amount), agreed_on=on, **told)


def unit(
    *records: Record, office: bool = False, since: date = START, to: date | None = END
) -> Unit:
    span = Span(from_=since, to=to)
    profile = UnitProfile(unit_id="u", name="示例局", period=span, office=office)
    held: dict[str, dict[str, Record]] = {"unit": {"u": profile}}
    for one in records:
        held.setdefault(one.kind, {})[one.key] = one
    return Unit(held, {}, PARAMETERS, Calendar())


def standing(
    this: t.Stage, records: Iterable[Record], step: Step | None = None, by: Moment = KNOWN
) -> State:
    """Where a stage stands before a payment, each role held by the one who is called like it."""
    told = [*records]
    named = {one.body for one in told if isinstance(one, t.BodyMembership)}
    alone = [member(role, role) for role in this.roles if role not in named]
    flow, step = workflow(this), step or payment()
    see = unit(project(), flow, step, *alone, *told)
    return state(Gate(flow, this, step, see, by))


def found(rule_id: str, see: Unit, as_of: date = END) -> list[Finding]:
    """What one rule finds."""
    judged = judge(None, see, as_of, {rule_id: RULES[rule_id]})
    assert not judged.crashes, judged.crashes[0].trace
    return [*judged.findings]


def told(findings: Iterable[Finding]) -> list[str]:
    """Severity and message of each, filled in."""
    return [f"{one.severity}: {one.message.format(**one.args)}" for one in findings]


def in_charge(person: str, power: p.Power = p.Power.ENGINEERING, **more: Any) -> p.PowerAssignment:
    named: dict[str, Any] = {"assignment_id": f"a-{person}", "from_": START} | more
    return p.PowerAssignment(power=power, person_id=person, **named)
