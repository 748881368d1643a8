"""Publishing a notice of a district: its pages, and beside them what each figure counts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from tripower.core.digests import sha256
from tripower.publish.issue import Issued, Order, refuse_templates_within, rendered, written
from tripower.publish.manifest import index_entry
from tripower.publish.notice import Edition, Notice, Rests
from tripower.publish.render import renderer
from tripower.publish.words import Words
from tripower.store.district import District

SCHEMA = "tripower-district-notices/1"


def publish(
    notice: Notice,
    district: District,
    folder: Path,
    evidence: bytes,
    commits: Mapping[str, str],
    order: Order,
) -> Issued:
    """Write the pages of a notice, the list of what it counts, and the manifest.

    Refuses (1) where finished text holds a personal number, (2) where templates lie in the
    district's own folder. Nothing is written then.
    """
    refuse_templates_within(folder, order)
    page = renderer(order.lang, order.templates)
    _, _, own = rendered(notice, Rests(), page)
    own = {**own, evidence_path(notice.notice_id): evidence}
    found = {**own, order.manifest: _manifest(notice, district, own, commits, page.words)}
    return written({notice.notice_id: (notice, Rests(), own)}, found, order.out, page)


def evidence_path(notice_id: str) -> str:
    """Where the list of what a notice counts lies; it names records, so it is internal."""
    return f"{Edition.INTERNAL.value}/{notice_id}.json"


def _manifest(
    notice: Notice,
    district: District,
    files: Mapping[str, bytes],
    commits: Mapping[str, str],
    words: Words,
) -> bytes:
    entry = {
        "id": notice.notice_id,
        "kind": notice.kind,
        "title": words.show(notice.index.title),
        "files": {path: sha256(data) for path, data in files.items()},
        "commits": dict(commits),
        "evidence": evidence_path(notice.notice_id),
        "index": index_entry(notice.index, words),
    }
    data = {
        "schema": SCHEMA,
        "district_id": district.district_id,
        "district": district.name,
        "language": words.lang,
        "notices": [entry],
    }
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
