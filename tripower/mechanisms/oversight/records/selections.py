"""The units of a year are chosen by ballot of the plenary (票决选取), round by round."""

from datetime import date
from typing import Annotated

import msgspec

from tripower.core.district import DistrictUnitId
from tripower.core.messages import N_
from tripower.core.records import ID_PATTERN, Event, Id, Ref, Term, Text

SelectionId = Annotated[str, Ref("selection"), msgspec.Meta(pattern=ID_PATTERN)]
Year = Annotated[int, msgspec.Meta(ge=1900, le=9998, description=N_("a year, such as 2024"))]
Heads = Annotated[int, msgspec.Meta(ge=0, description=N_("a whole number, zero or more"))]


class BallotKind(Term):
    """What a round of ballots is for."""

    FIRST = "first_ballot"
    RUNOFF = "runoff"
    SECOND = "second_ballot"


class Selection(Event, frozen=True, kw_only=True):
    """Which units the plenary is asked to choose among for a year's oversight (票决选取).

    selection_id: id of the selection, the name of its folder.
    year: the year in which the chosen units are overseen.
    body: the plenary that chooses, by name, such as 中共示例区纪委全会.
    held_on: the day of its session.
    seats: how many units it is to choose.
    candidates: the units on the ballot paper.
    revisits: those among them that would be looked at again (回头看).
    """

    kind = "selection"
    id_fields = ("selection_id",)
    day_field = "held_on"

    selection_id: Id
    year: Year
    body: Text
    held_on: date
    seats: Heads
    candidates: tuple[DistrictUnitId, ...]
    revisits: tuple[DistrictUnitId, ...] = ()


class SelectionVote(Event, frozen=True, kw_only=True):
    """The ballots of one round, without the names of who voted (票决).

    selection_id: the selection.
    round: number of the round, from 1.
    ballot_kind: first ballot, runoff among those that were tied, or second ballot.
    held_on: the day.
    entitled: members of the plenary entitled to attend (应到).
    present: members present (实到).
    seats: how many units this round is to choose; nobody may tick more.
    candidates: the units on the ballot paper of this round.
    issued: ballots handed out.
    collected: ballots that came back.
    spoiled: ballots among them on which no choice can be read.
    ballots: the others, each with the units that it ticks; one that ticks none is an empty list.
    """

    kind = "selection_vote"
    id_fields = ("selection_id", "round")
    day_field = "held_on"

    selection_id: SelectionId
    round: int
    ballot_kind: BallotKind
    held_on: date
    entitled: Heads
    present: Heads
    seats: Heads
    candidates: tuple[DistrictUnitId, ...]
    issued: Heads
    collected: Heads
    spoiled: Heads = 0
    ballots: tuple[tuple[DistrictUnitId, ...], ...]


class SelectionResult(Event, frozen=True, kw_only=True):
    """The result of a selection as it was announced (票决结果).

    selection_id: the selection.
    announced_on: the day.
    chosen: the units that were announced as chosen.
    doc_no: number of the announcement.
    """

    kind = "selection_result"
    id_fields = ("selection_id",)
    day_field = "announced_on"
    drafts = False

    selection_id: SelectionId
    announced_on: date
    chosen: tuple[DistrictUnitId, ...]
    doc_no: Text | None = None
