"""A unit that reads of its files what it is asked for, and nothing else.

It answers as the unit does that has read everything (a test compares the two), but for
its problems: those are of the files read so far. `check` reads everything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from tripower.core.findings import Problem
from tripower.core.kinds import Kind, KindTable
from tripower.core.parameters import Parameters
from tripower.core.people import Person
from tripower.core.records import Event, Record
from tripower.core.unit import Origin, Unit
from tripower.store import consistency
from tripower.store.load import Loaded, placed
from tripower.store.shelf import Shelf
from tripower.store.source import Source
from tripower.store.unit import calendar, parameter_values

R = TypeVar("R", bound=Record)
FEW = 8
"""Questions about the links of one kind after which it is quicker to read all of them."""


class Held(Mapping[str, Record]):
    """The records of one kind by key."""

    def __init__(self, kind: Kind, shelf: Shelf) -> None:
        self._kind = kind
        self._shelf = shelf
        self._asked: dict[str, Record | None] = {}
        self._whole: dict[str, Record] | None = None

    def get(self, key: str, default: Any = None) -> Any:
        """The record of that key, looked for where it must lie."""
        if self._whole is not None:
            return self._whole.get(key, default)
        if key not in self._asked:
            self._asked[key] = self._find(key)
        found = self._asked[key]
        return default if found is None else found

    def _find(self, key: str) -> Record | None:
        if self._kind.listed_under:
            return self.whole().get(key)
        names, parts = self._kind.record.id_fields, key.split("/")
        if len(names) == len(parts) and self._shelf.kinds.named(self._kind).issuperset(names):
            return self._shelf.records(self._kind, dict(zip(names, parts, strict=True))).get(key)
        said = [*self._shelf.saying(self._kind, max(parts, key=len))]
        return next((one for one in said if one.key == key), None)

    def whole(self) -> dict[str, Record]:
        """All of them, in the order of file and line."""
        if self._whole is None:
            self._whole = self._shelf.records(self._kind, {})
        return self._whole

    def __getitem__(self, key: str) -> Record:
        found: Record | None = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self.whole())

    def __len__(self) -> int:
        return len(self.whole())

    def values(self) -> Any:
        """All of them, in the order of file and line."""
        return self.whole().values()


class Origins(Mapping[tuple[str, str], Origin]):
    """Where records stand; asking for one looks for it."""

    def __init__(self, records: Mapping[str, Held], shelf: Shelf) -> None:
        self._records = records
        self._shelf = shelf

    def __getitem__(self, subject: tuple[str, str]) -> Origin:
        if subject not in self._shelf.origins and subject[0] in self._records:
            self._records[subject[0]].get(subject[1])
        return self._shelf.origins[subject]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return ((kind, key) for kind, held in self._records.items() for key in held)

    def __len__(self) -> int:
        return sum(len(held) for held in self._records.values())


class LazyUnit(Unit):
    """A unit over a source of files; records are read when they are asked for."""

    def __init__(
        self, source: Source, kinds: KindTable, says: Callable[[str], list[str]] | None = None
    ) -> None:
        self.kinds = kinds
        self._shelf = Shelf(source, kinds, says)
        held = {kind.name: Held(kind, self._shelf) for kind in kinds}
        super().__init__(
            held,
            Origins(held, self._shelf),
            Parameters(consistency.definitions(), parameter_values(held)),
            calendar(held),
            files=source,
            replaced=self._shelf.replaced,
        )
        self._found: dict[tuple[object, ...], list[Record]] = {}
        self._looks: Counter[str] = Counter()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the files read so far."""
        return tuple(sorted(self._shelf.problems, key=Problem.order))

    def where(self, kind: type[R], **fields: object) -> list[R]:
        """The records whose fields have these values; those on its path say where to look."""
        place = self._shelf.kinds.by_name[kind.kind]
        named = self._shelf.kinds.named(place) & fields.keys()
        if not named:
            return super().where(kind, **fields)
        asked = (kind.kind, *sorted(fields.items()))
        if asked not in self._found:
            there = self._shelf.records(place, {name: str(fields[name]) for name in named})
            self._found[asked] = [one for one in there.values() if _has(one, fields)]
        return self._found[asked]  # type: ignore[return-value]  # of the kind asked for

    def linked(self, kind: type[R], to: tuple[str, str]) -> list[R]:
        """The records of a kind that name another record, given by kind and key."""
        if not issubclass(kind, Event):
            return super().linked(kind, to)
        if (kind.kind, to) not in self._found:
            self._looks[kind.kind] += 1
            if self._looks[kind.kind] > FEW and self._shelf.says is None:
                return super().linked(kind, to)
            place = self._shelf.kinds.by_name[kind.kind]
            self._found[kind.kind, to] = self._shelf.linked(place, to)
        return self._found[kind.kind, to]  # type: ignore[return-value]  # of the kind asked for

    def naming(self, subject: tuple[str, str]) -> list[Record]:
        """The events that name a record, given by kind and key, wherever they do."""
        kinds = self._shelf.kinds.linking(subject[0])
        return [one for kind in kinds for one in self.linked(kind.record, subject)]

    def at(self, path: str) -> list[Record]:
        """The records of one file."""
        return [one.record for one in self._live(path)]

    def problems_of(self, paths: Iterable[str]) -> Iterator[Problem]:
        """What is wrong with these files and with how they fit to the rest."""
        wanted = list(paths)
        live = [one for path in wanted for one in self._live(path)]
        told = [
            *consistency.missing_references(live, lambda kind, key: key in self.records[kind]),
            *(p for one in live for p in consistency.unfit_values(one)),
        ]
        if any(isinstance(one.record, Person) for one in live):
            told += consistency.same_looking(self.all(Person), self.origins)
        for one in told:
            yield placed(one, self.files[one.path])
        yield from (one for one in self.problems if one.path in wanted)

    def doubled(self, path: str) -> Iterator[tuple[Problem, str]]:
        """The records of a file that stand in another one as well, and where."""
        self.at(path)
        for one in self.problems:
            there = {one.path, str(one.args.get("other"))}
            if one.code == consistency.TWICE and path in there:
                yield one, next(iter(there - {path}), path)

    def _live(self, path: str) -> list[Loaded]:
        """What stands in a file, without what is corrected or stands elsewhere before."""
        loaded = self._shelf.at(path)
        return [one for one in loaded if self.origins.get(one.record.subject) == one.origin]


def _has(record: Record, fields: Mapping[str, object]) -> bool:
    return all(getattr(record, name) == value for name, value in fields.items())
