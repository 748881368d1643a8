"""SUP-08: three days, ten days, and what is mended in the time set."""

from __future__ import annotations

from datetime import date

import pytest

from tests.mechanisms.oversight.unit_room import AUDIT, told

TASK = {f"{AUDIT}/audit.yaml": "audit_id: S-1\nsubject_matter: 财政收支\nnotice_on: 2024-02-27\n"}


def part(name: str, on: str, more: str = "") -> dict[str, str]:
    return {f"{AUDIT}/{name}.yaml": f'audit_id: S-1\n"on": {on}\n{more}'}


def result(to: str, on: str) -> dict[str, str]:
    return part(f"result-{to}", on, f"to: {to}\ntext: 已整改。\n")


ISSUE = 'issues:\n  - issue_no: "1"\n    text: 挤占专项资金。\n'
MENDED = 'items:\n  - issue_no: "1"\n    status: completed\n    result: 已清退。\n'
SHOWN = part("publication", "2024-07-01", "where: 区政府网站\n") | part(
    "status-1", "2024-06-28", MENDED
)


@pytest.mark.parametrize(
    ("begun", "approved", "found"),
    [
        ("2024-03-01", "", []),  # 2024 has a 29 February
        ("2024-02-29", "", [("violation", "too_soon")]),
        ("2024-02-27", "approval_doc: 示例审办〔2024〕2号\n", []),
    ],
)
def test_the_notice_comes_three_days_before(
    begun: str, approved: str, found: list[tuple[str, str]]
) -> None:
    assert told(TASK | part("start", begun, approved), "SUP-08") == found


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("2024-04-22", []),
        ("2024-04-23", [("notice", "late")]),
        (None, [("notice", "silent")]),
    ],
)
def test_an_opinion_comes_within_ten_days_or_is_let_pass(
    given: str | None, found: list[tuple[str, str]]
) -> None:
    files = TASK | part("draft", "2024-04-12")
    opinion = part("opinion", given, "text: 无异议。\n") if given else {}
    assert told(files | opinion, "SUP-08") == found
    assert told(files, "SUP-08", date(2024, 4, 22)) == []


def test_the_time_that_the_report_states_is_kept_to_the_day() -> None:
    files = TASK | part("report", "2024-05-10", ISSUE + "rectify_by: 2024-06-30\n") | SHOWN
    in_time = result("audit_office", "2024-06-30") | result("government", "2024-06-30")
    assert told(files | in_time, "SUP-08") == []
    late = result("audit_office", "2024-07-01") | result("government", "2024-06-30")
    assert told(files | late, "SUP-08") == [("violation", "late")]
    one = result("audit_office", "2024-06-30")
    assert told(files | one, "SUP-08") == [("violation", "overdue")]


def test_without_a_stated_time_ninety_days_are_ours_and_weigh_a_warning() -> None:
    files = TASK | part("report", "2024-05-10", ISSUE) | SHOWN
    both = result("audit_office", "2024-08-08") | result("government", "2024-08-08")
    assert told(files | both, "SUP-08") == []
    late = result("audit_office", "2024-08-08") | result("government", "2024-08-09")
    assert told(files | late, "SUP-08") == [("warning", "late")]


@pytest.mark.parametrize(("on", "count"), [("2021-12-31", 0), ("2022-01-01", 3)])
def test_reports_and_publication_are_asked_for_since_2022(on: str, count: int) -> None:
    files = TASK | part("report", on, ISSUE + "rectify_by: 2022-03-01\n")
    found = told(files, "SUP-08")
    assert len([one for one in found if one[0] == "violation"]) == count


def test_where_nothing_was_found_nothing_is_owed() -> None:
    assert told(TASK | part("report", "2024-05-10"), "SUP-08") == []


def test_a_time_that_is_stated_binds_though_no_issue_is_listed() -> None:
    files = TASK | part("report", "2024-05-10", "rectify_by: 2024-06-30\n")
    assert told(files, "SUP-08", date(2024, 6, 30)) == []
    assert told(files, "SUP-08").count(("violation", "overdue")) == 2


def test_whom_the_result_is_told_is_a_dated_parameter() -> None:
    own = (
        "parameters:\n  - key: sup.audit_told\n    from: 2024-05-10\n    value: [audit_office]\n"
        "    source_class: local_practice\n    source: 示例区参数包\n"
    )
    files = {"district-parameters.yaml": own}
    files |= TASK | part("report", "2024-05-10", ISSUE + "rectify_by: 2024-06-30\n")
    assert told(files, "SUP-08") == [("violation", "overdue"), ("warning", "untold")]
