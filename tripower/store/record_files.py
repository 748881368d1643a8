"""Records become files again: where each goes, and as few changed bytes as possible."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from itertools import count
from typing import Any

import msgspec
from msgspec.structs import replace

from tripower.core.convert import convert
from tripower.core.findings import Problem
from tripower.core.kinds import Kind, KindTable
from tripower.core.messages import N_
from tripower.core.records import Event, Record
from tripower.core.unit import Unit
from tripower.store.load import problem_at
from tripower.store.paths import valid_id
from tripower.store.text import MAX_BYTES, character_problem
from tripower.store.yaml_exact import locate
from tripower.store.yaml_read import read
from tripower.store.yaml_render import as_text
from tripower.store.yaml_write import DELETE, Append, Edit, edit, render

Files = Mapping[str, bytes]


class Final(Exception):  # noqa: N818 - an answer to the caller, who names it to the person
    """A final file would change; what happened later needs a new file."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class Taken(Exception):  # noqa: N818 - an answer to the caller, who names it to the person
    """Another record stands where this one would go, such as other minutes of the meeting."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class NoParent(Exception):  # noqa: N818 - an answer to the caller, who names it to the person
    """A record belongs to another one that is not there, such as a paper to no matter."""

    def __init__(self, kind: str, key: str) -> None:
        super().__init__(f"{kind}/{key}")
        self.kind = kind
        self.key = key


class NoForm(Exception):  # noqa: N818 - an answer to the caller, who names it to the person
    """The form in which a file was written by hand has no place for a change."""

    def __init__(self, path: str, line: int) -> None:
        super().__init__(f"{path}:{line}")
        self.path = path
        self.line = line


def as_mapping(value: msgspec.Struct) -> dict[str, Any]:
    """A record as YAML names and plain values, without what is as by default."""
    found: dict[str, Any] = {}
    for field in msgspec.structs.fields(type(value)):
        held = getattr(value, field.name)
        if field.required or held != field.default:
            found[field.encode_name] = _plain(held)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, msgspec.Struct):
        return as_mapping(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    return value


def unfit(record: Record) -> list[Problem]:
    """Why a record cannot be written: what the reader would refuse in the file, field by field."""
    tree = as_text(as_mapping(record))
    texts = list(_texts((), tree))
    if sum(len(text) for _, text in texts) > MAX_BYTES // 8:  # of up to four bytes, and escaped
        return [problem_at("", (), "too-large", TOO_LONG, kind=record.kind, limit=MAX_BYTES // 8)]
    hidden = [
        replace(found, field=".".join(str(step) for step in at))
        for at, text in texts
        if (found := character_problem(text, "", 0, 1))
    ]
    return hidden or [*_wrong_fields(record, tree), *_wrong_names(record)]


TOO_LONG = N_(
    "the {kind} has more than {limit} characters; keep the long text in a paper of its own"
)
RESERVED = N_("`{value}` cannot name a file on every system; choose another id")


def _texts(at: tuple[str | int, ...], value: Any) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, (dict, list)):
        children = value.items() if isinstance(value, dict) else enumerate(value)
        for step, child in children:
            yield from _texts((*at, step), child)


def _wrong_fields(record: Record, tree: dict[str, Any]) -> Iterator[Problem]:
    made = convert(tree, type(record))
    for one in made if isinstance(made, list) else ():
        yield problem_at("", one.pointer, one.code, one.message, **one.args)


def _wrong_names(record: Record) -> Iterator[Problem]:
    """An event's ids name its file, so they must be names everywhere (CON is none on Windows)."""
    for name in record.id_fields if isinstance(record, Event) else ():
        value = str(getattr(record, name))
        if not valid_id(value):
            yield problem_at("", (name,), "unsafe-name", RESERVED, value=value)


