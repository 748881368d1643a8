"""D17: the ranking for everybody; the papers on its consequences for the file."""

from __future__ import annotations

import os
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.mechanisms.polls.poll_office import EIGHT, Place, office, poll, register, row
from tripower.cli.registry import load_rules
from tripower.core.unit import Unit
from tripower.mechanisms.polls import notices as polls
from tripower.mechanisms.polls.consequences import Support
from tripower.mechanisms.polls.notices.chart import Drawn, Shape, chart, scale
from tripower.publish.notice import Edition, Notice, Rests
from tripower.publish.render import renderer
from tripower.publish.text import plain_text

GOLDEN = Path(__file__).resolve().parent / "golden_polls"
DAY = date(2024, 12, 31)
NO_COMMIT = Rests("0" * 40)
SHOWN = (
    *("D17-R-3", "D17-commendation-R-3", "D17-oversight-R-3-shuili", "D17-talk-R-3-wei"),
    *("D17-rectification-R-3-wei", "D17-rectification-R-3-jy", "D17-awards-R-3-wei"),
    *("D17-removal-R-3-shuili", "D17-record-R-3-wei-wen"),
)
PLACES = {
    **EIGHT,
    "min": replace(EIGHT["min"], last="2024-06-30"),
    "shuili": Place("水利和水务局", "chu", "2024-07-01", since="2024-07-01", continues=("min",)),
}
TOTALS = {
    **{"shui": "95.00", "zhu": "90.00", "jiao": "88.00", "nong": "85.00", "huan": "80.00"},
    **{"wei": "71.00", "jy": "70.00", "shuili": "69.00"},
}
PAPER = "round_id: R-3\nunit_id: wei\nissued_on: 2024-09-26\nissued_by: 中共示例区委办公室\n"
FILES = {
    "roster": "round_id: R-3\ndrawn_on: 2024-08-30\ncount: 1000\ngroups:\n  - name: 人大代表\n"
    "    count: 400\n  - name: 群众代表\n    count: 600\nmethod: 按类别分层随机抽取\n",
    "data-general": "round_id: R-3\nsurvey: general\nimported_on: 2024-09-18\nrows: 7200\n"
    f"raters: 900\ninvited: 1000\nsha256: {'a' * 64}\nsource: a.xlsx\n"
    f"source_sha256: {'b' * 64}\nmapping_sha256: {'c' * 64}\n",
    "wei/consequence-rectification": f"{PAPER}consequence: rectification\n"
    "doc_no: 示例委〔2024〕7号\n"
    "due_on: 2024-12-20\nissues:\n  - 办事窗口排队过长\n  - 群众来信未按期答复\n",
    "wei/consequence-award_ban": f"{PAPER}consequence: award_ban\nperson_id: wen\n"
    "award_year: 2024\n",
    "wei/acceptance-1": "round_id: R-3\nunit_id: wei\ncheck_no: 1\nchecked_on: 2024-12-18\n"
    "checked_by: 示例区作风办\naccepted: true\nfindings: 窗口已增至六个。\n",
    "wei/talk-wen": "round_id: R-3\nunit_id: wei\nperson_id: wen\nheld_on: 2024-09-30\n"
    "talker: 示例区委书记\ntalker_post: district_party_secretary\nreason: 民调排名末三位\n"
    "response: 接受，立即整改。\nsigned_on: 2024-09-30\n",
}


def line(unit_id: str, total: str) -> str:
    """A row with its interval and the ranks that the data allow."""
    whole = int(total[:2])
    ends = f"    se: '1.20'\n    low: '{whole - 2}.65'\n    high: '{whole + 2}.35'\n"
    nth = list(TOTALS).index(unit_id) + 1
    sets = f"    rank_low: {max(1, nth - 1)}\n    rank_high: {min(8, nth + 1)}\n"
    bottom = {"wei": "possible", "jy": "possible", "shuili": "confirmed"}.get(unit_id, "excluded")
    return row(unit_id, total, f"{ends}{sets}    bottom: {bottom}\n")


def unit() -> Unit:
    then = [
        row("min" if name == "shuili" else name, total)
        for name, total in TOTALS.items()
        if name != "jy"
    ]
    few = row("zai", "75.00", category="窗口服务类").replace("n_targeted: 900", "n_targeted: 29")
    places = {**PLACES, "zai": Place("档案局", None, category="窗口服务类")}
    now = [line(name, total) for name, total in TOTALS.items()]
    return office(register(places), poll("R-2", then), poll("R-3", [*now, few], **FILES))


def papers(found: Unit, day: date = DAY) -> dict[str, Notice]:
    return {one.notice_id: one for one in polls.notices(found, day, load_rules())}


def page(notice: Notice, lang: str = "en") -> str:
    return renderer(lang).page(notice, next(iter(notice.pages)), NO_COMMIT)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", SHOWN)
