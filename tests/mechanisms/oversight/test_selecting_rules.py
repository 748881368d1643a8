"""Who may be announced (SUP-02), who comes again too soon (SUP-10), by when it is done (SUP-11)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.mechanisms.oversight.oversight_room import (
    OFFICE,
    a_unit,
    day,
    parameter,
    result,
    said,
    selection,
    votes,
)
from tripower.core.records import Record
from tripower.core.registers import Span
from tripower.mechanisms.oversight.records import SupervisionCycle

TWO = parameter("sup.select_n", "2")
END = "2024-12-31"


def won(held: str, chosen: str, rest: str = "z", seats: int = 2, **more: object) -> list[Record]:
    """A plenary of three that chose these units with one voice."""
    this = selection(f"{chosen}{rest}", seats, held, **more)
    return [this, votes(this, chosen, chosen, chosen)]


@pytest.mark.parametrize(
    ("held", "seats", "expected"),
    [
        ("2015-12-31", 6, []),  # six before 2016
        ("2015-12-31", 10, ["warning seats selection/S-2015-12-31"]),
        ("2016-01-01", 10, []),
        ("2016-01-01", 6, ["warning seats selection/S-2016-01-01"]),
    ],
)
def test_the_number_of_seats_is_that_of_the_day(held: str, seats: int, expected: list[str]) -> None:
    units = "abcdefghijkl"
    this = selection(units, seats, held)
    one = votes(this, *[units[:seats]] * 3)
    assert said("SUP-02", "2016-12-31", this, one, result(this, units[:seats])) == expected


def test_to_announce_others_than_were_chosen_is_a_violation() -> None:
    this = selection("abz", 2)
    one = votes(this, "ab", "ab", "ab")
    assert said("SUP-02", END, TWO, this, one, result(this, "ba")) == []
    wrong = said("SUP-02", END, TWO, this, one, result(this, "az"))
    subject = "selection/S-2024-03-05"
    assert sorted(wrong) == [f"violation left_out {subject}", f"violation not_chosen {subject}"]
    few = said("SUP-02", END, TWO, this, one, result(this, "a"))
    assert few == [f"violation left_out {subject}"]


def test_nobody_fills_a_tied_seat_by_announcing_it() -> None:
    this = selection("abc", 2)
    tied = votes(this, "ab", "ac", "bc")
    pending = ["violation pending selection/S-2024-03-05"]
    for chosen in ("ab", "ac", "abc", "a"):
        assert said("SUP-02", END, TWO, this, tied, result(this, chosen)) == pending
    assert said("SUP-02", END, TWO, this, tied) == []


def test_what_was_announced_later_is_not_judged_before() -> None:
    this, one = won("2024-03-05", "ab")
    told = result(selection("abz", 2), "az", "2024-03-09")
    assert said("SUP-02", "2024-03-08", TWO, this, one, told) == []
    assert len(said("SUP-02", "2024-03-09", TWO, this, one, told)) == 2


def test_what_is_announced_was_chosen_by_then() -> None:
    this, one = won("2024-03-05", "ab")
    early = ["violation too_early selection/S-2024-03-05"]
    assert said("SUP-02", END, TWO, this, one, result(this, "ab", "2024-03-04")) == early
    assert said("SUP-02", END, TWO, this, one, result(this, "ab", "2024-03-05")) == []


def test_fewer_than_all_may_be_announced_where_no_ballot_is_left() -> None:
    this = selection("ab", 2)
    first = votes(this, "a", "a", "a")
    second = votes(this, "", "", "b", kind="second_ballot", round=2, seats=1, candidates="b")
    assert said("SUP-02", END, TWO, this, first, second, result(this, "a")) == []


def test_a_cycle_that_names_a_selection_is_of_a_unit_it_chose() -> None:
    records = won("2024-03-05", "ab")

    def cycle(unit_id: str) -> SupervisionCycle:
        told = {"year": 2024, "opened_on": day("2024-03-06"), "selection_id": "S-2024-03-05"}
        return SupervisionCycle(cycle_id=f"Y-{unit_id}", unit_id=unit_id, **told)

    assert said("SUP-02", END, TWO, *records, cycle("a")) == []
    wrong = said("SUP-02", END, TWO, *records, cycle("z"))
    assert wrong == ["violation not_this selection/S-2024-03-05"]


@pytest.mark.parametrize(("before", "found"), [("2021", 0), ("2022", 1), ("2023", 1), ("2024", 0)])
def test_two_years_are_within_and_three_are_not(before: str, *, found: int) -> None:
    earlier = won(f"{before}-01-04", "ab")
    now = won("2024-03-05", "ac")
    told = said("SUP-10", END, TWO, *earlier, *now)
    assert told == ["notice again overseen_unit/2024/a"] * found


def test_looking_back_is_meant_and_a_new_name_goes_on() -> None:
    earlier, renamed = won("2023-03-05", "ab"), a_unit("n", successor_of=("a",))
    again = won("2024-03-05", "nb", revisits=("b",))
    told = said("SUP-10", END, TWO, a_unit("a"), renamed, *earlier, *again)
    assert told == ["notice again overseen_unit/2024/n"]
    assert said("SUP-10", END, TWO, a_unit("n"), *earlier, *again) == []


def test_the_district_may_set_other_years() -> None:
    records = [*won("2019-03-05", "ab"), *won("2024-03-05", "ac")]
    assert said("SUP-10", END, TWO, *records) == []
    five = parameter("sup.reselect_years", "5")
    assert said("SUP-10", END, TWO, five, *records) == ["notice again overseen_unit/2024/a"]


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ("2024-03-31", []),
        ("2024-04-01", ["warning late selection_year/2024"]),
        ("2023-12-20", []),  # the session of the year before may choose for the next
    ],
)
def test_the_last_day_of_march_is_in_time(held: str, expected: list[str]) -> None:
    assert said("SUP-11", END, TWO, *won(held, "ab", year=2024)) == expected


def test_the_day_is_that_of_the_round_that_fills_the_last_seat() -> None:
    this = selection("abc", 2)
    first = votes(this, "ab", "ac", "a")
    due = votes(this, "b", "b", "c", kind="second_ballot", round=2, seats=1, candidates="bc")
    undone = ["warning undone selection_year/2024"]
    assert said("SUP-11", "2024-03-31", TWO, this, first) == []
    assert said("SUP-11", "2024-04-01", TWO, this, first) == undone
    assert said("SUP-11", END, TWO, this, first, replace(due, held_on=day("2024-03-31"))) == []
    late = replace(due, held_on=day("2024-04-01"))
    assert said("SUP-11", END, TWO, this, first, late) == ["warning late selection_year/2024"]


def test_a_ballot_that_was_not_due_any_more_does_not_make_the_choice_late() -> None:
    this, one = won("2024-03-05", "ab")
    again = replace(one, round=2, held_on=day("2024-04-08"))
    assert said("SUP-11", END, TWO, this, one, again) == []
    assert said("SUP-02", END, TWO, this, one, again) == [
        "violation nothing_due selection/S-2024-03-05"
    ]


def test_a_ballot_of_a_later_day_fills_no_seat_before() -> None:
    """As of the last day of a folder's period, whatever lies in it of a later day."""
    this, one = won("2024-03-05", "ab")
    later = replace(one, held_on=day("2024-04-20"))
    undone = ["warning undone selection_year/2024"]
    assert said("SUP-11", "2024-04-15", TWO, this, later) == undone
    assert said("SUP-11", "2024-04-20", TWO, this, later) == ["warning late selection_year/2024"]


