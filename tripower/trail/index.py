"""git's index, rewritten beside the old one and put in place by a rename.

`git commit` reads HEAD, then the index, and only then locks the index. If it saw our
commit with the index of before, it would take our files back again. So the new index goes
in place just before the branch moves, and `.git/index.lock` is held from then until the
work files have followed: a commit on the older HEAD fails as the branch has moved, and
one on ours has our index.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tripower.core.messages import N_
from tripower.trail import workfolder
from tripower.trail.errors import TrailError
from tripower.trail.lock import wait_for_git

if TYPE_CHECKING:
    import pygit2

INDEX = "index"
LOCK = "index.lock"
PREPARED = "tripower.index"
REPLACED = "tripower.index.old"
UNFINISHED = N_("the git program has a merge or rebase to finish; finish or abort it first")
_MARK = b"tripower\n"
_MARKED = "tripower.mark"


@contextmanager
def held(gitdir: Path, timeout: float) -> Iterator[None]:
    """Hold git's own lock of the index; TrailError when another keeps it `timeout` seconds.

    The lock appears with our mark in it, in one step, so that one left by a killed run
    can be told from git's.
    """
    workfolder.write(gitdir, _MARKED, _MARK)
    wait_for_git(lambda: _linked(gitdir), gitdir / LOCK, timeout)
    try:
        yield
    finally:
        # One that will not go is marked as ours, so the next write removes it. To fail
        # here would hide whether the commit was made.
        with suppress(OSError):
            (gitdir / LOCK).unlink()


def _linked(gitdir: Path) -> bool:
    with suppress(FileExistsError):
        os.link(gitdir / _MARKED, gitdir / LOCK)
        return True
    return False


def release_left_over(gitdir: Path) -> None:
    """Remove what a killed run left: its index lock and its prepared index.

    Only for who holds the lock of the trail: then nobody alive can own either.
    """
    if (gitdir / LOCK).exists() and workfolder.read(gitdir, LOCK) == _MARK:
        (gitdir / LOCK).unlink()
    unprepare(gitdir)


def staged(gitdir: Path, wanted: frozenset[str]) -> dict[str, str | None]:
    """For each path (from the root) the blob id in the index as it is; None for no entry.

    Nothing at all where there is no index. TrailError where a merge left conflicts.
    """
    if not (gitdir / INDEX).exists():
        return {}
    entries = _open(gitdir / INDEX)
    if entries.conflicts is not None:
        raise TrailError(UNFINISHED)
    return {path: str(entries[path].id) if path in entries else None for path in wanted}


def prepare(gitdir: Path, base: pygit2.Tree | None, entries: Mapping[str, str | None]) -> None:
    """Write the next index beside the present one: these blobs in, or, for None, out.

    Where there is no index yet, it starts from the tree `base`.
    """
    from pygit2 import IndexEntry, Oid
    from pygit2.enums import FileMode

    unprepare(gitdir)
    if (gitdir / INDEX).exists():
        shutil.copyfile(gitdir / INDEX, gitdir / PREPARED)
    index = _open(gitdir / PREPARED)
    if base is not None and not (gitdir / INDEX).exists():
        index.read_tree(base)
    for path, blob in entries.items():
        if blob is not None:
            index.add(IndexEntry(path, Oid(hex=blob), FileMode.BLOB))
        elif path in index:
            index.remove(path)
    index.write()
    workfolder.sync_file(gitdir / PREPARED)


def install(gitdir: Path) -> None:
    """Put the prepared index in the place of the old one, which is kept for `roll_back`."""
    if (gitdir / INDEX).exists():
        os.link(gitdir / INDEX, gitdir / REPLACED)
    else:
        (gitdir / REPLACED).touch()  # empty, as no index is: there was none
    (gitdir / PREPARED).replace(gitdir / INDEX)


def roll_back(gitdir: Path) -> None:
    """Undo `prepare` and `install`, as far as they came. Needs no space on the disk."""
    old = gitdir / REPLACED
    if old.exists() and old.stat().st_size:
        old.replace(gitdir / INDEX)
    elif old.exists():
        (gitdir / INDEX).unlink(missing_ok=True)
    unprepare(gitdir)


def unprepare(gitdir: Path) -> None:
    """Remove what `prepare` and `install` leave beside the index."""
    for name in (PREPARED, f"{PREPARED}.lock", REPLACED):
        (gitdir / name).unlink(missing_ok=True)


def _open(path: Path) -> pygit2.Index:
    from pygit2 import Index

    index = Index(str(path))
    index.read()
    return index
