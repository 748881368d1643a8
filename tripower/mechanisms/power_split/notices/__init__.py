"""The room's papers: each document's number with the function that tells which are due."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from tripower.core.rules import Rule
from tripower.core.unit import Unit
from tripower.mechanisms.power_split.notices import division, rotation
from tripower.publish.notice import Notice

DOCUMENTS: Mapping[str, Callable[[Unit, date, Mapping[str, Rule]], list[Notice]]] = {
    division.KIND: division.notices,
    rotation.KIND: rotation.notices,
}


def notices(
    unit: Unit, as_of: date, rules: Mapping[str, Rule], documents: Iterable[str] = DOCUMENTS
) -> list[Notice]:
    """The papers due on a day, of all documents or of some; none without a profile.

    A number of another room's document is passed over.
    """
    due = (DOCUMENTS[name] for name in documents if name in DOCUMENTS)
    return [one for made in due for one in made(unit, as_of, rules)]
