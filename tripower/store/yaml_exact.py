"""The exact road for YAML: every problem with its place, and where a field stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tripower.core.findings import Problem
from tripower.store import yaml_problems as say
from tripower.store.parsed import Parsed
from tripower.store.text import decode, place, refused
from tripower.store.yaml_nodes import Entry, Mapping, Node, Scalar, Scan, Sequence, find, scan


def read_exactly(data: bytes, path: str) -> Parsed:
    """Read the bytes of one record, with all that YAML a record may use."""
    decoded = decode(data, path)
    if not decoded.text:
        return Parsed(None, decoded.problems)
    scanned = scan(decoded.text, path)
    problems = (*decoded.problems, *scanned.problems, *_root_problems(scanned, path, decoded.text))
    ordered = tuple(sorted(problems, key=lambda p: (p.line, p.column, p.code)))
    if refused(ordered) or scanned.root is None:
        return Parsed(None, ordered)
    return Parsed(plain(scanned.root), ordered)


def locate(data: bytes, pointer: tuple[str | int, ...]) -> tuple[int, int]:
    """Line and column (1-based) of what a pointer names: a key, an element of a list.

    Where it is missing, the place of its nearest ancestor; (1, 1) for data
    that cannot be read.
    """
    return locator(data)(pointer)


def locator(data: bytes) -> Callable[[tuple[str | int, ...]], tuple[int, int]]:
    """`locate` for as many pointers as are asked for; the text is read once."""
    text = decode(data, "").text
    root = scan(text, "").root

    def found(pointer: tuple[str | int, ...]) -> tuple[int, int]:
        if root is None:
            return 1, 1
        way, _ = find(root, pointer)
        return place(text, _start(way[-1]) if way else root.start)

    return found


def plain(node: Node) -> Any:
    """The bare data of a node."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Mapping):
        return {str(entry.key.value): plain(entry.value) for entry in node.children}
    return [plain(item.value) for item in node.children]


def _start(child: Any) -> int:
    """A key where there is one; else the value, which for an empty element is its dash."""
    if isinstance(child, Entry):
        return child.key.start
    empty = isinstance(child.value, Scalar) and child.value.value is None
    return int(child.start if empty else child.value.start)


def _root_problems(scanned: Scan, path: str, text: str) -> tuple[Problem, ...]:
    root = scanned.root
    if isinstance(root, Mapping) or (root is None and scanned.problems):
        return ()
    if root is None or (isinstance(root, Scalar) and root.value is None):
        return decode(b"", path).problems
    line, column = place(text, root.start)
    make = say.a_list if isinstance(root, Sequence) else say.a_text
    return (make(path, line, column, {}),)
