"""What is proposed, how sure it is, and what is left to people (POL-05 to 08, 11)."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from tests.mechanisms.polls.poll_office import (
    EIGHT,
    Files,
    Place,
    office,
    poll,
    register,
    row,
    scores,
)
from tripower.core.unit import Unit
from tripower.mechanisms.polls.consequences import Proposal, Support, proposals, rectify_by
from tripower.mechanisms.polls.records import Consequence, PollRound

LAST = ("95.00", "90.00", "88.00", "85.00", "80.00", "71.00", "70.00", "69.00")
OVERALL = {
    "parameters.yaml": "parameters:\n  - key: pol.scope\n    value: overall\n"
    "    source_class: practice\n    source: 示例\n"
}


def drawn(*parts: Files, round_id: str = "R-3") -> tuple[Unit, tuple[Proposal, ...]]:
    unit = office(*parts)
    this = unit.get(PollRound, round_id)
    assert this is not None
    return unit, proposals(this, unit)


def whom(found: tuple[Proposal, ...], which: Consequence) -> dict[str, bool]:
    """The units of a consequence, each with whether people must decide."""
    return {one.unit_id: one.manual for one in found if one.consequence is which}


def test_the_first_and_the_last_three_of_a_list() -> None:
    _, found = drawn(register(EIGHT), poll("R-3", scores(LAST)))
    assert whom(found, Consequence.COMMENDATION) == {"shui": False, "zhu": False, "jiao": False}
    last = {"wei": False, "jy": False, "min": False}
    for which in ("KEY_MANAGED", "TALK", "RECTIFICATION", "AWARD_BAN"):
        assert whom(found, Consequence[which]) == last
    assert whom(found, Consequence.REMOVAL) == {}


def test_each_category_has_its_own_unless_all_are_ranked_together() -> None:
    service = [one.replace("执法监管类", "窗口服务类") for one in scores(LAST[:4])]
    law = scores(LAST[4:], tuple(EIGHT)[4:])
    _, apart = drawn(register(EIGHT), poll("R-3", [*service, *law]))
    assert set(whom(apart, Consequence.TALK)) == {"jiao", "nong", "jy", "min"}
    _, together = drawn(register(EIGHT), OVERALL, poll("R-3", [*service, *law]))
    assert set(whom(together, Consequence.TALK)) == {"wei", "jy", "min"}


def test_alone_in_a_list_twice_is_for_people() -> None:
    service = [row("min", "69.00", category="窗口服务类")]
    rounds = (poll(name, [*scores(LAST[:7]), *service]) for name in ("R-2", "R-3"))
    _, found = drawn(register(EIGHT), *rounds)
    [removal] = [one for one in found if one.consequence is Consequence.REMOVAL and one.manual]
    assert (removal.unit_id, removal.doubts[0].rule_id) == ("min", "POL-07")
    assert not [one for one in found if one.unit_id == "min" and one is not removal]


def test_where_all_are_equal_nothing_is_proposed() -> None:
    assert drawn(register(EIGHT), poll("R-3", scores(["70.00"] * 8)))[1] == ()


def test_a_unit_at_both_ends_is_for_people() -> None:
    totals = ("90.00", "80.00", "70.00", "70.00", "60.00", "50.00")
    _, found = drawn(register(EIGHT), poll("R-3", scores(totals)))
    assert whom(found, Consequence.COMMENDATION) == {
        "shui": False,
        "zhu": False,
        "jiao": True,
        "nong": True,
    }
    assert whom(found, Consequence.KEY_MANAGED)["jiao"]
    assert not whom(found, Consequence.KEY_MANAGED)["wei"]


def test_who_is_left_out_is_not_counted() -> None:
    few = row("min", "10.00").replace("n_targeted: 900", "n_targeted: 29")
    _, found = drawn(register(EIGHT), poll("R-3", [*scores(LAST[:7]), few]))
    assert set(whom(found, Consequence.TALK)) == {"huan", "wei", "jy"}
    enough = few.replace("n_targeted: 29", "n_targeted: 30")
    _, found = drawn(register(EIGHT), poll("R-3", [*scores(LAST[:7]), enough]))
    assert set(whom(found, Consequence.TALK)) == {"wei", "jy", "min"}


def test_the_talk_waits_for_six_months_in_office() -> None:
    for since, manual in (("2024-03-24", False), ("2024-03-25", True)):
        places = {**EIGHT, "wei": replace(EIGHT["wei"], since=since)}
        _, found = drawn(register(places), poll("R-3", scores(LAST)))
        assert whom(found, Consequence.TALK)["wei"] is manual
        assert whom(found, Consequence.RECTIFICATION)["wei"] is False


def test_a_new_name_starts_no_new_time_in_office() -> None:
    places = {
        **EIGHT,
        "wei": replace(EIGHT["wei"], last="2024-06-30"),
        "wj": Place("卫健局", "wen", "2024-07-01", since="2024-07-01", continues=("wei",)),
    }
    units = ("shui", "zhu", "jiao", "nong", "huan", "wj", "jy", "min")
    _, found = drawn(register(places), poll("R-3", scores(LAST, units)))
    assert whom(found, Consequence.TALK)["wj"] is False


def test_the_talk_is_with_who_is_head_the_ban_with_who_was() -> None:
    heads = {**EIGHT, "min": replace(EIGHT["min"], last="2024-09-20")}
    later = Place("民政局", "zhen", "2024-09-21", since="2024-09-21", continues=("min",))
    _, found = drawn(register({**heads, "min2": later}), poll("R-3", scores(LAST)))
    people = {one.consequence: one.people for one in found if one.unit_id == "min"}
    assert people[Consequence.AWARD_BAN] == ("chu",)
    assert people[Consequence.TALK] == ("zhen",)


def test_a_ruling_settles_what_was_for_people() -> None:
    places = {**EIGHT, "wei": replace(EIGHT["wei"], since="2024-05-01")}
    for applies in (True, False):
        ruling = (
            "round_id: R-3\nunit_id: wei\nconsequence: admonitory_talk\ndecided_on: 2024-09-27\n"
            f"decided_by: 示例区委\napplies: {str(applies).lower()}\nreason: 示例\n"
        )
        files = {"wei/ruling-admonitory_talk": ruling}
        _, found = drawn(register(places), poll("R-3", scores(LAST), **files))
        one = next(p for p in found if (p.unit_id, p.consequence) == ("wei", Consequence.TALK))
        assert (one.manual, one.follows, one.ruled) == (False, applies, applies)


def test_how_far_the_data_bear_out_a_place_among_the_last() -> None:
    sure = "    n_eff_general: '400.0'\n    n_eff_targeted: '400.0'\n"
    design = "design:\n  deff: '1.0'\n  sd: '15'\n  difference: '2.0'\n"
    for word, more, expected in (
        ("confirmed", design, Support.CONFIRMED),
        ("confirmed", "", Support.POSSIBLE),  # no rank counts as certain without a design
        ("possible", design, Support.POSSIBLE),
        ("excluded", design, Support.EXCLUDED),
    ):
        rows = [*scores(LAST[:7]), row("min", "69.00", f"{sure}    bottom: {word}\n")]
        _, found = drawn(register(EIGHT), poll("R-3", rows, more=more))
        support = {one.unit_id: one.support for one in found}
        assert support["min"] is expected
        assert support["jy"] is Support.UNKNOWN


def test_ninety_days_are_counted_from_the_day_after() -> None:
    unit = office()
    assert rectify_by(date(2024, 9, 26), unit) == date(2024, 12, 25)
    assert rectify_by(date(2024, 12, 1), unit) == date(2025, 3, 1)
    assert rectify_by(date(2023, 12, 2), unit) == date(2024, 3, 1)  # over a leap day
