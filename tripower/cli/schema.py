"""JSON Schema of each kind of file, for editors, made from the classes of records.

It says no more than the reader does: where the reader takes a number for a text, so does
the schema, so that an editor marks nothing that `tripower check` accepts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args, get_type_hints

import msgspec

from tripower.core.convert import EXPECTED, field_lines
from tripower.core.kinds import Kind, KindTable
from tripower.core.records import ID_PATTERN, Money, yaml_name

DIALECT = "https://json-schema.org/draft/2020-12/schema"
PORTABLE_ID = r"^[^\s/~_.\-][^\s/~]{0,63}$"  # \w knows no Chinese in the editors' dialect
PLAIN_TEXT = ["string", "number"]  # every scalar is read as text, such as `doc_no: 12`
Structs = dict[str, type[msgspec.Struct]]


def summary(kind: Kind) -> str:
    """The first line of the kind's docstring, a msgid."""
    return first_line(kind.record)


def first_line(kind: type[msgspec.Struct]) -> str:
    """The first line of a class's docstring."""
    return (kind.__doc__ or "").partition("\n")[0]


def nested_structs(kind: type[msgspec.Struct]) -> Structs:
    """The structs that stand within a record, by name, each once."""
    found: Structs = {}
    for hint in get_type_hints(kind, include_extras=True).values():
        for nested in _structs_in(hint):
            found.setdefault(nested.__name__, nested)
            found.update(nested_structs(nested))
    return found


def _structs_in(hint: Any) -> list[type[msgspec.Struct]]:
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return [hint]
    return [one for arg in get_args(hint) for one in _structs_in(arg)]


def beside(kinds: KindTable, kind: Kind) -> list[Kind]:
    """The kinds that lie in the same file, itself included."""
    return [one for one in kinds if kinds.pattern(one) == kinds.pattern(kind)]


def file_schema(kinds: KindTable, kind: Kind) -> dict[str, Any]:
    """The schema of the file in which records of a kind lie: one record, or lists of them."""
    inside = beside(kinds, kind)
    records = [one.record for one in inside]
    references, parts = msgspec.json.schema_components(
        records, schema_hook=_own_types, ref_template="#/$defs/{name}"
    )
    for record in records:
        _explain(parts, {record.__name__: record, **nested_structs(record)})
    head = {"$schema": DIALECT, "title": kinds.pattern(kind)}
    defined = {name: _as_read(part) for name, part in sorted(parts.items())}
    if not kind.listed_under:
        return {**head, "$ref": references[0]["$ref"], "$defs": defined}
    lists = {
        one.listed_under: {"type": ["array", "null"], "items": reference}
        for one, reference in zip(inside, references, strict=True)
    }
    shape = {"type": "object", "properties": lists, "additionalProperties": False}
    return {**head, **shape, "$defs": defined}


def _own_types(kind: type) -> dict[str, Any]:
    if issubclass(kind, Money):
        return {"type": PLAIN_TEXT, "description": EXPECTED[Money]}
    return {"type": "string", "pattern": "^[0-9a-f]{64}$"}


def _explain(parts: dict[str, Any], structs: Structs) -> None:
    """Put the summary of each struct and the explanation of each field into the schema."""
    for name, struct in structs.items():
        parts[name]["description"] = first_line(struct)
        told = field_lines(struct)
        for field in struct.__struct_fields__:
            yaml = yaml_name(struct, field)
            if yaml in told:
                parts[name]["properties"][yaml]["description"] = told[yaml]


def _as_read(part: Any) -> Any:
    """The schema with texts and ids as the reader takes them."""
    if isinstance(part, list):
        return [_as_read(one) for one in part]
    if not isinstance(part, dict):
        return part
    return {**{name: _as_read(one) for name, one in part.items()}, **dict(_looser(part))}


def _looser(part: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    if part.get("pattern") == ID_PATTERN:
        yield "pattern", PORTABLE_ID
    if part.get("type") == "string" and part.get("format") is None:
        yield "type", PLAIN_TEXT
