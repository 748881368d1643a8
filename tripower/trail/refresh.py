"""Bringing the work folder and the index to what has been recorded."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from tripower.trail import dirty, workfolder
from tripower.trail.errors import TrailError
from tripower.trail.repository import Repository

Step = Callable[[str], None]


class FileChange(msgspec.Struct, frozen=True):
    """One file on its way from one state to another; the path is from the repository's root.

    `known` are the blob ids (None: no file) that may be overwritten: whatever else lies
    in the work folder is a person's.
    """

    path: str
    known: frozenset[str | None]
    target: str | None


def work_files(repository: Repository, changes: Sequence[FileChange], step: Step) -> list[str]:
    """Write each work file; returns the paths (from the root) that a person has edited."""
    kept = []
    for change in changes:
        if not _work_file(repository, change):
            kept.append(change.path)
        step("file")
    return kept


def _work_file(repository: Repository, change: FileChange) -> bool:
    try:
        present = dirty.blob_id(workfolder.read(repository.root, change.path))
    except TrailError:  # a link or folder was put there meanwhile: it is a person's
        return False
    if present == change.target:
        return True
    if present not in change.known:
        return False
    if change.target is None:
        workfolder.remove(repository.root, change.path)
    else:
        workfolder.write(repository.root, change.path, repository.blob(change.target))
    return True
