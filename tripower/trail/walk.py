"""The history of a unit, oldest commit first: what each one says and which files it changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from tripower.trail import paths
from tripower.trail.objects import FOLDER, Commit, Difference, Objects, Trees, entries

if TYPE_CHECKING:
    import pygit2

FILE = b"100644"


class Touch(msgspec.Struct, frozen=True):
    """A file that a commit changes: path within the unit, ids of its bytes before and after.

    `odd` is the mode of what is no plain file, or says that the name cannot be one.
    """

    path: str
    before: str | None
    after: str | None
    odd: str = ""


class Step(msgspec.Struct, frozen=True):
    """A commit with the files of the unit that it changes."""

    commit: Commit
    touches: tuple[Touch, ...]


class Walk:
    """One line of commits, from the oldest to the head; at a merge it follows the first parent."""

    def __init__(self, git: pygit2.Repository, prefix: str = "") -> None:
        self.objects = Objects(git)
        self._prefix = prefix
        self._trees = Trees(self.objects)

    def line(self, head: str, since: str | None = None) -> list[Commit]:
        """The commits after `since` up to the head, oldest first; TrailError where one is missing.

        Where `since` is not on the line, all of it.
        """
        found: list[Commit] = []
        name: str | None = head
        while name is not None and name != since:
            commit = self.objects.commit(name)
            found.append(commit)
            name = commit.parents[0] if commit.parents else None
        found.reverse()
        return found

    def steps(self, commits: list[Commit], before: Commit | None = None) -> Iterator[Step]:
        """Each commit with what it changes in the unit; those that change nothing too."""
        old = self._unit(before.tree) if before is not None else None
        for commit in commits:
            new = self._unit(commit.tree)
            yield Step(commit, tuple(_touch(one) for one in self._trees.differences(old, new)))
            old = new

    def _unit(self, tree: bytes) -> bytes | None:
        """The tree of the unit's folder in a tree of the repository."""
        for part in self._prefix.split("/")[:-1]:
            found = entries(self.objects.tree(tree)).get(part.encode())
            if found is None or found[0] != FOLDER:
                return None
            tree = found[1]
        return tree


def _touch(one: Difference) -> Touch:
    before, after = (e[1].hex() if e is not None else None for e in (one.before, one.after))
    path = one.path.decode("utf-8", "backslashreplace")
    odd = ""
    if one.after is not None and one.after[0] != FILE:
        odd = one.after[0].decode("ascii")
    elif path.encode() != one.path or not all(map(paths.stays_inside, path.split("/"))):
        odd = "name"
    return Touch(path, before, after, odd)
