"""Whether a `.git` folder may be trusted enough to be opened.

A crafted one can send reads and writes elsewhere, or show one history to libgit2 and
another to the git program. What is refused here cannot do either.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tripower.core.messages import N_
from tripower.trail.errors import TrailError, explained

if TYPE_CHECKING:
    import pygit2

_ELSEWHERE = (  # files by which history is read from, or hidden in, another place
    "commondir",
    "info/grafts",
    "objects/info/alternates",
    "objects/info/http-alternates",
)
_NO_LINKS = (
    "HEAD",
    "config",
    "index",
    "index.lock",
    "logs",
    "objects",
    "packed-refs",
    "refs",
    "tripower.index",
    "tripower.index.old",
    "tripower.journal",
    "tripower.lock",
    "tripower.mark",
)


_READ = ("core.attributesfile", "core.excludesfile")
"""Settings of a repository by which git reads files from anywhere."""


def find(folder: Path, *, bare: bool = False) -> Path:
    """The nearest `.git` at or above a folder (already resolved), looked at but not opened.

    With `bare` a repository without work files will do: then it is the folder itself.
    """
    if bare and is_bare(folder):
        _look_at(folder)
        return folder
    for place in (folder, *folder.parents):
        found = place / ".git"
        if os.path.lexists(found):
            _look_at(found)
            return found
    if is_bare(folder):
        raise TrailError(
            N_("{folder} is a bare repository, which has no files to work on"), {"folder": folder}
        )
    raise TrailError(
        N_("{folder} is in no git repository; `tripower init` makes one"), {"folder": folder}
    )


def is_bare(folder: Path) -> bool:
    """Whether a folder looks like a repository without work files."""
    return (folder / "HEAD").is_file() and (folder / "objects").is_dir()


def _look_at(found: Path) -> None:
    facts = found.lstat()
    if not stat.S_ISDIR(facts.st_mode):
        raise TrailError(
            N_("{path} must be a folder; a link or a file there can lead anywhere"), {"path": found}
        )
    if facts.st_uid != os.geteuid():
        raise TrailError(
            N_("{path} belongs to another user (number {owner}), so its settings are not trusted"),
            {"path": found, "owner": facts.st_uid},
        )
    for name in _ELSEWHERE:
        if os.path.lexists(found / name):
            raise TrailError(
                N_("{path} would take the history from elsewhere; remove it first"),
                {"path": found / name},
            )
    for name in _NO_LINKS:
        if (found / name).is_symlink():
            raise TrailError(N_("{path} must not be a link"), {"path": found / name})
    for path in _odd(found):
        text = N_("{path} is neither a file nor a folder; whoever opens it may wait for ever")
        raise TrailError(text, {"path": path})


def _odd(found: Path) -> Iterator[Path]:
    """Pipes and the like in place of what is read whenever a repository is opened."""
    every = (*(found / name for name in _NO_LINKS), *(found / "refs").rglob("*"))
    return (path for path in every if _waits(path))


def _waits(path: Path) -> bool:
    """Whether there is something at a path that is neither a file nor a folder."""
    with suppress(OSError):
        mode = path.stat().st_mode
        return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))
    return False


def open_git(gitdir: Path, *, bare: bool = False) -> pygit2.Repository:
    """Open exactly this folder with libgit2, and refuse what would make it ambiguous."""
    import pygit2
    from pygit2.enums import RepositoryOpenFlag

    flags = RepositoryOpenFlag.NO_SEARCH | RepositoryOpenFlag.NO_DOTGIT
    pygit2.settings.enable_fsync_gitdir(True)  # before opening: branches are synced only then
    with explained(N_("the repository cannot be opened: {why}")):
        git = pygit2.Repository(str(gitdir), flags)
        if git.is_bare and not bare:
            raise TrailError(
                N_("{folder} is a bare repository, which has no files to work on"),
                {"folder": gitdir},
            )
        if "core.worktree" in git.config:
            raise TrailError(
                N_("{path} puts the work folder elsewhere (core.worktree); remove that setting"),
                {"path": gitdir / "config"},
            )
        for name in _READ:
            if name in git.config and _waits(gitdir.parent / (git.config[name] or "")):
                raise TrailError(
                    N_("{path} has git read what is no file ({name}); remove that setting"),
                    {"path": gitdir / "config", "name": name},
                )
        if any(name.startswith("refs/replace/") for name in git.listall_references()):
            raise TrailError(
                N_("{path} replaces parts of the history (refs/replace); remove that first"),
                {"path": gitdir},
            )
    return git


def branch_of(git: pygit2.Repository) -> str:
    """The full name of the branch that HEAD stands on, born or not."""
    with explained():
        target = git.lookup_reference("HEAD").target
    if not isinstance(target, str) or not target.startswith("refs/heads/"):
        raise TrailError(N_("HEAD is on no branch; `git switch main` (or your branch) first"))
    return target


def tip(git: pygit2.Repository, branch: str) -> str | None:
    """The commit that a branch stands on; None while it has none."""
    with explained():
        if branch not in git.references:
            return None
        target = git.lookup_reference(branch).target
    if isinstance(target, str):
        raise TrailError(
            N_("branch {branch} is only another name for {target}"),
            {"branch": branch, "target": target},
        )
    return str(target)
