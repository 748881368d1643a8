"""An inspection of a unit and what it mends afterwards: each step is a file of its own."""

from datetime import date
from typing import Annotated

import msgspec

from tripower.core.district import DistrictUnitId
from tripower.core.messages import N_
from tripower.core.records import ID_PATTERN, Digest, Event, Id, PersonId, Ref, Term, Text

InspectionId = Annotated[str, Ref("inspection_task"), msgspec.Meta(pattern=ID_PATTERN)]
Count = Annotated[
    int, msgspec.Meta(ge=0, description=N_("a whole number, zero or more, such as 12"))
]


class InspectionStage(Term):
    """The four stages of an inspection (照镜子、正衣冠、洗洗澡、治治病)."""

    MIRROR = "looking_in_the_mirror"
    ATTIRE = "straightening_attire"
    BATH = "taking_a_bath"
    REMEDY = "seeking_remedies"


class Wind(Term):
    """Which of the four winds an issue shows (四风)."""

    FORMALISM = "formalism"
    BUREAUCRATISM = "bureaucratism"
    HEDONISM = "hedonism"
    EXTRAVAGANCE = "extravagance"
    NONE = "none_of_the_four"


class ReportPaper(Term):
    """The two papers after an inspection (整改情况报告、主要负责人组织落实情况报告)."""

    UNIT = "rectification"
    HEAD = "led_by_the_head"

    @property
    def label(self) -> str:
        """The English label; "rectification" alone is an order to mend things."""
        return N_("report on rectification") if self is ReportPaper.UNIT else super().label


class ItemStatus(Term):
    """How far an issue is mended (完成、基本完成、长期)."""

    DONE = "completed"
    MOSTLY = "mostly_completed"
    LONG_TERM = "long_term"


class Audience(Term):
    """Before whom rectification is made public (党内公开、向社会公开)."""

    PARTY = "within_the_party"
    PUBLIC = "the_public"


class Proof(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A paper or recording that shows what was done.

    title: what it is.
    sha256: its exact bytes, where it is a file.
    """

    title: Text
    sha256: Digest | None = None


class InspectionTask(Event, frozen=True, kw_only=True):
    """An inspection of a unit, from the day on which it begins (巡视、巡察).

    inspection_id: id of the inspection, the name of its folder.
    unit_id: the unit of the district that is inspected; without it, the folder's own.
    doc_no: the paper that orders it.
    begun_on: the day on which the team comes.
    team: who inspects, such as the name of the team and of its leader.
    looking_back: whether the unit is inspected again on what was found before (回头看).
    """

    kind = "inspection_task"
    id_fields = ("inspection_id",)
    day_field = "begun_on"

    inspection_id: Id
    unit_id: DistrictUnitId | None = None
    doc_no: Text | None = None
    begun_on: date
    team: Text | None = None
    looking_back: bool = False


class StagePassed(Event, frozen=True, kw_only=True):
    """A stage of an inspection that was passed, with its evidence (阶段).

    inspection_id: the inspection.
    stage: which of the four.
    begun_on: its first day.
    ended_on: its last day.
    done: what was done in it.
    evidence: what shows it.
    talks: how many people were talked to (谈话).
    visits: how many households, villages or enterprises were visited (走访).
    petitions: how many letters, visits and calls came in (来信来访).
    """

    kind = "inspection_stage"
    id_fields = ("inspection_id", "stage")
    day_field = "ended_on"

    inspection_id: InspectionId
    stage: InspectionStage
    begun_on: date
    ended_on: date
    done: Text
    evidence: tuple[Proof, ...] = ()
    talks: Count | None = None
    visits: Count | None = None
    petitions: Count | None = None


class Issue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that an inspection found wrong.

    issue_no: short id of the issue, such as 1.
    text: what is wrong.
    wind: which of the four winds it shows.
    not_public_ground: by which law or rule it is kept from the public, if it is.
    """

    issue_no: Id
    text: Text
    wind: Wind | None = None
    not_public_ground: Text | None = None


class InspectionFeedback(Event, frozen=True, kw_only=True):
    """What the inspection team told the unit (反馈意见).

    inspection_id: the inspection.
    on: the day on which the unit was told; the months for rectification run from it.
    doc_no: number of the paper.
    issues: what is wrong, one by one.
    demands: what the unit is asked to do.
    """

    kind = "inspection_feedback"
    id_fields = ("inspection_id",)
    day_field = "on"

    inspection_id: InspectionId
    on: date
    doc_no: Text | None = None
    issues: tuple[Issue, ...]
    demands: tuple[Text, ...] = ()


class PlannedMeasure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a plan of rectification says on one issue.

    issue_no: the issue.
    measure: what is to be done.
    owner_id: who sees to it.
    due_on: by when.
    """

    issue_no: Id
    measure: Text
    owner_id: PersonId | None = None
    due_on: date | None = None


class RectificationPlan(Event, frozen=True, kw_only=True):
    """The plan by which a unit mends what an inspection found (整改方案).

    inspection_id: the inspection.
    on: the day on which the plan was handed in.
    doc_no: number of the paper.
    measures: what is to be done, issue by issue.
    """

    kind = "rectification_plan"
    id_fields = ("inspection_id",)
    day_field = "on"

    inspection_id: InspectionId
    on: date
    doc_no: Text | None = None
    measures: tuple[PlannedMeasure, ...] = ()


class RectificationReport(Event, frozen=True, kw_only=True):
    """One of the two papers that a unit owes after an inspection (整改报告).

    inspection_id: the inspection.
    paper: the unit's report, or that on how the head saw to it.
    on: the day on which it was handed in.
    doc_no: number of the paper.
    to: to whom it was handed in.
    signer_id: who signed it.
    text: what it says, in short.
    """

    kind = "rectification_report"
    id_fields = ("inspection_id", "paper")
    day_field = "on"

    inspection_id: InspectionId
    paper: ReportPaper
    on: date
    doc_no: Text | None = None
    to: Text | None = None
    signer_id: PersonId | None = None
    text: Text


class ItemMended(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How far one issue is mended.

    issue_no: the issue.
    status: completed, mostly completed, or a matter of the long term.
    result: what was done, and what remains.
    """

    issue_no: Id
    status: ItemStatus
    result: Text


class RectificationStatus(Event, frozen=True, kw_only=True):
    """How far the issues of an inspection are mended on a day; the latest word counts (整改台账).

    inspection_id: the inspection.
    status_no: 1 for the first.
    on: the day.
    items: the issues of which it speaks.
    """

    kind = "rectification_status"
    id_fields = ("inspection_id", "status_no")
    day_field = "on"

    inspection_id: InspectionId
    status_no: int = 1
    on: date
    items: tuple[ItemMended, ...]


class RectificationPublication(Event, frozen=True, kw_only=True):
    """What was mended is made public, within the Party or to everybody (整改公开).

    inspection_id: the inspection.
    publication_no: 1 for the first.
    on: the day.
    to: before whom.
    where: in which place or medium.
    sha256: the exact bytes of what was published.
    """

    kind = "rectification_publication"
    id_fields = ("inspection_id", "publication_no")
    day_field = "on"

    inspection_id: InspectionId
    publication_no: int = 1
    on: date
    to: tuple[Audience, ...]
    where: Text
    sha256: Digest | None = None
