"""How matters end and come back: deferred, rejected, forgotten, brought back too early (DEC-13)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.mechanisms.decisions.voting_room import N, Y, members, unit
from tripower.cli.registry import load_rules
from tripower.core.records import Record
from tripower.core.unit import View
from tripower.engine.judge import judge
from tripower.mechanisms.decisions import records as d
from tripower.mechanisms.decisions.rules.returning import Course

TEAM = members(5)
RULE = load_rules()["DEC-13"]


def day(text: str) -> date:
    return date.fromisoformat(f"2024-{text}")


MATTER = d.Matter(
    matter_id="M",
    category=d.Category.PROJECT,
    title="办公楼维修",
    proposer_id="m1",
    proposed_on=day("01-02"),
)


def meeting(on: str, result: str, **told: Any) -> list[Record]:
    """A meeting named after its day: `passed`, `rejected`, `deferred`, `silent`, or `without` M."""
    put_off = (d.Deferral(matter_id="M", reason="资金待落实"),) if result == "deferred" else ()
    held = d.Meeting(
        **{
            "meeting_id": f"K{on}",
            "held_on": day(on),
            "presiding_id": "m1",
            "agenda": () if result == "without" else ("M",),
            "stage": d.MeetingStage.CLOSED,
            "entitled_ids": TEAM,
            "present_ids": TEAM,
            "deferred": put_off,
        }
        | told
    )
    choices = {"passed": [Y] * 5, "rejected": [Y, Y, N, N, N]}.get(result, [])
    cast = [
        d.Ballot(meeting_id=f"K{on}", matter_id="M", person_id=person, choice=choice)
        for person, choice in zip(TEAM, choices, strict=False)
    ]
    return [held, *cast]


def back(on: str, number: int, change: str) -> list[Record]:
    how = d.RetablingChange(change)
    return [d.Retabling(matter_id="M", round=number, on=day(on), change=how, note="见说明")]


def withdrawn(on: str) -> list[Record]:
    return [d.Withdrawal(matter_id="M", on=day(on), by="m1", reason="不再需要")]


def returned(on: str) -> list[Record]:
    told = {"checked_on": day(on), "checked_by": "m1", "result": d.GateResult.RETURNED}
    return [d.Admission(matter_id="M", check_no=1, **told)]


def said(*parts: list[Record]) -> list[str]:
    see = View(
        unit([MATTER, *(one for part in parts for one in part)], {}),
        RULE.reads,
        RULE.parameters,
        day("12-31"),
    )
    hits = [hit for course in Course.every(see) for hit in RULE.function(course, see)]
    return [f"{hit.says} {hit.mark}" for hit in hits]


DEFERRED, REJECTED = meeting("03-01", "deferred"), meeting("03-01", "rejected")
AT_ONCE = meeting("03-15", "passed")


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([DEFERRED], []),
        ([DEFERRED, back("03-10", 2, "added_work"), AT_ONCE], []),
        ([DEFERRED, AT_ONCE], ["no_record 2"]),
        ([DEFERRED, back("03-10", 2, "plan"), AT_ONCE], ["no_work 2"]),
        ([DEFERRED, meeting("03-15", "without")], ["forgotten K03-15"]),
        ([DEFERRED, meeting("03-15", "without", stage=d.MeetingStage.OPEN)], []),
        ([DEFERRED, meeting("03-15", "without", stage=d.MeetingStage.CALLED)], []),
        ([DEFERRED, meeting("03-15", "without", body=d.Body.PARTY_GROUP)], []),
        ([DEFERRED, meeting("03-15", "without", form=d.Form.PHONE)], []),
        ([DEFERRED, meeting("02-15", "without")], []),
        ([DEFERRED, withdrawn("03-15"), meeting("03-15", "without")], []),
        ([DEFERRED, withdrawn("03-16"), meeting("03-15", "without")], ["forgotten K03-15"]),
        (
            [
                DEFERRED,
                meeting("03-15", "without"),
                back("03-20", 2, "added_work"),
                meeting("04-01", "passed"),
            ],
            ["forgotten K03-15"],
        ),
        (
            [
                DEFERRED,
                back("03-10", 2, "added_work"),
                meeting("03-15", "deferred"),
                meeting("04-01", "without"),
            ],
            ["forgotten K04-01"],
        ),
    ],
)
def test_what_was_deferred_comes_back_at_the_next_meeting_with_added_work(
    parts: list[list[Record]], expected: list[str]
) -> None:
    assert said(*parts) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([REJECTED, meeting("03-15", "without")], []),  # it need not come back
        ([REJECTED, back("03-31", 2, "plan")], []),  # the 30th day after 03-01
        ([REJECTED, back("03-30", 2, "facts")], ["early 2"]),
        ([REJECTED, back("04-30", 2, "added_work")], ["unchanged 2"]),
        ([REJECTED, back("03-02", 2, "added_work")], ["unchanged 2", "early 2"]),
        ([REJECTED, meeting("04-15", "passed")], ["no_record 2"]),
        ([REJECTED, meeting("04-15", "passed", stage=d.MeetingStage.OPEN)], []),
        ([REJECTED, back("04-01", 3, "plan")], ["misnumbered 3"]),
        ([REJECTED, back("04-01", 1, "plan")], ["misnumbered 1"]),
        ([REJECTED, back("02-01", 2, "plan")], ["misnumbered 2"]),  # before it was rejected
        ([REJECTED, back("02-01", 1, "plan")], ["misnumbered 1"]),
        ([back("02-01", 2, "plan")], ["misnumbered 2"]),  # it was never discussed
        ([REJECTED, back("04-15", 2, "plan"), meeting("04-15", "passed")], []),  # the same day
        (
            [REJECTED, meeting("04-15", "passed"), back("04-16", 2, "plan")],
            ["misnumbered 2"],  # written up afterwards
        ),
    ],
)
def test_what_was_rejected_needs_time_and_something_new(
    parts: list[list[Record]], expected: list[str]
) -> None:
    assert said(*parts) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([meeting("03-01", "silent")], ["undecided K03-01"]),
        ([meeting("03-01", "silent", stage=d.MeetingStage.OPEN)], []),
        ([meeting("03-01", "silent"), withdrawn("03-01")], []),
        ([meeting("03-01", "silent"), returned("03-01")], []),
        ([meeting("03-01", "silent"), returned("02-28")], ["undecided K03-01"]),
        ([meeting("03-01", "passed")], []),
        ([meeting("03-01", "silent"), AT_ONCE], ["undecided K03-01"]),
    ],
)
def test_a_meeting_that_is_over_leaves_nothing_open(
    parts: list[list[Record]], expected: list[str]
) -> None:
    assert said(*parts) == expected


def test_a_meeting_that_leaves_a_matter_out_brings_up_that_matter_though_nothing_links_them() -> (
    None
):
    before = [MATTER, *DEFERRED]
    after = [*before, *meeting("03-15", "without")]
    rules = {"DEC-13": RULE}
    partly = judge(unit(before, {}), unit(after, {}), day("12-31"), rules)
    wholly = judge(None, unit(after, {}), day("12-31"), rules)
    assert [f.fingerprint for f in partly.new] == [f.fingerprint for f in wholly.findings]
    assert [f.subject_id for f in partly.new] == ["M"]
