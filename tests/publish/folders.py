"""Units in real repositories, and the command as a person calls it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.rules.units import HERE
from tripower.cli.main import perform

BASE = HERE / "base"
ENVIRONMENT = {
    **os.environ,
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{who}_NAME": "Li Example" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_EMAIL": "li@example.org" for who in ("AUTHOR", "COMMITTER")},
}


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", *words], cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def commit(folder: Path, changes: Mapping[str, str | None] | None = None) -> str:
    """Write files (None removes one) and record everything; returns the commit."""
    for path, text in (changes or {}).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            file.unlink()
        else:
            file.write_text(text, encoding="utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "A change")
    return git(folder, "rev-parse", "HEAD")


def recorded(folder: Path, changes: Mapping[str, str | None] | None = None) -> Path:
    """The base unit with some files changed, in a repository of its own."""
    shutil.copytree(BASE, folder)
    git(folder, "init", "-qb", "main")
    commit(folder, changes)
    return folder


def edited(path: str, *changes: tuple[str, str]) -> dict[str, str | None]:
    """A file of the base unit with texts replaced, each of which must be there."""
    text = (BASE / path).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return {path: text}


def publish(
    unit: Path, out: Path, capsys: pytest.CaptureFixture[str], *words: str, lang: str = "en"
) -> tuple[int, dict[str, Any]]:
    """Run `tripower publish notices`; its exit status and its data."""
    command = ["publish", "notices", "-C", str(unit), "--out", str(out), "--format", "json"]
    code = perform([*command, "--lang", lang, *words], lang)
    told = capsys.readouterr().out
    return code, json.loads(told) if told.startswith("{") else {"text": told}


def files(out: Path) -> dict[str, str]:
    """Everything in a folder by path."""
    found = sorted(p for p in out.rglob("*") if p.is_file())
    return {p.relative_to(out).as_posix(): p.read_text(encoding="utf-8") for p in found}


def states(told: dict[str, Any]) -> dict[str, str]:
    return {one["id"]: one["state"] for one in told["notices"]}


MINUTES = "meetings/2024/K-1/minutes.yaml"
DISSENT = "meetings/2024/K-1/M-1/ballots/yi.yaml"


def dissenting(text: str) -> dict[str, str | None]:
    """易明 votes no and says why; the minutes have it word for word."""
    quoted = json.dumps(text, ensure_ascii=False)
    ballot = edited(DISSENT, ("choice: yes", f"choice: no\nopinion: {quoted}"))
    dissent = f"    dissents:\n      - person_id: yi\n        text: {quoted}\n    conclusion:"
    minutes = edited(
        MINUTES, ("yes: 5", "yes: 4"), ("no: 0", "no: 1"), ("    conclusion:", dissent)
    )
    return {**ballot, **minutes}
