"""A district's own records lie in a folder of its office, which every command finds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.publish.folders import commit, git
from tests.rules.units import HERE
from tests.rules.units import district as lay

DISTRICT = "district_id: example\nname: 示例区\nunits: [water, canal]\noffice: committee\n"
OFFICE = {
    "unit.yaml": "unit_id: committee\nname: 示例区委\nshort_name: 区委\n"
    "period:\n  from: 2024-01-01\noffice: true\n",
    "people.yaml": "people:\n  - {person_id: jin, name: 金举例, staff_no: Q001}\n",
    "units.yaml": "units:\n  - {unit_id: water, name: 示例水利局, from: 2010-01-01}\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two units and the folder of the committee, a repository of its own."""
    made = lay(HERE / "POW-16" / "bad", tmp_path / "district")
    (made / "district.yaml").write_text(DISTRICT, encoding="utf-8")
    (made / "committee").mkdir()
    git(made / "committee", "init", "-q", "-b", "main")
    commit(made / "committee", OFFICE)
    return made


def test_a_check_of_the_district_takes_the_office_in(folder: Path, tripower: Any) -> None:
    ran = tripower("check", "-C", folder, "--format", "json")
    assert [one["path"] for one in ran.data["units"]] == ["committee", "water", "canal"]


def test_what_only_a_body_must_have_is_not_asked_of_the_office(folder: Path, tripower: Any) -> None:
    ran = tripower("check", "-C", folder, "--format", "json")
    of_office = {f["rule_id"] for f in ran.data["findings"] if f["unit_id"] == "committee"}
    assert not of_office & {"POW-01", "POW-05", "POW-13", "DEC-01", "SEP-05"}, of_office
    (folder / "committee" / "unit.yaml").write_text(
        OFFICE["unit.yaml"].replace("office: true\n", ""), encoding="utf-8"
    )
    ran = tripower("check", "-C", folder, "--format", "json")
    of_unit = {f["rule_id"] for f in ran.data["findings"] if f["unit_id"] == "committee"}
    assert "DEC-01" in of_unit, "the same folder as a unit's owes a catalogue"


def test_what_is_recorded_for_the_district_goes_to_the_office(
    folder: Path, tripower: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRIPOWER_ACTOR", "jin")
    monkeypatch.delenv("TRIPOWER_NOW")  # the repository was made just now
    fields = ("head_id=h-1", "unit_id=water", "person_id=jin", "title=局长", "from=2024-02-01")
    ran = tripower("record", "new", "unit_head", *fields, "-C", folder)
    assert ran.code == 0, ran.out
    units = (folder / "committee" / "units.yaml").read_text(encoding="utf-8")
    assert "head_id: h-1" in units
    assert git(folder / "committee", "rev-list", "--count", "HEAD") == "2"
    assert "h-1" in tripower("trail", "log", "-C", folder).out


def test_an_office_outside_the_district_or_named_as_a_unit_is_refused(
    folder: Path, tripower: Any
) -> None:
    for wrong in ("../elsewhere", "water"):
        text = DISTRICT.replace("office: committee", f"office: {wrong}")
        (folder / "district.yaml").write_text(text, encoding="utf-8")
        ran = tripower("check", "-C", folder)
        assert ran.code == 3
        assert "district.yaml:" in ran.out + ran.err
