"""A mapping of texts becomes a record, or every reason why not.

The quick road is msgspec; where it refuses, a slower walk names *all* fields that are
wrong, each with what was expected. A test holds that both roads accept the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from types import NoneType
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

import msgspec

from tripower.core.messages import N_
from tripower.core.records import Digest, Money, Term, convert_leaf, yaml_name

Pointer = tuple[str | int, ...]
S = TypeVar("S", bound=msgspec.Struct)

EXPECTED: dict[type, str] = {
    date: N_("a date such as 2024-03-15"),
    int: N_("a whole number such as 5"),
    bool: N_("true or false"),
    Money: N_("an amount in yuan with at most two decimals, such as 1200.50"),
    Digest: N_("a SHA-256 of 64 hexadecimal digits"),
    str: N_("a text"),
}


class NotNegative:
    """Marks an amount that cannot be below zero, such as what is to be spent."""


Sum = Annotated[Money, NotNegative()]
"""Yuan, zero or more; a payment may be below zero, where money comes back."""


class Refusal(msgspec.Struct, frozen=True):
    """One field that is not as it should be."""

    pointer: Pointer
    code: str
    message: str
    args: dict[str, Any]


def convert(tree: object, kind: type[S]) -> S | list[Refusal]:
    """Read a tree whose scalars are texts as a record or form of the given kind."""
    why = ""
    try:
        made = msgspec.convert(tree, kind, strict=False, dec_hook=_read)
        if not _below_zero(made):
            return made
    except msgspec.ValidationError as error:
        why = str(error)
    # the slow walk must never know less than the quick one
    unknown = Refusal((), "wrong-type", N_("not readable: {why}"), {"why": why})
    return faults(tree, kind) or [unknown]


def faults(tree: object, kind: type[msgspec.Struct]) -> list[Refusal]:
    """Every field that is not as it should be; none where `convert` reads the tree."""
    return list(_struct(tree, kind, ()))


def _below_zero(made: msgspec.Struct) -> bool:
    """Whether a sum is negative: msgspec cannot bound a type that is not its own."""
    own, deeper = _sums(type(made))
    for name in own:
        held = getattr(made, name)
        if held is not None and held < 0:
            return True
    return any(_below_zero(one) for name in deeper for one in _parts(getattr(made, name)))


def _parts(held: Any) -> tuple[Any, ...]:
    if held is None:
        return ()
    return held if isinstance(held, tuple) else (held,)


@cache
def _sums(kind: type[msgspec.Struct]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields of a record that hold a `Sum`, and those whose own parts hold one."""
    hints = get_type_hints(kind, include_extras=True)
    own = tuple(n for n in kind.__struct_fields__ if _is_sum(_without_none(hints[n])))
    nested = ((name, _struct_in(hints[name])) for name in kind.__struct_fields__)
    return own, tuple(n for n, one in nested if one is not None and any(_sums(one)))


def _struct_in(hint: Any) -> type[msgspec.Struct] | None:
    """The struct that a hint speaks of, by itself or as the parts of a tuple."""
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return hint
    found = (_struct_in(arg) for arg in get_args(hint) if arg is not Ellipsis)
    return next((one for one in found if one is not None), None)


def _is_sum(hint: Any) -> bool:
    return any(isinstance(meta, NotNegative) for meta in getattr(hint, "__metadata__", ()))


def _read(kind: type, value: object) -> object:
    try:
        return convert_leaf(kind, value)
    except ValueError as error:
        raise msgspec.ValidationError(str(error)) from error


def _struct(tree: object, kind: type[msgspec.Struct], at: Pointer) -> Iterator[Refusal]:
    if not isinstance(tree, dict):
        yield _wrong(at, tree, N_("fields, each on a line of its own"))
        return
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    for name in tree:
        if name not in fields:
            yield Refusal(
                (*at, name),
                "unknown-field",
                N_("unknown field `{field}`; known here: {known}"),
                {"field": name, "known": ", ".join(sorted(fields, key=_optional(fields)))},
            )
    hints = get_type_hints(kind, include_extras=True)
    for name, field in fields.items():
        if name in tree:
            yield from _value(tree[name], hints[field.name], (*at, name))
        elif field.required:
            yield Refusal(
                (*at, name), "missing-field", N_("field `{field}` is missing"), {"field": name}
            )


