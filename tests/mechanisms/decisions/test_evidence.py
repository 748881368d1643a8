"""Papers that prove false (ARG-06), that are partial (ARG-07), that leave no choice (ARG-08)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.mechanisms.decisions.papers_room import (
    cast,
    changed,
    findings,
    matter,
    meeting,
    said,
    unit,
)
from tests.mechanisms.decisions.voting_room import A, D, N, Y, in_order, sheet, vote
from tripower.core.records import Digest, Record
from tripower.mechanisms.decisions import records as d
from tripower.mechanisms.decisions.disagreement import divided

HELD, FALSE = date(2024, 3, 1), date(2024, 6, 3)
K = d.MaterialKind


def paper(kind: K = K.ARGUMENT_REPORT, matter_id: str = "M-2", **told: Any) -> d.Material:
    fields: dict[str, Any] = {
        "material_id": kind.value,
        "title": kind.label,
        "producer": "示例咨询中心",
        "producer_type": d.ProducerType.INSTITUTION,
        "methods": (d.Method.ANALYSIS,),
        "signed": True,
        "dated": HELD,
        "received_on": HELD,
    }
    return d.Material(matter_id=matter_id, type_=kind, **fields | told)


def review(*papers: str, on: date = FALSE) -> d.Review:
    return d.Review(
        matter_id="M-2",
        review_no=1,
        on=on,
        by="zheng",
        conclusion="结论仍然成立",
        false_material_ids=papers,
    )


REPORT = paper()
LIE = d.FalseMaterial(
    matter_id="M-2",
    material_id=REPORT.material_id,
    verified_false_on=FALSE,
    by="区审计局",
    found="数据系编造",
)
VOTED: list[Record] = [matter("M-2"), meeting("K-2", HELD, "M-2"), *cast("K-2", "M-2", "yyyyy")]


@pytest.mark.parametrize(
    ("case", "records", "expected"),
    [
        ("handed in on the day of the vote", [REPORT], ["manual rests_on_it"]),
        ("handed in a day later", [changed(REPORT, received_on=date(2024, 3, 2))], []),
        ("reviewed", [REPORT, review("argument_report")], []),
        (
            "voted on the day on which it proved false",
            [REPORT, changed(LIE, verified_false_on=HELD)],
            ["manual rests_on_it"],
        ),
        (
            "known to be false before the vote",
            [
                changed(REPORT, received_on=date(2024, 2, 1)),
                changed(LIE, verified_false_on=date(2024, 2, 29)),
            ],
            [],
        ),
        (
            "reviewed before it proved false",
            [REPORT, review("argument_report", on=date(2024, 6, 2))],
            ["manual rests_on_it"],
        ),
        ("reviewed for another paper", [REPORT, review("other")], ["manual rests_on_it"]),
    ],
)
def test_what_rests_on_a_false_paper_waits_for_a_review(
    case: str, records: list[Record], expected: list[str]
) -> None:
    assert said("ARG-06", unit(*VOTED, LIE, *records)) == expected, case


def test_the_same_file_in_another_matter_counts_there_too() -> None:
    same = Digest("a" * 64)
    other = paper(matter_id="M-3", file_sha256=same)
    held = [matter("M-3"), meeting("K-3", HELD, "M-3"), *cast("K-3", "M-3", "nnnnn")]
    where = unit(*VOTED, LIE, changed(REPORT, file_sha256=same), other, *held)
    found = findings("ARG-06", where, date(2024, 12, 31))
    assert [one.evidence for one in found] == [("round/K-2/M-2",), ("round/K-3/M-3",)]
    different = unit(changed(other, file_sha256=Digest("b" * 64)), origin=where)
    assert len(findings("ARG-06", different, date(2024, 12, 31))) == 1


def admitted(on: date, *records: Record) -> list[str]:
    check = d.Admission(
        matter_id="M-2",
        check_no=1,
        checked_on=on,
        checked_by="wen",
        result=d.GateResult.ADMITTED,
    )
    where = unit(matter("M-2"), check, paper(K.FUNDING_SOURCE), *records)
    rules = [f"ARG-0{number}" for number in (1, 2, 3, 4, 5, 7)]
    return [f"{rule} {one}" for rule in rules for one in said(rule, where)]


def test_from_the_day_it_proved_false_a_paper_opens_no_gate() -> None:
    assert admitted(date(2024, 6, 2), REPORT, LIE) == []
    shut = ["ARG-01 block no_core", "ARG-04 block missing"]
    assert admitted(FALSE, REPORT, LIE) == shut


PARTIAL = changed(REPORT, conflict=True, producer="想承包的公司")
SECOND = paper(K.SURVEY_REPORT)


@pytest.mark.parametrize(
    ("case", "papers", "expected"),
    [
        ("the only report", [PARTIAL], ["ARG-07 block partial"]),
        (
            "another core paper, but a report is asked for",
            [PARTIAL, SECOND],
            ["ARG-07 block partial"],
        ),
        ("a second report", [PARTIAL, changed(REPORT, material_id="other")], []),
        (
            "a partial source of funding beside a second report",
            [PARTIAL, changed(REPORT, material_id="other"), paper(K.FUNDING_SOURCE, conflict=True)],
            ["ARG-07 block partial"],
        ),
        ("beside what is asked for", [REPORT, changed(SECOND, conflict=True)], []),
        (
            "the source of funding",
            [REPORT, paper(K.FUNDING_SOURCE, conflict=True)],
            ["ARG-07 block partial"],
        ),
    ],
)
def test_a_partial_paper_opens_no_gate(
    case: str, papers: list[Record], expected: list[str]
) -> None:
    assert admitted(HELD, *papers) == expected, case


@pytest.mark.parametrize(
    ("present", "cast_", "expected"),
    [
        (6, in_order((Y, 4), (N, 2)), True),  # 3×2 = 6 ≥ 6
        (7, in_order((Y, 5), (N, 2)), False),  # 3×2 = 6 < 7
        (6, in_order((Y, 4), (N, 1), (D, 1)), True),
        (6, in_order((Y, 4), (N, 1), (A, 1)), False),
        (6, in_order((Y, 2), (N, 4)), True),
        (6, in_order((Y, 1), (N, 5)), False),
        (6, in_order((N, 6)), False),  # of one mind
        (0, {}, False),
        (6, sheet(6, 6, 4, 2), True),
        (7, sheet(7, 7, 5, 2), False),
    ],
)
def test_both_sides_of_a_disagreement_reach_a_third(
    present: int, cast_: Any, expected: bool
) -> None:
    assert divided(vote(7, present, cast_)) is expected


@pytest.mark.parametrize(
    ("plans", "expected"),
    [((), ["notice one_plan"]), (("修", "拆"), []), (("修", "修"), ["notice one_plan"])],
)
def test_two_plans_answer_a_disagreement(plans: tuple[str, ...], expected: list[str]) -> None:
    held = meeting("K-2", HELD, "M-2")
    asked = unit(matter("M-2", alternatives=plans), held, *cast("K-2", "M-2", "yyynn"))
    assert said("ARG-08", asked) == expected
