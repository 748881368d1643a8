"""What on a filled-in sheet cannot be right: each fault at its place, so that it has a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tripower.core.convert import Pointer, Refusal
from tripower.core.messages import N_
from tripower.core.unit import Unit
from tripower.mechanisms.decisions.actions.meetings import is_undecided, meeting_at, names
from tripower.mechanisms.decisions.actions.sheet import Sheet, SheetMatter
from tripower.mechanisms.decisions.quorum import entitled_on
from tripower.mechanisms.decisions.records import Meeting, MeetingStage
from tripower.mechanisms.decisions.rounds import Round

STRANGER = N_("`{person}` is not entitled in this meeting; entitled: {known}")
NOBODY = N_("there is no person `{person}` on record; entitled: {known}")
TWICE = N_("`{person}` is named twice")
UNSAID = N_("what `{person}` said is missing; who did not speak has no stance either")
ABSENT = N_(
    "`{person}` is not in the room for this matter, so nothing said can be recorded; empty the "
    "gist, or mend absent and out_of_room"
)
NO_VOTE = N_(
    "neither voted on nor put off: say how they voted (all, votes, secret or head_decides), "
    "or why it was put off (deferred)"
)
NOT_ON_AGENDA = N_("`{matter}` is not on the agenda: {agenda}")
MISSING = N_("`{matter}` is on the agenda and not on the sheet")


def faults(sheet: Sheet, unit: Unit) -> Iterator[Refusal]:
    """Everything on a sheet that does not fit the meeting that it names."""
    called = meeting_at(unit, sheet.meeting_id, MeetingStage.CALLED, MeetingStage.OPEN)
    yield from _agenda(sheet, called)
    members = _Members(called, unit)
    yield from members.strangers(("absent",), [one.person_id for one in sheet.absent])
    for number, matter in enumerate(sheet.matters):
        at = ("matters", number)
        for name in ("out_of_room", "recusals", "votes"):
            people = [one.person_id for one in getattr(matter, name)]
            yield from members.strangers((*at, name), people)
        yield from members.speeches((*at, "speeches"), matter)
        away = _away(sheet, matter, Round(called, matter.matter_id, unit))
        for line, one in enumerate(matter.speeches):
            if one.gist and one.person_id in away:
                where = (*at, "speeches", line, "person_id")
                yield Refusal(where, "absent", ABSENT, {"person": one.person_id})
        if not _settled(matter) and is_undecided(called, matter.matter_id, unit):
            yield Refusal((*at, "all"), "no-vote", NO_VOTE, {})


def _agenda(sheet: Sheet, called: Meeting) -> Iterator[Refusal]:
    agenda = ", ".join(called.agenda)
    told: set[str] = set()
    for number, matter in enumerate(sheet.matters):
        at = ("matters", number, "matter_id")
        if matter.matter_id not in called.agenda:
            args = {"matter": matter.matter_id, "agenda": agenda}
            yield Refusal(at, "not-on-agenda", NOT_ON_AGENDA, args)
        elif matter.matter_id in told:
            yield Refusal(at, "twice", TWICE, {"person": matter.matter_id})
        told.add(matter.matter_id)
    for missing in called.agenda:
        if missing not in told:
            yield Refusal(("matters",), "missing-matter", MISSING, {"matter": missing})


def _away(sheet: Sheet, matter: SheetMatter, recorded: Round) -> set[str]:
    """Who is not in the room: by the sheet, or by what the meeting wrote down of this matter."""
    told = {one.person_id for one in (*sheet.absent, *matter.out_of_room)}
    noted = recorded.attendance
    if noted is None or matter.out_of_room:
        return told
    return told | set(recorded.meeting.entitled_ids) - set(noted.present_ids)


def _settled(matter: SheetMatter) -> bool:
    voted = matter.all_ or matter.votes or matter.secret or matter.head_decides
    return bool(voted or matter.deferred)


class _Members:
    """Who may be named on the sheet of a meeting."""

    def __init__(self, called: Meeting, unit: Unit) -> None:
        self.unit = unit
        self.entitled = entitled_on(called, unit)
        self.known = names(self.entitled, unit)

    def strangers(self, at: Pointer, people: Iterable[str]) -> Iterator[Refusal]:
        """Who is no member, or stands in the list twice."""
        seen: set[str] = set()
        for number, person in enumerate(people):
            where = (*at, number, "person_id")
            if person not in self.entitled:
                yield Refusal(where, "stranger", STRANGER, {"person": person, "known": self.known})
            elif person in seen:
                yield Refusal(where, "twice", TWICE, {"person": person})
            seen.add(person)

    def speeches(self, at: Pointer, matter: SheetMatter) -> Iterator[Refusal]:
        """Who is nobody, and a stance without a word; an observer may have spoken."""
        for number, one in enumerate(matter.speeches):
            args = {"person": one.person_id, "known": self.known}
            if self.unit.person(one.person_id) is None:
                yield Refusal((*at, number, "person_id"), "stranger", NOBODY, args)
            if one.stance is not None and not one.gist:
                yield Refusal((*at, number, "gist"), "unsaid", UNSAID, args)
