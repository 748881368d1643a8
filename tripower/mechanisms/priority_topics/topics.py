"""The topics of a year, and what a topic and its case analysis lack (RSK)."""

from __future__ import annotations

from datetime import date

from tripower.core.dates import add_months
from tripower.core.records import Record, Term
from tripower.core.unit import Sees
from tripower.mechanisms.priority_topics.records import CaseAnalysis, RiskTopic

READS: tuple[type[Record], ...] = (RiskTopic, CaseAnalysis)
ESSENTIALS = ("facts", "cause", "gap", "measure")
"""What a case analysis says (RSK-04)."""


class Part(Term):
    """What a topic holds (RSK-02), and what its case analysis says (RSK-04)."""

    KEY_LINKS = "key_links"
    PLAN = "work_plan"
    ANALYSIS = "case_analysis"
    STANDARDS = "detailed_standards"
    REQUIREMENTS = "requirements"
    OWNER = "owner"
    FACTS = "facts"
    CAUSE = "cause"
    GAP = "gap"
    MEASURE = "measure"


def topics_of(year: int, see: Sees) -> list[RiskTopic]:
    """The topics set for a year, in the order in which they were chosen; a draft is not set."""
    found = [one for one in see.where(RiskTopic, year=year) if not one.draft]
    return sorted(found, key=lambda one: (one.chosen_on, one.topic_id))


def chosen_by(year: int, see: Sees) -> date:
    """The last day on which the topics of a year are set in good time."""
    month = see.on(date(year, 1, 1)).whole("rsk.choose_month")
    return add_months(date(year, 1, 31), month - 1)


def analysis_of(topic: RiskTopic, see: Sees) -> CaseAnalysis | None:
    """The topic's case analysis; a draft is none, and neither is one that states nothing."""
    found = see.get(CaseAnalysis, topic.topic_id)
    if found is None or found.draft or len(unsaid(found)) == len(ESSENTIALS):
        return None
    return found


def missing(topic: RiskTopic, see: Sees) -> list[Part]:
    """What a topic has to hold and does not."""
    held = {
        Part.KEY_LINKS: topic.key_links,
        Part.PLAN: topic.plan,
        Part.ANALYSIS: analysis_of(topic, see),
        Part.STANDARDS: topic.standards,
        Part.REQUIREMENTS: topic.requirements,
        Part.OWNER: topic.owner_id,
    }
    return [part for part, found in held.items() if not found]


def unsaid(analysis: CaseAnalysis) -> list[Part]:
    """What a case analysis does not say at all."""
    return [Part(name) for name in ESSENTIALS if getattr(analysis, name) is None]


def thin(analysis: CaseAnalysis, see: Sees) -> list[Part]:
    """What it says in too few words to be understood, or in the words of another part."""
    least = see.on(analysis.written_on).whole("rsk.thin_characters")
    said = {name: _bare(getattr(analysis, name)) for name in ESSENTIALS}
    told = [text for text in said.values() if text]
    return [
        Part(name)
        for name, text in said.items()
        if text and (len(text) < least or told.count(text) > 1)
    ]


def _bare(text: str | None) -> str:
    return "".join((text or "").split())
