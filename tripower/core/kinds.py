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


class Place(msgspec.Struct, frozen=True):
    """The path of a kind's files in parts, since a regular expression for each cost too much.

    `folders` are words, or fields in braces. A file's name is `begins` and then the field
    `named`, where there is one; a second of its name, a correction, has `~2` behind it.
    """

    kind: Kind
    folders: tuple[str, ...]
    begins: str
    named: str

    def told_by(self, folders: list[str]) -> dict[str, str] | None:
        """The fields that the folders of a path name; None where it is no such path."""
        if len(folders) != len(self.folders):
            return None
        pairs = list(zip(self.folders, folders, strict=True))
        if not all(_fits(part, text) for part, text in pairs):
            return None
        return {part[1:-1]: text for part, text in pairs if part[0] == "{"}

    def names(self, name: str) -> str | None:
        """The field that the name of a file gives, empty for none; None for another name."""
        if not (name.startswith(self.begins) and name.endswith(".yaml")):
            return None
        stem, tilde, number = name[len(self.begins) : -5].partition("~")
        if tilde and not _is_number(number):
            return None
        return stem if bool(stem) is bool(self.named) else None


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
        folder, _, name = path.rpartition("/")
        found = []
        for place, told in self._in_folder(folder):
            field = place.names(name)
            if field is not None:
                fields = {**told, place.named: field} if field else told
                found.append((place.kind, fields))
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

    def _in_folder(self, folder: str) -> list[tuple[Place, dict[str, str]]]:
        """The kinds whose files lie in a folder, with what its path says of them."""
        if folder not in self._folders:
            parts = folder.split("/") if folder else []
            near = self._places.get((len(parts), *parts[:1]), ())
            told = ((place, place.told_by(parts)) for place in near)
            self._folders[folder] = [
                (place, fields) for place, fields in told if fields is not None
            ]
        return self._folders[folder]

    @cached_property
    def _places(self) -> dict[tuple[int | str, ...], list[Place]]:
        """The places by how deep they lie and the first folder on the way, which is a word."""
        found: dict[tuple[int | str, ...], list[Place]] = {}
        for kind in self.kinds:
            place = _place(kind, self.pattern(kind))
            found.setdefault((len(place.folders), *place.folders[:1]), []).append(place)
        return found

    @cached_property
    def _folders(self) -> dict[str, list[tuple[Place, dict[str, str]]]]:
        return {}


def _links(kind: Kind, to: str) -> bool:
    return issubclass(kind.record, Event) and fields_naming(kind.record, to) != ()


def _fits(part: str, text: str) -> bool:
    """Whether the name of a folder is that word, or can be that field."""
    if part == "{year}":
        return len(text) == 4 and _is_number(text)
    if part[0] == "{":
        return text != "" and "~" not in text
    return part == text


def _place(kind: Kind, pattern: str) -> Place:
    *folders, name = pattern.removesuffix(".yaml").split("/")
    begins, _, named = name.partition("{")
    return Place(kind, tuple(folders), begins, named.removesuffix("}"))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()
