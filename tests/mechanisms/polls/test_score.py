"""`tripower poll score` and `quality`: the same record on every engine, and how sure it is."""

from __future__ import annotations

import random
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.columns.spark import spark
from tests.mechanisms.polls.import_room import (
    ROUND,
    absent,
    asked,
    district_office,
    entered,
    platform,
    workbook,
)
from tests.mechanisms.polls.poll_office import findings
from tripower.cli.show import as_text
from tripower.core.answer import Answer
from tripower.mechanisms.kinds import KINDS
from tripower.mechanisms.polls.estimates import UnitEstimate
from tripower.mechanisms.polls.records import PollResult, Sureness
from tripower.mechanisms.polls.scoring import _effective, rounded
from tripower.store.digest import file_digest
from tripower.store.unit import load_folder

__all__ = ["spark"]
UNITS = {f"u{nth}": f"示例{nth}局" for nth in range(1, 7)}
WORDS = ("非常不满意", "不满意", "基本满意", "满意", "非常满意")
LEVELS = ("很少了解", "不太了解", "一般了解", "比较了解", "非常了解")


def drawn(raters: int, centres: list[float], seed: int) -> list[list[str]]:
    """Answers around the centre of each unit, the same on every machine."""
    dice = random.Random(seed)  # noqa: S311 - invented answers
    return [
        [WORDS[max(0, min(4, round(dice.gauss(centre, 0.8))))] for centre in centres]
        for _ in range(raters)
    ]


def known(raters: int, units: int, seed: int) -> list[list[str]]:
    dice = random.Random(seed)  # noqa: S311 - invented answers
    return [[dice.choice(LEVELS) for _ in range(units)] for _ in range(raters)]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return entered(district_office(tmp_path / "office", UNITS), monkeypatch)


CENTRES = [0.6, 1.6, 2.0, 2.4, 3.0, 3.4]


def read_in(tmp_path: Path, raters: int = 120, *, invited: int | None = None) -> None:
    """Both surveys of a round in which u1 is the last and u6 the first by far."""
    names = tuple(UNITS.values())
    told = () if invited is None else ("--invited", str(invited))
    answers = drawn(raters, CENTRES, 1)
    path = workbook(tmp_path / "general.xlsx", platform(answers, names))
    assert asked("poll", "import", "R-1", str(path), "--survey", "general", *told).code == 0
    rows = platform(drawn(raters, CENTRES, 2), names, known(raters, len(names), 3))
    path = workbook(tmp_path / "targeted.xlsx", rows)
    assert asked("poll", "import", "R-1", str(path), "--survey", "targeted").code == 0


def score(*words: str) -> Answer:
    return asked("poll", "score", "R-1", *words)


def result(office: Path) -> PollResult:
    [found] = load_folder(office, KINDS).all(PollResult)
    return found


def test_the_result_goes_on_record(office: Path, tmp_path: Path) -> None:
    read_in(tmp_path)
    answer = score()
    assert answer.data["paths"] == ["polls/2024/R-1/result.yaml"]
    found = result(office)
    assert [row.unit_id for row in found.rows] == list(UNITS)
    first, last = found.row("u6"), found.row("u1")
    assert first is not None
    assert last is not None
    assert (last.bottom, last.last_confirmed) == (Sureness.CONFIRMED, True)
    assert (last.rank_low, last.rank_high) == (6, 6)
    assert (first.bottom, first.last_confirmed) == (Sureness.EXCLUDED, None)
    assert (first.n_general, first.n_eff_general) == (120, "120.0")
    assert Decimal(str(first.n_eff_targeted)) < 120  # knowledge makes the weights unequal
    half = (Decimal(str(first.general)) + Decimal(str(first.targeted))) / 2
    assert abs(half - first.points) <= Decimal("0.005")
    low, high = Decimal(str(first.low)), Decimal(str(first.high))
    assert low < first.points < high
    assert {one.unit_id for one in found.versus} == {"u1"}
    assert [one.other_id for one in found.versus] == ["u2", "u3", "u4", "u5", "u6"]
    assert found.draws == 20_000
    assert len(found.data_sha256) == 2


@pytest.mark.usefixtures("spark")
def test_every_engine_gives_the_same_record(office: Path, tmp_path: Path) -> None:
    read_in(tmp_path, 60)
    results, flags = [], {}
    for engine in ("duckdb", "polars", "pyspark"):
        answer = score("--dry-run", "--without-flagged", "--engine", engine)
        assert answer.code == 0, as_text(answer.parts, "en")
        results.append((answer.data["result"], answer.data["without_flagged"]))
        if engine != "pyspark":  # tests of the columns hold its flags against the others
            flags[engine] = asked("poll", "quality", "R-1", "--engine", engine).data
    assert results[0] == results[1] == results[2]
    assert flags["duckdb"] == flags["polars"]


