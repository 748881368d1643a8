"""Rules on what only people can decide: small lists, ties, other names, other heads (POL-07 to 11).

Each finding lasts until the decision of the competent body is on record (`poll_ruling`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, ClassVar

from tripower.core.answer import say
from tripower.core.dates import add_months
from tripower.core.district import DistrictUnit, unit_name
from tripower.core.messages import N_
from tripower.core.rules import (
    ANY,
    Derived,
    Hit,
    manual,
    practice,
    rule,
    seed,
    violation,
    warning,
)
from tripower.core.unit import View
from tripower.mechanisms.polls import listing
from tripower.mechanisms.polls.consequences import (
    PARAMETERS,
    READS,
    Proposal,
    concerned,
    proposals,
)
from tripower.mechanisms.polls.ranking import Standings
from tripower.mechanisms.polls.records import (
    Consequence,
    PollConsequence,
    PollResult,
    PollRound,
    PollRuling,
    PollSkip,
    PollTalk,
)

DECIDE = N_("Have the competent body decide, and record it (`record new poll_ruling`).")


def _doubted(this: PollRound, rule_id: str, see: View) -> Iterator[tuple[Proposal, dict[str, Any]]]:
    """The proposals that wait for people because of a rule, with what a finding tells of each."""
    for one in proposals(this, see):
        for nth, doubt in enumerate(one.doubts if one.manual else ()):
            if doubt.rule_id == rule_id:
                told: dict[str, Any] = {"unit": unit_name(see, one.unit_id), "why": doubt.text}
                told["mark"] = f"{one.unit_id}/{one.consequence}/{nth}"
                yield one, told


@rule(
    "POL-07",
    N_("In a short list fewer are named, and its last place alone removes nobody"),
    subject=PollRound,
    reads=READS,
    parameters=PARAMETERS,
    basis=[practice(N_("The regulation speaks of three and three; the rest is ours."))],
    says={
        "decide": (N_("{unit} was last twice running, and {why}"), DECIDE),
    },
)
def short_lists(this: PollRound, see: View) -> Iterator[Hit]:
    """With fewer than six units at most half of a list is named at each end.

    Of five units two are the last, of four two, of three one, of two one, of one none. A removal
    is proposed only where at least three were ranked in both rounds; else people decide.

    Why: no unit should be among the first and the last, and to be the last of two says little.

    Example: last of three twice: a removal is proposed. Last of two, then of eight: for people to
    decide.
    """
    for _, told in _doubted(this, "POL-07", see):
        yield manual("decide", **told)


@rule(
    "POL-08",
    N_("Who is tied at the cut is in; a shared last place and equal scores are for people"),
    subject=PollRound,
    reads=READS,
    parameters=PARAMETERS,
    basis=[practice(N_("The regulation says nothing on ties; this is ours."))],
    says={
        "equal": (
            N_("all {count} units of {list} have the same score, so nothing follows"),
            N_("Have the competent body decide whether anything is to follow, and record it."),
        ),
        "shared": (N_("{units} share the last place of {list}"), DECIDE),
        "both": (
            N_("{unit} is among the first and among the last by equal scores"),
            N_(
                "Have the competent body decide on each consequence, and record it (`poll_ruling`)."
            ),
        ),
        "chain": (N_("{unit} was last twice running, and {why}"), DECIDE),
    },
)
def ties(this: PollRound, see: View) -> Iterator[Hit]:
    """All that are tied at the cut are among the first, or among the last.

    Where all scores are equal nothing follows. Whether a shared last place counts towards a
    removal, and what follows for a unit that ties put at both ends, people decide.

    Why: to draw the line within a tie is to choose.

    Example: eight units, the lowest 71, 70, 70 and 69: three are the last. With 71, 70, 70 and 70
    the three with 70 share the last place, and whether that counts is for people.
    """
    for table in listing.lists(this, see):
        where: dict[str, Any] = {"mark": table.name, "list": table.name or say(N_("all units"))}
        if table.all_equal:
            if not any(_ruled_on(one.unit_id, this, see) for one in table.places):
                yield manual("equal", **where, count=table.count)
            continue
        names = _undecided_last(table, this, see)
        if names:
            yield manual("shared", **where, units="、".join(names))
    ends: dict[str, str] = {}
    for one, told in _doubted(this, "POL-08", see):
        if one.consequence is Consequence.REMOVAL:
            yield manual("chain", **told)
        else:
            ends[one.unit_id] = told["unit"]
    for unit_id, name in ends.items():
        yield manual("both", mark=unit_id, unit=name)


def _ruled_on(unit_id: str, this: PollRound, see: View) -> bool:
    """Whether the competent body has decided anything on a unit."""
    return bool(see.where(PollRuling, round_id=this.round_id, unit_id=unit_id))


def _undecided_last(table: Standings, this: PollRound, see: View) -> list[str]:
    """Who shares the last place of a list, as long as nobody has decided what that means."""
    shared = [one.unit_id for one in table.places if one.last and one.shared]
    keys = (f"{this.round_id}/{unit_id}/{Consequence.REMOVAL}" for unit_id in shared)
    if all(see.get(PollRuling, key) is not None for key in keys):
        return []
    return [unit_name(see, unit_id) for unit_id in shared]


class Sequence(Derived, frozen=True):
    """A round with its place among the rounds: a new one may come between."""

    record: PollRound

    kind: ClassVar[str] = "poll_round"

    @property
    def subject(self) -> tuple[str, str]:
        """Kind and key."""
        return self.record.subject

    @property
    def anchors(self) -> list[tuple[str, str]]:
        """The round, and any other that comes or goes."""
        return [self.subject, (self.kind, ANY)]

    @classmethod
    def every(cls, see: View) -> Iterator[Sequence]:
        """Every round."""
        for one in see.all(PollRound):
            yield cls(one)


@rule(
    "POL-09",
    N_("A unit is followed through new names, mergers, other categories and rounds left out"),
    subject=Sequence,
    reads=READS,
    parameters=PARAMETERS,
    basis=[practice(N_("The regulation says “twice running” and no more; the rest is ours."))],
    says={
        "chain": (N_("{unit} was last twice running, and {why}"), DECIDE),
        "previous": (
            N_("the round names {named} as the one before it; by the days it is {right}"),
            N_("Name the round before it in `previous`."),
        ),
        "unsurveyed": (
            N_("{unit} is in the register and not in the round"),
            N_("Record the approval that it was not surveyed (`record new poll_skip`)."),
        ),
        "late_skip": (
            N_("leaving {unit} out was approved on {day}; people were asked from {begun} on"),
            N_("Have it approved before anybody is asked."),
        ),
        "ranked_all_the_same": (
            N_("{unit} was left out of the round with approval and has a line in its result"),
            N_("Correct the result or the record of the approval."),
        ),
    },
)
def followed_through(this: Sequence, see: View) -> Iterator[Hit]:
    """A new name keeps the chain; a merged unit continues it if all that it was made of were last.

    In another category the chain is kept, and a round in which the unit was not surveyed, with
    approval, neither counts nor breaks it: in both cases people decide. A round names the one
    before it, and every unit of the register that has a category is in it or was left out with
    approval, which comes before anybody is asked.

    Why: a new name must not be a way out, nor a merger a trap.

    Example: 水利局 last, then merged with a bureau that was not last: no chain.
    """
    found = this.record
    for _, told in _doubted(found, "POL-09", see):
        yield manual("chain", **told)
    yield from _previous(found, see)
    yield from _skips(found, see)
    if see.get(PollResult, found.round_id) is not None:
        yield from _unsurveyed(found, see)


def _previous(this: PollRound, see: View) -> Iterator[Hit]:
    earlier = [one for one in see.all(PollRound) if one.fieldwork_from < this.fieldwork_from]
    right = max(earlier, key=lambda one: (one.fieldwork_from, one.round_id), default=None)
    if right is not None and this.previous != right.round_id:
        named = this.previous or say(N_("nobody"))
        yield warning("previous", field="previous", named=named, right=right.round_id)


def _skips(this: PollRound, see: View) -> Iterator[Hit]:
    """Approvals that came when it could be known how a unit would fare."""
    result = see.get(PollResult, this.round_id)
    for skip in see.where(PollSkip, round_id=this.round_id):
        told: dict[str, Any] = {"unit": unit_name(see, skip.unit_id), "mark": skip.unit_id}
        if skip.approved_on >= this.fieldwork_from:
            days: dict[str, Any] = {"day": skip.approved_on, "begun": this.fieldwork_from}
            yield warning("late_skip", at=skip, field="approved_on", **told, **days)
        if result is not None and result.row(skip.unit_id) is not None:
            yield warning("ranked_all_the_same", at=skip, field="unit_id", **told)


def _unsurveyed(this: PollRound, see: View) -> Iterator[Hit]:
    result, months = see.get(PollResult, this.round_id), see.on(this.fieldwork_from)
    there = {row.unit_id for row in result.rows} if result is not None else set[str]()
    there |= {one.unit_id for one in see.where(PollSkip, round_id=this.round_id)}
    for unit in see.all(DistrictUnit):
        if unit.category is None or unit.unit_id in there or _renamed(unit, there, see):
            continue
        began = listing.founded(unit.unit_id, see) or unit.from_
        old = add_months(began, months.whole("pol.min_age_months")) <= this.fieldwork_from
        if old and unit.period.covers(this.fieldwork_from):
            yield warning("unsurveyed", mark=unit.unit_id, unit=unit.name)


def _renamed(unit: DistrictUnit, there: set[str], see: View) -> bool:
    """Whether what continues a unit is in the round under its later name."""
    later = (one for one in see.all(DistrictUnit) if unit.unit_id in one.successor_of)
    return any(one.unit_id in there for one in later)


@rule(
    "POL-11",
    N_("A head answers for the rounds in which that person headed the unit"),
    subject=PollRound,
    reads=[*READS, PollTalk, PollConsequence],
    parameters=PARAMETERS,
    acts=[PollConsequence],
    basis=[
        seed(N_("The head (一把手) is talked to, loses the awards, is removed.")),
        practice(N_("What follows where the head has changed is ours.")),
    ],
    says={
        "removal": (N_("{unit} was last twice running, and {why}"), DECIDE),
        "talk": (N_("whether the head of {unit} is talked to is for people: {why}"), DECIDE),
        "talked": (
            N_("{person} was talked to; on {day}, when it was published, {heads} headed {unit}"),
            N_("Have the talk held with who headed the unit on the day of the publication."),
        ),
        "banned": (
            N_("{person} loses the awards; during the fieldwork {heads} headed {unit}"),
            N_("The ban follows who headed the unit during the fieldwork: correct the paper."),
        ),
    },
)
def heads_answer(this: PollRound, see: View) -> Iterator[Hit]:
    """The talk is held with who is head on the day of publication, if for six months at least.

    The ban on awards follows the unit and who headed it during the fieldwork. Where the head
    has changed between two rounds in which the unit was last, people decide on a removal.

    Why: nobody should answer for what another brought about.

    Example: in office since 2024-04-15, ranking published on 2024-10-15: six months, the talk is
    held. In office since 2024-04-16: people decide.
    """
    for one, told in _doubted(this, "POL-11", see):
        says = "removal" if one.consequence is Consequence.REMOVAL else "talk"
        yield manual(says, **told)
    day = listing.decisive_day(this, see)
    for talk in see.where(PollTalk, round_id=this.round_id):
        heads = concerned(Consequence.TALK, talk.unit_id, this, see)
        if heads and talk.person_id not in heads:
            told = _heads(talk, heads, see)
            yield violation("talked", at=talk, field="person_id", **told, day=day)
    bans = see.where(PollConsequence, round_id=this.round_id, consequence=Consequence.AWARD_BAN)
    for ban in bans:
        heads = concerned(Consequence.AWARD_BAN, ban.unit_id, this, see)
        if heads and ban.person_id is not None and ban.person_id not in heads:
            yield violation("banned", at=ban, field="person_id", **_heads(ban, heads, see))


def _heads(record: PollTalk | PollConsequence, heads: Collection[str], see: View) -> dict[str, Any]:
    return {
        "mark": record.key,
        "person": see.name(record.person_id or ""),
        "heads": "、".join(see.name(one) for one in heads),
        "unit": unit_name(see, record.unit_id),
    }
