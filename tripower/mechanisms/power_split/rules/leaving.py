"""Rules on leaving a post: the audit, the order, the handover."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tripower.core.dates import add_days
from tripower.core.messages import N_
from tripower.core.rules import Hit, notice, practice, reg, rule, seed, warning
from tripower.core.unit import View
from tripower.mechanisms.power_split.records import RotationAction
from tripower.mechanisms.power_split.rotation import PAPERS, Leaving
from tripower.mechanisms.power_split.tenure import PARAMETERS


@rule(
    "TEN-09",
    N_("A head who leaves is audited"),
    subject=Leaving,
    reads=PAPERS,
    parameters=PARAMETERS,
    basis=[reg(N_("Audit Law (2021), art. 58: audits of the economic responsibility of leaders."))],
    says={
        "no_audit": (
            N_("no audit on leaving is on record for {person}, {post} until {last}"),
            N_("Ask the district for the audit of economic responsibility, and record it."),
        ),
        "ordered": (
            N_("{person}, {post}, is ordered to another post, and no audit is on record"),
            N_("Ask the district for the audit of economic responsibility, and record it."),
        ),
    },
)
def audited_on_leaving(this: Leaving, see: View) -> Iterator[Hit]:
    """For a head who left, or is ordered to leave, an audit of economic responsibility is there.

    A head left who is head of the unit no more on the day after. It is looked at from that day
    on, or from the day of the order; the audit may have been made before. It names the post
    (`leaving_audit`).

    Why: what a head leaves behind is best found while the files are warm.

    Example: a director until 2024-03-31: a notice from 2024-04-01 on, until the report of the
    audit is recorded.
    """
    told: dict[str, Any] = {"person": see.name(this.tenure.person_id), "post": this.tenure.title}
    if this.audits:
        return
    if this.head_no_more:
        yield notice("no_audit", on=this.last, mark=this.tenure.mark, last=this.last, **told)
    elif this.tenure.head and this.orders and this.tenure.run.covers(see.as_of):
        day = this.orders[-1].on
        yield notice("ordered", at=this.orders[-1], on=day, mark=this.tenure.mark, **told)


@rule(
    "TEN-10",
    N_("A rotation has its order and its handover"),
    subject=Leaving,
    reads=PAPERS,
    parameters=PARAMETERS,
    basis=[
        seed(N_("Heads rotate by the district's system of rotation of posts.")),
        practice(N_("A handover tells of open matters, funds, assets and files.")),
    ],
    says={
        "no_order": (
            N_("{person} left as {post} on {last}, and no order is on record"),
            N_("Record the paper that moved the person: number, date, new post."),
        ),
        "order_late": (
            N_("{person} left as {post} on {last}, but the order {doc} is of {day}"),
            N_("Find out by which paper the person left; nobody moves before the order."),
        ),
        "no_handover": (
            N_("{person} left as {post} on {last}, and no handover is on record"),
            N_("Have the post handed over before witnesses, and record it."),
        ),
        "incomplete": (
            N_("the handover by {person}, {post}, says nothing of {parts}"),
            N_("Add what is missing; write “none” where there is none."),
        ),
        "not_done": (
            N_("{person} was to leave as {post} by {due}, and no order is on record"),
            N_("Carry the plan out, or say in it why not."),
        ),
    },
)
def order_and_handover(this: Leaving, see: View) -> Iterator[Hit]:
    """Whoever rotates has an order with its date, and hands the post over.

    A rotation is a head who is head of the unit no more, or a leader whose move was planned or
    ordered. From the day after the last day in the post on, the order is there, dated no later
    than the day after the last one, and a handover that tells of open matters, funds, assets,
    files, and who witnessed it. A planned rotation whose day has passed without an order is
    told too.

    Why: without an order a rotation can be undone; without a handover nobody answers for what
    is missing.

    Example: a director leaves on 2024-03-31 with an order of 2024-03-28 and a handover that says
    nothing of the funds: a warning until a handover tells of them.
    """
    told: dict[str, Any] = {"person": see.name(this.tenure.person_id), "post": this.tenure.title}
    if this.last is None:
        yield from _not_done(this, see, told)
    elif this.rotates:
        yield from _without_order(this, told)
        yield from _without_handover(this, told)


def _not_done(this: Leaving, see: View, told: dict[str, Any]) -> Iterator[Hit]:
    if this.orders or not this.tenure.run.covers(see.as_of):
        return
    for plan in this.plans:
        if plan.action is RotationAction.ROTATE and plan.due_on < see.as_of:
            due = plan.due_on
            yield warning(
                "not_done", at=plan, field="due_on", on=due, mark=plan.plan_id, due=due, **told
            )


def _without_order(this: Leaving, told: dict[str, Any]) -> Iterator[Hit]:
    last, mark = this.last, this.tenure.mark
    if not this.orders:
        yield warning("no_order", on=last, mark=mark, last=last, **told)
        return
    first = this.orders[0]
    if last is not None and first.on > add_days(last, 1):
        yield warning(
            "order_late",
            at=first,
            field="on",
            on=last,
            mark=mark,
            last=last,
            doc=first.doc_no,
            day=first.on,
            **told,
        )


def _without_handover(this: Leaving, told: dict[str, Any]) -> Iterator[Hit]:
    last, mark = this.last, this.tenure.mark
    if not this.handovers:
        yield warning("no_handover", on=last, mark=mark, last=last, **told)
    elif lacks := this.handovers[-1].lacks:
        yield warning(
            "incomplete", at=this.handovers[-1], on=last, mark=mark, parts=list(lacks), **told
        )
