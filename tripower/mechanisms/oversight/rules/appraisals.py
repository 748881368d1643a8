"""Rules on appraisals by ballot and on what a low score asks for (SUP-05, SUP-06)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tripower.core.messages import N_
from tripower.core.rules import Hit, local, manual, practice, rule, violation, warning
from tripower.core.unit import View
from tripower.mechanisms.oversight import finals, following
from tripower.mechanisms.oversight.records import EvaluationTally, YearRating
from tripower.mechanisms.oversight.rules.lapses import lapsed
from tripower.mechanisms.oversight.score import PARAMETERS, Fault, appraise, replacement


@rule(
    "SUP-05",
    N_("The ballots of an appraisal add up, and more than were issued make it void"),
    subject=EvaluationTally,
    parameters=PARAMETERS,
    basis=[
        local(
            N_(
                "Published local rules: more ballots collected than issued make the appraisal "
                "void; 100, 70 and 30 for the grades, and “do not know” does not count."
            )
        ),
        practice(N_("The scale of 100, 85, 70 and 40 is a common one.")),
    ],
    says={
        "too_many": (
            N_("{collected} ballots came back of {issued} issued: the whole appraisal is void"),
            N_("Have the ballots cast again, and name this count in the new one (`redo_of`)."),
        ),
        "needless": (
            N_("the ballots were cast again although the count {first} is not void"),
            N_("The first count stands; an appraisal is not repeated for a better score."),
        ),
        "other_scale": (
            N_("a grade does not belong to the scale {scale}"),
            N_("Name the scale that the ballots had, or correct the grade."),
        ),
        "uneven": (
            N_("{counted} ballots with a grade and {void} void ones are not the {collected} back"),
            N_("Count again; without that there is no score."),
        ),
        "empty": (
            N_("no ballot counts, so that there is no score"),
            N_("People decide what that means, and whether the appraisal is repeated."),
        ),
    },
)
def ballots_add_up(this: EvaluationTally, see: View) -> Iterator[Hit]:
    """The score is the sum of weight × ballots over the ballots that count, by the scale in force.

    People see two decimals, rounded half up; everything is compared unrounded. Whoever does not
    know the work is no part of the divisor. More ballots than were issued make the whole
    appraisal void, to be held again; a valid one is not repeated. Equal scores share a place.

    Why: a score that nobody can reckon after is a rumour.

    Example: 40 satisfied, 25 mostly, 10 dissatisfied, 5 that do not know: 6050 over 75 is 80.67;
    51 ballots back of 50 issued: void.
    """
    if this.draft:
        return
    told = appraise(this, see)
    if told.fault is Fault.TOO_MANY and replacement(this, see) is None:
        args: dict[str, Any] = {"issued": this.issued, "collected": this.collected}
        yield violation("too_many", field="collected", **args)
    elif told.fault is Fault.OTHER_SCALE:
        yield warning("other_scale", field="counts", scale=told.scale)
    elif told.fault is Fault.UNEVEN:
        counted = sum(one.count for one in this.counts)
        args = {"counted": counted, "void": this.void, "collected": this.collected}
        yield warning("uneven", field="counts", **args)
    elif told.fault is Fault.EMPTY:
        yield manual("empty", field="counts")
    yield from _repeated(this, see)


def _repeated(this: EvaluationTally, see: View) -> Iterator[Hit]:
    first = finals.get(see, EvaluationTally, this.redo_of) if this.redo_of is not None else None
    if first is not None and appraise(first, see).passed is not None:
        yield violation("needless", field="redo_of", first=first.tally_id)


@rule(
    "SUP-06",
    N_("A low score is followed by a talk, an explanation and mending"),
    subject=following.LowScore,
    reads=following.READS,
    parameters=following.PARAMETERS,
    acts=[YearRating],
    basis=[
        local(
            N_(
                "Published local rules: below 70 a reminding or admonitory talk, a written "
                "explanation, a day for mending, and no “excellent” in that year."
            )
        ),
        practice(N_("That talk and explanation come within 30 days is our number.")),
    ],
    says={
        "late": (
            N_("{what}: done on {done}, due by {due}"),
            N_("Say in the paper why it came late."),
        ),
        "early": (
            N_("{what}: dated {done}, before {since}, from which the time runs"),
            N_("Correct the day that is wrong."),
        ),
        "overdue": (
            N_("{what}: due by {due} after {since}, and not on record"),
            N_("Do what follows a low score, and record the day."),
        ),
        "no_day": (
            N_("the talk set no day by which things are mended"),
            N_("Set a day and tell whoever was talked to."),
        ),
        "excellent": (
            N_("rated excellent for {year}, with a score of {score} in that year"),
            N_("Whoever had a score below {least} is not rated excellent in that year."),
        ),
    },
)
def low_score_followed(this: following.LowScore, see: View) -> Iterator[Hit]:
    """Below the pass score: a talk with a day for mending, a written explanation, no “excellent”.

    The pass score itself passes; the unrounded score is compared.

    Why: an appraisal without consequence teaches that it has none.

    Example: 70.00 exactly asks for nothing; 69.996 is shown as 70.00 and asks for a talk.
    """
    told = appraise(this.record, see)
    for one in this.owed():
        yield from lapsed(one, see)
    if this.talk is not None and this.talk.mend_by is None:
        yield violation("no_day", at=this.talk)
    for rating in this.excellent():
        args: dict[str, Any] = {"year": rating.year, "score": told.score, "least": told.pass_score}
        yield violation("excellent", at=rating, field="grade", mark=rating.rating_id, **args)
