"""A case ends with a decision, which lasts as the law has it and forbids much (ACC-03 to 05)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.mechanisms.decisions.accountability_room import case
from tests.mechanisms.decisions.papers_room import matter, said, the, unit
from tripower.core.dates import add_months
from tripower.core.people import Person, Position, Role
from tripower.mechanisms.decisions import records as d
from tripower.mechanisms.decisions.records import CaseMeasure as M
from tripower.mechanisms.decisions.sanctions import higher, last_day, months_of


def closing(reason: d.EndOfCase) -> d.AccountabilityClosing:
    return d.AccountabilityClosing(case_id="A-1", closed_on=date(2024, 10, 8), reason=reason)


def decided(person: str, measure: M = M.NONE, **fields: Any) -> d.AccountabilityMeasure:
    told: dict[str, Any] = {"effective_on": date(2024, 9, 2), **fields}
    months = told.get("period_months")
    told.setdefault("ends_on", last_day(told["effective_on"], months))
    return d.AccountabilityMeasure(
        case_id="A-1",
        person_id=person,
        measure=measure,
        decided_by="示例区纪委",
        doc_no="示例区纪〔2024〕9号",
        **told,
    )


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        (d.EndOfCase.LEFT_OFFICE, ["violation left"]),
        (d.EndOfCase.RETIRED, ["violation left"]),
        (d.EndOfCase.UNFOUNDED, []),
        (d.EndOfCase.TRANSFERRED, []),
        (d.EndOfCase.HANDLED, ["manual unsettled"] * 5),
        (d.EndOfCase.DECEASED, ["manual unsettled"] * 5),
    ],
)
def test_a_case_ends_with_a_decision_only(reason: d.EndOfCase, expected: list[str]) -> None:
    assert said("ACC-03", unit(case(unit()), closing(reason))) == expected


def test_whom_a_decision_was_made_on_is_settled_and_others_by_the_day_they_left() -> None:
    told = [decided(one) for one in ("zhen", "yi", "shi", "zheng")]
    end = closing(d.EndOfCase.HANDLED)
    for last, expected in ((date(2024, 10, 8), "unsettled"), (date(2024, 10, 7), "gone")):
        left = replace(the(Position, "p-jia"), to=last)
        where = unit(case(unit()), end, left, *told)
        assert said("ACC-03", where) == [f"manual {expected}"]
    assert said("ACC-03", unit(case(unit()), end, *told, decided("jia"))) == []


@pytest.mark.parametrize(
    ("measure", "effective", "months", "end"),
    [
        (M.WARNING, date(2024, 8, 31), 6, date(2025, 2, 28)),
        (M.WARNING, date(2023, 8, 31), 6, date(2024, 2, 29)),
        (M.WARNING, date(2024, 8, 29), 6, date(2025, 2, 28)),
        (M.DEMERIT, date(2024, 2, 29), 12, date(2025, 2, 28)),
        (M.DEMERIT, date(2023, 2, 28), 12, date(2024, 2, 28)),
        (M.MAJOR_DEMERIT, date(2024, 12, 31), 18, date(2026, 6, 30)),
        (M.DEMOTION, date(2022, 2, 28), 24, date(2024, 2, 28)),
        (M.REMOVAL, date(2024, 2, 29), 24, date(2026, 2, 28)),
        (M.DISMISSAL, date(2024, 5, 6), None, None),
        (M.OTHER, date(2024, 5, 6), None, None),
        (M.NONE, date(2024, 5, 6), None, None),
    ],
)
def test_periods_end_on_the_day_that_the_law_has(
    measure: M, effective: date, months: int | None, end: date | None
) -> None:
    where = unit()
    assert months_of(measure, effective, where) == months
    assert last_day(effective, months) == end
    told = decided("jia", measure, effective_on=effective, period_months=months, ends_on=end)
    assert said("ACC-04", unit(told)) == []


@pytest.mark.parametrize(
    ("measure", "months", "end", "expected"),
    [
        (M.WARNING, 5, date(2025, 2, 2), ["violation end", "violation period"]),
        (M.WARNING, None, None, ["violation end", "violation period"]),
        (M.WARNING, 6, date(2025, 3, 1), ["violation end"]),
        (M.WARNING, 6, date(2025, 3, 2), []),
        (M.NONE, 6, date(2025, 3, 2), ["violation no_period"]),
        (M.DISMISSAL, 24, date(2026, 9, 2), ["violation no_period"]),
        (M.OTHER, 3, date(2024, 12, 2), []),
        (M.OTHER, 3, date(2024, 12, 3), ["violation end"]),
    ],
)
def test_a_period_other_than_the_laws_is_found(
    measure: M, months: int | None, end: date | None, expected: list[str]
) -> None:
    told = decided("jia", measure, period_months=months, ends_on=end)
    assert said("ACC-04", unit(told)) == expected


@given(st.sampled_from(list(M)), st.dates(date(2000, 1, 1), date(2099, 1, 1)))
def test_the_period_is_never_shorter_than_its_months(measure: M, effective: date) -> None:
    months = months_of(measure, effective, unit())
    end = last_day(effective, months)
    if months is not None:
        assert end == add_months(effective, months)
        assert (end.year * 12 + end.month) - (effective.year * 12 + effective.month) == months
        assert end.day <= effective.day


def post(on: date, role: Role = Role.DIRECTOR, title: str = "局长", **fields: Any) -> Position:
    return Position(
        position_id="p-new",
        person_id="jia",
        role=role,
        title=title,
        voting=True,
        from_=on,
        **fields,
    )


WARNED = decided("jia", M.WARNING, effective_on=date(2024, 5, 31), period_months=6)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2024, 5, 30), []),
        (date(2024, 5, 31), ["violation promoted"]),
        (date(2024, 11, 30), ["violation promoted"]),
        (date(2024, 12, 1), []),
    ],
)
def test_no_promotion_from_the_day_of_effect_to_the_last(on: date, expected: list[str]) -> None:
    assert said("ACC-04", unit(WARNED, post(on))) == expected


@pytest.mark.parametrize(
    ("old_level", "role", "title", "fields", "expected"),
    [
        (None, Role.DIRECTOR, "局长", {}, True),
        (None, Role.STAFF, "科员", {}, False),
        (None, Role.DEPUTY_HEAD, "副局长", {}, False),
        (None, Role.DEPUTY_HEAD, "副局长", {"acting": True}, None),
        (None, Role.CHIEF_ENGINEER, "总工程师", {}, None),
        ("副科级", Role.CHIEF_ENGINEER, "总工程师", {"level": "正科级"}, True),
        ("副科级", Role.DEPUTY_HEAD, "副局长", {"level": "正乡科级"}, True),
        ("副科级", Role.CHIEF_ENGINEER, "总工程师", {"level": "副乡科级"}, False),
        ("副科级", Role.CHIEF_ENGINEER, "总工程师", {"level": "股级干部"}, None),
        ("正科级", Role.DIRECTOR, "局长", {"level": "正科级"}, True),
        ("正科级", Role.STAFF, "科员", {"level": "副科级"}, False),
    ],
)
def test_whether_a_post_is_higher(
    old_level: str | None, role: Role, title: str, fields: Any, expected: bool | None
) -> None:
    old = replace(the(Position, "p-jia"), level=old_level, to=date(2024, 7, 31))
    new = post(date(2024, 8, 1), role, title, **fields)
    assert higher(new, unit(old, new)) is expected


def test_a_gap_does_not_hide_the_post_before_and_a_first_post_is_for_people() -> None:
    old = replace(the(Position, "p-jia"), to=date(2023, 7, 31))
    assert higher(post(date(2024, 8, 1)), unit(old)) is True
    new = replace(post(date(2024, 8, 1)), person_id="xin")
    assert higher(new, unit()) is None


@pytest.mark.parametrize(
    ("proposed", "title", "measure", "expected"),
    [
        (date(2023, 12, 31), "推荐先进工作者", M.DEMERIT, []),
        (date(2024, 1, 1), "推荐先进工作者", M.DEMERIT, ["warning award"]),
        (date(2024, 12, 31), "年度评优方案", M.WARNING, ["warning award"]),
        (date(2025, 1, 1), "年度评优方案", M.WARNING, []),
        (date(2024, 7, 1), "任免方案", M.DEMERIT, []),
        (date(2024, 7, 1), "推荐先进工作者", M.NONE, []),
        (date(2024, 7, 1), "推荐先进工作者", M.OTHER, []),
    ],
)
def test_no_award_in_the_year_of_the_measure(
    proposed: date, title: str, measure: M, expected: list[str]
) -> None:
    told = {"category": d.Category.PERSONNEL, "title": title, "proposed_on": proposed}
    award = matter("M-2", **told, candidates=("贾石",))
    assert said("ACC-05", unit(decided("jia", measure), award)) == expected


def test_who_is_meant_by_an_award() -> None:
    told = {"category": d.Category.PERSONNEL, "title": "表彰", "proposed_on": date(2024, 7, 1)}
    held, other = decided("jia", M.WARNING), Person(person_id="jia-2", name="贾石")
    named = matter("M-2", **told, candidates=("贾石",))
    assert said("ACC-05", unit(held, replace(named, candidates=("易明",)))) == []
    assert said("ACC-05", unit(held, other, named)) == ["manual same_name"]
    sure = replace(named, concerns_ids=("jia",))
    assert said("ACC-05", unit(held, other, sure)) == ["warning award"]
    back = d.Withdrawal(matter_id="M-2", on=date(2024, 7, 2), by="zhen", reason="名单有误")
    assert said("ACC-05", unit(held, named, back)) == []
    project = replace(named, category=d.Category.PROJECT)
    assert said("ACC-05", unit(held, project)) == []
