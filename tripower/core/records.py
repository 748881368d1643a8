"""What every record has in common: fields with types, ids that link, a day it happened.

A kind of record is a frozen struct. Its docstring explains each field on a line
`name: explanation`; `tripower record fields` and docs/records.md print those lines.
References between records are types (`Ref`), so that one mechanism finds missing
references, links records for the engine and documents both.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, ClassVar, Self, get_args, get_type_hints

import msgspec

from tripower.core.numbers import parse_money


class Term(StrEnum):
    """A word from a closed list; its label is a msgid, the word with spaces."""

    @property
    def label(self) -> str:
        """The English label, to be translated when shown."""
        return self.value.replace("_", " ")


def natural(key: str) -> list[tuple[str, int]]:
    """A sort key by which M-9 comes before M-10."""
    return [(word, int(digits or 0)) for word, digits in re.findall(r"(\D*)(\d*)", key)]


class Money(Decimal):
    """Yuan with at most two decimals, read as text (NUM-03)."""

    @classmethod
    def parse(cls, text: object) -> Self:
        """Read an amount; ValueError for anything but plain digits."""
        return cls(parse_money(str(text)))


_SHA256 = re.compile(r"[0-9a-f]{64}")


class Digest(str):
    """A SHA-256 in lower-case hexadecimal, naming the exact bytes of a file."""

    __slots__ = ()

    @classmethod
    def parse(cls, text: object) -> Self:
        """Read a digest; ValueError unless it is 64 hexadecimal digits."""
        if not _SHA256.fullmatch(str(text)):
            raise ValueError(text)
        return cls(text)


class Ref(msgspec.Struct, frozen=True):
    """Marks a field whose text is the key of a record of another kind."""

    kind: str


ID_PATTERN = r"^[^\W_][\w.\-]{0,63}$"
Id = Annotated[str, msgspec.Meta(pattern=ID_PATTERN)]
Text = Annotated[str, msgspec.Meta(min_length=1)]
PersonId = Annotated[str, Ref("person"), msgspec.Meta(pattern=ID_PATTERN)]
MatterId = Annotated[str, Ref("matter"), msgspec.Meta(pattern=ID_PATTERN)]
MeetingId = Annotated[str, Ref("meeting"), msgspec.Meta(pattern=ID_PATTERN)]


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of all kinds. `kind` names it, `id_fields` make its key, `day_field` dates it."""

    kind: ClassVar[str] = ""
    id_fields: ClassVar[tuple[str, ...]] = ()
    day_field: ClassVar[str] = ""
    public: ClassVar[bool] = True

    @property
    def key(self) -> str:
        """The record's id, unique within its kind in a unit."""
        names = self.id_fields
        if len(names) == 1:
            return str(getattr(self, names[0]))
        return "/".join([str(getattr(self, name)) for name in names])

    @property
    def day(self) -> date | None:
        """The day on which what the record tells happened, if it has one."""
        found = getattr(self, self.day_field) if self.day_field else None
        return found if isinstance(found, date) else None

    @property
    def subject(self) -> tuple[str, str]:
        """Kind and key: how findings, waivers and acknowledgements name the record."""
        return self.kind, self.key

    def links(self) -> Iterator[tuple[str, str, str]]:
        """Each reference to another record: field, kind, key."""
        return _links(self, "")

    def targets(self) -> dict[tuple[str, str], None]:
        """Kind and key of the records that it refers to, each once, in order; quicker."""
        found: dict[tuple[str, str], None] = {}
        _note_targets(self, found)
        return found


class Entry(Record, frozen=True, kw_only=True):
    """A line of a register: people, positions, powers, catalogue, parameters.

    late_entry: why something past is recorded only now.
    """

    late_entry: Text | None = None


class Supersedes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which final file a correction replaces, by its exact bytes, and why.

    path: the file that is corrected, within the unit's folder.
    sha256: SHA-256 of that file's bytes.
    reason: why the correction is needed.
    on: the day of the correction.
    """

    path: Text
    sha256: Digest
    reason: Text
    on: date | None = None


class Event(Record, frozen=True, kw_only=True):
    """A file of its own; final unless `draft`, never changed afterwards.

    Kinds that are final from the first moment have `drafts` false, and those that no correction
    can replace `corrections`.

    draft: true while the file may still change; without it the file is final.
    late_entry: why something past is recorded only now.
    supersedes: the final file that this one corrects, by its digest.
    """

    drafts: ClassVar[bool] = True
    corrections: ClassVar[bool] = True

    draft: bool = False
    late_entry: Text | None = None
    supersedes: Supersedes | None = None


def convert_leaf(kind: type, value: object) -> object:
    """Read a field of one of our own types; ValueError says that it is not one."""
    if issubclass(kind, (Money, Digest)):
        return kind.parse(value)
    raise NotImplementedError(kind)  # a bug: a record uses a type that nobody reads


@cache
def yaml_name(kind: type[msgspec.Struct], field: str) -> str:
    """The name of a field in YAML, where Python had to use another (`from_` is `from`)."""
    names = {f.name: f.encode_name for f in msgspec.structs.fields(kind)}
    return names[field]


@cache
def _references(kind: type[msgspec.Struct]) -> tuple[tuple[str, str, Any], ...]:
    """(field, yaml name, target): target is a kind's name or a nested struct."""
    found: list[tuple[str, str, Any]] = []
    for field, hint in get_type_hints(kind, include_extras=True).items():
        target = _target(hint)
        if target is not None and field in kind.__struct_fields__:
            found.append((field, yaml_name(kind, field), target))
    return tuple(found)


def _target(hint: Any) -> Any:
    for part in getattr(hint, "__metadata__", ()):
        if isinstance(part, Ref):
            return part.kind
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return hint
    for arg in get_args(hint):
        if (found := _target(arg)) is not None:
            return found
    return None


@cache
def fields_naming(kind: type[msgspec.Struct], to: str) -> tuple[str, ...]:
    """The fields in which a record may name one of another kind, itself or further down."""
    return tuple(
        field
        for field, _, target in _references(kind)
        if target == to or (not isinstance(target, str) and fields_naming(target, to))
    )


def _links(value: msgspec.Struct, prefix: str) -> Iterator[tuple[str, str, str]]:
    for field, name, target in _references(type(value)):
        held = getattr(value, field)
        for pointer, one in _flat(held, f"{prefix}{name}"):
            if isinstance(one, msgspec.Struct):
                yield from _links(one, f"{pointer}.")
            elif one is not None and isinstance(target, str):
                yield pointer, target, str(one)


def _flat(held: Any, pointer: str) -> Iterator[tuple[str, Any]]:
    if isinstance(held, (list, tuple)):
        for index, one in enumerate(held):
            yield from _flat(one, f"{pointer}.{index}")
    else:
        yield pointer, held


def _note_targets(value: msgspec.Struct, found: dict[tuple[str, str], None]) -> None:
    for field, _, target in _references(type(value)):
        held = getattr(value, field)
        if type(held) is str:
            found[target, held] = None
        elif held:
            _note_held(held, target, found)


def _note_held(held: Any, target: Any, found: dict[tuple[str, str], None]) -> None:
    """What stands in a field that is no plain key: a list, a struct, lists of them."""
    if isinstance(held, msgspec.Struct):
        _note_targets(held, found)
    elif isinstance(held, str):
        found[target, str(held)] = None
    elif isinstance(held, (list, tuple)):
        for one in held:
            _note_held(one, target, found)
