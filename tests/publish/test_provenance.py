"""A notice names the last commit that changed what it shows, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.publish.folders import BASE, MINUTES, commit, edited, git, recorded
from tripower.core.people import Person
from tripower.core.registers import UnitProfile
from tripower.mechanisms.decisions.records import Minutes
from tripower.mechanisms.kinds import KINDS
from tripower.publish.notice import Source
from tripower.publish.provenance import Provenance
from tripower.store.unit import load_folder
from tripower.trail.repository import open_repository

PEOPLE = (BASE / "people.yaml").read_text(encoding="utf-8")
OTHER_PHONE = PEOPLE.replace("0000-1000002", "0000-2000002")


@pytest.fixture
def history(tmp_path: Path) -> tuple[Path, list[str]]:
    """贾石's telephone changes and changes back; later a colleague joins, then a note."""
    unit = recorded(tmp_path / "unit")
    made = [
        commit(unit, {"people.yaml": text})
        for text in (
            OTHER_PHONE,
            PEOPLE,
            f"# 通讯录\n{PEOPLE}  - person_id: xin\n    name: 辛来\n",
        )
    ]
    made.append(commit(unit, {"note.txt": "a note"}))
    return unit, [git(unit, "rev-parse", f"{made[0]}^"), *made]


def named(unit: Path, kind: type, key: str, *fields: str) -> str:
    found = load_folder(unit, KINDS)
    record = found.get(kind, key)
    assert record is not None
    provenance = Provenance(open_repository(unit), found, KINDS)
    return provenance.commit([Source(record, fields)])


@pytest.mark.parametrize(
    ("key", "fields", "expected"),
    [
        ("jia", ("name",), 0),
        ("jia", ("office_phone",), 2),
        ("jia", (), 2),
        ("yi", (), 0),
        ("chu", (), 0),
        ("xin", (), 3),
    ],
)
def test_a_line_of_a_register_counts_by_itself(
    history: tuple[Path, list[str]], key: str, fields: tuple[str, ...], expected: int
) -> None:
    unit, commits = history
    assert named(unit, Person, key, *fields) == commits[expected]


def test_a_file_of_an_event_counts_whole(history: tuple[Path, list[str]]) -> None:
    unit, commits = history
    assert named(unit, Minutes, "J-2024-1") == commits[0]
    newest = commit(unit, edited(MINUTES, ("各股室", "各股室、各中心")))
    assert named(unit, Minutes, "J-2024-1") == newest


def test_the_period_of_the_unit_is_not_shown_and_does_not_count(
    history: tuple[Path, list[str]],
) -> None:
    unit, commits = history
    newest = commit(unit, edited("unit.yaml", ("to: 2024-12-31", "to: 2025-12-31")))
    assert named(unit, UnitProfile, "example", "name", "short_name") == commits[0]
    assert named(unit, UnitProfile, "example") == newest


def test_the_newest_of_all_sources_is_named(history: tuple[Path, list[str]]) -> None:
    unit, commits = history
    found = load_folder(unit, KINDS)
    provenance = Provenance(open_repository(unit), found, KINDS)
    sources = [Source(one) for one in (*found.all(Minutes), *found.all(Person))]
    assert provenance.commit(sources) == commits[3]
    assert provenance.commit([]) == ""
