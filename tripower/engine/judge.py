"""The one engine: two states of a unit in, findings out, whoever asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec
from msgspec.structs import replace

from tripower.core.exceptions import Acknowledgement
from tripower.core.findings import Finding, Severity, Status
from tripower.core.rules import Rule
from tripower.core.unit import Unit
from tripower.engine.run import Crash, Run, Unclean
from tripower.engine.selection import select


class Judgement(msgspec.Struct, frozen=True):
    """All findings in their order, those that are new, and the rules that crashed."""

    findings: tuple[Finding, ...]
    new: tuple[Finding, ...]
    crashes: tuple[Crash, ...] = ()
    unclean: Unclean = {}


def judge(
    before: Unit | None,
    after: Unit,
    as_of: date,
    rules: Mapping[str, Rule],
    paths: Iterable[str] | None = None,
) -> Judgement:
    """Judge the state `after`; a finding is new where `before` lacks it or has it milder.

    Both states are judged at the same day. With a state before, only what the change can
    touch is judged; without one, everything is. `paths` are the files that differ, where that
    is known. What is new, only a word that came with the
    change can acknowledge: one on an earlier breach by the same person speaks of that one.
    """
    selection = select(before, after, paths) if before is not None else None
    run = Run(after, as_of, selection)
    known: dict[str, int] = {}
    if before is not None:
        earlier = Run(before, as_of, selection)
        # What a change adds to a subject, or takes away, is an anchor on one side only.
        run.touched = earlier.touched = run.reached(rules) | earlier.reached(rules)
        known = _weights(earlier.all(rules))
    findings = run.all(rules)
    new = [f for f in findings if f.severity.rank < known.get(f.fingerprint, len(Severity))]
    if before is not None:
        new = _reopened(new, before, after)
    return Judgement(tuple(findings), tuple(new), tuple(run.crashes.values()), run.unclean)


def _reopened(new: list[Finding], before: Unit, after: Unit) -> list[Finding]:
    """The new findings, acknowledged only where the change brings the acknowledgement along."""
    told = [one for one in after.all(Acknowledgement) if not before.get(Acknowledgement, one.key)]
    spoken_of = {one.speaks_of for one in told}
    return [
        replace(f, status=Status.OPEN)
        if f.status is Status.ACKNOWLEDGED and (f.rule_id, f.subject) not in spoken_of
        else f
        for f in new
    ]


def _weights(findings: Iterable[Finding]) -> dict[str, int]:
    return {f.fingerprint: f.severity.rank for f in findings}
