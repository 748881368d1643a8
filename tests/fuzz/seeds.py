"""What the fuzzing of the YAML door begins with, and how an input is changed."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache
from pathlib import Path

from tripower.core.resources import sample_unit

RULES = Path(__file__).resolve().parents[1] / "rules"
MARKS = [": ", ":", ":\n", "- ", "-", "\n", "\n  ", "\n- ", "  ", " ", ",", ", ", "#", " # c", "?"]
MARKS += ["# c\n", "? ", "[", "]", "{", "}", "[]", "{}", "[a, b]", "[a|b, c]", "{a: b}", "[a: b]"]
MARKS += ["&x ", "*x", "&x", "!t ", "!!str ", "! ", "<<: ", "<<", "---\n", "...\n", "--- a\n", "%"]
MARKS += ["%YAML 1.1\n", "|\n  a\n", "|+\n", "|-\n", "|2\n", ">\n", ">-\n", ">1+\n", "@", "`", "="]
QUOTES = ["'", '"', "''", '""', "'a''b'", '"a\\nb"', '"\\', "\\", '"\\x41"', '"\\u0301"', '"\\0"']
QUOTES += ['"\\ud800"', '"\\U0001F600"', '"a\n  b"', "'a\n\n  b'", '"\\\n', '"on": ', "'a': "]
WORDS = ["a", "b", "a: b\n", "a:\n", "null", "~", "yes", "no", "on", "true", "0123", "0o17", "0x1F"]
WORDS += ["1e3", "1:20", "1_000", ".nan", "-.inf", "+1", "1.10", "2024-01-01", "2024-01-01T00:00Z"]
SIGNS = ["\t", "\r", "\r\n", "\0", "\x07", "\x7f", "\x85", "\xa0", "\xad", "\u200b", "\u2028"]
SIGNS += ["\u202e", "\ufeff", "\ufffd", "\uffff", "\u3000", "\u0301", "e\u0301", "é", "\u2126"]
SIGNS += ["甄", "𠮷", "：", "\u2f08", "\U000e0041", "\uac00\u11a8", "\u0340", "否"]
LONG = ["a" * 1023, "a" * 1030 + ": b\n", "[" * 9, "- " * 9, "  " * 9, "? " * 9, "x y " * 300]
LONG += ["# " * 40, "a, " * 50, "\n" * 20, "a:\n  a:\n    a:\n      a:\n        a: b\n"]
TOKENS = [*MARKS, *QUOTES, *WORDS, *SIGNS, *LONG]
RAW = [b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xf4\x90\x80\x80", b"\xff\xfea\0"]
LARGEST = 1500
"""Bytes of an input; `swollen` makes the few that are larger."""


@cache
def corpus() -> tuple[bytes, ...]:
    """Every YAML file of the sample unit and of the rules' tests that is not too large."""
    paths = sorted([*sample_unit().rglob("*.yaml"), *RULES.rglob("*.yaml")])
    return tuple(data for path in paths if len(data := path.read_bytes()) <= LARGEST)


def scrap(dice: random.Random) -> bytes:
    """Any signs of YAML in a row, behind a sound beginning."""
    head = dice.choice(["", "a: ", "a:\n  ", "a:\n  - ", "a: b\n"])
    return (head + "".join(dice.choices(TOKENS, k=dice.randint(1, 12)))).encode()[:LARGEST]


def outline(dice: random.Random) -> bytes:
    """A record as the program writes it, mostly; then perhaps one thing done to it."""
    lines = _box(dice, 0, listed=False)
    data = ("\n".join(lines) + "\n").encode()
    return data if dice.random() < 0.5 else dice.choice(_WAYS)(data, dice)


def _box(dice: random.Random, level: int, *, listed: bool) -> list[str]:
    """The lines of a list or of fields, less of them the deeper they stand."""
    lines = []
    for at in range(dice.randint(1, max(1, 4 - level))):
        lead = "  " * level + ("- " if listed else f"{_name(dice, at)}:")
        if dice.random() < 0.3 and level < 9:
            deeper = level + (2 if dice.random() < 0.05 else 1)
            below = _box(dice, deeper, listed=dice.random() < 0.5)
            lines += [lead + below.pop(0).strip()] if listed else [lead]
            lines += below
        else:
            lines.append(f"{lead if listed else lead + ' '}{_value(dice)}".rstrip(" "))
    return lines


