"""What is staged for the next commit by the git program, and what a push has brought."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from tripower.trail import trees
from tripower.trail.commit_source import CommitSource
from tripower.trail.errors import explained

if TYPE_CHECKING:
    from tripower.store.source import Source
    from tripower.trail.opened import History


def staged(history: History) -> Source:
    """The record files in the index that the running git command will commit.

    Git names it in GIT_INDEX_FILE: for `git commit FILE` it is another than `.git/index`.
    """
    import pygit2

    from tripower.store.source import NoFiles

    told = os.environ.get("GIT_INDEX_FILE")
    path = Path(told) if told else history.gitdir / "index"
    if not path.is_absolute():
        path = history.gitdir.parent / path
    with explained():
        oid = pygit2.Index(str(path)).write_tree(history.git)
        tree = history.git[oid].peel(pygit2.Tree)
    below = trees.subtree(tree, history.prefix)
    return CommitSource(below, history.blob, "") if below is not None else NoFiles()


def see_quarantine(history: History) -> None:
    """Let the objects be read that a push has brought and git has not taken over yet."""
    for name in ("GIT_QUARANTINE_PATH", "GIT_OBJECT_DIRECTORY"):
        place = os.environ.get(name)
        if place and Path(place).is_dir():
            with explained():
                history.git.odb.add_disk_alternate(str(Path(place).resolve()))
