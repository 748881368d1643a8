"""Rules on priority topics: how many, what each holds, what came of it (RSK-01 to RSK-04)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from tripower.core.dates import Period
from tripower.core.messages import N_
from tripower.core.rules import Hit, practice, rule, seed, violation, warning
from tripower.core.unit import View
from tripower.mechanisms.priority_topics import topics
from tripower.mechanisms.priority_topics.records import CaseAnalysis, RiskTopic, TopicResult

CONTENT = seed(
    N_(
        "Each unit sets key links, draws up a plan of work and a case analysis, details its "
        "standards and says what is required."
    )
)


@rule(
    "RSK-01",
    N_("A unit sets one or two priority topics a year"),
    reads=[RiskTopic],
    parameters=["rsk.topics_min", "rsk.topics_max", "rsk.choose_month"],
    acts=[RiskTopic],
    of_body=True,
    basis=[seed(N_("Each unit sets one or two priority topics of risk prevention."))],
    says={
        "few": (
            N_("priority topics set for {year}: {count}; at least {least}"),
            N_("Set one: `tripower topic template` shows what it holds."),
        ),
        "not_yet": (
            N_("priority topics set for {year}: {count}; they are due by {due}"),
            N_("Set one: `tripower topic template` shows what it holds."),
        ),
        "many": (
            N_("priority topics set for {year}: {count}; at most {most}"),
            N_("Keep those that weigh most, and leave the others for another year."),
        ),
    },
)
def one_or_two_topics(see: View) -> Iterator[Hit]:
    """For each year a unit sets one or two topics, and no more.

    By the end of March they are pointed out as missing, on the last day of the year it is a
    violation. Each of these days counts where it lies in the unit's period; of a year of which
    the records begin later than that March, no topic is asked. A draft is not set yet.

    Why: one problem solved is worth more than ten that are listed.

    Example: two topics for 2024 are lawful; a third is refused; none by 2024-12-31 is a violation.
    """
    if see.profile is None:
        return
    told = Period(see.profile.period.from_, see.profile.period.to)
    years = {*range(told.first.year, see.as_of.year + 1), *(t.year for t in see.all(RiskTopic))}
    for year in sorted(years):
        yield from _of_year(year, told, see)


def _of_year(year: int, told: Period, see: View) -> Iterator[Hit]:
    chosen, last = topics.topics_of(year, see), date(year, 12, 31)
    values, by = see.on(last), topics.chosen_by(year, see)
    least, most = values.whole("rsk.topics_min"), values.whole("rsk.topics_max")
    named: dict[str, Any] = {"mark": str(year), "year": year, "count": len(chosen)}
    if len(chosen) > most:
        at = chosen[most]
        yield violation("many", at=at, field="year", on=at.chosen_on, most=most, **named)
    elif len(chosen) < least and told.covers(last) and told.first <= by and see.as_of >= last:
        yield violation("few", on=last, least=least, **named)
    elif len(chosen) < least and told.covers(by) and see.as_of > by:
        yield warning("not_yet", on=by, due=by, **named)


@rule(
    "RSK-02",
    N_("A priority topic holds all that belongs to it"),
    subject=RiskTopic,
    reads=[CaseAnalysis],
    acts=[RiskTopic],
    basis=[CONTENT],
    says={
        "missing": (
            N_("“{title}” lacks: {parts}"),
            N_("Keep the topic a draft until it is whole; `tripower topic show` says what lacks."),
        ),
        "no_deadline": (
            N_("“{title}”: no deadline for: {steps}"),
            N_("Say of each step of the plan by which day it is done."),
        ),
    },
)
def topic_whole(this: RiskTopic, see: View) -> Iterator[Hit]:
    """A topic names key links, plan, standards, requirements and an owner, and has its case.

    Each step of the plan has a deadline. The case analysis is a file of its own. What is still
    a draft may lack anything.

    Why: a topic that is only a title prevents nothing.

    Example: a topic with a plan of two steps of which one has no day: violation.
    """
    if this.draft:
        return
    if parts := topics.missing(this, see):
        yield violation("missing", field="title", title=this.title, parts=parts)
    if steps := [one.step for one in this.plan if one.due_on is None]:
        yield violation("no_deadline", field="plan", title=this.title, steps=steps)


@rule(
    "RSK-03",
    N_("At the end of the year it is on record what came of a topic"),
    subject=RiskTopic,
    reads=[TopicResult],
    basis=[
        seed(N_("One or two outstanding problems are solved.")),
        practice(N_("That the result is recorded by the last day of the year is ours.")),
    ],
    says={
        "missing": (
            N_("“{title}”: what came of it by the end of {year} is not on record"),
            N_("Record it, with what shows it: `tripower record new topic_result`."),
        ),
        "no_evidence": (
            N_("“{title}”: nothing on record shows that it is {solved}"),
            N_("Name the papers or figures that show it, in `evidence`."),
        ),
    },
)
def result_recorded(this: RiskTopic, see: View) -> Iterator[Hit]:
    """By the last day of its year a topic has a result: whether it is solved, and what shows it.

    Why: what nobody looks at again was not meant.

    Example: a topic of 2023 without a result, as of 2023-12-30: nothing; as of 2023-12-31: warning.
    """
    found, last = see.get(TopicResult, this.topic_id), date(this.year, 12, 31)
    if this.draft:
        return
    if found is None or found.draft:
        if see.as_of >= last:
            yield warning("missing", field="title", on=last, title=this.title, year=this.year)
    elif not found.evidence:
        yield warning(
            "no_evidence", at=found, field="solved", title=this.title, solved=found.solved
        )


@rule(
    "RSK-04",
    N_("A case analysis states facts, cause, gap and measure"),
    subject=CaseAnalysis,
    parameters=["rsk.thin_characters"],
    basis=[CONTENT, practice(N_("From how many words on a part says something is ours."))],
    says={
        "unsaid": (
            N_("the case analysis of {topic} does not state: {parts}"),
            N_("State it; `tripower topic template` asks the questions."),
        ),
        "thin": (
            N_("the case analysis of {topic} is thin on: {parts}"),
            N_("Say who did what, why it could happen, and what is done now, in its own words."),
        ),
    },
)
def analysis_not_thin(this: CaseAnalysis, see: View) -> Iterator[Hit]:
    """The case is told with its facts, its cause, the gap that it shows and the measure.

    A part of fewer than twenty characters is thin, and so is one that only repeats another;
    spaces are not counted.

    Why: a case teaches only when it says why it could happen.

    Example: a cause of 19 characters: warning; of 20: fine.
    """
    if this.draft:
        return
    if parts := topics.unsaid(this):
        yield warning("unsaid", field="topic_id", topic=this.topic_id, parts=parts)
    if parts := topics.thin(this, see):
        yield warning("thin", field=parts[0].value, topic=this.topic_id, parts=parts)
