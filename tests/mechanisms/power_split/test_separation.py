"""Three deciders at least, and four hands in a transaction (SEP-03, SEP-05)."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from tests.mechanisms.power_split.ledger_room import (
    DAY,
    END,
    START,
    decided,
    findings,
    matter,
    office,
    post,
    said,
    step,
)
from tripower.core.people import Role
from tripower.core.records import Record
from tripower.mechanisms.decisions.records import Meeting

JUNE = date(2024, 6, 30)
JULY = date(2024, 7, 1)


def spans(*more: Record) -> list[tuple[date, date, int]]:
    return [
        (f.args["first"], f.args["last"], f.args["count"])
        for f in findings("SEP-03", office(*more))
    ]


def test_three_deciders_are_enough() -> None:
    assert spans() == []


def test_a_team_of_two_is_for_a_person_to_judge_from_the_day_it_shrank() -> None:
    assert spans(post("yi", Role.DEPUTY_HEAD, to=JUNE)) == [(JULY, END, 2)]
    assert said("SEP-03", office(post("yi", Role.DEPUTY_HEAD, to=JUNE))) == ["manual team"]


def test_a_successor_without_a_gap_keeps_it_whole() -> None:
    left = post("yi", Role.DEPUTY_HEAD, to=JUNE)
    assert spans(left, post("shi", Role.DEPUTY_HEAD, from_=JULY)) == []
    late = post("shi", Role.DEPUTY_HEAD, from_=date(2024, 7, 15))
    assert spans(left, late) == [(JULY, date(2024, 7, 14), 2)]


def test_one_stretch_of_the_same_size_is_one_finding() -> None:
    swapped = [
        post("yi", Role.DEPUTY_HEAD, to=JUNE),
        post("jia", Role.DEPUTY_HEAD, to=date(2024, 9, 30)),
        post("shi", Role.DEPUTY_HEAD, from_=date(2024, 10, 1)),
    ]
    assert spans(*swapped) == [(JULY, END, 2)]


def test_a_team_that_shrinks_further_is_two_findings() -> None:
    left = post("yi", Role.DEPUTY_HEAD, to=JUNE)
    later = post("jia", Role.DEPUTY_HEAD, to=date(2024, 9, 30))
    assert spans(left, later) == [(JULY, date(2024, 9, 30), 2), (date(2024, 10, 1), END, 1)]


def test_staff_and_suspended_members_do_not_decide() -> None:
    suspended = {"suspended_from": JULY, "suspended_to": date(2024, 7, 31)}
    paper = {"suspended_doc_no": "停职〔2024〕1号"}
    staff = post("wen", Role.STAFF, voting=False)
    assert spans(staff, post("yi", Role.DEPUTY_HEAD, **suspended)) == []
    assert spans(staff, post("yi", Role.DEPUTY_HEAD, **suspended, **paper)) == [
        (JULY, date(2024, 7, 31), 2)
    ]


def test_a_meeting_of_two_is_named_where_the_team_is_larger() -> None:
    meeting, sheet = decided(DAY, 2)
    assert isinstance(meeting, Meeting)
    two = replace(meeting, entitled_ids=("zhen", "jia"))
    assert said("SEP-03", office(matter(), two, sheet)) == ["manual meeting"]
    assert said("SEP-03", office(matter(), meeting, sheet)) == []
    gone = post("yi", Role.DEPUTY_HEAD, to=START)
    assert said("SEP-03", office(matter(), two, sheet, gone)) == ["manual team"]


FOUR = [step("apply", "wen"), step("approve", "jia"), step("pay", "chu"), step("book", "kuai")]


@pytest.mark.parametrize(
    ("case", "told", "expected"),
    [
        ("nothing imported", [], ["not_assessable no_ledger"]),
        ("four hands", FOUR, []),
        ("the head countersigns", [*FOUR, step("cosign", "zhen")], []),
        ("the approver countersigns", [*FOUR, step("cosign", "jia")], []),
        ("one books own payments", [*FOUR[:3], step("book", "chu")], ["violation same"]),
        ("one pays twice", [*FOUR, step("pay", "chu", on=JULY)], []),
        (
            "the bookkeeper's own trip",
            [step("approve", "jia", applicant_id="kuai"), step("book", "kuai")],
            ["violation same"],
        ),
        (
            "two people with two parts each",
            [step("apply", "wen"), step("approve", "jia"), step("pay", "wen"), step("book", "jia")],
            ["violation same", "violation same"],
        ),
        ("another transaction", [*FOUR[:3], step("book", "chu", tx="Y")], None),
        ("only asked for so far", [step("apply", "wen")], []),
        ("paid, nothing else known", [step("pay", "chu")], ["not_assessable alone"]),
        ("one person did all", [step("pay", "chu"), step("book", "chu")], ["violation same"]),
    ],
)
def test_four_hands(case: str, told: list[Record], expected: list[str] | None) -> None:
    wanted = ["not_assessable alone"] if expected is None else expected
    assert said("SEP-05", office(told)) == wanted, case
