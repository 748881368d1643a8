"""The base unit with a few records more, fewer or changed, and what one rule says of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any, TypeVar

from msgspec.structs import replace

from tests.rules.units import HERE, overlay
from tripower.cli.registry import load_rules
from tripower.core.findings import Finding
from tripower.core.parameters import DistrictParameterValue, Parameters, ParameterValue
from tripower.core.records import Record
from tripower.core.unit import Unit
from tripower.engine.judge import judge
from tripower.mechanisms.decisions import records as d
from tripower.mechanisms.kinds import KINDS
from tripower.store.consistency import definitions
from tripower.store.unit import load

R = TypeVar("R", bound=Record)
TEAM = ("zhen", "jia", "yi", "shi", "zheng")


@cache
def base() -> Unit:
    return load(overlay(HERE / "base"), KINDS)


def unit(*records: Record, without: Iterable[Record] = (), origin: Unit | None = None) -> Unit:
    """The base unit (or another) with these records put in, replacing those of the same key."""
    start = origin or base()
    held = {kind: dict(found) for kind, found in start.records.items()}
    for record in without:
        del held[record.kind][record.key]
    for record in records:
        held[record.kind][record.key] = record
    values = [*held[DistrictParameterValue.kind].values(), *held[ParameterValue.kind].values()]
    parameters = Parameters(definitions(), values)  # type: ignore[arg-type]
    return Unit(held, start.origins, parameters, start.calendar)


def the(kind: type[R], key: str) -> R:
    """A record of the base unit."""
    found = base().get(kind, key)
    assert found is not None
    return found


def changed(record: R, **fields: Any) -> R:
    return replace(record, **fields)


def findings(rule_id: str, where: Unit, as_of: date) -> list[Finding]:
    judgement = judge(None, where, as_of, {rule_id: load_rules()[rule_id]})
    assert not judgement.crashes, judgement.crashes[0].trace
    return list(judgement.findings)


def said(rule_id: str, where: Unit, as_of: date = date(2024, 12, 31)) -> list[str]:
    """`severity name` of each finding, by the names that the rule gives its messages."""
    names = {text: name for name, (text, _) in load_rules()[rule_id].messages.items()}
    return sorted(f"{f.severity} {names[f.message]}" for f in findings(rule_id, where, as_of))


def matter(matter_id: str, **fields: Any) -> d.Matter:
    told = {
        "category": d.Category.PROJECT,
        "title": "渠道清淤工程",
        "proposer_id": "zhen",
        "proposed_on": date(2024, 1, 2),
    }
    return d.Matter(matter_id=matter_id, **told | fields)


def meeting(meeting_id: str, held_on: date, *agenda: str, **fields: Any) -> d.Meeting:
    told: dict[str, Any] = {
        "presiding_id": "zhen",
        "recorder_id": "wen",
        "place": "三楼会议室",
        "stage": d.MeetingStage.CLOSED,
        "entitled_ids": TEAM,
        "present_ids": TEAM,
    }
    return d.Meeting(meeting_id=meeting_id, held_on=held_on, agenda=agenda, **told | fields)


def cast(meeting_id: str, matter_id: str, choices: str) -> list[d.Ballot]:
    """`yynda`: the team votes in its order; a dash is no ballot."""
    words = {one.value[0]: one for one in d.Choice}
    return [
        d.Ballot(meeting_id=meeting_id, matter_id=matter_id, person_id=person, choice=words[letter])
        for person, letter in zip(TEAM, choices, strict=False)
        if letter != "-"
    ]
