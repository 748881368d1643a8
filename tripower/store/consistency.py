"""Whether records fit together: corrections, doubles, references, names, parameters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

import msgspec

from tripower.core import resources
from tripower.core.digests import sha256
from tripower.core.findings import Problem
from tripower.core.messages import N_
from tripower.core.parameters import Definition, ParameterValue, unfit
from tripower.core.people import Person
from tripower.core.records import Event
from tripower.core.unit import Origin
from tripower.store.load import Files, Loaded, problem_at
from tripower.store.yaml_read import read

TWICE = "twice"
"""The code of a record that stands in two files."""


def replaced_files(found: list[Loaded], files: Files) -> tuple[set[str], list[Problem]]:
    """The files that a later one corrects, and corrections that name no such file.

    A correction is of the same record: whatever else it names, it does not hide.
    """
    replaced: set[str] = set()
    wrong = []
    corrections = [
        (one, one.record.supersedes)
        for one in found
        if isinstance(one.record, Event) and one.record.supersedes is not None
    ]
    standing = {one.origin.path: one.record.subject for one in found} if corrections else {}
    for one, told in corrections:
        data = files.get(told.path)
        if data is None or sha256(data) != told.sha256:
            text = N_("it corrects {path}, but no file there has that digest")
        elif isinstance(one.record, Event) and not one.record.corrections:
            text = N_("it corrects {path}, but what proves the trail is not corrected")
        elif standing.get(told.path) != one.record.subject:
            text = N_("it corrects {path}, which holds another record")
        else:
            replaced.add(told.path)
            continue
        at = ("supersedes",)
        wrong.append(problem_at(one.origin.path, at, "supersedes", text, path=told.path))
    return replaced, wrong


def doubled(one: Loaded, first: Origin) -> Problem:
    """A record that stands in two files; the first counts."""
    text = N_("{kind} `{key}` is on record twice; the other stands in {other}")
    kind, key = one.record.subject
    at = (*one.origin.pointer, *one.record.id_fields[:1])
    return problem_at(one.origin.path, at, TWICE, text, kind=kind, key=key, other=first.path)


def missing_references(
    live: Iterable[Loaded], on_record: Callable[[str, str], bool]
) -> Iterator[Problem]:
    """What a record names and nobody has recorded."""
    for one in live:
        missing = {to for to in one.record.targets() if not on_record(*to)}
        for field, kind, key in one.record.links() if missing else ():
            if (kind, key) in missing:
                text = N_("there is no {kind} `{key}` on record")
                at = (*one.origin.pointer, *_split(field))
                yield problem_at(one.origin.path, at, "missing-reference", text, kind=kind, key=key)


def _split(field: str) -> tuple[str | int, ...]:
    return tuple(int(p) if p.isdigit() else p for p in field.split("."))


def same_looking(
    people: Iterable[Person], origins: Mapping[tuple[str, str], Origin]
) -> Iterator[Problem]:
    """Two people whose names cannot be told apart in a roster."""
    seen: dict[str, str] = {}
    for person in people:
        key = person.key
        name = person.name.replace(" ", "").replace("\u3000", "").casefold()
        if name in seen:
            origin = origins[person.subject]
            text = N_("{first} and {second} have the same name; add what tells them apart")
            yield problem_at(
                origin.path,
                (*origin.pointer, "name"),
                "same-name",
                text,
                first=seen[name],
                second=key,
            )
        seen.setdefault(name, key)


def unfit_values(one: Loaded) -> Iterator[Problem]:
    """A parameter that does not exist, or a value that it may not have."""
    value = one.record
    if not isinstance(value, ParameterValue):
        return
    definition = {d.key: d for d in definitions()}.get(value.key_)
    path, pointer = one.origin.path, one.origin.pointer
    if definition is None:
        text = N_("there is no parameter `{key}`")
        yield problem_at(path, (*pointer, "key"), "unknown-parameter", text, key=value.key_)
    elif (why := unfit(definition, value.value)) is not None:
        text = N_("`{value}` is not what stands here; expected: {expected}")
        shown = value.value if isinstance(value.value, str) else "[…]"
        yield problem_at(path, (*pointer, "value"), "wrong-type", text, value=shown, expected=why)
    elif not definition.allows(value.value):
        text = N_("`{key}` may not be changed to {value} here")
        yield problem_at(
            path, (*pointer, "value"), "fixed-parameter", text, key=value.key_, value=value.value
        )


@cache
def definitions() -> tuple[Definition, ...]:
    """The parameters that come with the program; a fault in them is a bug, not bad data."""
    found: list[Definition] = []
    for path in sorted(resources.parameters().glob("*.yaml")):
        tree = read(path.read_bytes(), path.name).tree
        pack = msgspec.convert(tree, dict[str, list[Definition]], strict=False)
        found.extend(pack["definitions"])
    return tuple(found)
