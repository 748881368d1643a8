"""`tripower rule`: what a rule says, on what it rests, how far a machine decides it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from msgspec.structs import replace

from tripower.cli import app
from tripower.cli.registry import load_rules

KEYS = {
    *("rule_id", "title", "what", "why", "example", "source_class", "clause", "parameters"),
    *("decidable", "waivable", "acts", "code"),
}


def test_without_an_id_all_rules_are_listed(tripower: Any) -> None:
    ran = tripower("rule")
    listed = [line.split()[0] for line in ran.out.splitlines()[2:]]
    assert ran.code == 0
    assert listed == list(load_rules()) == sorted(listed)


def test_json_has_one_object_an_id_with_the_keys_of_the_contract(tripower: Any) -> None:
    every = tripower("rule", "--format", "json").data
    assert [one["rule_id"] for one in every] == list(load_rules())
    assert all(set(one) == KEYS for one in every)
    assert {one["decidable"] for one in every} <= {"records", "arithmetic", "not_assessable"}
    assert tripower("rule", "DEC-05", "--format", "json").data in every


def test_the_page_tells_what_why_clause_code_and_parameters(tripower: Any) -> None:
    ran = tripower("rule", "dec-05")
    assert ran.out.startswith("DEC-05  Two thirds of the team must be present\n\n")
    for start in ("Why: ", "Example: ", "[the district's mechanism of 2016] ", "[law or reg"):
        assert f"\n{start}" in ran.out
    assert "tripower/mechanisms/decisions/rules/quorum.py:" in ran.out
    [row] = [line for line in ran.out.splitlines() if line.startswith("dec.quorum.team ")]
    assert row.split()[1] == "2/3"
    assert not [line for line in ran.out.splitlines() if line != line.rstrip()]


def test_parameters_are_those_in_force_on_the_day(tripower: Any) -> None:
    late = tripower("rule", "DEC-05", "--as-of", "2024-06-01", "--format", "json").data
    assert late["parameters"]["dec.quorum.team"] == {"value": "2/3", "source_class": "seed"}


@pytest.mark.parametrize(("asked", "meant"), [("DEC-5", "DEC-05"), ("dec05", "DEC-05")])
def test_an_id_with_a_slip_brings_the_ids_like_it(tripower: Any, asked: str, meant: str) -> None:
    ran = tripower("rule", asked)
    assert (ran.code, ran.out) == (2, "")
    assert f"there is no rule {asked}; did you mean " in ran.err
    assert meant in ran.err


def test_an_id_like_no_other_brings_the_way_to_the_list(tripower: Any) -> None:
    ran = tripower("rule", "quorum")
    assert ran.code == 2
    assert ran.err == "there is no rule quorum; `tripower rule` lists them all\n"


def test_a_rule_that_needs_what_nobody_can_record_yet_says_so(
    tripower: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = load_rules()
    waiting = {
        **rules,
        "DEC-05": replace(rules["DEC-05"], needs=("ledger", "payment")),
    }
    monkeypatch.setattr(app, "load_rules", lambda: waiting)
    assert "Not assessable yet: it needs ledger, payment" in tripower("rule", "DEC-05").out
    assert tripower("rule", "DEC-05", "--format", "json").data["decidable"] == "not_assessable"
    [row] = [line for line in tripower("rule").out.splitlines() if line.startswith("DEC-05")]
    assert row.endswith("not assessable")


def test_a_failure_has_a_message_in_every_format(tripower: Any) -> None:
    text = "there is no rule quorum"
    assert text in tripower("rule", "quorum", "--format", "csv").err
    ran = tripower("rule", "quorum", "--format", "json")
    assert text in ran.err
    assert text in json.loads(ran.out)["refused"][0]
