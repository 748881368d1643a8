"""`tripower trail key`: whose keys count, and who says so."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from tripower.core.answer import Answer, Part, Raw, Table, refuse, say
from tripower.core.exits import Exit
from tripower.core.keyring import Key, KeyRing, advanced, signed_by
from tripower.core.messages import N_
from tripower.core.trust import KeyChange, Purpose
from tripower.core.unit import Unit
from tripower.mechanisms.decisions.actions.proofs import Sign, key_change, key_signature
from tripower.mechanisms.options import DAY, PAIR, Reading, Writing, once, reading, writing

REASON = click.option("--reason", required=True, help=N_("Why the list changes."))
THRESHOLD = click.option(
    "--threshold",
    type=click.IntRange(min=1),
    help=N_("How many holders must sign the next change."),
)


@click.group(help=N_("Whose keys count, and who says so."))
def key() -> None:
    """Group of commands."""


@key.command(help=N_("Add keys: PERSON=FILE.pub. In force once enough holders have signed."))
@click.argument("pairs", type=PAIR, nargs=-1, required=True, metavar="PERSON=FILE…")
@click.option("--from", "begin", type=DAY, help=N_("First day on which they count."))
@click.option("--until", "end", type=DAY, help=N_("Last day on which they count."))
@THRESHOLD
@REASON
@writing
def add(
    asked: Writing,
    pairs: tuple[tuple[str, str], ...],
    begin: date | None,
    end: date | None,
    threshold: int | None,
    reason: str,
) -> Answer:
    """A new version of the list, signed at once where a key is at hand."""
    from tripower.trail.signing import public_line

    lines = {person: public_line(Path(path)) for person, path in once(pairs).items()}
    return _changed(asked, lines, (begin, end), (), threshold, reason)


@key.command(help=N_("Withdraw keys, by their fingerprints."))
@click.argument("fingerprints", nargs=-1, required=True, metavar="SHA256:…")
@THRESHOLD
@REASON
@writing
def revoke(
    asked: Writing, fingerprints: tuple[str, ...], threshold: int | None, reason: str
) -> Answer:
    """A new version of the list without these keys."""
    return _changed(asked, {}, (None, None), fingerprints, threshold, reason)


@key.command(help=N_("Sign a change of the list; the newest one if not given."))
@click.argument("version", type=int, required=False)
@writing
def sign(asked: Writing, version: int | None) -> Answer:
    """A holder's signature under a change."""
    return asked.answer(key_signature(version, asked.actor, asked.today, asked.sign))


def _changed(
    asked: Writing,
    adds: dict[str, str],
    period: tuple[date | None, date | None],
    revokes: tuple[str, ...],
    threshold: int | None,
    reason: str,
) -> Answer:
    hand: Sign | None = asked.sign if asked.order.key is not None else None
    action = key_change(
        actor=asked.actor,
        on=asked.today,
        adds=adds,
        period=period,
        revokes=revokes,
        threshold=threshold,
        reason=reason,
        sign=hand,
    )
    return asked.answer(action)


@key.command("list", help=N_("The keys that count, and changes that wait for signatures."))
@click.option(
    "--allowed-signers",
    is_flag=True,
    help=N_("As a file for `git verify-commit` and `ssh-keygen -Y verify`."),
)
@reading()
def list_(asked: Reading, *, allowed_signers: bool) -> Answer:
    """The list in force on the day."""
    unit, day = asked.unit()
    ring = advanced(KeyRing(), unit)
    if allowed_signers:
        lines = [allowed(one) for one in ring.keys]
        return Answer([Raw("\n".join(lines))], lines)
    if not unit.all(KeyChange):
        text = N_("There is no list of keys yet; `tripower trail key add` begins one.")
        return Answer([say(text)], {"version": 0, "keys": [], "waiting": []})
    return Answer(_page(unit, ring, day), _data(unit, ring, day))


def allowed(one: Key) -> str:
    """A line of OpenSSH's list of allowed signers, with the days on which the key counts."""
    period = one.period
    begin = f'valid-after="{period.start:%Y%m%d}"' if period.start else ""
    end = f'valid-before="{period.end:%Y%m%d}235959"' if period.end else ""
    purposes = ",".join(["git", *(purpose.namespace for purpose in Purpose)])
    told = ",".join(part for part in (f'namespaces="{purposes}"', begin, end) if part)
    return f"{one.person_id} {told} {one.public_key}"


def waiting(unit: Unit, ring: KeyRing) -> list[tuple[int, int, int]]:
    """Changes that would follow the list in force: version, how many signed, how many must."""
    found = []
    for change in unit.all(KeyChange):
        if change.version > ring.version and (change.follows or "0") == str(ring.version):
            needed = ring.threshold if ring.version else change.threshold
            found.append((change.version, len(signed_by(ring, change, unit)), needed))
    return found


def _page(unit: Unit, ring: KeyRing, day: date) -> list[Part]:
    text = N_("Version {version}; {threshold} must sign the next change. First list: {root}.")
    parts: list[Part] = []
    if ring.version:
        told: dict[str, Any] = {"version": ring.version, "threshold": ring.threshold}
        parts.append(say(text, root=ring.root, **told))
    headers = (N_("who"), N_("key"), N_("from"), N_("until"), N_("today"))
    rows = [
        (
            unit.name(one.person_id),
            one.fingerprint,
            one.period.start,
            one.period.end,
            say(N_("counts") if one.period.covers(day) else N_("not on this day")),
        )
        for one in ring.keys
    ]
    parts.append(Table(headers, rows))
    for version, signed, needed in waiting(unit, ring):
        text = N_("Version {version} waits: {signed} of {needed} signed.")
        parts.append(say(text, version=version, signed=signed, needed=needed))
    return parts


def _data(unit: Unit, ring: KeyRing, day: date) -> dict[str, Any]:
    return {
        "version": ring.version,
        "threshold": ring.threshold,
        "root": ring.root or None,
        "keys": [
            {
                "person_id": one.person_id,
                "fingerprint": one.fingerprint,
                "from": one.period.start,
                "to": one.period.end,
                "counts": one.period.covers(day),
            }
            for one in ring.keys
        ],
        "waiting": [
            {"version": version, "signed": signed, "needed": needed}
            for version, signed, needed in waiting(unit, ring)
        ],
    }


def refuse_broken(code: int, folder: Path) -> None:
    """Refuse to vouch for a history that does not verify."""
    if code in (Exit.BROKEN, Exit.INCOMPLETE, Exit.BUG):
        text = N_(
            "the history of {folder} does not verify; see `tripower trail verify -C {folder}`"
        )
        raise refuse(text, code=code, folder=str(folder))
