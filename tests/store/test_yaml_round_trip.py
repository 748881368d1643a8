"""For any data: what is written is read back, and an edit leaves the rest alone."""

from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tripower.store.text import FORBIDDEN
from tripower.store.yaml_read import locate, read
from tripower.store.yaml_render import as_text, flow, fragment, scalar
from tripower.store.yaml_write import DELETE, Append, edit, render

SIGNS = [*"abc:-#?!,[]{}&*|>'\"%@` \n\t~=<.0129_+\\yn", "甄", "𠮷", "\u0301", "\u3000"]
WORDS = [
    "no",
    "1.10",
    "null",
    "<<",
    "2024-01-01",
    "0123",
    "12:30",
    "a\nb\n",
    "a\n\nb",
    "- a",
    "it's",
]
texts = st.one_of(
    st.text(
        st.one_of(st.sampled_from(SIGNS), st.characters(exclude_categories=["Cs"])), max_size=9
    ),
    st.sampled_from(WORDS),
).filter(lambda text: not FORBIDDEN.search(text))
names = texts.map(lambda text: unicodedata.normalize("NFC", text))
leaves = st.one_of(
    *(texts, st.none(), st.booleans(), st.integers(), st.dates()),
    st.decimals(allow_nan=False, allow_infinity=False, places=2),
)


def trees(leaf: st.SearchStrategy[Any], name: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    value = st.recursive(
        leaf,
        lambda below: st.lists(below, max_size=4) | st.dictionaries(name, below, max_size=4),
        max_leaves=12,
    )
    return st.dictionaries(name, value, min_size=1, max_size=5)


wild = trees(leaves, names)
tame = trees(
    st.one_of(st.sampled_from([*WORDS, "甄诚", "x y", "", "# h"]), st.none(), st.integers(0, 9)),
    st.sampled_from([*"abcdef", "甲", "k k"]),
)


@settings(max_examples=40, deadline=None)
@given(wild)
def test_what_is_written_is_read_back(tree: dict[str, Any]) -> None:
    data = render(tree)
    assert read(data, "a.yaml").tree == as_text(tree)
    assert data.endswith(b"\n")
    assert b"\r" not in data


@settings(max_examples=40, deadline=None)
@given(tame, tame, st.integers())
def test_any_file_becomes_any_other(before: Any, after: Any, seed: int) -> None:
    data = handwritten(before, seed)
    assert read(edit(data, [((), after)]), "a.yaml").tree == as_text(after)
    assert edit(data, [((), read(data, "a.yaml").tree)]) == data


def _kept(before: str, after: str) -> bool:
    """The same line, or the dash or name of the value itself, now with the head of a block."""
    before, after = before.rstrip("\r"), after.rstrip("\r")
    return after == before or (before.endswith(("-", ":")) and after in heads(before))


def heads(line: str) -> set[str]:
    return {f"{line} {head}" for head in ("|", "|-", "|+")}


@settings(max_examples=40, deadline=None)
@given(tame, st.integers(), leaves)
@example({"a": "no", "b": ["no"]}, 0, "0\n")
def test_a_new_value_leaves_the_lines_before_it_and_all_remarks(
    tree: Any, seed: int, value: Any
) -> None:
    data = handwritten(tree, seed)
    pointer = some_leaf(tree, seed)
    after = edit(data, [(pointer, value)])

    above = locate(data, pointer)[0] - 1
    pairs = zip(lines(data)[:above], lines(after)[:above], strict=True)
    assert [pair for pair in pairs if not _kept(*pair)] == []
    assert comments(after) == comments(data)


@settings(max_examples=40, deadline=None)
@given(tame, st.integers())
def test_a_removal_writes_at_most_one_line_anew(tree: Any, seed: int) -> None:
    data = handwritten(tree, seed)
    after = edit(data, [(some_leaf(tree, seed), DELETE)])

    assert (Counter(lines(after)) - Counter(lines(data))).total() <= 1
    assert not comments(after) - comments(data)


@settings(max_examples=40, deadline=None)
@given(tame, st.integers(), tame)
def test_a_new_field_and_element_only_add(tree: Any, seed: int, value: Any) -> None:
    data = handwritten({**tree, "list": ["one"]}, seed)
    for change in ((("new",), value), (("list",), Append(value))):
        after = edit(data, [change])
        assert not comments(data) - comments(after)
        assert len(lines(after)) >= len(lines(data))


# A clerk's file: comments, blank lines, brackets, odd indentation, chosen by a seed.


def handwritten(tree: dict[str, Any], seed: int) -> bytes:
    dice = random.Random(seed)  # noqa: S311
    newline = dice.choice(["\n", "\r\n"])
    parts = [*block(dice, tree, 0), dice.choice(["", "# the end", "\n"])]
    data = newline.join("\n".join(parts).split("\n")).encode()
    assume(read(data, "a.yaml").tree == as_text(tree))  # a remark may have joined a block of text
    return data


def block(dice: random.Random, value: Any, indent: int) -> list[str]:
    pairs = value.items() if isinstance(value, dict) else [(None, child) for child in value]
    written: list[str] = []
    for name, child in pairs:
        lead = " " * indent + ("-" if name is None else f"{scalar(name)}:")
        written += dice.choice([[], [], ["", " " * indent + remark(dice)], ["   " + remark(dice)]])
        written += member(dice, lead, child, indent)
    return written


def member(dice: random.Random, lead: str, value: Any, indent: int) -> list[str]:
    tail = dice.choice(["", "", "  " + remark(dice)])
    if isinstance(value, (dict, list)):
        if not value or (dice.random() < 0.3 and not has_nothing(value)):
            return [f"{lead} {flow(value)}{tail}"]
        step = dice.choice([2, 4] if isinstance(value, dict) or lead.endswith("-") else [0, 2, 3])
        return [lead + tail, *block(dice, value, indent + step)]
    if isinstance(value, str) and "\n" in value and dice.random() < 0.8:
        head, body = fragment(value)
        tail = tail if not head.startswith(' "') else ""
        return [lead + head + tail, *(" " * indent + line if line else "" for line in body)]
    if value is None:
        return [lead + tail]
    text = scalar(value, dice.choice(["", "'", '"']))
    return dice.choice([[f"{lead} {text}{tail}"], [lead + tail, " " * (indent + 4) + text]])


def remark(dice: random.Random) -> str:
    return f"# remark {dice.randrange(10**6)}"


def has_nothing(value: Any) -> bool:
    try:
        flow(value)
    except ValueError:
        return True
    return False


def comments(data: bytes) -> Counter[str]:
    return Counter(re.findall(r"# remark \d+", data.decode()))


def lines(data: bytes) -> list[str]:
    return data.decode().split("\n")


def some_leaf(tree: Any, seed: int) -> tuple[str | int, ...]:
    dice = random.Random(seed)  # noqa: S311
    return dice.choice(list(leaf_pointers(as_text(tree))))


def leaf_pointers(tree: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if not isinstance(tree, (dict, list)) or not tree:
        yield at
        return
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for step, child in pairs:
        yield from leaf_pointers(child, (*at, step))
