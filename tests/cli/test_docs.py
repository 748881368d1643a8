"""The generated pages say what the code says, and editors judge a file as `check` does."""

from __future__ import annotations

import fnmatch
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from tripower.cli import docs
from tripower.cli.reference.records import globs, schema_name
from tripower.cli.registry import load_rules
from tripower.cli.schema import file_schema, nested_structs
from tripower.core.convert import field_lines
from tripower.mechanisms.kinds import KINDS
from tripower.store.consistency import definitions

BASE = Path(__file__).resolve().parent.parent / "rules" / "base"
FILES = sorted(path.relative_to(BASE).as_posix() for path in BASE.rglob("*.yaml"))


def as_an_editor_reads(text: str) -> Any:
    """YAML 1.2: numbers and true or false have a type, days are texts."""
    return _plain(YAML(typ="safe", pure=True).load(text))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def bound_to(path: str) -> list[str]:
    """The schemas that the settings in docs/records.md bind to a path."""
    return sorted({schema_name(KINDS, kind) for kind in KINDS if _binds(globs(KINDS, kind), path)})


def _binds(patterns: list[str], path: str) -> bool:
    wanted = [one for one in patterns if not one.startswith("!")]
    refused = [one[1:] for one in patterns if one.startswith("!")]
    return any(_fits(path, one) for one in wanted) and not any(_fits(path, r) for r in refused)


def _fits(path: str, glob: str) -> bool:
    return path.count("/") == glob.count("/") and fnmatch.fnmatchcase(path, glob)


def faults(path: str, text: str) -> list[str]:
    kind = KINDS.at(path)[0][0]
    checker = Draft202012Validator(file_schema(KINDS, kind))
    return [error.message for error in checker.iter_errors(as_an_editor_reads(text))]


def test_the_committed_pages_are_those_that_the_code_makes() -> None:
    assert docs.stale(docs.DOCS) == [], "run make docs"


def test_writing_repairs_pages_and_takes_away_a_schema_of_nothing(tmp_path: Path) -> None:
    docs.write(tmp_path)
    (tmp_path / "rules.md").write_text("edited by hand", encoding="utf-8")
    (tmp_path / "schema" / "gone.json").write_text("{}", encoding="utf-8")
    assert docs.stale(tmp_path) == ["rules.md", "schema/gone.json"]
    assert docs.write(tmp_path) == ["rules.md", "schema/gone.json"]
    assert docs.stale(tmp_path) == []


def test_every_kind_rule_and_parameter_has_its_place() -> None:
    made = docs.pages()
    assert [k.name for k in KINDS if f"\n## {k.name}\n" not in made["records.md"]] == []
    assert [r for r in load_rules() if f"\n## {r} " not in made["rules.md"]] == []
    assert [d.key for d in definitions() if f"\n| `{d.key}` |" not in made["rules.md"]] == []


def test_every_field_is_explained() -> None:
    structs = {s for k in KINDS for s in (k.record, *nested_structs(k.record).values())}
    fields = {(s, f.encode_name) for s in structs for f in msgspec.structs.fields(s)}
    assert [(s.__name__, name) for s, name in fields if not field_lines(s).get(name)] == []


@pytest.mark.parametrize("path", FILES)
def test_an_editor_accepts_a_lawful_unit(path: str) -> None:
    text = (BASE / path).read_text(encoding="utf-8")
    assert faults(path, text) == []
    assert bound_to(path) == [schema_name(KINDS, KINDS.at(path)[0][0])]


@pytest.mark.parametrize("path", FILES)
def test_an_editor_refuses_an_unknown_field(path: str) -> None:
    text = (BASE / path).read_text(encoding="utf-8") + "\nno_such_field: 1\n"
    assert any("no_such_field" in fault for fault in faults(path, text))


def test_an_editor_refuses_what_the_reader_refuses() -> None:
    assert faults("people.yaml", "people:\n- {person_id: li, name: 李示例, mobile: 1}\n")
    assert faults("people.yaml", "people:\n- {person_id: li/an, name: 李示例}\n")
    assert faults("people.yaml", "people:\n- {person_id: li}\n")
    assert faults("people.yaml", "people:\n- {person_id: 李示例, name: 李示例}\n") == []


def test_the_schema_of_a_register_holds_all_that_lies_in_its_file() -> None:
    schema = file_schema(KINDS, KINDS.by_name["power_assignment"])
    assert set(schema["properties"]) == {"profiles", "assignments"}
