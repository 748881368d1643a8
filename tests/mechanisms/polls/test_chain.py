"""A unit through the rounds: C49, C50 and their boundaries (POL-05, 06, 07, 08, 09, 11)."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from tests.mechanisms.polls.poll_office import EIGHT, Files, Place, office, poll, register, scores
from tripower.core.unit import Unit
from tripower.mechanisms.polls import chain, heads
from tripower.mechanisms.polls.chain import Twice
from tripower.mechanisms.polls.records import PollRound

LAST = ("95.00", "90.00", "88.00", "85.00", "80.00", "71.00", "70.00", "69.00")
SECOND = ("95.00", "90.00", "88.00", "85.00", "80.00", "71.00", "69.00", "70.00")
RENAMED = {
    **EIGHT,
    "min": replace(EIGHT["min"], last="2024-06-30"),
    "shuili": Place("水利和水务局", "chu", "2024-07-01", since="2024-07-01", continues=("min",)),
}
SINCE = ("shui", "zhu", "jiao", "nong", "huan", "wei", "jy", "shuili")
SKIP = "round_id: R-2\nunit_id: min\napproved_on: 2023-08-20\napproved_by: 示例区委\nreason: 救灾\n"


def twice(*parts: Files, unit_id: str = "min", round_id: str = "R-3") -> Twice | None:
    unit = office(*parts)
    return chain.last_twice(unit_id, of(unit, round_id), unit)


def of(unit: Unit, round_id: str) -> PollRound:
    found = unit.get(PollRound, round_id)
    assert found is not None
    return found


def rules(found: Twice | None) -> list[str]:
    assert found is not None
    return [one.rule_id for one in found.doubts]


def test_last_twice_under_one_head_is_proposed() -> None:
    found = twice(register(EIGHT), poll("R-2", scores(LAST)), poll("R-3", scores(LAST)))
    assert rules(found) == []
    assert found is not None
    assert not found.confirmed  # nothing on record says that the data bear it out


def test_c49_among_the_last_twice_and_last_once_is_not_last_twice() -> None:
    assert twice(register(EIGHT), poll("R-2", scores(SECOND)), poll("R-3", scores(LAST))) is None
    assert twice(register(EIGHT), poll("R-2", scores(LAST)), poll("R-3", scores(SECOND))) is None


def test_c50_a_new_name_keeps_the_chain() -> None:
    parts = (register(RENAMED), poll("R-2", scores(LAST)), poll("R-3", scores(LAST, SINCE)))
    found = twice(*parts, unit_id="shuili")
    assert rules(found) == []
    assert found is not None
    assert [one.unit_id for one in found.then] == ["min"]


def test_c50_under_another_head_people_decide() -> None:
    other = {**RENAMED, "shuili": replace(RENAMED["shuili"], head="kuai")}
    parts = (register(other), poll("R-2", scores(LAST)), poll("R-3", scores(LAST, SINCE)))
    assert rules(twice(*parts, unit_id="shuili")) == ["POL-11"]


def test_a_name_changed_during_the_fieldwork_keeps_the_chain() -> None:
    places = {
        **RENAMED,
        "min": replace(EIGHT["min"], last="2024-09-08"),
        "shuili": replace(RENAMED["shuili"], first="2024-09-09", since="2024-09-09"),
    }
    for units, name in ((SINCE, "shuili"), (tuple(EIGHT), "min")):
        parts = (register(places), poll("R-2", scores(LAST)), poll("R-3", scores(LAST, units)))
        assert rules(twice(*parts, unit_id=name)) == []


def merged(jy: Files) -> Twice | None:
    places = {
        **EIGHT,
        "jy": replace(EIGHT["jy"], last="2024-06-30", category="窗口服务类"),
        "min": replace(EIGHT["min"], last="2024-06-30"),
        "he": Place("教育民政局", "chu", "2024-07-01", since="2024-07-01", continues=("jy", "min")),
    }
    now = poll("R-3", scores(LAST, (*tuple(EIGHT)[:6], "he")))
    return twice(register(places), jy, now, unit_id="he")


def before(jy: str) -> Files:
    law = scores(("90.00", "80.00", "75.00"), ("shui", "zhu", "min"))
    service = [
        line.replace("执法监管类", "窗口服务类")
        for line in scores(("90.00", "85.00", jy), ("nong", "huan", "jy"))
    ]
    return poll("R-2", [*law, *service])


def test_a_merger_goes_on_only_if_all_were_last() -> None:
    found = merged(before("60.00"))
    assert found is not None
    assert [one.unit_id for one in found.then] == ["jy", "min"]
    assert "POL-11" in rules(found)  # two heads before, one now
    assert merged(before("87.00")) is None


def test_another_category_keeps_the_chain_for_people() -> None:
    then = [one.replace("执法监管类", "窗口服务类") for one in scores(LAST)]
    found = twice(register(EIGHT), poll("R-2", then), poll("R-3", scores(LAST)))
    assert rules(found) == ["POL-09"]


def test_a_round_left_out_neither_counts_nor_breaks() -> None:
    first, third = poll("R-1", scores(LAST)), poll("R-3", scores(LAST))
    between = poll("R-2", scores(LAST[:7]), **{"skip-min": SKIP})
    assert rules(twice(register(EIGHT), first, between, third)) == ["POL-09"]
    better = poll("R-1", scores(SECOND))
    assert twice(register(EIGHT), better, between, third) is None


def test_two_or_more_units_in_both_rounds() -> None:
    three, two = ("shui", "zhu", "min"), ("shui", "min")
    now = poll("R-3", scores(LAST))
    least = poll("R-2", scores(("90.00", "80.00", "70.00"), three))
    assert rules(twice(register(EIGHT), least, now)) == []
    less = poll("R-2", scores(("90.00", "70.00"), two))
    assert rules(twice(register(EIGHT), less, now)) == ["POL-07"]


def test_a_shared_last_place_is_for_people() -> None:
    shared = ("95.00", "90.00", "88.00", "85.00", "80.00", "71.00", "69.00", "69.00")
    parts = register(EIGHT), poll("R-2", scores(shared)), poll("R-3", scores(LAST))
    assert rules(twice(*parts)) == ["POL-08"]


def test_a_new_unit_has_no_chain() -> None:
    places = {**EIGHT, "min": replace(EIGHT["min"], first="2023-10-01", since="2023-10-01")}
    parts = register(places), poll("R-2", scores(LAST[:7])), poll("R-3", scores(LAST))
    assert twice(*parts) is None


def test_a_divided_unit_is_for_people() -> None:
    places = {
        **RENAMED,
        "zai": Place("救灾局", "wen", "2024-07-01", since="2024-07-01", continues=("min",)),
    }
    parts = (register(places), poll("R-2", scores(LAST)), poll("R-3", scores(LAST, SINCE)))
    assert rules(twice(*parts, unit_id="shuili")) == ["POL-09"]


def test_a_register_that_runs_in_circles_ends() -> None:
    places = {
        **EIGHT,
        "min": replace(EIGHT["min"], first="2024-07-01", continues=("jy",)),
        "jy": replace(EIGHT["jy"], first="2024-07-01", continues=("min",)),
    }
    assert twice(register(places), poll("R-2", scores(LAST[:6])), poll("R-3", scores(LAST))) is None


DESIGN = "design:\n  deff: '1.0'\n  sd: '15'\n  difference: '2.0'\n"  # 2 × 7.84 × 56.25 = 882
SURE = "    n_eff_general: '100.0'\n    n_eff_targeted: '100.0'\n"


def computed(
    round_id: str,
    *,
    gap: str,
    se: str,
    more: str = SURE,
    design: str = DESIGN,
    left: str = "",
    unranked: str = "",
    totals: tuple[str, ...] = LAST,
    by_hand: str = "",
) -> Files:
    """A round in which the last is computed against all others by the same difference.

    `left` is left out of the comparisons, `unranked` of the ranking too.
    """
    others = [one for one in EIGHT if one not in ("min", left, unranked)]
    versus = (
        "versus:\n"
        + by_hand
        + "".join(
            f"  - category: 执法监管类\n    unit_id: min\n    other_id: {one}\n"
            f"    difference: '{gap}'\n    se: '{se}'\n"
            for one in others
        )
    )
    rows = [one + more for one in scores(totals)]
    rows = [one + "    not_ranked: new_unit\n" if f": {unranked}\n" in one else one for one in rows]
    return poll(round_id, rows, more=design, result=versus)


def confirmed(early: Files, late: Files, places: Mapping[str, Place] = EIGHT) -> bool:
    found = twice(register(places), early, late)
    assert found is not None
    return found.confirmed


def test_the_pooled_test_confirms_only_beyond_its_bound() -> None:
    early = computed("R-2", gap="1.200000", se="0.600000")
    # (1.2 + d)² against 1.96² × (0.6² + 0.8²) = 3.8416: d = 0.76 is the bound itself
    assert not confirmed(early, computed("R-3", gap="0.760000", se="0.800000"))
    assert confirmed(early, computed("R-3", gap="0.760001", se="0.800000"))


def test_a_difference_of_the_wrong_sign_confirms_nothing() -> None:
    assert not chain.beats([("-3.000000", "0.100000"), ("1.000000", "0.100000")])
    assert not chain.beats([])
    assert chain.beats([("3.000000", "0.100000"), ("-1.000000", "0.100000")])


def test_what_was_not_computed_is_not_confirmed() -> None:
    early = computed("R-2", gap="5.000000", se="0.600000")
    assert confirmed(early, computed("R-3", gap="5.000000", se="0.600000"))
    assert not confirmed(early, computed("R-3", gap="5.000000", se="0.600000", left="huan"))
    assert not confirmed(early, computed("R-3", gap="5.000000", se="0.600000", design=""))


def against(other: str, gap: str, se: str) -> str:
    told = f"  - category: 执法监管类\n    unit_id: min\n    other_id: {other}\n"
    return f"{told}    difference: '{gap}'\n    se: '{se}'\n"


def test_a_unit_of_one_round_is_tested_by_that_round_alone() -> None:
    sure = {"gap": "5.000000", "se": "0.600000"}
    first = computed("R-2", **sure, unranked="huan")  # too new
    for gap, holds in (("1.176000", False), ("1.176001", True)):  # 1.96 × 0.6
        own = against("huan", gap, "0.600000")
        assert confirmed(first, computed("R-3", **sure, left="huan", by_hand=own)) is holds
    gone = computed("R-3", **sure, unranked="huan")  # too few answers by now
    for gap, holds in (("1.176000", False), ("1.176001", True)):
        own = against("huan", gap, "0.600000")
        assert confirmed(computed("R-2", **sure, left="huan", by_hand=own), gone) is holds


def test_another_head_is_for_people_and_takes_nothing_from_the_data() -> None:
    sure = {"gap": "12.000000", "se": "0.900000"}
    places = {**EIGHT, "min": replace(EIGHT["min"], since="2024-08-01")}
    parts = computed("R-2", **sure), computed("R-3", **sure)
    found = twice(register(places), *parts)
    assert rules(found) == ["POL-11"]
    assert found is not None
    assert found.confirmed


def test_a_shared_place_is_borne_out_by_nothing() -> None:
    sure = {"gap": "5.000000", "se": "0.600000"}
    shared = (*LAST[:6], "69.00", "69.00")
    assert not confirmed(computed("R-2", **sure), computed("R-3", **sure, totals=shared))
    assert not confirmed(computed("R-2", **sure, totals=shared), computed("R-3", **sure))


def test_too_few_effective_answers_confirm_nothing() -> None:
    early = computed("R-2", gap="5.000000", se="0.600000")
    few = SURE.replace("100.0", "99.9")
    assert not confirmed(early, computed("R-3", gap="5.000000", se="0.600000", more=few))


def test_fewer_answers_than_the_design_needs_confirm_nothing() -> None:
    early = computed("R-2", gap="5.000000", se="0.600000")
    finer = DESIGN.replace("'2.0'", "'1.9'")  # needs 978, there are 900
    assert not confirmed(early, computed("R-3", gap="5.000000", se="0.600000", design=finer))


def test_who_headed_a_unit_for_how_long_under_both_names() -> None:
    from datetime import date

    unit = office(register(RENAMED))
    day = date(2024, 9, 24)
    assert heads.in_office_since("shuili", "chu", day, unit) == date(2020, 1, 1)
    assert heads.in_office_since("shuili", "wen", day, unit) is None
    assert heads.heads_on("min", day, unit) == ("chu",)
