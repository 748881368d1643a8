"""A wrong import and a wrong result are corrected; the record is the same in every language."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mechanisms.polls.import_room import (
    GOOD,
    asked,
    district_office,
    entered,
    imported,
    on_record,
    platform,
    workbook,
)
from tests.mechanisms.polls.poll_office import findings, told
from tests.mechanisms.polls.test_score import CENTRES, UNITS, drawn, read_in, result, score
from tripower.cli.main import respond
from tripower.cli.show import as_text
from tripower.core.answer import Answer
from tripower.mechanisms.kinds import KINDS
from tripower.mechanisms.polls.records import PollData
from tripower.store.digest import file_digest
from tripower.store.unit import load_folder


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return entered(district_office(tmp_path / "office"), monkeypatch)


@pytest.fixture
def scored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = entered(district_office(tmp_path / "office", UNITS), monkeypatch)
    read_in(tmp_path, 40)
    assert score().code == 0
    return folder


def test_the_record_is_the_same_whoever_runs_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = []
    for lang in ("zh", "en"):
        folder = tmp_path / lang
        folder.mkdir()
        office = entered(district_office(folder / "office", UNITS), monkeypatch)
        read_in(folder, 40, invited=90)
        assert respond(("poll", "score", "R-1", "--lang", lang), lang)[0].code == 0
        written.append((office / "polls/2024/R-1/result.yaml").read_bytes())
    assert written[0] == written[1]
    assert b"method: weighted-means/1\n" in written[0]


@pytest.mark.parametrize(("lang", "mean"), [("en", "Weighted means"), ("zh", "Mogstad、Romano")])
def test_the_sentence_is_made_for_its_reader(scored: Path, lang: str, mean: str) -> None:
    for words in (("score", "R-1", "--dry-run"), ("rank", "R-1")):
        answer, _ = respond(("poll", *words), lang)
        assert isinstance(answer, Answer)
        assert mean in as_text(answer.parts, lang)


def test_an_import_is_corrected(office: Path, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", platform(GOOD))
    imported(path, "--invited", "4")
    first = office / "polls/2024/R-1/data-general.yaml"
    digest = file_digest(first)
    workbook(path, platform([GOOD[0]]))
    table = office / ".data/polls/R-1/general.parquet"
    before = table.read_bytes()
    assert imported(path, "--replace", "少读一人", "--dry-run").code == 0
    assert table.read_bytes() == before
    answer = imported(path, "--replace", "少读一人", "--invited", "4")
    assert answer.code == 0, as_text(answer.parts, "en")
    record = on_record(office)
    assert record.supersedes is not None
    assert record.supersedes.path == "polls/2024/R-1/data-general.yaml"
    assert (record.supersedes.sha256, record.supersedes.reason) == (digest, "少读一人")
    assert (record.raters, record.invited) == (1, 4)
    assert record.sha256 == file_digest(table)


def test_how_many_were_asked_is_corrected_and_never_lost(office: Path, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", platform(GOOD))
    imported(path, "--invited", "4")
    assert imported(path).code == 0  # the same answers are laid where they were
    refused = imported(path, "--invited", "5")
    assert refused.code == 1
    assert "4 people asked" in refused.data["refused"][0]
    assert "--replace REASON" in refused.data["refused"][0]
    assert imported(path, "--invited", "5", "--replace", "笔误").code == 0
    assert on_record(office).invited == 5
    assert imported(workbook(path, platform([GOOD[0]])), "--replace", "少读一人").code == 0
    assert on_record(office).invited == 5


def test_a_result_rests_on_corrected_answers_until_it_is_computed_again(
    scored: Path, tmp_path: Path
) -> None:
    names = tuple(UNITS.values())
    path = workbook(tmp_path / "general.xlsx", platform(drawn(41, CENTRES, 1), names))
    answer = imported(path, "--replace", "漏读一份")
    assert answer.code == 0, as_text(answer.parts, "en")
    unit = load_folder(scored, KINDS)
    assert told(unit, "POL-01") == [
        ("warning", "the result rests on answers that were corrected on 2024-05-20")
    ]
    assert "--replace REASON" in score().data["refused"][0]
    digest = file_digest(scored / "polls/2024/R-1/result.yaml")
    answer = score("--replace", "答卷更正")
    assert answer.code == 0, as_text(answer.parts, "en")
    found = result(scored)
    assert found.supersedes is not None
    assert (found.supersedes.sha256, found.supersedes.reason) == (digest, "答卷更正")
    unit = load_folder(scored, KINDS)
    assert findings(unit, "POL-01") == []
    held = {one.sha256 for one in unit.all(PollData)}
    assert set(found.data_sha256) == held


def test_a_dry_run_holds_the_result_against_the_record(scored: Path) -> None:
    before = (scored / "polls/2024/R-1/result.yaml").read_bytes()
    for words in ((), ("--without-flagged",), ("--engine", "polars")):
        answer = score("--dry-run", *words)
        assert (answer.code, answer.data["identical"], answer.data["paths"]) == (0, True, [])
        assert "identical with that on record since 2024-05-20" in as_text(answer.parts, "en")
    other = score("--dry-run", "--seed", "7")
    assert (other.code, other.data["identical"], other.data["paths"]) == (0, False, [])
    assert "it differs in:" in as_text(other.parts, "en")
    planned = score("--dry-run", "--seed", "7", "--replace", "另一种子")
    assert planned.data["paths"] == ["polls/2024/R-1/result~2.yaml"]
    assert (scored / "polls/2024/R-1/result.yaml").read_bytes() == before
    assert len(asked("poll", "score", "R-1", "--dry-run").data["result"].rows) == len(UNITS)
