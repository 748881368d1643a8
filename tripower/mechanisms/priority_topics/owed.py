"""What projects still wait for: signatures at their gates, and reports to the commission."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tripower.core.answer import say
from tripower.core.dues import Due
from tripower.core.messages import N_
from tripower.core.unit import Sees
from tripower.mechanisms.priority_topics.gates import Status
from tripower.mechanisms.priority_topics.picture import way_of
from tripower.mechanisms.priority_topics.records import Project, StageRule
from tripower.mechanisms.priority_topics.reporting import duty

OPEN = (Status.OPEN, Status.REJECTED)


def owed(see: Sees, as_of: date) -> Iterator[Due]:
    """Everything the room's records show as still to be done on a day."""
    for project in see.all(Project):
        yield from _report(project, see, as_of)
        yield from _signatures(project, see, as_of)


def _report(project: Project, see: Sees, as_of: date) -> Iterator[Due]:
    found = duty(project, see, as_of)
    if found is not None and found.report is None:
        what = say(N_("report the project “{title}” to the commission"), title=project.title)
        yield Due("WF-01", f"project/{project.project_id}", what, project.owner_id, found.due)


def _signatures(project: Project, see: Sees, as_of: date) -> Iterator[Due]:
    for line in way_of(project, see, as_of):
        if line.step is None or line.status not in OPEN or line.stage.rule is StageRule.REPORT:
            continue
        text = N_("{stage} of “{title}”, {step}: signatures wanting")
        told = {"stage": line.stage.name, "title": project.title, "step": line.step_id}
        subject = f"project/{project.project_id}/{line.step_id}"
        yield Due("WF-01", subject, say(text, **told), None, line.due or line.step.on)
