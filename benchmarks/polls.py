"""Polls by the million answers: sums, flags and ranks against a plain scan and against R.

The table is made in the scratch folder. A scan reads every column of the same file with DuckDB.
Where R has no csranks the ranks are named as not run. By itself: `python -m benchmarks.polls`.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks import poll_tables
from benchmarks.timing import PYTHON, Figure, cpu, paired

HOUSE = Path(__file__).parent.parent
MEMORY = 400
DRAWS = 10_000

SCAN = """
import sys, duckdb
table = duckdb.read_parquet(sys.argv[1])
sums = [f"sum(strlen({name}))" if kind == "VARCHAR" else f"sum({name})"
        for name, kind in zip(table.columns, table.types)]
table.aggregate(", ".join(sums)).fetchall()
"""
MOMENTS = """
import sys, pathlib
from tripower.columns import engines, moments
moments.moments(engines.open_table(pathlib.Path(sys.argv[1])))
"""
FLAGS = """
import sys, pathlib
from tripower.columns.quality import quality
quality(pathlib.Path(sys.argv[1]))
"""
SAME = """
import sys, pathlib, hashlib
from tripower.columns import engines, moments, quality
_, path, engine, threads = sys.argv
frame = engines.open_table(pathlib.Path(path), engine, threads=int(threads) or None)
found = moments.moments(frame), moments.strata(frame), quality.flags(frame)
print(hashlib.sha256(repr(found).encode()).hexdigest())
"""
RANKS = f"""
import time, numpy
from tripower.mechanisms.polls.rank_sets import rank_sets
theta, errors = [70 + at / 2 for at in range(38)], [1 + at % 5 / 2 for at in range(38)]
begun = time.process_time()
rank_sets(theta, numpy.diag(errors) ** 2, draws={DRAWS}, seed=1)
print(time.process_time() - begun)
"""
CSRANKS = f"""
theta <- 70 + (0:37) / 2; errors <- 1 + (0:37) %% 5 / 2
used <- system.time(csranks::csranks(theta, diag(errors^2), R = {DRAWS}, seed = 1))
cat(sum(used[c(1, 2, 4, 5)], na.rm = TRUE))
"""


def measure(place: Path, env: Mapping[str, str], rounds: int, quick: bool) -> Iterator[str]:
    """The lines of the table, and what is said below it."""
    for figure in figures(place, env, rounds, quick):
        yield figure.row()
    yield from _ranks(env, rounds)
    yield memory(place, env, quick)
    yield identical(place, env)


def figures(place: Path, env: Mapping[str, str], rounds: int, quick: bool) -> Iterator[Figure]:
    """Sums and flags against a scan of the same file."""
    answers = 1_000_000 if quick else 10_000_000
    table = poll_tables.written(place / "answers.parquet", answers)
    for name, code, most in (("sums of a poll", MOMENTS, 2.5), ("flags of a poll", FLAGS, 5.5)):
        yield paired(
            f"{name}, {answers:,} answers",
            "scan of the file",
            lambda code=code: _used(code, [str(table)], env),  # type: ignore[misc]
            lambda: _used(SCAN, [str(table)], env),
            most,
            rounds,
        )


def _used(code: str, words: Sequence[str], env: Mapping[str, str]) -> float:
    return cpu([str(PYTHON), "-c", code, *words], env, HOUSE)


def _ranks(env: Mapping[str, str], rounds: int) -> Iterator[str]:
    """Rank sets against R's, both without starting up."""
    case = f"rank sets, 38 units, {DRAWS:,} draws"
    asked = ["Rscript", "-e", 'quit(status = !requireNamespace("csranks", quietly = TRUE))']
    try:
        subprocess.run(asked, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        yield f"| {case} | R csranks | not run: not installed | – | – | ≤ 0.15 |"
        return
    ours, theirs = [str(PYTHON), "-c", RANKS], ["Rscript", "-e", CSRANKS]
    yield paired(
        case,
        "R csranks",
        lambda: float(_said(ours, env)),
        lambda: float(_said(theirs, env)),
        0.15,
        rounds,
    ).row()


def _said(words: Sequence[str], env: Mapping[str, str]) -> str:
    done = subprocess.run(
        words, env=dict(env), cwd=HOUSE, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def memory(place: Path, env: Mapping[str, str], quick: bool) -> str:
    """The most memory that the sums of a poll held, of the whole process."""
    answers = 5_000_000 if quick else 50_000_000
    table = poll_tables.written(place / "many.parquet", answers)
    child = subprocess.Popen([str(PYTHON), "-c", MOMENTS, str(table)], env=dict(env), cwd=HOUSE)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0
    table.unlink()
    most = used.ru_maxrss // 1024
    return f"\nMemory of the sums of a poll, {answers:,} answers: {most} MiB (aim ≤ {MEMORY})."


def identical(place: Path, env: Mapping[str, str]) -> str:
    """Whether every engine and number of threads gives the same records, to the byte."""
    table = poll_tables.written(place / "same.parquet", 200_000)
    small = {"PYSPARK_SUBMIT_ARGS": "--conf spark.sql.shuffle.partitions=4 pyspark-shell"}
    runs = [("duckdb", 1), ("duckdb", 2), ("duckdb", 5), ("polars", 0), ("pyspark", 0)]
    found = {
        _said([str(PYTHON), "-c", SAME, str(table), engine, str(threads)], {**env, **small})
        for engine, threads in runs
    }
    assert len(found) == 1, found
    named = ", ".join(f"{engine} ({threads or 'its own'})" for engine, threads in runs)
    return f"\nThe same sums, strata and flags by engine (threads): {named}."


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        for line in measure(Path(scratch), os.environ, rounds=3, quick=False):
            print(line, flush=True)