def _name(dice: random.Random, at: int) -> str:
    usual = "abcd"[at]
    return usual if dice.random() < 0.9 else dice.choice(['"on"', "x1_y", "no", "A", "a", '"a"'])


def _value(dice: random.Random) -> str:
    chance = dice.random()
    if chance < 0.06:
        return dice.choice(TOKENS)
    if chance < 0.08:
        return f"x{dice.choice(SIGNS)}y"
    some = ["", "x y", "甄", '"a b"', "'- c'", "[]", "[a, b]", "b c:d", "[no]", "c]", '""', "''"]
    return dice.choice(some if chance < 0.7 else WORDS)


def mutated(data: bytes, dice: random.Random, most: int = LARGEST) -> bytes:
    """The input with one to four things done to it."""
    for _ in range(dice.randint(1, 4)):
        data = dice.choice(_WAYS)(data, dice)
    return data[:most]


def swollen(data: bytes, dice: random.Random) -> bytes:
    """A part of the input many times over, as large as the door lets in."""
    start, end = _part(data, dice, 40)
    part = data[start:end] or b"["
    size = dice.choice([30_000, 60_000, 250_000])
    return data[:start] + part * (size // len(part)) + data[end:]


def _part(data: bytes, dice: random.Random, most: int) -> tuple[int, int]:
    start = dice.randint(0, len(data))
    return start, min(len(data), start + dice.randint(1, most))


def _token(dice: random.Random) -> bytes:
    return dice.choice(RAW) if dice.random() < 0.03 else dice.choice(TOKENS).encode()


def _inserted(data: bytes, dice: random.Random) -> bytes:
    at, _ = _part(data, dice, 1)
    return data[:at] + _token(dice) + data[at:]


def _at_a_mark(data: bytes, dice: random.Random) -> bytes:
    """A token just before or behind a sign that means something."""
    places = [at for at, sign in enumerate(data) if sign in b":-\n \"'[],"] or [0]
    at = dice.choice(places) + dice.randint(0, 1)
    return data[:at] + _token(dice) + data[at:]


def _cut(data: bytes, dice: random.Random) -> bytes:
    start, end = _part(data, dice, 60)
    return data[:start] + data[end:]


def _doubled(data: bytes, dice: random.Random) -> bytes:
    start, end = _part(data, dice, 30)
    return data[:start] + data[start:end] * dice.choice([2, 2, 3, 20]) + data[end:]


def _crossed(data: bytes, dice: random.Random) -> bytes:
    other = dice.choice(corpus())
    start, end = _part(other, dice, 200)
    at, _ = _part(data, dice, 1)
    return data[:at] + other[start:end] + data[at:]


def _flipped(data: bytes, dice: random.Random) -> bytes:
    at, _ = _part(data, dice, 1)
    return data[:at] + bytes([dice.randrange(256)]) + data[at + 1 :]


def _line_moved(data: bytes, dice: random.Random) -> bytes:
    lines = data.splitlines(keepends=True) or [b"\n"]
    line = lines.pop(dice.randrange(len(lines)))
    lines.insert(dice.randint(0, len(lines)), line)
    return b"".join(lines)


def _line_shifted(data: bytes, dice: random.Random) -> bytes:
    lines = data.split(b"\n")
    at = dice.randrange(len(lines))
    lines[at] = dice.choice([b"  ", b" ", b"- ", b"    "]) + lines[at].lstrip(b" ")
    return b"\n".join(lines)


def _value_replaced(data: bytes, dice: random.Random) -> bytes:
    lines = data.split(b"\n")
    at = dice.randrange(len(lines))
    head, mark, _ = lines[at].partition(b": ")
    lines[at] = head + (mark or b" ") + _token(dice)
    return b"\n".join(lines)


_WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    *(_inserted, _at_a_mark, _at_a_mark, _cut, _doubled, _crossed, _flipped),
    *(_line_moved, _line_shifted, _value_replaced),
)
