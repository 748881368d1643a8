"""A district in memory: units, a plenary that votes, what the rules say."""

from __future__ import annotations

from datetime import date
from typing import Any

from tripower.cli.registry import load_rules
from tripower.core.calendar import Calendar
from tripower.core.district import DistrictUnit, UnitHead
from tripower.core.findings import SourceClass
from tripower.core.parameters import Parameters, ParameterValue
from tripower.core.records import Record
from tripower.core.registers import Span, UnitProfile
from tripower.core.unit import Unit
from tripower.engine.judge import judge
from tripower.mechanisms.oversight.records import (
    BallotKind,
    Selection,
    SelectionResult,
    SelectionVote,
)
from tripower.store.consistency import definitions

OFFICE = UnitProfile(
    unit_id="office", name="示例区纪委", period=Span(from_=date(2014, 1, 1)), office=True
)
FOLDER = UnitProfile(unit_id="u", name="示例局", period=Span(from_=date(2014, 1, 1)))


def day(text: str) -> date:
    return date.fromisoformat(text)


def parameter(key: str, value: str | tuple[str, ...], since: str = "") -> ParameterValue:
    return ParameterValue(
        key_=key,
        value=value,
        from_=day(since) if since else None,
        source_class=SourceClass.LOCAL_PRACTICE,
        source="示例",
    )


def a_unit(unit_id: str, **more: Any) -> DistrictUnit:
    return DistrictUnit(**{"unit_id": unit_id, "name": unit_id, "from_": date(2010, 1, 1)} | more)


def a_head(person: str, since: str = "2020-01-01", to: str = "", of: str = "a") -> UnitHead:
    ends = day(to) if to else None
    told = {"unit_id": of, "person_id": person, "title": "局长"}
    return UnitHead(head_id=f"{person}-{since}", from_=day(since), to=ends, **told)


def selection(candidates: str, seats: int, held: str = "2024-03-05", **more: Any) -> Selection:
    """`abcd` are four units on the paper."""
    told = {"selection_id": f"S-{held}", "year": int(held[:4]), "body": "示例区纪委全会"} | more
    return Selection(held_on=day(held), seats=seats, candidates=tuple(candidates), **told)


def votes(this: Selection, *papers: str, kind: str = "first_ballot", **more: Any) -> SelectionVote:
    """`ab` is a paper that ticks a and b; all papers issued came back unless told otherwise."""
    told: dict[str, Any] = {
        "round": 1,
        "held_on": this.held_on,
        "entitled": len(papers),
        "present": len(papers),
        "seats": this.seats,
        "candidates": "".join(this.candidates),
        "issued": len(papers),
        "collected": len(papers),
    }
    told |= more
    told["candidates"] = tuple(told["candidates"])
    ballots = tuple(tuple(paper) for paper in papers)
    return SelectionVote(
        selection_id=this.selection_id, ballot_kind=BallotKind(kind), ballots=ballots, **told
    )


def result(this: Selection, chosen: str, on: str = "") -> SelectionResult:
    told = day(on) if on else this.held_on
    return SelectionResult(selection_id=this.selection_id, announced_on=told, chosen=tuple(chosen))


def unit(*records: Record) -> Unit:
    kinds: dict[str, dict[str, Record]] = {}
    profile = next((one for one in records if isinstance(one, UnitProfile)), FOLDER)
    for record in (profile, *records):
        kinds.setdefault(record.kind, {})[record.key] = record
    values = [one for one in records if isinstance(one, ParameterValue)]
    return Unit(kinds, {}, Parameters(definitions(), values), Calendar())


def said(rule_id: str, as_of: str, *records: Record) -> list[str]:
    """What a rule says on a day: severity, message by name, subject."""
    rules = load_rules()
    judgement = judge(None, unit(*records), day(as_of), {rule_id: rules[rule_id]})
    assert not judgement.crashes, judgement.crashes[0].trace
    names = {text: name for name, (text, _) in rules[rule_id].messages.items()}
    return [f"{f.severity.value} {names[f.message]} {f.subject}" for f in judgement.findings]
