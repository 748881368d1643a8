"""The room's papers: each document's number with the function that tells which are due."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from tripower.mechanisms.polls.notices import papers, ranking, talks
from tripower.publish.notice import Notice
from tripower.publish.office import Office, papers_of

DOCUMENTS: Mapping[str, tuple[Callable[[Office], Iterable[Notice]], ...]] = {
    "D17": (ranking.due, papers.due, talks.held),
}
notices = papers_of(DOCUMENTS, Office)
