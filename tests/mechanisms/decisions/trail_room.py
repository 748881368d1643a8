"""One commit in memory: what was there, what is there now, and what one rule says of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from tests.mechanisms.decisions.papers_room import base, unit
from tripower.cli.registry import load_rules
from tripower.core.changes import Act, Change, ChangeView, Pair
from tripower.core.records import Record
from tripower.core.rules import Hit
from tripower.core.unit import Origin, Unit

MONDAY = date(2024, 7, 1)


def act(on: date = MONDAY, **told: Any) -> Act:
    """An honest commit of the clerk; `days` where the clocks of two places differ."""
    when = datetime(on.year, on.month, on.day, 9)
    who: dict[str, Any] = {"author_id": "wen", "actor_id": "wen", "when": when, "days": (on,)}
    return Act(**who | told)


def text(record: Record) -> bytes:
    """The bytes of its file in these tests."""
    return repr(record).encode()


def where(record: Record) -> str:
    """Where it lies in these tests."""
    return f"{record.kind}/{record.key}"


def pair(before: Record | None, after: Record | None, path: str = "") -> Pair:
    """A record that comes, changes or goes; its bytes are its own words."""
    one = after or before
    assert one is not None
    texts = [None if it is None else text(it) for it in (before, after)]
    return Pair(path or where(one), one.subject, *texts, before, after)


def came(*records: Record) -> list[Pair]:
    return [pair(None, one) for one in records]


def there(pairs: Iterable[Pair], *others: Record, without: Iterable[Record] = ()) -> Unit:
    """The base unit after these changes, with others that were there; some are corrected now."""
    pairs = list(pairs)
    new = [one.after for one in pairs if one.after is not None]
    gone = [one.before for one in pairs if one.after is None and one.before is not None]
    now = unit(without=[*gone, *without], origin=unit(*others, *gone, *new))
    come = {one.subject for one in new}
    texts = {one.subject: (one.path, one.new) for one in pairs if one.new is not None}
    olds = {where(one): one for one in others}
    files = {path: text(one) for path, one in olds.items()} | dict(texts.values())
    places = {one.subject: path for path, one in olds.items()}
    places |= {subject: path for subject, (path, _) in texts.items()}
    return Unit(
        now.records,
        {**base().origins, **{subject: Origin(path) for subject, path in places.items()}},
        now.parameters,
        now.calendar,
        files={**base().files, **files},
        replaced={path: one for path, one in olds.items() if one.subject in come},
    )


def hits(rule_id: str, pairs: Iterable[Pair], see: Unit, by: Act, **told: Any) -> list[Hit]:
    """What a rule finds, by a view that shows only what it declares."""
    rule, pairs = load_rules()[rule_id], tuple(pairs)
    view = ChangeView(see, rule.reads, rule.parameters, by.day, {p.subject: p for p in pairs})
    return list(rule.function(Change(by, pairs, **told), view))


def said(
    rule_id: str,
    pairs: Iterable[Pair],
    *others: Record,
    without: Iterable[Record] = (),
    by: Act | None = None,
    **told: Any,
) -> list[str]:
    """`severity name` of each hit, in order of their names."""
    pairs = list(pairs)
    found = hits(rule_id, pairs, there(pairs, *others, without=without), by or act(), **told)
    return sorted(f"{hit.severity} {hit.says}" for hit in found)
