"""`record new` and `record edit` for every kind: written, read back equal, and nothing else."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from tests.cli.write_room import NOW, bureau, commits, everything
from tests.cli.write_samples import change, needs, sample
from tripower.cli.main import respond
from tripower.core.answer import Answer
from tripower.core.convert import convert
from tripower.core.kinds import Kind
from tripower.core.records import Event, Record
from tripower.core.unit import Unit
from tripower.mechanisms.kinds import KINDS
from tripower.store.record_files import as_mapping
from tripower.store.unit import load_folder
from tripower.store.yaml_render import flow
from tripower.store.yaml_write import render

# The unit itself is there once; `tripower init` writes it.
KIND_NAMES = [kind.name for kind in KINDS if kind.name != "unit"]
EVENTS = [name for name in KIND_NAMES if issubclass(KINDS.by_name[name].record, Event)]
DRAFTS = [name for name in EVENTS if KINDS.by_name[name].record.drafts]
LATE = "补录"


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


def insisted(*words: str, late: bool = False) -> Answer:
    """Written with whatever has to be said of broken rules: here only the writing is tested."""
    line = (*words, "--late", LATE) if late else words
    answer = typed(*line)
    broken = sorted({one for one in answer.data["refused"] if one[:3].isupper()})
    return typed(*line, *(f"--acknowledge={rule}=试写" for rule in broken)) if broken else answer


def fields(tree: dict[str, Any]) -> list[str]:
    """A tree as it is typed: nested values in brackets."""
    return [f"{name}={v if isinstance(v, str) else flow(v)}" for name, v in tree.items()]


def record_new(name: str, **more: str) -> Answer:
    tree = {**sample(KINDS.by_name[name]), **more}
    return insisted("record", "new", name, *fields(tree), late=name in EVENTS)


def laid_out(unit: Path, kind: Kind) -> set[str]:
    """What a record of this kind needs to be there; the keys of its kind before it is written."""
    for name in needs(kind):
        assert record_new(name).code == 0
    return set(loaded(unit).records[kind.name])


def loaded(unit: Path) -> Unit:
    found = load_folder(unit, KINDS)
    assert found.problems == ()
    return found


def made_of(kind: Kind, unit: Unit, before: set[str]) -> Record:
    (key,) = set(unit.records[kind.name]) - before
    return unit.records[kind.name][key]


@pytest.mark.parametrize("name", KIND_NAMES)
def test_a_record_of_each_kind_is_written_and_read_back(unit: Path, name: str) -> None:
    kind = KINDS.by_name[name]
    before, number = laid_out(unit, kind), commits(unit)
    answer = record_new(name)
    assert answer.code == 0, answer
    assert commits(unit) == number + 1
    after = loaded(unit)
    made = made_of(kind, after, before)
    told = sample(kind) | ({"late_entry": LATE} if name in EVENTS else {})
    assert made == convert(told, kind.record)
    assert after.origin(made).path in answer.data["paths"]
    assert set(answer.data) == {"commit", "paths", "refused"}


@pytest.mark.parametrize("name", KIND_NAMES)
def test_a_record_may_come_from_standard_input(
    unit: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = KINDS.by_name[name]
    before = laid_out(unit, kind)
    tree = sample(kind)
    form = {kind.listed_under: [tree]} if kind.listed_under else tree

    def stdin() -> None:
        held = io.TextIOWrapper(io.BytesIO(render(form)), encoding="utf-8")
        monkeypatch.setattr(sys, "stdin", held)

    stdin()
    line = ["record", "new", name.replace("_", "-"), "--file", "-"]
    line += ["--late", LATE] if name in EVENTS else []
    answer = typed(*line)
    if broken := {one for one in answer.data["refused"] if one[:3].isupper()}:
        stdin()
        answer = typed(*line, *(f"--acknowledge={rule}=试写" for rule in sorted(broken)))
    assert answer.code == 0, answer
    made = made_of(kind, loaded(unit), before)
    assert convert(tree, kind.record) == without_late(made)


def without_late(made: Record) -> Record:
    return replace(made, late_entry=None) if isinstance(made, Event) else made


@pytest.mark.parametrize("name", [n for n in KIND_NAMES if n not in EVENTS or n in DRAFTS])
def test_a_line_or_a_draft_is_changed_and_changed_back(unit: Path, name: str) -> None:
    kind = KINDS.by_name[name]
    before = laid_out(unit, kind)
    draft = {"draft": "true"} if name in EVENTS else {}
    assert record_new(name, **draft).code == 0
    made = made_of(kind, loaded(unit), before)
    old = as_mapping(made)
    ((field, value),) = change(kind).items()
    answer = insisted("record", "edit", name, made.key, f"{field}={value}")
    assert answer.code == 0, answer
    now = as_mapping(loaded(unit).records[name][made.key])
    assert str(now.pop(field)) == value
    kept = {key: held for key, held in old.items() if key != field}
    assert now == kept, "nothing else has changed"
    required = {f.encode_name for f in _fields(kind) if f.required}
    if field not in required:
        assert insisted("record", "edit", name, made.key, "--unset", field).code == 0
        assert as_mapping(loaded(unit).records[name][made.key]) == kept


def _fields(kind: Kind) -> Any:
    return msgspec.structs.fields(kind.record)


@pytest.mark.parametrize("name", [n for n in EVENTS if n != "meeting"])
def test_what_is_final_is_not_edited_and_not_written_twice(unit: Path, name: str) -> None:
    kind = KINDS.by_name[name]
    before = laid_out(unit, kind)
    assert record_new(name).code == 0
    made = made_of(kind, loaded(unit), before)
    state = everything(unit)
    edited = typed("record", "edit", name, made.key, "late_entry=晚了")
    assert edited.code == 1
    assert "is final and never changes" in str(edited.parts)
    again = typed("record", "new", name, *fields(sample(kind)))
    assert f"on record already: {name} {made.key}" in again.data["refused"][0]
    assert everything(unit) == state
