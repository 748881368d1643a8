"""`tripower --help`, in both languages, beside a bare `import click`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from benchmarks.timing import PYTHON, Figure, cpu, paired, program

LANGUAGES = {"zh": "zh_CN.UTF-8", "en": "C.UTF-8"}
CLICK = (str(PYTHON), "-c", "import click")


def figures(env: Mapping[str, str], rounds: int) -> Iterator[Figure]:
    """One figure a language; the runs are short, so there are more of them."""
    for lang, locale in LANGUAGES.items():
        spoken = {**env, "TRIPOWER_LANG": lang, "LC_ALL": locale}
        yield paired(
            f"`tripower --help` ({lang})",
            "`import click`",
            lambda spoken=spoken: cpu((*program(), "--help"), spoken),  # type: ignore[misc]
            lambda spoken=spoken: cpu(CLICK, spoken),  # type: ignore[misc]
            1.3,
            rounds * 4,
        )
