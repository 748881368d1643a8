"""D24 督办单: who carries out a decision, by when, under whose eyes, and how far it has come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from tripower.core.answer import Say, say
from tripower.core.messages import N_
from tripower.core.records import Record
from tripower.mechanisms.decisions.execution import ADOPTED
from tripower.mechanisms.decisions.notices import minutes as issued_minutes
from tripower.mechanisms.decisions.notices.office import Office
from tripower.mechanisms.decisions.notices.sources import shown
from tripower.mechanisms.decisions.records import (
    ChangeOfDecision,
    ChangeType,
    Closing,
    ClosingResult,
    Execution,
    Halt,
    Matter,
    Meeting,
    Minutes,
    MinutesItem,
    Review,
    SupervisionCheck,
)
from tripower.publish.notice import Notice
from tripower.publish.office import Paper

RULES = ("DEC-17", "DEC-19", "SEP-04")
OF_A_REVIEW = ("ARG-06",)


class Entry(msgspec.Struct, frozen=True):
    """Something that happened to the decision after the meeting."""

    on: date
    what: Say | ChangeType
    by: str
    note: str | None


class End(msgspec.Struct, frozen=True):
    """How the matter was closed."""

    on: date
    by: str
    result: ClosingResult
    note: str | None


class FollowUpPage(Paper, frozen=True, kw_only=True):
    """What the template shows."""

    matter: str
    held_on: date
    minutes: str
    conclusion: str | None
    executor: str | None
    due_on: date | None
    supervisors: tuple[str, ...]
    entries: tuple[Entry, ...]
    end: End | None


def due(office: Office) -> Iterator[Notice]:
    """A sheet for each matter that minutes issued by the day passed or ratified.

    Where several minutes did, the last ones tell the task. What happened by the day is shown.
    """
    found: dict[str, tuple[Minutes, Meeting, MinutesItem]] = {}
    for one, meeting in issued_minutes.issued(office):
        for item in one.items:
            if item.outcome in ADOPTED:
                found[item.matter_id] = (one, meeting, item)
    for matter_id, (one, meeting, item) in found.items():
        matter = office.unit.get(Matter, matter_id)
        if matter is not None:
            yield _notice(matter, one, meeting, item, office)


def _notice(
    matter: Matter, minutes: Minutes, meeting: Meeting, item: MinutesItem, office: Office
) -> Notice:
    unit, happened = office.unit, _events(matter.matter_id, office)
    reviewed = any(isinstance(record, Review) for record, _ in happened)
    end = unit.get(Closing, matter.matter_id)
    page = FollowUpPage(
        **office.head(
            say(N_("Follow-up sheet of a decision")),
            (*RULES, *OF_A_REVIEW) if reviewed else RULES,
            about=("alone", "suspension"),
        ),
        matter=matter.title,
        held_on=meeting.held_on,
        minutes=issued_minutes.number(minutes, office),
        conclusion=item.conclusion,
        executor=unit.name(item.executor_id) if item.executor_id else None,
        due_on=item.due_on,
        supervisors=office.names(item.supervisor_ids),
        entries=tuple(entry for _, entry in happened),
        end=_end(end, office) if end is not None and end.on <= office.as_of else None,
    )
    told = [record for record, _ in happened]
    closing = [end] if page.end and end else []
    sources = shown([matter, minutes, meeting, *told, *closing], office)
    about = say(N_("{matter}: to be carried out by {day}"), matter=matter.title, day=item.due_on)
    return office.paper(("D24-followup", matter.matter_id), page, minutes.issued_on, about, sources)


def _end(closing: Closing, office: Office) -> End:
    return End(closing.on, office.unit.name(closing.by), closing.result, closing.note)


def _events(matter_id: str, office: Office) -> list[tuple[Record, Entry]]:
    """Beginning, looks, suspensions, changes and reviews by the day, in order of date."""
    found = [
        *_begun(matter_id, office),
        *_looks(matter_id, office),
        *_turns(matter_id, office),
        *_reviews(matter_id, office),
    ]
    return sorted((one for one in found if one[1].on <= office.as_of), key=lambda one: one[1].on)


def _begun(matter_id: str, office: Office) -> Iterator[tuple[Record, Entry]]:
    one = office.unit.get(Execution, matter_id)
    if one is not None:
        name = office.unit.name(one.executor_id)
        yield one, Entry(one.started_on, say(N_("begun")), name, None)


def _looks(matter_id: str, office: Office) -> Iterator[tuple[Record, Entry]]:
    for one in office.unit.where(SupervisionCheck, matter_id=matter_id):
        what = say(N_("look {number}"), number=one.check_no)
        yield one, Entry(one.on, what, office.unit.name(one.by), one.found)


def _turns(matter_id: str, office: Office) -> Iterator[tuple[Record, Entry]]:
    name = office.unit.name
    for one in office.unit.where(Halt, matter_id=matter_id):
        yield one, Entry(one.on, say(N_("suspended")), name(one.by), one.reason)
    for change in office.unit.where(ChangeOfDecision, matter_id=matter_id):
        what = _under(change, office)
        yield change, Entry(change.on, what, name(change.by), change.what)


def _under(change: ChangeOfDecision, office: Office) -> Say | ChangeType:
    """What was done, and by which decision where one is named."""
    matter = office.unit.get(Matter, change.new_matter_id) if change.new_matter_id else None
    if matter is None:
        return change.type_
    return say(N_("{did} by the decision “{matter}”"), did=change.type_, matter=matter.title)


def _reviews(matter_id: str, office: Office) -> Iterator[tuple[Record, Entry]]:
    for one in office.unit.where(Review, matter_id=matter_id):
        what = say(N_("review {number} of the result"), number=one.review_no)
        yield one, Entry(one.on, what, office.unit.name(one.by), one.conclusion)
