"""Big folders, read and parsed by two processes: what is handed over is bytes and texts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from tripower.core.findings import Problem
from tripower.core.forked import can_fork, in_two
from tripower.store.parsed import Parsed
from tripower.store.paths import Reader, list_files
from tripower.store.source import RECORDS
from tripower.store.yaml_plain import read_plain

MANY = 3_000
"""Files from which on a second process pays."""

Tree = dict[str, Any]
Piece = tuple[str, bytes, Tree | None]
_ENCODE, _DECODE = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(list[Piece])


class Folder(msgspec.Struct, frozen=True):
    """The record files of a folder, what could not be read, and what is parsed already."""

    files: dict[str, bytes]
    problems: list[Problem]
    parsed: dict[str, Parsed]
    folders: list[str]


def read_folder(folder: Path) -> Folder:
    """The record files in a work folder, as they lie."""
    listing = list_files(folder)
    paths = [path for path in listing.files if path.endswith(RECORDS)]
    if len(paths) < MANY or not can_fork():
        pieces, problems = _read(folder, paths)
    else:
        half = len(paths) // 2
        mine, (theirs, more) = in_two(
            lambda: _read(folder, paths[:half]), lambda: _packed(folder, paths[half:])
        )
        pieces, problems = [*mine[0], *_DECODE.decode(theirs)], [*mine[1], *more]
    return Folder(
        {path: data for path, data, _ in pieces},
        [*listing.problems, *problems],
        {path: Parsed(tree, ()) for path, _, tree in pieces if tree is not None},
        listing.folders,
    )


def _packed(folder: Path, paths: Sequence[str]) -> tuple[bytes, list[Problem]]:
    pieces, problems = _read(folder, paths)
    return _ENCODE.encode(pieces), problems


def _read(folder: Path, paths: Sequence[str]) -> tuple[list[Piece], list[Problem]]:
    pieces: list[Piece] = []
    problems: list[Problem] = []
    with Reader(folder) as reader:
        for path in paths:
            data = reader.read(path)
            if isinstance(data, Problem):
                problems.append(data)
            else:
                pieces.append((path, data, read_plain(data)))
    return pieces, problems
