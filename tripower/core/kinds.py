"""How folders and kinds of record belong together, whatever the kinds are.

The table itself stands in `tripower.mechanisms.kinds` and is handed down.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

import msgspec

from tripower.core.records import Event, Record, fields_naming


class Kind(msgspec.Struct, frozen=True):
    """Where records of one kind lie.

    A register is one file that lists its records under `listed_under`. An event has
    a file each; `path` names it by the record's fields, relative to the folder of the
    record it belongs to (`parent`), if any.
    """

    record: type[Record]
    path: str
    listed_under: str = ""
    parent: type[Record] | None = None

    @property
    def name(self) -> str:
        """The kind's name, such as `matter`."""
        return self.record.kind


Place = tuple[Kind, str, re.Pattern[str]]
"""A kind with what the names of its files begin with, and the pattern of their whole paths."""


class KindTable:
    """All kinds, by name and by place."""

    def __init__(self, kinds: tuple[Kind, ...]) -> None:
        self.kinds = kinds
        self.by_name = {kind.name: kind for kind in kinds}

    def __iter__(self) -> Iterator[Kind]:
        return iter(self.kinds)

    def pattern(self, kind: Kind) -> str:
        """The whole path of a kind's file, with `{field}` for what varies."""
        if kind.parent is None:
            return kind.path
        folder = self.pattern(self.by_name[kind.parent.kind]).rsplit("/", 1)[0]
        return f"{folder}/{kind.path}"

    def at(self, path: str) -> list[tuple[Kind, dict[str, str]]]:
        """The kinds whose place this is, with the fields that the path names.

        A register may list several kinds. Where a literal name and a variable one both
        fit (`ballots/tally.yaml`), the literal one is meant.
        """
        found = []
        name = path.rpartition("/")[2]
        for kind, begins, regex in self._of_shape(_shape(path)):
            if name.startswith(begins) and (match := regex.fullmatch(path)):
                found.append((kind, match.groupdict()))
        if len(found) < 2:
            return found
        fewest = min(len(fields) for _, fields in found)
        return [(kind, fields) for kind, fields in found if len(fields) == fewest]

    def named(self, kind: Kind) -> frozenset[str]:
        """The fields of a record that the path of its file names; the year is none of them."""
        return self._named[kind.name]

    def is_event(self, name: str) -> bool:
        """Whether records of that kind are events, each in a file of its own."""
        return name in self.by_name and issubclass(self.by_name[name].record, Event)

    def loose(self) -> list[Kind]:
        """The kinds of event that name events, or themselves, otherwise than by their path."""
        events = [kind for kind in self.kinds if self.is_event(kind.name)]
        return [kind for kind in events if any(self._says_more(kind, to.name) for to in events)]

    def _says_more(self, kind: Kind, to: str) -> bool:
        named = self.named(kind)
        return not (
            named.issuperset(fields_naming(kind.record, to))
            and named.issuperset(kind.record.id_fields)
        )

    def linking(self, to: str) -> list[Kind]:
        """The kinds of event that can name a record of a kind."""
        return self._linking.setdefault(to, [kind for kind in self.kinds if _links(kind, to)])

    @cached_property
    def _named(self) -> dict[str, frozenset[str]]:
        found = {kind.name: re.findall(r"\{(\w+)\}", self.pattern(kind)) for kind in self.kinds}
        return {name: frozenset(fields) - {"year"} for name, fields in found.items()}

    @cached_property
    def _linking(self) -> dict[str, list[Kind]]:
        return {}

    def _of_shape(self, shape: tuple[str, int]) -> list[Place]:
        if shape not in self._places:
            patterns = ((kind, self.pattern(kind)) for kind in self.kinds)
            self._places[shape] = [
                (kind, _begins(one), _regex(one)) for kind, one in patterns if _shape(one) == shape
            ]
        return self._places[shape]

    @cached_property
    def _places(self) -> dict[tuple[str, int], list[Place]]:
        return {}


def _links(kind: Kind, to: str) -> bool:
    return issubclass(kind.record, Event) and fields_naming(kind.record, to) != ()


def _shape(path: str) -> tuple[str, int]:
    """The top folder and the depth: enough to leave out most kinds; no register has either."""
    top, _, rest = path.partition("/")
    return (top, rest.count("/")) if rest else ("", 0)


def _begins(pattern: str) -> str:
    """`material-` for `…/material-{material_id}.yaml`, empty where a field comes first."""
    return pattern.rpartition("/")[2].partition("{")[0].removesuffix(".yaml")


def _regex(pattern: str) -> re.Pattern[str]:
    """`matters/{year}/{matter_id}/matter.yaml`, also as the second of its name (`matter~2`)."""
    parts = []
    for piece in re.split(r"(\{\w+\})", pattern.removesuffix(".yaml")):
        if piece == "{year}":
            parts.append(r"(?P<year>\d{4})")
        elif piece.startswith("{"):
            parts.append(rf"(?P<{piece[1:-1]}>[^/~]+)")
        else:
            parts.append(re.escape(piece))
    return re.compile("".join(parts) + r"(?:~\d+)?\.yaml")
