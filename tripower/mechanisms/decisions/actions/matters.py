"""Writing about matters: proposal, gate, return, emergency."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from msgspec.structs import replace

from tripower.core.answer import refuse
from tripower.core.messages import N_
from tripower.core.people import acting_heads_on, heads_on
from tripower.core.plan import Plan
from tripower.core.records import Record
from tripower.core.unit import Unit
from tripower.mechanisms.decisions.catalogue import item_of
from tripower.mechanisms.decisions.gate import Lack, lacks
from tripower.mechanisms.decisions.records import (
    Admission,
    Confirmation,
    GateResult,
    MajorTrack,
    Matter,
    Meeting,
    MeetingStage,
    Ratification,
    Retabling,
    RetablingChange,
)
from tripower.mechanisms.decisions.scope import sum_missing
from tripower.mechanisms.decisions.status import last_round, may_confirm

Action = Callable[[Unit], Plan]


def one(operation: str, record: Record, day: date) -> Action:
    """Write one record."""

    def act(_: Unit) -> Plan:
        return Plan(operation, f"{operation} {record.key}", day, [record])

    return act


def propose(matter: Matter, *, late: bool = False) -> Action:
    """Write a new matter; an id that is used already is refused with the next free one.

    What was proposed long ago is recorded as it was (`late`), and DEC-01 judges it.
    """

    def act(unit: Unit) -> Plan:
        held = unit.get(Matter, matter.matter_id)
        if held is not None:
            text = N_("{matter} is used already by “{title}”; the next free id is {free}")
            raise refuse(text, matter=held.matter_id, title=held.title, free=_free(held, unit))
        if not late:
            _refuse_senseless(matter, unit)
        return one("decision propose", matter, matter.proposed_on)(unit)

    return act


def _refuse_senseless(matter: Matter, unit: Unit) -> None:
    """Refuse what leaves open which papers the matter needs, or what would be decided (DEC-01)."""
    item = item_of(matter, unit)
    if item is not None and item.category is not matter.category:
        text = N_(
            "{matter} is proposed under {category}, but the catalogue's item “{item}” is under "
            "{other}; name the category or the item that fits"
        )
        category, other = matter.category, item.category
        told = matter.matter_id
        raise refuse(text, matter=told, category=category, item=item.name, other=other)
    if sum_missing(matter):
        text = N_("{matter} is about a large sum; name it with --amount, in yuan")
        raise refuse(text, matter=matter.matter_id)


def _free(held: Matter, unit: Unit) -> str:
    """`M-2024-14` after the highest number of ids that begin as this one; `urgent-2` after none."""
    stem = held.matter_id.rstrip("0123456789")
    begin = stem if stem != held.matter_id else f"{stem}-"
    ends = (m.matter_id.removeprefix(begin) for m in unit.all(Matter))
    return f"{begin}{max([1, *(int(end) for end in ends if end.isdecimal())]) + 1}"


def confirm(record: Confirmation) -> Action:
    """Write the head's answer to a proposal; who may not give it is told who may."""

    def act(unit: Unit) -> Plan:
        matter = unit.get(Matter, record.matter_id)
        if matter is not None and not may_confirm(record, unit, matter.proposer_id):
            roles = unit.on(record.on).words("pow.head_roles")
            heads = heads_on(unit, record.on, roles) or acting_heads_on(unit, record.on, roles)
            may = ", ".join(f"{head} {unit.name(head)}" for head in heads) or "—"
            text = N_(
                "{person} may not confirm “{title}”; on {day} the head may: {may}. Another member "
                "of the team needs --delegation, and nobody so confirms an own proposal"
            )
            by, title = unit.name(record.by), matter.title
            raise refuse(text, person=by, title=title, day=record.on, may=may)
        return one("decision confirm", record, record.on)(unit)

    return act


def known_matter(unit: Unit, matter_id: str) -> Matter:
    """The matter, or a refusal that names what is on record."""
    matter = unit.get(Matter, matter_id)
    if matter is None:
        raise refuse(N_("there is no matter {matter} on record"), matter=matter_id)
    return matter


def admit(matter_id: str, by: str, on: date, *, returned: bool) -> Action:
    """Record a check of the gate; what is missing is written down when it is returned."""

    def act(unit: Unit) -> Plan:
        matter = known_matter(unit, matter_id)
        missing = tuple(describe(lack) for lack in lacks(matter, unit, on))
        if returned and not missing:
            text = N_("{matter} lacks nothing; there is no reason to return it")
            raise refuse(text, matter=matter_id)
        check = Admission(
            matter_id=matter_id,
            check_no=len(unit.where(Admission, matter_id=matter_id)) + 1,
            checked_on=on,
            checked_by=by,
            result=GateResult.RETURNED if returned else GateResult.ADMITTED,
            missing=missing if returned else (),
        )
        return one("decision admit", check, on)(unit)

    return act


def describe(lack: Lack) -> str:
    """What is lacking, as it is written into the record: rule and kinds."""
    what = "|".join(kind.value for kind in lack.kinds)
    paper = lack.material.material_id if lack.material else ""
    return " ".join(part for part in (lack.rule_id, what, paper) if part)


def retable(matter_id: str, change: RetablingChange, note: str, on: date) -> Action:
    """Bring a deferred or rejected matter back for its next round."""

    def act(unit: Unit) -> Plan:
        known_matter(unit, matter_id)
        latest = last_round(matter_id, unit)
        if latest is None:
            text = N_("{matter} has not been discussed yet, so it cannot come back")
            raise refuse(text, matter=matter_id)
        back = Retabling(
            matter_id=matter_id, round=latest.number + 1, on=on, change=change, note=note
        )
        return one("decision propose", back, on)(unit)

    return act


def put_on_track(record: MajorTrack) -> Action:
    """Put a matter on record on the track of major administrative decisions."""

    def act(unit: Unit) -> Plan:
        matter = known_matter(unit, record.matter_id)
        held = unit.get(MajorTrack, record.matter_id)
        if held is not None:
            text = N_(
                "“{title}” is on the track already, since {day}; correct that with "
                "`tripower record supersede major_track {matter}`"
            )
            raise refuse(text, title=matter.title, day=held.opened_on, matter=matter.matter_id)
        return one("decision track", record, record.opened_on)(unit)

    return act


def ratify(matter_id: str, meeting_id: str, on: date) -> Action:
    """Put an emergency decision before a meeting that has been called."""

    def act(unit: Unit) -> Plan:
        known_matter(unit, matter_id)
        meeting = unit.get(Meeting, meeting_id)
        if meeting is None or meeting.stage is not MeetingStage.CALLED:
            text = N_("{meeting} is not a meeting that has been called and not yet opened")
            raise refuse(text, meeting=meeting_id)
        puts: list[Record] = [
            Ratification(matter_id=matter_id, meeting_id=meeting_id, submitted_on=on)
        ]
        if matter_id not in meeting.agenda:
            agenda = (*meeting.agenda, matter_id)
            puts.append(replace(meeting, agenda=agenda))
        return Plan("decision ratify", f"decision ratify {matter_id} at {meeting_id}", on, puts)

    return act
