"""A unit in memory for the rotation of posts: who has been what since when, what rules say."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec.structs import replace

from tests.mechanisms.power_split.division import parameter
from tripower.cli.registry import load_rules
from tripower.core.calendar import Calendar
from tripower.core.parameters import Parameters, ParameterValue
from tripower.core.people import Person, Position, Role
from tripower.core.records import Record
from tripower.core.registers import Span, UnitProfile
from tripower.core.unit import Unit
from tripower.engine.judge import judge
from tripower.mechanisms.power_split.records import EarlierPost, RotationAction, RotationPlan
from tripower.store.consistency import definitions

HERE = UnitProfile(unit_id="u", name="示例局", period=Span(from_=date(2010, 1, 1)))
KEY = replace(HERE, key_department=True)
ADOPTED = parameter("adopted", ("TEN-02",))
DIRECTOR, SECRETARY, DEPUTY = Role.DIRECTOR, Role.PARTY_SECRETARY, Role.DEPUTY_HEAD


def day(text: str) -> date:
    return date.fromisoformat(text)


def post(person: str, role: Role, since: str, to: str = "", **more: Any) -> Position:
    told = {"position_id": f"{person}-{since}", "title": "副局长", "voting": True} | more
    return Position(
        person_id=person, role=role, from_=day(since), to=day(to) if to else None, **told
    )


def earlier(person: str, role: Role, since: str, to: str = "", **more: Any) -> EarlierPost:
    told = {"post_id": f"e-{person}-{since}", "title": "副局长", "unit": "示例局"} | more
    return EarlierPost(
        person_id=person, role=role, from_=day(since), to=day(to) if to else None, **told
    )


def plan(person: str, position_id: str, due: str, action: str = "rotate", **more: Any) -> Record:
    told = {"person_id": person, "position_id": position_id, "due_on": day(due), **more}
    return RotationPlan(plan_id=f"r-{person}", action=RotationAction(action), **told)


def retires(person: str, on: str) -> Person:
    return Person(person_id=person, name=person, retire_on=day(on))


def unit(*records: Record) -> Unit:
    kinds: dict[str, dict[str, Record]] = {}
    profile = next((one for one in records if isinstance(one, UnitProfile)), HERE)
    for record in (profile, *records):
        kinds.setdefault(record.kind, {})[record.key] = record
    values = [one for one in records if isinstance(one, ParameterValue)]
    return Unit(kinds, {}, Parameters(definitions(), values), Calendar())


def said(rule_id: str, as_of: str, *records: Record) -> list[str]:
    """What a rule says of the records on a day: severity, message by name, subject."""
    rules = load_rules()
    judgement = judge(None, unit(*records), day(as_of), {rule_id: rules[rule_id]})
    assert not judgement.crashes, judgement.crashes[0].trace
    names = {text: name for name, (text, _) in rules[rule_id].messages.items()}
    return [f"{f.severity.value} {names[f.message]} {f.subject}" for f in judgement.findings]
