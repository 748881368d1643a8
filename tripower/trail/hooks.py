"""The hooks by which the git program asks tripower before it takes anything."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

from tripower.core.messages import N_
from tripower.trail.errors import TrailError, explained
from tripower.trail.opened import History

MARK = "# tripower trail guard"
SETTINGS = {
    "receive.denyNonFastForwards": "true",
    "receive.denyDeletes": "true",
    "receive.fsckObjects": "true",
}
"""What a repository that takes pushes refuses on its own: rewritten and deleted branches."""
SLEEPS = N_("{path} sends git elsewhere for its hooks (core.hooksPath); remove that setting first")
TAKEN = N_("{path} is there already and not tripower's; call the line below from it:\n{line}")


def hook_of(history: History) -> str:
    """The hook that belongs to a repository: with work files or without."""
    return "pre-commit" if history.folder is not None else "pre-receive"


def install(history: History) -> list[Path]:
    """Put the hook in place, and for a bare repository its settings; what was written."""
    name = hook_of(history)
    place = history.gitdir / "hooks"
    path = place / name
    line = _line(history, name)
    told = f"{MARK}: refuses what breaks a rule. Delete this file to take it away."
    text = f"#!/bin/sh\n{told}\n{line}\n"
    if "core.hooksPath" in history.git.config:
        raise TrailError(SLEEPS, {"path": history.gitdir / "config"})
    if path.is_symlink() or place.is_symlink():
        raise TrailError(N_("{path} must not be a link"), {"path": path})
    if path.exists() and MARK not in path.read_text("utf-8", "replace"):
        raise TrailError(TAKEN, {"path": path, "line": line})
    with explained():
        place.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)
        if history.folder is None:
            for key, value in SETTINGS.items():
                history.git.config[key] = value
            return [path, history.gitdir / "config"]
    return [path]


def _line(history: History, name: str) -> str:
    place = history.folder or history.gitdir
    words = (sys.executable, "-m", "tripower", "trail", "guard", "run", name, "-C", str(place))
    return "exec " + " ".join(shlex.quote(word) for word in words)
