"""Text in columns where Chinese takes two: width, wrapping, alignment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wcwidth import wcswidth, wcwidth

OPENERS = frozenset("（《〈「『【〔“‘([")
NUMBER = re.compile(r"^[（(]?[+-]?\d[\d.,:/×–-]*[%）),.;，。；、]?$|[0-9a-f]{16}")
LEAST = 4
CLOSERS = frozenset("，。、；：！？）》〉」』】〕”’),.;:!?%")


def width(text: str) -> int:
    """Columns that a text takes on a terminal; a character without a width takes one."""
    known = wcswidth(text)
    return known if known >= 0 else sum(max(1, wcwidth(char)) for char in text)


def pad(text: str, columns: int) -> str:
    """The text with blanks after it up to so many columns."""
    return text + " " * (columns - width(text))


def centre(text: str, columns: int) -> str:
    """The text in the middle of so many columns."""
    return " " * max(0, (columns - width(text)) // 2) + text


def right(text: str, columns: int) -> str:
    """The text at the right end of so many columns."""
    return " " * max(0, columns - width(text)) + text


def wrap(text: str, columns: int) -> list[str]:
    """The text in lines of at most so many columns; line ends of the text are kept.

    A line breaks at blanks and between Chinese characters, never before a closing mark or
    after an opening one; a word that is too long is cut.
    """
    return [line for part in text.split("\n") for line in _wrap_line(part, max(2, columns))]


def _wrap_line(text: str, columns: int) -> list[str]:
    lines, line = [], ""
    for piece in _pieces(text, columns):
        if line and width(line) + width(piece.rstrip(" ")) > columns:
            lines.append(line.rstrip(" "))
            line = piece.lstrip(" ")
        else:
            line += piece
    return [*lines, line.rstrip(" ")]


def _pieces(text: str, columns: int) -> Iterator[str]:
    """What must stay together, each with the blanks after it; cut where it fits no line."""
    for piece in _joined(text):
        rest = piece
        while width(rest.rstrip(" ")) > columns:
            head = _fitting(rest, columns)
            yield head
            rest = rest[len(head) :]
        yield rest


def _fitting(text: str, columns: int) -> str:
    """The longest beginning of a text that fits."""
    end = 1
    while end < len(text) and width(text[: end + 1]) <= columns:
        end += 1
    return text[:end]


def _joined(text: str) -> Iterator[str]:
    piece = ""
    for char in text:
        if piece and _may_break(piece, char):
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece


def _may_break(piece: str, char: str) -> bool:
    last = piece[-1]
    if char == " " or wcwidth(char) == 0 or char in CLOSERS or last in OPENERS:
        return False
    return last == " " or width(char) == 2 or width(last) == 2


def fit(natural: list[int], columns: int, kept: Sequence[int] = (), gap: int = 2) -> list[int]:
    """Widths of columns side by side: the widest give way until all fit.

    None becomes narrower than what is `kept` for it, if anything is.
    """
    widths, room = list(natural), columns - gap * (len(natural) - 1)
    least = [max(LEAST, one) for one in kept or [0] * len(widths)]
    while sum(widths) > room:
        wide = [n for n, one in enumerate(widths) if one > least[n]]
        if not wide:
            break
        widths[max(wide, key=widths.__getitem__)] -= 1
    return widths


def longest_number(text: str) -> int:
    """The columns of the longest number or digest in a text, which no line end may divide."""
    found = (piece.strip(" ") for line in text.split("\n") for piece in _joined(line))
    return max((width(one) for one in found if NUMBER.search(one)), default=0)
