"""Terminal sessions as they stand in documents: read from Markdown, and run step by step.

A document shows what a person types in fenced blocks marked `console`, the way a shell shows
it. So the sample unit's year, the README and the guide are run as they are read.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import msgspec

FENCE = "```"
PROMPT, MORE = "$ ", "\\"
HERE = re.compile(r"\s+<<'(\w+)'$")
MAY_FAIL = " || true"


class Step(msgspec.Struct, frozen=True):
    """One command line of a document.

    `env` is what was exported before it, `stdin` the text under it that it reads, `output`
    what the document shows as its answer (empty where it shows none), `fails` whether the
    document expects it to be refused.
    """

    words: tuple[str, ...]
    env: Mapping[str, str]
    stdin: str = ""
    output: str = ""
    fails: bool = False
    line: int = 0


def steps(markdown: str) -> Iterator[Step]:
    """The command lines of all `console` blocks, in order; exports hold until the end."""
    env: dict[str, str] = {}
    for typed, line, answer in _typed(markdown):
        command, stdin = _here(typed)
        fails = command.endswith(MAY_FAIL)
        words = shlex.split(command.removesuffix(MAY_FAIL))
        if words[0] == "export":
            env |= dict(word.split("=", 1) for word in words[1:])
            continue
        yield Step(tuple(words), dict(env), stdin, answer, fails, line)


def _typed(markdown: str) -> Iterator[tuple[str, int, str]]:
    """What was typed at each prompt, with its line, and what is shown below it."""
    lines = iter(enumerate(markdown.splitlines(), start=1))
    inside = False
    typed, line = "", 0
    answer: list[str] = []
    for number, text in lines:
        if text.startswith(FENCE) or text.startswith(PROMPT):
            if inside and typed:
                yield typed, line, "\n".join(answer)
            typed, answer = "", []
        if text.startswith(FENCE):
            inside = text == f"{FENCE}console"
        elif inside and text.startswith(PROMPT):
            typed, line = _whole(text.removeprefix(PROMPT), lines), number
        elif inside and typed:
            answer.append(text)


def _whole(text: str, lines: Iterator[tuple[int, str]]) -> str:
    """A command line with the lines that it goes on, and with the text that it reads."""
    while text.endswith(MORE):
        text = text.removesuffix(MORE).rstrip() + " " + next(lines)[1].strip()
    if here := HERE.search(text):
        for _, line in lines:
            text += f"\n{line}"
            if line == here[1]:
                break
    return text


def _here(typed: str) -> tuple[str, str]:
    """The command and the text given to it as standard input."""
    command, _, rest = typed.partition("\n")
    if not HERE.search(command):
        return command, ""
    return HERE.sub("", command), rest.rpartition("\n")[0] + "\n"


@contextmanager
def surroundings(step: Step, **more: str) -> Iterator[None]:
    """The environment and the standard input of a step, for a command run in this process."""
    before, stdin = dict(os.environ), sys.stdin
    os.environ.update({**step.env, **more})
    sys.stdin = io.TextIOWrapper(io.BytesIO(step.stdin.encode()), encoding="utf-8")
    try:
        yield
    finally:
        sys.stdin = stdin
        os.environ.clear()
        os.environ.update(before)
