"""What a commit says: who did what, on which records, under which parameters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    import pygit2

OPERATION = "Tripower-Operation"
RECORDS = "Tripower-Records"
ACTOR = "Tripower-Actor"
PARAMETERS = "Tripower-Parameters"

_TRAILER = re.compile(r"[A-Za-z][A-Za-z0-9-]*\Z")
_ACTOR = re.compile(r"(?P<id>\S+)(?: \((?P<name>.*)\))?\Z")


class CommitFacts(msgspec.Struct, frozen=True):
    """Who records what.

    `when` needs a time zone; `parameters` is the version in force; `extra` are further
    trailers. Line breaks in any of them become spaces, so that no text can add a trailer.
    """

    operation: str
    record_ids: tuple[str, ...]
    actor_id: str
    actor_name: str
    parameters: str
    summary: str
    when: datetime
    extra: Mapping[str, str] = msgspec.field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.when.tzinfo is None:
            raise ValueError("CommitFacts.when needs a time zone")
        if not self.actor_id.strip() or not self.operation.strip():
            raise ValueError("CommitFacts needs an actor and an operation")
        if not all(_TRAILER.match(name) for name in self.extra):
            raise ValueError("a trailer's name has letters, digits and hyphens only")


class Change(msgspec.Struct, frozen=True):
    """The files to be written, by path relative to the unit (None deletes one), and by whom."""

    files: Mapping[str, bytes | None]
    facts: CommitFacts


def message(facts: CommitFacts) -> str:
    """The commit message: a summary line and the trailers."""
    trailers = {
        OPERATION: facts.operation,
        RECORDS: ", ".join(facts.record_ids),
        ACTOR: f"{facts.actor_id} ({facts.actor_name})" if facts.actor_name else facts.actor_id,
        PARAMETERS: facts.parameters,
        **facts.extra,
    }
    lines = [f"{name}: {one_line(value)}" for name, value in trailers.items() if one_line(value)]
    summary = one_line(facts.summary) or one_line(facts.operation)
    return "\n".join((summary, "", *lines, ""))


def one_line(text: str) -> str:
    """A text without line breaks and control characters."""
    spaced = " ".join(text.split())
    return "".join(char for char in spaced if unicodedata.category(char) not in ("Cc", "Cs"))


def split_actor(text: str) -> tuple[str, str]:
    """Id and name from the value of the actor's trailer; both may be empty."""
    found = _ACTOR.match(text)
    return (found["id"], found["name"] or "") if found else ("", "")


def author(facts: CommitFacts) -> pygit2.Signature:
    """The acting person, at the time of the act; the id stands where git wants an address."""
    return _signature(facts.actor_name or facts.actor_id, facts.actor_id, facts.when)


def committer(git: pygit2.Repository, when: datetime) -> pygit2.Signature:
    """Whom git's settings name as the user of this machine, else `tripower`."""
    return _signature(_setting(git, "user.name"), _setting(git, "user.email"), when)


def _setting(git: pygit2.Repository, key: str) -> str:
    config = git.config
    return (config[key] if key in config else "") or ""  # noqa: SIM401 - Config has no get


def _signature(name: str, email: str, when: datetime) -> pygit2.Signature:
    from pygit2 import Signature

    offset = when.utcoffset()
    minutes = int(offset.total_seconds() // 60) if offset else 0
    return Signature(_bare(name), _bare(email), int(when.timestamp()), minutes)


def _bare(text: str) -> str:
    return one_line(text).replace("<", "").replace(">", "").strip() or "tripower"
