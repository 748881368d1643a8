"""Whether a result hinges on how the rules are read (DEC-11, DEC-12): counts only.

Three questions have two defensible answers each: whether a member who stands aside stays in
the whole that the votes are compared with, whether that member counts as present, and what
a close vote leads to. Each pair of answers is tried on every count of votes.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

import msgspec
from msgspec.structs import replace

from tripower.core.numbers import at_least, more_than
from tripower.mechanisms.decisions.records import Outcome


class Reading(msgspec.Struct, frozen=True):
    """One way to read the rules, by the values of the three parameters."""

    recusal_denominator: str
    recusal_quorum: str
    close_split_action: str

    def other(self, parameter: str) -> Reading:
        """The same reading with the other answer to one question."""
        first, second = ANSWERS[parameter]
        now = getattr(self, parameter)
        return replace(self, **{parameter: second if now == first else first})


ANSWERS = {
    "recusal_denominator": ("keep", "reduce"),
    "recusal_quorum": ("count", "exclude"),
    "close_split_action": ("notice", "defer"),
}
"""The two answers to each question, by the parameter's name after `dec.`."""


class Seats(msgspec.Struct, frozen=True):
    """Who is there, as numbers of people.

    `present` are all who came, those who stand aside among them; `aside` are all who stand
    aside, `aside_present` those of them who came. `vote_after` says that they miss only the
    deliberation and come back to vote.
    """

    entitled: int
    present: int
    aside: int = 0
    aside_present: int = 0
    vote_after: bool = False

    @property
    def voters(self) -> int:
        """How many may vote."""
        return self.present if self.vote_after else self.present - self.aside_present


class Terms(msgspec.Struct, frozen=True):
    """The numbers of the rules that all readings share.

    `close_margin` is None where no vote is called close, as on an emergency decision.
    """

    quorum: Fraction
    majority: Fraction
    close_margin: int | None
    close_min_entitled: int


class Hinge(msgspec.Struct, frozen=True):
    """Counts of votes at which another answer to one question gives another result."""

    parameter: str
    answer: str
    now: Outcome
    then: Outcome
    counts: tuple[tuple[int, int], ...]

    @property
    def yes(self) -> tuple[int, ...]:
        """The votes in favour for which that may happen."""
        return tuple(sorted({yes for yes, _ in self.counts}))

    def all_voting(self, voters: int) -> tuple[int, ...]:
        """Those of them at which nobody abstains: the rest of the voters are against."""
        return tuple(yes for yes, no in self.counts if yes + no == voters)


def every_reading() -> list[Reading]:
    """All combinations of answers."""
    return [Reading(*answers) for answers in product(*ANSWERS.values())]


def result(seats: Seats, yes: int, no: int, terms: Terms, how: Reading) -> Outcome:
    """What comes out under one reading; whoever votes neither yes nor no abstains."""
    present, whole = seats.present, seats.entitled
    if how.recusal_quorum == "exclude":
        present -= seats.aside_present
    if how.recusal_denominator == "reduce" and not seats.vote_after:
        whole -= seats.aside
    if seats.entitled == 0 or not at_least(present, seats.entitled, terms.quorum):
        return Outcome.INVALID
    if how.close_split_action == "defer" and is_close(seats, yes, no, terms):
        return Outcome.DEFERRED
    return Outcome.PASSED if more_than(yes, whole, terms.majority) else Outcome.REJECTED


def is_close(seats: Seats, yes: int, no: int, terms: Terms) -> bool:
    """Whether yes and no are so near each other that the matter may be put off."""
    if terms.close_margin is None or seats.entitled < terms.close_min_entitled:
        return False
    return abs(yes - no) <= terms.close_margin


def hinges(seats: Seats, terms: Terms, own: Reading) -> list[Hinge]:
    """For each question, the counts at which its other answer alone changes the result."""
    found: dict[tuple[str, str, Outcome, Outcome], list[tuple[int, int]]] = {}
    for yes, no in counts(seats):
        now = result(seats, yes, no, terms, own)
        for parameter in ANSWERS:
            other = own.other(parameter)
            then = result(seats, yes, no, terms, other)
            if then is not now:
                key = (parameter, getattr(other, parameter), now, then)
                found.setdefault(key, []).append((yes, no))
    return [Hinge(*key, tuple(at)) for key, at in sorted(found.items())]


def disputed(seats: Seats, terms: Terms) -> tuple[int, ...]:
    """The votes in favour for which some two readings differ, whatever the unit's own one is."""
    return tuple(
        sorted(
            {
                yes
                for yes, no in counts(seats)
                if len({result(seats, yes, no, terms, how) for how in every_reading()}) > 1
            }
        )
    )


def counts(seats: Seats) -> Iterator[tuple[int, int]]:
    """Every possible count of yes and no."""
    for yes in range(seats.voters + 1):
        for no in range(seats.voters - yes + 1):
            yield yes, no
