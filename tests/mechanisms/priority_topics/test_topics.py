"""Topics of a year: how many, by when, what they hold (RSK-01 to RSK-04)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.mechanisms.priority_topics.gate_room import END, found, told, unit
from tripower.core.records import Record
from tripower.core.unit import Unit
from tripower.mechanisms.priority_topics import records as t
from tripower.mechanisms.priority_topics.topics import chosen_by

FULL: dict[str, Any] = {
    "key_links": ("验收",),
    "plan": (t.PlanStep(step="核对", due_on=date(2024, 6, 30)),),
    "standards": ("三人到场",),
    "requirements": ("每季抽查",),
    "owner_id": "yi",
}
TOLD = {
    "facts": "采购人员两年内向同一家文具店多付货款四次",
    "cause": "采购与验收由同一人经办，而且从不核对单价",
    "gap": "制度没有要求采购与验收分离，也没有核对人",
    "measure": "采购与验收由两人经办，并且每次三家比价格",
}


def topic(no: int = 1, year: int = 2024, **more: Any) -> t.RiskTopic:
    chosen = date(2024, 2, 29) if year == 2024 else END
    told: dict[str, Any] = {"title": "走过场", "chosen_on": chosen} | FULL | more
    return t.RiskTopic(topic_id=f"T{no}", year=year, **told)


def analysis(**more: Any) -> t.CaseAnalysis:
    return t.CaseAnalysis(topic_id="T1", written_on=date(2024, 2, 1), **TOLD | more)


def severities(rule_id: str, see: Unit, as_of: date = END) -> list[str]:
    return [one.severity.value for one in found(rule_id, see, as_of)]


@pytest.mark.parametrize(
    ("count", "severity"), [(0, ["violation"]), (1, []), (2, []), (3, ["violation"])]
)
def test_one_or_two_a_year(count: int, severity: list[str]) -> None:
    assert severities("RSK-01", unit(*map(topic, range(count)))) == severity


def test_the_folder_of_the_districts_office_is_no_unit() -> None:
    assert severities("RSK-01", unit(office=True)) == []


def test_a_draft_is_not_set() -> None:
    assert severities("RSK-01", unit(topic(1, draft=True))) == ["violation"]
    assert severities("RSK-01", unit(topic(1), topic(2), topic(3, draft=True))) == []


@pytest.mark.parametrize(
    ("as_of", "severity"),
    [
        (date(2024, 3, 31), []),
        (date(2024, 4, 1), ["warning"]),
        (date(2024, 12, 30), ["warning"]),
        (date(2024, 12, 31), ["violation"]),
    ],
)
def test_while_the_year_runs_it_is_pointed_out(as_of: date, severity: list[str]) -> None:
    assert severities("RSK-01", unit(), as_of) == severity


def test_topics_of_the_next_year_are_counted_by_their_year() -> None:
    see = unit(topic(1), topic(2), topic(3, year=2025))
    assert severities("RSK-01", see) == []
    more = unit(topic(1), *(topic(no, year=2025) for no in (3, 4, 5)))
    assert told(found("RSK-01", more)) == ["violation: priority topics set for 2025: 3; at most 2"]


MID = date(2025, 6, 30)


@pytest.mark.parametrize(
    ("since", "to", "as_of", "severity"),
    [
        (date(2024, 7, 1), MID, date(2024, 12, 30), []),
        (date(2024, 7, 1), MID, date(2024, 12, 31), []),
        (date(2024, 7, 1), MID, MID, ["warning"]),
        (date(2024, 3, 31), MID, date(2024, 12, 31), ["violation"]),
        (date(2024, 4, 1), MID, date(2024, 12, 31), []),
        (date(2024, 3, 31), date(2024, 12, 30), date(2024, 12, 30), ["warning"]),
        (date(2024, 4, 1), date(2024, 12, 30), date(2024, 12, 30), []),
        (date(2022, 1, 1), None, END, ["violation", "violation", "violation"]),
    ],
)
def test_what_counts_is_that_the_day_lies_in_the_period(
    since: date, to: date | None, as_of: date, severity: list[str]
) -> None:
    assert severities("RSK-01", unit(since=since, to=to), as_of) == severity


def test_the_month_ends_as_months_do() -> None:
    assert chosen_by(2024, unit()) == date(2024, 3, 31)


@pytest.mark.parametrize(
    ("field", "part"),
    [
        ("key_links", "key_links"),
        ("plan", "work_plan"),
        ("standards", "detailed_standards"),
        ("requirements", "requirements"),
        ("owner_id", "owner"),
    ],
)
def test_each_part_is_needed(field: str, part: str) -> None:
    without: dict[str, Any] = {field: None if field == "owner_id" else ()}
    this = topic(1, **without)
    assert [one.args["parts"] for one in found("RSK-02", unit(this, analysis()))] == [[part]]
    assert found("RSK-02", unit(topic(1), analysis())) == []


def test_the_case_is_needed_and_a_draft_of_it_is_none() -> None:
    assert severities("RSK-02", unit(topic(1))) == ["violation"]
    assert severities("RSK-02", unit(topic(1), analysis(draft=True))) == ["violation"]


def test_a_case_that_states_nothing_is_none() -> None:
    nothing = analysis(**dict.fromkeys(TOLD), source="示例通报")
    assert severities("RSK-02", unit(topic(1), nothing)) == ["violation"]
    one = analysis(**dict.fromkeys(TOLD) | {"gap": TOLD["gap"]})
    assert severities("RSK-02", unit(topic(1), one)) == []


def test_every_step_of_the_plan_has_a_day() -> None:
    this = topic(1, plan=(t.PlanStep(step="核对"), *FULL["plan"]))
    assert [one.args["steps"] for one in found("RSK-02", unit(this, analysis()))] == [["核对"]]


@pytest.mark.parametrize(
    ("as_of", "severity"), [(date(2024, 12, 30), []), (date(2024, 12, 31), ["warning"])]
)
def test_at_the_end_of_the_year_there_is_a_result(as_of: date, severity: list[str]) -> None:
    assert severities("RSK-03", unit(topic(1)), as_of) == severity


def result(*evidence: str) -> Record:
    return t.TopicResult(topic_id="T1", on=END, solved=t.Solved.SOLVED, evidence=evidence)


def test_a_result_shows_what_it_says() -> None:
    assert severities("RSK-03", unit(topic(1), result("比价单42份"))) == []
    assert severities("RSK-03", unit(topic(1), result())) == ["warning"]


@pytest.mark.parametrize(
    ("cause", "thin"),
    [
        ("采购与验收由同一人经办，而且从不核对单价", []),
        ("采购与验收由同一人经办，而且从不核对价", ["cause"]),
        ("采购与验收由同一人经办，而且从不核对价 ", ["cause"]),
        (TOLD["facts"], ["facts", "cause"]),
    ],
)
def test_a_case_says_each_thing_in_enough_words_of_its_own(cause: str, thin: list[str]) -> None:
    parts = [one.args["parts"] for one in found("RSK-04", unit(topic(1), analysis(cause=cause)))]
    assert parts == ([thin] if thin else [])


def test_what_is_not_said_is_named() -> None:
    hits = found("RSK-04", unit(topic(1), analysis(gap=None, measure=None)))
    assert [one.args["parts"] for one in hits] == [["gap", "measure"]]
    assert found("RSK-04", unit(topic(1), analysis(gap=None, draft=True))) == []
