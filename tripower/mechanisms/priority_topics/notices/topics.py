"""D15 重点选题防控登记表: a topic with all that belongs to it; for the unit itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from tripower.core.answer import say
from tripower.core.messages import N_
from tripower.mechanisms.priority_topics import topics
from tripower.mechanisms.priority_topics.records import (
    CaseAnalysis,
    PlanStep,
    RiskTopic,
    Solved,
    TopicResult,
)
from tripower.publish.notice import Notice, Source
from tripower.publish.office import Office, Paper

RULES = ("RSK-01", "RSK-02", "RSK-03", "RSK-04")


class Result(msgspec.Struct, frozen=True):
    """What came of it, and who looked."""

    on: date
    by: str | None
    solved: Solved
    evidence: tuple[str, ...]
    note: str | None


class TopicPage(Paper, frozen=True, kw_only=True):
    """What the template shows of a topic."""

    topic_id: str
    year: int
    topic: str
    chosen_on: date
    owner: str | None
    key_links: tuple[str, ...]
    plan: tuple[PlanStep, ...]
    standards: tuple[str, ...]
    requirements: tuple[str, ...]
    analysis: CaseAnalysis | None
    result: Result | None


def due(office: Office) -> Iterator[Notice]:
    """A form for each topic that was set by the day."""
    for topic in office.unit.all(RiskTopic):
        if not topic.draft and topic.chosen_on <= office.as_of:
            yield _notice(topic, office)


def _notice(this: RiskTopic, office: Office) -> Notice:
    analysis = topics.analysis_of(this, office.unit)
    found = office.unit.get(TopicResult, this.topic_id)
    result = None if found is None or found.draft or found.on > office.as_of else found
    page = TopicPage(
        **office.head(say(N_("Registration of a priority topic")), RULES),
        topic_id=this.topic_id,
        year=this.year,
        topic=this.title,
        chosen_on=this.chosen_on,
        owner=_name(this.owner_id, office),
        key_links=this.key_links,
        plan=this.plan,
        standards=this.standards,
        requirements=this.requirements,
        analysis=analysis,
        result=_result(result, office) if result is not None else None,
    )
    about = say(N_("Priority topic of {year}: {title}"), year=this.year, title=this.title)
    sources = [Source(office.profile, ("name", "short_name")), Source(this)]
    sources += [Source(one) for one in (analysis, result) if one is not None]
    people = (this.owner_id, result.by if result else None)
    sources += [Source(one) for name in people if name and (one := office.unit.person(name))]
    return office.paper(("D15", this.topic_id), page, this.chosen_on, about, sources)


def _result(found: TopicResult, office: Office) -> Result:
    by = _name(found.by, office)
    return Result(found.on, by, found.solved, found.evidence, found.note)


def _name(person_id: str | None, office: Office) -> str | None:
    return office.unit.name(person_id) if person_id else None
