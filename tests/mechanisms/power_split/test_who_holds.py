"""POW-01, POW-04 and POW-07 to POW-11: who holds a power on which day."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from tests.mechanisms.power_split.division import (
    ADOPTED,
    DISCIPLINE,
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
    found,
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
from tripower.mechanisms.power_split.allocation import holders

YEAR = ("01-01", "12-31")
LIMITS = "POW-01 POW-02 POW-03 POW-07 POW-08 POW-10"


def test_c21_the_party_secretary_is_a_head_beside_the_director() -> None:
    secretary = post("s", Role.PARTY_SECRETARY)
    one = unit(HEAD, secretary, *deputies("a"), *declared(P), *has("s", P))
    assert found(one, "POW-01 POW-07") == [("POW-01", "violation", "person/s", *YEAR)]


def test_c24_the_days_between_two_holders_are_a_gap() -> None:
    lines = [*has("a", F, to="03-14"), *has("b", F, since="03-18")]
    one = unit(HEAD, ADOPTED, *deputies("ab"), *declared(F), *lines)
    assert found(one, "POW-04") == [("POW-04", "violation", "power/finance", "03-15", "03-17")]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([line("a", F, to="03-14"), line("b", F, "03-15")], []),
        ([line("a", F, to="03-15"), line("b", F, "03-15")], [("03-15", "03-15")]),
        ([line("a", F, scope="north"), line("b", F, scope="south")], []),
        ([line("a", F, scope="north"), line("b", F, scope=" North")], [YEAR]),
        ([line("a", F, scope="north"), line("b", F)], [YEAR]),
        ([line("a", F, scope="north"), line("a", F, scope="south")], []),
        ([line("a", F), stands_in("b", F, "03-01", "03-20")], []),
        (
            [line("a", F), stands_in("b", F, "03-01", "03-20"), stands_in("c", F, "03-20")],
            [("03-20", "03-20")],
        ),
        ([line("a", F, to="03-14"), stands_in("b", F, "03-15")], []),
        ([], [YEAR]),
    ],
)
def test_each_day_has_one_holder(lines: list[Record], expected: list[tuple[str, str]]) -> None:
    one = unit(HEAD, ADOPTED, *deputies("abc"), *declared(F), *lines)
    assert [tuple(seen[3:]) for seen in found(one, "POW-04")] == expected


def test_an_undeclared_power_is_the_units_once_it_has_been_given_to_someone() -> None:
    one = unit(HEAD, ADOPTED, *deputies("a"), *has("a", F, since="02-01", to="05-31"))
    assert found(one, "POW-04") == [("POW-04", "violation", "power/finance", "06-01", "12-31")]
    undeclared = [seen for seen in found(one, "POW-05") if seen[2] == "power/finance"]
    assert undeclared == [("POW-05", "warning", "power/finance", *YEAR)]


def test_no_check_looks_past_its_day_or_before_the_units_period() -> None:
    late = unit(HEAD, *deputies("a"), *declared(F), *has("h", F, since="2023-01-01"))
    assert found(late, "POW-01", day("02-10"))[0][3:] == ("01-01", "02-10")
    ahead = unit(HEAD, *deputies("a"), *declared(F), *has("h", F, since="06-01"))
    assert found(ahead, "POW-01", day("05-31")) == []


def test_parts_of_a_period_are_cut_where_someone_changes() -> None:
    one = unit(HEAD, *deputies("ab"), *has("a", F, to="03-14"), *has("b", F, since="03-18"))
    parts = holders(one, Period(day("03-01"), day("03-31")))
    told = [(p.first.isoformat()[5:], [x.person_id for x in p.held]) for p in parts]
    assert told == [("03-01", ["a"]), ("03-15", []), ("03-18", ["b"])]


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("03-30", []),
        ("03-31", [("POW-09", "violation", "person/a", "03-31", "03-31")]),
    ],
)
def test_an_acting_head_has_thirty_days(last: str, expected: list[object]) -> None:
    leaves = post("h", Role.DIRECTOR, to="02-29")
    acts = post("a", Role.DEPUTY_HEAD, since="03-01", acting=True)
    one = unit(leaves, acts, ADOPTED, *declared(F), *has("a", F, since="02-01", to=last))
    grace = ("POW-09", "warning", "person/a", "03-01", "03-30")
    assert found(one, "POW-09") == [*expected, grace]


def test_acting_for_a_head_on_leave_changes_nothing() -> None:
    acts = post("a", Role.DEPUTY_HEAD, acting=True)
    assert found(unit(HEAD, acts, *declared(F), *has("a", F)), "POW-09") == []


def test_the_days_of_an_acting_head_count_from_before_the_period() -> None:
    acts = post("a", Role.DEPUTY_HEAD, since="2023-12-02", acting=True)
    one = unit(acts, ADOPTED, *declared(F), *has("a", F))
    assert found(one, "POW-09") == [("POW-09", "violation", "person/a", *YEAR)]


def test_a_discipline_leader_weighs_less_before_2015() -> None:
    lines = has("z", G, since="2014-12-01", to="2015-01-31")
    one = unit(HEAD, DISCIPLINE, *deputies("a"), *lines, start=date(2014, 1, 1))
    assert found(one, "POW-07 POW-08") == [
        ("POW-08", "violation", "person/z", "01-01", "01-31"),
        ("POW-08", "warning", "person/z", "12-01", "12-31"),
    ]


def test_practice_is_a_violation_from_its_adoption_on() -> None:
    adopted = parameter("adopted", ("POW-07",), "07-01")
    other = parameter("adopted", ("POW-07", "DEC-14"), "09-01")
    clerk = post("s", Role.STAFF)
    one = unit(HEAD, clerk, *deputies("a"), *declared(G), *has("s", G), adopted, other)
    assert found(one, "POW-07") == [
        ("POW-07", "violation", "person/s", "07-01", "12-31"),
        ("POW-07", "warning", "person/s", "01-01", "06-30"),
    ]


DIVIDED = [*has("a", F, X), *has("b", E, A), *has("c", P)]
FIVE = declared(P, F, E, A, X)


@pytest.mark.parametrize(
    ("standins", "expected"),
    [
        ([stands_in("b", X, "03-01", "03-30")], set()),
        ([stands_in("c", X, "03-01", "12-31")], set()),
        # c has room for a second power, so b was the wrong one to stand in.
        ([stands_in("b", X, "03-01", "03-31")], {"POW-02"}),
        ([stands_in("b", X, "03-01", "03-15"), stands_in("b", X, "03-16", "03-31")], {"POW-02"}),
        ([stands_in("b", X, "03-01", "03-15"), stands_in("b", X, "03-17", "03-31")], set()),
        ([stands_in("b", F, "03-01", "03-01")], {"POW-03"}),
        ([stands_in("h", F, "03-01", "03-01")], {"POW-01"}),
        ([stands_in("z", F, "03-01", "03-01")], {"POW-08"}),
        ([stands_in("s", F, "03-01", "03-01")], {"POW-07"}),
    ],
)
def test_where_another_deputy_could_stand_in_the_limits_speak(
    standins: list[Record], expected: set[str]
) -> None:
    clerk = post("s", Role.STAFF)
    one = unit(HEAD, DISCIPLINE, clerk, *deputies("abc"), *FIVE, *DIVIDED, *standins)
    assert rules_found(one, LIMITS) == expected


TWO = [HEAD, DISCIPLINE, *deputies("ab"), *declared(F, P, E, A), *has("a", F, P), *has("b", E, A)]


def test_of_two_deputies_one_is_ill() -> None:
    standin = stands_in("b", F, "03-01", "03-20")
    open_ = found(unit(*TWO, standin), LIMITS)
    assert open_ == [("POW-10", "violation", "person/b", "03-01", "03-20")]
    designated = waiver("POW-10", "person/b", "03-01", "03-20")
    assert found(unit(*TWO, standin, designated), LIMITS) == [
        ("POW-10", "notice", "person/b", "03-01", "03-20")
    ]


def test_the_ill_deputy_is_not_the_one_who_could_stand_in_though_the_line_was_ended() -> None:
    ended = [*has("a", F, to="02-29"), *has("a", P), *has("b", E, A)]
    records = [HEAD, *deputies("ab"), *declared(F, P, E, A), *ended]
    assert rules_found(unit(*records, stands_in("b", F, "03-01", "03-20")), LIMITS) == {"POW-10"}


def test_a_designation_is_no_way_around_a_deputy_who_could_stand_in() -> None:
    designated = waiver("POW-10", "person/b", "01-01", "12-31")
    records = [*TWO, *deputies("c"), stands_in("b", F, "03-01", "03-20"), designated]
    barred = ("POW-03", "violation", "person/b", "03-01", "03-20")
    assert found(unit(*records), LIMITS) == [barred, barred]  # with engineering, with approvals


FULL = [HEAD, DISCIPLINE, *declared(P, F, G, E, A, X), *has("a", F, X), *has("b", E, A)]


def test_a_deputy_with_two_powers_could_still_stand_in_while_the_grace_lasts() -> None:
    records = [*FULL, *deputies("abc"), *has("c", P, G), stands_in("b", F, "03-01", "04-05")]
    barred = ("POW-03", "violation", "person/b", "03-01", "03-30")
    forced = ("POW-10", "violation", "person/b", "03-31", "04-05")
    assert found(unit(*records), LIMITS) == [barred, barred, forced]


def test_a_suspended_deputy_could_not_stand_in() -> None:
    suspended = replace(
        post("c", Role.DEPUTY_HEAD), suspended_from=day("03-10"), suspended_doc_no="〔2024〕2"
    )
    records = [*TWO, suspended, stands_in("b", F, "03-01", "03-20")]
    barred = ("POW-03", "violation", "person/b", "03-01", "03-09")
    forced = ("POW-10", "violation", "person/b", "03-10", "03-20")
    assert found(unit(*records), LIMITS) == [barred, barred, forced]


def test_what_a_shortage_explains_is_not_blamed_on_the_stand_in() -> None:
    held = [*has("a", P, G), *has("b", E, A), stands_in("b", P, "03-01", "04-10")]
    one = unit(HEAD, *deputies("ab"), *declared(P, G, E, A, X), *held)
    assert rules_found(one, f"{LIMITS} POW-04 POW-06") == {"POW-06"}


def test_an_acting_head_is_no_deputy_any_more_once_the_grace_is_over() -> None:
    leaves = post("h", Role.DIRECTOR, to="02-29")
    acts = post("a", Role.DEPUTY_HEAD, since="03-01", acting=True)
    before = post("a", Role.DEPUTY_HEAD, to="02-29")
    records = [leaves, acts, before, *deputies("bc"), *declared(P, F, G, E, A, X)]
    assert found(unit(*records), "POW-06") == [("POW-06", "violation", "unit/u", "03-31", "12-31")]


@pytest.mark.parametrize(
    ("rule_id", "scope", "records", "weighs"),
    [
        ("POW-04", "power/finance", [ADOPTED, *deputies("abc"), *declared(F)], "violation"),
        ("POW-05", "power/finance", [*deputies("a"), *declared()[:1]], "warning"),
        ("POW-06", "unit/u", [*declared(F)], "violation"),
        (
            "POW-07",
            "person/s",
            [ADOPTED, *deputies("a"), post("s", Role.STAFF), *has("s", G)],
            "violation",
        ),
    ],
)
def test_the_rest_of_a_breach_is_judged_once_its_exception_has_ended(
    rule_id: str, scope: str, records: list[Record], weighs: str
) -> None:
    excused = waiver(rule_id, scope, "03-01", "05-31")
    seen = [one for one in found(unit(HEAD, *records, excused), rule_id) if one[2] == scope]
    assert sorted(one[1:2] + one[3:] for one in seen) == sorted(
        [(weighs, "01-01", "02-29"), ("notice", "03-01", "05-31"), (weighs, "06-01", "12-31")]
    )
