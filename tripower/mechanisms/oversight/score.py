"""The score of an appraisal by ballot: what counts, what keeps it from being computed (SUP-05)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

import msgspec

from tripower.core.numbers import round_limit
from tripower.core.records import Term
from tripower.core.unit import Sees
from tripower.mechanisms.oversight import finals
from tripower.mechanisms.oversight.records import (
    AppraisalGrade,
    EvaluationTally,
    GradeCount,
    Scale,
)

SCALES: Mapping[Scale, tuple[AppraisalGrade, ...]] = {
    Scale.SATISFACTION: (
        AppraisalGrade.SATISFIED,
        AppraisalGrade.MOSTLY_SATISFIED,
        AppraisalGrade.DISSATISFIED,
        AppraisalGrade.UNFAMILIAR,
    ),
    Scale.MERIT: (
        AppraisalGrade.GOOD,
        AppraisalGrade.FAIRLY_GOOD,
        AppraisalGrade.FAIR,
        AppraisalGrade.POOR,
    ),
}
UNCOUNTED = frozenset({AppraisalGrade.UNFAMILIAR})
"""Grades that do not count: whoever does not know the work (不了解) says nothing on it."""
WEIGHTS = {
    grade: f"sup.weight_{grade.value}"
    for grades in SCALES.values()
    for grade in grades
    if grade not in UNCOUNTED
}
PARAMETERS = ("sup.scale", "sup.pass_score", *WEIGHTS.values())


class Fault(Term):
    """What keeps a count from having a score."""

    TOO_MANY = "more_ballots_collected_than_issued"
    OTHER_SCALE = "a_grade_of_the_other_scale"
    UNEVEN = "the_ballots_do_not_add_up"
    EMPTY = "no_ballot_counts"


class Line(msgspec.Struct, frozen=True):
    """A grade with its ballots and what each counts; None where they do not count."""

    grade: AppraisalGrade
    count: int
    weight: int | None

    @property
    def points(self) -> int:
        """What all ballots of the grade count together."""
        return self.count * (self.weight or 0)


class Appraised(msgspec.Struct, frozen=True):
    """A count with its arithmetic: Σ weight × ballots over Σ ballots that count.

    Why: 2 decimals are for people; a score of 69.996 is shown as 70.00 and has not passed.

    Example: 40 satisfied, 25 mostly, 10 dissatisfied, 5 unfamiliar: 6050 over 75 is 80.67.
    """

    scale: Scale
    lines: tuple[Line, ...]
    pass_score: int
    fault: Fault | None

    @property
    def points(self) -> int:
        """The sum of weight × ballots."""
        return sum(line.points for line in self.lines)

    @property
    def valid(self) -> int:
        """How many ballots count."""
        return sum(line.count for line in self.lines if line.weight is not None)

    @property
    def exact(self) -> Fraction | None:
        """The score, unrounded; None where a fault keeps it from being computed."""
        return None if self.fault is not None else Fraction(self.points, self.valid)

    @property
    def score(self) -> Decimal | None:
        """The score as people read it: two decimals, half up."""
        return None if self.exact is None else round_limit(self.exact)

    @property
    def passed(self) -> bool | None:
        """Whether the unrounded score reaches the pass score; the pass score itself does."""
        return None if self.exact is None else self.exact >= self.pass_score


def appraise(tally: EvaluationTally, see: Sees) -> Appraised:
    """The arithmetic of a count, by the scale and the weights in force on its day."""
    rules = see.on(tally.on)
    scale = tally.scale or Scale(rules.text("sup.scale"))
    weights = {one: rules.whole(WEIGHTS[one]) for one in SCALES[scale] if one in WEIGHTS}
    numbers = _by_grade(tally.counts)
    lines = tuple(Line(one, numbers.get(one, 0), weights.get(one)) for one in SCALES[scale])
    return Appraised(scale, lines, rules.whole("sup.pass_score"), _fault(tally, scale, lines))


def replacement(tally: EvaluationTally, see: Sees) -> EvaluationTally | None:
    """The count of the ballots that were cast again in its place."""
    again = finals.where(see, EvaluationTally, redo_of=tally.tally_id)
    return next((one for one in again if one != tally), None)


def ranks(scores: Mapping[str, Fraction]) -> dict[str, int]:
    """The place of each by its unrounded score, the highest first; equal scores share a place.

    Of 90, 85, 85 and 70 the places are 1, 2, 2 and 4.
    """
    return {
        name: 1 + sum(other > score for other in scores.values()) for name, score in scores.items()
    }


def places(see: Sees) -> dict[str, int]:
    """The place of each count that has a score, among those of its year and scale."""
    fields: dict[tuple[int, Scale], dict[str, Fraction]] = {}
    for tally in finals.every(see, EvaluationTally):
        told = appraise(tally, see)
        if told.exact is not None:
            fields.setdefault((tally.on.year, told.scale), {})[tally.tally_id] = told.exact
    return {name: place for scores in fields.values() for name, place in ranks(scores).items()}


def _by_grade(counts: Iterable[GradeCount]) -> dict[AppraisalGrade, int]:
    found: dict[AppraisalGrade, int] = {}
    for one in counts:
        found[one.grade] = found.get(one.grade, 0) + one.count
    return found


def _fault(tally: EvaluationTally, scale: Scale, lines: Iterable[Line]) -> Fault | None:
    if tally.collected > tally.issued:
        return Fault.TOO_MANY
    if any(one.grade not in SCALES[scale] for one in tally.counts):
        return Fault.OTHER_SCALE
    if sum(one.count for one in tally.counts) + tally.void != tally.collected:
        return Fault.UNEVEN
    valid = sum(line.count for line in lines if line.weight is not None)
    return Fault.EMPTY if valid == 0 else None
