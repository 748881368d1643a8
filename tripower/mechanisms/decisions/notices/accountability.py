"""D9 责任追究建议书: a case is put before the competent body; it proposes, people decide."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from tripower.core.answer import Say, say
from tripower.core.messages import N_
from tripower.core.records import Money, Record
from tripower.mechanisms.decisions.accountability import PARAMETERS, Liability, liabilities
from tripower.mechanisms.decisions.inquiry import Inquiry
from tripower.mechanisms.decisions.notices.office import Office, body_of
from tripower.mechanisms.decisions.notices.sources import of_meeting, shown
from tripower.mechanisms.decisions.records import (
    AccountabilityCase,
    CasePerson,
    CaseProposal,
    CaseReason,
    CaseRole,
    Category,
    Choice,
    Ground,
    Matter,
    Outcome,
)
from tripower.publish.notice import Notice, Source
from tripower.publish.office import Paper

RULES = ("ACC-01", "ACC-02", "ACC-03", "ACC-04")


class Person(msgspec.Struct, frozen=True):
    """One person concerned; `dissent` is word for word as the minutes have it."""

    name: str
    posts: tuple[str, ...]
    roles: tuple[CaseRole, ...]
    liabilities: tuple[Liability, ...]
    ballot: Choice | None
    dissent: str | None
    dissent_recorded: bool
    proposal: CaseProposal
    reason: CaseReason


class Vote(msgspec.Struct, frozen=True):
    """The vote that decided, in numbers."""

    body: Say
    held_on: date
    round: int
    outcome: Outcome | None
    entitled: int
    yes: int
    no: int
    abstain: int


class AccountabilityPage(Paper, frozen=True, kw_only=True):
    """What the template shows; `vote` is None where no meeting dealt with it."""

    case_id: str
    matter_id: str
    matter: str
    category: Category
    amount: Money | None
    decided_on: date
    opened_on: date
    found: str
    found_by: str
    found_paper: str
    grounds: tuple[Ground, ...]
    secret: bool
    vote: Vote | None
    persons: tuple[Person, ...]
    proposals: tuple[tuple[CaseProposal, tuple[str, ...]], ...]


def due(office: Office) -> Iterator[Notice]:
    """A proposal for each case that was opened by the day, on a matter on record."""
    for case in office.unit.all(AccountabilityCase):
        matter = office.unit.get(Matter, case.matter_id)
        if matter is not None and case.opened_on <= office.as_of:
            yield _notice(case, matter, office)


def _notice(case: AccountabilityCase, matter: Matter, office: Office) -> Notice:
    this = Inquiry(matter, office.unit, case.opened_on)
    persons = tuple(_person(one, this, office) for one in case.persons)
    page = AccountabilityPage(
        **office.head(say(N_("Proposal to hold to account")), RULES, ["not_objecting"]),
        case_id=case.case_id,
        matter_id=matter.matter_id,
        matter=matter.title,
        category=matter.category,
        amount=matter.amount,
        decided_on=this.day,
        opened_on=case.opened_on,
        found=case.found,
        found_by=case.found_by,
        found_paper=case.doc_no,
        grounds=case.grounds,
        secret=this.secret,
        vote=_vote(this),
        persons=persons,
        proposals=tuple(_grouped(persons)),
    )
    about = say(N_("{matter}: case {case}"), matter=matter.title, case=case.case_id)
    sources = _sources(case, this, office)
    return office.paper(("D9", case.case_id), page, case.opened_on, about, sources)


def _person(one: CasePerson, this: Inquiry, office: Office) -> Person:
    person_id = one.person_id
    dissent = this.dissent(person_id) if person_id else None
    return Person(
        name=office.unit.name(person_id) if person_id else one.known_as,
        posts=office.posts(person_id, this.day) if person_id else (),
        roles=one.roles,
        liabilities=liabilities(one.roles),
        ballot=one.ballot,
        dissent=dissent.text if dissent else None,
        dissent_recorded=one.dissent_recorded,
        proposal=one.proposal,
        reason=one.reason,
    )


def _vote(this: Inquiry) -> Vote | None:
    if this.round is None or this.tally is None:
        return None
    count = this.tally.count
    return Vote(
        body=body_of(this.round.meeting),
        held_on=this.round.day,
        round=this.round.number,
        outcome=this.result,
        entitled=count.entitled,
        yes=count.yes,
        no=count.no,
        abstain=count.abstain,
    )


def _grouped(persons: tuple[Person, ...]) -> Iterator[tuple[CaseProposal, tuple[str, ...]]]:
    """Each proposal with the names to which it applies."""
    for proposal in (
        CaseProposal.LIABLE,
        CaseProposal.REDUCED_OR_EXEMPT,
        CaseProposal.MANUAL,
        CaseProposal.NOT_LIABLE,
    ):
        names = tuple(one.name for one in persons if one.proposal is proposal)
        if names:
            yield proposal, names


def _sources(case: AccountabilityCase, this: Inquiry, office: Office) -> list[Source]:
    more: list[Record] = [case, *([this.minutes] if this.minutes else [])]
    people = {one.person_id for one in case.persons if one.person_id}
    posts = shown((), office, posts_of=people, parameters=PARAMETERS)
    if this.round is None:
        return [*shown([*more, this.matter], office), *posts]
    return [*of_meeting(this.round.meeting, [this.matter.matter_id], office, *more), *posts]
