"""Numbers of the law as dated values with their source, in three layers.

The shipped pack defines each parameter; the district's copy in the unit's repository
comes before it, the unit's own values before both. A record is judged by the values in
force on its own day (VER-01).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any

import msgspec

from tripower.core.digests import sha256
from tripower.core.findings import SourceClass
from tripower.core.messages import N_
from tripower.core.numbers import parse_money, parse_share
from tripower.core.records import Entry, Money, Term, Text

OF_MEETINGS = ("dec.", "arg.", "pow.head_roles")
"""How the keys begin by which meetings are judged."""


class ValueType(Term):
    """What the text of a value must be."""

    INT = "int"
    SHARE = "share"
    MONEY = "money"
    CHOICE = "choice"
    WORDS = "words"


class Change(Term):
    """What a district or unit may do to a shipped value."""

    ANY = "any"
    ADD = "add"
    AT_LEAST = "at_least"
    NEVER = "never"


class ParameterValue(Entry, frozen=True, kw_only=True):
    """A unit's own value of a parameter from a day on (参数).

    key: name of the parameter, such as dec.close_margin.
    value: the value, or a list of words.
    from: first day on which it holds; without it, always.
    source_class: class of the source (reg, seed, local_practice, practice).
    source: the paper or practice it rests on.
    """

    kind = "parameter"
    id_fields = ("key_", "from_")
    day_field = "from_"

    key_: Text = msgspec.field(name="key")
    value: Text | tuple[Text, ...]
    from_: date | None = msgspec.field(name="from", default=None)
    source_class: SourceClass
    source: Text


class DistrictParameterValue(ParameterValue, frozen=True, kw_only=True):
    """A value that the district adopted, copied into the unit's repository (区参数)."""

    kind = "district_parameter"


class DatedValue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A shipped value and since when it holds."""

    value: str | tuple[str, ...]
    from_: date | None = msgspec.field(name="from", default=None)
    source_class: SourceClass
    source: str


class Definition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A parameter as shipped: what it means, of which type, who may change it how."""

    key: str
    type: ValueType
    meaning: str
    change: Change = Change.ANY
    choices: tuple[str, ...] = ()
    values: tuple[DatedValue, ...] = ()

    @property
    def first(self) -> str | tuple[str, ...] | None:
        """The value shipped for the earliest days, None where each unit sets its own."""
        dated = min(self.values, key=lambda v: v.from_ or date.min, default=None)
        return dated.value if dated else None

    def allows(self, value: str | tuple[str, ...]) -> bool:
        """Whether a unit or district may set a parameter to this fitting value."""
        if self.change is Change.AT_LEAST and isinstance(value, str):
            read = _whole if self.type is ValueType.INT else parse_share
            return all(read(value) >= read(str(v.value)) for v in self.values)
        if self.change is Change.ADD:
            return all(set(v.value) <= set(value) for v in self.values)
        return self.change is Change.ANY


class Value(msgspec.Struct, frozen=True):
    """A value in force on a day, with where it comes from."""

    key: str
    value: str | tuple[str, ...]
    source_class: SourceClass
    source: str
    layer: str

    def text(self) -> str:
        """The value as one text."""
        return self.value if isinstance(self.value, str) else ", ".join(self.value)


def unfit(definition: Definition, value: str | tuple[str, ...]) -> str | None:
    """Why a text cannot be a value of this parameter, as a msgid; None where it can."""
    if definition.type is ValueType.WORDS:
        return None if isinstance(value, tuple) else N_("a list of words")
    if not isinstance(value, str):
        return N_("one value, not a list")
    if definition.type is ValueType.CHOICE:
        return None if value in definition.choices else " | ".join(definition.choices)
    readers: dict[ValueType, Any] = {
        ValueType.INT: _whole,
        ValueType.SHARE: parse_share,
        ValueType.MONEY: parse_money,
    }
    try:
        readers[definition.type](value)
    except ValueError:
        return f"{definition.type.value}"
    return None


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise ValueError(text)
    return int(text)


