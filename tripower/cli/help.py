"""Help pages that stay aligned in Chinese: a wide character takes two columns.

Click measures in characters and cannot break a line within Chinese, which has no spaces.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from gettext import gettext
from unicodedata import east_asian_width

import click

NARROWEST, WIDEST = 50, 100
OPENING, CLOSING = "（《「『【“‘", "，。、；：？！）》」』】”’"


class Help(click.HelpFormatter):
    """Click's help page, wrapped and aligned by the width that is seen."""

    def __init__(self, *_: object, **__: object) -> None:
        super().__init__(width=max(min(columns(), WIDEST) - 2, NARROWEST))

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The usage line; what does not fit stands under the first argument."""
        head = prefix or gettext("Usage:")
        start = f"{head}{'' if head.endswith(('：', ' ')) else ' '}{prog} "
        self._hang(start, args, width_of(start))

    def write_heading(self, heading: str) -> None:
        """A heading with the colon of its script."""
        self.write(f"{'':>{self.current_indent}}{heading}{':' if heading.isascii() else '：'}\n")

    def write_text(self, text: str) -> None:
        """Paragraphs, wrapped."""
        indent = " " * self.current_indent
        paragraphs = [" ".join(part.split()) for part in text.split("\n\n")]
        filled = ("\n".join(_wrapped(part, self.width, indent)) for part in paragraphs)
        self.write("\n\n".join(filled) + "\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Names on the left, what they mean on the right; a long name has a line of its own."""
        rows = list(rows)
        left = min(max((width_of(name) for name, _ in rows), default=0), col_max)
        column = self.current_indent + left + col_spacing
        for name, text in rows:
            start = f"{'':>{self.current_indent}}{name}"
            if width_of(name) > left:
                self.write(f"{start}\n")
                start = ""
            self._hang(start + " " * (column - width_of(start)), text, column)

    def _hang(self, start: str, text: str, column: int) -> None:
        lines = _wrapped(" ".join(text.split()), self.width, " " * column)
        first = next(lines, "").removeprefix(" " * column)
        self.write("\n".join([f"{start}{first}".rstrip(), *lines]) + "\n")


def columns() -> int:
    """The width of the terminal; `shutil` knows it too, but is slow to import."""
    told = os.environ.get("COLUMNS", "")
    if told.isdigit() and int(told):
        return int(told)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or WIDEST
    except (OSError, ValueError, AttributeError):  # no terminal
        return 80


def width_of(text: str) -> int:
    """The columns that a text of plain words and Chinese takes."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _wrapped(text: str, width: int, indent: str) -> Iterator[str]:
    """The text in lines of at most `width` columns, `indent` included."""
    line, used = "", len(indent)
    for chunk in _chunks(text):
        size = width_of(chunk)
        if line and used + size > width:
            yield indent + line.rstrip()
            line, used = "", len(indent)
        if line or not chunk.isspace():
            line, used = line + chunk, used + size
    if line:
        yield indent + line.rstrip()


def _chunks(text: str) -> Iterator[str]:
    """What stays on one line: a space, a word, a Chinese character with its punctuation."""
    chunk = ""
    for char in text:
        if chunk and _parts(chunk[-1], char):
            yield chunk
            chunk = ""
        chunk += char
    if chunk:
        yield chunk


def _parts(left: str, right: str) -> bool:
    """Whether a line may end between two characters; none starts with a closing mark."""
    if left == " " or right == " ":
        return left != right
    if right in CLOSING or left in OPENING:
        return False
    return width_of(left + right) > 2
