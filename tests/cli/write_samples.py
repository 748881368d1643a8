"""A smallest record of any kind, made of its fields' types and of what the sample unit holds."""

from __future__ import annotations

import re
from datetime import date
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from tripower.core.kinds import Kind
from tripower.core.records import Digest, Event, Money, Ref, Term
from tripower.mechanisms.kinds import KINDS

NEW = "x-9"
LINKED = {
    "person": "jia",
    "catalog_item": "funds",
    "position": "p-jia",
    "power_item": "intake",
    "benchmark": "intake-2024",
}
"""What a reference names in the sample unit; any other record is recorded first, as `NEW`."""
SHAPES = (NEW, "2024-Q3", "0.5", "1/2", "80.00", "80.0", "0.500000", "09:30", "ab" * 20)
"""Texts of a shape: the first that a pattern takes."""
PLAIN: dict[Any, str] = {
    date: "2025-06-10",
    int: "3",
    bool: "true",
    Money: "100.00",
    Digest: "ab" * 32,
    str: "文",
}
CALLED = {"draft": "true", "stage": "called", "held_on": "2025-06-10", "agenda": ["M-2025-2"]}
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA+2BlckOIp14Y+1k/zKZ4CoR0iTMjbCqb1JaHZ2FNvX"
TOLD: dict[str, dict[str, Any]] = {
    "parameter": {"key": "dec.close_margin", "value": "2", "from": "2025-06-01"},
    "district_parameter": {"key": "dec.close_margin", "value": "1"},
    "calendar_year": {"year": "2019"},
    "meeting": {"presiding_id": "zhen", **CALLED},
    "matter": {"catalog_item_id": "funds"},
    "fine_receipt": {"amount": "100.00"},
    "person": {"name": "秦新"},
    "key_change": {
        "version": "1",
        "adds": [{"person_id": "jia", "public_key": KEY, "from": "2025-06-10"}],
        "threshold": "1",
    },
    "checkpoint": {"number": "1"},
    "power_assignment": {"power": "finance", "from": "2026-01-01"},
}
"""What no type can tell."""


def sample(kind: Kind) -> dict[str, Any]:
    """The tree of a smallest record of a kind."""
    return {**_struct(kind.record), **TOLD.get(kind.name, {})}


def needs(kind: Kind) -> list[str]:
    """The kinds of record that must be there before one of this kind."""
    asked = [name for name in _named(kind.record) if name not in (*LINKED, kind.name)]
    deeper = [one for name in asked for one in (*needs(KINDS.by_name[name]), name)]
    return list(dict.fromkeys(deeper))


def _named(kind: type[msgspec.Struct]) -> list[str]:
    """The kinds that the fields which must be there refer to."""
    required = [f.encode_name for f in msgspec.structs.fields(kind) if f.required]
    return [name for field in required for name in _references(_hints(kind)[field])]


def _references(hint: Any) -> list[str]:
    own = [meta.kind for meta in getattr(hint, "__metadata__", ()) if isinstance(meta, Ref)]
    if own:
        return own
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return _named(hint)
    return [name for part in get_args(hint) for name in _references(part)]


def change(kind: Kind) -> dict[str, str]:
    """A field to change, with another value: a text where there is one, else the last day."""
    if issubclass(kind.record, Event):
        return {"late_entry": "改了"}
    for name, hint in _hints(kind.record).items():
        field = {f.encode_name: f.name for f in msgspec.structs.fields(kind.record)}[name]
        if field not in (*kind.record.id_fields, "value") and _is_text(hint):
            return {name: "改了"}
    return {"to": "2027-12-31"}


def _is_text(hint: Any) -> bool:
    parts = [hint, *get_args(hint)]
    metas = [meta for part in parts for meta in getattr(part, "__metadata__", ())]
    return any(isinstance(meta, msgspec.Meta) and meta.min_length for meta in metas)


def _struct(kind: type[msgspec.Struct]) -> dict[str, Any]:
    required = [f.encode_name for f in msgspec.structs.fields(kind) if f.required]
    hints = _hints(kind)
    return {name: _value(hints[name]) for name in required}


def _hints(kind: type[msgspec.Struct]) -> dict[str, Any]:
    hints = get_type_hints(kind, include_extras=True)
    return {f.encode_name: hints[f.name] for f in msgspec.structs.fields(kind)}


def _value(hint: Any) -> Any:
    for meta in getattr(hint, "__metadata__", ()):
        if isinstance(meta, Ref):
            return LINKED.get(meta.kind, NEW)
        if isinstance(meta, msgspec.Meta) and meta.pattern:
            return next(text for text in SHAPES if re.search(meta.pattern, text))
        if isinstance(meta, msgspec.Meta) and meta.ge is not None:
            return str(meta.ge)
    if get_origin(hint) in (tuple, list):
        return [_value(get_args(hint)[0])]
    rest = [part for part in get_args(hint) if part is not NoneType]
    return _value(rest[0]) if rest else _leaf(hint)


def _leaf(hint: Any) -> Any:
    if issubclass(hint, Term) or hasattr(hint, "__members__"):
        return next(iter(hint)).value
    return _struct(hint) if issubclass(hint, msgspec.Struct) else PLAIN[hint]
