"""Personal matters of leaders (个人有关事项): who reported, who is checked, what came of it.

What somebody reported is never on record here, only that it was reported and whether it was true.
"""

from datetime import date
from typing import ClassVar

from tripower.core.records import Entry, Event, Id, PersonId, Term, Text
from tripower.mechanisms.oversight.records.selections import Year


class CheckKind(Term):
    """Why a report is checked."""

    RANDOM = "random"
    CANDIDATE = "candidate"
    REPORT_DRIVEN = "report_driven"


class CheckResult(Term):
    """What a check found."""

    CONSISTENT = "consistent"
    OMISSION = "omission"
    CONCEALMENT = "concealment"


class Difference(Term):
    """What the report left out, by the lists of the measures of 2017 (arts. 3 and 4)."""

    TRAVEL_PERMIT = "travel_permit"
    FLOOR_AREA = "floor_area"
    STORAGE = "storage_or_parking"
    SECURITIES_AMOUNT = "amount_of_securities"
    INVESTED_AMOUNT = "amount_invested"
    MARRIAGE = "marriage"
    PASSPORT = "passport"
    CHILD_MARRIAGE = "marriage_of_child_abroad"
    EMIGRATION = "emigration"
    EMPLOYMENT = "employment_of_family"
    PROSECUTION = "prosecution_of_family"
    WHOLE_PROPERTY = "whole_property"
    SECURITIES = "securities"
    BUSINESS = "business"
    OTHER = "other_difference"


class PersonalReport(Entry, frozen=True, kw_only=True):
    """A leader handed in the yearly report of personal matters (个人有关事项报告); never published.

    report_id: id of this line.
    person_id: who reported.
    year: the year in which the report is due; it tells of the year before.
    reported_on: the day on which it was handed in.
    """

    kind = "personal_report"
    id_fields = ("report_id",)
    day_field = "reported_on"
    public: ClassVar[bool] = False

    report_id: Id
    person_id: PersonId
    year: Year
    reported_on: date


class PersonalCandidate(Entry, frozen=True, kw_only=True):
    """Somebody is put forward for a post, and so the report is checked (拟提拔对象); not published.

    candidate_id: id of this line.
    person_id: who is put forward.
    named_on: the day.
    post: the post, in words.
    dropped_on: the day on which the proposal was dropped, where it was.
    """

    kind = "personal_candidate"
    id_fields = ("candidate_id",)
    day_field = "named_on"
    public: ClassVar[bool] = False

    candidate_id: Id
    person_id: PersonId
    named_on: date
    post: Text
    dropped_on: date | None = None


class PersonalDraw(Event, frozen=True, kw_only=True):
    """Whose report is checked this year, drawn by lot so that anybody can repeat it (随机抽查).

    draw_id: id of the draw, by default its year.
    year: the year of the reports; there is one draw a year.
    drawn_on: the day.
    seed: the text from which the lot follows.
    seed_from: where that text comes from, such as dice thrown before witnesses.
    population: everybody among whom was drawn.
    drawn: who was drawn, in the order of the lot.
    witness_ids: who was there.
    """

    kind = "personal_draw"
    id_fields = ("draw_id",)
    day_field = "drawn_on"
    drafts = False
    public: ClassVar[bool] = False

    draw_id: Id
    year: Year
    drawn_on: date
    seed: Text
    seed_from: Text | None = None
    population: tuple[PersonId, ...]
    drawn: tuple[PersonId, ...]
    witness_ids: tuple[PersonId, ...] = ()


class PersonalMatterCheck(Event, frozen=True, kw_only=True):
    """A report of personal matters was checked (个人有关事项查核); never published.

    check_id: id of the check.
    person_id: whose report.
    year: the year of the report.
    check_kind: drawn by lot, candidate for a post, or because of what somebody reported.
    checked_on: the day on which the check was done.
    result: consistent, an omission (漏报) or a concealment (瞒报).
    differences: what the report left out.
    handling: what was done about it.
    reason: why the result is another than the lists of the measures say.
    """

    kind = "personal_matter_check"
    id_fields = ("check_id",)
    day_field = "checked_on"
    public: ClassVar[bool] = False

    check_id: Id
    person_id: PersonId
    year: Year
    check_kind: CheckKind
    checked_on: date
    result: CheckResult
    differences: tuple[Difference, ...] = ()
    handling: Text | None = None
    reason: Text | None = None