def test_what_no_ballot_fills_people_decide_at_once() -> None:
    this = selection("abc", 2)
    first = votes(this, "ab", "ac", "a")
    split = votes(this, "b", "c", "", kind="second_ballot", round=2, seats=1, candidates="bc")
    told = said("SUP-11", "2024-03-05", TWO, this, first, split)
    assert told == ["manual short selection_year/2024"]


def test_without_ballots_the_day_of_the_announcement_counts() -> None:
    this = selection("abc", 2)
    assert said("SUP-11", END, TWO, this, result(this, "ab", "2024-03-31")) == []
    late = said("SUP-11", END, TWO, this, result(this, "ab", "2024-04-01"))
    assert late == ["warning late selection_year/2024"]


def test_the_office_chooses_every_year_of_its_period_and_a_unit_none() -> None:
    office = replace(OFFICE, period=Span(from_=day("2023-04-01")))
    assert said("SUP-11", "2024-03-31", TWO, office) == []
    assert said("SUP-11", "2024-04-01", TWO, office) == ["warning none selection_year/2024"]
    early = replace(OFFICE, period=Span(from_=day("2023-03-31")))
    told = said("SUP-11", "2024-03-31", TWO, early)
    assert told == ["warning none selection_year/2023"]
    assert said("SUP-11", END, TWO) == []


def test_another_day_of_the_district() -> None:
    records, leap = won("2024-02-29", "ab"), parameter("sup.select_by", ("02-29",))
    assert said("SUP-11", END, TWO, leap, *records) == []
    told = said("SUP-11", "2023-12-31", TWO, leap, *won("2023-03-01", "ab"))
    assert told == ["warning late selection_year/2023"]
