"""What the rules on voting call a breach, on both sides of each line (DEC-07 to DEC-12, DEC-15)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.mechanisms.decisions.voting_room import (
    DAY,
    A,
    D,
    N,
    V,
    Y,
    ballots,
    in_order,
    members,
    sheet,
    vote,
)
from tripower.cli.registry import load_rules
from tripower.core.unit import Unit, View
from tripower.mechanisms.decisions import records as d
from tripower.mechanisms.decisions.rounds import Round

OPEN = {"stage": d.MeetingStage.OPEN}
PERSONNEL = {"category": d.Category.PERSONNEL}
PUT_OFF = {"deferred": (d.Deferral(matter_id="M", reason="待补充"),)}
BY_HEAD = {"decision_model": d.DecisionModel.HEAD_AFTER_DISCUSSION}


def said(rule_id: str, this: Round) -> list[str]:
    """Severity and message of each hit, by a view that shows only what the rule declares."""
    rule = load_rules()[rule_id]
    assert isinstance(this.see, Unit)
    see = View(this.see, rule.reads, rule.parameters, DAY)
    subject: Any = this.meeting if rule_id == "DEC-15" else Round(this.meeting, "M", see)
    return sorted(
        f"{hit.severity} {hit.says} {hit.mark}".strip() for hit in rule.function(subject, see)
    )


def minutes(outcome: str, yes: int, no: int, **told: Any) -> d.Minutes:
    numbers = {"entitled": 7, "present": 7, "abstain": 0, "defer": 0, **told}
    item = d.MinutesItem(matter_id="M", outcome=d.Outcome(outcome), yes=yes, no=no, **numbers)
    return d.Minutes(
        meeting_id="K",
        minutes_id="J-1",
        year=2024,
        number=1,
        issued_on=DAY,
        signer_id="m1",
        distribution=("局领导",),
        items=(item,),
    )


FOUR, THREE = in_order((Y, 4), (N, 3)), in_order((Y, 3), (N, 4))
EMERGENCY = d.EmergencyDecision(
    matter_id="M",
    decider_id="m1",
    decided_on=DAY,
    ground=d.EmergencyGround.SUDDEN_INCIDENT,
    reason="管道爆裂",
    measure="抢修",
)


@pytest.mark.parametrize(
    ("this", "expected"),
    [
        (vote(7, 7, FOUR, minutes("passed", 4, 3)), []),
        (vote(7, 7, THREE, minutes("rejected", 3, 4)), []),  # to be rejected breaks no rule
        (vote(7, 7, THREE, minutes("passed", 3, 4)), ["violation outcome"]),
        (
            vote(7, 7, THREE, minutes("passed", 4, 3)),
            ["violation figure no", "violation figure yes", "violation outcome"],
        ),
        (vote(7, 7, FOUR, minutes("rejected", 4, 3)), ["violation outcome"]),
        (
            vote(7, 5, in_order((Y, 3), (N, 2)), minutes("rejected", 3, 2)),
            ["violation figure present"],
        ),
        (vote(7, 7, FOUR, EMERGENCY, minutes("ratified", 4, 3)), []),
        (vote(7, 7, FOUR, EMERGENCY, minutes("passed", 4, 3)), []),
        (vote(7, 7, THREE, EMERGENCY, minutes("ratified", 3, 4)), ["violation outcome"]),
        (vote(7, 7, THREE, EMERGENCY, minutes("not_ratified", 3, 4)), []),
        (vote(7, 7, FOUR, minutes("ratified", 4, 3)), ["violation outcome"]),  # of no emergency
        (vote(7, 7, FOUR, minutes("passed", 4, 3, entitled=6)), ["violation figure entitled"]),
        (
            vote(7, 7, in_order((Y, 4), (A, 2), (D, 1)), minutes("passed", 4, 0, recused=1)),
            [
                "violation figure abstain",
                "violation figure defer",
                "violation figure recused",
            ],
        ),
        (vote(7, 7, {}, minutes("passed", 0, 0)), ["violation unvoted"]),
        (vote(7, 7, {}, minutes("withdrawn", 0, 0)), []),
        (vote(7, 7, {}, minutes("returned_for_materials", 0, 0)), []),
        (vote(7, 7, {}, minutes("deferred", 0, 0)), ["violation unvoted"]),  # no record of it
        (vote(7, 7, {}, minutes("deferred", 0, 0), meeting=PUT_OFF), []),
        (vote(7, 7, sheet(7, 7, 4, 3)), []),
        (vote(7, 7, sheet(7, 7, 4, 2)), ["violation sheet"]),
        (vote(7, 6, sheet(7, 7, 7)), ["violation sheet"]),
        (vote(7, 7, sheet(7, 7, 4, 3), *ballots(FOUR)), ["violation twice"]),
    ],
)
def test_the_minutes_say_what_the_count_gives(this: Round, expected: list[str]) -> None:
    assert said("DEC-07", this) == expected


def test_an_inquorate_vote_in_minutes_as_passed_names_the_rule_that_decided() -> None:
    rule = load_rules()["DEC-07"]
    this = vote(8, 5, in_order((Y, 5)), minutes("passed", 5, 0, entitled=8, present=5))
    see = View(this.see, rule.reads, rule.parameters, DAY)  # type: ignore[arg-type]
    (hit,) = rule.function(Round(this.meeting, "M", see), see)
    assert (hit.args["counted"], hit.args["rule"]) == (d.Outcome.INVALID, "DEC-05")


def written(counted: bool) -> d.WrittenOpinion:
    return d.WrittenOpinion(
        meeting_id="K", matter_id="M", person_id="m7", text="同意", counted=counted
    )


@pytest.mark.parametrize(
    ("this", "expected"),
    [
        (vote(7, 5, in_order((Y, 5)), written(False)), []),
        (vote(7, 5, in_order((Y, 5)), written(True)), ["violation counted m7"]),
        (vote(7, 5, in_order((Y, 6))), ["violation absent m6"]),
        (vote(7, 5, in_order((Y, 5)) | {"guest": Y}), ["violation outsider guest"]),
        (vote(7, 5, in_order((Y, 5)), recused=["m5"]), []),  # DEC-11 speaks of that one
    ],
)
def test_only_members_in_the_room_vote(this: Round, expected: list[str]) -> None:
    assert said("DEC-08", this) == expected


TWO = {"candidates": ("甄诚", "贾石"), **PERSONNEL}
TOGETHER = {"voted_together": (("M", "M2"),)}


@pytest.mark.parametrize(
    ("this", "expected"),
    [
        (vote(5, 5, in_order((Y, 5))), []),
        (vote(5, 5, in_order((Y, 5)), meeting=TOGETHER), ["violation matters"]),
        (
            vote(5, 5, {}, meeting=TOGETHER, matter=PERSONNEL),
            ["violation personnel_matters"],
        ),
        (vote(5, 5, {}, matter=TWO), []),  # not voted on yet: it can still be split
        (vote(5, 5, in_order((Y, 5)), matter=TWO), ["violation persons"]),
        (vote(5, 5, in_order((Y, 5)), meeting={"voted_together": (("M2", "M3"),)}), []),
    ],
)
def test_one_by_one(this: Round, expected: list[str]) -> None:
    assert said("DEC-09", this) == expected


def person(*told: Any, **more: Any) -> Round:
    return vote(*told, matter=PERSONNEL, **more)


EARLIER = [
    d.Meeting(
        meeting_id="K0",
        held_on=DAY.replace(month=2),
        presiding_id="m1",
        agenda=("M",),
        stage=d.MeetingStage.CLOSED,
        entitled_ids=members(5),
        present_ids=members(5),
    ),
    *(d.Ballot(meeting_id="K0", matter_id="M", person_id=one, choice=Y) for one in members(5)),
]


@pytest.mark.parametrize(
    ("this", "expected"),
    [
        (person(7, 7, in_order((Y, 5), (N, 1), (D, 1))), []),
        (person(7, 7, in_order((Y, 5), (N, 1), (D, 1)), recused=["m1"]), []),
        (person(7, 7, in_order((Y, 6), (A, 1))), ["violation unclear m7"]),
        (person(7, 7, in_order((Y, 6), (V, 1))), ["violation unclear m7"]),
        (person(7, 7, in_order((Y, 6))), ["violation missing m7"]),
        (person(7, 7, in_order((Y, 6)), recused=["m7"]), []),
        (person(7, 6, in_order((Y, 6))), []),
        (person(7, 6, in_order((Y, 6), (A, 1))), []),  # m7 was away: DEC-08 speaks of that one
        (person(7, 7, in_order((Y, 6)), meeting=OPEN), []),  # the seventh may still speak
        (person(7, 7), []),
        (person(7, 7, meeting={"impromptu": ("M",)} | OPEN), ["block impromptu"]),
        (person(7, 7, sheet(7, 7, 6, 1)), []),
        (person(7, 7, sheet(7, 6, 6)), ["violation secret_missing"]),
        (person(7, 7, sheet(7, 7, 5, abstain=1, void=1)), ["violation secret_unclear"]),
        (person(9, 9, in_order((Y, 7), (N, 2))), []),  # 2 of 9 are less than a third
        (person(9, 9, in_order((Y, 6), (N, 2), (D, 1))), ["manual divided"]),
        (person(9, 9, in_order((Y, 3), (N, 6))), []),  # it did not pass
        (person(5, 5, in_order((Y, 5)), *EARLIER), ["manual again"]),
        (person(7, 7, None, meeting=BY_HEAD), []),
        (vote(7, 7, in_order((Y, 4), (A, 2)), meeting={"impromptu": ("M",)}), []),
    ],
)
def test_personnel(this: Round, expected: list[str]) -> None:
    assert said("DEC-10", this) == expected


CONCERNED = {"concerns_ids": ("m2",)}
AWAY = d.Attendance(
    meeting_id="K", matter_id="M", present_ids=("m1", *members(7)[2:]), reason="离席"
)


def speeches(*told: tuple[str, str]) -> d.Speeches:
    lines = tuple(d.Speech(person_id=p, type_=d.SpeechKind(kind), gist="……") for p, kind in told)
    return d.Speeches(meeting_id="K", matter_id="M", speeches=lines)


def alone(person_id: str) -> d.Recusals:
    one = d.Recusal(
        person_id=person_id,
        ground=d.RecusalGround.IN_LAW,
        decided_by=d.RecusalDecider.PRESIDING,
    )
    return d.Recusals(meeting_id="K", matter_id="M", recusals=(one,))


REST = {one: Y for one in members(7) if one not in ("m1", "m2")}
HEAD = d.HeadDecision(meeting_id="K", matter_id="M", decider_id="m1", choice=d.HeadChoice.PASS)


@pytest.mark.parametrize(
    ("this", "expected"),
    [
        (vote(7, 7, REST, recused=["m2"]), []),
        (vote(7, 7, REST | {"m2": N}, recused=["m2"]), ["violation voted m2"]),
        (vote(7, 7, REST | {"m2": Y}, matter=CONCERNED), ["violation voted m2"]),
        (vote(7, 7, FOUR, recused=["m2"]), ["violation flipped", "violation voted m2"]),
        (vote(7, 7, FOUR, recused=["m2"], recusal_scope="deliberation_only"), []),
        (vote(7, 7, REST, matter=CONCERNED), ["violation stayed m2"]),
        (vote(7, 7, REST, matter=CONCERNED, meeting=OPEN), []),
        (vote(7, 7, REST, AWAY, matter=CONCERNED), []),
        (vote(7, 7, REST, matter=CONCERNED, recused=["m2"]), []),
        (vote(7, 7, REST, speeches(("m2", "opinion")), recused=["m2"]), ["violation spoke m2"]),
        (vote(7, 7, REST, speeches(("m2", "procedural")), recused=["m2"]), []),
        (vote(7, 7, REST, alone("m1")), ["violation alone m1"]),
        (vote(7, 7, REST, alone("m2")), []),  # on others the presiding member may decide alone
        (vote(7, 7, None, HEAD, meeting=BY_HEAD, recused=["m1"]), ["violation decided"]),
        (vote(7, 7, None, HEAD, meeting=BY_HEAD, recused=["m2"]), []),
    ],
)
def test_standing_aside(this: Round, expected: list[str]) -> None:
    assert said("DEC-11", this) == expected


@pytest.mark.parametrize(
    ("this", "expected"),
    [
        (vote(7, 7, FOUR), ["notice close"]),
        (vote(7, 7, THREE), ["notice close"]),
        (vote(7, 7, FOUR, close_split_action="defer"), ["notice deferred"]),
        (vote(7, 7, in_order((Y, 4), (N, 2), (A, 1))), []),
        (vote(7, 7, in_order((Y, 4), (N, 2), (A, 1)), close_margin="2"), ["notice close"]),
        (vote(7, 7, FOUR, EMERGENCY), []),
        (vote(4, 4, in_order((Y, 2), (N, 2))), []),
        (vote(8, 5, in_order((Y, 3), (N, 2))), []),  # invalid: nothing to put off
        (vote(7, 7, in_order((Y, 1)), meeting=OPEN), []),  # they are still voting
        (vote(7, 7, FOUR, meeting=OPEN), ["notice close"]),
    ],
)
def test_close_votes(this: Round, expected: list[str]) -> None:
    assert said("DEC-12", this) == expected


@pytest.mark.parametrize("form", d.Form)
def test_only_a_meeting_decides(form: d.Form) -> None:
    found = said("DEC-15", vote(7, 7, meeting={"form": form}))
    assert found == ([] if form is d.Form.MEETING else ["violation substitute"])
