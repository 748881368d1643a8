"""D2 集体决策会议纪要: issued minutes as pages, with every part that minutes must have.

The public page has results and numbers. Who said, voted or objected what, who stood aside and
why somebody was absent stand in the internal page alone (PUB-05, rules.md section E 12): the
public context does not hold them, so no template can show them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tripower.core.answer import Say, say
from tripower.core.messages import N_
from tripower.core.registers import UnitProfile
from tripower.core.rules import Rule
from tripower.core.unit import Unit
from tripower.mechanisms.decisions.notices.page import Absent, MinutesPage
from tripower.mechanisms.decisions.notices.section import section
from tripower.mechanisms.decisions.notices.sources import sources
from tripower.mechanisms.decisions.records import Meeting, Minutes
from tripower.mechanisms.decisions.rounds import Round
from tripower.publish.basis import basis
from tripower.publish.notice import Edition, Index, Notice
from tripower.publish.words import document_number

KIND = "D2"
RULES = ("DEC-03", "DEC-04", "DEC-05", "DEC-06", "DEC-07", "DEC-17")
TITLE = N_("Minutes of collective decisions of {unit}")
SUMMARY = N_("Meeting of {day}: {matters}")
ENTRY = N_("{matter} ({outcome})")


def notices(unit: Unit, as_of: date, rules: Mapping[str, Rule]) -> list[Notice]:
    """A notice for each minutes issued up to a day, in the order of their numbers."""
    profile = unit.profile
    issued = (one for one in unit.all(Minutes) if not one.draft and one.issued_on <= as_of)
    ordered = sorted(issued, key=lambda one: (one.year, one.number, one.minutes_id))
    pairs = ((one, unit.get(Meeting, one.meeting_id)) for one in ordered)
    return [
        _notice(minutes, meeting, profile, unit, rules)
        for minutes, meeting in pairs
        if meeting is not None and profile is not None
    ]


def _notice(
    minutes: Minutes,
    meeting: Meeting,
    profile: UnitProfile,
    unit: Unit,
    rules: Mapping[str, Rule],
) -> Notice:
    pages = {edition: _page(minutes, meeting, profile, unit, rules, edition) for edition in Edition}
    page = pages[Edition.PUBLIC]
    index = Index(
        index_no=f"{profile.unit_id}-{KIND}-{minutes.minutes_id}",
        title=page.title,
        summary=say(SUMMARY, day=page.held_on, matters=_matters(page)),
        created_on=minutes.issued_on,
        issuer=profile.name,
        doc_no=page.doc_no,
        valid_from=minutes.issued_on,
    )
    shown = tuple(sources(minutes, meeting, profile, unit))
    return Notice(KIND, minutes.minutes_id, index, pages, shown)


def _matters(page: MinutesPage) -> tuple[Say, ...]:
    return tuple(say(ENTRY, matter=one.title, outcome=one.outcome) for one in page.sections)


def _page(
    minutes: Minutes,
    meeting: Meeting,
    profile: UnitProfile,
    unit: Unit,
    rules: Mapping[str, Rule],
    edition: Edition,
) -> MinutesPage:
    internal = edition is Edition.INTERNAL
    sections = tuple(
        section(item, Round(meeting, item.matter_id, unit), unit, internal=internal)
        for item in minutes.items
    )
    applied = {step.rule_id for one in sections for step in one.steps}
    names = unit.name
    return MinutesPage(
        issuer=profile.name,
        title=say(TITLE, unit=profile.name),
        doc_no=document_number(profile.short_name or profile.name, minutes.year, minutes.number),
        held_on=meeting.held_on,
        place=meeting.place,
        presiding=names(meeting.presiding_id),
        recorder=names(meeting.recorder_id) if meeting.recorder_id else None,
        entitled=tuple(map(names, meeting.entitled_ids)),
        present=tuple(map(names, meeting.present_ids)),
        absent=_absent(meeting, unit, internal=internal),
        observers=meeting.observers,
        sections=sections,
        signer=names(minutes.signer_id),
        issued_on=minutes.issued_on,
        distribution=minutes.distribution,
        retention=minutes.retention,
        basis=basis({*RULES, *applied}, rules),
        internal=internal,
    )


def _absent(meeting: Meeting, unit: Unit, *, internal: bool) -> tuple[Absent, ...]:
    """Who was entitled and stayed away, also where nobody wrote down why."""
    reasons = {one.person_id: one.reason for one in meeting.absent}
    missing = [one for one in meeting.entitled_ids if one not in meeting.present_ids]
    return tuple(
        Absent(unit.name(one), reasons.get(one) if internal else None)
        for one in dict.fromkeys([*missing, *reasons])
    )
