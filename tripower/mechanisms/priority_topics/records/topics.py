"""Priority topics of a unit: what is to be prevented, the case that shows why, what came of it."""

from datetime import date
from typing import Annotated

import msgspec

from tripower.core.records import ID_PATTERN, Event, Id, MatterId, PersonId, Ref, Term, Text

TopicId = Annotated[str, Ref("risk_topic"), msgspec.Meta(pattern=ID_PATTERN)]


class PlanStep(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A step of the work plan.

    step: what is done.
    due_on: by which day.
    """

    step: Text
    due_on: date | None = None


class RiskTopic(Event, frozen=True, kw_only=True):
    """A priority topic of risk prevention of one year (重点选题防控项目); a draft until it is set.

    topic_id: id of the topic, the name of its folder.
    year: the year for which it is set.
    title: the problem that is to be solved.
    chosen_on: the day on which it was set.
    key_links: the links of the work at which the risk lies (重点防控环节).
    plan: the steps of the work plan (防控工作规划), each with its deadline.
    standards: the detailed standards of the work (工作标准).
    requirements: what is asked of whom (工作要求).
    owner_id: who answers for it.
    matter_id: the matter by which the team set it.
    """

    kind = "risk_topic"
    id_fields = ("topic_id",)
    day_field = "chosen_on"

    topic_id: Id
    year: int
    title: Text
    chosen_on: date
    key_links: tuple[Text, ...] = ()
    plan: tuple[PlanStep, ...] = ()
    standards: tuple[Text, ...] = ()
    requirements: tuple[Text, ...] = ()
    owner_id: PersonId | None = None
    matter_id: MatterId | None = None


class CaseAnalysis(Event, frozen=True, kw_only=True):
    """The case from which the topic's risk is understood (案例分析).

    topic_id: the topic.
    written_on: the day.
    written_by: who wrote it.
    facts: what happened (基本事实).
    cause: why it could happen (原因分析).
    gap: what was missing in the rules or in their use (制度漏洞).
    measure: what is done so that it does not happen again (防控措施).
    source: where the case is published, or the number of the paper that tells it.
    """

    kind = "case_analysis"
    id_fields = ("topic_id",)
    day_field = "written_on"

    topic_id: TopicId
    written_on: date
    written_by: PersonId | None = None
    facts: Text | None = None
    cause: Text | None = None
    gap: Text | None = None
    measure: Text | None = None
    source: Text | None = None


class Solved(Term):
    """What came of a topic by the end of its year."""

    SOLVED = "solved"
    PARTLY = "partly_solved"
    UNSOLVED = "unsolved"


class TopicResult(Event, frozen=True, kw_only=True):
    """What came of a topic by the end of its year (年终成效).

    topic_id: the topic.
    on: the day on which it was looked at.
    by: who looked.
    solved: whether the problem is solved.
    evidence: what shows it, such as the numbers of papers or figures before and after.
    note: what remains to be done.
    """

    kind = "topic_result"
    id_fields = ("topic_id",)
    day_field = "on"

    topic_id: TopicId
    on: date
    by: PersonId | None = None
    solved: Solved
    evidence: tuple[Text, ...] = ()
    note: Text | None = None
