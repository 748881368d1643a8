"""Boundaries of the rules on polls that the tiny units do not show."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from tests.mechanisms.polls.poll_office import EIGHT, office, poll, register, row, scores, told

LAST = ("95.00", "90.00", "88.00", "85.00", "80.00", "71.00", "70.00", "69.00")


def paper(which: str, unit_id: str = "min", more: str = "") -> dict[str, str]:
    text = f"round_id: R-3\nunit_id: {unit_id}\nconsequence: {which}\nissued_on: 2024-09-26\n"
    return {f"{unit_id}/consequence-{which}": f"{text}issued_by: 示例区委\n{more}"}


def talk(post: str, held_on: str = "2024-09-30") -> dict[str, str]:
    text = f"round_id: R-3\nunit_id: min\nperson_id: chu\nheld_on: {held_on}\ntalker: 甲\n"
    return {"min/talk-chu": f"{text}talker_post: {post}\nreason: 排名\n"}


def test_papers_are_wanting_only_after_their_last_day() -> None:
    unit = office(register(EIGHT), poll("R-3", scores(LAST)))
    assert told(unit, "POL-05", date(2024, 10, 25)) == []  # the 20th working day
    late = told(unit, "POL-05", date(2024, 10, 26))
    assert len(late) == 3 + 3 * 4  # three commended; oversight, talk, order and ban for three
    assert {severity for severity, _ in late} == {"violation"}


@pytest.mark.parametrize(
    ("post", "wrong"),
    [
        ("district_party_secretary", False),
        ("district_mayor", True),
        ("district_deputy_leader", True),
        ("discipline_commission", True),
    ],
)
def test_only_the_party_leader_holds_the_talk(post: str, wrong: bool) -> None:
    unit = office(register(EIGHT), poll("R-3", scores(LAST), **talk(post)))
    assert bool(told(unit, "POL-05", date(2024, 10, 1))) is wrong


def test_a_removal_without_a_second_last_place_is_refused() -> None:
    unit = office(register(EIGHT), poll("R-3", scores(LAST), **paper("removal_proposal")))
    assert [severity for severity, _ in told(unit, "POL-06")] == ["violation"]
    again = office(
        register(EIGHT),
        poll("R-2", scores(LAST)),
        poll("R-3", scores(LAST), **paper("removal_proposal")),
    )
    assert told(again, "POL-06") == []


def test_the_fourth_from_the_bottom_gets_no_paper() -> None:
    unit = office(register(EIGHT), poll("R-3", scores(LAST), **paper("key_managed", "huan")))
    assert len(told(unit, "POL-05", date(2024, 10, 1))) == 1
    third = office(register(EIGHT), poll("R-3", scores(LAST), **paper("key_managed", "wei")))
    assert told(third, "POL-05", date(2024, 10, 1)) == []


def ruling(unit_id: str, which: str, applies: str = "true") -> dict[str, str]:
    text = f"round_id: R-3\nunit_id: {unit_id}\nconsequence: {which}\ndecided_on: 2024-09-25\n"
    text += f"decided_by: 示例区委\napplies: {applies}\nreason: 示例\n"
    return {f"{unit_id}/ruling-{which}": text}


def test_where_all_are_equal_only_the_competent_body_gives_a_ground() -> None:
    same = scores(["70.00"] * 8)
    day = date(2024, 10, 1)
    bare = office(register(EIGHT), poll("R-3", same, **paper("key_managed")))
    assert [severity for severity, _ in told(bare, "POL-05", day)] == ["warning"]
    assert [severity for severity, _ in told(bare, "POL-08", day)] == ["manual"]
    files = {**paper("key_managed"), **ruling("min", "key_managed")}
    decided = office(register(EIGHT), poll("R-3", same, **files))
    assert told(decided, "POL-05", day) == told(decided, "POL-08", day) == []


def test_no_ruling_makes_a_removal_of_who_was_not_last_twice() -> None:
    files = {**paper("removal_proposal"), **ruling("min", "removal_proposal")}
    unit = office(register(EIGHT), poll("R-3", scores(LAST), **files))
    assert [severity for severity, _ in told(unit, "POL-06")] == ["violation"]


def test_a_list_is_shown_on_both_or_it_is_a_violation() -> None:
    def shown(*channels: str) -> list[tuple[str, str]]:
        text = "round_id: R-3\npublication_no: 1\npublished_on: 2024-09-24\n"
        files = {"publication-1": text + "".join(f"{one}: x\n" for one in channels)}
        unit = office(register(EIGHT), poll("R-3", scores(LAST), **files))
        return told(unit, "POL-04", date(2024, 9, 24))

    assert shown("tv_ref", "web_url") == []
    assert [severity for severity, _ in shown("tv_ref")] == ["violation"]
    assert [severity for severity, _ in shown("web_url")] == ["violation"]
    assert len(shown("other")) == 2


def test_a_unit_is_ranked_from_six_months_on() -> None:
    for first, new in (("2024-03-02", False), ("2024-03-03", True)):
        places = {**EIGHT, "min": replace(EIGHT["min"], first=first, since=first)}
        unit = office(register(places), poll("R-3", scores(LAST)))
        assert bool(told(unit, "POL-10")) is new


def test_a_round_without_a_weight_for_one_survey_needs_no_answers_of_it() -> None:
    alone = row("min", "69.00").replace("    targeted: '69.00'\n", "").replace("900\n", "0\n", 2)
    unit = office(register(EIGHT), poll("R-3", [*scores(LAST[:7]), alone]))
    assert len(told(unit, "POL-10")) == 1


def test_the_bar_after_a_removal_ends_with_its_last_day() -> None:
    def given(day: str, level: str, removed: str = "2024-02-29") -> bool:
        removal = f"round_id: R-3\nunit_id: min\nperson_id: chu\neffective_on: {removed}\n"
        post = "round_id: R-3\nunit_id: min\nappointment_no: 1\nperson_id: chu\npost: x\n"
        files = {
            "min/removal-chu": f"{removal}decided_by: 区委\ndoc_no: 1号\n",
            "min/appointment-1": f"{post}effective_on: {day}\nlevel: {level}\n",
        }
        unit = office(register(EIGHT), poll("R-3", scores(LAST), **files))
        return bool(told(unit, "POL-13", date(2027, 1, 1)))

    assert given("2025-02-28", "leading")  # a year from a leap day ends on the last of February
    assert not given("2025-03-01", "leading")
    assert given("2026-02-28", "higher_leading")
    assert not given("2026-03-01", "higher_leading")
    assert not given("2024-03-01", "not_leading")


def test_the_time_of_a_talk_ends_with_the_month() -> None:
    def given(day: str, held_on: str) -> bool:
        post = "round_id: R-3\nunit_id: min\nappointment_no: 1\nperson_id: chu\npost: x\n"
        files = {
            "min/appointment-1": f"{post}effective_on: {day}\nlevel: higher_leading\n",
            **talk("district_party_secretary", held_on),
        }
        unit = office(register(EIGHT), poll("R-3", scores(LAST), **files))
        return bool(told(unit, "POL-14", date(2027, 1, 1)))

    assert given("2025-02-28", "2024-08-31")
    assert not given("2025-03-01", "2024-08-31")
    assert not given("2024-08-31", "2024-08-31")  # on the day of the talk it was decided before
