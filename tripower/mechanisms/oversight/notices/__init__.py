"""The room's papers: each document's number with the function that tells which are due."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from tripower.mechanisms.oversight.notices import inspections, selections, sessions
from tripower.publish.notice import Notice
from tripower.publish.office import Office, papers_of

DOCUMENTS: Mapping[str, tuple[Callable[[Office], Iterable[Notice]], ...]] = {
    "D13": (selections.due, inspections.feedback, inspections.reports, inspections.publications),
    "D14": (sessions.records, sessions.scores),
}
notices = papers_of(DOCUMENTS, Office)
