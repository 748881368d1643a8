"""Signatures checked as commits carry them, or by the bare arithmetic: run as its own process."""

from __future__ import annotations

import base64
import hashlib
import struct
import sys
from collections.abc import Iterator

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tripower.core.sshsig import BEGIN, END, MAGIC
from tripower.engine.acts import checked

KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))


def _string(data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + data


def _signed(payload: bytes) -> tuple[bytes, bytes, str]:
    """What was signed, the signature, and its armour as git keeps it."""
    parts = (b"git", b"", b"sha512", hashlib.sha512(payload).digest())
    text = MAGIC + b"".join(map(_string, parts))
    value = KEY.sign(text)
    key = _string(b"ssh-ed25519") + _string(KEY.public_key().public_bytes_raw())
    inner = _string(b"ssh-ed25519") + _string(value)
    whole = MAGIC + struct.pack(">I", 1) + b"".join(map(_string, (key, *parts[:3], inner)))
    body = base64.b64encode(whole).decode()
    lines = "\n".join(body[at : at + 70] for at in range(0, len(body), 70))
    return text, value, f"{BEGIN}\n{lines}\n{END}\n"


def _payloads(count: int) -> Iterator[bytes]:
    return (
        f"tree {number:040x}\nauthor 文简 <wen>\n\nrecord\n".encode() for number in range(count)
    )


def main(what: str, count: int) -> None:
    """Sign some and check all of them so many times over."""
    made = [_signed(payload) for payload in _payloads(20)]
    payloads = [*_payloads(20)]
    public = KEY.public_key().public_bytes_raw()
    for number in range(count):
        text, value, armour = made[number % 20]
        if what == "raw":
            Ed25519PublicKey.from_public_bytes(public).verify(value, text)
        else:
            assert checked(armour, payloads[number % 20])[1]


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
