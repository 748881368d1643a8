"""What the rules on gates are asked about: each step of a project, and each project."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from functools import cached_property
from typing import ClassVar

from tripower.core.records import Record
from tripower.core.rules import Derived, among
from tripower.core.unit import Sees
from tripower.mechanisms.priority_topics import gates
from tripower.mechanisms.priority_topics.records import Payment, Project, ProjectEvent
from tripower.mechanisms.priority_topics.replay import State, states
from tripower.mechanisms.priority_topics.steps import Moment, Step, id_of, moment

READS: tuple[type[Record], ...] = (*gates.READS, Payment, ProjectEvent)
KNOWN: Moment = (date.max, "")
"""The moment by which everything on record was signed."""


class Passage(Derived, frozen=True):
    """A project, or one of its steps."""

    kind: ClassVar[str] = Payment.kind

    @classmethod
    def every(cls, see: Sees) -> Iterator[Way | Whole]:
        """Every step, planned ones too, and every project."""
        yield from (Way(one, see) for one in see.all(Payment))
        yield from (Way(one, see) for one in see.all(ProjectEvent))
        yield from map(Whole, see.all(Project))

    @classmethod
    def among(cls, see: Sees, keys: Collection[tuple[str, str]]) -> Iterator[Way | Whole]:
        """Those among the keys."""
        yield from (Way(one, see) for one in among(see, Payment, keys))
        yield from (Way(one, see) for one in among(see, ProjectEvent, keys))
        yield from map(Whole, among(see, Project, keys))


class Whole(Passage, frozen=True):
    """A project as a whole: what it comes to, and whether it was reported."""

    record: Project

    @property
    def subject(self) -> tuple[str, str]:
        """The project."""
        return self.record.subject

    @property
    def anchors(self) -> list[tuple[str, str]]:
        """The project; all else of it names it."""
        return [self.subject]

    @property
    def day(self) -> date:
        """The day from which it is on record."""
        return self.record.registered_on


class Way(Passage, frozen=True, dict=True):
    """A payment or another step, and the gates before it."""

    record: Step
    see: Sees

    @property
    def subject(self) -> tuple[str, str]:
        """The payment or the step."""
        return self.record.subject

    @property
    def anchors(self) -> list[tuple[str, str]]:
        """The step; its signatures hang on the same project."""
        return [self.subject]

    @property
    def day(self) -> date:
        """The day on which it happened, or for which it is planned."""
        return self.record.on

    @property
    def name(self) -> str:
        """Its id within the project, for messages."""
        return id_of(self.record)

    @cached_property
    def then(self) -> list[State]:
        """Where its gates stood when it happened."""
        return states(self.record, self.see, moment(self.record))

    @cached_property
    def now(self) -> list[State]:
        """Where its gates stand with all that is on record."""
        return states(self.record, self.see, KNOWN)
