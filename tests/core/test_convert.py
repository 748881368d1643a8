"""Texts become a record by a quick road, and a slow one that names all faults: they agree."""

from __future__ import annotations

from enum import StrEnum
from itertools import product
from typing import Any, get_args, get_origin, get_type_hints

import msgspec
import pytest

from tripower.core.convert import convert, faults
from tripower.core.records import Record
from tripower.mechanisms.kinds import KINDS

RECORDS = [kind.record for kind in KINDS]
GOOD = (
    *("M-1", "2024-03-15", "5", "true", "80000", "0.00", "0" * 64),
    *("0.5", "1/2", "0.0", "0.000000", "09:30", "2000"),
)
"""One of them stands in any field that takes a text, whatever its type."""
HARD: tuple[Any, ...] = (
    *(
        "",
        " ",
        "null",
        "NULL",
        "~",
        "M 1",
        "M/1",
        "x" * 65,
        "2024-02-30",
        "2024-3-15",
        "5.0",
        "-5",
        "-0.00",
    ),
    *(
        "1e3",
        "１",
        "yes",
        "no",
        "True",
        "0",
        "-1",
        "1.234",
        "80,000",
        "A" * 64,
        "会议",
        "any\nthing",
    ),
    *(None, True, 5, -5, 1.5, [], ["M-1"], [""], [None], ["2024-03-15", "M 1"], {}, {"a": "b"}),
)


def fitting(hint: Any) -> Any:
    """A value that a field of this type takes."""
    if taken := [text for text in GOOD if _takes(hint, text)]:
        return taken[0]
    bare = next((a for a in get_args(hint) if a is not type(None)), hint)
    if get_origin(hint) in (list, tuple):
        return [fitting(bare)]
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return tree(hint)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return next(iter(hint)).value
    return fitting(bare)


def _takes(hint: Any, text: str) -> bool:
    one = msgspec.defstruct("One", [("field", hint)], forbid_unknown_fields=True)
    return not isinstance(convert({"field": text}, one), list)


def tree(kind: type[msgspec.Struct]) -> dict[str, Any]:
    """A tree of texts with every field of a kind filled in."""
    hints = get_type_hints(kind, include_extras=True)
    return {f.encode_name: fitting(hints[f.name]) for f in msgspec.structs.fields(kind)}


def places(value: Any) -> list[tuple[str | int, ...]]:
    """Every place in a tree at which another value may stand."""
    listed = enumerate(value) if isinstance(value, list) else ()
    inside = [*(value.items() if isinstance(value, dict) else listed)]
    return [(name, *rest) for name, one in inside for rest in ((), *places(one))]


def replaced(value: Any, at: tuple[Any, ...], new: Any) -> Any:
    if not at:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[at[0]] = replaced(value[at[0]], at[1:], new)
    return copy


def both(told: Any, kind: type[Record]) -> tuple[bool, bool]:
    """Whether the quick road reads a tree, and whether the slow one finds nothing wrong."""
    made = convert(told, kind)
    if not isinstance(made, list):
        return True, faults(told, kind) == []
    return False, any(one.pointer == () and "why" in one.args for one in made)


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.kind)
def test_both_roads_accept_the_same(kind: type[Record]) -> None:
    whole = tree(kind)
    assert both(whole, kind) == (True, True)
    for at, new in product(places(whole), HARD):
        quick, slow = both(replaced(whole, at, new), kind)
        assert quick == slow, (at, new)


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.kind)
def test_both_roads_want_the_same_fields(kind: type[Record]) -> None:
    whole = tree(kind)
    for name in whole:
        without = {key: value for key, value in whole.items() if key != name}
        quick, slow = both(without, kind)
        assert quick == slow, name
        misspelt = {**whole, f"{name}_": "M-1"}
        assert both(misspelt, kind) == (False, False), name


@pytest.mark.parametrize(("kind", "field"), [("matter", "amount"), ("catalog_item", "threshold")])
def test_what_is_to_be_spent_is_not_below_zero(kind: str, field: str) -> None:
    record = KINDS.by_name[kind].record
    whole = tree(record)
    assert both({**whole, field: "0"}, record) == (True, True)
    (refused,) = faults({**whole, field: "-0.01"}, record)
    assert (refused.pointer, refused.args["value"]) == ((field,), "-0.01")
    assert "zero or more" in refused.args["expected"]
