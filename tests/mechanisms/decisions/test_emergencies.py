"""Deciding alone: in an emergency (DEC-14), and as head after discussion (DEC-18)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.mechanisms.decisions.papers_room import (
    TEAM,
    base,
    cast,
    changed,
    findings,
    matter,
    meeting,
    said,
    the,
    unit,
)
from tripower.cli.registry import load_rules
from tripower.core.parameters import DistrictParameterValue
from tripower.core.people import Position
from tripower.core.records import Record
from tripower.core.unit import Unit
from tripower.engine.judge import judge
from tripower.mechanisms.decisions import records as d

FRIDAY = date(2024, 9, 27)  # the Sunday after it is a make-up day, 10-01 to 10-07 are off
REPORT_DUE, RATIFY_DUE = date(2024, 9, 29), date(2024, 10, 16)
DECISION = d.EmergencyDecision(
    matter_id="M-9",
    decider_id="zhen",
    decided_on=FRIDAY,
    ground=d.EmergencyGround.DISASTER_RELIEF,
    reason="堤段渗漏",
    measure="抢修",
)


def report(on: date) -> d.EmergencyReport:
    return d.EmergencyReport(matter_id="M-9", reported_on=on, reported_to="区政府")


REPORTED = report(REPORT_DUE)


def after(*records: Record) -> Unit:
    return unit(matter("M-9"), DECISION, *records)


def ratified(on: date, choices: str = "yyynn", name: str = "K-9") -> list[Record]:
    present = tuple(p for p, c in zip(TEAM, choices, strict=True) if c != "-")
    return [meeting(name, on, "M-9", present_ids=present), *cast(name, "M-9", choices)]


@pytest.mark.parametrize(
    ("reported", "as_of", "expected"),
    [
        (date(2024, 9, 28), date(2024, 9, 30), []),
        (REPORT_DUE, date(2024, 9, 30), []),
        (date(2024, 9, 30), date(2024, 9, 30), ["violation reported_late"]),
        (None, REPORT_DUE, []),
        (None, date(2024, 9, 30), ["violation unreported"]),
    ],
)
def test_an_emergency_is_reported_within_a_working_day(
    reported: date | None, as_of: date, expected: list[str]
) -> None:
    assert said("DEC-14", after(*([report(reported)] if reported else [])), as_of) == expected


@pytest.mark.parametrize(
    ("case", "held", "as_of", "expected"),
    [
        ("still open on the last day", [], RATIFY_DUE, []),
        ("open after it", [], date(2024, 10, 17), ["violation unratified"]),
        ("on the last day", ratified(RATIFY_DUE), date(2024, 10, 17), []),
        (
            "a day late",
            ratified(date(2024, 10, 17)),
            date(2024, 10, 17),
            ["violation ratified_late"],
        ),
        ("C16", ratified(RATIFY_DUE, "yynn-"), RATIFY_DUE, ["violation not_ratified"]),
        ("C16 and one more yes", ratified(RATIFY_DUE, "yyyn-"), RATIFY_DUE, []),
        ("no quorum settles nothing", ratified(RATIFY_DUE, "yyy--"), RATIFY_DUE, []),
        (
            "no quorum, and no other meeting",
            ratified(RATIFY_DUE, "yyy--"),
            date(2024, 10, 17),
            ["violation unratified"],
        ),
        (
            "no quorum, then late",
            [*ratified(RATIFY_DUE, "yyy--"), *ratified(date(2024, 10, 17), name="K-10")],
            date(2024, 10, 17),
            ["violation ratified_late"],
        ),
    ],
)
def test_the_next_meeting_ratifies_or_not(
    case: str, held: list[Record], as_of: date, expected: list[str]
) -> None:
    assert said("DEC-14", after(REPORTED, *held), as_of) == expected, case


def test_the_inequality_of_c16_is_shown() -> None:
    where = after(REPORTED, *ratified(RATIFY_DUE, "yynn-"))
    (found,) = findings("DEC-14", where, RATIFY_DUE)
    assert found.args["inequality"] == "2×2 = 4 ≤ 5"
    assert found.args["person"] == "甄诚"


@pytest.mark.parametrize(
    ("case", "other", "expected"),
    [
        ("a meeting without it", {}, ["warning passed_over"]),
        ("of another body", {"body": d.Body.GOVERNMENT_MEETING}, []),
        ("by circulation", {"form": d.Form.CIRCULATION}, []),
        ("only called", {"stage": d.MeetingStage.CALLED}, []),
        ("on the same day", {"held_on": FRIDAY}, []),
    ],
)
def test_the_next_meeting_may_not_pass_it_over(
    case: str, other: dict[str, object], expected: list[str]
) -> None:
    between = changed(meeting("K-8", date(2024, 10, 9), "M-1"), **other)
    assert said("DEC-14", after(REPORTED, between), date(2024, 10, 9)) == expected, case
    later = after(REPORTED, between, *ratified(RATIFY_DUE))
    assert said("DEC-14", later, RATIFY_DUE) == expected, case


def test_a_personnel_matter_is_no_emergency() -> None:
    where = unit(matter("M-9", category=d.Category.PERSONNEL), DECISION, REPORTED)
    assert said("DEC-14", where, RATIFY_DUE) == ["block personnel"]


def test_our_numbers_of_days_weigh_a_violation_only_where_adopted() -> None:
    adopted = next(v for v in base().all(DistrictParameterValue) if v.key_ == "adopted")
    bare = changed(adopted, value=("DEC-15",))
    late = [bare, report(date(2024, 9, 30)), *ratified(date(2024, 10, 17), "yynnn")]
    expected = ["violation not_ratified", "warning ratified_late", "warning reported_late"]
    assert said("DEC-14", after(*late)) == expected
    assert said("DEC-14", after(bare, REPORTED)) == ["violation unratified"]


def test_a_meeting_that_passes_it_over_is_noticed_when_it_is_written() -> None:
    """The meeting has no link to the emergency; the selection must reach it all the same."""
    before = after(REPORTED)
    now = unit(meeting("K-8", date(2024, 10, 9), "M-1"), origin=before)
    new = judge(before, now, date(2024, 10, 9), {"DEC-14": load_rules()["DEC-14"]}).new
    assert [f.args["held"] for f in new] == [date(2024, 10, 9)]


def discussed(stances: str, ballots: str = "", **fields: object) -> Unit:
    """`aandf`: each member's stance in the order of the team, the head first."""
    words = {one.value[0]: one for one in d.Stance}
    told = tuple(
        d.Speech(person_id=person, stance=words[letter], gist="意见")
        for person, letter in zip(TEAM, stances, strict=False)
        if letter != "-"
    )
    held: dict[str, object] = {
        "body": d.Body.GOVERNMENT_MEETING,
        "decision_model": d.DecisionModel.HEAD_AFTER_DISCUSSION,
    }
    decision: dict[str, object] = {"decider_id": "zhen", "choice": d.HeadChoice.PASS}
    decision.update({k: v for k, v in fields.items() if k in ("decider_id", "choice", "reasons")})
    held.update({k: v for k, v in fields.items() if k not in decision and k != "reasons"})
    return unit(
        matter("M-9"),
        meeting("K-9", date(2024, 3, 15), "M-9", **held),
        d.Speeches(meeting_id="K-9", matter_id="M-9", speeches=told),
        d.HeadDecision(meeting_id="K-9", matter_id="M-9", **decision),  # type: ignore[arg-type]
        *cast("K-9", "M-9", ballots),
    )


