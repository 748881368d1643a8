"""Files become records: every record that can be read, every problem that cannot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec
from msgspec.structs import replace

from tripower.core.convert import convert
from tripower.core.findings import Problem
from tripower.core.kinds import Kind, KindTable
from tripower.core.messages import N_
from tripower.core.records import Record
from tripower.core.unit import Origin
from tripower.store.parsed import Parsed
from tripower.store.yaml_read import locate, read

Files = Mapping[str, bytes]


class Loaded(msgspec.Struct, frozen=True):
    """A record with where it stands and, for events, the digest of its file."""

    record: Record
    origin: Origin


@lru_cache(maxsize=10_000)
def read_file(
    path: str, data: bytes, kinds: KindTable
) -> tuple[Sequence[Loaded], Sequence[Problem]]:
    """The records of one file, and everything in it that is not as it should be.

    Remembered: a writing command looks at a unit twice, before and after, and few files differ.
    """
    return records_of(path, data, read(data, path), kinds)


def records_of(
    path: str, data: bytes, parsed: Parsed, kinds: KindTable
) -> tuple[Sequence[Loaded], Sequence[Problem]]:
    """The same, where the file is parsed already."""
    places = kinds.at(path)
    if not places:
        return [], [stray(path)]
    problems = list(parsed.problems)
    if parsed.tree is None:
        return [], problems
    found: list[Loaded] = []
    if places[0][0].listed_under:
        _register(path, parsed.tree, [kind for kind, _ in places], found, problems)
    else:
        kind, named = places[0]
        _one(path, (), parsed.tree, kind, found, problems)
        if found:
            problems.extend(_misplaced(found[-1], named))
    return found, [placed(problem, data) for problem in problems]


def stray(path: str) -> Problem:
    """A file that lies where no record does."""
    text = N_("no kind of record lies here")
    then = N_("Move or remove the file; `tripower record fields` lists what lies where.")
    return Problem(path=path, line=1, code="stray-file", message=text, next=then)


def _register(
    path: str, tree: dict[str, Any], kinds: list[Kind], found: list[Loaded], out: list[Problem]
) -> None:
    by_key = {kind.listed_under: kind for kind in kinds}
    for name, items in tree.items():
        if name not in by_key:
            text = N_("unknown field `{field}`; known here: {known}")
            known = ", ".join(by_key)
            out.append(problem_at(path, (name,), "unknown-field", text, field=name, known=known))
        elif items is not None and not isinstance(items, list):
            text = N_("a list is expected here, each item on a line that starts with `- `")
            out.append(problem_at(path, (name,), "wrong-type", text))
        else:
            for index, item in enumerate(items or ()):
                _one(path, (name, index), item, by_key[name], found, out)


def _one(
    path: str,
    pointer: tuple[str | int, ...],
    tree: object,
    kind: Kind,
    found: list[Loaded],
    out: list[Problem],
) -> None:
    record = convert(tree, kind.record)
    if isinstance(record, list):
        for refusal in record:
            at = (*pointer, *refusal.pointer)
            out.append(problem_at(path, at, refusal.code, refusal.message, **refusal.args))
    else:
        found.append(Loaded(record, Origin(path, pointer)))


def _misplaced(loaded: Loaded, named: dict[str, str]) -> Iterator[Problem]:
    """The path names the same ids as the record inside."""
    for field, value in named.items():
        held = str(getattr(loaded.record, field, value))
        if field != "year" and held != value:
            text = N_("the folder or file is named `{expected}`, the record says `{held}`")
            yield problem_at(
                loaded.origin.path, (field,), "misplaced", text, expected=value, held=held
            )


def problem_at(
    path: str, pointer: tuple[str | int, ...], code: str, text: str, /, **args: Any
) -> Problem:
    """A problem at a place within a file; its line is looked up when it is reported."""
    field = ".".join(str(part) for part in pointer)
    if code == "wrong-type":
        text = NO_TEXT.get(args.get("value", ""), text)
    return Problem(path=path, line=0, field=field, code=code, message=text, args=args)


NO_TEXT = {
    "NoneType": N_("nothing is written here; expected: {expected}"),
    "dict": N_("fields stand here; expected: {expected}"),
    "list": N_("a list stands here; expected: {expected}"),
}
"""What is said where no text stands, in place of the name that Python has for it."""


def placed(problem: Problem, data: bytes) -> Problem:
    """The problem with the line of its field, where it had none yet."""
    if problem.line:
        return problem
    line, column = locate(data, pointer_of(problem.field))
    return replace(problem, line=line, column=column)


def pointer_of(field: str) -> tuple[str | int, ...]:
    """`items.0.yes` as the way into the YAML of a file."""
    return tuple(int(p) if p.isdigit() else p for p in field.split(".")) if field else ()
