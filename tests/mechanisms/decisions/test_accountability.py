"""From a decision found wrong back to each person: ballot, dissent, and what is proposed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.mechanisms.decisions import papers_room as room
from tests.mechanisms.decisions.accountability_room import (
    ISSUED,
    LATE,
    looked_into,
    minutes,
    proposed,
    twelve,
)
from tests.mechanisms.decisions.voting_room import A, D, N, V, Y, members, sheet, vote
from tripower.core.findings import SourceClass
from tripower.core.parameters import ParameterValue
from tripower.core.records import Supersedes
from tripower.core.unit import Unit
from tripower.mechanisms.decisions import records as d
from tripower.mechanisms.decisions.accountability import concerned, frozen
from tripower.mechanisms.decisions.inquiry import Inquiry
from tripower.mechanisms.decisions.records import CaseProposal as P
from tripower.mechanisms.decisions.records import CaseReason as R
from tripower.mechanisms.decisions.records import CaseRole
from tripower.mechanisms.decisions.rounds import Round


def test_each_ballot_leads_to_its_proposal() -> None:
    found = proposed(twelve(minutes("m8")))
    assert found == {
        **dict.fromkeys(members(7), (P.LIABLE, R.VOTED_YES)),
        "m8": (P.REDUCED_OR_EXEMPT, R.DISSENT_RECORDED),
        "m9": (P.MANUAL, R.DISSENT_MISSING),
        "m10": (P.MANUAL, R.ABSTAINED),
        "m11": (P.NOT_LIABLE, R.RECUSED),
        "m12": (P.NOT_LIABLE, R.ABSENT),
    }


@pytest.mark.parametrize(
    ("choice", "expected"), [(A, R.ABSTAINED), (D, R.TO_DEFER), (V, R.VOID), (None, R.SILENT)]
)
def test_who_neither_agrees_nor_clearly_objects_is_for_people(
    choice: d.Choice | None, expected: R
) -> None:
    cast = dict.fromkeys(members(4), Y) | ({"m5": choice} if choice else {})
    assert proposed(vote(5, 5, cast))["m5"] == (P.MANUAL, expected)


def test_minutes_issued_after_the_day_prove_nothing_yet() -> None:
    this = twelve(minutes("m8"))
    assert proposed(this, ISSUED)["m8"] == (P.REDUCED_OR_EXEMPT, R.DISSENT_RECORDED)
    before = date(2024, 3, 4)
    assert proposed(this, before)["m8"] == (P.MANUAL, R.DISSENT_MISSING)
    assert "m7" in proposed(this, before)


def test_a_draft_of_the_minutes_proves_nothing() -> None:
    this = twelve(replace(minutes("m8"), draft=True))
    assert proposed(this)["m8"] == (P.MANUAL, R.DISSENT_MISSING)


def test_a_yes_stays_a_yes_whatever_the_minutes_add() -> None:
    assert proposed(twelve(minutes("m2")))["m2"] == (P.LIABLE, R.VOTED_YES)


def test_a_secret_ballot_is_traced_to_nobody() -> None:
    found = proposed(vote(5, 4, sheet(4, 4, 3, no=1)))
    assert found == {
        **dict.fromkeys(members(4), (P.MANUAL, R.SECRET)),
        "m5": (P.NOT_LIABLE, R.ABSENT),
    }


def test_what_was_not_adopted_holds_nobody_to_account_by_the_ballot_alone() -> None:
    found = proposed(vote(7, 6, {"m1": Y, "m2": Y, "m3": Y, "m4": N, "m5": N, "m6": A}))
    assert set(found.values()) == {(P.MANUAL, R.NOT_ADOPTED), (P.NOT_LIABLE, R.ABSENT)}


def test_an_inquorate_yes_that_was_taken_for_a_decision_counts() -> None:
    taken = proposed(vote(7, 4, dict.fromkeys(members(4), Y)))
    assert taken["m1"] == (P.LIABLE, R.VOTED_YES)
    short = proposed(vote(7, 4, dict.fromkeys(members(3), Y) | {"m4": N}))
    assert short["m2"] == (P.MANUAL, R.NOT_ADOPTED)


def test_a_ballot_that_must_not_count_is_for_people() -> None:
    cast = dict.fromkeys(members(7), Y) | {"m9": Y}
    this = vote(8, members(6), cast, recused=["m6"])
    found = proposed(this)
    assert found["m6"] == found["m7"] == found["m9"] == (P.MANUAL, R.STRUCK)
    assert looked_into(this)["m9"].roles == (CaseRole.OUTSIDER,)


class Corrected(Unit):
    """A unit whose minutes were corrected: before, they said something else."""

    def corrected(self, record: Any) -> Any:
        return minutes() if getattr(record, "supersedes", None) else None


@pytest.mark.parametrize(
    ("opinion", "expected"),
    [
        (None, (P.MANUAL, R.DISSENT_ADDED)),
        ("另有意见", (P.MANUAL, R.DISSENT_ADDED)),
        ("预算来源不明", (P.REDUCED_OR_EXEMPT, R.DISSENT_RECORDED)),
    ],
)
def test_a_dissent_that_only_a_correction_brought_needs_the_ballot(
    opinion: str | None, expected: tuple[P, R]
) -> None:
    told = Supersedes(path="meetings/2024/K/minutes.yaml", sha256="ab" * 32, reason="补记")  # type: ignore[arg-type]
    this = twelve(replace(minutes("m8"), supersedes=told))
    ballot = d.Ballot(meeting_id="K", matter_id="M", person_id="m8", choice=N, opinion=opinion)
    held = {**this.see.records, "ballot": {**this.see.records["ballot"], ballot.key: ballot}}  # type: ignore[union-attr]
    see = Corrected(held, {}, this.see.parameters, this.see.calendar)  # type: ignore[union-attr]
    assert proposed(Round(this.meeting, "M", see))["m8"] == expected


def test_a_district_may_hold_those_who_did_not_object_to_account() -> None:
    strict = ParameterValue(
        key_="acc.not_objecting",
        value="liable",
        source_class=SourceClass.LOCAL_PRACTICE,
        source="示例区办法",
    )
    where = room.unit(strict, *room.cast("K-1", "M-1", "yyyna"))
    matter = room.the(d.Matter, "M-1")
    found = {one.person_id: one for one in concerned(Inquiry(matter, where, LATE))}
    assert (found["zheng"].proposal, found["zheng"].reason) == (P.LIABLE, R.ABSTAINED)
    assert (found["shi"].proposal, found["shi"].reason) == (P.MANUAL, R.DISSENT_MISSING)


@given(
    st.integers(3, 12).flatmap(
        lambda number: st.tuples(
            st.just(number),
            st.sets(st.sampled_from(members(number))),
            st.dictionaries(st.sampled_from(members(number + 2)), st.sampled_from(d.Choice)),
            st.sets(st.sampled_from(members(number))),
            st.sets(st.sampled_from(members(number))),
        )
    )
)
def test_every_entitled_person_appears_exactly_once_whatever_the_ballots(told: Any) -> None:
    number, present, cast, aside, dissents = told
    this = vote(number, sorted(present), cast, minutes(*sorted(dissents)), recused=sorted(aside))
    matter = this.matter
    assert matter is not None
    inquiry = Inquiry(matter, this.see, LATE)
    people = concerned(inquiry)
    names = [one.person_id for one in people if one.person_id]
    assert len(names) == len(set(names))
    assert set(members(number)) | set(cast) <= set(names)
    for one in people:
        if one.reason is R.VOTED_YES:
            assert one.ballot is not None and one.ballot.choice is Y
        if one.proposal is P.REDUCED_OR_EXEMPT:
            assert one.ballot is not None and one.ballot.choice is N and one.dissent is not None
        if one.proposal is P.NOT_LIABLE:
            assert one.ballot is None
    assert [one.known_as for one in frozen(inquiry)] == [
        one.person_id or one.name for one in people
    ]
