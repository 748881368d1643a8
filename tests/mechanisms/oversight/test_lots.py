"""The lot that anybody can repeat: how many, who, and that nobody can arrange it (SUP-09)."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripower.mechanisms.oversight.lots import draw, how_many, lot

TENTH = Fraction(1, 10)
IDS = st.sets(st.text("abcdefgh0123456789-", min_size=1, max_size=8), max_size=40)


def test_the_lot_is_what_sha256sum_says() -> None:
    # printf '%s' '3-5-1-6 li' | sha256sum
    by_hand = "450e3cb968a5ef1050051dd5e74d2a174a781921703e45eb6c6c75e2bdc2292d"
    assert lot("3-5-1-6", "li") == by_hand


@pytest.mark.parametrize(
    ("population", "drawn"),
    [(0, 0), (1, 1), (9, 1), (10, 1), (11, 2), (20, 2), (21, 3), (100, 10), (101, 11)],
)
def test_ten_per_cent_rounded_up_and_at_least_one(population: int, drawn: int) -> None:
    assert how_many(population, TENTH, 1) == drawn


def test_never_more_than_there_are() -> None:
    assert how_many(2, TENTH, 3) == 2
    assert how_many(7, Fraction(1), 1) == 7


@given(st.integers(1, 5000), st.integers(1, 100))
def test_the_share_is_rounded_up_exactly(population: int, percent: int) -> None:
    share = Fraction(percent, 100)
    assert how_many(population, share, 1) == ceil(population * share)


@given(st.text(min_size=1, max_size=20), IDS, st.integers(0, 40))
def test_those_with_the_lowest_lots_are_drawn_whatever_the_order(
    seed: str, people: set[str], count: int
) -> None:
    found = draw(seed, people, count)
    assert found == draw(seed, sorted(people, reverse=True), count)
    assert len(found) == min(count, len(people))
    rest = people - set(found)
    assert not rest or all(lot(seed, one) < min(lot(seed, r) for r in rest) for one in found)
    assert [lot(seed, one) for one in found] == sorted(lot(seed, one) for one in found)


@given(st.text(min_size=1, max_size=20), IDS, st.integers(0, 39))
def test_whoever_is_drawn_of_fewer_is_drawn_of_more(
    seed: str, people: set[str], count: int
) -> None:
    assert draw(seed, people, count + 1)[:count] == draw(seed, people, count)


def test_over_many_seeds_everybody_has_the_same_chance() -> None:
    people = [f"p{number}" for number in range(10)]
    times = dict.fromkeys(people, 0)
    for seed in range(5000):
        times[draw(str(seed), people, 1)[0]] += 1
    assert all(400 < count < 600 for count in times.values()), times
