"""Writing minutes: what the records say is taken from them, the rest is asked for (DEC-17)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from tripower.core.answer import refuse
from tripower.core.messages import N_, translate
from tripower.core.plan import Plan
from tripower.core.records import Digest
from tripower.core.unit import Unit
from tripower.mechanisms.decisions.actions.matters import Action, known_matter
from tripower.mechanisms.decisions.actions.meetings import meeting_at
from tripower.mechanisms.decisions.counting import struck_ballots
from tripower.mechanisms.decisions.records import (
    Ballot,
    BallotDigest,
    Choice,
    Dissent,
    MeetingStage,
    Minutes,
    MinutesItem,
    Outcome,
)
from tripower.mechanisms.decisions.rounds import Round
from tripower.mechanisms.decisions.tally import tally


class Follow(msgspec.Struct, frozen=True):
    """Who carries a matter out, by when, under whose eyes."""

    executor_id: str | None = None
    due_on: date | None = None
    supervisor_ids: tuple[str, ...] = ()
    conclusion: str | None = None


class Issue(msgspec.Struct, frozen=True):
    """What only a person can say when minutes are issued; `lang` is for what nobody says."""

    meeting_id: str
    issued_on: date
    signer_id: str
    distribution: tuple[str, ...]
    follow: Mapping[str, Follow] = msgspec.field(default_factory=dict)
    lang: str = "zh"


def issue(told: Issue) -> Action:
    """Issue the minutes of a closed meeting under the next number of the year."""

    def act(unit: Unit) -> Plan:
        meeting = meeting_at(unit, told.meeting_id, MeetingStage.CLOSED)
        if strangers := sorted(set(told.follow) - set(meeting.agenda)):
            text = N_("{matters} were not on the agenda of {meeting}")
            raise refuse(text, matters=", ".join(strangers), meeting=told.meeting_id)
        number = next_number(unit.all(Minutes), told.issued_on.year)
        minutes = Minutes(
            meeting_id=told.meeting_id,
            minutes_id=f"J-{told.issued_on.year}-{number}",
            year=told.issued_on.year,
            number=number,
            issued_on=told.issued_on,
            signer_id=told.signer_id,
            distribution=told.distribution,
            items=tuple(
                item(this, unit, told.follow.get(this.matter_id, Follow()), told.lang)
                for this in Round.of(meeting, unit)
            ),
        )
        summary = f"minutes issue {minutes.minutes_id} of {told.meeting_id}"
        return Plan("minutes issue", summary, told.issued_on, [minutes])

    return act


def next_number(issued: Sequence[Minutes], year: int) -> int:
    """The next serial number of a year; numbers start again each year."""
    return max((m.number for m in issued if m.year == year), default=0) + 1


def item(this: Round, unit: Unit, follow: Follow, lang: str) -> MinutesItem:
    """What the minutes say of one matter, from the records of the meeting."""
    counted = tally(this)
    count = counted.count
    matter = known_matter(unit, this.matter_id)
    outcome = counted.result or Outcome.DEFERRED
    return MinutesItem(
        matter_id=this.matter_id,
        outcome=outcome,
        entitled=count.entitled,
        present=count.present,
        yes=count.yes,
        no=count.no,
        abstain=count.abstain,
        defer=count.defer,
        recused=count.recused,
        ballots=tuple(_digests(this, unit)),
        dissents=tuple(_dissents(this)),
        conclusion=follow.conclusion or conclusion(matter.title, outcome, lang),
        executor_id=follow.executor_id,
        due_on=follow.due_on,
        supervisor_ids=follow.supervisor_ids,
    )


def conclusion(title: str, outcome: Outcome, lang: str) -> str:
    """What the minutes say where nobody put it in words: the title and what came out."""
    colon = "：" if lang == "zh" else ": "
    return f"{title}{colon}{translate(outcome.label, lang)}"


def _digests(this: Round, unit: Unit) -> list[BallotDigest]:
    sheet = this.secret_tally
    if sheet is not None:
        return [BallotDigest(sha256=Digest(unit.sha256(sheet)))]
    return [
        BallotDigest(person_id=b.person_id, sha256=Digest(unit.sha256(b)))
        for b in counted_ballots(this)
    ]


def counted_ballots(this: Round) -> list[Ballot]:
    """The ballots that count: all but the struck ones."""
    recused, outside = struck_ballots(this, this.see.on(this.meeting.held_on))
    return [b for b in this.ballots if b.person_id not in recused | outside]


def _dissents(this: Round) -> list[Dissent]:
    """Each opinion that differs from a plain yes, word for word."""
    return [
        Dissent(person_id=b.person_id, text=b.opinion)
        for b in counted_ballots(this)
        if b.opinion and b.choice is not Choice.YES
    ]
