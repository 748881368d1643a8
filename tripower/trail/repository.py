"""A unit's folder and the git repository that it is, or lies in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tripower.core.messages import N_
from tripower.store.source import NoFiles, Source
from tripower.trail import dirty as work
from tripower.trail import gitdir as vetting
from tripower.trail import paths, trees
from tripower.trail.commit_source import CommitSource
from tripower.trail.errors import NOT_RECORDED, TrailError, explained, reason
from tripower.trail.touched import Touched

if TYPE_CHECKING:
    import pygit2

_RECORD_FILES = (".yaml", ".yml")


@dataclass(frozen=True, eq=False)
class Repository:
    """A unit's folder in its repository.

    `prefix` is the unit's place in the repository: empty, or ending with `/`. Paths that
    go in and come out are relative to `folder`, with `/`. `git` is for this package only.
    """

    folder: Path
    root: Path
    prefix: str
    git: pygit2.Repository
    _touched: dict[str, Touched] = field(default_factory=dict, init=False, repr=False)

    @property
    def gitdir(self) -> Path:
        """The `.git` folder, as checked when the repository was opened."""
        return self.root / ".git"

    @property
    def is_shallow(self) -> bool:
        """Whether older history was cut off, so that nothing can be proved about it."""
        return (self.gitdir / "shallow").exists()

    def branch(self) -> str:
        """The full name of the branch that HEAD stands on; TrailError when it is on none."""
        return vetting.branch_of(self.git)

    def head(self) -> str | None:
        """The id of the newest commit; None before the first."""
        return vetting.tip(self.git, self.branch())

    def root_tree(self, commit: str | None) -> pygit2.Tree | None:
        """The tree of the whole repository at a commit; None stands for "before the first"."""
        return trees.of_commit(self.git, commit) if commit is not None else None

    def listing(self, commit: str | None) -> dict[str, str]:
        """Blob id by path of every file of the unit at a commit, without reading contents.

        Raises TrailError (exit 5) where anything but plain files and folders is found.
        """
        with explained():
            tree = trees.subtree(self.root_tree(commit), self.prefix)
            return {path: str(oid) for path, oid in trees.blobs(tree)} if tree is not None else {}

    def blob(self, oid: str) -> bytes:
        """The bytes of one file, by the id that `listing` gave."""
        with explained():
            return bytes(self.git.read(oid)[1])

    def files(self, commit: str | None) -> dict[str, bytes]:
        """Bytes by path of every text file of the unit at a commit.

        Binary attachments are left out, but never a YAML file: a NUL must not hide a record.
        """
        every = ((path, self.blob(oid)) for path, oid in self.listing(commit).items())
        return {path: data for path, data in every if _is_text(path, data)}

    def source(self, commit: str | None) -> Source:
        """The record files of the unit at a commit, read when asked for."""
        with explained():
            tree = trees.subtree(self.root_tree(commit), self.prefix)
        return CommitSource(tree, self.blob, commit or "") if tree is not None else NoFiles()

    def committed_at(self, commit: str) -> datetime:
        """When a commit was made, by the clock of whoever made it."""
        from pygit2 import Commit

        with explained():
            made = self.git[commit].peel(Commit)
        return datetime.fromtimestamp(made.commit_time, UTC)

    def last_commit_of(self, wanted: Iterable[str]) -> str:
        """The newest commit that touched any of these files; "" when none of them is recorded."""
        head = self.head()
        if head is None:
            return ""
        if head not in self._touched:
            self._touched.clear()
            self._touched[head] = Touched(self.git, head, self.prefix)
        with explained():
            return self._touched[head].newest(wanted)

    def dirty(self, wanted: Iterable[str] | None = None) -> list[str]:
        """Files in the work folder that are not as in HEAD: edited, missing or not recorded.

        Compared by content, so that no filter and no program takes part. New files that
        git ignores are left out, unless they are asked for by `wanted`.
        """
        recorded = self.listing(self.head())
        if wanted is None:
            present = work.present(self.folder)
            new = (path for path in present - recorded.keys() if not self._is_ignored(path))
            wanted = recorded.keys() | set(new)
        return sorted(
            path for path in wanted if work.differs(self.folder, path, recorded.get(path))
        )

    def unrecorded(self) -> list[str]:
        """Files of the unit that are not as in HEAD, as `git status` sees them: quick, a hint.

        It believes the times of files and what git is told to leave unseen; what hangs on
        the answer asks `dirty`.
        """
        with explained():
            found = self.git.status(untracked_files="all")
        cut = len(self.prefix)
        ours = (path for path in found if path.startswith(self.prefix) and path[-1] != "/")
        return sorted(path[cut:] for path in ours)

    def _is_ignored(self, path: str) -> bool:
        with explained():
            return self.git.path_is_ignored(self.prefix + path)


def _is_text(path: str, data: bytes) -> bool:
    return path.lower().endswith(_RECORD_FILES) or b"\0" not in data[:8000]  # as git does it


def open_repository(folder: Path) -> Repository:
    """Open the repository that a unit's folder is, or lies in.

    Raises TrailError for a repository that cannot be trusted (see `gitdir`), one without
    work files, and one whose HEAD is on no branch.
    """
    folder = folder.resolve()
    gitdir = vetting.find(folder)
    git = vetting.open_git(gitdir)
    vetting.branch_of(git)
    parts = folder.relative_to(gitdir.parent).parts
    prefix = "".join(f"{part}/" for part in parts)
    if parts:
        paths.split(prefix[:-1])
    return Repository(folder, gitdir.parent, prefix, git)


def create_repository(folder: Path) -> Repository:
    """Make an empty repository with the branch `main`; TrailError where there is one already.

    The git program makes it, as the user has set it up; without that program there is none.
    """
    if (folder / ".git").exists():
        raise TrailError(NOT_RECORDED, {"why": N_("there is a repository here already")})
    try:
        from git import GitError, Repo
    except ImportError as error:  # GitPython found no git program to drive
        raise TrailError(NO_GIT) from error
    try:
        Repo.init(folder, initial_branch="main").close()
    except (GitError, OSError) as error:
        raise TrailError(NOT_RECORDED, {"why": reason(error)}) from error
    return open_repository(folder)


NO_GIT = N_("the git program is not there; please install git")
