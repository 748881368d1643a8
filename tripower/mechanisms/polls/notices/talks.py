"""D17 诫勉谈话记录: the record of each talk that was held; internal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tripower.core.answer import say
from tripower.core.district import unit_name
from tripower.core.messages import N_
from tripower.mechanisms.polls.records import PollRound, PollTalk, TalkerPost
from tripower.publish.notice import Notice, Source
from tripower.publish.office import Office, Paper

RULES = ("POL-05", "POL-11", "POL-14")


class RecordPage(Paper, frozen=True, kw_only=True):
    """The record of a talk that was held."""

    unit: str
    person: str
    talker: str
    post: TalkerPost
    held_on: date
    reason: str
    response: str | None
    signed_on: date | None


def held(office: Office) -> Iterator[Notice]:
    """The record of each talk held by the day."""
    for talk in office.unit.all(PollTalk):
        this = office.unit.get(PollRound, talk.round_id)
        if this is not None and talk.held_on <= office.as_of:
            yield _record(talk, this, office)


def _record(talk: PollTalk, this: PollRound, office: Office) -> Notice:
    title = say(N_("Record of an admonitory talk"))
    page = RecordPage(
        **office.head(title, RULES),
        unit=unit_name(office.unit, talk.unit_id),
        person=office.unit.name(talk.person_id),
        talker=talk.talker,
        post=talk.talker_post,
        held_on=talk.held_on,
        reason=talk.reason,
        response=talk.response,
        signed_on=talk.signed_on,
    )
    about = say(N_("{unit}: {round}"), unit=page.unit, round=this.name)
    sources = [Source(office.profile, ("name", "short_name")), Source(talk)]
    key = f"{this.round_id}-{talk.unit_id}-{talk.person_id}"
    return office.paper(("D17-record", key), page, talk.held_on, about, sources)
