"""D13 票决结果公告: public, in numbers, and only where the ballots say what was announced."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from tests.rules.units import HERE, overlay
from tripower.core.unit import Unit
from tripower.mechanisms.kinds import KINDS
from tripower.mechanisms.oversight import notices as oversight
from tripower.publish.notice import Edition, Notice, Rests
from tripower.publish.render import renderer
from tripower.publish.text import plain_text
from tripower.store.unit import load

GOLDEN = Path(__file__).resolve().parent / "golden_selection"
DAY = date(2024, 12, 31)
NAME = "D13-selection-S-2024"


def unit(rule_id: str = "SUP-02", sort: str = "good") -> Unit:
    return load(overlay(HERE / rule_id / sort), KINDS)


def papers(found: Unit, day: date = DAY) -> dict[str, Notice]:
    every = oversight.notices(found, day, {}, ["D13"])
    return {one.notice_id: one for one in every if one.kind == "D13-selection"}


def text(notice: Notice, lang: str = "en") -> str:
    return plain_text(renderer(lang).page(notice, Edition.PUBLIC, Rests("0" * 40)))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("rule_id", ["SUP-02", "SUP-11"])
def test_the_announcement_is_as_it_was(lang: str, rule_id: str) -> None:
    golden = GOLDEN / lang / f"{NAME}-{rule_id}.txt"
    told = text(papers(unit(rule_id))[NAME], lang)
    if os.environ.get("UPDATE_GOLDEN"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8")


def test_it_is_public_and_dated_by_the_announcement() -> None:
    notice = papers(unit())[NAME]
    assert set(notice.pages) == {Edition.PUBLIC}
    assert notice.index.created_on == date(2024, 3, 6)


def test_nothing_is_announced_before_its_day() -> None:
    assert papers(unit(), date(2024, 3, 5)) == {}


def test_who_was_not_chosen_is_announced_nowhere() -> None:
    assert papers(unit(sort="bad")) == {}
    told = text(papers(unit())[NAME])
    assert "示例区卫生局" not in told
    first, _, ballots = told.partition("2. The ballots")
    assert "示例区城管局" not in first
    assert ballots.count("示例区城管局") == 2  # tied in the first round, so told in the runoff


def test_the_count_can_be_redone() -> None:
    told = text(papers(unit())[NAME])
    assert told.count("2×4 = 8 > 7") == 3
    assert "valid and ticking no unit: 1" in told


@pytest.mark.parametrize(
    "body",
    [
        *("中共示例区纪委全会", "中共示例区纪委二届四次全会", "中共示例区纪委第3次全体会议"),
        *("中共示例区纪委第十届第三次全体会议", "中共示例区纪委"),
    ],
)
def test_the_commission_announces_what_its_plenary_chose(body: str) -> None:
    files = overlay(HERE / "SUP-02" / "good")
    path = "selections/2024/S-2024/selection.yaml"
    files[path] = files[path].replace("中共示例区纪委全会".encode(), body.encode())
    notice = papers(load(files, KINDS))[NAME]
    assert notice.index.issuer == "中共示例区纪委"
