"""A round of the opinion poll, from its design to its publication (民调)."""

from datetime import date
from decimal import Decimal
from typing import Annotated

import msgspec

from tripower.core.district import DistrictUnitId
from tripower.core.messages import N_
from tripower.core.records import ID_PATTERN, Digest, Event, Id, Ref, Term, Text

RoundId = Annotated[str, Ref("poll_round"), msgspec.Meta(pattern=ID_PATTERN)]
Weight = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^(0(\.\d{1,4})?|1(\.0{1,4})?)$",
        description=N_("a share between 0 and 1 with at most four decimals, such as 0.5"),
    ),
]
Positive = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^(?=.*[1-9])\d{1,4}(\.\d{1,4})?$",
        description=N_("a number above 0 with at most four decimals, such as 1.3"),
    ),
]


class Survey(Term):
    """The two surveys of a round: of the public at large, and of those who know the unit."""

    GENERAL = "general"
    TARGETED = "targeted"

    @property
    def label(self) -> str:
        """The English label; `general` alone is another word elsewhere."""
        return N_("general survey") if self is Survey.GENERAL else N_("targeted survey")


class PollDesign(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the round was planned to tell apart (抽样设计).

    deff: the design effect that was expected.
    sd: the standard deviation of answers that was expected, in points.
    difference: the difference between two units, in points, that the round is to tell apart.
    """

    deff: Positive
    sd: Positive
    difference: Positive


class PollRound(Event, frozen=True, kw_only=True):
    """A round of the opinion poll is set up (民调轮次).

    round_id: id of the round, the name of its folder.
    name: what it is called.
    fieldwork_from: the first day on which people are asked.
    fieldwork_to: the last day on which people are asked.
    org: the third party that carries it out (第三方机构).
    contract_no: number of the contract with it.
    supervisor: the office that follows it, as the district calls it (作风办).
    w_general: the weight of the general survey.
    w_targeted: the weight of the targeted survey; the two make 1.
    weights_set_on: the day on which the weights were set.
    weights_doc_no: number of the paper that set them.
    design: what the round was planned to tell apart; without it no rank counts as certain.
    previous: the round before it, where there was one.
    """

    kind = "poll_round"
    id_fields = ("round_id",)
    day_field = "weights_set_on"
    drafts = False

    round_id: Id
    name: Text
    fieldwork_from: date
    fieldwork_to: date
    org: Text
    contract_no: Text | None = None
    supervisor: Text
    w_general: Weight
    w_targeted: Weight
    weights_set_on: date
    weights_doc_no: Text | None = None
    design: PollDesign | None = None
    previous: RoundId | None = None

    @property
    def weights(self) -> tuple[Decimal, Decimal]:
        """The weights of the general and of the targeted survey."""
        return Decimal(self.w_general), Decimal(self.w_targeted)


class RosterGroup(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A group from which representatives come (代表类别).

    name: the group.
    count: how many of it are on the roster.
    """

    name: Text
    count: int


class PollRoster(Event, frozen=True, kw_only=True):
    """Who the representatives of a round are, in numbers (代表名册); no names.

    round_id: the round.
    drawn_on: the day on which they were drawn.
    count: how many there are.
    groups: from which groups, and how many of each.
    method: how they were drawn.
    drawn_by: who drew them.
    """

    kind = "poll_roster"
    id_fields = ("round_id",)
    day_field = "drawn_on"
    drafts = False

    round_id: RoundId
    drawn_on: date
    count: int
    groups: tuple[RosterGroup, ...]
    method: Text
    drawn_by: Text | None = None


class Stage(Term):
    """The stages of a round that the office follows (全程跟踪督导)."""

    QUESTIONNAIRE = "questionnaire"
    ROSTER = "roster"
    FIELDWORK = "fieldwork"
    SCORING = "scoring"


class PollStage(Event, frozen=True, kw_only=True):
    """The office has followed a stage of the round (督导记录).

    round_id: the round.
    entry_no: 1 for the first entry of the round, 2 for the next, and so on.
    stage: the stage.
    noted_on: the day.
    by: the office, by name.
    note: what was seen.
    """

    kind = "poll_stage"
    id_fields = ("round_id", "entry_no")
    day_field = "noted_on"
    drafts = False

    round_id: RoundId
    entry_no: int
    stage: Stage
    noted_on: date
    by: Text
    note: Text | None = None


class PollData(Event, frozen=True, kw_only=True):
    """The answers of a survey, as they were read in; they lie outside git (民调原始数据).

    round_id: the round.
    survey: the survey.
    imported_on: the day on which they were read in.
    rows: how many answers there are, one for each rater and unit.
    raters: how many people answered.
    invited: how many people were asked, from which the response follows.
    absent: the units that existed and that the file leaves out, as whoever read it in confirmed.
    sha256: SHA-256 of the table that was made of them.
    source: name of the file they came from.
    source_sha256: SHA-256 of that file.
    encoding: the encoding of that file, where it is text.
    mapping_sha256: SHA-256 of the mapping of columns.
    """

    kind = "poll_data"
    id_fields = ("round_id", "survey")
    day_field = "imported_on"
    drafts = False

    round_id: RoundId
    survey: Survey
    imported_on: date
    rows: int
    raters: int
    invited: int | None = None
    absent: tuple[DistrictUnitId, ...] = ()
    sha256: Digest
    source: Text
    source_sha256: Digest
    encoding: Text | None = None
    mapping_sha256: Digest


class PollSkip(Event, frozen=True, kw_only=True):
    """A unit is not surveyed in a round, by approval (不参加本轮民调).

    round_id: the round.
    unit_id: the unit.
    approved_on: the day of the approval.
    approved_by: who approved it.
    reason: why.
    doc_no: number of the paper.
    """

    kind = "poll_skip"
    id_fields = ("round_id", "unit_id")
    day_field = "approved_on"
    drafts = False

    round_id: RoundId
    unit_id: DistrictUnitId
    approved_on: date
    approved_by: Text
    reason: Text
    doc_no: Text | None = None


class PublishedRank(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rank as it was shown to the public.

    unit_id: the unit.
    rank: the rank in its category.
    """

    unit_id: DistrictUnitId
    rank: int


class PollPublication(Event, frozen=True, kw_only=True):
    """The ranking of a round was published (发布).

    round_id: the round.
    publication_no: 1 for the first publication of the round, 2 for the next, and so on.
    published_on: the day.
    tv_ref: the broadcast on the district's television.
    web_url: the address of the page on the government's website.
    other: where else it was shown.
    categories: the categories whose lists were shown; left out, all of them.
    ranks: the ranks as they were shown, to be held against those that follow from the scores.
    """

    kind = "poll_publication"
    id_fields = ("round_id", "publication_no")
    day_field = "published_on"
    drafts = False

    round_id: RoundId
    publication_no: int
    published_on: date
    tv_ref: Text | None = None
    web_url: Text | None = None
    other: Text | None = None
    categories: tuple[Text, ...] = ()
    ranks: tuple[PublishedRank, ...] = ()
