"""The track of major administrative decisions (重大行政决策): what is done step by step."""

from datetime import date

import msgspec

from tripower.core.records import Event, MatterId, Term, Text
from tripower.mechanisms.power_split.records import Grade


class MajorScope(Term):
    """The five classes of major administrative decisions (MAD-01)."""

    PUBLIC_POLICY = "public_policy"
    IMPORTANT_PLAN = "important_plan"
    RESOURCE_POLICY = "resource_policy"
    PUBLIC_CONSTRUCTION = "public_construction"
    OTHER_PUBLIC_INTEREST = "other_public_interest"


class Excluded(Term):
    """What the decree leaves to procedures of its own (MAD-01)."""

    MACRO_CONTROL = "macro_control"
    LEGISLATION = "legislation"
    EMERGENCY_RESPONSE = "emergency_response"


class MajorTrack(Event, frozen=True, kw_only=True):
    """A matter is a major administrative decision and takes its steps (重大行政决策事项).

    matter_id: the matter.
    opened_on: the day it was put on the track.
    scope: which of the five classes it belongs to; left out where it is excluded.
    excluded: why the decree does not hold, for what looks as if it were in one of the classes.
    market_entities: whether it affects what market entities do.
    technical: whether it is professional or technical, so that experts argue it.
    social_risk: whether it may harm social stability or public safety.
    catalogue_published_on: the day the catalogue of such matters was made public.
    party_consent_doc: number of the paper by which the Party committee agreed to the catalogue.
    not_public_ground: the law by which the matter is not made public, where there is one.
    """

    kind = "major_track"
    id_fields = ("matter_id",)
    day_field = "opened_on"

    matter_id: MatterId
    opened_on: date
    scope: MajorScope | None = None
    excluded: Excluded | None = None
    market_entities: bool = False
    technical: bool = False
    social_risk: bool = False
    catalogue_published_on: date | None = None
    party_consent_doc: Text | None = None
    not_public_ground: Text | None = None


class ConsultationWay(Term):
    """How the public is asked (公众参与); the least number of days is for public comments."""

    PUBLIC_COMMENTS = "public_comments"
    SYMPOSIUM = "symposium"
    FIELD_VISIT = "field_visit"
    WRITTEN_COMMENTS = "written_comments"
    QUESTIONNAIRE = "questionnaire"
    OPINION_POLL = "opinion_poll"


class PublicConsultation(Event, frozen=True, kw_only=True):
    """The public is asked about a draft decision (公开征求意见).

    matter_id: the matter.
    consultation_no: 1 for the first time, 2 for the next, and so on.
    way: how the public is asked; public comments unless told otherwise.
    opened_on: the first day.
    closed_on: the last day on which opinions are taken.
    published_in: where draft and explanation were published.
    short_reason: why the time was shorter than usual.
    reason_published_in: where that reason was published when the comments were opened.
    summary: what came in, in short; the paper on it is a material.
    """

    kind = "public_consultation"
    id_fields = ("matter_id", "consultation_no")
    day_field = "opened_on"

    matter_id: MatterId
    consultation_no: int
    way: ConsultationWay = ConsultationWay.PUBLIC_COMMENTS
    opened_on: date
    closed_on: date
    published_in: Text | None = None
    short_reason: Text | None = None
    reason_published_in: Text | None = None
    summary: Text | None = None


class HearingSession(Event, frozen=True, kw_only=True):
    """A public hearing on a draft decision (听证会).

    matter_id: the matter.
    hearing_no: 1 for the first hearing, 2 for the next, and so on.
    papers_delivered_on: the day by which all participants had the papers.
    participants_published_on: the day the list of participants was made public.
    held_on: the day of the hearing; of a draft, the day for which it is planned.
    """

    kind = "hearing_session"
    id_fields = ("matter_id", "hearing_no")
    day_field = "held_on"

    matter_id: MatterId
    hearing_no: int
    papers_delivered_on: date | None = None
    participants_published_on: date | None = None
    held_on: date


