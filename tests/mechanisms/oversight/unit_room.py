"""Inspections, audits, sessions and appraisals of the base unit, judged on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tests.rules.units import HERE, overlay
from tripower.cli.registry import load_rules
from tripower.core.findings import Finding
from tripower.core.unit import Unit
from tripower.engine.judge import judge
from tripower.mechanisms.kinds import KINDS
from tripower.store.unit import load

RULES = load_rules()
LAST = date(2026, 12, 31)


def unit(files: Mapping[str, str]) -> Unit:
    """The base unit with these files, its period open."""
    held = overlay(HERE / "base") | {path: text.encode() for path, text in files.items()}
    profile = held["unit.yaml"].decode().replace("  to: 2024-12-31\n", "")
    held["unit.yaml"] = profile.encode()
    found = load(held, KINDS)
    assert not [one for one in found.problems if not one.warning], found.problems
    return found


def findings(files: Mapping[str, str], rule_id: str, day: date = LAST) -> list[Finding]:
    """What a rule finds on a day."""
    judged = judge(None, unit(files), day, {rule_id: RULES[rule_id]})
    assert not judged.crashes, judged.crashes[0].trace
    return [one for one in judged.findings if one.rule_id == rule_id]


def told(files: Mapping[str, str], rule_id: str, day: date = LAST) -> list[tuple[str, str]]:
    """The same as severity and the message's name among the rule's, in order."""
    names = {text: name for name, (text, _) in RULES[rule_id].messages.items()}
    return [(one.severity.value, names[one.message]) for one in findings(files, rule_id, day)]


INSPECTION = "inspections/2024/X-1"
AUDIT = "audits/2024/S-1"
SESSION = "sessions/2024/J-1"
COUNT = "appraisals/2024/E-1"


def fed_back(on: str, *more: str) -> dict[str, str]:
    """An inspection with its feedback, one issue."""
    task = "inspection_id: X-1\nbegun_on: 2024-01-15\n"
    text = f'inspection_id: X-1\n"on": {on}\nissues:\n  - issue_no: "1"\n    text: 会议多。\n'
    return {
        f"{INSPECTION}/inspection.yaml": task,
        f"{INSPECTION}/feedback.yaml": text + "".join(more),
    }


def handed_in(paper: str, on: str, signer: str = "zhen") -> dict[str, str]:
    """One of the two reports."""
    text = f'inspection_id: X-1\npaper: {paper}\n"on": {on}\nsigner_id: {signer}\ntext: 已整改。\n'
    return {f"{INSPECTION}/report-{paper}.yaml": text}


def tally(grades: Mapping[str, int], issued: int, collected: int, more: str = "") -> dict[str, str]:
    """A count of an appraisal of the head."""
    counts = "".join(f"  - grade: {one}\n    count: {n}\n" for one, n in grades.items())
    text = (
        f'tally_id: E-1\nperson_id: zhen\n"on": 2024-06-20\nissued: {issued}\n'
        f"collected: {collected}\ncounts:\n{counts}"
    )
    return {f"{COUNT}/tally.yaml": text + more}
