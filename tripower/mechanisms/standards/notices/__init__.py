"""The room's papers: each document's number with the function that tells which are due."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from tripower.mechanisms.standards.notices import benchmarks, penalties
from tripower.publish.notice import Notice
from tripower.publish.office import Office, papers_of

DOCUMENTS: Mapping[str, tuple[Callable[[Office], Iterable[Notice]], ...]] = {
    "D11": (benchmarks.catalogues, benchmarks.due),
    "D12": (penalties.notified, penalties.decided, penalties.departed),
}
notices = papers_of(DOCUMENTS, Office)
