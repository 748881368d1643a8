"""The room's papers: each document's number with the function that tells which are due."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from tripower.mechanisms.decisions.notices import (
    accountability,
    catalogue,
    emergencies,
    filing,
    follow_up,
    invitations,
    minutes,
    outcomes,
    proposals,
    record,
    returned,
)
from tripower.mechanisms.decisions.notices.office import Office
from tripower.publish.notice import Notice
from tripower.publish.office import papers_of

DOCUMENTS: Mapping[str, tuple[Callable[[Office], Iterable[Notice]], ...]] = {
    "D2": (minutes.due,),
    "D3": (record.due,),
    "D4": (returned.due,),
    "D5": (proposals.due,),
    "D6": (emergencies.due,),
    "D7": (outcomes.due,),
    "D8": (catalogue.due,),
    "D9": (accountability.due,),
    "D24": (invitations.due, follow_up.due, filing.due),
}
notices = papers_of(DOCUMENTS, Office)
