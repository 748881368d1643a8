"""The files of a unit folder: listed in order, opened without following any link.

A folder from a stranger may hold links out of it, devices, pipes and names that
another system reads as something else; each is a problem, none is opened.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Self

import msgspec

from tripower.core.findings import Problem
from tripower.core.messages import N_
from tripower.store.text import FORBIDDEN, MAX_BYTES

MAX_FILES = 50_000
MAX_LEVELS = 16
MAX_ID = 64

_ORDINARY = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?", re.ASCII)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)
_TOP = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_DIRECTORY = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# Not blocking: a pipe that takes a file's place between two looks must not hold us up.
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class Listing(msgspec.Struct, frozen=True):
    """The regular files of a folder, relative with `/`, sorted; and what was refused."""

    files: list[str]
    problems: tuple[Problem, ...]
    folders: list[str]


class Here(NamedTuple):
    """The paths of the folders and of the plain files that lie directly in a folder."""

    folders: list[str]
    files: list[str]


def list_files(folder: Path, limit: int = MAX_FILES) -> Listing:
    """All files below a folder except hidden ones (`.git` among them).

    `limit` is the number of names that one folder may hold. Links, devices, pipes,
    files with a second name, unsafe names and names that differ only in case or
    in Unicode normal form are problems. Raises OSError if the folder itself is not there.
    """
    files: list[str] = []
    problems: list[Problem] = []
    waiting, folders = [""], [""]
    with Reader(folder) as reader:
        while waiting:
            at = waiting.pop()
            try:
                here = list_one(reader, at, problems, limit)
            except OSError as error:
                if not at:
                    raise
                problems.append(_unreadable(folder, at, error))
            else:
                files += here.files
                waiting += here.folders
                folders += here.folders
    told = tuple(sorted(problems, key=lambda p: (p.path, p.code)))
    return Listing(sorted(files), told, sorted(folders))


class Reader:
    """Opens what lies in a folder step by step: no part of the way may be a link.

    The folders on the way to the last one stay open, so neighbours cost one opening each.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._way: list[tuple[str, int]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._leave(0)

    def __del__(self) -> None:
        self._leave(0)

    def read(self, path: str) -> bytes | Problem:
        """The bytes of one file, at most one more than a record may have."""
        above, _, name = path.rpartition("/")
        try:
            return _content(os.open(_inside(name), _FILE, dir_fd=self.open(above)), path)
        except OSError as error:
            return _unreadable(self._folder, path, error)

    def open(self, folder: str) -> int:
        """A handle of a folder, good until the next question; raises OSError for none."""
        parts = ["", *folder.split("/")] if folder else [""]
        same = 0
        while same < min(len(parts), len(self._way)) and self._way[same][0] == parts[same]:
            same += 1
        self._leave(same)
        for part in parts[same:]:
            if not self._way:
                self._way.append((part, os.open(self._folder, _TOP)))
            else:
                below = os.open(_inside(part), _DIRECTORY, dir_fd=self._way[-1][1])
                self._way.append((part, below))
        return self._way[-1][1]

    def _leave(self, keep: int) -> None:
        while len(self._way) > keep:
            os.close(self._way.pop()[1])


def _inside(name: str) -> str:
    """The name, where it can be one in a folder; whatever leads elsewhere is not there."""
    if name in ("", ".", "..") or "\0" in name:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
    return name


def valid_id(text: str) -> bool:
    """Whether a text can name a record: letters, digits, `-`, `_`, and `.` inside.

    At most 64 characters in the one form that no other text looks like (NFKC), not
    beginning with `-` or `.`, and no name that some system reserves.
    """
    if not 0 < len(text) <= MAX_ID or text[0] in "-." or text[-1] == "." or ".." in text:
        return False
    if not unicodedata.is_normalized("NFKC", text) or FORBIDDEN.search(text):
        return False
    return all(_fits_id(char) for char in text) and not _RESERVED.match(text)


def _fits_id(char: str) -> bool:
    """Letters of any script and decimal digits; 〇 is a numeral that Chinese years need."""
    category = unicodedata.category(char)
    return char in "-_.〇" or category[0] in "LM" or category == "Nd"


def list_one(reader: Reader, at: str, problems: list[Problem], limit: int = MAX_FILES) -> Here:
    """What lies directly in one folder, sorted; its problems go to the list.

    Raises OSError where that folder is not there, or a link is on the way.
    """
    entries = [entry for entry in os.scandir(reader.open(at)) if entry.name[0] != "."]
    if len(entries) > limit or at.count("/") >= MAX_LEVELS:
        problems.append(_too_big(at, limit, deep=len(entries) <= limit))
        return Here([], [])
    return _vetted(at, sorted(entries, key=lambda entry: entry.name), problems)


def _vetted(at: str, entries: list[os.DirEntry[str]], problems: list[Problem]) -> Here:
    """The plain files and folders with safe names among the entries of a folder."""
    problems.extend(_look_alikes(at, [entry.name for entry in entries]))
    here = Here([], [])
    for entry in entries:
        path = f"{at}/{entry.name}" if at else entry.name
        info = entry.stat(follow_symlinks=False)
        problem = _name_problem(entry.name, path) or _kind_problem(info, path)
        if problem:
            problems.append(problem)
        else:
            (here.folders if stat.S_ISDIR(info.st_mode) else here.files).append(path)
    return here


def _look_alikes(at: str, names: list[str]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for name in names:
        folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
        first = seen.setdefault(folded, name)
        if first != name:
            yield _problem(
                f"{at}/{name}" if at else name,
                "same-name",
                N_("the name differs from {other} only in case or in its Unicode form"),
                N_("Rename one of the two: some systems take them for one file."),
                other=_shown(first),
            )


def _name_problem(name: str, path: str) -> Problem | None:
    if _ORDINARY.fullmatch(name) and not _RESERVED.match(name):
        return None
    message = _unsafe(name)
    step = N_("Rename it; expected letters, digits, -, _ and . inside.")
    return _problem(path, "unsafe-name", message, step, name=_shown(name)) if message else None


def _unsafe(name: str) -> str:
    if name in ("", ".", ".."):
        return N_("the path leads out of its folder; expected names with / between them")
    if "\\" in name or "\x00" in name:
        return N_("the name {name} holds a backslash or a zero, which other systems misread")
    if any(ord(char) < 32 for char in name) or FORBIDDEN.search(name):
        return N_("the name {name} holds a character that cannot be seen or deceives")
    if name.startswith("-"):
        return N_("the name {name} begins with a dash and would be taken for an option")
    if name != name.strip() or name.endswith("."):
        return N_("the name {name} begins or ends with a space or ends with a dot")
    return N_("the name {name} is reserved on Windows") if _RESERVED.match(name) else ""


def _kind_problem(info: os.stat_result, path: str) -> Problem | None:
    if stat.S_ISDIR(info.st_mode):
        return None
    if stat.S_ISLNK(info.st_mode):
        step = N_("Put the file itself in its place.")
        return _problem(path, "symlink", N_("a symbolic link; expected a plain file"), step)
    if not stat.S_ISREG(info.st_mode):
        message = N_("a pipe, socket or device; expected a plain file")
        return _problem(path, "special-file", message, N_("Delete it."))
    if info.st_nlink > 1:
        message = N_("the file has {count} names (hard links); expected one")
        step = N_("Copy the file, delete this name and put the copy in its place.")
        return _problem(path, "hard-link", message, step, count=info.st_nlink)
    return None


def _content(handle: int, path: str) -> bytes | Problem:
    """At most one byte over the limit, from what is open rather than from what was named."""
    try:
        info = os.fstat(handle)
        if stat.S_ISDIR(info.st_mode):
            return _not_a_file(path)
        return _kind_problem(info, path) or _whole(handle, min(info.st_size, MAX_BYTES))
    finally:
        os.close(handle)


def _whole(handle: int, size: int) -> bytes:
    data = os.read(handle, size + 1)
    while len(data) < size and (more := os.read(handle, size + 1 - len(data))):
        data += more
    return data


def _unreadable(folder: Path, path: str, error: OSError) -> Problem:
    for above in [*Path(path).parents, Path(path)]:
        if above != Path() and os.path.islink(folder / above):  # noqa: PTH114 - never raises
            message = N_("{link} on the way is a symbolic link; expected a plain folder")
            step = N_("Put the folder itself in its place.")
            return _problem(path, "symlink", message, step, link=_shown(str(above)))
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        step = N_("Look for the name in the folder, or write the file.")
        return _problem(path, "missing-file", N_("there is no such file; expected a record"), step)
    message = N_("cannot be read ({reason}); expected a file that you may read")
    step = N_("Ask the owner of the file for the right to read it.")
    return _problem(path, "unreadable-file", message, step, reason=error.strerror or "")


def _not_a_file(path: str) -> Problem:
    message = N_("this is a folder; expected a file with a record")
    return _problem(path, "folder-for-file", message, N_("Move the folder out of the way."))


def _too_big(at: str, limit: int, *, deep: bool) -> Problem:
    if deep:
        message = N_("more than {limit} folders inside each other; expected a unit folder")
        step = N_("Move what does not belong to the unit elsewhere.")
        return _problem(at, "folder-too-deep", message, step, limit=MAX_LEVELS)
    message = N_("more than {limit} names in one folder; expected some hundreds")
    step = N_("Sort the records into folders by year; move what is no record elsewhere.")
    return _problem(at or ".", "folder-too-big", message, step, limit=limit)


def _problem(path: str, code: str, message: str, step: str, **args: object) -> Problem:
    return Problem(path=_shown(path), line=1, code=code, message=message, args=args, next=step)


def _shown(name: str) -> str:
    """A name that can be printed: what deceives a reader or a terminal is spelt out."""
    return FORBIDDEN.sub(_spelt, name).replace("\n", "\\n").replace("\t", "\\t")


def _spelt(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"
