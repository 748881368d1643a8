"""What a signed ballot is cast on: the exact files of the proposal and of its materials."""

from __future__ import annotations

from tripower.core.digests import sha256
from tripower.core.unit import Sees
from tripower.mechanisms.decisions.records import Material, Matter


def binding_digests(see: Sees, matter_id: str) -> tuple[str, tuple[str, ...]]:
    """The digest of a matter's file, and those of its materials in the order of their ids."""
    matter = see.get(Matter, matter_id)
    papers = sorted(see.where(Material, matter_id=matter_id), key=lambda one: one.key)
    told = tuple(sha256(see.content(one)) for one in papers)
    return (sha256(see.content(matter)) if matter is not None else "", told)
