"""A unit's records as typed look-ups, and the guarded view of them that a rule gets."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

import msgspec

from tripower.core.calendar import Calendar
from tripower.core.digests import sha256
from tripower.core.findings import Problem
from tripower.core.parameters import InForce, Parameters
from tripower.core.people import Person, Position, name_of
from tripower.core.records import Event, Record
from tripower.core.registers import UnitProfile

R = TypeVar("R", bound=Record)
T = TypeVar("T")


class Origin(msgspec.Struct, frozen=True):
    """Where a record stands: the file within the unit, and where in the file."""

    path: str
    pointer: tuple[str | int, ...] = ()


class Unit:
    """Everything that could be read in a unit's folder; never changes once built."""

    def __init__(
        self,
        records: Mapping[str, Mapping[str, Record]],
        origins: Mapping[tuple[str, str], Origin],
        parameters: Parameters,
        calendar: Calendar,
        problems: Iterable[Problem] = (),
        files: Mapping[str, bytes] | None = None,
        replaced: Mapping[str, Record] | None = None,
    ) -> None:
        self.files = {} if files is None else files
        self.replaced = {} if replaced is None else replaced
        self.records = records
        self.origins = origins
        self.parameters = parameters
        self.calendar = calendar
        self._problems = tuple(problems)
        self._indexes: dict[tuple[str, tuple[str, ...]], dict[tuple[object, ...], list[Record]]]
        self._indexes = {}
        self._linked: dict[str, dict[tuple[str, str], list[Record]]] = {}
        self._known: dict[tuple[str, Hashable], Known] = {}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be read, and what does not fit together."""
        return self._problems

    @cached_property
    def profile(self) -> UnitProfile | None:
        """The unit itself; None where unit.yaml could not be read."""
        return next(iter(self.all(UnitProfile)), None)

    @property
    def unit_id(self) -> str:
        """The unit's id, empty where it is not known."""
        return self.profile.unit_id if self.profile else ""

    def all(self, kind: type[R]) -> list[R]:
        """Every record of a kind, in the order of file and line."""
        held = self.records.get(kind.kind, {})
        return list(held.values())  # type: ignore[arg-type]  # keyed by kind

    def get(self, kind: type[R], key: str) -> R | None:
        """The record of that key."""
        return self.records.get(kind.kind, {}).get(key)  # type: ignore[return-value]

    def where(self, kind: type[R], **fields: object) -> list[R]:
        """The records whose fields have these values; indexed, so cheap to ask often."""
        names = tuple(fields)
        index = self._indexes.get((kind.kind, names))
        if index is None:
            index = self._indexes[kind.kind, names] = {}
            for record in self.all(kind):
                value = tuple([getattr(record, name) for name in names])
                index.setdefault(value, []).append(record)
        return index.get(tuple(fields.values()), [])  # type: ignore[return-value]

    def linked(self, kind: type[R], to: tuple[str, str]) -> list[R]:
        """The records of a kind that name another record, given by kind and key."""
        index = self._linked.get(kind.kind)
        if index is None:
            index = self._linked[kind.kind] = {}
            for record in self.all(kind):
                for target in record.targets():
                    index.setdefault(target, []).append(record)
        return index.get(to, [])  # type: ignore[return-value]

    def naming(self, subject: tuple[str, str]) -> list[Record]:
        """The events that name a record, given by kind and key, wherever they do."""
        return self._naming.get(subject, [])

    @cached_property
    def _naming(self) -> dict[tuple[str, str], list[Record]]:
        found: dict[tuple[str, str], list[Record]] = {}
        for held in self.records.values():
            for record in held.values():
                if isinstance(record, Event):
                    for target in record.targets():
                        found.setdefault(target, []).append(record)
        return found

    def at(self, path: str) -> list[Record]:
        """The records of one file."""
        return self._at.get(path, [])

    @cached_property
    def _at(self) -> dict[str, list[Record]]:
        found: dict[str, list[Record]] = {}
        for (kind, key), origin in self.origins.items():
            if record := self.records.get(kind, {}).get(key):
                found.setdefault(origin.path, []).append(record)
        return found

    def once(self, name: str, key: Hashable, work: Callable[[Sees], T]) -> T:
        """What `work` makes of this unit, done once for each name and key."""
        return self.known(name, key, work).value  # type: ignore[no-any-return]

    def known(self, name: str, key: Hashable, work: Callable[[Sees], Any]) -> Known:
        """The same with what it read, for the view of a rule that asks too."""
        found = self._known.get((name, key))
        if found is None:
            see = Recorder(self)
            found = self._known[name, key] = Known(work(see), see.kinds, see.used())
        return found

    def origin(self, record: Record) -> Origin:
        """Where a record stands."""
        return self.origins.get(record.subject, Origin(""))

    def content(self, record: Record) -> bytes:
        """The bytes of the file that a record stands in; empty where the file is not known."""
        return self.files.get(self.origin(record).path, b"")

    def sha256(self, record: Record) -> str:
        """The digest of the file that a record stands in; empty where the file is not known."""
        data = self.files.get(self.origin(record).path)
        return sha256(data) if data is not None else ""

    def corrected(self, record: R) -> R | None:
        """What the record said before it was corrected; None where it corrects nothing."""
        told = getattr(record, "supersedes", None)
        return self.replaced.get(told.path) if told else None  # type: ignore[return-value]

    def on(self, day: date) -> InForce:
        """The parameters in force on a day (VER-01), unguarded."""
        return InForce(self.parameters.at(day), None)

    def all_positions(self) -> list[Position]:
        """Every post on record."""
        return self.all(Position)

    def person(self, person_id: str) -> Person | None:
        """The person of that id."""
        return self.get(Person, person_id)

    def name(self, person_id: str) -> str:
        """A person's name, for messages."""
        return name_of(self, person_id)


