"""What a rank leads to: proposals, each with its rule, its evidence and how sure it is.

The tool proposes, people decide. Where the rules leave it to people, or the records cannot
tell, a proposal says why (`doubts`), and none of it is a verdict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from tripower.core.answer import Say, say
from tripower.core.dates import add_days, add_months
from tripower.core.district import unit_name
from tripower.core.messages import N_
from tripower.core.records import Record, Term
from tripower.core.unit import Sees
from tripower.mechanisms.polls import chain, heads, listing
from tripower.mechanisms.polls.chain import Doubt, Twice
from tripower.mechanisms.polls.design import sound, unsound
from tripower.mechanisms.polls.ranking import Place, Standings
from tripower.mechanisms.polls.records import (
    Consequence,
    PollAcceptance,
    PollConsequence,
    PollResult,
    PollRound,
    PollRuling,
    PollTalk,
    ResultRow,
    Sureness,
)

READS: tuple[type[Record], ...] = (*chain.READS, PollRuling)
PARAMETERS = (*chain.PARAMETERS, "pol.head_months", "pol.rectify_days")
OF_THE_LAST = (
    Consequence.KEY_MANAGED,
    Consequence.TALK,
    Consequence.RECTIFICATION,
    Consequence.AWARD_BAN,
)
"""What follows from a place among the last (POL-05)."""


class Support(Term):
    """How far the data bear out what a proposal rests on."""

    CONFIRMED = "confirmed_by_the_data"
    POSSIBLE = "possible_by_the_data"
    EXCLUDED = "against_the_data"
    UNRESOLVED = "unresolved_by_the_data"
    UNKNOWN = "not_computed"


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """One consequence for one unit.

    `people` are the heads whom it concerns. `doubts` say why a person must decide; without
    any it is proposed as it stands. `ruled` is what the competent body has decided since, None
    before. `notes` say what rests on a default.
    """

    consequence: Consequence
    unit_id: str
    table: Standings
    place: Place
    people: tuple[str, ...] = ()
    rule_id: str = "POL-05"
    doubts: tuple[Doubt, ...] = ()
    support: Support
    notes: tuple[Say, ...] = ()
    evidence: tuple[str, ...]
    ruled: bool | None = None

    @property
    def manual(self) -> bool:
        """Whether a person has to decide whether it follows."""
        return bool(self.doubts) and self.ruled is None

    @property
    def follows(self) -> bool:
        """Whether it is to be carried out: no doubt stands, or the body has decided so."""
        return not self.doubts if self.ruled is None else self.ruled


def proposals(this: PollRound, see: Sees) -> tuple[Proposal, ...]:
    """All that follows from the ranks of a round, list by list; none where all are equal."""
    found: tuple[Proposal, ...] = see.once(
        "polls.proposals", this.round_id, lambda inner: tuple(_proposals(this, inner))
    )
    return found


def _proposals(this: PollRound, see: Sees) -> Iterator[Proposal]:
    for table in listing.lists(this, see):
        for place in table.top:
            yield _commendation(place, table, this, see)
        for place in table.bottom:
            for one in OF_THE_LAST:
                yield _of_the_last(one, place, table, this, see)
        for place in table.places:
            twice = chain.last_twice(place.unit_id, this, see) if place.last else None
            if twice is not None:
                yield _removal(twice, place, table, this, see)


def _commendation(place: Place, table: Standings, this: PollRound, see: Sees) -> Proposal:
    return Proposal(
        consequence=Consequence.COMMENDATION,
        unit_id=place.unit_id,
        table=table,
        place=place,
        doubts=tuple(_both(place, table)),
        support=_among_the_first(place, table, this, see),
        notes=_small(table),
        evidence=_evidence(this),
        ruled=ruled(this, place.unit_id, Consequence.COMMENDATION, see),
    )


def _of_the_last(
    which: Consequence, place: Place, table: Standings, this: PollRound, see: Sees
) -> Proposal:
    people = concerned(which, place.unit_id, this, see)
    doubts = [*_both(place, table)]
    if which is Consequence.TALK:
        doubts += _new_heads(place.unit_id, people, this, see)
    return Proposal(
        consequence=which,
        unit_id=place.unit_id,
        table=table,
        place=place,
        people=people,
        doubts=tuple(doubts),
        support=_among_the_last(place, this, see),
        notes=_small(table),
        evidence=_evidence(this),
        ruled=ruled(this, place.unit_id, which, see),
    )


def _removal(twice: Twice, place: Place, table: Standings, this: PollRound, see: Sees) -> Proposal:
    return Proposal(
        consequence=Consequence.REMOVAL,
        unit_id=place.unit_id,
        table=table,
        place=place,
        people=concerned(Consequence.REMOVAL, place.unit_id, this, see),
        doubts=(*_both(place, table), *twice.doubts),
        support=Support.CONFIRMED if twice.confirmed else Support.UNRESOLVED,
        evidence=(*_evidence(this), *_evidence(twice.before)),
        ruled=ruled(this, place.unit_id, Consequence.REMOVAL, see),
    )


def concerned(which: Consequence, unit_id: str, this: PollRound, see: Sees) -> tuple[str, ...]:
    """The heads whom a consequence concerns (POL-11).

    The talk and a removal concern who is in office on the day of publication, the ban on
    awards who served during the fieldwork.
    """
    if which is Consequence.AWARD_BAN:
        return tuple(sorted(heads.heads_during([unit_id], heads.fieldwork(this), see)))
    day = listing.decisive_day(this, see)
    if day is None or which not in (Consequence.TALK, Consequence.REMOVAL):
        return ()
    return heads.heads_on(unit_id, day, see)


def ruled(this: PollRound, unit_id: str, which: Consequence, see: Sees) -> bool | None:
    """What the competent body decided on a consequence; None where it has not."""
    found = see.get(PollRuling, f"{this.round_id}/{unit_id}/{which}")
    return found.applies if found is not None else None


def rectify_by(issued_on: date, see: Sees) -> date:
    """The last day for putting things right, from the day of the paper (DAT-01)."""
    return add_days(issued_on, see.on(issued_on).whole("pol.rectify_days"))


def issue_by(shown: date, see: Sees) -> date:
    """The last day for the papers, from the day of the publication."""
    return see.calendar.add_workdays(shown, see.on(shown).whole("pol.issue_workdays"))


def wanting(one: Proposal, this: PollRound, see: Sees) -> tuple[str | None, ...]:
    """What is not on record of a proposal that follows: a paper, told as None, or whose talk."""
    key = f"{this.round_id}/{one.unit_id}"
    if one.consequence is Consequence.TALK:
        return tuple(who for who in one.people if see.get(PollTalk, f"{key}/{who}") is None)
    return () if see.get(PollConsequence, f"{key}/{one.consequence}") is not None else (None,)


def accepted(paper: PollConsequence, see: Sees) -> bool:
    """Whether what the unit did to put things right was ever accepted."""
    checks = see.where(PollAcceptance, round_id=paper.round_id, unit_id=paper.unit_id)
    return any(one.accepted for one in checks)


def award_year(this: PollRound) -> int:
    """The year whose awards are lost: that in which the fieldwork ended."""
    return this.fieldwork_to.year


def _both(place: Place, table: Standings) -> Iterator[Doubt]:
    if place.unit_id in table.both:
        text = N_("equal scores put the unit among the first and among the last")
        yield Doubt("POL-08", say(text))


def _new_heads(
    unit_id: str, people: tuple[str, ...], this: PollRound, see: Sees
) -> Iterator[Doubt]:
    day, months = listing.decisive_day(this, see), see.on(this.fieldwork_from)
    least = months.whole("pol.head_months")
    if day is None or not people:
        yield Doubt("POL-11", say(N_("who heads the unit is not on record")))
        return
    for person_id in people:
        since = heads.in_office_since(unit_id, person_id, day, see)
        if since is None or add_months(since, least) > day:
            text = N_("{person} has headed {unit} for less than {months} months")
            name = unit_name(see, unit_id)
            yield Doubt("POL-11", say(text, person=see.name(person_id), unit=name, months=least))


def _small(table: Standings) -> tuple[Say, ...]:
    if not table.small:
        return ()
    text = N_("Only {count} units are ranked, so {quota} at each end count; default, not law.")
    return (say(text, count=table.count, quota=table.bottom_quota),)


def _evidence(this: PollRound) -> tuple[str, ...]:
    return (f"poll_result/{this.round_id}",)


def _among_the_last(place: Place, this: PollRound, see: Sees) -> Support:
    result = see.get(PollResult, this.round_id)
    row = result.row(place.unit_id) if result is not None else None
    return Support.UNKNOWN if row is None else last_support(row, this, see)


def last_support(row: ResultRow, this: PollRound, see: Sees) -> Support:
    """How far the data bear out that a unit is among the last; the same wherever it is shown."""
    if row.bottom is None:
        return Support.UNKNOWN
    if row.bottom is Sureness.EXCLUDED:
        return Support.EXCLUDED
    sure = row.bottom is Sureness.CONFIRMED and unsound(row, this, see) is None
    return Support.CONFIRMED if sure else Support.POSSIBLE


def unsure(rows: Iterable[ResultRow], this: PollRound, see: Sees) -> Iterator[Say]:
    """Why the last by their intervals alone are only possibly so: each reason once, with units."""
    held: dict[tuple[str, str], tuple[Say, list[str]]] = {}
    for row in rows:
        why = unsound(row, this, see) if row.bottom is Sureness.CONFIRMED else None
        if why is not None:
            key = (why.text, str(why.args))
            held.setdefault(key, (why, []))[1].append(unit_name(see, row.unit_id))
    for why, names in held.values():
        text = N_("{units}: last by the intervals, yet only possible by the data, because {why}.")
        yield say(text, units="、".join(names), why=why)


def _among_the_first(place: Place, table: Standings, this: PollRound, see: Sees) -> Support:
    result = see.get(PollResult, this.round_id)
    row = result.row(place.unit_id) if result is not None else None
    if row is None or row.rank_low is None or row.rank_high is None:
        return Support.UNKNOWN
    if row.rank_low > table.top_quota:
        return Support.EXCLUDED
    sure = row.rank_high <= table.top_quota and sound(place.unit_id, this, see)
    return Support.CONFIRMED if sure else Support.POSSIBLE
