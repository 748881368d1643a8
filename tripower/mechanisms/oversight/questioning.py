"""What came of the questions of a live session, by a day (SUP-13)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from tripower.core.records import Term
from tripower.core.unit import Sees
from tripower.mechanisms.oversight import finals
from tripower.mechanisms.oversight.records import (
    Group,
    IntegrityReport,
    Question,
    QuestionClosing,
)

GROUPS = (Group.COMMISSION, Group.CONGRESS, Group.CPPCC)
"""The three groups that ask and appraise, all of them (SUP-04)."""


class Answered(Term):
    """How a question stands on a day."""

    LIVE = "answered_at_the_session"
    CLOSED = "closed_in_time"
    LATE = "closed_late"
    EARLY = "closed_before_it_was_asked"
    OPEN = "still_open"
    OVERDUE = "overdue"
    DATELESS = "neither_answered_nor_given_a_day"


class Followed(msgspec.Struct, frozen=True):
    """A question with what closed it afterwards."""

    question: Question
    held_on: date
    closing: QuestionClosing | None

    def state(self, as_of: date) -> Answered:
        """How it stands; a day for following it up means that the answer was not all."""
        due = self.question.follow_up_by
        if self.closing is not None:
            if self.closing.on < self.held_on:
                return Answered.EARLY
            late = due is not None and self.closing.on > due
            return Answered.LATE if late else Answered.CLOSED
        if due is not None:
            return Answered.OVERDUE if as_of > due else Answered.OPEN
        return Answered.DATELESS if self.question.answer is None else Answered.LIVE


def followed(session: IntegrityReport, see: Sees, until: date = date.max) -> Iterator[Followed]:
    """Every question of a session, in its order, with what closed it by a day."""
    for one in session.questions:
        closing = finals.get(see, QuestionClosing, f"{session.session_id}/{one.question_no}")
        known = closing if closing is not None and closing.on <= until else None
        yield Followed(one, session.held_on, known)


def attending(session: IntegrityReport) -> dict[Group, int]:
    """How many of each of the three groups attended; 0 where none is on record."""
    found = dict.fromkeys(GROUPS, 0)
    for one in session.groups:
        if one.group in found:
            found[one.group] += one.count
    return found
