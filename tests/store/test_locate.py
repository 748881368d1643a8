"""A pointer leads to its line: to the record where the field is missing."""

from __future__ import annotations

import pytest

from tripower.store.yaml_read import locate

PEOPLE = """\
# the team
unit: water

people:
  - id: jia   # head
    name: 贾石

  - id: zhen
    duties: [finance, {area: procurement}]
  -
note: >
  text
"""


@pytest.mark.parametrize(
    ("pointer", "place"),
    [
        ((), (2, 1)),
        (("unit",), (2, 1)),
        (("people",), (4, 1)),
        (("people", 0), (5, 5)),
        (("people", 0, "name"), (6, 5)),
        (("people", 1), (8, 5)),
        (("people", 1, "name"), (8, 5)),  # missing: the record that lacks it
        (("people", 1, "duties"), (9, 5)),
        (("people", 1, "duties", 0), (9, 14)),
        (("people", 1, "duties", 1, "area"), (9, 24)),
        (("people", 2), (10, 3)),
        (("people", 7, "name"), (4, 1)),
        (("note",), (11, 1)),
        (("missing", "deeper"), (2, 1)),
        (("unit", "deeper"), (2, 1)),
    ],
)
def test_locate(pointer: tuple[str | int, ...], place: tuple[int, int]) -> None:
    assert locate(PEOPLE.encode(), pointer) == place
    assert locate(b"\xef\xbb\xbf" + PEOPLE.encode(), pointer) == place
    assert locate(PEOPLE.replace("\n", "\r\n").encode(), pointer) == place


@pytest.mark.parametrize("data", [b"", b"\xff", b"a: [", b"# nothing\n"])
def test_what_cannot_be_read_has_its_first_line(data: bytes) -> None:
    assert locate(data, ("a",)) == (1, 1)


def test_a_record_that_breaks_a_rule_of_form_still_has_places() -> None:
    assert locate(b"a: &x 1\nb: 2\n", ("b",)) == (2, 1)
