"""How a register may change, with the boundary on both sides (TRL-06, TRL-09)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.mechanisms.decisions.papers_room import base, changed, the
from tests.mechanisms.decisions.trail_room import act, came, hits, pair, said, there
from tripower.core.findings import SourceClass
from tripower.core.parameters import DistrictParameterValue, ParameterValue
from tripower.core.people import Person, Position, Role
from tripower.core.records import Record
from tripower.core.registers import CalendarDay, DayStatus, Span, UnitProfile
from tripower.mechanisms.decisions import records as d

HELD = date(2024, 6, 20)
DAY = timedelta(days=1)
SOON = act(HELD + 2 * DAY)
MEETING = changed(the(d.Meeting, "K-1"), meeting_id="K-2", held_on=HELD)
JIA, WEN = the(Position, "p-jia"), the(Position, "p-wen")
PROFILE = changed(the(UnitProfile, "example"), successor_of=("甲局",), staffing=20)
BACK, LATE, TOLD = ["violation reaches_back"], ["warning late"], ["notice told_late"]


def post(first: date, **told: Any) -> Position:
    who = {"role": Role.DEPUTY_HEAD, "title": "副局长", "voting": True}
    return Position(position_id="p-9", person_id="wen", from_=first, **who | told)


@pytest.mark.parametrize(
    ("before", "fields", "expected"),
    [
        (JIA, {"title": "局长"}, ["violation rewritten"]),
        (JIA, {"title": "局长", "late_entry": "笔误"}, ["notice corrected"]),
        (JIA, {"title": "局长", "role": Role.DIRECTOR}, ["violation rewritten"] * 2),
        (JIA, {"voting": False}, ["violation rewritten"]),
        (JIA, {"doc_no": "示组〔2022〕1号"}, []),  # what was open is filled in
        (changed(JIA, doc_no="示组〔2022〕1号"), {"doc_no": None}, ["violation rewritten"]),
        (changed(JIA, late_entry="笔误"), {"title": "局长"}, ["violation rewritten"]),  # of before
        (
            changed(JIA, late_entry="笔误"),
            {"title": "局长", "late_entry": "再改"},
            ["notice corrected"],
        ),
        (
            changed(JIA, late_entry="笔误"),
            {"title": "局长", "late_entry": None},
            ["violation rewritten"],
        ),
        (the(Person, "jia"), {"office_phone": "0000-1"}, []),
        (the(Person, "jia"), {"office_phone": None}, []),
        (the(Person, "jia"), {"name": "郑真"}, ["violation rewritten"]),
        (PROFILE, {"staffing": 25, "key_department": True}, []),
        (PROFILE, {"successor_of": ("甲局", "乙局")}, []),
        (PROFILE, {"successor_of": ("乙局", "甲局")}, ["violation rewritten"]),
        (PROFILE, {"successor_of": ()}, ["violation rewritten"]),
        (PROFILE, {"name": "另一局"}, ["violation rewritten"]),
        (
            PROFILE,
            {"period": Span(from_=date(2024, 1, 9), to=PROFILE.period.to)},
            ["violation rewritten"],
        ),
    ],
)
def test_a_line_is_filled_in_or_corrected_with_a_word_and_never_rewritten(
    before: Record, fields: dict[str, Any], expected: list[str]
) -> None:
    assert said("TRL-06", [pair(before, changed(before, **fields))], MEETING, by=SOON) == expected


def test_a_line_is_ended_and_not_taken_away() -> None:
    assert said("TRL-06", [pair(JIA, None)], MEETING, by=SOON) == ["violation gone"]
    pairs = [pair(JIA, None)]
    assert [hit.mark for hit in hits("TRL-06", pairs, there(pairs), SOON)] == ["position/p-jia"]
    gone = [pair(the(d.Matter, "M-1"), None)]
    assert said("TRL-06", gone, MEETING, by=SOON) == []  # TRL-01 speaks of events


def test_what_is_rewritten_is_shown_as_it_was_and_as_it_is() -> None:
    span = Span(from_=date(2024, 1, 9), to=PROFILE.period.to)
    now = changed(
        PROFILE, successor_of=("乙局", "丙局"), staffing=None, short_name=None, period=span
    )
    pairs = [pair(PROFILE, now)]
    found = hits("TRL-06", pairs, there(pairs, MEETING), SOON)
    told = {hit.args["name"]: (hit.args["old"], hit.args["new"], hit.mark) for hit in found}
    assert told == {
        "short_name": ("示例局", "–", "unit/example.short_name"),
        "successor_of": ("甲局", "乙局, 丙局", "unit/example.successor_of"),
        "period.from": ("2024-01-08", "2024-01-09", "unit/example.period.from"),
    }
    assert [hit.field for hit in found] == [hit.args["name"] for hit in found]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (post(HELD), BACK),
        (post(HELD + DAY), []),
        (post(HELD, late_entry="任命文件晚到"), TOLD),
        (post(HELD + DAY, late_entry="任命文件晚到"), []),
        (post(HELD, voting=False), []),
        (post(HELD + 9 * DAY), []),  # it begins later
        (CalendarDay(on=HELD - DAY, status=DayStatus.OFF, source="区府通知"), []),
    ],
)
def test_a_post_that_begins_behind_a_meeting(line: Record, expected: list[str]) -> None:
    assert said("TRL-06", came(line), MEETING, by=SOON) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {"to": HELD}, []),  # to the end of that day it was held
        ({}, {"to": HELD - DAY}, BACK),
        ({}, {"to": HELD - DAY, "late_entry": "补登"}, TOLD),
        ({"to": HELD - DAY}, {"to": HELD - DAY, "doc_no": "示组〔2024〕1号"}, []),
        ({"to": HELD - DAY}, {"to": None}, BACK),  # the end is taken back
        ({"to": HELD}, {"to": None}, []),
        ({"to": HELD - 2 * DAY}, {"to": HELD + DAY}, BACK),
        ({"to": HELD + DAY}, {"to": HELD - 2 * DAY}, BACK),
        ({}, {"suspended_from": HELD, "suspended_doc_no": "区纪〔2024〕1号"}, BACK),
        ({}, {"suspended_from": HELD + DAY, "suspended_doc_no": "区纪〔2024〕1号"}, []),
        ({"suspended_from": HELD}, {"suspended_from": HELD, "suspended_to": HELD}, BACK),
        ({"suspended_from": HELD}, {"suspended_from": HELD, "suspended_doc_no": "1号"}, BACK),
        (
            {"suspended_from": HELD + DAY},
            {"suspended_from": HELD + DAY, "suspended_to": HELD + DAY},
            [],
        ),
        ({"suspended_from": HELD}, {"suspended_from": HELD, "doc_no": "1号"}, []),
        ({}, {"suspended_doc_no": "1号"}, []),  # of no suspension
        ({}, {"to": HELD + DAY, "suspended_from": HELD}, BACK),  # the earlier of the two
    ],
)
def test_a_post_that_is_altered_behind_a_meeting(
    before: dict[str, Any], after: dict[str, Any], expected: list[str]
) -> None:
    one = pair(changed(JIA, **before), changed(JIA, **after))
    assert said("TRL-06", [one], MEETING, by=SOON) == expected


def test_a_suspension_that_is_taken_back_behind_a_meeting() -> None:
    before = changed(JIA, suspended_from=HELD, suspended_doc_no="区纪〔2024〕1号")
    for day in (None, HELD + DAY):
        one = pair(before, changed(before, suspended_from=day))
        assert said("TRL-06", [one], MEETING, by=SOON) == [*BACK, "violation rewritten"]


def test_the_first_day_on_which_something_else_holds_is_told() -> None:
    one = pair(changed(JIA, to=HELD), changed(JIA, to=HELD - 3 * DAY, suspended_from=HELD - DAY))
    (hit,) = hits("TRL-06", [one], there([one], MEETING), SOON)
    assert (hit.args["day"], hit.args["held"]) == (HELD - 2 * DAY, HELD)
    assert hit.mark == "position/p-jia"


@pytest.mark.parametrize(
    ("meeting", "by", "expected"),
    [
        ({}, SOON, BACK),
        ({"draft": True}, SOON, []),  # it is not closed yet
        ({"held_on": HELD + 3 * DAY}, SOON, []),
        ({"held_on": HELD + 3 * DAY}, act(HELD + 3 * DAY), BACK),
        ({"held_on": HELD}, act(HELD), BACK),  # recorded in the morning
    ],
)
def test_only_a_meeting_that_was_held_is_altered(
    meeting: dict[str, Any], by: Any, expected: list[str]
) -> None:
    assert said("TRL-06", came(post(HELD)), changed(MEETING, **meeting), by=by) == expected


def test_of_several_meetings_the_last_counts() -> None:
    later = changed(MEETING, meeting_id="K-3", held_on=HELD + DAY)
    assert said("TRL-06", came(post(HELD + DAY)), later, MEETING, by=SOON) == BACK


@pytest.mark.parametrize(
    ("line", "committed", "expected"),
    [
        (post(date(2024, 6, 24)), date(2024, 7, 1), []),
        (post(date(2024, 6, 24)), date(2024, 7, 2), LATE),
        (post(date(2024, 6, 24), late_entry="补登"), date(2024, 7, 2), []),
        (post(date(2024, 6, 24), voting=False), date(2024, 7, 2), LATE),
        (
            CalendarDay(on=date(2024, 6, 24), status=DayStatus.OFF, source="通知"),
            date(2024, 7, 2),
            LATE,
        ),
        (post(date(2024, 9, 9)), date(2024, 9, 14), []),  # a Saturday that is worked
        (post(date(2024, 9, 9)), date(2024, 9, 15), LATE),
    ],
)
def test_more_than_five_working_days_back_is_late(
    line: Record, committed: date, expected: list[str]
) -> None:
    assert said("TRL-06", came(line), MEETING, by=act(committed)) == expected


def test_of_two_clocks_the_one_counts_that_accuses_of_less() -> None:
    both = act(days=(date(2024, 7, 2), date(2024, 7, 1)))
    assert said("TRL-06", came(post(date(2024, 6, 24))), MEETING, by=both) == []
    eve = act(days=(HELD, HELD - DAY))  # by one of them it was entered the day before
    assert said("TRL-06", came(post(HELD)), MEETING, by=eve) == []


def test_while_a_unit_sets_itself_up_its_past_is_simply_entered() -> None:
    own = [*base().all(d.Meeting), *base().all(d.Matter)]
    old = came(post(date(2022, 1, 1)))
    assert said("TRL-06", old, by=SOON, without=own) == []
    assert said("TRL-06", old, by=SOON, without=base().all(d.Meeting)) == LATE
    assert said("TRL-06", old, by=SOON, without=base().all(d.Matter)) == BACK
    rewritten = [pair(JIA, changed(JIA, title="局长"))]
    assert said("TRL-06", rewritten, by=SOON, without=own) == ["violation rewritten"]


def test_the_period_of_the_unit_counts_at_its_meetings() -> None:
    ended = changed(PROFILE, period=Span(from_=PROFILE.period.from_, to=HELD - DAY))
    assert said("TRL-06", [pair(PROFILE, ended)], MEETING, by=SOON) == BACK
    assert said("TRL-06", came(PROFILE), MEETING, by=SOON) == BACK


def value(first: date | None, text: str = "1", of: str = "dec.close_margin", **told: Any) -> Any:
    what = {"value": text, "source_class": SourceClass.PRACTICE, "source": "本局实施细则"}
    return told.pop("kind", ParameterValue)(key_=of, from_=first, **what | told)


OLD = value(HELD, "2")


def test_a_number_of_the_rules_that_begins_behind_a_meeting() -> None:
    assert said("TRL-06", came(value(HELD)), MEETING, by=SOON) == BACK
    assert said("TRL-06", came(value(HELD + DAY)), MEETING, by=SOON) == []


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (value(HELD + DAY), []),
        (value(HELD - DAY), ["violation replayed"]),
        (value(None), ["violation replayed"]),
        (value(HELD - DAY, of="dec.close_min_entitled"), []),
        (value(HELD - DAY, kind=DistrictParameterValue), []),  # the district's are its own
    ],
)
def test_a_number_begins_after_all_that_it_had(new: Any, expected: list[str]) -> None:
    assert said("TRL-09", came(new), OLD) == expected


def test_between_two_numbers_none_is_put() -> None:
    older = value(HELD - 9 * DAY, "3")
    assert said("TRL-09", came(value(HELD - DAY)), older, OLD) == ["violation replayed"]
    assert said("TRL-09", came(value(HELD + DAY)), older, OLD) == []


def test_two_numbers_of_one_day_are_one_too_many() -> None:
    district = value(HELD, kind=DistrictParameterValue)
    again = value(HELD - DAY, kind=DistrictParameterValue)
    assert said("TRL-09", came(again), district) == ["violation replayed"]
    assert said("TRL-09", came(again), OLD) == []
    open_end = value(None, "3")
    assert said("TRL-09", came(value(date(1, 1, 1))), open_end) == ["violation replayed"]


def test_what_one_commit_brings_or_changes_is_compared_with_what_was_there() -> None:
    assert said("TRL-09", came(value(HELD), value(HELD + DAY))) == []
    assert said("TRL-09", [pair(OLD, value(HELD, "3"))], value(HELD + DAY)) == []  # TRL-06's
    both = came(value(HELD - DAY), value(HELD + DAY))
    pairs = [*both]
    (hit,) = hits("TRL-09", pairs, there(pairs, OLD), act())
    assert (hit.args["day"], hit.args["latest"]) == (HELD - DAY, HELD)
    assert (hit.args["key"], hit.field) == ("dec.close_margin", "from")
