"""Two pieces of work at once, where the machine can: the second in a forked process."""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")


def can_fork() -> bool:
    """Whether a second process would run beside this one."""
    allowed = getattr(os, "sched_getaffinity", None)  # macOS has no such call
    cores = len(allowed(0)) if allowed is not None else os.cpu_count() or 1
    return hasattr(os, "fork") and cores > 1


def in_two(mine: Callable[[], A], other: Callable[[], B]) -> tuple[A, B]:
    """Both results. `other` runs in a copy of this process and must not write anything.

    Where the copy fails, for want of memory say, its work is done here. What it hands over
    goes through a pipe that nobody else can write to, so pickle is safe here.
    """
    if not can_fork():
        return mine(), other()
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        _hand_over(other, reader, writer)
    os.close(writer)
    try:
        result = mine()
        with os.fdopen(reader, "rb") as pipe:
            data = pipe.read()
    except BaseException:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        raise
    _, status = os.waitpid(child, 0)
    return result, pickle.loads(data) if status == 0 else other()  # noqa: S301 - see above


def _hand_over(work: Callable[[], object], reader: int, writer: int) -> None:
    """In the copy: do the work, hand over its result, and end without any cleaning up."""
    code = 1
    try:
        os.close(reader)
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(pickle.dumps(work(), protocol=pickle.HIGHEST_PROTOCOL))
        code = 0
    finally:
        os._exit(code)
