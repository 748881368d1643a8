"""States of a unit that nobody would think of: the units of tests/rules, mixed and changed.

A state is a mapping from kind and key to a record. Records are changed as data, without the
way over YAML, so that hypothesis can try some hundreds of states in seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from enum import Enum
from functools import cache
from typing import Any

import msgspec
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.rules.units import HERE, overlay
from tripower.core.calendar import Calendar
from tripower.core.parameters import Parameters, ParameterValue
from tripower.core.records import Record
from tripower.core.registers import CalendarDay, CalendarYear
from tripower.core.unit import Origin, Unit
from tripower.mechanisms.kinds import KINDS
from tripower.store.consistency import definitions
from tripower.store.load import read_file

Key = tuple[str, str]
Path = tuple[str | int, ...]


class State(dict[Key, Record]):
    """Records by kind and key; a counterexample shows only how it differs from the base unit."""

    def __repr__(self) -> str:
        base = overlays()[0]
        gone = [f"drop{key}" for key in base if key not in self]
        puts = [f"put({one!r})" for key, one in self.items() if base.get(key) != one]
        return f"mixed({', '.join((*gone, *puts))})"


Change = Callable[[State], State]


@cache
def overlays() -> tuple[State, ...]:
    """The base unit, and every good and bad unit of a rule."""
    folders = [p for p in sorted(HERE.glob("*/*")) if p.name in ("good", "bad")]
    return tuple(_state(overlay(folder)) for folder in (HERE / "base", *folders))


def _state(files: dict[str, bytes]) -> State:
    return State(
        {one.subject: one for path in sorted(files) for one in _records(path, files[path])}
    )


@cache
def _records(path: str, data: bytes) -> tuple[Record, ...]:
    return tuple(one.record for one in read_file(path, data, KINDS)[0])


def unit(state: State) -> Unit:
    """The unit that such records make; every record stands in a file of its own."""
    records: dict[str, dict[str, Record]] = {kind.name: {} for kind in KINDS}
    for kind, key in sorted(state):
        records[kind][key] = state[kind, key]
    values = [one for one in state.values() if isinstance(one, ParameterValue)]
    days = {one.on: one.status.value for one in state.values() if isinstance(one, CalendarDay)}
    years = {one.year for one in state.values() if isinstance(one, CalendarYear)}
    return Unit(
        records,
        {subject: Origin("/".join(subject)) for subject in state},
        Parameters(definitions(), values),
        Calendar(days, years & {day.year for day in days}),
    )


def mixed(*changes: Change) -> State:
    """The base unit after some changes; how a counterexample is written down."""
    return applied(overlays()[0], changes)


def applied(state: State, changes: Iterable[Change]) -> State:
    for change in changes:
        state = change(state)
    return state


def drop(kind: str, key: str) -> Change:
    """A record is gone."""
    return lambda state: State({k: one for k, one in state.items() if k != (kind, key)})


def put(record: Record) -> Change:
    """A record is there, and no other of that key."""
    return lambda state: State({**state, record.subject: record})


def edit(kind: str, key: str, **fields: Any) -> Change:
    """Some fields of a record have other values."""

    def change(state: State) -> State:
        if (kind, key) not in state:
            return state
        return put(replace(state[kind, key], **fields))(state)

    return change


def edited(kind: str, key: str, path: Path, value: Any) -> Change:
    """A value somewhere inside a record is another one; what no longer fits is left alone."""

    def change(state: State) -> State:
        old = state.get((kind, key))
        new = _replaced(old, path, value) if old is not None else None
        return state if new is None else put(new)(state)

    return change


def _replaced(held: Any, path: Path, value: Any) -> Any:
    if not path:
        return value
    first, *rest = path
    if isinstance(held, tuple) and isinstance(first, int) and first < len(held):
        new = _replaced(held[first], tuple(rest), value)
        return None if new is None else (*held[:first], new, *held[first + 1 :])
    if isinstance(held, msgspec.Struct) and isinstance(first, str):
        new = _replaced(getattr(held, first), tuple(rest), value)
        return None if new is None and rest else replace(held, **{first: new})
    return None


@cache
def _pool() -> dict[Key, tuple[Record, ...]]:
    """All records of all units, by kind and key."""
    found: dict[Key, dict[Record, None]] = {}
    for state in overlays():
        for key, record in state.items():
            found.setdefault(key, {})[record] = None
    return {key: tuple(records) for key, records in found.items()}


@cache
def _values() -> dict[tuple[str, Path], tuple[Any, ...]]:
    """What stands, or might stand, in each place of each kind of record."""
    seen: dict[tuple[str, Path], list[Any]] = {}
    for (kind, _), records in _pool().items():
        for path, value in (place for record in records for place in _walk(record)):
            seen.setdefault((kind, _column(path)), []).append(value)
    return {place: _alternatives(values) for place, values in seen.items()}


def _column(path: Path) -> Path:
    """The same place in other records: lines of a list share their values."""
    return tuple(part if isinstance(part, str) else "#" for part in path)


def _walk(held: Any, path: Path = ()) -> Iterable[tuple[Path, Any]]:
    if isinstance(held, msgspec.Struct):
        fixed = getattr(held, "id_fields", ())
        for name in held.__struct_fields__:
            if name not in (*fixed, "supersedes"):
                yield from _walk(getattr(held, name), (*path, name))
        return
    yield path, held
    for index, one in enumerate(held if isinstance(held, tuple) else ()):
        yield from _walk(one, (*path, index))


def _alternatives(values: list[Any]) -> tuple[Any, ...]:
    found = dict.fromkeys(values)
    for value in values:
        if isinstance(value, bool):
            found.update({True: None, False: None})
        elif isinstance(value, Enum):
            found.update(dict.fromkeys(type(value)))
        elif isinstance(value, date):
            found.update({value + timedelta(days=n): None for n in (-40, -7, -1, 1, 7, 40)})
        elif isinstance(value, tuple) and value:
            found.update({value[1:]: None, value[::-1]: None, (*value, value[0]): None})
    return tuple(found)


@st.composite
def changes(draw: st.DrawFn, state: State) -> State:
    """A record dropped, taken from another unit, or different in one place."""
    which = draw(st.integers(0, 4))
    if which == 0:
        return drop(*_one(draw, tuple(state)))(state)
    if which == 1:
        return put(_one(draw, _pool()[_one(draw, tuple(_pool()))]))(state)
    kind, key = _one(draw, tuple(state))
    path, _ = _one(draw, tuple(_walk(state[kind, key])))
    return edited(kind, key, path, _one(draw, _values()[kind, _column(path)]))(state)


def _one(draw: st.DrawFn, some: tuple[Any, ...]) -> Any:
    return some[draw(st.integers(0, len(some) - 1))]


@st.composite
def pairs(draw: st.DrawFn) -> tuple[State, State]:
    """A state and what became of it."""
    before = State({**_one(draw, overlays()), **_one(draw, overlays())})
    for _ in range(draw(st.integers(0, 3))):
        before = draw(changes(before))
    if draw(st.integers(0, 3)) == 0:
        return before, _with_kinds_of(draw, before, _one(draw, overlays()))
    after = before
    for _ in range(draw(st.integers(1, 4))):
        after = draw(changes(after))
    return before, after


def _with_kinds_of(draw: st.DrawFn, state: State, other: State) -> State:
    """Whole registers, or all events of a kind, as another unit has them."""
    differ = {key[0] for key in state.keys() | other.keys() if state.get(key) != other.get(key)}
    taken = draw(st.sets(st.sampled_from(sorted(differ or {"unit"})), min_size=1, max_size=3))
    kept = {key: one for key, one in state.items() if key[0] not in taken}
    return State({**kept, **{key: one for key, one in other.items() if key[0] in taken}})
