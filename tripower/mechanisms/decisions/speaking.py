"""Who speaks last, and whether that was so (DEC-06)."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from tripower.core.people import heads_on
from tripower.core.unit import Sees
from tripower.mechanisms.decisions.records import Meeting, Speech, SpeechKind
from tripower.mechanisms.decisions.rounds import Round

PARAMETERS = ("pow.head_roles",)


class Speaking(msgspec.Struct, frozen=True):
    """The order of opinions on one matter, seen from the one who must be last.

    `early` is the position (from 0) of the opinion that came too early, `after` how many
    opinions of others followed it; None and 0 where the order was kept.
    """

    last_id: str
    spoke: bool
    early: int | None
    after: int


def last_speaker(meeting: Meeting, present_ids: tuple[str, ...], see: Sees) -> str:
    """Who must speak last: the head who presides, else a head present, else who presides."""
    roles = see.on(meeting.held_on).words("pow.head_roles")
    heads = [h for h in heads_on(see, meeting.held_on, roles) if h in present_ids]
    if meeting.presiding_id in heads or not heads:
        return meeting.presiding_id
    return heads[0]


def out_of_room(this: Round) -> list[int]:
    """The speeches (from 0) of members who are on record as not in the room for the matter."""
    away = set(this.meeting.entitled_ids) - set(this.present_ids)
    return [i for i, speech in enumerate(this.speeches) if speech.person_id in away]


def order_of_speaking(
    last_id: str, speeches: tuple[Speech, ...], leave_out: Collection[int] = ()
) -> Speaking:
    """Whether all opinions of others came before the first opinion of the last speaker."""
    opinions = [
        i
        for i, speech in enumerate(speeches)
        if speech.type_ is SpeechKind.OPINION and i not in leave_out
    ]
    own = [i for i in opinions if speeches[i].person_id == last_id]
    if not own:
        return Speaking(last_id, spoke=False, early=None, after=0)
    after = [i for i in opinions if i > own[0] and speeches[i].person_id != last_id]
    return Speaking(last_id, spoke=True, early=own[0] if after else None, after=len(after))


def speaking(this: Round) -> Speaking:
    """The order of speaking on one matter, among those in the room."""
    last_id = last_speaker(this.meeting, this.present_ids, this.see)
    return order_of_speaking(last_id, this.speeches, out_of_room(this))
