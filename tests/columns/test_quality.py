"""Where each flag begins, on both sides, and what it counts as missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.columns.answers import QUESTIONS, written
from tripower.columns.engines import open_table, tuples
from tripower.columns.quality import FLAGS, Flag, quality, twice_median, unflagged


def asked(*answers: int | None) -> dict[str, Any]:
    return dict(zip(QUESTIONS, answers, strict=False))


def flag(folder: Path, name: str, answers: list[dict[str, Any]]) -> dict[str, tuple[int, ...]]:
    """Applicable, flagged, excluded and missing by unit."""
    named = [{"rater_id": f"r{at}", **one} for at, one in enumerate(answers)]
    found = quality(written(folder / "t.parquet", named))
    return {
        one.unit_id: (one.applicable, one.flagged, one.excluded, one.missing)
        for one in found
        if one.flag == name
    }


def test_every_unit_has_every_flag(tmp_path: Path) -> None:
    found = quality(written(tmp_path / "t.parquet", [{"unit_id": "b"}, {"unit_id": "a"}]))
    assert [(one.unit_id, one.flag) for one in found] == [
        (unit, name) for unit in "ab" for name in FLAGS
    ]
    assert found[0] == Flag("a", "straight_line", 0, 0, 0, 1)


@pytest.mark.parametrize(
    ("answers", "applicable", "flagged"),
    [
        ((9000, 9000, 9000, 9000), 1, 1),
        ((9000, 9000, 9000, 8999), 1, 0),
        ((9000, None, 9000, 9000), 1, 1),
        ((0, 0, 0, None), 1, 1),
        ((9000, 9000, None, None), 0, 0),
        ((None, None, None, None), 0, 0),
    ],
)
def test_a_straight_line(
    tmp_path: Path, answers: tuple[int | None, ...], applicable: int, flagged: int
) -> None:
    found = flag(tmp_path, "straight_line", [asked(*answers)])
    assert found == {"water": (applicable, flagged, 0, 1 - applicable)}


def test_answers_that_do_not_count_are_excluded(tmp_path: Path) -> None:
    straight = asked(9000, 9000, 9000, 9000)
    found = flag(tmp_path, "straight_line", [straight, {**straight, "answered": 0}])
    assert found == {"water": (1, 1, 1, 0)}


@pytest.mark.parametrize(("seconds", "flagged"), [(33, 1), (34, 0)])
def test_speeding_is_under_a_third_of_the_median(
    tmp_path: Path, seconds: int, flagged: int
) -> None:
    times = [seconds, 100, 102, 300, None]
    found = flag(tmp_path, "speeding", [{"duration_s": one} for one in times])
    assert found == {"water": (4, flagged, 0, 1)}


def test_the_median_is_that_of_all_units(tmp_path: Path) -> None:
    slow = [{"duration_s": 300, "unit_id": "a"}] * 3
    found = flag(tmp_path, "speeding", [*slow, {"duration_s": 99, "unit_id": "b"}])
    assert found == {"a": (3, 0, 0, 0), "b": (1, 1, 0, 0)}


@pytest.mark.parametrize(
    ("times", "twice"), [([], 0), ([7], 14), ([7, 8], 15), ([1, 7, 8], 14), ([5, 5, 9, 9], 14)]
)
def test_twice_the_median_is_whole(tmp_path: Path, times: list[int], twice: int) -> None:
    answers = [{"duration_s": one} for one in times] + [{"duration_s": None}]
    unanswered = [{"duration_s": 1000, "answered": 0}] * 3
    table = written(tmp_path / "t.parquet", [*answers, *unanswered])
    assert twice_median(open_table(table)) == twice


@pytest.mark.parametrize(("people", "flagged"), [(4, 0), (5, 5)])
def test_a_device_of_many_people(tmp_path: Path, people: int, flagged: int) -> None:
    shared = [{"device_hash": "d1"}] * people
    own = [{"device_hash": "d2", "rater_id": "one", "unit_id": f"u{at}"} for at in range(9)]
    found = flag(tmp_path, "shared_device", [*shared, {"device_hash": None}, *own])
    assert found.pop("water") == (people, flagged, 0, 1)
    assert set(found.values()) == {(1, 0, 0, 0)}


def odd(times: int, others: int = 200) -> list[dict[str, Any]]:
    """A pattern so many times on `water`, among answers of every sort, as many on `roads`."""
    varied = [
        asked(1000 * (at % 9), 1000 * (at // 9 % 9), 1000 * (at * 7 % 10), 1000 * (at * 3 % 8))
        for at in range(others)
    ]
    pattern = asked(9900, 100, 9900, 5000)
    on_roads = [{**one, "unit_id": "roads"} for one in varied]
    return [*([pattern] * times), *varied, *on_roads]


@pytest.mark.parametrize(("times", "flagged"), [(4, 0), (5, 5)])
def test_a_pattern_is_looked_at_from_five_on(tmp_path: Path, times: int, flagged: int) -> None:
    found = flag(tmp_path, "same_pattern", odd(times))
    assert found == {"water": (200 + times, flagged, 0, 0), "roads": (200, 0, 0, 0)}


@pytest.mark.parametrize(("elsewhere", "flagged"), [(1, 12), (2, 0)])
def test_a_pattern_that_is_as_usual_elsewhere(tmp_path: Path, elsewhere: int, flagged: int) -> None:
    usual = [{**asked(9900, 100, 9900, 5000), "unit_id": "roads"}] * elsewhere
    found = flag(tmp_path, "same_pattern", [*odd(12), *usual])
    assert found["water"][1] == flagged


def test_a_pattern_that_chance_brings(tmp_path: Path) -> None:
    """Two answers to each question, all sixteen combinations alike: none is odd."""
    answers = [
        asked(*(2000 if at >> bit & 1 else 8000 for bit in range(4))) for at in range(16)
    ] * 20
    assert flag(tmp_path, "same_pattern", answers)["water"][1] == 0


def test_what_is_flagged_is_as_if_not_given(tmp_path: Path) -> None:
    answers = [
        {"rater_id": "straight", **asked(1, 1, 1, 1)},
        {"rater_id": "fast", "duration_s": 10},
        *({"rater_id": f"shared{at}", "device_hash": "d"} for at in range(5)),
        *({"rater_id": f"odd{at}", **one} for at, one in enumerate(odd(5))),
        {"rater_id": "good", "duration_s": 100, "device_hash": "own"},
        {"rater_id": "good too", "duration_s": 100},
    ]
    table = written(tmp_path / "t.parquet", answers)
    for engine in ("duckdb", "polars"):
        found = tuples(unflagged(open_table(table, engine)).select("rater_id", "answered"))
        assert len(found) == len(answers)
        out = {rater for rater, answered in found if not answered}
        assert out - {f"odd{at}" for at in range(5, 405)} == {
            "straight",
            "fast",
            *(f"shared{at}" for at in range(5)),
            *(f"odd{at}" for at in range(5)),
        }
        assert {rater for rater, answered in found if answered} >= {"good", "good too"}


def test_a_table_without_single_questions(tmp_path: Path) -> None:
    table = written(tmp_path / "t.parquet", [{"duration_s": 1}, {"duration_s": 100}] * 3)
    frame = open_table(table).drop(*QUESTIONS)
    assert sum(answered for (answered,) in tuples(unflagged(frame).select("answered"))) == 3
