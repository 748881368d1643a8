"""`tripower init`: the folder of a new unit, with its own history from the first record on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from tripower.core.answer import Answer, refuse, say
from tripower.core.messages import N_
from tripower.core.people import Person
from tripower.core.plan import Plan
from tripower.core.registers import Span, UnitProfile
from tripower.core.unit import Unit
from tripower.engine.desk import Desk
from tripower.engine.writing import Order
from tripower.mechanisms.answers import written_data
from tripower.mechanisms.options import DAY, App, answering
from tripower.mechanisms.typed import ID
from tripower.store.form import not_fit
from tripower.store.record_files import unfit


@click.command(help=N_("Make the folder of a new unit: unit.yaml, its first person, its history."))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), envvar="TRIPOWER_UNIT")
@click.option("--id", "unit_id", type=ID, required=True, help=N_("Short id of the unit."))
@click.option("--name", required=True, help=N_("Full name of the unit."))
@click.option("--clerk", type=ID, required=True, help=N_("Id of the person who keeps the records."))
@click.option("--clerk-name", required=True, help=N_("That person's name."))
@click.option(
    "--from",
    "start",
    type=DAY,
    help=N_("First day that the folder tells about; today if not given."),
)
@click.option(
    "--office",
    is_flag=True,
    help=N_("The folder holds a district's own records, such as its polls, and no unit's."),
)
@answering()
@click.pass_obj
def init(
    app: App,
    folder: Path,
    unit_id: str,
    name: str,
    clerk: str,
    clerk_name: str,
    start: date | None,
    *,
    office: bool,
) -> Answer:
    """A unit with one person; the rest is written with `tripower record new`."""
    from tripower.trail.repository import create_repository

    if folder.exists() and any(folder.iterdir()):
        raise refuse(N_("{folder} is not empty; name a new folder"), folder=str(folder))
    moment = app.clock()
    period = Span(from_=start or moment.date())
    profile = UnitProfile(unit_id=unit_id, name=name, period=period, office=office)
    person = Person(person_id=clerk, name=clerk_name)
    if wrong := [*unfit(profile), *unfit(person)]:  # before there is a folder that is not empty
        raise not_fit(wrong)
    create_repository(folder)

    def act(_: Unit) -> Plan:
        return Plan("init", f"init {unit_id}", moment.date(), [profile, person])

    entry = Desk(folder, app.tables()).write(act, Order(clerk, moment))
    written = N_("Recorded as {commit}: {paths}")
    parts = [say(written, commit=entry.commit[:10], paths=", ".join(entry.paths))]
    steps = [say(text, folder=str(folder), clerk=clerk) for text in (OFFICE if office else NEXT)]
    return Answer([*parts, *steps], written_data(entry))


NEXT = (
    N_("Next, in {folder}:"),
    N_("  tripower record new person --actor {clerk} person_id=… name=…"),
    N_("  tripower record new position --actor {clerk} position_id=… person_id=… role=… …"),
    N_("  tripower record fields          what may stand in each kind of record"),
    N_("  tripower check                  what is still missing or breaks a rule"),
)
OFFICE = (
    NEXT[0],
    N_("  tripower record new district_unit --actor {clerk} unit_id=… name=… category=… from=…"),
    N_("  tripower record new unit_head --actor {clerk} head_id=… unit_id=… person_id=… …"),
    N_("  tripower record new selection, tripower record new poll_round"),
    *NEXT[3:],
)
