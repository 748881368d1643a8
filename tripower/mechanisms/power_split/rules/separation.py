"""Rules that keep deciding, carrying out and booking in different hands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tripower.core.dates import Period, sweep
from tripower.core.messages import N_
from tripower.core.people import Position, team_on
from tripower.core.rules import Hit, manual, not_assessable, rule, seed, violation
from tripower.core.unit import View
from tripower.mechanisms.decisions.records import Meeting, MeetingStage
from tripower.mechanisms.power_split.approvals import Books, Ledger, Transaction
from tripower.mechanisms.power_split.records import ApprovalAction, Step
from tripower.mechanisms.power_split.rules.approvals import INTERNAL_CONTROL, NO_LEDGER


@rule(
    "SEP-03",
    N_("Those who decide are three or more"),
    reads=[Position, Meeting],
    parameters=["sep.deciders_min"],
    basis=[seed(N_("Deciding collectively takes more than one or two people."))],
    says={
        "team": (
            N_("the team has {count} voting members from {first} to {last}, {needed} are needed"),
            N_("Ask the district who decides together with them, and keep the answer on file."),
        ),
        "meeting": (
            N_("{count} members could decide in the meeting of {day}, {needed} are needed"),
            N_("Find out who else belonged to the body; a few people cannot decide for it."),
        ),
    },
)
def enough_deciders(see: View) -> Iterator[Hit]:
    """The team that decides has three voting members or more on every day.

    A smaller one is no breach by itself: some offices have one or two leaders. People have
    to say who decides with them. A meeting is named on its own only where its members
    entitled were too few although the register knows a larger team.

    Why: with two people there is no majority against one of them.

    Example: a team of 3 decides. Of two members, one vote against is a tie: a person must
    look at it.
    """
    for first, last, count in _short_teams(see):
        yield manual(
            "team",
            on=first,
            mark=first.isoformat(),
            first=first,
            last=last,
            count=count,
            needed=_needed(see, first),
        )
    for meeting in see.all(Meeting):
        count, needed = len(set(meeting.entitled_ids)), _needed(see, meeting.held_on)
        known = len(team_on(see, meeting.held_on)) >= needed
        if meeting.stage is not MeetingStage.CALLED and count < needed and known:
            yield manual(
                "meeting",
                at=meeting,
                field="entitled_ids",
                on=meeting.held_on,
                mark=meeting.meeting_id,
                count=count,
                day=meeting.held_on,
                needed=needed,
            )


def _needed(see: View, day: date) -> int:
    return see.on(day).whole("sep.deciders_min")


def _short_teams(see: View) -> Iterator[tuple[date, date, int]]:
    """First and last day and size of each team that is too small, up to the as-of day."""
    if see.profile is None or not see.all(Position):
        return
    span = see.profile.period
    window = Period(span.from_, min(span.to or see.as_of, see.as_of))
    running: tuple[date, date, int] | None = None
    for part in sweep(_changes(see), window):
        count = len(team_on(see, part.first))
        short = count < _needed(see, part.first)
        if running is not None and (not short or count != running[2]):
            yield running
            running = None
        if short:
            running = (running[0] if running else part.first, part.last, count)
    if running is not None:
        yield running


def _changes(see: View) -> Iterator[Period]:
    """The periods at whose ends the team may change."""
    for post in see.all(Position):
        if post.voting:
            yield post.period
            if post.suspended_from is not None:
                yield Period(post.suspended_from, post.suspended_to)


@rule(
    "SEP-05",
    N_("Applying, approving, paying and booking are four people"),
    subject=Books,
    reads=[ApprovalAction],
    of_body=True,
    basis=[INTERNAL_CONTROL],
    says={
        "no_ledger": NO_LEDGER,
        "alone": (
            N_("{subject}: of applying, approving, paying and booking only one is on record"),
            N_("Record who did the other steps."),
        ),
        "same": (
            N_("{person} had more than one part in a transaction ({steps}): {subject}"),
            N_("Have the steps done by different people; let somebody else check this one."),
        ),
    },
)
def separate_hands(this: Ledger | Transaction, see: View) -> Iterator[Hit]:
    """In one transaction nobody has two of the parts: apply, approve, pay, book.

    The applicant is whoever is named as such, and whoever handed the application in. The
    head's countersignature is none of the four. What is not on record is not judged; where
    money has moved and only one part is on record, that is said.

    Why: whoever can pay and book alone can pay themselves and hide it.

    Example: the cashier pays 5000 and also books it: violation. With a second person at the
    books it is lawful.
    """
    if isinstance(this, Ledger):
        if not this.actions:
            yield not_assessable("no_ledger")
        return
    parts = {person: this.parts_of(person) for person in this.people}
    moved = this.of(Step.PAY, Step.BOOK)
    if moved and len({step for steps in parts.values() for step in steps}) == 1:
        yield not_assessable("alone", at=moved[0], subject=moved[0].subject_text)
    for person, steps in parts.items():
        if len(steps) > 1:
            last = [a for a in this.steps if a.approver_id == person][-1]
            yield violation(
                "same",
                at=last,
                field="approver_id",
                on=last.on,
                mark=person,
                person=see.name(person),
                steps=steps,
                subject=last.subject_text,
            )
