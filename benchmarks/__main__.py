"""All figures in one table: `python -m benchmarks [--quick]`; full runs go into RESULTS.md.

Processor time of whole processes, each in turn with its reference in the same run, medians of at
least five rounds (three above 10,000 records), every exit status asserted, modules compiled.
"""

from __future__ import annotations

import os
import platform
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

from benchmarks import checks, commands, peers, polls, profiled, sheets, trail, warm
from benchmarks import help as help_page
from benchmarks.timing import Figure

RESULTS = Path(__file__).with_name("RESULTS.md")
HEAD = "| case | reference | took | reference took | ratio | aim |\n|---|---|---|---|---|---|"
FULL = {1_000: 2.0, 10_000: 2.0, 100_000: 2.2}
ROUNDS = 5
QUICK = {1_000: 2.0, 3_000: 2.0}


def measure(place: Path, env: dict[str, str], quick: bool) -> Iterator[str]:
    """The lines of the table, as they come."""
    sizes = QUICK if quick else FULL
    cold: list[Figure] = []
    walked: list[Figure] = []
    for figure in _figures(place, env, sizes, quick):
        yield figure.row()
        if figure.case.startswith("cold"):
            cold.append(figure)
        if figure.reference == "`git log --raw`":
            walked.append(figure)
    yield from polls.measure(place, env, 3, quick)
    yield f"\n{peers.absent()}"
    yield f"\nCost of a cold check against size: n^{checks.exponent(cold, [*sizes]):.2f}."
    yield f"\nCost of `trail verify` against commits: n^{trail.exponent(walked):.2f}."
    yield "\n## Where the time goes\n"
    yield from profiled.rows(_profiled(place, sizes), env)


def _profiled(place: Path, sizes: dict[int, float]) -> dict[str, tuple[str, ...]]:
    """The commands that are further from their aim than others, in the units made before."""
    unit, middle = str(place / "unit"), sorted(sizes)[1]
    person = ("person_id=p0", "name=甲", "--actor", "wen", "--dry-run")
    return {
        "`vote tally`": ("vote", "tally", "M-2024-100", "-C", unit),
        "`record new person --dry-run`": (
            "record",
            "new",
            "person",
            *person,
            "-C",
            unit,
        ),
        f"cold `check` of {middle:,}": ("check", "-C", str(place / f"unit-{middle}")),
        "`trail verify --whole`": ("trail", "verify", "--whole", "-C", str(_longest(place))),
    }


def _figures(
    place: Path, env: dict[str, str], sizes: dict[int, float], quick: bool
) -> Iterator[Figure]:
    yield from help_page.figures(env, ROUNDS)
    yield from commands.figures(place, env, ROUNDS)
    yield from checks.figures(place, env, sizes)
    middle, last = sorted(sizes)[1], max(sizes)
    yield checks.halves(place / f"unit-{middle}", env)
    yield from warm.figures(place, place / f"unit-{last}", env, ROUNDS)
    yield from trail.figures(place, env, 2_000 if quick else 20_000)
    yield from sheets.figures(place, env, ROUNDS, 5_000 if quick else sheets.ROWS)
    yield from peers.figures(place, env, 300 if quick else 3_000)


def _longest(place: Path) -> Path:
    return max(place.glob("history-*"), key=lambda folder: int(folder.name.rpartition("-")[2]))


def main(quick: bool) -> None:
    """Print the table; write it down where it is a full one."""
    lines = [HEAD]
    print(HEAD)
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        env = {**os.environ, "PYTHONPYCACHEPREFIX": str(place / "pyc"), "TRIPOWER_LANG": "en"}
        env["TRIPOWER_CACHE"] = "off"
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        for line in measure(place, env, quick):
            lines.append(line)
            print(line, flush=True)
    if not quick:
        machine = (
            f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores"
        )
        text = "\n".join(lines)
        RESULTS.write_text(f"# Measured\n\n`make bench`, {machine}.\n\n{text}\n", encoding="utf-8")


if __name__ == "__main__":
    asked = ArgumentParser("python -m benchmarks", description="Measure, and write RESULTS.md.")
    asked.add_argument("--quick", action="store_true", help="smaller units, nothing written down")
    main(asked.parse_args().quick)
