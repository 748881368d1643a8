"""D4 退回补正通知: a matter comes back from the gate; what it lacks and how it gets in again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from tripower.core.answer import Say, say
from tripower.core.messages import N_
from tripower.core.records import Money
from tripower.mechanisms.decisions.notices.office import Office
from tripower.mechanisms.decisions.notices.sources import shown
from tripower.mechanisms.decisions.records import (
    Admission,
    Category,
    GateResult,
    Material,
    MaterialKind,
    Matter,
)
from tripower.publish.notice import Notice
from tripower.publish.office import Paper

RULES = ("DEC-04",)
HOW = {
    "ARG-01": N_("Hand in at least one paper of these kinds: {kinds}."),
    "ARG-02": N_("Have “{paper}” made by a specialised institution or a qualified professional."),
    "ARG-03": N_("Say in “{paper}” by which method it was worked out."),
    "ARG-04": N_("Hand in a paper of this kind, or one of these: {kinds}."),
    "ARG-05": N_("Have “{paper}” signed and dated."),
    "ARG-07": N_("Have “{paper}” made by somebody without an interest in the matter."),
}
"""What mends each lack; a rule that is not here is told by its title alone."""


class Gap(msgspec.Struct, frozen=True):
    """One thing that is missing: the rule, its title, in what words it is on record, what to do."""

    rule_id: str | None
    rule: Say | None
    words: str | None
    how: Say | None


class ReturnedPage(Paper, frozen=True, kw_only=True):
    """What the template shows."""

    proposer: str
    matter_id: str
    matter: str
    category: Category
    amount: Money | None
    proposed_on: date
    check_no: int
    checked_on: date
    checked_by: str
    gaps: tuple[Gap, ...]


def due(office: Office) -> Iterator[Notice]:
    """A notice for each check of the gate, made by the day, that returned the matter."""
    for check in office.unit.all(Admission):
        matter = office.unit.get(Matter, check.matter_id)
        returned = check.result is GateResult.RETURNED and check.checked_on <= office.as_of
        if matter is not None and returned:
            yield _notice(check, matter, office)


def _notice(check: Admission, matter: Matter, office: Office) -> Notice:
    gaps = tuple(_gap(words, matter, office) for words in check.missing)
    title = say(N_("Return of a proposal for want of materials"))
    page = ReturnedPage(
        **office.head(
            title,
            {*RULES, *(one.rule_id for one in gaps if one.rule_id)},
            [matter.category],
        ),
        proposer=office.unit.name(matter.proposer_id),
        matter_id=matter.matter_id,
        matter=matter.title,
        category=matter.category,
        amount=matter.amount,
        proposed_on=matter.proposed_on,
        check_no=check.check_no,
        checked_on=check.checked_on,
        checked_by=office.unit.name(check.checked_by),
        gaps=gaps,
    )
    about = say(
        N_("{matter}: check {number}, returned"), matter=matter.title, number=check.check_no
    )
    papers = office.unit.where(Material, matter_id=matter.matter_id)
    named_papers = [one for one in papers if any(one.material_id in w for w in check.missing)]
    sources = shown([check, matter, *named_papers], office)
    key = f"{matter.matter_id}-{check.check_no}"
    return office.paper(("D4", key), page, check.checked_on, about, sources)


def _gap(words: str, matter: Matter, office: Office) -> Gap:
    """What the check wrote down: a rule, kinds of paper, a paper; or a person's own words."""
    rule_id, *rest = words.split(" ")
    if rule_id not in HOW or len(rest) > 2:
        return Gap(None, None, words, None)
    kinds = _kinds(rest[0]) if rest else ()
    paper = office.unit.get(Material, f"{matter.matter_id}/{rest[-1]}") if rest else None
    rule = office.rules.get(rule_id)
    how = say(HOW[rule_id], kinds=kinds, paper=paper.title if paper else None)
    return Gap(rule_id, say(rule.title) if rule else None, None, how)


def _kinds(text: str) -> tuple[MaterialKind, ...]:
    known = {kind.value: kind for kind in MaterialKind}
    return tuple(known[one] for one in text.split("|") if one in known)
