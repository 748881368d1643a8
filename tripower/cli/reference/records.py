"""docs/records.md: every kind of record, where it lies, and each of its fields."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from tripower.cli.reference.markdown import chinese, code, page, plain, table
from tripower.cli.schema import first_line, nested_structs, summary
from tripower.core.convert import field_lines
from tripower.core.findings import SourceClass
from tripower.core.kinds import Kind, KindTable
from tripower.core.records import Digest, Event, Money, Ref, Supersedes, Term

INTRO = """\
# Records

A unit is a folder of YAML files. This page names every kind of record, where it lies, and what
may stand in it; `tripower record fields KIND` shows the same, in Chinese by `--lang zh`.

- A *register* is one file that lists its records. Its lines may change as the rules allow.
- An *event* is a file of its own. Without `draft: true` it is final and never changes; what
  happens later is a new file. A file of the same name with `~2` before `.yaml` corrects it.
- Dates are `YYYY-MM-DD`. Amounts are yuan with at most two decimals. Ids are letters, digits,
  `-`, `_` and `.`. `→ person` is the id of a record of that kind. What needs no value is left out.
"""
EDITORS = """\
## In an editor

An editor that reads JSON Schema completes fields and marks wrong ones while you type. For the
YAML extension of VS Code, with `docs/schema` of this checkout copied beside the unit as `.schema`,
put this into the unit's `.vscode/settings.json`:
"""
ONE_FILE = """\
Elsewhere a first line in the file does it:
`# yaml-language-server: $schema=<path>/matter.json`. `tripower record fields KIND --schema` prints
a single schema.
"""
COMMON = frozenset(Event.__struct_fields__)
TYPES: dict[type, str] = {
    Money: "amount in yuan",
    Digest: "SHA-256, 64 hexadecimal digits",
    bool: "`true` or `false`",
    int: "whole number",
    str: "text",
}


def records_page(kinds: KindTable) -> str:
    """The whole page."""
    return page(_lines(kinds))


def schema_name(kinds: KindTable, kind: Kind) -> str:
    """The name of a file's schema: of the register, or of the kind of event."""
    return kinds.pattern(kind).removesuffix(".yaml") if kind.listed_under else kind.name


def globs(kinds: KindTable, kind: Kind) -> list[str]:
    """Where files of a kind lie, as editors write it; corrections (`~2`) too."""
    own = _glob(kinds.pattern(kind))
    if kind.listed_under:
        return [own]
    others = {_glob(kinds.pattern(one)) for one in kinds} - {own}
    literal = sorted(f"!{one}" for one in others if _regex(own).fullmatch(one))
    return [own, *([] if "*.yaml" in own else [own.replace(".yaml", "~*.yaml")]), *literal]


def _glob(pattern: str) -> str:
    return re.sub(r"\{\w+\}", "*", pattern)


def _regex(glob: str) -> re.Pattern[str]:
    return re.compile(re.escape(glob).replace(r"\*", "[^/]*"))


def _lines(kinds: KindTable) -> Iterator[str]:
    yield from INTRO.splitlines()
    yield ""
    rows = ((f"[{k.name}](#{k.name})", f"`{_place(kinds, k)}`", summary(k)) for k in kinds)
    yield from table(("kind", "lies in", "what it is"), rows)
    yield from (*EDITORS.splitlines(), "", "```json", _settings(kinds), "```", "")
    yield from (*ONE_FILE.splitlines(), "", "## Every event", "")
    yield from ("Each file of an event may have these fields too.", "")
    yield from _struct(Event, COMMON)
    yield from _nested({"Supersedes": Supersedes})
    for kind in kinds:
        yield from _kind(kinds, kind)


def _settings(kinds: KindTable) -> str:
    bound = {f".schema/{schema_name(kinds, k)}.json": globs(kinds, k) for k in kinds}
    lines = (f"    {json.dumps(path)}: {json.dumps(where)}" for path, where in bound.items())
    return '{\n  "yaml.schemas": {\n' + ",\n".join(lines) + "\n  }\n}"


def _place(kinds: KindTable, kind: Kind) -> str:
    return kinds.pattern(kind) + (f": {kind.listed_under}" if kind.listed_under else "")


def _kind(kinds: KindTable, kind: Kind) -> Iterator[str]:
    yield from (f"## {kind.name}", "")
    yield from (f"{plain(summary(kind))} {chinese(summary(kind))}", "")
    named = f"schema/{schema_name(kinds, kind)}.json"
    yield from (f"`{_place(kinds, kind)}` · [{named}]({named})", "")
    fields = set(kind.record.__struct_fields__)
    yield from _struct(kind.record, fields - COMMON if issubclass(kind.record, Event) else fields)
    nested = nested_structs(kind.record)
    nested.pop("Supersedes", None)
    yield from _nested(nested)
    for term in _terms([kind.record, *nested.values()]):
        yield from _words(term)


def _nested(structs: dict[str, type[msgspec.Struct]]) -> Iterator[str]:
    for name, struct in structs.items():
        yield from (f"**{name}**: {plain(first_line(struct))}", "")
        yield from _struct(struct, struct.__struct_fields__)


def _struct(kind: type[msgspec.Struct], shown: Any) -> Iterator[str]:
    told, hints = field_lines(kind), get_type_hints(kind, include_extras=True)
    rows = (
        (
            f"`{field.encode_name}`",
            type_text(hints[field.name]),
            "yes" if field.required else "",
            told.get(field.encode_name, ""),
            chinese(told.get(field.encode_name, "")),
        )
        for field in msgspec.structs.fields(kind)
        if field.name in shown
    )
    yield from table(("field", "type", "needed", "what it says", "含义"), rows)


def type_text(hint: Any) -> str:
    """A type as a page names it."""
    for meta in getattr(hint, "__metadata__", ()):
        if isinstance(meta, Ref):
            return f"→ {meta.kind}"
        if isinstance(meta, msgspec.Meta) and meta.pattern:
            return "id"
    args = [one for one in get_args(hint) if one is not type(None)]
    if get_origin(hint) is tuple:
        return f"list of: {type_text(args[0])}"
    if isinstance(hint, type):
        return _class_text(hint)
    return " or ".join(dict.fromkeys(type_text(one) for one in args if not _is_meta(one)))


def _is_meta(one: Any) -> bool:
    return isinstance(one, (msgspec.Meta, Ref))


def _class_text(kind: type) -> str:
    if issubclass(kind, (Term, SourceClass)):
        return f"one of {kind.__name__}" if issubclass(kind, Term) else code(kind)
    return TYPES.get(kind, "date" if kind.__name__ == "date" else kind.__name__)


def _terms(structs: list[type[msgspec.Struct]]) -> list[type[Term]]:
    """The closed lists that fields of the structs take their words from, each once."""
    own = [
        hint
        for struct in structs
        for name, hint in get_type_hints(struct, include_extras=True).items()
        if name in struct.__struct_fields__
    ]
    return list(dict.fromkeys(term for hint in own for term in _terms_in(hint)))


def _terms_in(hint: Any) -> list[type[Term]]:
    if isinstance(hint, type) and issubclass(hint, Term):
        return [hint]
    return [one for arg in get_args(hint) for one in _terms_in(arg)]


def _words(term: type[Term]) -> Iterator[str]:
    words = ", ".join(f"`{one.value}` {chinese(one.label)}" for one in term)
    yield from (f"**{term.__name__}**: {plain(first_line_of(term))} {words}.", "")


def first_line_of(term: type[Term]) -> str:
    """The first line of a closed list's docstring."""
    return (term.__doc__ or "").partition("\n")[0]
