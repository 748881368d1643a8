"""Files that git was told not to look at, as its index says (gitformat-index)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

HEAD = struct.Struct(">4sII")
STAT = 40
"""Bytes of an entry before the object's name: times, device, owner, size."""
NAME = 20
ASSUME_VALID, EXTENDED, SKIP_WORKTREE = 0x8000, 0x4000, 0x4000


def unwatched(index: Path) -> frozenset[str]:
    """The paths marked `--assume-unchanged` or `--skip-worktree`; none where there is no index.

    Raises ValueError for bytes that are no index.
    """
    data = index.read_bytes() if index.exists() else b""
    return frozenset(path for path, marked in _entries(data) if marked)


def _entries(data: bytes) -> Iterator[tuple[str, bool]]:
    if not data:
        return
    try:
        kind, version, count = HEAD.unpack_from(data)
        at, name = HEAD.size, b""
        for _ in range(count if kind == b"DIRC" else 0):
            begun = at
            at += STAT + NAME
            [flags] = struct.unpack_from(">H", data, at)
            more = struct.unpack_from(">H", data, at + 2)[0] if flags & EXTENDED else 0
            at += 4 if flags & EXTENDED else 2
            kept, at = _kept(data, at, len(name)) if version >= 4 else (0, at)
            end = data.index(b"\0", at)
            name = name[:kept] + data[at:end]
            at = end + 1 if version >= 4 else begun + (end - begun + 8) // 8 * 8
            yield (
                name.decode("utf-8", "replace"),
                bool(flags & ASSUME_VALID or more & SKIP_WORKTREE),
            )
    except (struct.error, IndexError) as error:
        raise ValueError(str(error)) from error


def _kept(data: bytes, at: int, length: int) -> tuple[int, int]:
    """How much of the name before is kept, and where the rest of this one begins (version 4)."""
    cut = data[at] & 0x7F
    while data[at] & 0x80:
        at += 1
        cut = ((cut + 1) << 7) | (data[at] & 0x7F)
    return length - cut, at + 1
