"""Judges what a commit changes by the rules on change, be it written, pushed or long made."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import msgspec

from tripower.core.changes import Change, ChangeView, Evidence, Pair
from tripower.core.findings import Finding, Severity, fingerprint
from tripower.core.records import Entry
from tripower.core.rules import Hit, Rule
from tripower.core.unit import Origin, Unit
from tripower.engine.run import Crash, capped, pointer_to


class Judged(msgspec.Struct, frozen=True):
    """What was found, and the rules that crashed."""

    findings: tuple[Finding, ...] = ()
    crashes: tuple[Crash, ...] = ()


class OnChange:
    """The rules on change, and which of them a commit of some kinds of record concerns."""

    def __init__(self, rules: Mapping[str, Rule]) -> None:
        self._rules = [rule for rule in rules.values() if rule.of_change]
        self._for: dict[frozenset[type], list[Rule]] = {}

    def concerned(self, change: Change) -> list[Rule]:
        """The rules that have to look at a change."""
        kinds = frozenset([type(pair.record) for pair in change.pairs])
        if kinds not in self._for:
            self._for[kinds] = [rule for rule in self._rules if _concerns(rule, kinds)]
        return self._for[kinds]


def judge_change(change: Change, unit: Unit, rules: OnChange) -> Judged:
    """Judge a commit; `unit` is the state that it leads to."""
    pairs = {pair.subject: pair for pair in change.pairs}
    found: list[Finding] = []
    crashes: list[Crash] = []
    for rule in rules.concerned(change):
        see = ChangeView(unit, rule.reads, rule.parameters, change.act.day, pairs)
        try:
            hits = list(rule.function(change, see))
        except Exception:
            crashes.append(Crash(rule.rule_id, change.act.commit, traceback.format_exc()))
            continue
        if hits:
            found += _findings(rule, hits, unit, change.act.day, change.act.commit, see.used())
    return Judged(tuple(found), tuple(crashes))


def pairs_between(old: Unit, new: Unit, paths: Iterable[str]) -> Iterator[Pair]:
    """The records of some files in two states of a unit, where they differ."""
    for path in paths:
        before = {one.subject: one for one in old.at(path)}
        after = {one.subject: one for one in new.at(path)}
        texts = old.files.get(path), new.files.get(path)
        if not before and not after and texts[0] != texts[1]:
            yield Pair(path, ("file", path), *texts)
        for subject in {**before, **after}:
            then, now = before.get(subject), after.get(subject)
            if then != now or (not isinstance(now, Entry) and texts[0] != texts[1]):
                yield Pair(path, subject, *texts, then, now)


def judge_evidence(
    evidence: Evidence, unit: Unit, rules: Mapping[str, Rule], commit: str, as_of: date
) -> list[Finding]:
    """Judge what a look at a repository showed."""
    return [
        finding
        for rule in rules.values()
        if rule.of_evidence
        for finding in _findings(rule, rule.function(evidence), unit, as_of, commit, {})
    ]


def _concerns(rule: Rule, kinds: Iterable[type]) -> bool:
    of = rule.subject
    return of is None or any(issubclass(kind, of) for kind in kinds)


def _findings(
    rule: Rule, hits: Iterable[Hit], unit: Unit, day: date, commit: str, used: dict[str, str]
) -> Iterator[Finding]:
    for hit in hits:
        subject = hit.subject or ("commit", commit[:12] or "new")
        origin = unit.origins.get(subject, Origin(""))
        pointer = origin.pointer if origin.path == hit.path else ()
        named = "/".join(subject)
        message, then = rule.messages[hit.says]
        yield Finding(
            rule_id=rule.rule_id,
            fingerprint=fingerprint(rule.rule_id, named, f"{hit.says}|{hit.mark}|{commit}"),
            severity=capped(rule, hit.severity, unit, day),
            subject_type=subject[0],
            subject_id=subject[1],
            unit_id=unit.unit_id,
            event_date=hit.on or day,
            path=hit.path,
            pointer=(*pointer, *pointer_to(hit.field)),
            field=hit.field,
            args=hit.args,
            message=message,
            basis=rule.clauses((hit.about,)),
            params_used=used,
            evidence=hit.evidence,
            next=then,
            commit=commit,
        )


def heavy(findings: Iterable[Finding]) -> bool:
    """Whether anything of it breaks the trail; nobody can speak it away."""
    return any(f.severity in (Severity.BLOCK, Severity.VIOLATION) for f in findings)
