"""SSH signatures (PROTOCOL.sshsig of OpenSSH), checked in this process; made by ssh-keygen.

The format is parsed byte by byte, with nothing left over; the arithmetic is the `cryptography`
library's. Ed25519, ECDSA (NIST curves) and RSA (SHA-2) keys are known.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import struct
from functools import lru_cache
from typing import Any

import msgspec

BEGIN, END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
MAGIC, VERSION = b"SSHSIG", 1
LONGEST = 8_192
"""Characters; a signature by an RSA key of 4,096 bits has some 1,900."""
HASHES = {b"sha256": hashlib.sha256, b"sha512": hashlib.sha512}
RSA = {b"rsa-sha2-256": "SHA256", b"rsa-sha2-512": "SHA512"}
CURVES = {b"nistp256": "SHA256", b"nistp384": "SHA384", b"nistp521": "SHA512"}
RSA_BITS = 2_048
"""A shorter key is none: it can be broken."""


class NoSignature(ValueError):  # noqa: N818 - a property of a text, no bug
    """The text is no SSH signature, or no key, that this program can check."""


class SshSignature(msgspec.Struct, frozen=True):
    """What a signature says; nothing of it is true before `verify` has said so."""

    key: bytes
    namespace: bytes
    hash_name: bytes
    kind: bytes
    value: bytes


def fingerprint(key: bytes) -> str:
    """The name by which OpenSSH shows a key: `SHA256:` and 43 characters."""
    return "SHA256:" + base64.b64encode(hashlib.sha256(key).digest()).decode().rstrip("=")


def public_key(line: str) -> bytes:
    """The bytes of a public key as it stands in a `.pub` file; NoSignature where it is none.

    Only the kinds that `verify` knows; the comment behind the key does not count.
    """
    words = line.split()
    if len(words) < 2:
        raise NoSignature("a public key has two words: its kind and its bytes")
    key = _decoded(words[1])
    if _take(key)[0] != words[0].encode():
        raise NoSignature("the kind of the key is not the one that its bytes name")
    _loaded(key)
    return key


def body(armoured: str) -> str:
    """The one line of base64 inside the armour; NoSignature where there is no armour."""
    lines = armoured.strip().splitlines()
    if len(lines) < 3 or lines[0] != BEGIN or lines[-1] != END:
        raise NoSignature("it does not begin and end as an SSH signature does")
    return "".join(lines[1:-1])


def parse(text: str) -> SshSignature:
    """Read the body of a signature; NoSignature for anything that is not exactly one."""
    if len(text) > LONGEST:
        raise NoSignature("it is longer than any signature")
    data = _decoded(text)
    if data[:6] != MAGIC or data[6:10] != struct.pack(">I", VERSION):
        raise NoSignature("it is no SSH signature of version 1")
    key, rest = _take(data[10:])
    namespace, rest = _take(rest)
    reserved, rest = _take(rest)
    hash_name, rest = _take(rest)
    signature, rest = _take(rest)
    kind, inner = _take(signature)
    value, left = _take(inner)
    if rest or left or reserved or not namespace or hash_name not in HASHES:
        raise NoSignature("it holds more or less than an SSH signature does")
    return SshSignature(key, namespace, hash_name, kind, value)


def verify(text: str, namespace: str, message: bytes) -> str:
    """The fingerprint of the key that signed the message for this purpose; "" where none did.

    `text` is the body of a signature: base64 on one line, without the armour.
    """
    try:
        signature = parse(text)
        if signature.namespace != namespace.encode():
            return ""
        return fingerprint(signature.key) if _holds(signature, message) else ""
    except NoSignature:
        return ""


def _holds(signature: SshSignature, message: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature

    digest = HASHES[signature.hash_name](message).digest()
    parts = (signature.namespace, b"", signature.hash_name, digest)
    signed = MAGIC + b"".join(struct.pack(">I", len(part)) + part for part in parts)
    try:
        _check(_loaded(signature.key), _take(signature.key)[0], signature, signed)
    except (InvalidSignature, ValueError):
        return False
    return True


def _check(key: Any, kind: bytes, signature: SshSignature, signed: bytes) -> None:
    """InvalidSignature, or NoSignature, unless the key made this signature."""
    if kind == b"ssh-ed25519" and signature.kind == kind:
        key.verify(signature.value, signed)
        return
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, padding, utils

    if kind == b"ssh-rsa" and signature.kind in RSA:
        scheme = getattr(hashes, RSA[signature.kind])()
        key.verify(signature.value, signed, padding.PKCS1v15(), scheme)
    elif kind.startswith(b"ecdsa-sha2-") and signature.kind == kind:
        one, rest = _take(signature.value)
        other, left = _take(rest)
        if left:
            raise NoSignature("an ECDSA signature has two numbers")
        numbers = (int.from_bytes(part, "big", signed=True) for part in (one, other))
        scheme = getattr(hashes, CURVES[kind.removeprefix(b"ecdsa-sha2-")])()
        key.verify(utils.encode_dss_signature(*numbers), signed, ec.ECDSA(scheme))
    else:
        raise NoSignature("the signature is not of the kind of its key")


@lru_cache(maxsize=256)
def _loaded(key: bytes) -> Any:
    """The key as the library has it; NoSignature for a kind that is not checked here."""
    kind = _take(key)[0]
    if kind == b"ssh-ed25519":
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        value, rest = _take(_take(key)[1])
        if rest or len(value) != 32:
            raise NoSignature("an Ed25519 key has 32 bytes")
        return Ed25519PublicKey.from_public_bytes(value)
    if kind not in (b"ssh-rsa", *(b"ecdsa-sha2-" + curve for curve in CURVES)):
        raise NoSignature(f"keys of the kind {kind.decode('ascii', 'replace')} are not checked")
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_ssh_public_key

    try:
        found = load_ssh_public_key(kind + b" " + base64.b64encode(key))
    except (ValueError, UnsupportedAlgorithm) as error:
        raise NoSignature(str(error)) from error
    if getattr(found, "key_size", RSA_BITS) < RSA_BITS and kind == b"ssh-rsa":
        raise NoSignature(f"an RSA key has {RSA_BITS} bits or more")
    return found


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NoSignature("it is not base64") from error


def _take(data: bytes) -> tuple[bytes, bytes]:
    """A length of four bytes, that many bytes, and what follows."""
    size = int.from_bytes(data[:4], "big")
    if len(data) < 4 + size or len(data) < 4:
        raise NoSignature("it ends too early")
    return data[4 : 4 + size], data[4 + size :]
