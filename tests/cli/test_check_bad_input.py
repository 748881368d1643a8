"""Every bad file is named with its line, its field and what was expected, all in one run."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

MATTER = "matters/2024/M-1"


def writes(path: str, data: bytes | str) -> Callable[[Path], object]:
    raw = data.encode() if isinstance(data, str) else data
    return lambda folder: (folder / path).write_bytes(raw)


def replaces(path: str, old: str, new: str) -> Callable[[Path], object]:
    def act(folder: Path) -> None:
        text = (folder / path).read_text(encoding="utf-8")
        assert old in text
        (folder / path).write_text(text.replace(old, new, 1), encoding="utf-8")

    return act


def links(path: str, to: str) -> Callable[[Path], object]:
    return lambda folder: (folder / path).symlink_to(to)


def pipes(path: str) -> Callable[[Path], object]:
    return lambda folder: os.mkfifo(folder / path)


BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"
CASES: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "broken YAML": (
        writes(f"{MATTER}/confirmation.yaml", "matter_id: [M-1\nfoo: 1\n"),
        f"{MATTER}/confirmation.yaml:2:4: unreadable: a comma or the closing",
        "brackets",
    ),
    "unknown field": (
        replaces("unit.yaml", "period:", "colour: red\nperiod:"),
        "unit.yaml:4:1: unreadable: colour: unknown field `colour`",
        "known here: unit_id, name",
    ),
    "empty value": (
        replaces("unit.yaml", "name: 示例局\n", "name:\n"),
        "unit.yaml:2:1: unreadable: name: nothing is written here; expected: ",
        "a text",
    ),
    "full-width colon": (
        replaces("unit.yaml", "name: 示例局\n", "name：示例局\n"),
        "unit.yaml:2:5: unreadable: `name：` ends with a full-width colon",
        "`name: `",
    ),
    "missing field": (
        replaces("unit.yaml", "name: 示例局\n", ""),
        "unit.yaml:1:1: unreadable: name: ",
        "missing",
    ),
    "missing reference": (
        replaces(f"{MATTER}/matter.yaml", "proposer_id: zhen", "proposer_id: nobody"),
        f"{MATTER}/matter.yaml:4:1: unreadable: proposer_id: there is no person `nobody`",
        "on record",
    ),
    "wrong type": (
        replaces(f"{MATTER}/matter.yaml", "2024-01-02", "2024-02-30"),
        f"{MATTER}/matter.yaml:5:1: unreadable: proposed_on: ",
        "date",
    ),
    "word of no list": (
        replaces(f"{MATTER}/matter.yaml", "major_decision", "grand_decision"),
        f"{MATTER}/matter.yaml:2:1: unreadable: category: ",
        "major_decision",
    ),
    "list expected": (
        writes("calendar.yaml", "days: 3\n"),
        "calendar.yaml:1:1: unreadable: days: a list is expected here",
        "`- `",
    ),
    "duplicate key": (
        writes(f"{MATTER}/withdrawal.yaml", "matter_id: M-1\nmatter_id: M-1\n"),
        f"{MATTER}/withdrawal.yaml:2:1: unreadable: matter_id stands here a second time",
        "first in line 1",
    ),
    "alias bomb": (
        writes(f"{MATTER}/emergency.yaml", BOMB),
        f"{MATTER}/emergency.yaml:1:4: unreadable: &a is an anchor",
        "Delete &a",
    ),
    "deep nesting": (
        writes(f"{MATTER}/emergency.yaml", "a: " + "[" * 5000),
        f"{MATTER}/emergency.yaml:1:",
        "levels",
    ),
    "GBK": (
        writes(f"{MATTER}/ratification.yaml", "matter_id: 示例局的事项\n".encode("gbk")),
        f"{MATTER}/ratification.yaml:1:",
        "expected UTF-8",
    ),
    "UTF-16": (
        writes(f"{MATTER}/ratification.yaml", "matter_id: M-1\n".encode("utf-16")),
        f"{MATTER}/ratification.yaml:1:1: unreadable: ",
        "UTF-16",
    ),
    "empty file": (
        writes(f"{MATTER}/retabling-1.yaml", b""),
        f"{MATTER}/retabling-1.yaml:1:1: unreadable: the file is empty",
        "expected a record",
    ),
    "tab": (
        writes(f"{MATTER}/retabling-1.yaml", "matter_id: M-1\n\tround: 1\n"),
        f"{MATTER}/retabling-1.yaml:2:1: unreadable: a tab",
        "spaces",
    ),
    "symbolic link": (
        links("waivers.yaml", "people.yaml"),
        "waivers.yaml:1:1: unreadable: a symbolic link",
        "expected a plain file",
    ),
    "pipe": (pipes("waivers.yaml"), "waivers.yaml:1:1: unreadable: ", "expected a plain file"),
    "stray file": (
        writes("notes.yaml", "- a\n"),
        "notes.yaml:1:1: unreadable: no kind of record lies here",
        "`tripower record fields`",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_named_with_its_place_and_what_was_expected(
    unit: Any, tripower: Any, name: str
) -> None:
    spoil, line, expected = CASES[name]
    folder = unit()
    spoil(folder)
    ran = tripower("check", "-C", folder)
    assert ran.code == 3
    assert line in ran.out
    assert expected in ran.out[ran.out.index(line) :]
    assert "Traceback" not in ran.out + ran.err


def test_all_are_told_at_once(unit: Any, tripower: Any) -> None:
    folder = unit("DEC-05")
    together = ("broken YAML", "unknown field", "missing reference", "alias bomb", "empty file")
    for name in (*together, "symbolic link", "stray file"):
        CASES[name][0](folder)
    ran = tripower("check", "-C", folder)
    assert ran.code == 3
    for name in (*together, "symbolic link", "stray file"):
        assert CASES[name][1] in ran.out, name
    assert "DEC-05 violation" in ran.out
    paths = [line.split(":")[0] for line in ran.out.splitlines() if ": unreadable: " in line]
    assert paths == sorted(paths), "in the same order every time"


def test_a_byte_order_mark_is_noted_and_read_all_the_same(unit: Any, tripower: Any) -> None:
    folder = unit()
    unit_file = folder / "unit.yaml"
    unit_file.write_bytes(b"\xef\xbb\xbf" + unit_file.read_bytes())
    ran = tripower("check", "-C", folder)
    assert ran.code == 0
    assert "unit.yaml:1:1: note: " in ran.out
    assert "byte order mark" in ran.out


@pytest.mark.parametrize("form", ["table", "json", "csv", "sarif", "github"])
def test_what_steers_a_terminal_is_shown_and_not_sent(unit: Any, tripower: Any, form: str) -> None:
    folder = unit()
    (folder / "notes\x1b[2J.yaml").write_text("title: \x1b]0;owned\x07 \u202egnp.exe\n")
    ran = tripower("check", "-C", folder, "--format", form)
    assert ran.code == 3
    assert not {"\x1b", "\x07", "\u202e", "\x9b"} & set(ran.out + ran.err)
