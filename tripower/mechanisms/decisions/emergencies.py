"""An emergency decision afterwards: by when it is reported and ratified, and by whom (DEC-14)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from tripower.core.records import Record
from tripower.core.rules import Derived
from tripower.core.unit import Sees
from tripower.mechanisms.decisions import tally as votes
from tripower.mechanisms.decisions.records import (
    Body,
    CatalogItem,
    EmergencyDecision,
    EmergencyReport,
    Form,
    Matter,
    Meeting,
    MeetingStage,
    Outcome,
)
from tripower.mechanisms.decisions.rounds import Round, rounds_of

READS: tuple[type[Record], ...] = (*votes.READS, CatalogItem, EmergencyReport)
PARAMETERS = ("dec.emergency_report_days", "dec.ratify_within_workdays", *votes.PARAMETERS)
SETTLED = (Outcome.RATIFIED, Outcome.NOT_RATIFIED)


class Emergency(Derived, frozen=True):
    """One emergency decision with its report and the meetings that came after it."""

    decision: EmergencyDecision
    see: Sees

    kind: ClassVar[str] = EmergencyDecision.kind

    @property
    def subject(self) -> tuple[str, str]:
        """The decision itself, as findings name it."""
        return self.decision.subject

    @property
    def anchors(self) -> list[tuple[str, str]]:
        """The decision, its matter, and the meetings that could have taken it up."""
        last = max([self.ratify_due, *(one.day for one in self.rounds[:1])])
        later = [m.subject for m in self.see.all(Meeting) if self.day <= m.held_on <= last]
        return [self.decision.subject, ("matter", self.decision.matter_id), *later]

    @property
    def day(self) -> date:
        """The day of the decision."""
        return self.decision.decided_on

    @property
    def record(self) -> EmergencyDecision:
        """The record to point at where no better one is."""
        return self.decision

    @classmethod
    def every(cls, see: Sees) -> Iterator[Emergency]:
        """Every emergency decision on record."""
        for decision in see.all(EmergencyDecision):
            yield cls(decision, see)

    @property
    def matter(self) -> Matter | None:
        """What was decided."""
        return self.see.get(Matter, self.decision.matter_id)

    @property
    def report(self) -> EmergencyReport | None:
        """The report afterwards."""
        return self.see.get(EmergencyReport, self.decision.matter_id)

    @property
    def report_due(self) -> date:
        """The last day for the report; the day of the decision is not counted."""
        days = self.see.on(self.day).whole("dec.emergency_report_days")
        return self.see.calendar.add_workdays(self.day, days)

    @property
    def ratify_due(self) -> date:
        """The last day for the meeting; the day of the decision is not counted."""
        days = self.see.on(self.day).whole("dec.ratify_within_workdays")
        return self.see.calendar.add_workdays(self.day, days)

    @property
    def rounds(self) -> list[Round]:
        """The closed meetings that had the decision on the agenda, in order of date."""
        rounds = rounds_of(self.see, self.decision.matter_id)
        return [one for one in rounds if one.closed and one.day >= self.day]

    @property
    def settled(self) -> Round | None:
        """The first meeting that ratified the decision or refused to."""
        return next((one for one in self.rounds if votes.tally(one).result in SETTLED), None)

    @property
    def body(self) -> Body:
        """The body that has to ratify: the catalogue item's, else the team."""
        item_id = self.matter.catalog_item_id if self.matter else None
        item = self.see.get(CatalogItem, item_id) if item_id else None
        return item.body if item else Body.TEAM

    def passed_over(self, until: date) -> Meeting | None:
        """The first meeting of the body before a day that left the decision aside."""
        held = [m for m in self.see.all(Meeting) if self._left_aside(m) and m.held_on < until]
        return min(held, key=lambda m: (m.held_on, m.meeting_id), default=None)

    def _left_aside(self, meeting: Meeting) -> bool:
        """A meeting of the same day may have been over before the decision."""
        return (
            meeting.stage is MeetingStage.CLOSED
            and meeting.form is Form.MEETING
            and meeting.body is self.body
            and meeting.held_on > self.day
            and self.decision.matter_id not in meeting.agenda
        )
