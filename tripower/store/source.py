"""Where the files of a unit are had from: folder by folder and file by file, when asked for."""

from __future__ import annotations

from abc import abstractmethod
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from tripower.core.findings import Problem
from tripower.store.paths import Here, Reader, list_one

RECORDS = (".yaml", ".yml")
NOTHING = Here([], [])


def is_record(path: str) -> bool:
    """Whether a file of a commit is one of the unit's records: hidden folders hold none."""
    return path.endswith(RECORDS) and not any(part[0] == "." for part in path.split("/"))


class Source(Mapping[str, bytes]):
    """The record files of a unit by path; nothing is read that nobody asks for.

    `commit` is the one that they are of, empty where they are of none.
    """

    commit = ""

    @abstractmethod
    def inside(self, folder: str) -> Here:
        """What lies in a folder, in order; nothing where there is no such folder."""

    @property
    def problems(self) -> list[Problem]:
        """What could not be listed or read so far."""
        return []

    def read(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The files that can be read, of those asked for."""
        return ((path, data) for path in paths if (data := self.get(path)) is not None)

    def __iter__(self) -> Iterator[str]:
        waiting = [""]
        while waiting:
            found = self.inside(waiting.pop())
            waiting += found.folders
            yield from found.files

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        return any(True for _ in self)


class FolderSource(Source):
    """A folder as it lies."""

    def __init__(self, folder: Path) -> None:
        self._reader = Reader(folder)
        self._problems: list[Problem] = []
        self._known: dict[str, bytes] = {}

    @property
    def problems(self) -> list[Problem]:
        """What could not be listed or read so far."""
        return self._problems

    def inside(self, folder: str) -> Here:
        """What lies in a folder that is no link; hidden files count as little as elsewhere."""
        try:
            found = list_one(self._reader, folder, self._problems)
        except OSError:  # no such folder, or a link: then no record lies there
            return NOTHING
        return Here(found.folders, [path for path in found.files if path.endswith(RECORDS)])

    def read(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The files that can be read, of those asked for; what cannot is a problem."""
        for path in paths:
            data = self._known.get(path) or self._reader.read(path)
            if isinstance(data, Problem):
                self._problems.append(data)
            else:
                self._known[path] = data
                yield path, data

    def __getitem__(self, path: str) -> bytes:
        for _, data in self.read([path]):
            return data
        raise KeyError(path)


class Listed(FolderSource):
    """A folder of which all record files are known by path, in order."""

    def __init__(self, folder: Path, paths: list[str]) -> None:
        super().__init__(folder)
        self._paths = paths

    def inside(self, folder: str) -> Here:
        """What lies in a folder, without a look at it."""
        prefix = f"{folder}/" if folder else ""
        here = Here([], [])
        at = bisect_left(self._paths, prefix)
        while at < len(self._paths) and self._paths[at].startswith(prefix):
            path = self._paths[at]
            name, slash, _ = path[len(prefix) :].partition("/")
            if slash:
                here.folders.append(prefix + name)
                at = bisect_left(self._paths, f"{prefix}{name}0", at)  # 0 comes next after /
            else:
                here.files.append(path)
                at += 1
        return here


class Changed(Source):
    """Another source with some files changed or added, or gone (None)."""

    def __init__(self, base: Source, files: Mapping[str, bytes | None]) -> None:
        self._base = base
        self._files = files
        self._gone = frozenset(path for path, data in files.items() if data is None)

    @property
    def problems(self) -> list[Problem]:
        """What could not be listed or read so far."""
        return self._base.problems

    def inside(self, folder: str) -> Here:
        """What lies in a folder, with what is added there."""
        under = self._base.inside(folder)
        return Here(
            sorted({*under.folders, *self._added.get(folder, NOTHING).folders}),
            sorted({*under.files, *self._added.get(folder, NOTHING).files} - self._gone),
        )

    @cached_property
    def _added(self) -> dict[str, Here]:
        found: dict[str, Here] = {}
        for path in self._files.keys() - self._gone:
            folder = path.rpartition("/")[0]
            found.setdefault(folder, Here([], [])).files.append(path)
            while folder:
                folder, below = folder.rpartition("/")[0], folder
                found.setdefault(folder, Here([], [])).folders.append(below)
        return found

    def __getitem__(self, path: str) -> bytes:
        data = self._files[path] if path in self._files else self._base[path]
        if data is None:
            raise KeyError(path)
        return data


class NoFiles(Source):
    """Nothing at all: what a unit is before its first record."""

    def inside(self, folder: str) -> Here:  # noqa: ARG002 - the same for every folder
        """Nothing."""
        return NOTHING

    def __getitem__(self, path: str) -> bytes:
        raise KeyError(path)


def given(files: Mapping[str, bytes]) -> Source:
    """Files that are at hand."""
    return Changed(NoFiles(), files)
