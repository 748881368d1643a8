"""Which keys count at a point of the history: the list of keys, change by change.

A change counts once enough holders of the list before it have signed it, so nobody can add
an own key alone; the first list is signed by its own holders, and its fingerprint is what
others keep.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import msgspec
from msgspec.structs import replace

from tripower.core.dates import Period
from tripower.core.digests import sha256
from tripower.core.sshsig import NoSignature, fingerprint, public_key, verify
from tripower.core.trust import KeyChange, Purpose, Signature
from tripower.core.unit import Sees


class Key(msgspec.Struct, frozen=True):
    """One key of the list."""

    person_id: str
    fingerprint: str
    period: Period
    public_key: str
    version: int


class KeyRing(msgspec.Struct, frozen=True):
    """The list of keys in force; version 0 before the first. `chain` are the versions to it."""

    version: int = 0
    threshold: int = 1
    keys: tuple[Key, ...] = ()
    root: str = ""
    chain: tuple[int, ...] = ()

    def holder(self, name: str, day: date) -> str:
        """Whose key has this fingerprint and counts on the day; "" for nobody's."""
        found = (one for one in self.keys if one.fingerprint == name and one.period.covers(day))
        return next((one.person_id for one in found), "")

    def known(self, name: str) -> Key | None:
        """The key of that fingerprint, whether it counts today or not."""
        return next((one for one in self.keys if one.fingerprint == name), None)

    def has_key(self, person_id: str, day: date) -> bool:
        """Whether a person has a key that counts on the day."""
        return any(one.person_id == person_id and one.period.covers(day) for one in self.keys)


def lines(change: KeyChange) -> Iterator[Key]:
    """The keys that a change adds; one that cannot be read is left out."""
    for line in change.adds:
        try:
            name = fingerprint(public_key(line.public_key))
        except NoSignature:
            continue
        period = Period(line.from_, line.to)
        yield Key(line.person_id, name, period, line.public_key, change.version)


def after(ring: KeyRing, change: KeyChange, content: bytes) -> KeyRing:
    """The list with a change, whether it may be made or not; `content` is the change's file."""
    kept = [one for one in ring.keys if one.fingerprint not in change.revokes]
    added = [one for one in lines(change) if ring.known(one.fingerprint) is None]
    root = ring.root or root_name(content)
    chain = (*ring.chain, change.version)
    return KeyRing(change.version, change.threshold, (*kept, *added), root, chain)


def root_name(content: bytes) -> str:
    """The short name of a first list, as it stands on notices: 80 bits in letters and digits."""
    return short(sha256(content))


def short(digest: str) -> str:
    """A digest as a person can copy it: four groups of four letters or digits."""
    text = base64.b32encode(bytes.fromhex(digest)[:10]).decode()
    return "-".join(text[at : at + 4] for at in range(0, 16, 4))


def signers(
    ring: KeyRing, signatures: Iterable[Signature], content: bytes, purpose: Purpose, day: date
) -> set[str]:
    """Who, by a key of the list that counts on the day, signed these bytes for this purpose."""
    found = set()
    for one in signatures:
        name = verify(one.signature, purpose.namespace, content)
        if one.purpose is purpose and name and ring.holder(name, day) == one.person_id:
            found.add(one.person_id)
    return found


def may_follow(ring: KeyRing, change: KeyChange, signed_by: set[str], content: bytes) -> bool:
    """Whether a change stands on this list and has the signatures that make it count."""
    if change.version <= ring.version or (change.follows or "0") != str(ring.version):
        return False
    wanted = change.threshold if ring.version == 0 else ring.threshold
    new = after(ring, change, content)
    holders = {one.person_id for one in new.keys}
    return len(signed_by) >= max(wanted, 1) and 1 <= change.threshold <= len(holders)


def judges(ring: KeyRing, change: KeyChange, content: bytes) -> KeyRing:
    """Whose signatures a change needs: the list before it, or for the first its own."""
    return after(ring, change, content) if ring.version == 0 else ring


def signed_by(ring: KeyRing, change: KeyChange, see: Sees, floor: date | None = None) -> set[str]:
    """The holders who signed a change, by the keys that may, on its day or that of `floor`."""
    content = see.content(change)
    signatures = see.where(Signature, sha256=sha256(content))
    day = max(change.on, floor or change.on)
    return signers(judges(ring, change, content), signatures, content, Purpose.KEYS, day)


def advanced(
    ring: KeyRing, see: Sees, day: date | None = None, floor: date | None = None
) -> KeyRing:
    """The list with every change on record that stands on it; only those before a day, if given.

    Over a history this goes on from commit to commit: what stood on an older list and is signed
    too late is passed over for good, and `floor`, the last checkpoint, keeps keys that had
    ended by then from signing. A state alone cannot tell which of two changes of one list came
    first, which no honest history has: then the later version counts, with no key that the
    other one would not have.
    """
    rivals: dict[str, list[KeyRing]] = {str(ring.version): [ring]}
    for change in sorted(see.all(KeyChange), key=lambda one: one.version):
        for base in rivals.get(change.follows or "0", []):
            content = see.content(change)
            signed = signed_by(base, change, see, floor)
            if (day is None or change.on < day) and may_follow(base, change, signed, content):
                rivals.setdefault(str(change.version), []).append(after(base, change, content))
    return _undisputed(ring, rivals)


def _undisputed(ring: KeyRing, rivals: Mapping[str, list[KeyRing]]) -> KeyRing:
    """The end of the line; where lines part, the newest end with the keys that all ends have."""
    every = [one for found in rivals.values() for one in found]
    above = {one.chain[:-1] for one in every if one.chain != ring.chain}
    ends = [one for one in every if one.chain not in above]
    newest = max(ends, key=lambda one: one.version)
    if len(ends) == 1:
        return newest
    kept = tuple(key for key in newest.keys if all(key in one.keys for one in ends))
    return replace(newest, keys=kept)
