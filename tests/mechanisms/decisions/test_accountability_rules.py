"""The case against the records: everybody in it, each as ballot and minutes give (ACC-01, 02)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from tests.mechanisms.decisions.accountability_room import OPENED, case
from tests.mechanisms.decisions.papers_room import cast, said, the, unit
from tripower.core.records import Record
from tripower.mechanisms.decisions import records as d
from tripower.mechanisms.decisions.records import CaseProposal as P


def edited(one: d.AccountabilityCase, person: str, **fields: Any) -> d.AccountabilityCase:
    persons = [replace(p, **fields) if p.person_id == person else p for p in one.persons]
    return replace(one, persons=tuple(persons))


def without(one: d.AccountabilityCase, person: str) -> d.AccountabilityCase:
    return replace(one, persons=tuple(p for p in one.persons if p.person_id != person))


def judged(rule_id: str, records: list[Record], change: Any = lambda one: one) -> list[str]:
    return said(rule_id, unit(*records, change(case(unit(*records)))))


def test_what_the_tool_freezes_agrees_with_the_records() -> None:
    for choices in ("yyyyy", "yyynn", "yyyad", "yyyv-", "nnnnn"):
        records: list[Record] = [*cast("K-1", "M-1", choices)]
        gone = [the(d.Ballot, f"K-1/M-1/{p}") for p in ("zheng",) if choices[-1] == "-"]
        start = unit(*records, without=gone)
        for rule_id in ("ACC-01", "ACC-02"):
            assert said(rule_id, unit(case(start), origin=start)) == []


def test_what_happens_after_the_opening_leaves_the_case_as_it_is() -> None:
    begun = d.Execution(matter_id="M-1", executor_id="yi", started_on=date(2024, 6, 4))
    opened = case(unit())
    assert said("ACC-01", unit(opened, begun)) == []
    before = replace(begun, started_on=OPENED)
    assert said("ACC-01", unit(opened, before)) == ["violation other_part"] * 2


def test_a_case_on_a_matter_that_is_not_on_record_is_for_people() -> None:
    opened = replace(case(unit()), matter_id="M-9")
    assert said("ACC-01", unit(opened)) == ["manual nobody"]
    assert said("ACC-02", unit(opened)) == []


@pytest.mark.parametrize(
    ("choices", "person", "proposal", "expected"),
    [
        ("yyyyy", "jia", P.NOT_LIABLE, ["violation proposal"]),
        ("yyyyy", "jia", P.MANUAL, ["violation proposal"]),
        ("yyyny", "shi", P.LIABLE, ["manual people"]),
        ("yyyny", "shi", P.NOT_LIABLE, ["manual people"]),
        ("yyyay", "shi", P.LIABLE, ["manual people"]),
        ("yyyay", "shi", P.REDUCED_OR_EXEMPT, ["manual people"]),
        ("yyyay", "shi", P.MANUAL, []),
    ],
)
def test_a_case_proposes_what_the_vote_gives(
    choices: str, person: str, proposal: P, expected: list[str]
) -> None:
    records: list[Record] = [*cast("K-1", "M-1", choices)]
    change = lambda one: edited(one, person, proposal=proposal)  # noqa: E731
    assert judged("ACC-02", records, change) == expected


@pytest.mark.parametrize(
    ("choices", "person", "expected"),
    [
        ("yyyyy", "jia", ["violation left_out"]),
        ("yyyyn", "zheng", ["manual people_left_out"]),
        ("yyyya", "zheng", ["manual people_left_out"]),
    ],
)
def test_a_voter_left_out_is_found(choices: str, person: str, expected: list[str]) -> None:
    records: list[Record] = [*cast("K-1", "M-1", choices)]
    assert judged("ACC-02", records, lambda one: without(one, person)) == expected


def test_a_ballot_changed_after_the_case_is_found() -> None:
    opened = case(unit())
    changed = cast("K-1", "M-1", "nyyyy")
    assert said("ACC-02", unit(opened, *changed)) == ["manual people", "violation ballot"]
