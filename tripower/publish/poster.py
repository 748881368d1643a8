"""The size of type in which a page fits on one sheet of A4 (公开栏张贴页, PUB-10).

A page on paper knows no font's widths, so the height is reckoned in columns and lines, a
little too high rather than too low. What does not fit in the smallest type goes on a second
sheet.
"""

from __future__ import annotations

import msgspec

from tripower.publish.blocks import Block
from tripower.publish.layout import fit, width, wrap

SIZES = (24, 22, 20, 18, 17, 16, 15, 14, 13, 12, 11.5, 11, 10.5, 10, 9.5, 9, 8.5, 8)
"""Sizes of type in pt, the largest first; templates/notices/poster.css sets all else by them."""
AREA = (178.0, 248.0)
"""What the text may take of a sheet in mm; the margins leave 265, and some is kept in hand."""
PT = 0.3528
LINE = 1.5


class Set(msgspec.Struct, frozen=True):
    """How a block is set, in units of the text: its characters, its lines, the room around it."""

    wide: float = 1.0
    high: float = 1.0
    around: float = 0.1


SETS = {
    "mark": Set(1.9, 1.65, 0.0),
    "title": Set(1.6, 1.4, 1.0),
    "h2": Set(1.1, 1.05, 0.45),
    "h3": Set(1.0, 1.0, 0.2),
    "seal": Set(1.0, 1.0, 1.4),
    "hr": Set(1.0, 0.0, 0.4),
}
"""By role, else by element; what is not here is set as text."""


def fitting(page: list[Block]) -> float:
    """The largest size at which the blocks of a page fit on the sheet, else the smallest."""
    return next((size for size in SIZES if _height(page, size) <= AREA[1]), SIZES[-1])


def _height(page: list[Block], size: float) -> float:
    """The height of a page in mm."""
    columns = int(AREA[0] / (size * PT / 2))
    return sum(_lines(block, columns) for block in page) * size * PT * LINE


def _lines(block: Block, columns: int) -> float:
    """The height of a block in lines of text."""
    if block.kind == "table":
        return _table(block, columns)
    if block.kind == "dl":
        return sum(_of(row[-1].text, columns * 3 // 4) for row in block.rows) + 0.3
    if block.kind in ("ul", "ol"):
        return sum(_of(row[0].text, columns - 4) for row in block.rows) + 0.3
    how = SETS.get(block.role, SETS.get(block.kind, Set()))
    return _of(block.text, int(columns / how.wide)) * how.high + how.around


def _table(block: Block, columns: int) -> float:
    """Cells have a margin on each side and a little smaller type than the text."""
    count = max((len(row) for row in block.rows), default=0)
    if count == 0:
        return 0
    natural = [
        max((_widest(row[n].text) for row in block.rows if n < len(row)), default=1)
        for n in range(count)
    ]
    widths = fit(natural, int(columns / 0.9) - 2 * count)
    rows = [
        max((_of(cell.text, widths[n]) for n, cell in enumerate(row)), default=1)
        for row in block.rows
    ]
    caption = 1.1 if block.text else 0.0
    return caption + sum(lines * 0.87 + 0.22 for lines in rows) + 0.4


def _of(text: str, columns: int) -> int:
    return len(wrap(text, columns))


def _widest(text: str) -> int:
    return max(width(line) for line in text.split("\n")) or 1
