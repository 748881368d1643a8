"""Signatures are made by OpenSSH, so that keys in an agent or with a passphrase work too."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from tripower.core.messages import N_
from tripower.core.sshsig import NoSignature, body, fingerprint, public_key
from tripower.trail.errors import TrailError

NO_SSH = N_("ssh-keygen is not there; please install OpenSSH (on Debian: openssh-client)")
NOT_SIGNED = N_("nothing was signed: {why}")


def sign(data: bytes, namespace: str, key: Path) -> str:
    """An armoured signature over the data by a private key, or by its public half in an agent.

    TrailError where ssh-keygen cannot: no such key, a wrong passphrase, no OpenSSH.
    """
    with tempfile.TemporaryDirectory() as place:
        text = Path(place) / "text"
        text.write_bytes(data)
        _ssh_keygen("-Y", "sign", "-q", "-n", namespace, "-f", str(key), str(text))
        return text.with_name("text.sig").read_text("ascii")


def signed(data: bytes, namespace: str, key: Path) -> str:
    """The body of such a signature, as records keep it."""
    return body(sign(data, namespace, key))


def public_line(key: Path) -> str:
    """The public half of a key file, kind and bytes; from the `.pub` file where there is one."""
    beside = key if key.suffix == ".pub" else key.with_name(f"{key.name}.pub")
    try:
        line = (
            beside.read_text("utf-8")
            if beside.is_file()
            else _ssh_keygen("-y", "-f", str(key)).decode("utf-8", "replace")
        )
    except (OSError, UnicodeDecodeError) as error:
        raise TrailError(NOT_SIGNED, {"why": f"{beside}: {error}"}) from error
    return " ".join(line.split()[:2])


def fingerprint_of(key: Path) -> str:
    """The fingerprint of a key file; TrailError for a kind that is not checked here."""
    try:
        return fingerprint(public_key(public_line(key)))
    except NoSignature as error:
        raise TrailError(NOT_SIGNED, {"why": f"{key}: {error}"}) from error


def _ssh_keygen(*words: str) -> bytes:
    try:
        done = subprocess.run(["ssh-keygen", *words], capture_output=True, check=False)
    except OSError as error:
        raise TrailError(NO_SSH) from error
    if done.returncode:
        why = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["ssh-keygen failed"]
        raise TrailError(NOT_SIGNED, {"why": why[-1]})
    return done.stdout
