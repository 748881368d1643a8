"""An office with a round in the field, and files of answers as platforms hand them over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.rules.units import HERE, overlay
from tripower.cli.main import respond
from tripower.core.answer import Answer
from tripower.mechanisms.kinds import KINDS
from tripower.mechanisms.polls.records import PollData
from tripower.store.unit import load_folder
from tripower.trail.commit import Change, CommitFacts
from tripower.trail.repository import create_repository
from tripower.trail.write import record

UNITS = {"water": "水利局", "farm": "农业农村局", "roads": "公路局", "parks": "园林局"}
ROUND = """round_id: R-1
name: 2024年上半年千名代表评机关
fieldwork_from: 2024-05-06
fieldwork_to: 2024-05-17
org: 示例调查有限公司
contract_no: 示采〔2024〕3号
supervisor: 区作风办
w_general: "0.5"
w_targeted: "0.5"
weights_set_on: 2024-04-10
weights_doc_no: 示风办〔2024〕2号
"""
GENERAL = "您对下列单位的总体评价"
KNOWING = "您对下列单位的了解程度"


GOOD = (("满意", "基本满意", "不了解", "非常满意"), ("满意", "", "不满意", "非常不满意"))
"""Two raters on the four units, in the words of the mapping that comes along."""


def entered(folder: Path, monkeypatch: pytest.MonkeyPatch, day: str = "2024-05-20") -> Path:
    """Commands are given in that folder by its clerk, after the fieldwork."""
    monkeypatch.setenv("TRIPOWER_NOW", f"{day}T09:00")
    monkeypatch.setenv("TRIPOWER_ACTOR", "wen")
    monkeypatch.setenv("TRIPOWER_UNIT", str(folder))
    return folder


def facts(day: str = "2024-05-01") -> CommitFacts:
    when = datetime.fromisoformat(day).replace(tzinfo=UTC)
    return CommitFacts("init", (), "wen", "文员甲", "", "before", when)


def register(units: dict[str, str], extra: str = "") -> bytes:
    lines = [
        f"  - unit_id: {unit}\n    name: {name}\n    category: 执法监管类\n    from: 2010-01-01\n"
        for unit, name in units.items()
    ]
    return ("units:\n" + "".join(lines) + extra).encode()


def district_office(
    folder: Path, units: dict[str, str] | None = None, around: str = ROUND, extra: str = ""
) -> Path:
    """The base unit as the office that keeps the poll, as one commit."""
    files = {
        **overlay(HERE / "base"),
        "units.yaml": register(units or UNITS, extra),
        "polls/2024/R-1/round.yaml": around.encode(),
    }
    record(create_repository(folder), lambda _: Change(files, facts()), timeout=5)
    return folder


def asked(*words: str) -> Answer:
    answer, _ = respond(words, "en")
    assert isinstance(answer, Answer), answer
    return answer


def workbook(path: Path, rows: Iterable[Sequence[Any]], sheet: str = "答卷") -> Path:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(list(row))
    book.save(path)
    return path


def platform(
    answers: Iterable[Sequence[Any]],
    names: Sequence[str] = tuple(UNITS.values()),
    knowing: Iterable[Sequence[Any]] | None = None,
) -> list[list[Any]]:
    """The rows of an export: four columns of its own, then the matrix questions."""
    head = ["序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP", "1、您的身份"]
    head += [f"2、{GENERAL}—{name}" for name in names]
    if knowing is not None:
        head += [f"3、{KNOWING}—{name}" for name in names]
    levels = [list(one) for one in knowing] if knowing is not None else None
    rows = [head]
    for nth, row in enumerate(answers, 1):
        own: list[Any] = [nth, "2024/5/8 10:02:11", f"{60 + nth}秒", "微信", "", f"10.0.0.{nth}"]
        rows.append([*own, "代表", *row, *(levels[nth - 1] if levels else ())])
    return rows


def kept(folder: Path, survey: str = "general") -> list[dict[str, Any]]:
    """The table beside the records, a mapping a row."""
    import polars

    return polars.read_parquet(folder / ".data/polls/R-1" / f"{survey}.parquet").to_dicts()


def imported(path: Path, *more: str, survey: str = "general") -> Answer:
    return asked("poll", "import", "R-1", str(path), "--survey", survey, *more)


def absent(*unit_ids: str) -> list[str]:
    """Words by which the file rightly leaves these out."""
    return [word for unit_id in unit_ids for word in ("--absent", unit_id)]


def faults(answer: Answer) -> list[tuple[int, str, str]]:
    """Row, column and what was expected, of everything that is wrong."""
    assert answer.code == 3
    assert answer.data["paths"] == []
    return [(one["row"], one["column"], one["expected"]) for one in answer.data["faults"]]


def on_record(office: Path) -> PollData:
    [record] = load_folder(office, KINDS).all(PollData)
    return record
