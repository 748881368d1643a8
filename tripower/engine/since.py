"""What was verified before: the next look at a history goes on from there.

Kept in the user's own cache folder, never in the unit, and only where the trail held. The
commit is named by its id, so a history that was rewritten since is walked anew.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec.structs import replace

from tripower.core.keyring import KeyRing, after
from tripower.core.trust import KeyChange
from tripower.core.unit import Sees
from tripower.engine.replay import Tally
from tripower.store import facts
from tripower.trail.opened import History


class Seen(msgspec.Struct, frozen=True):
    """A history up to a commit: what was counted, which versions of the list of keys count.

    `light` is how many warnings and notices the trail had.
    """

    made_by: str
    head: str
    tally: Tally
    keys: tuple[int, ...]
    light: int


def place(history: History) -> Path | None:
    """Where it is kept; None where TRIPOWER_CACHE is `off`."""
    found = facts.place(history.gitdir / history.prefix)
    return found.with_suffix(".verified") if found is not None else None


def recall(history: History) -> Seen | None:
    """What this make of the program has verified of a history."""
    path = place(history)
    if path is None:
        return None
    try:
        seen = msgspec.msgpack.decode(path.read_bytes(), type=Seen)
    except (OSError, msgspec.DecodeError):
        return None
    return seen if seen.made_by == facts.make() else None


def keep(history: History, seen: Seen) -> None:
    """Put it away; where there is no room for it, the next look takes longer."""
    path = place(history)
    if path is None:
        return
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_bytes(msgspec.msgpack.encode(replace(seen, made_by=facts.make())))


def ring_at(see: Sees, keys: tuple[int, ...]) -> KeyRing:
    """The list of keys that these versions make, as they were found to count."""
    ring = KeyRing()
    for change in sorted(see.all(KeyChange), key=lambda one: one.version):
        if change.version in keys:
            ring = after(ring, change, see.content(change))
    return ring
