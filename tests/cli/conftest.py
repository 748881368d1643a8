"""Units to look at and a way to type a command line: what most tests of the front door need."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.rules.units import HERE, overlay
from tripower.cli.main import perform

Unit = Callable[..., Path]


@dataclass(frozen=True)
class Ran:
    """What a command line answered."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


@pytest.fixture(autouse=True)
def _one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands on the last day of the base unit's period."""
    monkeypatch.setenv("TRIPOWER_NOW", "2024-12-31T09:00")


@pytest.fixture
def unit(tmp_path: Path) -> Unit:
    """`unit("DEC-05", "SEP-05")` lays down the base unit with what breaks those rules."""

    def lay(*rule_ids: str) -> Path:
        folder = tmp_path / "unit"
        files = overlay(HERE / "base")
        for rule_id in rule_ids:
            files.update(overlay_only(HERE / rule_id / "bad"))
        for path, data in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        return folder

    return lay


def overlay_only(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.yaml")}


@pytest.fixture
def tripower(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """`tripower("check", "-C", folder)` in this process, in English."""

    def run(*words: object, lang: str = "en") -> Ran:
        capsys.readouterr()
        code = perform([str(word) for word in words], lang)
        return Ran(code, *capsys.readouterr())

    return run


@pytest.fixture
def process() -> Callable[..., Ran]:
    """`process("check", …, LANG="C")`: the program as a terminal starts it."""

    def run(*words: object, **env: str) -> Ran:
        command = [sys.executable, "-m", "tripower", *map(str, words)]
        kept = {name: value for name, value in os.environ.items() if not _of_language(name)}
        done = subprocess.run(command, env={**kept, **env}, capture_output=True, check=False)
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


def _of_language(name: str) -> bool:
    return name.startswith("LC_") or name in ("LANG", "LANGUAGE", "TRIPOWER_LANG")
