"""The exit status of `tripower check` is its answer to a script: 0, 1, 2, 3 or 70."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from tripower.cli import app
from tripower.cli.registry import load_rules


def test_a_lawful_unit_ends_with_0_and_says_as_of_when(unit: Any, tripower: Any) -> None:
    ran = tripower("check", "-C", unit())
    assert ran.code == 0
    assert "\nAs of 2024-12-31: 0 block, 0 violation" in ran.out
    assert "POW-16 not assessable" in ran.out, "what a unit alone cannot show is never clean"
    assert ran.err == ""


def test_a_violation_ends_with_1_and_tells_where_why_and_what_next(
    unit: Any, tripower: Any
) -> None:
    ran = tripower("check", "-C", unit("DEC-05"), "--rule", "dec-05")
    assert ran.code == 1
    place, *rest = ran.out.splitlines()
    assert place.startswith("meetings/2024/K-1/meeting.yaml:11: DEC-05 violation: 3 of 5 entitled")
    assert rest[0] == "      11 | present_ids: [zhen, jia, yi]"
    assert rest[1].startswith("    [the district's mechanism of 2016] ")
    assert rest[2].startswith("    → ")
    assert "Only asked for: DEC-05." in rest


def test_what_only_informs_ends_with_0(unit: Any, tripower: Any) -> None:
    ran = tripower("check", "-C", unit("DEC-12"), "--rule", "DEC-12", "--format", "json")
    assert {f["severity"] for f in ran.data["findings"]} <= {"warning", "notice", "manual"}
    assert ran.data["findings"]
    assert ran.code == 0


def test_unreadable_data_end_with_3_and_all_findings_are_still_told(
    unit: Any, tripower: Any
) -> None:
    folder = unit("DEC-05")
    (folder / "calendar.yaml").write_text("days: [\n")
    ran = tripower("check", "-C", folder)
    assert ran.code == 3
    assert "calendar.yaml:2:1: unreadable: " in ran.out
    assert "DEC-05 violation" in ran.out
    assert ran.out.splitlines()[-1].endswith("1 unreadable.")


def test_a_folder_without_a_unit_is_not_clean(tmp_path: Any, tripower: Any) -> None:
    ran = tripower("check", "-C", tmp_path)
    assert ran.code == 3
    assert "it has no unit.yaml" in ran.err
    assert "`tripower init`" in ran.err


@pytest.mark.parametrize("form", ["table", "json", "sarif", "github"])
def test_a_rule_that_crashes_ends_with_70_and_is_named(
    unit: Any, tripower: Any, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    def broken(*_: Any) -> None:
        raise ZeroDivisionError("planted")

    rules = load_rules()
    planted = {**rules, "DEC-05": replace(rules["DEC-05"], function=broken)}
    monkeypatch.setattr(app, "load_rules", lambda: planted)
    ran = tripower("check", "-C", unit("SEP-05"), "--format", form)
    assert ran.code == 70
    assert "DEC-05" in ran.out
    assert "ZeroDivisionError: planted" in ran.out
    assert "SEP-05" in ran.out, "the other rules still judge"


def test_a_rule_that_nobody_wrote_is_never_kept(unit: Any, tripower: Any) -> None:
    ran = tripower("check", "-C", unit("DEC-05"), "--rule", "DEC-5")
    assert ran.code == 2
    assert "there is no rule DEC-5; did you mean " in ran.err
    assert "DEC-05" in ran.err


def test_the_day_that_was_asked_for_is_the_day_that_is_told(unit: Any, tripower: Any) -> None:
    folder = unit("DEC-05")
    early = tripower("check", "-C", folder, "--as-of", "2024-01-02", "--format", "json")
    assert early.data["as_of"] == "2024-01-02"
    assert "DEC-05" not in {f["rule_id"] for f in early.data["findings"]}, "not yet held"
