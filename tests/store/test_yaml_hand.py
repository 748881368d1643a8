"""Files as hands write them: a change has its place in whatever YAML the reader takes."""

from __future__ import annotations

from typing import Any

import pytest

from tripower.core.people import Person
from tripower.core.unit import Unit
from tripower.mechanisms.kinds import KINDS
from tripower.store.record_files import NoForm, changed_files
from tripower.store.unit import load
from tripower.store.yaml_write import DELETE, Append, edit

NEW = (("new",), "1")

CHANGES: dict[str, tuple[str, tuple[Any, Any], str]] = {
    "a field below a block that keeps its line ends and has none": (
        "a: |+\n x",
        NEW,
        "a: x\nnew: 1\n",
    ),
    "the same with two lines": ("a: |\n x\n y", NEW, "a: |-\n  x\n  y\nnew: 1\n"),
    "the same with folded lines and a comment": (
        "a: > # c\n x\n y",
        NEW,
        "a: x y # c\nnew: 1\n",
    ),
    "the same at the end of a list": ("a:\n- |\n x", (("a",), Append("w")), "a:\n- x\n- w\n"),
    "a block that ends its line is left alone": (
        "a: |+\n x\n\n",
        NEW,
        "a: |+\n x\n\nnew: 1\n",
    ),
    "a list for a word with a comment at its quotation mark": (
        'a: "x"#c\n',
        (("a",), ["y"]),
        'a: #c\n  - "y"\n',
    ),
    "a word there": ("a: 'x'#c\n", (("a",), "y"), "a: 'y' #c\n"),
    "a mapping in a list there": (
        'a:\n- "x"#c\n- z\n',
        (("a", 0), {"k": "v"}),
        "a:\n- k: v #c\n- z\n",
    ),
    "a word for a list there": ('a: ["x"]#c\n', (("a",), "w"), "a: w #c\n"),
    "a first element there": ("a: []#c\n", (("a",), Append("w")), "a: #c\n  - w\n"),
    "a field behind such a word in braces": (
        '{a: "x"#c\n}\n',
        NEW,
        '{a: "x", new: 1 #c\n}\n',
    ),
    "a field in a pair that stands in a list without its braces": (
        "b: y\na: [c: x] # c\n",
        (("a", 0, "new"), "1"),
        "b: y\na: # c\n  - c: x\n    new: 1\n",
    ),
    "the only field before the mark that ends a document": (
        "a: |+\n x\n\n...\n",
        (("a",), DELETE),
        "{}\n...\n",
    ),
}


@pytest.mark.parametrize(("text", "change", "expected"), CHANGES.values(), ids=CHANGES)
def test_a_change_finds_its_place(text: str, change: tuple[Any, Any], expected: str) -> None:
    assert edit(text.encode(), [change]).decode() == expected


SWALLOWING = b"""people:
  - person_id: zhen
    name: |+
      Zhen Example

    office_phone: '1'

  - {person_id: jia, name: Jia Example}
"""


def test_where_there_is_no_place_the_file_and_line_are_named() -> None:
    """The blank line below the number would become a line of the name."""
    files = {"people.yaml": SWALLOWING}
    unit: Unit = load(files, KINDS)
    without = Person(person_id="zhen", name="Zhen Example\n\n")
    with pytest.raises(NoForm) as refused:
        changed_files([without], unit, files, KINDS)
    assert (refused.value.path, refused.value.line) == ("people.yaml", 6)
