"""How long `tripower --help` keeps a processor busy, beside a bare `import click`.

    python benchmarks/help.py [ROUNDS]

Both run in turn, so that a change of the machine's pace meets both. Counted is the user and
system time of the child process, as the kernel reports it; the best of many rounds is the one
that was disturbed least. The program runs as installed: through its entry point where there
is one, with compiled modules, which a first round writes into a folder of this run alone.
The aim is a ratio of 1.3 at most, in each language.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROUNDS = 40
PYTHON = Path(sys.executable)
REFERENCE = (str(PYTHON), "-c", "import click")
LANGUAGES = {"zh": "zh_CN.UTF-8", "en": "C.UTF-8"}


def program() -> tuple[str, ...]:
    """The command that a person types."""
    script = PYTHON.with_name("tripower")
    return (str(script),) if script.is_file() else (str(PYTHON), "-m", "tripower")


def cpu(words: tuple[str, ...], env: dict[str, str]) -> float:
    """Seconds of user and system time of one run."""
    child = subprocess.Popen(words, stdout=subprocess.DEVNULL, env=env)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0, words
    return used.ru_utime + used.ru_stime


def measure(env: dict[str, str], rounds: int) -> tuple[list[float], list[float]]:
    """Times of the reference and of the help page, taken in turn after one round to warm up."""
    help_page = (*program(), "--help")
    pairs = [(cpu(REFERENCE, env), cpu(help_page, env)) for _ in range(rounds + 1)]
    reference, shown = zip(*pairs[1:], strict=True)
    return list(reference), list(shown)


def main(rounds: int) -> None:
    """One line a language."""
    with tempfile.TemporaryDirectory() as compiled:
        env = {**os.environ, "PYTHONPYCACHEPREFIX": compiled}
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        for lang, locale in LANGUAGES.items():
            spoken = {**env, "TRIPOWER_LANG": lang, "LC_ALL": locale}
            reference, shown = measure(spoken, rounds)
            best = min(shown) / min(reference)
            middle = statistics.median(shown) / statistics.median(reference)
            print(
                f"--help ({lang}): {min(shown) * 1000:.1f} ms, import click: "
                f"{min(reference) * 1000:.1f} ms, ratio {best:.2f} (medians {middle:.2f})"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
