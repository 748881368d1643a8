"""The result of a round: scores, what they rest on, and how sure each rank is (民调结果)."""

from datetime import date
from decimal import Decimal
from typing import Annotated

import msgspec

from tripower.core.district import DistrictUnitId
from tripower.core.messages import N_
from tripower.core.records import Digest, Event, Term, Text
from tripower.mechanisms.polls.records.rounds import RoundId

Points = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^(100\.00|\d{1,2}\.\d{2})$",
        description=N_("points from 0.00 to 100.00 with two decimals, such as 83.25"),
    ),
]
Bound = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^-?\d{1,4}\.\d{2}$",
        description=N_("a number with two decimals, such as 83.25"),
    ),
]
Effective = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^\d+\.\d$",
        description=N_("a number with one decimal, such as 412.5"),
    ),
]
Fine = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^-?\d{1,4}\.\d{6}$",
        description=N_("a number with six decimals, such as 1.204500"),
    ),
]


class Sureness(Term):
    """Whether the data bear out that a unit is among the last three."""

    CONFIRMED = "confirmed"
    POSSIBLE = "possible"
    EXCLUDED = "excluded"

    @property
    def label(self) -> str:
        """The English label; `possible` alone is another word elsewhere."""
        return N_("possibly so") if self is Sureness.POSSIBLE else super().label


class NotRanked(Term):
    """Why a unit is not ranked (不参加排名)."""

    NEW_UNIT = "new_unit"
    FEW_ANSWERS = "few_answers"
    FEW_EFFECTIVE = "few_effective_answers"
    ONE_SURVEY = "one_survey_only"


class ResultRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a unit reached in a round.

    unit_id: the unit.
    category: the category in which it is ranked.
    general: score in the general survey.
    targeted: score in the targeted survey.
    total: the weighted sum of the two scores as they stand here, rounded half up to two decimals.
    n_general: valid answers in the general survey.
    n_targeted: valid answers in the targeted survey.
    n_eff_general: effective number of answers in the general survey.
    n_eff_targeted: effective number of answers in the targeted survey.
    se: standard error of the total.
    low: lower end of its interval.
    high: upper end of its interval.
    rank_low: the best rank in its category that the data allow.
    rank_high: the worst rank in its category that the data allow.
    bottom: whether the data bear out that it is among the last three of its category.
    last_confirmed: of the lowest, whether the data bear out that it is the last.
    not_ranked: why it is not ranked, where it is not.
    """

    unit_id: DistrictUnitId
    category: Text
    general: Points | None = None
    targeted: Points | None = None
    total: Points | None = None
    n_general: int
    n_targeted: int
    n_eff_general: Effective | None = None
    n_eff_targeted: Effective | None = None
    se: Bound | None = None
    low: Bound | None = None
    high: Bound | None = None
    rank_low: int | None = None
    rank_high: int | None = None
    bottom: Sureness | None = None
    last_confirmed: bool | None = None
    not_ranked: NotRanked | None = None

    @property
    def points(self) -> Decimal:
        """The total; zero where there is none."""
        return Decimal(self.total or "0.00")


class Versus(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The lowest unit of a category against another of it.

    category: the category.
    unit_id: the lowest unit.
    other_id: the other unit.
    difference: the other's total less that of the lowest.
    se: standard error of the difference.
    """

    category: Text
    unit_id: DistrictUnitId
    other_id: DistrictUnitId
    difference: Fine
    se: Fine


class PollResult(Event, frozen=True, kw_only=True):
    """The scores of a round, as they were computed (民调结果).

    round_id: the round.
    computed_on: the day.
    method: how they were computed; `poll score` writes the word of its method with a version.
    draws: how many draws the sets of ranks rest on.
    seed: the seed of the draws.
    data_sha256: SHA-256 of the tables of answers that were used.
    population_sha256: SHA-256 of the file with the population to which the answers were weighed.
    rows: a line for each unit.
    versus: the lowest unit of each category against the others.
    """

    kind = "poll_result"
    id_fields = ("round_id",)
    day_field = "computed_on"
    drafts = False

    round_id: RoundId
    computed_on: date
    method: Text
    draws: int | None = None
    seed: int | None = None
    data_sha256: tuple[Digest, ...] = ()
    population_sha256: Digest | None = None
    rows: tuple[ResultRow, ...]
    versus: tuple[Versus, ...] = ()

    def row(self, unit_id: str) -> ResultRow | None:
        """The line of a unit."""
        return next((one for one in self.rows if one.unit_id == unit_id), None)
