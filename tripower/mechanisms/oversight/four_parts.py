"""The four parts of a unit's oversight in a year, and who is behind (SUP-01)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, TypeAlias

import msgspec

from tripower.core.records import Record, Term
from tripower.core.rules import ANY, Derived
from tripower.core.unit import Sees, View
from tripower.mechanisms.oversight import finals, selection
from tripower.mechanisms.oversight.records import (
    AuditTask,
    CyclePart,
    EvaluationTally,
    InspectionTask,
    IntegrityReport,
    Part,
    Selection,
    SupervisionCycle,
)
from tripower.mechanisms.oversight.yearly import last_day

READS: tuple[type[Record], ...] = (
    *selection.READS,
    SupervisionCycle,
    CyclePart,
    AuditTask,
    InspectionTask,
    IntegrityReport,
    EvaluationTally,
)
PARAMETERS = (*selection.PARAMETERS, "sup.cycle_by")


class State(Term):
    """How a part stands on a day."""

    DONE = "done"
    LATE = "done_after_the_end"
    MISSING = "missing_at_the_end"
    BEHIND = "behind"
    WAITING = "not_yet_due"


class Standing(msgspec.Struct, frozen=True):
    """One of the four parts: by when it is to be done, and what was done."""

    part: Part
    by: date
    end: date
    done: CyclePart | None

    def state(self, as_of: date) -> State:
        """How it stands; what was done on the last day of the cycle is done in it."""
        if self.done is not None and self.done.done_on <= as_of:
            return State.LATE if self.done.done_on > self.end else State.DONE
        if as_of > self.end:
            return State.MISSING
        return State.BEHIND if as_of > self.by else State.WAITING


class Overseen(Derived, frozen=True):
    """A unit that is overseen in a year, since the plenary chose it or a cycle was opened."""

    year: int
    unit_id: str
    selections: tuple[Selection, ...] = ()
    cycles: tuple[SupervisionCycle, ...] = ()

    kind: ClassVar[str] = "overseen_unit"

    @property
    def subject(self) -> tuple[str, str]:
        """Kind and key, such as overseen_unit/2024/water."""
        return self.kind, f"{self.year}/{self.unit_id}"

    @property
    def anchors(self) -> list[tuple[str, str]]:
        """The unit, and whatever is recorded on selections, cycles and their parts."""
        return [self.subject, *((kind.kind, ANY) for kind in READS)]

    @property
    def since(self) -> date:
        """The day on which its oversight began."""
        days = (*(one.held_on for one in self.selections), *(one.opened_on for one in self.cycles))
        return min(days)

    @classmethod
    def every(cls, see: View) -> Iterator[Overseen]:
        """All of them, in the order of years and of the records."""
        yield from see.once("overseen units", None, overseen)

    def standings(self, see: Sees) -> list[Standing]:
        """The four parts; of a part that is recorded twice the earlier counts."""
        end = last_day(see, "sup.cycle_by", self.year)
        return [Standing(part, self._by(part, end), end, self._done(part, see)) for part in Part]

    def parts(self, see: Sees) -> list[CyclePart]:
        """The parts on record, in order of their days."""
        found = (see.where(CyclePart, cycle_id=one.cycle_id) for one in self.cycles)
        return sorted((part for parts in found for part in parts), key=lambda one: one.done_on)

    def _by(self, part: Part, end: date) -> date:
        return min([end, *(one.by for own in self.cycles for one in own.plan if one.part is part)])

    def _done(self, part: Part, see: Sees) -> CyclePart | None:
        own = (one for one in self.parts(see) if one.part is part)
        return next((one for one in own if not elsewhere(one, self.unit_id, see)), None)


def overseen(see: Sees) -> list[Overseen]:
    """Every unit that is overseen in a year, each once a year."""
    found: dict[tuple[int, str], Overseen] = {}
    for year, unit_id, record in sorted(_told(see), key=lambda one: one[0]):
        held = found.get((year, unit_id), Overseen(year, unit_id))
        if isinstance(record, Selection):
            held = msgspec.structs.replace(held, selections=(*held.selections, record))
        else:
            held = msgspec.structs.replace(held, cycles=(*held.cycles, record))
        found[year, unit_id] = held
    return list(found.values())


def _told(see: Sees) -> Iterator[tuple[int, str, Selection | SupervisionCycle]]:
    for one in selection.held(see):
        yield from ((one.year, name, one) for name in selection.chosen_by(one, see))
    yield from ((one.year, one.unit_id, one) for one in finals.every(see, SupervisionCycle))


Named: TypeAlias = AuditTask | InspectionTask | IntegrityReport | EvaluationTally


def named(part: CyclePart, see: Sees) -> list[Named]:
    """The records that a part names."""
    about = (
        part.audit_id and see.get(AuditTask, part.audit_id),
        part.inspection_id and see.get(InspectionTask, part.inspection_id),
        part.session_id and see.get(IntegrityReport, part.session_id),
        part.tally_id and see.get(EvaluationTally, part.tally_id),
    )
    return [one for one in about if one]


def elsewhere(part: CyclePart, unit_id: str, see: Sees) -> str | None:
    """The other unit that the record is about which a part names; None where it is this one."""
    others = (one.unit_id for one in named(part, see) if one.unit_id not in (None, unit_id))
    return next(others, None)
