"""`tripower trail log|repair`: who recorded what, and when; a write that was interrupted."""

from __future__ import annotations

from pathlib import Path

import click

from tripower.core.answer import Answer, Cell, Table, say
from tripower.core.changes import Seal
from tripower.core.keyring import KeyRing, advanced
from tripower.core.messages import N_
from tripower.core.unit import Unit
from tripower.engine.acts import checked
from tripower.engine.desk import LOCK_TIMEOUT, Desk
from tripower.mechanisms.options import RECORDS, App, answering, refuse_no_unit
from tripower.trail.history import Entry, history
from tripower.trail.recover import Recovery
from tripower.trail.recover import repair as finish
from tripower.trail.repository import open_repository


@click.command(
    help=N_(
        "What was recorded, the newest first; by record or person. Of a matter, from its proposal."
    )
)
@RECORDS
@click.option("--record", "named", metavar="KIND/KEY", help=N_("Only commits of this record."))
@click.option("--person", help=N_("Only what this person recorded, by id."))
@click.option("--matter", help=N_("Only what concerns this matter."))
@click.option("--limit", type=click.IntRange(min=1), help=N_("At most so many."))
@answering()
@click.pass_obj
def log(
    app: App,
    folder: Path,
    named: str | None,
    person: str | None,
    matter: str | None,
    limit: int | None,
) -> Answer:
    """One line a commit."""
    _refuse_no_folder(folder)
    unit = Desk(folder, app.tables()).recorded()
    about = _about(unit, matter) if matter else None
    found = [
        entry
        for entry in history(open_repository(folder))
        if _concerns(entry, named, person, about)
    ][:limit]
    if matter:  # its life, read from the beginning
        found.reverse()
    ring = advanced(KeyRing(), unit)
    headers = (N_("when"), N_("who"), N_("what"), N_("signed"), N_("commit"))
    rows = [
        (f"{e.when:%Y-%m-%d %H:%M}", _who(e), e.summary, _sealed(e, ring, unit), e.commit[:10])
        for e in found
    ]
    data = [
        {
            "commit": e.commit,
            "when": e.when.isoformat(),
            "actor": e.actor,
            "operation": e.operation,
            "records": list(e.records),
            "paths": list(e.paths),
            "summary": e.summary,
            "signed_by": _signer(e, ring)[1] or None,
        }
        for e in found
    ]
    return Answer([Table(headers, rows), say(N_("Entries: {count}"), count=len(found))], data)


@click.command(help=N_("Finish or undo a write that was interrupted."))
@RECORDS
@answering()
@click.pass_obj
def repair(app: App, folder: Path) -> Answer:
    """The folder and the index follow what is recorded."""
    del app
    _refuse_no_folder(folder)
    outcome = finish(open_repository(folder), timeout=LOCK_TIMEOUT)
    text = say(OUTCOMES[outcome])
    return Answer([text], {"outcome": outcome.value})


OUTCOMES = {
    Recovery.NOTHING: N_("Nothing had been interrupted."),
    Recovery.DISCARDED: N_("An interrupted write was undone; nothing of it had been recorded."),
    Recovery.ROLLED_FORWARD: N_("An interrupted write was finished; it had been recorded."),
}


def _refuse_no_folder(folder: Path) -> None:
    """Refuse a folder that is not there; of one without unit.yaml the history may be wanted."""
    if not folder.is_dir():
        refuse_no_unit(folder)


def _who(entry: Entry) -> Cell:
    """Who acted; what was committed with git alone says so, for no rule has judged it."""
    if entry.actor:
        return entry.actor_name or entry.actor
    return say(N_("{name} (by hand)"), name=entry.actor_name)


def _signer(entry: Entry, ring: KeyRing) -> tuple[Seal, str]:
    """What the signature is worth, and whose key made it, of all that were ever in the list."""
    seal, name = checked(entry.signature, entry.payload)
    key = ring.known(name) if name else None
    return seal, key.person_id if key is not None else ""


def _sealed(entry: Entry, ring: KeyRing, unit: Unit) -> Cell:
    """By whom it is signed; `trail verify` says whether the key counted on that day."""
    seal, signer = _signer(entry, ring)
    if seal is Seal.NONE:
        return ""
    if seal is Seal.BROKEN:
        return say(N_("broken"))
    return unit.name(signer) if signer else say(N_("unknown key"))


def _concerns(entry: Entry, named: str | None, person: str | None, about: set[str] | None) -> bool:
    if person is not None and entry.actor != person:
        return False
    if named is not None and named not in entry.records:
        return False
    return about is None or not about.isdisjoint(entry.records)


def _about(unit: Unit, matter: str) -> set[str]:
    """The records of a matter and all that name it: its meetings, minutes, payments."""
    named = {
        record.subject
        for held in unit.records.values()
        for record in held.values()
        if ("matter", matter) in {(kind, key) for _, kind, key in record.links()}
    }
    return {"/".join(subject) for subject in {("matter", matter), *named}}
