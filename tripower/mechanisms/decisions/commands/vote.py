"""`tripower vote`: ballots and their count."""

from __future__ import annotations

from typing import Any

import click

from tripower.core.answer import Answer, Facts, Part, Say, refuse, say
from tripower.core.exits import Exit
from tripower.core.messages import N_
from tripower.core.unit import Unit
from tripower.mechanisms.decisions.commands.words import words
from tripower.mechanisms.decisions.records import Choice, HeadChoice, Meeting, VoteMethod
from tripower.mechanisms.decisions.rounds import Round, rounds_of
from tripower.mechanisms.decisions.tally import Decider, Tally, tally
from tripower.mechanisms.options import PAIR, Reading, Writing, ids, once, reading, writing
from tripower.mechanisms.typed import ID, IDS

Pairs = tuple[tuple[str, str], ...]


@click.group(help=N_("Ballots and their count."))
def vote() -> None:
    """Group of commands."""


def choices(texts: tuple[str, ...]) -> dict[str, Choice]:
    """`li=no,wang=abstain` as choices by person."""
    found: dict[str, Choice] = {}
    for text in texts:
        for part in ids(text):
            person, _, word = part.partition("=")
            if word not in list(Choice) or not person:
                known = " | ".join(Choice)
                raise refuse(
                    N_("`{text}` is not a vote; write person=choice, choice one of {known}"),
                    code=Exit.USAGE,
                    text=part,
                    known=known,
                )
            if person in found:
                raise refuse(N_("`{text}` is told twice"), code=Exit.USAGE, text=person)
            found[person] = Choice(word)
    return found


@vote.command(help=N_("Record the votes on a matter: --all yes --except li=no,wang=abstain."))
@click.argument("matter_id", type=ID, metavar="MATTER")
@click.option("--meeting", type=ID, help=N_("The meeting; the one in session if not given."))
@click.option("--all", "everyone", type=words(Choice), help=N_("What all present voted."))
@click.option(
    "--except", "named", multiple=True, help=N_("Who voted otherwise: li=no,wang=abstain.")
)
@click.option("--opinion", multiple=True, type=PAIR, help=N_("A member's opinion, word for word."))
@click.option(
    "--method", type=words(VoteMethod), default="show_of_hands", help=N_("How they voted.")
)
@click.option("--sign", type=words(Choice), help=N_("Cast your own ballot, signed by your key."))
@click.option("--secret", help=N_("Count of a secret vote: yes=4,no=1,issued=5,collected=5."))
@click.option("--counters", type=IDS, help=N_("Who counted the secret vote, by id."))
@click.option("--head-decides", type=words(HeadChoice), help=N_("What the head decided (DEC-18)."))
@click.option("--decider", type=ID, help=N_("Who decided so; who presides if not given."))
@click.option("--reasons", help=N_("The head's reasons, stated in the meeting."))
@writing
def cast(asked: Writing, matter_id: str, meeting: str | None, **told: Any) -> Answer:
    """Votes by name, a secret count, or the head's decision."""
    from tripower.mechanisms.decisions.actions import votes as act  # a tally needs none of it

    if told["head_decides"]:
        decided = act.head_decides(
            matter_id, meeting, told["decider"], told["head_decides"], told["reasons"]
        )
        return asked.answer(decided)
    if told["secret"]:
        counted = act.secret(matter_id, meeting, numbers(told["secret"]), ids(told["counters"]))
        return asked.answer(counted)
    named, opinions = choices(told["named"]), once(told["opinion"])
    if told["sign"]:
        own = act.signed(
            matter_id=matter_id,
            meeting_id=meeting,
            person_id=asked.actor,
            choice=told["sign"],
            opinion=opinions.get(asked.actor),
            method=told["method"],
            sign=asked.sign,
        )
        return asked.answer(own)
    return asked.answer(
        act.cast(matter_id, meeting, told["everyone"], named, opinions, told["method"])
    )


def numbers(text: str) -> dict[str, int]:
    """`yes=4,no=1` as numbers."""
    known = [*Choice, "issued", "collected"]
    found = {}
    for part in ids(text):
        name, _, number = part.partition("=")
        if name not in known or not number.isdecimal():
            raise refuse(
                N_("`{text}` is not a count; write name=number, name one of {known}"),
                code=Exit.USAGE,
                text=part,
                known=" | ".join(known),
            )
        found[name] = int(number)
    return found


