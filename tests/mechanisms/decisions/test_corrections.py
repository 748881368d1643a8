"""A matter that was decided is not rewritten under its old vote (DEC-13)."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

import pytest

from tests.rules.units import HERE, overlay
from tripower.cli.registry import load_rules
from tripower.core.answer import Say
from tripower.core.findings import Finding
from tripower.core.unit import Unit
from tripower.engine.judge import judge
from tripower.mechanisms.decisions import records as d
from tripower.mechanisms.decisions.notices.section import of_records
from tripower.mechanisms.decisions.rounds import rounds_of
from tripower.mechanisms.kinds import KINDS
from tripower.store.unit import load

RULE = {"DEC-13": load_rules()["DEC-13"]}
BASE = overlay(HERE / "base")
MATTER = "matters/2024/M-1/matter.yaml"
BESIDE = "matters/2024/M-1/matter~2.yaml"
NO_MINUTES = {path: data for path, data in BASE.items() if not path.endswith("minutes.yaml")}


def corrected(line: str, on: str | None = "2024-03-01") -> dict[str, bytes]:
    """The base unit, whose M-1 passed on 2024-01-05, with a correction of M-1."""
    digest = sha256(BASE[MATTER]).hexdigest()
    told = f"supersedes: {{path: {MATTER}, sha256: {digest}, reason: 登记错了"
    told += f", on: {on}}}\n" if on else "}\n"
    kept = [one for one in BASE[MATTER].decode().splitlines() if one.split(":")[0] not in line]
    return {**BASE, BESIDE: ("\n".join([*kept, line]) + "\n" + told).encode()}


def found(files: dict[str, bytes]) -> list[Finding]:
    unit = load(files, KINDS)
    assert unit.problems == ()
    judged = judge(load(BASE, KINDS), unit, date(2024, 12, 31), RULE)
    assert not judged.crashes, judged.crashes[0].trace
    return [f for f in judged.new if f.rule_id == "DEC-13"]


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("amount: 990000", "amount"),
        ("title: 另一件事", "title"),
        ("payee: 另一家公司", "payee"),
        ("category: large_funds", "category"),
        ("candidates: [何人]", "candidates"),
    ],
)
def test_what_was_voted_on_is_not_rewritten(line: str, field: str) -> None:
    (one,) = found(corrected(line))
    assert (one.severity, one.field, one.args["day"]) == ("violation", field, date(2024, 1, 5))
    assert one.args["what"] == field and one.args["old"] != one.args["new"]


def test_both_values_are_named() -> None:
    (one,) = found(corrected("title: 另一件事"))
    assert one.args["old"] == "2024年领导班子成员分工"
    assert one.args["new"] == "另一件事"


@pytest.mark.parametrize(
    ("on", "hits"), [("2024-01-04", 0), ("2024-01-05", 1), ("2024-01-06", 1), (None, 1)]
)
def test_a_correction_before_the_vote_is_in_order(on: str | None, hits: int) -> None:
    assert len(found(corrected("amount: 990000", on))) == hits


def test_what_nobody_voted_on_may_be_corrected() -> None:
    assert found(corrected("project_id: P-2")) == []


def test_an_earlier_correction_is_not_hidden_by_a_later_one() -> None:
    files = corrected("amount: 990000")
    digest = sha256(files[BESIDE]).hexdigest()
    told = f"supersedes: {{path: {BESIDE}, sha256: {digest}, reason: 又错了, on: 2024-03-02}}\n"
    lines = [one for one in files[BESIDE].decode().splitlines() if "supersedes" not in one]
    files[BESIDE.replace("~2", "~3")] = ("\n".join(lines) + "\npayee: 别人\n" + told).encode()
    assert sorted(one.field for one in found(files)) == ["amount", "payee"]


def section(unit: Unit) -> Say | None:
    (this,) = rounds_of(unit, "M-1")
    return of_records(this, unit, internal=True).corrected


def test_the_page_of_the_minutes_says_that_the_matter_was_corrected() -> None:
    assert section(load(BASE, KINDS)) is None
    told = section(load(corrected("amount: 990000"), KINDS))
    assert told is not None
    assert told.args == {"day": date(2024, 3, 1), "path": BESIDE}
    assert section(load(corrected("amount: 990000", "2024-01-04"), KINDS)) is None
    assert load(BASE, KINDS).get(d.Matter, "M-1") is not None
