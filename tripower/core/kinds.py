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
        for kind, regex in self._of_shape(_shape(path)):
            if match := regex.fullmatch(path):
                found.append((kind, match.groupdict()))
        fewest = min((len(fields) for _, fields in found), default=0)
        return [(kind, fields) for kind, fields in found if len(fields) == fewest]

    def named(self, kind: Kind) -> frozenset[str]:
        """The fields of a record that the path of its file names; the year is none of them."""
        return self._named[kind.name]

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

    def _of_shape(self, shape: tuple[str, int]) -> list[tuple[Kind, re.Pattern[str]]]:
        if shape not in self._regexes:
            patterns = ((kind, self.pattern(kind)) for kind in self.kinds)
            self._regexes[shape] = [(k, _regex(one)) for k, one in patterns if _shape(one) == shape]
        return self._regexes[shape]

    @cached_property
    def _regexes(self) -> dict[tuple[str, int], list[tuple[Kind, re.Pattern[str]]]]:
        return {}


def _links(kind: Kind, to: str) -> bool:
    return issubclass(kind.record, Event) and fields_naming(kind.record, to) != ()


def _shape(path: str) -> tuple[str, int]:
    """The top folder and the depth: enough to leave out most kinds; no register has either."""
    top, _, rest = path.partition("/")
    return (top, rest.count("/")) if rest else ("", 0)


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