@pytest.mark.parametrize(
    ("case", "where", "expected"),
    [
        ("3 of 5 against", discussed("faaaf"), ["violation no_reasons"]),
        ("2 of 5 against", discussed("faanf"), []),
        ("against or to defer", discussed("fadan"), ["violation no_reasons"]),
        ("with reasons", discussed("faaaa", reasons="汛期前必须恢复通行"), []),
        ("the ballots count before the speeches", discussed("faaaa", "yyyyn"), []),
        ("who is absent has no say", discussed("faaa", present_ids=TEAM[:2]), []),
        ("half of four is not most", discussed("faaf", present_ids=TEAM[:4]), []),
        ("the head rejects", discussed("affff", choice=d.HeadChoice.REJECT), [
            "violation no_reasons"
        ]),
        ("a team", discussed("fffff", body=d.Body.TEAM), ["violation not_this_body"]),
        ("a party group", discussed("fffff", body=d.Body.PARTY_GROUP), [
            "violation not_this_body"
        ]),
        ("a deputy decides", discussed("fffff", decider_id="jia"), ["violation not_the_head"]),
        ("a vote", discussed("faaaa", decision_model=d.DecisionModel.VOTE), []),
    ],
)  # fmt: skip
def test_the_head_gives_reasons_against_most_members(
    case: str, where: Unit, expected: list[str]
) -> None:
    assert said("DEC-18", where) == expected, case


def test_an_acting_head_decides_only_while_the_post_is_vacant() -> None:
    acting = changed(the(Position, "p-jia"), acting=True)
    decided = discussed("fffff", decider_id="jia")
    assert said("DEC-18", unit(acting, origin=decided)) == ["violation not_the_head"]
    gone = changed(the(Position, "p-zhen"), to=date(2024, 3, 14))
    assert said("DEC-18", unit(acting, gone, origin=decided)) == []
