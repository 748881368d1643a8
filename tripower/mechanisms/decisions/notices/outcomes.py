"""D7 暂缓/未通过告知: the proposer is told that a matter did not pass, and how it may come back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tripower.core.answer import Say, say
from tripower.core.dates import add_days
from tripower.core.messages import N_
from tripower.mechanisms.decisions import tally as voting
from tripower.mechanisms.decisions.notices.office import Office, body_of
from tripower.mechanisms.decisions.notices.page import Section
from tripower.mechanisms.decisions.notices.record import is_over
from tripower.mechanisms.decisions.notices.section import of_records
from tripower.mechanisms.decisions.notices.sources import of_meeting, shown
from tripower.mechanisms.decisions.records import Matter, Meeting, Outcome
from tripower.mechanisms.decisions.rounds import Round
from tripower.publish.notice import Notice
from tripower.publish.office import Paper

RULES = ("DEC-05", "DEC-07", "DEC-13")
WAIT = "dec.retable_min_days"
TITLES = {
    Outcome.DEFERRED: N_("Notice that a matter was put off"),
    Outcome.REJECTED: N_("Notice that a matter was not passed"),
    Outcome.INVALID: N_("Notice that a vote is invalid"),
}


class OutcomePage(Paper, frozen=True, kw_only=True):
    """What the template shows; `section` holds nothing by name.

    earliest: first day on which a rejected matter may be brought back.
    because: why the meeting put it off, or the head's reasons.
    """

    proposer: str
    body: Say
    held_on: date
    section: Section
    because: str | None
    earliest: date | None


def due(office: Office) -> Iterator[Notice]:
    """A notice for each matter that a closed meeting, held by the day, put off or rejected.

    So too where the vote was invalid. What was decided in an emergency and not ratified is
    told by D6.
    """
    for meeting in office.unit.all(Meeting):
        if is_over(meeting, office):
            for this in Round.of(meeting, office.unit):
                matter, result = this.matter, voting.tally(this).result
                if matter is not None and result in TITLES:
                    yield _notice(this, matter, result, office)


def _notice(this: Round, matter: Matter, result: Outcome, office: Office) -> Notice:
    unit, day = office.unit, this.day
    section = of_records(this, unit, internal=False)
    wait = unit.on(day).whole(WAIT)
    applied = {*RULES, *(step.rule_id for step in section.steps)}
    page = OutcomePage(
        **office.head(say(TITLES[result]), applied, [matter.category]),
        proposer=unit.name(matter.proposer_id),
        body=body_of(this.meeting),
        held_on=day,
        section=section,
        because=_because(this),
        earliest=add_days(day, wait) if result is Outcome.REJECTED else None,
    )
    sources = [
        *of_meeting(this.meeting, [matter.matter_id], office),
        *shown((), office, parameters=[WAIT]),
    ]
    about = say(N_("{matter}: {outcome} on {day}"), matter=matter.title, outcome=result, day=day)
    key = f"{matter.matter_id}-{this.number}"
    return office.paper(("D7", key), page, day, about, sources)


def _because(this: Round) -> str | None:
    """The reason on record: of the meeting that put it off, or of the head who decides."""
    for one in this.meeting.deferred:
        if one.matter_id == this.matter_id:
            return one.reason
    return this.head_decision.reasons if this.head_decision else None
