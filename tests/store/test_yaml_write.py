"""New files in one style; edits that touch the lines of the edit and no other."""

from __future__ import annotations

import difflib
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from ruamel.yaml import YAML

from tripower.store.yaml_read import read
from tripower.store.yaml_write import DELETE, Append, edit, render


def test_a_new_file_is_plain_to_read() -> None:
    record = {
        "title": "更换水泵",
        "date": date(2024, 3, 1),
        "opened": datetime(2024, 3, 1, 9, 0, tzinfo=UTC),
        "amount": Decimal("120000.50"),
        "round": 2,
        "choice": "no",
        "level": "1.10",
        "draft": True,
        "note": None,
        "text": "第一段\n\n第二段\n",
        "people": ["甄诚", "贾石"],
        "items": [{"id": "a", "tags": []}, ["x", "z"]],
        "basis": {"file": "d.pdf", "page": "12:30", "more": {}},
    }
    assert render(record).decode() == (
        "title: 更换水泵\n"
        "date: 2024-03-01\n"
        "opened: 2024-03-01T09:00:00+00:00\n"
        "amount: 120000.50\n"
        "round: 2\n"
        "choice: no\n"
        'level: "1.10"\n'
        "draft: true\n"
        "note:\n"
        "text: |\n"
        "  第一段\n"
        "\n"
        "  第二段\n"
        "people:\n"
        "  - 甄诚\n"
        "  - 贾石\n"
        "items:\n"
        "  - id: a\n"
        "    tags: []\n"
        "  - - x\n"
        "    - z\n"
        "basis:\n"
        "  file: d.pdf\n"
        '  page: "12:30"\n'
        "  more: {}\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        *("null", "~", "true", "Yes", "off", "1.10", "0123", "0x1f", "1_000", "1e3", ".inf", "="),
        *("", " a", "a ", "- a", "a: b", "a #b", "'", '"', "#", "@x", "%", "a\tb", "<<", "甄：诚"),
        *("a\n", "\n", "a\n\n", "---", "...", "a:", "[a", "{", "*a", "&a", "!a", "|", ">", "?"),
        *("2024-02-30", "\\", "a\nb", " a\nb\n"),
    ],
)
def test_an_ordinary_reader_sees_the_same_text(text: str) -> None:
    written = render({"a": text, text or "b": [text]}).decode()
    for version in ((1, 1), (1, 2)):
        reader = YAML(typ="safe", pure=True)
        reader.version = version
        assert reader.load(written)["a"] == text


@pytest.mark.parametrize("text", ["yes", "no", "2024-03-01", "0", "-12", "240301"])
def test_choices_dates_and_numbers_stay_as_clerks_write_them(text: str) -> None:
    assert render({"a": text}) == f"a: {text}\n".encode()


def test_text_is_written_in_normal_form() -> None:
    assert render({"a": "e\u0301"}) == "a: é\n".encode()


@pytest.mark.parametrize("text", ["\u200b", "\x00", "⼈", "\ud800", "a\rb"])
def test_nothing_is_written_that_would_not_be_read(text: str) -> None:
    with pytest.raises(ValueError, match=r"read differently|surrogates"):
        render({"a": text})


@pytest.mark.parametrize("value", [{"a": 1.5}, {"a": Decimal("NaN")}, {1: "a"}, {"a": b"x"}])
def test_a_value_without_a_written_form_is_a_bug(value: dict[Any, Any]) -> None:
    with pytest.raises(TypeError):
        render(value)


FILE = """\
# The people of the bureau,   kept by hand.
unit:   'water'      # oddly spaced

people:
- id: jia
  name:  "贾石"   # quoted
  duties: [finance, procurement]  # two

  # a comment above the next one
- id: zhen
  note: >-
      folded
      text

  duties: [
    a,  # first
    b
  ]
last:
"""

