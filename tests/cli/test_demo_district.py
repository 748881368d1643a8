"""The sample district is what its README says: played whole, looked at as the office would."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tripower.cli.main import respond
from tripower.core.answer import Answer

DAY = ("--as-of", "2025-11-20")
AS_OF_THEN = "2025-11-20T18:00"


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "district"
    assert _asked("demo", "--district", str(folder)).code == 0
    return folder


@pytest.fixture(autouse=True)
def _then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRIPOWER_NOW", AS_OF_THEN)


def _asked(*words: str) -> Answer:
    answer, _ = respond(words, "en")
    assert isinstance(answer, Answer)
    return answer


def _data(district: Path, *words: str) -> Any:
    return _asked(*words, "-C", str(district), "--format", "json").data


def test_there_are_57_units_and_nothing_is_found_but_what_people_must_decide(
    district: Path,
) -> None:
    found = _data(district, "check")
    assert len(found["units"]) == 58
    weighty = [f for f in found["findings"] if f["severity"] not in ("not_assessable", "notice")]
    assert {(f["rule_id"], f["severity"], f["unit_id"]) for f in weighty} == {
        ("POL-11", "manual", "committee")
    }
    assert found["problems"] == []


def test_each_history_of_it_verifies(district: Path) -> None:
    for name in ("committee", "water", "park"):
        assert _asked("trail", "verify", "-C", str(district / name)).code == 0


def test_the_tie_at_the_tenth_place_was_voted_on_again(district: Path) -> None:
    told = _data(district, "oversight", "select", "S-2025")
    first, second = told["rounds"]
    assert (first["over_ticked"], second["ballot_kind"]) == (1, "runoff")
    assert "water" in told["chosen"] and "grain" not in told["chosen"]


@pytest.mark.parametrize(
    ("unit_id", "course", "support"),
    [
        ("urban-law", "proposed", "confirmed_by_the_data"),
        ("heating", "proposed", "unresolved_by_the_data"),
        ("park", "manual", "confirmed_by_the_data"),
    ],
)
def test_each_last_twice_ends_otherwise(
    district: Path, unit_id: str, course: str, support: str
) -> None:
    told = _data(district, "poll", "consequences", "2025-autumn", *DAY)
    removals = {
        one["unit_id"]: one for one in told["proposals"] if one["consequence"] == "removal_proposal"
    }
    assert set(removals) == {"urban-law", "heating", "park"}
    assert (removals[unit_id]["course"], removals[unit_id]["support"]) == (course, support)


def test_what_the_district_still_owes_is_listed_with_its_day(district: Path) -> None:
    owed = _data(district, "due", *DAY)["owed"]
    rules = {one["rule_id"] for one in owed}
    assert rules == {"SUP-01", "POL-05", "POL-11"}
    behind = [one for one in owed if one["rule_id"] == "SUP-01" and one["by"] < date(2025, 11, 20)]
    assert len(behind) == 4, "the audit of one unit, the inspections of three"
    papers = [one for one in owed if one["rule_id"] == "POL-05"]
    assert {one["by"] for one in papers} == {date(2025, 12, 1)}, "20 working days after November 3"
