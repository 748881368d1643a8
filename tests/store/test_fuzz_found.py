"""What fuzzing has found at the YAML door, byte for byte, and what is expected of it."""

from __future__ import annotations

import random
import time
import unicodedata
from typing import Any

import pytest

from tripower.store.normal import nfc
from tripower.store.yaml_nodes import MAX_EVENTS
from tripower.store.yaml_plain import MOST_EVENTS, read_plain
from tripower.store.yaml_read import read
from tripower.store.yaml_write import render

LONG = b"a" * 1030
MANY_WORDS = b"a: [" + b"a, " * 20_000 + b"a]\n"
MANY_DASHES = b"a:\n" + b"  - - - - - - x\n" * 2_900
MANY_LINES = b"a:\n" + b"  - x\n" * 4_000

REFUSED = {
    "a name that is too long for YAML": (LONG + b": b\n", "yaml-syntax", 1),
    "such a name further down": (b"a:\n  " + LONG + b": b\n", "yaml-syntax", 2),
    "such a name in quotation marks": (b'a: b\n"' + LONG + b'": b\n', "yaml-syntax", 2),
    "more words in brackets than values allowed": (MANY_WORDS, "too-many-values", 1),
    "more lists within lists than values allowed": (MANY_DASHES, "too-many-values", 1_820),
}


@pytest.mark.parametrize(("data", "code", "line"), REFUSED.values(), ids=REFUSED)
def test_the_quick_reader_leaves_it_to_the_exact_scan(data: bytes, code: str, line: int) -> None:
    assert read_plain(data) is None
    parsed = read(data, "a.yaml")
    assert parsed.tree is None
    assert (code, line) in [(p.code, p.line) for p in parsed.problems]


def test_a_long_record_is_still_read_quickly() -> None:
    assert MOST_EVENTS == MAX_EVENTS
    assert read_plain(MANY_LINES) == {"a": ["x"] * 4_000}


LONG_NAMES = [":" + "a" * 1023, "0" * 1024, '"' + "a" * 1020, '"' * 900, "\\" * 1000 + "'"]


@pytest.mark.parametrize("name", LONG_NAMES, ids=range(len(LONG_NAMES)))
def test_a_name_of_the_longest_length_is_written_in_the_quotation_marks_that_fit(name: str) -> None:
    """1,024 characters are YAML's limit, with quotation marks and what stands for signs."""
    for tree in ({name: "c"}, {"a": [{name: "c"}]}):
        assert read(render(tree), "a.yaml").tree == tree


def test_a_name_that_no_quotation_marks_fit_is_not_written() -> None:
    """Nothing leaves that would not be read back."""
    with pytest.raises(ValueError, match="read differently"):
        render({"#" + "a" * 1023: "c"})


COMMENT = b"# " * 40 + b"\n"
# Each took longer than the age of the world: the ways to part the comment double with each sign.
IN_TIME: dict[str, tuple[bytes, Any]] = {
    "behind a name without a colon, in braces": (b"a: {b " + COMMENT + b"}\n", {"a": {"b": None}}),
    "the same before a comma": (b"a: {b " + COMMENT + b", c: d}\n", {"a": {"b": None, "c": "d"}}),
    "behind a question mark": (b"? a\n" + COMMENT, None),
}


@pytest.mark.parametrize(("data", "tree"), IN_TIME.values(), ids=IN_TIME)
def test_a_comment_of_many_signs_costs_no_time(data: bytes, tree: Any) -> None:
    began = time.process_time()
    assert read(data, "a.yaml").tree == tree
    assert time.process_time() - began < 1


@pytest.mark.parametrize("escape", ["\\n", "\\t"])
@pytest.mark.parametrize("marks", ["\u0301", "\u0316\u0301", "\u030a\u0301", "\u0323甄"])
def test_a_mark_behind_a_line_end_is_written_in_normal_form(escape: str, marks: str) -> None:
    """`\\n` and an accent would be `\\ń`: a warning, and in some editors another text."""
    tree = read(f'a: "\\n b{escape}{marks} "\n'.encode(), "a.yaml").tree
    assert tree is not None
    again = read(render(tree), "a.yaml")
    assert (again.tree, again.problems) == (tree, ())
    assert unicodedata.is_normalized("NFC", render(tree).decode())


RUNS = [
    "\u0301\u0316" * 15_000,
    "\u0301" * 15_000 + "\u0316" * 15_000,
    "\u0f73" * 30_000,
    "e\u0301",
]


@pytest.mark.parametrize("run", RUNS, ids=range(len(RUNS)))
def test_a_run_of_marks_is_put_in_order_in_time(run: str) -> None:
    """Python's own normal form takes a time that grows with the square of the run."""
    began = time.process_time()
    escaped = "".join(f"\\u{ord(char):04x}" for char in run)
    tree = read(f'a: "a{escaped}"\n'.encode(), "a.yaml").tree
    assert read(f"a: a{run}\n".encode(), "a.yaml").tree == tree
    assert time.process_time() - began < 1
    assert tree is not None
    assert unicodedata.is_normalized("NFC", tree["a"])


@pytest.mark.parametrize(
    "sign", [" ", "a", "\u0301", "\u0316", "\u0344", "\u0f73", "\uac00", "\u2126"]
)
def test_normal_form_is_that_of_unicode(sign: str) -> None:
    dice = random.Random(ord(sign))  # noqa: S311
    for _ in range(300):
        text = sign + "".join(dice.choices(f"{sign}ab\u0301\u0316\u0345\u1161\u11a8é\u0340", k=9))
        assert nfc(text) == unicodedata.normalize("NFC", text)