@vote.command("tally", help=N_("Count the votes on a matter and say what decided the result."))
@click.argument("matter_id", type=ID, metavar="MATTER")
@click.option("--meeting", type=ID, help=N_("Only this meeting; the last one if not given."))
@reading()
def tally_(asked: Reading, matter_id: str, meeting: str | None) -> Answer:
    """The count with its inequalities."""
    unit = asked.look()
    this = _round(unit, matter_id, meeting)
    counted = tally(this)
    return Answer(_page(this, counted), data(this, counted))


def _round(unit: Unit, matter_id: str, meeting_id: str | None) -> Round:
    if meeting_id is not None:
        meeting = unit.get(Meeting, meeting_id)
        if meeting is None or matter_id not in meeting.agenda:
            text = N_("{matter} is not on the agenda of {meeting}")
            raise refuse(text, matter=matter_id, meeting=meeting_id)
        return Round(meeting, matter_id, unit)
    rounds = rounds_of(unit, matter_id)
    if not rounds:
        raise refuse(N_("{matter} has not been discussed in any meeting"), matter=matter_id)
    return rounds[-1]


def data(this: Round, counted: Tally) -> dict[str, Any]:
    """The count for scripts."""
    count = counted.count
    return {
        "meeting_id": this.meeting.meeting_id,
        "matter_id": this.matter_id,
        "round": this.number,
        "entitled": count.entitled,
        "present": count.present,
        "quorum_needed": counted.quorum_needed,
        "quorum_reached": counted.quorum_reached,
        "yes": count.yes,
        "no": count.no,
        "abstain": count.abstain,
        "defer": count.defer,
        "void": count.void,
        "recused": count.recused,
        "struck": count.struck,
        "yes_needed": counted.yes_needed,
        "result": counted.result,
        "procedural_defect": list(counted.procedural_defect),
        "decided_by": [
            {"rule_id": d.rule_id, "inequality": d.inequality, "holds": d.holds}
            for d in counted.decided_by
        ],
    }


def _page(this: Round, counted: Tally) -> list[Part]:
    count = counted.count
    title = this.matter.title if this.matter else this.matter_id
    heading = say(
        N_("{matter} {title}, meeting {meeting} of {day}, round {round}"),
        matter=this.matter_id,
        title=title,
        meeting=this.meeting.meeting_id,
        day=this.day,
        round=this.number,
    )
    reached = say(N_("reached") if counted.quorum_reached else N_("not reached"))
    facts = Facts(
        [
            (N_("entitled (应到)"), count.entitled),
            (N_("present (实到)"), count.present),
            (N_("quorum needed"), counted.quorum_needed),
            (N_("quorum"), reached),
            (N_("yes"), count.yes),
            (N_("no"), count.no),
            (N_("abstain"), count.abstain),
            (N_("defer"), count.defer),
            (N_("void"), count.void),
            (N_("recused"), count.recused),
            (N_("struck"), count.struck),
            (N_("yes needed"), counted.yes_needed),
            (N_("result"), counted.result or say(N_("no vote yet"))),
        ],
        heading,
    )
    parts: list[Part] = [facts, Facts([(d.rule_id, _applied(d)) for d in counted.decided_by])]
    if counted.could_be_put_off:
        parts.append(say(N_("Yes and no are close: consider deferring (DEC-12).")))
    if counted.procedural_defect:
        text = N_("The procedure had a defect, the result stays countable: {rules}")
        parts.append(say(text, rules=counted.procedural_defect))
    return parts


def _applied(step: Decider) -> Say:
    """What a rule demands, with the numbers put in."""
    return say(
        N_("{title}: {inequality} ({holds})"),
        title=say(DEMANDS[step.rule_id]),
        inequality=step.inequality,
        holds=say(N_("holds") if step.holds else N_("does not hold")),
    )


DEMANDS = {
    "DEC-05": N_("Two thirds of the team must be present"),
    "DEC-07": N_("Passed means more than half of all entitled to attend"),
    "DEC-09": N_("Each matter and each person is voted on separately"),
    "DEC-11": N_("Whoever has an interest stands aside"),
    "DEC-12": N_("A close vote may be put off"),
    "DEC-13": N_("A matter ends with a result, and comes back with something new"),
    "DEC-15": N_("Only a meeting decides"),
    "DEC-18": N_("The head decides alone only where the law has it so, and gives reasons"),
}
"""The titles of the rules that decide a vote: to load all rules for them would take longer."""
