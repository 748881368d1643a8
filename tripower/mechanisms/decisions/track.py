"""The track of a major administrative decision: what each of its steps lacks on a day (MAD).

Every answer is about a day: what had been done by then. The rules ask about the day on which
an agenda stood, the drawing about today.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date
from functools import cached_property
from typing import ClassVar

from tripower.core.dates import Period, add_days
from tripower.core.records import Record
from tripower.core.rules import Derived, among
from tripower.core.unit import Sees
from tripower.mechanisms.decisions.gate import materials_by, proved_false
from tripower.mechanisms.decisions.records import (
    ConsultationWay,
    EmergencyDecision,
    ExpertReview,
    FalseMaterial,
    Flag,
    HearingSession,
    LegalityResult,
    LegalityReview,
    MajorTrack,
    Material,
    MaterialKind,
    Matter,
    Meeting,
    PublicConsultation,
    RiskAssessment,
)
from tripower.mechanisms.decisions.scope import same_name

DECREE = Period(date(2019, 9, 1))
"""Decree 713 of the State Council holds from that day on; what came before is not judged."""
READS: tuple[type[Record], ...] = (Matter, Meeting, EmergencyDecision)
PAPERS: tuple[type[Record], ...] = (Material, FalseMaterial)


class Track(Derived, frozen=True, dict=True):
    """One matter on the track, with every step recorded about it."""

    track: MajorTrack
    see: Sees

    kind: ClassVar[str] = MajorTrack.kind

    @property
    def subject(self) -> tuple[str, str]:
        """The record that put the matter on the track, as findings name it."""
        return self.track.subject

    @property
    def anchors(self) -> list[tuple[str, str]]:
        """That record and the matter; all steps hang together with it."""
        return [self.track.subject, (Matter.kind, self.matter_id)]

    @property
    def day(self) -> date:
        """The day on which the matter was put on the track."""
        return self.track.opened_on

    @property
    def record(self) -> MajorTrack:
        """The record to point at where no better one is."""
        return self.track

    @classmethod
    def every(cls, see: Sees) -> Iterator[Track]:
        """Every matter on the track; those that the decree leaves out take no steps."""
        return (cls(one, see) for one in see.all(MajorTrack) if one.excluded is None)

    @classmethod
    def among(cls, see: Sees, keys: Collection[tuple[str, str]]) -> Iterator[Track]:
        """Those among the keys."""
        found = among(see, MajorTrack, keys)
        return (cls(one, see) for one in found if one.excluded is None)

    @property
    def matter_id(self) -> str:
        """The matter's id."""
        return self.track.matter_id

    @cached_property
    def matter(self) -> Matter | None:
        """The matter."""
        return self.see.get(Matter, self.matter_id)

    @property
    def title(self) -> str:
        """The matter's title, for messages."""
        return self.matter.title if self.matter else self.matter_id

    def flagged(self, flag: Flag) -> bool:
        """Whether the matter itself was flagged when it was proposed."""
        return self.matter is not None and flag in self.matter.flags

    @property
    def technical(self) -> bool:
        """Whether experts have to argue it."""
        return self.track.technical or self.flagged(Flag.TECHNICAL)

    @property
    def risky(self) -> bool:
        """Whether its risks have to be assessed."""
        return self.track.social_risk or self.flagged(Flag.RISK)

    @property
    def agendas(self) -> list[Meeting]:
        """The meetings with the matter on the agenda, those only called included.

        What was decided in an emergency and is now to be ratified had no time for steps.
        """
        linked = self.see.linked(Meeting, (Matter.kind, self.matter_id))
        found = [one for one in linked if self.matter_id in one.agenda]
        emergency = self.see.get(EmergencyDecision, self.matter_id)
        if emergency is not None:
            found = [one for one in found if one.held_on < emergency.decided_on]
        return sorted(found, key=lambda one: (one.held_on, one.meeting_id))

    @cached_property
    def consultations(self) -> list[PublicConsultation]:
        """The times the public was asked, in order."""
        found = self.see.where(PublicConsultation, matter_id=self.matter_id)
        return sorted(found, key=lambda one: one.consultation_no)

    @cached_property
    def hearings(self) -> list[HearingSession]:
        """The hearings, in order."""
        found = self.see.where(HearingSession, matter_id=self.matter_id)
        return sorted(found, key=lambda one: one.hearing_no)

    @cached_property
    def reviews(self) -> list[ExpertReview]:
        """The opinions of experts, in order."""
        found = self.see.where(ExpertReview, matter_id=self.matter_id)
        return sorted(found, key=lambda one: one.review_no)

    @cached_property
    def assessments(self) -> list[RiskAssessment]:
        """The assessments of risk, in order."""
        found = self.see.where(RiskAssessment, matter_id=self.matter_id)
        return sorted(found, key=lambda one: one.round)

    @cached_property
    def legality(self) -> list[LegalityReview]:
        """The reviews of legality, in order."""
        found = self.see.where(LegalityReview, matter_id=self.matter_id)
        return sorted(found, key=lambda one: one.review_no)


def days_open(asked: PublicConsultation) -> int:
    """For how many days opinions are taken; the first day is not counted (DAT-01)."""
    return (asked.closed_on - asked.opened_on).days


