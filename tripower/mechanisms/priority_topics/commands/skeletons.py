"""Forms to fill in, in YAML: a topic, and the case analysis of one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tripower.core.messages import N_
from tripower.mechanisms.priority_topics.records import RiskTopic

Translate = Callable[[str], str]
CASE = {
    "facts": N_("What happened: who did what, when, and what it came to."),
    "cause": N_("Why it could happen: at which link of the work, and who did not look."),
    "gap": N_("What was missing in the rules, or in their use."),
    "measure": N_("What is done so that it does not happen again, and by whom."),
    "source": N_("Where the case is published, or the number of the paper that tells it."),
}
"""The parts of a case analysis, each with its question."""
TOPIC = {
    "topic_id": N_("Its id, such as T-2024-1."),
    "title": N_("The one problem that is to be solved."),
    "key_links": N_("At which links of the work the risk lies, one a line."),
    "plan": N_("The steps of the plan, each with the day by which it is done."),
    "standards": N_("The detailed standards by which the work is done."),
    "requirements": N_("What is asked of whom."),
    "owner_id": N_("Who answers for it, by id."),
}
"""The parts of a topic, each with its question."""
LISTS = {
    "key_links": '#  - ""',
    "plan": '#  - step: ""\n#    due_on:',
    "standards": '#  - ""',
    "requirements": '#  - ""',
}
"""Lists stand behind a # until somebody fills them in: a draft may lack them."""
UNCOMMENT = N_("Take the # away before a list that is filled in.")


def skeleton(topic: RiskTopic | None, day: date, translate: Translate) -> str:
    """The form of the case analysis of a topic; without one, that of a new topic."""
    if topic is None:
        head = ["draft: true", f"year: {day.year}", f"chosen_on: {day}"]
        head.append(f"# {translate(UNCOMMENT)}")
        return "\n".join([*head, *_asked(TOPIC, translate)])
    head = ["draft: true", f"topic_id: {topic.topic_id}", f"written_on: {day}"]
    return "\n".join([*head, *_asked(CASE, translate)])


def _asked(parts: dict[str, str], translate: Translate) -> list[str]:
    lines = []
    for name, question in parts.items():
        form = f"#{name}:\n{LISTS[name]}" if name in LISTS else f"{name}:"
        lines += [f"# {translate(question)}", form]
    return lines
