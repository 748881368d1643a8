"""What a document shows under a command, compared with what the command really answers."""

from __future__ import annotations

import re

from tripower.cli.console import FENCE, PROMPT, Step

CUT = "…"
COMMIT = re.compile(r"\b(?:[0-9a-f]{40}|[0-9a-f]{10})\b")
"""A commit's id depends on who is logged in; only its form is compared."""


def same(shown: str, real: str) -> bool:
    """Whether the shown text is the real one; a line `…` stands for any number of lines."""
    lines = ("(?:.*\n)*" if _cut(line) else re.escape(line) + "\n" for line in tidy(shown))
    return re.fullmatch("".join(lines), "".join(f"{line}\n" for line in tidy(real))) is not None


def has_cut(shown: str) -> bool:
    """Whether somebody shortened the text by hand."""
    return any(map(_cut, shown.splitlines()))


def _cut(line: str) -> bool:
    return line.strip() == CUT


def tidy(text: str) -> list[str]:
    """Lines without what a reader cannot see, and with every commit of the same name."""
    return COMMIT.sub("0" * 10, text.strip("\n")).rstrip().replace(" \n", "\n").split("\n")


def rewritten(markdown: str, real: list[tuple[Step, str]]) -> str:
    """The document with its uncut answers as they are now."""
    lines = markdown.splitlines()
    for step, text in reversed(real):
        if step.output.strip() and not has_cut(step.output) and not same(step.output, text):
            end = _end(lines, step.line)
            start = end - len(step.output.split("\n"))
            lines[start:end] = [line.rstrip() for line in text.strip("\n").split("\n")]
    return "\n".join(lines) + "\n"


def _end(lines: list[str], after: int) -> int:
    """The next prompt or the end of the block, from a line on."""
    return next(i for i in range(after, len(lines)) if lines[i].startswith((PROMPT, FENCE)))
