"""What one commit changes, as the rules on change see it (family TRL)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar

import msgspec

from tripower.core.digests import sha256
from tripower.core.keyring import KeyRing
from tripower.core.records import Event, Record
from tripower.core.unit import Unit, View

R = TypeVar("R", bound=Record)


def no_files() -> tuple[int, str]:
    """The manifest of nothing."""
    return manifest_of({})


def manifest_of(digests: Mapping[str, str]) -> tuple[int, str]:
    """How many files these are, and the digest of their list: `sha256  path` a line, by path."""
    lines = "".join(f"{digests[path]}  {path}\n" for path in sorted(digests))
    return len(digests), sha256(lines.encode())


class Seal(Enum):
    """What the signature of a commit is worth."""

    NONE = "none"
    BROKEN = "broken"
    STRANGE = "strange"
    """Good, but by a key that is not in the list in force, or not on that day."""
    GOOD = "good"
    UNSEEN = "unseen"
    """The commit is not made yet, so nobody can tell."""


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """Who commits what, by what the commit says; `signer_id` is proved by the signature.

    `commit` is empty for one that is still to be made. `days` are the days on which it was
    made by the clocks of the committer and of the place, mostly one. `previous` is when the
    commit before it was made.
    """

    commit: str = ""
    parents: int = 1
    first: bool = False
    author_id: str = ""
    actor_id: str = ""
    actor_name: str = ""
    operation: str = ""
    named: tuple[str, ...] = ()
    parameters: str = ""
    when: datetime
    days: tuple[date, ...]
    previous: datetime | None = None
    seal: Seal = Seal.NONE
    signer_id: str = ""
    described: bool = True

    @property
    def day(self) -> date:
        """The latest day on which it can be said to have been made."""
        return max(self.days)


class Pair(msgspec.Struct, frozen=True):
    """One record before and after, with the bytes of its file; None for what is not there.

    `subject` is its kind and key; a file that holds no record is itself the subject.
    """

    path: str
    subject: tuple[str, str]
    old: bytes | None
    new: bytes | None
    before: Record | None = None
    after: Record | None = None

    @property
    def record(self) -> Record | None:
        """What it is about."""
        return self.after or self.before

    @property
    def was_final(self) -> bool:
        """Whether an event stood here that may not change any more."""
        return isinstance(self.before, Event) and not self.before.draft


class Flaw(msgspec.Struct, frozen=True):
    """What a commit brings that is no plain file, or no readable record: where, and why."""

    path: str
    line: int = 0
    mode: str = ""
    message: str = ""
    args: dict[str, Any] = msgspec.field(default_factory=dict)


class Change(msgspec.Struct, frozen=True):
    """A commit: the act, and each record that it changes.

    `ring` is the list of keys before it, `anchored` the day of the last checkpoint before it.
    `parent` is the commit on which it stands, `manifest` that of the files there. `today` is
    when it is judged, by the clock of who judges.
    """

    act: Act
    pairs: tuple[Pair, ...]
    ring: KeyRing = KeyRing()
    anchored: date | None = None
    parent: str = ""
    manifest: Callable[[], tuple[int, str]] = no_files
    flaws: tuple[Flaw, ...] = ()
    today: date | None = None

    def of(self, kind: type[R]) -> Iterator[tuple[Pair, R]]:
        """The records of a kind that are new or changed, with their pairs."""
        for pair in self.pairs:
            if isinstance(pair.after, kind):
                yield pair, pair.after


class ChangeView(View):
    """What a rule on change sees beside the change: the unit after it, and what was before."""

    def __init__(
        self,
        unit: Unit,
        kinds: frozenset[str],
        parameters: frozenset[str],
        as_of: date,
        pairs: Mapping[tuple[str, str], Pair],
    ) -> None:
        super().__init__(unit, kinds, parameters, as_of)
        self._pairs = pairs

    def earlier(self, kind: type[R], key: str) -> R | None:
        """The record of that key as it was before the change."""
        pair = self._pairs.get((self._declared(kind).kind, key))
        if pair is not None:
            return pair.before  # type: ignore[return-value]  # of the kind asked for
        return self.get(kind, key)

    def file(self, path: str) -> bytes | None:
        """The bytes of a file after the change."""
        return self._unit.files.get(path)

    def at(self, path: str) -> list[Record]:
        """The records of one file, also of one that is corrected; asked is only whose they are."""
        corrected = self._unit.replaced.get(path)
        return [*self._unit.at(path), *([corrected] if corrected is not None else [])]

    def any_of(self, kind: type[Record]) -> bool:
        """Whether there was any record of a kind before the change."""
        now = len(self._unit.records.get(self._declared(kind).kind, {}))
        come = [one for one in self._pairs.values() if one.subject[0] == kind.kind]
        return now > sum(1 for one in come if one.before is None and one.after is not None)


class Claim(msgspec.Struct, frozen=True):
    """What somebody outside holds of the history: a checkpoint by its number, digest and head.

    `known` says whether that head is on the line of the history, `same` whether the file of
    the checkpoint there has that digest. Only what lies in a repository of its own counts as
    held by a `ledger` or signed by a `witness`.
    """

    by: str
    number: int
    head: str
    known: bool
    same: bool
    on: date | None = None
    ledger: bool = False
    witness: bool = False


class Evidence(msgspec.Struct, frozen=True):
    """What a look at a repository showed that is in no commit.

    `hidden` are files that differ from the head although git does not show it, `edited` those that
    differ openly, `unrecorded` those that are in no commit and that git shows. `damage` says what
    could not be read, and why; `missing` is what is simply not there.
    """

    hidden: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    unrecorded: tuple[str, ...] = ()
    damage: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
