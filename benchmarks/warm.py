"""A check of what was checked before, beside `git status` on the same folder."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.timing import Figure, cpu, paired, program, recorded

CHANGED = 10


def figures(place: Path, unit: Path, env: Mapping[str, str], rounds: int) -> Iterator[Figure]:
    """Nothing changed, and ten records changed, since facts about the unit were kept."""
    recorded(unit)
    env = {**env, "TRIPOWER_CACHE": str(place / "facts")}
    check, status = (*program(), "check", "-C", str(unit)), ("git", "status", "--porcelain")
    speeches = sorted(unit.glob("meetings/*/*/*/speeches.yaml"))
    count = sum(1 for _ in unit.rglob("*.yaml"))
    cpu(check, env)
    yield paired(
        f"warm `check` of {count:,} records, nothing changed",
        "`git status`",
        lambda: cpu(check, env),
        lambda: cpu(status, env, unit),
        2.0,
        rounds,
    )
    turns = itertools.count()

    def changed() -> float:
        _noted(speeches, next(turns))
        return cpu(check, env)

    yield paired(
        f"warm `check` of {count:,} records, {CHANGED} changed",
        "`git status`",
        changed,
        lambda: cpu(status, env, unit),
        2.0,
        rounds,
    )


def _noted(files: list[Path], turn: int) -> None:
    """Ten files with a note, the same ten in every turn."""
    for path in files[:: len(files) // CHANGED][:CHANGED]:
        text = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in text if not line.startswith("# ")]
        path.write_text("".join([*kept, f"# note {turn}\n"]), encoding="utf-8")
