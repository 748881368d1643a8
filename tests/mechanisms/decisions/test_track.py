"""The steps of a major decision before it is discussed (MAD-02 to MAD-07): each boundary."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.mechanisms.decisions.papers_room import changed, said, unit
from tests.mechanisms.decisions.track_room import (
    DIKE,
    ON,
    called,
    comments,
    experts,
    hearing,
    legality,
    office,
    risk,
    the_track,
    track,
)
from tripower.core.dates import add_days
from tripower.core.records import Record
from tripower.mechanisms.decisions import records as d
from tripower.mechanisms.decisions import track as steps
from tripower.store.consistency import definitions

DAYS = st.dates(date(2019, 9, 1), date(2025, 6, 1))
REASON = {"short_reason": "汛期将至"}
PUBLISHED = REASON | {"reason_published_in": "区政府网站"}


@pytest.mark.parametrize(
    ("opened", "closed", "told", "expected"),
    [
        (date(2024, 1, 31), date(2024, 3, 1), {}, []),
        (date(2024, 1, 31), date(2024, 2, 29), {}, ["violation no_reason"]),
        (date(2023, 1, 31), date(2023, 3, 2), {}, []),
        (date(2023, 1, 31), date(2023, 3, 1), {}, ["violation no_reason"]),
        (date(2024, 12, 31), date(2025, 1, 30), {}, []),
        (date(2024, 12, 2), date(2024, 12, 31), {}, ["violation no_reason"]),
        (date(2024, 12, 2), date(2024, 12, 31), REASON, ["violation unpublished_reason"]),
        (date(2024, 12, 2), date(2024, 12, 3), PUBLISHED, []),
        (date(2024, 12, 2), date(2024, 11, 2), {}, ["violation no_reason"]),
        (date(2024, 12, 2), date(2024, 12, 2), {"way": d.ConsultationWay.SYMPOSIUM}, []),
        (date(2019, 8, 31), date(2019, 9, 5), {}, []),
        (date(2019, 9, 1), date(2019, 9, 30), {}, ["violation no_reason"]),
        (date(2019, 9, 1), date(2019, 10, 1), {}, []),
    ],
)
def test_public_comments_are_open_for_thirty_days(
    opened: date, closed: date, told: dict[str, Any], expected: list[str]
) -> None:
    assert said("MAD-02", office(comments(opened, closed, **told))) == expected


@given(opened=DAYS, days=st.integers(0, 80))
def test_the_last_day_counts_and_the_first_does_not(opened: date, days: int) -> None:
    short = said("MAD-02", office(comments(opened, opened + timedelta(days=days))))
    assert bool(short) is (days < 30)


def test_a_unit_may_ask_for_more_days_and_not_for_less() -> None:
    days = next(one for one in definitions() if one.key == "mad.public_days")
    assert [days.allows(text) for text in ("29", "30", "45")] == [False, True, True]


@pytest.mark.parametrize(
    ("case", "records", "expected"),
    [
        ("nobody was asked", [], ["violation unheard"]),
        ("closed on the day", [comments(ON, date(2024, 3, 4))], []),
        ("a day too long", [comments(ON, date(2024, 3, 5))], ["violation still_open"]),
        ("opened too late", [comments(date(2024, 3, 5), date(2024, 4, 5))], ["violation unheard"]),
        ("a hearing that day", [hearing(date(2024, 3, 4), ON, ON)], []),
        ("a hearing later", [hearing(date(2024, 3, 5), ON, ON)], ["violation unheard"]),
    ],
)
def test_the_public_is_asked_before_the_agenda_stands(
    case: str, records: list[Record], expected: list[str]
) -> None:
    agenda = called(date(2024, 3, 8), date(2024, 3, 4))
    assert said("MAD-02", office(agenda, *records)) == expected, case


def test_what_a_law_keeps_secret_or_an_emergency_decided_takes_no_steps() -> None:
    agenda = called(date(2024, 3, 8))
    assert said("MAD-02", office(agenda, not_public_ground="保守国家秘密法")) == []
    emergency = d.EmergencyDecision(
        matter_id="M-2",
        decider_id="zhen",
        decided_on=date(2024, 3, 8),
        ground=d.EmergencyGround.DISASTER_RELIEF,
        reason="决口",
        measure="封堵",
    )
    assert said("MAD-06", office(agenda, emergency)) == []
    late = changed(emergency, decided_on=date(2024, 3, 9))
    assert said("MAD-06", office(agenda, late)) == ["block missing"]
    excluded = track(scope=None, excluded=d.Excluded.LEGISLATION)
    assert said("MAD-06", unit(DIKE, agenda, excluded)) == []
    assert said("MAD-06", unit(DIKE, agenda)) == []


HELD = date(2024, 3, 4)


@pytest.mark.parametrize(
    ("papers", "listed", "expected"),
    [
        (date(2024, 2, 26), date(2024, 3, 3), []),
        (date(2024, 2, 27), date(2024, 3, 3), ["violation late_papers"]),
        (date(2024, 2, 26), HELD, ["violation late_list"]),
        (None, date(2024, 3, 3), ["violation no_papers"]),
        (ON, None, ["violation no_list"]),
    ],
)
def test_a_hearing_over_the_leap_day(
    papers: date | None, listed: date | None, expected: list[str]
) -> None:
    where = office(hearing(HELD, papers, listed))
    assert said("MAD-03", where) == expected
    before = [one for one in expected if "late" in one]
    assert said("MAD-03", where, as_of=date(2024, 3, 3)) == before


@given(held=DAYS, days=st.integers(-3, 20))
def test_hearing_days_are_calendar_days(held: date, days: int) -> None:
    found = said("MAD-03", office(hearing(held, add_days(held, -days), add_days(held, -1))))
    assert bool(found) is (days < 7)


INTERESTED = (d.Expert(name="周四", affiliation="示例建筑公司", interest="拟承建"),)


@pytest.mark.parametrize(
    ("case", "review", "expected"),
    [
        ("three", experts(ON), []),
        ("two", experts(ON, 2), ["warning few"]),
        ("an institution", experts(ON, 0, institution="示例设计院"), []),
        (
            "an institution that builds",
            experts(ON, 0, institution="示例设计院", institution_interest="拟承建"),
            ["violation interested"],
        ),
        ("not signed", experts(ON, signed=False), ["violation unsigned"]),
        ("no seal", experts(ON, sealed=False), ["violation unsealed"]),
        (
            "one who gains",
            experts(ON, experts=INTERESTED),
            ["violation interested", "warning few"],
        ),
        ("on the day of the agenda", experts(date(2024, 3, 4)), []),
        ("a day later", experts(date(2024, 3, 5)), ["violation none"]),
    ],
)
def test_experts(case: str, review: d.ExpertReview, expected: list[str]) -> None:
    agenda = called(date(2024, 3, 8), date(2024, 3, 4))
    assert said("MAD-04", office(agenda, review, technical=True)) == expected, case


def test_who_is_named_twice_is_one_expert() -> None:
    twice = (d.Expert(name="钱一", affiliation="示例大学"),) * 2
    double = (*twice, d.Expert(name="钱 一", affiliation="示例大学"))
    assert steps.heads_of(experts(ON, experts=double)) == 1


BAD = risk(date(2024, 3, 1), ok=False)


@pytest.mark.parametrize(
    ("case", "records", "expected"),
    [
        ("never assessed", [], ["block none"]),
        ("controllable on the day", [risk(date(2024, 3, 20))], []),
        ("a day after the agenda", [risk(date(2024, 3, 21))], ["block late"]),
        ("after the meeting", [risk(date(2024, 3, 23))], ["block none"]),
        ("uncontrollable", [BAD], ["block uncontrollable"]),
        ("again, nothing changed", [BAD, risk(date(2024, 3, 20), 2)], ["block unchanged"]),
        ("again, changed", [BAD, risk(date(2024, 3, 20), 2, change="改线")], []),
        (
            "a third round after the change",
            [BAD, risk(ON, 2, change="改线"), risk(date(2024, 3, 20), 3)],
            [],
        ),
        (
            "worse again",
            [risk(ON), risk(date(2024, 3, 20), 2, ok=False)],
            ["block uncontrollable"],
        ),
        (
            "found uncontrollable after the notice",
            [risk(ON), risk(date(2024, 3, 22), 2, ok=False)],
            ["block uncontrollable"],
        ),
        ("no plan", [risk(ON, plan=None)], ["warning thin"]),
        ("no points", [risk(ON, points=())], ["warning thin"]),
    ],
)
def test_risks(case: str, records: list[Record], expected: list[str]) -> None:
    agenda = called(date(2024, 3, 22), date(2024, 3, 20))
    assert said("MAD-05", office(agenda, *records, social_risk=True)) == expected, case


def test_the_flags_of_the_matter_ask_for_the_same_steps() -> None:
    agenda = called(date(2024, 3, 22))
    flagged = changed(DIKE, flags=(d.Flag.RISK, d.Flag.TECHNICAL))
    where = unit(flagged, track(), agenda)
    assert said("MAD-05", where) == ["block none"]
    assert said("MAD-04", where) == ["violation none"]
    assert said("MAD-05", office(agenda)) == []
    assert said("MAD-05", office(agenda, BAD)) == ["block uncontrollable"]


@pytest.mark.parametrize(
    ("case", "records", "expected"),
    [
        ("never sent", [], ["block missing"]),
        ("awaited", [legality(date(2024, 9, 1), date(2024, 9, 30))], ["block awaited"]),
        ("came with the notice", [(date(2024, 9, 30), "lawful")], []),
        ("came after the notice", [(date(2024, 10, 8), "lawful")], ["block late"]),
        ("came after the meeting", [(date(2024, 10, 11), "lawful")], ["block awaited"]),
        ("unlawful", [(date(2024, 9, 30), "unlawful")], ["block unlawful"]),
        ("unlawful after the notice", [(date(2024, 10, 10), "unlawful")], ["block unlawful"]),
        ("unlawful after the meeting", [(date(2024, 10, 11), "unlawful")], ["block awaited"]),
        ("exploratory, no risk told", [(date(2024, 9, 30), "exploratory")], ["block no_note"]),
    ],
)
def test_legality(case: str, records: list[Any], expected: list[str]) -> None:
    agenda, sent = called(date(2024, 10, 10), date(2024, 9, 30)), date(2024, 9, 1)
    made = [
        one if isinstance(one, Record) else legality(sent, date(2024, 9, 30), *one)
        for one in records
    ]
    assert said("MAD-06", office(agenda, *made)) == expected, case


def test_an_exploratory_reform_states_its_risk_and_the_last_opinion_counts() -> None:
    agenda, sent, due = called(date(2024, 10, 10)), date(2024, 9, 1), date(2024, 9, 30)
    noted = legality(sent, due, due, "exploratory", risk_note="尚无明确规定")
    assert said("MAD-06", office(agenda, noted)) == []
    first = legality(sent, due, sent, "unlawful")
    assert said("MAD-06", office(agenda, first, legality(sent, due, due, nth=2))) == []
    again = legality(sent, due, due, "unlawful", nth=2)
    assert said("MAD-06", office(agenda, legality(sent, due, sent), again)) == ["block unlawful"]


@pytest.mark.parametrize(
    ("sent", "due", "expected"),
    [
        (date(2024, 9, 20), date(2024, 9, 30), []),
        (date(2024, 9, 20), date(2024, 9, 29), ["warning short"]),
        (date(2024, 9, 27), date(2024, 10, 12), []),
        (date(2024, 9, 27), date(2024, 10, 11), ["warning short"]),
        (date(2024, 2, 4), date(2024, 2, 19), []),
        (date(2024, 2, 4), date(2024, 2, 18), ["warning short"]),
        (date(2019, 8, 31), date(2019, 9, 2), []),
        (date(2024, 9, 30), date(2024, 9, 20), ["warning short"]),
    ],
)
def test_seven_working_days_are_allotted(sent: date, due: date, expected: list[str]) -> None:
    assert said("MAD-06", office(legality(sent, due, sent))) == expected


@given(sent=DAYS, days=st.integers(0, 15))
def test_the_time_allotted_is_judged_not_the_day_of_the_opinion(sent: date, days: int) -> None:
    where = office()
    due = where.calendar.add_workdays(sent, days)
    quick, slow = legality(sent, due, sent), legality(sent, due, add_days(due, 40))
    assert bool(said("MAD-06", office(quick))) is (days < 7)
    assert said("MAD-06", office(slow)) == said("MAD-06", office(quick))


def test_a_year_without_a_table_of_holidays_is_told() -> None:
    far = legality(date(2035, 12, 28), date(2036, 1, 10))
    assert said("DAT-04", office(far)) == ["warning calendar_missing"] * 2
    assert said("DAT-04", office(legality(ON, date(2024, 2, 20)))) == []


def test_the_bundle_follows_the_steps_that_were_needed_or_taken() -> None:
    kinds, day = d.MaterialKind, date(2024, 3, 4)
    always = [kinds.DECISION_DRAFT, kinds.PUBLIC_OPINION_NOTE, kinds.LEGALITY_OPINION]
    assert steps.missing_papers(the_track(office()), day) == always
    secret = the_track(office(not_public_ground="保守国家秘密法"))
    assert steps.bundle(secret, day) == [kinds.DECISION_DRAFT, kinds.LEGALITY_OPINION]
    taken = the_track(office(experts(day), risk(add_days(day, 1)), market_entities=True))
    both = [kinds.FAIR_COMPETITION_NOTE, kinds.ARGUMENT_REPORT]
    assert set(steps.bundle(taken, day)) == {*always, *both}
    assert kinds.RISK_REPORT in steps.bundle(taken, add_days(day, 1))
