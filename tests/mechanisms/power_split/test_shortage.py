"""POW-02, POW-03 and POW-06: how much one deputy may hold, and how few deputies will do."""

from __future__ import annotations

from itertools import combinations

import pytest

from tests.mechanisms.power_split.division import (
    ALL,
    DISCIPLINE,
    HEAD,
    A,
    E,
    F,
    G,
    P,
    X,
    declared,
    deputies,
    found,
    has,
    line,
    parameter,
    post,
    rules_found,
    unit,
    waiver,
)
from tripower.core.people import Role
from tripower.mechanisms.power_split.allocation import divide, min_deputies, pairs_of
from tripower.mechanisms.power_split.records import Power

PAIRS = pairs_of(["finance+engineering", "finance+admin_approval"])
RULES = "POW-01 POW-02 POW-03 POW-04 POW-06 POW-07"
YEAR = ("01-01", "12-31")


@pytest.mark.parametrize("number", range(7))
def test_the_verified_table_holds_for_every_set_of_powers(number: int) -> None:
    table = {0: 0, 1: 1, 2: 1, 3: 2, 4: 2, 5: 3, 6: 3}
    apart = [{F, E}, {F, A}]
    for powers in combinations(Power, number):
        expected = 2 if set(powers) in apart else table[number]
        assert min_deputies(powers, 2, PAIRS) == expected, powers


def test_a_division_is_lawful_and_complete() -> None:
    shares = divide(ALL, 3, 2, PAIRS)
    assert shares is not None
    assert sorted(power for share in shares for power in share) == sorted(ALL)
    assert all(len(share) <= 2 and not any(pair <= share for pair in PAIRS) for share in shares)
    assert divide(ALL, 2, 2, PAIRS) is None


def test_a_limit_that_nobody_can_keep_has_no_number_of_deputies() -> None:
    assert min_deputies((P,), 0, PAIRS) is None


@pytest.mark.parametrize(
    ("names", "powers", "division", "expected"),
    [
        ("ab", (F, X, E, A), {"a": (F, X), "b": (E, A)}, set()),
        ("ab", (F, E), {"a": (F, E)}, {"POW-03"}),
        ("ab", (F, A), {"a": (F, A)}, {"POW-03"}),
        ("ab", (P, G, X), {"a": (P, G, X)}, {"POW-02"}),
        ("ab", (P, G, X), {"a": (P, G), "b": (X,)}, set()),
        ("ab", ALL, {"a": (F, X, P), "b": (E, A, G)}, {"POW-06"}),
        ("ab", ALL, {"a": (F, X), "b": (E, A)}, {"POW-06"}),
        ("a", (F, E), {"a": (F, E)}, {"POW-06"}),
        ("a", (F, E), {"a": (F,)}, {"POW-06"}),
        ("a", (F, P), {"a": (F, P)}, set()),
        ("", (P,), {}, {"POW-06"}),
        ("", (P,), {"h": (P,)}, {"POW-01", "POW-06"}),
        # What a shortage does not force is said besides.
        ("ab", ALL, {"a": (F, E, P), "b": (X, A, G)}, {"POW-06", "POW-03"}),
        ("ab", ALL, {"a": (E, A, P, G, X), "b": (F,)}, {"POW-06", "POW-02"}),
        ("ab", ALL, {"a": (F, X), "b": (E,)}, {"POW-06", "POW-04"}),
        ("ab", ALL, {"a": (F, X), "b": (E, A), "s": (P,)}, {"POW-06", "POW-07"}),
    ],
)
def test_examples(
    names: str,
    powers: tuple[Power, ...],
    division: dict[str, tuple[Power, ...]],
    expected: set[str],
) -> None:
    lines = [one for person, held in division.items() for one in has(person, *held)]
    clerk = post("s", Role.STAFF)
    one = unit(HEAD, DISCIPLINE, clerk, *deputies(names), *declared(*powers), *lines)
    assert rules_found(one, RULES) == expected


def test_a_shortage_says_how_many_are_needed_and_is_one_finding_for_the_unit() -> None:
    one = unit(HEAD, DISCIPLINE, *deputies("ab"), *declared(*ALL), *has("a", F), *has("b", E, A))
    assert ("POW-06", "violation", "unit/u", *YEAR) in found(one, "POW-06")
    one = unit(HEAD, *deputies("a"), *declared(F, E), *has("a", F, E))
    assert found(one, RULES) == [("POW-06", "violation", "unit/u", *YEAR)]


def test_an_exception_lets_one_deputy_hold_many_but_never_a_barred_pair() -> None:
    excused = waiver("POW-06", "unit/u", "01-01", "12-31")
    many = unit(HEAD, *deputies("a"), *declared(P, G, X), *has("a", P, G, X), excused)
    assert found(many, RULES) == [("POW-06", "notice", "unit/u", *YEAR)]
    pair = unit(HEAD, *deputies("a"), *declared(F, E), *has("a", F, E), excused)
    assert found(pair, RULES) == [
        ("POW-03", "violation", "person/a", *YEAR),
        ("POW-06", "notice", "unit/u", *YEAR),
    ]


def test_someone_designated_by_an_exception_counts_as_a_deputy() -> None:
    records = [HEAD, DISCIPLINE, post("s", Role.STAFF), *deputies("ab"), *declared(*ALL)]
    lines = [*has("a", F, X), *has("b", E, A), *has("s", P, G)]
    designated = waiver("POW-07", "person/s", "01-01", "12-31")
    adopted = parameter("adopted", ("POW-07",))
    excused = ("POW-07", "notice", "person/s", *YEAR)
    assert found(unit(*records, *lines, designated, adopted), RULES) == [excused, excused]
    barred = waiver("POW-07", "person/z", "01-01", "12-31")
    assert "POW-06" in rules_found(unit(*records, *lines, barred), RULES)


def test_two_scopes_of_one_power_count_once() -> None:
    lines = [line("a", E, scope="north"), line("a", E, scope="south"), line("a", X)]
    one = unit(HEAD, *deputies("abc"), *declared(E, X), *lines)
    assert rules_found(one, RULES) == set()


def test_a_further_pair_is_only_pointed_out_where_the_unit_listed_it() -> None:
    records = [HEAD, *deputies("a"), *declared(F, G), *has("a", F, G)]
    assert found(unit(*records), "POW-03") == []
    noted = parameter("pow.noted_pairs", ("finance+procurement",), "03-01")
    assert found(unit(*records, noted), "POW-03") == [
        ("POW-03", "notice", "person/a", "03-01", "12-31")
    ]


def test_each_part_of_a_year_is_judged_by_its_own_limit() -> None:
    raised = parameter("pow.max_powers_per_deputy", "3", "04-01")
    lowered = parameter("pow.max_powers_per_deputy", "2", "07-01")
    one = unit(HEAD, *deputies("ab"), *declared(P, G, X), *has("a", P, G, X), raised, lowered)
    assert found(one, "POW-02") == [
        ("POW-02", "violation", "person/a", "01-01", "03-31"),
        ("POW-02", "violation", "person/a", "07-01", "12-31"),
    ]


def test_an_exception_excuses_its_own_days_only() -> None:
    excused = waiver("POW-02", "person/a", "03-01", "05-31")
    one = unit(HEAD, *deputies("ab"), *declared(P, G, X), *has("a", P, G, X), excused)
    assert found(one, "POW-02") == [
        ("POW-02", "violation", "person/a", "01-01", "02-29"),
        ("POW-02", "violation", "person/a", "06-01", "12-31"),
        ("POW-02", "notice", "person/a", "03-01", "05-31"),
    ]
