"""Rules on what holds on which day: the parameters of a meeting, the calendar of a year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tripower.core.messages import N_
from tripower.core.records import Record
from tripower.core.rules import Hit, practice, reg, rule, warning
from tripower.core.unit import View
from tripower.mechanisms.decisions.records import (
    EmergencyDecision,
    LegalityReview,
    Meeting,
    MeetingStage,
    Minutes,
)

SPECIFIED = practice(N_("Demanded by the specification of the rules, part 0."))
SPAN = ("dec.notice_workdays", "dec.minutes_workdays", "dec.ratify_within_workdays")


@rule(
    "VER-01",
    N_("A meeting is judged by the parameters of its own day"),
    subject=Meeting,
    basis=[SPECIFIED],
    says={
        "changed": (
            N_("the parameters for {day} were changed after the meeting, which froze {frozen}"),
            N_("See who changed one backwards; give a new value its own first day."),
        )
    },
)
def frozen_parameters(this: Meeting, see: View) -> Iterator[Hit]:
    """The version of the parameters that a meeting froze is still in force on its day.

    Each rule and each parameter is dated, and a record is judged by those of its own day,
    not by those of the day of the check. A meeting freezes the version when it opens; one
    that froze none is not judged.

    Why: a share that is changed backwards would make a lost vote won.

    Example: a meeting of 2024-03-15 froze version 1f3a…; in June somebody sets another
    close margin without a first day, so the version on 2024-03-15 differs: warning. With
    `from: 2024-06-01` it does not.
    """
    if this.stage is not MeetingStage.CLOSED or this.parameters is None:
        return
    if this.parameters != see.version(this.held_on):
        yield warning("changed", field="parameters", day=this.held_on, frozen=this.parameters)


@rule(
    "DAT-04",
    N_("Working days come from a calendar that knows the days moved"),
    reads=[Meeting, Minutes, EmergencyDecision, LegalityReview],
    parameters=SPAN,
    basis=[
        reg(N_("The State Council moves weekends to join them to holidays each year.")),
        SPECIFIED,
    ],
    says={
        "calendar_missing": (
            N_("there is no table of holidays for {year}; Monday to Friday were counted"),
            N_("Update the program, or give the year and its days moved in calendar.yaml."),
        )
    },
)
def calendar_known(see: View) -> Iterator[Hit]:
    """Each year in which notice, minutes, emergency or review has a deadline has its table.

    Working days are counted with the make-up days of the State Council's table and the
    district's own file over it, which may give a whole year that the table lacks. For a year
    without a table Monday to Friday are taken, and that is said here.

    Why: whoever counts Monday to Friday finds some deadlines kept that were missed, and
    the other way round.

    Example: the minutes of a meeting on 2026-12-30 are due in January 2027; while nobody
    has published the holidays of 2027 the day is not certain.
    """
    first_of_year: dict[int, Record] = {}
    for record, start, end in _spans(see):
        for year in see.calendar.missing_years(start, end):
            first_of_year.setdefault(year, record)
    for year, record in sorted(first_of_year.items()):
        yield warning("calendar_missing", at=record, on=record.day, mark=str(year), year=year)


def _spans(see: View) -> Iterator[tuple[Record, date, date]]:
    """Each record with the first and last day on which its deadlines lie."""
    count = see.calendar.add_workdays
    for meeting in see.all(Meeting):
        notice_days, minutes_days, _ = _lengths(see, meeting.held_on)
        day = meeting.held_on
        yield meeting, count(day, -notice_days), count(day, minutes_days)
    for minutes in see.all(Minutes):
        yield minutes, minutes.issued_on, minutes.issued_on
    for review in see.all(LegalityReview):
        yield review, review.submitted_on, review.review_due_on
    for decision in see.all(EmergencyDecision):
        day = decision.decided_on
        yield decision, day, count(day, _lengths(see, day)[2])


def _lengths(see: View, day: date) -> tuple[int, ...]:
    rules = see.on(day)
    return tuple(rules.whole(key) for key in SPAN)
