"""Answers by the million, made up: 38 units judged by as many raters as it takes."""

from __future__ import annotations

import sys
from pathlib import Path

UNITS = 38
QUESTIONS = ("q01", "q02", "q03", "q04", "q05")


def written(path: Path, answers: int) -> Path:
    """A Parquet file of so many answers, in row groups of 122,880."""
    import duckdb

    made = duckdb.connect()
    made.execute("select setseed(0.5)")
    made.execute("set threads = 1")
    made.execute("set enable_progress_bar = false")
    asked = ", ".join(_question(name) for name in QUESTIONS)
    made.execute(
        f"""
        copy (
          select 'R-2024-1' as round_id, 'general' as survey, unit_id, category, stratum,
                 post_cell, rater_id, (rater % 100)::integer as rep_group,
                 w_base_pm, w_nr_pm, 1000::bigint as know_pm,
                 ({" + ".join(QUESTIONS)}) // {len(QUESTIONS)} as score,
                 (chance >= 0.03)::bigint as answered, {", ".join(QUESTIONS)},
                 duration_s, device_hash, 0::bigint as qc_flags
          from (
            select rater, 'u' || lpad((place % {UNITS})::text, 2, '0') as unit_id,
                   'category ' || (place % {UNITS} % 3)::text as category,
                   'town ' || (rater % 12)::text as stratum,
                   'cell ' || (rater * 7 % 13 % 4)::text as post_cell,
                   'r' || lpad(rater::text, 9, '0') as rater_id,
                   (500000 + rater % 12 * 1000)::bigint as w_base_pm,
                   (1000 + rater % 3 * 100)::bigint as w_nr_pm,
                   (30 + pace * 600)::bigint as duration_s,
                   md5((case when rater % 9 = 0 then rater // 60 else -rater end)::text)
                     as device_hash,
                   chance, {asked}
            from (
              select place, place // {UNITS} as rater, random() as chance,
                     random() as pace, random() as level
              from range({answers}) as made(place)
            )
          )
        ) to '{path}' (format parquet)
        """  # noqa: S608
    )
    return path


def _question(name: str) -> str:
    return f"least(5, 1 + (level * 3 + random() * 3)::bigint) * 2000 as {name}"


if __name__ == "__main__":
    written(Path(sys.argv[1]), int(sys.argv[2]))
