"""`tripower trail receipt`: what a member keeps of the own vote, and whether it still holds."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click
import msgspec

from tripower.core.answer import Answer, refuse, say
from tripower.core.exits import Exit
from tripower.core.messages import N_
from tripower.mechanisms.decisions.receipts import Fault, Receipt, faults, receipt
from tripower.mechanisms.decisions.records import Ballot
from tripower.mechanisms.options import RECORDS, App, answering
from tripower.mechanisms.typed import ID

SAYS = {
    Fault.UNIT: N_("it is a receipt of another unit, {unit}"),
    Fault.COMMIT: N_("commit {commit} is not in this history: it was rewritten, or is another one"),
    Fault.GONE: N_("the ballot is not there any more: {path}"),
    Fault.CHANGED: N_("the ballot is not the one of the receipt: {path}"),
    Fault.NOT_COUNTED: N_("the minutes did not count this ballot"),
    Fault.DISSENT: N_("the different opinion does not stand in the minutes as it was stated"),
    Fault.MINUTES: N_("the minutes are not those of the receipt: {minutes_path}"),
    Fault.CHECKPOINT: N_("checkpoint {checkpoint} is not the one of the receipt"),
}


@click.group("receipt", help=N_("What a member keeps of the own vote."))
def member_receipt() -> None:
    """Group of commands."""


@member_receipt.command("export", help=N_("Write a receipt of a ballot into a file of your own."))
@click.argument("matter_id", type=ID, metavar="MATTER")
@click.argument("person_id", type=ID, metavar="PERSON")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--meeting", type=ID, help=N_("Only this meeting; the last one if not given."))
@RECORDS
@answering()
@click.pass_obj
def export(
    app: App, matter_id: str, person_id: str, file: Path, meeting: str | None, folder: Path
) -> Answer:
    """The ballot as it is recorded, with the commit and the checkpoint that prove when."""
    from tripower.engine.outside import recorded
    from tripower.trail.opened import open_history

    history = open_history(folder)
    head = history.head()
    unit = recorded(history, app.tables())
    found = [
        one
        for one in unit.linked(Ballot, ("matter", matter_id))
        if one.person_id == person_id and meeting in (None, one.meeting_id)
    ]
    if not found:
        text = N_("there is no ballot of {person} on {matter}")
        raise refuse(text, person=person_id, matter=matter_id)
    if file.exists():
        raise refuse(N_("{file} is there already; name a new file"), file=str(file))
    made = receipt(unit, found[-1], head, app.clock().date().isoformat())
    file.write_bytes(msgspec.json.format(msgspec.json.encode(made), indent=2))
    text = N_("Receipt in {file}. Keep it outside the office; `trail receipt check` reads it.")
    return Answer([say(text, file=str(file))], {"file": str(file), "sha256": made.sha256})


@member_receipt.command(
    help=N_("Say whether a receipt still holds: the ballot, the minutes, the history.")
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@RECORDS
@answering()
@click.pass_obj
def check(app: App, file: Path, folder: Path) -> Answer:
    """Each thing that a receipt says, held against the history as it is now."""
    from tripower.engine.outside import recorded
    from tripower.trail.opened import open_history

    held = _read(file)
    history = open_history(folder)
    known = any(one.id == held.commit for one in history.walk().line(history.head()))
    unit = recorded(history, app.tables())
    wrong = list(faults(held, unit, known=known))
    told: dict[str, Any] = {
        name: getattr(held, name) for name in ("commit", "path", "minutes_path", "checkpoint")
    }
    data = {"holds": not wrong, "faults": [one.value for one in wrong]}
    if wrong:
        says = [say(SAYS[one], unit=held.unit, **told) for one in wrong]
        return Answer([say(N_("This receipt does not hold:")), *says], data, Exit.BROKEN)
    text = N_("It holds: the ballot of {person} on {matter} is on record unchanged, since {day}.")
    day = date.fromisoformat(held.exported_on)
    part = say(text, person=unit.name(held.person_id), matter=held.matter_id, day=day)
    return Answer([part], data)


def _read(file: Path) -> Receipt:
    try:
        return msgspec.json.decode(file.read_bytes(), type=Receipt)
    except (msgspec.DecodeError, OSError) as error:
        text = N_("{file} is no receipt: {why}")
        raise refuse(text, code=Exit.UNREADABLE, file=str(file), why=str(error)) from None
