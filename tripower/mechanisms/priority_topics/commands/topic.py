"""`tripower topic`: the unit's priority topics."""

from __future__ import annotations

import click

from tripower.core.answer import Answer, Cell, Facts, Part, Raw, Table, refuse, say
from tripower.core.messages import N_, translate
from tripower.core.unit import Unit
from tripower.mechanisms.options import Reading, reading
from tripower.mechanisms.priority_topics import topics
from tripower.mechanisms.priority_topics.commands.skeletons import skeleton
from tripower.mechanisms.priority_topics.records import CaseAnalysis, RiskTopic, TopicResult
from tripower.mechanisms.typed import ID

ASK = {
    topics.Part.FACTS: N_("facts"),
    topics.Part.CAUSE: N_("cause"),
    topics.Part.GAP: N_("gap"),
    topics.Part.MEASURE: N_("measure"),
}


BEGUN = {
    True: N_("The case analysis is still a draft; it does not state: {what}"),
    False: N_("The case analysis is empty; it does not state: {what}"),
}
"""What is said of an analysis that does not count yet, by whether it is a draft."""


@click.group(help=N_("Priority topics of the unit: what each must hold, and what came of it."))
def topic() -> None:
    """Group of commands."""


@topic.command(help=N_("All topics by year, or one with its plan, its case and what it lacks."))
@click.argument("topic_id", type=ID, metavar="[TOPIC]", required=False)
@click.option("--year", type=click.IntRange(1949, 9999), help=N_("Only the topics of this year."))
@reading()
def show(asked: Reading, topic_id: str | None, year: int | None) -> Answer:
    """What is on record about topics."""
    unit, _ = asked.unit()
    if topic_id is not None:
        return _one(known_topic(unit, topic_id), unit)
    found = [one for one in unit.all(RiskTopic) if year in (None, one.year)]
    found.sort(key=lambda one: (one.year, one.chosen_on, one.topic_id))
    headers = (N_("topic"), N_("year"), N_("title"), N_("set"), N_("missing"), N_("result"))
    rows: list[tuple[Cell, ...]] = [
        (
            one.topic_id,
            one.year,
            one.title,
            None if one.draft else one.chosen_on,
            say("{what}", what=topics.missing(one, unit)),
            _result(one, unit),
        )
        for one in found
    ]
    parts: list[Part] = [Table(headers, rows)] if rows else [say(N_("No topic is on record."))]
    data = [{"topic": one, "missing": topics.missing(one, unit)} for one in found]
    return Answer(parts, {"topics": data})


def _result(topic: RiskTopic, unit: Unit) -> Cell:
    found = unit.get(TopicResult, topic.topic_id)
    return say(found.solved.label) if found is not None and not found.draft else None


def _one(this: RiskTopic, unit: Unit) -> Answer:
    lacks, analysis = topics.missing(this, unit), topics.analysis_of(this, unit)
    result = unit.get(TopicResult, this.topic_id)
    facts = Facts(
        [
            (N_("topic"), this.topic_id),
            (N_("year"), this.year),
            (N_("title"), this.title),
            (N_("owner"), unit.name(this.owner_id) if this.owner_id else "—"),
            (N_("key links"), say("{what}", what=[*this.key_links] or "—")),
            (N_("detailed standards"), say("{what}", what=[*this.standards] or "—")),
            (N_("requirements"), say("{what}", what=[*this.requirements] or "—")),
            (N_("result"), _result(this, unit) or "—"),
        ]
    )
    parts: list[Part] = [facts]
    if this.plan:
        steps = [(one.step, one.due_on) for one in this.plan]
        parts.append(Table((N_("step"), N_("due")), steps))
    if analysis is not None:
        said = [(name, getattr(analysis, part.value) or "—") for part, name in ASK.items()]
        parts.append(Facts(said, say(N_("Case analysis of {day}"), day=analysis.written_on)))
        if thin := [*topics.unsaid(analysis), *topics.thin(analysis, unit)]:
            parts.append(say(N_("Thin in the case analysis: {what}"), what=thin))
    begun = unit.get(CaseAnalysis, this.topic_id)
    if analysis is None and begun is not None:
        parts.append(say(BEGUN[begun.draft], what=topics.unsaid(begun) or "—"))
    if lacks:
        parts.append(say(N_("Still missing: {what}"), what=lacks))
    data = {"topic": this, "missing": lacks, "analysis": analysis, "result": result}
    return Answer(parts, data)


def known_topic(unit: Unit, topic_id: str) -> RiskTopic:
    """The topic of that id; refuses where there is none."""
    found = unit.get(RiskTopic, topic_id)
    if found is None:
        known = [one.topic_id for one in unit.all(RiskTopic)]
        text = N_("there is no topic {topic}; on record: {known}")
        raise refuse(text, topic=topic_id, known=known or "—")
    return found


@topic.command(
    help=N_(
        "A form to fill in: for a topic on record its case analysis, without one a new topic. "
        "Save it as a file and hand it to `tripower record new risk_topic --file`, or "
        "`record new case_analysis --file`."
    )
)
@click.argument("topic_id", type=ID, metavar="[TOPIC]", required=False)
@reading()
def template(asked: Reading, topic_id: str | None) -> Answer:
    """A skeleton in YAML whose comments ask the questions."""
    unit, day = asked.unit()
    known = known_topic(unit, topic_id) if topic_id is not None else None
    text = skeleton(known, day, lambda msgid: translate(msgid, asked.app.lang or "en"))
    return Answer([Raw(text)], {"yaml": text})
