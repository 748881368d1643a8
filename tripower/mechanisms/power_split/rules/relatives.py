"""The rule that keeps relatives out of posts that they may not both hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from msgspec.structs import replace

from tripower.core.dates import sweep
from tripower.core.messages import N_
from tripower.core.rules import Derived, Hit, reg, rule, violation
from tripower.core.unit import View
from tripower.mechanisms.power_split.allocation import (
    PARAMETERS,
    READS,
    Clash,
    Part,
    clashes,
    spells,
)
from tripower.mechanisms.power_split.records import KIN, Relation
from tripower.mechanisms.power_split.rules.subjects import dates, mark, parts_of, weight

MOVE = N_("Ask the district to move one of the two to another post.")


class Kinship(Derived, frozen=True):
    """A declared relation, and the parts of the period on which it holds."""

    record: Relation
    parts: tuple[Part, ...]

    kind: ClassVar[str] = "relation"

    @property
    def subject(self) -> tuple[str, str]:
        """Kind and key."""
        return self.record.subject

    @property
    def anchors(self) -> list[tuple[str, str]]:
        """The relation; all that is read are registers, whose change runs the rule whole."""
        return [self.subject]

    @classmethod
    def every(cls, see: View) -> Iterator[Kinship]:
        """Every relation of the law on record; an interest is no kinship."""
        told = [one for one in see.all(Relation) if one.relation in KIN]
        parts = parts_of(see) if told else ()
        for one in told:
            cut = [replace(p, days=d) for p in parts for d in sweep([one.period], p.days)]
            yield cls(one, tuple(p for p in cut if one.period.covers(p.first)))


@rule(
    "POW-17",
    N_("Relatives of leaders keep out of posts that the law names"),
    subject=Kinship,
    reads=[Relation, *READS],
    parameters=PARAMETERS,
    basis=[reg(N_("Civil Servants Law art. 74: posts that relatives may not hold together."))],
    says={
        "duty": (
            N_("{other} worked in {duty} from {first} to {last}, where a relative, {one}, leads"),
            MOVE,
        ),
        "line": (
            N_("{one} was the direct superior of a relative, {other}, from {first} to {last}"),
            MOVE,
        ),
        "same": (
            N_("{one} and {other} are relatives and answered to {leader} from {first} to {last}"),
            MOVE,
        ),
    },
)
def kept_apart(this: Kinship, see: View) -> Iterator[Hit]:
    """Spouses, lineal and near collateral relatives and near in-laws are kept apart at work.

    Where one has a post of leadership, the other does not work in organisation, personnel,
    discipline, audit or finance: by the `duty` of a post, as discipline leader, or by being in
    charge of personnel or finance. Neither is the direct superior of the other, and they do
    not both answer to the same leader directly. The superior is the one on record
    (`superior_id`); members of the leadership answer to the head, a discipline leader to nobody
    in the unit. Only relations that were declared can be judged. An exception names the
    relation: `rule_id: POW-17`, `scope: [relation/<id>]`.

    Why: nobody supervises or audits their own family.

    Example: the director's spouse keeps the accounts of the bureau: violation from the day of
    the wedding. The spouse works at the archives under another section's head: in order.
    """
    for spell in spells(this.parts, lambda part: _together(this, part)):
        found, _ = spell.what
        leader = see.name(found.leader) if found.leader else None
        yield violation(
            found.why,
            mark=mark(spell, found.one, found.other, found.duty or "", found.leader or ""),
            one=see.name(found.one),
            other=see.name(found.other),
            duty=found.duty,
            leader=leader,
            **dates(spell),
        )


def _together(this: Kinship, part: Part) -> Iterator[tuple[Clash, tuple[bool, bool]]]:
    for found in clashes(part, this.record.person_id, this.record.other_id):
        yield found, weight(part, "POW-17", this.subject)
