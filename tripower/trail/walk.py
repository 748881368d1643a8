"""The history of a unit, oldest commit first: what each one says and which files it changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from tripower.store.source import is_record
from tripower.trail import paths
from tripower.trail.objects import FOLDER, MOST, Commit, Difference, Objects, Trees, entries

if TYPE_CHECKING:
    import pygit2

FILE = b"100644"
PROFILE = b"unit.yaml"
"""The file that makes a folder a unit's."""
DEEP = 3
"""How deep in a repository a unit's folder may lie."""


class Touch(msgspec.Struct, frozen=True):
    """A file that a commit changes: path within the unit, ids of its bytes before and after.

    `odd` is the mode of what is no plain file, or says that its name or size cannot be one's.
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
        self._git = git
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
        """Each commit with what it changes in the unit; those that change nothing too.

        Where the unit's folder was moved within the repository, its history is that of the
        folder of before, and goes on.
        """
        old = self._unit(before.tree) if before is not None else None
        begun = self._begun(commits) if before is None and self._prefix else 0
        if begun and (former := self._former(commits[begun - 1], commits[begun])):
            earlier = Walk(self._git, former)
            yield from earlier.steps(commits[:begun])
            old, commits = earlier._unit(commits[begun - 1].tree), commits[begun:]
        for commit in commits:
            new = self._unit(commit.tree)
            yield Step(commit, tuple(map(self._touch, self._trees.differences(old, new))))
            old = new

    def _begun(self, commits: list[Commit]) -> int:
        """The first commit that has the unit's folder; 0 where there is none or it was there."""
        there = (at for at, one in enumerate(commits) if self._unit(one.tree) is not None)
        return next(there, 0)

    def _former(self, before: Commit, after: Commit) -> str:
        """The folder that the unit had before a commit that moved it; "" where it is a new one."""
        then, now = (dict(units_in(self.objects, one.tree)) for one in (before, after))
        gone = [prefix for prefix in then if prefix not in now]
        same = (prefix for prefix in gone if then[prefix] == now.get(self._prefix))
        return next(same, next(iter(gone), ""))

    def _touch(self, one: Difference) -> Touch:
        before, after = (e[1].hex() if e is not None else None for e in (one.before, one.after))
        path = one.path.decode("utf-8", "backslashreplace")
        odd = ""
        if one.after is not None and one.after[0] != FILE:
            odd = one.after[0].decode("ascii")
        elif path.encode() != one.path or not all(map(paths.stays_inside, path.split("/"))):
            odd = "name"
        elif after is not None and is_record(path) and self.objects.size(after) > MOST:
            odd = "size"
        return Touch(path, before, after, odd)

    def _unit(self, tree: bytes) -> bytes | None:
        """The tree of the unit's folder in a tree of the repository."""
        for part in self._prefix.split("/")[:-1]:
            found = entries(self.objects.tree(tree)).get(part.encode())
            if found is None or found[0] != FOLDER:
                return None
            tree = found[1]
        return tree


def units_in(objects: Objects, tree: bytes, above: str = "") -> Iterator[tuple[str, bytes]]:
    """The folders of units in a tree, each ending with a slash, and the id of its `unit.yaml`."""
    found = entries(objects.tree(tree))
    if PROFILE in found:
        yield above, found[PROFILE][1]
    for name, (mode, oid) in found.items():
        if mode == FOLDER and above.count("/") < DEEP:
            yield from units_in(objects, oid, f"{above}{name.decode('utf-8', 'replace')}/")
