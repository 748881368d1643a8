"""Keys of invented people, changes of the list, and signatures as `ssh-keygen` makes them."""

from __future__ import annotations

import base64
import hashlib
import struct
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tripower.core.digests import sha256
from tripower.core.keyring import KeyRing, after
from tripower.core.sshsig import fingerprint
from tripower.core.trust import KeyChange, KeyLine, Purpose, Signature

DAY = date(2024, 3, 1)
BEFORE, NEXT = date(2024, 2, 29), date(2024, 3, 2)
NOTHING = KeyRing()


def _string(data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + data


@cache
def _private(who: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(who.encode()).digest())


def public(who: str) -> bytes:
    raw = _private(who).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return _string(b"ssh-ed25519") + _string(raw)


def key(who: str, of: str = "", first: date = DAY, last: date | None = None) -> KeyLine:
    """The key called `who`, as one of the person `of`."""
    text = "ssh-ed25519 " + base64.b64encode(public(who)).decode()
    return KeyLine(person_id=of or who, public_key=text, from_=first, to=last)


def name(who: str) -> str:
    return fingerprint(public(who))


def change(version: int, *adds: KeyLine, on: date = DAY, **told: Any) -> KeyChange:
    told = {
        "threshold": 1,
        "reason": "设立",
        "follows": str(version - 1) if version > 1 else None,
    } | told
    return KeyChange(version=version, on=on, adds=adds, **told)


def content(one: KeyChange) -> bytes:
    return repr(one).encode()


def sign(
    who: str,
    what: bytes,
    *,
    of: str = "",
    said: Purpose = Purpose.KEYS,
    made: Purpose = Purpose.KEYS,
) -> Signature:
    """A signature by the key called `who`: `said` is what its file says, `made` what it is."""
    parts = (made.namespace.encode(), b"", b"sha512", hashlib.sha512(what).digest())
    value = _private(who).sign(b"SSHSIG" + b"".join(map(_string, parts)))
    signature = _string(b"ssh-ed25519") + _string(value)
    body = b"".join(map(_string, (public(who), *parts[:3], signature)))
    text = base64.b64encode(b"SSHSIG" + struct.pack(">I", 1) + body).decode()
    return Signature(sha256=sha256(what), person_id=of or who, purpose=said, on=DAY, signature=text)


class Held:
    """What is on record: changes, each with those who signed it."""

    def __init__(self, *told: tuple[KeyChange, Sequence[str]]) -> None:
        self.changes = [one for one, _ in told]
        self.signatures = [sign(who, content(one)) for one, by in told for who in by]

    def all(self, kind: type) -> list[Any]:
        assert kind is KeyChange
        return self.changes

    def where(self, kind: type, sha256: str) -> list[Signature]:
        assert kind is Signature
        return [one for one in self.signatures if one.sha256 == sha256]

    def content(self, record: KeyChange) -> bytes:
        return content(record)


def ring(*adds: KeyLine, threshold: int = 1) -> KeyRing:
    """The first list."""
    first = change(1, *adds, threshold=threshold)
    return after(NOTHING, first, content(first))
