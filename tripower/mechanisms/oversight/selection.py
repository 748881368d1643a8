"""The count of the plenary's ballots for the units of a year, round by round (SUP-02, SUP-11).

Nothing is decided here that the ballots left open: where they do not settle a seat, the result is
the next ballot that the plenary has to take.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction

import msgspec

from tripower.core.numbers import inequality_more_than, least_more_than, more_than
from tripower.core.records import Record, Term
from tripower.core.unit import Sees
from tripower.mechanisms.oversight import finals
from tripower.mechanisms.oversight.records import (
    BallotKind,
    Selection,
    SelectionResult,
    SelectionVote,
)

READS: tuple[type[Record], ...] = (Selection, SelectionVote, SelectionResult)
PARAMETERS = (
    "sup.select_majority",
    "sup.select_share",
    "sup.select_quorum",
    "sup.second_times",
    "sup.runoff_by",
)
Paper = Collection[str]
"""The units that one ballot paper ticks."""
Votes = tuple[str, int]
"""A unit with the valid papers that tick it."""


class Fault(Term):
    """Why a round of ballots does not count and has to be taken again."""

    QUORUM = "too_few_members_present"
    ENTITLED = "more_present_than_entitled"
    ISSUED = "more_papers_issued_than_members_present"
    COLLECTED = "more_papers_collected_than_issued"
    PAPERS = "papers_on_record_are_not_those_collected"
    OTHER = "not_the_ballot_that_was_due"


class Mode(msgspec.Struct, frozen=True):
    """By which numbers the ballots of a day are counted.

    of_entitled: whether the share is one of the members entitled, else of those present.
    share: the share that a unit's votes must exceed. quorum: the share that those present must
    exceed. times: units in a second ballot for each open seat. runoff_share: whether the share
    must be exceeded in a runoff too, where otherwise more votes decide.
    """

    of_entitled: bool
    share: Fraction
    quorum: Fraction
    times: int
    runoff_share: bool


class Due(msgspec.Struct, frozen=True):
    """The ballot that has to be taken: of which kind, for how many seats, among which units."""

    ballot_kind: BallotKind
    seats: int
    candidates: tuple[str, ...]


class Papers(msgspec.Struct, frozen=True):
    """What the papers of a round say; a paper is void as a whole, or counts as a whole.

    votes: each unit with its votes, most first, in the order of the paper where they are equal.
    over: void papers that tick more units than there are seats. strange: void papers that tick a
    unit which is not up for choice. blank: papers that tick none; they count and tick nobody.
    """

    votes: tuple[Votes, ...]
    valid: int
    over: int
    strange: int
    blank: int


class Count(msgspec.Struct, frozen=True):
    """One round as it was counted.

    due: the ballot that had to be taken then, None where none had. faults: why it does not count.
    base: the members of whom the votes must exceed the share. needed: the least votes that do, 0
    where more votes decide. chosen: who is chosen by it. tied: who has as many votes as another at
    the last seat. next: what has to be voted on then, None where nothing is left.
    """

    vote: SelectionVote
    due: Due | None
    papers: Papers
    faults: tuple[Fault, ...]
    base: int
    share: Fraction
    needed: int
    chosen: tuple[str, ...]
    tied: tuple[str, ...]
    next: Due | None

    @property
    def counts(self) -> bool:
        """Whether the round counts; otherwise it chose nobody."""
        return not self.faults

    def inequality(self, votes: int) -> str | None:
        """The comparison that decides on a unit, written out; None where more votes decide."""
        return inequality_more_than(votes, self.base, self.share)[0] if self.needed else None


class Course(msgspec.Struct, frozen=True):
    """A selection with all its rounds: who is chosen, and what is left to be voted on."""

    selection: Selection
    counts: tuple[Count, ...]
    chosen: tuple[str, ...]
    next: Due | None

    @property
    def complete(self) -> bool:
        """Whether every seat is filled."""
        return len(self.chosen) == self.selection.seats

    @property
    def short(self) -> int:
        """Seats that stay open although no ballot is left that could fill them."""
        return 0 if self.next is not None else self.selection.seats - len(self.chosen)

    @property
    def settled_on(self) -> date | None:
        """The day of the last round that counts; None where none does."""
        return max((one.vote.held_on for one in self.counts if one.counts), default=None)

    @property
    def filled_on(self) -> date | None:
        """The day of the round that filled the last seat."""
        return self.settled_on if self.complete else None


def read(papers: Iterable[Paper], candidates: Sequence[str], seats: int) -> Papers:
    """Count the papers of a round: each ticks at most as many units as there are seats (SUP-02).

    A unit that is ticked twice on a paper is ticked once.
    """
    votes = dict.fromkeys(candidates, 0)
    valid = over = strange = blank = 0
    for ticks in map(set, papers):
        if len(ticks) > seats:
            over += 1
        elif not ticks <= votes.keys():
            strange += 1
        else:
            valid, blank = valid + 1, blank + (not ticks)
            for name in ticks:
                votes[name] += 1
    ranked = sorted(votes.items(), key=lambda one: -one[1])
    return Papers(tuple(ranked), valid, over, strange, blank)


def cut(ranked: Sequence[Votes], seats: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who surely has a seat, and who is tied at the last one where not all of them fit.

    With 10, 9, 9, 8 votes and two seats the 10 is sure and the two 9 are tied; with three seats
    all three are sure and nobody is tied.
    """
    if len(ranked) <= seats:
        return tuple(name for name, _ in ranked), ()
    last = ranked[seats - 1][1] if seats else ranked[0][1] + 1
    if seats and ranked[seats][1] < last:
        return tuple(name for name, _ in ranked[:seats]), ()
    sure = tuple(name for name, votes in ranked if votes > last)
    return sure, tuple(name for name, votes in ranked if votes == last)


