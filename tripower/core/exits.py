"""With what a run ends: the contract for scripts, in one place."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """Exit status of a command."""

    CLEAN = 0
    REFUSED = 1
    """Also: something is found that weighs as block or violation."""
    USAGE = 2
    UNREADABLE = 3
    INCOMPLETE = 4
    """The history is not all there."""
    BROKEN = 5
    """The history has been tampered with, or is damaged."""
    REPAIR = 6
    """Recorded, but the folder does not follow yet."""
    BUG = 70
    INTERRUPTED = 130
