"""The sample district as it is played: its units, the stories of each, the answers of its polls."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from tripower.cli.console import Step, steps
from tripower.cli.sample_answers import Asked, write_answers
from tripower.core.resources import sample_district
from tripower.store.yaml_write import render

OFFICE = "committee"
"""The folder of the district's own records."""
UNIT_STORY, OFFICE_STORY, UNITS, PAPERS = "unit.md", "office.md", "units.csv", "papers-1.txt"
ROUNDS = ("spring", "autumn")
SURVEYS = {"general": 1000, "targeted": 600}
"""How many people answer."""
SEED = 2025
HEADS_SINCE = date(2022, 5, 6)


class SampleUnit(msgspec.Struct, frozen=True):
    """A line of units.csv, of a unit of the district.

    Beside what the register says of it: the name that it has by the autumn, the surname of its
    people, and its level in points in each round of the poll.
    """

    number: int
    unit_id: str
    name: str
    name_in_autumn: str
    category: str
    surname: str
    spring: int
    autumn: int
    since: date


def sample_units() -> list[SampleUnit]:
    """The units of the sample district."""
    with (sample_district() / UNITS).open(encoding="utf-8", newline="") as stream:
        return [msgspec.convert(row, SampleUnit, strict=False) for row in csv.DictReader(stream)]


def unit_story(unit: SampleUnit) -> list[Step]:
    """What a unit does to begin its records."""
    told = {name: str(getattr(unit, name)) for name in ("number", "unit_id", "name", "surname")}
    return _story(UNIT_STORY, told)


def office_story(files: Path) -> list[Step]:
    """What the district's office does in the year, with the lists and answers of that folder."""
    return _story(OFFICE_STORY, {"files": str(files)})


def _story(name: str, told: Mapping[str, str]) -> list[Step]:
    text = (sample_district() / name).read_text(encoding="utf-8")
    for key, value in told.items():
        text = text.replace(f"{{{key}}}", value)
    return [*steps(text)]


def write_district(folder: Path) -> None:
    """The file that names the units and the office."""
    units = [unit.unit_id for unit in sample_units()]
    tree = {"district_id": "example", "name": "示例区", "units": units, "office": OFFICE}
    (folder / "district.yaml").write_bytes(render(tree))


def write_files(folder: Path) -> None:
    """What the office's story reads: the registers, the ballots of the plenary, the answers."""
    folder.mkdir(parents=True, exist_ok=True)
    units = sample_units()
    (folder / "registers.yaml").write_bytes(render(_registers(units)))
    (folder / "selection.yaml").write_bytes(render(_selection(units)))
    shutil.copyfile(sample_district() / PAPERS, folder / PAPERS)
    for nth, name in enumerate(ROUNDS):
        for survey, raters in SURVEYS.items():
            path, seed = folder / f"{name}-{survey}.csv", 10 * (SEED + nth) + len(survey)
            write_answers(path, _asked(units, name), raters, seed, targeted=survey == "targeted")


def _asked(units: Iterable[SampleUnit], name: str) -> list[Asked]:
    if name == "spring":
        return [Asked(unit.name, unit.spring) for unit in units]
    return [Asked(unit.name_in_autumn, unit.autumn) for unit in units]


def _registers(units: Iterable[SampleUnit]) -> dict[str, Any]:
    """The units of the district, and their heads."""
    listed, people, heads = [], [], []
    for unit in units:
        head = f"z-{unit.unit_id}"
        since = {"unit_id": unit.unit_id, "name": unit.name, "category": unit.category}
        listed.append({**since, "from": unit.since})
        people.append(
            {"person_id": head, "name": f"{unit.surname}示例", "staff_no": f"S{unit.number}-1"}
        )
        post = {"unit_id": unit.unit_id, "person_id": head, "title": "局长"}
        heads.append({"head_id": f"h-{unit.unit_id}", **post, "from": HEADS_SINCE})
    return {"units": listed, "people": people, "heads": heads}


def _selection(units: Iterable[SampleUnit]) -> dict[str, Any]:
    return {
        "selection_id": "S-2025",
        "year": 2025,
        "body": "中共示例区纪委全会",
        "held_on": date(2025, 1, 20),
        "seats": 10,
        "candidates": [unit.unit_id for unit in units],
    }
