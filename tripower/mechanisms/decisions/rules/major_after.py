"""Rules on what follows a major administrative decision: report, publication, evaluation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from tripower.core.messages import N_
from tripower.core.rules import Hit, manual, reg, rule, violation
from tripower.core.unit import View
from tripower.mechanisms.decisions import afterwards as after
from tripower.mechanisms.decisions import execution
from tripower.mechanisms.decisions.records import (
    Closing,
    ClosingResult,
    DecisionPublication,
    Execution,
    ExpertReview,
    HearingSession,
    MajorTrack,
    Material,
    Matter,
    PartyReport,
    PostEvaluation,
    PublicConsultation,
    RiskAssessment,
)
from tripower.mechanisms.decisions.track import DECREE, Track


@rule(
    "MAD-08",
    N_("A major decision is reported to the Party committee before it is issued"),
    subject=Track,
    reads=[MajorTrack, Matter, PartyReport, DecisionPublication, Execution],
    effective=DECREE,
    acts=[DecisionPublication, Execution],
    basis=[reg(N_("Decree 713 of the State Council, art. 31: reported before it is issued."))],
    says={
        "unreported": (
            N_("“{matter}” went out on {issued}; no report to the Party committee is on record"),
            N_("Report the matter to the Party committee first, and record the report."),
        ),
        "late": (
            N_("“{matter}” went out on {issued}, before the report to the committee: {reported}"),
            N_("Say in the report why it came afterwards; the report comes first."),
        ),
    },
)
def reported_before_issue(this: Track, see: View) -> Iterator[Hit]:
    """What is decided on the track is reported to the Party committee before it goes out.

    It goes out when it is published, or, where that comes first, when somebody begins to
    carry it out. A report of the same day is in time.

    Why: the committee can still ask for a change before the public relies on the decision.

    Example: published on 2024-06-12, reported on 2024-06-12: in time; reported on 2024-06-13:
    violation. Without a report the publication is refused.
    """
    issued, fault = after.issued_on(this, date.max), after.party_fault(this, date.max)
    if not fault or issued is None:
        return
    report = see.get(PartyReport, this.matter_id)
    at = see.get(DecisionPublication, this.matter_id) or see.get(Execution, this.matter_id)
    reported = report.reported_on if report else None
    yield violation(
        fault, at=report or at, on=issued, matter=this.title, issued=issued, reported=reported
    )


@rule(
    "MAD-09",
    N_("A major decision is published, with what became of the opinions"),
    subject=Track,
    reads=[
        *execution.READS,
        DecisionPublication,
        MajorTrack,
        PublicConsultation,
        HearingSession,
        ExpertReview,
    ],
    parameters=[*execution.PARAMETERS, "mad.publish_workdays"],
    effective=DECREE,
    basis=[
        reg(N_("Decree 713 of the State Council, art. 32: published in time, adoption explained.")),
        reg(N_("Regulations on open government information (2019), art. 26: 20 working days.")),
    ],
    says={
        "unpublished": (
            N_("“{matter}” was decided on {decided} and had not been published by {due}"),
            N_("Publish the decision and record where; say why it is late."),
        ),
        "published_late": (
            N_("“{matter}” was decided on {decided} and published on {published}, due by {due}"),
            N_("Say in the record why it came late."),
        ),
        "unexplained": (
            N_("“{matter}” was published without a word on what became of the opinions"),
            N_("Publish which opinions of the public and of experts were taken up, and why."),
        ),
    },
)
def published_and_explained(this: Track, see: View) -> Iterator[Hit]:
    """A decision on the track is published in twenty working days, and answers the opinions.

    The day of the meeting that passed it is not counted. Where the public was asked or experts
    argued, the publication says which opinions were taken up. What a law keeps from the public
    is not judged.

    Why: whoever gave an opinion and never hears of it again gives none the next time.

    Example: passed on Friday 2024-09-13; with the make-up days of 14 and 29 September and of
    12 October and both holidays it is due on 2024-10-17. On 2024-10-18 it is late.
    """
    if this.track.not_public_ground is not None:
        return
    out = see.get(DecisionPublication, this.matter_id)
    decided = execution.adopted_on(this.matter_id, see)
    told: dict[str, Any] = {"matter": this.title, "decided": decided}
    due = after.publish_by(this, decided) if decided else date.max
    if out is None:
        if see.as_of > due:
            yield violation("unpublished", field="opened_on", on=decided, due=due, **told)
        return
    day = out.published_on
    if day > due:
        yield violation(
            "published_late",
            at=out,
            field="published_on",
            on=day,
            published=day,
            due=due,
            **told,
        )
    if out.adoption is None and after.opinions_came(this, day):
        yield violation("unexplained", at=out, field="published_in", on=day, matter=this.title)


@rule(
    "MAD-10",
    N_("Whoever argued for a decision does not evaluate it afterwards"),
    subject=Track,
    reads=[MajorTrack, Matter, PostEvaluation, ExpertReview, RiskAssessment, Material, Closing],
    effective=DECREE,
    basis=[
        reg(N_("Decree 713 of the State Council, art. 36: three occasions, and who may not.")),
    ],
    says={
        "same_body": (
            N_("{evaluator} evaluates “{matter}” and had argued or assessed it before"),
            N_("Commission another body; keep this report as one of the papers only."),
        ),
        "below": (
            N_("“{matter}” was closed on {day} as {result}; people judge if it is to be evaluated"),
            N_("Have it evaluated and record the evaluation, or say why not."),
        ),
    },
)
def evaluated_by_others(this: Track, see: View) -> Iterator[Hit]:
    """A decision is evaluated by another body than the one that argued it before.

    It may be evaluated where it stays clearly below expectation, where many object, or where
    that is deemed necessary. One that was not carried out, or only partly, is pointed out,
    and people judge. Who argued is read from the opinion of experts, the assessment of risks
    and the producers of those two papers; a name in full-width letters is the same name.

    Why: nobody finds fault with a forecast of their own.

    Example: 示例咨询中心 wrote the argument report of 2024-03-01 and evaluates in 2025:
    violation. 示例大学 evaluates: lawful.
    """
    done = after.evaluations(this, date.max)
    for one in done:
        if after.argued_before(this, one):
            mark, who = one.key, one.evaluator
            told: dict[str, Any] = {"matter": this.title, "evaluator": who}
            yield violation("same_body", at=one, field="evaluator", on=one.on, mark=mark, **told)
    closing = see.get(Closing, this.matter_id)
    if closing is None or closing.result is ClosingResult.DONE:
        return
    if not any(one.on >= closing.on for one in done):
        day, result, matter = closing.on, closing.result, this.title
        yield manual(
            "below", at=closing, field="result", on=day, matter=matter, day=day, result=result
        )
