"""Each rule has a tiny unit that keeps it and one that breaks it.

`base/` is a lawful unit. A folder `<ID>/good` or `<ID>/bad` holds only the files that
differ from it; a file `.absent` lists those that are gone. `bad/expected.txt` is what a
person reads of that rule, in English, word for word. To write it anew after a change
that is meant: `UPDATE_GOLDEN=1 pytest tests/rules`. The example of a rule on a whole district
is a `district.yaml` with a folder for each unit, which again holds what differs from `base/`.
The example of a rule on change is a history: see `histories.py`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from tests.rules.histories import found_in
from tests.rules.units import HERE, district, overlay
from tripower.cli.findings_text import finding_lines, problem_lines
from tripower.cli.registry import load_rules
from tripower.cli.told import Told, merged, of_units
from tripower.core.findings import Finding, Severity
from tripower.engine.doors import located
from tripower.engine.judge import judge
from tripower.engine.tables import Tables
from tripower.mechanisms.kinds import KINDS
from tripower.mechanisms.options import App, Reading
from tripower.mechanisms.together import check_units
from tripower.store.consistency import definitions
from tripower.store.unit import load

RULES = load_rules()
OF_HISTORY = [rule_id for rule_id, rule in RULES.items() if rule.of_change or rule.of_evidence]
JUDGED = [
    rule_id
    for rule_id, rule in RULES.items()
    if not rule.arithmetic and not rule.needs and rule_id not in OF_HISTORY
]
OF_DISTRICT = [rule_id for rule_id, rule in RULES.items() if rule.of_district]
AS_OF = date(2024, 12, 31)


def found(folder: Path, rule_id: str) -> tuple[list[Finding], dict[str, bytes]]:
    files = overlay(folder)
    unit = load(files, KINDS)
    faults = [
        line for p in unit.problems if not p.warning for line in problem_lines(p, files, "en")
    ]
    assert not faults, "\n".join(faults)
    judgement = judge(None, unit, AS_OF, RULES)
    assert not judgement.crashes, judgement.crashes[0].trace
    findings = [located(f, files) for f in judgement.findings if f.rule_id == rule_id]
    return findings, files


def test_the_base_unit_is_clean() -> None:
    unit = load(overlay(HERE / "base"), KINDS)
    assert unit.problems == ()
    findings = judge(None, unit, AS_OF, RULES).findings
    heavy = [f for f in findings if f.severity is not Severity.NOT_ASSESSABLE]
    assert [(f.rule_id, f.message, f.args) for f in heavy] == []


@pytest.mark.parametrize("rule_id", JUDGED)
def test_good(rule_id: str) -> None:
    folder = HERE / rule_id / "good"
    assert folder.is_dir(), f"{rule_id} needs tests/rules/{rule_id}/good"
    assert found(folder, rule_id)[0] == []


@pytest.mark.parametrize("rule_id", JUDGED)
def test_bad(rule_id: str) -> None:
    folder = HERE / rule_id / "bad"
    told(folder, *found(folder, rule_id))


@pytest.mark.parametrize("rule_id", OF_HISTORY)
def test_good_history(rule_id: str) -> None:
    assert found_in(HERE / rule_id / "good", rule_id)[0] == []


@pytest.mark.parametrize("rule_id", OF_HISTORY)
def test_bad_history(rule_id: str) -> None:
    told(HERE / rule_id / "bad", *found_in(HERE / rule_id / "bad", rule_id))


def in_district(example: Path, folder: Path, rule_id: str) -> Told:
    asked = Reading(App(lambda: Tables(KINDS, lambda: RULES)), district(example, folder), AS_OF)
    named = asked.district()
    assert named is not None
    found = merged(of_units(check_units(asked.whole(named)), {rule_id}).values(), AS_OF)
    assert (found.unreadable, found.crashes) == ([], ())
    return found


@pytest.mark.parametrize("rule_id", OF_DISTRICT)
def test_good_district(rule_id: str, tmp_path: Path) -> None:
    assert in_district(HERE / rule_id / "good", tmp_path / "d", rule_id).findings == ()


@pytest.mark.parametrize("rule_id", OF_DISTRICT)
def test_bad_district(rule_id: str, tmp_path: Path) -> None:
    found = in_district(HERE / rule_id / "bad", tmp_path / "d", rule_id)
    told(HERE / rule_id / "bad", list(found.findings), found.files)


def told(folder: Path, findings: list[Finding], files: Mapping[str, bytes]) -> None:
    """What a person reads of the findings is what the folder's golden file has."""
    assert findings, f"nothing is found in {folder}"
    text = "\n".join(line for f in findings for line in finding_lines(f, files, "en")) + "\n"
    golden = folder / "expected.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_every_folder_belongs_to_a_rule() -> None:
    folders = {p.name for p in HERE.iterdir() if p.is_dir() and p.name != "__pycache__"}
    assert folders - {"base"} <= set(RULES)


@pytest.mark.parametrize("rule_id", RULES)
def test_every_parameter_that_a_rule_names_exists(rule_id: str) -> None:
    known = {definition.key for definition in definitions()}
    assert RULES[rule_id].parameters <= known
