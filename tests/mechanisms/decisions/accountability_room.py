"""Twelve members and one matter, looked into: who is concerned, and what is proposed for each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from tests.mechanisms.decisions.papers_room import the
from tests.mechanisms.decisions.voting_room import A, N, Y, members, vote
from tripower.core.records import Record
from tripower.core.unit import Unit
from tripower.mechanisms.decisions import records as d
from tripower.mechanisms.decisions.accountability import Concerned, concerned, frozen
from tripower.mechanisms.decisions.inquiry import Inquiry
from tripower.mechanisms.decisions.records import CaseProposal as P
from tripower.mechanisms.decisions.records import CaseReason as R
from tripower.mechanisms.decisions.rounds import Round

ISSUED = date(2024, 3, 5)
LATE = date(2024, 12, 31)
OPENED = date(2024, 6, 3)


def minutes(*dissents: str, issued: date = ISSUED, meeting: str = "K") -> d.Minutes:
    told = tuple(d.Dissent(person_id=one, text="预算来源不明") for one in dissents)
    item = d.MinutesItem(
        matter_id="M",
        outcome=d.Outcome.PASSED,
        entitled=12,
        present=11,
        yes=7,
        no=2,
        abstain=1,
        defer=1,
        dissents=told,
        executor_id="m5",
        supervisor_ids=("m7",),
    )
    return d.Minutes(
        meeting_id=meeting,
        minutes_id="J",
        year=2024,
        number=1,
        issued_on=issued,
        signer_id="m1",
        distribution=("局领导",),
        items=(item,),
    )


def looked_into(this: Round, by: date = LATE) -> dict[str, Concerned]:
    matter = this.matter
    assert matter is not None
    return {one.name: one for one in concerned(Inquiry(matter, this.see, by))}


def proposed(this: Round, by: date = LATE) -> dict[str, tuple[P, R]]:
    return {name: (one.proposal, one.reason) for name, one in looked_into(this, by).items()}


TWELVE: Mapping[str, d.Choice] = {
    **dict.fromkeys(("m1", "m2", "m3", "m4", "m5", "m6", "m7"), Y),
    **{"m8": N, "m9": N, "m10": A},
}


def twelve(*others: Record, **more: Any) -> Round:
    """Seven for it, two against, one abstains; m11 stands aside, m12 is away."""
    return vote(12, members(11), TWELVE, *others, recused=["m11"], **more)


def case(where: Unit, on: date = OPENED) -> d.AccountabilityCase:
    """What the tool would freeze."""
    return d.AccountabilityCase(
        case_id="A-1",
        matter_id="M-1",
        opened_on=on,
        found="违反规定",
        found_by="示例区审计局",
        doc_no="示例区审〔2024〕3号",
        grounds=(d.Ground.G2,),
        persons=frozen(Inquiry(the(d.Matter, "M-1"), where, on)),
    )
