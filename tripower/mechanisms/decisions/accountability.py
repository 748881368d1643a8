"""Who answers for a decision: roles, ballots, words, and what is proposed (ACC-01, ACC-02).

A proposal follows from what is on record by a day. It is no verdict: people decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from tripower.core.messages import N_
from tripower.core.parameters import InForce
from tripower.core.records import Digest, Record, Term
from tripower.core.unit import Sees
from tripower.mechanisms.decisions import inquiry
from tripower.mechanisms.decisions.counting import may_vote, recused_members
from tripower.mechanisms.decisions.gate import materials_by, proved_false
from tripower.mechanisms.decisions.inquiry import Inquiry
from tripower.mechanisms.decisions.records import (
    Ballot,
    CasePerson,
    CaseProposal,
    CaseReason,
    CaseRole,
    Category,
    Choice,
    Dissent,
    FalseMaterial,
    Material,
    Speech,
    SupervisionCheck,
)
from tripower.mechanisms.decisions.rounds import Round
from tripower.mechanisms.power_split.approvals import holders_on, leaders_on
from tripower.mechanisms.power_split.records import Power, PowerAssignment

READS: tuple[type[Record], ...] = (
    *inquiry.READS,
    FalseMaterial,
    Material,
    PowerAssignment,
    SupervisionCheck,
)
PARAMETERS = ("acc.not_objecting", *inquiry.PARAMETERS)
PROPOSALS = {
    CaseReason.DISSENT_RECORDED: CaseProposal.REDUCED_OR_EXEMPT,
    CaseReason.VOTED_YES: CaseProposal.LIABLE,
    CaseReason.DECIDED: CaseProposal.LIABLE,
    CaseReason.TOOK_IT_UP: CaseProposal.LIABLE,
    CaseReason.ABSENT: CaseProposal.NOT_LIABLE,
    CaseReason.RECUSED: CaseProposal.NOT_LIABLE,
}
"""What each reason leads to; what is not here is for people to judge."""
NOT_OBJECTING = {
    Choice.ABSTAIN: CaseReason.ABSTAINED,
    Choice.DEFER: CaseReason.TO_DEFER,
    Choice.VOID: CaseReason.VOID,
    None: CaseReason.SILENT,
}
TAKES = {Category.PERSONNEL: Power.PERSONNEL}
"""The power that a matter of some category takes in any case."""


class Liability(Term):
    """The three liability roles of the law (ACC-01)."""

    MAIN = "main"
    IMPORTANT = "important"
    DIRECT = "direct"

    @property
    def label(self) -> str:
        """The role in the words of the law."""
        return LIABILITY_LABELS[self]


LIABILITY_LABELS = {
    Liability.MAIN: N_("main leadership responsibility"),
    Liability.IMPORTANT: N_("important leadership responsibility (or direct)"),
    Liability.DIRECT: N_("direct responsibility"),
}
LIABILITIES = {
    CaseRole.HEAD: Liability.MAIN,
    CaseRole.PROPOSER: Liability.IMPORTANT,
    CaseRole.IN_CHARGE: Liability.IMPORTANT,
    CaseRole.DECIDER: Liability.DIRECT,
    CaseRole.EXECUTOR: Liability.DIRECT,
    CaseRole.PRODUCER: Liability.DIRECT,
}
"""The liability role that follows from each part; from a mere vote, or supervision, none does."""


class Concerned(msgspec.Struct, frozen=True):
    """One person concerned, with all that the records have of the person's part."""

    person_id: str | None
    name: str
    roles: tuple[CaseRole, ...]
    ballot: Ballot | None
    earlier: tuple[tuple[str, Choice], ...]
    speeches: tuple[Speech, ...]
    dissent: Dissent | None
    reason: CaseReason
    proposal: CaseProposal

    @property
    def liabilities(self) -> tuple[Liability, ...]:
        """The liability roles, the heaviest first."""
        return liabilities(self.roles)


def liabilities(roles: Iterable[CaseRole]) -> tuple[Liability, ...]:
    """The liability roles that follow from the parts, the heaviest first (ACC-01)."""
    found = {LIABILITIES[role] for role in roles if role in LIABILITIES}
    return tuple(one for one in Liability if one in found)


def concerned(this: Inquiry) -> list[Concerned]:
    """Everybody concerned, each once: heads, those who decided and voted, executor, supervisors.

    The makers of supporting papers come last, by the name that the papers have.
    """
    found: dict[str, list[CaseRole]] = {}
    for person_id, role in _roles(this):
        found.setdefault(person_id, []).append(role)
    people = [_person(person_id, roles, this) for person_id, roles in found.items()]
    return [*people, *_producers(this)]


def frozen(this: Inquiry) -> tuple[CasePerson, ...]:
    """The persons as a case has them."""
    return tuple(_frozen(one, this.see) for one in concerned(this))


def _frozen(one: Concerned, see: Sees) -> CasePerson:
    digest = see.sha256(one.ballot) if one.ballot else ""
    return CasePerson(
        person_id=one.person_id,
        name=None if one.person_id else one.name,
        roles=one.roles,
        ballot=one.ballot.choice if one.ballot else None,
        ballot_sha256=Digest(digest) if digest else None,
        dissent_recorded=one.dissent is not None,
        proposal=one.proposal,
        reason=one.reason,
    )


