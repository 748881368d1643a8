"""The appraisal of a head or unit by ballot, and what follows a low score (评议)."""

from datetime import date
from typing import Annotated

import msgspec

from tripower.core.district import DistrictUnitId
from tripower.core.records import ID_PATTERN, Digest, Event, Id, PersonId, Ref, Term, Text
from tripower.mechanisms.oversight.records.inspections import Count
from tripower.mechanisms.oversight.records.sessions import SessionId

TallyId = Annotated[str, Ref("evaluation_tally"), msgspec.Meta(pattern=ID_PATTERN)]


class Scale(Term):
    """The two scales of appraisal: A 满意、基本满意、不满意、不了解; B 好、较好、一般、差."""

    SATISFACTION = "satisfaction"
    MERIT = "merit"


class AppraisalGrade(Term):
    """The grades of both scales."""

    SATISFIED = "satisfied"
    MOSTLY_SATISFIED = "mostly_satisfied"
    DISSATISFIED = "dissatisfied"
    UNFAMILIAR = "unfamiliar"
    GOOD = "good"
    FAIRLY_GOOD = "fairly_good"
    FAIR = "fair"
    POOR = "poor"


class GradeCount(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many ballots gave a grade.

    grade: the grade.
    count: how many ballots.
    """

    grade: AppraisalGrade
    count: Count


class EvaluationTally(Event, frozen=True, kw_only=True):
    """The count of an appraisal by ballot (民主评议计票).

    tally_id: id of the count, the name of its folder.
    unit_id: the unit of the district that is appraised; without it, the folder's own.
    person_id: the head who is appraised, where it is not the unit as a whole.
    session_id: the session at which the ballots were cast.
    on: the day.
    scale: the scale on the ballots; without it, the one in force on the day.
    issued: how many ballots were handed out.
    collected: how many came back.
    counts: how many gave each grade.
    void: how many of those that came back were blank or could not be read.
    redo_of: the void count in whose place the ballots were cast again.
    """

    kind = "evaluation_tally"
    id_fields = ("tally_id",)
    day_field = "on"

    tally_id: Id
    unit_id: DistrictUnitId | None = None
    person_id: PersonId | None = None
    session_id: SessionId | None = None
    on: date
    scale: Scale | None = None
    issued: Count
    collected: Count
    counts: tuple[GradeCount, ...]
    void: Count = 0
    redo_of: TallyId | None = None


class TalkKind(Term):
    """The talk that follows a low score (提醒谈话、诫勉谈话)."""

    REMINDER = "reminder_talk"
    ADMONITORY = "admonitory_talk"


class LowScoreTalk(Event, frozen=True, kw_only=True):
    """The talk after a low score, which sets the day by which things are mended (谈话).

    tally_id: the count with the low score.
    on: the day.
    talk: whether to remind or to admonish.
    by: who talked, by office.
    mend_by: the last day for mending what was found wanting.
    gist: what was said.
    """

    kind = "low_score_talk"
    id_fields = ("tally_id",)
    day_field = "on"

    tally_id: TallyId
    on: date
    talk: TalkKind
    by: Text
    mend_by: date | None = None
    gist: Text | None = None


class LowScoreExplanation(Event, frozen=True, kw_only=True):
    """The written explanation after a low score (书面说明).

    tally_id: the count with the low score.
    on: the day on which it was handed in.
    text: what it says, in short.
    sha256: the exact bytes of the paper.
    """

    kind = "low_score_explanation"
    id_fields = ("tally_id",)
    day_field = "on"

    tally_id: TallyId
    on: date
    text: Text
    sha256: Digest | None = None


class LowScoreMending(Event, frozen=True, kw_only=True):
    """What a low score pointed to is mended (限期整改结果).

    tally_id: the count with the low score.
    on: the day.
    result: what was done.
    accepted_by: who looked at it and accepted it.
    """

    kind = "low_score_mending"
    id_fields = ("tally_id",)
    day_field = "on"

    tally_id: TallyId
    on: date
    result: Text
    accepted_by: Text | None = None


class YearGrade(Term):
    """The grade of a year (优秀、称职、基本称职、不称职)."""

    EXCELLENT = "excellent"
    COMPETENT = "competent"
    BASICALLY_COMPETENT = "basically_competent"
    INCOMPETENT = "incompetent"


class YearRating(Event, frozen=True, kw_only=True):
    """How a unit or a person is rated for a year (年度考核等次).

    rating_id: id of the rating.
    year: the year that is rated.
    unit_id: the unit of the district that is rated; without unit and person, the folder's own.
    person_id: the person who is rated, where it is not a unit.
    grade: the grade.
    on: the day on which it was decided.
    doc_no: the paper that says so.
    """

    kind = "year_rating"
    id_fields = ("rating_id",)
    day_field = "on"

    rating_id: Id
    year: int
    unit_id: DistrictUnitId | None = None
    person_id: PersonId | None = None
    grade: YearGrade
    on: date
    doc_no: Text | None = None