def test_a_table_that_was_touched_is_refused(office: Path, tmp_path: Path) -> None:
    read_in(tmp_path, 40)
    table = office / ".data/polls/R-1/targeted.parquet"
    data = bytearray(table.read_bytes())
    data[len(data) // 2] ^= 1
    table.write_bytes(bytes(data))
    assert score().code == 5
    assert asked("poll", "quality", "R-1").code == 5
    table.unlink()
    assert score().code == 3
    assert not (office / "polls/2024/R-1/result.yaml").exists()


def test_few_answers_are_not_ranked(office: Path, tmp_path: Path) -> None:
    for raters, why in ((29, "few_answers"), (30, None)):
        folder = tmp_path / str(raters)
        folder.mkdir()
        office = district_office(folder / "office", UNITS)
        read_in_at(office, folder, raters)
        found = asked("poll", "score", "R-1", "-C", str(office)).data["result"]
        assert {row.not_ranked for row in found.rows} == {why}


def read_in_at(office: Path, folder: Path, raters: int) -> None:
    names = tuple(UNITS.values())
    same = [["非常了解"] * len(names)] * raters
    for survey, knowing in (("general", None), ("targeted", same)):
        rows = platform(drawn(raters, CENTRES, 5), names, knowing)
        path = str(workbook(folder / f"{survey}.xlsx", rows))
        told = ("poll", "import", "R-1", path, "--survey", survey, "-C", str(office))
        assert asked(*told).code == 0


def test_a_unit_that_nobody_knows_has_a_row(office: Path, tmp_path: Path) -> None:
    names = tuple(UNITS.values())
    answers = [[*row[:-1], "不了解"] for row in drawn(40, CENTRES, 1)]
    for survey, knowing in (("general", None), ("targeted", known(40, 6, 3))):
        path = workbook(tmp_path / f"{survey}.xlsx", platform(answers, names, knowing))
        asked("poll", "import", "R-1", str(path), "--survey", survey)
    row = score("--dry-run").data["result"].row("u6")
    assert (row.n_general, row.total, row.not_ranked) == (0, None, "one_survey_only")


def test_low_response_says_what_hangs_on_the_silent(office: Path, tmp_path: Path) -> None:
    read_in(tmp_path, 40, invited=81)
    answer = score("--dry-run")
    [lacking] = answer.data["response"]
    assert (lacking.survey, lacking.raters, lacking.invited) == ("general", 40, 81)
    inside, outside = lacking.swings
    assert (inside.above, outside.above) == (True, False)
    found = answer.data["result"]
    totals = {row.unit_id: Fraction(row.points) for row in found.rows}
    gap = totals[outside.unit_id] - totals[inside.unit_id]
    for swing, sign in ((inside, 1), (outside, -1)):
        silent = gap * sign / (Fraction(1, 2) * (1 - Fraction(40, 81)))
        mean = Fraction(swing.observed) + silent
        if swing.mean is not None:
            assert abs(mean - Fraction(swing.mean)) < Fraction(2, 100)
        else:
            assert not 0 <= mean <= 100
    told = as_text(answer.parts, "en")
    assert "Fewer than half answered the general survey" in told
    assert "How many were asked for the targeted survey is not on record" in told


def test_half_is_enough(office: Path, tmp_path: Path) -> None:
    read_in(tmp_path, 40, invited=80)
    assert score("--dry-run").data["response"] == []


def test_with_and_without_the_answers_flagged(office: Path, tmp_path: Path) -> None:
    names = tuple(UNITS.values())
    rows = platform(drawn(60, CENTRES, 1), names)
    for row in rows[1:13]:
        row[2] = "5秒"  # twelve in a hurry, who praise the last
        row[7] = "非常满意"
    path = workbook(tmp_path / "general.xlsx", rows)
    asked("poll", "import", "R-1", str(path), "--survey", "general")
    rows = platform(drawn(60, CENTRES, 2), names, known(60, 6, 3))
    path = workbook(tmp_path / "targeted.xlsx", rows)
    asked("poll", "import", "R-1", str(path), "--survey", "targeted")
    answer = score("--dry-run", "--without-flagged")
    total = answer.data["result"].row("u1").points
    [beside] = [row for row in answer.data["without_flagged"] if row.unit_id == "u1"]
    assert beside.points < total
    assert "without flagged" in as_text(answer.parts, "en")
    hurried = [
        one
        for one in asked("poll", "quality", "R-1").data["general"]
        if one.flag == "speeding" and one.unit_id == "u1"
    ]
    assert [one.flagged for one in hurried] == [12]


def test_the_population_weighs_the_groups(office: Path, tmp_path: Path) -> None:
    rows = [["编号", "单位", "分", "类别"]]
    rows += [[f"a{n}", "示例1局", 90 + n % 2, "人大代表"] for n in range(30)]
    rows += [[f"b{n}", "示例1局", 50 + n % 2, "群众"] for n in range(30)]
    told = tmp_path / "m.yaml"
    told.write_text(
        "name: x\nshape: long\nrater: 编号\nunit: 单位\nquestions: [分]\n"
        "stratum: 类别\npost_cell: 类别\nknowledge: 分\nknowledge_words: "
        "{'90': 1000, '91': 1000, '50': 1000, '51': 1000}\n",
        encoding="utf-8",
    )
    for survey in ("general", "targeted"):
        path = workbook(tmp_path / f"{survey}.xlsx", rows)
        words = ("--survey", survey, "--mapping", str(told), *absent(*list(UNITS)[1:]))
        assert asked("poll", "import", "R-1", str(path), *words).code == 0
    people = tmp_path / "people.yaml"
    cells = "cells: {人大代表: 100, 群众: 300}"
    people.write_text(f"general: {{{cells}}}\ntargeted: {{{cells}}}\n", encoding="utf-8")
    assert score("--dry-run").data["result"].rows[0].total == "70.50"
    answer = score("--dry-run", "--population", str(people))
    assert answer.data["result"].rows[0].total == "60.50"
    assert answer.data["result"].population_sha256 == file_digest(people)
    assert str(file_digest(people)) in as_text(answer.parts, "en")
    people.write_text("general: {cells: {人大代表: 100}}\n", encoding="utf-8")
    assert score("--dry-run", "--population", str(people)).code == 3


def test_the_same_result_is_recorded_once(office: Path, tmp_path: Path) -> None:
    read_in(tmp_path, 40)
    assert score().data["paths"]
    assert score().data["paths"] == []
    assert score("--seed", "7").code == 1


def test_not_before_the_fieldwork_is_over(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRIPOWER_NOW", "2024-05-16T09:00")
    read_in(tmp_path, 40)
    assert score().code == 1
    monkeypatch.setenv("TRIPOWER_NOW", "2024-05-17T09:00")
    assert score().code == 0


def test_a_survey_that_was_not_read_in(office: Path, tmp_path: Path) -> None:
    assert score().code == 1
    path = workbook(tmp_path / "a.xlsx", platform(drawn(40, CENTRES, 1), tuple(UNITS.values())))
    asked("poll", "import", "R-1", str(path), "--survey", "general")
    assert "targeted" in score().data["refused"][0]


def test_a_survey_without_weight_is_not_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    around = ROUND.replace('w_general: "0.5"', 'w_general: "1"').replace(
        'w_targeted: "0.5"', 'w_targeted: "0"'
    )
    entered(district_office(tmp_path / "o", UNITS, around), monkeypatch)
    path = workbook(tmp_path / "a.xlsx", platform(drawn(40, CENTRES, 1), tuple(UNITS.values())))
    asked("poll", "import", "R-1", str(path), "--survey", "general")
    row = score("--dry-run").data["result"].rows[0]
    assert row.total == row.general
    assert (row.targeted, row.not_ranked) == (None, None)


@pytest.mark.parametrize("weights", [("0", "0"), ("0.6", "0.3"), ("1", "1")])
def test_weights_that_do_not_make_1_give_no_score(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, weights: tuple[str, str]
) -> None:
    around = ROUND.replace('w_general: "0.5"', f'w_general: "{weights[0]}"')
    around = around.replace('w_targeted: "0.5"', f'w_targeted: "{weights[1]}"')
    entered(district_office(tmp_path / "o", UNITS, around), monkeypatch)
    read_in(tmp_path, 40)
    answer = score()
    assert answer.code == 1
    assert "do not make 1" in answer.data["refused"][0]


@pytest.mark.parametrize(("value", "text"), [(24.96, "24.9"), (25.0, "25.0"), (100.04, "100.0")])
def test_an_effective_number_is_cut_and_never_rounded_over_a_bound(value: float, text: str) -> None:
    one = UnitEstimate("u", "k", 30, value, 80.0, 1.0, Fraction(80))
    assert _effective(one) == text
    assert _effective(None) is None


def test_what_was_computed_agrees_with_itself(office: Path, tmp_path: Path) -> None:
    read_in(tmp_path)
    score()
    unit = load_folder(office, KINDS)
    assert [one for rule in ("POL-01", "POL-03") for one in findings(unit, rule)] == []


@pytest.mark.parametrize(("library", "extra"), [("narwhals", "analytics"), ("pyspark", "spark")])
def test_what_is_not_installed_is_named(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str, extra: str
) -> None:
    read_in(tmp_path, 40)
    engine = "pyspark" if library == "pyspark" else "duckdb"
    for name in [one for one in sys.modules if one.partition(".")[0] == library]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    answer = score("--engine", engine)
    assert answer.code == 2
    assert f"pip install 'tripower[{extra}]'" in answer.data["refused"][0]


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Fraction(85005, 1000), 2, "85.01"),
        (Fraction(-85005, 1000), 2, "-85.01"),
        (Fraction(85004999, 1000000), 2, "85.00"),
        (0.5, 0, "1"),
        (Fraction(2, 3), 6, "0.666667"),
    ],
)
def test_rounding_halves_away_from_zero(value: Any, places: int, text: str) -> None:
    assert str(rounded(value, places)) == text
