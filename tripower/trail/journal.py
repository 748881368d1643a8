"""The note that a write leaves before the commit point, so that a crash can be tidied up."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from tripower.trail import paths, workfolder
from tripower.trail.errors import TrailError

JOURNAL = "tripower.journal"


class Journal(msgspec.Struct, frozen=True):
    """What a write is about to do.

    `old` is None for the first commit. `paths` are relative to the root of the
    repository, since one journal serves all units in it.
    """

    branch: str
    old: str | None
    new: str
    paths: tuple[str, ...]


def save(gitdir: Path, journal: Journal) -> None:
    """Write the journal at once and for good."""
    facts = {
        "branch": journal.branch,
        "old": journal.old,
        "new": journal.new,
        "paths": list(journal.paths),
    }
    workfolder.write(gitdir, JOURNAL, json.dumps(facts, ensure_ascii=False).encode())


def load(gitdir: Path) -> Journal | None:
    """The journal that an interrupted write left; None where there is none that can be read.

    It is put in place by a rename, so a broken one is not ours and is treated as absent.
    """
    data = workfolder.read(gitdir, JOURNAL)
    if data is None:
        return None
    try:
        return _read(json.loads(data))
    except (ValueError, KeyError, TypeError, TrailError):
        return None


def _read(facts: dict[str, Any]) -> Journal:
    found = tuple(str(path) for path in facts["paths"])
    for path in found:
        paths.split(path)
    old = None if facts["old"] is None else _id(facts["old"])
    return Journal(str(facts["branch"]), old, _id(facts["new"]), found)


def _id(text: object) -> str:
    if not re.fullmatch(r"[0-9a-f]{40}|[0-9a-f]{64}", str(text)):
        raise ValueError("not the id of a commit")
    return str(text)


def drop(gitdir: Path) -> None:
    """Take the journal away for good."""
    with suppress(FileNotFoundError):
        (gitdir / JOURNAL).unlink()
        workfolder.sync_folder(gitdir)
