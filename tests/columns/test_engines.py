"""The same answers on every engine, to the bit, and with any number of threads."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from tests.columns.answers import made_up, written
from tripower.columns.engines import kept, open_table, rows
from tripower.columns.moments import moments, strata
from tripower.columns.patterns import patterns
from tripower.columns.quality import flags, unflagged
from tripower.mechanisms.polls.estimates import estimate


def everything(table: Path, engine: str, threads: int | None = None) -> list[str]:
    frame = open_table(table, engine, threads=threads)
    return [
        repr(found)
        for found in (moments(frame), strata(frame), flags(frame), moments(unflagged(frame)))
    ]


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("polls") / "general.parquet", made_up(300, 5, seed=7))


def test_polars_finds_what_duckdb_finds(table: Path) -> None:
    assert everything(table, "polars") == everything(table, "duckdb")


def test_spark_finds_what_duckdb_finds(table: Path, spark: None) -> None:
    assert everything(table, "pyspark") == everything(table, "duckdb")


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_threads_change_nothing(table: Path, threads: int) -> None:
    assert everything(table, "duckdb", threads) == everything(table, "duckdb")


@pytest.mark.parametrize("threads", ["1", "3"])
def test_threads_of_polars_change_nothing(table: Path, threads: str) -> None:
    words = [
        sys.executable,
        "-c",
        "import sys, pathlib; from tests.columns.test_engines import everything; "
        "print(everything(pathlib.Path(sys.argv[1]), 'polars'))",
        str(table),
    ]
    found = subprocess.run(
        words, env={"POLARS_MAX_THREADS": threads}, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == repr(everything(table, "duckdb"))


def test_estimates_are_the_same_on_every_engine(tmp_path: Path, spark: None) -> None:
    table = written(tmp_path / "targeted.parquet", made_up(80, 4, seed=3, survey="targeted"))
    people = {"cells": {"young": 30_000, "old": 50_000}, "strata": {"town": 900}}
    found = [
        estimate(table, "targeted", engine=engine, population=people)
        for engine in ("duckdb", "polars", "pyspark")
    ]
    assert found[0].units == found[1].units == found[2].units
    assert len({one.covariance.tobytes() for one in found}) == 1


def test_a_table_that_is_kept_is_the_same(table: Path) -> None:
    for engine in ("duckdb", "polars"):
        frame = open_table(table, engine)
        assert moments(kept(frame)) == moments(frame)


def test_rows_are_ordered_with_nothing_first(tmp_path: Path) -> None:
    table = written(
        tmp_path / "t.parquet",
        [{"duration_s": 30}, {"duration_s": None}, {"duration_s": 4}, {"rater_id": "a"}],
    )
    for engine in ("duckdb", "polars"):
        found = rows(open_table(table, engine), ["duration_s", "rater_id"])
        assert [(one["duration_s"], one["rater_id"]) for one in found] == [
            (None, "a"),
            (None, "r1"),
            (4, "r1"),
            (30, "r1"),
        ]


def test_no_float_leaves_an_engine(table: Path) -> None:
    import narwhals as nw

    with pytest.raises(TypeError, match="score would leave the engine as Float64"):
        rows(open_table(table).select(nw.col("score").mean()), [])


def test_an_engine_nobody_knows(table: Path) -> None:
    with pytest.raises(ValueError, match="no engine 'excel': duckdb, polars, pyspark"):
        open_table(table, "excel")


def test_sums_beyond_64_bits(tmp_path: Path) -> None:
    heavy = {"w_base_pm": 9 * 10**11, "w_nr_pm": 5000, "score": 10_000}
    table = written(tmp_path / "t.parquet", [heavy | {"rater_id": f"r{at}"} for at in range(9)])
    for engine in ("duckdb", "polars"):
        (one,) = moments(open_table(table, engine))
        assert one.w == 9 * 9 * 10**11 * 5000 * 1000
        assert one.w2y2 == 9 * (9 * 10**11 * 5000 * 1000) ** 2 * 10**8
    assert estimate(table, "general").units[0].exact == Fraction(100)


def test_patterns_are_the_same_with_blanks(tmp_path: Path) -> None:
    odd = {"q01": 9000, "q02": None, "q03": 1000, "q04": 9000}
    table = written(
        tmp_path / "t.parquet",
        [
            *({**odd, "rater_id": f"odd{at}", "unit_id": "u01"} for at in range(6)),
            *made_up(60, 3, seed=5),
        ],
    )
    found = [patterns(open_table(table, engine)) for engine in ("duckdb", "polars")]
    assert found[0] == found[1]
    assert [one.key for one in found[0].odd] == ["u01|9000|-1|1000|9000"]
