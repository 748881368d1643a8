"""An office in memory with a ledger: who holds what, what was approved, what rules say of it.

甄诚 (zhen) is director, 贾石 (jia) holds finance and signs up to 20000, 易明 (yi) holds
engineering; 文员甲 (wen), 会计乙 (kuai) and 出纳丙 (chu) do the desk work.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from tripower.cli.registry import load_rules
from tripower.core.calendar import Calendar
from tripower.core.findings import Finding, SourceClass
from tripower.core.parameters import Parameters, ParameterValue
from tripower.core.people import Position, Role
from tripower.core.records import Money, Record
from tripower.core.registers import Span, UnitProfile
from tripower.core.unit import Unit
from tripower.engine.judge import judge
from tripower.mechanisms.decisions import records as d
from tripower.mechanisms.power_split import records as p
from tripower.store.consistency import definitions

START, END = date(2024, 1, 1), date(2024, 12, 31)
DAY = date(2024, 3, 1)
THRESHOLD = "dec.large_funds_threshold"


def post(person: str, role: Role, *, voting: bool = True, **more: Any) -> Position:
    held = {"position_id": f"p-{person}", "title": "职务", "from_": START} | more
    return Position(person_id=person, role=role, voting=voting, **held)


def holds(person: str, power: p.Power, limit: str | None = None, **more: Any) -> Record:
    name = f"{power.value}-{person}"
    held = {"assignment_id": name, "from_": START, "sign_limit": limit and Money(limit)} | more
    return p.PowerAssignment(power=power, person_id=person, **held)


def step(
    sort: str, who: str, amount: str | None = "5000.00", on: date = DAY, tx: str = "X", **more: Any
) -> p.ApprovalAction:
    told: dict[str, Any] = {"power": p.Power.FINANCE, "subject_text": "办公用品"} | more
    return p.ApprovalAction(
        action_id=f"{tx}-{sort}-{who}-{on.isoformat()}",
        transaction_id=tx,
        step=p.Step(sort),
        approver_id=who,
        on=on,
        amount=Money(amount) if amount else None,
        **told,
    )


def matter(matter_id: str = "M", **more: Any) -> d.Matter:
    told: dict[str, Any] = {"proposer_id": "zhen", "proposed_on": START} | more
    told = {"category": d.Category.LARGE_FUNDS, "amount": Money("50000")} | told
    return d.Matter(matter_id=matter_id, title=f"议题{matter_id}", **told)


def decided(on: date, yes: int, matter_id: str = "M", meeting_id: str = "K") -> list[Record]:
    """A meeting of the whole team that votes on a matter."""
    team = ("zhen", "jia", "yi")
    meeting = d.Meeting(
        meeting_id=meeting_id,
        held_on=on,
        presiding_id="zhen",
        agenda=(matter_id,),
        stage=d.MeetingStage.CLOSED,
        entitled_ids=team,
        present_ids=team,
    )
    sheet = d.SecretTally(
        meeting_id=meeting_id,
        matter_id=matter_id,
        issued=3,
        collected=3,
        yes=yes,
        no=3 - yes,
        counter_ids=("wen",),
    )
    return [meeting, sheet]


def emergency(on: date, matter_id: str = "M") -> d.EmergencyDecision:
    return d.EmergencyDecision(
        matter_id=matter_id,
        decider_id="zhen",
        decided_on=on,
        ground=d.EmergencyGround.DISASTER_RELIEF,
        reason="堤坝渗漏",
        measure="抢修",
    )


OFFICE: tuple[Record, ...] = (
    UnitProfile(unit_id="office", name="示例局", period=Span(from_=START, to=END)),
    post("zhen", Role.DIRECTOR),
    post("jia", Role.DEPUTY_HEAD),
    post("yi", Role.DEPUTY_HEAD),
    holds("jia", p.Power.FINANCE, "20000.00"),
    holds("yi", p.Power.ENGINEERING),
    d.CatalogItem(
        item_id="site",
        category=d.Category.MAJOR_DECISION,
        name="选址",
        basis="实施细则",
        published_on=START,
        from_=START,
    ),
)


def office(*more: Record | Iterable[Record], **parameters: str) -> Unit:
    """The office with records added or replaced; parameters by name with `__` for the dot."""
    held: dict[str, dict[str, Record]] = {}
    for one in (*OFFICE, *more):
        for record in [one] if isinstance(one, Record) else one:
            held.setdefault(record.kind, {})[record.key] = record
    values = {"dec__large_funds_threshold": "50000", **parameters}
    own = [
        ParameterValue(
            key_=key.replace("__", "."),
            value=value,
            source_class=SourceClass.PRACTICE,
            source="实施细则",
        )
        for key, value in values.items()
        if value
    ]
    return Unit(held, {}, Parameters(definitions(), own), Calendar())


def findings(rule_id: str, unit: Unit) -> list[Finding]:
    rules = load_rules()
    judgement = judge(None, unit, END, {rule_id: rules[rule_id]})
    assert not judgement.crashes, judgement.crashes[0].trace
    return list(judgement.findings)


def said(rule_id: str, unit: Unit) -> list[str]:
    """What the rule says of the unit: severity and the short name of each message."""
    names = {text: name for name, (text, _) in load_rules()[rule_id].messages.items()}
    return sorted(f"{f.severity.value} {names[f.message]}" for f in findings(rule_id, unit))
