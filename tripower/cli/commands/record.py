"""`tripower record`: write, change and correct records of every kind."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import click
import msgspec
from msgspec.structs import replace

from tripower.cli.record_fields import fields_answer
from tripower.core.answer import Answer, Refused, refuse, say
from tripower.core.convert import Refusal, convert
from tripower.core.exits import Exit
from tripower.core.kinds import Kind
from tripower.core.messages import N_
from tripower.core.plan import Plan
from tripower.core.records import Digest, Event, Record, Supersedes
from tripower.core.unit import Unit
from tripower.mechanisms.options import App, Writing, answering, writing
from tripower.store.form import read_fields, read_form, refusals
from tripower.store.record_files import as_mapping
from tripower.store.yaml_render import as_text


@click.group(help=N_("Write and correct records of every kind."))
def record() -> None:
    """Group of commands."""


FIELDS = click.argument("fields", nargs=-1, metavar="[FIELD=VALUE]...")
UNSET = click.option("--unset", multiple=True, metavar="FIELD", help=N_("Take a field away."))
YAML_FILE = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
FILE = click.option("--file", type=YAML_FILE, help=N_("Take the fields from a YAML file."))


@record.command(help=N_("Write a new record: tripower record new person person_id=li name=李示例"))
@click.argument("kind_name", metavar="[KIND]", required=False)
@FIELDS
@click.option(
    "--file",
    type=YAML_FILE,
    help=N_("Take the fields from a YAML file, or whole lists as they stand in the registers."),
)
@writing
def new(
    asked: Writing, kind_name: str | None, fields: tuple[str, ...], file: Path | None
) -> Answer:
    """Records that are not there yet."""
    made = _told(asked.app, kind_name, fields, file)
    if not made:
        raise refuse(N_("nothing to record: the file lists nothing"))

    def act(unit: Unit) -> Plan:
        _refuse_correction(made, None)
        held = [f"{one.kind} {one.key}" for one in made if unit.records[one.kind].get(one.key)]
        if held:
            text = N_("on record already: {held}; use `record edit` or `record supersede`")
            raise refuse(text, held=", ".join(held))
        return _plan("record new", made, asked.today)

    return asked.answer(act)


def _told(
    app: App, kind_name: str | None, fields: tuple[str, ...], file: Path | None
) -> list[Record]:
    """The records of a command line; a file may hold one, or whole lists of the registers."""
    if kind_name is None:
        if file is None:
            text = N_("name a kind of record, or a --file with lists of them")
            raise refuse(text, code=Exit.USAGE)
        return read_form(file).entries(app.tables().kinds)
    kind = _kind(app, kind_name)
    form = read_form(file) if file else None
    if form is not None and kind.listed_under in form.tree:
        return form.entries([kind])
    if form is not None and not fields:
        return [form.as_(kind.record)]
    return [_made(kind, {**(form.tree if form else {}), **read_fields(fields, kind.record)})]


@record.command(help=N_("Change a line of a register, or a draft."))
@click.argument("kind_name", metavar="KIND")
@click.argument("key", metavar="KEY")
@FIELDS
@UNSET
@FILE
@writing
def edit(asked: Writing, kind_name: str, key: str, **told: Any) -> Answer:
    """A changed record; comments in the file are kept."""
    kind = _kind(asked.app, kind_name)
    change = _change(kind, **told)

    def act(unit: Unit) -> Plan:
        old = _held(unit, kind, key)
        changed = change(old)
        _refuse_correction([changed], getattr(old, "supersedes", None))
        return _plan("record edit", [changed], asked.today)

    return asked.answer(act)


@record.command(help=N_("Correct a final record by a new one that says what it corrects, and why."))
@click.argument("kind_name", metavar="KIND")
@click.argument("key", metavar="KEY")
@FIELDS
@UNSET
@FILE
@click.option("--reason", required=True, help=N_("Why it is corrected."))
@writing
def supersede(asked: Writing, kind_name: str, key: str, reason: str, **told: Any) -> Answer:
    """A correction beside the file that it corrects."""
    kind = _kind(asked.app, kind_name)
    change = _change(kind, **told)

    def act(unit: Unit) -> Plan:
        old = _final(_held(unit, kind, key))
        path, digest = unit.origin(old).path, Digest(unit.sha256(old))
        why = Supersedes(path=path, sha256=digest, reason=reason, on=asked.today)
        made = replace(change(old), draft=False, supersedes=why)
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


def _kind(app: App, name: str) -> Kind:
    kinds = app.tables().kinds
    found = kinds.by_name.get(name.replace("-", "_"))
    if found is None:
        near = _near(name.replace("-", "_"), kinds.by_name)
        if near:
            text = N_("there is no kind `{kind}`; did you mean {near}?")
            raise refuse(text, code=Exit.USAGE, kind=name, near=near)
        known = ", ".join(sorted(kinds.by_name))
        text = N_("there is no kind `{kind}`; known: {known}")
        raise refuse(text, code=Exit.USAGE, kind=name, known=known)
    return found


def _near(name: str, known: Iterable[str]) -> str:
    """The names that look like one that is not there, or go on where it ends."""
    longer = [one for one in known if one.startswith(f"{name}/")]
    return ", ".join(longer or difflib.get_close_matches(name, known, n=3))


def _held(unit: Unit, kind: Kind, key: str) -> Record:
    """The record of a key; where a key ends with a day, the name alone will do if it is unique."""
    records = unit.records[kind.name]
    begun = [one for one in records if one.startswith(f"{key}/")]
    held = records.get(key) or (records[begun[0]] if len(begun) == 1 else None)
    if held is None and (near := _near(key, records)):
        text = N_("there is no {kind} `{key}` on record; did you mean {near}?")
        raise refuse(text, kind=kind.name, key=key, near=near)
    if held is None:
        raise refuse(N_("there is no {kind} `{key}` on record"), kind=kind.name, key=key)
    return held


def _refuse_correction(made: Iterable[Record], kept: Supersedes | None) -> None:
    """What a record corrects is found by its key: by hand it could be made to hide another."""
    for one in made:
        if isinstance(one, Event) and one.supersedes not in (None, kept):
            raise refuse(N_("`supersedes` is written by `tripower record supersede` alone"))


def _final(held: Record) -> Event:
    """What is corrected by a new file; a refusal says how to change what is not final."""
    if isinstance(held, Event) and not held.draft:
        return held
    if isinstance(held, Event):
        text = N_("{kind} `{key}` is a draft yet; change it with `tripower record edit`")
    else:
        text = N_("{kind} `{key}` stands in a register; change it with `tripower record edit`")
    raise refuse(text, kind=held.kind, key=held.key)


def _change(
    kind: Kind, fields: tuple[str, ...], unset: tuple[str, ...], file: Path | None
) -> Callable[[Record], Record]:
    """What the words of a command line make of a record; ids never change."""
    told = {**(read_form(file).tree if file else {}), **read_fields(fields, kind.record)}
    known = [field.encode_name for field in msgspec.structs.fields(kind.record)]
    if strangers := [name for name in unset if name not in known]:
        text = N_("{kind} has no field {names}; known: {known}")
        told_names = {"names": ", ".join(strangers), "known": ", ".join(known)}
        raise refuse(text, code=Exit.USAGE, kind=kind.name, **told_names)
    if not told and not unset:
        raise refuse(N_("say what changes: FIELD=VALUE, --unset FIELD or --file"), code=Exit.USAGE)

    def change(old: Record) -> Record:
        tree = {**as_text(as_mapping(old)), **told}
        changed = _made(kind, {name: tree[name] for name in tree if name not in unset})
        if changed.key != old.key:
            raise refuse(N_("an id never changes; write a new record instead"))
        return changed

    return change


def _made(kind: Kind, tree: dict[str, Any]) -> Record:
    made = convert(tree, kind.record)
    if isinstance(made, list):
        raise _mistyped(made)
    return made


def _mistyped(found: list[Refusal]) -> Refused:
    """What was typed and cannot stand in a record, by field; there is no file to be unreadable."""
    refused = refusals(found)
    told = [say(MISTYPED, field=_name(r), why=say(r.message, **_args(r))) for r in found]
    return Refused(replace(refused.answer, parts=[refused.answer.parts[0], *told]))


MISTYPED = N_("{field}: {why}")


def _name(refusal: Refusal) -> str:
    return ".".join(str(part) for part in refusal.pointer)


def _args(refusal: Refusal) -> dict[str, Any]:
    """What was expected is itself a sentence to translate."""
    return {name: say(v) if name == "expected" else v for name, v in refusal.args.items()}


def _plan(operation: str, made: list[Record], today: date) -> Plan:
    first = made[0]
    more = f" +{len(made) - 1}" if len(made) > 1 else ""
    summary = f"{operation} {first.kind} {first.key}{more}"
    return Plan(operation, summary, first.day or today, made)
