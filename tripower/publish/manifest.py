"""manifest.json: every notice with its files, digests, sources and entry in the directory."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tripower.core.digests import sha256
from tripower.core.registers import UnitProfile
from tripower.publish.notice import Index, Notice, Rests
from tripower.publish.provenance import Provenance
from tripower.publish.words import Words

SCHEMA = "tripower-notices/1"


def manifest(
    profile: UnitProfile,
    notices: Mapping[str, tuple[Notice, Rests, Mapping[str, bytes]]],
    provenance: Provenance,
    words: Words,
) -> bytes:
    """The manifest of what is published; the same records give the same bytes.

    `notices` has for each id the notice, what it rests on and its files.
    """
    entries = [
        {
            "id": notice.notice_id,
            "kind": notice.kind,
            "title": words.show(notice.index.title),
            "files": {path: sha256(data) for path, data in files.items()},
            "commit": rests.commit,
            "code": rests.code,
            "sources": _sources(notice, provenance),
            "index": index_entry(notice.index, words),
        }
        for notice, rests, files in notices.values()
    ]
    data = {
        "schema": SCHEMA,
        "unit_id": profile.unit_id,
        "unit": profile.name,
        "language": words.lang,
        "notices": entries,
    }
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def _sources(notice: Notice, provenance: Provenance) -> list[dict[str, str]]:
    """Each record with its file, in order, none twice."""
    found = {(provenance.path(one), *one.record.subject): None for one in notice.sources}
    return [{"kind": kind, "key": key, "path": path} for path, kind, key in sorted(found)]


def index_entry(index: Index, words: Words) -> dict[str, Any]:
    """The fields of PUB-04 that the records tell."""
    return {
        "index_no": index.index_no,
        "title": words.show(index.title),
        "summary": words.show(index.summary),
        "created_on": index.created_on.isoformat(),
        "issuer": index.issuer,
        "doc_no": index.doc_no,
        "valid_from": index.valid_from.isoformat() if index.valid_from else None,
        "valid_to": index.valid_to.isoformat() if index.valid_to else None,
    }
