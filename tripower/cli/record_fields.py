"""`tripower record fields`: what may stand in a record, for people and for editors."""

from __future__ import annotations

import json
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from tripower.cli.schema import file_schema, nested_structs, summary
from tripower.core.answer import Answer, Part, Raw, Table, say
from tripower.core.convert import expected, field_lines
from tripower.core.kinds import Kind, KindTable
from tripower.core.messages import N_, translate
from tripower.core.records import Digest, Event, Money, Ref, Term


def fields_answer(kinds: KindTable, kind: Kind | None, lang: str, *, schema: bool) -> Answer:
    """One kind with its fields, or all kinds with their places."""
    if schema:
        data = file_schema(kinds, kind) if kind else {k.name: file_schema(kinds, k) for k in kinds}
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
