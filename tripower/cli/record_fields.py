"""What may stand in a record: for people, for editors (JSON Schema), for docs/records.md."""

from __future__ import annotations

import json
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from tripower.core.answer import Answer, Part, Raw, Table, say
from tripower.core.convert import expected, field_lines
from tripower.core.kinds import Kind, KindTable
from tripower.core.messages import N_, translate
from tripower.core.records import Digest, Event, Money, Ref, Term, yaml_name


def fields_answer(kinds: KindTable, kind: Kind | None, lang: str, *, schema: bool) -> Answer:
    """One kind with its fields, or all kinds with their places."""
    if schema:
        data = json_schema(kind) if kind else {k.name: json_schema(k) for k in kinds}
        return Answer([Raw(json.dumps(data, ensure_ascii=False, indent=2))], data)
    if kind is None:
        headers = (N_("kind"), N_("lies in"), N_("what it is"))
        rows = [(k.name, place(k, kinds), translate(summary(k), lang)) for k in kinds]
        return Answer(
            [Table(headers, rows)], [{"kind": k.name, "path": place(k, kinds)} for k in kinds]
        )
    rows_ = field_rows(kind.record, lang)
    parts: list[Part] = [
        Raw(f"{kind.name}  {place(kind, kinds)}"),
        say(summary(kind)),
        _table(rows_),
    ]
    for name, nested in nested_structs(kind.record).items():
        parts += [Raw(" "), Raw(name), _table(field_rows(nested, lang))]
    return Answer(parts, [{"field": r[0], "type": r[1], "required": r[2] != ""} for r in rows_])


def _table(rows: list[tuple[str, str, str, str]]) -> Table:
    headers = (N_("field"), N_("type"), N_("needed"), N_("what it says"))
    return Table(headers, rows)


def place(kind: Kind, kinds: KindTable) -> str:
    """Where records of a kind lie, such as `people.yaml: people`."""
    listed = f": {kind.listed_under}" if kind.listed_under else ""
    return f"{kinds.pattern(kind)}{listed}"


def summary(kind: Kind) -> str:
    """The first line of the kind's docstring, a msgid."""
    return (kind.record.__doc__ or "").splitlines()[0]


def field_rows(kind: type[msgspec.Struct], lang: str) -> list[tuple[str, str, str, str]]:
    """Name, type, whether needed, explanation; the fields of every event come last."""
    told = field_lines(kind)
    hints = get_type_hints(kind, include_extras=True)
    common = set(Event.__struct_fields__) if issubclass(kind, Event) else set()
    fields = sorted(msgspec.structs.fields(kind), key=lambda f: f.name in common)
    return [
        (
            f.encode_name,
            translate(type_name(hints[f.name]), lang),
            "✓" if f.required else "",
            translate(told.get(f.encode_name, ""), lang),
        )
        for f in fields
    ]


def type_name(hint: Any) -> str:
    """A type as a person reads it."""
    for meta in getattr(hint, "__metadata__", ()):
        if isinstance(meta, Ref):
            return f"→ {meta.kind}"
    args = [a for a in get_args(hint) if a is not type(None)]
    if get_origin(hint) is tuple:
        return f"[{type_name(args[0])}]"
    if isinstance(hint, type):
        return _plain_name(hint)
    return type_name(args[0]) if args else expected(hint)


def _plain_name(kind: type) -> str:
    if issubclass(kind, Term):
        return " | ".join(kind)
    if issubclass(kind, msgspec.Struct):
        return kind.__name__
    names = {Money: N_("amount"), Digest: "sha256", bool: "true | false", int: N_("number")}
    return names.get(kind, N_("date") if kind.__name__ == "date" else N_("text"))


def nested_structs(kind: type[msgspec.Struct]) -> dict[str, type[msgspec.Struct]]:
    """The structs that stand within a record, by name, each once."""
    found: dict[str, type[msgspec.Struct]] = {}
    for hint in get_type_hints(kind, include_extras=True).values():
        for nested in _structs_in(hint):
            found.setdefault(nested.__name__, nested)
            found.update(nested_structs(nested))
    return found


def _structs_in(hint: Any) -> list[type[msgspec.Struct]]:
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return [hint]
    return [one for arg in get_args(hint) for one in _structs_in(arg)]


def json_schema(kind: Kind) -> dict[str, Any]:
    """JSON Schema of a kind's file: one record, or a register's list of them."""
    schema = msgspec.json.schema(kind.record, schema_hook=_own_types)
    _explain(schema, kind.record)
    if not kind.listed_under:
        return schema
    definitions = schema.pop("$defs", {})
    items = {"type": "array", "items": schema}
    return {"type": "object", "properties": {kind.listed_under: items}, "$defs": definitions}


def _own_types(kind: type) -> dict[str, Any]:
    if issubclass(kind, Money):
        return {"type": ["string", "number"], "description": expected(Money)}
    return {"type": "string", "pattern": "^[0-9a-f]{64}$"}


def _explain(schema: dict[str, Any], kind: type[msgspec.Struct]) -> None:
    """Put each field's explanation into the schema."""
    structs = {kind.__name__: kind, **nested_structs(kind)}
    for name, struct in structs.items():
        found = schema.get("$defs", {}).get(name)
        lines = field_lines(struct)
        for field in struct.__struct_fields__:
            told = lines.get(yaml_name(struct, field))
            if found and told:
                found["properties"][yaml_name(struct, field)].setdefault("description", told)
