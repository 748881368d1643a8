"""`tripower standard check`: the cases on record, and how like cases were treated."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import click

from tripower.core.answer import Answer, Cell, Findings, Part, Table, say
from tripower.core.exits import Exit
from tripower.core.findings import Finding, Status
from tripower.core.messages import N_
from tripower.core.unit import Unit
from tripower.mechanisms.options import Reading, reading
from tripower.mechanisms.standards.records import (
    Benchmark,
    PenaltyCase,
    PermitCase,
    PowerItem,
)
from tripower.mechanisms.standards.spread import NO_VERDICT, By, Group, Outlier, groups, outliers


@click.command(
    name="check",
    short_help=N_("What the cases on record broke, and how like cases were treated."),
    help=N_(
        "Judge the cases on record by the rules on discretion, and compare like cases: the spread "
        "of fines within a tier, and where a factor, an officer or a year stands out."
    ),
)
@click.option("--item", "item_id", metavar="ITEM", help=N_("Only cases of this item."))
@reading()
def check_(asked: Reading, item_id: str | None) -> Answer:
    """Findings first, then the comparison."""
    checked = asked.check()
    unit = checked.unit
    found = [one for one in checked.findings if one.rule_id.startswith("DIS-")]
    if item_id is not None:
        found = [one for one in found if one.subject in _of_item(item_id, unit)]
    every = groups(unit, item_id)
    rules = unit.on(checked.as_of)
    apart = Fraction(rules.whole("dis.spread_percent"), 100)
    odd = list(outliers(every, apart, rules.whole("dis.spread_cases")))
    heavy = any(one.severity.fails and one.status is Status.OPEN for one in found)
    parts: list[Part] = [Findings(found, files=checked.files), *_spread(every, odd, unit)]
    code = Exit.REFUSED if heavy else Exit.CLEAN
    return Answer(parts, _spread_data(found, every, odd), code)


def _of_item(item_id: str, unit: Unit) -> set[str]:
    """The item, its benchmarks and its cases, as findings name them."""
    kinds = (PenaltyCase, PermitCase, Benchmark)
    about = [one for kind in kinds for one in unit.where(kind, item_id=item_id)]
    return {f"power_item/{item_id}", *("/".join(one.subject) for one in about)}


def _spread(every: list[Group], odd: list[Outlier], unit: Unit) -> Iterator[Part]:
    if not every:
        yield say(N_("There are no fined cases to compare."))
        return
    rows: list[tuple[Cell, ...]] = []
    for group in every:
        item = unit.get(PowerItem, group.item_id)
        amounts = group.amounts
        rows.append(
            (
                item.name if item else group.item_id,
                group.tier,
                len(amounts),
                str(amounts[0]),
                str(amounts[-1]),
                _percent(group.middle),
            )
        )
    headers = (
        N_("item"),
        N_("tier"),
        N_("cases"),
        N_("lowest"),
        N_("highest"),
        N_("middle of the tier"),
    )
    yield Table(headers, rows, say(N_("Like cases")))
    if odd:
        heads = (
            N_("item"),
            N_("tier"),
            N_("compared by"),
            N_("which"),
            N_("cases"),
            N_("mean place"),
            N_("others"),
        )
        yield Table(heads, [*_odd(odd, unit)], say(N_("What stands out")))
    yield say(NO_VERDICT)


def _odd(odd: list[Outlier], unit: Unit) -> Iterator[tuple[Cell, ...]]:
    for one in odd:
        item = unit.get(PowerItem, one.group.item_id)
        person = one.by in (By.OFFICER, By.DECIDER)
        name = unit.name(one.name) if person else _factor(one, unit)
        yield (
            item.name if item else one.group.item_id,
            one.group.tier,
            one.by,
            name,
            len(one.cases),
            _percent(one.own),
            _percent(one.others),
        )


def _factor(one: Outlier, unit: Unit) -> str:
    every = unit.where(Benchmark, item_id=one.group.item_id)
    found = (benchmark.factor(one.name) for benchmark in every)
    return next((factor.name for factor in found if factor is not None), one.name)


def _percent(share: Fraction) -> str:
    return f"{round(share * 100)} %"


def _spread_data(found: list[Finding], every: list[Group], odd: list[Outlier]) -> dict[str, Any]:
    return {
        "findings": [
            {"rule_id": one.rule_id, "severity": one.severity, "subject_id": one.subject_id}
            for one in found
        ],
        "groups": [
            {
                "item_id": one.item_id,
                "tier": one.tier,
                "cases": [fine.case_id for fine in one.fines],
                "amounts": one.amounts,
                "middle": str(one.middle),
            }
            for one in every
        ],
        "outliers": [
            {
                "item_id": one.group.item_id,
                "tier": one.group.tier,
                "by": one.by,
                "name": one.name,
                "cases": list(one.cases),
                "mean": str(one.own),
                "others": str(one.others),
            }
            for one in odd
        ],
    }
