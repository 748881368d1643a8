"""`tripower oversight session`: who attended a head's report, what was asked, what is open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from tripower.core.answer import Answer, Cell, Facts, Part, Table, refuse, say
from tripower.core.messages import N_
from tripower.core.unit import Unit
from tripower.mechanisms.options import Reading, reading
from tripower.mechanisms.oversight import concerned
from tripower.mechanisms.oversight.questioning import Answered, attending, followed
from tripower.mechanisms.oversight.records import IntegrityReport

STANDING = frozenset({Answered.OPEN, Answered.OVERDUE, Answered.DATELESS})
"""How a question stands to which an answer is still due."""
IN_PERSON = {True: N_("in person"), False: N_("not in person")}
LIVE = {True: N_("live"), False: N_("not live")}


@click.command(
    name="session",
    short_help=N_("Who attended a head's report, what was asked, what is open."),
    help=N_(
        "The session at which a head reported on integrity: who attended of the three groups, "
        "every question with what came of it, the broadcast; without an id, all sessions."
    ),
)
@click.argument("session_id", required=False, metavar="[SESSION]")
@reading()
def session_(asked: Reading, session_id: str | None) -> Answer:
    """One session, or all."""
    unit, as_of = asked.unit()
    every = unit.all(IntegrityReport)
    if session_id is None:
        return _all(every, unit, as_of)
    found = unit.get(IntegrityReport, session_id)
    if found is None:
        known = ", ".join(one.session_id for one in every) or "—"
        text = N_("there is no session `{session}`; on record: {known}")
        raise refuse(text, session=session_id, known=known)
    return Answer([*_one(found, unit, as_of)], _data(found, unit, as_of))


def _all(every: list[IntegrityReport], unit: Unit, as_of: date) -> Answer:
    if not every:
        return Answer([say(N_("No session is on record."))], {"sessions": []})
    rows: list[tuple[Cell, ...]] = [
        (
            one.session_id,
            concerned.unit_of(one, unit),
            unit.name(one.person_id),
            one.held_on,
            *attending(one).values(),
            len(one.questions),
            _open(one, unit, as_of),
        )
        for one in every
    ]
    heads = (
        N_("session"),
        N_("unit"),
        N_("head"),
        N_("day"),
        N_("commission members"),
        N_("congress deputies"),
        N_("cppcc members"),
        N_("questions"),
        N_("still open"),
    )
    data = {"sessions": [_data(one, unit, as_of) for one in every]}
    return Answer([Table(heads, rows)], data)


def _open(this: IntegrityReport, unit: Unit, as_of: date) -> int:
    return sum(one.state(as_of) in STANDING for one in followed(this, unit))


def _one(this: IntegrityReport, unit: Unit, as_of: date) -> Iterator[Part]:
    shown = this.broadcast
    pairs: list[tuple[str, Cell]] = [
        (N_("unit"), concerned.unit_of(this, unit)),
        (N_("head"), unit.name(this.person_id)),
        (N_("day"), this.held_on),
        (N_("forum"), say(this.forum.label)),
        (N_("attendance of the head"), say(IN_PERSON[this.in_person])),
        (N_("broadcast"), say(LIVE[shown.live]) if shown is not None else "—"),
        (N_("channel"), (shown.channel if shown is not None else None) or "—"),
        (N_("time"), (shown.at if shown is not None else None) or "—"),
    ]
    yield Facts(pairs)
    rows = [(say(group.label), count) for group, count in attending(this).items()]
    yield Table((N_("group"), N_("present")), rows, say(N_("Who attended")))
    if this.questions:
        heads = (
            N_("no."),
            N_("asked by"),
            N_("question"),
            N_("answer"),
            N_("follow up by"),
            N_("settled on"),
            N_("state"),
        )
        yield Table(heads, [*_questions(this, unit, as_of)], say(N_("What was asked")))
    yield say(N_("Open questions: {count}"), count=_open(this, unit, as_of))


def _questions(this: IntegrityReport, unit: Unit, as_of: date) -> Iterator[tuple[Cell, ...]]:
    for one in followed(this, unit):
        asked, closing = one.question, one.closing
        yield (
            asked.question_no,
            say(asked.asker_group.label),
            asked.question,
            asked.answer,
            asked.follow_up_by,
            closing.on if closing is not None else None,
            say(one.state(as_of).label),
        )


def _data(this: IntegrityReport, unit: Unit, as_of: date) -> dict[str, Any]:
    return {
        "session_id": this.session_id,
        "unit": concerned.unit_of(this, unit),
        "person_id": this.person_id,
        "held_on": this.held_on,
        "forum": this.forum,
        "in_person": this.in_person,
        "groups": {group.value: count for group, count in attending(this).items()},
        "questions": [
            {
                "question_no": one.question.question_no,
                "asker_group": one.question.asker_group,
                "question": one.question.question,
                "answer": one.question.answer,
                "follow_up_by": one.question.follow_up_by,
                "closed_on": one.closing.on if one.closing is not None else None,
                "outcome": one.closing.outcome if one.closing is not None else None,
                "state": one.state(as_of),
            }
            for one in followed(this, unit)
        ],
        "open": _open(this, unit, as_of),
        "broadcast": this.broadcast,
    }
