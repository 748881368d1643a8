"""Tidying up after a write that was cut short: all of it, or none of it."""

from __future__ import annotations

from enum import StrEnum

from tripower.core.exits import Exit
from tripower.core.messages import N_
from tripower.trail import branch, index, journal, refresh, trees, workfolder
from tripower.trail.errors import explained
from tripower.trail.journal import Journal
from tripower.trail.lock import locked
from tripower.trail.refresh import FileChange
from tripower.trail.repository import Repository

_WAIT_FOR_GIT = 5.0  # seconds
_BEFORE = N_("nothing was recorded: an earlier write could not be tidied up: {why}")
_UNTIDY = N_("a write that was cut short could not be tidied up: {why}")


class Recovery(StrEnum):
    """What was found and done."""

    NOTHING = "nothing"
    DISCARDED = "discarded"
    ROLLED_FORWARD = "rolled forward"


def repair(repository: Repository, *, timeout: float) -> Recovery:
    """Take the lock (waiting `timeout` seconds at most) and recover: `trail repair`."""
    with locked(repository.gitdir, timeout):
        return recover(repository)


def recover(repository: Repository, exit_code: Exit = Exit.REPAIR) -> Recovery:
    """Bring an interrupted write to its end, or remove its traces. The lock must be held.

    A commit that the branch reaches was recorded, so its files and the index follow;
    otherwise nothing had been changed that anybody sees. Files that a person has edited
    since are left as they are. `exit_code` is for when that fails: a write that comes after it
    has recorded nothing of its own.
    """
    with explained(_UNTIDY if exit_code is Exit.REPAIR else _BEFORE, exit_code):
        index.release_left_over(repository.gitdir)
        found = journal.load(repository.gitdir)
        if found is None:
            journal.drop(repository.gitdir)  # one that cannot be read is not ours
            return Recovery.NOTHING
        branch.release_left_over(repository.gitdir, found)
        recorded = branch.reaches(repository, found.branch, found.new)
        if _is_ours(repository, found):
            _settle(repository, found, recorded=recorded)
        journal.drop(repository.gitdir)
    return Recovery.ROLLED_FORWARD if recorded else Recovery.DISCARDED


def _is_ours(repository: Repository, found: Journal) -> bool:
    """Our commits are on the disk before the journal is; and another branch's index is not ours."""
    known = found.new in repository.git and (found.old is None or found.old in repository.git)
    return known and repository.branch() == found.branch


def _settle(repository: Repository, found: Journal, *, recorded: bool) -> None:
    """Index and work files as the branch says. Nothing recorded: no work file was touched."""
    head = repository.head()
    changes = _changes(repository, found, head)
    with index.held(repository.gitdir, _WAIT_FOR_GIT):
        staged = index.staged(repository.gitdir, frozenset(found.paths))
        ours = {one.path: one.target for one in changes if _to_restage(one, staged)}
        if recorded:
            for one in changes:
                workfolder.remove_temporary(repository.root, one.path)
            refresh.work_files(repository, changes, lambda _: None)
        if ours:
            index.prepare(repository.gitdir, repository.root_tree(head), ours)
            index.install(repository.gitdir)
            index.unprepare(repository.gitdir)
        workfolder.sync_folder(repository.gitdir)


def _to_restage(one: FileChange, staged: dict[str, str | None]) -> bool:
    """Whether the index has what the write found or made, and not what the branch says now."""
    there = staged.get(one.path)
    return there in one.known and there != one.target


def _changes(repository: Repository, found: Journal, head: str | None) -> list[FileChange]:
    """From what the write found, or made, to what the branch says now: others may have gone on."""
    wanted = frozenset(found.paths)
    old = trees.blob_ids(repository.root_tree(found.old), wanted)
    new = trees.blob_ids(repository.root_tree(found.new), wanted)
    now = trees.blob_ids(repository.root_tree(head), wanted)
    return [FileChange(path, frozenset((old[path], new[path])), now[path]) for path in found.paths]
