"""The records of a unit by kind and path, each file parsed when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from tripower.core.findings import Problem
from tripower.core.kinds import Kind, KindTable
from tripower.core.records import Record, fields_naming
from tripower.core.unit import Origin
from tripower.store.consistency import doubled, replaced_files
from tripower.store.load import Loaded, placed, read_file, stray
from tripower.store.source import Source

Place = tuple[str, tuple[tuple[str, str], ...]]
"""A kind and the fields that the path of its file names."""

FEW = 8
"""Folders up to which a name is looked for in each of them."""


class Shelf:
    """What has been read of a source so far: records, where they stand, what is wrong."""

    def __init__(
        self, source: Source, kinds: KindTable, says: Callable[[str], list[str]] | None = None
    ) -> None:
        self.source = source
        self.kinds = kinds
        self.says = says
        self.origins: dict[tuple[str, str], Origin] = {}
        self.replaced: dict[str, Record] = {}
        self._loaded: dict[str, list[Loaded]] = {}
        self._problems: dict[tuple[object, ...], Problem] = {}
        self._paths: dict[tuple[object, ...], list[str]] = {}
        self._folders: dict[str, frozenset[str]] = {}
        self._found: dict[tuple[str | None, ...], list[str]] = {}
        self._by_name: dict[tuple[str | None, ...], dict[str, list[str]]] = {}
        self._files: dict[str, list[tuple[str, list[Place]]]] = {}

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with the files read so far."""
        return [*self.source.problems, *self._problems.values()]

    def at(self, path: str) -> list[Loaded]:
        """Everything in one file."""
        self._load([path])
        return self._loaded.get(path, [])

    def records(self, kind: Kind, fields: Mapping[str, str]) -> dict[str, Record]:
        """The records of a kind whose path names these fields, by key in the order of path."""
        paths = self.paths(kind, fields)
        self._load(paths)
        found = [one for path in paths for one in self._of(kind, path)]
        replaced, wrong = replaced_files(found, self.source)
        live: dict[str, Record] = {}
        for one in found:
            if one.origin.path in replaced:
                self.replaced[one.origin.path] = one.record
                continue
            first = self.origins.setdefault(one.record.subject, one.origin)
            if first == one.origin:
                live[one.record.key] = one.record
            else:
                wrong.append(doubled(one, first))
        self._note(wrong)
        return live

    def saying(self, kind: Kind, text: str, of: str = "") -> Iterator[Record]:
        """The records of a kind in whose file an id stands, or may; `of` is the kind that it names.

        Only an escape hides an id, and that needs a backslash. For the ids of events, `says`
        may know the files already.
        """
        if self.says is not None and self.kinds.is_event(of or kind.name):
            hits = self.says(text)
        else:
            paths, needle = self.paths(kind, {}), text.encode()
            read = self.source.read(paths)
            hits = [path for path, data in read if needle in data or b"\\" in data]
        places = dict.fromkeys(
            fields for path in hits for name, fields in self._places(path) if name == kind.name
        )
        for fields in sorted(places):  # with the files that correct it, whether they say it or not
            yield from self.records(kind, dict(fields)).values()

    def linked(self, kind: Kind, to: tuple[str, str]) -> list[Record]:
        """The records of a kind that name another one."""
        naming = fields_naming(kind.record, to[0])
        found: Iterator[Record]
        if self.kinds.named(kind).issuperset(naming):
            every = (self.records(kind, {field: to[1]}) for field in naming)
            found = (one for records in every for one in records.values())
        else:
            found = self.saying(kind, to[1], to[0])
        live = {one.key: one for one in found if to in ((k, key) for _, k, key in one.links())}
        return sorted(live.values(), key=lambda one: self.origins[one.subject].path)

    def paths(self, kind: Kind, fields: Mapping[str, str]) -> list[str]:
        """The files where records of a kind lie whose path names these fields."""
        asked = (kind.name, *sorted(fields.items()))
        if asked not in self._paths:
            self._paths[asked] = self._find(kind, fields)
        return self._paths[asked]

    def _find(self, kind: Kind, fields: Mapping[str, str]) -> list[str]:
        *folders, _ = self.kinds.pattern(kind).split("/")
        parts = tuple(fields.get(p[1:-1]) if p.startswith("{") else p for p in folders)
        wanted = set(fields.items())
        return [
            path
            for at in sorted(self._folders_at(parts))
            for path, places in self._inside(at)
            if any(name == kind.name and wanted.issubset(told) for name, told in places)
        ]

    def _folders_at(self, parts: tuple[str | None, ...]) -> list[str]:
        """The folders whose path has these parts, None for any name."""
        if not parts:
            return [""]
        if parts not in self._found:
            *above, name = parts
            parents = self._folders_at(tuple(above))
            if name is None:
                self._found[parts] = [one for at in parents for one in self._below(at)]
            elif len(parents) > FEW:
                self._found[parts] = self._called(tuple(above)).get(name, [])
            else:
                self._found[parts] = [path for at in parents for path in self._if_there(at, name)]
        return self._found[parts]

    def _called(self, above: tuple[str | None, ...]) -> dict[str, list[str]]:
        """The folders below others by their own name."""
        if above not in self._by_name:
            named = self._by_name[above] = {}
            for path in self._folders_at((*above, None)):
                named.setdefault(path.rpartition("/")[2], []).append(path)
        return self._by_name[above]

    def _below(self, at: str) -> Iterable[str]:
        self._inside(at)
        return self._folders[at]

    def _if_there(self, at: str, name: str) -> list[str]:
        """The folder, unless it is known not to be there; an empty one holds nothing either."""
        path = f"{at}/{name}" if at else name
        return [path] if path in self._folders.get(at, (path,)) else []

    def _inside(self, at: str) -> list[tuple[str, list[Place]]]:
        """The files of a folder with the kinds whose place they are; others are strays."""
        found = self._files.get(at)
        if found is None:
            here = self.source.inside(at)
            self._folders[at] = frozenset(here.folders)
            found = self._files[at] = [(path, self._places(path)) for path in here.files]
            self._note(stray(path) for path, places in found if not places)
        return found

    def _places(self, path: str) -> list[Place]:
        return [(kind.name, _without_year(fields)) for kind, fields in self.kinds.at(path)]

    def _of(self, kind: Kind, path: str) -> Iterator[Loaded]:
        return (one for one in self._loaded.get(path, ()) if one.record.kind == kind.name)

    def _load(self, paths: Iterable[str]) -> None:
        wanted = [path for path in paths if path not in self._loaded]
        for path, data in self.source.read(wanted):
            records, problems = read_file(path, data, self.kinds)
            self._loaded[path] = list(records)
            self._note(problems)

    def _note(self, problems: Iterable[Problem]) -> None:
        for one in problems:
            data = self.source.get(one.path) if not one.line else None
            told = placed(one, data) if data is not None else one
            self._problems[told.path, told.line, told.column, told.code, told.field] = told


def _without_year(fields: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in fields.items() if name != "year")
