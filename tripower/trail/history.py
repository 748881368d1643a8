"""What was recorded, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from tripower.trail import commit as facts
from tripower.trail import touched
from tripower.trail.errors import explained
from tripower.trail.repository import Repository

if TYPE_CHECKING:
    import pygit2

_DAY = 24 * 60  # minutes


class Entry(msgspec.Struct, frozen=True):
    """One commit. All but `commit`, `parents` and `paths` is what its author says.

    `actor` is a person's id, "" for a commit that tripower did not make; `paths` are
    relative to the unit. More than one of `parents` is a merge. `signature` is in its armour,
    of `payload`.
    """

    commit: str
    parents: tuple[str, ...]
    when: datetime
    actor: str
    actor_name: str
    operation: str
    records: tuple[str, ...]
    parameters: str
    paths: tuple[str, ...]
    summary: str
    signature: str = ""
    payload: bytes = b""


def history(repository: Repository, limit: int | None = None) -> Iterator[Entry]:
    """The commits of the unit from the newest back, at most `limit` of them.

    In a repository with several units, those that touch this one. Raises TrailError
    (exit 5) where the history is damaged.
    """
    head = repository.head()
    return islice(iter(()) if head is None else _entries(repository, head), limit)


def _entries(repository: Repository, head: str) -> Iterator[Entry]:
    with explained():
        for made, paths in touched.walk(repository.git, head, repository.prefix):
            if paths or not repository.prefix:
                yield _entry(made, paths)


def _entry(made: pygit2.Commit, paths: tuple[str, ...]) -> Entry:
    said = _trailers(made)
    actor, name = facts.split_actor(said.get(facts.ACTOR, ""))
    records = said.get(facts.RECORDS, "")
    signature, payload = made.gpg_signature
    lines = made.raw_message.decode("utf-8", "replace").strip().splitlines()
    return Entry(
        commit=str(made.id),
        parents=tuple(str(one) for one in made.parent_ids),
        when=moment(made.commit_time, made.commit_time_offset),
        actor=actor,
        actor_name=name or made.author.raw_name.decode("utf-8", "replace"),
        operation=said.get(facts.OPERATION, ""),
        records=tuple(records.split(", ")) if records else (),
        parameters=said.get(facts.PARAMETERS, ""),
        paths=paths,
        summary=lines[0] if lines else "",
        signature=(signature or b"").decode("ascii", "replace"),
        payload=payload or b"",
    )


def _trailers(made: pygit2.Commit) -> dict[str, str]:
    try:
        return made.message_trailers
    except UnicodeDecodeError:  # written by another program: it says nothing that we know
        return {}


def moment(seconds: int, minutes: int) -> datetime:
    """The time that a commit claims, with its offset; a senseless offset counts as none.

    A time that no calendar has becomes the nearest that datetime knows.
    """
    zone = timezone(timedelta(minutes=minutes)) if abs(minutes) < _DAY else UTC
    try:
        return datetime.fromtimestamp(seconds, zone)
    except (OverflowError, ValueError, OSError):
        return datetime.max.replace(tzinfo=UTC) if seconds > 0 else datetime.min.replace(tzinfo=UTC)
