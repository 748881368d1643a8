"""Which rules, for which subjects, a change can touch.

Registers are few and everything leans on them: a change there runs every rule that reads
them, whole. Events link to each other by id: a changed event touches the subjects that
hang together with it, before or after the change. A property test compares the selection
with the full run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tripower.core.exceptions import Acknowledgement
from tripower.core.records import Entry, Event, Record
from tripower.core.rules import ANY, Rule
from tripower.core.unit import Unit

Key = tuple[str, str]
EVERYWHERE = frozenset(
    {"unit", "parameter", "district_parameter", "waiver", "calendar_day", "calendar_year"}
)


class Selection:
    """What to judge: everything, or what hangs together with the changed records."""

    def __init__(
        self,
        kinds: frozenset[str],
        keys: frozenset[Key],
        whole: frozenset[str],
        spoken_of: frozenset[tuple[str, str]],
    ) -> None:
        self._kinds = kinds
        self._keys = keys
        self._whole = whole
        self._spoken_of = spoken_of
        self._rules_spoken_of = {rule_id for rule_id, _ in spoken_of}

    def runs(self, rule: Rule) -> bool:
        """Whether the change can touch the rule at all."""
        if self._whole & EVERYWHERE or rule.rule_id in self._rules_spoken_of:
            return True
        return bool(rule.reads & self._kinds)

    def judges(self, rule: Rule, subject: Key, anchors: Iterable[Key]) -> bool:
        """Whether the change can touch the rule's verdict on this subject, or its status."""
        if rule.subject is None or self._whole & (EVERYWHERE | rule.reads):
            return True
        spoken_of = (rule.rule_id, "/".join(subject)) in self._spoken_of
        return spoken_of or not self._keys.isdisjoint(anchors)

    def narrow(self, rule: Rule) -> frozenset[Key] | None:
        """Where the subjects of a rule can be found without asking for all; None where not."""
        if self._whole & (EVERYWHERE | rule.reads) or rule.rule_id in self._rules_spoken_of:
            return None
        return self._keys


def changed(before: Unit, after: Unit, paths: Iterable[str] | None = None) -> set[Key]:
    """The records that differ between two states of a unit, in these files if they are known."""
    if paths is None:
        every = {*before.records, *after.records}
        keys = {(kind, key) for kind in every for key in _either(before, after, kind)}
    else:
        units = (before, after)
        keys = {one.subject for path in paths for unit in units for one in unit.at(path)}
    return {key for key in keys if _differs(before, after, key)}


def _either(before: Unit, after: Unit, kind: str) -> Iterable[str]:
    old, new = before.records.get(kind, {}), after.records.get(kind, {})
    return () if old is new else {*old, *new}


def _differs(before: Unit, after: Unit, key: Key) -> bool:
    one, other = _record(before, key), _record(after, key)
    return one != other or _bytes(before, one) != _bytes(after, other)


def _record(unit: Unit, key: Key) -> Record | None:
    return unit.records.get(key[0], {}).get(key[1])


def _bytes(unit: Unit, record: Record | None) -> bytes | None:
    """The file of an event: minutes rest on the exact bytes of the ballots that they name."""
    return unit.files.get(unit.origin(record).path) if isinstance(record, Event) else None


def select(before: Unit, after: Unit, paths: Iterable[str] | None = None) -> Selection:
    """What a change from one state to the other can touch."""
    keys = changed(before, after, paths)
    events = {key for key in keys if _is_event(before, after, key)}
    anything = {(kind, ANY) for kind, _ in events}
    return Selection(
        kinds=frozenset(kind for kind, _ in keys),
        keys=frozenset(reach(events, [before, after]) | anything),
        whole=frozenset(kind for kind, _ in keys - events),
        spoken_of=frozenset(_spoken_of(keys, [before, after])),
    )


def _spoken_of(keys: set[Key], units: list[Unit]) -> Iterator[tuple[str, str]]:
    """The rules and subjects of changed acknowledgements."""
    for unit in units:
        for one in unit.all(Acknowledgement):
            if one.subject in keys:
                yield one.speaks_of


def _is_event(before: Unit, after: Unit, key: Key) -> bool:
    return _is_event_in(after, key) or _is_event_in(before, key)


def reach(start: set[Key], units: list[Unit]) -> set[Key]:
    """All events that hang together with the start, over links in either direction."""
    found, edge = set(start), list(start)
    while edge:
        key = edge.pop()
        near = {other for unit in units for other in _neighbours(unit, key)} - found
        fresh = {one for one in near if not any(_is_entry_in(unit, one) for unit in units)}
        found |= fresh
        edge += fresh
    return found


def _neighbours(unit: Unit, key: Key) -> Iterator[Key]:
    record = _record(unit, key)
    if isinstance(record, Event):
        yield from ((kind, name) for _, kind, name in record.links())
    yield from (one.subject for one in unit.naming(key))


def _is_event_in(unit: Unit, key: Key) -> bool:
    return isinstance(_record(unit, key), Event)


def _is_entry_in(unit: Unit, key: Key) -> bool:
    """People and catalogue items would join everything to everything; they are registers.

    What is named and not on record joins: two records on a matter that is missing.
    """
    return isinstance(_record(unit, key), Entry)
