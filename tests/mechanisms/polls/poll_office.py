"""An office's folder with a register of units and rounds, told in a few words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from tests.rules.units import HERE, overlay
from tripower.cli.registry import load_rules
from tripower.core.findings import Finding
from tripower.core.unit import Unit
from tripower.engine.judge import judge
from tripower.mechanisms.kinds import KINDS
from tripower.store.unit import load

HEADS = {
    "shui": ("水利局", "zhen"),
    "zhu": ("住建局", "jia"),
    "jiao": ("交通局", "yi"),
    "nong": ("农业局", "shi"),
    "huan": ("环保局", "zheng"),
    "wei": ("卫生局", "wen"),
    "jy": ("教育局", "kuai"),
    "min": ("民政局", "chu"),
}
LAW = "执法监管类"
DAYS = {
    "R-1": ("2022-08-29", "2022-09-05", "2022-09-16", "2022-09-23", "2022-09-26"),
    "R-2": ("2023-08-28", "2023-09-04", "2023-09-15", "2023-09-22", "2023-09-25"),
    "R-3": ("2024-08-26", "2024-09-02", "2024-09-13", "2024-09-20", "2024-09-24"),
}
"""Of each round: weights set, first and last day of the fieldwork, result, publication."""
BEFORE = {"R-2": "R-1", "R-3": "R-2"}
Files = dict[str, str]


class Place(msgspec.Struct, frozen=True):
    """A unit of the register with its one head."""

    name: str
    head: str | None
    first: str = "2010-01-01"
    last: str | None = None
    since: str = "2020-01-01"
    category: str = LAW
    continues: tuple[str, ...] = ()


EIGHT = {unit_id: Place(*told) for unit_id, told in HEADS.items()}


def register(places: Mapping[str, Place]) -> Files:
    """units.yaml."""
    units, heads = "units:\n", "heads:\n"
    for unit_id, one in places.items():
        units += f"  - unit_id: {unit_id}\n    name: {one.name}\n    category: {one.category}\n"
        units += f"    from: {one.first}\n" + (f"    to: {one.last}\n" if one.last else "")
        if one.continues:
            units += f"    successor_of: [{', '.join(one.continues)}]\n"
        if one.head:
            heads += f"  - head_id: h-{unit_id}\n    unit_id: {unit_id}\n"
            heads += f"    person_id: {one.head}\n    title: 局长\n    from: {one.since}\n"
            heads += f"    to: {one.last}\n" if one.last else ""
    return {"units.yaml": units + heads}


def row(unit_id: str, total: str, more: str = "", category: str = LAW) -> str:
    """A line of a result; both surveys gave the total."""
    return (
        f"  - unit_id: {unit_id}\n    category: {category}\n    general: '{total}'\n"
        f"    targeted: '{total}'\n    total: '{total}'\n    n_general: 900\n"
        f"    n_targeted: 900\n{more}"
    )


def poll(
    round_id: str, rows: Iterable[str], *, more: str = "", result: str = "", **files: str
) -> Files:
    """A round with its result and publication; `files` are others of it, `_` for `-` and `/`."""
    set_on, first, last, computed, shown = DAYS[round_id]
    folder = f"polls/{first[:4]}/{round_id}"
    before = f"previous: {BEFORE[round_id]}\n" if round_id in BEFORE else ""
    told = {
        "round": f"round_id: {round_id}\nname: {first[:4]}年度民调\nfieldwork_from: {first}\n"
        f"fieldwork_to: {last}\norg: 示例调查公司\nsupervisor: 示例区作风办\nw_general: '0.5'\n"
        f"w_targeted: '0.5'\nweights_set_on: {set_on}\n{before}{more}",
        "result": f"round_id: {round_id}\ncomputed_on: {computed}\nmethod: 加权平均\nrows:\n"
        + "".join(rows)
        + result,
        "publication-1": f"round_id: {round_id}\npublication_no: 1\npublished_on: {shown}\n"
        "tv_ref: 示例新闻\nweb_url: https://example.gov.cn/poll\n",
        **files,
    }
    return {f"{folder}/{name}.yaml": text for name, text in told.items() if text}


def scores(totals: Iterable[str], units: Iterable[str] = EIGHT) -> list[str]:
    """Lines of a result, for the units in the order of the register."""
    return [row(unit_id, total) for unit_id, total in zip(units, totals, strict=False)]


def office(*parts: Files) -> Unit:
    """The folder, read; nothing in it may be unreadable. The first round has none before it."""
    told = {path: text for part in parts for path, text in part.items()}
    for name, before in BEFORE.items():
        if not any(f"/{before}/" in path for path in told):
            line = f"previous: {before}\n"
            told = {
                path: text.replace(line, "") if f"/{name}/round" in path else text
                for path, text in told.items()
            }
    files = {**overlay(HERE / "base"), **{path: text.encode() for path, text in told.items()}}
    unit = load(files, KINDS)
    assert not [one for one in unit.problems if not one.warning], unit.problems
    return unit


def findings(unit: Unit, rule_id: str, day: date = date(2024, 12, 31)) -> list[Finding]:
    """What a rule finds."""
    judgement = judge(None, unit, day, {rule_id: load_rules()[rule_id]})
    assert not judgement.crashes, judgement.crashes[0].trace
    return list(judgement.findings)


def told(unit: Unit, rule_id: str, day: date = date(2024, 12, 31)) -> list[tuple[str, str]]:
    """Severity and message of each finding of a rule."""
    from tripower.core.messages import fill

    found = findings(unit, rule_id, day)
    return [(one.severity.value, fill(one.message, one.args, "en")) for one in found]
