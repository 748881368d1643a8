"""One writer at a time, and a name for the one who holds the lock."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from tripower.core.exits import Exit
from tripower.core.messages import N_
from tripower.trail import workfolder
from tripower.trail.errors import NOT_RECORDED, TrailError, explained

LOCK = "tripower.lock"
HOLDER = "tripower.lock.holder"
_POLL = 0.02  # seconds


@contextmanager
def locked(gitdir: Path, timeout: float) -> Iterator[None]:
    """Hold `.git/tripower.lock`; a killed holder loses it by itself.

    Raises TrailError after `timeout` seconds, naming who holds it.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(gitdir / LOCK, timeout=timeout, poll_interval=_POLL)
    with explained(NOT_RECORDED, Exit.REFUSED):
        try:
            lock.acquire()
        except Timeout as error:
            raise _busy(gitdir, timeout) from error
    try:
        with explained(NOT_RECORDED, Exit.REFUSED):
            workfolder.write(gitdir, HOLDER, _holder())
        yield
    finally:
        with suppress(OSError):  # it only names us; whether something was recorded matters more
            (gitdir / HOLDER).unlink()
        lock.release()


def wait_for_git(done: Callable[[], bool], lock: Path, timeout: float) -> None:
    """Try until `done` says so; TrailError naming git's lock file after `timeout` seconds."""
    end = time.monotonic() + timeout
    while not done():
        if time.monotonic() >= end:
            raise TrailError(
                N_(
                    "the git program holds {path}; if none is running, it was left by a crash: "
                    "delete that file and try again"
                ),
                {"path": lock},
            )
        time.sleep(_POLL)


def _holder() -> bytes:
    # Only the program and its first words: further ones may say how somebody voted.
    words = [Path(sys.argv[0]).name, *sys.argv[1:3]]
    since = datetime.now(UTC).astimezone().isoformat(timespec="seconds")
    facts = {"pid": os.getpid(), "command": " ".join(words), "since": since}
    return json.dumps(facts, ensure_ascii=False).encode("utf-8", "replace")


def _busy(gitdir: Path, timeout: float) -> TrailError:
    unknown = {"pid": "?", "command": "?", "since": "?"}
    try:
        read = json.loads(workfolder.read(gitdir, HOLDER) or b"{}")
    except (ValueError, TrailError):
        read = {}
    known = {key: str(read.get(key, "?")) for key in unknown} if isinstance(read, dict) else unknown
    return TrailError(
        N_(
            "somebody else is writing: process {pid} ({command}), since {since}; "
            "waited {seconds} s, try again when it is done"
        ),
        known | {"seconds": timeout},
    )
