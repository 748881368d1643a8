"""Small pieces of Markdown, and the two languages side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tripower.core.messages import translate

BANNER = "<!-- Written by `make docs` from the code; change the code, not this page. -->"


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table with a blank line after it; nothing where there are no rows."""
    lines = [_row([cell(one) for one in row]) for row in rows]
    if not lines:
        return []
    return [_row(headers), _row(["---"] * len(headers)), *lines, ""]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def cell(text: str) -> str:
    """A text that breaks neither the row nor the page."""
    return plain(text).replace("|", r"\|").replace("\n", " ")


def plain(text: str) -> str:
    """A text without anything that reads as a tag; in code, `<id>` stays as it is."""
    parts = text.split("`")
    parts[::2] = [part.replace("<", "&lt;") for part in parts[::2]]
    return "`".join(parts)


def chinese(text: str) -> str:
    """A msgid in Chinese."""
    return translate(text, "zh")


def code(words: Iterable[str]) -> str:
    """Words as code, in order."""
    return ", ".join(f"`{word}`" for word in words)


def page(lines: Iterable[str]) -> str:
    """A whole page under the banner."""
    return "\n".join((BANNER, "", *lines)).rstrip("\n") + "\n"
