"""Rules on how a round is set up, carried out and followed (POL-01, 02, 15)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tripower.core.district import DistrictUnit, unit_name
from tripower.core.messages import N_
from tripower.core.rules import Hit, practice, rule, seed, violation, warning
from tripower.core.unit import View
from tripower.mechanisms.polls.listing import answers
from tripower.mechanisms.polls.ranking import total
from tripower.mechanisms.polls.records import (
    PollData,
    PollResult,
    PollRoster,
    PollRound,
    PollStage,
    Stage,
)


@rule(
    "POL-01",
    N_("The score weighs two surveys, by weights that were set before anybody was asked"),
    subject=PollRound,
    reads=[PollResult, PollData, DistrictUnit],
    parameters=["pol.w_general", "pol.w_targeted"],
    basis=[
        seed(N_("A general survey, and one of those who know the unit (一般性、针对性).")),
        practice(N_("The weights, and that they are set before, are ours.")),
    ],
    says={
        "late": (
            N_("the weights were set on {day}, and people were asked from {begun} on"),
            N_("Set the weights of the next round before its fieldwork."),
        ),
        "sum": (
            N_("the weights {general} and {targeted} do not make 1"),
            N_("Correct the weights."),
        ),
        "one": (
            N_("one of the two surveys has no weight"),
            N_("Weigh both surveys."),
        ),
        "unusual": (
            N_("the weights are {general} and {targeted} and not the usual ones, without a paper"),
            N_("Name the paper in `weights_doc_no`, or set the usual weights in the parameters."),
        ),
        "total": (
            N_("{unit} has {told} on record; by the weights it is {right}"),
            N_("Compute the result again."),
        ),
        "no_total": (
            N_("{unit} has the scores that count and no total on record; it is {right}"),
            N_("Compute the result again."),
        ),
        "answers": (
            N_("the result does not rest on the answers that are on record"),
            N_("Compute the result again, from the answers on record."),
        ),
        "corrected": (
            N_("the result rests on answers that were corrected on {day}"),
            N_("Compute the result again: `tripower poll score {round} --replace REASON`."),
        ),
    },
)
def weighed_as_set(this: PollRound, see: View) -> Iterator[Hit]:
    """Both surveys count, the weights make 1 and were set before the first day of the fieldwork.

    The total is the weighted sum of the two scores, rounded once, half up, to two decimals. Where
    answers were read in, the result names them by their digests; where those were corrected
    since, it is computed again.

    Why: who may choose the weights when the answers are known chooses the rank.

    Example: fieldwork from 2024-09-02: weights set on 2024-09-01 are in time, on 2024-09-02 a
    violation. 80.01 and 90.00 by halves are 85.01.
    """
    told: dict[str, Any] = {"general": this.w_general, "targeted": this.w_targeted}
    general, targeted = this.weights
    if this.weights_set_on >= this.fieldwork_from:
        days: dict[str, Any] = {"day": this.weights_set_on, "begun": this.fieldwork_from}
        yield violation("late", field="weights_set_on", **days)
    rules = see.on(this.fieldwork_from)
    usual = rules.share("pol.w_general"), rules.share("pol.w_targeted")
    if general + targeted != 1:
        yield violation("sum", field="w_general", **told)
    elif not (general and targeted):
        yield violation("one", field="w_general" if not general else "w_targeted")
    elif (Fraction(general), Fraction(targeted)) != usual and this.weights_doc_no is None:
        yield warning("unusual", field="w_general", **told)
    result = see.get(PollResult, this.round_id)
    if result is not None:
        yield from _totals(this, result, see)
        yield from _answers(this, result, see)


def _answers(this: PollRound, result: PollResult, see: View) -> Iterator[Hit]:
    """Whether the result rests on the answers on record, or on what was there before."""
    read_in = see.where(PollData, round_id=this.round_id)
    used = set(result.data_sha256)
    if used == {one.sha256 for one in read_in}:
        return
    known = [{two.sha256 for two in _versions(one, see)} for one in read_in]
    if len(used) == len(known) and not any(used.isdisjoint(one) for one in known):
        day = max(one.imported_on for one in read_in if one.sha256 not in used)
        told: dict[str, Any] = {"day": day, "round": this.round_id}
        yield warning("corrected", at=result, field="data_sha256", **told)
    else:
        yield violation("answers", at=result, field="data_sha256")


def _versions(this: PollData, see: View) -> Iterator[PollData]:
    """What was read in, and what it corrects."""
    version: PollData | None = this
    while version is not None:
        yield version
        version = see.corrected(version)


def _totals(this: PollRound, result: PollResult, see: View) -> Iterator[Hit]:
    for nth, row in enumerate(result.rows):
        found = list(answers(row, this))
        if not found or any(one.score is None for one in found):
            continue
        right = total(Decimal(row.general or 0), Decimal(row.targeted or 0), *this.weights)
        where: dict[str, Any] = {"at": result, "mark": row.unit_id, "right": str(right)}
        where["unit"] = unit_name(see, row.unit_id)
        if row.total is None:
            yield violation("no_total", field=f"rows.{nth}", **where)
        elif right != row.points:
            yield violation("total", field=f"rows.{nth}.total", **where, told=row.total)


@rule(
    "POL-02",
    N_("A third party carries the poll out, and the office follows it"),
    subject=PollRound,
    reads=[PollStage, DistrictUnit],
    basis=[
        seed(N_("A third party carries it out; the office for conduct (作风办) follows it all."))
    ],
    says={
        "same": (
            N_("{org} carries the poll out and is to follow it, too"),
            N_("Have a third party carry it out."),
        ),
        "rated": (
            N_("{org} carries the poll out and is itself a unit of the district"),
            N_("Have a third party carry it out."),
        ),
        "unfollowed": (
            N_("the fieldwork ended on {day}, and no entry tells that {office} followed it"),
            N_("Record what the office saw of each stage (`record new poll_stage`)."),
        ),
        "another": (
            N_("{by} made the entry on {day}; {office} is to follow the poll"),
            N_("Have the office follow the poll itself."),
        ),
    },
)
def third_party(this: PollRound, see: View) -> Iterator[Hit]:
    """The poll is carried out by somebody who neither follows it nor is rated in it.

    The office for conduct (作风办) has an entry on it by the end of the fieldwork.

    Why: nobody should count the votes on himself.

    Example: the office as contractor: violation. No entry of it on the day after the fieldwork:
    violation; on its last day not yet.
    """
    if same_name(this.org, this.supervisor):
        yield violation("same", field="org", org=this.org)
    if any(same_name(this.org, one.name) for one in see.all(DistrictUnit)):
        yield violation("rated", field="org", org=this.org)
    entries = see.where(PollStage, round_id=this.round_id)
    if see.as_of > this.fieldwork_to and not entries:
        day = this.fieldwork_to
        yield violation("unfollowed", field="supervisor", day=day, office=this.supervisor)
    for one in entries:
        if not same_name(one.by, this.supervisor):
            told: dict[str, Any] = {"by": one.by, "day": one.noted_on, "office": this.supervisor}
            yield warning("another", at=one, field="by", mark=str(one.entry_no), **told)


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same but for spaces and the width of signs."""
    return _bare(one) == _bare(other)


