"""Rules on inspections: the four stages, and what is mended afterwards (SUP-07, SUP-12)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from tripower.core.answer import say
from tripower.core.messages import N_
from tripower.core.rules import Hit, local, practice, reg, rule, seed, violation, warning
from tripower.core.unit import View
from tripower.mechanisms.oversight import concerned
from tripower.mechanisms.oversight.records import (
    InspectionFeedback,
    InspectionStage,
    InspectionTask,
    ReportPaper,
    StagePassed,
)
from tripower.mechanisms.oversight.rectification import (
    INSPECTION_PARAMETERS,
    INSPECTION_READS,
    PAPERS,
    Deadline,
    Demand,
    Inspection,
)
from tripower.mechanisms.oversight.rules.lapses import lapsed, told_of_others, untold

STAGES = tuple(InspectionStage)
COUNTS = {
    "talks": N_("the people talked to"),
    "visits": N_("the visits"),
    "petitions": N_("the petitions"),
}
"""What is counted, in one stage or another."""


@rule(
    "SUP-07",
    N_("What an inspection found is mended in time, and two papers say so"),
    subject=InspectionTask,
    reads=(*INSPECTION_READS, *concerned.READS),
    parameters=(*INSPECTION_PARAMETERS, *concerned.PARAMETERS),
    basis=[
        reg(
            N_(
                "Regulations on inspection (2015, 2017), art. 27: within two months a report on "
                "rectification and one on how the head saw to it; the head answers first."
            ),
            only=["reports"],
        ),
        local(N_("Published local rules ask for a plan within a month."), only=["plan"]),
        local(
            N_("Published local rules have the result published in the Party and to the public."),
            only=["publication"],
        ),
        practice(
            N_("That every issue is followed to its end is our reading."), only=["issues", "plan"]
        ),
    ],
    says={
        "late": (
            N_("{what}: done on {done}, due by {due}"),
            N_("Say in the paper why it came late."),
        ),
        "early": (
            N_("{what}: dated {done}, before {since}, the day of the feedback"),
            N_("Correct the day that is wrong."),
        ),
        "overdue": (
            N_("{what}: due by {due} after the feedback of {since}, and not on record"),
            N_("Hand it in and record the day."),
        ),
        "unpublished": (
            N_("{what}: the time for rectification ended on {due}, and none is on record"),
            N_("Publish how far each issue is mended, and record where and when."),
        ),
        "not_by_head": (
            N_("the report on how the head saw to it was signed by {signer}, who was not the head"),
            N_("The head answers first: have the head sign it."),
        ),
        "unsigned": (
            N_("the report on how the head saw to it does not say who signed it"),
            N_("Record who signed it."),
        ),
        "unplanned": (
            N_("the plan says nothing on issue {issue}"),
            N_("Plan for each issue what is done, by whom and by when."),
        ),
        "untold": (
            N_("nothing says how far issue {issue} is mended"),
            N_("Record it as completed, mostly completed or of the long term, with what was done."),
        ),
        "no_such": (
            N_("issue {issue} is none of those that the inspection found"),
            N_("Correct its number."),
        ),
        "no_feedback": (
            N_("this answers an inspection of which no feedback is on record"),
            N_("Record what the unit was told: `tripower record new inspection_feedback`."),
        ),
    },
)
def mended_after_inspection(this: InspectionTask, see: View) -> Iterator[Hit]:
    """Within two months of the feedback, the unit's report and that on the head are handed in.

    The months end on the corresponding day, or on the last of a shorter month; where that is a
    day off, on the next working day, if the parameters say so. A plan comes within a month, and
    what was mended is published within the Party and to the public. Each issue has a plan and a
    word on how far it is mended; none speaks of an issue that was not found.

    Why: an inspection that nobody answers is a visit; the second paper makes the head answer.

    Example: told on 2024-12-31, both reports are due by 2025-02-28; one of them only: violation.
    """
    case = Inspection(this, see)
    if case.feedback is None:
        for paper in case.papers:
            yield warning("no_feedback", at=paper, field=paper.day_field, about="issues")
        return
    for one in case.deadlines():
        yield from _kept(one, see)
    yield from _signed(case, see)
    yield from _planned(case, case.feedback)
    yield from _told(case, case.feedback)


def _kept(one: Deadline, see: View) -> Iterator[Hit]:
    if one.demand in PAPERS.values():
        yield from lapsed(one, see, violation, "reports")
    else:
        about = "plan" if one.demand is Demand.PLAN else "publication"
        yield from lapsed(one, see, warning, about)


def _signed(case: Inspection, see: View) -> Iterator[Hit]:
    paper = case.report(ReportPaper.HEAD)
    if paper is None:
        return
    if paper.signer_id is None:
        yield warning("unsigned", at=paper, about="reports")
        return
    heads = concerned.heads(case.task, paper.on, see)
    if heads and paper.signer_id not in heads:
        signer = see.name(paper.signer_id)
        yield violation("not_by_head", at=paper, field="signer_id", about="reports", signer=signer)


def _planned(case: Inspection, told: InspectionFeedback) -> Iterator[Hit]:
    if case.plan is None:
        return
    known = {one.issue_no for one in case.plan.measures}
    for nth in untold(told.issues, known):
        issue = told.issues[nth].issue_no
        yield warning("unplanned", at=case.plan, mark=issue, about="plan", issue=issue)
    found = {one.issue_no for one in told.issues}
    for nth in untold(case.plan.measures, found):
        issue, field = case.plan.measures[nth].issue_no, f"measures.{nth}.issue_no"
        yield warning("no_such", at=case.plan, field=field, mark=f"plan/{issue}", issue=issue)


def _told(case: Inspection, told: InspectionFeedback) -> Iterator[Hit]:
    yield from told_of_others(case.statuses, told.issues)
    if case.report(ReportPaper.UNIT) is not None:
        for nth in untold(told.issues, case.mended):
            issue, field = told.issues[nth].issue_no, f"issues.{nth}"
            yield warning("untold", at=told, field=field, mark=issue, about="issues", issue=issue)


@rule(
    "SUP-12",
    N_("An inspection passes four stages, each with evidence"),
    subject=InspectionTask,
    reads=INSPECTION_READS,
    parameters=(*INSPECTION_PARAMETERS, "sup.stages_by_feedback"),
    basis=[
        seed(
            N_(
                "Inspections follow “look in the mirror, straighten your attire, take a bath, "
                "seek remedies”, with wide contact to people, against the four winds."
            )
        )
    ],
    says={
        "missing": (
            N_("the feedback was given on {told}, and the stage of {stage} is not on record"),
            N_("Record the stage with its days and evidence."),
        ),
        "overdue": (
            N_("the stage of {stage} was due by {due}, and is not on record"),
            N_("Record the stage with its days and evidence."),
        ),
        "after": (
            N_("the stage of {stage} ended on {ended}, after the feedback of {told}"),
            N_("Give the feedback when the stages before it have ended."),
        ),
        "late": (
            N_("the stage of {stage} ended on {ended}, due by {due}"),
            N_("Say in the report why it took longer."),
        ),
        "no_evidence": (
            N_("nothing shows what was done in the stage of {stage}"),
            N_("Name the papers or recordings that show it."),
        ),
        "disordered": (
            N_("the stage of {stage} began on {begun}, before that of {before}"),
            N_("Correct the days, or say in the stage why it came first."),
        ),
        "uncounted": (
            N_("{what}: no stage says how many"),
            N_("Count them in the stage in which they fell; none is a number too."),
        ),
        "unclassed": (
            N_("issue {issue} does not say which of the four winds it shows"),
            N_("Name the wind, or say that it is none of the four."),
        ),
    },
)
def four_stages(this: InspectionTask, see: View) -> Iterator[Hit]:
    """Mirror, attire and bath are passed before the feedback, the remedies by the reports' day.

    Each stage names its evidence, they follow one another, talks, visits and petitions are
    counted, and each issue says which of the four winds it shows. Which stages come before the
    feedback is a parameter.

    Why: a stage without evidence is a heading; the count shows how many people were heard.

    Example: feedback on 2024-06-28 without a record of the bath: violation.
    """
    case = Inspection(this, see)
    passed = {one.stage: one for one in case.stages}
    yield from _evidenced(passed)
    if case.feedback is not None:
        yield from _passed(case, case.feedback, passed, see)
        yield from _counted(case.feedback, passed)
        yield from _classed(case.feedback)


def _passed(
    case: Inspection,
    told: InspectionFeedback,
    passed: dict[InspectionStage, StagePassed],
    see: View,
) -> Iterator[Hit]:
    before, due = see.on(told.on).words("sup.stages_by_feedback"), case.rectify_by
    for stage in STAGES:
        done = passed.get(stage)
        if stage.value in before:
            yield from _by_feedback(stage, done, told)
        elif due is not None:
            yield from _by_reports(stage, done, told, due, see)


def _by_feedback(
    stage: InspectionStage, done: StagePassed | None, told: InspectionFeedback
) -> Iterator[Hit]:
    args: dict[str, Any] = {"told": told.on, "stage": stage}
    if done is None:
        yield violation("missing", at=told, field="on", mark=stage, **args)
    elif done.ended_on > told.on:
        yield warning("after", at=done, field="ended_on", ended=done.ended_on, **args)


def _by_reports(
    stage: InspectionStage, done: StagePassed | None, told: InspectionFeedback, due: date, see: View
) -> Iterator[Hit]:
    args: dict[str, Any] = {"due": due, "stage": stage}
    if done is None and see.as_of > due:
        yield violation("overdue", at=told, field="on", mark=stage, **args)
    elif done is not None and done.ended_on > due:
        yield warning("late", at=done, field="ended_on", mark=stage, ended=done.ended_on, **args)


def _evidenced(passed: dict[InspectionStage, StagePassed]) -> Iterator[Hit]:
    there = [passed[one] for one in STAGES if one in passed]
    for one in there:
        if not one.evidence:
            yield violation("no_evidence", at=one, field="stage", stage=one.stage)
    for first, then in pairwise(there):
        if then.begun_on < first.begun_on:
            args: dict[str, Any] = {
                "stage": then.stage,
                "begun": then.begun_on,
                "before": first.stage,
            }
            yield warning("disordered", at=then, field="begun_on", **args)


def _counted(told: InspectionFeedback, passed: dict[InspectionStage, StagePassed]) -> Iterator[Hit]:
    for name, what in COUNTS.items():
        if all(getattr(one, name) is None for one in passed.values()):
            yield violation("uncounted", at=told, field="on", mark=name, what=say(what))


def _classed(told: InspectionFeedback) -> Iterator[Hit]:
    for nth, one in enumerate(told.issues):
        if one.wind is None:
            field = f"issues.{nth}.issue_no"
            yield violation(
                "unclassed", at=told, field=field, mark=one.issue_no, issue=one.issue_no
            )
