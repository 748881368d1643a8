"""How a range is divided: by hand at each boundary, and by hypothesis for every amount."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripower.core.records import Money
from tripower.mechanisms.standards.records import (
    Base,
    Benchmark,
    Factor,
    FactorFound,
    Grade,
    Method,
    Tier,
    TierKind,
)
from tripower.mechanisms.standards.tiers import (
    CENT,
    GAPS_MEANT,
    bands,
    faults,
    statutory,
    tier_of,
    weighed,
)

LIGHTER, GENERAL, HEAVIER = TierKind.LIGHTER, TierKind.GENERAL, TierKind.HEAVIER
BY_FORMULA = [
    Method.THIRTY_SEVENTY,
    Method.ZERO_FLOOR,
    Method.MIDPOINT,
    Method.FORTY_SIXTY,
    Method.GUANGDONG,
    Method.FLOOR_ONLY,
]


def benchmark(method: Method, lower: str | None, upper: str | None, **more: Any) -> Benchmark:
    told = {"lower": lower, "upper": upper}
    limits = {name: Money(text) for name, text in told.items() if text is not None}
    return Benchmark(
        benchmark_id="b", item_id="i", method=method, from_=date(2024, 1, 1), **limits, **more
    )


def named(this: Benchmark, amount: str, base: str | None = None) -> TierKind | None:
    found = tier_of(Decimal(amount), bands(this, Decimal(base) if base else None))
    return found.tier if found else None


@pytest.mark.parametrize(
    ("amount", "tier"),
    [
        ("9999.99", None),
        ("10000", LIGHTER),
        ("22000", LIGHTER),
        ("22000.01", GENERAL),
        ("37999.99", GENERAL),
        ("38000", HEAVIER),
        ("50000", HEAVIER),
        ("50000.01", None),
    ],
)
def test_c30_ten_to_fifty_thousand(amount: str, tier: TierKind | None) -> None:
    assert named(benchmark(Method.THIRTY_SEVENTY, "10000", "50000"), amount) is tier


@pytest.mark.parametrize(
    ("inclusive", "boundary", "second"), [(True, LIGHTER, HEAVIER), (False, GENERAL, HEAVIER)]
)
def test_whether_below_includes_the_number(
    inclusive: bool, boundary: TierKind, second: TierKind
) -> None:
    """以下 with and without the number itself: 3700 is the boundary, each cent beside it is not."""
    this = benchmark(Method.THIRTY_SEVENTY, "1000", "10000", below_inclusive=inclusive)
    assert [named(this, one) for one in ("3699.99", "3700", "3700.01")] == [
        LIGHTER,
        boundary,
        GENERAL,
    ]
    assert [named(this, one) for one in ("7299.99", "7300", "10000")] == [GENERAL, second, HEAVIER]


@pytest.mark.parametrize(
    ("method", "lower", "upper", "expected"),
    [
        (
            Method.MIDPOINT,
            "500",
            "2000",
            {"1249.99": LIGHTER, "1250": GENERAL, "1250.01": HEAVIER, "2000": HEAVIER},
        ),
        (
            Method.ZERO_FLOOR,
            None,
            "20000",
            {"0": None, "0.01": LIGHTER, "6000": LIGHTER, "6000.01": GENERAL, "14000": HEAVIER},
        ),
        (
            Method.FORTY_SIXTY,
            None,
            "10000",
            {
                "2000": LIGHTER,
                "2000.01": None,
                "3999.99": None,
                "4000": GENERAL,
                "6000": GENERAL,
                "6000.01": HEAVIER,
            },
        ),
        (
            Method.GUANGDONG,
            None,
            "30000",
            {"6000": LIGHTER, "6000.01": None, "15000": GENERAL, "15000.01": HEAVIER},
        ),
        (
            Method.FLOOR_ONLY,
            "300",
            None,
            {"300": LIGHTER, "600": GENERAL, "1500": HEAVIER, "599.99": None, "1500.01": None},
        ),
    ],
)
def test_each_method_at_its_boundaries(
    method: Method, lower: str | None, upper: str | None, expected: dict[str, TierKind | None]
) -> None:
    this = benchmark(method, lower, upper)
    assert {amount: named(this, amount) for amount in expected} == expected


def test_a_range_of_multiples_is_multiplied_first_and_rounded_once() -> None:
    """One to three times 3333.33: 3333.33 + 0.3 × 6666.66 = 5333.328, that is 5333.33."""
    this = benchmark(Method.THIRTY_SEVENTY, "1", "3", base=Base.MULTIPLE)
    assert named(this, "5333.33", "3333.33") is LIGHTER
    assert named(this, "5333.34", "3333.33") is GENERAL
    assert statutory(this, None) is None
    assert bands(this, None) == []


def test_a_range_in_per_cent_of_a_contract() -> None:
    this = benchmark(Method.THIRTY_SEVENTY, "2", "4", base=Base.PERCENT)
    found = statutory(this, Decimal("123456.70"))
    assert found is not None
    assert (found.lowest, found.highest) == (Decimal("2469.13"), Decimal("4938.27"))


TABLE = (
    Tier(tier_kind=LIGHTER, lower=Money("1000"), upper=Money("4000")),
    Tier(tier_kind=GENERAL, lower=Money("4000"), upper=Money("7000")),
    Tier(tier_kind=HEAVIER, lower=Money("7000"), upper=Money("10000")),
)


@pytest.mark.parametrize(
    ("inclusive", "at"),
    [(True, [LIGHTER, GENERAL, HEAVIER]), (False, [GENERAL, HEAVIER, HEAVIER])],
)
def test_a_shared_boundary_of_a_table_belongs_to_one_tier(
    inclusive: bool, at: list[TierKind]
) -> None:
    this = benchmark(Method.TABLE, "1000", "10000", tiers=TABLE, below_inclusive=inclusive)
    assert [named(this, one) for one in ("4000", "7000", "10000")] == at
    assert list(faults(this, None, 3)) == []


FACTORS = (
    Factor(
        factor_id="harm",
        name="危害后果",
        grades=(Grade(name="轻微", weight=Money("5")), Grade(name="严重", weight=Money("40"))),
    ),
    Factor(
        factor_id="times",
        name="次数",
        grades=(Grade(name="初次", weight=Money("0")), Grade(name="再次", weight=Money("50"))),
    ),
)


@pytest.mark.parametrize(
    ("told", "percent", "amount"),
    [
        ({"harm": "严重", "times": "初次"}, "60", "12000"),
        ({"harm": "严重", "times": "再次"}, "100", "20000"),
        ({"harm": "没有这一档"}, "25", "5000"),
        ({}, "25", "5000"),
    ],
)
def test_weights_add_up_to_the_highest_at_most(
    told: dict[str, str], percent: str, amount: str
) -> None:
    """Start 20 %; what is not known counts by its lowest grade; 110 % is 100."""
    this = benchmark(Method.WEIGHTS, None, "20000", factors=FACTORS, start_weight=Money("20"))
    factors = [FactorFound(factor=name, grade=grade) for name, grade in told.items()]
    found = weighed(this, factors, None)
    assert found is not None
    assert (found.percent, found.amount) == (Decimal(percent), Decimal(amount))


def test_a_weighed_fine_is_not_below_the_lowest_of_the_statute() -> None:
    this = benchmark(Method.WEIGHTS, "6000", "20000", factors=FACTORS, start_weight=Money("20"))
    found = weighed(this, [], None)
    assert found is not None
    assert found.amount == Decimal("6000.00")


CENTS = st.integers(0, 10**9).map(lambda cents: Decimal(cents) / 100)


@given(
    st.sampled_from(BY_FORMULA),
    st.integers(100, 10**7),
    st.integers(1000, 10**7),
    st.booleans(),
    st.data(),
)
def test_each_amount_of_the_range_lies_in_exactly_one_tier(
    method: Method, low: int, width: int, inclusive: bool, data: st.DataObject
) -> None:
    """Ordered, no overlap; none outside; but for the bands that a method leaves on purpose."""
    lower = None if method in (Method.ZERO_FLOOR, Method.FORTY_SIXTY, Method.GUANGDONG) else low
    upper = None if method is Method.FLOOR_ONLY else low + width
    this = benchmark(
        method,
        str(Decimal(lower) / 100) if lower is not None else None,
        str(Decimal(upper) / 100) if upper is not None else None,
        below_inclusive=inclusive,
    )
    every, found = bands(this), statutory(this)
    assert found is not None
    assert not list(faults(this, None, 3))
    ends = {edge for band in every for edge in (band.lower, band.upper) if edge is not None}
    near = {edge + step for edge in ends for step in (-CENT, Decimal(0), CENT)}
    amount = data.draw(st.one_of(st.sampled_from(sorted(near)), CENTS))
    holding = [band for band in every if band.holds(amount)]
    assert len(holding) <= 1
    if not found.holds(amount):
        assert not holding
    elif method not in GAPS_MEANT:
        assert len(holding) == 1


@given(st.lists(st.integers(1, 10**6), min_size=4, max_size=6, unique=True), st.booleans())
def test_a_whole_table_has_no_fault_and_one_that_is_moved_by_a_cent_has(
    cents: list[int], inclusive: bool
) -> None:
    edges = [Money(Decimal(one) / 100) for one in sorted(cents)]
    kinds = [LIGHTER, GENERAL, *[HEAVIER] * (len(edges) - 3)]
    tiers = tuple(
        Tier(tier_kind=kind, lower=edges[n], upper=edges[n + 1]) for n, kind in enumerate(kinds)
    )
    ends = str(edges[0]), str(edges[-1])
    this = benchmark(Method.TABLE, *ends, tiers=tiers, below_inclusive=inclusive)
    assert not list(faults(this, None, 3))
    wider = benchmark(Method.TABLE, ends[0], str(edges[-1] + CENT), tiers=tiers)
    assert [one.says for one in faults(wider, None, 3)] == ["range"]
