"""The folder of what is published: written only where something changed, never through links."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path

from tripower.core.records import Term
from tripower.publish.notice import Edition
from tripower.trail import workfolder

POSTERS = "poster"
"""The folder of the sheets for the notice board, beside those of the editions."""
_OURS = re.compile(r"(D\d+)-.+\.(?:html|txt)")


class State(Term):
    """What publishing did to a file or a notice."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


def states(out: Path, files: Mapping[str, bytes]) -> dict[str, State]:
    """For each file whether it is new, changed or as it should be; nothing is written.

    Raises TrailError where a link, a folder or a device is in the way.
    """
    return {path: _state(out, path, data) for path, data in files.items()}


def _state(out: Path, path: str, data: bytes) -> State:
    try:
        held = workfolder.read(out, path)
    except FileNotFoundError:  # not even the folder is there yet
        held = None
    if held is None:
        return State.NEW
    return State.UNCHANGED if held == data else State.CHANGED


def write(out: Path, path: str, data: bytes) -> None:
    """Put one file in place at once: a reader sees the old one or the new one."""
    out.mkdir(parents=True, exist_ok=True)
    workfolder.write(out, path, data)


def left(out: Path, files: Mapping[str, bytes], only: Collection[str] = ()) -> list[str]:
    """Files of notices that are no longer due; they stay until a person removes them.

    `only` names the documents to look at, all where it is empty.
    """
    found = []
    for name in (*(edition.value for edition in Edition), POSTERS):
        folder = out / name
        inside = [one.name for one in folder.iterdir()] if folder.is_dir() else []
        found += [f"{name}/{one}" for one in inside if _is_ours(one, only)]
    return sorted(path for path in found if path not in files)


def _is_ours(name: str, only: Collection[str]) -> bool:
    ours = _OURS.fullmatch(name)
    return ours is not None and (not only or ours[1] in only)
