"""What follows a low score: a talk, a written explanation, mending by a day (SUP-06)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from tripower.core.dates import add_days
from tripower.core.records import Record
from tripower.core.rules import ANY, Derived
from tripower.core.unit import Sees
from tripower.mechanisms.oversight import finals
from tripower.mechanisms.oversight.records import (
    EvaluationTally,
    LowScoreExplanation,
    LowScoreMending,
    LowScoreTalk,
    YearGrade,
    YearRating,
)
from tripower.mechanisms.oversight.rectification import Deadline, Demand
from tripower.mechanisms.oversight.score import PARAMETERS as SCORE_PARAMETERS
from tripower.mechanisms.oversight.score import appraise

READS: tuple[type[Record], ...] = (
    EvaluationTally,
    LowScoreTalk,
    LowScoreExplanation,
    LowScoreMending,
    YearRating,
)
PARAMETERS = (*SCORE_PARAMETERS, "sup.follow_up_days")


class LowScore(Derived, frozen=True):
    """A count whose score is below the pass score."""

    record: EvaluationTally
    see: Sees

    kind: ClassVar[str] = EvaluationTally.kind

    @property
    def subject(self) -> tuple[str, str]:
        """The count, as findings name it."""
        return self.record.subject

    @property
    def anchors(self) -> list[tuple[str, str]]:
        """The count, and any rating of a year: it names whom it rates and no count."""
        return [self.subject, (YearRating.kind, ANY)]

    @property
    def day(self) -> date:
        """The day of the appraisal."""
        return self.record.on

    @classmethod
    def every(cls, see: Sees) -> Iterator[LowScore]:
        """Every count with a low score; one that is void has none."""
        for tally in finals.every(see, EvaluationTally):
            if appraise(tally, see).passed is False:
                yield cls(tally, see)

    @property
    def talk(self) -> LowScoreTalk | None:
        """The talk that followed."""
        return finals.get(self.see, LowScoreTalk, self.record.tally_id)

    def owed(self) -> Iterator[Deadline]:
        """What the score asks for, in order."""
        tally, see = self.record, self.see
        due = add_days(tally.on, see.on(tally.on).whole("sup.follow_up_days"))
        explained, talk = finals.get(see, LowScoreExplanation, tally.tally_id), self.talk
        yield Deadline(Demand.TALK, tally, due, talk)
        yield Deadline(Demand.EXPLANATION, tally, due, explained)
        if talk is not None and talk.mend_by is not None:
            mended = finals.get(see, LowScoreMending, tally.tally_id)
            yield Deadline(Demand.MENDING, talk, talk.mend_by, mended, stated=True)

    def excellent(self) -> list[YearRating]:
        """The ratings as excellent, for the year of the count, of whoever it appraised."""
        tally = self.record
        rated = finals.where(self.see, YearRating, year=tally.on.year, grade=YearGrade.EXCELLENT)
        if tally.person_id is not None:
            return [one for one in rated if one.person_id == tally.person_id]
        return [one for one in rated if (one.person_id, one.unit_id) == (None, tally.unit_id)]
