"""`tripower standard quote`: tier, range, arithmetic, hands and days of a case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from tripower.core.answer import Answer, Cell, Facts, Part, Table, refuse, say
from tripower.core.exits import Exit
from tripower.core.messages import N_
from tripower.core.records import Money, Term
from tripower.core.unit import Unit
from tripower.mechanisms.options import DAY, Reading, reading
from tripower.mechanisms.standards import choosing
from tripower.mechanisms.standards.choosing import Course
from tripower.mechanisms.standards.procedure import HearingRight, called
from tripower.mechanisms.standards.quote import Asked, Quote, quote
from tripower.mechanisms.standards.records import (
    Benchmark,
    FactorFound,
    Ground,
    ItemKind,
    Mark,
    PartyType,
    PenaltyCase,
    PowerItem,
)
from tripower.mechanisms.standards.rules.items import APPROVALS
from tripower.mechanisms.typed import Amount


def _words(kind: type[Term]) -> click.Choice[str]:
    return click.Choice([one.value for one in kind])


@click.command(
    name="quote",
    short_help=N_("Tier, range, arithmetic, who may sign, which days run."),
    help=N_(
        "What a case would come to by the benchmark in force: tier, range and arithmetic, who may "
        "sign, what the procedure asks for, and why. It is a proposal; people decide."
    ),
)
@click.argument("item_id", metavar="ITEM")
@click.option(
    "--factor",
    "factors",
    multiple=True,
    metavar="ID[=GRADE]",
    help=N_("A factor of the benchmark that the case has, with its grade where it has grades."),
)
@click.option(
    "--ground",
    "grounds",
    multiple=True,
    type=_words(Ground),
    help=N_("A circumstance that the law itself names."),
)
@click.option("--party", type=_words(PartyType), default="citizen", help=N_("Who did it."))
@click.option("--age", type=click.IntRange(0, 150), help=N_("Age at the time of the act."))
@click.option("--sum", "base", type=Amount(), help=N_("The sum of which the fine is a multiple."))
@click.option(
    "--mark", "marks", multiple=True, type=_words(Mark), help=N_("What the case is like.")
)
@click.option("--act", "act_to", type=DAY, help=N_("Last day of the act; without it, today."))
@click.option("--discovered", "found_on", type=DAY, help=N_("Day of discovery; else of filing."))
@click.option("--grave-harm", is_flag=True, help=N_("Life, health or savings were harmed."))
@click.option("--filed", "filed_on", type=DAY, help=N_("Day of filing; without it, today."))
@click.option("--told", "told_on", type=DAY, help=N_("Day of the notice; without it, today."))
@reading()
def quote_(
    asked: Reading,
    item_id: str,
    factors: tuple[str, ...],
    grounds: tuple[str, ...],
    party: str,
    age: int | None,
    base: Money | None,
    marks: tuple[str, ...],
    act_to: date | None,
    filed_on: date | None,
    told_on: date | None,
    found_on: date | None,
    *,
    grave_harm: bool,
) -> Answer:
    """One item; for an approval its days, conditions and papers."""
    unit, as_of = asked.unit()
    item = unit.get(PowerItem, item_id)
    if item is None:
        known = ", ".join(one.item_id for one in unit.all(PowerItem)) or "–"
        text = N_("there is no item `{item}` in power-items.yaml; on record: {known}")
        raise refuse(text, code=Exit.USAGE, item=item_id, known=known)
    if item.item_kind in APPROVALS:
        return _approval(item)
    if item.item_kind is not ItemKind.PENALTY:
        text = N_("“{item}” is no penalty and no approval, so it has no benchmark")
        raise refuse(text, code=Exit.USAGE, item=item.name)
    case = PenaltyCase(
        case_id="quote",
        item_id=item_id,
        party="?",
        party_type=PartyType(party),
        age=age,
        act_to=act_to or as_of,
        grave_harm=grave_harm,
        discovered_on=found_on or filed_on or as_of,
        filed_on=filed_on or as_of,
        sum=base,
        officers=(),
        marks=tuple(Mark(one) for one in marks),
    )
    barred = case.discovered_on > choosing.barred_after(case, unit)
    chosen = _factors(factors, item, unit, case.act_to)
    facts = choosing.Facts(tuple(Ground(one) for one in grounds), chosen, age, barred)
    told = quote(Asked(case=case, facts=facts, told_on=told_on or as_of), item, unit)
    return Answer(list(_page(told, unit)), _data(told))


def _factors(
    texts: tuple[str, ...], item: PowerItem, unit: Unit, day: date
) -> tuple[FactorFound, ...]:
    """The factors as they were typed; one that the benchmark does not have is refused."""
    versions = unit.where(Benchmark, item_id=item.item_id)
    benchmark = next((one for one in versions if one.period.covers(day)), None)
    found = []
    for text in texts:
        name, _, grade = text.partition("=")
        if benchmark is not None and benchmark.factor(name) is None:
            known = ", ".join(one.factor_id for one in benchmark.factors) or "–"
            wrong = N_("the benchmark has no factor `{name}`; it has: {known}")
            raise refuse(wrong, code=Exit.USAGE, name=name, known=known)
        factor = benchmark.factor(name) if benchmark is not None else None
        grades = [one.name for one in factor.grades] if factor is not None else []
        if grade and grade not in grades:
            wrong = N_("the factor `{name}` has no grade `{grade}`; it has: {known}")
            told = {"name": name, "grade": grade, "known": ", ".join(grades) or "–"}
            raise refuse(wrong, code=Exit.USAGE, **told)
        found.append(FactorFound(factor=name, grade=grade or None))
    return tuple(found)


def _approval(item: PowerItem) -> Answer:
    level = item.authority[0].post if item.authority else None
    pairs: list[tuple[str, Cell]] = [
        (N_("item"), item.name),
        (N_("basis"), item.basis),
        (N_("working days"), item.days),
        (N_("conditions"), "；".join(item.conditions) or None),
        (N_("papers"), "；".join(item.materials) or None),
        (N_("decided by"), level),
        (N_("fee"), f"{item.fee.amount}（{item.fee.standard}）" if item.fee else None),
    ]
    return Answer([Facts(pairs)], item)


RIGHTS = {
    HearingRight.YES: N_("from {amount} yuan on the party has a right to a hearing, and is told"),
    HearingRight.NO: N_("no right to a hearing from this amount"),
    HearingRight.UNKNOWN: N_("whether there is a right to a hearing a person must find out"),
}


def _page(told: Quote, unit: Unit) -> Iterator[Part]:
    yield Facts(
        list(_facts(told)), say(N_("{item} (a proposal; people decide)"), item=told.item.name)
    )
    if told.choice.course is Course.NO_PENALTY:
        return
    if told.benchmark is not None and told.range is None:
        yield say(N_("The fine is measured by a sum: name it with `--sum`."))
    if told.bands:
        rows = [(band.tier, band.text, "◀" if band in told.own else None) for band in told.bands]
        yield Table((N_("tier"), N_("yuan"), N_("this case")), rows)
    yield from told.workings()
    yield Table((N_("amount"), N_("may sign")), [*_signs(told)])
    yield Table(
        (N_("rule"), N_("the procedure asks for"), N_("day")),
        [*_procedure(told)],
    )
    if unit.where(Benchmark, item_id=told.item.item_id) and told.benchmark is None:
        yield say(N_("No version of the benchmark was in force on the day of the act."))


def _facts(told: Quote) -> Iterator[tuple[str, Cell]]:
    benchmark = told.benchmark
    yield N_("basis"), told.item.basis
    if benchmark is not None:
        shown = f"{benchmark.benchmark_id}（{benchmark.doc_no}）" if benchmark.doc_no else None
        yield N_("benchmark"), shown or benchmark.benchmark_id
        yield N_("method"), say(benchmark.method.label)
    if told.range is not None:
        yield N_("statutory range"), f"{told.range.lowest} – {told.range.highest or '∞'}"
    yield N_("what follows"), told.course
    low, high = told.ends
    if told.tier is not None and low is not None:
        text = f"{low}" if low == high else f"{low} – {high if high is not None else '∞'}"
        yield N_("fine"), text


def _signs(told: Quote) -> Iterator[tuple[Cell, ...]]:
    for amount, level in told.signs():
        post = called(level) if level is not None else say(N_("nobody on record"))
        yield str(amount) if amount is not None else "∞", post


def _procedure(told: Quote) -> Iterator[tuple[Cell, ...]]:
    if told.review:
        yield "DIS-32", say(N_("a legal review before the decision")), None
    elif told.heard_review:
        yield "DIS-32", say(N_("after a hearing, a legal review before the decision")), None
    if told.meeting:
        yield "DIS-33", say(N_("a discussion of the leaders together")), None
    yield "DIS-34", say(RIGHTS[told.hearing], amount=told.hearing_from), None
    yield from told.days


def _data(told: Quote) -> dict[str, Any]:
    low, high = told.ends
    return {
        "item_id": told.item.item_id,
        "benchmark_id": told.benchmark.benchmark_id if told.benchmark else None,
        "course": told.choice.course,
        "because": list(told.choice.because),
        "lighter": list(told.choice.lighter),
        "heavier": list(told.choice.heavier),
        "tier": told.tier,
        "lowest": low,
        "highest": high,
        "bands": [{"tier": one.tier, "yuan": one.text} for one in told.bands],
        "percent": told.weighed.percent if told.weighed else None,
        "signs": [
            {"amount": amount, "post": level.post if level else None}
            for amount, level in told.signs()
        ],
        "legal_review": told.review,
        "leaders_together": told.meeting,
        "hearing": told.hearing,
        "days": [{"rule_id": rule, "by": day} for rule, _, day in told.days],
    }
