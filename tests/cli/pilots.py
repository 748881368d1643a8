"""The nine pilot units of 2016 as a district: 612 items, 132 matters, 115 passed, 56 minutes."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.rules.units import HERE
from tripower.store.yaml_write import render

TEAM = ("zhen", "jia", "yi", "shi", "zheng")
UNITS, ITEMS, MATTERS, PASSED, MEETINGS = 9, 612, 132, 115, 56
REGISTERS = ("people.yaml", "positions.yaml", "parameters.yaml", "district-parameters.yaml")


def shares(whole: int, parts: int) -> list[int]:
    """A number in parts as equal as may be: 56 in 9 is 7, 7, 6, …"""
    return [whole // parts + (nth < whole % parts) for nth in range(parts)]


def district(folder: Path) -> Path:
    """Write the district with its nine units."""
    names = [f"unit-{nth}" for nth in range(1, UNITS + 1)]
    rejected = iter([True] * (MATTERS - PASSED) + [False] * PASSED)
    agendas = iter(shares(MATTERS, MEETINGS))
    for name, items, meetings in zip(
        names, shares(ITEMS, UNITS), shares(MEETINGS, UNITS), strict=True
    ):
        _registers(folder / name, name, items)
        for number in range(1, meetings + 1):
            _meeting(folder / name, number, [next(rejected) for _ in range(next(agendas))])
    told = {"district_id": "pilots", "name": "示例区", "units": names}
    _write(folder / "district.yaml", told)
    return folder


def _write(path: Path, record: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(render(record))


def _registers(unit: Path, name: str, items: int) -> None:
    _write(
        unit / "unit.yaml",
        {
            "unit_id": name,
            "name": f"示例{name}",
            "period": {"from": date(2024, 1, 1), "to": date(2024, 6, 30)},
        },
    )
    for register in REGISTERS:
        (unit / register).write_bytes((HERE / "base" / register).read_bytes())
    lines = [
        {
            "item_id": f"item-{nth}",
            "category": "large_funds",
            "name": f"事项{nth}",
            "basis": "实施细则",
            "published_on": date(2024, 1, 1),
            "from": date(2024, 1, 1),
        }
        for nth in range(1, items + 1)
    ]
    _write(unit / "catalogue.yaml", {"items": lines})


def _meeting(unit: Path, number: int, rejected: list[bool]) -> None:
    day = date(2024, 1, 10) + timedelta(days=14 * number)
    matters = [f"M-{number}-{nth}" for nth in range(1, len(rejected) + 1)]
    folder = unit / f"meetings/2024/K-{number}"
    held = {
        "meeting_id": f"K-{number}",
        "held_on": day,
        "place": "会议室",
        "presiding_id": "zhen",
        "recorder_id": "wen",
        "agenda": matters,
        "stage": "closed",
        "entitled_ids": [*TEAM],
        "present_ids": [*TEAM],
    }
    _write(folder / "meeting.yaml", held)
    for matter, turned_down in zip(matters, rejected, strict=True):
        _matter(unit, matter, day)
        for nth, person in enumerate(TEAM):
            choice = "no" if turned_down and nth > 1 else "yes"
            key = {"meeting_id": f"K-{number}", "matter_id": matter, "person_id": person}
            _write(folder / matter / f"ballots/{person}.yaml", {**key, "choice": choice})
    minutes = {
        "meeting_id": f"K-{number}",
        "minutes_id": f"J-2024-{number}",
        "year": 2024,
        "number": number,
        "issued_on": day,
        "signer_id": "zhen",
        "distribution": ["区纪委"],
        "items": [],
    }
    _write(folder / "minutes.yaml", minutes)


def _matter(unit: Path, matter: str, day: date) -> None:
    told = {
        "matter_id": matter,
        "category": "large_funds",
        "title": f"事项{matter}",
        "proposer_id": "zhen",
        "proposed_on": day - timedelta(days=9),
    }
    _write(unit / f"matters/2024/{matter}/matter.yaml", told)
