"""What holds for every file at the YAML door, whatever its bytes are."""

from __future__ import annotations

import time
from typing import Any

from tripower.core.findings import Problem
from tripower.store.parsed import Parsed
from tripower.store.text import BOM, MAX_BYTES
from tripower.store.yaml_exact import read_exactly
from tripower.store.yaml_plain import read_plain
from tripower.store.yaml_read import locate, read
from tripower.store.yaml_write import render

PATH = "a.yaml"
SECONDS, PER_KIB = 2.0, 0.05
"""CPU time that a file may take: far above what is usual, far below what grows with its square."""
NEAR_THE_LIMIT = MAX_BYTES // 16
"""Bytes from which a file can outgrow the limit when each leaf gets a line of its own."""
LONG_NAME = 100
"""Characters; a name of YAML has 1,024 at most, and an escape takes up to ten."""
SMALL = 400
"""Bytes up to which every place is looked up, which takes a scan each."""


class Breach(AssertionError):  # noqa: N818 - a law is broken, not the program that says so
    """A law that an input breaks; its name comes first."""


def check(data: bytes) -> bool:
    """Whether the quick reader took the input; raises Breach, or what the door itself raised."""
    began = time.process_time()
    parsed = read(data, PATH)
    _in_time(data, time.process_time() - began)
    _tree_or_problems(parsed)
    for problem in parsed.problems:
        _within(data, problem)
    quick = read_plain(data)
    if quick is not None:
        _same(read_exactly(data, PATH), quick)
    if parsed.tree is not None:
        _written(parsed.tree, len(data))
    if len(data) <= SMALL:
        _found(data, parsed.tree)
    return quick is not None


def _in_time(data: bytes, seconds: float) -> None:
    if seconds > SECONDS + PER_KIB * len(data) / 1024:
        raise Breach(f"time: {seconds:.1f} s for {len(data)} bytes")


def _tree_or_problems(parsed: Parsed) -> None:
    worse = any(not problem.warning for problem in parsed.problems)
    if worse == (parsed.tree is not None):
        raise Breach(f"tree or problems: {parsed!r:.200}")


def _within(data: bytes, problem: Problem) -> None:
    """A line of the file, or the empty place behind its last line end; a column of that line."""
    lines = data.decode("utf-8", "replace").removeprefix(BOM).split("\n")
    if not 1 <= problem.line <= len(lines):
        raise Breach(f"line: {problem.code} in {problem.line} of {len(lines)}")
    if problem.code != "encoding" and not 1 <= problem.column <= len(lines[problem.line - 1]) + 1:
        raise Breach(f"column: {problem.code} in {problem.line}:{problem.column}")


def _same(exact: Parsed, quick: dict[str, Any]) -> None:
    """The same fields in the same order, leaves of the same type, and not a word of complaint."""
    if exact.problems or repr(exact.tree) != repr(quick):
        raise Breach(f"agreement: {quick!r:.200} but {exact!r:.200}")


def _written(tree: dict[str, Any], size: int) -> None:
    """What is read can be written; only a file or a name near its limit may grow beyond it."""
    try:
        again = read(render(tree), PATH)
    except ValueError as error:
        if size > NEAR_THE_LIMIT and "too-large" in str(error):
            return
        if _longest_name(tree) > LONG_NAME and "yaml-syntax" in str(error):
            return
        raise
    if again.problems or repr(again.tree) != repr(tree):
        raise Breach(f"round trip: {tree!r:.200} but {again!r:.200}")


def _longest_name(tree: Any) -> int:
    if isinstance(tree, dict):
        return max(
            (max(len(name), _longest_name(child)) for name, child in tree.items()), default=0
        )
    return max(map(_longest_name, tree), default=0) if isinstance(tree, list) else 0


def _found(data: bytes, tree: Any) -> None:
    lines = data.decode("utf-8", "replace").split("\n")
    for pointer in [(), ("a",), ("a", 0), *_pointers(tree)]:
        line, column = locate(data, pointer)
        if not (1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1):
            raise Breach(f"place: {pointer} at {line}:{column}")


def _pointers(tree: Any, at: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The last way down, by which all that an input holds was passed."""
    if isinstance(tree, dict) and tree:
        last = list(tree)[-1]
        return [*_pointers(tree[last], (*at, last))]
    if isinstance(tree, list) and tree:
        return [*_pointers(tree[-1], (*at, len(tree) - 1))]
    return [at]
