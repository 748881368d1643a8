"""Where a matter on the track stands: its steps in order, what each came to, since when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import msgspec

from tripower.core.messages import N_
from tripower.core.records import Record, Term
from tripower.core.unit import Sees
from tripower.mechanisms.decisions import afterwards as after
from tripower.mechanisms.decisions import execution
from tripower.mechanisms.decisions import track as steps
from tripower.mechanisms.decisions.records import (
    Confirmation,
    ConfirmationResult,
    DecisionPublication,
    MajorTrack,
    Material,
    MeetingStage,
    Outcome,
    PartyReport,
    Withdrawal,
)
from tripower.mechanisms.decisions.rounds import Round, rounds_of
from tripower.mechanisms.decisions.tally import tally
from tripower.mechanisms.decisions.track import Track

READS: tuple[type[Record], ...] = (*execution.READS, DecisionPublication)
PARAMETERS = (*execution.PARAMETERS, "mad.publish_workdays")
LOST = (Outcome.REJECTED, Outcome.NOT_RATIFIED, Outcome.INVALID)


class Step(Term):
    """The steps of a major administrative decision, in the order of the decree."""

    PUBLIC_PARTICIPATION = "public_participation"
    EXPERT_ARGUMENT = "expert_argument"
    RISK_ASSESSMENT = "risk_assessment"
    LEGALITY_REVIEW = "legality_review"
    PAPERS = "papers_for_the_meeting"
    COLLECTIVE_DECISION = "collective_decision"
    PARTY_REPORT = "report_to_the_party_committee"
    PUBLICATION = "publication_of_the_decision"
    POST_EVALUATION = "post_evaluation"


class State(Term):
    """How far a step has come."""

    NOT_NEEDED = "not_needed"
    MISSING = "missing"
    UNDER_WAY = "under_way"
    DONE = "done"
    FAILED = "failed"

    @property
    def label(self) -> str:
        """The name in full; `done` alone is also how a decision is closed."""
        return STATE_LABELS[self]


STATE_LABELS = {
    State.NOT_NEEDED: N_("not needed"),
    State.MISSING: N_("not yet"),
    State.UNDER_WAY: N_("under way"),
    State.DONE: N_("completed"),
    State.FAILED: N_("failed"),
}


class Stage(msgspec.Struct, frozen=True):
    """One step on a day: how far it has come, since when, by when it is due.

    `why` is the fault by the name that the rules give it, `nth` the number of the record that
    the state rests on, 0 for none.
    """

    step: Step
    state: State
    since: date | None = None
    by: date | None = None
    why: str = ""
    nth: int = 0


def stages(this: Track, as_of: date) -> list[Stage]:
    """All steps of a matter in order, as they stood on a day."""
    return [look(this, as_of) for look in LOOKS]


def next_stage(this: Track, as_of: date) -> Stage | None:
    """The first step that is not done; None where all are, or the matter has come to its end.

    Once the matter is decided, what was left out before can no longer be done.
    """
    if is_over(this, as_of):
        return None
    found = stages(this, as_of)
    decided = next(one for one in found if one.step is Step.COLLECTIVE_DECISION)
    if decided.state is State.DONE:
        found = found[found.index(decided) + 1 :]
    open_ = (State.MISSING, State.UNDER_WAY, State.FAILED)
    return next((one for one in found if one.state in open_ and one.why != "late"), None)


def is_over(this: Track, as_of: date) -> bool:
    """Whether the matter was taken back or refused, so that no step follows any more."""
    withdrawal = this.see.get(Withdrawal, this.matter_id)
    if withdrawal is not None and withdrawal.on <= as_of:
        return True
    answer = this.see.get(Confirmation, this.matter_id)
    refused = answer is not None and answer.result is ConfirmationResult.REFUSED
    return refused and answer is not None and answer.on <= as_of


def _participation(this: Track, as_of: date) -> Stage:
    """Public comments long enough, or a hearing as it should be, is done; a plan is under way."""
    step, see = Step.PUBLIC_PARTICIPATION, this.see
    asked = [one for one in this.consultations if one.opened_on <= as_of]
    bad = [(one, fault) for one in asked if (fault := steps.consultation_fault(one, see))]
    good = [one for one in asked if not steps.consultation_fault(one, see)]
    ends = [one.closed_on for one in good if one.closed_on <= as_of]
    held = [one for one in this.hearings if one.held_on <= as_of]
    ends += [one.held_on for one in held if not any(steps.hearing_faults(one, see, as_of))]
    planned = [one for one in this.hearings if one.held_on > as_of]
    if ends:
        return Stage(step, State.DONE, max(ends))
    if good:
        return Stage(step, State.UNDER_WAY, good[-1].opened_on, good[-1].closed_on, "still_open")
    if planned:
        one = planned[-1]
        return Stage(step, State.UNDER_WAY, None, one.held_on, "planned", one.hearing_no)
    if bad:
        one_bad, fault = bad[-1]
        nth = one_bad.consultation_no
        return Stage(step, State.FAILED, one_bad.opened_on, None, fault, nth)
    if held:
        fault = next(steps.hearing_faults(held[-1], see, as_of))
        return Stage(step, State.FAILED, held[-1].held_on, None, fault, held[-1].hearing_no)
    none = this.track.not_public_ground is not None
    return Stage(step, State.NOT_NEEDED if none else State.MISSING)


def _argument(this: Track, as_of: date) -> Stage:
    """One sound opinion is enough; else the last one says what is wrong."""
    step, done = Step.EXPERT_ARGUMENT, [one for one in this.reviews if one.on <= as_of]
    sound = [one for one in done if not any(steps.expert_faults(one))]
    if sound:
        return Stage(step, State.DONE, sound[-1].on, nth=sound[-1].review_no)
    if done:
        fault = next(steps.expert_faults(done[-1]))
        return Stage(step, State.FAILED, done[-1].on, None, fault, done[-1].review_no)
    return Stage(step, State.MISSING if this.technical else State.NOT_NEEDED)


def _risk(this: Track, as_of: date) -> Stage:
    step, done = Step.RISK_ASSESSMENT, [one for one in this.assessments if one.on <= as_of]
    if not done:
        return Stage(step, State.MISSING if this.risky else State.NOT_NEEDED)
    fault = steps.risk_fault(this, as_of)
    state = State.FAILED if fault else State.DONE
    return Stage(step, state, done[-1].on, None, fault, done[-1].round)


def _legality(this: Track, as_of: date) -> Stage:
    """A new review after one that failed is under way again."""
    step, last = Step.LEGALITY_REVIEW, steps.last_opinion(this, as_of)
    fault = steps.legality_fault(this, as_of)
    if not fault and last is not None:
        return Stage(step, State.DONE, last.opinion_on, nth=last.review_no)
    sent = [one for one in this.legality if one.submitted_on <= as_of]
    awaited = [one for one in sent if one.opinion_on is None or one.opinion_on > as_of]
    if awaited:
        one = awaited[-1]
        told = (one.submitted_on, one.review_due_on, "awaited", one.review_no)
        return Stage(step, State.UNDER_WAY, *told)
    if last is not None:
        return Stage(step, State.FAILED, last.opinion_on, None, fault, last.review_no)
    return Stage(step, State.MISSING)


def _papers(this: Track, as_of: date) -> Stage:
    papers = this.see.where(Material, matter_id=this.matter_id)
    wanted = steps.bundle(this, as_of)
    came = [p.received_on for p in papers if p.received_on <= as_of and p.type_ in wanted]
    missing = steps.missing_papers(this, as_of)
    if not missing:
        return Stage(Step.PAPERS, State.DONE, max(came))
    state = State.UNDER_WAY if came else State.MISSING
    return Stage(Step.PAPERS, state, min(came, default=None), None, "missing")


def _decision(this: Track, as_of: date) -> Stage:
    """On the agenda of a called meeting, deferred or in session is under way."""
    step = Step.COLLECTIVE_DECISION
    adopted = execution.adopted_on(this.matter_id, this.see, as_of)
    if adopted is not None:
        return Stage(step, State.DONE, adopted)
    called = [one for one in this.agendas if one.stage is not MeetingStage.CLOSED]
    if called:
        return Stage(step, State.UNDER_WAY, None, called[-1].held_on, "on_agenda")
    last = _last_round(this, as_of)
    if last is None:
        return Stage(step, State.MISSING)
    state = State.FAILED if tally(last).result in LOST else State.UNDER_WAY
    return Stage(step, state, last.day, None, "discussed")


def _last_round(this: Track, as_of: date) -> Round | None:
    held = [one for one in rounds_of(this.see, this.matter_id) if one.day <= as_of]
    return held[-1] if held else None


def _party(this: Track, as_of: date) -> Stage:
    """It comes before the publication, and so is due when that is."""
    step, report = Step.PARTY_REPORT, this.see.get(PartyReport, this.matter_id)
    fault = after.party_fault(this, as_of)
    if report is None or report.reported_on > as_of:
        state = State.FAILED if fault else State.MISSING
        return Stage(step, state, None, _publish_by(this, as_of), fault)
    return Stage(step, State.FAILED if fault else State.DONE, report.reported_on, None, fault)


def _publish_by(this: Track, as_of: date) -> date | None:
    """The last day for the publication, once the matter is adopted and unless a law forbids it."""
    adopted = execution.adopted_on(this.matter_id, this.see, as_of)
    if adopted is None or this.track.not_public_ground is not None:
        return None
    return after.publish_by(this, adopted)


def _publication(this: Track, as_of: date) -> Stage:
    step, out = Step.PUBLICATION, this.see.get(DecisionPublication, this.matter_id)
    if out is not None and out.published_on <= as_of:
        silent = out.adoption is None and after.opinions_came(this, out.published_on)
        state = State.FAILED if silent else State.DONE
        return Stage(step, state, out.published_on, None, "unexplained" if silent else "")
    if this.track.not_public_ground is not None:
        return Stage(step, State.NOT_NEEDED)
    return Stage(step, State.MISSING, None, _publish_by(this, as_of))


def _evaluation(this: Track, as_of: date) -> Stage:
    step, found = Step.POST_EVALUATION, after.evaluations(this, as_of)
    if not found:
        return Stage(step, State.NOT_NEEDED)
    last = found[-1]
    fault = "same_body" if after.argued_before(this, last) else ""
    state = State.FAILED if fault else State.DONE
    return Stage(step, state, last.on, None, fault, last.evaluation_no)


LOOKS: tuple[Callable[[Track, date], Stage], ...] = (
    _participation,
    _argument,
    _risk,
    _legality,
    _papers,
    _decision,
    _party,
    _publication,
    _evaluation,
)
"""One look for each step, in order."""


def track_of(matter_id: str, see: Sees) -> Track | None:
    """The track of a matter that takes its steps."""
    found = see.get(MajorTrack, matter_id)
    return Track(found, see) if found is not None and found.excluded is None else None
