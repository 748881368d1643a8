"""D15 and D16: a topic's form, the sheets signed at gates, the report on a large project."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from tests.rules.units import HERE, overlay
from tripower.core.unit import Unit
from tripower.mechanisms.kinds import KINDS
from tripower.mechanisms.priority_topics import notices as priority_topics
from tripower.publish.notice import Edition, Notice, Rests
from tripower.publish.render import renderer
from tripower.publish.text import plain_text
from tripower.store.unit import load

GOLDEN = Path(__file__).resolve().parent / "golden_gates"
DAY = date(2024, 12, 31)
NO_COMMIT = Rests("0" * 40)
RISKS = "risks:\n  - 变更32000元，未经审批前不支付\n"
SITE = """project_id: P-1
record_no: 1
stage_id: joint-review
about: audit
on: 2024-08-19
place: 示例渠道三号闸
person_ids:
  - yi
  - shi
found: 护坡与图纸一致，闸门漏水已修复
"""
SHOWN = {
    "D15-T-1": "RSK-01",
    "D15-T-2": "RSK-02",
    "D16-sheet-P-1-pay-1-countersignature": "WF-02",
    "D16-report-P-1": "WF-02",
    "D16-report-P-2": "WF-01",
    "D16-sheet-P-1-audit-joint-review": "WF-01",
    "D16-sheet-P-1-pay-2-countersignature": "WF-05",
    "D16-sheet-P-2-design-consultation": "WF-01",
}


def unit(rule_id: str) -> Unit:
    files = overlay(HERE / rule_id / "bad")
    if rule_id == "WF-01":
        files["projects/2024/P-1/site-1.yaml"] = SITE.encode()
    if rule_id == "WF-02":
        told = files["projects/2024/P-1/report-1.yaml"].decode() + RISKS
        files["projects/2024/P-1/report-1.yaml"] = told.replace("05-20", "06-28").encode()
    return load(files, KINDS)


def papers(found: Unit, day: date = DAY) -> dict[str, Notice]:
    return {one.notice_id: one for one in priority_topics.notices(found, day, {})}


def text(notice: Notice, lang: str = "en") -> str:
    return plain_text(renderer(lang).page(notice, next(iter(notice.pages)), NO_COMMIT))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", SHOWN)
def test_papers_are_as_they_were(lang: str, name: str) -> None:
    golden = GOLDEN / lang / f"{name}.txt"
    told = text(papers(unit(SHOWN[name]))[name], lang)
    if os.environ.get("UPDATE_GOLDEN"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8")


def test_a_report_that_nobody_has_handed_in_is_a_draft() -> None:
    told, draft = papers(unit("WF-02"))["D16-report-P-1"], papers(unit("WF-01"))["D16-report-P-2"]
    assert "(place of the seal)" in text(told)
    assert "(place of the seal)" not in text(draft)
    assert "Draft" in text(draft)


def test_a_sheet_is_sealed_once_its_gate_is_passed() -> None:
    sheets = {**papers(unit("WF-01")), **papers(unit("WF-05"))}
    for notice in sheets.values():
        if notice.kind == "D16-sheet":
            (page,) = notice.pages.values()
            assert ("(place of the seal)" in text(notice)) == (page.passed_on is not None)


def test_none_of_them_is_public() -> None:
    for rule_id in ("RSK-02", "WF-01"):
        for notice in papers(unit(rule_id)).values():
            assert [*notice.pages] == [Edition.INTERNAL], notice.notice_id


def test_what_is_to_come_is_no_paper_yet() -> None:
    early = papers(unit("WF-02"), date(2024, 5, 5))
    assert [*early] == ["D15-T-1"]
    on_the_day = papers(unit("WF-02"), date(2024, 5, 6))
    assert [*on_the_day] == ["D15-T-1", "D16-report-P-1"]


def test_a_draft_of_a_topic_is_no_paper() -> None:
    found = load(overlay(HERE / "RSK-02" / "good"), KINDS)
    assert [*papers(found)] == ["D15-T-1"]
