"""The papers of the office: what they say, when they are due, and that nobody outside sees them."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from tests.publish.office_year import MEETING, ROOM, added, year
from tripower.cli.registry import load_rules
from tripower.core.unit import Unit
from tripower.mechanisms.decisions import notices as decisions
from tripower.publish.notice import Edition, Notice, Rests
from tripower.publish.render import renderer
from tripower.publish.text import plain_text

GOLDEN = Path(__file__).resolve().parent / "golden_office"
DAY = date(2024, 12, 31)
NO_COMMIT = Rests("0" * 40)
SHOWN = (
    *("D3-K-2", "D3-ballot-K-2", "D3-tally-K-2", "D4-M-2-1", "D5-M-3", "D5-M-6"),
    *("D6-report-M-5", "D6-ratification-M-5", "D7-M-2-1", "D7-M-4-1", "D8-2024-01-01"),
    *("D24-notice-K-2", "D24-agenda-K-2", "D24-signin-K-2", "D24-followup-M-5", "D24-filing-K-2"),
)


def papers(found: Unit, day: date = DAY) -> dict[str, Notice]:
    return {one.notice_id: one for one in decisions.notices(found, day, {})}


def text(notice: Notice, lang: str = "en") -> str:
    (edition,) = notice.pages
    return plain_text(renderer(lang).page(notice, edition, NO_COMMIT))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_papers_are_as_they_were(lang: str) -> None:
    found = papers(year())
    for name in SHOWN:
        golden, told = GOLDEN / lang / f"{name}.txt", text(found[name], lang)
        if os.environ.get("UPDATE_GOLDEN"):
            golden.parent.mkdir(parents=True, exist_ok=True)
            golden.write_text(told, encoding="utf-8")
        assert told == golden.read_text(encoding="utf-8")
    assert {path.stem for path in (GOLDEN / lang).iterdir()} == set(SHOWN)


def test_only_catalogue_minutes_and_division_are_for_the_public() -> None:
    for notice in papers(year()).values():
        public = Edition.PUBLIC in notice.pages
        assert public == (notice.document in ("D2", "D8")), notice.notice_id


def test_the_public_catalogue_names_no_person() -> None:
    notice = papers(year())["D8-2024-01-01"]
    told = renderer("zh").page(notice, Edition.PUBLIC, NO_COMMIT)
    for name in ("甄诚", "贾石", "易明", "石方", "郑真", "文员甲", "示例车行"):
        assert name not in told
    assert "5万元以上资金支出" in told
    assert "示例局纪要〔2023〕12号" in told


def test_what_is_due_follows_the_days_on_record() -> None:
    found = year()
    since = {
        date(2024, 6, 2): set(),
        date(2024, 6, 3): {"D5-M-2", "D5-M-3", "D5-M-4", "D5-M-6"},
        date(2024, 6, 5): {"D4-M-2-1"},
        date(2024, 6, 11): {
            *("D6-report-M-5", "D3-ballot-K-2"),
            *("D24-notice-K-2", "D24-agenda-K-2", "D24-signin-K-2"),
        },
        date(2024, 6, 14): {
            *("D3-K-2", "D3-tally-K-2", "D6-ratification-M-5", "D7-M-2-1", "D7-M-4-1")
        },
        date(2024, 6, 18): {"D2-J-2024-2", "D24-filing-K-2", "D24-followup-M-5"},
    }
    before = set(papers(found, date(2024, 6, 2)))
    expected = set(before)
    for day, new in since.items():
        expected |= new
        assert set(papers(found, day)) == expected, day


def test_a_proposal_of_the_head_or_taken_back_needs_no_approval_sheet() -> None:
    gone = "matter_id: M-6\non: 2024-06-06\nby: shi\nreason: 暂不需要\n"
    found = papers(year({"matters/2024/M-6/withdrawal.yaml": gone}))
    assert "D5-M-1" not in found
    assert "D5-M-6" not in found


def test_a_report_not_yet_made_tells_by_when() -> None:
    told = text(papers(year(), date(2024, 6, 11))["D6-report-M-5"])
    assert "not on record yet" in told
    assert "12 June 2024" in told


def test_what_happens_later_is_not_on_the_follow_up_sheet_yet() -> None:
    early = text(papers(year(), date(2024, 7, 1))["D24-followup-M-5"])
    late = text(papers(year())["D24-followup-M-5"])
    assert "begun" in early and "begun" in late
    assert "堤脚已加固" not in early
    assert "堤脚已加固" in late


def test_a_closed_matter_has_its_result_on_the_follow_up_sheet() -> None:
    closing = "matter_id: M-5\non: 2024-09-20\nby: zhen\nresult: done\nnote: 通过验收\n"
    found = papers(year({"matters/2024/M-5/closing.yaml": closing}))
    told = text(found["D24-followup-M-5"])
    assert "done, on 20 September 2024 by 甄诚" in told
    assert "通过验收" in told


def test_a_review_and_the_decision_behind_a_change_are_on_the_follow_up_sheet() -> None:
    review = "matter_id: M-5\nreview_no: 1\non: 2024-09-03\nby: zheng\nconclusion: 数据重核属实\n"
    change = "matter_id: M-5\nchange_no: 1\ntype: altered\non: 2024-09-05\nby: zhen\n"
    change += "what: 改用钢板桩\nnew_matter_id: M-2\n"
    house = "matters/2024/M-5"
    where = year({f"{house}/review-1.yaml": review, f"{house}/change-1.yaml": change})
    assert "数据重核属实" not in text(papers(where, date(2024, 9, 2))["D24-followup-M-5"])
    paper = papers(where)["D24-followup-M-5"]
    told = text(paper)
    assert "review 1 of the result" in " ".join(told.split())
    assert "数据重核属实" in told
    assert "altered by the decision" in " ".join(told.split())


def test_the_opening_of_a_meeting_leaves_its_invitation_alone() -> None:
    invited = year({f"{ROOM}/meeting.yaml": _called()})
    kept = ("D24-notice-K-2", "D24-agenda-K-2", "D3-ballot-K-2")
    before, after = papers(invited), papers(year())
    assert "D3-K-2" not in before
    for name in kept:
        assert text(before[name]) == text(after[name])


def _called() -> str:
    """The meeting before it opened."""
    lines = MEETING.splitlines()
    known = [
        line for line in lines if not line.startswith(("entitled", "present", "deferred", " "))
    ]
    return "\n".join(known).replace("stage: closed", "stage: called") + "\n"


def test_a_meeting_by_telephone_gets_no_invitation_and_no_ballot_papers() -> None:
    found = papers(year({f"{ROOM}/meeting.yaml": f"{MEETING}form: phone\n"}))
    assert {one for one in found if one.endswith("K-2")} == {
        *("D3-K-2", "D3-tally-K-2", "D24-filing-K-2")
    }
    assert "D7-M-4-1" in found


def test_each_candidate_has_a_ballot_paper() -> None:
    path = "matters/2024/M-4/matter.yaml"
    personnel = added()[path].replace("large_funds", "personnel")
    found = papers(year({path: f"{personnel}candidates: [示例甲, 示例乙]\n"}))
    told = text(found["D3-ballot-K-2"])
    assert told.count("☐ In favour") == 4
    assert "示例甲" in told and "示例乙" in told


@pytest.mark.parametrize(
    "hostile", ["{{7*7}}", "<script>alert(1)</script>", "{name} %(x)s", "𠮷&amp;"]
)
def test_hostile_words_stay_words(hostile: str) -> None:
    quoted = f"'{hostile}'"
    check, meeting = "matters/2024/M-2/admission-1.yaml", f"{ROOM}/meeting.yaml"
    changes = {
        check: added()[check].replace("请补充报价", quoted),
        meeting: MEETING.replace("补充比价后再议", quoted),
        "matters/2024/M-3/confirmation.yaml": added()["matters/2024/M-3/confirmation.yaml"].replace(
            "不属于年度计划", quoted
        ),
    }
    found, page = papers(year(changes)), renderer("en")
    for name in ("D4-M-2-1", "D7-M-2-1", "D5-M-3", "D3-K-2"):
        assert hostile in text(found[name])
        assert "<script" not in page.page(found[name], Edition.INTERNAL, NO_COMMIT)


def test_every_paper_names_its_rules() -> None:
    rules = load_rules()
    for notice in decisions.notices(year(), DAY, rules):
        (page, *_) = notice.pages.values()
        assert page.basis, notice.notice_id
        assert {one.rule_id for one in page.basis} <= set(rules)
