"""Who must come to a meeting, and who must stand aside, before it is held (DEC-05, DEC-11)."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from tripower.core.numbers import least_more_than
from tripower.core.people import team_on
from tripower.core.unit import Sees
from tripower.mechanisms.decisions.counting import (
    denominator,
    quorum_needed,
    quorum_share,
    stood_aside,
)
from tripower.mechanisms.decisions.records import Meeting
from tripower.mechanisms.decisions.rounds import Round


class Need(msgspec.Struct, frozen=True):
    """What one matter needs: how many present, how many in favour, who stands aside."""

    matter_id: str
    quorum: int
    yes: int
    recuse: tuple[str, ...]


def entitled_on(meeting: Meeting, see: Sees) -> list[str]:
    """Who is entitled to attend: as frozen, or as it would be on the day."""
    return list(meeting.entitled_ids) or team_on(see, meeting.held_on)


def needs(meeting: Meeting, see: Sees) -> list[Need]:
    """For each matter of a meeting, what it takes to decide it.

    It is what the count will ask once those who must stand aside are on record as recused.
    """
    frozen = replace(meeting, entitled_ids=tuple(entitled_on(meeting, see)))
    return [_need(this) for this in Round.of(frozen, see)]


def _need(this: Round) -> Need:
    rules, entitled = this.see.on(this.day), this.meeting.entitled_ids
    aside = stood_aside(this)
    return Need(
        this.matter_id,
        quorum_needed(len(set(entitled)), quorum_share(this, rules)),
        least_more_than(denominator(this, rules, aside), rules.share("dec.pass")),
        tuple(person for person in entitled if person in aside),
    )
