"""What every paper of the room starts from: the unit on a day, its matters and bodies."""

from __future__ import annotations

from tripower.core.answer import Say, say
from tripower.core.messages import N_
from tripower.mechanisms.decisions.records import Body, Matter, Meeting
from tripower.publish import office

BODIES = {
    Body.TEAM: N_("the leadership team"),
    Body.PARTY_GROUP: N_("the leading Party members group"),
    Body.GOVERNMENT_MEETING: N_("the government's meeting"),
}
"""The bodies as a sentence names them."""


class Office(office.Office, frozen=True):
    """A unit whose papers on decisions are made, as of a day."""

    def matters(self, meeting: Meeting) -> tuple[str, ...]:
        """The titles of the matters on an agenda; the id where there is no such matter."""
        found = ((one, self.unit.get(Matter, one)) for one in meeting.agenda)
        return tuple(matter.title if matter else one for one, matter in found)


def body_of(meeting: Meeting) -> Say:
    """The body that meets."""
    return say(BODIES[meeting.body])