def next_best(ranked: Sequence[Votes], places: int) -> tuple[str, ...]:
    """The best of the rest for a second ballot; whoever is equal to the last of them stands too."""
    sure, tied = cut(ranked, places)
    return (*sure, *tied)


def faults(vote: SelectionVote, due: Due | None, mode: Mode) -> Iterator[Fault]:
    """Why a round does not count, everything that holds."""
    if due is None or not _as_due(vote, due):
        yield Fault.OTHER
    if vote.present > vote.entitled:
        yield Fault.ENTITLED
    if not more_than(vote.present, vote.entitled, mode.quorum):
        yield Fault.QUORUM
    if vote.issued > vote.present:
        yield Fault.ISSUED
    if vote.collected > vote.issued:
        yield Fault.COLLECTED
    if len(vote.ballots) + vote.spoiled != vote.collected:
        yield Fault.PAPERS


def _as_due(vote: SelectionVote, due: Due) -> bool:
    same = set(vote.candidates) == set(due.candidates)
    return same and (vote.ballot_kind, vote.seats) == (due.ballot_kind, due.seats)


def counted(vote: SelectionVote, due: Due | None, mode: Mode) -> Count:
    """Count a round: who is chosen, and which ballot follows.

    A unit needs more than the share; of more units than seats those with more votes are chosen,
    and a tie at the last seat is settled by a runoff among the tied. Where a first ballot leaves
    seats open, a second one follows. A round that does not count is taken again.
    """
    papers = read(vote.ballots, vote.candidates, vote.seats)
    base = vote.entitled if mode.of_entitled else vote.present
    free = vote.ballot_kind is BallotKind.RUNOFF and not mode.runoff_share
    needed = 0 if free else least_more_than(base, mode.share)
    wrong = tuple(faults(vote, due, mode))
    if wrong or due is None:
        return Count(vote, due, papers, wrong, base, mode.share, needed, (), (), due)
    chosen, tied = cut([one for one in papers.votes if one[1] >= needed], due.seats)
    rest = [one for one in papers.votes if one[0] not in chosen]
    follows = _follows(due, len(chosen), tied, rest, mode)
    return Count(vote, due, papers, (), base, mode.share, needed, chosen, tied, follows)


def _follows(
    due: Due, filled: int, tied: tuple[str, ...], rest: Sequence[Votes], mode: Mode
) -> Due | None:
    """The ballot after one that counts."""
    seats = due.seats - filled
    if tied:
        return Due(BallotKind.RUNOFF, seats, tied)
    if seats and rest and due.ballot_kind is BallotKind.FIRST:
        return Due(BallotKind.SECOND, seats, next_best(rest, mode.times * seats))
    return None


def first(selection: Selection) -> Due:
    """The ballot with which a selection begins."""
    return Due(BallotKind.FIRST, selection.seats, selection.candidates)


def follow(
    selection: Selection, votes: Iterable[SelectionVote], mode: Callable[[date], Mode]
) -> Course:
    """All rounds of a selection in their order, each held against the ballot that was due."""
    due: Due | None = first(selection)
    counts: list[Count] = []
    for vote in sorted(votes, key=lambda one: one.round):
        counts.append(counted(vote, due, mode(vote.held_on)))
        due = counts[-1].next
    chosen = tuple(name for count in counts for name in count.chosen)
    return Course(selection, tuple(counts), chosen, due)


def mode_on(see: Sees, day: date) -> Mode:
    """The numbers in force on a day."""
    rules = see.on(day)
    return Mode(
        of_entitled=rules.text("sup.select_majority") == "due",
        share=rules.share("sup.select_share"),
        quorum=rules.share("sup.select_quorum"),
        times=rules.whole("sup.second_times"),
        runoff_share=rules.text("sup.runoff_by") == "majority",
    )


def course(selection: Selection, see: Sees, by: date = date.max) -> Course:
    """A selection as its ballots on record leave it, those of a day and before."""
    votes = finals.where(see, SelectionVote, selection_id=selection.selection_id)
    cast = [one for one in votes if one.held_on <= by]
    return follow(selection, cast, lambda day: mode_on(see, day))


def planned(selection: Selection, see: Sees) -> bool:
    """Whether it is a draft, and nothing that is final rests on it."""
    name = selection.selection_id
    voted = finals.where(see, SelectionVote, selection_id=name)
    return selection.draft and not voted and see.get(SelectionResult, name) is None


def held(see: Sees) -> list[Selection]:
    """Every selection, without those that are only planned."""
    return [one for one in see.all(Selection) if not planned(one, see)]


def chosen_by(selection: Selection, see: Sees) -> tuple[str, ...]:
    """The units that a selection chose: by its ballots, or as announced where none are on record.

    The ballots of a year long past may lie in a cupboard.
    """
    found = course(selection, see)
    result = see.get(SelectionResult, selection.selection_id)
    if found.counts or result is None:
        return found.chosen
    return result.chosen
