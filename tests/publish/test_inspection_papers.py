"""D13 and D14 of a unit: feedback, the two reports, what is made public, session, score sheet."""

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

GOLDEN = Path(__file__).resolve().parent / "golden_inspections"
DAY = date(2024, 12, 31)
NO_COMMIT = Rests("0" * 40)
SHOWN = (
    *("D13-feedback-X-1", "D13-report-X-1", "D13-head-X-1", "D13-publication-X-1"),
    *("D14-session-J-1", "D14-score-E-1", "D14-score-E-2", "D14-score-E-4"),
)
GROUND = "not_public_ground: 中国共产党纪律检查机关监督执纪工作规则\n"


def unit(**changed: tuple[str, str]) -> Unit:
    """Inspections, a session and four counts; `changed` replaces text in files of X-1."""
    files = overlay(HERE / "SUP-07" / "good")
    files |= overlay(HERE / "SUP-05" / "good") | overlay(HERE / "SUP-13" / "good")
    told = "inspections/2024/X-1/feedback.yaml"
    files[told] += "demands:\n  - 举一反三，完善制度。\n".encode()
    for name, (old, new) in changed.items():
        path = f"inspections/2024/X-1/{name}.yaml"
        text = files[path].decode()
        assert old in text, text
        files[path] = text.replace(old, new).encode()
    return load(files, KINDS)


def papers(found: Unit, day: date = DAY) -> dict[str, Notice]:
    every = oversight.notices(found, day, {}, ("D13", "D14"))
    return {one.notice_id: one for one in every}


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


def test_only_what_was_mended_is_public() -> None:
    for notice in papers(unit()).values():
        public = Edition.PUBLIC in notice.pages
        assert public == (notice.kind == "D13-publication"), notice.notice_id


def test_the_public_reads_no_name_and_no_secret_issue() -> None:
    secret = {"feedback": ("    wind: extravagance\n", f"    wind: extravagance\n    {GROUND}")}
    told = text(papers(unit(**secret))["D13-publication-X-1"])
    assert "会议多" in told
    assert "公务接待" not in told
    assert "Issues that a law keeps from the public: 1." in told
    assert not any(name in told for name in ("贾石", "甄诚"))


def test_feedback_comes_from_the_team_and_goes_to_the_unit() -> None:
    team = "team: 区委第一巡察组\n"
    for changed, issuer in ((team, "区委第一巡察组"), ("", None)):
        notice = papers(unit(inspection=(team, changed)))["D13-feedback-X-1"]
        assert notice.index.issuer == issuer
    assert "＿＿＿" in text(notice)
    assert "示例局：" in text(notice, "zh")


def test_opinions_are_taken_where_a_telephone_is_on_record() -> None:
    assert "0000-1000001" in text(papers(unit())["D13-publication-X-1"])


def test_where_every_issue_is_secret_nothing_is_public() -> None:
    assert "D13-publication-X-2" not in papers(unit())


def test_what_is_to_come_is_no_paper_yet() -> None:
    names = papers(unit(), date(2024, 4, 28))
    assert [*names] == ["D13-feedback-X-1"]
    assert "D13-head-X-1" in papers(unit(), date(2024, 4, 29))


def test_feedback_of_another_length_sets_other_days() -> None:
    """Told on 2024-12-31 (C39): the plan's last day falls into the Spring Festival."""
    other = {"feedback": ('"on": 2024-02-29', '"on": 2024-12-31')}
    told = text(papers(unit(**other))["D13-feedback-X-1"])
    assert "5 February 2025" in told
    assert told.count("28 February 2025") == 2


def test_a_report_tells_how_things_stood_on_its_day() -> None:
    later = {"status-1": ('"on": 2024-04-29', '"on": 2024-04-30')}
    every = papers(unit(**later))
    assert "mostly completed" not in text(every["D13-report-X-1"])
    assert "mostly completed" in text(every["D13-publication-X-1"])


@pytest.mark.parametrize(
    ("day", "called"), [("2017-10-23", "disciplinary inspection"), ("2017-10-24", "county")]
)
def test_an_inspection_is_called_by_the_word_of_its_day(day: str, called: str) -> None:
    told = {"feedback": ('"on": 2024-02-29', f'"on": {day}')}
    assert called in text(papers(unit(**told))["D13-feedback-X-1"])


def test_a_question_closed_later_is_still_open_on_the_day() -> None:
    early = text(papers(unit(), date(2024, 6, 30))["D14-session-J-1"])
    assert "Closed on" not in early.partition("Question 2")[2].partition("Question 3")[0]
    assert "31 July 2024: 已书面答复质询人。" in text(papers(unit())["D14-session-J-1"])
