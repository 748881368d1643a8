"""Objects of git as they are stored: read by id, checked against it, taken apart here.

libgit2 hashes what it reads and refuses an object that is not the one asked for; it knows no
grafts and no replacements. So what is read here is the history that the ids name, whatever
else was put into the folder.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from tripower.core.exits import Exit
from tripower.core.messages import N_
from tripower.trail import loose
from tripower.trail.errors import TrailError
from tripower.trail.history import moment

if TYPE_CHECKING:
    import pygit2

T = TypeVar("T")

MISSING = N_("{object} is not there: the history is incomplete")
DAMAGED = N_("{object} is not what its name says: it was damaged or exchanged ({why})")
_ENTRY = re.compile(rb"([0-7]{5,6}) ([^/\0]+)\0(.{20})", re.DOTALL)
_ENTRIES = re.compile(rb"(?:[0-7]{5,6} [^/\0]+\0.{20})*+", re.DOTALL)
_IDENT = re.compile(rb"(.*) <([^<>\n]*)> (-?\d{1,18}) ([+-])(\d\d)(\d\d)")
_HEADER = re.compile(rb"([^ \n]+) ((?:.|\n )*)\n")
FOLDER = b"40000"
MOST = 64 << 20
"""Bytes that an object may have to be read at all; a record has some kilobytes."""


class Ident(msgspec.Struct, frozen=True):
    """Who, by what a commit says, and when."""

    name: str
    email: str
    when: datetime


class Commit(msgspec.Struct, frozen=True):
    """A commit. `signature` is in its armour, `payload` what it is a signature of."""

    id: str
    tree: bytes
    parents: tuple[str, ...]
    author: Ident
    committer: Ident
    message: str
    signature: str
    payload: bytes


class Objects:
    """The objects of one repository."""

    def __init__(self, git: pygit2.Repository) -> None:
        from pygit2 import GitError, Oid

        self._read = git.odb.read
        self._header = git.odb.read_header
        self._oid = Oid
        self._wrong_loose = loose.wrong(Path(git.path) / "objects")
        self._wrong = (GitError, OSError, ValueError, MemoryError)

    def read(self, name: str) -> bytes:
        """The bytes of an object; TrailError where it is missing (4) or not itself (5)."""
        return self._bytes(self._oid(hex=name))

    def size(self, name: str) -> int:
        """How many bytes an object says it has; TrailError as for `read`."""
        oid = self._oid(hex=name)
        return self._asked(oid, lambda: self._header(oid)[1])

    def tree(self, name: bytes) -> bytes:
        """The bytes of a tree, by the 20 bytes of its id."""
        return self._bytes(self._oid(raw=name))

    def commit(self, name: str) -> Commit:
        """A commit by its id."""
        data = self.read(name)
        found = _commit(name, data)
        if found is None:
            raise TrailError(DAMAGED, {"object": name, "why": "no commit"}, Exit.BROKEN)
        return found

    def _bytes(self, oid: pygit2.Oid) -> bytes:
        return self._asked(oid, lambda: self._read(oid)[1])

    def _asked(self, oid: pygit2.Oid, ask: Callable[[], T]) -> T:
        if self._wrong_loose and (why := self._wrong_loose.get(str(oid))) is not None:
            raise TrailError(DAMAGED, {"object": str(oid), "why": why}, Exit.BROKEN)
        try:
            return ask()
        except KeyError as error:
            raise TrailError(MISSING, {"object": str(oid)}, Exit.INCOMPLETE) from error
        except self._wrong as error:
            told = {"object": str(oid), "why": str(error)}
            raise TrailError(DAMAGED, told, Exit.BROKEN) from error


def _commit(name: str, data: bytes) -> Commit | None:
    """The parts of a commit; None where it has not those that every commit has."""
    end = data.find(b"\n\n")
    head, text = (data[: end + 1], data[end + 2 :]) if end >= 0 else (data, b"")
    headers: dict[bytes, list[bytes]] = {}
    for key, value in _HEADER.findall(head):
        headers.setdefault(key, []).append(value)
    try:
        [tree], [author], [committer] = (headers[k] for k in (b"tree", b"author", b"committer"))
        idents = _ident(author), _ident(committer)
        raw = bytes.fromhex(tree.decode("ascii"))
    except (KeyError, ValueError):
        return None
    signature = headers.get(b"gpgsig", [b""])[0]
    cut = b"gpgsig " + signature + b"\n"
    return Commit(
        id=name,
        tree=raw,
        parents=tuple(one.decode("ascii", "replace") for one in headers.get(b"parent", [])),
        author=idents[0],
        committer=idents[1],
        message=text.decode("utf-8", "replace"),
        signature=signature.replace(b"\n ", b"\n").decode("ascii", "replace"),
        payload=data.replace(cut, b"", 1) if signature else data,
    )


def _ident(text: bytes) -> Ident:
    found = _IDENT.fullmatch(text)
    if found is None:
        raise ValueError(text)
    name, email, seconds, sign, hours, minutes = found.groups()
    offset = (int(hours) * 60 + int(minutes)) * (-1 if sign == b"-" else 1)
    when = moment(int(seconds), offset)
    return Ident(name.decode("utf-8", "replace"), email.decode("utf-8", "replace"), when)


Entry = tuple[bytes, bytes]
"""Mode and id of what stands at a name in a tree."""


class Difference(msgspec.Struct, frozen=True):
    """A file that differs between two trees; None for no file."""

    path: bytes
    before: Entry | None
    after: Entry | None


class Trees:
    """Compares trees folder by folder; of each new tree only what differs is taken apart."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._held: dict[bytes, bytes] = {}
        self._marks: dict[bytes, int] = {}

    def differences(
        self, old: bytes | None, new: bytes | None, above: bytes = b""
    ) -> Iterator[Difference]:
        """Each file that differs between two trees, given by the 20 bytes of their ids."""
        if old == new:
            return
        before = self._take(old) if old is not None else b""
        after = self._objects.tree(new) if new is not None else b""
        if new is not None:
            self._held[new] = after
        try:
            gone, come, self._marks[above] = differing(before, after, self._marks.get(above, 0))
        except ValueError as error:
            told = {"object": (new or b"").hex(), "why": str(error)}
            raise TrailError(DAMAGED, told, Exit.BROKEN) from error
        for name in sorted({*gone, *come}):
            one, other = gone.get(name), come.get(name)
            if _is_folder(one) or _is_folder(other):
                yield from self.differences(_folder(one), _folder(other), above + name + b"/")
            left, right = _file(one), _file(other)
            if left is not None or right is not None:
                yield Difference(above + name, left, right)

    def _take(self, name: bytes) -> bytes:
        """A tree that was read as the newer one, mostly; it is not asked for again."""
        held = self._held.pop(name, None)
        return held if held is not None else self._objects.tree(name)


