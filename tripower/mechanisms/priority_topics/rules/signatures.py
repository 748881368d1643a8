"""Rules on each signature: one person for one role, and who is in that role (WF-03, WF-04)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tripower.core.messages import N_
from tripower.core.rules import Hit, rule, seed, violation
from tripower.core.unit import View
from tripower.mechanisms.priority_topics import gates
from tripower.mechanisms.priority_topics.records import (
    GateAction,
    Payment,
    ProjectEvent,
    Stage,
    StageRule,
    WorkflowDef,
)
from tripower.mechanisms.priority_topics.steps import event_of, id_of, in_order, steps_of

ALL_SIGN = seed(
    N_(
        "The project office, the finance section, the construction office and the deputy in "
        "charge sign, each of them."
    )
)


@rule(
    "WF-03",
    N_("Nobody signs for two roles in one stage"),
    subject=GateAction,
    reads=[WorkflowDef],
    acts=[GateAction],
    basis=[ALL_SIGN],
    says={
        "two_roles": (
            N_("{person} signs {stage} of {step} for {role} and had signed for {other}"),
            N_("Have another member of {role} sign; this signature does not count."),
        )
    },
)
def one_role_each(this: GateAction, see: View) -> Iterator[Hit]:
    """In one round of a stage a person signs the same content for one role only.

    Why: four signatures by two people are two signatures.

    Example: one person signs a payment for the project office and for finance: violation.
    """
    fields = ("project_id", "workflow_id", "stage_id", "about", "round", "person_id")
    same = see.where(GateAction, **{name: getattr(this, name) for name in fields})
    signed = in_order(one for one in same if one.content_sha256 == this.content_sha256)
    before = signed[: signed.index(this)]
    other = next((one.role for one in before if one.role != this.role), None)
    if other is not None:
        workflow = see.get(WorkflowDef, this.workflow_id)
        stage = workflow.stage(this.stage_id) if workflow else None
        told: dict[str, Any] = {"step": this.about, "role": this.role}
        told |= {"stage": stage.name if stage else this.stage_id}
        yield violation(
            "two_roles", field="person_id", person=see.name(this.person_id), other=other, **told
        )


@rule(
    "WF-04",
    N_("Whoever signs is in that role on that day"),
    subject=GateAction,
    reads=[*gates.READS, Payment, ProjectEvent],
    acts=[GateAction],
    basis=[ALL_SIGN],
    says={
        "no_step": (
            N_("the project has no payment or step {step}"),
            N_("Record it as a draft first, so that people see what they sign."),
        ),
        "no_stage": (
            N_("{workflow} has no stage {stage} that {step} passes"),
            N_("Name one of its stages; `tripower gate show` lists them."),
        ),
        "no_role": (
            N_("{role} does not sign {stage}; these do: {roles}"),
            N_("Name the role for which the person signs."),
        ),
        "not_in_role": (
            N_("{person} signs {stage} for {role} on {day}; in that role are: {members}"),
            N_("Have one of them sign, or record the membership with its paper in bodies.yaml."),
        ),
        "nobody": (
            N_("{person} signs {stage} for {role} on {day}, when nobody has {power} in charge"),
            N_("Record who has it in charge: `tripower record new power_assignment`."),
        ),
    },
)
def signer_in_role(this: GateAction, see: View) -> Iterator[Hit]:
    """Who signs belongs to the body or section on that day, or holds the power then.

    Where a body meets, only its members with a vote count. First and last day of a membership
    are included.

    Why: a signature is worth what the post behind it is worth.

    Example: a member of the project office until 2024-06-30 signs on 2024-06-30: in order; on
    2024-07-01: violation.
    """
    steps = [one for one in steps_of(this.project_id, see) if id_of(one) == this.about]
    workflow = see.get(WorkflowDef, this.workflow_id)
    stage = workflow.stage(this.stage_id) if workflow else None
    events = [event_of(one) for one in steps]
    if not events:
        yield violation("no_step", field="about", step=this.about)
    elif stage is None or stage.must_precede not in events:
        told: dict[str, Any] = {"workflow": workflow.name if workflow else this.workflow_id}
        told |= {"stage": this.stage_id, "step": this.about}
        yield violation("no_stage", field="stage_id", **told)
    else:
        yield from _in_role(this, stage, see)


def _in_role(this: GateAction, stage: Stage, see: View) -> Iterator[Hit]:
    who = next((one for one in stage.participants if one.role == this.role), None)
    if who is None:
        roles = [*stage.roles]
        yield violation("no_role", field="role", role=this.role, stage=stage.name, roles=roles)
        return
    held = gates.members(who, this.on, see, voting=stage.rule is StageRule.MEETING)
    told: dict[str, Any] = {"stage": stage.name, "role": this.role, "day": this.on}
    told |= {"person": see.name(this.person_id)}
    if who.power is not None and not held:
        yield violation("nobody", field="person_id", power=who.power, **told)
    elif this.person_id not in held:
        named = [see.name(one) for one in held] or "—"
        yield violation("not_in_role", field="person_id", members=named, **told)
