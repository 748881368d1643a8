"""Verifying a history, beside git reading it and beside the bare arithmetic of signatures."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.histories import history
from benchmarks.timing import PYTHON, Figure, cpu, git, paired, program

RAW = "log --reverse --topo-order --root --raw -z --no-abbrev --no-renames"
STREAM = ("git", *RAW.split(), "--diff-merges=separate")
SIGNATURES = 2_000


def figures(place: Path, env: Mapping[str, str], commits: int) -> Iterator[Figure]:
    """The whole walk at a tenth of the size and in full, the signatures, one commit more."""
    for size in (commits // 10, commits):
        folder = place / f"history-{size}"
        count = history(folder, size)
        verify = (*program(), "trail", "verify", "--whole", "-C", str(folder))
        yield paired(
            f"`trail verify` of {count:,} commits",
            "`git log --raw`",
            lambda verify=verify: cpu(verify, env, clean=False),  # type: ignore[misc]
            lambda folder=folder: cpu(STREAM, env, folder),  # type: ignore[misc]
            4.5,
            rounds=3,
        )
    checking = (str(PYTHON), "-m", "benchmarks.signatures")
    yield paired(
        f"checking {SIGNATURES:,} signed commits (ed25519)",
        "raw ed25519 verification",
        lambda: cpu((*checking, "commits", str(SIGNATURES)), env),
        lambda: cpu((*checking, "raw", str(SIGNATURES)), env),
        1.4,
    )
    yield _one_more(place, folder, env)


def _one_more(place: Path, folder: Path, env: Mapping[str, str]) -> Figure:
    """A commit after the last verified one, each time a new one."""
    env = {**env, "TRIPOWER_CACHE": str(place / "verified")}
    verify = (*program(), "trail", "verify", "-C", str(folder))
    cpu(verify, env, clean=False)
    numbers = itertools.count()

    def one() -> float:
        (folder / "README").write_text(str(next(numbers)))
        git(folder, "add", "README")
        git(folder, "commit", "-qm", "one more")
        return cpu(verify, env, clean=False)

    return paired(
        "`trail verify`, 1 commit after the last verified",
        "`git log -1`",
        one,
        lambda: cpu(("git", "log", "-1"), env, folder),
        5.0,
    )


def exponent(figures: list[Figure]) -> float:
    """The power of the number of commits with which the cost grows."""
    first, last = figures[0].seconds, figures[1].seconds
    return math.log(last / first) / math.log(10)
