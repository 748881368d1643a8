"""YAML as data: the quick road where it will do, else the exact one, loaded when needed."""

from __future__ import annotations

from tripower.store.parsed import Parsed
from tripower.store.yaml_plain import read_plain


def read(data: bytes, path: str) -> Parsed:
    """Read the bytes of one record; collects all problems, raises nothing."""
    tree = read_plain(data)
    if tree is not None:
        return Parsed(tree, ())
    from tripower.store.yaml_exact import read_exactly

    return read_exactly(data, path)


def locate(data: bytes, pointer: tuple[str | int, ...]) -> tuple[int, int]:
    """Line and column (1-based) of what a pointer names: a key, an element of a list.

    Where it is missing, the place of its nearest ancestor; (1, 1) for data
    that cannot be read.
    """
    from tripower.store.yaml_exact import locate as found

    return found(data, pointer)
