"""Processor time of whole processes, taken in turn with their references."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PYTHON = Path(sys.executable)


def program() -> tuple[str, ...]:
    """The command that a person types."""
    script = PYTHON.with_name("tripower")
    return (str(script),) if script.is_file() else (str(PYTHON), "-m", "tripower")


def cpu(
    words: Sequence[str], env: Mapping[str, str], cwd: Path | None = None, *, clean: bool = True
) -> float:
    """Seconds of user and system time of one run and of all that it started; it must end well.

    What is not `clean` may also end with findings (1 and 5), but with nothing else.
    """
    child = subprocess.Popen(words, stdout=subprocess.DEVNULL, env=dict(env), cwd=cwd)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode in ((0,) if clean else (0, 1, 5)), (words, child.returncode)
    return used.ru_utime + used.ru_stime


def wall(words: Sequence[str], env: Mapping[str, str], cores: int) -> float:
    """Seconds by the clock of one run on so many cores; it must end well."""
    with on_cores(cores):
        begun = time.perf_counter()
        subprocess.run(words, stdout=subprocess.DEVNULL, env=dict(env), check=True)
        return time.perf_counter() - begun


@contextmanager
def on_cores(cores: int) -> Iterator[None]:
    """What is started meanwhile may use so many cores, and sees no more."""
    here = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(here)[:cores])
    try:
        yield
    finally:
        os.sched_setaffinity(0, here)


def git(folder: Path, *words: str) -> None:
    """A git command that must end well."""
    subprocess.run(["git", *WHO, *words], cwd=folder, check=True, stdout=subprocess.DEVNULL)


WHO = ("-c", "user.name=bench", "-c", "user.email=bench@example.invalid")


def recorded(folder: Path) -> None:
    """Make a folder a repository with one commit of all that it holds."""
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "all")


@dataclass(frozen=True)
class Figure:
    """What a case took and what its reference took, medians in seconds; `most` is the aim."""

    case: str
    reference: str
    seconds: float
    reference_seconds: float
    most: float | None

    @property
    def ratio(self) -> float:
        """How many times the reference."""
        return self.seconds / self.reference_seconds

    def row(self) -> str:
        """A line of the table in RESULTS.md."""
        aim = f"≤ {self.most}" if self.most is not None else "–"
        times = f"{self.seconds * 1000:.0f} ms | {self.reference_seconds * 1000:.0f} ms"
        return f"| {self.case} | {self.reference} | {times} | {self.ratio:.2f} | {aim} |"


def paired(
    case: str,
    reference: str,
    run: Callable[[], float],
    run_reference: Callable[[], float],
    most: float | None,
    rounds: int = 5,
) -> Figure:
    """Both in turn, so that a change of the machine's pace meets both; one round to warm up."""
    pairs = [(run(), run_reference()) for _ in range(rounds + 1)][1:]
    took, reference_took = (statistics.median(times) for times in zip(*pairs, strict=True))
    return Figure(case, reference, took, reference_took, most)
