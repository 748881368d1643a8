"""`tripower trail checkpoint|witness|ledger`: what leaves the house cannot be rewritten there."""

from __future__ import annotations

from pathlib import Path

import click

from tripower.cli.trail.keys import refuse_broken
from tripower.core.answer import Answer, Table, refuse, say
from tripower.core.digests import sha256
from tripower.core.exits import Exit
from tripower.core.keyring import short
from tripower.core.messages import N_
from tripower.core.trust import Checkpoint
from tripower.mechanisms.answers import entry_answer
from tripower.mechanisms.decisions.actions import proofs as act
from tripower.mechanisms.options import UNIT, App, Writing, answering, writing
from tripower.store.district import District, read_district


@click.command(help=N_("Write down what the history is now; its short code goes on notices."))
@writing
def checkpoint(asked: Writing) -> Answer:
    """A checkpoint of the newest commit, signed where a key is named."""
    hand: act.Sign | None = asked.sign if asked.order.key is not None else None
    entry = asked.write(act.checkpoint(asked.actor, asked.today, hand))
    answer = entry_answer(entry, dry_run=asked.order.dry_run)
    [made] = [one for one in entry.verdict.plan.puts if isinstance(one, Checkpoint)]
    told = {"number": made.number, "code": short(sha256(act.file_of(made)))}
    text = N_("Checkpoint {number}; its short code is {code}. Hand it to the district and others.")
    data = {**(answer.data or {}), **told}
    return Answer([*answer.parts, say(text, **told)], data, answer.code)


@click.command(help=N_("Look at another unit's history and sign that you have seen it."))
@click.argument("other", type=click.Path(exists=True, file_okay=False, path_type=Path))
@writing
def witness(asked: Writing, other: Path) -> Answer:
    """Verify the other's history, against what was seen before too, then sign its newest point."""
    from tripower.engine.outside import held_by, recorded
    from tripower.engine.verify import verify
    from tripower.trail.opened import open_history

    tables = asked.app.tables()
    held = list(held_by(asked.desk.folder, other, tables))
    refuse_broken(verify(other, tables, asked.today, held).code, other)
    seen = recorded(open_history(other), tables)
    last = max(seen.all(Checkpoint), key=lambda one: one.number, default=None)
    if last is None:
        text = N_("{folder} has no checkpoint yet; `tripower trail checkpoint` makes one there")
        raise refuse(text, folder=str(other))
    content = seen.content(last)
    return asked.answer(
        act.witness(last, content, seen.unit_id, asked.today, asked.actor, asked.sign)
    )


@click.group(help=N_("The checkpoints of its units that a district keeps."))
def ledger() -> None:
    """Group of commands."""


@ledger.command("add", help=N_("Verify units, and keep the checkpoints that are new."))
@click.argument("units", type=click.Path(exists=True, file_okay=False, path_type=Path), nargs=-1)
@UNIT
@click.option("--actor", envvar="TRIPOWER_ACTOR", required=True, help=N_("Who acts, by id."))
@answering()
@click.pass_obj
def add(app: App, units: tuple[Path, ...], folder: Path, actor: str) -> Answer:
    """Each unit against what the ledger has of it; then its new checkpoints, in one commit."""
    from tripower.engine.ledger import keep, new_checkpoints
    from tripower.engine.outside import held_by
    from tripower.engine.verify import verify

    district, tables = _district(folder), app.tables()
    files: dict[str, bytes] = {}
    for unit in units or district.folders(folder):
        held = list(held_by(folder, unit, tables))
        refuse_broken(verify(unit, tables, app.clock().date(), held).code, unit)
        files |= new_checkpoints(folder, unit, tables)
    if not files:
        return Answer([say(N_("Nothing new: the ledger has every checkpoint."))], {"paths": []})
    commit = keep(folder, files, actor, app.clock())
    text = N_("Recorded as {commit}: {paths}")
    part = say(text, commit=commit[:10], paths=", ".join(sorted(files)))
    return Answer([part], {"commit": commit, "paths": sorted(files)})


@ledger.command("show", help=N_("What the ledger has, with the short codes that stand on notices."))
@UNIT
@answering()
@click.pass_obj
def show(app: App, folder: Path) -> Answer:
    """A line for each checkpoint."""
    from tripower.engine.ledger import kept

    _district(folder)
    rows = list(kept(folder, app.tables()))
    headers = (N_("unit"), N_("number"), N_("on"), N_("commit"), N_("short code"))
    data = [
        dict(zip(("unit_id", "number", "on", "commit", "code"), row, strict=True)) for row in rows
    ]
    return Answer([Table(headers, rows)], data)


def _district(folder: Path) -> District:
    found = read_district(folder)
    if found is None:
        text = N_("{folder} has no district.yaml; name the district's folder with -C")
        raise refuse(text, code=Exit.USAGE, folder=str(folder))
    return found
