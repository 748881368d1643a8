"""A round: one matter discussed in one meeting, with everything recorded about it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from functools import cached_property
from typing import ClassVar

from tripower.core.rules import Derived, among
from tripower.core.unit import Sees
from tripower.mechanisms.decisions.records import (
    Attendance,
    Ballot,
    HeadDecision,
    Matter,
    Meeting,
    MeetingStage,
    Recusal,
    Recusals,
    SecretTally,
    Speech,
    Speeches,
    WrittenOpinion,
)


class Round(Derived, frozen=True, dict=True):
    """One matter on the agenda of one meeting; what is recorded about it is read when asked."""

    meeting: Meeting
    matter_id: str
    see: Sees

    kind: ClassVar[str] = "round"

    @property
    def key(self) -> str:
        """`meeting/matter`, the folder's name under meetings/YYYY."""
        return f"{self.meeting.meeting_id}/{self.matter_id}"

    @property
    def subject(self) -> tuple[str, str]:
        """Kind and key, as findings name it."""
        return self.kind, self.key

    @property
    def anchors(self) -> list[tuple[str, str]]:
        """The meeting and the matter."""
        return [self.meeting.subject, ("matter", self.matter_id)]

    @property
    def day(self) -> date:
        """The day of the meeting."""
        return self.meeting.held_on

    @property
    def record(self) -> Meeting:
        """The record to point at where no better one is."""
        return self.meeting

    @classmethod
    def every(cls, see: Sees) -> Iterator[Round]:
        """Every matter of every meeting that is open or closed."""
        for meeting in see.all(Meeting):
            if meeting.stage is not MeetingStage.CALLED:
                yield from cls.of(meeting, see)

    @classmethod
    def among(cls, see: Sees, keys: Collection[tuple[str, str]]) -> Iterator[Round]:
        """Those of the meetings among the keys; a meeting hangs together with its agenda."""
        for meeting in among(see, Meeting, keys):
            if meeting.stage is not MeetingStage.CALLED:
                yield from cls.of(meeting, see)

    @classmethod
    def of(cls, meeting: Meeting, see: Sees) -> Iterator[Round]:
        """The matters of one meeting, in the order of its agenda."""
        for matter_id in meeting.agenda:
            yield cls(meeting, matter_id, see)

    @property
    def closed(self) -> bool:
        """Whether the meeting is over, so that what is missing is missing."""
        return self.meeting.stage is MeetingStage.CLOSED

    @cached_property
    def matter(self) -> Matter | None:
        """The matter itself."""
        return self.see.get(Matter, self.matter_id)

    @cached_property
    def attendance(self) -> Attendance | None:
        """Who was in the room for this matter, where that was recorded."""
        return self.see.get(Attendance, self.key)

    @property
    def present_ids(self) -> tuple[str, ...]:
        """Who was in the room for this matter; as at the opening unless recorded otherwise."""
        attendance = self.attendance
        return attendance.present_ids if attendance else self.meeting.present_ids

    @cached_property
    def speeches_record(self) -> Speeches | None:
        """The record of who spoke."""
        return self.see.get(Speeches, self.key)

    @property
    def speeches(self) -> tuple[Speech, ...]:
        """Who spoke, in order."""
        record = self.speeches_record
        return record.speeches if record else ()

    @cached_property
    def recusals_record(self) -> Recusals | None:
        """The record of who stood aside."""
        return self.see.get(Recusals, self.key)

    @property
    def recusals(self) -> tuple[Recusal, ...]:
        """Who stood aside."""
        record = self.recusals_record
        return record.recusals if record else ()

    @cached_property
    def ballots(self) -> list[Ballot]:
        """The ballots by name."""
        return self.see.where(Ballot, meeting_id=self.meeting.meeting_id, matter_id=self.matter_id)

    @cached_property
    def secret_tally(self) -> SecretTally | None:
        """The count of a secret vote."""
        return self.see.get(SecretTally, self.key)

    @property
    def written_opinions(self) -> list[WrittenOpinion]:
        """What absent members sent in writing."""
        return self.see.where(
            WrittenOpinion, meeting_id=self.meeting.meeting_id, matter_id=self.matter_id
        )

    @property
    def head_decision(self) -> HeadDecision | None:
        """What the head decided, where that model holds."""
        return self.see.get(HeadDecision, self.key)

    @property
    def number(self) -> int:
        """1 for the first time the matter is discussed, 2 for the next (DEC-13)."""
        earlier = [m for m in meetings_of(self.see, self.matter_id) if before(m, self.meeting)]
        return len(earlier) + 1


def before(one: Meeting, other: Meeting) -> bool:
    """Whether a meeting came before another; on one day, by id."""
    return (one.held_on, one.meeting_id) < (other.held_on, other.meeting_id)


def stood_on(meeting: Meeting) -> date:
    """The day by which the agenda was settled: that of the notice, at the latest the meeting's."""
    return min(meeting.notice_on or meeting.held_on, meeting.held_on)


def meetings_of(see: Sees, matter_id: str) -> list[Meeting]:
    """The meetings, open or closed, that had the matter on the agenda, in order of date."""
    found = [
        meeting
        for meeting in see.linked(Meeting, ("matter", matter_id))
        if matter_id in meeting.agenda and meeting.stage is not MeetingStage.CALLED
    ]
    return sorted(found, key=lambda m: (m.held_on, m.meeting_id))


def rounds_of(see: Sees, matter_id: str) -> list[Round]:
    """The rounds of a matter, in order of date."""
    return [Round(meeting, matter_id, see) for meeting in meetings_of(see, matter_id)]
