"""Which commit touched which files, read from the history once and only as far as asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tripower.trail import trees

if TYPE_CHECKING:
    import pygit2

Step = tuple["pygit2.Commit", tuple[str, ...]]


def walk(git: pygit2.Repository, head: str, prefix: str) -> Iterator[Step]:
    """Each commit, newest first, with the paths that it changed under `prefix`, relative to it.

    A child comes before its parents whatever the dates say; a merge is compared with its
    first parent.
    """
    from pygit2.enums import SortMode

    for commit in git.walk(head, SortMode.TOPOLOGICAL):
        before = commit.parents[0].tree if commit.parents else None
        yield (
            commit,
            trees.changed(trees.subtree(before, prefix), trees.subtree(commit.tree, prefix)),
        )


class Touched:
    """The newest commit of each file below one head; remembers how far it has read."""

    def __init__(self, git: pygit2.Repository, head: str, prefix: str) -> None:
        """Nothing is read until somebody asks."""
        self._steps = enumerate(walk(git, head, prefix))
        self._seen: dict[str, tuple[int, str]] = {}

    def newest(self, wanted: Iterable[str]) -> str:
        """The newest commit that touched any of these files, "" for none."""
        names = frozenset(wanted)
        while names and not names & self._seen.keys():
            if not self._read_one():
                return ""
        return min((self._seen[name] for name in names & self._seen.keys()), default=(0, ""))[1]

    def _read_one(self) -> bool:
        for age, (commit, changed) in self._steps:
            for path in changed:
                self._seen.setdefault(path, (age, str(commit.id)))
            return True
        return False
