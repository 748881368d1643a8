"""`tripower accountability`: from a decision found wrong back to every ballot; people decide."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from tripower.core.answer import Answer, Part, say
from tripower.core.messages import N_
from tripower.mechanisms.decisions.accountability import concerned
from tripower.mechanisms.decisions.actions import accountability as act
from tripower.mechanisms.decisions.actions.matters import known_matter
from tripower.mechanisms.decisions.commands import accountability_parts as show
from tripower.mechanisms.decisions.commands.words import ON, on_day, words
from tripower.mechanisms.decisions.grounds import assess
from tripower.mechanisms.decisions.inquiry import Inquiry
from tripower.mechanisms.decisions.records import (
    AccountabilityClosing,
    AccountabilityMeasure,
    CaseMeasure,
    EndOfCase,
    Ground,
)
from tripower.mechanisms.options import DAY, Reading, Writing, reading, writing
from tripower.mechanisms.typed import ID

CASE = click.argument("case_id", type=ID, metavar="CASE")
DOC = click.option("--doc", "doc_no", required=True, help=N_("Number of the paper that says so."))


@click.group(
    help=N_("From a decision found wrong back to every ballot: proposals, on which people decide.")
)
def accountability() -> None:
    """Group of commands."""


@accountability.command(
    help=N_("Who took part in a decision, with ballot, words, dissent, and what is proposed.")
)
@click.argument("matter_id", type=ID, metavar="MATTER")
@reading()
def trace(asked: Reading, matter_id: str) -> Answer:
    """The persons, the ballots on file, and the grounds that the records show."""
    unit, day = asked.unit()
    matter = known_matter(unit, matter_id)
    checked = asked.check()
    this = Inquiry(matter, unit, day)
    people = concerned(this)
    crashed = {one.rule_id for one in checked.crashes}
    grounds = assess(matter, checked.findings, unit, crashed)
    rules = asked.app.tables().rules
    parts = [*show.parts(this, people), *show.basis(rules), show.grounds(grounds)]
    parts.append(say(show.NO_VERDICT))
    return Answer(parts, show.data(this, people, grounds, rules))


@accountability.command(
    "open", help=N_("Open a case on a decision found wrong; what is proposed is frozen in it.")
)
@CASE
@click.argument("matter_id", type=ID, metavar="MATTER")
@click.option(
    "--ground",
    "grounds",
    type=words(Ground),
    multiple=True,
    required=True,
    help=N_("For what somebody may be held to account, by its code; may be repeated."),
)
@click.option("--found", required=True, help=N_("What was found wrong."))
@click.option("--by", help=N_("Who found it, by name; the actor if not given."))
@DOC
@ON
@writing
def open_(asked: Writing, case_id: str, matter_id: str, on: date | None, **told: Any) -> Answer:
    """A case."""
    found = act.Found(told["found"], told["by"], told["doc_no"], told["grounds"])
    day = on_day(on, asked)
    return asked.answer(act.open_case(case_id, matter_id, day, asked.actor, found))


@accountability.command(
    help=N_("Record what the competent body decided on a person; the period is computed.")
)
@CASE
@click.argument("person_id", type=ID, metavar="PERSON")
@click.option(
    "--measure", "kind", type=words(CaseMeasure), required=True, help=N_("What was decided.")
)
@click.option("--by", required=True, help=N_("The body that decided, by name."))
@DOC
@click.option(
    "--effective",
    type=DAY,
    help=N_("The day from which it holds; today if not given."),
)
@click.option(
    "--months",
    type=click.IntRange(min=1),
    help=N_("How many months it lasts, where the law does not settle that."),
)
@click.option("--note", help=N_("What the measure is, where it is none of the list."))
@writing
def measure(
    asked: Writing, case_id: str, person_id: str, effective: date | None, **told: Any
) -> Answer:
    """A decision of the competent body."""
    decided = act.Decided(told["kind"], told["by"], told["doc_no"], told["months"], told["note"])
    day = on_day(effective, asked)
    return asked.answer(act.measure(case_id, person_id, day, decided))


@accountability.command(help=N_("Close a case; that somebody left office or retired closes none."))
@CASE
@click.option("--reason", type=words(EndOfCase), required=True, help=N_("Why the case is closed."))
@click.option("--doc", "doc_no", help=N_("Number of the paper that closes it."))
@click.option("--note", help=N_("What is to be known beside that."))
@ON
@writing
def close(
    asked: Writing,
    case_id: str,
    reason: EndOfCase,
    doc_no: str | None,
    note: str | None,
    on: date | None,
) -> Answer:
    """A closing."""
    record = AccountabilityClosing(
        case_id=case_id, closed_on=on_day(on, asked), reason=reason, doc_no=doc_no, note=note
    )
    return asked.answer(act.close(record))


@accountability.command("show", help=N_("One case: persons, proposals, and what was decided."))
@CASE
@reading()
def show_(asked: Reading, case_id: str) -> Answer:
    """Everything on record about a case."""
    unit, day = asked.unit()
    case = act.known_case(unit, case_id)
    measures = unit.where(AccountabilityMeasure, case_id=case_id)
    closing = unit.get(AccountabilityClosing, case_id)
    parts: list[Part] = [
        show.case_facts(case, closing),
        show.case_people(case, unit),
        show.measures(measures, unit, day),
        say(show.NO_VERDICT),
    ]
    return Answer(parts, {"case": case, "measures": measures, "closing": closing})
