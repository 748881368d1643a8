"""The desk at which a command works: a unit's folder, what it holds, and the pen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tripower.core.unit import Unit
from tripower.engine.acts import GIT
from tripower.engine.tables import Tables
from tripower.engine.writing import Action, Order, Verdict, weigh
from tripower.store.lazy import LazyUnit
from tripower.store.source import Source

if TYPE_CHECKING:
    from tripower.trail.commit import CommitFacts

LOCK_TIMEOUT = 30.0
"""Seconds to wait for another writer before giving up."""


class NotWritten(Exception):  # noqa: N818 - carries the verdict to the person, no bug
    """The engine refused; nothing was written."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__()
        self.verdict = verdict


class Entry(msgspec.Struct, frozen=True):
    """What was written, or would have been (`dry_run`)."""

    verdict: Verdict
    commit: str = ""
    paths: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    message: str = ""
    dirty: tuple[str, ...] = ()


class Desk(msgspec.Struct, frozen=True):
    """A unit's folder with the tables of kinds and rules."""

    folder: Path
    tables: Tables

    def recorded(self) -> Unit:
        """The unit as the head of its branch has it; what commands look things up in."""
        return LazyUnit(self.files(), self.tables.kinds)

    def files(self) -> Source:
        """The record files at the head of the branch."""
        from tripower.trail.repository import open_repository

        repository = open_repository(self.folder)
        return repository.source(repository.head())

    def write(self, action: Action, order: Order) -> Entry:
        """Judge and record what an action proposes, as one commit; raises `NotWritten`."""
        from tripower.trail.commit import Change, message
        from tripower.trail.repository import open_repository
        from tripower.trail.write import record

        repository = open_repository(self.folder)
        weighed: list[Verdict] = []

        def build(head: str | None) -> Change:
            verdict = weigh(action, repository.source(head), order, self.tables)
            if not verdict.stands:
                raise NotWritten(verdict)
            weighed[:] = [verdict]
            return Change(verdict.files, _facts(verdict, order))

        if order.dry_run:
            change = build(repository.head())
            paths = tuple(sorted(change.files))
            return Entry(weighed[0], paths=paths, message=message(change.facts))
        written = record(repository, build, timeout=LOCK_TIMEOUT, sign=_signer(order))
        left = tuple(repository.unrecorded())
        return Entry(weighed[0], written.commit, written.paths, written.kept, dirty=left)


def _signer(order: Order) -> Callable[[bytes], str] | None:
    """What signs the commit, where a key is named."""
    if order.key is None:
        return None
    from tripower.trail.signing import sign

    return partial(sign, namespace=GIT, key=order.key)


def _facts(verdict: Verdict, order: Order) -> CommitFacts:
    from tripower.trail.commit import CommitFacts

    plan = verdict.plan
    return CommitFacts(
        operation=plan.operation,
        record_ids=tuple(f"{kind}/{key}" for kind, key in (r.subject for r in plan.puts)),
        actor_id=order.actor_id,
        actor_name=verdict.unit.name(order.actor_id),
        parameters=verdict.unit.parameters.version(plan.day),
        summary=plan.summary,
        when=order.when,
    )
