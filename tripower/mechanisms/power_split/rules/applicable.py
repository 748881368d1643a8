"""Rules on which of the six powers a unit has at all."""

from __future__ import annotations

from collections.abc import Iterator

from tripower.core.messages import N_
from tripower.core.rules import Hit, manual, practice, rule, seed, warning
from tripower.core.unit import View
from tripower.mechanisms.decisions.records import CatalogItem, Category
from tripower.mechanisms.power_split.allocation import PARAMETERS, READS, Part, spells
from tripower.mechanisms.power_split.records import (
    COMMON_POWERS,
    ApprovalAction,
    Power,
    PowerAssignment,
    PowerProfile,
)
from tripower.mechanisms.power_split.rules.subjects import UsedPower, dates, mark
from tripower.mechanisms.standards.records import ItemKind, PowerItem

NEEDS = {
    Power.ENFORCEMENT: (ItemKind.PENALTY, ItemKind.COERCION),
    Power.ADMIN_APPROVAL: (ItemKind.LICENSE, ItemKind.APPROVAL),
}
"""Kinds of item of the catalogue of powers that a power is there for."""


@rule(
    "POW-05",
    N_("The unit declares which of the six powers it has"),
    subject=UsedPower,
    reads=[*READS, ApprovalAction, CatalogItem, PowerItem],
    parameters=PARAMETERS,
    of_body=True,
    basis=[
        seed(N_("Three powers are common to all units, the others belong to some.")),
        practice(N_("What a unit declares must fit with what it does.")),
    ],
    says={
        "undeclared": (
            N_("nothing says whether the unit had {power} from {first} to {last}"),
            N_("Declare the power as applicable or not, in the last case with its basis."),
        ),
        "both": (
            N_("{power} is declared both applicable and not from {first} to {last}"),
            N_("End the one declaration on the day before the other begins."),
        ),
        "common": (
            N_("{power} is common to all units and declared not applicable: {basis}"),
            N_("Have the district confirm that the basis relieves the unit of the power."),
        ),
        "no_basis": (
            N_("{power} is common to all units and declared not applicable without a basis"),
            N_("Name the basis, such as the paper on central accounting, or declare it."),
        ),
        "assigned": (
            N_("{person} was in charge of {power} from {first} to {last}, which is declared away"),
            N_("Declare the power as applicable, or end the assignment."),
        ),
        "exercised": (
            N_("{person} exercised {power} on {day}, which is declared not applicable"),
            N_("Declare the power as applicable, or correct the power that is recorded."),
        ),
        "projects": (
            N_("the catalogue has “{item}”, but {power} is declared not applicable"),
            N_("Find out whether these are construction projects; if so declare the power."),
        ),
        "may_decide": (
            N_("the catalogue of powers has “{item}”, but {power} is declared not applicable"),
            N_("Declare the power as applicable, or take the item out of power-items.yaml."),
        ),
    },
)
def applicability(this: UsedPower, see: View) -> Iterator[Hit]:
    """For each of the six powers the unit says whether it has it, and acts accordingly.

    Personnel, finance and procurement belong to every unit; one that is declared away needs
    a basis, which a person must confirm. Nobody is put in charge of a power that is declared
    away, and no approval exercises it. A unit whose catalogue of powers has a penalty or a
    coercive measure has enforcement; one that has a license or an approval has administrative
    approval. An item of the decision catalogue on projects makes a person look where engineering
    is declared away.

    Why: a power that nobody declares is a power that nobody divides.

    Example: enforcement is declared not applicable, and an approval of 2024-05-06 exercises
    enforcement: warning. Finance declared not applicable with a paper on central accounting:
    for a person to confirm; without a paper: warning.
    """
    yield from _declared(this, see)
    yield from _declared_away(this)
    yield from _assigned(this, see)
    yield from _exercised(this, see)
    yield from _projects(this)
    yield from _may_decide(this)


def _told(part: Part, power: Power) -> list[PowerProfile]:
    told = part.see.where(PowerProfile, power=power)
    return [profile for profile in told if profile.period.covers(part.first)]


