"""Who leads, who does barred work and who is whose superior on a day (公务员法 第74条, POW-17)."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from tripower.core.people import Duty, Role
from tripower.mechanisms.power_split.allocation.parts import Part
from tripower.mechanisms.power_split.records import Power

BY_POWER = {Power.PERSONNEL: Duty.PERSONNEL, Power.FINANCE: Duty.FINANCE}
"""Being in charge of these powers is work of that sort."""
BY_ROLE = {Role.DISCIPLINE_LEADER: Duty.DISCIPLINE}
"""So is this post itself."""


class Clash(msgspec.Struct, frozen=True):
    """Two relatives in posts that they may not both hold; `why` names the breach.

    `duty`: `one` leads and `other` does barred work. `line`: `one` is the superior of `other`.
    `same`: both answer to the same `leader` directly.
    """

    why: str
    one: str
    other: str
    duty: Duty | None = None
    leader: str | None = None


def clashes(part: Part, one: str, other: str) -> Iterator[Clash]:
    """What the posts of two relatives break on these days."""
    for leader, relative in ((one, other), (other, one)):
        if leads(part, leader):
            for duty in duties(part, relative):
                yield Clash("duty", leader, relative, duty=duty)
        if leader in superiors(part, relative):
            yield Clash("line", leader, relative)
    for leader in superiors(part, one):
        if leader in superiors(part, other):
            yield Clash("same", one, other, leader=leader)


def leads(part: Part, person_id: str) -> bool:
    """Whether a person has a post of leadership: any but staff."""
    return any(p.person_id == person_id and p.role is not Role.STAFF for p in part.posts)


def duties(part: Part, person_id: str) -> list[Duty]:
    """The barred work of a person: by the post, or by the power in the person's charge."""
    posts = [post for post in part.posts if post.person_id == person_id]
    told = {post.duty for post in posts} | {BY_ROLE.get(post.role) for post in posts}
    given = {BY_POWER.get(power) for power in part.powers_of(person_id)}
    return [duty for duty in Duty if duty in told | given]


def superiors(part: Part, person_id: str) -> list[str]:
    """The direct superiors: those on record, and of the leadership's members the heads.

    A discipline leader answers to the commission that sent them, not to the head.
    """
    own = [p for p in part.posts if p.person_id == person_id]
    told = [p.superior_id for p in own if p.superior_id is not None]
    under = any(p.role not in (Role.STAFF, Role.DISCIPLINE_LEADER) for p in own)
    heads = part.heads if under and not told else []
    return [one for one in dict.fromkeys([*told, *heads]) if one != person_id]
