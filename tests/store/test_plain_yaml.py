"""The quick reader and the exact scan agree on every file that the quick one takes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tripower.core.resources import sample_unit
from tripower.store.yaml_exact import read_exactly
from tripower.store.yaml_plain import read_plain
from tripower.store.yaml_write import render

BASE = Path(__file__).resolve().parents[1] / "rules" / "base"
SIGNS = "abz09 \n:-#'\"[]{}|>&*!%@`~<?,.\\\t\r否\u200b"
PIECES = [*SIGNS, "# c\n", "[a, b]", "  ", "- ", ": ", ":\n", "\n  "]
WORDS = st.text(st.sampled_from([*"ab0 :-#'\"[{|&*!%~<?.é否", "\n"]), max_size=6)
KEYS = st.from_regex(r"[a-z][a-z0-9_]{0,4}", fullmatch=True)
LEAVES = st.one_of(st.none(), WORDS)
TREES = st.dictionaries(
    KEYS,
    st.recursive(
        LEAVES,
        lambda below: st.one_of(
            st.lists(below, max_size=3), st.dictionaries(KEYS, below, max_size=3)
        ),
        max_leaves=8,
    ),
    min_size=1,
    max_size=4,
)


def agree(data: bytes) -> bool:
    """Whether the quick reader took it; if so the exact one says the same, without a word."""
    quick = read_plain(data)
    if quick is None:
        return False
    exact = read_exactly(data, "a.yaml")
    assert (exact.tree, exact.problems) == (quick, ()), data.decode()
    return True


def corpus() -> list[Path]:
    return sorted([*sample_unit().rglob("*.yaml"), *BASE.rglob("*.yaml")])


def test_the_packs_that_every_command_reads_are_plain() -> None:
    """A list in brackets of Chinese words once cost each command some 180 ms."""
    packs = sorted((Path(__file__).resolve().parents[2] / "tripower/parameters").glob("*.yaml"))
    assert packs
    assert [path.name for path in packs if read_plain(path.read_bytes()) is None] == []


def test_what_the_program_writes_is_read_quickly() -> None:
    left = [
        path.name for path in sorted(sample_unit().rglob("*.yaml")) if not agree(path.read_bytes())
    ]
    assert left == []


@given(TREES)
@settings(max_examples=300, deadline=None)
def test_rendered_trees(tree: dict[str, object]) -> None:
    agree(render(tree))


@given(st.lists(st.sampled_from(PIECES), max_size=30), st.sampled_from(corpus()), st.data())
@settings(max_examples=600, deadline=None)
def test_files_with_something_typed_into_them(
    pieces: list[str], path: Path, data: st.DataObject
) -> None:
    text = path.read_text(encoding="utf-8")
    for piece in pieces[:3]:
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + piece + text[at:]
    agree(text.encode())


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
@example("a: b:\n")
@example("a:\n    b: c\n")
@example("- a\n")
@example("...\n")
@example("# c\na: [b, c|d]\n  # d\n")
@example("a:\n  # c\n  - b\n")
@example("# \u200b\na: b\n")
@example("a: 'it''s'\n")
@settings(max_examples=1500, deadline=None)
def test_scraps(scrap: str) -> None:
    agree(scrap.encode())


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a: b # c\n", "a comment"),
        ("a: [B]\n", "a flow collection of more than plain words"),
        ("a: {b: c}\n", "a mapping in braces"),
        ('a: "b\\n"\n', "an escape"),
        ("a: b\na: c\n", "a key twice"),
        ("a: |\n  b\n", "a block of text"),
        ("a:\n- b\n", "a list that is not indented"),
        ("a: b\n c\n", "a text on two lines"),
        ("a: e\u0301\n", "a letter in parts"),
        ("a: \u200bb\n", "a character that cannot be seen"),
        ("# \u200b\na: b\n", "such a character in a comment"),
        ("a: b", "no end of line"),
        ("a:\n" + "".join(f"{'  ' * n}a:\n" for n in range(1, 20)), "too deep"),
    ],
)
def test_whatever_is_not_plain_is_left_to_the_exact_scan(text: str, why: str) -> None:
    assert read_plain(text.encode()) is None, why
