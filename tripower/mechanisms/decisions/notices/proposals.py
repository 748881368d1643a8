"""D5 议题审批单: a member's proposal, and the head's confirmation or refusal with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from tripower.core.answer import say
from tripower.core.messages import N_
from tripower.core.people import acting_heads_on, heads_on
from tripower.core.records import Money
from tripower.mechanisms.decisions.catalogue import item_of
from tripower.mechanisms.decisions.notices.office import Office
from tripower.mechanisms.decisions.notices.sources import shown
from tripower.mechanisms.decisions.records import (
    Category,
    Confirmation,
    ConfirmationResult,
    EmergencyDecision,
    Flag,
    Matter,
    Withdrawal,
)
from tripower.publish.notice import Notice
from tripower.publish.office import Paper

RULES = ("DEC-01", "DEC-03")
PARAMETERS = ("pow.head_roles",)


class Answer(msgspec.Struct, frozen=True):
    """What the head, or a member with a written delegation, said of the proposal."""

    result: ConfirmationResult
    by: str
    posts: tuple[str, ...]
    on: date
    reason: str | None
    delegation_doc: str | None


class ProposalPage(Paper, frozen=True, kw_only=True):
    """What the template shows; without an answer there is a place for it."""

    matter_id: str
    matter: str
    category: Category
    item: str | None
    amount: Money | None
    payee: str | None
    candidates: tuple[str, ...]
    alternatives: tuple[str, ...]
    flags: tuple[Flag, ...]
    proposer: str
    posts: tuple[str, ...]
    proposed_on: date
    answer: Answer | None


def due(office: Office) -> Iterator[Notice]:
    """A sheet for each proposal made by the day that needs a head's word (DEC-03).

    That is one that no head made, nor whoever leads the unit while that post is vacant. Left
    out is what one person decided in an emergency and what was taken back unanswered.
    """
    for matter in office.unit.all(Matter):
        answer = _answered(matter, office)
        if matter.proposed_on <= office.as_of and (answer or _needs_answer(matter, office)):
            yield _notice(matter, answer, office)


def _answered(matter: Matter, office: Office) -> Confirmation | None:
    found = office.unit.get(Confirmation, matter.matter_id)
    return found if found is not None and found.on <= office.as_of else None


def _needs_answer(matter: Matter, office: Office) -> bool:
    unit, day = office.unit, matter.proposed_on
    roles = unit.on(day).words(PARAMETERS[0])
    leading = heads_on(unit, day, roles) or acting_heads_on(unit, day, roles)
    back = unit.get(Withdrawal, matter.matter_id)
    gone = back is not None and back.on <= office.as_of
    urgent = unit.get(EmergencyDecision, matter.matter_id) is not None
    return matter.proposer_id not in leading and not gone and not urgent


def _notice(matter: Matter, answer: Confirmation | None, office: Office) -> Notice:
    item = item_of(matter, office.unit)
    page = ProposalPage(
        **office.head(say(N_("Approval sheet of a proposal")), RULES),
        matter_id=matter.matter_id,
        matter=matter.title,
        category=matter.category,
        item=item.name if item else None,
        amount=matter.amount,
        payee=matter.payee,
        candidates=matter.candidates,
        alternatives=matter.alternatives,
        flags=matter.flags,
        proposer=office.unit.name(matter.proposer_id),
        posts=office.posts(matter.proposer_id, matter.proposed_on),
        proposed_on=matter.proposed_on,
        answer=_answer(answer, office) if answer else None,
    )
    events = [one for one in (matter, item, answer) if one is not None]
    people = {matter.proposer_id, *([answer.by] if answer else [])}
    sources = shown(events, office, posts_of=people, parameters=PARAMETERS)
    about = say(N_("Proposal: {matter}"), matter=matter.title)
    dated = answer.on if answer else matter.proposed_on
    return office.paper(("D5", matter.matter_id), page, dated, about, sources)


def _answer(told: Confirmation, office: Office) -> Answer:
    return Answer(
        result=told.result,
        by=office.unit.name(told.by),
        posts=office.posts(told.by, told.on),
        on=told.on,
        reason=told.reason,
        delegation_doc=told.delegation_doc,
    )
