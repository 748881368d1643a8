"""Rules on what follows a case: it ends only with a decision, and a decision has its period."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from tripower.core.messages import N_
from tripower.core.people import Person, Position
from tripower.core.rules import ANY, Derived, Hit, local, manual, reg, rule, violation
from tripower.core.unit import Sees, View
from tripower.mechanisms.decisions import sanctions
from tripower.mechanisms.decisions.records import (
    AccountabilityCase,
    AccountabilityClosing,
    AccountabilityMeasure,
    CaseMeasure,
    CaseProposal,
    Category,
    EndOfCase,
    Matter,
    Withdrawal,
)

NO_END = (EndOfCase.LEFT_OFFICE, EndOfCase.RETIRED)
SETTLING = (EndOfCase.HANDLED, EndOfCase.DECEASED)
TO_SETTLE = (CaseProposal.LIABLE, CaseProposal.REDUCED_OR_EXEMPT)
NO_PERIOD = (CaseMeasure.DISMISSAL, CaseMeasure.NONE)


@rule(
    "ACC-03",
    N_("Leaving office does not close a case"),
    subject=AccountabilityClosing,
    reads=[AccountabilityCase, AccountabilityMeasure, Position],
    acts=[AccountabilityClosing],
    basis=[
        reg(N_("Decree 713 of the State Council, art. 38: lifelong liability, traced back.")),
    ],
    says={
        "left": (
            N_("the case was closed on {day} because {reason}"),
            N_("The case goes on: hand it to the body that may decide, and close it then."),
        ),
        "unsettled": (
            N_("the case was closed on {day} without a decision on {person}; proposed: {proposal}"),
            N_("Ask the competent body; record its decision, `none` where it decided on none."),
        ),
        "gone": (
            N_(
                "the case was closed on {day} without a decision on {person}, who held no post any "
                "more; proposed: {proposal}"
            ),
            N_("Ask the competent body: leaving office or retirement settles nothing."),
        ),
    },
)
def lifelong(this: AccountabilityClosing, see: View) -> Iterator[Hit]:
    """A case ends with a decision, not because somebody left office or retired.

    Where a case is closed as decided, each person whom it proposes to hold to account, or to
    reduce or exempt, has a decision of the competent body on record; that it decided on no
    measure is a decision too. Whether one is only not on record, people must say.

    Why: who signs today and is gone tomorrow would never answer; for grave mistakes the law
    looks back for life (终身责任).

    Example: 贾石 voted yes and retired in May. Closing the case in June because of that is a
    violation; closing it as decided without a word on him is pointed out.
    """
    if this.reason in NO_END:
        yield violation("left", field="reason", day=this.closed_on, reason=this.reason)
    case = see.get(AccountabilityCase, this.case_id)
    if case is None or this.reason not in SETTLING:
        return
    for one in case.persons:
        if one.person_id and one.proposal in TO_SETTLE:
            measure = see.get(AccountabilityMeasure, f"{this.case_id}/{one.person_id}")
            if measure is None:
                told: dict[str, Any] = {"person": see.name(one.person_id), "day": this.closed_on}
                told |= {"field": "reason", "mark": one.person_id, "proposal": one.proposal}
                yield manual("unsettled" if _serves(one.person_id, this, see) else "gone", **told)


def _serves(person_id: str, this: AccountabilityClosing, see: View) -> bool:
    posts = [one for one in see.all_positions() if one.person_id == person_id]
    return any(one.held_on(this.closed_on) for one in posts)


@rule(
    "ACC-04",
    N_("A measure lasts as long as the law has it, and nobody is promoted meanwhile"),
    subject=AccountabilityMeasure,
    reads=[Position],
    parameters=sanctions.PARAMETERS,
    acts=[AccountabilityMeasure],
    basis=[
        reg(N_("Law on administrative discipline of public officials (政务处分法), arts. 8, 19.")),
    ],
    says={
        "period": (
            N_("{measure} of {person}: {months} months by law, the record has {said}"),
            N_("Correct the record; `tripower accountability measure` computes the period."),
        ),
        "no_period": (
            N_("{measure} of {person}: the law gives it no period, the record has {said} months"),
            N_("Correct the record: leave the period out."),
        ),
        "end": (
            N_("{measure} of {person} from {day}: it ends on {end}, the record has {said}"),
            N_("Correct the record; `tripower accountability measure` computes the period."),
        ),
        "promoted": (
            N_("{person} became {title} on {day}, a higher post; {measure} lasts to {end}"),
            N_("Report it to the body that appointed: there is no promotion within the period."),
        ),
        "perhaps": (
            N_(
                "{person} became {title} on {day} while {measure} lasts (to {end}); whether the "
                "post is higher, the records do not tell"
            ),
            N_("Have it judged by the body that appoints; record the level of both posts."),
        ),
    },
)
def period_without_promotion(this: AccountabilityMeasure, see: View) -> Iterator[Hit]:
    """A measure has the period of the law from the day of its effect, and no promotion within it.

    A disciplinary warning lasts 6 months, a demerit 12, a major demerit 18, demotion and
    removal 24. The period ends on the corresponding day, or on the last of that month where
    there is none. Whether a post is higher follows from levels where both posts have one, and
    from the roles; else people must say. The tool records what the competent body decided and
    computes; it imposes nothing.

    Why: a measure that is forgotten, or repaired by a better post, was none.

    Example: a warning takes effect on 2024-08-31 and ends on 2025-02-28. A deputy who becomes
    director on that day is promoted within the period; on 2025-03-01 no more.
    """
    yield from _period(this, see)
    period = sanctions.period_of(this, see)
    if period is None:
        return
    for post in sanctions.taken_within(this.person_id, period, see):
        found = sanctions.higher(post, see)
        told: dict[str, Any] = {"at": post, "field": "from", "on": post.from_}
        told |= {"mark": post.position_id, "title": post.title, "day": post.from_}
        told |= {"person": see.name(this.person_id), "measure": this.measure, "end": period.last}
        if found:
            yield violation("promoted", **told)
        elif found is None:
            yield manual("perhaps", **told)


def _period(this: AccountabilityMeasure, see: View) -> Iterator[Hit]:
    told: dict[str, Any] = {"person": see.name(this.person_id), "measure": this.measure}
    months = sanctions.months_of(this.measure, this.effective_on, see)
    said = this.period_months
    if months is None and this.measure in NO_PERIOD and said is not None:
        yield violation("no_period", field="period_months", said=said, **told)
        return
    if months is not None and said != months:
        yield violation("period", field="period_months", months=months, said=said, **told)
    end = sanctions.last_day(this.effective_on, said if months is None else months)
    if this.ends_on != end:
        told |= {"day": this.effective_on, "end": end, "said": this.ends_on}
        yield violation("end", field="ends_on", **told)


class Held(Derived, frozen=True):
    """Somebody held to account, with the awards that were proposed meanwhile."""

    record: AccountabilityMeasure
    see: Sees

    kind: ClassVar[str] = AccountabilityMeasure.kind

    @property
    def subject(self) -> tuple[str, str]:
        """The measure, as findings name it."""
        return self.record.subject

    @property
    def anchors(self) -> list[tuple[str, str]]:
        """The measure, and any matter: an award names its candidates in words."""
        return [self.subject, (Matter.kind, ANY), (Withdrawal.kind, ANY)]

    @property
    def day(self) -> date:
        """The day of effect."""
        return self.record.effective_on

    @classmethod
    def every(cls, see: Sees) -> Iterator[Held]:
        """Every measure."""
        yield from (cls(one, see) for one in see.all(AccountabilityMeasure))

    def awards(self) -> Iterator[Matter]:
        """The personnel matters of the year that are about a commendation, not taken back."""
        words = self.see.on(self.day).words("acc.award_words")
        for matter in self.see.where(Matter, category=Category.PERSONNEL):
            award = any(word in matter.title for word in words)
            same_year = matter.proposed_on.year == self.day.year
            if award and same_year and self.see.get(Withdrawal, matter.matter_id) is None:
                yield matter


@rule(
    "ACC-05",
    N_("Who is held to account gets no award that year"),
    subject=Held,
    reads=[AccountabilityMeasure, Matter, Person, Withdrawal],
    parameters=["acc.award_words", "acc.no_awards_after"],
    acts=[Matter],
    basis=[local(N_("Rules of other places: no excellent rating and no award in that year."))],
    says={
        "award": (
            N_("{person} is put forward in “{matter}” in {year}, the year of {measure}"),
            N_("Take the name off the list, or say by which paper the award may be given."),
        ),
        "same_name": (
            N_(
                "“{matter}” of {year}, the year of {measure}, puts {person} forward; several "
                "people have that name"
            ),
            N_("Say who is meant with `concerns_ids`."),
        ),
    },
)
def no_award_that_year(this: Held, see: View) -> Iterator[Hit]:
    """Whoever is held to account is put forward for no award in the calendar year of the measure.

    Awards are personnel matters whose title speaks of one, such as 表彰 or 评优, and whose
    candidates, or whom it concerns, are the person. The year is that of the day on which the
    measure takes effect, before and after that day alike. Ratings that are not decided as a
    matter are not on record here.

    Why: praise in the year of a sanction takes it back.

    Example: a demerit takes effect on 2024-05-06, and a matter of 2024-12-20 puts the person
    forward as an advanced worker: pointed out; in a matter of 2025-01-03 not any more.
    """
    measure = this.record
    if measure.measure not in see.on(this.day).words("acc.no_awards_after"):
        return
    name = see.name(measure.person_id)
    for matter in this.awards():
        sure = measure.person_id in matter.concerns_ids
        if not sure and name not in matter.candidates:
            continue
        told: dict[str, Any] = {"person": name, "matter": matter.title, "year": this.day.year}
        told |= {"at": matter, "field": "candidates" if matter.candidates else "concerns_ids"}
        told |= {"mark": matter.matter_id, "on": matter.proposed_on, "measure": measure.measure}
        if sure or len(see.where(Person, name=name)) < 2:
            yield violation("award", **told)
        else:
            yield manual("same_name", **told)
