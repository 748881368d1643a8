"""Notice (DEC-16) and minutes (DEC-17): in time by real working days, whole, in series."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from tests.mechanisms.decisions.papers_room import (
    base,
    changed,
    matter,
    meeting,
    said,
    the,
    unit,
)
from tripower.cli.registry import load_rules
from tripower.core.records import Digest, Record
from tripower.core.registers import Span, UnitProfile
from tripower.core.unit import Unit
from tripower.engine.judge import judge
from tripower.mechanisms.decisions import records as d
from tripower.mechanisms.decisions import sittings
from tripower.mechanisms.decisions.completeness import Part, lacking
from tripower.mechanisms.decisions.rounds import Round

MEETING, MINUTES = the(d.Meeting, "K-1"), the(d.Minutes, "J-2024-1")
ITEM = MINUTES.items[0]
BALLOTS = base().all(d.Ballot)
DIGEST = Digest("0" * 64)


def minutes(of: str, number: int, issued_on: date, **fields: Any) -> d.Minutes:
    told = {"meeting_id": of, "minutes_id": f"J-{of}", "number": number, "issued_on": issued_on}
    return changed(MINUTES, **told | fields)


def gaps(*records: Record, without: Iterable[Record] = ()) -> list[str]:
    """What the minutes of K-1 lack, with the person where there is one."""
    where = unit(*records, without=without)
    held, issued = where.get(d.Meeting, "K-1"), where.get(d.Minutes, "J-2024-1")
    assert held and issued
    found = lacking(issued, held, Round.of(held, where))
    return sorted(f"{gap.part} {gap.person_id}".strip() for gap in found)


def item(**fields: Any) -> d.Minutes:
    return changed(MINUTES, items=(changed(ITEM, **fields),))


def test_the_base_minutes_lack_nothing() -> None:
    assert gaps() == []


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (changed(MEETING, place=None), [Part.PLACE]),
        (changed(MEETING, recorder_id=None), [Part.RECORDER]),
        (changed(MINUTES, distribution=()), [Part.DISTRIBUTION]),
        (changed(MINUTES, retention=d.Retention.TEN_YEARS), [Part.RETENTION]),
        (changed(MINUTES, year=2023), [Part.YEAR]),
        (changed(MINUTES, items=()), [Part.ENTRY]),
        (changed(MINUTES, items=(ITEM, ITEM)), [Part.ENTRY]),
        (changed(MINUTES, items=(ITEM, changed(ITEM, matter_id="M-2"))), [Part.AGENDA]),
        (item(outcome=d.Outcome.RATIFIED, entitled=6, yes=4), []),  # DEC-07 compares them
        (item(conclusion=None), [Part.CONCLUSION]),
        (item(executor_id=None), [Part.EXECUTOR]),
        (item(due_on=None), [Part.DEADLINE]),
        (item(supervisor_ids=()), [Part.SUPERVISOR]),
        (item(ballots=ITEM.ballots[1:]), [f"{Part.DIGEST} zhen"]),
        (
            item(ballots=(*ITEM.ballots, d.BallotDigest(person_id="wen", sha256=DIGEST))),
            [f"{Part.BALLOT} wen"],
        ),
        (matter("M-1", proposer_id="jia"), [Part.CONFIRMATION]),
    ],
)
def test_each_part_that_is_missing_is_named(record: Record, expected: list[str]) -> None:
    assert gaps(record) == sorted(expected)


@pytest.mark.parametrize(
    ("gone", "expected"),
    [
        (base().all(d.Speeches), [Part.SPEECHES]),
        (base().all(d.Material), [Part.MATERIALS]),
        (BALLOTS[:1], ["ballot jia"]),
    ],
)
def test_each_record_behind_the_minutes_is_needed(gone: list[Record], expected: list[str]) -> None:
    assert gaps(without=gone) == expected


def test_everybody_missing_has_a_reason() -> None:
    away = changed(MEETING, present_ids=MEETING.present_ids[:4])
    gone = [one for one in BALLOTS if one.person_id == "zheng"]
    fewer = item(present=4, yes=4, ballots=ITEM.ballots[:4])
    assert gaps(away, fewer, without=gone) == ["reason_for_absence zheng"]
    told = changed(away, absent=(d.Absence(person_id="zheng", reason="出差"),))
    assert gaps(told, fewer, without=gone) == []


@pytest.mark.parametrize(
    ("choice", "opinion", "text", "expected"),
    [
        (d.Choice.NO, "单价偏高", "单价偏高", []),
        (d.Choice.NO, "单价偏高", "单价偏高。", ["different_opinion_word_for_word yi"]),
        (d.Choice.ABSTAIN, "情况不明", None, ["different_opinion_word_for_word yi"]),
        (d.Choice.DEFER, "下次再议", None, ["different_opinion_word_for_word yi"]),
        (d.Choice.NO, None, None, []),
        (d.Choice.YES, "同意，注意质量", None, []),
    ],
)
def test_a_different_opinion_stands_word_for_word(
    choice: d.Choice, opinion: str | None, text: str | None, expected: list[str]
) -> None:
    ballot = changed(the(d.Ballot, "K-1/M-1/yi"), choice=choice, opinion=opinion)
    numbers = {"yes": 4 + (choice is d.Choice.YES)}
    if choice is not d.Choice.YES:
        numbers[choice.value] = 1
    told = (d.Dissent(person_id="yi", text=text),) if text else ()
    assert gaps(ballot, item(dissents=told, **numbers)) == expected


def test_a_secret_vote_has_one_digest_of_its_sheet() -> None:
    tally = d.SecretTally(
        meeting_id="K-1",
        matter_id="M-1",
        issued=5,
        collected=5,
        yes=5,
        no=0,
        counter_ids=("wen",),
    )
    sheet = d.BallotDigest(sha256=DIGEST)
    assert gaps(tally, item(ballots=(sheet,)), without=BALLOTS) == []
    assert gaps(tally, item(ballots=()), without=BALLOTS) == [Part.SHEET]
    assert gaps(tally, item(ballots=(sheet, sheet)), without=BALLOTS) == [Part.SHEET]


def test_who_stands_aside_needs_no_ballot_and_who_voted_all_the_same_no_digest() -> None:
    aside = d.Recusal(
        person_id="zheng", ground=d.RecusalGround.SPOUSE, decided_by=d.RecusalDecider.BODY
    )
    recused = d.Recusals(meeting_id="K-1", matter_id="M-1", recusals=(aside,))
    four = item(yes=4, recused=1, ballots=ITEM.ballots[:4])
    assert gaps(recused, four) == []
    assert gaps(recused, four, without=[the(d.Ballot, "K-1/M-1/zheng")]) == []


def test_nothing_is_said_of_a_vote_that_nobody_took() -> None:
    none = {"yes": 0, "ballots": ()}
    left = [*BALLOTS, *base().all(d.Speeches)]
    assert gaps(item(outcome=d.Outcome.WITHDRAWN, **none), without=left) == []
    assert said("DEC-07", unit(item(**none), without=left)) == ["violation unvoted"]
    put_off = changed(MEETING, deferred=(d.Deferral(matter_id="M-1", reason="待补充"),))
    assert gaps(put_off, item(outcome=d.Outcome.DEFERRED, **none), without=left) == []


FRIDAY = date(2024, 9, 27)  # 09-29 is a make-up day, 10-01 to 10-07 are off
HELD = changed(MEETING, meeting_id="K-2", held_on=FRIDAY, agenda=())


@pytest.mark.parametrize(
    ("issued", "as_of", "expected"),
    [
        (date(2024, 10, 10), date(2024, 12, 31), []),
        (date(2024, 10, 11), date(2024, 12, 31), ["warning late"]),
        (None, date(2024, 10, 10), []),
        (None, date(2024, 10, 11), ["violation missing"]),
    ],
)
def test_minutes_are_issued_within_five_working_days(
    issued: date | None, as_of: date, expected: list[str]
) -> None:
    told = [minutes("K-2", 2, issued, items=())] if issued else []
    assert said("DEC-17", unit(HELD, *told), as_of) == expected


def test_a_draft_is_not_issued_and_a_meeting_still_open_needs_none() -> None:
    draft = minutes("K-2", 2, FRIDAY, items=(), distribution=(), draft=True)
    assert said("DEC-17", unit(HELD, draft)) == ["violation missing"]
    assert said("DEC-17", unit(changed(HELD, stage=d.MeetingStage.OPEN))) == []


def series(*numbers: int) -> Unit:
    held = [changed(HELD, meeting_id=f"K-{nth}") for nth, _ in enumerate(numbers, start=2)]
    issued = [
        minutes(f"K-{nth}", number, date(2024, 9, 29), items=())
        for nth, number in enumerate(numbers, start=2)
    ]
    return unit(*held, *issued)


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((2, 3), []),
        ((3, 2), []),
        ((2, 4), ["violation number_skipped"]),
        ((1, 2), ["violation same_number"]),
        ((2, 2, 2), ["violation same_number", "violation same_number"]),
        ((5,), ["violation number_skipped"]),
    ],
)
def test_the_numbers_of_a_year_have_no_gap_and_no_double(
    numbers: tuple[int, ...], expected: list[str]
) -> None:
    assert said("DEC-17", series(*numbers)) == expected
    assert sittings.next_number(series(*numbers), 2024) == max(numbers) + 1


def test_a_folder_that_starts_within_the_year_may_start_with_any_number() -> None:
    profile = the(UnitProfile, "example")
    later = changed(MINUTES, number=7)
    assert said("DEC-17", unit(later)) == []  # the base unit starts on 2024-01-08
    whole = changed(profile, period=Span(from_=date(2024, 1, 1)))
    assert said("DEC-17", unit(whole, later)) == ["violation number_skipped"]


def test_one_meeting_has_one_minutes() -> None:
    second = changed(MINUTES, minutes_id="J-2024-2", number=2)
    assert said("DEC-17", unit(second)) == ["violation twice"]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_number_taken_or_skipped_is_new_when_it_is_written(number: int) -> None:
    """The meetings have no link to each other; only the year's series joins them."""
    before = series(2)
    now = unit(
        changed(HELD, meeting_id="K-3"),
        minutes("K-3", number, date(2024, 9, 28), items=()),
        origin=before,
    )
    rules = {"DEC-17": load_rules()["DEC-17"]}
    known = {f.fingerprint for f in judge(None, before, FRIDAY, rules).findings}
    wanted = [f for f in judge(None, now, FRIDAY, rules).findings if f.fingerprint not in known]
    assert list(judge(before, now, FRIDAY, rules).new) == wanted
    assert bool(wanted) is (number < 3)


