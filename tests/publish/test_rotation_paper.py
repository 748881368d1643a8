"""D10, the table of rotations due: what it says, when it is due, that nobody outside sees it."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from tests.rules.units import HERE, overlay
from tripower.cli.registry import load_rules
from tripower.core.unit import Unit
from tripower.mechanisms.kinds import KINDS
from tripower.mechanisms.power_split import notices as power_split
from tripower.publish.notice import Edition, Notice, Rests
from tripower.publish.render import renderer
from tripower.publish.text import plain_text
from tripower.store.unit import load

GOLDEN = Path(__file__).resolve().parent / "golden_rotation"
DAY = date(2024, 12, 31)
NO_COMMIT = Rests("0" * 40)
CAREER = """posts:
  - post_id: e-zhen
    person_id: zhen
    unit: 示例局
    role: deputy_head
    title: 副局长
    acting: true
    from: 2019-11-01
    to: 2020-06-29
"""
PLANS = """plans:
  - plan_id: r-yi
    person_id: yi
    position_id: p-yi
    due_on: 2025-03-31
    action: rotate
    audit_id: A-1
  - plan_id: r-jia
    person_id: jia
    position_id: p-jia
    due_on: 2025-06-30
    action: exempt
    exemption_ground: illness
  - plan_id: r-shi
    person_id: shi
    position_id: p-shi
    due_on: 2025-06-30
    action: exempt
"""
ORDER = """order_id: O-1
doc_no: 示例组干〔2024〕31号
on: 2024-12-30
person_id: yi
position_id: p-yi
to_unit: 示例区林业局
to_post: 党组成员、副局长
"""
AUDIT = """audit_id: A-1
position_id: p-yi
on: 2024-12-20
doc_no: 示例审责报〔2024〕8号
auditor: 示例区审计局
"""


def unit() -> Unit:
    files = overlay(HERE / "TEN-07" / "good")
    retiring = files["people.yaml"].decode().replace("2028-01-01", "2027-12-31")
    texts = {
        "people.yaml": retiring,
        "careers.yaml": CAREER,
        "rotation.yaml": PLANS,
        "rotations/2024/order-O-1.yaml": ORDER,
        "rotations/2024/audit-A-1.yaml": AUDIT,
    }
    found = load(files | {path: text.encode() for path, text in texts.items()}, KINDS)
    assert found.problems == ()
    return found


def due(found: Unit, day: date = DAY) -> list[Notice]:
    return power_split.notices(found, day, {}, ["D10"])


def text(notice: Notice, lang: str = "en") -> str:
    return plain_text(renderer(lang).page(notice, Edition.INTERNAL, NO_COMMIT))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_table_is_as_it_was(lang: str) -> None:
    (notice,) = due(unit())
    golden, told = GOLDEN / lang / f"{notice.notice_id}.txt", text(notice, lang)
    if os.environ.get("UPDATE_GOLDEN"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8")


def test_it_is_for_the_unit_itself_and_tells_no_day_of_retirement() -> None:
    (notice,) = due(unit())
    assert set(notice.pages) == {Edition.INTERNAL}
    assert "2027" not in text(notice)


def test_it_is_due_once_somebody_is_due_soon_or_something_is_planned() -> None:
    bare = load(overlay(HERE / "base"), KINDS)
    assert due(bare) == []
    assert due(bare, date(2026, 6, 30)) == []
    (notice,) = due(bare, date(2026, 7, 1))
    assert [row.name for row in notice.pages[Edition.INTERNAL].rows] == ["甄诚"]


def test_the_annex_says_which_rules_are_law_and_which_are_not() -> None:
    (notice,) = power_split.notices(unit(), DAY, load_rules(), ["D10"])
    annex = text(notice).partition("Annex: the rules behind this paper")[2]
    assert "- TEN-02 A head leaves the post after five years" in annex
    assert "[local practice elsewhere, not law]" in annex
    assert "[law or regulation]" in annex


def test_each_room_makes_its_own_documents() -> None:
    assert list(power_split.DOCUMENTS) == ["D1", "D10"]
    assert {one.kind for one in power_split.notices(unit(), DAY, {})} == {"D1", "D10"}
