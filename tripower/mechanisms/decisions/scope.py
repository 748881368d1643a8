"""What must be decided collectively, and whether it was: scope and splitting (DEC-01, DEC-02)."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from enum import Enum
from typing import ClassVar

import msgspec

from tripower.core.dates import Period, add_days
from tripower.core.records import Money, Record
from tripower.core.rules import Derived, among
from tripower.core.unit import Sees
from tripower.mechanisms.decisions import tally as votes
from tripower.mechanisms.decisions.records import (
    CatalogItem,
    Category,
    EmergencyDecision,
    Matter,
    Outcome,
    Withdrawal,
)
from tripower.mechanisms.decisions.rounds import rounds_of
from tripower.mechanisms.power_split.approvals import Books, Ledger, Transaction

READS: tuple[type[Record], ...] = (*votes.READS, Withdrawal)
PARAMETERS = votes.PARAMETERS
THRESHOLD = "dec.large_funds_threshold"


class Scope(Derived, frozen=True):
    """What DEC-01 is asked about: the ledger, what was carried out, and what was proposed."""

    kind: ClassVar[str] = Books.kind

    @classmethod
    def every(cls, see: Sees) -> Iterator[Ledger | Transaction | Proposal]:
        """The books of a unit, then its matters."""
        yield from Books.every(see)
        yield from map(Proposal, see.all(Matter))

    @classmethod
    def among(
        cls, see: Sees, keys: Collection[tuple[str, str]]
    ) -> Iterator[Ledger | Transaction | Proposal]:
        """The books, and the matters named."""
        yield from Books.every(see)
        yield from map(Proposal, among(see, Matter, keys))


class Proposal(Scope, frozen=True):
    """A matter as it was proposed: its category, its catalogue item and its amount."""

    record: Matter

    @property
    def subject(self) -> tuple[str, str]:
        """The matter."""
        return self.record.subject

    @property
    def anchors(self) -> list[tuple[str, str]]:
        """The matter alone: the catalogue is a register."""
        return [self.subject]

    @property
    def day(self) -> date:
        """The day of the proposal."""
        return self.record.proposed_on


class Cover(Enum):
    """What a matter gives to those who act on it: a decision, an emergency's, or nothing."""

    DECIDED = "decided"
    EMERGENCY = "emergency"
    NONE = "none"


def sum_missing(matter: Matter) -> bool:
    """Whether a matter on large funds leaves open how much; then it bounds no payment."""
    return matter.category is Category.LARGE_FUNDS and matter.amount is None


def result_by(matter_id: str, see: Sees, day: date) -> Outcome | None:
    """The latest result of a matter in the meetings held by a day."""
    results = [votes.tally(r).result for r in rounds_of(see, matter_id) if r.day <= day]
    return next((one for one in reversed(results) if one is not None), None)


def passed_by(matter_id: str, see: Sees, day: date) -> bool:
    """Whether a matter had passed, or been ratified, by a day, and was not taken back."""
    withdrawal = see.get(Withdrawal, matter_id)
    if withdrawal is not None and withdrawal.on <= day:
        return False
    return result_by(matter_id, see, day) in (Outcome.PASSED, Outcome.RATIFIED)


def cover(matter_id: str, see: Sees, day: date) -> Cover:
    """What a matter gave to those who acted on it on a day.

    An emergency decision may be acted on at once (DEC-14): once ratified it counts as
    decided, until then as an emergency's, and if ratification failed as nothing.
    """
    if passed_by(matter_id, see, day):
        return Cover.DECIDED
    emergency = see.get(EmergencyDecision, matter_id)
    if emergency is None or emergency.decided_on > day:
        return Cover.NONE
    result = result_by(matter_id, see, date.max)
    if result is Outcome.RATIFIED:
        return Cover.DECIDED
    return Cover.NONE if result is Outcome.NOT_RATIFIED else Cover.EMERGENCY


