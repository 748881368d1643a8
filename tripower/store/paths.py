"""The files of a unit folder: listed in order, opened without following any link.

A folder from a stranger may hold links out of it, devices, pipes and names that
another system reads as something else; each is a problem, none is opened.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import msgspec

from tripower.core.findings import Problem
from tripower.core.messages import N_
from tripower.store.text import FORBIDDEN, MAX_BYTES

MAX_FILES = 50_000
MAX_LEVELS = 16
MAX_ID = 64

_ORDINARY = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?", re.ASCII)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)
_DIRECTORY = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# Not blocking: a pipe that takes a file's place between two looks must not hold us up.
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class Listing(msgspec.Struct, frozen=True):
    """The regular files of a folder, relative with `/`, sorted; and what was refused."""

    files: list[str]
    problems: tuple[Problem, ...]


def list_files(folder: Path, limit: int = MAX_FILES) -> Listing:
    """All files below a folder except hidden ones (`.git` among them).

    `limit` is the number of names that one folder may hold. Links, devices, pipes,
    files with a second name, unsafe names and names that differ only in case or
    in Unicode normal form are problems. Raises OSError if the folder itself is not there.
    """
    files: list[str] = []
    problems: list[Problem] = []
    waiting = [""]
    while waiting:
        at = waiting.pop()
        waiting += _list_one(folder, at, limit, files, problems)
    return Listing(sorted(files), tuple(sorted(problems, key=lambda p: (p.path, p.code))))


def read_bytes(folder: Path, path: str) -> bytes | Problem:
    """The bytes of one file, at most one more than a record may have."""
    for part in path.split("/"):
        if problem := _name_problem(part, path):
            return problem
    with Reader(folder) as reader:
        return reader.read(path)


class Reader:
    """Opens the files of a folder step by step: no part of the way may be a link.

    The folder of the last file stays open, so files in their order cost one opening each.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: tuple[str, int] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._leave()

    def read(self, path: str) -> bytes | Problem:
        """The bytes of one file, at most one more than a record may have."""
        above, _, name = path.rpartition("/")
        try:
            at = self._at(above)
            info = os.stat(name, dir_fd=at, follow_symlinks=False)
            if stat.S_ISDIR(info.st_mode):
                return _not_a_file(path)
            return _kind_problem(info, path) or _content(os.open(name, _FILE, dir_fd=at), path)
        except OSError as error:
            return _unreadable(self._folder, path, error)

    def _at(self, above: str) -> int:
        if self._open is None or self._open[0] != above:
            self._leave()
            self._open = (above, _descend(self._folder, above.split("/") if above else []))
        return self._open[1]

    def _leave(self) -> None:
        if self._open is not None:
            os.close(self._open[1])
            self._open = None


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


def _list_one(
    folder: Path, at: str, limit: int, files: list[str], problems: list[Problem]
) -> list[str]:
    """The sub-folders of one folder; its files and problems go to the lists given."""
    try:
        entries = [entry for entry in os.scandir(folder / at) if entry.name[0] != "."]
    except OSError as error:
        if not at:
            raise
        problems.append(_unreadable(folder, at, error))
        return []
    if len(entries) > limit or at.count("/") >= MAX_LEVELS:
        problems.append(_too_big(at, limit, deep=len(entries) <= limit))
        return []
    entries.sort(key=lambda entry: entry.name)
    problems.extend(_look_alikes(at, [entry.name for entry in entries]))
    folders: list[str] = []
    for entry in entries:
        path = f"{at}/{entry.name}" if at else entry.name
        info = entry.stat(follow_symlinks=False)
        problem = _name_problem(entry.name, path) or _kind_problem(info, path)
        if problem:
            problems.append(problem)
        else:
            (folders if stat.S_ISDIR(info.st_mode) else files).append(path)
    return folders


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


def _descend(folder: Path, parts: list[str]) -> int:
    """A handle of the folder at the end of the way."""
    at = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    for part in parts:
        try:
            below = os.open(part, _DIRECTORY, dir_fd=at)
        finally:
            os.close(at)
        at = below
    return at


def _content(handle: int, path: str) -> bytes | Problem:
    """At most one byte over the limit, from what is open rather than from what was named."""
    try:
        info = os.fstat(handle)
        return _kind_problem(info, path) or _whole(handle, min(info.st_size, MAX_BYTES) + 1)
    finally:
        os.close(handle)


def _whole(handle: int, most: int) -> bytes:
    data = os.read(handle, most)
    while len(data) < most and (more := os.read(handle, most - len(data))):
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