def _optional(fields: dict[str, Any]) -> Callable[[str], bool]:
    """Orders the fields that must be there before those that may."""
    return lambda name: not fields[name].required


def _value(value: object, hint: Any, at: Pointer) -> Iterator[Refusal]:
    plain = _without_none(hint)
    if plain is not hint and _fits(value, hint):  # also the word null, which is nothing
        return
    bare = get_args(plain)[0] if hasattr(plain, "__metadata__") else plain
    if get_origin(bare) in (list, tuple) and isinstance(value, list):
        for index, one in enumerate(value):
            yield from _value(one, get_args(bare)[0], (*at, index))
    elif isinstance(bare, type) and issubclass(bare, msgspec.Struct):
        yield from _struct(value, bare, at)
    elif not _fits(value, plain):
        yield _wrong(at, value, expected(plain))


def _fits(value: object, hint: Any) -> bool:
    try:
        made = msgspec.convert(value, hint, strict=False, dec_hook=_read)
    except msgspec.ValidationError:
        return False
    if _is_sum(_without_none(hint)) and made is not None:
        return bool(made >= 0)
    return not any(_below_zero(one) for one in _parts(made) if isinstance(one, msgspec.Struct))


def _without_none(hint: Any) -> Any:
    """`X` for `X | None`; a hint without None comes back as the same object."""
    args = get_args(hint)
    if NoneType not in args or hasattr(hint, "__metadata__"):
        return hint
    rest = [arg for arg in args if arg is not NoneType]
    return rest[0] if len(rest) == 1 else hint.__class__.__or__(*rest[:2])


def expected(hint: Any) -> str:
    """What a field of this type wants, as a msgid; a closed list names its words."""
    if _is_sum(hint):
        return N_("an amount in yuan, zero or more, with at most two decimals, such as 1200.50")
    if hasattr(hint, "__metadata__"):
        metas = [meta for meta in hint.__metadata__ if isinstance(meta, msgspec.Meta)]
        if told := next((meta.description for meta in metas if meta.description), None):
            return told
        if any(meta.pattern for meta in metas):
            return N_("an id of letters, digits, `-`, `_` and `.`, such as M-2024-07")
        if any(meta.min_length for meta in metas):
            return N_("a text that is not empty")
        return expected(get_args(hint)[0])
    if isinstance(hint, type) and issubclass(hint, Term):
        return " | ".join(hint)
    if get_origin(hint) in (list, tuple):
        return N_("a list, each item on a line that starts with `- `")
    return EXPECTED.get(hint, N_("another kind of value"))


def _wrong(at: Pointer, value: object, wanted: str) -> Refusal:
    shown = value if isinstance(value, str) else type(value).__name__
    return Refusal(
        at,
        "wrong-type",
        N_("`{value}` is not what stands here; expected: {expected}"),
        {"value": str(shown)[:60], "expected": wanted},
    )


def field_lines(kind: type[msgspec.Struct]) -> dict[str, str]:
    """YAML field name → its explanation (a msgid), from the docstrings of the class and its bases.

    A line that is indented further continues the explanation before it.
    """
    found: dict[str, str] = {}
    names = {yaml_name(kind, name) for name in kind.__struct_fields__}
    for base in reversed(kind.__mro__):
        current = ""
        for line in (base.__dict__.get("__doc__") or "").splitlines():
            name, colon, rest = line.strip().partition(": ")
            if colon and name in names:
                current, found[name] = name, rest
            elif current and line.strip():
                found[current] += f" {line.strip()}"
            else:
                current = ""
    return found