class Known(msgspec.Struct, frozen=True):
    """A result, with the kinds of record and the parameters that it rests on."""

    value: Any
    kinds: frozenset[str]
    used: dict[str, str]


class View:
    """What a rule sees of a unit: the kinds and parameters that it declares, nothing else."""

    def __init__(
        self, unit: Unit, kinds: frozenset[str], parameters: frozenset[str], as_of: date
    ) -> None:
        self._unit = unit
        self._kinds = kinds
        self._parameters = parameters
        self._used: list[Mapping[str, str]] = []
        self.as_of = as_of
        self.calendar = unit.calendar

    @property
    def profile(self) -> UnitProfile | None:
        """The unit itself."""
        return self._unit.profile

    def all(self, kind: type[R]) -> list[R]:
        """Every record of a declared kind."""
        return self._unit.all(self._declared(kind))

    def get(self, kind: type[R], key: str) -> R | None:
        """The record of that key, of a declared kind."""
        return self._unit.get(self._declared(kind), key)

    def where(self, kind: type[R], **fields: object) -> list[R]:
        """The records of a declared kind whose fields have these values."""
        return self._unit.where(self._declared(kind), **fields)

    def linked(self, kind: type[R], to: tuple[str, str]) -> list[R]:
        """The records of a declared kind that name another record."""
        return self._unit.linked(self._declared(kind), to)

    def on(self, day: date) -> InForce:
        """The declared parameters in force on a day (VER-01); what is read is noted."""
        found = InForce(self._unit.parameters.at(day), self._parameters)
        self._used.append(found.used)
        return found

    def once(self, name: str, key: Hashable, work: Callable[[Sees], T]) -> T:
        """What `work` makes of the unit, done once for all rules; each declares what it reads."""
        known = self._unit.known(name, key, work)
        if undeclared := (known.kinds - self._kinds) | (known.used.keys() - self._parameters):
            raise LookupError(f"{', '.join(sorted(undeclared))} not declared by the rule")
        self._used.append(known.used)
        return known.value  # type: ignore[no-any-return]

    def forget(self) -> None:
        """What is read from here on is another subject's."""
        self._used.clear()

    def used(self) -> dict[str, str]:
        """The parameters read since the last call, with their values."""
        used = {key: value for found in self._used for key, value in sorted(found.items())}
        self._used.clear()
        return used

    def content(self, record: Record) -> bytes:
        """The bytes of the file of a record of a declared kind."""
        self._declared(type(record))
        return self._unit.content(record)

    def sha256(self, record: Record) -> str:
        """The digest of the file of a record of a declared kind."""
        self._declared(type(record))
        return self._unit.sha256(record)

    def corrected(self, record: R) -> R | None:
        """What a record of a declared kind said before it was corrected."""
        self._declared(type(record))
        return self._unit.corrected(record)

    def version(self, day: date) -> str:
        """The digest of all parameters in force on a day."""
        return self._unit.parameters.version(day)

    def all_positions(self) -> list[Position]:
        """Every post on record, if the rule reads positions."""
        return self.all(Position)

    def person(self, person_id: str) -> Person | None:
        """The person of that id, if the rule reads people."""
        return self.get(Person, person_id)

    def name(self, person_id: str) -> str:
        """A person's name, for messages; no verdict rests on it, so nothing is declared."""
        return name_of(self._unit, person_id)

    def _declared(self, kind: type[R]) -> type[R]:
        if kind.kind not in self._kinds:
            raise LookupError(f"kind {kind.kind} is not declared by the rule")
        return kind


class Recorder(View):
    """A view that allows everything and notes it, for results that several rules share."""

    def __init__(self, unit: Unit) -> None:  # without `as_of`: it is shared by all days
        self._unit = unit
        self._kinds = frozenset()
        self._used = []
        self.calendar = unit.calendar

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds asked for so far."""
        return self._kinds

    def on(self, day: date) -> InForce:
        """The parameters in force on a day; what is read is noted."""
        found = self._unit.on(day)
        self._used.append(found.used)
        return found

    def once(self, name: str, key: Hashable, work: Callable[[Sees], T]) -> T:
        """A result within a result: what it read counts for both."""
        known = self._unit.known(name, key, work)
        self._kinds |= known.kinds
        self._used.append(known.used)
        return known.value  # type: ignore[no-any-return]

    def _declared(self, kind: type[R]) -> type[R]:
        self._kinds |= {kind.kind}
        return kind


Sees = Unit | View
