"""D11 and D12: benchmarks for everybody; notice, decision and approval for the file."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from tests.rules.units import HERE, overlay
from tripower.core.unit import Unit
from tripower.mechanisms.kinds import KINDS
from tripower.mechanisms.standards import notices as standards
from tripower.publish.notice import Edition, Notice, Rests
from tripower.publish.render import renderer
from tripower.publish.text import plain_text
from tripower.store.unit import load

GOLDEN = Path(__file__).resolve().parent / "golden_penalties"
DAY = date(2024, 12, 31)
NO_COMMIT = Rests("0" * 40)
SHOWN = (
    *("D11-catalogue-2024-01-01", "D11-intake-2024", "D11-bank-1"),
    *("D12-notice-C-1-1", "D12-decision-C-1", "D12-departure-C-1", "D12-departure-C-2"),
)
TOLD = (
    "received_on: 2024-06-11\n",
    "received_on: 2024-06-11\nfacts: 2024年5月20日在示例河取水，未取得取水许可证。\n",
)
DECIDED = (
    "decided_by: jia\n",
    "decided_by: jia\ndoc_no: 示例罚〔2024〕1号\nfacts: 未经批准取水300立方米。\n"
    "evidence:\n  - 现场检查笔录\n  - 计量照片\npay_by: 2024-07-10\n",
)


def unit() -> Unit:
    files = overlay(HERE / "DIS-18" / "good")
    for register in ("power-items.yaml", "benchmarks.yaml"):
        files[register] = overlay(HERE / "DIS-17" / "bad")[register]
    for name, (old, new) in (("notice-1", TOLD), ("decision", DECIDED)):
        path = f"penalties/2024/C-1/{name}.yaml"
        text = files[path].decode()
        assert old in text, text
        files[path] = text.replace(old, new).encode()
    return load(files, KINDS)


def papers(found: Unit, day: date = DAY) -> dict[str, Notice]:
    return {one.notice_id: one for one in standards.notices(found, day, {})}


def text(notice: Notice, lang: str = "en") -> str:
    return plain_text(renderer(lang).page(notice, next(iter(notice.pages)), NO_COMMIT))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", SHOWN)
def test_papers_are_as_they_were(lang: str, name: str) -> None:
    golden, told = GOLDEN / lang / f"{name}.txt", text(papers(unit())[name], lang)
    if os.environ.get("UPDATE_GOLDEN"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8")


def test_catalogue_and_tiers_are_public_and_cases_are_not() -> None:
    for notice in papers(unit()).values():
        public = Edition.PUBLIC in notice.pages
        assert public == (notice.document == "D11"), notice.notice_id


def test_no_party_and_no_officer_stands_in_a_public_paper() -> None:
    for notice in papers(unit()).values():
        if Edition.PUBLIC in notice.pages:
            told = text(notice)
            assert not any(name in told for name in ("示例养殖场", "贾石", "文员甲"))


def test_what_is_to_come_is_no_paper_yet() -> None:
    early = papers(unit(), date(2024, 6, 10))
    assert {one.document for one in early.values()} == {"D11"}
