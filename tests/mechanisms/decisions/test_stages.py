"""Where a matter on the track stands, what it needs next, and what follows the decision."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.mechanisms.decisions.papers_room import cast, changed, meeting, said, unit
from tests.mechanisms.decisions.track_room import (
    DIKE,
    ON,
    comments,
    experts,
    hearing,
    legality,
    office,
    risk,
    the_track,
    track,
)
from tripower.core.dates import add_days
from tripower.core.records import Record
from tripower.core.unit import Unit
from tripower.mechanisms.decisions import records as d
from tripower.mechanisms.decisions.next_steps import next_step
from tripower.mechanisms.decisions.owed import owed
from tripower.mechanisms.decisions.stages import Stage, State, Step, next_stage, stages

DAY = date(2024, 3, 4)
KINDS = d.MaterialKind
FIRST_FIVE = [
    comments(ON, date(2024, 3, 2)),
    experts(ON),
    risk(ON),
    legality(ON, date(2024, 2, 20), date(2024, 2, 20)),
]


def stage(step: Step, where: Unit, day: date = DAY) -> Stage:
    return next(one for one in stages(the_track(where), day) if one.step is step)


def paper(kind: KINDS, on: date = DAY) -> d.Material:
    return d.Material(
        matter_id="M-2",
        material_id=kind.value,
        type_=kind,
        title=kind.label,
        producer="示例咨询中心",
        producer_type=d.ProducerType.INSTITUTION,
        received_on=on,
    )


PAPERS = [paper(KINDS(one)) for one in ("decision_draft", "public_opinion_note")]
ALL_PAPERS = [*PAPERS, *map(paper, (KINDS.ARGUMENT_REPORT, KINDS.RISK_REPORT))]
ALL_PAPERS.append(paper(KINDS.LEGALITY_OPINION))
UNLAWFUL = legality(ON, date(2024, 2, 20), date(2024, 2, 20), "unlawful")
EXPLORATORY = legality(ON, date(2024, 2, 20), date(2024, 2, 20), "exploratory")
P, X, R, L = list(Step)[:4]
M, U, F, DONE, NO = (
    State.MISSING,
    State.UNDER_WAY,
    State.FAILED,
    State.DONE,
    State.NOT_NEEDED,
)


@pytest.mark.parametrize(
    ("step", "records", "told", "state", "since", "by"),
    [
        (P, [], {}, M, None, None),
        (P, [], {"not_public_ground": "法"}, NO, None, None),
        (P, [comments(ON, DAY)], {}, DONE, DAY, None),
        (P, [comments(ON, add_days(DAY, 1))], {}, U, ON, add_days(DAY, 1)),
        (P, [comments(add_days(DAY, 1), date(2024, 5, 1))], {}, M, None, None),
        (P, [comments(ON, date(2024, 2, 9))], {}, F, ON, None),
        (P, [hearing(DAY, ON, ON)], {}, DONE, DAY, None),
        (P, [hearing(DAY, None, ON)], {}, F, DAY, None),
        (P, [hearing(add_days(DAY, 9), None, None)], {}, U, None, add_days(DAY, 9)),
        (X, [], {}, NO, None, None),
        (X, [], {"technical": True}, M, None, None),
        (X, [experts(ON, signed=False)], {}, F, ON, None),
        (X, [experts(ON, signed=False), experts(DAY, nth=2)], {}, DONE, DAY, None),
        (R, [], {}, NO, None, None),
        (R, [], {"social_risk": True}, M, None, None),
        (R, [risk(ON, ok=False)], {}, F, ON, None),
        (R, [risk(ON, ok=False), risk(DAY, 2, change="改线")], {}, DONE, DAY, None),
        (L, [], {}, M, None, None),
        (L, [legality(ON, DAY)], {}, U, ON, DAY),
        (L, [legality(ON, DAY, add_days(DAY, 1))], {}, U, ON, DAY),
        (L, [UNLAWFUL], {}, F, date(2024, 2, 20), None),
        (L, [UNLAWFUL, legality(DAY, add_days(DAY, 9), nth=2)], {}, U, DAY, add_days(DAY, 9)),
        (Step.PAPERS, [], {}, M, None, None),
        (Step.PAPERS, PAPERS, {}, U, DAY, None),
        (Step.PAPERS, ALL_PAPERS, {}, DONE, DAY, None),
        (Step.COLLECTIVE_DECISION, [], {}, M, None, None),
        (Step.PARTY_REPORT, [], {}, M, None, None),
        (Step.PUBLICATION, [], {}, M, None, None),
        (Step.PUBLICATION, [], {"not_public_ground": "法"}, NO, None, None),
        (Step.POST_EVALUATION, [], {}, NO, None, None),
    ],
)
def test_each_step_says_how_far_it_has_come(
    step: Step,
    records: list[Record],
    told: dict[str, Any],
    state: State,
    since: date | None,
    by: date | None,
) -> None:
    found = stage(step, office(*records, **told))
    assert (found.state, found.since, found.by) == (state, since, by)


def decided(choices: str, *records: Record) -> Unit:
    held = date(2024, 9, 13)
    return office(meeting("K-2", held, "M-2"), *cast("K-2", "M-2", choices), *records)


OUT = d.DecisionPublication(
    matter_id="M-2", published_on=date(2024, 10, 17), published_in="公报", adoption="已采纳"
)
REPORT = d.PartyReport(matter_id="M-2", reported_on=date(2024, 10, 17), reported_to="区委")


def test_after_the_vote_what_was_left_out_before_is_past() -> None:
    where, day = decided("yyyyn"), date(2024, 9, 20)
    assert stage(Step.COLLECTIVE_DECISION, where, day).since == date(2024, 9, 13)
    found = next_step(DIKE, where, day)
    assert found is not None
    assert (found.step, found.by) == (Step.PARTY_REPORT, date(2024, 10, 17))
    reported = changed(REPORT, reported_on=day)
    following = next_step(DIKE, decided("yyyyn", reported), day)
    assert following is not None
    assert (following.step, following.rule_id) == (Step.PUBLICATION, "MAD-09")
    done = decided("yyyyn", REPORT, OUT)
    assert next_stage(the_track(done), date(2024, 10, 17)) is None
    late = decided("yyyyn", changed(REPORT, reported_on=date(2024, 10, 18)), OUT)
    assert stage(Step.PARTY_REPORT, late, date(2024, 12, 1)).state is State.FAILED
    assert next_stage(the_track(late), date(2024, 12, 1)) is None


def test_a_matter_that_is_lost_may_come_back_and_one_withdrawn_needs_nothing() -> None:
    lost, day = decided("ynnnn", *FIRST_FIVE, *ALL_PAPERS), date(2024, 9, 20)
    assert stage(Step.COLLECTIVE_DECISION, lost, day).state is State.FAILED
    found = next_step(DIKE, lost, day)
    assert found is not None
    assert found.command[:5] == ("tripower", "decision", "propose", "M-2", "--again")
    gone = d.Withdrawal(matter_id="M-2", on=day, by="zhen", reason="另行研究")
    assert next_step(DIKE, office(gone), day) is None
    assert next_step(DIKE, office(gone), add_days(day, -1)) is not None
    assert next_step(DIKE, unit(DIKE), day) is None


NEXT = [
    ([], "public_consultation", "closed_on=2024-04-03"),
    ([comments(ON, date(2024, 2, 9))], "public_consultation", "consultation_no=2"),
    (FIRST_FIVE[:1], "expert_review", "on=2024-03-04"),
    ([*FIRST_FIVE[:1], experts(ON, sealed=False)], "expert_review", "review_no=2"),
    (FIRST_FIVE[:2], "risk_assessment", "round=1"),
    ([*FIRST_FIVE[:2], risk(ON, ok=False)], "risk_assessment", "change=TEXT"),
    (FIRST_FIVE[:3], "legality_review", "review_due_on=2024-03-13"),
    ([*FIRST_FIVE[:3], UNLAWFUL], "legality_review", "review_no=2"),
    ([*FIRST_FIVE[:3], legality(ON, DAY)], "supersede", "opinion_on=2024-03-04"),
    ([*FIRST_FIVE[:3], legality(ON, DAY, draft=True)], "edit", "draft=false"),
    ([*FIRST_FIVE[:3], EXPLORATORY], "supersede", "risk_note=TEXT"),
    ([*FIRST_FIVE, *PAPERS], "attach", "argument_report"),
    ([*FIRST_FIVE, *ALL_PAPERS], "admit", "M-2"),
]


@pytest.mark.parametrize(("records", "verb", "word"), NEXT)
def test_the_next_step_is_told_with_its_command(
    records: list[Record], verb: str, word: str
) -> None:
    found = next_step(DIKE, office(*records, technical=True, social_risk=True), DAY)
    assert found is not None
    assert verb in found.command
    assert word in found.command


def test_what_is_waited_for_has_no_command_and_a_hearing_its_papers_day() -> None:
    waiting = next_step(DIKE, office(comments(ON, date(2024, 3, 31))), DAY)
    assert waiting is not None
    assert (waiting.command, waiting.by) == ((), date(2024, 3, 31))
    planned = next_step(DIKE, office(hearing(date(2024, 3, 31), None, None)), DAY)
    assert planned is not None
    assert (planned.command[2], planned.by) == ("edit", date(2024, 3, 24))


def test_the_next_step_is_owed_by_the_proposer_with_its_deadline() -> None:
    where = office(legality(DAY, date(2024, 3, 13)), comments(ON, date(2024, 3, 2)))
    found = [one for one in owed(where, DAY) if one.rule_id.startswith("MAD")]
    assert [(one.rule_id, one.person_id, one.by) for one in found] == [
        ("MAD-06", "zhen", date(2024, 3, 13))
    ]
    ready = office(*FIRST_FIVE, *ALL_PAPERS)
    assert not [one for one in owed(ready, DAY) if one.rule_id.startswith("MAD")]


@pytest.mark.parametrize(
    ("case", "records", "expected"),
    [
        ("neither", [], []),
        ("published, no report", [OUT], ["violation unreported"]),
        ("the same day", [OUT, REPORT], []),
        ("a day later", [OUT, changed(REPORT, reported_on=date(2024, 10, 18))], ["violation late"]),
    ],
)
def test_the_committee_hears_first(case: str, records: list[Record], expected: list[str]) -> None:
    assert said("MAD-08", office(*records)) == expected, case


@pytest.mark.parametrize(
    ("as_of", "out", "expected"),
    [
        (date(2024, 10, 17), None, []),
        (date(2024, 10, 18), None, ["violation unpublished"]),
        (date(2024, 12, 31), OUT, []),
        (
            date(2024, 12, 31),
            changed(OUT, published_on=date(2024, 10, 18)),
            ["violation published_late"],
        ),
        (date(2024, 12, 31), changed(OUT, adoption=None), []),
    ],
)
def test_twenty_working_days_over_both_autumn_holidays(
    as_of: date, out: Record | None, expected: list[str]
) -> None:
    records = [out] if out is not None else []
    assert said("MAD-09", decided("yyyyn", *records), as_of=as_of) == expected


def test_opinions_that_came_are_answered() -> None:
    silent = changed(OUT, adoption=None)
    assert said("MAD-09", office(silent, experts(ON))) == ["violation unexplained"]
    assert said("MAD-09", office(silent, experts(date(2024, 10, 18)))) == []
    assert said("MAD-09", office(silent, experts(ON), not_public_ground="法")) == []


@pytest.mark.parametrize(
    ("evaluator", "expected"),
    [
        ("示例大学", []),
        ("示例评估所", ["violation same_body"]),
        ("示例 咨询中心", ["violation same_body"]),
        ("示例设计院", ["violation same_body"]),
    ],
)
def test_nobody_evaluates_what_he_argued_for(evaluator: str, expected: list[str]) -> None:
    evaluation = d.PostEvaluation(
        matter_id="M-2",
        evaluation_no=1,
        trigger=d.EvaluationTrigger.MANY_OBJECTIONS,
        evaluator=evaluator,
        on=date(2024, 12, 2),
        result="达到预期",
    )
    commissioned = experts(ON, 0, institution="示例设计院")
    own_note = changed(paper(KINDS.RISK_REPORT), producer_type=d.ProducerType.PROPOSING_SECTION)
    argued = [paper(KINDS.ARGUMENT_REPORT), changed(own_note, producer="示例大学")]
    where = office(risk(ON), commissioned, *argued, evaluation)
    assert said("MAD-10", where) == expected


def test_a_paper_that_proved_false_is_missing_again() -> None:
    proved = d.FalseMaterial(
        matter_id="M-2",
        material_id="legality_opinion",
        verified_false_on=DAY,
        by="审计局",
        found="伪造",
    )
    where = office(*ALL_PAPERS, changed(meeting("K-2", DAY, "M-2"), notice_on=DAY))
    assert said("MAD-07", where) == []
    assert said("MAD-07", unit(proved, origin=where)) == ["violation incomplete"]


def test_a_decision_before_the_decree_is_not_judged() -> None:
    early = track(on=date(2019, 8, 31), catalogue_published_on=None, party_consent_doc=None)
    assert said("MAD-01", unit(DIKE, early)) == []
    on_the_day = changed(early, opened_on=date(2019, 9, 1))
    assert said("MAD-01", unit(DIKE, on_the_day)) == ["warning no_catalogue"]
    held = meeting("K-2", date(2019, 8, 31), "M-2")
    assert said("MAD-06", unit(DIKE, early, held)) == []
    after = changed(held, held_on=date(2019, 9, 1))
    assert said("MAD-06", unit(DIKE, early, after)) == ["block missing"]
