"""Relatives at work (POW-17) and sections in the head's hands (POW-19)."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from tests.mechanisms.power_split.division import (
    DISCIPLINE,
    HEAD,
    F,
    P,
    Seen,
    X,
    day,
    deputies,
    found,
    has,
    line,
    post,
    unit,
    waiver,
)
from tripower.core.people import Duty, Position, Role
from tripower.core.records import Record
from tripower.mechanisms.power_split.records import Relation, RelationKind

YEAR = ("01-01", "12-31")
ELSEWHERE = replace(post("c", Role.DEPUTY_HEAD), superior_id="elsewhere")
LEADERS: tuple[Record, ...] = (HEAD, DISCIPLINE, *deputies("ab"))


def staff(person: str, **more: Any) -> Position:
    return replace(post(person, Role.STAFF), voting=False, **more)


def kin(one: str, other: str, sort: str = "spouse", since: str = "01-01", to: str = "") -> Relation:
    return Relation(
        relation_id=f"{one}-{other}",
        person_id=one,
        relation=RelationKind(sort),
        other_id=other,
        from_=day(since),
        to=day(to) if to else None,
    )


def apart(*records: Record) -> list[Seen]:
    return found(unit(*LEADERS, *records), "POW-17")


def breach(one: str, other: str, first: str = "01-01", last: str = "12-31") -> Seen:
    return ("POW-17", "violation", f"relation/{one}-{other}", first, last)


@pytest.mark.parametrize("duty", list(Duty))
@pytest.mark.parametrize("sort", list(RelationKind))
def test_no_relative_of_a_leader_does_the_work_that_the_law_names(
    duty: Duty, sort: RelationKind
) -> None:
    expected = [] if sort is RelationKind.INTEREST else [breach("a", "s")]
    assert apart(staff("s", duty=duty), kin("a", "s", sort.value)) == expected


@pytest.mark.parametrize(
    ("case", "records", "expected"),
    [
        ("other work", [staff("s"), kin("a", "s")], []),
        (
            "told by the other side",
            [staff("s", duty=Duty.AUDIT), kin("s", "h")],
            [breach("s", "h")],
        ),
        (
            "a relative of a discipline leader",
            [staff("s", duty=Duty.FINANCE), kin("z", "s")],
            [breach("z", "s")],
        ),
        (
            "two of the staff, one at the books",
            [staff("s", duty=Duty.FINANCE), staff("t"), kin("s", "t")],
            [],
        ),
        ("a deputy's spouse elsewhere", [kin("a", "elsewhere")], []),
        (
            "a superior at the desk",
            [staff("s", superior_id="t"), kin("s", "t")],
            [breach("s", "t")],
        ),
        (
            "under one section head",
            [staff("s", superior_id="c"), staff("t", superior_id="c"), kin("s", "t")],
            [breach("s", "t")],
        ),
        (
            "under two section heads",
            [staff("s", superior_id="c"), staff("t", superior_id="d"), kin("s", "t")],
            [],
        ),
        ("head and deputy", [kin("h", "a")], [breach("h", "a")]),
        ("two deputies of one head", [kin("a", "b")], [breach("a", "b")]),
        (
            "a deputy who answers to somebody else on record",
            [replace(post("c", Role.DEPUTY_HEAD), superior_id="a"), kin("c", "b")],
            [],
        ),
        ("a discipline leader answers elsewhere", [kin("z", "s"), staff("s")], []),
        ("discipline is work that the law names", [kin("a", "z")], [breach("a", "z")]),
        (
            "in charge of personnel counts as that work",
            [*has("a", P), ELSEWHERE, kin("a", "c")],
            [breach("a", "c")],
        ),
        ("in charge of enforcement does not", [*has("a", X), kin("a", "s"), staff("s")], []),
    ],
)
def test_relatives(case: str, records: list[Record], expected: list[Seen]) -> None:
    assert apart(*records) == expected, case


def test_it_holds_from_the_wedding_to_the_divorce_and_while_both_are_in_their_posts() -> None:
    books = staff("s", duty=Duty.FINANCE)
    married = kin("a", "s", since="03-15", to="06-14")
    assert apart(books, married) == [breach("a", "s", "03-15", "06-14")]
    moved = replace(books, to=day("04-30"))
    assert apart(moved, married) == [breach("a", "s", "03-15", "04-30")]
    assert apart(replace(books, to=day("03-14")), married) == []


def test_an_exception_excuses_its_own_days_only() -> None:
    excused = waiver("POW-17", "relation/a-s", "07-01", "12-31")
    assert apart(staff("s", duty=Duty.AUDIT), kin("a", "s"), excused) == [
        breach("a", "s", "01-01", "06-30"),
        ("POW-17", "notice", "relation/a-s", "07-01", "12-31"),
    ]


def sections(*records: Record) -> list[Seen]:
    return found(unit(*records), "POW-19")


def test_a_head_leads_no_section_and_a_deputy_may() -> None:
    office = replace(HEAD, position_id="office", section="办公室", from_=day("03-01"))
    until = replace(office, to=day("03-31"))
    assert sections(HEAD, until) == [("POW-19", "warning", "person/h", "03-01", "03-31")]
    assert sections(HEAD, replace(deputies("a")[0], section="办公室")) == []


def test_a_section_may_come_with_a_power() -> None:
    books = replace(line("h", F, "05-01"), sections=("财务股", "审计股"))
    seen = ("POW-19", "warning", "person/h", "05-01", "12-31")
    assert sections(HEAD, books) == [seen, seen]
    assert sections(HEAD, *deputies("a"), replace(books, person_id="a")) == []
    assert sections(HEAD, line("h", F)) == [], "the power alone is judged by POW-01"


def test_whoever_stops_being_head_may_lead_a_section_the_next_day() -> None:
    left = post("h", Role.DIRECTOR, to="06-30")
    deputy = replace(post("h", Role.DEPUTY_HEAD, since="07-01"), section="办公室")
    assert sections(left, deputy) == []
    early = replace(deputy, from_=day("06-30"))
    assert sections(left, early) == [("POW-19", "warning", "person/h", "06-30", "06-30")]
