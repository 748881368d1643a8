"""Objects that lie in files of their own, looked at before libgit2 is asked for them.

libgit2 waits for ever on one that was cut short, or is no file at all.
"""

from __future__ import annotations

import re
import stat
import zlib
from collections.abc import Iterator
from pathlib import Path

HEX = frozenset("0123456789abcdef")
BLOCK = 1 << 20
HEAD = 40
HEADER = re.compile(rb"[a-z]+ (\d{1,20})\0")


def wrong(objects: Path) -> dict[str, str]:
    """The objects by their own file that cannot be read, by name, and why not."""
    found = ((path.parent.name + path.name, flaw(path)) for path in _files(objects))
    return {name: why for name, why in found if why}


def _files(objects: Path) -> Iterator[Path]:
    for folder in objects.iterdir():
        if len(folder.name) == 2 and HEX.issuperset(folder.name) and folder.is_dir():
            yield from folder.iterdir()


def flaw(path: Path) -> str:
    """What keeps an object's file from being read to its end; "" for nothing.

    Whether its bytes are those of its name is another question, which libgit2 answers.
    """
    if not stat.S_ISREG(path.lstat().st_mode):
        return "no file"
    unpacked = zlib.decompressobj()
    head, length = b"", 0
    try:
        with path.open("rb") as file:
            while data := file.read(BLOCK):
                while data and not unpacked.eof:
                    block = unpacked.decompress(data, BLOCK)
                    head, length = head or block[:HEAD], length + len(block)
                    data = unpacked.unconsumed_tail
    except (OSError, zlib.error) as error:
        return str(error)
    if not unpacked.eof:
        return "cut short"
    told = HEADER.match(head)
    fits = told is not None and length == told.end() + int(told[1])
    return "" if fits else "another length than it says"
