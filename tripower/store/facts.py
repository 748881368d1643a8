"""What a check found out, kept beside the folder so that the next one need not look again.

The facts lie in the user's own cache folder, never in the unit: whoever hands over a folder
cannot hand over facts about it. They hold what each file looked like to the system, which
events name which others, and which subjects of which rules were *not* found clean. No
finding and no record is kept, so nothing shown is ever older than the files.
"""

from __future__ import annotations

import os
import time
from array import array
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

import tripower
from tripower.core.digests import sha256
from tripower.core.findings import Problem
from tripower.store.paths import Here, Reader, list_one
from tripower.store.source import NOTHING, RECORDS

Key = tuple[str, str]
STILL = 2_000_000_000
"""Nanoseconds for which a file must have been left alone before its times are believed."""
OFF = "off"


class Unclean(msgspec.Struct, frozen=True, array_like=True):
    """A subject of which a rule found something, and the records that it is made of."""

    rule_id: str
    subject: Key
    anchors: tuple[Key, ...]


class Names(msgspec.Struct, frozen=True, array_like=True):
    """The event of a file, with the events that it names otherwise than by its path."""

    key: str
    names: tuple[Key, ...]


class Stamps(msgspec.Struct, frozen=True, array_like=True):
    """Paths, with the time of change, number and size of each as the system has them."""

    paths: list[str]
    numbers: bytes


class Facts(msgspec.Struct, frozen=True, array_like=True):
    """What is known of a folder as of a day, found by one make of the program."""

    made_by: str
    as_of: str
    files: Stamps
    folders: Stamps
    names: dict[str, Names]
    unclean: tuple[Unclean, ...]


class Now(msgspec.Struct, frozen=True):
    """How a folder looks now, and which record files differ from what was known."""

    files: Stamps
    folders: Stamps
    changed: list[str]
    gone: list[str]


def place(folder: Path) -> Path | None:
    """Where the facts about a folder lie; None where TRIPOWER_CACHE is `off`."""
    told = os.environ.get("TRIPOWER_CACHE", "")
    if told == OFF:
        return None
    caches = os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()
    top = Path(told) if told else Path(caches) / "tripower"
    return top / f"{sha256(os.fsencode(folder.resolve()))}.facts"


def recall(folder: Path) -> Facts | None:
    """The facts about a folder, where this make of the program has found out any."""
    path = place(folder)
    if path is None:
        return None
    try:
        facts = msgspec.msgpack.decode(path.read_bytes(), type=Facts)
    except (OSError, msgspec.DecodeError):
        return None
    return facts if facts.made_by == make() else None


def keep(folder: Path, facts: Facts) -> None:
    """Put facts away; where there is no room for them, the next check takes longer."""
    path = place(folder)
    if path is None:
        return
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.write_bytes(msgspec.msgpack.encode(facts))
        fresh.replace(path)


def make() -> str:
    """A digest of the program as it is installed: other code may find other facts."""
    top = Path(tripower.__file__).parent
    files = (path for path in sorted(top.rglob("*")) if path.suffix in (".py", ".yaml"))
    stats = ((str(path), path.stat()) for path in files)
    text = "\n".join(f"{path} {one.st_mtime_ns} {one.st_size}" for path, one in stats)
    return sha256(text.encode())


def stamped(folder: Path, paths: list[str], since: int) -> Stamps:
    """How files or folders look; what changed after `since`, or shortly before, fits nothing."""
    numbers = array("q")
    with Reader(folder) as reader:
        top = reader.open("")
        for path in paths:
            numbers.extend(_numbers(path, top, since - STILL))
    return Stamps(paths, numbers.tobytes())


def _numbers(path: str, top: int, before: int) -> tuple[int, int, int]:
    try:
        info = os.stat(path or ".", dir_fd=top, follow_symlinks=False)
    except OSError:  # gone meanwhile: it fits nothing
        return 0, 0, 0
    return (info.st_ctime_ns if info.st_ctime_ns < before else 0), info.st_ino, info.st_size


def compared(folder: Path, facts: Facts) -> Now | None:
    """How the folder looks now; None where something in it is no plain file or folder."""
    since = time.time_ns()
    with Reader(folder) as reader:
        top = reader.open("")
        changed = set(_differing(facts.files, top))
        folders = list(_differing(facts.folders, top))
        problems: list[Problem] = []
        added, gone, listed = _listed_again(folders, facts, reader, problems)
        if problems:
            return None
        return Now(
            _moved_on(facts.files, changed | added, gone, top, since),
            _moved_on(facts.folders, listed, set(), top, since),
            sorted((changed | added) - gone),
            sorted(gone),
        )


def _listed_again(
    folders: list[str], facts: Facts, reader: Reader, problems: list[Problem]
) -> tuple[set[str], set[str], set[str]]:
    """The record files that came and that went in folders that do not look as they did.

    Also these folders, with all that are new: one that is empty today may be filled tomorrow.
    """
    if not folders:
        return set(), set(), set()
    known, known_folders = set(facts.files.paths), set(facts.folders.paths)
    waiting, seen = list(folders), set(folders)
    added: set[str] = set()
    for at in waiting:
        here = _here(reader, at, problems)
        added |= {path for path in here.files if path.endswith(RECORDS) and path not in known}
        fresh = [one for one in here.folders if one not in known_folders and one not in seen]
        waiting += fresh
        seen.update(fresh)
    listed = {path for at in folders for path in _here(reader, at, []).files}
    gone = {path for path in known if path.rpartition("/")[0] in seen and path not in listed}
    return added, gone, seen


def _here(reader: Reader, at: str, problems: list[Problem]) -> Here:
    try:
        return list_one(reader, at, problems)
    except OSError:  # the folder is gone, or no folder any more: so are its files
        return NOTHING


def _moved_on(stamps: Stamps, fresh: set[str], gone: set[str], top: int, since: int) -> Stamps:
    """The stamps with those of what has changed as they are now."""
    if not fresh and not gone:
        return stamps
    known = memoryview(stamps.numbers).cast("q")
    old = {path: at for at, path in enumerate(stamps.paths)}
    paths = sorted((old.keys() | fresh) - gone)
    numbers = array("q")
    for path in paths:
        if path in fresh:
            numbers.extend(_numbers(path, top, since - STILL))
        else:
            numbers.extend(known[old[path] * 3 : old[path] * 3 + 3])
    return Stamps(paths, numbers.tobytes())


def _differing(stamps: Stamps, top: int) -> Iterator[str]:
    """What does not look as it did, or is not there."""
    numbers = iter(memoryview(stamps.numbers).cast("q"))
    for path, changed_at, number, size in zip(stamps.paths, *[numbers] * 3, strict=True):
        try:
            info = os.stat(path or ".", dir_fd=top, follow_symlinks=False)
        except OSError:
            yield path
            continue
        if info.st_ctime_ns != changed_at or info.st_ino != number or info.st_size != size:
            yield path
