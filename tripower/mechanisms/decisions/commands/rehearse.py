"""`tripower meeting rehearse`: what a called meeting will need, and where its results may hinge."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from tripower.core.answer import Answer, Say, Table, refuse, say
from tripower.core.messages import N_
from tripower.core.unit import Unit
from tripower.mechanisms.decisions import readings
from tripower.mechanisms.decisions.actions.matters import describe
from tripower.mechanisms.decisions.actions.meetings import meeting_at
from tripower.mechanisms.decisions.counting import quorum_share
from tripower.mechanisms.decisions.gate import lacks
from tripower.mechanisms.decisions.quorum import Need, entitled_on, needs
from tripower.mechanisms.decisions.records import (
    EmergencyDecision,
    GateResult,
    Meeting,
    MeetingStage,
)
from tripower.mechanisms.decisions.rounds import Round
from tripower.mechanisms.decisions.status import confirmed_by, last_check
from tripower.mechanisms.decisions.tally import head_decides
from tripower.mechanisms.options import Reading, ids, reading

QUESTIONS = {
    "recusal_denominator": N_("whether who stands aside still counts among the entitled"),
    "recusal_quorum": N_("whether who stands aside still counts as present"),
    "close_split_action": N_("whether a close vote is put off"),
}
STEPS = {"DEC-03": N_("the head's confirmation"), "DEC-04": N_("the check of its materials")}
"""Steps before the meeting, by the rule that asks for them."""


@click.command(
    help=N_("Rehearse a called meeting: what is missing, who must come, where results may hinge.")
)
@click.argument("meeting_id", metavar="ID")
@click.option("--absent", help=N_("Who will not come, by id: li,wang."))
@reading()
def rehearse(asked: Reading, meeting_id: str, absent: str | None) -> Answer:
    """One line a matter; and the counts at which a reading of the rules would decide."""
    unit, _ = asked.unit()
    called = meeting_at(unit, meeting_id, MeetingStage.CALLED, MeetingStage.OPEN)
    entitled, away = entitled_on(called, unit), ids(absent)
    if strangers := [person for person in away if person not in entitled]:
        text = N_("not entitled to attend: {names}")
        raise refuse(text, code=2, names=", ".join(strangers))
    coming = [person for person in entitled if person not in away]
    found = [_matter(need, called, coming, unit) for need in needs(called, unit)]
    names = [unit.name(person) for person in entitled]
    heading = say(N_("Entitled to attend: {count}: {names}"), count=len(entitled), names=names)
    return Answer([heading, _table(found, unit), *_sentences(found)], {"matters": found})


def _matter(need: Need, called: Meeting, coming: list[str], unit: Unit) -> dict[str, Any]:
    """What one matter needs, as scripts get it."""
    this = Round(called, need.matter_id, unit)
    seats = _seats(this, need, coming, unit)
    return {
        "matter_id": need.matter_id,
        "quorum": need.quorum,
        "coming": len(coming),
        "yes_needed": need.yes,
        "recuse": list(need.recuse),
        "grounds": _grounds(this, need),
        "missing": list(_missing(this, unit)),
        "hinges": [
            {
                "parameter": f"dec.{hinge.parameter}",
                "answer": hinge.answer,
                "yes": list(hinge.yes),
                "yes_if_all_vote": list(hinge.all_voting(seats.voters)),
                "now": hinge.now,
                "then": hinge.then,
            }
            for hinge in _hinges(this, seats, unit)
        ],
    }


def _grounds(this: Round, need: Need) -> dict[str, str]:
    """Why each member stands aside: the ground on record, else the interest named in the matter."""
    recorded = {one.person_id: one.ground.label for one in this.recusals}
    return {person: recorded.get(person, N_("own interest")) for person in need.recuse}


def _missing(this: Round, unit: Unit) -> Iterator[str]:
    """What the matter lacks on the day; an emergency decision is not argued for any more."""
    matter = this.matter
    if matter is None or unit.get(EmergencyDecision, this.matter_id) is not None:
        return
    if not confirmed_by(matter, unit, this.day):
        yield "DEC-03"
    yield from (describe(lack) for lack in lacks(matter, unit, this.day))
    check = last_check(this.matter_id, unit, this.day)
    if check is None or check.result is GateResult.RETURNED:
        yield "DEC-04"


def _seats(this: Round, need: Need, coming: list[str], unit: Unit) -> readings.Seats:
    back = unit.on(this.day).text("dec.recusal_scope") == "deliberation_only"
    there = sum(person in coming for person in need.recuse)
    entitled = len(entitled_on(this.meeting, unit))
    return readings.Seats(entitled, len(coming), len(need.recuse), there, vote_after=back)


def _hinges(this: Round, seats: readings.Seats, unit: Unit) -> list[readings.Hinge]:
    """Where the result hinges on a reading; where the head decides, no count does."""
    if head_decides(this):
        return []
    rules = unit.on(this.day)
    emergency = unit.get(EmergencyDecision, this.matter_id) is not None
    terms = readings.Terms(
        quorum=quorum_share(this, rules),
        majority=rules.share("dec.pass"),
        close_margin=None if emergency else rules.whole("dec.close_margin"),
        close_min_entitled=rules.whole("dec.close_min_entitled"),
    )
    own = readings.Reading(*(rules.text(f"dec.{name}") for name in readings.ANSWERS))
    return readings.hinges(seats, terms, own)


def _table(found: list[dict[str, Any]], unit: Unit) -> Table:
    headers = (
        N_("matter"),
        N_("must be present"),
        N_("yes needed"),
        N_("must stand aside"),
        N_("missing"),
    )
    rows = [
        (
            one["matter_id"],
            one["quorum"],
            one["yes_needed"],
            _listed([_aside(unit.name(who), why) for who, why in one["grounds"].items()]),
            _listed([say(STEPS[what]) if what in STEPS else what for what in one["missing"]]),
        )
        for one in found
    ]
    return Table(headers, rows)


def _aside(person: str, why: str) -> Say:
    return say(N_("{person} ({why})"), person=person, why=say(why))


def _listed(names: list[Any]) -> Say | None:
    return say("{names}", names=names) if names else None


def _sentences(found: list[dict[str, Any]]) -> Iterator[Say]:
    """Too few who come; then a sentence for each question on which a result may hang."""
    for one in found:
        if one["coming"] < one["quorum"]:
            text = N_("{matter}: {coming} come, {quorum} must be present")
            told = {"coming": one["coming"], "quorum": one["quorum"]}
            yield say(text, matter=one["matter_id"], **told)
        for hinge in one["hinges"]:
            if counts := hinge["yes_if_all_vote"]:
                yield _sentence(one["matter_id"], hinge, counts)


def _sentence(matter_id: str, hinge: dict[str, Any], counts: list[int]) -> Say:
    return say(
        N_(
            "{matter}: with {yes} for and the rest against {now}, read otherwise {then}: {question}"
        ),
        matter=matter_id,
        yes=[str(yes) for yes in counts],
        now=hinge["now"],
        then=hinge["then"],
        question=say(QUESTIONS[hinge["parameter"].removeprefix("dec.")]),
    )
