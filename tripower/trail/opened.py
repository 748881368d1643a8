"""A repository opened only to read its history: a clone, a bare one, a stranger's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tripower.core.exits import Exit
from tripower.core.messages import N_
from tripower.store.source import is_record
from tripower.trail import gitdir as vetting
from tripower.trail import paths
from tripower.trail.commit_source import CommitSource
from tripower.trail.errors import TrailError, explained
from tripower.trail.walk import Walk, units_in

if TYPE_CHECKING:
    import pygit2

    from tripower.store.source import Source


@dataclass(frozen=True, eq=False)
class History:
    """The history of a unit. `folder` is its work folder, None in a bare repository."""

    git: pygit2.Repository
    gitdir: Path
    prefix: str
    folder: Path | None

    @property
    def is_shallow(self) -> bool:
        """Whether older history was cut off."""
        return (self.gitdir / "shallow").exists()

    def head(self) -> str:
        """The newest commit of the branch; TrailError (4) before the first one."""
        found = vetting.tip(self.git, vetting.branch_of(self.git))
        if found is None:
            raise TrailError(N_("nothing has been recorded here yet"), {}, Exit.INCOMPLETE)
        return found

    def walk(self) -> Walk:
        """The commits, read one by one and checked against their names."""
        return Walk(self.git, self.prefix)

    def source(self, commit: str) -> Source:
        """The record files of the unit at a commit, read when asked for."""
        from tripower.store.source import NoFiles
        from tripower.trail import trees

        tree = trees.subtree(trees.of_commit(self.git, commit), self.prefix)
        return CommitSource(tree, self.blob, commit) if tree is not None else NoFiles()

    def below(self, prefix: str) -> History:
        """The history of the unit in a folder of the repository; without its work files."""
        return History(self.git, self.gitdir, prefix, None)

    def units(self, commit: str) -> list[str]:
        """The folders of the units in the repository at a commit; "" for the whole of it."""
        objects = self.walk().objects
        return [prefix for prefix, _ in units_in(objects, objects.commit(commit).tree)]

    def files(self, commit: str, under: str = "") -> dict[str, bytes]:
        """The record files of the unit at a commit, or of a folder, each checked by its name."""
        walk = self.walk()
        [step] = walk.steps([walk.objects.commit(commit)])
        read = walk.objects.read
        there = (one for one in step.touches if one.path.startswith(under) and not one.odd)
        plain = (one for one in there if is_record(one.path))
        return {one.path: read(one.after) for one in plain if one.after is not None}

    def blob(self, name: str) -> bytes:
        """The bytes of one file by its id."""
        with explained():
            return bytes(self.git.read(name)[1])


def open_history(folder: Path) -> History:
    """Open the repository that a folder is, or lies in; nothing in it is run.

    Raises TrailError for one that cannot be trusted (see `gitdir`).
    """
    folder = folder.resolve()
    gitdir = vetting.find(folder, bare=True)
    git = vetting.open_git(gitdir, bare=True)
    if gitdir == folder:
        return History(git, gitdir, "", None)
    parts = folder.relative_to(gitdir.parent).parts
    prefix = "".join(f"{part}/" for part in parts)
    if parts:
        paths.split(prefix[:-1])
    return History(git, gitdir, prefix, folder)
