"""Writing what proves the trail: keys, checkpoints, and signatures under what is on record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from tripower.core.answer import refuse
from tripower.core.changes import manifest_of
from tripower.core.digests import sha256
from tripower.core.exits import Exit
from tripower.core.keyring import KeyRing, advanced
from tripower.core.messages import N_
from tripower.core.plan import Plan
from tripower.core.records import Digest, Event
from tripower.core.sshsig import NoSignature, public_key
from tripower.core.trust import Checkpoint, KeyChange, KeyLine, Purpose, Signature, Witness
from tripower.core.unit import Unit
from tripower.mechanisms.decisions.actions.matters import Action
from tripower.mechanisms.decisions.records import Minutes
from tripower.store.record_files import as_mapping
from tripower.store.source import Source
from tripower.store.yaml_write import render

Sign = Callable[[bytes, Purpose], str]


def file_of(record: Event) -> bytes:
    """The bytes that the file of a new record will have."""
    return render(as_mapping(record))


def signature(
    content: bytes, purpose: Purpose, person_id: str, sign: Sign, on: date, **about: Any
) -> Signature:
    """A person's signature over the bytes of a file; `about` names the record that it is."""
    return Signature(
        sha256=Digest(sha256(content)),
        person_id=person_id,
        purpose=purpose,
        on=on,
        signature=sign(content, purpose),
        **about,
    )


def key_change(  # noqa: PLR0913 - told by name
    *,
    actor: str,
    on: date,
    adds: Mapping[str, str],
    period: tuple[date | None, date | None],
    revokes: Sequence[str],
    threshold: int | None,
    reason: str,
    sign: Sign | None,
) -> Action:
    """A new version of the list of keys; signed at once where the actor has a key at hand."""

    def act(unit: Unit) -> Plan:
        ring = advanced(KeyRing(), unit)
        for line in adds.values():
            _refuse_unread(line)
        version = max((one.version for one in unit.all(KeyChange)), default=0) + 1
        change = KeyChange(
            version=version,
            follows=str(ring.version) if ring.version else None,
            on=on,
            adds=tuple(
                KeyLine(person_id=person, public_key=line, from_=period[0] or on, to=period[1])
                for person, line in adds.items()
            ),
            revokes=tuple(revokes),
            threshold=threshold or (ring.threshold if ring.version else 1),
            reason=reason,
        )
        puts: list[Event] = [change]
        if sign is not None:
            told = {"key_version": str(version)}
            puts.append(signature(file_of(change), Purpose.KEYS, actor, sign, on, **told))
        return Plan("trail key", f"trail key: version {version}", on, puts)

    return act


def _refuse_unread(line: str) -> None:
    try:
        public_key(line)
    except NoSignature as error:
        text = N_("this key cannot be used: {why}")
        raise refuse(text, code=Exit.USAGE, why=str(error)) from None


def key_signature(version: int | None, actor: str, on: date, sign: Sign) -> Action:
    """A holder's signature under a change of the list, the newest where none is named."""

    def act(unit: Unit) -> Plan:
        changes = {one.version: one for one in unit.all(KeyChange)}
        change = changes.get(version if version is not None else max(changes, default=0))
        if change is None:
            raise refuse(N_("there is no such version of the list of keys"))
        content, told = unit.content(change), {"key_version": str(change.version)}
        made = signature(content, Purpose.KEYS, actor, sign, on, **told)
        return Plan("trail key sign", f"trail key sign {change.version}", on, [made])

    return act


def checkpoint(actor: str, on: date, sign: Sign | None) -> Action:
    """What the history is at the newest commit, in a few lines."""

    def act(unit: Unit) -> Plan:
        source = unit.files
        if not isinstance(source, Source) or not source.commit:
            raise refuse(N_("nothing has been recorded yet, so there is nothing to hold on to"))
        last = max(unit.all(Checkpoint), key=lambda one: one.number, default=None)
        files, manifest = manifest_of({path: sha256(data) for path, data in source.items()})
        made = Checkpoint(
            number=last.number + 1 if last is not None else 1,
            on=on,
            head=source.commit,
            files=files,
            manifest=Digest(manifest),
            previous=Digest(unit.sha256(last)) if last is not None else None,
            keys=advanced(KeyRing(), unit).version,
            parameters=unit.parameters.version(on),
        )
        puts: list[Event] = [made]
        if sign is not None:
            told = {"checkpoint": str(made.number)}
            puts.append(signature(file_of(made), Purpose.CHECKPOINT, actor, sign, on, **told))
        return Plan("trail checkpoint", f"trail checkpoint {made.number}", on, puts)

    return act


def witness(
    seen: Checkpoint, content: bytes, unit_id: str, on: date, actor: str, sign: Sign
) -> Action:
    """That this unit has seen a checkpoint of another one, signed."""

    def act(_: Unit) -> Plan:
        made = Witness(
            unit=unit_id,
            number=seen.number,
            sha256=Digest(sha256(content)),
            head=seen.head,
            on=on,
        )
        under = signature(file_of(made), Purpose.WITNESS, actor, sign, on)
        return Plan("trail witness", f"trail witness {unit_id} {seen.number}", on, [made, under])

    return act


def minutes_signature(minutes_id: str, actor: str, on: date, sign: Sign) -> Action:
    """A member's signature under minutes that were issued; by their id or that of the meeting."""

    def act(unit: Unit) -> Plan:
        found = unit.get(Minutes, minutes_id) or next(
            iter(unit.linked(Minutes, ("meeting", minutes_id))), None
        )
        if found is None or found.draft:
            raise refuse(N_("there are no minutes {id} that were issued"), id=minutes_id)
        content, told = unit.content(found), {"minutes_id": found.minutes_id}
        made = signature(content, Purpose.MINUTES, actor, sign, on, **told)
        return Plan("minutes sign", f"minutes sign {found.minutes_id}", on, [made])

    return act
