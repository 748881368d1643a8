"""The room's papers: each document's number with the function that tells which are due."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from tripower.core.rules import Rule
from tripower.core.unit import Unit
from tripower.mechanisms.polls.notices import papers, ranking, talks
from tripower.publish.notice import Notice
from tripower.publish.office import Office

DOCUMENTS: Mapping[str, tuple[Callable[[Office], Iterable[Notice]], ...]] = {
    "D17": (ranking.due, papers.due, talks.held),
}


def notices(
    unit: Unit, as_of: date, rules: Mapping[str, Rule], documents: Iterable[str] = DOCUMENTS
) -> list[Notice]:
    """The papers due on a day, of all documents or of some; none without a profile.

    A number of another room's document is passed over.
    """
    if unit.profile is None:
        return []
    office = Office(unit, unit.profile, as_of, rules)
    return [one for name in documents for due in DOCUMENTS.get(name, ()) for one in due(office)]
