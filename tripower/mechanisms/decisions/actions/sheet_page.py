"""The empty sheet of a meeting: all that is known, one line for each who may speak."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tripower.core.messages import N_
from tripower.core.unit import Unit
from tripower.mechanisms.decisions.actions.meetings import is_undecided
from tripower.mechanisms.decisions.quorum import entitled_on
from tripower.mechanisms.decisions.records import Meeting, Speech
from tripower.mechanisms.decisions.rounds import Round
from tripower.store.yaml_render import flow, scalar

EMPTY = "[]"
SHEET_HELP = (
    N_("Fill in and give to `tripower meeting record`. Who did not speak stays empty."),
    N_("absent, out_of_room: - {person_id: li, reason: …}"),
    N_("speeches: in the order of speaking, the head last; stance: for, against, defer, neutral"),
    N_("all: what everyone voted: yes, no, abstain, defer"),
    N_("votes: who voted otherwise: - {person_id: li, choice: no, opinion: …}"),
    N_("deferred: why, in place of all and votes, where the matter was put off"),
    N_("secret: {issued: 7, collected: 7, yes: 6, no: 1, counter_ids: [li, wang]}"),
    N_("a # before recusals: take it away where the body decided that they stand aside"),
)
"""What stands over a sheet, a line each."""


def page(meeting: Meeting, unit: Unit) -> str:
    """The sheet as YAML, with the names of people as comments; what is not known stays empty."""
    return "".join(f"{line}\n" for line in _lines(meeting, unit))


def _lines(meeting: Meeting, unit: Unit) -> Iterator[str]:
    yield f"meeting_id: {scalar(meeting.meeting_id)}"
    yield f"held_on: {meeting.held_on}"
    yield _field("place", meeting.place)
    yield _field("recorder_id", meeting.recorder_id)
    absent = [{"person_id": one.person_id, "reason": one.reason} for one in meeting.absent]
    yield f"absent: {flow(absent)}"
    yield f"observers: {flow(list(meeting.observers))}"
    yield "matters:"
    for this in Round.of(meeting, unit):
        yield from _matter(this, entitled_on(meeting, unit), unit)


def _field(name: str, value: str | None) -> str:
    return f"{name}: {scalar(value)}" if value is not None else f"{name}:"


def _matter(this: Round, entitled: list[str], unit: Unit) -> Iterator[str]:
    matter = this.matter
    yield f"  - matter_id: {scalar(this.matter_id)}"
    if matter is not None:
        yield f"    title: {scalar(matter.title)}"
    yield f"    out_of_room: {EMPTY}"
    yield from _recusals(this, unit)
    yield "    speeches:"
    yield from _speeches(this, entitled, unit)
    if is_undecided(this.meeting, this.matter_id, unit):
        yield "    all:"
        yield f"    votes: {EMPTY}"


def _recusals(this: Round, unit: Unit) -> Iterator[str]:
    """Those on record; else a comment on whose own interest is touched: the body decides."""
    told = [
        {"person_id": r.person_id, "ground": r.ground.value, "decided_by": r.decided_by.value}
        for r in this.recusals
    ]
    concerned = sorted(this.matter.concerns_ids) if this.matter else []
    if told or not concerned:
        yield f"    recusals: {flow(told)}"
        return
    aside = [{"person_id": p, "ground": "own_interest", "decided_by": "body"} for p in concerned]
    yield f"    # recusals: {flow(aside)}  # {'、'.join(map(unit.name, concerned))}"


def _speeches(this: Round, entitled: list[str], unit: Unit) -> Iterator[str]:
    """What was said so far; then a line for each who has not spoken, who presides last."""
    for speech in this.speeches:
        yield f"      - {flow(_said(speech))}  # {unit.name(speech.person_id)}"
    quiet = {*_spoken(this.speeches), *(one.person_id for one in this.recusals)}
    quiet |= {one.person_id for one in this.meeting.absent}
    if this.attendance is not None:
        quiet |= set(entitled) - set(this.attendance.present_ids)
    waiting = [person for person in entitled if person not in quiet]
    for person in sorted(waiting, key=lambda one: one == this.meeting.presiding_id):
        name = scalar(person, flow=True)
        yield f'      - {{person_id: {name}, stance: , gist: ""}}  # {unit.name(person)}'


def _said(speech: Speech) -> dict[str, str]:
    told = {"person_id": speech.person_id, "type": speech.type_.value, "gist": speech.gist}
    return told | ({"stance": speech.stance.value} if speech.stance else {})


def _spoken(speeches: Iterable[Speech]) -> set[str]:
    return {speech.person_id for speech in speeches if speech.type_ == "opinion"}


def silent_matters(unit: Unit, meeting_id: str) -> list[str]:
    """The matters of a meeting on which no speech is on record."""
    meeting = unit.get(Meeting, meeting_id)
    rounds = Round.of(meeting, unit) if meeting else ()
    return [this.matter_id for this in rounds if this.speeches_record is None]
