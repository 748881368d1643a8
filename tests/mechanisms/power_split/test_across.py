"""Powers in several units (POW-16): who is one person, on which days, and where it is told."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import ValidationError, convert
from msgspec.structs import replace

from tests.mechanisms.power_split.division import (
    END,
    E,
    F,
    G,
    P,
    X,
    deputies,
    found,
    has,
    parameter,
    stands_in,
    unit,
)
from tripower.cli.registry import load_rules
from tripower.core.people import Person
from tripower.core.records import Record
from tripower.core.unit import Unit, View

RULE = load_rules()["POW-16"]


def bureau(unit_id: str, *records: Record) -> Unit:
    one = unit(*deputies("ab"), *records)
    assert one.profile is not None
    profile = replace(one.profile, unit_id=unit_id, name=unit_id)
    return Unit({**one.records, "unit": {unit_id: profile}}, {}, one.parameters, one.calendar)


def called(person_id: str, name: str, staff_no: str | None = None) -> Person:
    return Person(person_id=person_id, name=name, staff_no=staff_no)


def told(*units: Unit) -> list[tuple[str, dict[str, Any]]]:
    """What is told, with the unit at which it is."""
    views = [View(one, RULE.reads, RULE.parameters, END) for one in units]
    return [(see._unit.unit_id, hit) for see in views for hit in RULE.function(see, views)]


def seen(*units: Unit) -> list[tuple[str, str, str, int, str, str]]:
    return [
        (at, hit.says, hit.args["person"], hit.args["count"], *_days(hit.args))
        for at, hit in told(*units)
    ]


def _days(args: dict[str, Any]) -> tuple[str, str]:
    return args["first"].isoformat()[5:], args["last"].isoformat()[5:]


ZHEN, JIA = called("a", "甄诚", "7"), called("b", "贾石", "8")
WATER = bureau("water", ZHEN, *has("a", F, X))


def test_more_than_two_powers_in_several_units_are_told_once_at_the_first() -> None:
    canal = bureau("canal", called("b", "甄诚", "7"), *has("b", G))
    assert seen(WATER, canal) == [("water", "many", "甄诚", 3, "01-01", "12-31")]
    [(_, hit)] = told(canal, WATER)
    assert (hit.args["units"], hit.severity.value) == (["canal", "water"], "notice")


def test_the_number_tells_who_is_one_person_and_the_id_does_not() -> None:
    assert seen(WATER, bureau("canal", called("a", "甄诚", "9"), *has("a", G))) == []
    assert seen(WATER, bureau("canal", called("b", "甄 诚", "7"), *has("b", G))) != []


def test_two_powers_altogether_and_three_in_one_unit_are_not_for_this_rule() -> None:
    one = bureau("water", ZHEN, *has("a", F))
    assert seen(one, bureau("canal", ZHEN, *has("a", G))) == []
    assert seen(bureau("water", ZHEN, *has("a", F, X, G)), bureau("canal", JIA)) == []
    assert seen(bureau("water", ZHEN, *has("a", F, X, G))) == []


def test_the_same_power_in_three_units_is_three() -> None:
    units = [bureau(name, ZHEN, *has("a", F)) for name in ("water", "canal", "dyke")]
    assert seen(*units) == [("water", "many", "甄诚", 3, "01-01", "12-31")]


def test_only_days_on_which_all_are_held_count_and_neighbouring_days_are_joined() -> None:
    canal = bureau("canal", ZHEN, *has("a", G, since="03-01", to="06-30"))
    later = bureau("dyke", JIA, *has("b", E, since="05-01"))
    assert seen(WATER, canal, later) == [("water", "many", "甄诚", 3, "03-01", "06-30")]
    assert (
        seen(WATER, bureau("canal", ZHEN, *has("a", G, since="2023-01-01", to="2023-12-31"))) == []
    )


def test_a_stand_in_counts_after_its_days_of_grace() -> None:
    canal = bureau("canal", ZHEN, stands_in("a", G, "03-01"))
    assert seen(WATER, canal) == [("water", "many", "甄诚", 3, "03-31", "12-31")]


def test_people_of_one_name_without_number_cannot_be_told_apart() -> None:
    nameless = bureau("canal", called("b", "甄诚"), *has("b", G))
    [(at, hit)] = told(WATER, nameless)
    assert (at, hit.says, hit.severity.value) == ("water", "namesakes", "not_assessable")
    assert seen(WATER, bureau("canal", called("b", "甄真"), *has("b", G))) == []
    bare = bureau("water", called("a", "甄诚"), *has("a", F, X))
    assert seen(bare, nameless) == [("water", "namesakes", "甄诚", 3, "01-01", "12-31")]


def test_what_the_number_shows_already_is_not_guessed_again() -> None:
    canal = bureau("canal", ZHEN, *has("a", G))
    nameless = bureau("dyke", called("b", "甄诚"), *has("b", P))
    assert [says for _, says, *_ in seen(WATER, canal, nameless)] == ["many"]


def test_the_limit_is_a_parameter() -> None:
    three = parameter("pow.max_powers_per_deputy", "3")
    water = bureau("water", ZHEN, three, *has("a", F, X))
    assert seen(water, bureau("canal", ZHEN, *has("a", G))) == []


def test_a_unit_alone_cannot_tell() -> None:
    alone = [("POW-16", "not_assessable", "unit/u", "", "")]
    assert found(unit(*has("a", F)), "POW-16") == alone


@pytest.mark.parametrize("number", ["13800138000", "110101199003070011", "", "-1"])
def test_no_mobile_and_no_id_number_is_a_staff_number(number: str) -> None:
    with pytest.raises(ValidationError):
        convert({"person_id": "a", "name": "甄诚", "staff_no": number}, Person)
