"""The tables of answers of a round, verified, and the engines that read them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import msgspec

from tripower.core.answer import refuse
from tripower.core.exits import Exit
from tripower.core.messages import N_
from tripower.core.unit import Unit
from tripower.mechanisms.polls.actions.data import data_of
from tripower.mechanisms.polls.records import PollData, Survey
from tripower.store.aside import verified
from tripower.store.tables import missing

FOLDER = "polls"
ENGINES = ("duckdb", "polars", "pyspark")
ENGINE = click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default=ENGINES[0],
    help=N_("What counts the answers; each gives the same to the last digit."),
)
REPLACE = click.option(
    "--replace",
    "reason",
    metavar="REASON",
    help=N_("Correct what is on record, and say why; both stay on record."),
)
_EXTRAS = {"pyspark": "spark"}
_LIBRARIES = ("duckdb", "narwhals", "numpy", "polars", "pyspark", "python_calamine", "pyreadstat")


class Held(msgspec.Struct, frozen=True):
    """The table of a survey and its record."""

    data: PollData
    path: Path


def held_tables(folder: Path, unit: Unit, round_id: str) -> dict[Survey, Held]:
    """The tables that were read in, each once its bytes are those on record.

    Refuses (3) a table that is not here, (5) one that is another.
    """
    return {
        survey: Held(data, verified(folder, data.sha256, FOLDER, round_id, f"{survey}.parquet"))
        for survey, data in sorted(data_of(unit, round_id).items())
    }


def refuse_nothing(round_id: str, held: dict[Survey, Held]) -> None:
    """Refuse a round of which nothing was read in."""
    if not held:
        text = N_("no answers of {round} were read in; begin with `tripower poll import`")
        raise refuse(text, round=round_id)


@contextmanager
def at_hand(engine: str) -> Iterator[None]:
    """Say kindly which extra is to be installed, where a library of one is not there."""
    try:
        if engine == "pyspark":
            _refuse_no_java()
        yield
    except ModuleNotFoundError as error:
        name = (error.name or "").partition(".")[0]
        if name not in _LIBRARIES:
            raise
        raise missing(name, _EXTRAS.get(name, "analytics")) from error


def _refuse_no_java() -> None:
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        text = N_("PySpark needs Java 17 or later, which is not here; take another --engine")
        raise refuse(text, code=Exit.USAGE)
