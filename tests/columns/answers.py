"""Answers to a poll as a Parquet file, made up or given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from random import Random
from typing import Any

import polars as pl

QUESTIONS = ("q01", "q02", "q03", "q04")
SCHEMA = {
    "round_id": pl.String,
    "survey": pl.String,
    "unit_id": pl.String,
    "category": pl.String,
    "stratum": pl.String,
    "post_cell": pl.String,
    "rater_id": pl.String,
    "rep_group": pl.Int32,
    "w_base_pm": pl.Int64,
    "w_nr_pm": pl.Int64,
    "know_pm": pl.Int64,
    "score": pl.Int64,
    "answered": pl.Int64,
    **dict.fromkeys(QUESTIONS, pl.Int64),
    "duration_s": pl.Int64,
    "device_hash": pl.String,
    "qc_flags": pl.Int64,
}
PLAIN: dict[str, Any] = {
    "round_id": "R-2024-1",
    "survey": "general",
    "unit_id": "water",
    "category": "bureaux",
    "stratum": "town",
    "post_cell": "all",
    "rater_id": "r1",
    "rep_group": 0,
    "w_base_pm": 1000,
    "w_nr_pm": 1000,
    "know_pm": 1000,
    "score": 8000,
    "answered": 1,
    **dict.fromkeys(QUESTIONS, None),
    "duration_s": None,
    "device_hash": None,
    "qc_flags": 0,
}


def written(path: Path, answers: Iterable[Mapping[str, Any]]) -> Path:
    """The file with these answers; what an answer does not say is as in PLAIN."""
    rows = [PLAIN | dict(one) for one in answers]
    pl.DataFrame(rows, SCHEMA).write_parquet(path, row_group_size=500)
    return path


def made_up(raters: int, units: int, seed: int, survey: str = "general") -> list[dict[str, Any]]:
    """The same raters on all units, with what a real file has: blanks, weights, odd answers."""
    chance = Random(seed)  # noqa: S311
    return [
        answer
        for rater in range(raters)
        for answer in _of_rater(f"r{rater:04}", units, survey, chance)
    ]


def _of_rater(rater: str, units: int, survey: str, chance: Random) -> list[dict[str, Any]]:
    shared = {
        "rater_id": rater,
        "survey": survey,
        "stratum": chance.choice(["town", "village", "商户"]),
        "post_cell": chance.choice(["young", "old"]),
        "w_base_pm": chance.choice([1000, 2500, 440_210]),
        "w_nr_pm": chance.choice([1000, 1333]),
        "device_hash": chance.choice([None, f"d{chance.randrange(40)}", f"own-{rater}"]),
    }
    return [_answer(shared, unit, survey, chance) for unit in range(units)]


def _answer(shared: Mapping[str, Any], unit: int, survey: str, chance: Random) -> dict[str, Any]:
    know = chance.choice([0, 200, 600, 1000]) if survey == "targeted" else 1000
    level = chance.choice([2000, 4000, 6000, 8000, 10_000])
    questions = {
        name: None if chance.random() < 0.1 else _near(level, chance) for name in QUESTIONS
    }
    points = [value for value in questions.values() if value is not None]
    return {
        **shared,
        **questions,
        "unit_id": f"u{unit:02}",
        "category": "bureaux" if unit % 2 else "streets",
        "know_pm": know,
        "score": round(sum(points) / len(points)) if points else 0,
        "answered": int(bool(points) and know > 0 and chance.random() < 0.95),
        "duration_s": chance.choice([None, chance.randrange(20, 400)]),
    }


def _near(level: int, chance: Random) -> int:
    return min(10_000, max(0, level + chance.choice([-2000, 0, 0, 0, 0, 2000])))
