"""A short walk of the fuzzing, the same every time; the long one is started by hand."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.fuzz.laws import Breach, check
from tests.fuzz.seeds import swollen
from tests.fuzz.yaml_door import Watch, any_input

CHUNKS, EACH = 4, 550
PLAIN = EACH // 12
"""At least so many of them the quick reader has to take, or nothing is compared."""


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_no_input_breaks_a_law(chunk: int) -> None:
    dice = random.Random(chunk)  # noqa: S311
    assert sum(check(any_input(dice)) for _ in range(EACH)) >= PLAIN


@pytest.mark.parametrize("part", [b"{a # # ", b"a: [b, ", b"- - - x\n", b"a: 'b\n"])
def test_nor_does_a_large_one(part: bytes) -> None:
    check(swollen(part, random.Random(1)))  # noqa: S311


def test_a_breach_is_told_once_and_its_input_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def no_colon(data: bytes) -> bool:
        if b":" in data:
            raise Breach("colon: there is one")
        return True

    watch = Watch(no_colon, tmp_path, seed=1)
    for data in (b"a", b"a: 1\n", b"b: 1\n"):
        watch.take(data)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"a: 1\n"]
    assert (watch.tried, watch.plain) == (3, 1)
    assert capsys.readouterr().out.count("colon: there is one") == 1
