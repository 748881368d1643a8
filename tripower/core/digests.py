"""SHA-256 of bytes, the only digest that records, notices and findings use."""

from __future__ import annotations


def sha256(data: bytes) -> str:
    """The digest in lower-case hexadecimal."""
    import hashlib  # loads OpenSSL, which most commands need not wait for

    return hashlib.sha256(data).hexdigest()
