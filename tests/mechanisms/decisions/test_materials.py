"""The gate of materials (ARG-01 to ARG-05), on the day of the check and of the meeting."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.mechanisms.decisions.papers_room import changed, findings, matter, meeting, said, unit
from tripower.core.records import Record
from tripower.core.unit import Unit
from tripower.mechanisms.decisions import records as d

CHECK = date(2024, 3, 4)
K = d.MaterialKind


def paper(kind: K, **fields: Any) -> d.Material:
    told: dict[str, Any] = {
        "title": "材料",
        "producer": "示例咨询中心",
        "producer_type": d.ProducerType.INSTITUTION,
        "methods": (d.Method.ANALYSIS,),
        "signed": True,
        "dated": CHECK,
        "received_on": CHECK,
    }
    return d.Material(matter_id="M-2", material_id=kind.value, type_=kind, **told | fields)


REPORT, FUNDING = paper(K.ARGUMENT_REPORT), paper(K.FUNDING_SOURCE)


def let_in(*records: Record, on: date = CHECK, **fields: Any) -> Unit:
    check = d.Admission(
        matter_id="M-2",
        check_no=1,
        checked_on=on,
        checked_by="wen",
        result=d.GateResult.ADMITTED,
    )
    return unit(matter("M-2", **fields), check, *records)


def gate(where: Unit) -> list[str]:
    """Every finding of the five rules."""
    return [f"{rule} {one}" for rule in RULES for one in said(rule, where)]


RULES = tuple(f"ARG-0{number}" for number in range(1, 6))
BY_ENGINEER = {"producer_type": d.ProducerType.PROFESSIONAL, "producer": "示例工程师"}
BY_SECTION = {"producer_type": d.ProducerType.PROPOSING_SECTION, "producer": "工程股"}


def test_a_project_with_report_and_funding_passes() -> None:
    assert gate(let_in(REPORT, FUNDING)) == []


@pytest.mark.parametrize(
    ("case", "report", "expected"),
    [
        (
            "came a day after the check",
            {"received_on": date(2024, 3, 5)},
            ["ARG-01 block no_core", "ARG-04 block missing"],
        ),
        ("a note of the section", BY_SECTION, ["ARG-02 block own_note"]),
        ("a professional without a certificate", BY_ENGINEER, ["ARG-02 block own_note"]),
        ("with one", BY_ENGINEER | {"qualification_no": "示例-1"}, []),
        ("no method", {"methods": ()}, ["ARG-03 block no_method"]),
        ("not signed", {"signed": False}, ["ARG-05 violation unsigned"]),
        ("no date", {"dated": None}, ["ARG-05 violation undated"]),
        ("dated tomorrow", {"dated": date(2024, 3, 5)}, ["ARG-05 violation dated_later"]),
    ],
)
def test_the_gate_asks_for_a_core_material(
    case: str, report: dict[str, Any], expected: list[str]
) -> None:
    assert gate(let_in(changed(REPORT, **report), FUNDING)) == expected, case


def test_c13_a_qualified_report_three_days_later_opens_the_gate() -> None:
    note = paper(K.EXPLANATION, **BY_SECTION)
    late = date(2024, 3, 7)
    engineer = BY_ENGINEER | {"qualification_no": "示例-1"}
    report = changed(REPORT, received_on=late, dated=late, **engineer)
    assert "ARG-02 block own_note" in gate(let_in(note, report, FUNDING))
    assert gate(let_in(note, report, FUNDING, on=late)) == []


def test_a_returned_matter_is_not_judged() -> None:
    where = let_in()
    check = changed(where.all(d.Admission)[-1], result=d.GateResult.RETURNED)
    assert gate(unit(check, origin=where)) == []


@pytest.mark.parametrize(
    ("category", "kinds", "missing"),
    [
        ("personnel", [K.INSPECTION_CONCLUSION, K.APPRAISAL_RESULT, K.INTEGRITY_OPINION], 1),
        ("large_funds", [K.EXPLANATION, K.BUDGET_REVIEW], 0),
        ("large_funds", [K.EXPLANATION], 1),
        ("major_decision", [K.SURVEY_REPORT, K.LEGALITY_OPINION], 0),
        ("major_decision", [K.ARGUMENT_REPORT, K.LEGALITY_OPINION], 0),
        ("major_decision", [K.EXPLANATION], 2),
    ],
)
def test_each_category_has_its_own_materials(category: str, kinds: list[K], missing: int) -> None:
    where = let_in(*(paper(kind) for kind in kinds), category=d.Category(category))
    assert gate(where) == ["ARG-04 block missing"] * missing


@pytest.mark.parametrize(
    ("flag", "kind"),
    [
        (d.Flag.RISK, K.RISK_REPORT),
        (d.Flag.PUBLIC, K.PUBLIC_OPINION_NOTE),
        (d.Flag.INVESTMENT, K.LEGALITY_OPINION),
    ],
)
def test_a_flag_asks_for_its_paper(flag: d.Flag, kind: K) -> None:
    flagged = let_in(REPORT, FUNDING, flags=(flag,))
    (found,) = findings("ARG-04", flagged, date(2024, 12, 31))
    assert found.args["kinds"] == (kind,)
    assert gate(unit(paper(kind), origin=flagged)) == []


def test_a_catalogue_item_asks_for_what_it_lists() -> None:
    item = d.CatalogItem(
        item_id="works",
        category=d.Category.PROJECT,
        name="工程",
        basis="实施细则",
        required_materials=(K.HEARING_REPORT,),
        from_=date(2024, 1, 1),
    )
    where = let_in(REPORT, FUNDING, item, catalog_item_id="works")
    assert gate(where) == ["ARG-04 block missing"]
    assert gate(unit(paper(K.HEARING_REPORT), origin=where)) == []


@pytest.mark.parametrize(
    ("dated", "held", "expected"),
    [
        (date(2023, 3, 15), date(2024, 3, 15), []),
        (date(2023, 3, 15), date(2024, 3, 16), ["ARG-05 warning old"]),
        (date(2023, 3, 31), date(2024, 3, 31), []),
        (date(2023, 6, 1), None, []),
        (date(2023, 3, 3), None, ["ARG-05 warning old"]),
        (date(2023, 3, 3), date(2024, 3, 1), ["ARG-05 warning old"]),  # before the check
    ],
)
def test_a_paper_is_at_most_twelve_months_old_when_it_is_used(
    dated: date, held: date | None, expected: list[str]
) -> None:
    met = [meeting("K-2", held, "M-2")] if held else []
    assert gate(let_in(changed(REPORT, dated=dated), FUNDING, *met)) == expected


@pytest.mark.parametrize(
    ("held", "expected"),
    [(date(2025, 2, 28), []), (date(2025, 3, 1), ["ARG-05 warning old"])],
)
def test_twelve_months_from_a_leap_day_end_on_the_last_of_february(
    held: date, expected: list[str]
) -> None:
    report = changed(REPORT, dated=date(2024, 2, 29))
    assert gate(let_in(report, FUNDING, meeting("K-2", held, "M-2"), on=held)) == expected


def test_a_paper_that_comes_between_check_and_meeting_is_judged_too() -> None:
    extra = paper(K.RISK_REPORT, received_on=date(2024, 3, 14), signed=False)
    where = let_in(REPORT, FUNDING, extra, meeting("K-2", date(2024, 3, 15), "M-2"))
    assert gate(where) == ["ARG-05 violation unsigned"]
