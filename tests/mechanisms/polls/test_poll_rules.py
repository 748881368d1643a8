"""Boundaries of the rules on polls that the tiny units do not show."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from tests.mechanisms.polls.poll_office import (
    EIGHT,
    Place,
    office,
    poll,
    register,
    row,
    scores,
    told,
)

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


def test_the_bar_holds_whatever_round_the_post_is_recorded_under() -> None:
    removal = "round_id: R-2\nunit_id: wei\nperson_id: chu\neffective_on: 2024-02-29\n"
    post = "round_id: R-3\nunit_id: min\nappointment_no: 1\nperson_id: chu\npost: x\n"
    before = {"wei/removal-chu": f"{removal}decided_by: 区委\ndoc_no: 1号\n"}
    after = {"min/appointment-1": f"{post}effective_on: 2024-10-01\nlevel: leading\n"}
    rounds = (poll("R-2", scores(LAST), **before), poll("R-3", scores(LAST), **after))
    [(severity, _)] = told(office(register(EIGHT), *rounds), "POL-13", date(2027, 1, 1))
    assert severity == "violation"


def test_what_was_put_right_counts_as_it_was_looked_at_last() -> None:
    def released(*checks: str) -> list[str]:
        base = "round_id: R-2\nunit_id: min\n"
        files = {
            f"min/acceptance-{nth}": f"{base}check_no: {nth}\nchecked_on: 2024-0{nth}-01\n"
            f"checked_by: x\naccepted: {accepted}\n"
            for nth, accepted in enumerate(checks, 1)
        }
        files["min/exit"] = f"{base}ended_on: 2024-12-01\ndecided_by: x\n"
        mended = ("95.00", "90.00", "88.00", "85.00", "71.00", "70.00", "69.00", "80.00")
        parts = poll("R-2", scores(LAST), **files), poll("R-3", scores(mended))
        return [severity for severity, _ in told(office(register(EIGHT), *parts), "POL-12")]

    assert released("false", "true") == released("true") == []
    assert released("true", "false") == released("false") == ["warning"]


def test_a_unit_is_left_out_before_anybody_is_asked_and_then_altogether() -> None:
    def found(day: str, units: tuple[str, ...]) -> int:
        skip = f"round_id: R-3\nunit_id: min\napproved_on: {day}\napproved_by: x\nreason: x\n"
        parts = poll("R-3", scores(LAST, units), **{"skip-min": skip})
        return len(told(office(register(EIGHT), parts), "POL-09"))

    without = tuple(EIGHT)[:7]
    assert found("2024-09-01", without) == 0
    assert found("2024-09-02", without) == 1
    assert found("2024-09-01", tuple(EIGHT)) == 1


def test_lists_are_shown_by_category_even_where_all_are_ranked_together() -> None:
    overall = "parameters:\n  - key: pol.scope\n    value: overall\n"
    overall += "    source_class: practice\n    source: 示例\n"
    service = [one.replace("执法监管类", "窗口服务类") for one in scores(LAST[:4])]
    rows = [*service, *scores(LAST[4:], tuple(EIGHT)[4:])]

    def severities(ranks: tuple[int, ...]) -> list[str]:
        text = "round_id: R-3\npublication_no: 1\npublished_on: 2024-09-24\n"
        text += "tv_ref: x\nweb_url: x\nranks:\n"
        for unit_id, rank in zip(EIGHT, ranks, strict=True):
            text += f"  - unit_id: {unit_id}\n    rank: {rank}\n"
        round_ = poll("R-3", rows, **{"publication-1": text})
        unit = office(register(EIGHT), {"parameters.yaml": overall}, round_)
        return [severity for severity, _ in told(unit, "POL-03") if severity == "violation"]

    assert severities((1, 2, 3, 4, 1, 2, 3, 4)) == []
    assert severities((1, 2, 3, 4, 5, 6, 7, 8)) == ["violation"] * 4


def test_a_unit_stands_in_a_result_under_one_name() -> None:
    places = {
        **EIGHT,
        "jy": replace(EIGHT["jy"], last="2024-09-08"),
        "xue": Place("教体局", "kuai", "2024-09-09", since="2024-09-09", continues=("jy",)),
    }
    rows = [*scores(LAST), row("xue", "68.00")]
    [(severity, text)] = told(office(register(places), poll("R-3", rows)), "POL-03")
    assert severity == "violation"
    assert "教育局" in text
    for without in ("jy", "xue"):
        left = [one for one in rows if f": {without}\n" not in one]
        assert told(office(register(places), poll("R-3", left)), "POL-03") == []


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({}, False),
        ({"low: '67.00'": "low: '69.02'"}, False),  # rounded twice
        ({"low: '67.00'": "low: '69.03'"}, True),
        ({"high: '71.00'": "high: '68.97'"}, True),
        ({"rank_low: 7": "rank_low: 1"}, True),  # possible, and yet `confirmed`
        ({"rank_low: 7": "rank_low: 1", "bottom: confirmed": "bottom: possible"}, False),
        ({"rank_high: 8": "rank_high: 9"}, True),
        ({"rank_high: 8": "rank_high: 7"}, True),  # it is number 8
        ({"'1.000000'": "'1.021000'"}, False),
        ({"'1.000000'": "'1.021001'"}, True),
    ],
)
def test_what_says_how_sure_a_rank_is_agrees_with_the_totals(
    changed: dict[str, str], wrong: bool
) -> None:
    rows = []
    for nth, total in enumerate(LAST):
        ranks = (7, 8) if nth > 5 else (1, 6)
        more = f"    se: '1.00'\n    low: '{float(total) - 2:.2f}'\n"
        more += f"    high: '{min(100, float(total) + 2):.2f}'\n    rank_low: {ranks[0]}\n"
        rows.append(row(tuple(EIGHT)[nth], total, f"{more}    rank_high: {ranks[1]}\n"))
        rows[-1] += f"    bottom: {'confirmed' if nth > 5 else 'possible'}\n"
    versus = "versus:\n  - category: 执法监管类\n    unit_id: min\n    other_id: jy\n"
    versus += "    difference: '1.000000'\n    se: '0.500000'\n"
    for old, new in changed.items():
        rows[-1], versus = rows[-1].replace(old, new), versus.replace(old, new)
    found = told(office(register(EIGHT), poll("R-3", rows, result=versus)), "POL-03")
    assert [severity for severity, _ in found] == ["violation"] * wrong


def test_a_total_taken_away_does_not_take_the_unit_out() -> None:
    gone = row("min", "69.00", "    not_ranked: one_survey_only\n")
    unit = office(register(EIGHT), poll("R-3", [*scores(LAST[:7]), gone]))
    assert told(unit, "POL-01") == []  # POL-10 says that it is to be ranked
    assert [severity for severity, _ in told(unit, "POL-10")] == ["warning"]
    gone = gone.replace("    total: '69.00'\n", "")
    unit = office(register(EIGHT), poll("R-3", [*scores(LAST[:7]), gone]))
    [(severity, text)] = told(unit, "POL-01")
    assert (severity, "69.00" in text) == ("violation", True)


def test_a_survey_that_weighs_nothing_leaves_the_total_to_be_judged() -> None:
    def wrong(total: str) -> bool:
        alone = row("min", "69.00").replace("    general: '69.00'\n", "")
        alone = alone.replace("total: '69.00'", f"total: '{total}'")
        parts = poll("R-3", [*scores(LAST[:7]), alone]).items()
        told_so = {
            path: text.replace("w_general: '0.5'", "w_general: '0'").replace(
                "w_targeted: '0.5'", "w_targeted: '1'"
            )
            for path, text in parts
        }
        unit = office(register(EIGHT), told_so)
        return any("min" in one or "民政局" in one for _, one in told(unit, "POL-01"))

    assert not wrong("69.00")
    assert wrong("69.01")


def test_few_effective_answers_without_the_numbers_are_for_people() -> None:
    def severities(more: str) -> list[str]:
        last = row("min", "69.00", f"{more}    not_ranked: few_effective_answers\n")
        unit = office(register(EIGHT), poll("R-3", [*scores(LAST[:7]), last]))
        return [severity for severity, _ in told(unit, "POL-10")]

    assert severities("") == ["manual"]
    both = "    n_eff_general: '{}'\n    n_eff_targeted: '100.0'\n"
    assert severities(both.format("24.9")) == []
    assert severities(both.format("25.0")) == ["warning"]


def test_a_result_rests_on_the_answers_on_record() -> None:
    def severities(named: str, held: str) -> list[str]:
        text = "round_id: R-3\nsurvey: general\nimported_on: 2024-09-18\nrows: 1\nraters: 1\n"
        text += f"sha256: {held * 64}\nsource: x\n"
        text += f"source_sha256: {'0' * 64}\nmapping_sha256: {'0' * 64}\n"
        data = {"data-general": text if held else ""}
        more = f"data_sha256: [{named * 64}]\n" if named else ""
        unit = office(register(EIGHT), poll("R-3", scores(LAST), result=more, **data))
        return [severity for severity, _ in told(unit, "POL-01")]

    assert severities("", "") == severities("a", "a") == []
    assert severities("a", "b") == severities("", "b") == severities("a", "") == ["violation"]


@pytest.mark.parametrize("field", ["deff", "sd", "difference"])
def test_a_design_that_tells_nothing_apart_is_refused(field: str) -> None:
    design = {"deff": "1.3", "sd": "15", "difference": "2"} | {field: "0.0"}
    lines = "".join(f"  {name}: '{value}'\n" for name, value in design.items())
    with pytest.raises(AssertionError, match=field):
        office(register(EIGHT), poll("R-3", scores(LAST), more=f"design:\n{lines}"))


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
