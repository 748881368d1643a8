"""A check of a folder of which most is known: only what can have changed is judged again.

What was found clean stays so until a change can touch it; what was not is judged afresh,
so that no finding is ever taken from the facts. Whatever is out of the ordinary, such as
a changed register or a file that cannot be read, is left to a check of everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

from tripower.core.exceptions import Acknowledgement
from tripower.core.kinds import KindTable
from tripower.core.records import Event, Record
from tripower.core.rules import ANY, Rule
from tripower.core.unit import Unit
from tripower.engine.run import Run, Unclean
from tripower.engine.selection import Key, Selection, reach
from tripower.store import facts as known
from tripower.store.facts import Facts, Names, Now, Stamps
from tripower.store.lazy import LazyUnit
from tripower.store.source import Listed


class Since(Selection):
    """What changed since the facts were found, and what was not found clean then."""

    def __init__(self, changed: list[Event], touched: set[Key], before: Facts) -> None:
        acks = [one for one in changed if isinstance(one, Acknowledgement)]
        kinds = frozenset(one.kind for one in changed)
        keys = frozenset(touched | {(kind, ANY) for kind in kinds})
        super().__init__(kinds, keys, frozenset(), frozenset(one.speaks_of for one in acks))
        self._unclean = {(one.rule_id, one.subject) for one in before.unclean}
        self._anchors: dict[str, set[Key]] = {}
        for one in before.unclean:
            self._anchors.setdefault(one.rule_id, set()).update(one.anchors)

    def runs(self, rule: Rule) -> bool:
        """Whether the change can touch the rule, or it found something before."""
        return bool(rule.needs) or rule.rule_id in self._anchors or super().runs(rule)

    def judges(self, rule: Rule, subject: Key, anchors: Iterable[Key]) -> bool:
        """Whether the change can touch the verdict, or it was not clean before."""
        return (rule.rule_id, subject) in self._unclean or super().judges(rule, subject, anchors)

    def narrow(self, rule: Rule) -> frozenset[Key] | None:
        """Where the subjects of a rule can be found without asking for all; None where not."""
        keys = super().narrow(rule)
        return None if keys is None else keys | self._anchors.get(rule.rule_id, set())


class Warm:
    """A folder with facts about it that still hold for the most part."""

    def __init__(self, folder: Path, facts: Facts, now: Now, kinds: KindTable) -> None:
        self.facts = facts
        self.now = now
        self.kinds = kinds
        self._old = frozenset(facts.files.paths)
        self.unit = LazyUnit(Listed(folder, now.files.paths), kinds, _says(facts, now))

    def fits(self, day: date) -> bool:
        """Whether the facts are of that day, and only events have changed, none of them oddly."""
        changed = self.now.changed
        ordinary = all("/" in path and self._ordinary(path) for path in changed)
        if self.now.gone or not ordinary or day.isoformat() != self.facts.as_of:
            return False
        return not (list(self.unit.problems_of(changed)) or self.unit.problems)

    def _ordinary(self, path: str) -> bool:
        """One record of the key that stood there before; an acknowledgement is new or unchanged."""
        told, before = self.unit.at(path), self.facts.names.get(path)
        if len(told) != 1 or not isinstance(told[0], Event) or told[0].supersedes:
            return False
        if isinstance(told[0], Acknowledgement) and path in self._old:
            return False
        return before is None or before.key == told[0].key

    def selection(self) -> Since:
        """What has to be judged."""
        changed = [
            one for path in self.now.changed for one in self.unit.at(path) if isinstance(one, Event)
        ]
        before = (self.facts.names.get(path) for path in self.now.changed)
        named = {key for one in before if one is not None for key in one.names}
        touched = reach({one.subject for one in changed} | named, [self.unit])
        return Since(changed, touched, self.facts)

    def run(self, day: date, rules: Mapping[str, Rule]) -> Run:
        """A run over what has to be judged."""
        run = Run(self.unit, day, self.selection())
        run.touched = run.reached(rules)
        return run

    def found(self, day: date, run: Run) -> Facts:
        """The facts as they are after the run."""
        names = {**self.facts.names}
        for path in self.now.changed:
            for record in self.unit.at(path):
                if self.kinds.by_name[record.kind] in self.kinds.loose():
                    names[path] = _names(record, self.kinds)
        return facts_of(day, self.now.files, self.now.folders, names, run.unclean)


def _says(facts: Facts, now: Now) -> Callable[[str], list[str]]:
    """Where the id of an event stands otherwise than in a path; a changed file may say any."""
    found: dict[str, set[str]] = {}
    for path, one in facts.names.items():
        for name in (one.key, *(key for _, key in one.names)):
            found.setdefault(name, set()).add(path)
    return lambda name: sorted({*found.get(name, ()), *now.changed})


FEW = 200
"""Changed files up to which it is quicker to judge what they touch than to judge everything."""


def open_warm(folder: Path, kinds: KindTable) -> Warm | None:
    """The folder with what is known of it; None where that is little, or it is no plain folder."""
    facts = known.recall(folder)
    now = known.compared(folder, facts) if facts is not None else None
    if facts is None or now is None or len(now.changed) > FEW:
        return None
    return Warm(folder, facts, now, kinds)


def names_of(unit: Unit, kinds: KindTable) -> dict[str, Names]:
    """What the events of a unit name otherwise than by the path of their file."""
    records = [one for kind in kinds.loose() for one in unit.all(kind.record)]
    found = {unit.origin(one).path: _names(one, kinds) for one in records}
    return found | {path: _names(one, kinds) for path, one in unit.replaced.items()}


def _names(record: Record, kinds: KindTable) -> Names:
    linked = ((to, key) for _, to, key in record.links() if kinds.is_event(to))
    return Names(record.key, tuple(dict.fromkeys(linked)))


def facts_of(
    day: date, files: Stamps, folders: Stamps, names: dict[str, Names], unclean: Unclean
) -> Facts:
    """What a check has found out."""
    told = (known.Unclean(rule, subject, anchors) for (rule, subject), anchors in unclean.items())
    return Facts(known.make(), day.isoformat(), files, folders, names, tuple(told))
