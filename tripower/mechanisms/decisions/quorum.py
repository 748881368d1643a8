"""Who must come to a meeting, and who must stand aside, before it is held (DEC-05, DEC-11)."""

from __future__ import annotations

from dataclasses import dataclass

from tripower.core.numbers import least_at_least, least_more_than
from tripower.core.people import team_on
from tripower.core.unit import Sees
from tripower.mechanisms.decisions.counting import quorum_share
from tripower.mechanisms.decisions.records import Meeting
from tripower.mechanisms.decisions.rounds import Round


@dataclass(frozen=True)
class Need:
    """What one matter needs: how many present, how many in favour, who stands aside."""

    matter_id: str
    quorum: int
    yes: int
    recuse: tuple[str, ...]


def entitled_on(meeting: Meeting, see: Sees) -> list[str]:
    """Who is entitled to attend: as frozen, or as it would be on the day."""
    return list(meeting.entitled_ids) or team_on(see, meeting.held_on)


def needs(meeting: Meeting, see: Sees) -> list[Need]:
    """For each matter of a meeting, what it takes to decide it."""
    entitled = entitled_on(meeting, see)
    rules = see.on(meeting.held_on)
    found = []
    for this in Round.of(meeting, see):
        matter = this.matter
        concerned = matter.concerns_ids if matter else ()
        found.append(
            Need(
                this.matter_id,
                least_at_least(len(entitled), quorum_share(this, rules)),
                least_more_than(len(entitled), rules.share("dec.pass")),
                tuple(person for person in concerned if person in entitled),
            )
        )
    return found
