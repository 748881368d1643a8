"""Plays the terminal sessions of a document, in this process, and hands back what they answered."""

from __future__ import annotations

import io
import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from tripower.cli.console import Step, surroundings
from tripower.cli.language import chosen_language
from tripower.cli.main import perform

ROOT = Path(__file__).resolve().parents[2]
TARGET = re.compile(r"^([a-z]+):", re.MULTILINE)
RUNS = re.compile(r"\$\(python\) -m tripower (.+)")
REAL = ("git", "ls", "cat", "head", "tail", "grep", "sed", "mkdir", "cp", "diff", "wc", "find")
"""Programs of every machine, run as they are typed; they reach nothing but files."""
TOOL = re.compile(r"\.venv/bin/(ruff|mypy|pytest|lint-imports|python)$")
AWAY = re.compile(r"(git .*(://|@)|pip install )")
"""What needs a network, and is only read."""


@dataclass(frozen=True)
class Played:
    """A step with its exit status and all that it wrote, answers and messages alike."""

    step: Step
    code: int
    text: str


def play(step: Step) -> Played:
    """One command line of a document, in the folder where the reader stands."""
    words, env = _prefixed(step.words)
    shown = io.StringIO()
    with surroundings(step, **env), redirect_stdout(shown), redirect_stderr(shown):
        code = _run(words, shown, step.stdin)
    return Played(step, code, shown.getvalue())


def _prefixed(words: tuple[str, ...]) -> tuple[list[str], dict[str, str]]:
    """`LANG=zh tripower check`: the words, and the environment in front of them."""
    rest, env = list(words), {}
    while re.match(r"[A-Z_]+=", rest[0]):
        name, _, env[name] = rest.pop(0).partition("=")
    return rest, env


def _run(words: list[str], shown: io.StringIO, stdin: str) -> int:
    program, rest = words[0], words[1:]
    if program in ("tripower", ".venv/bin/tripower"):
        return _tripower(rest)
    if program == "make":
        return _make(rest)
    if program == "cd":
        return _enter(rest[0])
    if AWAY.match(shlex.join(words)):
        return 0
    if words[:2] == ["cat", ">"]:
        Path(words[2]).write_text(stdin, encoding="utf-8")
        return 0
    if program in REAL:
        done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        shown.write(done.stdout.decode())
        return done.returncode
    if TOOL.match(program):
        return _named(rest)
    raise AssertionError(f"the test cannot play `{shlex.join(words)}`")


def _tripower(rest: list[str]) -> int:
    return perform(rest, chosen_language(rest))


def _make(targets: list[str]) -> int:
    """Each is a target of the Makefile; where its recipe calls tripower, that call is played."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert set(targets) <= set(TARGET.findall(text)), f"no such target: make {targets}"
    for target in targets:
        for words in recipe(text, target):
            Path(words[-1]).parent.mkdir(parents=True, exist_ok=True)
            assert _tripower(words) == 0
    return 0


def recipe(makefile: str, target: str) -> Iterator[list[str]]:
    """The words of each tripower command in the recipe of a target."""
    _, _, rest = makefile.partition(f"\n{target}:")
    for line in rest.split("\n")[1:]:
        if not line.startswith("\t"):
            return
        if found := RUNS.search(line):
            yield shlex.split(found[1])


def _enter(folder: str) -> int:
    """Go there; a checkout that was cloned by the line before is this one."""
    if Path(folder).is_dir():
        os.chdir(folder)
    return 0 if Path.cwd().name == Path(folder).name or folder == "tripower" else 1


def _named(words: list[str]) -> int:
    """What a tool is to work on is there in the checkout."""
    paths = [word.partition("::")[0] for word in words if "/" in word and "<" not in word]
    missing = [path for path in paths if not (ROOT / path).exists()]
    assert not missing, f"not in the checkout: {missing}"
    return 0
