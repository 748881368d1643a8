"""Commands in a unit of some thousand records: a tally, and a write with its commit."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.help import CLICK
from benchmarks.timing import PYTHON, WHO, Figure, cpu, git, paired, program, recorded
from benchmarks.units import build

RECORDS = 3_000
IMPORTS = (str(PYTHON), "-c", "import click, pygit2, ruamel.yaml")


def figures(place: Path, env: Mapping[str, str], rounds: int) -> Iterator[Figure]:
    """The tally beside `import click`; the write beside its imports and a commit by git."""
    unit = place / "unit"
    build(unit, RECORDS)
    recorded(unit)
    tally = (*program(), "vote", "tally", "M-2024-100", "-C", str(unit))
    yield paired(
        f"`vote tally` in a unit of {RECORDS:,} records",
        "`import click`",
        lambda: cpu(tally, env),
        lambda: cpu(CLICK, env),
        2.5,
        rounds,
    )
    numbers = itertools.count()
    yield paired(
        f"`record new person` in a unit of {RECORDS:,} records",
        "imports and a `git commit` of one file",
        lambda: cpu(_person(unit, next(numbers)), env),
        lambda: cpu(IMPORTS, env) + _commit(place / "other", env, next(numbers)),
        1.5,
        rounds,
    )


def _person(unit: Path, number: int) -> tuple[str, ...]:
    told = (f"person_id=p{number}", f"name=人{number}")
    return (*program(), "record", "new", "person", *told, "--actor", "wen", "-C", str(unit))


def _commit(folder: Path, env: Mapping[str, str], number: int) -> float:
    if not folder.exists():
        folder.mkdir()
        git(folder, "init", "-q", "-b", "main")
    (folder / "file").write_text(str(number))
    return cpu(("git", "add", "file"), env, folder) + cpu(
        ("git", *WHO, "commit", "-qm", "one"), env, folder
    )
