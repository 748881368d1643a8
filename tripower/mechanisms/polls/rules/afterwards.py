"""Rules on what comes after: the end of priority oversight, a removal, a talk (POL-12 to 14)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from tripower.core.dates import add_months, add_years
from tripower.core.district import unit_name
from tripower.core.messages import N_
from tripower.core.rules import ANY, Derived, Hit, local, manual, practice, reg, rule, violation
from tripower.core.unit import View
from tripower.mechanisms.polls import chain, listing
from tripower.mechanisms.polls.chain import Held
from tripower.mechanisms.polls.records import (
    Consequence,
    PollAcceptance,
    PollAppointment,
    PollConsequence,
    PollExit,
    PollRemoval,
    PollResult,
    PollRound,
    PollTalk,
    PostLevel,
)


@rule(
    "POL-12",
    N_("Priority oversight ends when things are put right and the next round bears it out"),
    subject=PollExit,
    reads=[*chain.READS, PollAcceptance],
    parameters=chain.PARAMETERS,
    acts=[PollExit],
    basis=[practice(N_("The regulation does not say when it ends; this is ours."))],
    says={
        "not_accepted": (
            N_("{unit} is released on {day}, and what it put right was not accepted by then"),
            N_("Look at what was done first, and record it."),
        ),
        "no_round": (
            N_("{unit} is released on {day}, and no later round had a result by then"),
            N_("Wait for the next round."),
        ),
        "still": (
            N_("{unit} is released on {day}, and in {round} it is among the last again"),
            N_("Priority oversight goes on."),
        ),
        "unknown": (
            N_("{unit} is released on {day}, and its rank in {round} cannot be told"),
            N_("Whether it is released is for the competent body."),
        ),
    },
)
def released_rightly(this: PollExit, see: View) -> Iterator[Hit]:
    """A unit is released once what it put right was accepted and it is not among the last again.

    Where it was looked at several times, the last time counts.
    The next round is the one that names the unit's round as the one before it; a unit that was
    not ranked there, or in a list where all are equal, is for people.

    Why: oversight that ends by itself is none.

    Example: accepted, and fourth from the bottom in the next round: released. Third: not.
    """
    told: dict[str, Any] = {"unit": unit_name(see, this.unit_id), "day": this.ended_on}
    checks = see.where(PollAcceptance, round_id=this.round_id, unit_id=this.unit_id)
    by_then = [one for one in checks if one.checked_on <= this.ended_on]
    latest = max(by_then, key=lambda one: (one.checked_on, one.check_no), default=None)
    if latest is None or not latest.accepted:
        yield violation("not_accepted", field="ended_on", **told)
    after = _next(this, see)
    if after is None:
        yield violation("no_round", field="ended_on", **told)
        return
    told["round"] = after.name
    stands = _stands(this.unit_id, after, see)
    if any(_among_the_last(one, after, see) for one in stands):
        yield violation("still", field="ended_on", **told)
    elif not stands or any(one.held not in (Held.OTHER, *chain.LOWEST[:2]) for one in stands):
        yield manual("unknown", field="ended_on", **told)


def _next(this: PollExit, see: View) -> PollRound | None:
    """The next round, if it had a result on the day."""
    for one in see.where(PollRound, previous=this.round_id):
        result = see.get(PollResult, one.round_id)
        if result is not None and result.computed_on <= this.ended_on:
            return one
    return None


def _stands(unit_id: str, after: PollRound, see: View) -> list[chain.Stand]:
    """How the unit stood in the next round, or what continues it by then."""
    result = see.get(PollResult, after.round_id)
    rows = result.rows if result is not None else ()
    names = [row.unit_id for row in rows if _continues(row.unit_id, unit_id, after, see)]
    return [chain.stand(name, after, see) for name in names]


def _continues(later: str, unit_id: str, after: PollRound, see: View) -> bool:
    before = see.get(PollRound, after.previous or "")
    return before is not None and unit_id in chain.stood_for(later, before, see)


def _among_the_last(one: chain.Stand, after: PollRound, see: View) -> bool:
    table = listing.list_of(one.unit_id, after, see)
    return table is not None and one.unit_id in {place.unit_id for place in table.bottom}


@rule(
    "POL-13",
    N_("Who was removed gets no leading post for a year, and none higher for two"),
    subject=PollAppointment,
    reads=[PollRemoval],
    parameters=["pol.bar_years", "pol.bar_higher_years"],
    acts=[PollAppointment],
    basis=[
        reg(N_("党政领导干部选拔任用工作条例 (2019), on people removed for accountability.")),
    ],
    says={
        "leading": (
            N_("{person} was removed on {removed} and is given a leading post on {day}"),
            N_("No leading post until {last} has passed."),
        ),
        "higher": (
            N_("{person} was removed on {removed} and is given a higher post on {day}"),
            N_("No post above the former one until {last} has passed."),
        ),
    },
)
def barred_after_removal(this: PollAppointment, see: View) -> Iterator[Hit]:
    """For one year after a removal there is no leading post, for two years no higher one.

    The last day of each period is part of it, and it does not matter after which round and as
    head of which unit the person was removed.

    Why: a removal that is followed by a promotion is a reward.

    Example: removed on 2023-03-01: a leading post on 2024-03-01 is a violation, on 2024-03-02
    it is lawful; a higher one is lawful from 2025-03-02 on.
    """
    if this.level is PostLevel.NOT_LEADING:
        return
    for removal in see.where(PollRemoval, person_id=this.person_id):
        rules, removed = see.on(removal.effective_on), removal.effective_on
        told: dict[str, Any] = {"person": see.name(this.person_id), "removed": removed}
        told |= {"day": this.effective_on, "mark": removal.key}
        year = add_years(removed, rules.whole("pol.bar_years"))
        higher = add_years(removed, rules.whole("pol.bar_higher_years"))
        if removed <= this.effective_on <= year:
            yield violation("leading", field="effective_on", **told, last=year)
        elif this.level is PostLevel.HIGHER and removed <= this.effective_on <= higher:
            yield violation("higher", field="effective_on", **told, last=higher)


class Talked(Derived, frozen=True):
    """An admonitory talk with all that its holder was given since, in whichever round."""

    record: PollTalk

    kind: ClassVar[str] = "poll_talk"

    @property
    def subject(self) -> tuple[str, str]:
        """Kind and key."""
        return self.record.subject

    @property
    def anchors(self) -> list[tuple[str, str]]:
        """The talk, and any post or paper."""
        return [self.subject, (PollAppointment.kind, ANY), (PollConsequence.kind, ANY)]

    @classmethod
    def every(cls, see: View) -> Iterator[Talked]:
        """Every talk."""
        for one in see.all(PollTalk):
            yield cls(one)


@rule(
    "POL-14",
    N_("For a time after an admonitory talk there is no promotion and no commendation"),
    subject=Talked,
    reads=[PollTalk, PollAppointment, PollConsequence],
    parameters=["pol.admonish_months"],
    basis=[local(N_("Published local rules have such a period, of different length."))],
    says={
        "promoted": (
            N_("{person} was talked to on {held} and is given a higher post on {day}"),
            N_("Wait until {last} has passed."),
        ),
        "commended": (
            N_("{person} was talked to on {held} and is proposed for commendation on {day}"),
            N_("Wait until {last} has passed."),
        ),
    },
)
def time_of_influence(this: Talked, see: View) -> Iterator[Hit]:
    """Within six months of a talk its holder is neither promoted nor commended by name.

    The last day is part of the period.

    Why: a talk after which all goes on as before was none.

    Example: talked to on 2024-03-01: a higher post on 2024-09-01 is a warning, on 2024-09-02
    it is nothing.
    """
    talk = this.record
    last = add_months(talk.held_on, see.on(talk.held_on).whole("pol.admonish_months"))
    told: dict[str, Any] = {"person": see.name(talk.person_id), "held": talk.held_on, "last": last}
    for post in see.where(PollAppointment, person_id=talk.person_id):
        if post.level is PostLevel.HIGHER and talk.held_on < post.effective_on <= last:
            told["day"] = post.effective_on
            yield violation("promoted", at=post, field="effective_on", mark=post.key, **told)
    papers = see.where(
        PollConsequence, person_id=talk.person_id, consequence=Consequence.COMMENDATION
    )
    for paper in papers:
        if talk.held_on < paper.issued_on <= last:
            told["day"] = paper.issued_on
            yield violation("commended", at=paper, field="issued_on", mark=paper.key, **told)
