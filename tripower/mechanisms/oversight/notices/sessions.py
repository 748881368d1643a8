"""D14: the record of a head's report and the questions, and the score sheet; for the office."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import msgspec

from tripower.core.answer import say
from tripower.core.messages import N_
from tripower.mechanisms.oversight import concerned, finals
from tripower.mechanisms.oversight.notices.sources import shown, whose
from tripower.mechanisms.oversight.questioning import Answered, attending, followed
from tripower.mechanisms.oversight.records import (
    Broadcast,
    EvaluationTally,
    Forum,
    Group,
    IntegrityReport,
    QuestionClosing,
    Scale,
)
from tripower.mechanisms.oversight.score import PARAMETERS, Fault, Line, appraise
from tripower.publish.notice import Notice
from tripower.publish.office import Office, Paper


class AskedRow(msgspec.Struct, frozen=True):
    """A question with what came of it by the day."""

    group: Group
    question: str
    answer: str | None
    follow_up_by: date | None
    outcome: str | None
    closed_on: date | None
    state: Answered


class SessionPage(Paper, frozen=True, kw_only=True):
    """What the template shows of a session."""

    unit: str
    head: str
    held_on: date
    forum: Forum
    in_person: bool
    present: tuple[tuple[Group, int], ...]
    rows: tuple[AskedRow, ...]
    broadcast: Broadcast | None


class ScorePage(Paper, frozen=True, kw_only=True):
    """What the template shows of a count; `score` is None where a fault keeps it from being."""

    unit: str
    who: str | None
    on: date
    scale: Scale
    issued: int
    collected: int
    void: int
    lines: tuple[Line, ...]
    points: int
    valid: int
    score: Decimal | None
    pass_score: int
    passed: bool | None
    fault: Fault | None


def records(office: Office) -> Iterator[Notice]:
    """A record of each session held by the day."""
    for session in finals.every(office.unit, IntegrityReport):
        if session.held_on <= office.as_of:
            yield _record(session, office)


def _record(this: IntegrityReport, office: Office) -> Notice:
    unit = concerned.unit_of(this, office.unit)
    every = finals.where(office.unit, QuestionClosing, session_id=this.session_id)
    closings = [one for one in every if one.on <= office.as_of]
    page = SessionPage(
        **office.head(
            say(N_("Record of an integrity report and of the questions")), ("SUP-04", "SUP-13")
        ),
        unit=unit,
        head=office.unit.name(this.person_id),
        held_on=this.held_on,
        forum=this.forum,
        in_person=this.in_person,
        present=(*attending(this).items(), *_others(this)),
        rows=tuple(_asked(this, office)),
        broadcast=this.broadcast,
    )
    about = say(
        N_("{name}, {unit}: {count} questions"), name=page.head, unit=unit, count=len(page.rows)
    )
    sources = shown([this, *closings, *whose(this, this.held_on, office)], office)
    return office.paper(("D14-session", this.session_id), page, this.held_on, about, sources)


def _others(this: IntegrityReport) -> Iterator[tuple[Group, int]]:
    yield from ((one.group, one.count) for one in this.groups if one.group is Group.OTHER)


def _asked(this: IntegrityReport, office: Office) -> Iterator[AskedRow]:
    for one in followed(this, office.unit, office.as_of):
        closing = one.closing
        yield AskedRow(
            one.question.asker_group,
            one.question.question,
            one.question.answer,
            one.question.follow_up_by,
            closing.outcome if closing is not None else None,
            closing.on if closing is not None else None,
            one.state(office.as_of),
        )


def scores(office: Office) -> Iterator[Notice]:
    """A score sheet for each count made by the day."""
    for tally in finals.every(office.unit, EvaluationTally):
        if tally.on <= office.as_of:
            yield _score(tally, office)


def _score(tally: EvaluationTally, office: Office) -> Notice:
    told, unit = appraise(tally, office.unit), concerned.unit_of(tally, office.unit)
    who = office.unit.name(tally.person_id) if tally.person_id is not None else None
    page = ScorePage(
        **office.head(say(N_("Result of an appraisal")), ("SUP-05", "SUP-06")),
        unit=unit,
        who=who,
        on=tally.on,
        scale=told.scale,
        issued=tally.issued,
        collected=tally.collected,
        void=tally.void,
        lines=told.lines,
        points=told.points,
        valid=told.valid,
        score=told.score,
        pass_score=told.pass_score,
        passed=told.passed,
        fault=told.fault,
    )
    about = say(N_("Appraisal of {name} on {day}"), name=who or unit, day=tally.on)
    sources = shown([tally, *whose(tally, tally.on, office)], office, PARAMETERS)
    return office.paper(("D14-score", tally.tally_id), page, tally.on, about, sources)
