"""Rules on what keeps a major administrative decision from an agenda: risk, legality, papers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from tripower.core.messages import N_
from tripower.core.rules import Hit, block, reg, rule, violation, warning
from tripower.core.unit import View
from tripower.mechanisms.decisions import track as steps
from tripower.mechanisms.decisions.records import (
    ExpertReview,
    HearingSession,
    LegalityReview,
    MajorTrack,
    Meeting,
    PublicConsultation,
    RiskAssessment,
)
from tripower.mechanisms.decisions.rounds import stood_on
from tripower.mechanisms.decisions.rules.major_steps import OFF_THE_AGENDA, on_agenda
from tripower.mechanisms.decisions.track import DECREE, Track


@rule(
    "MAD-05",
    N_("Risks to stability and safety are assessed, and can be controlled"),
    subject=Track,
    reads=[MajorTrack, *steps.READS, RiskAssessment],
    effective=DECREE,
    acts=[Meeting],
    basis=[
        reg(N_("Decree 713 of the State Council, art. 22: what may harm stability is assessed.")),
        reg(N_("Decree 713 of the State Council, art. 23: points of risk, measures and a plan.")),
        reg(N_("Decree 713 of the State Council, art. 24: uncontrollable, first change the plan.")),
    ],
    says={
        "none": (
            N_("“{matter}” may harm stability or safety; no risks had been assessed by {day}"),
            OFF_THE_AGENDA,
        ),
        "uncontrollable": (
            N_("“{matter}”: the assessment of {assessed} says that the risks cannot be controlled"),
            N_("Change the plan and have it assessed again; until then it is on no agenda."),
        ),
        "unchanged": (
            N_("“{matter}”: risks that could not be controlled can now, and no change is told"),
            N_("Record what was changed in the plan, in the field `change` of the assessment."),
        ),
        "late": (
            N_(
                "“{matter}”: its risks were assessed on {assessed}, after the agenda stood on {day}"
            ),
            N_("Send out the agenda anew, or leave the matter out."),
        ),
        "thin": (
            N_("the assessment of {assessed} on “{matter}” names no points of risk, or no plan"),
            N_("Record the points of risk, and what prevents them and answers them."),
        ),
    },
)
def risks_controlled(this: Track, _: View) -> Iterator[Hit]:
    """A matter that may harm social stability or public safety has its risks assessed first.

    The last assessment counts. One that calls the risks uncontrollable keeps the matter from
    every agenda until the plan is changed and assessed again, and the new assessment says
    what was changed. The matter's own flag for risk asks for an assessment, too.

    Why: a risk that is known and cannot be controlled is no risk, it is the result.

    Example: round 1 of 2024-03-01 is uncontrollable; round 2 of 2024-03-20 tells the change and
    is controllable: it may be on an agenda of 2024-03-20, not on one of 2024-03-19.
    """
    for one in this.assessments:
        if not one.points or one.plan is None:
            told: dict[str, Any] = {"matter": this.title, "assessed": one.on}
            yield warning("thin", at=one, field="round", on=one.on, mark=one.key, **told)
    for meeting in this.agendas:
        says = _when(steps.risk_fault, this, meeting)
        if says:
            on = [one.on for one in this.assessments if one.on <= meeting.held_on]
            yield block(says, assessed=on[-1] if on else None, **on_agenda(this, meeting))


def _when(fault: steps.Fault, this: Track, meeting: Meeting) -> str:
    """What was wrong by the meeting, else `late` where it was by the day the agenda stood."""
    return fault(this, meeting.held_on) or ("late" if fault(this, stood_on(meeting)) else "")


@rule(
    "MAD-06",
    N_("No major decision is discussed without a lawful review of its legality"),
    subject=Track,
    reads=[MajorTrack, *steps.READS, LegalityReview],
    parameters=["mad.legality_workdays"],
    effective=DECREE,
    acts=[Meeting],
    basis=[
        reg(
            N_("Decree 713 of the State Council, art. 25: not reviewed or illegal, no discussion.")
        ),
        reg(
            N_("Decree 713 of the State Council, art. 26: as a rule not less than 7 working days.")
        ),
    ],
    says={
        "missing": (
            N_("“{matter}” is on an agenda of {day} and was not sent for review of its legality"),
            OFF_THE_AGENDA,
        ),
        "awaited": (
            N_("“{matter}” is on an agenda of {day}; the opinion on its legality had not come"),
            OFF_THE_AGENDA,
        ),
        "unlawful": (
            N_("“{matter}”: the review of its legality of {opinion} found it unlawful"),
            N_("Make it lawful and send it for review again; until then it is on no agenda."),
        ),
        "no_note": (
            N_("“{matter}” is an exploratory reform; the review of {opinion} states no legal risk"),
            N_("State the legal risk plainly in the review, in the field `risk_note`."),
        ),
        "late": (
            N_("“{matter}”: the opinion on its legality came on {opinion}, the agenda stood {day}"),
            N_("Send out the agenda anew, or leave the matter out."),
        ),
        "short": (
            N_("the review of “{matter}” had from {sent} to {due}: {given} working days of {days}"),
            N_("Give the reviewer more time, or say why it cannot wait."),
        ),
    },
)
def legality_reviewed(this: Track, see: View) -> Iterator[Hit]:
    """Every matter on the track is found lawful before it goes on an agenda.

    The last opinion counts. An exploratory reform on which the State has no clear rule yet may
    be discussed where its legal risk is stated plainly. The reviewer is given seven working
    days or more, the day of sending not counted; when the opinion came back is not asked.

    Why: a meeting cannot make lawful what is not, and a review overnight is a stamp.

    Example: sent on Friday 2024-09-20 and due on Sunday 2024-09-29, a make-up day: 6 working
    days, warning. Due on 2024-09-30 they are 7.
    """
    for one in this.legality:
        given = see.calendar.workdays_between(one.submitted_on, one.review_due_on)
        days = see.on(one.submitted_on).whole("mad.legality_workdays")
        if given < days:
            told: dict[str, Any] = {"sent": one.submitted_on, "due": one.review_due_on}
            told |= {"matter": this.title, "given": given, "days": days}
            on, field = one.submitted_on, "review_due_on"
            yield warning("short", at=one, field=field, on=on, mark=one.key, **told)
    for meeting in this.agendas:
        if says := _when(steps.legality_fault, this, meeting):
            last = steps.last_opinion(this, meeting.held_on)
            opinion: date | None = last.opinion_on if last else None
            yield block(says, opinion=opinion, **on_agenda(this, meeting))


@rule(
    "MAD-07",
    N_("The papers of every step go to the meeting with the draft"),
    subject=Track,
    reads=[
        MajorTrack,
        *steps.READS,
        *steps.PAPERS,
        PublicConsultation,
        HearingSession,
        ExpertReview,
        RiskAssessment,
    ],
    effective=DECREE,
    acts=[Meeting],
    basis=[reg(N_("Decree 713 of the State Council, art. 29: what is handed in with the draft."))],
    says={
        "incomplete": (
            N_("“{matter}” is on an agenda of {day} without: {kinds}"),
            N_("Hand in what is missing with `tripower decision attach`, then send the agenda."),
        )
    },
)
def bundle_complete(this: Track, _: View) -> Iterator[Hit]:
    """With the draft go the papers on what the public, experts and reviewers said.

    They are the draft itself, the note on fair competition where market entities are
    affected, the note on public opinion unless a law keeps the matter from the public, the
    argument report and the risk report where that step is needed or was taken, and the
    opinion on legality. They are there on the day the agenda stands; a paper that had proved
    false does not count.

    Why: who decides must see what was objected, not only what is proposed.

    Example: the agenda stands on 2024-04-15; the risk report comes on 2024-04-15: complete, on
    2024-04-16: violation.
    """
    for meeting in this.agendas:
        if kinds := steps.missing_papers(this, stood_on(meeting)):
            yield violation("incomplete", kinds=kinds, **on_agenda(this, meeting))
