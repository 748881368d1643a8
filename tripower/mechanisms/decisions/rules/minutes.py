"""Rules on the papers around a meeting: the notice before it, the minutes after it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tripower.core.messages import N_
from tripower.core.rules import (
    Hit,
    local,
    manual,
    practice,
    reg,
    rule,
    seed,
    violation,
    warning,
)
from tripower.core.unit import View
from tripower.mechanisms.decisions import completeness, conclusions, sittings
from tripower.mechanisms.decisions.completeness import Gap, Part, lacking
from tripower.mechanisms.decisions.records import (
    EmergencyDecision,
    Material,
    Matter,
    Meeting,
    MeetingStage,
    Minutes,
    MinutesItem,
)
from tripower.mechanisms.decisions.sittings import Sitting

SUPERSEDE = N_("Complete it before issuing; what is issued is corrected by a file that supersedes.")
BALLOT_CHANGED = N_(
    "Find out who changed it and when with `tripower trail log`; what was counted stands."
)


@rule(
    "DEC-16",
    N_("Agenda and materials go out in time"),
    subject=Meeting,
    reads=[Matter, Material, EmergencyDecision],
    parameters=("dec.notice_workdays",),
    self_attested=True,
    basis=[
        reg(N_("中办发〔2010〕17号: members get agenda and materials before the meeting.")),
        practice(N_("Two working days are our number.")),
    ],
    says={
        "late": (
            N_("notice of the meeting of {held} went out on {notice}, the last day was {latest}"),
            N_("Hold the meeting later, or say in the minutes why it could not wait."),
        ),
        "none": (
            N_("no notice of the meeting of {held} is on record"),
            N_("Record the day on which agenda and materials were sent out."),
        ),
        "late_material": (
            N_("“{title}” for “{matter}” came on {received}, the last day was {latest}"),
            N_("Give the members time to read it, or put the matter off."),
        ),
    },
)
def notice_in_time(this: Meeting, see: View) -> Iterator[Hit]:
    """Members get the agenda and the materials at least two working days before the meeting.

    The day of the meeting is not counted. A paper handed in after the last day for the
    notice cannot have been sent out with it. An emergency decision that is put up to be
    ratified needs no papers in advance.

    Why: who sees a paper for the first time at the table can only follow the head.

    Example: for a meeting on Monday 2024-09-30 the notice goes out by Friday 2024-09-27,
    since Sunday 2024-09-29 is a make-up day; on Saturday 2024-09-28 it is late.
    """
    days = see.on(this.held_on).whole("dec.notice_workdays")
    latest = see.calendar.add_workdays(this.held_on, -days)
    if this.notice_on is not None and this.notice_on > latest:
        yield warning(
            "late", field="notice_on", held=this.held_on, notice=this.notice_on, latest=latest
        )
    elif this.notice_on is None and this.stage is MeetingStage.CLOSED:
        yield warning("none", field="held_on", held=this.held_on)
    for matter_id in this.agenda:
        matter = see.get(Matter, matter_id)
        if matter is None or see.get(EmergencyDecision, matter_id) is not None:
            continue
        for paper in see.where(Material, matter_id=matter_id):
            if latest < paper.received_on <= this.held_on:
                yield warning(
                    "late_material",
                    at=paper,
                    field="received_on",
                    mark=paper.key,
                    title=paper.title,
                    matter=matter.title,
                    received=paper.received_on,
                    latest=latest,
                )


@rule(
    "DEC-17",
    N_("Each meeting has its minutes, complete, numbered and in time"),
    subject=Sitting,
    reads=[*completeness.READS, Minutes],
    parameters=(*completeness.PARAMETERS, *sittings.PARAMETERS),
    acts=[Minutes],
    basis=[
        seed(N_("After the meeting the minutes of the collective decision are drawn up.")),
        reg(N_("Decree 713 of the State Council, art. 30: different opinions are recorded.")),
        local(N_("Minutes are numbered serially within the year.")),
        practice(N_("Five working days are our number.")),
    ],
    says={
        "missing": (
            N_("the meeting of {held} has no minutes; they were due by {due}"),
            N_("Issue the minutes of the meeting."),
        ),
        "late": (
            N_("the minutes of the meeting of {held} were issued on {issued}, due by {due}"),
            N_("Say in the minutes why they came late."),
        ),
        "twice": (
            N_("the meeting of {held} has other minutes already: {first}"),
            N_("Correct the first minutes by a file that supersedes them."),
        ),
        "same_number": (
            N_("number {number} of {year} is taken by {first}"),
            N_("Give each minutes a number of their own."),
        ),
        "number_skipped": (
            N_("before number {number} of {year} these numbers are missing: {skipped}"),
            N_("Number the minutes of a year without a gap, or find those that are missing."),
        ),
        "lacks": (N_("the minutes of {held} lack: {part}"), SUPERSEDE),
        "lacks_of": (N_("the minutes of {held} lack: {part}, {person}"), SUPERSEDE),
        "lacks_on": (N_("on “{matter}” the minutes lack: {part}"), SUPERSEDE),
        "lacks_on_of": (N_("on “{matter}” the minutes lack: {part}, {person}"), SUPERSEDE),
        "ballot_changed": (
            N_("the ballot of {person} on “{matter}” is not the one that the minutes counted"),
            BALLOT_CHANGED,
        ),
        "sheet_changed": (
            N_("the count sheet on “{matter}” is not the one that the minutes counted"),
            BALLOT_CHANGED,
        ),
        "due_before": (
            N_("on “{matter}” the minutes set {due} as deadline, before the meeting of {held}"),
            N_("Set a day on or after the meeting."),
        ),
        "conclusion": (
            N_("on “{matter}” the outcome is {outcome}, but the conclusion says “{word}”"),
            N_("A person must read the conclusion; correct it if it says something else."),
        ),
        "untrue": (
            N_("the minutes say {said}, the records {true}: {part}"),
            SUPERSEDE,
        ),
    },
)
def minutes_complete(this: Sitting, see: View) -> Iterator[Hit]:
    """Each meeting has one issued minutes with every part that minutes must have.

    They have time, place, who presided, who was entitled, present and absent with the
    reason, and the recorder; for each matter the proposer with the head's confirmation,
    the materials, the speeches in order, the numbers of the vote, a digest of each ballot
    counted, each different opinion word for word, and the outcome; for what was passed
    the conclusion, executor, deadline and supervisor; signature, distribution, permanent
    retention. Each digest is that of the ballot's file as it is now: a ballot changed or
    exchanged after the minutes shows here. No deadline lies before the meeting, and a
    conclusion in words that speak against the outcome is for a person to read. Whether
    outcome and numbers are those of the count, DEC-07 says. Minutes are
    numbered serially within a year and issued within five working days; later is a warning,
    since late minutes are better than none. A draft counts as not issued and is not judged.

    Why: what the minutes leave out did not happen for those who come after; a different
    opinion that is not in them protects nobody.

    Example: a meeting on Friday 2024-09-27 has its minutes by Thursday 2024-10-10, for
    Sunday 2024-09-29 is a make-up day and 10-01 to 10-07 are off. Of 5 ballots, 4 digests
    stand in them: violation, one ballot could vanish.
    """
    due, held = this.due, this.day
    if not this.issued:
        if see.as_of > due:
            yield violation("missing", field="held_on", held=held, due=due)
        return
    minutes, *others = this.issued
    for other in others:
        first, mark = minutes.minutes_id, other.minutes_id
        yield violation("twice", at=other, field="meeting_id", mark=mark, held=held, first=first)
    if minutes.issued_on > due:
        issued = minutes.issued_on
        yield warning("late", at=minutes, field="issued_on", held=held, issued=issued, due=due)
    yield from _number(minutes, see)
    for gap in lacking(minutes, this.meeting, this.rounds):
        yield _hit(gap, this, see)
    for index, item in enumerate(minutes.items):
        yield from _sense(minutes, index, item, see)


def _number(minutes: Minutes, see: View) -> Iterator[Hit]:
    number, year = minutes.number, minutes.year
    first, skipped = sittings.doubled(minutes, see), sittings.skipped(minutes, see)
    if first is not None:
        other = first.minutes_id
        yield violation(
            "same_number", at=minutes, field="number", number=number, year=year, first=other
        )
    elif skipped:
        yield violation(
            "number_skipped",
            at=minutes,
            field="number",
            number=number,
            year=year,
            skipped=[str(one) for one in skipped],
        )


def _sense(minutes: Minutes, index: int, item: MinutesItem, see: View) -> Iterator[Hit]:
    """A deadline that was over before the decision; a conclusion that speaks against it."""
    matter, meeting = see.get(Matter, item.matter_id), see.get(Meeting, minutes.meeting_id)
    told: dict[str, Any] = {"at": minutes, "mark": item.matter_id}
    title = matter.title if matter else item.matter_id
    if meeting and item.due_on is not None and item.due_on < meeting.held_on:
        due, held = item.due_on, meeting.held_on
        field = f"items.{index}.due_on"
        yield violation("due_before", field=field, matter=title, due=due, held=held, **told)
    word = conclusions.contradiction(item, title)
    if word is not None:
        field, outcome = f"items.{index}.conclusion", item.outcome
        yield manual("conclusion", field=field, matter=title, outcome=outcome, word=word, **told)


def _says(gap: Gap) -> str:
    """The message that names as much as the gap does: matter, person, or both years."""
    if gap.part is Part.CHANGED:
        return "ballot_changed" if gap.person_id else "sheet_changed"
    says = "untrue" if gap.said is not None else "lacks"
    says += "_on" if gap.matter_id else ""
    return says + ("_of" if gap.person_id else "")


def _hit(gap: Gap, this: Sitting, see: View) -> Hit:
    says = _says(gap)
    matter = see.get(Matter, gap.matter_id)
    return violation(
        says,
        at=gap.at,
        field=gap.field,
        mark="/".join((gap.part, gap.matter_id, gap.person_id)),
        held=this.day,
        part=gap.part,
        matter=matter.title if matter else gap.matter_id,
        person=see.name(gap.person_id),
        said=gap.said,
        true=gap.true,
    )
