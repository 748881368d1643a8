"""Digests of papers that stay outside the folder."""

from __future__ import annotations

import hashlib
from pathlib import Path

from tripower.core.records import Digest


def file_digest(path: Path) -> Digest:
    """The SHA-256 of a file's bytes, read in pieces."""
    with path.open("rb") as file:
        return Digest(hashlib.file_digest(file, "sha256").hexdigest())
