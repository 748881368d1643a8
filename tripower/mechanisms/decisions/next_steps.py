"""What a matter on the track needs next, in words and as the command that records it (MAD)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import msgspec

from tripower.core.answer import Say, say
from tripower.core.dates import add_days
from tripower.core.messages import N_
from tripower.core.unit import Sees
from tripower.mechanisms.decisions import track as steps
from tripower.mechanisms.decisions.records import LegalityReview, Matter, MeetingStage, Outcome
from tripower.mechanisms.decisions.stages import Stage as TrackStage
from tripower.mechanisms.decisions.stages import Step, next_stage, track_of
from tripower.mechanisms.decisions.status import Stage, status
from tripower.mechanisms.decisions.track import Track

RULES = {
    Step.PUBLIC_PARTICIPATION: "MAD-02",
    Step.EXPERT_ARGUMENT: "MAD-04",
    Step.RISK_ASSESSMENT: "MAD-05",
    Step.LEGALITY_REVIEW: "MAD-06",
    Step.PAPERS: "MAD-07",
    Step.COLLECTIVE_DECISION: "MAD-06",
    Step.PARTY_REPORT: "MAD-08",
    Step.PUBLICATION: "MAD-09",
    Step.POST_EVALUATION: "MAD-10",
}
"""The rule that each step answers to; a matter may be discussed once legality allows it."""
Words = tuple[str, ...]
Told = tuple[str, dict[str, object], Words]
"""A text, its arguments, and the words of a command; no words where there is only to wait."""


class NextStep(msgspec.Struct, frozen=True):
    """What is to be done next: by which rule, by when, and by which command."""

    step: Step
    rule_id: str
    what: Say
    command: Words
    by: date | None


def next_step(matter: Matter, see: Sees, as_of: date) -> NextStep | None:
    """The next step of a matter on the track; None where it is on none or nothing is left."""
    this = track_of(matter.matter_id, see)
    stage = next_stage(this, as_of) if this is not None else None
    if this is None or stage is None:
        return None
    text, args, words = TELL[stage.step](this, stage, as_of)
    what = say(text, title=matter.title, **args)
    by = _papers_by(this, stage) if stage.why == "planned" else stage.by
    return NextStep(stage.step, RULES[stage.step], what, words, by)


def _new(kind: str, this: Track, *fields: str) -> Words:
    return ("tripower", "record", "new", kind, f"matter_id={this.matter_id}", *fields)


def _participation(this: Track, stage: TrackStage, as_of: date) -> Told:
    if stage.why == "still_open":
        return N_("wait for public comments on “{title}” until {until}"), {"until": stage.by}, ()
    if stage.why == "planned":
        text = N_(
            "hear the public on “{title}” on {held}; by {papers} deliver the papers, and publish "
            "the list of participants before"
        )
        key = f"{this.matter_id}/{stage.nth}"
        days = ("papers_delivered_on=DAY", "participants_published_on=DAY")
        edit = ("tripower", "record", "edit", "hearing_session", key, *days)
        return text, {"held": stage.by, "papers": _papers_by(this, stage)}, edit
    least = this.see.on(as_of).whole("mad.public_days")
    until = add_days(as_of, least)
    number = max((one.consultation_no for one in this.consultations), default=0) + 1
    fields = (f"consultation_no={number}", f"opened_on={as_of}", f"closed_on={until}")
    words = _new("public_consultation", this, *fields, "published_in=WHERE")
    if stage.why:
        text = N_(
            "ask the public about “{title}” anew; what was done was too short or ill prepared"
        )
        return text, {}, words
    text = N_("ask the public about “{title}”: comments open for {days} days or more")
    return text, {"days": least}, words


def _papers_by(this: Track, stage: TrackStage) -> date | None:
    """The last day for the papers of the hearing that a stage rests on."""
    planned = [one for one in this.hearings if one.hearing_no == stage.nth]
    return steps.papers_by(planned[-1], this.see) if planned else None


def _argument(this: Track, stage: TrackStage, as_of: date) -> Told:
    number = max((one.review_no for one in this.reviews), default=0) + 1
    fields = (f"review_no={number}", f"on={as_of}", "signed=true", "sealed=true")
    experts = "'experts=[{name: NAME, affiliation: WHERE}]'"
    words = _new("expert_review", this, *fields, experts, "conclusion=TEXT")
    if stage.why:
        text = N_(
            "have “{title}” argued anew by experts without an interest; signed and sealed it counts"
        )
        return text, {}, words
    least = this.see.on(as_of).whole("mad.min_experts")
    text = N_("have “{title}” argued by {least} experts or more, or by an institution")
    return text, {"least": least}, words


def _risk(this: Track, stage: TrackStage, as_of: date) -> Told:
    number = max((one.round for one in this.assessments), default=0) + 1
    fields = (f"round={number}", f"on={as_of}", "by=WHO", "'points=[TEXT]'", "plan=TEXT")
    words = _new("risk_assessment", this, *fields, "level=low", "controllable=true")
    if stage.why in ("uncontrollable", "unchanged"):
        text = N_("change the plan of “{title}”, have its risks assessed again, say what changed")
        return text, {}, (*words, "change=TEXT")
    return N_("have the risks of “{title}” assessed"), {}, words


def _legality(this: Track, stage: TrackStage, as_of: date) -> Told:
    if stage.why == "awaited":
        text = N_("“{title}” is under review of its legality until {until}; enter the opinion")
        return text, {"until": stage.by}, _opinion(this, stage, as_of)
    if stage.why == "no_note":
        key = f"{this.matter_id}/{stage.nth}"
        correct = ("tripower", "record", "supersede", LegalityReview.kind, key, "risk_note=TEXT")
        text = N_("state the legal risk of “{title}” plainly in the review, or make it lawful")
        return text, {}, (*correct, "--reason", "TEXT")
    days = this.see.on(as_of).whole("mad.legality_workdays")
    until = this.see.calendar.add_workdays(as_of, days)
    number = max((one.review_no for one in this.legality), default=0) + 1
    fields = (f"review_no={number}", f"submitted_on={as_of}", f"review_due_on={until}")
    words = _new(LegalityReview.kind, this, *fields, "reviewer=WHO", "draft=true")
    if stage.why == "unlawful":
        return N_("make “{title}” lawful and send it for review again"), {}, words
    text = N_("send “{title}” for review of its legality, {days} working days or more")
    return text, {"days": days}, words


def _opinion(this: Track, stage: TrackStage, as_of: date) -> Words:
    """A draft is completed; what is final already is corrected."""
    key = f"{this.matter_id}/{stage.nth}"
    held = this.see.get(LegalityReview, key)
    draft = held is not None and held.draft
    words = (LegalityReview.kind, key, f"opinion_on={as_of}", "result=lawful")
    if draft:
        return ("tripower", "record", "edit", *words, "draft=false")
    return ("tripower", "record", "supersede", *words, "--reason", "TEXT")


def _papers(this: Track, _: TrackStage, as_of: date) -> Told:
    missing = steps.missing_papers(this, as_of)
    words = ("tripower", "decision", "attach", this.matter_id, "PAPER", "--type", missing[0].value)
    about = ("--title", "TEXT", "--producer", "WHO", "--producer-type", "institution")
    text = N_("hand in for “{title}”: {kinds}")
    signed = ("--signed", "--sealed", "--dated", as_of.isoformat())
    return text, {"kinds": missing}, (*words, *about, *signed)


def _decision(this: Track, stage: TrackStage, _: date) -> Told:
    if stage.why == "on_agenda":
        session = [one for one in this.agendas if one.stage is MeetingStage.OPEN]
        verb = ("vote", "cast", this.matter_id, "--all", "yes")
        called = ("meeting", "open", this.agendas[-1].meeting_id)
        words = ("tripower", *(verb if session else called))
        return N_("discuss “{title}” at the meeting of {held}"), {"held": stage.by}, words
    where = status(this.matter, this.see) if this.matter else Stage.PROPOSED
    if where in BEFORE:
        words = ("tripower", "decision", BEFORE[where], this.matter_id)
    elif where in (Stage.ADMITTED, Outcome.DEFERRED):
        agenda = ("MEETING", this.matter_id, "--on", "DAY", "--presiding", "WHO")
        words = ("tripower", "meeting", "call", *agenda)
    else:
        new = ("--again", "--change", "plan", "--note", "TEXT")
        words = ("tripower", "decision", "propose", this.matter_id, *new)
    return N_("put “{title}” to a meeting; it stands at: {where}"), {"where": where}, words


BEFORE = {
    Stage.PROPOSED: "confirm",
    Stage.CONFIRMED: "admit",
    Outcome.RETURNED_FOR_MATERIALS: "admit",
}
"""What brings a matter nearer to an agenda, by where it stands."""


def _party(this: Track, _: TrackStage, as_of: date) -> Told:
    words = _new("party_report", this, f"reported_on={as_of}", "reported_to=WHOM")
    return N_("report “{title}” to the Party committee before it is issued"), {}, words


def _publication(this: Track, stage: TrackStage, as_of: date) -> Told:
    if stage.why == "unexplained":
        words = ("tripower", "record", "supersede", "decision_publication", this.matter_id)
        text = N_("publish which opinions on “{title}” were taken up and which not, and why")
        return text, {}, (*words, "adoption=TEXT", "--reason", "TEXT")
    fields = (f"published_on={as_of}", "published_in=WHERE", "adoption=TEXT")
    text = N_("publish the decision on “{title}”, and which opinions were taken up")
    return text, {}, _new("decision_publication", this, *fields)


def _evaluation(this: Track, stage: TrackStage, as_of: date) -> Told:
    number = f"evaluation_no={stage.nth + 1}"
    fields = (number, "trigger=deemed_necessary", "evaluator=WHO", f"on={as_of}", "result=TEXT")
    text = N_("have “{title}” evaluated by a body that did not argue it before")
    return text, {}, _new("post_evaluation", this, *fields)


TELL: dict[Step, Callable[[Track, TrackStage, date], Told]] = {
    Step.PUBLIC_PARTICIPATION: _participation,
    Step.EXPERT_ARGUMENT: _argument,
    Step.RISK_ASSESSMENT: _risk,
    Step.LEGALITY_REVIEW: _legality,
    Step.PAPERS: _papers,
    Step.COLLECTIVE_DECISION: _decision,
    Step.PARTY_REPORT: _party,
    Step.PUBLICATION: _publication,
    Step.POST_EVALUATION: _evaluation,
}
"""What each step says of itself where it is the next."""
