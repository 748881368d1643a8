"""The quick road for YAML as this project writes it: lines of block style, one value a line.

What is not plainly so (a comment behind a value, braces, an escape, a doubtful character) is
left to the exact scan, which also tells what is wrong with a file. A test holds that both agree
on everything that this one takes.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from tripower.store.text import DOUBTFUL, MAX_BYTES

MOST_EVENTS = 20_000
"""What the exact scan allows, which counts each value and both ends of each collection."""
SMALL = 19_000
"""Bytes that have no room for so many: each takes at least one, but for a few at both ends."""
DEEPEST = 8
"""Collections within collections; records have four at most."""
Line = tuple[str, str, str, str, str]
"""Indent, dashes, key, value, item; empty where there is none."""
UNPRINTED = bytes({*range(0x20), 0x7F} - {0x0A})
_NAME = "[a-z][a-z0-9_]{0,199}"
"""A name of more than 1,024 characters is none to the exact scan."""
_WORD = "[a-z][a-z0-9_|+=]*"
_PLAIN = r"""[^\s\-?:,\[\]{}\#&*!|>'"%@`~<][^\n]*"""
_VALUE = rf"""{_PLAIN}|"[^"\\\n]*"|'[^'\n]*'|\[(?:{_WORD}(?:,\ {_WORD})*)?\]"""
COMMENT = re.compile(r"^ *#.*\n", re.MULTILINE)
"""A line of its own; nothing that is read here goes on behind it."""
LINE = re.compile(
    rf"""^(?P<indent>(?:\ \ )*)                   # two spaces a level
    (?P<dashes>(?:-\ )*)
    (?:(?P<key>{_NAME}|"[a-z]{{1,199}}"):(?:\ (?P<value>{_VALUE}))?
    |(?P<item>{_VALUE}))$""",
    re.MULTILINE | re.VERBOSE,
)


def read_plain(data: bytes) -> dict[str, Any] | None:
    """The mapping of a file whose every line is plain; None where the exact scan must look."""
    if len(data) > MAX_BYTES or len(data.translate(None, UNPRINTED)) != len(data):
        return None
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    if not text.isascii() and (DOUBTFUL.search(text) or not unicodedata.is_normalized("NFC", text)):
        return None
    if "#" in text:
        text = COMMENT.sub("", text)
    if not text.endswith("\n") or "#" in text or " \n" in text:
        return None
    lines = LINE.findall(text)
    if len(lines) != text.count("\n"):
        return None
    try:
        root, scalars = _built(lines)
    except _Crooked:
        return None
    # a colon that YAML takes for a mark stands behind each key, and nowhere else
    marks = text.count(": ") + text.count(":\n")
    if marks != len(lines) - scalars or (len(data) > SMALL and _many(text, marks, scalars)):
        return None
    return root


def _many(text: str, keys: int, scalars: int) -> bool:
    """Whether the exact scan may count too many events; never less than it will count."""
    signs = 2 * (text.count("- ") + text.count("[")) + text.count(", ")
    return 10 + 3 * keys + scalars + signs > MOST_EVENTS


class _Crooked(Exception):  # noqa: N818 - no error: the exact scan will look
    """The lines do not fit together as plainly as this reader wants it."""


Boxes = list[tuple[int, Any]]
"""The collections that a line may add to, each with the column of its lines."""


def _built(lines: list[Line]) -> tuple[dict[str, Any], int]:
    """The mapping, and how many lines were bare elements of a list."""
    root: dict[str, Any] = {}
    boxes: Boxes = [(0, root)]
    at, box = 0, root
    waiting = ""  # the last key, where it had no value yet
    scalars = 0
    for indent, dashes, key, value, item in lines:
        if waiting or dashes or len(indent) != at:
            at, box = _moved(boxes, len(indent), len(dashes) // 2, waiting, item)
            waiting = ""
        if item:
            if not dashes:
                raise _Crooked
            box.append(_leaf(item))  # type: ignore[attr-defined]
            scalars += 1
            continue
        name = key.strip('"')
        if name in box or type(box) is not dict:
            raise _Crooked
        if value:
            box[name] = value if value[0] not in "\"'[" else _leaf(value)
        else:
            box[name] = None
            waiting = name
    return root, scalars


def _moved(boxes: Boxes, column: int, dashes: int, waiting: str, item: str) -> tuple[int, Any]:
    """The column and the collection that a line adds to.

    `waiting` is a key without a value just before it: one level in, its collection begins.
    Each dash is an element; the last may be a scalar.
    """
    if waiting and column > boxes[-1][0]:
        begun: Any = [] if dashes else {}
        boxes[-1][1][waiting] = begun
        if column != boxes[-1][0] + 2:
            raise _Crooked
        boxes.append((column, begun))
    while boxes[-1][0] > column:
        boxes.pop()
    if boxes[-1][0] != column:
        raise _Crooked
    for left in range(dashes, 0, -1):
        box = boxes[-1][1]
        if type(box) is not list:
            raise _Crooked
        if left > 1 or not item:
            below: Any = [] if left > 1 else {}
            box.append(below)
            column += 2
            boxes.append((column, below))
    if len(boxes) > DEEPEST:
        raise _Crooked
    return boxes[-1]


def _leaf(text: str) -> Any:
    if text[0] == "[":
        return text[1:-1].split(", ") if text != "[]" else []
    return text[1:-1] if text[0] in "\"'" else text