def best_cover(this: Transaction, see: Sees, day: date) -> Cover:
    """The strongest cover that the matters of a transaction gave it on a day."""
    found = {cover(matter_id, see, day) for matter_id in this.matter_ids}
    return next((one for one in Cover if one in found), Cover.NONE)


def items_reached(this: Transaction, see: Sees) -> list[CatalogItem]:
    """The catalogue's items on large funds or projects whose threshold an amount reaches.

    Whether the transaction is of the kind that the item names, only a person can say.
    """
    amount = this.amount
    if amount is None:
        return []
    sorts = {Category.LARGE_FUNDS} | ({Category.PROJECT} if this.project_id else set())
    return [
        item
        for item in see.all(CatalogItem)
        if item.category in sorts
        and item.threshold is not None
        and amount >= item.threshold
        and Period(item.from_, item.to).covers(this.day)
    ]


class Split(msgspec.Struct, frozen=True):
    """Payments that each stay below the threshold and within some window together reach it.

    `reached` is the largest sum in yuan within one window; `payee` or `project_id` says
    what they have in common.
    """

    parts: tuple[Transaction, ...]
    reached: Money
    payee: str | None = None
    project_id: str | None = None

    @property
    def first(self) -> Transaction:
        """The earliest payment."""
        return self.parts[0]

    @property
    def last(self) -> Transaction:
        """The latest payment."""
        return self.parts[-1]


def splits(see: Sees, every: Iterable[Transaction]) -> Iterator[Split]:
    """All splits by payee, then those by project that are not the same payments again."""
    small = sorted((t for t in every if _small(t, see)), key=lambda t: (t.day, t.transaction_id))
    payees, projects = _groups(small)
    seen = set()
    for group in payees.values():
        for parts, reached in clusters(group, see):
            seen.add(parts)
            yield Split(parts, reached, payee=parts[0].payee)
    for project_id, group in projects.items():
        for parts, reached in clusters(group, see):
            if parts not in seen:
                yield Split(parts, reached, project_id=project_id)


def clusters(
    group: list[Transaction], see: Sees
) -> Iterator[tuple[tuple[Transaction, ...], Money]]:
    """Payments, in order of day, in windows whose sum reaches the threshold; overlaps joined."""
    running: list[Transaction] = []
    reached = Money(0)
    for index, start in enumerate(group):
        window = _window(group[index:], see)
        total = Money(sum(t.amount or 0 for t in window))
        threshold = see.on(window[-1].day).money(THRESHOLD)
        if len(window) < 2 or threshold is None or total < threshold:
            continue
        if running and start not in running:
            yield tuple(running), reached
            running, reached = [], Money(0)
        running += [t for t in window if t not in running]
        reached = max(reached, total)
    if running:
        yield tuple(running), reached


def _window(group: list[Transaction], see: Sees) -> list[Transaction]:
    """The payments no later than the window of the first; its own day is not counted (DAT-01)."""
    start = group[0].day
    last = add_days(start, see.on(start).whole("dec.split_window_days"))
    return [one for one in group if one.day <= last]


def _small(this: Transaction, see: Sees) -> bool:
    """Whether it was carried out, stays below the threshold and rests on no decision."""
    threshold, amount = see.on(this.day).money(THRESHOLD), this.amount
    if this.execution is None or threshold is None or amount is None:
        return False
    return 0 < amount < threshold and best_cover(this, see, this.day) is not Cover.DECIDED


def _groups(
    small: list[Transaction],
) -> tuple[dict[str, list[Transaction]], dict[str, list[Transaction]]]:
    payees: dict[str, list[Transaction]] = {}
    projects: dict[str, list[Transaction]] = {}
    for one in small:
        if one.payee:
            payees.setdefault(same_name(one.payee), []).append(one)
        if one.project_id:
            projects.setdefault(one.project_id, []).append(one)
    return payees, projects


def same_name(payee: str) -> str:
    """A payee's name with full-width forms, case and spaces made equal."""
    return "".join(unicodedata.normalize("NFKC", payee).casefold().split())
