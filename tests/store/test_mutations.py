"""Ten thousand records with one field broken each: all refused at the file, line and field."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest

from tripower.core.resources import sample_unit
from tripower.mechanisms.kinds import KINDS
from tripower.store.load import read_file

CHUNKS, EACH = 8, 1250
NUMBERS = ("year", "number", "entitled", "present", "yes", "no", "abstain", "check_no", "round")
LINE = re.compile(r"^(?P<before> *(?:- )*)(?P<key>[a-z_]+|\"on\"): (?P<value>\S.*)$")


def lines_of(data: bytes) -> list[str]:
    return data.decode().split("\n")


def typo(match: re.Match[str]) -> str:
    """A field whose name nobody knows."""
    return f"{match['before']}{match['key'].strip(chr(34))}x: {match['value']}"


def braces(match: re.Match[str]) -> str:
    """A mapping where one value belongs."""
    return f"{match['before']}{match['key']}: {{a: b}}"


def garbled(match: re.Match[str]) -> str:
    """A day that does not exist, a number that is none; of a text, a name that nobody knows."""
    value = match["value"]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return f"{match['before']}{match['key']}: 2026-02-30"
    if match["key"] in NUMBERS:
        return f"{match['before']}{match['key']}: {value}x"
    return typo(match)


def broken(data: bytes, dice: random.Random) -> tuple[bytes, int, str]:
    """The file with one line broken; the line (from 1) and the field."""
    lines = lines_of(data)
    places = [(n, match) for n, line in enumerate(lines) if (match := LINE.match(line))]
    at, match = dice.choice(places)
    lines[at] = dice.choice((typo, braces, garbled))(match)
    field = match["key"].strip('"')
    if lines[at].split(":")[0].endswith("x"):
        field += "x"
    return "\n".join(lines).encode(), at + 1, field


def files() -> Iterator[tuple[str, bytes]]:
    for path in sorted(sample_unit().rglob("*.yaml")):
        yield path.relative_to(sample_unit()).as_posix(), path.read_bytes()


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_the_place_of_the_fault_is_named(chunk: int) -> None:
    dice = random.Random(chunk)  # noqa: S311 - mutations, no secrets
    held = [(path, data) for path, data in files() if len(data) < 2000]
    missed: list[str] = []
    for _ in range(EACH):
        path, data = dice.choice(held)
        changed, line, field = broken(data, dice)
        _, problems = read_file(path, changed, KINDS)
        places = [(p.path, p.line, p.field.rsplit(".", 1)[-1]) for p in problems if not p.warning]
        if (path, line, field) not in places:
            missed.append(f"{path}:{line} {field}: {places}\n{changed.decode()}")
    assert missed == [], f"{len(missed)} of {EACH}, such as {missed[0]}"
