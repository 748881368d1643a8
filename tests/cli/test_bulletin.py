"""`tripower publish bulletin`: the half-year of the pilot units, counted again from its list."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.cli.pilots import district
from tests.publish.folders import commit, git

SEED = {"catalogue_items": 612, "matters": 132, "passed": 115, "minutes": 56}
NAME = "D26-2024-H1"
LIST = f"internal/{NAME}.json"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = district(tmp_path_factory.mktemp("district") / "pilots")
    git(folder, "init", "-qb", "main")
    commit(folder)
    return folder


@pytest.fixture
def pilots(kept: Path, tmp_path: Path) -> Path:
    """The nine pilot units in one repository."""
    return shutil.copytree(kept, tmp_path / "pilots")


def publish(tripower: Any, folder: Path, *words: object, period: str = "2024-H1") -> Any:
    out = folder.parent / "out"
    return tripower("publish", "bulletin", "-C", folder, "--period", period, "--out", out, *words)


def made(folder: Path, path: str) -> str:
    return (folder.parent / "out" / path).read_text(encoding="utf-8")


def listed(folder: Path) -> Any:
    return json.loads(made(folder, LIST))


@cache
def read(path: Path) -> Any:
    """A file of the district as it lies when it is first asked for."""
    return YAML(typ="safe", pure=True).load(path)


def test_the_figures_are_those_of_the_article(pilots: Path, tripower: Any) -> None:
    assert publish(tripower, pilots).code == 0
    text = made(pilots, f"public/{NAME}.txt")
    sentence = " ".join(text.split())
    assert "the 9 units of 示例区 had 612 items" in sentence
    assert "132 major matters" in sentence
    assert "passed 115 of them, and issued 56 minutes" in sentence
    [together] = [line.split() for line in text.splitlines() if line.startswith("Together ")]
    assert together[1:] == ["612", "132", "115", "56"]
    assert "Units counted: 9 of 9." in text
    assert "Missing" not in text


def test_every_figure_is_counted_again_from_the_list(pilots: Path, tripower: Any) -> None:
    publish(tripower, pilots)
    told = listed(pilots)
    assert told["figures"] == SEED
    assert told["units_counted"] == told["units_named"] == 9
    sums: Counter[str] = Counter()
    for unit in told["units"]:
        folder = pilots / unit["path"]
        for figure, records in unit["records"].items():
            keys = {(one["kind"], one["id"]) for one in records}
            assert len(keys) == len(records) == unit["figures"][figure]
            sums[figure] += len(keys)
            assert all(_stands_there(folder, one) for one in records)
        passed = {one["id"] for one in unit["records"]["passed"]}
        assert passed == {one["id"] for one in unit["records"]["matters"] if _passed(folder, one)}
    assert sums == SEED


def _stands_there(folder: Path, one: dict[str, Any]) -> bool:
    held = read(folder / one["path"])
    if one["kind"] == "catalog_item":
        return any(line["item_id"] == one["id"] and "to" not in line for line in held["items"])
    if one["kind"] == "matter":
        by = read(folder / f"meetings/2024/{one['by']['id']}/meeting.yaml")
        return bool(held["matter_id"] == one["id"] in by["agenda"] and by["stage"] == "closed")
    return bool(held["minutes_id"] == one["id"] and str(held["issued_on"]) <= "2024-06-30")


def _passed(folder: Path, one: dict[str, Any]) -> bool:
    """More than half of the five entitled, by the ballots alone."""
    room = folder / f"meetings/2024/{one['by']['id']}/{one['id']}/ballots"
    choices = [read(path)["choice"] for path in room.iterdir()]
    return 2 * choices.count("yes") > 5


def test_the_list_names_every_record_there_is(pilots: Path, tripower: Any) -> None:
    publish(tripower, pilots)
    paths = {
        f"{unit['path']}/{one['path']}"
        for unit in listed(pilots)["units"]
        for figure in ("matters", "minutes")
        for one in unit["records"][figure]
    }
    files = {p.relative_to(pilots).as_posix() for p in pilots.rglob("*.yaml")}
    assert paths == {path for path in files if path.endswith(("/matter.yaml", "/minutes.yaml"))}


def test_the_pages_bind_the_list_and_the_public_one_names_no_record(
    pilots: Path, tripower: Any
) -> None:
    publish(tripower, pilots)
    digest = hashlib.sha256(made(pilots, LIST).encode()).hexdigest()
    public, internal = (made(pilots, f"{side}/{NAME}.html") for side in ("public", "internal"))
    assert digest in public
    assert digest in internal
    assert digest in made(pilots, f"poster/{NAME}.html")
    assert "J-2024-7" in internal
    assert "M-1-1" not in public
    assert "J-2024" not in public
    told = json.loads(made(pilots, f"manifest-{NAME}.json"))["notices"][0]
    assert told["evidence"] == LIST
    assert len(told["files"]) == 6
    for path, wanted in told["files"].items():
        assert hashlib.sha256(made(pilots, path).encode()).hexdigest() == wanted


def test_a_unit_that_cannot_be_read_is_named_and_not_counted(pilots: Path, tripower: Any) -> None:
    (pilots / "unit-3/catalogue.yaml").write_text("items: 3\n")
    shutil.rmtree(pilots / "unit-5")
    (pilots / "unit-7/unit.yaml").write_text("unit_id: [\n")
    commit(pilots)
    assert publish(tripower, pilots).code == 0
    text = " ".join(made(pilots, f"public/{NAME}.txt").split())
    assert "Of the 9 units of 示例区, 6 could be counted." in text
    assert "Units counted: 6 of 9. Missing:" in text
    assert "- 示例unit-3: records that cannot be read: 1 - unit-5: there is no such folder" in text
    assert "- unit-7: its unit.yaml cannot be read" in text
    told = listed(pilots)
    assert (told["units_named"], told["units_counted"]) == (9, 6)
    assert [one["path"] for one in told["missing"]] == ["unit-3", "unit-5", "unit-7"]
    assert told["figures"]["catalogue_items"] == 6 * 68
    assert told["figures"]["minutes"] == sum(one["figures"]["minutes"] for one in told["units"])


def test_each_half_of_the_year_has_its_own_figures(
    pilots: Path, tripower: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit = pilots / "unit-1/unit.yaml"
    unit.write_text(unit.read_text().replace("2024-06-30", "2024-12-31"))
    meeting = pilots / "unit-1/meetings/2024/K-7/meeting.yaml"
    moved = len(read(meeting)["agenda"])
    meeting.write_text(meeting.read_text().replace("held_on: 2024-04-17", "held_on: 2024-07-17"))
    commit(pilots)
    monkeypatch.setenv("TRIPOWER_NOW", "2025-01-02T09:00")
    publish(tripower, pilots)
    assert listed(pilots)["figures"]["matters"] == SEED["matters"] - moved
    assert publish(tripower, pilots, period="2024-H2").code == 0
    told = json.loads(made(pilots, "internal/D26-2024-H2.json"))
    assert told["units_counted"] == 1, "the others end in June"
    wanted = {"catalogue_items": 68, "matters": moved, "minutes": 0}
    assert {name: told["figures"][name] for name in wanted} == wanted
    assert (pilots.parent / "out" / f"public/{NAME}.txt").is_file(), "the first half stays"


def test_as_of_a_day_what_came_later_is_not_known(pilots: Path, tripower: Any) -> None:
    publish(tripower, pilots, "--as-of", "2024-03-31")
    told = listed(pilots)
    assert told["as_known_on"] == "2024-03-31"
    assert 0 < told["figures"]["minutes"] < SEED["minutes"]


def test_a_half_year_that_is_not_over_has_no_bulletin(
    pilots: Path, tripower: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRIPOWER_NOW", "2024-06-30T18:00")
    ran = publish(tripower, pilots)
    assert ran.code == 2
    assert "2024-H1 is not over until 2024-06-30" in ran.err
    monkeypatch.setenv("TRIPOWER_NOW", "2024-07-01T08:00")
    assert publish(tripower, pilots).code == 0


def test_records_of_other_times_and_of_a_part_of_it_are_told(pilots: Path, tripower: Any) -> None:
    for unit, old, new in (
        ("unit-1", "2024-01-01", "2024-03-01"),
        ("unit-2", "2024-06-30", "2024-05-31"),
    ):
        path = pilots / unit / "unit.yaml"
        path.write_text(path.read_text().replace(old, new))
    (pilots / "unit-9/unit.yaml").write_text(
        "unit_id: unit-9\nname: 新局\nperiod: {from: 2024-07-01}\n"
    )
    commit(pilots)
    publish(tripower, pilots)
    text = " ".join(made(pilots, f"public/{NAME}.txt").split())
    assert "- 新局: its records are of other times" in text
    assert "- 示例unit-1: its records are those from 1 March 2024 to 30 June 2024" in text
    assert "- 示例unit-2: its records are those from 1 January 2024 to 31 May 2024" in text


def test_the_second_run_changes_nothing_whatever_the_day_and_what_is_new_changes_it(
    pilots: Path, tripower: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tripower, pilots)
    monkeypatch.setenv("TRIPOWER_NOW", "2025-03-01T09:00")
    again = publish(tripower, pilots, "--format", "json").data
    assert (again["paths"], again["notices"]) == ([], [{"id": NAME, "state": "unchanged"}])
    people = pilots / "unit-1/people.yaml"
    people.write_text(people.read_text().replace("0000-1000001", "0000-1000009"))
    head = commit(pilots)
    assert publish(tripower, pilots, "--format", "json").data["paths"] == [], (
        "nothing of it is shown"
    )
    shutil.rmtree(pilots / "unit-1/meetings/2024/K-1/M-1-1/ballots")
    assert commit(pilots) != head
    shutil.rmtree(pilots / "unit-2/meetings/2024/K-1/M-1-1/ballots")
    commit(pilots)
    told = publish(tripower, pilots, "--format", "json").data
    assert told["notices"] == [{"id": NAME, "state": "changed"}]
    assert listed(pilots)["figures"]["passed"] == 114


def test_what_is_not_recorded_is_not_published(pilots: Path, tripower: Any) -> None:
    path = pilots / "unit-4/catalogue.yaml"
    path.write_text(path.read_text() + "\n")
    ran = publish(tripower, pilots)
    assert ran.code == 1
    assert "not recorded, so nothing is published from it: unit-4/catalogue.yaml" in ran.err
    git(pilots, "checkout", "-q", ".")
    (pilots / "district.yaml").write_text("district_id: p\nname: 区\nunits: [unit-1]\n")
    ran = publish(tripower, pilots)
    assert "not recorded, so nothing is published from it: district.yaml" in ran.err
    assert not (pilots.parent / "out").exists()


def test_units_may_be_repositories_of_their_own(tmp_path: Path, tripower: Any) -> None:
    folder = district(tmp_path / "pilots")
    heads = {}
    for unit in sorted(folder.glob("unit-*")):
        git(unit, "init", "-qb", "main")
        heads[unit.name] = commit(unit)
    assert publish(tripower, folder).code == 0
    told = listed(folder)
    assert told["figures"] == SEED
    assert {one["path"]: one["commit"] for one in told["units"]} == heads
    assert all(head in made(folder, f"public/{NAME}.txt") for head in heads.values())


def test_the_list_is_the_same_in_both_languages(pilots: Path, tripower: Any) -> None:
    publish(tripower, pilots)
    first = made(pilots, LIST)
    assert publish(tripower, pilots, "--lang", "zh").code == 0
    assert made(pilots, LIST) == first
    assert 'lang="zh-CN"' in made(pilots, f"public/{NAME}.html")


def test_no_personal_number_gets_out(pilots: Path, tripower: Any) -> None:
    (pilots / "district.yaml").write_text(
        (pilots / "district.yaml").read_text().replace("示例区", "13800138000")
    )
    commit(pilots)
    ran = publish(tripower, pilots)
    assert ran.code == 1
    assert "PUB-09" in ran.err
    assert not (pilots.parent / "out").exists()


def test_a_unit_under_two_folders_counts_once(pilots: Path, tripower: Any) -> None:
    shutil.copytree(pilots / "unit-1", pilots / "unit-10")
    listing = pilots / "district.yaml"
    listing.write_text(listing.read_text().replace("- unit-9", "- unit-9\n  - unit-10"))
    commit(pilots)
    publish(tripower, pilots)
    told = listed(pilots)
    assert told["figures"] == SEED
    assert told["missing"] == [{"path": "unit-10", "why": "its id is that of the unit in unit-1"}]


@pytest.mark.parametrize("period", ["2024", "2024-H3", "H1"])
def test_a_period_that_is_none_is_a_usage_error(pilots: Path, tripower: Any, period: str) -> None:
    ran = publish(tripower, pilots, period=period)
    assert ran.code == 2
    assert f"`{period}` is no half-year; write 2024-H1 or 2024-H2" in ran.err


def test_a_unit_has_no_bulletin_and_a_district_without_records_neither(
    pilots: Path, tripower: Any
) -> None:
    assert publish(tripower, pilots / "unit-1").code == 2
    ran = publish(tripower, pilots, period="2020-H1")
    assert ran.code == 3
    assert "no unit of 示例区 can be counted" in ran.err
