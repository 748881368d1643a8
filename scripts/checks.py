"""All checks of the project, in order, each of them even when one before it failed.

`make test` runs it, with the exit code of the setup. A check whose tool is missing "could not
run": a failure under CI=true and for the tests themselves, a remark otherwise. pytest comes last,
so that its summary ends the log.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHECKS: tuple[tuple[str, ...], ...] = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("lint-imports",),
    ("pytest",),
)


def run(words: tuple[str, ...], bin_dir: Path) -> str:
    """Run one check; say "ok", "failed" or "could not run"."""
    print(f"== {' '.join(words)}", flush=True)
    try:
        done = subprocess.run([str(bin_dir / words[0]), *words[1:]], cwd=ROOT, check=False)
    except OSError as error:
        print(error, flush=True)
        return "could not run"
    return "failed" if done.returncode else "ok"


def bad(words: tuple[str, ...], outcome: str, strict: bool) -> bool:
    """Whether an outcome makes the whole run fail."""
    must_run = strict or words[0] == "pytest"
    return outcome == "failed" or (outcome == "could not run" and must_run)


def summary(outcomes: dict[tuple[str, ...], str]) -> str:
    """One line that names what was not ok."""
    wrong = [f"{' '.join(words)} {how}" for words, how in outcomes.items() if how != "ok"]
    return f"tripower checks: {'; '.join(wrong) or 'all ok'}"


def main(setup: str = "0") -> int:
    """Run every check; exit code 1 when one is bad."""
    strict = os.environ.get("CI", "").lower() in ("true", "1")
    bin_dir = Path(sys.executable).parent
    outcomes: dict[tuple[str, ...], str] = {}
    outcomes[("setup",)] = "ok" if setup == "0" else "could not run"
    for words in CHECKS:
        outcomes[words] = run(words, bin_dir)
    print(summary(outcomes), flush=True)
    return int(any(bad(words, outcome, strict) for words, outcome in outcomes.items()))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
