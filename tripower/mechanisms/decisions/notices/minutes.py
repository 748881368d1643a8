"""D2 集体决策会议纪要: issued minutes as pages, with every part that minutes must have.

The public page has results and numbers. Who said, voted or objected what, who stood aside and
why somebody was absent stand in the internal page alone (PUB-05): the
public context does not hold them, so no template can show them.
"""

from __future__ import annotations

from collections.abc import Iterator

from tripower.core.answer import Say, say
from tripower.core.messages import N_
from tripower.mechanisms.decisions.notices.meetings import attended
from tripower.mechanisms.decisions.notices.office import Office
from tripower.mechanisms.decisions.notices.page import MinutesPage
from tripower.mechanisms.decisions.notices.section import section
from tripower.mechanisms.decisions.notices.sources import of_meeting
from tripower.mechanisms.decisions.records import Meeting, Minutes
from tripower.mechanisms.decisions.rounds import Round
from tripower.publish.notice import Edition, Index, Notice
from tripower.publish.words import document_number

KIND = "D2"
RULES = ("DEC-03", "DEC-04", "DEC-05", "DEC-06", "DEC-07", "DEC-17")
TITLE = N_("Minutes of collective decisions of {unit}")
SUMMARY = N_("Meeting of {day}: {matters}")
ENTRY = N_("{matter} ({outcome})")


def due(office: Office) -> Iterator[Notice]:
    """A notice for each minutes issued up to the day, in the order of their numbers."""
    for minutes, meeting in issued(office):
        yield _notice(minutes, meeting, office)


def issued(office: Office) -> Iterator[tuple[Minutes, Meeting]]:
    """The minutes issued up to the day with their meetings, in the order of their numbers."""
    unit = office.unit
    found = (m for m in unit.all(Minutes) if not m.draft and m.issued_on <= office.as_of)
    for minutes in sorted(found, key=lambda one: (one.year, one.number, one.minutes_id)):
        meeting = unit.get(Meeting, minutes.meeting_id)
        if meeting is not None:
            yield minutes, meeting


def number(minutes: Minutes, office: Office) -> str:
    """The number of minutes as a paper bears it."""
    profile = office.profile
    return document_number(profile.short_name or profile.name, minutes.year, minutes.number)


def _notice(minutes: Minutes, meeting: Meeting, office: Office) -> Notice:
    pages = {edition: _page(minutes, meeting, office, edition) for edition in Edition}
    page = pages[Edition.PUBLIC]
    index = Index(
        index_no=f"{office.profile.unit_id}-{KIND}-{minutes.minutes_id}",
        title=page.title,
        summary=say(SUMMARY, day=page.held_on, matters=_matters(page)),
        created_on=minutes.issued_on,
        issuer=page.issuer,
        doc_no=page.doc_no,
        valid_from=minutes.issued_on,
    )
    matter_ids = [item.matter_id for item in minutes.items]
    shown = tuple(of_meeting(meeting, matter_ids, office, minutes))
    return Notice(KIND, minutes.minutes_id, index, pages, shown)


def _matters(page: MinutesPage) -> tuple[Say, ...]:
    return tuple(say(ENTRY, matter=one.title, outcome=one.outcome) for one in page.sections)


def _page(minutes: Minutes, meeting: Meeting, office: Office, edition: Edition) -> MinutesPage:
    unit, internal = office.unit, edition is Edition.INTERNAL
    sections = tuple(
        section(item, Round(meeting, item.matter_id, unit), unit, internal=internal)
        for item in minutes.items
    )
    applied = {step.rule_id for one in sections for step in one.steps}
    about = {one.category for one in sections if one.category}
    return MinutesPage(
        **office.head(say(TITLE, unit=office.profile.name), {*RULES, *applied}, about),
        **attended(meeting, unit, internal=internal),
        doc_no=number(minutes, office),
        sections=sections,
        signer=unit.name(minutes.signer_id),
        issued_on=minutes.issued_on,
        distribution=minutes.distribution,
        retention=minutes.retention,
    )
