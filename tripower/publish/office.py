"""What every paper starts from: the unit on a day, and the common parts of a page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import Any, Protocol, TypeVar

import msgspec

from tripower.core.answer import Say
from tripower.core.people import positions_on
from tripower.core.registers import UnitProfile
from tripower.core.rules import Rule
from tripower.core.unit import Unit
from tripower.publish.basis import RuleBasis, basis
from tripower.publish.notice import Edition, Index, Notice, Source


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """What every page has: who issues it, its title and number, the rules behind it.

    `issuer` is None where the records do not tell; a line is left to fill in then. A `draft` is a
    paper of which no record says that it has gone out: it shows no number, seal or date.
    """

    issuer: str | None
    title: Say
    basis: tuple[RuleBasis, ...]
    doc_no: str | None = None
    internal: bool = True
    draft: bool = False


class Office(msgspec.Struct, frozen=True):
    """A unit whose papers are made, as of a day; `rules` are named in the annex of each."""

    unit: Unit
    profile: UnitProfile
    as_of: date
    rules: Mapping[str, Rule]

    def head(
        self, title: Say, rule_ids: Iterable[str], about: Collection[str] = ()
    ) -> dict[str, Any]:
        """The fields that every page has; `about` are the categories that it speaks of."""
        found = basis(rule_ids, self.rules, about)
        return {"issuer": self.profile.name, "title": title, "basis": found}

    def paper(
        self,
        named: tuple[str, str],
        page: Paper,
        dated: date,
        about: Say,
        sources: Iterable[Source],
    ) -> Notice:
        """A paper for the unit itself; `named` is its kind and key, `about` says what it is on."""
        return self._notice(named, {Edition.INTERNAL: page}, dated, about, tuple(sources))

    def announcement(
        self,
        named: tuple[str, str],
        page: Paper,
        valid: tuple[date, date | None],
        about: Say,
        sources: Iterable[Source],
    ) -> Notice:
        """A paper that anybody may read, dated the first day on which it holds."""
        pages = {Edition.PUBLIC: page}
        return self._notice(named, pages, valid[0], about, tuple(sources), valid)

    def _notice(
        self,
        named: tuple[str, str],
        pages: Mapping[Edition, Paper],
        dated: date,
        about: Say,
        sources: tuple[Source, ...],
        valid: tuple[date | None, date | None] = (None, None),
    ) -> Notice:
        page = next(iter(pages.values()))
        index = Index(
            index_no="-".join((self.profile.unit_id, *named)),
            title=page.title,
            summary=about,
            created_on=dated,
            issuer=page.issuer,
            doc_no=page.doc_no,
            valid_from=valid[0],
            valid_to=valid[1],
        )
        return Notice(*named, index, pages, sources)

    def posts(self, person_id: str, day: date) -> tuple[str, ...]:
        """The posts of a person on a day, as they are called."""
        held = positions_on(self.unit, day)
        return tuple(dict.fromkeys(one.title for one in held if one.person_id == person_id))

    def names(self, person_ids: Iterable[str]) -> tuple[str, ...]:
        """Several people by name."""
        return tuple(map(self.unit.name, person_ids))


Own = TypeVar("Own", bound=Office)


class Papers(Protocol):
    """The papers due on a day, of all documents or of some; none without a profile."""

    def __call__(
        self,
        unit: Unit,
        as_of: date,
        rules: Mapping[str, Rule],
        documents: Iterable[str] | None = None,
        /,
    ) -> list[Notice]:
        """A number of another room's document is passed over."""


def papers_of(
    own: Mapping[str, tuple[Callable[[Own], Iterable[Notice]], ...]], office: type[Own]
) -> Papers:
    """What a room publishes: each document's number with the functions that tell which are due."""

    def due(
        unit: Unit,
        as_of: date,
        rules: Mapping[str, Rule],
        documents: Iterable[str] | None = None,
        /,
    ) -> list[Notice]:
        if unit.profile is None:
            return []
        desk = office(unit, unit.profile, as_of, rules)
        named = own if documents is None else documents
        return [paper for one in named for made in own.get(one, ()) for paper in made(desk)]

    return due
