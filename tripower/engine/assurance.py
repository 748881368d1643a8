"""How far a history can be trusted: which levels it reaches, and what each of them would catch.

History proves nothing against whoever controls the repository; only what has left the
building does. So every answer says what it rests on.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from tripower.core.answer import Say, say
from tripower.core.messages import N_
from tripower.core.records import Term
from tripower.core.trust import Checkpoint
from tripower.engine.changes import heavy
from tripower.engine.verify import Verified


class Level(Term):
    """A level of assurance."""

    CHAIN = "chain"
    SIGNED = "signed"
    ANCHORED = "anchored"
    WITNESSED = "witnessed"
    BALLOTS = "ballots_signed"


class Standing(msgspec.Struct, frozen=True):
    """Whether a level is reached, by what, what it would catch, and what it needs if not."""

    level: Level
    reached: bool
    found: Say
    catches: Say
    needs: Say | None = None


CATCHES = {
    Level.CHAIN: N_(
        "slips and clumsy edits: a final record changed, dropped or dated back in a later commit"
    ),
    Level.SIGNED: N_("commits in another's name, by whoever can write to the repository"),
    Level.ANCHORED: N_("a history rewritten as a whole, by whoever controls the repository"),
    Level.WITNESSED: N_(
        "a history rewritten as a whole, even where unit and district act together"
    ),
    Level.BALLOTS: N_("votes recorded otherwise than they were cast, even by the office itself"),
}
NEEDS = {
    Level.CHAIN: N_("whatever is found above has to be explained"),
    Level.SIGNED: N_("a list of keys (`tripower trail key add`), and each commit signed"),
    Level.ANCHORED: N_("a checkpoint held by the district (`--ledger DISTRICT`)"),
    Level.WITNESSED: N_("a checkpoint signed by another unit (`--witness UNIT`)"),
    Level.BALLOTS: N_("members who sign their ballots (`tripower vote cast --sign`)"),
}


def standings(done: Verified, signed_ballots: int, ballots: int) -> Iterator[Standing]:
    """Each level, lowest first."""
    broken = heavy(done.findings) or not done.whole
    commits = say(N_("{count} commits"), count=done.tally.commits)
    yield _standing(Level.CHAIN, reached=not broken, found=commits)
    tally = done.tally
    found = say(N_("{signed} of {due} commits"), signed=tally.signed, due=tally.due)
    every = done.ring.version > 0 and tally.due == tally.signed
    yield _standing(Level.SIGNED, reached=every and not broken, found=found)
    yield _anchored(done, broken=broken)
    seen = say(N_("{count} witnesses"), count=len(done.witnesses))
    yield _standing(Level.WITNESSED, reached=bool(done.witnesses) and not broken, found=seen)
    cast = say(N_("{signed} of {due} ballots"), signed=signed_ballots, due=ballots)
    every = 0 < ballots == signed_ballots
    yield _standing(Level.BALLOTS, reached=every and not broken, found=cast)


def _anchored(done: Verified, *, broken: bool) -> Standing:
    """Up to which checkpoint the district holds the history."""
    numbers = [one.number for one in done.claims if one.known and one.same and one.ledger]
    if not numbers:
        made = len(done.unit.all(Checkpoint))
        found = say(N_("{count} checkpoints, none of them held outside"), count=made)
        return _standing(Level.ANCHORED, reached=False, found=found)
    last = max(numbers)
    found = say(N_("up to checkpoint {number}"), number=last)
    return _standing(Level.ANCHORED, reached=not broken, found=found)


def _standing(level: Level, *, reached: bool, found: Say) -> Standing:
    needs = None if reached else say(NEEDS[level])
    return Standing(level, reached, found, say(CATCHES[level]), needs)
