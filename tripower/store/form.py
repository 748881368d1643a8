"""A form that a person filled in: read as strictly as a record, all faults named at once."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from types import NoneType
from typing import Any, TypeVar, get_args, get_type_hints

import msgspec
from msgspec.structs import replace

from tripower.core.answer import Answer, Findings, Refused, refuse, say
from tripower.core.convert import Refusal, convert
from tripower.core.exits import Exit
from tripower.core.findings import Problem
from tripower.core.kinds import Kind
from tripower.core.messages import N_
from tripower.core.records import Record
from tripower.store.load import placed, problem_at
from tripower.store.text import MAX_BYTES
from tripower.store.yaml_read import read

F = TypeVar("F", bound=msgspec.Struct)
UNKNOWN_LIST = N_("no register has a list of this name; known: {known}")
NO_LIST = N_("expected a list of entries")


class Form(msgspec.Struct, frozen=True):
    """A YAML file as it was handed in; `name` is for messages, `tree` its scalars as texts."""

    name: str
    data: bytes
    tree: dict[str, Any]

    def as_(self, kind: type[F]) -> F:
        """The file as one form; refuses with every field that is not as it should be."""
        made = convert(self.tree, kind)
        if isinstance(made, list):
            raise self.refused(made)
        return made

    def entries(self, kinds: Iterable[Kind]) -> list[Record]:
        """The file as lists of records.

        Each list is named as in the registers (`people:`, `positions:` …), or by the kind.
        """
        kinds = [*kinds]
        by_list = {kind.listed_under: kind for kind in reversed(kinds) if kind.listed_under}
        by_list |= {kind.name: kind for kind in kinds}
        made: list[Record] = []
        wrong: list[Refusal] = []
        for name, entries in self.tree.items():
            if name not in by_list:
                args = {"known": ", ".join(sorted(by_list))}
                wrong.append(Refusal((name,), "unknown-field", UNKNOWN_LIST, args))
            elif not isinstance(entries, list):
                wrong.append(Refusal((name,), "wrong-type", NO_LIST, {}))
            else:
                for place, entry in enumerate(entries):
                    one = convert(entry, by_list[name].record)
                    if isinstance(one, list):
                        wrong += [replace(r, pointer=(name, place, *r.pointer)) for r in one]
                    else:
                        made.append(one)
        if wrong:
            raise self.refused(wrong)
        return made

    def refused(self, wrong: list[Refusal]) -> Refused:
        """All that is wrong with the file, each with its line."""
        problems = [
            placed(problem_at(self.name, r.pointer, r.code, r.message, **r.args), self.data)
            for r in wrong
        ]
        return _refused(problems, self.name, self.data)


def read_form(path: Path) -> Form:
    """Read a YAML file, or what is typed or piped in where the path is `-`."""
    if str(path) == "-":
        name, data = "stdin", sys.stdin.buffer.read(MAX_BYTES + 1)
    else:
        with path.open("rb") as file:  # one byte more than a form may have shows that it has more
            name, data = path.name, file.read(MAX_BYTES + 1)
    return Form(name, data, _tree(name, data))


def read_fields(pairs: tuple[str, ...], kind: type[Record]) -> dict[str, Any]:
    """Fields of a record from `field=value` words.

    A value that starts with `[` or `{` is read as YAML, so lists and nested fields can be
    told on the command line; in a field that holds a text it is that text.
    """
    tree: dict[str, Any] = {}
    texts = _text_fields(kind)
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise refuse(N_("`{text}` is not field=value"), code=Exit.USAGE, text=pair)
        if name in tree:
            raise refuse(N_("`{text}` is told twice"), code=Exit.USAGE, text=name)
        nested = value.startswith(("[", "{")) and name not in texts
        tree[name] = _tree(name, f"value: {value}\n".encode())["value"] if nested else value
    return tree


def _text_fields(kind: type[Record]) -> set[str]:
    """The names of the fields that hold a text and nothing else."""
    hints = get_type_hints(kind)
    return {
        field.encode_name
        for field in msgspec.structs.fields(kind)
        if {str, NoneType} >= set(get_args(hints[field.name]) or [hints[field.name]])
    }


def _tree(name: str, data: bytes) -> dict[str, Any]:
    parsed = read(data, name)
    if parsed.tree is None:
        raise _refused([p for p in parsed.problems if not p.warning], name, data)
    return parsed.tree


def refusals(found: list[Refusal]) -> Refused:
    """All fields that are not as they should be, where there is no file to point at."""
    return not_fit(problem_at("", r.pointer, r.code, r.message, **r.args) for r in found)


def not_fit(problems: Iterable[Problem]) -> Refused:
    """What cannot be written as it was told on the command line."""
    return _refused([*problems], "", b"")


def _refused(problems: list[Problem], name: str, data: bytes) -> Refused:
    text = N_("{path} cannot be used yet; nothing was written:")
    heading = say(text, path=name) if name else say(N_("Not written:"))
    answer = Answer(
        [heading, Findings((), problems, {name: data})],
        {"commit": "", "paths": [], "refused": [p.code for p in problems]},
        Exit.UNREADABLE,
        failed=True,
    )
    return Refused(answer)
