"""`tripower power rotation` as people and scripts read it."""

from __future__ import annotations

from typing import Any


def test_who_is_due_first_stands_at_the_top(unit: Any, tripower: Any) -> None:
    ran = tripower("power", "rotation", "-C", unit("TEN-02"))
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert "甄诚" in lines[2] and "2024-12-31 (reached)" in lines[2] and "TEN-02" in lines[2]
    assert "易明" in lines[3] and "2025-06-30" in lines[3]
    assert lines[-1] == "As of 2024-12-31: 5 posts, 1 of them due."


def test_scripts_get_every_limit_and_no_day_of_retirement(unit: Any, tripower: Any) -> None:
    ran = tripower("power", "rotation", "-C", unit("TEN-07"), "--format", "json")
    first = ran.data["posts"][0]
    assert (ran.data["as_of"], first["person_id"], first["position_id"]) == (
        "2024-12-31",
        "zhen",
        "p-zhen",
    )
    assert (first["years"], first["unit_years"], first["due_on"]) == (4, 4, "2025-06-30")
    assert [one["rule_id"] for one in first["limits"]] == ["TEN-02", "TEN-03", "TEN-04", "TEN-05"]
    assert first["close_to_retirement"] is True
    grounds = {one["person_id"]: one["exemption_ground"] for one in ran.data["posts"]}
    assert grounds == {
        "zhen": None,
        "jia": "illness",
        "yi": "retirement",
        "shi": None,
        "zheng": None,
    }
    assert "2027" not in ran.out
    table = tripower("power", "rotation", "-C", unit("TEN-07")).out
    assert "close to retirement" in table
    assert "exempt, no ground named" in table


def test_only_what_is_due_within_some_months(unit: Any, tripower: Any) -> None:
    folder = unit("TEN-02")

    def due(months: str) -> list[str]:
        command = ("power", "rotation", "-C", folder, "--within", months, "--format", "json")
        return [one["person_id"] for one in tripower(*command).data["posts"]]

    assert due("0") == ["zhen"]
    assert due("5") == ["zhen"]
    assert due("6") == ["zhen", "yi"]


def test_papers_on_file_are_named(unit: Any, tripower: Any) -> None:
    ran = tripower("power", "rotation", "-C", unit("TEN-09"))
    assert "示例组干〔2024〕31号" in ran.out
    assert "甄诚" not in ran.out
