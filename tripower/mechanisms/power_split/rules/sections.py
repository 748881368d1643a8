"""The rule that a head leaves the sections of the unit to others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from tripower.core.messages import N_
from tripower.core.people import Position
from tripower.core.rules import Derived, Hit, rule, seed, warning
from tripower.core.unit import View
from tripower.mechanisms.power_split.allocation import PARAMETERS, READS, Part, spells
from tripower.mechanisms.power_split.records import PowerAssignment
from tripower.mechanisms.power_split.rules.subjects import dates, mark, parts_of, weight

Line = Position | PowerAssignment
Found = tuple[str, Line, tuple[bool, bool]]


class Official(Derived, frozen=True):
    """Everyone who has or had a post in the unit."""

    person_id: str
    parts: tuple[Part, ...]

    kind: ClassVar[str] = "person"

    @property
    def subject(self) -> tuple[str, str]:
        """Kind and key."""
        return self.kind, self.person_id

    @property
    def anchors(self) -> list[tuple[str, str]]:
        """The person; all that is read are registers, whose change runs the rule whole."""
        return [self.subject]

    @classmethod
    def every(cls, see: View) -> Iterator[Official]:
        """In the order of the register of posts."""
        parts = parts_of(see)
        for person_id in dict.fromkeys(post.person_id for post in see.all(Position)):
            yield cls(person_id, parts)


@rule(
    "POW-19",
    N_("The head is in charge of no section"),
    subject=Official,
    reads=READS,
    parameters=PARAMETERS,
    basis=[seed(N_("The head is not directly in charge of particular business."))],
    says={
        "section": (
            N_("{person} is head and was in charge of the section {section}, {first} to {last}"),
            N_("Give the section to a deputy head, by a decision of the team."),
        )
    },
)
def no_section(this: Official, see: View) -> Iterator[Hit]:
    """On no day is a person who is head of the unit in charge of one of its sections (股室).

    That is so where a post of the person names a `section`, or where a power assigned to the
    person names `sections`; the power itself is judged by POW-01. A section counts even where
    its work belongs to none of the six powers. An exception names the person:
    `rule_id: POW-19`, `scope: [person/<id>]`.

    Why: what the head does not hold as a power must not come back as a section.

    Example: the director also leads the office of the bureau from 2024-03-01 to 2024-03-31: a
    warning for these days. A deputy head leads it: in order.
    """
    for spell in spells(this.parts, lambda part: _sections(this, part)):
        section, line, _ = spell.what
        yield warning(
            "section",
            at=line,
            field="section" if isinstance(line, Position) else "sections",
            mark=mark(spell, line.key, section),
            person=see.name(this.person_id),
            section=section,
            **dates(spell),
        )


def _sections(this: Official, part: Part) -> Iterator[Found]:
    if this.person_id not in part.heads:
        return
    weighed = weight(part, "POW-19", this.subject)
    for post in part.posts:
        if post.person_id == this.person_id and post.section is not None:
            yield post.section, post, weighed
    for line in part.holding(this.person_id):
        for section in line.sections:
            yield section, line, weighed
