"""Ranks in exact decimals: order, ties, quotas, cuts (POL-03, 07, 08)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripower.mechanisms.polls.ranking import Limits, Score, Standings, quota, standings, total

LIMITS = Limits(3, 3, 6)
HUNDREDTHS = st.integers(0, 10_000).map(lambda one: Decimal(one).scaleb(-2))


def of(*totals: str, targeted: tuple[str, ...] = ()) -> Standings:
    seconds = targeted or totals
    pairs = zip(totals, seconds, strict=True)
    scores = [Score(f"u{nth}", Decimal(a), Decimal(b)) for nth, (a, b) in enumerate(pairs)]
    return standings("list", scores, LIMITS)


def ranks(found: Standings) -> list[int]:
    return [one.rank for one in found.places]


def last(found: Standings) -> set[str]:
    return {one.unit_id for one in found.bottom}


def test_c48_three_lowest_ranks_from_the_bottom() -> None:
    found = of("95.00", "90.00", "85.00", "80.00", "71.00", "70.00", "70.00", "69.00")
    assert [one.reverse for one in found.places][-4:] == [4, 2, 2, 1]
    assert last(found) == {"u5", "u6", "u7"}


def test_c48_a_shared_last_place_takes_all_that_share_it() -> None:
    found = of("95.00", "90.00", "85.00", "80.00", "71.00", "70.00", "70.00", "70.00")
    assert [one.reverse for one in found.places][-4:] == [4, 1, 1, 1]
    assert [one.unit_id for one in found.places if one.last and one.shared] == ["u5", "u6", "u7"]
    assert last(found) == {"u5", "u6", "u7"}


def test_ties_at_the_cut_are_all_in() -> None:
    found = of("95.00", "90.00", "85.00", "80.00", "71.00", "71.00", "70.00", "69.00")
    assert last(found) == {"u4", "u5", "u6", "u7"}  # 71 is third from the bottom, twice
    one_up = of("95.00", "90.00", "85.00", "80.00", "71.01", "71.00", "70.00", "69.00")
    assert last(one_up) == {"u5", "u6", "u7"}


def test_a_unit_at_both_ends_is_told() -> None:
    found = of("90.00", "80.00", "70.00", "70.00", "60.00", "50.00")
    assert set(found.both) == {"u2", "u3"}
    assert of("90.00", "80.00", "70.01", "70.00", "60.00", "50.00").both == ()


def test_equal_totals_are_told_apart_by_the_targeted_survey() -> None:
    found = of("85.00", "85.00", "80.00", targeted=("84.00", "86.00", "80.00"))
    assert [one.unit_id for one in found.places] == ["u1", "u0", "u2"]
    assert ranks(found) == [1, 2, 3]


def test_what_is_equal_in_both_shares_the_rank() -> None:
    assert ranks(of("90.00", "85.00", "85.00", "80.00")) == [1, 2, 2, 4]


def test_where_all_are_equal_nothing_follows() -> None:
    found = of("70.00", "70.00", "70.00", "70.00", "70.00", "70.00")
    assert (found.all_equal, found.top, found.bottom) == (True, (), ())
    assert not of("70.00").all_equal


@pytest.mark.parametrize(("count", "expected"), [(1, 0), (2, 1), (3, 1), (4, 2), (5, 2), (6, 3)])
def test_a_short_list_names_half_of_it_at_most(count: int, expected: int) -> None:
    assert quota(count, 3, 6) == expected


def test_a_total_is_rounded_once_and_half_up() -> None:
    half = Decimal("0.5")
    assert total(Decimal("80.01"), Decimal("90.00"), half, half) == Decimal("85.01")
    assert total(Decimal("80.00"), Decimal("80.01"), half, half) == Decimal("80.01")
    third = Decimal("0.3333"), Decimal("0.6667")
    assert total(Decimal("80.00"), Decimal("90.00"), *third) == Decimal("86.67")


@given(st.lists(st.tuples(HUNDREDTHS, HUNDREDTHS), min_size=1, max_size=12))
def test_ranks_count_those_above_and_below(pairs: list[tuple[Decimal, Decimal]]) -> None:
    scores = [Score(f"u{nth}", *pair) for nth, pair in enumerate(pairs)]
    found = standings("list", scores, LIMITS)
    for one in found.places:
        assert one.rank == 1 + sum(other > one.score.order for other in pairs)
        assert one.reverse == 1 + sum(other < one.score.order for other in pairs)
        assert one.shared == (pairs.count(one.score.order) > 1)


@given(st.lists(HUNDREDTHS, min_size=1, max_size=12, unique=True))
def test_without_ties_nobody_is_at_both_ends(totals: list[Decimal]) -> None:
    found = standings("list", [Score(str(one), one, one) for one in totals], LIMITS)
    assert found.both == ()
    assert len(found.bottom) == quota(len(totals), 3, 6)


@given(st.lists(HUNDREDTHS, min_size=2, max_size=10), st.randoms())
def test_the_order_of_the_rows_changes_nothing(totals: list[Decimal], random: object) -> None:
    scores = [Score(f"u{nth}", one, one) for nth, one in enumerate(totals)]
    mixed = list(scores)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert standings("list", scores, LIMITS) == standings("list", mixed, LIMITS)
