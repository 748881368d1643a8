"""`tripower record`: write, change and correct records of every kind."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import click
import msgspec

from tripower.cli.record_fields import fields_answer
from tripower.core.answer import Answer, refuse
from tripower.core.convert import convert
from tripower.core.kinds import Kind
from tripower.core.messages import N_
from tripower.core.plan import Plan
from tripower.core.records import Event, Record, Supersedes
from tripower.core.unit import Unit
from tripower.mechanisms.options import App, Writing, answering, writing
from tripower.store.form import read_fields, read_form, refusals
from tripower.store.record_files import as_mapping


@click.group(help=N_("Write and correct records of every kind."))
def record() -> None:
    """Group of commands."""


FIELDS = click.argument("fields", nargs=-1, metavar="[FIELD=VALUE]...")


@record.command(help=N_("Write a new record: tripower record new person person_id=li name=李示例"))
@click.argument("kind_name", metavar="[KIND]", required=False)
@FIELDS
@click.option(
    "--file",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
    help=N_("Take the fields from a YAML file, or whole lists as they stand in the registers."),
)
@writing
def new(
    asked: Writing, kind_name: str | None, fields: tuple[str, ...], file: Path | None
) -> Answer:
    """Records that are not there yet."""
    made = _told(asked.app, kind_name, fields, file)

    def act(unit: Unit) -> Plan:
        for one in made:
            if unit.records[one.kind].get(one.key) is not None:
                text = N_(
                    "{kind} `{key}` is on record already; use `record edit` or `record supersede`"
                )
                raise refuse(text, kind=one.kind, key=one.key)
        return _plan("record new", made, asked.today)

    return asked.answer(act)


def _told(
    app: App, kind_name: str | None, fields: tuple[str, ...], file: Path | None
) -> list[Record]:
    """The records of a command line; a file may hold one, or whole lists of the registers."""
    form = read_form(file) if file else None
    if kind_name is None:
        if form is None:
            raise refuse(N_("name a kind of record, or a --file with lists of them"), code=2)
        return form.entries(app.tables().kinds)
    kind = _kind(app, kind_name)
    if form is not None and kind.listed_under in form.tree:
        return form.entries([kind])
    if form is not None and not fields:
        return [form.as_(kind.record)]
    return [_made(kind, {**(form.tree if form else {}), **read_fields(fields)})]


@record.command(help=N_("Change a line of a register, or a draft."))
@click.argument("kind_name", metavar="KIND")
@click.argument("key", metavar="KEY")
@FIELDS
@click.option("--unset", multiple=True, metavar="FIELD", help=N_("Take a field away."))
@writing
def edit(
    asked: Writing, kind_name: str, key: str, fields: tuple[str, ...], unset: tuple[str, ...]
) -> Answer:
    """A changed record; comments in the file are kept."""
    kind = _kind(asked.app, kind_name)
    told = read_fields(fields)

    def act(unit: Unit) -> Plan:
        old = _held(unit, kind, key)
        changed = _made(kind, _changed(old, told, unset))
        if changed.key != old.key:
            raise refuse(N_("an id never changes; write a new record instead"))
        return _plan("record edit", [changed], asked.today)

    return asked.answer(act)


@record.command(help=N_("Correct a final record by a new one that says what it corrects, and why."))
@click.argument("kind_name", metavar="KIND")
@click.argument("key", metavar="KEY")
@FIELDS
@click.option("--unset", multiple=True, metavar="FIELD", help=N_("Take a field away."))
@click.option("--reason", required=True, help=N_("Why it is corrected."))
@writing
def supersede(
    asked: Writing,
    kind_name: str,
    key: str,
    fields: tuple[str, ...],
    unset: tuple[str, ...],
    reason: str,
) -> Answer:
    """A correction beside the file that it corrects."""
    kind = _kind(asked.app, kind_name)
    told = read_fields(fields)

    def act(unit: Unit) -> Plan:
        old = _held(unit, kind, key)
        if not isinstance(old, Event):
            raise refuse(N_("a register is changed with `tripower record edit`"))
        path = unit.origin(old).path
        digest = hashlib.sha256(unit.files[path]).hexdigest()
        corrected = _made(kind, _changed(old, told, unset))
        why = Supersedes(path=path, sha256=_digest(digest), reason=reason)
        made = msgspec.structs.replace(corrected, supersedes=why)
        return _plan("record supersede", [made], asked.today)

    return asked.answer(act)


@record.command(
    help=N_("The fields of a kind of record; without KIND, all kinds and where they lie.")
)
@click.argument("kind_name", metavar="[KIND]", required=False)
@click.option("--schema", is_flag=True, help=N_("As JSON Schema, for editors."))
@answering()
@click.pass_obj
def fields(app: App, kind_name: str | None, *, schema: bool) -> Answer:
    """What may stand in a record."""
    kinds = app.tables().kinds
    kind = _kind(app, kind_name) if kind_name else None
    return fields_answer(kinds, kind, app.lang, schema=schema)


def _digest(text: str) -> Any:
    from tripower.core.records import Digest

    return Digest(text)


def _kind(app: App, name: str) -> Kind:
    kinds = app.tables().kinds
    found = kinds.by_name.get(name.replace("-", "_"))
    if found is None:
        known = ", ".join(sorted(kinds.by_name))
        raise refuse(
            N_("there is no kind `{kind}`; known: {known}"), code=2, kind=name, known=known
        )
    return found


def _held(unit: Unit, kind: Kind, key: str) -> Record:
    held = unit.records[kind.name].get(key)
    if held is None:
        raise refuse(N_("there is no {kind} `{key}` on record"), kind=kind.name, key=key)
    return held


def _changed(old: Record, told: dict[str, Any], unset: tuple[str, ...]) -> dict[str, Any]:
    from tripower.store.yaml_render import as_text

    tree = {**as_text(as_mapping(old)), **told}
    return {name: value for name, value in tree.items() if name not in unset}


def _made(kind: Kind, tree: dict[str, Any]) -> Record:
    made = convert(tree, kind.record)
    if isinstance(made, list):
        raise refusals(made)
    return made


def _plan(operation: str, made: list[Record], today: date) -> Plan:
    first = made[0]
    more = f" +{len(made) - 1}" if len(made) > 1 else ""
    summary = f"{operation} {first.kind} {first.key}{more}"
    return Plan(operation, summary, first.day or today, made)
