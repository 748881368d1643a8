"""What lies in the work folder, compared by content with what is recorded."""

from __future__ import annotations

import os
from pathlib import Path

from tripower.trail import workfolder
from tripower.trail.errors import TrailError


def present(folder: Path) -> set[str]:
    """Every file in a folder by relative path, links included but not followed.

    Left out: `.git`, and folders that are repositories of their own.
    """
    found: set[str] = set()
    for place, folders, names in os.walk(folder, followlinks=False):
        links = [name for name in folders if (Path(place) / name).is_symlink()]
        folders[:] = [name for name in folders if name not in links and _is_ours(Path(place, name))]
        above = Path(place).relative_to(folder)
        found |= {(above / name).as_posix() for name in (*names, *links) if _counts(name)}
    return found


def _is_ours(folder: Path) -> bool:
    return folder.name.lower() != ".git" and not os.path.lexists(folder / ".git")


def _counts(name: str) -> bool:
    return name.lower() != ".git" and name != workfolder.TEMPORARY


def differs(root: Path, path: str, recorded: str | None) -> bool:
    """Whether a work file is not the recorded blob; a link or device always differs."""
    try:
        return blob_id(workfolder.read(root, path)) != recorded
    except TrailError:
        return True


def blob_id(data: bytes | None) -> str | None:
    """The id that git gives to these bytes, None for no file."""
    import pygit2

    return None if data is None else str(pygit2.hash(data))
