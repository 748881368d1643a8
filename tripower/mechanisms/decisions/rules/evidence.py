"""Rules on supporting papers that fail afterwards, are partial, or leave no choice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from tripower.core.messages import N_
from tripower.core.rules import Derived, Hit, block, manual, notice, practice, reg, rule, seed
from tripower.core.unit import Sees, View
from tripower.mechanisms.decisions import disagreement, gate
from tripower.mechanisms.decisions import tally as votes
from tripower.mechanisms.decisions.records import (
    Admission,
    FalseMaterial,
    Material,
    Matter,
    Meeting,
    Review,
)
from tripower.mechanisms.decisions.rounds import Round, rounds_of
from tripower.mechanisms.decisions.rules.materials import lacking


class Disproved(Derived, frozen=True):
    """A paper that proved false, with every result that rests on it."""

    record: FalseMaterial
    see: Sees

    kind: ClassVar[str] = FalseMaterial.kind

    @property
    def subject(self) -> tuple[str, str]:
        """The finding of falsehood itself."""
        return self.record.subject

    @property
    def anchors(self) -> list[tuple[str, str]]:
        """The finding, and the same paper wherever it was handed in."""
        return [self.subject, *(one.subject for one in self.copies)]

    @property
    def day(self) -> date:
        """The day on which it was found to be false."""
        return self.record.verified_false_on

    @classmethod
    def every(cls, see: Sees) -> Iterator[Disproved]:
        """Every paper that proved false."""
        yield from (cls(one, see) for one in see.all(FalseMaterial))

    @property
    def copies(self) -> list[Material]:
        """The material, and those of other matters that are the same file."""
        paper = self.see.get(Material, self.record.key)
        if paper is None or paper.file_sha256 is None:
            return [paper] if paper else []
        return self.see.where(Material, file_sha256=paper.file_sha256)

    def results(self) -> Iterator[tuple[Material, Round]]:
        """The rounds with a result that had the paper before them, not yet known to be false."""
        for paper in self.copies:
            for one in rounds_of(self.see, paper.matter_id):
                rests = paper.received_on <= one.day <= self.day
                if rests and votes.tally(one).result is not None:
                    yield paper, one

    def reviewed(self, paper: Material) -> bool:
        """Whether the matter was reviewed for this paper since it proved false."""
        reviews = self.see.where(Review, matter_id=paper.matter_id)
        return any(
            one.on >= self.day and paper.material_id in one.false_material_ids for one in reviews
        )


@rule(
    "ARG-06",
    N_("What rests on a false paper is looked at again"),
    subject=Disproved,
    reads=[*votes.READS, FalseMaterial, Material, Review],
    parameters=votes.PARAMETERS,
    basis=[
        seed(N_("A matter goes to a meeting only with scientific supporting materials.")),
        reg(N_("Decree 713 of the State Council, art. 39: who gives false material answers.")),
    ],
    says={
        "rests_on_it": (
            N_("“{title}” proved false on {day}; the result on “{matter}” of {held} rests on it"),
            N_("Review it (`tripower decision review`); who made the paper answers (ground G3)."),
        )
    },
)
def review_after_falsehood(this: Disproved, see: View) -> Iterator[Hit]:
    """Every result before which a false paper had been handed in waits for a review.

    The same file in another matter counts there too. A review from the day on which the
    paper proved false on, naming it, settles the matter. From that day on the paper carries no
    admission any more, so what is decided later does not rest on it. Whether the result would
    have been another, a person must say.

    Why: a decision that was right on its papers may be wrong once one of them is a lie.

    Example: the report was handed in on 2024-03-01 and the matter passed on 2024-03-01. On
    2024-06-03 the report proves false: the result is to be reviewed. A vote on 2024-02-29
    had not rested on it.
    """
    for paper, one in this.results():
        if not this.reviewed(paper):
            matter = see.get(Matter, paper.matter_id)
            yield manual(
                "rests_on_it",
                field="verified_false_on",
                mark=one.key,
                evidence=["/".join(one.subject)],
                title=paper.title,
                day=this.day,
                matter=matter.title if matter else paper.matter_id,
                held=one.day,
            )


@rule(
    "ARG-07",
    N_("Who has an interest in a matter does not argue for it"),
    subject=Admission,
    reads=gate.READS,
    parameters=gate.PARAMETERS,
    acts=[Admission, Meeting],
    basis=[
        reg(N_("Decree 713 of the State Council, art. 20: experts without a direct interest.")),
    ],
    says={
        "partial": (
            N_("“{title}” for “{matter}” was made by {producer}, who has an interest in it"),
            N_("Have it made by somebody without an interest, and check the matter again."),
        )
    },
)
def impartial_producer(this: Admission, see: View) -> Iterator[Hit]:
    """A paper whose producer has an interest in the matter does not open the gate.

    It may lie beside others. Where the gate would be shut without it, it is shut.

    Why: a firm that will build the dam finds the dam necessary.

    Example: the only argument report is by the firm that hopes for the contract: the gate
    stays shut. With a report by another institute beside it, it opens.
    """
    for lack, matter in lacking("ARG-07", this, see):
        paper = lack.material
        if paper is not None:
            yield block(
                "partial",
                at=paper,
                field="conflict",
                mark=paper.key,
                title=paper.title,
                matter=matter,
                producer=paper.producer,
            )


@rule(
    "ARG-08",
    N_("Where opinions differ widely there is more than one plan"),
    subject=Round,
    reads=disagreement.READS,
    parameters=disagreement.PARAMETERS,
    basis=[
        reg(N_("Decree 713 of the State Council, art. 12: two plans or more may be put forward.")),
        practice(N_("From which share on a disagreement is significant is our number.")),
    ],
    says={
        "one_plan": (
            N_("of {present} present {favour} were for “{matter}”, {against} not; plans: {plans}"),
            N_("Have a second plan worked out before the matter comes back."),
        )
    },
)
def more_than_one_plan(this: Round, see: View) -> Iterator[Hit]:
    """Where both sides of a disagreement are significant, two plans or more are encouraged.

    A side is significant from a third of the members present on; who votes no or to defer is
    on one side. What a member thinks is the ballot, else the last opinion in the discussion;
    a secret vote counts by its sheet. The record of the matter names the plans.

    Why: a team that is asked only yes or no cannot choose.

    Example: of 6 present 4 vote yes and 2 no: 3×2 = 6 ≥ 6, a second plan is asked for. Of 7
    present 5 vote yes and 2 no: 3×2 = 6 < 7, none is.
    """
    matter = see.get(Matter, this.matter_id)
    if matter is None or len(set(matter.alternatives)) > 1 or not disagreement.divided(this):
        return
    counted = disagreement.sides(this)
    yield notice(
        "one_plan",
        field="agenda",
        matter=matter.title,
        present=counted.present,
        favour=counted.favour,
        against=counted.against,
        plans=max(1, len(set(matter.alternatives))),
    )
