"""SUP-05 and SUP-06: the score to the hundredth, and what follows a low one."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.mechanisms.oversight.unit_room import COUNT, tally, told, unit
from tripower.mechanisms.oversight.records import AppraisalGrade, EvaluationTally, GradeCount, Scale
from tripower.mechanisms.oversight.score import SCALES, Fault, appraise, places, ranks

A = ("satisfied", "mostly_satisfied", "dissatisfied", "unfamiliar")
B = ("good", "fairly_good", "fair", "poor")
MERIT = "scale: merit\n"


def scored(names: tuple[str, ...], *numbers: int, more: str = "") -> Decimal | None:
    found = unit(tally(dict(zip(names, numbers, strict=True)), 9999, sum(numbers), more))
    return appraise(found.all(EvaluationTally)[0], found).score


@pytest.mark.parametrize(
    ("numbers", "score"),
    [
        ((40, 25, 10, 5), "80.67"),  # C41: over 75, not over 80
        ((0, 80, 0, 0), "70.00"),
        ((0, 79, 1, 0), "69.50"),
        ((1, 0, 0, 99), "100.00"),
        ((0, 0, 7, 0), "30.00"),
        ((1, 1, 6, 0), "43.75"),
        ((3, 5, 0, 0), "81.25"),
    ],
)
def test_c41_whoever_does_not_know_is_not_in_the_divisor(
    numbers: tuple[int, ...], score: str
) -> None:
    assert scored(A, *numbers) == Decimal(score)


@pytest.mark.parametrize(
    ("numbers", "score"), [((10, 20, 5, 5), "81.25"), ((1, 1, 1, 1), "73.75"), ((0, 0, 1, 1), "55")]
)
def test_the_other_scale_counts_every_grade(numbers: tuple[int, ...], score: str) -> None:
    assert scored(B, *numbers, more=MERIT) == Decimal(score)


def test_a_district_with_another_scale_and_other_weights() -> None:
    own = (
        "parameters:\n  - key: sup.scale\n    value: merit\n    source_class: local_practice\n"
        "    source: 示例区\n  - key: sup.weight_fair\n    value: 60\n"
        "    source_class: local_practice\n    source: 示例区\n"
    )
    files = tally({"good": 1, "fair": 1}, 2, 2) | {"district-parameters.yaml": own}
    found = unit(files)
    assert appraise(found.all(EvaluationTally)[0], found).score == Decimal("80.00")


COUNTS = st.lists(st.integers(0, 5000), min_size=4, max_size=4)
SEE = unit({})


@given(COUNTS, st.sampled_from(Scale))
def test_the_score_is_the_quotient_rounded_once(numbers: list[int], scale: Scale) -> None:
    counts = tuple(
        GradeCount(grade=grade, count=number)
        for grade, number in zip(SCALES[scale], numbers, strict=True)
    )
    told_by = EvaluationTally(
        tally_id="E-9",
        on=date(2024, 6, 20),
        scale=scale,
        issued=20000,
        collected=sum(numbers),
        counts=counts,
    )
    got = appraise(told_by, SEE)
    weights = {AppraisalGrade.UNFAMILIAR: None} | {one.grade: one.weight for one in got.lines}
    valid = sum(one.count for one in counts if weights[one.grade] is not None)
    if valid == 0:
        assert (got.score, got.fault) == (None, Fault.EMPTY)
        return
    points = sum(one.count * (weights[one.grade] or 0) for one in counts)
    exact = Decimal(points * 10**6) / valid  # 28 digits are enough for so few ballots
    assert got.score == (exact / 10**6).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert got.passed is (points >= 70 * valid)


def test_a_score_shown_as_seventy_may_be_below_it() -> None:
    """19999 × 70 + 1 × 30 over 20000 is 69.998, which shows as 70.00."""
    files = tally({"mostly_satisfied": 19999, "dissatisfied": 1}, 20000, 20000)
    found = unit(files)
    got = appraise(found.all(EvaluationTally)[0], found)
    assert (got.score, got.passed) == (Decimal("70.00"), False)
    assert [name for _, name in told(files, "SUP-06")] == ["overdue", "overdue"]


@pytest.mark.parametrize(("collected", "found"), [(50, []), (51, [("warning", "too_many")])])
def test_more_ballots_than_issued_make_it_void(
    collected: int, found: list[tuple[str, str]]
) -> None:
    assert told(tally({"satisfied": collected}, 50, collected), "SUP-05") == found


def test_a_void_count_has_no_score_and_a_low_one_no_consequence() -> None:
    files = tally({"dissatisfied": 51}, 50, 51)
    assert told(files, "SUP-06") == []


def test_a_void_count_is_mended_by_a_new_one_and_a_valid_one_is_not_repeated() -> None:
    again = tally({"satisfied": 50}, 50, 50, "redo_of: E-1\n")[f"{COUNT}/tally.yaml"]
    second = {"appraisals/2024/E-2/tally.yaml": again.replace("tally_id: E-1", "tally_id: E-2")}
    assert told(tally({"satisfied": 51}, 50, 51) | second, "SUP-05") == []
    valid = tally({"satisfied": 49}, 50, 49) | second
    assert told(valid, "SUP-05") == [("warning", "needless")]


def test_a_void_count_does_not_stand_in_its_own_place() -> None:
    files = tally({"satisfied": 51}, 50, 51, "redo_of: E-1\n")
    assert told(files, "SUP-05") == [("warning", "too_many")]


def test_nobody_who_knows_is_for_people_to_judge() -> None:
    assert told(tally({"unfamiliar": 5}, 50, 5), "SUP-05") == [("manual", "empty")]


ADOPTED = {
    "district-parameters.yaml": (
        "parameters:\n  - key: adopted\n    value: [SUP-05, SUP-06]\n"
        "    source_class: local_practice\n    source: 示例区参数包\n"
    )
}


def test_a_district_that_adopts_the_rules_gets_violations() -> None:
    files = tally({"satisfied": 51}, 50, 51) | ADOPTED
    assert told(files, "SUP-05") == [("violation", "too_many")]


def after(name: str, on: str, more: str = "") -> dict[str, str]:
    return {f"{COUNT}/{name}.yaml": f'tally_id: E-1\n"on": {on}\n{more}'}


TALK = "talk: reminder_talk\nby: 区纪委\nmend_by: 2024-09-30\n"
LOW = tally({"dissatisfied": 10}, 10, 10)


@pytest.mark.parametrize(("on", "late"), [("2024-07-20", 0), ("2024-07-21", 2)])
def test_talk_and_explanation_come_within_thirty_days(on: str, late: int) -> None:
    files = LOW | after("talk", on, TALK) | after("explanation", on, "text: 说明。\n")
    mended = after("mending", "2024-09-30", "result: 已整改。\n")
    assert told(files | mended, "SUP-06") == [("warning", "late")] * late


def test_mending_is_late_from_the_day_after_the_one_set() -> None:
    files = LOW | after("talk", "2024-07-20", TALK)
    files |= after("explanation", "2024-07-20", "text: 说明。\n")
    assert told(files, "SUP-06", date(2024, 9, 30)) == []
    assert told(files, "SUP-06", date(2024, 10, 1)) == [("warning", "overdue")]
    late = after("mending", "2024-10-08", "result: 已整改。\n")
    assert told(files | late, "SUP-06") == [("warning", "late")]


def rating(year: int, who: str) -> dict[str, str]:
    text = f'rating_id: N-1\nyear: {year}\n{who}grade: excellent\n"on": {year}-12-20\n'
    return {f"ratings/{year}/N-1.yaml": text}


@pytest.mark.parametrize(
    ("year", "who", "found"),
    [
        (2024, "person_id: zhen\n", True),
        (2025, "person_id: zhen\n", False),
        (2024, "person_id: jia\n", False),
        (2024, "", False),
    ],
)
def test_only_the_appraised_and_only_that_year_is_not_excellent(
    year: int,
    who: str,
    found: bool,
) -> None:
    names = [name for _, name in told(LOW | rating(year, who), "SUP-06", date(2024, 6, 21))]
    assert names == (["excellent"] if found else [])


def test_equal_scores_share_a_place() -> None:
    scores = {"a": Fraction(90), "b": Fraction(85), "c": Fraction(85), "d": Fraction(70)}
    assert ranks(scores) == {"a": 1, "b": 2, "c": 2, "d": 4}


def test_places_are_among_counts_of_one_year_and_scale_that_have_a_score() -> None:
    files = tally({"satisfied": 10}, 10, 10)
    for number, (year, counts, more) in enumerate(
        [
            (2024, {"satisfied": 9, "dissatisfied": 1}, ""),
            (2024, {"satisfied": 11}, ""),
            (2025, {"dissatisfied": 10}, ""),
            (2024, {"poor": 10}, MERIT),
        ],
        2,
    ):
        text = tally(counts, 10, sum(counts.values()), more)[f"{COUNT}/tally.yaml"]
        text = text.replace("E-1", f"E-{number}").replace("2024-06-20", f"{year}-06-20")
        files[f"appraisals/{year}/E-{number}/tally.yaml"] = text
    assert places(unit(files)) == {"E-1": 1, "E-2": 2, "E-4": 1, "E-5": 1}
