"""SUP-07 and SUP-12: the days after a feedback, and the stages before it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.mechanisms.oversight.unit_room import (
    INSPECTION,
    fed_back,
    findings,
    handed_in,
    told,
    unit,
)
from tripower.core.dates import add_months
from tripower.mechanisms.oversight.records import InspectionTask
from tripower.mechanisms.oversight.rectification import Demand, Inspection

UNIT, HEAD = "rectification", "led_by_the_head"
OTHER_MONTHS = {
    "district-parameters.yaml": (
        "parameters:\n  - key: sup.rectify_months\n    from: 2024-02-08\n    value: 3\n"
        "    source_class: reg\n    source: 巡视工作条例（2024年修订）\n"
    )
}


def due(files: dict[str, str], demand: Demand = Demand.UNIT_REPORT) -> date:
    found = unit(files)
    case = Inspection(found.all(InspectionTask)[0], found)
    return next(one.due for one in case.deadlines() if one.demand is demand)


@pytest.mark.parametrize(
    ("on", "last"),
    [
        ("2024-12-31", "2025-02-28"),  # C39
        ("2023-12-31", "2024-02-29"),
        ("2024-04-30", "2024-07-01"),  # 06-30 is a Sunday
        ("2024-05-06", "2024-07-08"),  # 07-06 is a Saturday
        ("2024-07-31", "2024-09-30"),
        ("2024-08-05", "2024-10-08"),  # 10-05 lies in the holiday, 10-08 is worked on
        ("2024-02-29", "2024-04-29"),
    ],
)
def test_c39_two_months_end_on_the_day_or_the_month_end(on: str, last: str) -> None:
    assert due(fed_back(on)) == date.fromisoformat(last)


def test_c39_one_paper_only_is_a_violation() -> None:
    one = fed_back("2024-12-31") | handed_in(UNIT, "2025-02-28")
    assert ("violation", "overdue") not in told(one, "SUP-07", date(2025, 2, 28))
    assert told(one, "SUP-07", date(2025, 3, 1)).count(("violation", "overdue")) == 1
    both = one | handed_in(HEAD, "2025-02-28")
    assert not [sort for sort, _ in told(both, "SUP-07") if sort == "violation"]
    late = one | handed_in(HEAD, "2025-03-03")
    assert ("violation", "late") in told(late, "SUP-07")


def test_a_pack_of_three_months_counts_from_its_first_day() -> None:
    assert due(fed_back("2024-02-07") | OTHER_MONTHS) == date(2024, 4, 7)  # a make-up Sunday
    assert due(fed_back("2024-02-08") | OTHER_MONTHS) == date(2024, 5, 8)


def test_a_deadline_rolls_only_where_the_parameters_say_so() -> None:
    still = {
        "district-parameters.yaml": (
            "parameters:\n  - key: sup.roll\n    value: [plan]\n"
            "    source_class: practice\n    source: 示例区参数包\n"
        )
    }
    assert due(fed_back("2024-05-06") | still) == date(2024, 7, 6)
    assert due(fed_back("2024-05-06")) == date(2024, 7, 8)


@settings(max_examples=40, deadline=None)
@given(st.dates(date(2021, 1, 1), date(2025, 6, 30)))
def test_the_last_day_is_worked_on_and_the_first_such(on: date) -> None:
    files = fed_back(on.isoformat())
    found, last = unit(files), due(files)
    day = add_months(on, 2)
    while not found.calendar.is_workday(day):
        day += timedelta(days=1)
    assert last == day


def test_the_second_paper_is_the_heads() -> None:
    signed = fed_back("2024-03-29") | handed_in(UNIT, "2024-05-20")
    deputy = signed | handed_in(HEAD, "2024-05-20", "jia")
    assert ("violation", "not_by_head") in told(deputy, "SUP-07")
    head = signed | handed_in(HEAD, "2024-05-20")
    assert ("violation", "not_by_head") not in told(head, "SUP-07")


@pytest.mark.parametrize(("ground", "missing"), [("", 2), ("    not_public_ground: 保密法\n", 1)])
def test_what_a_law_keeps_secret_is_published_within_the_party_only(
    ground: str, missing: int
) -> None:
    files = fed_back("2024-03-29", ground)
    assert told(files, "SUP-07").count(("warning", "unpublished")) == missing


def stage(name: str, begun: str, ended: str, more: str = "") -> dict[str, str]:
    text = (
        f"inspection_id: X-1\nstage: {name}\nbegun_on: {begun}\nended_on: {ended}\ndone: 谈话。\n"
    )
    text += "evidence:\n  - title: 谈话记录汇编\n"
    return {f"{INSPECTION}/stage-{name}.yaml": text + more}


COUNTED = "talks: 40\nvisits: 0\npetitions: 3\n"
THREE = (
    stage("looking_in_the_mirror", "2024-01-15", "2024-02-02", COUNTED)
    | stage("straightening_attire", "2024-02-05", "2024-03-01")
    | stage("taking_a_bath", "2024-03-04", "2024-03-29")
)
WIND = "    wind: formalism\n"


def test_three_stages_end_with_the_feedback_the_fourth_with_the_reports() -> None:
    files = fed_back("2024-03-29", WIND) | THREE
    assert told(files, "SUP-12", date(2024, 5, 29)) == []
    assert told(files, "SUP-12", date(2024, 5, 30)) == [("violation", "overdue")]
    remedy = stage("seeking_remedies", "2024-03-29", "2024-05-29")
    assert told(files | remedy, "SUP-12") == []
    late = stage("seeking_remedies", "2024-03-29", "2024-05-30")
    assert told(files | late, "SUP-12") == [("warning", "late")]


def test_a_stage_that_ends_after_the_feedback_is_pointed_out() -> None:
    files = fed_back("2024-03-28", WIND) | THREE
    assert told(files, "SUP-12", date(2024, 4, 1)) == [("warning", "after")]


def test_a_district_may_ask_for_all_four_before_the_feedback() -> None:
    four = {
        "district-parameters.yaml": (
            "parameters:\n  - key: sup.stages_by_feedback\n"
            "    value: [looking_in_the_mirror, straightening_attire, taking_a_bath, "
            "seeking_remedies]\n    source_class: local_practice\n    source: 示例区参数包\n"
        )
    }
    files = fed_back("2024-03-29", WIND) | THREE | four
    assert told(files, "SUP-12", date(2024, 3, 29)) == [("violation", "missing")]


def test_what_is_not_counted_or_classed_is_named_each_by_itself() -> None:
    first = stage("looking_in_the_mirror", "2024-01-15", "2024-02-02", "talks: 40\n")
    files = fed_back("2024-03-29") | THREE | first
    found = told(files, "SUP-12", date(2024, 4, 1))
    assert sorted(name for _, name in found) == ["unclassed", "uncounted", "uncounted"]


def test_an_inspection_without_feedback_owes_nothing_yet() -> None:
    files = {f"{INSPECTION}/inspection.yaml": "inspection_id: X-1\nbegun_on: 2024-01-15\n"}
    assert told(files, "SUP-07") == told(files, "SUP-12") == []


PLAN = f"{INSPECTION}/plan.yaml"
TASK = {f"{INSPECTION}/inspection.yaml": "inspection_id: X-1\nbegun_on: 2024-01-15\n"}


def planned(*issues: str) -> dict[str, str]:
    lines = "".join(f'  - issue_no: "{one}"\n    measure: 修订制度\n' for one in issues)
    return {PLAN: f'inspection_id: X-1\n"on": 2024-03-29\nmeasures:\n{lines}'}


def test_a_plan_for_an_issue_that_nobody_found_is_pointed_out() -> None:
    found = findings(fed_back("2024-03-29") | planned("1", "7"), "SUP-07", date(2024, 4, 1))
    assert [(one.args["issue"], one.path.endswith("plan.yaml")) for one in found] == [("7", True)]
    assert not findings(fed_back("2024-03-29") | planned("1"), "SUP-07", date(2024, 4, 1))


@pytest.mark.parametrize("more", [planned("1"), handed_in(UNIT, "2024-04-01")])
def test_papers_before_any_feedback_is_on_record_are_pointed_out(more: dict[str, str]) -> None:
    assert told(TASK | more, "SUP-07", date(2024, 4, 2)) == [("warning", "no_feedback")]
    assert not told(TASK, "SUP-07", date(2024, 4, 2))
