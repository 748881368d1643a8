"""`tripower meeting rehearse`: what a called meeting will need, and where its results may hinge."""

from __future__ import annotations

from typing import Any

import click

from tripower.core.answer import Answer, Say, Table, say
from tripower.core.messages import N_
from tripower.core.unit import Unit
from tripower.mechanisms.decisions import readings
from tripower.mechanisms.decisions.actions.matters import describe
from tripower.mechanisms.decisions.actions.meetings import meeting_at
from tripower.mechanisms.decisions.counting import quorum_share
from tripower.mechanisms.decisions.gate import lacks
from tripower.mechanisms.decisions.quorum import Need, entitled_on, needs
from tripower.mechanisms.decisions.records import EmergencyDecision, Meeting, MeetingStage
from tripower.mechanisms.decisions.rounds import Round
from tripower.mechanisms.options import Reading, reading

QUESTIONS = {
    "recusal_denominator": N_("whether who stands aside still counts among the entitled"),
    "recusal_quorum": N_("whether who stands aside still counts as present"),
    "close_split_action": N_("whether a close vote is put off"),
}


@click.command(
    help=N_("Rehearse a called meeting: what is missing, who must come, where results may hinge.")
)
@click.argument("meeting_id", metavar="ID")
@reading()
def rehearse(asked: Reading, meeting_id: str) -> Answer:
    """One line a matter, if everybody comes; and the counts at which a reading would decide."""
    unit, _ = asked.unit()
    called = meeting_at(unit, meeting_id, MeetingStage.CALLED, MeetingStage.OPEN)
    found = [_matter(need, called, unit) for need in needs(called, unit)]
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
            _listed([unit.name(person) for person in one["recuse"]]),
            _listed(one["missing"]),
        )
        for one in found
    ]
    entitled = [unit.name(person) for person in entitled_on(called, unit)]
    text = say(N_("Entitled to attend: {count}: {names}"), count=len(entitled), names=entitled)
    return Answer([text, Table(headers, rows), *_hinges(found)], {"matters": found})


def _listed(names: list[Any]) -> Say | None:
    return say("{names}", names=names) if names else None


def _matter(need: Need, called: Meeting, unit: Unit) -> dict[str, Any]:
    this = Round(called, need.matter_id, unit)
    matter = this.matter
    missing = [describe(lack) for lack in lacks(matter, unit, called.held_on)] if matter else []
    return {
        "matter_id": need.matter_id,
        "quorum": need.quorum,
        "yes_needed": need.yes,
        "recuse": list(need.recuse),
        "missing": missing,
        "hinges": [
            {
                "parameter": f"dec.{hinge.parameter}",
                "answer": hinge.answer,
                "yes": list(hinge.yes),
                "now": hinge.now,
                "then": hinge.then,
            }
            for hinge in _of(this, need, len(entitled_on(called, unit)), unit)
        ],
    }


def _of(this: Round, need: Need, entitled: int, unit: Unit) -> list[readings.Hinge]:
    """Where the result hinges on a reading, if everybody entitled comes."""
    rules, aside = unit.on(this.day), len(need.recuse)
    emergency = unit.get(EmergencyDecision, this.matter_id) is not None
    terms = readings.Terms(
        quorum=quorum_share(this, rules),
        majority=rules.share("dec.pass"),
        close_margin=None if emergency else rules.whole("dec.close_margin"),
        close_min_entitled=rules.whole("dec.close_min_entitled"),
    )
    own = readings.Reading(*(rules.text(f"dec.{name}") for name in readings.ANSWERS))
    back = rules.text("dec.recusal_scope") == "deliberation_only"
    seats = readings.Seats(entitled, entitled, aside, aside, vote_after=back)
    return readings.hinges(seats, terms, own)


def _hinges(found: list[dict[str, Any]]) -> list[Say]:
    """A sentence for each question on which a result may hang."""
    text = N_(
        "{matter}: with {yes} in favour the result could hang on a reading of the rules: {question}"
    )
    return [
        say(
            text,
            matter=one["matter_id"],
            yes=[str(yes) for yes in hinge["yes"]],
            question=say(QUESTIONS[hinge["parameter"].removeprefix("dec.")]),
        )
        for one in found
        for hinge in one["hinges"]
    ]
