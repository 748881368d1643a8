"""A unit in memory: a head h, a discipline leader z, deputies a, b, c …, and who has what."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tripower.cli.registry import load_rules
from tripower.core.calendar import Calendar
from tripower.core.exceptions import Waiver
from tripower.core.findings import SourceClass
from tripower.core.parameters import Parameters, ParameterValue
from tripower.core.people import Position, Role
from tripower.core.records import Record
from tripower.core.registers import Span, UnitProfile
from tripower.core.unit import Unit
from tripower.engine.judge import judge
from tripower.mechanisms.power_split.records import Power, PowerAssignment, PowerProfile
from tripower.store.consistency import definitions

START, END = date(2024, 1, 1), date(2024, 12, 31)
P, F, G, E, A, X = Power  # personnel, finance, procurement (goods), engineering, approvals, X
ALL = (P, F, G, E, A, X)
LONG_AGO = date(2010, 1, 1)
Seen = tuple[str, str, str, str, str]


def day(text: str) -> date:
    """`03-15` of 2024, or a whole date."""
    return date.fromisoformat(text if len(text) > 5 else f"2024-{text}")


def post(person: str, role: Role, since: str = "", to: str = "", acting: bool = False) -> Position:
    return Position(
        position_id=f"{person}-{role.value}-{since}",
        person_id=person,
        role=role,
        title="副局长",
        voting=True,
        acting=acting,
        from_=day(since) if since else LONG_AGO,
        to=day(to) if to else None,
    )


def deputies(names: str) -> list[Position]:
    return [post(name, Role.DEPUTY_HEAD) for name in names]


HEAD, DISCIPLINE = post("h", Role.DIRECTOR), post("z", Role.DISCIPLINE_LEADER)


def has(person: str, *powers: Power, since: str = "01-01", to: str = "") -> list[Record]:
    return [line(person, power, since, to) for power in powers]


def line(
    person: str,
    power: Power,
    since: str = "01-01",
    to: str = "",
    scope: str | None = None,
    standin: bool = False,
) -> PowerAssignment:
    return PowerAssignment(
        assignment_id=f"{person}-{power.value}-{since}-{scope}",
        power=power,
        person_id=person,
        scope=scope,
        standin=standin,
        from_=day(since),
        to=day(to) if to else None,
    )


def stands_in(person: str, power: Power, since: str, to: str = "") -> PowerAssignment:
    return line(person, power, since, to, standin=True)


def declared(*powers: Power) -> list[Record]:
    return [
        PowerProfile(
            profile_id=power.value, power=power, applicable=power in powers, basis="x", from_=START
        )
        for power in Power
    ]


def waiver(rule_id: str, scope: str, since: str, to: str) -> Waiver:
    return Waiver(
        waiver_id=f"W-{rule_id}",
        rule_id=rule_id,
        scope=(scope,),
        approver="district",
        doc_no="〔2024〕1",
        reason="nobody else",
        from_=day(since),
        to=day(to),
    )


def parameter(key: str, value: str | tuple[str, ...], since: str = "") -> ParameterValue:
    return ParameterValue(
        key_=key,
        value=value,
        from_=day(since) if since else None,
        source_class=SourceClass.LOCAL_PRACTICE,
        source="here",
    )


ADOPTED = parameter("adopted", ("POW-04", "POW-07", "POW-09"))


def unit(*records: Record, start: date = START) -> Unit:
    """The records and a profile; without a head or discipline leader unless named."""
    kinds: dict[str, dict[str, Record]] = {}
    profile = UnitProfile(unit_id="u", name="示例局", period=Span(from_=start))
    for record in (profile, *records):
        kinds.setdefault(record.kind, {})[record.key] = record
    values = [r for r in records if isinstance(r, ParameterValue)]
    return Unit(kinds, {}, Parameters(definitions(), values), Calendar())


def found(one: Unit, rule_ids: str, as_of: date = END) -> list[Seen]:
    """What these rules find: rule, severity, subject, first and last day (or the other words)."""
    rules = load_rules()
    judgement = judge(None, one, as_of, {name: rules[name] for name in rule_ids.split()})
    assert not judgement.crashes, judgement.crashes[0].trace
    return [
        (f.rule_id, f.severity.value, f"{f.subject_type}/{f.subject_id}", *_days(f.args))
        for f in judgement.findings
    ]


def _days(args: dict[str, object]) -> tuple[str, str]:
    return str(args.get("first", ""))[-5:], str(args.get("last", ""))[-5:]


def rules_found(one: Unit, rule_ids: str) -> set[str]:
    return {rule_id for rule_id, *_ in found(one, rule_ids)}


def flat(*groups: Iterable[Record]) -> list[Record]:
    return [record for group in groups for record in group]
