"""Rules on the choice of the year's units by ballot of the plenary (SUP-02)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from tripower.core.district import DistrictUnit, unit_name
from tripower.core.messages import N_
from tripower.core.rules import Hit, practice, rule, seed, violation, warning
from tripower.core.unit import View
from tripower.mechanisms.oversight import finals, selection
from tripower.mechanisms.oversight.records import Selection, SelectionResult, SupervisionCycle
from tripower.mechanisms.oversight.selection import Count, Course, Due, Fault, course

BY_BALLOT = seed(N_("The plenary chooses the units of the year by ballot, at its beginning."))
AGAIN = N_("Take the ballot again.")
AS_CHOSEN = N_(
    "Announce the units that the ballots chose, no others; `oversight select` names them."
)


@rule(
    "SUP-02",
    N_("The plenary chooses the units of the year by ballot"),
    subject=Selection,
    reads=[*selection.READS, SupervisionCycle, DistrictUnit],
    parameters=[*selection.PARAMETERS, "sup.select_n"],
    acts=[SelectionResult],
    basis=[
        BY_BALLOT,
        practice(
            N_(
                "More than half of those entitled, a runoff at a tie, more than half of the "
                "members present: the numbers are ours."
            )
        ),
    ],
    says={
        "seats": (
            N_("{seats} units are to be chosen for {year}; the district has set {set}"),
            N_("Let the plenary choose as many as are set, or set another number with its source."),
        ),
        Fault.QUORUM.value: (
            N_(
                "round {round} does not count: of {entitled} members {present} were present, "
                "not more than {share}"
            ),
            N_("Take the ballot again at a session that more members attend."),
        ),
        Fault.ENTITLED.value: (
            N_("round {round} does not count: {present} members present of {entitled} entitled"),
            N_("Compare the list of attendance, and correct the record or take the ballot again."),
        ),
        Fault.ISSUED.value: (
            N_("round {round} does not count: {issued} papers for {present} members present"),
            AGAIN,
        ),
        Fault.COLLECTED.value: (
            N_("round {round} does not count: {collected} papers came back of {issued} issued"),
            AGAIN,
        ),
        Fault.PAPERS.value: (
            N_("round {round} does not count: {collected} papers came back, {told} are on record"),
            N_("Enter every paper that came back; one that cannot be read counts as spoiled."),
        ),
        Fault.OTHER.value: (
            N_(
                "round {round} does not count: it was a {kind} for {seats} seats, due was a "
                "{due_kind} for {due_seats} seats among {units}"
            ),
            N_("Take the ballot that is due."),
        ),
        "nothing_due": (
            N_("round {round} does not count: no ballot was due any more"),
            N_("What the rounds before decided stands."),
        ),
        "pending": (
            N_(
                "the result was announced while a {due_kind} for {due_seats} seats among {units} "
                "was due"
            ),
            N_("Take that ballot first; nobody but the plenary fills the seats."),
        ),
        "not_chosen": (
            N_("announced as chosen, and not chosen by the ballots: {units}"),
            AS_CHOSEN,
        ),
        "left_out": (N_("chosen by the ballots, and not announced: {units}"), AS_CHOSEN),
        "no_ballots": (
            N_("the result was announced and no ballot is on record"),
            N_("Record the ballots of each round: `oversight ballots`."),
        ),
        "too_early": (
            N_("the result was announced on {announced}, before the ballots of {voted} settled it"),
            N_("Correct the day that is wrong; a result follows from the ballots."),
        ),
        "not_this": (
            N_(
                "{unit} is overseen by {cycle} as chosen in this selection, which did not choose it"
            ),
            N_("Take the selection out of the cycle, or correct the record of the ballots."),
        ),
    },
)
def chosen_by_ballot(this: Selection, see: View) -> Iterator[Hit]:
    """The units of a year are those whom the plenary chose by ballot, and nobody else's choice.

    A paper ticks at most as many units as there are seats; one that ticks more is void. A unit is
    chosen with the votes of more than half of the members entitled (`sup.select_majority`); of
    more units than seats those with more votes. A tie at the last seat is settled by a runoff
    among the tied, where more votes decide (`sup.runoff_by`). A round counts where more than half
    of the members were present, no more papers came back than were issued, and it was the ballot
    that was due; else it is taken again. Who is announced must be who was chosen.

    Why: whoever could slip a unit in or out at a tie would choose whom the district looks at.

    Example: 31 members entitled, ten seats: 16 votes are needed. Two units have 17 votes at the
    tenth seat: a runoff between them; to announce one of them is a violation.
    """
    if selection.planned(this, see) or this.held_on > see.as_of:
        return
    number = see.on(this.held_on).whole("sup.select_n")
    if this.seats != number:
        yield warning("seats", field="seats", seats=this.seats, set=number, year=this.year)
    found = course(this, see)
    for count in found.counts:
        yield from _round(count, see)
    yield from _announced(found, see)
    yield from _overseen_as_chosen(this, see)


def _round(count: Count, see: View) -> Iterator[Hit]:
    vote = count.vote
    share = see.on(vote.held_on).text("sup.select_quorum")
    told: dict[str, Any] = {"at": vote, "on": vote.held_on, "mark": str(vote.round)}
    for fault in count.faults:
        says = fault.value if count.due is not None or fault is not Fault.OTHER else "nothing_due"
        yield violation(
            says,
            field="round",
            round=vote.round,
            entitled=vote.entitled,
            present=vote.present,
            share=share,
            issued=vote.issued,
            collected=vote.collected,
            told=len(vote.ballots) + vote.spoiled,
            kind=vote.ballot_kind,
            seats=vote.seats,
            **told_due(count.due, see),
            **told,
        )


def told_due(due: Due | None, see: View) -> dict[str, Any]:
    """What a message says of the ballot that is due."""
    if due is None:
        return {}
    names = _names(due.candidates, see)
    return {"due_kind": due.ballot_kind, "due_seats": due.seats, "units": names}


def _names(units: Iterable[str], see: View) -> list[str]:
    return [unit_name(see, one) for one in units]


def _announced(found: Course, see: View) -> Iterator[Hit]:
    result = see.get(SelectionResult, found.selection.selection_id)
    if result is None or result.announced_on > see.as_of:
        return
    announced, voted = result.announced_on, found.settled_on
    told: dict[str, Any] = {"at": result, "on": announced, "field": "chosen"}
    if voted is not None and announced < voted:
        days: dict[str, Any] = {"announced": announced, "voted": voted}
        yield violation("too_early", **told | {"field": "announced_on"}, **days)
    if not found.counts:
        yield violation("no_ballots", **told)
    elif found.next is not None:
        yield violation("pending", **told_due(found.next, see), **told)
    else:
        wrong = [one for one in result.chosen if one not in found.chosen]
        missing = [one for one in found.chosen if one not in result.chosen]
        for says, units in (("not_chosen", wrong), ("left_out", missing)):
            if units:
                yield violation(says, units=_names(units, see), **told)


def _overseen_as_chosen(this: Selection, see: View) -> Iterator[Hit]:
    chosen = selection.chosen_by(this, see)
    for cycle in finals.where(see, SupervisionCycle, selection_id=this.selection_id):
        if cycle.unit_id not in chosen and cycle.opened_on <= see.as_of:
            yield violation(
                "not_this",
                at=cycle,
                field="selection_id",
                on=cycle.opened_on,
                mark=cycle.cycle_id,
                unit=unit_name(see, cycle.unit_id),
                cycle=cycle.cycle_id,
            )
