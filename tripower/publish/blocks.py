"""A rendered page read back as blocks, so that other forms need no second rendering.

Text that stands in no known element becomes a paragraph: nothing of a page is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import msgspec

HIDDEN = frozenset(("head", "style", "script", "title", "template", "svg"))
LEAVES = frozenset(
    ("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "dt", "dd", "caption", "th", "td", "blockquote")
)
GROUPS = frozenset(("table", "dl", "ul", "ol"))
HOLDERS = frozenset(("li", "dd", "th", "td", "blockquote"))
KEEPS_LINES = frozenset(("blockquote",))


class Cell(msgspec.Struct, frozen=True):
    """A cell of a table."""

    text: str
    header: bool = False


class Block(msgspec.Struct, frozen=True):
    """A part of a page: `kind` is the element, `role` its first class, `line` where it stands.

    `rows` holds the rows of a table, the (name, value) pairs of a roster (`dl`), and the
    items of a list, one cell each; `text` the rest, for a table its caption.
    """

    kind: str
    line: int
    text: str = ""
    role: str = ""
    rows: tuple[tuple[Cell, ...], ...] = ()

    def texts(self) -> Iterator[str]:
        """Every piece of text of the block."""
        yield self.text
        yield from (cell.text for row in self.rows for cell in row)


def blocks(html: str) -> list[Block]:
    """The blocks of a page, in order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.finished()


class _Open(msgspec.Struct):
    """An element that is being read."""

    tag: str
    line: int
    role: str = ""
    span: int = 1
    pieces: list[str] = msgspec.field(default_factory=list)

    def text(self) -> str:
        joined = "".join(self.pieces)
        if self.tag in KEEPS_LINES:
            return joined.strip("\n")
        lines = (re.sub(r"[ \t\r\n\f]+", " ", part).strip(" ") for part in joined.split("\0"))
        return "\n".join(line for line in lines if line)


class _Reader(HTMLParser):
    """Collects blocks; a list, roster or table is a block that gathers the leaves within."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._found: list[Block] = []
        self._leaf: _Open | None = None
        self._group: _Open | None = None
        self._caption = ""
        self._rows: list[list[Cell]] = []
        self._spans: dict[int, int] = {}
        self._hidden = 0
        self._nested: list[str] = []
        self._loose = _Open("p", 1)

    def finished(self) -> list[Block]:
        """All blocks, once everything has been fed."""
        self._end_leaf()
        self._end_group()
        self._end_loose()
        return self._found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a leaf, a group, a row; count what is hidden."""
        if tag in HIDDEN:
            self._hidden += 1
        elif tag == "br":
            self._add("\0")
        elif self._leaf is not None and self._leaf.tag in HOLDERS and self._inside(tag):
            self._add("\0")  # a list or a paragraph in a cell is lines of the cell
        else:
            told = dict(attrs)
            role, span = (told.get("class") or "").split(), told.get("rowspan") or ""
            rows = int(span) if span.isascii() and span.isdigit() else 1
            self._open(_Open(tag, self.getpos()[0], role[0] if role else "", rows))

    def _inside(self, tag: str) -> bool:
        """Whether an element is part of the open leaf: all but the next leaf of the group."""
        leaf = self._leaf.tag if self._leaf else ""
        if tag in GROUPS or (self._nested and tag in LEAVES):
            self._nested.append(tag)
            return True
        return tag in LEAVES and tag in ("p", "blockquote") and tag != leaf

    def _open(self, element: _Open) -> None:
        if element.tag in GROUPS:
            self._end_leaf()
            self._end_loose()
            self._end_group()
            self._group, self._rows, self._caption, self._spans = element, [], "", {}
        elif element.tag in LEAVES:
            self._end_leaf()
            self._end_loose()
            self._leaf = element
        elif element.tag == "tr":
            self._end_leaf()
            self._end_row()
            self._rows.append([])
        elif element.tag == "hr":
            self._end_loose()
            self._found.append(Block("hr", element.line, role=element.role))

    def handle_endtag(self, tag: str) -> None:
        """Close what the tag closes."""
        if tag in HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in self._nested:
            del self._nested[len(self._nested) - 1 - self._nested[::-1].index(tag) :]
        elif self._leaf is not None and tag == self._leaf.tag:
            self._end_leaf()
        elif self._group is not None and tag == self._group.tag:
            self._end_leaf()
            self._end_group()

    def handle_data(self, data: str) -> None:
        """Text of the page."""
        if not self._hidden:
            self._add(data)

    def _add(self, text: str) -> None:
        if self._leaf is None and not self._loose.pieces:
            self._loose.line = self.getpos()[0]
        (self._leaf or self._loose).pieces.append(text)

    def _end_loose(self) -> None:
        text = self._loose.text()
        if text:
            self._found.append(Block("p", self._loose.line, text))
        self._loose = _Open("p", 1)

    def _end_leaf(self) -> None:
        leaf, self._leaf = self._leaf, None
        if leaf is None:
            return
        text = leaf.text()
        if self._group is None:
            self._found.append(Block(leaf.tag, leaf.line, text, leaf.role))
        elif leaf.tag == "caption":
            self._caption = text
        elif leaf.tag in ("td", "th") and self._rows:
            self._below()
            self._spans[len(self._rows[-1])] = leaf.span - 1
            self._rows[-1].append(Cell(text, leaf.tag == "th"))
        elif leaf.tag == "dd" and self._rows:
            self._define(text)
        else:
            self._rows.append([Cell(text, leaf.tag == "dt")])

    def _below(self) -> None:
        """Leave empty the places that cells of rows above reach down to."""
        while self._spans.get(len(self._rows[-1]), 0) > 0:
            self._spans[len(self._rows[-1])] -= 1
            self._rows[-1].append(Cell(""))

    def _define(self, text: str) -> None:
        """A value of a roster; a second value of one name goes on a line of its own."""
        row = self._rows[-1]
        if len(row) == 2:
            row[1] = Cell(f"{row[1].text}\n{text}")
        else:
            row.append(Cell(text))

    def _end_row(self) -> None:
        if self._group is not None and self._group.tag == "table" and self._rows:
            self._below()

    def _end_group(self) -> None:
        self._end_row()
        group, self._group = self._group, None
        if group is not None:
            rows = tuple(tuple(row) for row in self._rows)
            self._found.append(Block(group.tag, group.line, self._caption, group.role, rows))
