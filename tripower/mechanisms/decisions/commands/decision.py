"""`tripower decision`: matters, from proposal to the agenda; then `execution` goes on."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from tripower.core.answer import Answer, Table, refuse
from tripower.core.exits import Exit
from tripower.core.messages import N_
from tripower.core.records import natural
from tripower.mechanisms.decisions.actions import matters as act
from tripower.mechanisms.decisions.commands import execution
from tripower.mechanisms.decisions.commands.show import show
from tripower.mechanisms.decisions.commands.track import track
from tripower.mechanisms.decisions.commands.words import ON, PAPER_KIND, on_day, words
from tripower.mechanisms.decisions.execution import standing
from tripower.mechanisms.decisions.records import (
    Category,
    Confirmation,
    ConfirmationResult,
    EmergencyDecision,
    EmergencyGround,
    EmergencyReport,
    Flag,
    Material,
    MaterialKind,
    Matter,
    Method,
    ProducerType,
    RetablingChange,
    Withdrawal,
)
from tripower.mechanisms.options import DAY, Reading, Writing, ids, reading, writing
from tripower.mechanisms.typed import ID, IDS, Amount


@click.group(help=N_("Matters, from proposal to the day they are closed."))
def decision() -> None:
    """Group of commands."""


for command in (*execution.COMMANDS, track, show):
    decision.add_command(command)


@decision.command(help=N_("Propose a matter, or bring one back with --again."))
@click.argument("matter_id", type=ID, metavar="ID")
@click.option("--category", type=words(Category), help=N_("Which of the four kinds."))
@click.option("--title", help=N_("What is to be decided."))
@click.option("--proposer", type=ID, help=N_("Who proposes it; the actor if not given."))
@click.option("--item", type=ID, help=N_("The catalogue item it falls under."))
@click.option("--amount", type=Amount(), help=N_("Amount in yuan."))
@click.option("--payee", help=N_("Who would be paid."))
@click.option("--project", type=ID, help=N_("The project it belongs to."))
@click.option("--candidate", multiple=True, help=N_("A person to be appointed or removed."))
@click.option("--concerns", type=IDS, help=N_("Members whose own interest it touches, by id."))
@click.option("--flag", multiple=True, type=words(Flag), help=N_("What it needs beyond the rest."))
@click.option("--alternative", multiple=True, help=N_("A plan to choose from; two or more."))
@click.option("--again", is_flag=True, help=N_("Bring back a deferred or rejected matter."))
@click.option("--change", type=words(RetablingChange), help=N_("With --again: what is new."))
@click.option("--note", help=N_("With --again: what was done or changed."))
@ON
@writing
def propose(asked: Writing, matter_id: str, on: date | None, **told: Any) -> Answer:
    """A new matter, or the next round of one."""
    day = on_day(on, asked)
    if told["again"]:
        if not told["change"] or not told["note"]:
            raise refuse(N_("--again needs --change and --note"), code=Exit.USAGE)
        return asked.answer(act.retable(matter_id, told["change"], told["note"], day))
    if not told["category"] or not told["title"]:
        raise refuse(N_("a new matter needs --category and --title"), code=Exit.USAGE)
    matter = Matter(
        matter_id=matter_id,
        category=told["category"],
        title=told["title"],
        proposer_id=told["proposer"] or asked.actor,
        proposed_on=day,
        catalog_item_id=told["item"],
        amount=told["amount"],
        payee=told["payee"],
        project_id=told["project"],
        candidates=told["candidate"],
        concerns_ids=ids(told["concerns"]),
        flags=told["flag"],
        alternatives=told["alternative"],
    )
    return asked.answer(act.propose(matter, late=asked.order.late is not None))


@decision.command(help=N_("The head confirms a member's proposal, or refuses it with a reason."))
@click.argument("matter_id", type=ID, metavar="ID")
@click.option("--by", type=ID, help=N_("Who confirms; the actor if not given."))
@click.option("--refuse", "refusal", metavar="REASON", help=N_("Refuse it, with the reason."))
@click.option("--delegation", metavar="DOC", help=N_("The paper that lets another confirm."))
@ON
@writing
def confirm(
    asked: Writing,
    matter_id: str,
    by: str | None,
    refusal: str | None,
    delegation: str | None,
    on: date | None,
) -> Answer:
    """A confirmation or a refusal."""
    result = ConfirmationResult.REFUSED if refusal else ConfirmationResult.CONFIRMED
    record = Confirmation(
        matter_id=matter_id,
        by=by or asked.actor,
        on=on_day(on, asked),
        result=result,
        reason=refusal,
        delegation_doc=delegation,
    )
    if asked.order.late is not None:  # what has happened is recorded, and DEC-03 judges it
        return asked.answer(act.one("decision confirm", record, record.on))
    return asked.answer(act.confirm(record))


@decision.command(help=N_("Attach a supporting paper to a matter."))
@click.argument("matter_id", type=ID, metavar="ID")
@click.argument("material_id", type=ID, metavar="PAPER")
@click.option("--type", "type_", type=words(MaterialKind), required=True, help=PAPER_KIND)
@click.option("--title", required=True, help=N_("Its title."))
@click.option("--producer", required=True, help=N_("Who made it, by name."))
@click.option(
    "--producer-type", type=words(ProducerType), required=True, help=N_("What the producer is.")
)
@click.option("--qualification", help=N_("Certificate or licence of the producer."))
@click.option("--method", multiple=True, type=words(Method), help=N_("How it was worked out."))
@click.option("--signed", is_flag=True, help=N_("It is signed."))
@click.option("--sealed", is_flag=True, help=N_("It bears a seal."))
@click.option("--dated", type=DAY, help=N_("The day it bears."))
@click.option("--conflict", is_flag=True, help=N_("Its producer has an interest in the matter."))
@click.option(
    "--file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=N_("The paper itself; only its digest is recorded."),
)
@ON
@writing
def attach(
    asked: Writing, matter_id: str, material_id: str, on: date | None, **told: Any
) -> Answer:
    """A material, with the digest of the paper."""
    from tripower.store.digest import file_digest

    record = Material(
        matter_id=matter_id,
        material_id=material_id,
        type_=told["type_"],
        title=told["title"],
        producer=told["producer"],
        producer_type=told["producer_type"],
        qualification_no=told["qualification"],
        methods=told["method"],
        signed=told["signed"],
        sealed=told["sealed"],
        dated=told["dated"],
        received_on=on_day(on, asked),
        conflict=told["conflict"],
        file_sha256=file_digest(told["file"]) if told["file"] else None,
    )
    return asked.answer(act.one("decision attach", record, record.received_on))


@decision.command(help=N_("Check the materials: admit the matter to an agenda, or return it."))
@click.argument("matter_id", type=ID, metavar="ID")
@click.option("--by", type=ID, help=N_("Who checks; the actor if not given."))
@click.option("--return", "returned", is_flag=True, help=N_("Return it; what is missing is noted."))
@ON
@writing
def admit(
    asked: Writing, matter_id: str, by: str | None, on: date | None, *, returned: bool
) -> Answer:
    """A check of the gate."""
    day = on_day(on, asked)
    return asked.answer(act.admit(matter_id, by or asked.actor, day, returned=returned))


@decision.command(help=N_("Take a matter back."))
@click.argument("matter_id", type=ID, metavar="ID")
@click.option("--by", type=ID, help=N_("Who takes it back; the actor if not given."))
@click.option("--reason", required=True, help=N_("Why."))
@ON
@writing
def withdraw(
    asked: Writing, matter_id: str, by: str | None, reason: str, on: date | None
) -> Answer:
    """A withdrawal."""
    day = on_day(on, asked)
    record = Withdrawal(matter_id=matter_id, on=day, by=by or asked.actor, reason=reason)
    return asked.answer(act.one("decision withdraw", record, day))


@decision.command(
    help=N_("Record what one person decided in an emergency, or that it was reported.")
)
@click.argument("matter_id", type=ID, metavar="ID")
@click.option("--decider", type=ID, help=N_("Who decided; the actor if not given."))
@click.option("--ground", type=words(EmergencyGround), help=N_("What made it urgent."))
@click.option("--reason", help=N_("What happened."))
@click.option("--measure", help=N_("What was decided."))
@click.option("--reported-to", metavar="WHOM", help=N_("Record the report afterwards, to whom."))
@ON
@writing
def emergency(asked: Writing, matter_id: str, on: date | None, **told: Any) -> Answer:
    """An emergency decision, or the report on it."""
    day = on_day(on, asked)
    if told["reported_to"]:
        report = EmergencyReport(
            matter_id=matter_id, reported_on=day, reported_to=told["reported_to"]
        )
        return asked.answer(act.one("decision emergency", report, day))
    if not (told["ground"] and told["reason"] and told["measure"]):
        raise refuse(N_("an emergency needs --ground, --reason and --measure"), code=Exit.USAGE)
    record = EmergencyDecision(
        matter_id=matter_id,
        decider_id=told["decider"] or asked.actor,
        decided_on=day,
        ground=told["ground"],
        reason=told["reason"],
        measure=told["measure"],
    )
    return asked.answer(act.one("decision emergency", record, day))


@decision.command(help=N_("Put an emergency decision before a called meeting."))
@click.argument("matter_id", type=ID, metavar="ID")
@click.option("--meeting", type=ID, required=True, help=N_("The meeting that will vote on it."))
@ON
@writing
def ratify(asked: Writing, matter_id: str, meeting: str, on: date | None) -> Answer:
    """A ratification."""
    return asked.answer(act.ratify(matter_id, meeting, on_day(on, asked)))


@decision.command("list", help=N_("All matters and where they stand."))
@click.option("--status", "wanted", help=N_("Only matters that stand there, such as passed."))
@reading()
def list_(asked: Reading, wanted: str | None) -> Answer:
    """One line a matter."""
    unit, _ = asked.unit()
    matters = sorted(unit.all(Matter), key=lambda m: (m.proposed_on, natural(m.matter_id)))
    held = [(matter, standing(matter, unit)) for matter in matters]
    held = [(m, s) for m, s in held if not wanted or s.value == wanted]
    headers = (N_("matter"), N_("proposed"), N_("category"), N_("title"), N_("status"))
    rows = [(m.matter_id, m.proposed_on, m.category, m.title, s) for m, s in held]
    data = [
        {"matter_id": m.matter_id, "title": m.title, "category": m.category, "status": s}
        for m, s in held
    ]
    return Answer([Table(headers, rows)], data)
