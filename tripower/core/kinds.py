"""How folders and kinds of record belong together, whatever the kinds are.

The table itself stands in `tripower.mechanisms.kinds` and is handed down.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from tripower.core.records import Record


@dataclass(frozen=True)
class Kind:
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
        for kind, regex in self._regexes.get(_shape(path), ()):
            if match := regex.fullmatch(path):
                found.append((kind, match.groupdict()))
        fewest = min((len(fields) for _, fields in found), default=0)
        return [(kind, fields) for kind, fields in found if len(fields) == fewest]

    @cached_property
    def _regexes(self) -> dict[tuple[str, int], list[tuple[Kind, re.Pattern[str]]]]:
        found: dict[tuple[str, int], list[tuple[Kind, re.Pattern[str]]]] = {}
        for kind in self.kinds:
            pattern = self.pattern(kind)
            found.setdefault(_shape(pattern), []).append((kind, _regex(pattern)))
        return found


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
