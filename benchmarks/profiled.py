"""Where the time of a command goes: each function's own time, added up by the part it stands in.

What is built in (the parser of msgspec, opening a file, importing) counts for who called it.
Profiling makes small functions look dearer than they are; the shares tell what is worth a look.
"""

from __future__ import annotations

import cProfile
import json
import pstats
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from benchmarks.timing import PYTHON, on_cores

PARTS = (
    ("/tripower/store/yaml_", "YAML"),
    ("/tripower/store/text", "YAML"),
    ("/tripower/core/convert", "records from data"),
    ("/tripower/store/load", "records from data"),
    ("/tripower/store/", "finding and reading files"),
    ("/tripower/core/kinds", "finding and reading files"),
    ("/tripower/mechanisms/", "rules and arithmetic"),
    ("/tripower/engine/", "the engine"),
    ("/tripower/trail/", "git"),
    ("/pygit2/", "git"),
    ("/tripower/core/", "look-ups (core)"),
    ("/ruamel/", "YAML"),
    ("importlib", "imports"),
    ("/re/", "imports"),
    ("/enum.py", "imports"),
    ("/typing.py", "imports"),
)
"""The first that stands in a path names the part; patterns and classes are made at import."""
REST = "the rest"


def rows(cases: Mapping[str, Sequence[str]], env: Mapping[str, str]) -> Iterator[str]:
    """A line of the table for each command line."""
    yield "| command | seconds, profiled | shares |"
    yield "|---|---|---|"
    for case, words in cases.items():
        with on_cores(1):
            told = subprocess.run(
                [str(PYTHON), "-m", "benchmarks.profiled", *words],
                env=dict(env),
                check=True,
                capture_output=True,
                text=True,
            ).stdout
        own: dict[str, float] = json.loads(told.splitlines()[-1])
        whole = sum(own.values())
        shares = ", ".join(
            f"{part} {100 * seconds / whole:.0f} %"
            for part, seconds in sorted(own.items(), key=lambda one: -one[1])
            if seconds > 0.01 * whole
        )
        yield f"| {case} | {whole:.2f} | {shares} |"


def _part(path: str) -> str:
    return next((name for words, name in PARTS if words in path), REST)


def _own(stats: Mapping[tuple[str, int, str], Any]) -> Counter[str]:
    own: Counter[str] = Counter()
    for (path, _, name), (_, _, seconds, _, callers) in stats.items():
        if path != "~":
            own["imports" if name == "<module>" else _part(path)] += seconds
            continue
        if not callers:
            own[REST] += seconds
        for (caller, _, of), (_, _, part, _) in callers.items():
            own["imports" if of == "<module>" else _part(caller)] += part
    return own


def main(words: Sequence[str]) -> None:
    """Run a command line under the profiler; the last line of the output is the shares."""
    profile = cProfile.Profile()
    profile.enable()
    import gc

    from tripower.cli.main import respond

    gc.disable()
    respond(words, "en")
    profile.disable()
    print(json.dumps(_own(pstats.Stats(profile).stats)))  # type: ignore[attr-defined]


if __name__ == "__main__":
    main(sys.argv[1:])
