"""The commit point: the branch moves only if it is where it was."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from tripower.trail import gitdir as vetting
from tripower.trail.journal import Journal
from tripower.trail.lock import wait_for_git
from tripower.trail.repository import Repository

_SURELY_LEFT = 1.0  # seconds; git fills its lock of a branch at once


def swap(
    repository: Repository,
    journal: Journal,
    timeout: float,
    last: Callable[[], None],
    step: Callable[[str], None],
) -> bool:
    """Move the branch from `journal.old` to `journal.new`; False when it has moved on.

    The git program's own lock of the branch is held while the old value is compared, so
    no commit of anybody else can fall between; `last` is called when it is certain that
    the branch is where it was. TrailError when another holds that lock for `timeout` seconds.
    """
    lock = repository.gitdir / f"{journal.branch}.lock"
    wait_for_git(lambda: not os.path.lexists(lock), lock, timeout)
    with repository.git.transaction() as transaction:
        transaction.lock_ref(journal.branch)
        step("branch locked")
        if repository.branch() != journal.branch or repository.head() != journal.old:
            return False
        last()
        step("index")
        transaction.set_target(journal.branch, journal.new, message="tripower")
    return True


def release_left_over(gitdir: Path, journal: Journal) -> None:
    """Remove the lock of the branch if the writer of this journal was killed holding it.

    libgit2 leaves it empty, or with the new commit in it; git's names another commit.
    """
    lock = gitdir / f"{journal.branch}.lock"
    if not _is_ours(lock, journal):
        return
    before = lock.lstat()
    time.sleep(_SURELY_LEFT)
    if _is_ours(lock, journal) and os.path.samestat(before, lock.lstat()):
        lock.unlink()


def _is_ours(lock: Path, journal: Journal) -> bool:
    inside = journal.branch.startswith("refs/heads/") and ".." not in journal.branch
    if not inside or lock.is_symlink() or not lock.is_file():
        return False
    return lock.read_text("ascii", "replace").strip() in ("", journal.new)


def reaches(repository: Repository, branch: str, commit: str) -> bool:
    """Whether a commit is on a branch: at its tip or in the history below."""
    tip = vetting.tip(repository.git, branch)
    if tip is None or commit not in repository.git:
        return False
    return tip == commit or repository.git.descendant_of(tip, commit)
