"""How far the members were divided on a matter (ARG-08)."""

from __future__ import annotations

import msgspec

from tripower.core.numbers import at_least
from tripower.core.records import Record
from tripower.mechanisms.decisions import discussion
from tripower.mechanisms.decisions.records import HeadChoice, Matter, SecretTally
from tripower.mechanisms.decisions.rounds import Round

READS: tuple[type[Record], ...] = (*discussion.READS, Matter, SecretTally)
PARAMETERS = ("arg.disagreement",)


class Sides(msgspec.Struct, frozen=True):
    """How many were for the matter and how many against it or for putting it off."""

    favour: int
    against: int
    present: int


def sides(this: Round) -> Sides:
    """By the sheet of a secret vote, else by ballots and opinions of the members present."""
    present, sheet = len(discussion.members_present(this)), this.secret_tally
    if sheet is not None:
        return Sides(sheet.yes, sheet.no + sheet.defer, present)
    views = list(discussion.views(this).values())
    favour = views.count(HeadChoice.PASS)
    return Sides(favour, len(views) - favour, present)


def divided(this: Round) -> bool:
    """Whether the smaller side is significant; where all are of one mind, nobody disagrees."""
    counted, share = sides(this), this.see.on(this.day).share("arg.disagreement")
    smaller = min(counted.favour, counted.against)
    return smaller > 0 and at_least(smaller, counted.present, share)
