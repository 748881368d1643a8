"""A unit that follows its history: each commit's files are put in, everything else stays read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from tripower.core.changes import Pair
from tripower.core.findings import Problem
from tripower.core.kinds import KindTable
from tripower.core.parameters import DistrictParameterValue, Parameters, ParameterValue
from tripower.core.records import Entry, Event, Record
from tripower.core.registers import CalendarDay, CalendarYear
from tripower.core.unit import Origin, Unit
from tripower.store.consistency import TWICE, definitions, doubled
from tripower.store.load import Loaded, placed, records_of
from tripower.store.unit import assemble, calendar, parameter_values
from tripower.store.yaml_read import read

R = TypeVar("R", bound=Record)
Index = dict[tuple[object, ...], list[Record]]
DATED = {ParameterValue.kind, DistrictParameterValue.kind}
DAYS = {CalendarDay.kind, CalendarYear.kind}


class LiveUnit(Unit):
    """The state of a unit after the last files that were put in.

    It answers as a unit does that was read at that point, but for the order of records:
    they stand in the order in which they came. `whole` gives them in the usual one.
    """

    def __init__(self, kinds: KindTable) -> None:
        self.kinds = kinds
        self._bytes: dict[str, bytes] = {}
        self._loaded: dict[str, list[Loaded]] = {}
        self._wrong: dict[str, list[Problem]] = {}
        self._held: dict[str, dict[str, Record]] = {kind.name: {} for kind in kinds}
        self._stands: dict[tuple[str, str], Origin] = {}
        self._named: dict[tuple[str, tuple[str, str]], dict[str, None]] = {}
        self._former: dict[str, Record] = {}
        parameters = Parameters(definitions(), ())
        super().__init__(self._held, self._stands, parameters, calendar(self._held))
        self.files: Mapping[str, bytes] = self._bytes
        self.replaced = self._former

    def put(self, files: Mapping[str, bytes | None]) -> list[Pair]:
        """Put in the files of one commit, None for one that is gone; what it makes of records."""
        pairs: list[Pair] = []
        for path, data in sorted(files.items()):
            old = self._bytes.get(path)
            if old != data:
                pairs += self._exchanged(path, old, data)
        if pairs:
            self._refreshed({one.subject[0] for one in pairs})
        return pairs

    def problems_at(self, path: str) -> list[Problem]:
        """What is wrong with a file as it stands now."""
        return self._wrong.get(path, [])

    def whole(self) -> Unit:
        """The same unit with its records in the usual order, and all that is wrong with it."""
        found = [one for path in sorted(self._loaded) for one in self._loaded[path]]
        wrong = [p for path in sorted(self._wrong) for p in self._wrong[path] if p.code != TWICE]
        return assemble(found, dict(self._bytes), self.kinds, wrong)

    def linked(self, kind: type[R], to: tuple[str, str]) -> list[R]:
        """The records of a kind that name another record, in the order in which they came."""
        held = self._held[kind.kind]
        keys = self._named.get((kind.kind, to), {})
        return [held[key] for key in keys if key in held]  # type: ignore[misc]  # of that kind

    def naming(self, subject: tuple[str, str]) -> list[Record]:
        """The events that name a record, given by kind and key, wherever they do."""
        kinds = [kind for kind in self.kinds if issubclass(kind.record, Event)]
        return [one for kind in kinds for one in self.linked(kind.record, subject)]

    def at(self, path: str) -> list[Record]:
        """The records of one file."""
        return [one.record for one in self._loaded.get(path, [])]

    def _exchanged(self, path: str, old: bytes | None, new: bytes | None) -> Iterator[Pair]:
        before = {one.record.subject: one.record for one in self._loaded.pop(path, [])}
        for subject in before:
            self._take(subject, path)
        self._wrong.pop(path, None)
        self._bytes.pop(path, None)
        after: dict[tuple[str, str], Record] = {}
        if new is not None:
            self._bytes[path] = new
            loaded, wrong = records_of(path, new, read(new, path), self.kinds)
            self._loaded[path] = list(loaded)
            if wrong:
                self._wrong[path] = list(wrong)
            for one in loaded:
                after[one.record.subject] = one.record
                self._add(one)
        if not before and not after:
            yield Pair(path, ("file", path), old, new)
        for subject in {**before, **after}:
            then, now = before.get(subject), after.get(subject)
            if then != now or not isinstance(now, Entry):
                yield Pair(path, subject, old, new, then, now)

    def _add(self, loaded: Loaded) -> None:
        record = loaded.record
        kind, key = record.subject
        first = self._stands.get(record.subject)
        told = record.supersedes if isinstance(record, Event) and record.corrections else None
        if first is not None and told is not None and told.path == first.path:
            self._former[first.path] = self._held[kind][key]
            self._unlisted(self._held[kind][key])
        elif first is not None and first != loaded.origin:
            twice = placed(doubled(loaded, first), self._bytes[loaded.origin.path])
            self._wrong.setdefault(loaded.origin.path, []).append(twice)
            return  # the first counts, and the end of the history says so too
        self._held[kind][key] = record
        self._stands[record.subject] = loaded.origin
        for to in record.targets():
            self._named.setdefault((kind, to), {})[key] = None
        for names, index in self._of_kind(kind):
            index.setdefault(_values(record, names), []).append(record)

    def _take(self, subject: tuple[str, str], path: str) -> None:
        origin = self._stands.get(subject)
        if origin is None or origin.path != path:
            self._former.pop(path, None)
            return
        kind, key = subject
        record = self._held[kind].pop(key)
        del self._stands[subject]
        self._unlisted(record)

    def _unlisted(self, record: Record) -> None:
        """Take a record out of all look-ups but the one by its key."""
        kind, key = record.subject
        for to in record.targets():
            self._named.get((kind, to), {}).pop(key, None)
        for names, index in self._of_kind(kind):
            index[_values(record, names)].remove(record)

    def _of_kind(self, kind: str) -> Iterator[tuple[tuple[str, ...], Index]]:
        return ((names, index) for (of, names), index in self._indexes.items() if of == kind)

    def _refreshed(self, kinds: set[str]) -> None:
        """Forget what was worked out from records that have changed."""
        self.__dict__.pop("profile", None)
        self._known.clear()
        if kinds & DATED:
            self.parameters = Parameters(definitions(), parameter_values(self._held))
        if kinds & DAYS:
            self.calendar = calendar(self._held)


def _values(record: Record, names: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(getattr(record, name) for name in names)