def consultation_fault(asked: PublicConsultation, see: Sees) -> str:
    """Why public comments are open for too short a time; empty where they are not (MAD-02)."""
    if asked.way is not ConsultationWay.PUBLIC_COMMENTS:
        return ""
    if days_open(asked) >= see.on(asked.opened_on).whole("mad.public_days"):
        return ""
    if asked.short_reason is None:
        return "no_reason"
    return "unpublished_reason" if asked.reason_published_in is None else ""


def papers_by(hearing: HearingSession, see: Sees) -> date:
    """The last day on which the papers of a hearing are delivered in time (MAD-03)."""
    return add_days(hearing.held_on, -see.on(hearing.held_on).whole("mad.hearing_days"))


def hearing_faults(hearing: HearingSession, see: Sees, as_of: date) -> Iterator[str]:
    """What a hearing lacks; papers and list may still come until it is held (MAD-03)."""
    held, papers = hearing.held_on <= as_of, hearing.papers_delivered_on
    if papers is not None:
        if papers > papers_by(hearing, see):
            yield "late_papers"
    elif held:
        yield "no_papers"
    listed = hearing.participants_published_on
    if listed is None and held:
        yield "no_list"
    elif listed is not None and listed >= hearing.held_on:
        yield "late_list"


def expert_faults(review: ExpertReview) -> Iterator[str]:
    """What makes an opinion of experts worthless: no name, no seal, an interest (MAD-04)."""
    if not review.signed:
        yield "unsigned"
    if not review.sealed:
        yield "unsealed"
    if interested(review):
        yield "interested"


def interested(review: ExpertReview) -> list[str]:
    """The experts, or the institution, with a direct interest in the matter."""
    found = [one.name for one in review.experts if one.interest is not None]
    if review.institution is not None and review.institution_interest is not None:
        found.append(review.institution)
    return found


def heads_of(review: ExpertReview) -> int:
    """How many experts there are; whoever is named twice counts once."""
    return len({(same_name(one.name), same_name(one.affiliation)) for one in review.experts})


def participation_fault(this: Track, day: date) -> tuple[str, date | None]:
    """Why the public had not been asked by a day, and until when it still is (MAD-02)."""
    if this.track.not_public_ground is not None:
        return "", None
    if any(one.held_on <= day for one in this.hearings):
        return "", None
    if any(one.closed_on <= day for one in this.consultations):
        return "", None
    still = [one.closed_on for one in this.consultations if one.opened_on <= day]
    return ("still_open", min(still)) if still else ("unheard", None)


def argument_fault(this: Track, day: date) -> str:
    """Why a technical matter had not been argued by experts by a day (MAD-04)."""
    return "none" if this.technical and not any(one.on <= day for one in this.reviews) else ""


def risk_fault(this: Track, day: date) -> str:
    """Why the risks did not allow a decision on a day; empty where they did (MAD-05).

    After one that could not be controlled, what counts is an assessment of a changed plan.
    """
    done = [one for one in this.assessments if one.on <= day]
    if not done:
        return "none" if this.risky else ""
    if not done[-1].controllable:
        return "uncontrollable"
    refused = [index for index, one in enumerate(done) if not one.controllable]
    since = done[refused[-1] + 1 :] if refused else []
    return "unchanged" if refused and all(one.change is None for one in since) else ""


def last_opinion(this: Track, day: date) -> LegalityReview | None:
    """The last review of legality whose opinion had come by a day."""
    came = [one for one in this.legality if one.opinion_on is not None and one.opinion_on <= day]
    return max(came, key=lambda one: (one.opinion_on, one.review_no), default=None)


def legality_fault(this: Track, day: date) -> str:
    """Why legality did not allow a discussion on a day; empty where it did (MAD-06)."""
    last = last_opinion(this, day)
    if last is None:
        awaited = any(one.submitted_on <= day for one in this.legality)
        return "awaited" if awaited else "missing"
    if last.result is LegalityResult.EXPLORATORY:
        return "no_note" if last.risk_note is None else ""
    return "" if last.result is LegalityResult.LAWFUL else "unlawful"


def bundle(this: Track, day: date) -> list[MaterialKind]:
    """The papers that go to the meeting with the draft: one for each step taken (MAD-07)."""
    asked = [one.opened_on for one in this.consultations]
    heard = [one.held_on for one in this.hearings]
    argued = this.technical or any(one.on <= day for one in this.reviews)
    risky = this.risky or any(one.on <= day for one in this.assessments)
    wanted = {
        MaterialKind.DECISION_DRAFT: True,
        MaterialKind.FAIR_COMPETITION_NOTE: this.track.market_entities,
        MaterialKind.PUBLIC_OPINION_NOTE: this.track.not_public_ground is None
        or any(one <= day for one in (*asked, *heard)),
        MaterialKind.ARGUMENT_REPORT: argued,
        MaterialKind.RISK_REPORT: risky,
        MaterialKind.LEGALITY_OPINION: True,
    }
    return [kind for kind, needed in wanted.items() if needed]


def missing_papers(this: Track, day: date) -> list[MaterialKind]:
    """The papers of the bundle that had not been handed in by a day, or had proved false."""
    held: set[MaterialKind] = set()
    if this.matter is not None:
        papers = materials_by(this.matter, this.see, day)
        held = {one.type_ for one in papers if not proved_false(one, this.see, day)}
    return [kind for kind in bundle(this, day) if kind not in held]


Fault = Callable[[Track, date], str]
"""What a step lacks on a day, by the name that its rule gives it; empty for nothing."""
