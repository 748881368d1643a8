"""Rules on the catalogue of powers and how complete and public it is (DIS-01, 02, 04, 54)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from tripower.core.messages import N_
from tripower.core.rules import Hit, reg, rule, seed, violation
from tripower.core.unit import View
from tripower.mechanisms.standards.records import Benchmark, ItemKind, Method, PowerItem

PUBLIC = reg(N_("Administrative Penalty Law, art. 34: benchmarks are made public."))
FIVE_STEPS = seed(
    N_("Matter and basis, conditions, authority by position, quantified tiers, rules of use.")
)
APPROVALS = (ItemKind.APPROVAL, ItemKind.LICENSE)
"""Kinds that are decided by days, conditions and grades instead of amounts."""


@rule(
    "DIS-01",
    N_("Non-license approvals are abolished"),
    subject=PowerItem,
    parameters=["dis.nonlicense_until"],
    basis=[
        seed(N_("The seed names four kinds, non-license approvals among them.")),
        reg(N_("State Council, 国发〔2015〕27号: the kind is abolished.")),
    ],
    says={
        "abolished": (
            N_("“{item}” stands in the catalogue as a non-license approval after {until}"),
            N_("Take it out, or turn it into a license by law or into another kind of power."),
        ),
    },
)
def nonlicense_abolished(this: PowerItem, see: View) -> Iterator[Hit]:
    """No non-license approval stands in the catalogue after the day of its abolition.

    Why: an approval without a law behind it binds citizens by nothing.

    Example: an item of that kind to 2015-05-13 was lawful; one to 2015-05-14, or without an end,
    is a violation.
    """
    if this.item_kind is not ItemKind.NONLICENSE_APPROVAL:
        return
    until = date.fromisoformat(see.on(see.as_of).words("dis.nonlicense_until")[0])
    if this.period.last > until and this.period.first <= see.as_of:
        yield violation("abolished", field="item_kind", item=this.name, until=until)


@rule(
    "DIS-02",
    N_("An item has all five parts of a benchmark"),
    subject=PowerItem,
    reads=[Benchmark],
    basis=[FIVE_STEPS],
    says={
        "lacks_conditions": (
            N_("“{item}” does not say under which conditions it is decided"),
            N_("Add the conditions to the item."),
        ),
        "lacks_authority": (
            N_("“{item}” does not say who decides up to which amount"),
            N_("Add the authority by position to the item."),
        ),
        "lacks_tiers": (
            N_("“{item}” has no benchmark with tiers in force"),
            N_("Record its benchmark, or mend that which has no tiers."),
        ),
        "lacks_usage_rules": (
            N_("“{item}” does not say how its benchmark is used"),
            N_("Add the rules of use to the item."),
        ),
    },
)
def five_parts(this: PowerItem, see: View) -> Iterator[Hit]:
    """Every penalty has its basis, conditions, authority by position, tiers and rules of use.

    Approvals have days and grades instead of tiers of an amount (DIS-54).

    Why: what is left open is decided by mood, or by acquaintance.

    Example: a penalty with basis, conditions and tiers, but nobody to sign it: violation.
    """
    if not this.period.covers(see.as_of) or this.item_kind is not ItemKind.PENALTY:
        return
    parts = {
        "conditions": bool(this.conditions),
        "authority": bool(this.authority),
        "tiers": any(_has_tiers(one) for one in _in_force(this, see)),
        "usage_rules": this.usage_rules is not None,
    }
    for name, there in parts.items():
        if not there:
            field = "" if name == "tiers" else name
            yield violation(f"lacks_{name}", field=field, mark=name, item=this.name)


def _in_force(this: PowerItem, see: View) -> list[Benchmark]:
    found = see.where(Benchmark, item_id=this.item_id)
    return [one for one in found if one.period.covers(see.as_of)]


def _has_tiers(this: Benchmark) -> bool:
    if this.method is Method.WEIGHTS:
        return bool(this.factors)
    return bool(this.tiers) if this.method is Method.TABLE else True


@rule(
    "DIS-04",
    N_("Catalogue, tiers and flow are public"),
    subject=PowerItem,
    reads=[Benchmark],
    basis=[
        PUBLIC,
        seed(N_("Catalogue, tiers and flow of penalties are all made public.")),
        reg(N_("Administrative Penalty Law, art. 5: what is not public is no basis.")),
    ],
    says={
        "catalogue": (
            N_("“{item}” is in force and not public in the catalogue"),
            N_("Publish it (D11) and record the day."),
        ),
        "flow": (
            N_("the steps of deciding “{item}” are not public"),
            N_("Publish the flow (D11) and record the day."),
        ),
        "tiers": (
            N_("the benchmark {benchmark} of “{item}” is in force and not public"),
            N_("Publish it (D11) and record the day."),
        ),
        "before": (
            N_("“{item}” was in force from {first} on and public only on {published}"),
            N_("Apply nothing to acts before the day on which it was public."),
        ),
        "basis": (
            N_("the provision behind “{item}” is not public, so it is no basis of a penalty"),
            N_("Take the item out until the provision is published."),
        ),
    },
)
def all_public(this: PowerItem, see: View) -> Iterator[Hit]:
    """A penalty in force is public with its tiers and its steps, from its first day on.

    Why: who does not know the tier cannot tell whether it was kept.

    Example: a benchmark in force from 2024-03-01 was published on 2024-03-02: violation; on
    2024-03-01: fine.
    """
    if this.item_kind is not ItemKind.PENALTY or not this.period.covers(see.as_of):
        return
    if not this.basis_published:
        yield violation("basis", field="basis_published", item=this.name)
    if this.published_on is None:
        yield violation("catalogue", field="item_id", item=this.name)
    elif this.published_on > this.from_:
        told: dict[str, Any] = {"first": this.from_, "published": this.published_on}
        yield violation("before", field="published_on", item=this.name, **told)
    if this.flow_published_on is None or not this.flow:
        yield violation("flow", field="item_id", item=this.name)
    for one in _in_force(this, see):
        mark = one.benchmark_id
        if one.published_on is None:
            told = {"item": this.name, "benchmark": mark}
            yield violation("tiers", at=one, field="benchmark_id", mark=mark, **told)
        elif one.published_on > one.from_:
            told = {"first": one.from_, "published": one.published_on}
            yield violation(
                "before", at=one, field="published_on", mark=mark, item=this.name, **told
            )


@rule(
    "DIS-54",
    N_("Approvals have benchmarks too"),
    subject=PowerItem,
    parameters=["dis.permit_workdays"],
    basis=[seed(N_("Approvals are bound by days, conditions and grades instead of amounts."))],
    says={
        "lacks_days": (
            N_("“{item}” does not say within how many working days it is decided"),
            N_("Add the days to the item."),
        ),
        "too_long": (
            N_("“{item}” promises {days} working days, more than the {most} of the law"),
            N_("Promise no more than the law allows."),
        ),
        "lacks_conditions": (
            N_("“{item}” does not say under which conditions it is granted"),
            N_("Add the conditions to the item."),
        ),
        "lacks_materials": (
            N_("“{item}” does not say which papers are handed in"),
            N_("Add the list of papers to the item."),
        ),
        "lacks_authority": (
            N_("“{item}” does not say who decides it"),
            N_("Add the authority by position to the item."),
        ),
    },
)
def approvals_are_bound(this: PowerItem, see: View) -> Iterator[Hit]:
    """An approval says its days, conditions, papers and who decides; the days are within the law.

    Where a special law sets other days than the general ones, they count.

    Why: waiting, and asking for one more paper, are discretion as much as a sum is.

    Example: a license that promises 21 working days: violation; 20: fine.
    """
    if this.item_kind not in APPROVALS or not this.period.covers(see.as_of):
        return
    most = this.statutory_days or see.on(see.as_of).whole("dis.permit_workdays")
    if this.days is None:
        yield violation("lacks_days", field="item_id", mark="days", item=this.name)
    elif this.days > most:
        yield violation("too_long", field="days", item=this.name, days=this.days, most=most)
    parts = ("conditions", "materials", "authority")
    for name in parts:
        if not getattr(this, name):
            yield violation(f"lacks_{name}", field="item_id", mark=name, item=this.name)
