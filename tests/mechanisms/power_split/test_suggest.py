"""`tripower power suggest`: the lawful divisions that change the least, against brute force."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.mechanisms.power_split.division import (
    ALL,
    DISCIPLINE,
    END,
    HEAD,
    A,
    E,
    F,
    G,
    P,
    X,
    day,
    declared,
    deputies,
    has,
    line,
    parameter,
    post,
    rules_found,
    stands_in,
    unit,
    waiver,
)
from tripower.core.dates import Period
from tripower.core.people import Role
from tripower.core.records import Record
from tripower.mechanisms.power_split.allocation import (
    Division,
    Search,
    Suggestion,
    holders,
    min_deputies,
    pairs_of,
    suggest,
)
from tripower.mechanisms.power_split.records import Power

PAIRS = pairs_of(["finance+engineering", "finance+admin_approval"])
TEAM: tuple[Record, ...] = (HEAD, DISCIPLINE, *deputies("abc"), *declared(*ALL))
LAWFUL = [*has("a", F, X), *has("b", E, A), *has("c", P, G)]


def suggested(*records: Record, on: str = "12-31", at_most: int = 20) -> Suggestion:
    (part,) = holders(unit(*records), Period(day(on), day(on)))
    return suggest(part, at_most)


def lawful(search: Search, division: Division) -> bool:
    shares = [{p for p, who in division.items() if who == one} for one in search.people]
    return all(len(s) <= search.at_most and not any(x <= s for x in search.pairs) for s in shares)


def brute_force(search: Search) -> list[tuple[int, Division]]:
    every = product(search.people, repeat=len(search.powers))
    divisions = (dict(zip(search.powers, people, strict=True)) for people in every)
    return [
        (sum(who not in search.today.get(p, ()) for p, who in one.items()), one)
        for one in divisions
        if lawful(search, one)
    ]


@st.composite
def searches(draw: st.DrawFn) -> Search:
    powers = draw(st.sets(st.sampled_from(ALL)))
    people = draw(st.sampled_from(["", "a", "ab", "abc", "abcd"]))
    holder = st.lists(st.sampled_from("abcdh"), max_size=2, unique=True).map(tuple)
    return Search(
        powers=tuple(p for p in Power if p in powers),
        people=tuple(people),
        at_most=draw(st.integers(0, 3)),
        pairs=draw(st.sampled_from([PAIRS, frozenset(), pairs_of(["personnel+finance"])])),
        today=draw(st.dictionaries(st.sampled_from(ALL), holder)),
    )


@settings(max_examples=150, deadline=None)
@given(searches())
def test_the_search_finds_exactly_what_trying_everything_finds(search: Search) -> None:
    every = brute_force(search)
    fewest = min((changes for changes, _ in every), default=None)
    best = [one for changes, one in every if changes == fewest]
    found = list(search.divisions())
    assert search.best[1] == len(found) == len(best)
    assert all(one in best for one in found)
    assert len({tuple(sorted(one.items())) for one in found}) == len(found)
    assert fewest is None or search.best[0] == fewest
    assert found == list(search.divisions())


@settings(max_examples=60, deadline=None)
@given(searches())
def test_there_is_one_exactly_where_the_deputies_suffice(search: Search) -> None:
    needed = min_deputies(search.powers, search.at_most, search.pairs)
    assert (search.best[1] > 0) == (needed is not None and len(search.people) >= needed)


def test_a_lawful_division_needs_no_change() -> None:
    found = suggested(*TEAM, *LAWFUL)
    assert (found.changes, found.count) == (0, 1)
    assert found.shown == ({P: "c", F: "a", G: "c", E: "b", A: "b", X: "a"},)


def test_what_the_head_holds_goes_to_a_deputy_who_may() -> None:
    rest = [*has("a", F, X), *has("b", E), *has("c", P, G)]
    found = suggested(*TEAM, *rest, *has("h", A))
    assert (found.changes, found.count, found.shown[0][A]) == (1, 1, "b")


def test_of_a_barred_pair_one_goes_and_the_search_tells_all_ways() -> None:
    held = [*has("a", F, E), *has("b", A, X), *has("c", P, G)]
    found = suggested(*TEAM, *held)
    assert found.changes == 2, "everybody has two, so two must swap"
    for one in found.shown:
        lines = [record for power, who in one.items() for record in has(who, power)]
        assert rules_found(unit(*TEAM, *lines), "POW-01 POW-02 POW-03 POW-04 POW-07") == set()


def test_no_more_are_shown_than_asked_for_and_all_are_counted() -> None:
    new = [HEAD, *deputies("abcde"), *declared(*ALL)]
    many = suggested(*new)
    assert (many.changes, len(many.shown)) == (6, 20)
    assert many.count == len(brute_force(Search(ALL, tuple("abcde"), 2, PAIRS, {})))
    assert many.shown == suggested(*new).shown
    assert many.shown[0] == {P: "a", F: "a", G: "b", E: "b", A: "c", X: "c"}


def test_a_large_team_is_counted_without_listing_every_way() -> None:
    names = tuple(f"d{number}" for number in range(40))
    search = Search(ALL, names, 6, frozenset(), {})
    assert search.best == (6, 40**6)


def test_too_few_deputies_are_told_with_the_number_that_would_do() -> None:
    found = suggested(HEAD, *deputies("ab"), *declared(*ALL), *has("a", F))
    assert (found.count, found.shown, found.needed, found.people) == (0, (), 3, ("a", "b"))
    assert suggested(HEAD, *deputies("a"), *declared(F, E)).needed == 2
    assert suggested(HEAD, DISCIPLINE, *declared(P)).people == ()


@pytest.mark.parametrize(
    ("case", "records", "people"),
    [
        ("neither head nor discipline leader nor staff", [post("s", Role.STAFF)], "abc"),
        ("a chief engineer", [post("e", Role.CHIEF_ENGINEER)], "abce"),
        (
            "somebody designated",
            [post("s", Role.STAFF), waiver("POW-07", "person/s", "12-31", "12-31")],
            "abcs",
        ),
    ],
)
def test_who_may_be_given_a_power(case: str, records: list[Record], people: str) -> None:
    assert "".join(suggested(*TEAM, *records).people) == people, case


def test_each_day_has_its_own_parameters_and_people() -> None:
    raised = parameter("pow.max_powers_per_deputy", "3", "07-01")
    two = [HEAD, *deputies("ab"), *declared(*ALL), raised]
    assert suggested(*two, on="06-30").count == 0
    assert suggested(*two, on="07-01").count > 0
    left = [post("a", Role.DEPUTY_HEAD, to="05-31"), *deputies("b"), *declared(P)]
    assert suggested(*left, on="05-31").people == ("a", "b")
    assert suggested(*left, on="06-01").people == ("b",)


def test_nobody_is_given_a_power_while_suspended() -> None:
    away = {"suspended_from": day("06-01"), "suspended_doc_no": "1号"}
    team = [HEAD, replace(deputies("a")[0], **away), *deputies("b"), *declared(P)]
    assert suggested(*team, on="05-31").people == ("a", "b")
    assert suggested(*team, on="06-01").people == ("b",)


def test_a_stand_in_has_the_power_only_where_nobody_else_has() -> None:
    held = [*has("a", X), stands_in("b", X, "12-01")]
    beside = suggested(HEAD, *deputies("ab"), *declared(X), *held)
    assert (beside.changes, beside.shown) == (0, ({X: "a"},))
    alone = suggested(HEAD, *deputies("ab"), *declared(X), stands_in("b", X, "12-01"))
    assert (alone.changes, alone.count, alone.shown[0][X]) == (0, 1, "b")


def test_a_power_shared_by_scopes_stays_with_one_of_those_who_share_it() -> None:
    shared = [line("a", E, scope="north"), line("b", E, scope="south")]
    found = suggested(HEAD, *deputies("abc"), *declared(E), *shared)
    assert (found.changes, [one[E] for one in found.shown]) == (0, ["a", "b"])


def test_the_period_may_lie_behind() -> None:
    assert suggested(*TEAM, *LAWFUL, on=END.isoformat()).count == 1