EDITS: dict[str, tuple[list[tuple[tuple[str | int, ...], Any]], str]] = {
    "a value keeps its quotes": (
        [(("people", 0, "name"), "甄诚")],
        """\
-  name:  "贾石"   # quoted
+  name:  "甄诚"   # quoted
""",
    ),
    "the same value": ([(("people", 0, "name"), "贾石"), (("unit",), "water")], ""),
    "an empty field": (
        [(("last",), date(2024, 3, 1))],
        """\
-last:
+last: 2024-03-01
""",
    ),
    "a field emptied": (
        [(("unit",), None)],
        """\
-unit:   'water'      # oddly spaced
+unit:      # oddly spaced
""",
    ),
    "a new field": (
        [(("people", 0, "post"), "局长")],
        """\
+  post: 局长
""",
    ),
    "a new record": (
        [(("people",), Append({"id": "li", "name": "Li Example"}))],
        """\
+- id: li
+  name: Li Example
""",
    ),
    "the first of an empty field": (
        [(("last",), Append({"id": "li"}))],
        """\
+  - id: li
""",
    ),
    "a field below an empty one": (
        [(("last", "year"), 2024)],
        """\
+  year: 2024
""",
    ),
    "a word in brackets": (
        [(("people", 0, "duties"), Append("legal"))],
        """\
-  duties: [finance, procurement]  # two
+  duties: [finance, procurement, legal]  # two
""",
    ),
    "brackets over several lines": (
        [(("people", 1, "duties", 1), DELETE)],
        """\
-    a,  # first
-    b
+    a  # first
""",
    ),
    "a block of text": (
        [(("people", 1, "note"), "one\ntwo\n")],
        """\
-  note: >-
-      folded
-      text
+  note: |
+    one
+    two
""",
    ),
    "a list in place of a text": (
        [(("unit",), ["a", "b"])],
        """\
-unit:   'water'      # oddly spaced
+unit:      # oddly spaced
+  - a
+  - b
""",
    ),
    "a record removed": (
        [(("people", 0), DELETE)],
        """\
-- id: jia
-  name:  "贾石"   # quoted
-  duties: [finance, procurement]  # two
""",
    ),
    "the first field of a record removed": (
        [(("people", 0, "id"), DELETE)],
        """\
-- id: jia
-  name:  "贾石"   # quoted
+- name:  "贾石"   # quoted
""",
    ),
    "several at once": (
        [(("last",), DELETE), (("people", 1, "id"), "zhen-2"), (("new", "x"), "unused")][:2],
        """\
-- id: zhen
+- id: zhen-2
-last:
""",
    ),
}


@pytest.mark.parametrize(("edits", "diff"), EDITS.values(), ids=EDITS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_an_edit_touches_its_own_lines(edits: list[Any], diff: str, newline: str) -> None:
    after = edit(FILE.replace("\n", newline).encode(), edits).decode()
    assert "\n" not in after.replace(newline, "")
    assert changes(FILE, after.replace("\r\n", "\n")) == diff


def test_a_whole_record_changes_only_where_it_differs() -> None:
    tree = read(FILE.encode(), "people.yaml").tree
    assert tree is not None
    tree["people"].insert(1, {"id": "li"})
    tree["people"][2]["note"] = None
    after = edit(FILE.encode(), [((), tree)]).decode()
    assert changes(FILE, after) == (
        "+- id: li\n-  note: >-\n-      folded\n-      text\n+  note:\n"
    )


def test_the_last_of_a_collection_leaves_it_empty() -> None:
    data = b"a:\n  b: 1 # one\nc:\n- 1\nd: [x]\n"
    edits = [(("a", "b"), DELETE), (("c", 0), DELETE), (("d", 0), DELETE)]
    tree = read(edit(data, edits), "a.yaml").tree
    assert tree == {"a": {}, "c": [], "d": []}
    assert edit(b"a: 1 # x\n", [(("a",), DELETE)]) == b"{} # x\n"
    assert edit(b"{}\n", [(("a",), 1)]) == b"a: 1\n"


def test_an_empty_element_takes_a_list_out_of_its_brackets() -> None:
    assert edit(b"a: [x, z]\n", [(("a",), Append(None))]) == b"a:\n  - x\n  - z\n  -\n"


def test_text_before_a_deep_comment_does_not_swallow_it() -> None:
    after = edit(b"a: x\n      # deep\nb: 1\n", [(("a",), "one\ntwo")])
    assert after == b'a: "one\\ntwo"\n      # deep\nb: 1\n'


def test_a_mark_is_never_written_and_a_last_line_is_ended() -> None:
    assert edit(b"\xef\xbb\xbfa: 1", [(("b",), 2)]) == b"a: 1\nb: 2\n"


@pytest.mark.parametrize(
    "change",
    [
        (("none", "deeper"), 1),
        (("people", 9), "x"),
        (("people", -1), DELETE),
        (("people", 9), DELETE),
        (("unit", "x"), 1),
        (("unit",), Append(1)),
        (("none",), Append(1)),
        ((), DELETE),
    ],
)
def test_a_pointer_to_nothing_is_a_bug(change: tuple[Any, Any]) -> None:
    with pytest.raises(LookupError):
        edit(FILE.encode(), [change])


def test_data_that_the_reader_refuses_is_not_edited() -> None:
    with pytest.raises(ValueError, match="refuses"):
        edit(b"a: &x 1\n", [(("a",), 2)])


def changes(before: str, after: str) -> str:
    lines = difflib.unified_diff(before.splitlines(True), after.splitlines(True), n=0)
    return "".join(line for line in list(lines)[2:] if line[0] in "+-")