def _roles(this: Inquiry) -> Iterator[tuple[str, CaseRole]]:
    item, matter = this.item, this.matter
    outside = [one for one in this.ballots if one not in this.entitled]
    told = {
        CaseRole.HEAD: leaders_on(this.see, this.day),
        CaseRole.DECIDER: (*this.alone, *this.early),
        CaseRole.PROPOSER: (matter.proposer_id,),
        CaseRole.IN_CHARGE: in_charge(this),
        CaseRole.MEMBER: this.entitled,
        CaseRole.OUTSIDER: outside,
        CaseRole.EXECUTOR: _executors(this),
        CaseRole.SUPERVISOR: (*(item.supervisor_ids if item else ()), *_lookers(this)),
    }
    for role, person_ids in told.items():
        yield from ((person_id, role) for person_id in dict.fromkeys(person_ids))


def in_charge(this: Inquiry) -> list[str]:
    """The holders, on the day, of the power that the decision exercises, where that is known."""
    begun = this.execution
    powers = [begun.power] if begun and begun.power else [one.power for one in this.actions]
    if not powers and this.matter.category in TAKES:
        powers = [TAKES[this.matter.category]]
    each = dict.fromkeys(powers)
    return [person_id for power in each for person_id in holders_on(this.see, power, this.day)]


def _executors(this: Inquiry) -> list[str]:
    """Who carries it out; before anybody has begun, whom the minutes name."""
    if this.execution is not None:
        return [this.execution.executor_id]
    return [this.item.executor_id] if this.item and this.item.executor_id else []


def _lookers(this: Inquiry) -> list[str]:
    looks = this.see.where(SupervisionCheck, matter_id=this.matter.matter_id)
    return [one.by for one in looks if one.on <= this.by]


def _person(person_id: str, roles: list[CaseRole], this: Inquiry) -> Concerned:
    reason, ballot = reason_for(person_id, this), this.ballots.get(person_id)
    speeches = this.round.speeches if this.round else ()
    return Concerned(
        person_id=person_id,
        name=this.see.name(person_id),
        roles=tuple(roles),
        ballot=ballot,
        earlier=tuple(_earlier(person_id, this)),
        speeches=tuple(one for one in speeches if one.person_id == person_id),
        dissent=this.dissent(person_id),
        reason=reason,
        proposal=proposal_for(reason, this.rules),
    )


def _earlier(person_id: str, this: Inquiry) -> Iterator[tuple[str, Choice]]:
    """How a person voted in the other rounds."""
    for one in this.rounds:
        if this.round is None or one.key != this.round.key:
            own = (ballot.choice for ballot in one.ballots if ballot.person_id == person_id)
            yield from ((one.meeting.meeting_id, choice) for choice in own)


def _producers(this: Inquiry) -> Iterator[Concerned]:
    papers: dict[str, list[Material]] = {}
    for paper in materials_by(this.matter, this.see, this.day):
        papers.setdefault(paper.producer, []).append(paper)
    for name, made in papers.items():
        false = any(proved_false(one, this.see, this.by) for one in made)
        reason = CaseReason.FALSE_PAPER if false else CaseReason.NO_BALLOT
        role, proposal = (CaseRole.PRODUCER,), proposal_for(reason, this.rules)
        yield Concerned(None, name, role, None, (), (), None, reason, proposal)


def proposal_for(reason: CaseReason, rules: InForce) -> CaseProposal:
    """What a reason leads to; a district may hold those who did not object to account."""
    strict = rules.text("acc.not_objecting") == "liable"
    if strict and reason in NOT_OBJECTING.values():
        return CaseProposal.LIABLE
    return PROPOSALS.get(reason, CaseProposal.MANUAL)


def reason_for(person_id: str, this: Inquiry) -> CaseReason:
    """Why a proposal is made for a person: first the own act, then the ballot (ACC-02)."""
    if person_id in this.alone:
        return CaseReason.DECIDED
    if person_id in this.struck:
        return CaseReason.STRUCK
    acted = person_id in this.early
    if this.round is None or person_id not in this.entitled:
        return CaseReason.ACTED_BEFORE if acted else CaseReason.NO_BALLOT
    ballot = this.ballots.get(person_id)
    if ballot is None and _away(person_id, this.round, this.rules):
        return _stayed_out(person_id, this)
    if not this.taken:
        return CaseReason.ACTED_BEFORE if acted else CaseReason.NOT_ADOPTED
    return CaseReason.SECRET if this.secret else _by_ballot(ballot, this)


def _away(person_id: str, this: Round, rules: InForce) -> bool:
    """Recused on record, or not in the room when the vote was taken."""
    return person_id in recused_members(this) or (
        person_id not in this.present_ids and person_id not in may_vote(this, rules)
    )


def _stayed_out(person_id: str, this: Inquiry) -> CaseReason:
    """Who was not in the vote does not answer for it, unless for an act of their own."""
    if this.took_up(person_id):
        return CaseReason.TOOK_IT_UP
    if person_id in this.early:
        return CaseReason.ACTED_BEFORE
    if person_id == this.matter.proposer_id:
        return CaseReason.PROPOSED
    aside = this.round is not None and person_id in recused_members(this.round)
    return CaseReason.RECUSED if aside else CaseReason.ABSENT


def _by_ballot(ballot: Ballot | None, this: Inquiry) -> CaseReason:
    if ballot is None or ballot.choice in NOT_OBJECTING:
        return NOT_OBJECTING[ballot.choice if ballot else None]
    if ballot.choice is Choice.YES:
        return CaseReason.VOTED_YES
    if this.dissent(ballot.person_id) is None:
        return CaseReason.DISSENT_MISSING
    added = this.added(ballot.person_id)
    return CaseReason.DISSENT_ADDED if added else CaseReason.DISSENT_RECORDED