def _away(part: Part, power: Power) -> bool:
    return bool(_told(part, power)) and not part.applies(power)


def _declared(this: UsedPower, see: View) -> Iterator[Hit]:
    for spell in spells(this.parts, lambda part: _wrongly_declared(this, part)):
        says, _ = spell.what
        told = _told(spell.part, this.power)
        at = told[-1] if told else see.profile
        yield warning(says, at=at, mark=mark(spell), power=this.power, **dates(spell))


def _wrongly_declared(this: UsedPower, part: Part) -> Iterator[tuple[str, bool]]:
    said = {profile.applicable for profile in _told(part, this.power)}
    if len(said) != 1:
        yield "both" if said else "undeclared", _excused(this, part)


def _excused(this: UsedPower, part: Part) -> bool:
    """Where an exception begins or ends, so does a finding: it is judged by its first day."""
    return part.waived("POW-05", *this.subject)


def _declared_away(this: UsedPower) -> Iterator[Hit]:
    for spell in spells(this.parts, lambda part: _common_away(this, part)):
        told, _ = spell.what
        yield (manual if told.basis else warning)(
            "common" if told.basis else "no_basis",
            at=told,
            field="basis" if told.basis else "applicable",
            on=spell.days.first,
            mark=told.profile_id,
            power=this.power,
            basis=told.basis,
        )


def _common_away(this: UsedPower, part: Part) -> list[tuple[PowerProfile, bool]]:
    common = this.power in COMMON_POWERS and _away(part, this.power)
    told = _told(part, this.power) if common else []
    return [(one, one.basis is None and _excused(this, part)) for one in told]


def _assigned(this: UsedPower, see: View) -> Iterator[Hit]:
    for spell in spells(this.parts, lambda part: _lines_away(this, part)):
        line, _ = spell.what
        yield warning(
            "assigned",
            at=line,
            field="power",
            mark=mark(spell, line.assignment_id),
            person=see.name(line.person_id),
            power=this.power,
            **dates(spell),
        )


def _lines_away(this: UsedPower, part: Part) -> list[tuple[PowerAssignment, bool]]:
    lines = this.lines(part) if _away(part, this.power) else []
    return [(line, _excused(this, part)) for line in lines]


def _exercised(this: UsedPower, see: View) -> Iterator[Hit]:
    for one in this.actions:
        if any(part.days.covers(one.on) and _away(part, this.power) for part in this.parts):
            person = see.name(one.approver_id)
            yield warning(
                "exercised",
                at=one,
                field="power",
                on=one.on,
                mark=one.action_id,
                person=person,
                power=this.power,
                day=one.on,
            )


def _projects(this: UsedPower) -> Iterator[Hit]:
    if this.power is not Power.ENGINEERING:
        return
    for spell in spells(this.parts, lambda part: _items_away(this, part)):
        yield manual(
            "projects",
            at=spell.what,
            on=spell.days.first,
            mark=spell.what.item_id,
            item=spell.what.name,
            power=this.power,
        )


def _items_away(this: UsedPower, part: Part) -> list[CatalogItem]:
    items = [i for i in this.catalogue if i.category is Category.PROJECT]
    held = [i for i in items if i.from_ <= part.first and (i.to is None or part.first <= i.to)]
    return held if _away(part, this.power) else []


def _may_decide(this: UsedPower) -> Iterator[Hit]:
    for spell in spells(this.parts, lambda part: _decided_away(this, part)):
        item, _ = spell.what
        yield warning(
            "may_decide",
            at=item,
            on=spell.days.first,
            mark=item.item_id,
            item=item.name,
            power=this.power,
        )


def _decided_away(this: UsedPower, part: Part) -> list[tuple[PowerItem, bool]]:
    kinds = NEEDS.get(this.power, ())
    held = [one for one in this.items if one.item_kind in kinds and one.period.covers(part.first)]
    return [(one, _excused(this, part)) for one in held] if _away(part, this.power) else []
