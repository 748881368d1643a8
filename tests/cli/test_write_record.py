"""`record new` and `record edit` for every kind: written, read back equal, and nothing else."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import pytest

from tests.cli.write_room import NOW, bureau, commits
from tripower.cli.main import respond
from tripower.core.answer import Answer
from tripower.core.convert import convert
from tripower.core.kinds import Kind
from tripower.core.records import Event, Record
from tripower.core.unit import Unit
from tripower.mechanisms.kinds import KINDS
from tripower.store.form import read_fields
from tripower.store.record_files import as_mapping
from tripower.store.unit import load_folder
from tripower.store.yaml_write import render

# One new record of each kind that fits the sample unit, as a clerk would type it.
NEW = {
    "person": "person_id=qin name=秦新",
    "position": "position_id=p-qin person_id=ke role=staff title=财务股股长 voting=false "
    "from=2025-06-01",
    "power_profile": "profile_id=p-2 power=enforcement applicable=true from=2026-01-01",
    "power_assignment": "assignment_id=a3 power=finance person_id=jia from=2026-01-01 "
    "sign_limit=50000.00",
    "catalog_item": "item_id=training category=large_funds name=培训 basis=细则 from=2025-06-01",
    "parameter": "key=dec.close_margin value=2 source_class=practice source=局办公会 "
    "from=2025-06-01",
    "district_parameter": "key=dec.close_margin value=1 source_class=practice source=区参数包",
    "waiver": "waiver_id=W-9 rule_id=DEC-16 scope=[round/K-2024-1/M-2024-1] approver=区纪委 "
    "doc_no=1号 reason=汛情 from=2024-06-01 to=2024-06-30",
    "calendar_day": "on=2025-07-04 status=off source=区政府通知",
    "calendar_year": "year=2019 source=区政府通知",
    "approval_action": "action_id=T-9 transaction_id=T-9 power=procurement step=apply "
    "approver_id=gong on=2025-06-09 amount=100 subject=纸张",
    "acknowledgement": "ack_id=A-9 rule_id=DEC-06 subject=round/K-2024-4/M-2024-8 reason=已说明 "
    "person_id=wen on=2025-06-10",
    "matter": "matter_id=M-9 category=large_funds title=购置水泵 proposer_id=jia "
    "proposed_on=2025-06-10 amount=60000 catalog_item_id=funds flags=[technical]",
    "confirmation": "matter_id=M-9 by=zhen on=2025-06-10 result=confirmed",
    "material": "matter_id=M-9 material_id=a type=explanation title=说明 producer=示例所 "
    "producer_type=institution received_on=2025-06-10 methods=[survey]",
    "admission": "matter_id=M-9 check_no=1 checked_on=2025-06-10 checked_by=wen result=returned "
    "missing=[签章]",
    "retabling": "matter_id=M-9 round=2 on=2025-06-10 change=plan note=改了方案",
    "withdrawal": "matter_id=M-9 on=2025-06-10 by=jia reason=不再需要",
    "emergency_decision": "matter_id=M-9 decider_id=zhen decided_on=2025-06-10 "
    "ground=disaster_relief reason=险情 measure=抢险",
    "emergency_report": "matter_id=M-9 reported_on=2025-06-10 reported_to=区政府",
    "ratification": "matter_id=M-9 meeting_id=K-9 submitted_on=2025-06-10",
    "meeting": "meeting_id=K-9 draft=true held_on=2025-06-20 presiding_id=zhen agenda=[M-2025-2] "
    "stage=called",
    "minutes": "draft=true meeting_id=K-9 minutes_id=J-9 year=2025 number=3 issued_on=2025-06-10 "
    "signer_id=zhen distribution=[各股室] items=[]",
    "attendance": "draft=true meeting_id=K-9 matter_id=M-9 present_ids=[zhen,jia] reason=两人离场",
    "speeches": "draft=true meeting_id=K-9 matter_id=M-9 "
    "'speeches=[{person_id: jia, stance: for, gist: 同意}]'",
    "recusals": "draft=true meeting_id=K-9 matter_id=M-9 "
    "'recusals=[{person_id: he, ground: spouse, decided_by: body}]'",
    "ballot": "meeting_id=K-9 matter_id=M-9 person_id=jia choice=no opinion=缓一缓",
    "secret_tally": "meeting_id=K-9 matter_id=M-9 issued=7 collected=7 yes=6 no=1 "
    "counter_ids=[zheng]",
    "written_opinion": "meeting_id=K-9 matter_id=M-9 person_id=jia text=同意",
    "head_decision": "meeting_id=K-9 matter_id=M-9 decider_id=zhen choice=pass reasons=防汛",
}
# The unit itself is there once; a unit that a folder begins with comes from `tripower init`.
BEFORE = {"matter": ["M-9"], "meeting": ["K-9"]}
LATE = ("--late", "补录")


@pytest.fixture
def unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRIPOWER_NOW", NOW)
    monkeypatch.setenv("TRIPOWER_ACTOR", "wen")
    monkeypatch.setenv("TRIPOWER_UNIT", str(tmp_path / "unit"))
    return bureau(tmp_path / "unit")


def typed(*words: str) -> Answer:
    answer, _ = respond(words, "en")
    assert isinstance(answer, Answer)
    return answer


def record_new(kind: str, *words: str) -> Answer:
    """Written with whatever has to be said of broken rules: here only the writing is tested."""
    line = ("record", "new", kind, *shlex.split(NEW[kind]), *words)
    answer = typed(*line)
    broken = sorted({one for one in answer.data["refused"] if one[:3].isupper()})
    if not broken:
        return answer
    late = LATE if issubclass(KINDS.by_name[kind].record, Event) else ()
    return typed(*line, *late, *(f"--acknowledge={rule}=试写" for rule in broken))


def laid_out(unit: Path, kind: Kind) -> None:
    """What a record of this kind needs to be there before it."""
    links = NEW[kind.name]
    if "M-9" in links and kind.name != "matter":
        assert record_new("matter").code == 0
    if "K-9" in links and kind.name != "meeting":
        assert record_new("meeting").code == 0


def loaded(unit: Path) -> Unit:
    found = load_folder(unit, KINDS)
    assert found.problems == ()
    return found


def key_of(kind: Kind, unit: Unit, before: set[str]) -> str:
    (key,) = set(unit.records[kind.name]) - before
    return key


def test_every_kind_is_tried() -> None:
    assert set(NEW) == set(KINDS.by_name) - {"unit"}


def told(kind: Kind) -> dict[str, Any]:
    """What was typed, read as the record that it names."""
    made = convert(read_fields(tuple(shlex.split(NEW[kind.name])), kind.record), kind.record)
    assert isinstance(made, Record)
    return as_mapping(made)


def is_late(made: Record) -> bool:
    return isinstance(made, Event) and made.late_entry is not None


@pytest.mark.parametrize("name", NEW)
def test_a_record_of_each_kind_is_written_and_read_back(unit: Path, name: str) -> None:
    kind = KINDS.by_name[name]
    laid_out(unit, kind)
    before, number = set(loaded(unit).records[name]), commits(unit)
    answer = record_new(name)
    assert answer.code == 0, answer
    assert commits(unit) == number + 1
    after = loaded(unit)
    made: Record = after.records[name][key_of(kind, after, before)]
    assert as_mapping(made) == {**told(kind), **({"late_entry": "补录"} if is_late(made) else {})}
    assert after.origin(made).path in answer.data["paths"]


@pytest.mark.parametrize("name", NEW)
def test_a_record_handed_in_as_a_file_is_the_same(unit: Path, name: str) -> None:
    kind = KINDS.by_name[name]
    laid_out(unit, kind)
    before = set(loaded(unit).records[name])
    assert record_new(name).code == 0
    first = loaded(unit)
    made = first.records[name][key_of(kind, first, before)]
    form = unit.parent / "form.yaml"
    form.write_bytes(render(as_mapping(made)))
    again = typed("record", "new", name, "--file", str(form))
    assert again.code == 1
    assert f"on record already: {name} {made.key}" in again.data["refused"][0]


EDITS = {
    "person": ("office_phone=0000-1", ()),
    "position": ("title=会计主管", ()),
    "power_profile": ("basis=三定规定", ("basis",)),
    "power_assignment": ("filed_on=2025-06-10", ("filed_on",)),
    "catalog_item": ("name=培训费", ()),
    "parameter": ("source=局长办公会", ()),
    "district_parameter": ("source=区参数包二〇二五", ()),
    "waiver": ("reason=防汛", ()),
    "calendar_day": ("source=县政府通知", ()),
    "calendar_year": ("source=县政府通知", ()),
    "meeting": ("place=二楼", ("place",)),
    "attendance": ("reason=一人离场", ()),
}


@pytest.mark.parametrize("name", EDITS)
def test_a_line_of_a_register_or_a_draft_is_changed_and_nothing_else(unit: Path, name: str) -> None:
    kind = KINDS.by_name[name]
    laid_out(unit, kind)
    before = set(loaded(unit).records[name])
    record_new(name)
    first = loaded(unit)
    key = key_of(kind, first, before)
    old = as_mapping(first.records[name][key])
    change, unset = EDITS[name]
    field, _, value = change.partition("=")
    answer = typed("record", "edit", name, key, change)
    assert answer.code == 0, answer
    now = as_mapping(loaded(unit).records[name][key])
    assert {**now, field: None} == {**old, field: None}
    assert str(now[field]) == value
    for one in unset:
        assert typed("record", "edit", name, key, "--unset", one).code == 0
        assert as_mapping(loaded(unit).records[name][key]) == {
            k: v for k, v in old.items() if k != one
        }


EVENTS = [kind.name for kind in KINDS if issubclass(kind.record, Event)]


@pytest.mark.parametrize("name", [n for n in EVENTS if "draft" not in NEW[n]])
def test_what_is_final_is_not_edited(unit: Path, name: str) -> None:
    kind = KINDS.by_name[name]
    laid_out(unit, kind)
    before = set(loaded(unit).records[name])
    record_new(name)
    key = key_of(kind, loaded(unit), before)
    answer = typed("record", "edit", name, key, "late_entry=晚了")
    assert answer.code == 1
    assert "is final and never changes" in str(answer.parts)