def test_papers_are_as_they_were(lang: str, name: str) -> None:
    golden, told = GOLDEN / lang / f"{name}.txt", plain_text(page(papers(unit())[name], lang))
    if os.environ.get("UPDATE_GOLDEN"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8")


def test_the_chart_is_as_it_was() -> None:
    drawn = re.search(r"<svg.*?</svg>", page(papers(unit())["D17-R-3"]), re.DOTALL)
    assert drawn is not None
    golden = GOLDEN / "ranking.svg"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(drawn[0] + "\n", encoding="utf-8")
    assert drawn[0] + "\n" == golden.read_text(encoding="utf-8")
    assert len(drawn[0].encode()) < 6144


def test_the_first_and_the_last_are_told_by_shape() -> None:
    drawn = page(papers(unit())["D17-R-3"])
    assert (drawn.count("<circle"), drawn.count("<rect")) == (2, 3)
    told, colours = drawn.partition("<tspan")[2], ("#14532d", "#b91c1c", "#374151")
    marks = [told.count(f'"{colour}"') for colour in colours]
    assert marks == [1 + 3, 2 + 3, 1 + 2]  # the legend has the colours of the marks


def test_all_charts_of_a_page_have_one_scale() -> None:
    few = (Drawn("甲局", Decimal("55.63"), None, None, Shape.LAST),)
    more = (Drawn("示例区文化局", Decimal("96.10"), Decimal(94), Decimal(98), Shape.FIRST),)
    by = scale([*few, *more])
    drawn = [chart("1", few, by), chart("2", more, by)]
    assert all(one is not None for one in drawn)
    assert len({(one.left, one.right, one.ticks) for one in drawn if one}) == 1
    assert (by and by.first, by and by.last) == (55, 100)


def test_what_nobody_has_issued_is_a_draft() -> None:
    """A draft has no seal, no day and no number, and nobody signs it who is not on record."""
    for name, notice in papers(unit()).items():
        told = page(notice)
        issued = notice.kind in ("D17", "D17-record") or name in (
            "D17-rectification-R-3-wei",
            "D17-awards-R-3-wei",
        )
        assert ('<p class="mark draft">Draft</p>' in told) != issued, name
        assert ("(place of the seal)" in told) == issued, name
    assert notice_of("D17-talk-R-3-wei").index.issuer is None
    for name in ("D17-removal-R-3-shuili", "D17-commendation-R-3"):
        assert notice_of(name).index.issuer == "示例区作风办"


def notice_of(name: str) -> Notice:
    return papers(unit())[name]


def test_a_removal_is_proposed_with_one_word_on_the_data_and_is_no_verdict() -> None:
    told = notice_of("D17-removal-R-3-shuili")
    (shown,) = told.pages.values()
    for support, words in (
        (Support.CONFIRMED, "together confirm that"),
        (Support.UNRESOLVED, "do not settle that"),
    ):
        text = page(replace(told, pages={Edition.INTERNAL: replace(shown, support=support)}))
        assert [one in text for one in ("together confirm that", "do not settle that")] == [
            one == words for one in ("together confirm that", "do not settle that")
        ]
        assert text.index(words) < text.index("two rounds running")


def test_a_commendation_that_was_given_is_told_with_its_day() -> None:
    given = "round_id: R-3\nunit_id: shui\nconsequence: commendation\nissued_on: 2024-09-30\n"
    files = {**FILES, "shui/consequence-commendation": f"{given}issued_by: 中共示例区委\n"}
    now = [line(name, total) for name, total in TOTALS.items()]
    found = papers(office(register(PLACES), poll("R-3", now, **files)))
    told = page(found["D17-commendation-R-3"])
    assert "Commended on 30 September 2024 by 中共示例区委: 1 of these units." in told


def test_only_the_ranking_is_public() -> None:
    for notice in papers(unit()).values():
        assert (Edition.PUBLIC in notice.pages) == (notice.kind == "D17"), notice.notice_id


def test_the_public_page_names_no_head_and_no_score_of_who_is_not_ranked() -> None:
    told = page(papers(unit())["D17-R-3"])
    heads = ("甄诚", "贾石", "易明", "石方", "郑真", "文员甲", "会计乙", "出纳丙")
    assert not any(name in told for name in heads)
    assert "档案局" in told
    assert "75.00" not in told


def test_what_is_for_people_to_decide_gets_no_paper() -> None:
    places = {**PLACES, "wei": replace(EIGHT["wei"], since="2024-05-01")}
    now = [line(name, total) for name, total in TOTALS.items()]
    found = papers(office(register(places), poll("R-3", now)))
    assert "D17-talk-R-3-wei" not in found
    assert "D17-talk-R-3-jy" in found
    assert "D17-oversight-R-3-wei" in found


def test_before_the_result_there_is_nothing() -> None:
    assert papers(unit(), date(2023, 9, 21)) == {}


def test_the_sheet_for_the_board_has_the_table_and_no_picture() -> None:
    sheet = renderer("zh").poster(papers(unit())["D17-R-3"], NO_COMMIT)
    assert "<svg" not in sheet
    assert "水利和水务局" in sheet
