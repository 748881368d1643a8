"""Three engines under one set of expressions: DuckDB by default, Polars, PySpark.

Only integers, texts and nothings leave an engine. Sums of floats differ from thread to thread and
from engine to engine, sums of integers do not; so whatever is divided, rounded or rooted is so in
Python, from integers, and a record is the same whoever computed it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from narwhals import LazyFrame

ENGINES = ("duckdb", "polars", "pyspark")
Row = dict[str, Any]
QUIET = {
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.extraJavaOptions": (
        f"-Dlog4j2.configurationFile={Path(__file__).with_name('log4j2.properties').as_uri()}"
    ),
}
"""Settings of PySpark by which nothing but errors comes onto the screen."""
_NUMBERS = count()


def open_table(path: Path, engine: str = "duckdb", *, threads: int | None = None) -> LazyFrame[Any]:
    """A Parquet file on an engine; nothing is read yet.

    `threads` holds for DuckDB; the two others take theirs from where they run.
    """
    import narwhals as nw

    scans = {"duckdb": _duckdb, "polars": _polars, "pyspark": _pyspark}
    if engine not in scans:
        raise ValueError(f"no engine {engine!r}: {', '.join(ENGINES)}")
    native: Any = scans[engine](str(path), threads)
    frame: LazyFrame[Any] = nw.from_native(native)
    return frame


def rows(frame: LazyFrame[Any], order: Sequence[str]) -> list[Row]:
    """What the engine found, a mapping a row, ordered by these columns, nothings first."""
    names = frame.collect_schema().names()
    found = [dict(zip(names, row, strict=True)) for row in tuples(frame)]
    return sorted(found, key=lambda row: [(row[name] is not None, row[name]) for name in order])


def tuples(frame: LazyFrame[Any]) -> list[tuple[Any, ...]]:
    """The same without names, in whatever order the engine gives them."""
    _refuse_floats(frame)
    native: Any = frame.to_native()
    if frame.implementation.is_duckdb():
        found: list[tuple[Any, ...]] = native.fetchall()
        return found
    if frame.implementation.is_polars():
        return list(native.collect(engine="streaming").rows())
    return [tuple(row) for row in native.collect()]


def kept(frame: LazyFrame[Any]) -> LazyFrame[Any]:
    """The same table, computed once and held by the engine for several questions."""
    import narwhals as nw

    native: Any = frame.to_native()
    if frame.implementation.is_duckdb():
        name = f"kept_{next(_NUMBERS)}"
        native.to_table(name)
        held: Any = native.query("origin", f"select * from {name}")  # noqa: S608
    elif frame.implementation.is_polars():
        held = native.collect(engine="streaming").lazy()
    else:
        held = native.cache()
    found: LazyFrame[Any] = nw.from_native(held)
    return found


def _refuse_floats(frame: LazyFrame[Any]) -> None:
    import narwhals as nw

    for name, kind in frame.collect_schema().items():
        if not (kind.is_integer() or kind in {nw.String, nw.Boolean}):
            raise TypeError(f"{name} would leave the engine as {kind}")


def _duckdb(path: str, threads: int | None) -> object:
    import duckdb

    settings: dict[str, Any] = {"preserve_insertion_order": False}
    if threads is not None:
        settings["threads"] = threads
    held = duckdb.connect(config=settings)
    held.execute("set enable_progress_bar = false")
    return held.read_parquet(path)


def _polars(path: str, _threads: int | None) -> object:
    import polars as pl

    return pl.scan_parquet(path)


def _pyspark(path: str, _threads: int | None) -> object:
    from pyspark.sql import SparkSession

    builder = SparkSession.builder
    for name, value in QUIET.items():
        builder = builder.config(name, value)
    return builder.getOrCreate().read.parquet(path)
