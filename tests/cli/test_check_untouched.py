"""`tripower check` leaves every byte and every time of the folder as it was."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest


def state(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Mode, time of change and bytes of everything in a folder, .git included."""
    return {
        str(path.relative_to(folder)): (
            path.lstat().st_mode,
            path.lstat().st_mtime_ns,
            path.read_bytes() if path.is_file() else b"",
        )
        for path in [folder, *folder.rglob("*")]
    }


def git(folder: Path, *words: str) -> str:
    env = {**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}
    name = ("-c", "user.name=Li Example", "-c", "user.email=li@unit.example")
    command = ["git", "-C", str(folder), *name, *words]
    return subprocess.run(
        command, env=env, check=True, capture_output=True, text=True
    ).stdout.strip()


@pytest.fixture
def repository(unit: Any) -> Path:
    """A unit whose history has one commit, and whose index does not know the files' times."""
    folder: Path = unit("DEC-05")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "all")
    for path in folder.rglob("*.yaml"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    return folder


@pytest.mark.parametrize("form", ["table", "json", "csv", "sarif", "github"])
def test_not_a_byte_of_a_plain_folder(unit: Any, tripower: Any, form: str) -> None:
    folder = unit("DEC-05")
    before = state(folder)
    assert tripower("check", "-C", folder, "--format", form).code == 1
    assert state(folder) == before


def test_not_the_index_of_a_repository_either(repository: Path, tripower: Any) -> None:
    before = state(repository)
    ran = tripower("check", "-C", repository, "--format", "json")
    assert state(repository) == before
    assert ran.data["commit"] == git(repository, "rev-parse", "HEAD")


@pytest.mark.parametrize("command", [("due",), ("report",), ("trail", "log")])
def test_nor_do_the_other_commands_that_read(
    repository: Path, tripower: Any, command: tuple[str, ...]
) -> None:
    before = state(repository)
    assert tripower(*command, "-C", repository).code == 0
    assert state(repository) == before


def test_a_folder_that_nobody_may_write_to_can_be_checked(unit: Any, tripower: Any) -> None:
    folder = unit()
    paths = [folder, *folder.rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        assert tripower("check", "-C", folder).code == 0
    finally:
        for path in paths:
            path.chmod(0o755 if path.is_dir() else 0o644)