def _is_folder(entry: Entry | None) -> bool:
    return entry is not None and entry[0] == FOLDER


def _folder(entry: Entry | None) -> bytes | None:
    return entry[1] if entry is not None and entry[0] == FOLDER else None


def _file(entry: Entry | None) -> Entry | None:
    return None if _is_folder(entry) else entry


def entries(tree: bytes) -> dict[bytes, Entry]:
    """All that stands in a tree, by name."""
    found = {}
    for mode, name, oid in _ENTRY.findall(tree):
        found[name] = (mode, oid)
    return found


Entries = dict[bytes, Entry]


def differing(old: bytes, new: bytes, mark: int = 0) -> tuple[Entries, Entries, int]:
    """What of two trees is not in the other, by name; ValueError for bytes that are no tree.

    A tree has each name once, in the order of git; else it would show one file to one program and
    another one to the next.

    What both begin with is passed over, and so is what both end with: a tree of a thousand
    names mostly differs in one. `mark` is where an entry of the old one begins, which saves the
    way there; the third result is such a place for the next question.
    """
    start = mark if old[:mark] == new[:mark] else 0
    whole = _ENTRIES.match(old, start, _shared(old, new, start))
    at = here = mark = whole.end() if whole is not None else 0
    gone: Entries = {}
    come: Entries = {}
    last = _ENTRY.match(new, mark) if mark < here else None
    while old[at:] != new[here:]:
        one, other = _ENTRY.match(old, at), _ENTRY.match(new, here)
        if (one is None and at < len(old)) or (other is None and here < len(new)):
            raise ValueError("no tree")
        if one is not None and (other is None or _sorted(one) <= _sorted(other)):
            gone[one[2]] = (one[1], one[3])
            at = one.end()
        if other is not None and (one is None or _sorted(other) <= _sorted(one)):
            if last is not None and _sorted(last) >= _sorted(other):
                raise ValueError("names out of order")
            last = other
            come[other[2]] = (other[1], other[3])
            here = other.end()
    after = _ENTRY.match(new, here)
    if last is not None and after is not None and _sorted(last) >= _sorted(after):
        raise ValueError("names out of order")
    if any(new.count(b" " + name + b"\0") > 1 for name in come):
        raise ValueError("a name twice")
    same = [name for name in gone.keys() & come.keys() if gone[name] == come[name]]
    for name in same:
        del gone[name], come[name]
    return gone, come, mark


def _sorted(entry: re.Match[bytes]) -> bytes:
    """The order of git: a folder's name counts as if a slash followed."""
    return entry[2] + b"/" if entry[1] == FOLDER else entry[2]


def _shared(old: bytes, new: bytes, low: int) -> int:
    """How many bytes two texts begin with in common, `low` of them for certain."""
    high = min(len(old), len(new))
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