@pytest.mark.parametrize(
    ("held", "sent", "expected"),
    [
        (date(2024, 9, 30), date(2024, 9, 27), []),  # the make-up Sunday counts
        (date(2024, 9, 30), date(2024, 9, 28), ["warning late"]),
        (date(2024, 10, 8), date(2024, 9, 29), []),  # nothing of the holiday does
        (date(2024, 10, 8), date(2024, 9, 30), ["warning late"]),
        (date(2024, 10, 8), None, ["warning none"]),
    ],
)
def test_notice_goes_out_two_working_days_before(
    held: date, sent: date | None, expected: list[str]
) -> None:
    called = meeting("K-2", held, "M-1", notice_on=sent)
    assert said("DEC-16", unit(called)) == expected


def test_a_meeting_only_called_may_still_be_moved() -> None:
    soon = meeting("K-2", date(2024, 10, 8), "M-1", stage=d.MeetingStage.CALLED)
    assert said("DEC-16", unit(soon)) == []
    late = changed(soon, notice_on=date(2024, 9, 30))
    assert said("DEC-16", unit(late)) == ["warning late"]


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        (date(2024, 9, 29), []),
        (date(2024, 9, 30), ["warning late_material"]),
        (date(2024, 10, 8), ["warning late_material"]),
        (date(2024, 10, 9), []),  # for another meeting
    ],
)
def test_materials_come_no_later_than_the_notice(received: date, expected: list[str]) -> None:
    called = meeting("K-2", date(2024, 10, 8), "M-1", notice_on=date(2024, 9, 29))
    paper = changed(the(d.Material, "M-1/report"), material_id="more", received_on=received)
    assert said("DEC-16", unit(called, paper)) == expected
