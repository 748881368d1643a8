"""`poll rank`, `poll consequences` and `poll chain` at the terminal, in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.rules.units import HERE, overlay
from tripower.cli.main import respond
from tripower.core.answer import Answer


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """C50: last as 民政局, then last as the renamed 水利和水务局, under one head."""
    for path, data in overlay(HERE / "POL-09" / "good").items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    monkeypatch.setenv("TRIPOWER_UNIT", str(tmp_path))
    monkeypatch.setenv("TRIPOWER_NOW", "2024-12-31T09:00")
    return tmp_path


def asked(*words: str, lang: str = "en") -> Answer:
    answer, _ = respond(words, lang)
    assert isinstance(answer, Answer), answer
    return answer


def data(*words: str) -> Any:
    return asked(*words, "--format", "json").data


@pytest.mark.usefixtures("folder")
def test_ranks_from_the_top_and_from_the_bottom() -> None:
    told = data("poll", "rank", "R-2")["lists"]
    assert [one["category"] for one in told] == ["执法监管类"]
    rows = told[0]["rows"]
    assert [one["rank"] for one in rows] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [one["reverse_rank"] for one in rows] == [8, 7, 6, 5, 4, 3, 2, 1]
    assert [one["unit_id"] for one in rows if one["among_last"]] == ["wei", "jy", "shuili"]
    assert [one["unit_id"] for one in rows if one["among_first"]] == ["shui", "zhu", "jiao"]


@pytest.mark.usefixtures("folder")
def test_c50_a_removal_is_proposed_and_nothing_is_written(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*.yaml")}
    told = data("poll", "consequences", "R-2")["proposals"]
    removal = [one for one in told if one["consequence"] == "removal_proposal"]
    assert [(one["unit_id"], one["people"], one["course"]) for one in removal] == [
        ("shuili", ["chu"], "proposed")
    ]
    assert removal[0]["support"] == "unresolved_by_the_data"
    assert removal[0]["evidence"] == ["poll_result/R-2", "poll_result/R-1"]
    assert {path: path.read_bytes() for path in folder.rglob("*.yaml")} == before


@pytest.mark.usefixtures("folder")
def test_the_chain_follows_the_new_name() -> None:
    told = data("poll", "chain", "shuili")
    stands = [one["stands"][0] for one in told["rounds"]]
    assert [(one.unit_id, one.held.value) for one in stands] == [
        ("shuili", "last"),
        ("min", "last"),
    ]
    assert told["last_twice"]["course"] == "proposed"
    assert told["last_twice"]["rounds"] == ["R-1", "R-2"]
    assert data("poll", "chain", "jy")["last_twice"] is None


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "line", [("rank", "R-2"), ("consequences", "R-2"), ("chain", "shuili"), ("chain", "jy")]
)
def test_tables_in_both_languages(line: tuple[str, str], lang: str) -> None:
    answer = asked("poll", *line, lang=lang)
    assert (answer.code, bool(answer.parts)) == (0, True)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("line", [("rank", "R-9"), ("consequences", "R-9"), ("chain", "nobody")])
def test_what_is_not_on_record_is_refused_with_what_is(line: tuple[str, str]) -> None:
    answer = asked("poll", *line)
    assert answer.code == 2
    assert any(known in str(answer.parts[0]) for known in ("R-1", "shuili"))