class Expert(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One expert who argued a matter.

    name: name.
    affiliation: where the expert works.
    interest: what direct interest the expert has in the matter; left out where there is none.
    """

    name: Text
    affiliation: Text
    interest: Text | None = None


class ExpertReview(Event, frozen=True, kw_only=True):
    """Experts argue whether a matter is needed, feasible and sound (专家论证).

    matter_id: the matter.
    review_no: 1 for the first, 2 for the next, and so on.
    on: the day of the opinion.
    experts: who argued it.
    institution: the professional institution, where one was commissioned.
    institution_interest: what direct interest the institution has; left out where there is none.
    signed: whether the opinion bears the names of those who made it.
    sealed: whether it bears a seal.
    conclusion: what they concluded, in short.
    """

    kind = "expert_review"
    id_fields = ("matter_id", "review_no")
    day_field = "on"

    matter_id: MatterId
    review_no: int
    on: date
    experts: tuple[Expert, ...] = ()
    institution: Text | None = None
    institution_interest: Text | None = None
    signed: bool = False
    sealed: bool = False
    conclusion: Text


class RiskAssessment(Event, frozen=True, kw_only=True):
    """Whether the risks of a draft decision can be controlled (风险评估).

    matter_id: the matter.
    round: 1 for the first assessment, 2 for the one of a changed plan, and so on.
    on: the day of the report.
    by: the body that assessed it, by name.
    points: the points at which something may go wrong.
    plan: what prevents it, and what is done if it happens.
    level: how grave the risks are together.
    controllable: whether they can be controlled.
    change: what was changed in the plan since the assessment before.
    """

    kind = "risk_assessment"
    id_fields = ("matter_id", "round")
    day_field = "on"

    matter_id: MatterId
    round: int
    on: date
    by: Text
    points: tuple[Text, ...] = ()
    plan: Text | None = None
    level: Grade
    controllable: bool
    change: Text | None = None


class LegalityResult(Term):
    """What a legality review came to (MAD-06)."""

    LAWFUL = "lawful"
    UNLAWFUL = "unlawful"
    EXPLORATORY = "exploratory"


class LegalityReview(Event, frozen=True, kw_only=True):
    """A draft decision is sent for review of its legality (合法性审查).

    matter_id: the matter.
    review_no: 1 for the first review, 2 for the next, and so on.
    submitted_on: the day it was sent in.
    review_due_on: the last day of the time that the reviewer was given.
    reviewer: who reviews it, by name.
    opinion_on: the day the opinion came; left out while it is awaited.
    result: lawful, unlawful, or exploratory reform on which the State has no clear rule yet.
    risk_note: the legal risk, stated plainly, where it is an exploratory reform.
    """

    kind = "legality_review"
    id_fields = ("matter_id", "review_no")
    day_field = "submitted_on"

    matter_id: MatterId
    review_no: int
    submitted_on: date
    review_due_on: date
    reviewer: Text
    opinion_on: date | None = None
    result: LegalityResult | None = None
    risk_note: Text | None = None


class PartyReport(Event, frozen=True, kw_only=True):
    """The matter is reported to the Party committee before the decision is issued (请示报告).

    matter_id: the matter.
    reported_on: the day.
    reported_to: to which committee.
    doc_no: number of the report.
    """

    kind = "party_report"
    id_fields = ("matter_id",)
    day_field = "reported_on"

    matter_id: MatterId
    reported_on: date
    reported_to: Text
    doc_no: Text | None = None


class DecisionPublication(Event, frozen=True, kw_only=True):
    """A major administrative decision is made public (决策公布).

    matter_id: the matter.
    published_on: the day.
    published_in: where: gazette, website, newspaper.
    adoption: which opinions of the public and of experts were taken up and which not, and why.
    """

    kind = "decision_publication"
    id_fields = ("matter_id",)
    day_field = "published_on"

    matter_id: MatterId
    published_on: date
    published_in: Text
    adoption: Text | None = None


class EvaluationTrigger(Term):
    """What makes a decision be evaluated afterwards (MAD-10)."""

    BELOW_EXPECTATION = "below_expectation"
    MANY_OBJECTIONS = "many_objections"
    DEEMED_NECESSARY = "deemed_necessary"


class PostEvaluation(Event, frozen=True, kw_only=True):
    """A decision is evaluated after it was carried out (决策后评估).

    matter_id: the matter.
    evaluation_no: 1 for the first, 2 for the next, and so on.
    trigger: what made it be evaluated.
    evaluator: the body that evaluates, by name.
    on: the day of the report.
    result: what it came to, in short.
    """

    kind = "post_evaluation"
    id_fields = ("matter_id", "evaluation_no")
    day_field = "on"

    matter_id: MatterId
    evaluation_no: int
    trigger: EvaluationTrigger
    evaluator: Text
    on: date
    result: Text