class Parameters:
    """All layers together; `at` gives the values in force on a day."""

    def __init__(
        self, definitions: Iterable[Definition], values: Iterable[ParameterValue] = ()
    ) -> None:
        self.definitions = {one.key: one for one in definitions}
        known = [one for one in values if one.key_ in self.definitions]
        self._own: dict[tuple[str, str], list[ParameterValue]] = {}
        for one in known:
            layer = "district" if isinstance(one, DistrictParameterValue) else "unit"
            self._own.setdefault((layer, one.key_), []).append(one)
        shipped = (value for one in self.definitions.values() for value in one.values)
        days = [*(one.from_ for one in known), *(one.from_ for one in shipped)]
        self._changes = sorted({day for day in days if day}, reverse=True)
        self._days: dict[date, dict[str, Value]] = {}

    def at(self, day: date) -> dict[str, Value]:
        """Every parameter that has a value on the day."""
        if day not in self._days:
            since = next((change for change in self._changes if change <= day), date.min)
            if since not in self._days:
                self._days[since] = {v.key: v for v in self._resolve(since)}
            self._days[day] = self._days[since]
        return self._days[day]

    def version(self, day: date) -> str:
        """A short digest of what was set for meetings of the day, frozen when one opens (VER-01).

        A value counts where it differs from the first that was shipped. So it changes when the
        unit, its district or a release dates a value back, and not when a release brings a
        new parameter along: nobody could have been held to that.
        """
        text = "\n".join(f"{v.key}={v.text()}" for v in self.at(day).values() if self._set(v))
        return sha256(text.encode())[:12]

    def _set(self, value: Value) -> bool:
        """Whether somebody set a value by which meetings are judged."""
        return (
            value.key.startswith(OF_MEETINGS) and value.value != self.definitions[value.key].first
        )

    def _resolve(self, day: date) -> Iterator[Value]:
        for key, definition in sorted(self.definitions.items()):
            value = _latest(key, definition.values, day, "shipped")
            for layer in ("district", "unit"):
                own = self._own.get((layer, key), ())
                value = _over(definition, value, _latest(key, own, day, layer))
            if value is not None:
                yield value


def _latest(
    key: str, values: Iterable[ParameterValue | DatedValue], day: date, layer: str
) -> Value | None:
    in_force = [v for v in values if v.from_ is None or v.from_ <= day]
    if not in_force:
        return None
    last = max(in_force, key=lambda v: v.from_ or date.min)
    return Value(key, last.value, last.source_class, last.source, layer)


def _over(definition: Definition, below: Value | None, above: Value | None) -> Value | None:
    """Which of two layers holds; an override that is unfit or not allowed is passed over."""
    if above is None or unfit(definition, above.value) is not None:
        return below
    return above if definition.allows(above.value) else below


class InForce:
    """The parameters of one day as a rule may use them: only those it declares."""

    def __init__(self, values: dict[str, Value], allowed: frozenset[str] | None) -> None:
        self._values = values
        self._allowed = allowed
        self.used: dict[str, str] = {}

    def optional(self, key: str) -> str | None:
        """The text of a value, None where nobody has set it."""
        if self._allowed is not None and key not in self._allowed:
            raise LookupError(f"parameter {key} is not declared by the rule")
        value = self._values.get(key)
        if value is None or not isinstance(value.value, str):
            return None
        self.used[key] = value.value
        return value.value

    def text(self, key: str) -> str:
        """The text of a value that is always set."""
        value = self.optional(key)
        if value is None:
            raise LookupError(f"parameter {key} has no value")
        return value

    def whole(self, key: str) -> int:
        """A whole number."""
        return _whole(self.text(key))

    def share(self, key: str) -> Fraction:
        """A share such as 2/3, exact (NUM-02)."""
        return parse_share(self.text(key))

    def money(self, key: str) -> Money | None:
        """An amount in yuan, None where the unit has set none."""
        found = self.optional(key)
        return None if found is None else Money.parse(found)

    def words(self, key: str) -> tuple[str, ...]:
        """A list of words; empty where nobody has set it."""
        if self._allowed is not None and key not in self._allowed:
            raise LookupError(f"parameter {key} is not declared by the rule")
        value = self._values.get(key)
        if value is None or isinstance(value.value, str):
            return ()
        self.used[key] = value.text()
        return value.value