def changed_files(
    puts: Iterable[Record], unit: Unit, files: Files, kinds: KindTable
) -> dict[str, bytes]:
    """The files that writing these records changes.

    Raises `Final` for a final file, `Taken` for one that holds another record, `NoParent`
    for a record that belongs to none, `NoForm` for a file that has no place for the change.
    """
    changed: dict[str, bytes] = {}
    placed: dict[tuple[str, str], str] = {}
    for record in puts:
        kind = kinds.by_name[record.kind]
        path = path_of(record, kind, unit, placed)
        placed[record.subject] = path
        now = changed.get(path, files.get(path))
        changed[path] = _with(record, kind, unit, now, path)
    return {path: data for path, data in changed.items() if files.get(path) != data}


def _with(record: Record, kind: Kind, unit: Unit, now: bytes | None, path: str) -> bytes:
    if kind.listed_under:
        return _listed(record, kind, unit, now, path)
    if now is None:
        return render(as_mapping(record))
    held = unit.records.get(record.kind, {}).get(record.key)
    if held is None or unit.origin(held).path != path:
        raise Taken(path)
    if isinstance(held, Event) and not held.draft:
        raise Final(path)
    return _edited(now, _differences((), as_mapping(held), as_mapping(record)), path)


def _listed(record: Record, kind: Kind, unit: Unit, now: bytes | None, path: str) -> bytes:
    if now is None:
        return render({kind.listed_under: [as_mapping(record)]})
    held = unit.records.get(record.kind, {}).get(record.key)
    if held is None:
        begun = (read(now, "").tree or {}).get(kind.listed_under)
        entry = as_mapping(record)
        change = Append(entry) if begun else [entry]
        return _edited(now, [((kind.listed_under,), change)], path)
    pointer = unit.origin(held).pointer
    return _edited(now, _differences(pointer, as_mapping(held), as_mapping(record)), path)


def _edited(now: bytes, edits: list[Edit], path: str) -> bytes:
    try:
        return edit(now, edits)
    except ValueError as error:
        line, _ = locate(now, edits[0][0])
        raise NoForm(path, line) from error


def _differences(
    pointer: tuple[str | int, ...], old: dict[str, Any], new: dict[str, Any]
) -> list[Edit]:
    """One edit a field: only what differs is touched."""
    puts = [((*pointer, name), value) for name, value in new.items() if old.get(name) != value]
    gone = [((*pointer, name), DELETE) for name in old if name not in new]
    return [*puts, *gone]


def path_of(
    record: Record,
    kind: Kind,
    unit: Unit,
    placed: Mapping[tuple[str, str], str],
) -> str:
    """Where a record lies, or will lie; a correction lies beside what it corrects."""
    if origin := unit.origins.get(record.subject):
        return _beside(origin.path, unit.files) if _corrects(record, origin.path) else origin.path
    if kind.parent is None:
        return _filled(kind.path, record)
    parent = _parent_key(record, kind.parent)
    known = placed.get(parent) or getattr(unit.origins.get(parent), "path", None)
    if known is None:
        raise NoParent(*parent)
    return f"{known.rsplit('/', 1)[0]}/{_filled(kind.path, record)}"


def _corrects(record: Record, path: str) -> bool:
    told = record.supersedes if isinstance(record, Event) else None
    return told is not None and told.path == path


def _beside(path: str, files: Files) -> str:
    """`matter~2.yaml` beside `matter.yaml`, then `matter~3.yaml`: no file is ever written over."""
    stem = re.sub(r"(~\d+)?\.yaml$", "", path)
    return next(new for nth in count(2) if (new := f"{stem}~{nth}.yaml") not in files)


def _parent_key(record: Record, parent: type[Record]) -> tuple[str, str]:
    return parent.kind, "/".join(str(getattr(record, name)) for name in parent.id_fields)


def _filled(pattern: str, record: Record) -> str:
    day = record.day or date.min
    names = {name: getattr(record, name) for name in record.__struct_fields__}
    return pattern.format_map({**names, "year": f"{day.year:04d}"})
