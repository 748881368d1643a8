"""Rules on who is heard about a major administrative decision: the public and experts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tripower.core.messages import N_
from tripower.core.rules import Hit, local, reg, rule, violation, warning
from tripower.core.unit import View
from tripower.mechanisms.decisions import track as steps
from tripower.mechanisms.decisions.records import (
    ExpertReview,
    HearingSession,
    MajorTrack,
    Meeting,
    PublicConsultation,
)
from tripower.mechanisms.decisions.rounds import stood_on
from tripower.mechanisms.decisions.track import DECREE, Track

OFF_THE_AGENDA = N_("Take it off the agenda; it goes on once the step is done and recorded.")


def on_agenda(this: Track, meeting: Meeting) -> dict[str, Any]:
    """Where a hit about a matter on an agenda points: the line of the agenda."""
    field = f"agenda.{meeting.agenda.index(this.matter_id)}"
    told = {"mark": meeting.meeting_id, "matter": this.title, "day": stood_on(meeting)}
    return {"at": meeting, "field": field, "on": meeting.held_on, **told}


@rule(
    "MAD-02",
    N_("The public is asked, for thirty days or with a published reason"),
    subject=Track,
    reads=[MajorTrack, *steps.READS, PublicConsultation, HearingSession],
    parameters=["mad.public_days"],
    effective=DECREE,
    acts=[Meeting],
    basis=[
        reg(N_("Decree 713 of the State Council, art. 14: the public is heard, unless secret.")),
        reg(N_("Decree 713 of the State Council, art. 15: as a rule not less than 30 days.")),
    ],
    says={
        "no_reason": (
            N_("comments on “{matter}” ran from {opened} to {closed}: {open} days, {days} needed"),
            N_("Keep them open longer, or publish why the time is short when they are opened."),
        ),
        "unpublished_reason": (
            N_(
                "comments on “{matter}” ran for {open} of {days} days; the reason was not published"
            ),
            N_("Publish the reason together with the draft, and record where."),
        ),
        "unheard": (
            N_("“{matter}” is on an agenda of {day} and the public had not been asked"),
            OFF_THE_AGENDA,
        ),
        "still_open": (
            N_("“{matter}” is on an agenda of {day}; comments still ran until {until}"),
            N_("Take it off the agenda until the comments are closed and worked in."),
        ),
    },
)
def public_asked(this: Track, see: View) -> Iterator[Hit]:
    """Before a matter on the track goes on an agenda, the public was asked about it.

    Public comments are open for thirty days or more: from the first day, which is not counted,
    to the last. A shorter time needs a reason that is published when they are opened. Where
    another way was chosen, such as a symposium or a hearing, no number of days is set. What a
    law keeps from the public is asked of nobody.

    Why: three days of comments over a holiday are none.

    Example: open from 2024-01-31 to 2024-03-01 are 30 days: enough. To 2024-02-29 they are 29:
    violation, unless the reason was published.
    """
    for one in this.consultations:
        if fault := steps.consultation_fault(one, see):
            told: dict[str, Any] = {
                "matter": this.title,
                "opened": one.opened_on,
                "closed": one.closed_on,
                "open": steps.days_open(one),
                "days": see.on(one.opened_on).whole("mad.public_days"),
            }
            yield violation(
                fault, at=one, field="closed_on", on=one.opened_on, mark=one.key, **told
            )
    for meeting in this.agendas:
        says, until = steps.participation_fault(this, stood_on(meeting))
        if says:
            yield violation(says, until=until, **on_agenda(this, meeting))


@rule(
    "MAD-03",
    N_("A hearing has its papers seven days before and its participants published"),
    subject=HearingSession,
    reads=[MajorTrack],
    parameters=["mad.hearing_days"],
    effective=DECREE,
    basis=[reg(N_("Decree 713 of the State Council, art. 16: papers seven days before, a list."))],
    says={
        "late_papers": (
            N_("the hearing of {held}: papers were delivered on {papers}; {due} is the last day"),
            N_("Put the hearing off, or deliver the papers earlier."),
        ),
        "no_papers": (
            N_("the hearing of {held} was held and nothing says when the papers were delivered"),
            N_("Record the day on which the last participant had the papers."),
        ),
        "late_list": (
            N_("the hearing of {held}: the list of participants was published only on {listed}"),
            N_("Publish the list before the day of the hearing."),
        ),
        "no_list": (
            N_("the hearing of {held} was held; no list of its participants had been published"),
            N_("Publish the list before the day of the hearing, and record the day."),
        ),
    },
)
def hearing_prepared(this: HearingSession, see: View) -> Iterator[Hit]:
    """The participants have the papers seven days before a hearing, and their list is public.

    Days are calendar days; the day of delivery is not counted, that of the hearing is. The
    list is published on an earlier day than the hearing. What a planned hearing still lacks is
    not yet wrong. The rule holds for hearings on matters of the track.

    Why: who reads the papers in the hall can only nod.

    Example: held on 2024-03-08, papers on 2024-03-01: in time. On 2024-03-02: violation.
    """
    track = see.get(MajorTrack, this.matter_id)
    if track is None or track.excluded is not None:
        return
    held = this.held_on
    told: dict[str, Any] = {
        "held": held,
        "papers": this.papers_delivered_on,
        "listed": this.participants_published_on,
        "due": steps.papers_by(this, see),
    }
    for says in steps.hearing_faults(this, see, see.as_of):
        yield violation(says, field=HEARING_FIELDS[says], on=held, **told)


HEARING_FIELDS = {
    "late_papers": "papers_delivered_on",
    "late_list": "participants_published_on",
    "no_papers": "held_on",
    "no_list": "held_on",
}
"""The field to point at, by message."""


@rule(
    "MAD-04",
    N_("Experts without an interest argue a technical matter, signed and sealed"),
    subject=Track,
    reads=[MajorTrack, *steps.READS, ExpertReview],
    parameters=["mad.min_experts"],
    effective=DECREE,
    acts=[Meeting],
    basis=[
        reg(N_("Decree 713 of the State Council, art. 19: argued by experts, signed and sealed.")),
        reg(N_("Decree 713 of the State Council, art. 20: nobody with a direct interest.")),
        local(N_("Three experts or more: the rule of one city government elsewhere.")),
    ],
    says={
        "none": (
            N_("“{matter}” is technical and on an agenda of {day}; no experts had argued it"),
            OFF_THE_AGENDA,
        ),
        "unsigned": (
            N_("the opinion of experts of {on_day} on “{matter}” bears no names"),
            N_("Have it signed by those who made it."),
        ),
        "unsealed": (
            N_("the opinion of experts of {on_day} on “{matter}” bears no seal"),
            N_("Have it sealed; a written opinion bears names and seal."),
        ),
        "interested": (
            N_("{people} argued “{matter}” on {on_day} with a direct interest in it"),
            N_("Choose others and have it argued anew."),
        ),
        "few": (
            N_("“{matter}” was argued by {count} experts on {on_day}; {least} are usual"),
            N_("Ask further experts, also some who think otherwise, or say why so few."),
        ),
    },
)
def argued_by_experts(this: Track, see: View) -> Iterator[Hit]:
    """A professional or technical matter is argued by experts before it goes on an agenda.

    Their opinion bears names and seal, and none of them has a direct interest. Where no
    institution is commissioned, fewer than three different experts are pointed out: that
    number is the rule of another place. What the matter's own flag calls technical is so, too.

    Why: an expert who gains by the project is its seller.

    Example: two experts sign: warning; one of them owns the firm that will build: violation.
    """
    for one in this.reviews:
        told: dict[str, Any] = {"matter": this.title, "on_day": one.on}
        for says in steps.expert_faults(one):
            field, people = EXPERT_FIELDS[says], steps.interested(one)
            yield violation(
                says, at=one, field=field, on=one.on, mark=one.key, people=people, **told
            )
        least = see.on(one.on).whole("mad.min_experts")
        count = steps.heads_of(one)
        if one.institution is None and count < least:
            few = {"count": count, "least": least, **told}
            yield warning("few", at=one, field="experts", on=one.on, mark=one.key, **few)
    for meeting in this.agendas:
        if says := steps.argument_fault(this, stood_on(meeting)):
            yield violation(says, **on_agenda(this, meeting))


EXPERT_FIELDS = {"unsigned": "signed", "unsealed": "sealed", "interested": "experts"}
"""The field to point at, by message."""
