"""Where circumstances lead; hypothesis looks for a case that leads nowhere, or two ways at once."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.units import HERE, overlay
from tripower.mechanisms.kinds import KINDS
from tripower.mechanisms.standards.choosing import (
    NO_PENALTY,
    Course,
    Facts,
    barred_after,
    choose,
)
from tripower.mechanisms.standards.records import (
    Benchmark,
    Effect,
    Factor,
    FactorFound,
    Ground,
    Officer,
    PartyType,
    PenaltyCase,
)
from tripower.store.unit import load

AGES = (14, 18)
BENCHMARK = Benchmark(
    benchmark_id="b",
    item_id="i",
    factors=(
        Factor(factor_id="small", name="量小", effect=Effect.LIGHTER),
        Factor(factor_id="again", name="再犯", effect=Effect.HEAVIER),
        Factor(factor_id="where", name="地点"),
    ),
    from_=date(2024, 1, 1),
)


def course(*factors: str, grounds: tuple[Ground, ...] = (), age: int | None = None) -> Course:
    found = tuple(FactorFound(factor=one) for one in factors)
    return choose(Facts(grounds, found, age), BENCHMARK, AGES).course


@pytest.mark.parametrize(
    ("factors", "grounds", "age", "expected"),
    [
        ((), (), None, Course.GENERAL),
        (("where",), (), None, Course.GENERAL),
        (("small",), (), None, Course.LIGHTER),
        (("again",), (), None, Course.HEAVIER),
        (("small", "again"), (), None, Course.WEIGH),
        ((), (Ground.CONFESSED,), None, Course.LIGHTER),
        (("again",), (Ground.HARM_REDUCED,), None, Course.WEIGH),
        ((), (Ground.EMERGENCY,), None, Course.HEAVIER),
        ((), (Ground.FIRST_MINOR,), None, Course.MAY_SPARE),
        (("again",), (Ground.NO_FAULT,), None, Course.NO_PENALTY),
        ((), (), 13, Course.NO_PENALTY),
        ((), (), 14, Course.LIGHTER),
        ((), (), 17, Course.LIGHTER),
        ((), (), 18, Course.GENERAL),
        (("unknown",), (), None, Course.GENERAL),
    ],
)
def test_where_circumstances_lead(
    factors: tuple[str, ...], grounds: tuple[Ground, ...], age: int | None, expected: Course
) -> None:
    assert course(*factors, grounds=grounds, age=age) is expected


@given(
    st.lists(st.sampled_from(["small", "again", "where"]), unique=True),
    st.lists(st.sampled_from(list(Ground)), unique=True),
    st.one_of(st.none(), st.integers(0, 120)),
)
def test_who_must_not_be_punished_never_is_and_both_ways_are_never_set_off(
    factors: list[str], grounds: list[Ground], age: int | None
) -> None:
    found = course(*factors, grounds=tuple(grounds), age=age)
    none = any(one in NO_PENALTY for one in grounds) or (age is not None and age < 14)
    assert (found is Course.NO_PENALTY) is none
    if "small" in factors and "again" in factors:
        assert found in (Course.NO_PENALTY, Course.MAY_SPARE, Course.WEIGH)


def case(act_to: str, *, grave: bool = False) -> PenaltyCase:
    return PenaltyCase(
        case_id="c",
        item_id="i",
        party="某",
        party_type=PartyType.CITIZEN,
        act_to=date.fromisoformat(act_to),
        grave_harm=grave,
        discovered_on=date(2024, 1, 1),
        filed_on=date(2024, 1, 1),
        officers=(Officer(person_id="wen"),),
    )


@pytest.mark.parametrize(
    ("act_to", "grave", "last"),
    [
        ("2022-03-15", False, "2024-03-15"),
        ("2024-02-29", False, "2026-02-28"),
        ("2022-02-28", False, "2024-02-28"),
        ("2021-07-15", True, "2026-07-15"),
        ("2021-07-14", True, "2023-07-14"),
    ],
)
def test_the_time_for_punishing(act_to: str, grave: bool, last: str) -> None:
    """Two years; five since the law of 2021-07-15 where life, health or savings were harmed."""
    unit = load(overlay(HERE / "base"), KINDS)
    assert barred_after(case(act_to, grave=grave), unit) == date.fromisoformat(last)
