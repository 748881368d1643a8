"""The gates before a step: which there are, who may sign, what had been signed by a moment (WF)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from tripower.core.people import Position
from tripower.core.records import Record, Term
from tripower.core.unit import Sees
from tripower.mechanisms.power_split.approvals import holders_on
from tripower.mechanisms.power_split.records import PowerAssignment
from tripower.mechanisms.priority_topics import amounts
from tripower.mechanisms.priority_topics.records import (
    Amount,
    BodyMembership,
    GateAction,
    Participant,
    Project,
    SiteRecord,
    Stage,
    StageRule,
    WorkflowDef,
)
from tripower.mechanisms.priority_topics.steps import (
    Moment,
    Step,
    event_of,
    id_of,
    in_order,
    may_precede,
    moment,
)

READS: tuple[type[Record], ...] = (
    *amounts.READS,
    BodyMembership,
    GateAction,
    Position,
    PowerAssignment,
    SiteRecord,
    WorkflowDef,
)


class Void(Term):
    """Why a signature does not count."""

    ROUND = "of_another_round"
    ROLE = "not_in_the_role"
    TWICE = "signed_already"
    TWO_ROLES = "signed_for_another_role"
    OFFSITE = "not_on_the_spot"
    ABSTAINED = "abstained"
    EDITED = "content_changed_since"
    REOPENED = "stage_was_rejected"


class Status(Term):
    """Where a stage stands."""

    PASSED = "passed"
    OPEN = "not_passed_yet"
    REJECTED = "sent_back"
    NOT_NEEDED = "not_needed"
    AHEAD = "not_put_forward_yet"


class Gate(msgspec.Struct, frozen=True):
    """A stage before a step, asked about as of a moment."""

    workflow: WorkflowDef
    stage: Stage
    step: Step
    see: Sees
    by: Moment

    @property
    def mark(self) -> str:
        """Workflow and stage, by which it is told from the step's other gates."""
        return f"{self.workflow.workflow_id}/{self.stage.stage_id}"

    @property
    def needed(self) -> bool:
        """Whether the amount asks for it; an amount that is not known does."""
        asked = self.stage.condition
        if asked is None:
            return True
        if asked.field is Amount.STEP:
            amount = self.step.amount
        else:
            amount = amounts.amount_of(asked.field, self.step.project_id, self.see, self.step.on)
        return amount is None or amount >= asked.at_least

    @property
    def actions(self) -> list[GateAction]:
        """Its signatures by the moment, in order."""
        found = self.see.where(
            GateAction,
            project_id=self.step.project_id,
            workflow_id=self.workflow.workflow_id,
            stage_id=self.stage.stage_id,
            about=id_of(self.step),
        )
        return in_order(one for one in found if may_precede(moment(one), self.by))

    @property
    def site(self) -> SiteRecord | None:
        """The first record of the site, by the moment, with enough of those who sign here."""
        found = self.see.where(
            SiteRecord,
            project_id=self.step.project_id,
            stage_id=self.stage.stage_id,
            about=id_of(self.step),
        )
        enough = (one for one in found if len(self._own(one)) >= self.stage.min_people)
        known = (one for one in enough if not one.draft and one.on <= self.by[0])
        return min(known, key=lambda one: (one.on, one.record_no), default=None)

    def _own(self, site: SiteRecord) -> set[str]:
        """Who of the people on the spot belongs to a body or section that signs here."""
        held = (members(one, site.on, self.see) for one in self.stage.participants)
        return {name for people in held for name in people if name in site.person_ids}


def gates_of(step: Step, see: Sees, by: Moment) -> Iterator[Gate]:
    """The stages that precede a step, by the workflows in force on its day; reports are none."""
    project = see.get(Project, step.project_id)
    for workflow in see.all(WorkflowDef):
        if workflow.period.covers(step.on) and holds_for(workflow, project):
            for stage in workflow.stages:
                if stage.must_precede == event_of(step) and stage.rule is not StageRule.REPORT:
                    yield Gate(workflow, stage, step, see, by)


def holds_for(workflow: WorkflowDef, project: Project | None) -> bool:
    """Whether a workflow holds for the project's sort."""
    return not workflow.sorts or project is None or project.sort in workflow.sorts


def in_role(who: Participant, person_id: str, day: date, see: Sees) -> bool:
    """Whether a person belongs to a body or section, or holds the power, on a day (WF-04)."""
    if who.power is not None:
        return person_id in holders_on(see, who.power, day)
    return person_id in members(who, day, see)


def members(who: Participant, day: date, see: Sees, *, voting: bool = False) -> list[str]:
    """Who belongs to a body or section on a day, each once; `voting` only those with a vote.

    A post whose section has that name belongs to it too.
    """
    if who.power is not None:
        return list(holders_on(see, who.power, day))
    named = see.where(BodyMembership, body=who.role)
    held = [one for one in named if one.period.covers(day) and (one.voting or not voting)]
    posts = [one for one in see.where(Position, section=who.role) if one.held_on(day)]
    return list(dict.fromkeys([*(one.person_id for one in held), *(p.person_id for p in posts)]))
