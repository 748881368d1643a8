"""D6 紧急处置报告, 追认意见: what one person decided, and what the meeting said of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from tripower.core.answer import say
from tripower.core.messages import N_
from tripower.core.records import Money, Record
from tripower.mechanisms.decisions.emergencies import PARAMETERS, Emergency
from tripower.mechanisms.decisions.notices.office import Office
from tripower.mechanisms.decisions.notices.page import Section
from tripower.mechanisms.decisions.notices.section import of_records
from tripower.mechanisms.decisions.notices.sources import of_meeting, shown
from tripower.mechanisms.decisions.records import (
    Category,
    EmergencyGround,
    Matter,
    Outcome,
    Ratification,
)
from tripower.mechanisms.decisions.rounds import Round
from tripower.publish.notice import Notice
from tripower.publish.office import Paper

RULES = ("DEC-14",)
OPINION_RULES = ("DEC-05", "DEC-07", "DEC-14")


class Sitting(msgspec.Struct, frozen=True):
    """The vote on the emergency decision; `section` without anything by name."""

    held_on: date
    submitted_on: date | None
    in_time: bool
    ratified: bool
    section: Section


class EmergencyPage(Paper, frozen=True, kw_only=True):
    """What the templates show; `reported_on` is None while there is no report."""

    matter: str
    category: Category
    amount: Money | None
    payee: str | None
    decider: str
    posts: tuple[str, ...]
    decided_on: date
    ground: EmergencyGround
    reason: str
    measure: str
    reported_on: date | None
    reported_to: str | None
    report_due: date
    ratify_due: date
    sitting: Sitting | None = None


def due(office: Office) -> Iterator[Notice]:
    """Which papers on emergency decisions are due on the day.

    The report: for each decision taken by the day; until it is on record that the report was
    made, the page says by when. The opinion: once a closed meeting, held by the day, has
    ratified the decision or refused to.
    """
    for one in Emergency.every(office.unit):
        matter = one.matter
        if matter is None or one.day > office.as_of:
            continue
        yield _report(one, matter, office)
        settled = one.settled
        if settled is not None and settled.day <= office.as_of:
            yield _opinion(one, matter, settled, office)


def _report(this: Emergency, matter: Matter, office: Office) -> Notice:
    page = EmergencyPage(
        **office.head(say(N_("Report on an emergency decision")), RULES),
        **_facts(this, matter, office),
    )
    told = [one for one in (this.report,) if one is not None and one.reported_on <= office.as_of]
    events: list[Record] = [this.decision, matter, *told]
    decider = this.decision.decider_id
    sources = shown(events, office, posts_of=[decider], parameters=PARAMETERS)
    about = say(N_("Emergency decision: {matter}"), matter=matter.title)
    dated = told[0].reported_on if told else this.day
    return office.paper(("D6-report", matter.matter_id), page, dated, about, sources)


def _opinion(this: Emergency, matter: Matter, settled: Round, office: Office) -> Notice:
    section = of_records(settled, office.unit, internal=False)
    applied = {step.rule_id for step in section.steps}
    submitted = office.unit.get(Ratification, matter.matter_id)
    page = EmergencyPage(
        **office.head(
            say(N_("Opinion on the ratification of an emergency decision")),
            {*OPINION_RULES, *applied},
        ),
        **_facts(this, matter, office),
        sitting=Sitting(
            held_on=settled.day,
            submitted_on=submitted.submitted_on if submitted else None,
            in_time=settled.day <= this.ratify_due,
            ratified=section.outcome is Outcome.RATIFIED,
            section=section,
        ),
    )
    more = [one for one in (this.report, submitted) if one is not None]
    sources = of_meeting(settled.meeting, [matter.matter_id], office, *more)
    about = say(
        N_("{matter}: {outcome} on {day}"),
        matter=matter.title,
        outcome=section.outcome,
        day=settled.day,
    )
    named = ("D6-ratification", matter.matter_id)
    return office.paper(named, page, settled.day, about, sources)


def _facts(this: Emergency, matter: Matter, office: Office) -> dict[str, Any]:
    decision, report = this.decision, this.report
    made = report if report is not None and report.reported_on <= office.as_of else None
    return {
        "matter": matter.title,
        "category": matter.category,
        "amount": matter.amount,
        "payee": matter.payee,
        "decider": office.unit.name(decision.decider_id),
        "posts": office.posts(decision.decider_id, decision.decided_on),
        "decided_on": decision.decided_on,
        "ground": decision.ground,
        "reason": decision.reason,
        "measure": decision.measure,
        "reported_on": made.reported_on if made else None,
        "reported_to": made.reported_to if made else None,
        "report_due": this.report_due,
        "ratify_due": this.ratify_due,
    }
