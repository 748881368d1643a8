"""What is final of the records of oversight: a draft may still change, so it shows nothing yet."""

from __future__ import annotations

from typing import TypeVar

from tripower.core.records import Event
from tripower.core.unit import Sees

R = TypeVar("R", bound=Event)


def every(see: Sees, kind: type[R]) -> list[R]:
    """Every record of a kind, without drafts."""
    return [one for one in see.all(kind) if not one.draft]


def where(see: Sees, kind: type[R], **fields: object) -> list[R]:
    """The records whose fields have these values, without drafts."""
    return [one for one in see.where(kind, **fields) if not one.draft]


def get(see: Sees, kind: type[R], key: str) -> R | None:
    """The record of that key; a draft is none."""
    found = see.get(kind, key)
    return None if found is None or found.draft else found
