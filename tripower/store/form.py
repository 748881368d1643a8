"""A form that a person filled in: read as strictly as a record, all faults named at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import msgspec

from tripower.core.answer import Answer, Findings, Refused, refuse, say
from tripower.core.convert import Refusal, convert
from tripower.core.findings import Problem
from tripower.core.messages import N_
from tripower.store.load import placed, problem_at
from tripower.store.yaml_read import read

F = TypeVar("F", bound=msgspec.Struct)
UNREADABLE = 3


def read_form(path: Path, kind: type[F]) -> F:
    """Read a YAML file as a form; refuses with every field that is not as it should be."""
    data = path.read_bytes()
    parsed = read(data, path.name)
    problems = [problem for problem in parsed.problems if not problem.warning]
    if parsed.tree is not None and not problems:
        form = convert(parsed.tree, kind)
        if not isinstance(form, list):
            return form
        problems = [
            placed(problem_at(path.name, r.pointer, r.code, r.message, **r.args), data)
            for r in form
        ]
    raise _refused(problems, path.name, data)


def _refused(problems: list[Problem], name: str, data: bytes) -> Refused:
    text = N_("{path} cannot be used yet; nothing was written:")
    heading = say(text, path=name) if name else say(N_("Not written:"))
    answer = Answer(
        [heading, Findings((), problems, {name: data})],
        {"commit": "", "paths": [], "refused": [p.code for p in problems]},
        UNREADABLE,
        failed=True,
    )
    return Refused(answer)


def read_fields(pairs: tuple[str, ...], file: Path | None) -> dict[str, Any]:
    """Fields from a YAML file and from `field=value` words; the words come last and win.

    A value that starts with `[` or `{` is read as YAML, so lists and nested fields can be
    told on the command line.
    """
    tree: dict[str, Any] = {}
    if file is not None:
        data = file.read_bytes()
        parsed = read(data, file.name)
        if parsed.tree is None:
            raise _refused(list(parsed.problems), file.name, data)
        tree.update(parsed.tree)
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise refuse(N_("`{text}` is not field=value"), code=2, text=pair)
        tree[name] = _value(name, value)
    return tree


def _value(name: str, value: str) -> Any:
    if not value.startswith(("[", "{")):
        return value
    data = f"value: {value}\n".encode()
    parsed = read(data, name)
    if parsed.tree is None:
        raise _refused(list(parsed.problems), name, data)
    return parsed.tree["value"]


def refusals(found: list[Refusal]) -> Refused:
    """All fields that are not as they should be, where there is no file to point at."""
    problems = [problem_at("", r.pointer, r.code, r.message, **r.args) for r in found]
    return _refused(problems, "", b"")
