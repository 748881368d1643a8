"""Rules on what a vote comes to, and what the minutes may say of it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from tripower.core.messages import N_
from tripower.core.records import Term
from tripower.core.rules import Hit, local, notice, practice, reg, rule, seed, violation
from tripower.core.unit import View
from tripower.mechanisms.decisions import tally as votes
from tripower.mechanisms.decisions.counting import (
    all_voted,
    counted_twice,
    may_vote,
    sheet_holds,
)
from tripower.mechanisms.decisions.records import Minutes, MinutesItem, Outcome
from tripower.mechanisms.decisions.rounds import Round

NOT_VOTED = (Outcome.WITHDRAWN, Outcome.RETURNED_FOR_MATERIALS)
"""What minutes may say of a matter that was neither voted on nor put off."""
SAME = {Outcome.RATIFIED: Outcome.PASSED, Outcome.NOT_RATIFIED: Outcome.REJECTED}
"""To pass what was decided in an emergency is to ratify it; there either word is true."""


class Figure(Term):
    """A number that the minutes give of a matter."""

    ENTITLED = "entitled"
    PRESENT = "present"
    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"
    DEFER = "defer"
    RECUSED = "recused"


@rule(
    "DEC-07",
    N_("Passed means more than half of all entitled to attend"),
    subject=Round,
    reads=[*votes.READS, Minutes],
    parameters=votes.PARAMETERS,
    acts=[Minutes],
    waivable=False,
    basis=[
        seed(N_("Passed by more than one half of the team entitled to attend.")),
        local(N_("Rules of other places count the entitled as well, not those present.")),
    ],
    says={
        "outcome": (
            N_("the minutes say {said}, the count gives {counted} ({rule}: {inequality})"),
            N_("Let the minutes say what the count gives, or correct the ballot that is wrong."),
        ),
        "unvoted": (
            N_("the minutes say {said}, but no vote on the matter is on record"),
            N_("Record the vote as it was taken, or let the minutes say that there was none."),
        ),
        "figure": (
            N_("the minutes give {said} for {figure}, the records of the vote give {counted}"),
            N_("Let the minutes give the numbers of the count; `tripower vote tally` shows them."),
        ),
        "sheet": (
            N_(
                "the sheet of the secret vote cannot be right: counted {parts},"
                " collected {collected}, handed out {issued}, members who may vote {voters}"
            ),
            N_("Correct the sheet by the ballots kept, or take the vote again."),
        ),
        "twice": (
            N_("{ballots} ballots by name and a sheet of a secret vote are on record for one vote"),
            N_("Keep the record of the vote that was taken, and correct the other."),
        ),
    },
)
def majority(this: Round, see: View) -> Iterator[Hit]:
    """A matter is passed only if more than half of all members entitled to attend vote for it.

    The whole is those entitled, not those present. Abstentions, votes to defer, void
    ballots and absent members are no votes in favour. That a matter does not pass breaks no
    rule; to write in the minutes that it did, or other numbers than the ballots give, does.
    So does the sheet of a secret vote that does not add up, or counts more ballots than
    there are members who may vote.

    Why: counted by those present, three people could bind a team of seven.

    Example: of 7 members 5 are present, 3 vote yes and 2 abstain: 2×3 = 6 ≤ 7, rejected,
    although 3 of the 5 present said yes. With a fourth yes, 2×4 = 8 > 7, passed.
    """
    yield from _sheet(this, see)
    counted = votes.tally(this)
    for minutes in see.where(Minutes, meeting_id=this.meeting.meeting_id):
        for index, item in enumerate(minutes.items):
            if item.matter_id == this.matter_id:
                for hit in (*_outcome(counted, item), *_figures(counted, item)):
                    yield _placed(hit, minutes, index)


def _placed(hit: Hit, minutes: Minutes, index: int) -> Hit:
    """The hit, pointing at the line of the minutes."""
    field = f"items.{index}.{hit.field}"
    return replace(hit, at=minutes, field=field, on=minutes.issued_on)


def _outcome(counted: votes.Tally, item: MinutesItem) -> Iterator[Hit]:
    result, said = counted.result, item.outcome
    if result is None:
        if said not in NOT_VOTED:
            yield violation("unvoted", field="outcome", said=said)
    elif said not in (result, SAME.get(result)):
        decider = next((d for d in counted.decided_by if not d.holds), counted.decided_by[-1])
        yield violation(
            "outcome",
            field="outcome",
            said=said,
            counted=result,
            rule=decider.rule_id,
            inequality=decider.inequality,
        )


def _figures(counted: votes.Tally, item: MinutesItem) -> Iterator[Hit]:
    for figure in Figure:
        said, found = getattr(item, figure.value), getattr(counted.count, figure.value)
        if said != found:
            yield violation(
                "figure",
                field=figure.value,
                mark=figure.value,
                figure=figure,
                said=said,
                counted=found,
            )


def _sheet(this: Round, see: View) -> Iterator[Hit]:
    sheet, rules = this.secret_tally, see.on(this.meeting.held_on)
    if sheet is None:
        return
    if counted_twice(this):
        yield violation("twice", at=sheet, ballots=len(this.ballots))
    if not sheet_holds(this, rules):
        parts = (sheet.yes, sheet.no, sheet.abstain, sheet.defer, sheet.void)
        yield violation(
            "sheet",
            at=sheet,
            field="collected",
            parts=" + ".join(str(part) for part in parts),
            collected=sheet.collected,
            issued=sheet.issued,
            voters=len(may_vote(this, rules)),
        )


@rule(
    "DEC-12",
    N_("A close vote may be put off"),
    subject=Round,
    reads=votes.READS,
    parameters=votes.PARAMETERS,
    basis=[
        reg(N_("Constitution of the Party, art. 17: where numbers are close, postpone.")),
        practice(N_("What is close, and in how small a team not, are numbers of ours.")),
    ],
    says={
        "close": (
            N_("yes and no are close, {yes} to {no}: the matter may be put off"),
            N_("Look into it further and vote at the next meeting, or ask the superior body."),
        ),
        "deferred": (
            N_("yes and no are close, {yes} to {no}: by the unit's own rule the matter is put off"),
            N_("Look into it further and bring it back to the next meeting."),
        ),
    },
)
def close_split(this: Round, see: View) -> Iterator[Hit]:
    """Where yes and no differ by one vote or less, the matter had better be put off.

    It is advice, unless the unit has set that a close vote defers. In a team of fewer than
    five every vote would be close, and what was done in an emergency cannot wait; neither is
    judged, nor is what the votes have deferred already. A tie
    never passes, since half is not more than half.

    Why: a decision that half of the team opposes is badly founded or badly explained.

    Example: of 7 members 4 vote yes and 3 no: passed, with this notice. At 5 to 2 there is none.
    """
    counted = votes.tally(this)
    if not (counted.put_off_as_close or counted.could_be_put_off):
        return
    if this.closed or all_voted(this, see.on(this.meeting.held_on)):
        says = "deferred" if counted.put_off_as_close else "close"
        yield notice(says, field="agenda", yes=counted.count.yes, no=counted.count.no)
