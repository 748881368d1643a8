"""The empty sheet of a meeting: all that is known, one line for each who may speak."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tripower.core.unit import Unit
from tripower.mechanisms.decisions.actions.meetings import is_undecided
from tripower.mechanisms.decisions.quorum import entitled_on
from tripower.mechanisms.decisions.records import Matter, Meeting, Speech
from tripower.mechanisms.decisions.rounds import Round
from tripower.store.yaml_render import flow, scalar

EMPTY = "[]"


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
    yield f"    recusals: {flow(_recusals(this, matter))}"
    yield "    speeches:"
    yield from _speeches(this, entitled, unit)
    if is_undecided(this.meeting, this.matter_id, unit):
        yield "    all:"
        yield f"    votes: {EMPTY}"


def _recusals(this: Round, matter: Matter | None) -> list[dict[str, str]]:
    """Those on record; before there are any, the members whose own interest is touched."""
    told = [
        {"person_id": r.person_id, "ground": r.ground.value, "decided_by": r.decided_by.value}
        for r in this.recusals
    ]
    concerned = sorted(matter.concerns_ids) if matter else []
    return told or [
        {"person_id": person, "ground": "own_interest", "decided_by": "body"}
        for person in concerned
    ]


def _speeches(this: Round, entitled: list[str], unit: Unit) -> Iterator[str]:
    """What was said so far; then a line for each who has not spoken, who presides last."""
    for speech in this.speeches:
        yield f"      - {flow(_said(speech))}  # {unit.name(speech.person_id)}"
    quiet = {*_spoken(this.speeches), *(one["person_id"] for one in _recusals(this, this.matter))}
    waiting = [person for person in entitled if person not in quiet]
    for person in sorted(waiting, key=lambda one: one == this.meeting.presiding_id):
        name = scalar(person, flow=True)
        yield f'      - {{person_id: {name}, stance: , gist: ""}}  # {unit.name(person)}'


def _said(speech: Speech) -> dict[str, str]:
    told = {"person_id": speech.person_id, "type": speech.type_.value, "gist": speech.gist}
    return told | ({"stance": speech.stance.value} if speech.stance else {})


def _spoken(speeches: Iterable[Speech]) -> set[str]:
    return {speech.person_id for speech in speeches if speech.type_ == "opinion"}
