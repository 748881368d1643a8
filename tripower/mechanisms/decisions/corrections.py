"""Corrections of a matter: what it said when a vote was taken, and what it says now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from tripower.core.unit import Sees
from tripower.mechanisms.decisions.records import Matter

VOTED_ON = ("category", "title", "amount", "payee", "candidates")
"""What a vote is about: with another value it would have been another vote."""


class Correction(msgspec.Struct, frozen=True):
    """One field that a correction changed: the day, the file that corrects, both values.

    Without a day on record the correction counts as made last of all.
    """

    day: date | None
    now: Matter
    field: str
    old: Any
    new: Any

    def after(self, held: date) -> bool:
        """Whether it may have come after the vote of a day; that day itself included."""
        return self.day is None or self.day >= held


def corrections(matter: Matter, see: Sees) -> Iterator[Correction]:
    """Every change of what is voted on, the latest correction first."""
    now, before = matter, see.corrected(matter)
    while before is not None and now.supersedes is not None:
        for field in VOTED_ON:
            old, new = getattr(before, field), getattr(now, field)
            if old != new:
                yield Correction(now.supersedes.on, now, field, old, new)
        now, before = before, see.corrected(before)
