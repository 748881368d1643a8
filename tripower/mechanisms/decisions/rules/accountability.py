"""Rules on holding to account: the case agrees with the records, and has its consequences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tripower.core.findings import Basis, SourceClass
from tripower.core.messages import N_
from tripower.core.rules import Hit, manual, reg, rule, violation
from tripower.core.unit import View
from tripower.mechanisms.decisions import accountability as acc
from tripower.mechanisms.decisions.inquiry import Inquiry
from tripower.mechanisms.decisions.records import (
    AccountabilityCase,
    CasePerson,
    CaseProposal,
    CaseReason,
    CaseRole,
    Matter,
)

OF_OTHER_PARTS = (CaseReason.NO_BALLOT, CaseReason.FALSE_PAPER)
"""Reasons of those who had no ballot; ACC-01 asks for them."""


@rule(
    "ACC-01",
    N_("A case names everybody concerned, each with the right role"),
    subject=AccountabilityCase,
    reads=acc.READS,
    parameters=acc.PARAMETERS,
    acts=[AccountabilityCase],
    basis=[
        reg(N_("Decree 713 of the State Council, art. 38: the head, other leaders, who acted.")),
        reg(N_("Party regulations on disciplinary action: who is liable, and in which role.")),
    ],
    says={
        "left_out": (
            N_("the case leaves out {person}: {roles}"),
            N_("Correct the case; `tripower accountability trace` shows who had which part."),
        ),
        "no_part": (
            N_("the case names {person}, and the records have no part of {person} in the matter"),
            N_("Correct the case, or first record what shows the part."),
        ),
        "other_part": (
            N_("the case has {person} as {said}; by the records: {roles}"),
            N_("Correct the case; `tripower accountability trace` shows who had which part."),
        ),
        "twice": (
            N_("the case names {person} more than once"),
            N_("Name each person once, with all parts."),
        ),
        "nobody": (
            N_("the matter {matter} is not on record, so who took part cannot be judged"),
            N_("Record the matter, or correct the id in the case."),
        ),
    },
)
def everybody_with_the_role(this: AccountabilityCase, see: View) -> Iterator[Hit]:
    """A case has everybody with a part in the decision, as the records stood when it was opened.

    The head on the day has main leadership responsibility; who proposed it, and who was in
    charge of the power, important leadership responsibility, or direct; who carries it out,
    decided it alone or made a supporting paper, direct responsibility. From a vote or from
    supervision alone no such role follows. Whoever only voted is looked at by ACC-02.

    Why: a case that leaves somebody out, or names another role, has decided already.

    Example: the head on the day is 甄诚, and the case has him as a mere member: violation.
    """
    matter = see.get(Matter, this.matter_id)
    if matter is None:
        yield manual("nobody", field="matter_id", matter=this.matter_id)
        return
    true = {one.known_as: one for one in acc.frozen(Inquiry(matter, see, this.opened_on))}
    told: dict[str, CasePerson] = {}
    for index, one in enumerate(this.persons):
        if one.known_as in told:
            field = f"persons.{index}"
            yield violation("twice", field=field, mark=one.known_as, person=_name(one, see))
        told.setdefault(one.known_as, one)
        yield from _parts(one, true.get(one.known_as), f"persons.{index}.roles", see)
    for name, one in true.items():
        if name not in told and set(one.roles) - {CaseRole.MEMBER, CaseRole.OUTSIDER}:
            person, roles = _name(one, see), list(one.roles)
            yield violation("left_out", field="persons", mark=name, person=person, roles=roles)


def _parts(said: CasePerson, true: CasePerson | None, field: str, see: View) -> Iterator[Hit]:
    person, mark = _name(said, see), said.known_as
    if true is None:
        yield violation("no_part", field=field, mark=mark, person=person)
    elif set(said.roles) != set(true.roles):
        told: dict[str, Any] = {"said": list(said.roles), "roles": list(true.roles)}
        yield violation("other_part", field=field, mark=mark, person=person, **told)


def _name(one: CasePerson, see: View) -> str:
    return see.name(one.person_id) if one.person_id else one.known_as


@rule(
    "ACC-02",
    N_("What a case proposes follows ballot and recorded dissent"),
    subject=AccountabilityCase,
    reads=acc.READS,
    parameters=acc.PARAMETERS,
    acts=[AccountabilityCase],
    basis=[
        reg(N_("Decree 713 of the State Council, art. 38: who disagreed answers less or not.")),
        reg(N_("Decree 713 of the State Council, art. 30: different opinions are recorded.")),
        Basis(
            N_("A district elsewhere holds to account who did not clearly object."),
            SourceClass.LOCAL_PRACTICE,
            only=("not_objecting",),
        ),
    ],
    says={
        "ballot": (
            N_("the case has the ballot of {person} as {said}; on file is: {true}"),
            N_("Correct the case; if the ballot's file changed, find out who changed it."),
        ),
        "bytes": (
            N_("the ballot of {person} is not, byte by byte, the one that the case names"),
            N_("Find out whether the case or the ballot was changed, and by whom."),
        ),
        "dissent": (
            N_("the case says that the minutes have a different opinion of {person}: they do not"),
            N_("Correct the case; an opinion that was left out of the minutes is put into them."),
        ),
        "no_dissent": (
            N_("the minutes have a different opinion of {person}, and the case says they do not"),
            N_("Correct the case: a recorded different opinion counts for the person."),
        ),
        "proposal": (
            N_("the case proposes for {person}: {said}; the records give: {proposal}. {reason}"),
            N_("Correct the proposal; people decide on it afterwards and may decide otherwise."),
        ),
        "left_out": (
            N_("the case leaves out {person}, for whom the records give: {proposal}. {reason}"),
            N_("Correct the case: everybody who had a part in the vote is in it."),
        ),
        "people": (
            N_("the case proposes for {person}: {said}, but only people can say. {reason}"),
            N_("Let the competent body judge it; the case proposes nothing here."),
        ),
        "people_left_out": (
            N_("the case leaves out {person}, on whom people have to say. {reason}"),
            N_("Put the person into the case, or say in it why not."),
        ),
    },
)
def proposals_follow_the_vote(this: AccountabilityCase, see: View) -> Iterator[Hit]:
    """What a case proposes for a person follows from ballot and minutes, and proposes no more.

    Who voted no and whose different opinion stands in the minutes is to be reduced or exempt.
    Who voted no without such a record, abstained, voted to defer or kept silent is for people to
    judge; so is everybody in a secret ballot, since nobody's vote can be traced. Who voted yes
    is to be held to account. Who was absent or stood aside is not, unless they endorsed or
    carried out the decision afterwards. A different opinion that only a correction of the
    minutes brought counts where the ballot itself has those words. All is judged as the records
    stood when the case was opened.

    Why: a recorded no must be worth something, or nobody will say it; and whoever agreed must
    not disappear behind the collective.

    Example: 易明 voted no, and the minutes have why. A case that proposes to hold him to account
    is a violation; without his words in the minutes people have to judge.
    """
    matter = see.get(Matter, this.matter_id)
    if matter is None:
        return  # ACC-01 says so
    told = {one.known_as: (i, one) for i, one in reversed([*enumerate(this.persons)])}
    for true in acc.frozen(Inquiry(matter, see, this.opened_on)):
        if true.known_as in told:
            index, said = told[true.known_as]
            yield from _evidence(said, true, f"persons.{index}", see)
            yield from _proposed(said, true, f"persons.{index}.proposal", see)
        else:
            yield from _left_out(true, see)


def _evidence(said: CasePerson, true: CasePerson, field: str, see: View) -> Iterator[Hit]:
    told: dict[str, Any] = {"mark": said.known_as, "person": _name(said, see)}
    if said.ballot is not true.ballot:
        at = f"{field}.ballot"
        yield violation("ballot", field=at, said=said.ballot, true=true.ballot, **told)
    elif said.ballot_sha256 and true.ballot_sha256 not in (None, said.ballot_sha256):
        yield violation("bytes", field=f"{field}.ballot_sha256", **told)
    if said.dissent_recorded is not true.dissent_recorded:
        says = "dissent" if said.dissent_recorded else "no_dissent"
        yield violation(says, field=f"{field}.dissent_recorded", **told)


def _proposed(said: CasePerson, true: CasePerson, field: str, see: View) -> Iterator[Hit]:
    if said.proposal is true.proposal:
        return
    told: dict[str, Any] = {"person": _name(said, see), "said": said.proposal}
    told |= {"field": field, "mark": said.known_as, "reason": true.reason}
    told["about"] = _about(true.reason)
    if true.proposal is CaseProposal.MANUAL:
        yield manual("people", **told)
    else:
        yield violation("proposal", proposal=true.proposal, **told)


def _left_out(true: CasePerson, see: View) -> Iterator[Hit]:
    """A voter who is missing; who stayed out of the vote has no proposal to miss."""
    told: dict[str, Any] = {"field": "persons", "mark": true.known_as, "reason": true.reason}
    told["person"] = _name(true, see)
    if true.reason in OF_OTHER_PARTS or true.proposal is CaseProposal.NOT_LIABLE:
        return
    told["about"] = _about(true.reason)
    if true.proposal is CaseProposal.MANUAL:
        yield manual("people_left_out", **told)
    else:
        yield violation("left_out", proposal=true.proposal, **told)


def _about(reason: CaseReason) -> str:
    return "not_objecting" if reason in acc.NOT_OBJECTING.values() else ""
