"""The rule on which matters are major administrative decisions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tripower.core.messages import N_
from tripower.core.rules import Hit, manual, reg, rule, violation, warning
from tripower.core.unit import View
from tripower.mechanisms.decisions.records import (
    Body,
    Category,
    EmergencyDecision,
    Excluded,
    MajorTrack,
    Matter,
    Meeting,
)
from tripower.mechanisms.decisions.track import DECREE

IN_QUESTION = (Category.MAJOR_DECISION, Category.PROJECT)
"""The kinds of matter that may fall into one of the five classes."""


@rule(
    "MAD-01",
    N_("A major administrative decision is in one of five classes and in a public catalogue"),
    subject=Matter,
    reads=[MajorTrack, EmergencyDecision, Meeting],
    effective=DECREE,
    basis=[
        reg(N_("Decree 713 of the State Council, art. 3: five classes, exceptions, catalogue."))
    ],
    says={
        "unsorted": (
            N_("“{matter}” is before the government; nobody said if decree 713 holds for it"),
            N_(
                "Put it on the track with `tripower decision track`, with --excluded if it is none."
            ),
        ),
        "unsaid": (
            N_("“{matter}” is on the track without one of the five classes"),
            N_("Say its class, or why the decree does not hold for it: one of both."),
        ),
        "both": (
            N_("“{matter}” is said to be {scope} and to be left out as {excluded}"),
            N_("Say its class, or why the decree does not hold for it: one of both."),
        ),
        "outside": (
            N_("“{matter}” is on the track as {scope}, but it is: {what}"),
            N_("Correct the record with `tripower record supersede`: it takes no steps."),
        ),
        "no_emergency": (
            N_("“{matter}” is left out as emergency response; no emergency decision is on record"),
            N_("Record the emergency decision, or let the matter take its steps."),
        ),
        "left_out": (
            N_("“{matter}” is left out of the decree as {excluded}; people judge whether it is"),
            N_("Let the office of legal affairs confirm it in writing."),
        ),
        "no_catalogue": (
            N_("“{matter}” is on the track and no published catalogue of such matters is named"),
            N_("Name the day of the catalogue and the Party committee's consent to it."),
        ),
        "no_consent": (
            N_("the catalogue of {day} was published without the Party committee's consent"),
            N_("Obtain the consent of the Party committee and name its paper."),
        ),
        "unpublished": (
            N_("the catalogue that the Party committee agreed to in {doc} was not published"),
            N_("Publish the catalogue of major administrative decisions."),
        ),
        "published_late": (
            N_(
                "the catalogue was published on {day}, after the matter came on the track: {opened}"
            ),
            N_("Publish the catalogue before matters are put on the track by it."),
        ),
    },
)
def in_one_of_five_classes(this: Matter, see: View) -> Iterator[Hit]:
    """A matter on the track belongs to one of the five classes of the decree.

    They are public policy, important plans, policy on natural and cultural resources, major
    public construction, and other matters of major public interest. Macro-control by finance
    and money, the making of rules, and emergency response are left out, and personnel is none
    of the five. The catalogue of such matters has the consent of the Party committee and is
    public. The decree binds governments from the county up; departments and townships follow
    it by reference, so only a matter before a government's meeting is asked for.

    Why: whoever sorts a matter decides how much the public learns of it before it is decided.

    Example: a flood-control plan is put on the track on 2024-03-01 by a catalogue published on
    2024-02-20 with the committee's consent: lawful. Without the consent: violation.
    """
    track = see.get(MajorTrack, this.matter_id)
    if track is None:
        yield from _unsorted(this, see)
    elif track.scope is None and track.excluded is None:
        yield violation("unsaid", at=track, on=track.opened_on, matter=this.title)
    elif track.excluded is not None:
        yield from _excluded(this, track, track.excluded, see)
    else:
        yield from _outside(this, track, see)
        yield from _catalogue(this, track)


def _unsorted(this: Matter, see: View) -> Iterator[Hit]:
    if this.category not in IN_QUESTION or see.get(EmergencyDecision, this.matter_id) is not None:
        return
    for meeting in see.linked(Meeting, this.subject):
        if this.matter_id in meeting.agenda and meeting.body is Body.GOVERNMENT_MEETING:
            yield manual(
                "unsorted",
                at=meeting,
                field=f"agenda.{meeting.agenda.index(this.matter_id)}",
                on=meeting.held_on,
                mark=meeting.meeting_id,
                matter=this.title,
            )


def _excluded(this: Matter, track: MajorTrack, why: Excluded, see: View) -> Iterator[Hit]:
    day, title = track.opened_on, this.title
    if track.scope is not None:
        scope = track.scope
        yield violation(
            "both", at=track, field="excluded", on=day, matter=title, scope=scope, excluded=why
        )
    elif why is not Excluded.EMERGENCY_RESPONSE:
        yield manual("left_out", at=track, field="excluded", on=day, matter=title, excluded=why)
    elif see.get(EmergencyDecision, this.matter_id) is None:
        yield violation("no_emergency", at=track, field="excluded", on=day, matter=title)


def _outside(this: Matter, track: MajorTrack, see: View) -> Iterator[Hit]:
    what: object = Excluded.EMERGENCY_RESPONSE
    if see.get(EmergencyDecision, this.matter_id) is None:
        if this.category is not Category.PERSONNEL:
            return
        what = this.category
    told: dict[str, Any] = {"matter": this.title, "scope": track.scope, "what": what}
    yield warning("outside", at=track, field="scope", on=track.opened_on, **told)


def _catalogue(this: Matter, track: MajorTrack) -> Iterator[Hit]:
    day, published, doc = track.opened_on, track.catalogue_published_on, track.party_consent_doc
    if published is None and doc is None:
        yield warning("no_catalogue", at=track, on=day, matter=this.title)
    elif published is None:
        yield violation("unpublished", at=track, field="party_consent_doc", on=day, doc=doc)
    else:
        field = "catalogue_published_on"
        if doc is None:
            yield violation("no_consent", at=track, field=field, on=day, day=published)
        if published > day:
            yield warning(
                "published_late", at=track, field=field, on=day, day=published, opened=day
            )
