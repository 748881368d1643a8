"""The duty to report a large project: when it arises, by when, what counts (C45)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.mechanisms.priority_topics.gate_room import (
    change,
    contract,
    event,
    found,
    project,
    told,
    unit,
    workflow,
)
from tripower.core.records import Money, Record
from tripower.mechanisms.priority_topics import records as t
from tripower.mechanisms.priority_topics.reporting import Duty, duty

SIGNED = date(2024, 4, 8)
END = date(2024, 12, 31)


def of(*records: Record, by: date = END, **more: object) -> Duty | None:
    this = project(**more)
    return duty(this, unit(this, *records), by)


def report(on: date) -> t.ProjectReport:
    return t.ProjectReport(project_id="P", report_no=1, on=on, to="区纪委")


def settled(amount: str, on: date) -> t.ProjectSettlement:
    return t.ProjectSettlement(project_id="P", settled_on=on, amount=Money(amount))


def test_c45_a_change_brings_the_duty_on_its_day() -> None:
    moved = change("32000.00", date(2024, 5, 6))
    arisen = of(contract("480000.00", SIGNED), moved)
    assert arisen is not None
    assert (arisen.since, arisen.due) == (date(2024, 5, 6), date(2024, 5, 17))
    assert of(contract("480000.00", SIGNED), moved, by=date(2024, 5, 5)) is None


@pytest.mark.parametrize(("amount", "since"), [("500000.00", SIGNED), ("499999.99", None)])
def test_c45_the_amount_itself_brings_it_at_once(amount: str, since: date | None) -> None:
    arisen = of(contract(amount, SIGNED))
    assert (arisen.since if arisen else None) == since


def test_changes_and_contracts_add_up() -> None:
    contracts = [contract("200000.00", SIGNED), contract("250000.00", date(2024, 4, 30), "D")]
    moved = [change("49999.99", date(2024, 5, 6)), change("0.01", date(2024, 6, 28), 2)]
    arisen = of(*contracts, *moved)
    assert arisen is not None
    assert arisen.since == date(2024, 6, 28)


def test_what_falls_again_was_reached_all_the_same() -> None:
    moved = [change("30000.00", date(2024, 5, 6)), change("-90000.00", date(2024, 5, 7), 2)]
    arisen = of(contract("470000.00", SIGNED), *moved)
    assert arisen is not None
    assert arisen.since == date(2024, 5, 6)


def test_estimate_and_settlement_bring_it_too() -> None:
    by_estimate = of(estimate=Money("500000.00"), registered_on=date(2024, 2, 29))
    assert by_estimate is not None
    assert by_estimate.since == date(2024, 2, 29)
    by_settlement = of(contract("480000.00", SIGNED), settled("500000.00", date(2024, 9, 30)))
    assert by_settlement is not None
    assert by_settlement.since == date(2024, 9, 30)
    assert by_settlement.due == date(2024, 10, 18)  # after the holiday and its make-up days


def test_a_draft_of_a_contract_brings_nothing() -> None:
    assert of(contract("500000.00", SIGNED, draft=True)) is None


def test_works_are_reported_and_what_else_a_workflow_asks_for() -> None:
    """The seed speaks of works (工程); a purchase is reported where a workflow has it so."""
    bought = contract("600000.00", SIGNED)
    assert of(bought, sort=t.ProjectSort.GOODS) is None
    assert of(bought, sort=t.ProjectSort.WORKS) is not None
    stage = t.Stage(stage_id="r", name="汇报", must_precede="handover", rule=t.StageRule.REPORT)
    assert of(bought, workflow(stage), sort=t.ProjectSort.GOODS) is not None
    works = workflow(stage, sorts=(t.ProjectSort.WORKS,))
    assert of(bought, works, sort=t.ProjectSort.GOODS) is None


@pytest.mark.parametrize(
    ("began", "due"),
    [
        (date(2024, 5, 6), date(2024, 5, 6)),
        (date(2024, 5, 16), date(2024, 5, 16)),
        (date(2024, 5, 20), date(2024, 5, 17)),
        (date(2024, 5, 5), date(2024, 5, 17)),
    ],
)
def test_it_is_due_when_work_begins_if_that_is_earlier(began: date, due: date) -> None:
    moved = change("32000.00", date(2024, 5, 6))
    arisen = of(contract("480000.00", SIGNED), moved, event("commencement", began))
    assert arisen is not None
    assert arisen.due == due


def test_the_workflow_names_another_event() -> None:
    stage = t.Stage(stage_id="r", name="汇报", must_precede="handover", rule=t.StageRule.REPORT)
    records = [contract("500000.00", SIGNED), workflow(stage)]
    start, handover = event("commencement", date(2024, 4, 9)), event("handover", date(2024, 4, 10))
    arisen = of(*records, start, handover)
    assert arisen is not None
    assert (arisen.due, arisen.began) == (date(2024, 4, 10), True)


@pytest.mark.parametrize(
    ("reported", "as_of", "wf01", "wf02"),
    [
        (None, date(2024, 5, 17), 0, 0),
        (None, date(2024, 5, 18), 1, 0),
        (date(2024, 5, 17), END, 0, 0),
        (date(2024, 5, 18), END, 0, 1),
        (date(2024, 3, 1), END, 0, 0),
    ],
)
def test_a_missing_report_and_a_late_one_are_violations(
    reported: date | None, as_of: date, wf01: int, wf02: int
) -> None:
    records: list[Record] = [contract("480000.00", SIGNED), change("32000.00", date(2024, 5, 6))]
    records += [report(reported)] if reported else []
    see = unit(project(), *records)
    heavy = [one for one in told(found("WF-01", see, as_of)) if one.startswith("violation")]
    assert len(heavy) == wf01
    assert len(told(found("WF-02", see, as_of))) == wf02
