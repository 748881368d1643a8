"""A stranger's folder full of programs to be run: nothing in it runs, and nothing is written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attacks.room import Room, asked, git

HOOKS = ("pre-commit", "post-checkout", "post-index-change", "reference-transaction", "pre-push")
CONFIG = """
[core]
    fsmonitor = {canary}
    pager = {canary}
    editor = {canary}
    sshCommand = {canary}
    gitProxy = {canary}
    hooksPath = {hooks}
    askPass = {canary}
    alternateRefsCommand = {canary}
    attributesFile = {attributes}
[gpg]
    program = {canary}
    format = ssh
[gpg "ssh"]
    program = {canary}
    defaultKeyCommand = {canary}
[diff]
    external = {canary}
[diff "canary"]
    textconv = {canary}
    command = {canary}
[filter "canary"]
    clean = {canary}
    smudge = {canary}
    process = {canary}
    required = true
[merge "canary"]
    driver = {canary}
[credential]
    helper = {canary}
[alias]
    status = !{canary}
    log = !{canary}
[include]
    path = {include}
[includeIf "gitdir:**"]
    path = {include}
[remote "origin"]
    url = ext::{canary}
    uploadpack = {canary}
    vcs = {canary}
    promisor = true
    partialclonefilter = blob:none
[extensions]
    partialClone = origin
[trace2]
    eventTarget = {trace}
"""
ATTRIBUTES = "* diff=canary filter=canary merge=canary text eol=lf ident\n"


class Trap:
    """The folder, and the mark that any program of it would leave."""

    def __init__(self, room: Room, place: Path) -> None:
        self.room = room
        self.mark = place / "it-ran"
        self.trace = place / "trace"
        program = place / "canary"
        program.write_text(f'#!/bin/sh\necho "$0 $*" >> {self.mark}\nexit 0\n')
        program.chmod(0o755)
        hooks = place / "hooks"
        for folder in (hooks, room.unit / ".git/hooks"):
            folder.mkdir(exist_ok=True)
            for name in HOOKS:
                (folder / name).write_bytes(program.read_bytes())
                (folder / name).chmod(0o755)
        attributes, include = place / "attributes", place / "include"
        attributes.write_text(ATTRIBUTES)
        include.write_text(f"[core]\n    fsmonitor = {program}\n    pager = {program}\n")
        told = CONFIG.format(
            canary=program, hooks=hooks, attributes=attributes, include=include, trace=self.trace
        )
        (room.unit / ".gitattributes").write_text(ATTRIBUTES)
        (room.unit / ".git/info").mkdir(exist_ok=True)
        (room.unit / ".git/info/attributes").write_text(ATTRIBUTES)
        (room.unit / ".lfsconfig").write_text("[lfs]\n    url = http://127.0.0.1:9/\n")
        with (room.unit / ".git/config").open("a") as config:
            config.write(told)

    @property
    def silent(self) -> bool:
        """Whether nothing has run yet."""
        return not self.mark.exists() and not self.trace.exists()


@pytest.fixture
def trap(room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Trap]:
    """The bureau's folder as a stranger hands it over; one file is edited, so all must be read."""
    made = Trap(room, tmp_path)
    room.write(room.edited("people.yaml", "贾石", "贾 石"))
    os.utime(room.unit / ".git/index", (0, 0))
    for name in ("PAGER", "EDITOR", "GIT_PAGER", "GIT_SSH_COMMAND", "GIT_EXTERNAL_DIFF"):
        monkeypatch.setenv(name, str(tmp_path / "canary"))
    yield made
    assert made.silent, made.mark.read_text() if made.mark.exists() else made.trace.read_text()


def everything(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Bytes and time of change of each file, those of git included."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


READING = {
    "verify": ("trail", "verify"),
    "verify in json": ("trail", "verify", "--format", "json", "--whole"),
    "check": ("check",),
    "log": ("trail", "log"),
    "keys": ("trail", "key", "list"),
    "show": ("decision", "show", "M-2"),
    "report": ("report",),
    "receipt": ("trail", "receipt", "export", "M-2", "zheng", "{place}/receipt.json"),
}


@pytest.mark.parametrize("name", READING)
def test_nothing_runs_while_a_strangers_folder_is_read(
    trap: Trap, tmp_path: Path, name: str
) -> None:
    words = [one.format(place=tmp_path) for one in READING[name]]
    answer = asked(*words, "-C", str(trap.room.unit))
    assert answer.code != 70, answer


@pytest.mark.parametrize("name", ["verify", "check", "log", "keys"])
def test_nothing_is_written_while_a_strangers_folder_is_read(trap: Trap, name: str) -> None:
    before = everything(trap.room.unit)
    asked(*READING[name], "-C", str(trap.room.unit))
    after = everything(trap.room.unit)
    assert {path for path in before | after if before.get(path) != after.get(path)} == set()


def test_nothing_runs_where_the_strangers_folder_is_a_witness(town: Room, tmp_path: Path) -> None:
    """The folder that is only looked up beside one's own."""
    neighbour = Room(tmp_path / "neighbour", tmp_path / "keys-next-door")
    made = Trap(neighbour, tmp_path)
    answer = asked("trail", "verify", "-C", str(town.unit), "--witness", str(neighbour.unit))
    assert answer.code == 0
    assert made.silent


def test_nothing_runs_while_a_record_is_written(room: Room, tmp_path: Path) -> None:
    """The hooks and filters of the folder have no say in what tripower records."""
    made = Trap(room, tmp_path)
    room.do("record new person person_id=qian name=钱某")
    assert made.silent


def test_the_trap_is_sharp_or_the_tests_above_prove_nothing(room: Room, tmp_path: Path) -> None:
    """The git program runs what is planted."""
    made = Trap(room, tmp_path)
    room.write(room.edited("people.yaml", "贾石", "贾 石"))
    git(room.unit, "diff", check=False)
    assert not made.silent
