"""A commit as an act: who, when, signed by whom, as the rules on change see it."""

from __future__ import annotations

import re
from datetime import date, datetime

from tripower.core.changes import Act, Seal
from tripower.core.dates import BEIJING
from tripower.core.keyring import KeyRing
from tripower.core.sshsig import NoSignature, body, verify
from tripower.trail import commit as said
from tripower.trail.objects import Commit

GIT = "git"
"""The namespace in which git has commits signed."""
_TRAILER = re.compile(r"^(Tripower-[A-Za-z]+): (.*)$", re.MULTILINE)


def act_of(
    commit: Commit, ring: KeyRing, anchored: date | None, previous: datetime | None, *, first: bool
) -> Act:
    """What a commit says of itself, and what its signature proves by a list of keys."""
    told = dict(_TRAILER.findall(commit.message.rstrip().rpartition("\n\n")[2]))
    actor, name = said.split_actor(told.get(said.ACTOR, ""))
    days = days_of(commit.committer.when)
    seal, signer = sealed(commit, ring, max(*days, anchored or date.min))
    named = told.get(said.RECORDS, "")
    return Act(
        commit=commit.id,
        parents=len(commit.parents),
        first=first,
        author_id=commit.author.email,
        actor_id=actor,
        actor_name=name,
        operation=told.get(said.OPERATION, ""),
        named=tuple(named.split(", ")) if named else (),
        parameters=told.get(said.PARAMETERS, ""),
        when=commit.committer.when,
        days=days,
        previous=previous,
        seal=seal,
        signer_id=signer,
        described=said.OPERATION in told and bool(actor),
    )


def days_of(when: datetime) -> tuple[date, ...]:
    """The days on which a moment falls, by its own offset and by the clock of the place."""
    try:
        here = when.astimezone(BEIJING)
    except OverflowError:
        here = when
    return tuple(sorted({when.date(), here.date()}))


def sealed(commit: Commit, ring: KeyRing, day: date) -> tuple[Seal, str]:
    """What the signature of a commit is worth, and whose key made it."""
    seal, name = checked(commit.signature, commit.payload)
    signer = ring.holder(name, day) if seal is Seal.GOOD else ""
    return (Seal.STRANGE, "") if seal is Seal.GOOD and not signer else (seal, signer)


def checked(signature: str, payload: bytes) -> tuple[Seal, str]:
    """What an armoured signature is worth by itself, and the fingerprint of the key."""
    if not signature:
        return Seal.NONE, ""
    try:
        name = verify(body(signature), GIT, payload)
    except NoSignature:  # such as one by PGP: nothing here can tell whose it is
        return Seal.STRANGE, ""
    return (Seal.GOOD, name) if name else (Seal.BROKEN, "")
