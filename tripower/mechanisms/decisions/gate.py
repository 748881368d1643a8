"""The gate of materials: what a matter lacks before it may be discussed (ARG-01 to ARG-07)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from tripower.core.dates import add_months
from tripower.core.parameters import InForce
from tripower.core.unit import Sees
from tripower.mechanisms.decisions.records import (
    CatalogItem,
    FalseMaterial,
    Material,
    MaterialKind,
    Matter,
    ProducerType,
)

PARAMETERS = (
    "arg.core_kinds",
    "arg.required.personnel",
    "arg.required.project",
    "arg.required.large_funds",
    "arg.required.major_decision",
    "arg.required_by_flag",
)
READS = (Matter, Material, FalseMaterial, CatalogItem)


class Lack(msgspec.Struct, frozen=True):
    """One thing that keeps a matter from the agenda; `kinds` are what would mend it."""

    rule_id: str
    kinds: tuple[MaterialKind, ...] = ()
    material: Material | None = None


def materials_by(matter: Matter, see: Sees, day: date) -> list[Material]:
    """The papers of a matter that had been handed in by a day."""
    papers = see.where(Material, matter_id=matter.matter_id)
    return [paper for paper in papers if paper.received_on <= day]


def by_qualified(paper: Material) -> bool:
    """Whether its producer is a specialised institution or a qualified professional (ARG-02)."""
    if paper.producer_type is ProducerType.PROFESSIONAL:
        return paper.qualification_no is not None
    return paper.producer_type is ProducerType.INSTITUTION


def signed_by(paper: Material, day: date) -> bool:
    """Whether it is signed and bears a date no later than the day (ARG-05)."""
    return paper.signed and paper.dated is not None and paper.dated <= day


def too_old(paper: Material, day: date, months: int) -> bool:
    """Whether its date lies more than so many months before the day (ARG-05, DAT-02)."""
    return paper.dated is not None and add_months(paper.dated, months) < day


def proved_false(paper: Material, see: Sees, day: date) -> bool:
    """Whether a paper had proved to be false by a day (ARG-06); from then on it carries nothing."""
    found = see.get(FalseMaterial, paper.key)
    return found is not None and found.verified_false_on <= day


def lacks(matter: Matter, see: Sees, day: date) -> Iterator[Lack]:
    """Everything that keeps the matter from the agenda on a day, none if it may go on.

    A paper whose producer has an interest is left aside (ARG-07): what only such a paper
    would give is missing. One that gives nothing more than the others do is not named.
    """
    rules = see.on(day)
    papers = [p for p in materials_by(matter, see, day) if not proved_false(p, see, day)]
    wanted = required(matter, see, rules)
    missing = list(_missing(papers, wanted, rules))
    yield from missing
    impartial = [paper for paper in papers if not paper.conflict]
    without = _named(_missing(impartial, wanted, rules))
    for paper in papers:
        if paper.conflict and _named(_missing([*impartial, paper], wanted, rules)) != without:
            yield Lack("ARG-07", (paper.type_,), paper)
    for paper in papers:
        if not signed_by(paper, day):
            yield Lack("ARG-05", (paper.type_,), paper)


def _named(found: Iterable[Lack]) -> set[tuple[str, tuple[MaterialKind, ...]]]:
    return {(lack.rule_id, lack.kinds) for lack in found}


def _missing(
    papers: list[Material], wanted: list[tuple[MaterialKind, ...]], rules: InForce
) -> Iterator[Lack]:
    """What the papers lack: a qualified core paper with its method, and each kind asked for."""
    core = [paper for paper in papers if paper.type_ in rules.words("arg.core_kinds")]
    qualified = [paper for paper in core if by_qualified(paper)]
    if not core:
        yield Lack("ARG-01", tuple(MaterialKind(k) for k in rules.words("arg.core_kinds")))
    elif not qualified:
        yield Lack("ARG-02", material=core[0])
    elif not any(paper.methods for paper in qualified):
        yield Lack("ARG-03", material=qualified[0])
    held = {paper.type_ for paper in papers}
    for kinds in wanted:
        if not held & set(kinds):
            yield Lack("ARG-04", kinds)


def required(matter: Matter, see: Sees, rules: InForce) -> list[tuple[MaterialKind, ...]]:
    """The kinds that category, flags and catalogue ask for; each a choice of one or more."""
    wanted = [*rules.words(f"arg.required.{matter.category.value}")]
    for pair in rules.words("arg.required_by_flag"):
        flag, _, kind = pair.partition("=")
        if flag in matter.flags:
            wanted.append(kind)
    item = see.get(CatalogItem, matter.catalog_item_id) if matter.catalog_item_id else None
    wanted.extend(kind.value for kind in (item.required_materials if item else ()))
    return [tuple(MaterialKind(k) for k in one.split("|")) for one in dict.fromkeys(wanted)]
