"""What the rules on the division of powers are asked about, each by the parts of the period.

Findings and exceptions name them so: what a person holds is `person/<id>`, by whom a power
is held `power/<name>` (such as `power/finance`), what the unit lacks `unit/<id>`, and the
papers of one line `power_assignment/<id>`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from tripower.core.rules import Derived
from tripower.core.unit import View
from tripower.mechanisms.decisions.records import CatalogItem
from tripower.mechanisms.decisions.rounds import rounds_of
from tripower.mechanisms.decisions.tally import tally
from tripower.mechanisms.power_split.allocation import Part, Spell, holders, reporting_period
from tripower.mechanisms.power_split.records import ApprovalAction, Power, PowerAssignment
from tripower.mechanisms.standards.records import PowerItem

Weight = tuple[bool, bool]


def weight(part: Part, rule_id: str, subject: tuple[str, str]) -> Weight:
    """Whether an exception is on file, and whether the rule is adopted.

    Where it changes, one finding ends and another begins: a finding is judged by its first
    day, and an exception must excuse no day that it does not cover.
    """
    return part.waived(rule_id, *subject), rule_id in part.rules.words("adopted")


def parts_of(see: View) -> tuple[Part, ...]:
    """The unit's period up to the day of the check, cut wherever something changes."""
    profile = see.profile
    return tuple(holders(see, reporting_period(profile, see.as_of))) if profile else ()


class Holder(Derived, frozen=True):
    """A person who is or was in charge of a power within the period."""

    person_id: str
    parts: tuple[Part, ...]

    kind: ClassVar[str] = "person"

    @property
    def subject(self) -> tuple[str, str]:
        """Kind and key, so that an exception can name the person."""
        return self.kind, self.person_id

    @property
    def anchors(self) -> list[tuple[str, str]]:
        """The person; all that is read are registers, whose change runs the rule whole."""
        return [self.subject]

    @classmethod
    def every(cls, see: View) -> Iterator[Holder]:
        """Everyone with an assignment, in the order of the register."""
        parts = parts_of(see)
        given = see.all(PowerAssignment)
        for person_id in dict.fromkeys(one.person_id for one in given):
            yield cls(person_id, parts)

    def weight(self, part: Part, rule_id: str) -> Weight:
        """How an exception that names the person, or an adoption, weighs on these days."""
        return weight(part, rule_id, self.subject)


class OnePower(Derived, frozen=True):
    """One of the six powers, and who was in charge of it."""

    power: Power
    parts: tuple[Part, ...]
    see: View

    kind: ClassVar[str] = "power"

    @property
    def subject(self) -> tuple[str, str]:
        """Kind and key, such as `power/finance`."""
        return self.kind, self.power.value

    @property
    def anchors(self) -> list[tuple[str, str]]:
        """The power; all that is read are registers, whose change runs the rule whole."""
        return [self.subject]

    @classmethod
    def every(cls, see: View) -> Iterator[Any]:
        """All six."""
        parts = parts_of(see)
        for power in Power:
            yield cls(power, parts, see)

    def lines(self, part: Part) -> list[PowerAssignment]:
        """The assignments of the power on these days."""
        return [one for one in part.held if one.power is self.power]


class UsedPower(OnePower, frozen=True):
    """One of the six powers, and where it was exercised."""

    @property
    def anchors(self) -> list[tuple[str, str]]:
        """The approvals that exercise it."""
        return [one.subject for one in self.actions]

    @property
    def actions(self) -> list[ApprovalAction]:
        """The approvals that exercise it."""
        return self.see.where(ApprovalAction, power=self.power)

    @property
    def catalogue(self) -> list[CatalogItem]:
        """What the unit says that it decides collectively."""
        return self.see.all(CatalogItem)

    @property
    def items(self) -> list[PowerItem]:
        """What the unit may decide, by its catalogue of powers."""
        return self.see.all(PowerItem)


class WholeUnit(Derived, frozen=True):
    """The unit itself."""

    unit_id: str
    parts: tuple[Part, ...]

    kind: ClassVar[str] = "unit"

    @property
    def subject(self) -> tuple[str, str]:
        """Kind and key."""
        return self.kind, self.unit_id

    @property
    def anchors(self) -> list[tuple[str, str]]:
        """The unit; all that is read are registers, whose change runs the rule whole."""
        return [self.subject]

    @classmethod
    def every(cls, see: View) -> Iterator[WholeUnit]:
        """The one unit, where it could be read."""
        if see.profile is not None:
            yield cls(see.profile.unit_id, parts_of(see))


class Documented(Derived, frozen=True):
    """One line of the division of work, with the matter that decided it."""

    assignment: PowerAssignment
    see: View

    kind: ClassVar[str] = "power_assignment"

    @property
    def subject(self) -> tuple[str, str]:
        """Kind and key."""
        return self.assignment.subject

    @property
    def record(self) -> PowerAssignment:
        """The record to point at."""
        return self.assignment

    @property
    def day(self) -> date:
        """Its first day."""
        return self.assignment.from_

    @property
    def anchors(self) -> list[tuple[str, str]]:
        """The line, and the matter that decided it: its vote may change the verdict."""
        matter_id = self.assignment.decision_id
        return [self.subject, *([("matter", matter_id)] if matter_id else [])]

    @classmethod
    def every(cls, see: View) -> Iterator[Documented]:
        """The lines in force on a day of the period."""
        if see.profile is None:
            return
        window = reporting_period(see.profile, see.as_of)
        for one in see.all(PowerAssignment):
            if one.period.overlaps(window):
                yield cls(one, see)

    def passed_on(self) -> date | None:
        """The day on which a meeting passed the matter that it names."""
        rounds = rounds_of(self.see, self.assignment.decision_id or "")
        return next((r.day for r in rounds if tally(r).result == "passed"), None)


def dates(spell: Spell[Any]) -> dict[str, Any]:
    """When it was so: the day of the finding, and first and last day for its message."""
    first, last = spell.days.first, spell.days.last
    return {"on": first, "first": first, "last": last}


def mark(spell: Spell[Any], *names: str) -> str:
    """What tells two findings on one subject apart: names that last, and the first day."""
    return " ".join((*names, spell.days.first.isoformat()))


def line_of(spell: Spell[Any], person_id: str, *powers: Power) -> PowerAssignment:
    """The line to point at: the latest of a person's lines, of these powers if any are named."""
    lines = spell.part.holding(person_id)
    named = [one for one in lines if not powers or one.power in powers]
    return max(named, key=lambda one: (one.from_, one.assignment_id))


def named(lines: list[PowerAssignment]) -> list[str]:
    """Lines as evidence names them."""
    return ["/".join(one.subject) for one in lines]
