"""One cell at a time: what people type, what is refused, and where halves go."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripower.mechanisms.polls.commands.faults import _where
from tripower.mechanisms.polls.mapping import PollMapping, Shape
from tripower.mechanisms.polls.values import (
    KNOWN_FOR,
    Wrong,
    bare,
    half_up,
    knowledge,
    mean,
    rater,
    scale_of,
    seconds,
    weight,
)

BASE: dict[str, Any] = {"name": "x", "shape": Shape.WIDE, "rater": "id"}
HUNDRED = scale_of(PollMapping(**BASE, not_answered=("不了解",)))
FIVE = scale_of(PollMapping(**BASE, lowest="1", highest="5"))
WORDS = scale_of(PollMapping(**BASE, words={"满意": "82.5", "不满意": "0"}))


@pytest.mark.parametrize(
    ("cell", "points"),
    [
        (0, 0),
        (100.0, 10000),
        ("100.0", 10000),
        (82.5, 8250),
        ("８２．５分", 8250),
        (" 82\u200b", 8200),
        ("33.333", 3333),
        ("33.335", 3334),
        ("不了解", None),
        ("", None),
        (None, None),
        ("/", None),
    ],
)
def test_points_of_a_hundred(cell: Any, points: int | None) -> None:
    assert HUNDRED.points(cell) == points


@pytest.mark.parametrize(
    "cell", [100.01, -1, "-1", "1e2", "八十", "80%", True, date(2024, 5, 6), float("inf"), "一般"]
)
def test_what_is_no_score(cell: Any) -> None:
    assert isinstance(HUNDRED.points(cell), Wrong)


def test_a_scale_of_five() -> None:
    assert [FIVE.points(cell) for cell in (1, 2, "3", 5.0)] == [2000, 4000, 6000, 10000]
    assert isinstance(FIVE.points(0), Wrong)
    assert isinstance(FIVE.points(6), Wrong)


def test_words_leave_no_room_for_numbers() -> None:
    assert (WORDS.points("满意"), WORDS.points("不满意")) == (8250, 0)
    assert isinstance(WORDS.points(5), Wrong)  # the number of an option is no score


@pytest.mark.parametrize(
    ("cell", "took"),
    [
        (128, 128),
        ("128", 128),
        ("128秒", 128),
        ("2分8秒", 128),
        ("2分", 120),
        ("1小时1分1秒", 3661),
        ("0:02:08", 128),
        ("02:08", 128),
        (time(0, 2, 8), 128),
        (timedelta(seconds=128), 128),
        ("--", None),
        (None, None),
    ],
)
def test_how_long_it_took(cell: Any, took: int | None) -> None:
    assert seconds(cell) == took


@pytest.mark.parametrize("cell", ["很快", "-5", "2.5", "1天", True, date(2024, 5, 6)])
def test_what_is_no_time(cell: Any) -> None:
    assert isinstance(seconds(cell), Wrong)


@pytest.mark.parametrize(
    ("cell", "permille"), [("0.001", 1), (1, 1000), ("1.234", 1234), (1000, 1_000_000)]
)
def test_weights(cell: Any, permille: int) -> None:
    assert weight(cell) == permille


@pytest.mark.parametrize("cell", [0, "0.0001", "1000.001", -1, "", "x", None])
def test_what_is_no_weight(cell: Any) -> None:
    assert isinstance(weight(cell), Wrong)


def test_knowledge_without_words_of_its_own() -> None:
    assert [knowledge(cell, KNOWN_FOR) for cell in (1, "3", 5.0, 0, "none")] == [
        200,
        600,
        1000,
        0,
        0,
    ]
    assert isinstance(knowledge(6, KNOWN_FOR), Wrong)
    assert isinstance(knowledge("", KNOWN_FOR), Wrong)


@pytest.mark.parametrize(
    "cell",
    [
        "13800000000",
        "138 0000 0000",
        "+86-138-0000-0000",
        "张某(13800000000)",
        "430721199001011234",
        "43072119900101123X",
        "a@example.invalid",
    ],
)
def test_personal_numbers_only_hidden(cell: str) -> None:
    assert isinstance(rater(cell, hidden=False), Wrong)
    assert rater(cell, hidden=True) == cell


@pytest.mark.parametrize("cell", ["138000000001", "2024050613800000000", "R-0138", "1380000000"])
def test_longer_and_shorter_numbers_are_codes(cell: str) -> None:
    assert rater(cell, hidden=False) == cell


@pytest.mark.parametrize("cell", ["r\u200b1", "\u202er1", "r1\ufeff", "ｒ1", "r\u00ad1 "])
def test_signs_that_cannot_be_seen_make_no_other_rater(cell: str) -> None:
    assert rater(cell, hidden=False) == "r1"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("3、水利局", "水利局"),
        ("3. 水利局", "水利局"),
        ("（3）水利局", "水利局"),
        ("12．水利局 ", "水利局"),
        ("2024年", "2024年"),
        ("110", "110"),
    ],
)
def test_a_name_without_its_number(text: str, name: str) -> None:
    assert bare(text) == name


@given(st.integers(0, 10**9), st.integers(1, 10**6))
def test_halves_go_up(top: int, below: int) -> None:
    exact = Decimal(top) / Decimal(below)
    if (2 * top) % below or (2 * top // below) % 2 == 0:
        assert half_up(Fraction(top, below)) == int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    else:
        assert half_up(Fraction(top, below)) == top // below + 1


@given(st.lists(st.one_of(st.none(), st.integers(0, 10000))))
def test_the_mean_is_that_of_the_answered(scores: list[int | None]) -> None:
    told = [score for score in scores if score is not None]
    if not told:
        assert mean(scores) is None
    else:
        assert mean(scores) == half_up(Fraction(sum(told), len(told)))


def test_rows_in_a_row() -> None:
    assert _where([2, 3, 4, 7, 9, 10, 10]) == "2–4, 7, 9–10"
