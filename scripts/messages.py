"""Translations: `messages.py extract|update|compile`, from the source to .pot, .po and .mo.

Files come out the same byte for byte while the texts are the same: no dates, no line numbers,
no name of a tool's version.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = Path("tripower", "locale")
POT = LOCALE / "tripower.pot"
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "N_": None,
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
}
SOURCES = (
    ("tripower", [("**.py", "python")]),
    ("templates", [("**.*", "jinja2")]),
)
OPTIONS = {"**.*": {"silent": "false"}}  # a template that does not parse is an error here too
Text = str | tuple[str, str]
RUN_TIME_TEXTS = "tripower.cli.messages"
SAME_DATE = datetime(2000, 1, 1, tzinfo=UTC)
DROPPED_HEADERS = (
    "Project-Id",
    "Report-Msgid",
    "POT-Creation",
    "PO-Revision",
    "Last-Trans",
    "Language-Team",
    "Generated-By",
)


def extra_messages() -> Iterator[tuple[str, Text]]:
    """Texts that only the running program knows (docstrings of rules, help, fields): file, text.

    A text that comes in one and many is a pair.
    """
    for text in import_module(RUN_TIME_TEXTS).extra_messages():
        yield "tripower/cli/messages.py", text


def template(root: Path, extra: Iterable[tuple[str, Text]] = ()) -> Catalog:
    """Every text of the Python code, the templates and `extra`, with the files it stands in."""
    catalog = Catalog(project="tripower", header_comment="# Texts of tripower.", fuzzy=False)
    for folder, methods in SOURCES:
        found = extract_from_dir(root / folder, methods, OPTIONS, KEYWORDS)
        for path, _line, text, comments, context in found:
            place = (f"{folder}/{path}", 0)
            catalog.add(text, locations=[place], auto_comments=comments, context=context)
    for path, text in extra:
        catalog.add(text, locations=[(path, 0)])
    return catalog


def write_catalogue(path: Path, catalog: Catalog) -> None:
    """Write a .pot or .po sorted by text, without what changes from day to day."""
    raw = io.BytesIO()
    write_po(raw, catalog, sort_output=True, include_lineno=False, ignore_obsolete=True, width=100)
    lines = raw.getvalue().decode().splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(tuple(f'"{h}' for h in DROPPED_HEADERS))]
    _replace(path, "".join(kept).encode())


def extract(root: Path) -> None:
    """Collect the texts into tripower/locale/tripower.pot."""
    write_catalogue(root / POT, template(root, extra_messages()))


def update_all(root: Path) -> None:
    """Merge the .pot into every .po: a new text comes in empty, one gone is kept as a comment."""
    pot = _read(root / POT)
    for po in catalogues(root):
        catalog = _read(po, po.parent.parent.name)
        catalog.update(pot, no_fuzzy_matching=True)
        write_catalogue(po, catalog)


def compile_all(root: Path) -> None:
    """Compile each .po whose .mo is missing or older."""
    for po in catalogues(root):
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime:
            catalog = _read(po, po.parent.parent.name)
            catalog.creation_date = catalog.revision_date = SAME_DATE
            raw = io.BytesIO()
            write_mo(raw, catalog)
            _replace(mo, raw.getvalue())


def catalogues(root: Path) -> list[Path]:
    """The .po files, one for each language."""
    return sorted((root / LOCALE).glob("*/LC_MESSAGES/tripower.po"))


def _read(path: Path, locale: str | None = None) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=locale, abort_invalid=True)


def _replace(path: Path, content: bytes) -> None:
    """Put the file there whole: a test that reads it meanwhile sees the old one or the new one."""
    fresh = path.with_suffix(f"{path.suffix}.{os.getpid()}")
    fresh.write_bytes(content)
    fresh.replace(path)


COMMANDS = {"extract": extract, "update": update_all, "compile": compile_all}


def main(words: list[str]) -> int:
    """Run the commands named, in that order."""
    if not words or not set(words) <= set(COMMANDS):
        print(f"usage: messages.py {'|'.join(COMMANDS)} …", file=sys.stderr)
        return 2
    for word in words:
        COMMANDS[word](ROOT)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