def _bare(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


@rule(
    "POL-15",
    N_("The roster is on record before the fieldwork, and each stage has its entry"),
    subject=PollRound,
    reads=[PollRoster, PollStage, PollResult],
    basis=[
        seed(N_("A thousand representatives (千名代表); the office follows it all (全程跟踪督导)."))
    ],
    says={
        "no_roster": (
            N_("people are asked from {begun} on, and no roster of representatives is on record"),
            N_("Record how many there are, from which groups, and how they were drawn."),
        ),
        "late_roster": (
            N_("the roster was drawn on {day}, and people were asked from {begun} on"),
            N_("Draw the roster of the next round before its fieldwork."),
        ),
        "told_late": (
            N_("the roster was recorded later: {why}"),
            N_("Record the roster of the next round before its fieldwork."),
        ),
        "sum": (
            N_("the groups of the roster make {sum} and not {count}"),
            N_("Correct the numbers."),
        ),
        "no_entry": (
            N_("{office} has no entry on the stage: {stage}"),
            N_("Record what the office saw of it, or say in an entry why it did not follow it."),
        ),
    },
)
def roster_and_stages(this: PollRound, see: View) -> Iterator[Hit]:
    """The roster says how many, from which groups and how drawn, before the first day of asking.

    The office has an entry on the questionnaire and on the drawing of the roster by the first
    day, on the fieldwork after its last day, on the scoring once there is a result.

    Why: who chooses the representatives afterwards chooses the answers.

    Example: fieldwork from 2024-09-02: a roster drawn on 2024-09-01 is in time, on 2024-09-02 it
    is a warning.
    """
    roster, begun = see.get(PollRoster, this.round_id), this.fieldwork_from
    if roster is None and see.as_of >= begun:
        yield warning("no_roster", field="fieldwork_from", begun=begun)
    if roster is not None:
        yield from _roster(roster, begun)
    seen = {one.stage for one in see.where(PollStage, round_id=this.round_id)}
    for stage in Stage:
        if stage not in seen and _over(stage, this, see):
            told: dict[str, Any] = {"office": this.supervisor, "stage": stage}
            yield warning("no_entry", field="supervisor", mark=stage.value, **told)


def _roster(roster: PollRoster, begun: date) -> Iterator[Hit]:
    if roster.drawn_on >= begun:
        yield warning("late_roster", at=roster, field="drawn_on", day=roster.drawn_on, begun=begun)
    elif roster.late_entry is not None:
        yield warning("told_late", at=roster, field="late_entry", why=roster.late_entry)
    groups = sum(one.count for one in roster.groups)
    if groups != roster.count:
        yield warning("sum", at=roster, field="count", sum=groups, count=roster.count)


def _over(stage: Stage, this: PollRound, see: View) -> bool:
    """Whether a stage lies behind, so that its entry is due."""
    if stage is Stage.SCORING:
        return see.get(PollResult, this.round_id) is not None
    if stage is Stage.FIELDWORK:
        return see.as_of > this.fieldwork_to
    return see.as_of >= this.fieldwork_from
