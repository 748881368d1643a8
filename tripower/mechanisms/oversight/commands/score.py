"""`tripower oversight score`: an appraisal with its arithmetic, or all with their places."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from tripower.core.answer import Answer, Cell, Facts, Part, Table, refuse, say
from tripower.core.messages import N_
from tripower.core.unit import Unit
from tripower.mechanisms.options import Reading, reading
from tripower.mechanisms.oversight import concerned, following
from tripower.mechanisms.oversight.records import EvaluationTally
from tripower.mechanisms.oversight.score import Appraised, appraise, places, replacement


@click.command(
    name="score",
    short_help=N_("The score of an appraisal with its arithmetic, and what follows."),
    help=N_(
        "The score of an appraisal with its arithmetic, and what a low one asks for; without the "
        "id of a count, all of them with their places."
    ),
)
@click.argument("tally_id", required=False, metavar="[COUNT]")
@reading()
def score_(asked: Reading, tally_id: str | None) -> Answer:
    """One count, or all."""
    unit, as_of = asked.unit()
    if tally_id is None:
        return _all(unit)
    tally = unit.get(EvaluationTally, tally_id)
    if tally is None:
        known = ", ".join(one.tally_id for one in unit.all(EvaluationTally)) or "—"
        text = N_("there is no count `{count}`; on record: {known}")
        raise refuse(text, count=tally_id, known=known)
    told = appraise(tally, unit)
    parts = [*_one(tally, told, unit)]
    if told.passed is False and not tally.draft:
        parts.append(_owed(following.LowScore(tally, unit), as_of))
    return Answer(parts, _data(tally, told, unit))


def _owed(this: following.LowScore, as_of: date) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for one in this.owed():
        done = one.done.day if one.done is not None else None
        rows.append((say(one.demand.label), one.due, done, say(one.state(as_of).label)))
    heads = (N_("owed"), N_("due"), N_("done on"), N_("state"))
    return Table(heads, rows, say(N_("What a low score asks for")))


def _one(tally: EvaluationTally, told: Appraised, unit: Unit) -> Iterator[Part]:
    yield Facts([*_facts(tally, told, unit)])
    rows: list[tuple[Cell, ...]] = [
        (
            say(line.grade.label),
            line.count,
            line.weight,
            None if line.weight is None else line.points,
        )
        for line in told.lines
    ]
    heads = (N_("grade"), N_("ballots"), N_("each counts"), N_("points"))
    yield Table(heads, rows, say(N_("How the score is reckoned")))
    if told.fault is not None:
        yield say(N_("There is no score: {fault}."), fault=say(told.fault.label))
    else:
        text = N_("{points} points over {valid} ballots that count: {score}; {verdict}")
        verdict = say(VERDICTS[bool(told.passed)], least=told.pass_score)
        yield say(text, points=told.points, valid=told.valid, score=told.score, verdict=verdict)


VERDICTS = {
    True: N_("that reaches {least}"),
    False: N_("that is below {least}, unrounded"),
}


def _facts(tally: EvaluationTally, told: Appraised, unit: Unit) -> Iterator[tuple[str, Cell]]:
    yield N_("unit"), concerned.unit_of(tally, unit)
    yield N_("who"), unit.name(tally.person_id) if tally.person_id is not None else "—"
    yield N_("day"), tally.on
    yield N_("scale"), say(told.scale.label)
    yield N_("issued"), tally.issued
    yield N_("collected"), tally.collected
    yield N_("void"), tally.void
    again = replacement(tally, unit)
    if again is not None:
        yield N_("cast again in"), again.tally_id


def _all(unit: Unit) -> Answer:
    found, place = unit.all(EvaluationTally), places(unit)
    if not found:
        return Answer([say(N_("No appraisal is on record."))], {"counts": []})
    rows: list[tuple[Cell, ...]] = []
    for one in found:
        told = appraise(one, unit)
        fault = say(told.fault.label) if told.fault is not None else None
        score = str(told.score) if told.score is not None else fault
        who = unit.name(one.person_id) if one.person_id is not None else None
        named = one.tally_id, concerned.unit_of(one, unit), who
        rows.append((*named, one.on, say(told.scale.label), score, place.get(one.tally_id)))
    heads = (
        N_("ballot count"),
        N_("unit"),
        N_("who"),
        N_("day"),
        N_("scale"),
        N_("score"),
        N_("place in its year"),
    )
    data = [
        {**_data(one, appraise(one, unit), unit), "place": place.get(one.tally_id)} for one in found
    ]
    return Answer([Table(heads, rows)], {"counts": data})


def _data(tally: EvaluationTally, told: Appraised, unit: Unit) -> dict[str, Any]:
    again = replacement(tally, unit)
    return {
        "tally_id": tally.tally_id,
        "unit": concerned.unit_of(tally, unit),
        "person_id": tally.person_id,
        "on": tally.on,
        "scale": told.scale,
        "issued": tally.issued,
        "collected": tally.collected,
        "lines": [
            {"grade": one.grade, "count": one.count, "weight": one.weight} for one in told.lines
        ],
        "points": told.points,
        "valid": told.valid,
        "score": str(told.score) if told.score is not None else None,
        "pass_score": told.pass_score,
        "passed": told.passed,
        "fault": told.fault,
        "cast_again_in": again.tally_id if again is not None else None,
    }
