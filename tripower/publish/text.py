"""A page as plain text: the blocks of the rendered page, laid out in columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tripower.publish.blocks import Block, blocks
from tripower.publish.layout import centre, fit, longest_number, pad, right, width, wrap

COLUMNS = 78
NAMES = 22  # at most so many columns for the names of a roster
LONG = 40  # columns of a number from which on its cell goes on a line of its own
CENTRED = ("mark", "number")
NO_GAP = ("signature",)


def plain_text(html: str) -> str:
    """The text of a page, ending with a line end."""
    return laid_out(blocks(html))


def laid_out(found: list[Block]) -> str:
    """Blocks as text, a blank line between them."""
    parts: list[str] = []
    for index, block in enumerate(found):
        lines = "\n".join(line.rstrip(" ") for line in _WRITERS.get(block.kind, _paragraph)(block))
        if not lines:
            continue
        together = index and block.role in NO_GAP and found[index - 1].role == block.role
        parts.append(("\n" if together else "\n\n") + lines if parts else lines)
    return "".join(parts) + "\n"


def _heading(block: Block) -> Iterator[str]:
    lines = wrap(block.text, COLUMNS)
    if block.kind == "h1" or block.role in CENTRED:
        yield from (centre(line, COLUMNS) for line in lines)
    else:
        yield from lines
        if block.kind == "h2":
            yield "-" * max(width(line) for line in lines)


def _paragraph(block: Block) -> Iterator[str]:
    place: dict[str, Callable[[str, int], str]] = {"signature": right}
    place |= dict.fromkeys(CENTRED, centre)
    for line in wrap(block.text, COLUMNS):
        yield place.get(block.role, pad)(line, COLUMNS)


def _rule(block: Block) -> Iterator[str]:
    yield ("=" if block.role == "red" else "-") * COLUMNS


def _quote(block: Block) -> Iterator[str]:
    yield from (f"  | {line}" for line in wrap(block.text, COLUMNS - 4))


def _list(block: Block) -> Iterator[str]:
    for number, row in enumerate(block.rows, 1):
        head = f"{number}. " if block.kind == "ol" else "- "
        first, *rest = wrap(row[0].text, COLUMNS - len(head))
        yield head + first
        yield from (" " * len(head) + line for line in rest)


def _roster(block: Block) -> Iterator[str]:
    names = min(NAMES, max((width(row[0].text) for row in block.rows), default=0))
    for row in block.rows:
        told = row[1].text if len(row) > 1 else ""
        if longest_number(told) > COLUMNS - names - 2:
            yield from (*wrap(row[0].text, COLUMNS), *_below(told))
        else:
            yield from _side_by_side([row[0].text, told], [names, 0])


def _below(text: str) -> Iterator[str]:
    """A cell on lines of its own, under what it belongs to."""
    yield from (f"  {line}" for line in wrap(text, COLUMNS - 2))


def _table(block: Block) -> Iterator[str]:
    if block.text:
        yield from (centre(line, COLUMNS) for line in wrap(block.text, COLUMNS))
    every = [[cell.text for cell in row] for row in block.rows]
    under = {n for row in every for n, text in enumerate(row) if longest_number(text) > LONG}
    rows = [[text for n, text in enumerate(row) if n not in under] for row in every]
    count = max(map(len, rows), default=0)
    natural = [_natural(rows, n, count) for n in range(count)]
    widths = fit(natural, COLUMNS, [_kept(rows, n) for n in range(count)])
    narrow = any(have < want for have, want in zip(widths, natural, strict=True))
    wrapped = narrow or bool(under)
    above = ""
    for row, cells in zip(block.rows, rows, strict=True):
        head = all(cell.header for cell in row)
        if not cells:
            continue
        if wrapped and above == "row" and cells[0]:
            yield ""
        short = len(cells) < count
        yield from _side_by_side(cells, [*widths[: len(cells) - 1], 0] if short else widths)
        for n in sorted(under):
            yield from _below(row[n].text) if n < len(row) else ()
        above = "head" if head else "row"
        if head:
            yield "  ".join("-" * columns for columns in widths)


def _natural(rows: list[list[str]], column: int, count: int) -> int:
    """What a column would take; the last cell of a short row reaches to the end and counts not."""
    own = [row[column] for row in rows if column < len(row) - (len(row) < count)]
    return max((_widest(text) for text in own), default=0)


def _kept(rows: list[list[str]], column: int) -> int:
    """What a column must take so that no number in it is divided."""
    return max((longest_number(row[column]) for row in rows if column < len(row)), default=0)


def _widest(text: str) -> int:
    return max(width(line) for line in text.split("\n"))


def _side_by_side(texts: list[str], widths: list[int]) -> Iterator[str]:
    """Cells beside each other, two blanks apart; 0 stands for all columns that are left."""
    room = COLUMNS - sum(widths) - 2 * (len(widths) - 1)
    sizes = [columns or room for columns in widths]
    cells = [wrap(text, size) for text, size in zip(texts, sizes, strict=True)]
    for number in range(max((len(cell) for cell in cells), default=0)):
        lines = [cell[number] if number < len(cell) else "" for cell in cells]
        yield "  ".join(pad(line, size) for line, size in zip(lines, sizes, strict=True))


_WRITERS: dict[str, Callable[[Block], Iterator[str]]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    **dict.fromkeys(("ul", "ol"), _list),
    "blockquote": _quote,
    "hr": _rule,
    "dl": _roster,
    "table": _table,
}
